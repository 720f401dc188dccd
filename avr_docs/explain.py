"""Why a sentence is tagged as it is, for a person: what each of its claims is tagged with, and the words for that.

The claims are those that the taggers made; the words are asked anew of the finders that the taggers use.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from avr_docs import cues
from avr_docs.records import AUTHOR, Claim, Demand, SafeguardStatus, Sentence, Setting, SourceRole, Tagged
from avr_docs.tag import kinds
from avr_docs.tag.certainty import hedging, leaves, unknown
from avr_docs.tag.proper_names import names_of_programmes, without_names
from avr_docs.tag.reported_content import ASKS_FOR
from avr_docs.tag.reporting import hedged_cues, verbs
from avr_docs.tag.safeguards import FORBIDS, Found, votes
from avr_docs.tag.speaker_words import DENIES, LAW
from avr_docs.tag.speakers import BY_TYPE, PARTIES, Author, author
from avr_docs.words import say
from extract.document import BlockKind

NO_CLAIM: dict[kinds.NoClaim | None, str] = {
    "short": "It has fewer than three words, or is all in capitals.",
    "signpost": "It is a greeting, thanks, or a word about the document itself.",
    "own_act": "It tells what the author does in writing or counting.",
    "question": "It is a question.",
    "lead": "It only leads up to what follows it.",
    "heading": "It is a heading that is no full statement.",
    "no_verb": "It has no verb and is no full sentence.",
    None: "No part of it is a statement of its own.",
}
SPEAKS: dict[cues.Polarity, str] = {
    "met": "says that it holds",
    "breached": "names its lack, or the harm",
    "topic": "names it",
}
TIE = "; where as many speak for one as for another, what is missing counts"
NO_WORD = "no word of the lists tells it in the claim as it stands"
LEARNT = "no word of the lists tells it; it is like sentences that the network learnt from"
RUNS = "runs, orders or funds return programmes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What is said `about` a claim, and the words or facts behind that."""

    about: str
    says: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedClaim:
    """A claim with the reasons for its tags."""

    claim: Claim
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Sentence `n` of `last`, None where there is none of that number; `no_claim` says why it carries none."""

    n: int
    last: int
    sentence: Sentence | None = None
    block: BlockKind | None = None
    claims: tuple[ExplainedClaim, ...] = ()
    no_claim: str | None = None


def explain(tagged: Tagged, setting: Setting, n: int) -> Explanation:
    """Sentence number `n` with its claims and their reasons; `setting` is what the document was tagged with."""
    sentence = next((each for each in tagged.sentences if each.n == n), None)
    if sentence is None:
        return Explanation(n=n, last=len(tagged.sentences))
    block = tagged.document.blocks[sentence.block].kind
    claims = tuple(
        ExplainedClaim(claim=claim, reasons=tuple(reasons(claim, tagged, setting)))
        for claim in tagged.claims
        if claim.sentence == n
    )
    why = None if claims else NO_CLAIM[kinds.no_claim(sentence.text, block, (), kinds.Lead())]
    return Explanation(n=n, last=len(tagged.sentences), sentence=sentence, block=block, claims=claims, no_claim=why)


def reasons(claim: Claim, tagged: Tagged, setting: Setting) -> Iterator[Reason]:
    """The reasons for each tag of a claim, in the order in which they are told."""
    yield _kind(claim, tagged, setting)
    yield _speaker(claim, tagged, setting)
    yield _certainty(claim, tagged)
    yield from _safeguards(claim, tagged, setting)
    yield from (_demand(demand) for demand in tagged.demands if tagged.claims[demand.claim] is claim)
    if claim.footnotes:
        yield Reason(about="Notes", says=", ".join(claim.footnotes))
    yield Reason(about="Score", says=f"{claim.score:.2f} of 1, by {claim.tagger}")


def _kind(claim: Claim, tagged: Tagged, setting: Setting) -> Reason:
    party = _is_party(claim, tagged, setting)
    if claim.kind == "demanded":
        because = list(_asking(claim, tagged))
    elif claim.kind == "norm":
        because = list(_of_law(claim))
    elif claim.kind == "stated":
        because = [f"who says it {RUNS}"] if party else []
    else:
        because = ["who says it is not known to run, order or fund return programmes"] if not party else []
        because += _beside_the_programme(claim)
    if not because:
        because = [LEARNT if claim.tagger != "rules" else NO_WORD]
    return Reason(about="Kind", says=say("kind", claim.kind).lower(), because=tuple(because))


def _asking(claim: Claim, tagged: Tagged) -> Iterator[str]:
    first = (
        claim.start
    )  # what is asked for begins after words that ask: "said that they would write to ask her to stop"
    if claim.cue_span and claim.cue_span.end < claim.start:
        first = claim.cue_span.end
    asked = kinds.asks(tagged.document.text[first : claim.end])
    if claim.source != AUTHOR and asked:
        yield f"“{asked.group()}” asks for it"
    elif claim.cue and (claim.source == AUTHOR or verbs("request").search(claim.cue) or ASKS_FOR.search(claim.cue)):
        yield f"“{claim.cue}” asks for it"
    elif lead := _lead(claim, tagged):
        yield f"it is one of the points under “{lead}”"


def _lead(claim: Claim, tagged: Tagged) -> str | None:
    """The heading, or the line with a colon, that asks for the points under it."""
    for sentence in reversed(tagged.sentences[: claim.sentence - 1]):
        if kinds.next_lead(sentence, tagged.document.blocks[sentence.block].kind, (), kinds.Lead()).demands:
            return sentence.text.rstrip(":")
    return None


def _of_law(claim: Claim) -> Iterator[str]:
    if claim.source != AUTHOR and LAW.search(claim.source):
        yield "who says it is a law, a treaty, a standard or a court"
    words = kinds.of_law(claim.content) or kinds.BINDING.search(claim.content)
    if words:
        yield f"“{words.group()}” is a word of law"


def _beside_the_programme(claim: Claim) -> Iterator[str]:
    """Why what somebody else says is `observed`, or no more than `context`."""
    programme, present, passed = (
        expression.search(claim.content) for expression in (kinds.PROGRAMME, kinds.PRESENT, kinds.PASSED)
    )
    if claim.safeguards:
        yield "it bears on a safeguard"
    elif claim.kind == "observed" and programme and present:
        yield f"“{programme.group()}” and “{present.group()}” describe how a programme works now"
    elif claim.kind == "context":
        of_the_past = f"“{passed.group()}” tells of the past" if passed and programme and present else None
        yield f"it bears on no safeguard, and {of_the_past or 'does not describe how a programme works now'}"


def _is_party(claim: Claim, tagged: Tagged, setting: Setting) -> bool:
    if claim.source != AUTHOR:
        return claim.source_role in PARTIES
    return author(tagged.document, tagged.actors, setting).party


def _speaker(claim: Claim, tagged: Tagged, setting: Setting) -> Reason:
    said = say("attribution", claim.attribution)
    if claim.source == AUTHOR:
        if claim.attribution == "direct":
            return Reason(about="Who says it", says="quoted; nobody is named who says it")
        voice = author(tagged.document, tagged.actors, setting)
        whose = f"issued or signed by {voice.name}" if voice.name else _issuer(voice, tagged, setting)
        return Reason(
            about="Who says it", says="the document, in its own voice", because=(f"{whose} ({_role(voice.role)})",)
        )
    because = [f"“{claim.cue}” gives the words to them"] if claim.cue else []
    place = claim.source_span and next(
        (s for s in tagged.sentences if s.start <= claim.source_span.start < s.end), None
    )
    if place and place.n != claim.sentence:
        because.append(f"named in sentence {place.n}")
    actor = next((each for each in tagged.actors if each.key == claim.actor), None)
    if actor is not None and actor.name != claim.source:
        because.append(f"that is {actor.name}{', on the list of actors' if actor.listed else ''}")
    return Reason(
        about="Who says it", says=f"“{claim.source}” ({_role(claim.source_role)}), {said}", because=tuple(because)
    )


def _issuer(voice: Author, tagged: Tagged, setting: Setting) -> str:
    type = setting.type or tagged.document.meta.type
    if voice.role == BY_TYPE.get(type, "other"):
        return f"nobody is named whose {say('type', type).lower()} it is"
    return "told by its letterhead, title or first words"


def _role(role: SourceRole) -> str:
    return "role not known" if role == "other" else say("role", role).lower()


def _contexts(claim: Claim, tagged: Tagged) -> Sequence[str]:
    """The texts that a claim's certainty may be told by, the nearest first: its own, with who says it, the sentence."""
    sentence = tagged.sentences[claim.sentence - 1]
    spans = [span for span in (claim.source_span, claim.cue_span) if span and sentence.start <= span.start < claim.end]
    first = min([claim.start, *(span.start for span in spans)])
    return claim.content, tagged.document.text[first : claim.end], sentence.text


