"""What kind of claim a stretch of text is, and whether a sentence is one at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from avr_docs import cues
from avr_docs.cue_search import Finder, finder
from avr_docs.records import ClaimKind, Sentence
from avr_docs.tag.voices import Voice
from extract.document import BlockKind, DocumentType, Span

VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|will|would|can|could|may|might|must|should"
    r"|shall|do|does|did|cannot|[a-z]{2,}n['’]t|'s|’s (?:not|been|a)"
    r"|[a-z]{3,}ed|made|took|gave|went|came|said|left|sent|told|found|held|saw|got|began|kept|put|ran"
    r"|fell|became|grew|lost|won|cut|shut|hit|met|led|paid|fled|rose|broke"
    r"|face|faces|remain|remains|show|shows|include|includes|operate|operates|work|works|need|needs"
    r"|asks|tells|knows|gives|gets|pays|takes|makes|holds|sees|lets|keeps|sends|checks|explains|follows|names"
    r"|comes|goes"
    r"|says|calls|runs|books|means|needs|uses|stays|waits|speaks|signs|leaves|loses|refuses|covers|come|go|pay"
    r"|sign|speak"
    r"|want|wants|receive|receives|live|lives|want|help|helps|offer|offers"
    r"|[a-z]{3,}(?:tes|ses|zes|ges|nes|res|des|ves|ces|cts|nts|ins|ims|ads|ows|eds|eks|cks|lls|rts|sts))\b"
)
#: Sentences about the letter or page itself, greetings, thanks, signposts.
SIGNPOST = re.compile(
    r"^\W*(?:thank|dear|sincerely|yours|respectfully (?:submitted|yours)|please (?:find|see|note"
    r"|contact|click|do not hesitate|could)|below (?:is|are)|here (?:is|are)|see (?:also )?(?:the "
    r"|our |appendix |annex |table |figure |section |below|note)"
    r"|for (?:more|further) (?:information|on|details)|read (?:more|also|the|our)|click|download"
    r"|subscribe|sign up|follow us|share this|photo|image|source:|contact:|advertisement|update \d"
    r"|in (?:this|the following) (?:section|chapter|letter|memo|report),? we|as (?:discussed|noted"
    r"|described) (?:below|above)\W*$|the (?:following|next) section|this (?:section|chapter|appendix"
    r"|annex)\b"
    r"|(?:we|i) (?:look forward|appreciate|thank|hope (?:this|that you|to)|remain"
    r"|welcome the opportunity|would (?:like|be) (?:to )?(?:thank|inform|happy|pleased|glad))"
    r"|(?:the )?(?:letter|statement|full text|transcript|report) is (?:reproduced|attached|available|below)"
    r"|this (?:paper|report|memo|briefing|letter|note|study|brief|document) (?:asks|compares|examines|looks"
    r"|describes|rests"
    r"|sets out|summari[sz]es|presents|covers|explains|reviews|is (?:based|written|addressed))\b"
    r"|on the basis of th|(?:we|i) (?:therefore )?(?:recommend|ask|demand) the following|\w+ \w+ contributed"
    r"|with reporting|reported from"
    r"|(?:some |all |their |her |his )*(?:sur)?names?(?: of [^.]{3,40})? (?:have|has|were|was|are"
    r"|is) (?:been )?(?:withheld|changed)"
    r"|\[?(?:sample|ejemplo) (?:written|escrito)|memo no)",
    re.IGNORECASE,
)
#: What the author does while writing or counting: no proposition about the programme.
OWN_ACT = re.compile(
    r"^\W*(?:interviews|households|respondents|participants|families|interviewees) were (?:held|found|conducted"
    r"|selected"
    r"|recruited|chosen|contacted|identified)\b|^\W*(?:the|our) (?:questionnaire|sample|interviews?"
    r"|respondents) (?:has|have|is"
    r"|are|was|were|cover\w*|comprise\w*)\b|^\W*they are not a (?:random|representative) sample"
    r"|^\W*(?:(?:today|yesterday|first|then|next|finally|here|therefore|so|also|on \w+"
    r"|as well as [^,]{3,80}),?\s+)*(?:i|we)(?:['’](?:ve|m|re|ll))?\s+(?:(?:have|am|are|will|would"
    r"|can|could|also|then|now|do|did|was|were|had|just|only)\s+)*"
    r"(?:write|wrote|written|writing|email|emailed|posted|post|printed|receive|received|sent|send"
    r"|started|acknowledge|use|used|limit|search|generate|generated|compute|plot|group|filter|merge"
    r"|load|count|describe|present|interviewed|analy[sz]e|analy[sz]ed|reviewed|collected|focus"
    r"|turn to|hope|think i|know i)\b"
    r"|^\W*(?:the |this |our |all |full |long )*(?:analysis|methodology|method|data and code|code"
    r"|notebook|dataset|charts?|tables?|figures?)\b[^.]{0,60}\b(?:was|were|is|are|can be|have been"
    r"|has been) (?:done|based|drawn|taken|made|used|produced|downloaded|reviewed|found|available"
    r"|hidden|shown|described|listed|reproduced)\b",
    re.IGNORECASE,
)
#: Own acts that nevertheless carry a subject matter: "I write to voice my alarm at ...".
CONCERN = re.compile(
    r"\b(?:express|raise|voice|convey|share)\b[^.]{0,40}\b(?:concern|alarm|dismay|opposition)", re.IGNORECASE
)
LEAD_ONLY = re.compile(
    r"\b(?:following|below|concerns?|questions?|as follows|has|have|that|to|including|should|must"
    r"|recommendations?|reasons?|is|are)\s*:\s*$",
    re.IGNORECASE,
)
#: The programme's present operation, and nothing on a safeguard: `observed`.
PROGRAMME = re.compile(
    r"\b(?:return(?:s|ed|ing|ees?)?|repatriat\w+|deport\w*|self-deport\w*|AVRR?|assisted|voluntary"
    r"|remov(?:al|als|ed)|push-?backs?|program(?:me)?s?|readmission|resettl\w+|detention"
    r"|asylum[- ]seekers?)\b",
    re.IGNORECASE,
)
PRESENT = re.compile(
    r"\b(?:is|are|has|have|being|currently|now|remains?|continues?|will|does|do|involves?|includes?"
    r"|provides?|operates?|uses?)\b"
)
PASSED = re.compile(
    r"\b(?:in|since|until|during|by) (?:19|20)\d\d\b|\b(?:was|were) (?:founded|established|created"
    r"|born|elected|appointed)\b|\b(?:former|decades|century|history|historically)\b",
    re.IGNORECASE,
)
RECOMMENDS = re.compile(
    r"\b(?:recommendations?|demands?|we (?:call|urge|ask|request|recommend)|our asks|what must"
    r"|calls? (?:on|upon|for)|urges?|should|must|action(?:s)? (?:needed|required))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Lead:
    """What a sentence ending in a colon, or a heading, hands on to the list items under it."""

    voice: Voice | None = None
    demands: bool = False
    block: int = -1


def lead(before: Lead, sentence: Sentence, block: BlockKind, voices: Sequence[Voice]) -> Lead:
    """The lead that holds for this sentence; a list item keeps the one before it."""
    if block == "list_item" or sentence.text[:1].islower():
        return Lead(before.voice, before.demands, sentence.block) if before.block >= 0 and not voices else Lead()
    return Lead()


def next_lead(sentence: Sentence, block: BlockKind, voices: Sequence[Voice], current: Lead) -> Lead:
    """The lead that this sentence gives to what follows."""
    if block in ("heading", "title"):
        return Lead(
            None,
            bool(re.search(r"recommendation|our demands|we demand|calls? to action", sentence.text, re.IGNORECASE)),
            sentence.block,
        )
    if sentence.text.rstrip().endswith(":"):
        voice = next((v for v in voices if v.source), None)
        return Lead(voice, bool(RECOMMENDS.search(sentence.text)), sentence.block)
    return current


#: Why a sentence carries no claim.
NoClaim = Literal["short", "signpost", "own_act", "question", "lead", "heading", "no_verb"]


def is_claim(text: str, block: BlockKind, document: DocumentType, voices: Sequence[Voice], lead: Lead) -> bool:
    """False for greetings, signposts, questions, method, and headings that are no full proposition."""
    return no_claim(text, block, voices, lead) is None


def no_claim(text: str, block: BlockKind, voices: Sequence[Voice], lead: Lead) -> NoClaim | None:
    """Why the sentence is none that can carry claims; None where it is one."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    if len(words) < 3 or text.isupper():
        return "short"
    if lead.voice or lead.demands or any(voice.source for voice in voices):
        return None
    if SIGNPOST.match(text):
        return "signpost"
    if OWN_ACT.match(text) and not CONCERN.search(text):
        return "own_act"
    if text.rstrip().endswith("?"):
        return "question"
    if LEAD_ONLY.search(text) and len(words) < 25:
        return "lead"
    full = bool(re.search(r"[.!][”\"’)]*$", text)) and len(words) >= 5
    if block in ("heading", "title"):
        return None if len(words) >= 6 and (full or has_verb(NO_PREDICATE.sub("", text))) else "heading"
    return None if full or has_verb(text) else "no_verb"


