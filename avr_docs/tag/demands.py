"""What is demanded: action, addressee, condition and deadline of each claim of kind `demanded`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from avr_docs import cues
from avr_docs.cue_search import Finder
from avr_docs.nlp import Parsed
from avr_docs.records import Action, Claim, Demand, Sentence, Setting, Tagged
from avr_docs.tag import noun_phrases
from extract.document import Document, Party

CONDITION = re.compile(
    r"(?:^|[,;]\s+|\b)(?P<condition>(?:if|unless|until|in case|as long as|should (?=the|any|it|they)"
    r"|in the event (?:that|of)|before|provided that)\b[^;:]{4,200}?)(?=,\s|$|[.;])",
    re.IGNORECASE,
)
DEADLINE = re.compile(
    r"\b(?:immediately|at once|without (?:further )?delay|as soon as possible|urgently|promptly"
    r"|forthwith|swiftly|now"
    r"|within (?:the next )?(?:\w+|\d+) (?:hours|days|weeks|months|years?)"
    r"|by (?:the end of )?(?:(?:january|february|march|april|may|june|july|august|september|october"
    r"|november"
    r"|december)\b(?: \d{1,2})?(?:,? \d{4})?|\d{1,2} \w+(?: \d{4})?|\d{4}|next (?:week|month|year)"
    r"|this (?:week|month|year))|before the end of \w+)\b",
    re.IGNORECASE,
)
LEAD = re.compile(
    r"^(?:(?:to|that|also|therefore|respectfully|immediately|urgently|promptly|at once|now|first"
    r"|instead|further|you|they|it|should|must|please)\s+)+",
    re.IGNORECASE,
)
MODAL = re.compile(r"\b(?:must|should|shall|ought to|needs? to|ha(?:s|ve) to)\b", re.IGNORECASE)
PASSIVE = re.compile(r"^(?:not\s+)?(?:immediately\s+|also\s+)?be\s+(?P<participle>\w+)")
YOU = re.compile(r"\b(?:you|your (?:agency|office|organi[sz]ation|government|excellency))\b", re.IGNORECASE)
#: Between the words that ask and "to": who is asked.
ASKED = re.compile(
    r"^\W*(?P<who>(?:(?!\bto\b|\bthat\b|\bnot\b)[^,;:]){2,80}?)\s+(?:not\s+)?(?:to\b|that\b|immediately\b)",
    re.IGNORECASE,
)


def tag(tagged: Tagged, parsed: Parsed, setting: Setting) -> Tagged:
    """The document with a demand for each claim that demands."""
    sentences = {sentence.n: sentence for sentence in tagged.sentences}
    rows = [
        _demand(i, claim, sentences[claim.sentence], parsed.document)
        for i, claim in enumerate(tagged.claims)
        if claim.kind == "demanded"
    ]
    return replace(tagged, demands=tuple(rows))


def _demand(index: int, claim: Claim, sentence: Sentence, document: Document) -> Demand:
    condition = CONDITION.search(sentence.text)
    deadline = DEADLINE.search(claim.content)
    return Demand(
        claim=index,
        action=action(claim.content),
        text=claim.content,
        addressee=_addressee(claim, sentence, document),
        condition=condition["condition"].strip() if condition and not MODAL.search(condition["condition"]) else None,
        deadline=deadline.group() if deadline else None,
        safeguards=tuple(claim.safeguards),
    )


@lru_cache(maxsize=1)
def _actions() -> tuple[tuple[Action, Finder], ...]:
    return tuple((cue.action, cue.regex) for cue in cues.actions())


def action(text: str) -> Action:
    """The kind of action that the text asks for: that of its first known verb; "must be halted" counts too."""
    modal = MODAL.search(text)
    start = LEAD.sub("", text[modal.end() :].lstrip() if modal else text)
    passive = PASSIVE.match(start)
    if passive and not start.lower().startswith("not"):
        start = _stem(passive["participle"]) + " " + start[passive.end() :]
    first: tuple[int, Action] | None = None
    for name, expression in _actions():
        match = expression.search(start)
        if match and (first is None or match.start() < first[0]):
            first = (match.start(), name)
    return first[1] if first else "other"


def _stem(participle: str) -> str:
    """The base form of a regular participle: halted, ended, published, closed."""
    word = participle.lower()
    if word.endswith("ied"):
        return word[:-3] + "y"
    base = word.removesuffix("ed")
    if base.endswith(("at", "os", "eas", "uc", "guarante", "ov", "id", "as", "ur", "nc", "rg")):
        return base + "e"
    return base[:-1] if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "sl" else base


def _addressee(claim: Claim, sentence: Sentence, document: Document) -> str | None:
    """Who is asked: the object of what asks, or the subject of "should"; "you" is whom a letter is written to."""
    before = document.text[sentence.start : claim.start]
    if claim.cue_span and claim.cue_span.end <= claim.start:
        asked = document.text[claim.cue_span.end : claim.start]
        modal = MODAL.fullmatch(document.text[claim.cue_span.start : claim.cue_span.end].strip())
        who = asked.strip(" ,") if not modal else _subject(before, claim.cue_span.start - sentence.start)
        who = re.sub(
            r"\s*\b(?:not|to|that|immediately|should|must)\W*$|^(?:on|upon|for)\s+",
            "",
            re.sub(r"\s+(?:to|that|not)\s*$", "", who or ""),
        )
        return _named(who, document) if who else None
    modal_inside = MODAL.search(claim.content)
    if modal_inside:
        passive = PASSIVE.match(claim.content[modal_inside.end() :].lstrip())
        who = None if passive else _subject(claim.content, modal_inside.start())
        return _named(who, document) if who else None
    return None


def _subject(text: str, place: int) -> str | None:
    """The phrase before a modal at `place`, or for a second one ("and should") the subject of the first."""
    span = noun_phrases.before(text, place)
    if span is None:
        joined = re.search(r"(?:^|[,;:]\s+)(?P<who>[^,;:]{2,60}?)\s+(?:should|must)\b", text)
        return joined["who"] if joined else None
    return text[span.start : span.end]


def _named(who: str, document: Document) -> str | None:
    who = re.sub(r"^that\s+", "", who.strip(' ,“”"'), flags=re.IGNORECASE)
    if YOU.fullmatch(who) or YOU.match(who):
        return _addressees(document.meta.addressees) or who
    return who if re.search(r"[^\W\d_]{2}", who) and len(who.split()) <= 14 else None


def _addressees(parties: Sequence[Party]) -> str | None:
    """The organisations that a letter is written to, or else the persons."""
    names = [party.organization or party.name for party in parties]
    return " and ".join(dict.fromkeys(name for name in names if name)) or None