def _certainty(claim: Claim, tagged: Tagged) -> Reason:
    because: list[str] = []
    if claim.certainty == "unknown":
        found = next(filter(None, map(unknown, _contexts(claim, tagged))), None)
        if found:
            left = "unclear" if found[0].leaves == "unclear" else "missing, for nothing speaks for it"
            because = [f"“{found[1].group()}” says that it is not known; what it is about counts as {left}"]
    elif claim.certainty == "hedged":
        cue = hedged_cues().search(claim.cue) if claim.cue else None
        words = next(filter(None, ([m.group() for m in hedging(text)] for text in _contexts(claim, tagged))), [])
        because = [f"“{word}” says less than that it is so" for word in ([cue.group()] if cue else words)]
    says = {"asserted": "asserted, without a word of doubt", "hedged": "hedged", "unknown": "not known"}
    return Reason(about="Certainty", says=says[claim.certainty], because=tuple(because))


def _safeguards(claim: Claim, tagged: Tagged, setting: Setting) -> Iterator[Reason]:
    sentence = tagged.sentences[claim.sentence - 1]
    said = without_names(sentence.text, names_of_programmes(setting))
    said = said[claim.start - sentence.start : claim.end - sentence.start]
    left: cues.Leaves | None = None
    if claim.certainty == "unknown":
        left = next(filter(None, map(leaves, _contexts(claim, tagged))), None)
    cast = votes(said, kind=claim.kind, unknown=left)
    names = {safeguard.id: safeguard.name for safeguard in cues.safeguards()}
    for id, status in claim.safeguards.items():
        of_it = [(found, voted) for found, voted in cast if found.safeguard == id]
        differ = len({voted for _, voted in of_it}) > 1
        because = [
            _seen(claim.content, found) + (f": {say('status', voted)}" if differ else "") for found, voted in of_it
        ]
        yield Reason(
            about=names.get(id, id),
            says=say("status", status),
            because=(*because, *_turned(claim, id, status, [voted for _, voted in of_it])),
        )