def has_verb(text: str) -> bool:
    """Whether a word of the text is likely a verb."""
    return bool(VERB.search(text)) or bool(re.match(r"[A-Z][a-z]+ed\b", text))


@lru_cache(maxsize=8)
def _demand(frame: str) -> Finder:
    return finder(tuple(p for cue in cues.demands() if cue.frame == frame for p in cue.patterns))


@lru_cache(maxsize=1)
def _norm() -> Finder:
    return finder(tuple(p for cue in cues.norms() for p in cue.patterns))


#: Words of a heading that are likelier participles and nouns: "Households returned to the coast", "Special needs".
NO_PREDICATE = re.compile(
    r"(?<!are )(?<!is )(?<!was )(?<!were )(?<!been )\b(?:\w+ed|needs|works|offers|names|means|uses|checks)\b"
)
YOU = re.compile(r"\s+(?:you|they|it|he|she)\b", re.IGNORECASE)
#: Modals that ask for nothing: "should they fail", "must have been", "should be noted".
NO_DEMAND = re.compile(
    r"\b(?:must|should) (?:have (?:been|no|had|known|\w+ed)\b|be (?:noted|said|added|remembered|easy|possible|clear"
    r"|obvious|enough|no \w+)\b|they|it|he|she|you\b)"
    r"|^should (?:the|any|it|they|you|he|she)\b"
    r"|\b(?:why|whether|what|how|if) (?:\w+ ){1,4}should\b|\bhas to do with\b|\b(?:ha(?:s"
    r"|ve)) to (?:wait|live|sleep|leave|return|pay|stay|walk|endure|cope|flee)",
    re.IGNORECASE,
)