def _seen(text: str, found: Found) -> str:
    """The words of one cue, what they say of the safeguard, and the word that denies it."""
    denied = f", and “{text[slice(*found.negation)]}” denies that" if found.negation else ""
    return f"“{text[found.start : found.end]}” {SPEAKS[found.polarity]}{denied}"


def _turned(claim: Claim, id: str, status: SafeguardStatus, voted: Sequence[SafeguardStatus]) -> Iterator[str]:
    """What else than cues and negations made the status what it is."""
    forbids = FORBIDS.search(claim.content)
    denies = DENIES.search(claim.cue) if claim.cue else None
    if not voted and id in claim.safeguard_scores and claim.tagger != "rules":
        yield f"{LEARNT}; {claim.safeguard_scores[id]:.2f} likely"
    elif not voted:
        yield NO_WORD
    elif claim.kind == "norm" and status == "required" and forbids:
        yield f"“{forbids.group()}” forbids the harm"
    elif denies and status not in voted:
        yield f"“{denies.group()}” says the opposite of that"
    elif len(set(voted)) > 1:
        most = voted.count(status)
        yield f"{most} of {len(voted)} speak for it{TIE if 2 * most <= len(voted) else ''}"


def _demand(demand: Demand) -> Reason:
    parts = [f"action: {demand.action}"]
    parts += [f"asked of {demand.addressee}"] if demand.addressee else []
    parts += [f"condition: {demand.condition}"] if demand.condition else []
    parts += [f"deadline: {demand.deadline}"] if demand.deadline else []
    return Reason(about="Demand", says="; ".join(parts))