BINDING = re.compile(
    r"\b(?:may not|cannot|shall|must|entitled|void|unlawful|illegal|required|has to|have to|is free to)\b"
)
#: What people in a procedure have to do: a burden, no demand of the speaker's.
OBLIGED = re.compile(
    r"\b(?:people|persons?|participants?|applicants?|migrants|refugees|returnees|families|they|he|she|those|who"
    r"|asylum[- ]seekers"
    r"|women|men|children|parents|residents|foreigners|everyone|anyone|nobody) must (?!(?:not\b|be\b|have\b"
    r"|receive\b|get\b"
    r"|know\b|understand\b|never\b))\w+",
    re.IGNORECASE,
)


def kind(text: str, *, party: bool, own: bool, request: bool, law: bool = False) -> tuple[ClaimKind, Span | None, int]:
    """The kind of a stretch, the span in it of the words that demand, and where in it its content begins.

    `party`: the speaker runs, orders or funds programmes; `own`: in a document of its own; `request`: it is what
    somebody is asked to do; `law`: the source is a law, a treaty or a court.
    """
    if own:
        return "stated", None, 0
    asked = asks(text)
    norm = of_law(text)
    if law and (request or asked or norm or BINDING.search(text)):
        return "norm", None, 0
    if request:
        return "demanded", None, 0
    if asked and not (norm and norm.start() < asked.start()):
        return "demanded", Span(*_cue(asked)), _content(text, asked)
    if norm and not party:
        return "norm", None, 0
    return ("stated" if party else "observed"), None, 0


def asks(text: str) -> re.Match[str] | None:
    """The words by which the speaker asks for something."""
    return _request(text) or _modal(text)


def of_law(text: str) -> re.Match[str] | None:
    """The first words of law."""
    return _norm().search(text)


#: Who may ask in a clause of the document's own or of a speaker's words: "we", "they", or nobody named.
ASKS = re.compile(
    r"(?:^|[,;:(“\"]|\b(?:i|we|they|and|or|to|would like to|hereby|therefore|also|again|respectfully|strongly"
    r"|please|must"
    r"|should|signatories|undersigned|signed|organi[sz]ations|my|our|their|repeat\w*|the following))\s*(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
#: Forms that only another subject takes ("invites"), and those that none needs ("urging").
THIRD = re.compile(r"\w+(?<!s)s\b", re.IGNORECASE)
ING = re.compile(r"\w+ing\b|recommendation|proposal|demand", re.IGNORECASE)


def _request(text: str) -> re.Match[str] | None:
    """A frame that asks, if the speaker asks, and no one else: "we urge you to", not "officers invite them to"."""
    for match in _demand("request").finditer(text):
        before = text[: match.start()]
        alone = not re.search(r"\w", before)
        if alone or ING.match(match.group()) or (ASKS.search(before) and not THIRD.match(match.group())):
            return match
    return None


def _content(text: str, asked: re.Match[str]) -> int:
    """Where what is asked for begins: after "urge you to" and after "X should"; at 0 for a passive or a "must not"."""
    after = YOU.match(text, asked.end())
    place = after.end() if after else asked.end()
    if re.search(r"\b(?:to|that)$", asked.group()):
        return place + len(text[place:]) - len(text[place:].lstrip())
    if re.match(r"(?:must|should|shall|ought)", asked.group(), re.IGNORECASE) and not re.match(
        r"\s*(?:not|never|be|have)\b", text[asked.start() :].partition(" ")[2]
    ):
        first = re.match(r"(?:must|should|shall|ought to)\s+(?:also\s+)?", text[asked.start() :], re.IGNORECASE)
        return asked.start() + (first.end() if first else 0)
    return 0


def _modal(text: str) -> re.Match[str] | None:
    found = _demand("modal").search(text)
    if found is None or NO_DEMAND.search(text) or (found.group().lower().startswith("must") and OBLIGED.search(text)):
        return None
    return found


def _cue(match: re.Match[str]) -> tuple[int, int]:
    """The word that asks: the first of the match, with its particle."""
    first = re.match(r"\w+(?:\s+(?:on|upon|for|to))?", match.group())
    return match.start(), match.start() + (first.end() if first else len(match.group()))


def present(text: str) -> bool:
    """Whether the text describes a return programme's present operation."""
    return bool(PROGRAMME.search(text) and PRESENT.search(text)) and not PASSED.search(text)


def score(kind: ClaimKind, marked: bool, attributed: bool) -> float:
    """How far the rules can be trusted, in [0, 1]: more with a safeguard's cue and with a cue of attribution."""
    return round(0.5 + 0.2 * marked + 0.2 * attributed + 0.1 * (kind in ("demanded", "stated")), 2)
