"""The safeguards that a stretch of text is about, each with its status, by cues and the negations around them."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache

from avr_docs import cues
from avr_docs.cue_search import Finder, finder
from avr_docs.cues import Leaves, Polarity
from avr_docs.records import ClaimKind, SafeguardStatus
from extract.document import Span

#: In the order in which they are looked for.
POLARITIES: tuple[Polarity, ...] = ("breached", "met", "topic")
#: How many words before a cue a negation reaches over, and after it.
REACH_RIGHT = 7
#: "Nor do people who ... get any advice": from a sentence's first word the reach is longer.
REACH_FIRST = 18
REACH_LEFT = 8
#: A negation does not reach over these.
BARRIER = re.compile(
    r"[;:]|\bwhy\b|\band (?:is|are|was|were|will|has|have|may|can|does|do)\b|,\s+(?:and|but|yet|while|whereas"
    r"|although)\b|\b(?:but|although|though|because|whereas"
    r"|unless|however|which|who)\b",
    re.IGNORECASE,
)
#: "not only" and "not just" deny nothing; a double negation gives what it takes.
NOT_ONLY = re.compile(
    r"\b(?:not|no|without|lacking)\s+(?:only|just|merely|least|cost|charge|fee|doubt|matter|later"
    r"|funds|means|money)\b",
    re.IGNORECASE,
)

#: A norm against a harm requires what prevents it.
FORBIDS = re.compile(r"\b(?:prohibit\w*|forbid\w*|outlaw\w*|unlawful|illegal|(?:may|must|shall) not)\b", re.IGNORECASE)
#: "The law is clear, the practice is not."
ELLIPSIS = re.compile(r",\s+(?:but\s+)?(?:the|its|their|his|her)\s+\w+\s+(?:is|are|was|were|does|did|has)\s+not\W*$")
#: Negations of a subject: of all that its clause says.
SUBJECT = re.compile(r"none|nobody|no one|neither|nor|few|only|never", re.IGNORECASE)
#: Negations of a verb, which do not bear on the verb of another clause: "a person who does not appear is removed".
VERBAL = re.compile(r"not|n['’]t|\w+n['’]t|cannot", re.IGNORECASE)
WHO = re.compile(r"\b(?:who|which|that|whoever)\s(?:\w+\s)?$", re.IGNORECASE)
FINITE = re.compile(r"\s(?:is|are|was|were|has|have|had|will)\s", re.IGNORECASE)
#: What is assumed and not said: "if nobody is forced, ...". "As if" and "even if" are others.
CONDITION = re.compile(
    r"^.*\b(?:only (?:if|when)|provided that)\b.*$|(?<!as )(?<!even )\bif\s[^,;:]*|^\W*asked (?:whether|if|about"
    r"|how|why)\b[^,]*",
    re.IGNORECASE | re.DOTALL,
)
#: "No child travels unless a guardian is appointed": the exception is what is in place.
EXCEPTED = re.compile(
    r"\b(?:no|not|nobody|no one|never|none|cannot|may not|must not)\b(?:(?!\band\b|\bor\b)[^,;:.])*?\s(?:unless"
    r"|except|without)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A safeguard's cue in a text, at `[start, end)`; `breached` after `negation`, which bears on it, is counted in."""

    safeguard: str
    start: int
    end: int
    polarity: Polarity
    negation: Span | None
    breached: bool


@lru_cache(maxsize=1)
def _expressions() -> tuple[tuple[str, Polarity, Finder], ...]:
    """Per safeguard and polarity, one expression for all its cues."""
    return tuple(
        (safeguard.id, polarity, finder(patterns))
        for safeguard in cues.safeguards()
        for polarity in POLARITIES
        if (patterns := tuple(p for cue in safeguard.cues if cue.polarity == polarity for p in cue.patterns))
    )


@lru_cache(maxsize=2)
def _negation(scope: str) -> Finder:
    return finder(tuple(p for cue in cues.negations() if cue.scope == scope for p in cue.patterns))


@lru_cache(maxsize=512)
def find(text: str, *, conditions: bool = True) -> tuple[Found, ...]:
    """Every safeguard's cues in the text; a cue that lies within another of the same safeguard is left out.

    `conditions`: whether what stands in an if-clause counts.
    """
    found: list[Found] = []
    denied = [match.span() for match in _negation("right").finditer(text) if not NOT_ONLY.match(text, match.start())]
    missing = [match.span() for match in _negation("left").finditer(text)]
    missing += [match.span() for match in ELLIPSIS.finditer(text)]
    assumed = [] if conditions else [match.span() for match in CONDITION.finditer(text)]
    excepted = EXCEPTED.search(text)
    for safeguard, polarity, expression in _expressions():
        taken = [(f.start, f.end) for f in found if f.safeguard == safeguard]
        for match in expression.finditer(text):
            start, end = match.span()
            if any(start < last and first < end for first, last in taken):
                continue
            if any(first <= start < last for first, last in assumed):
                continue
            negation = _negation_of(text, start, end, denied, missing)
            if polarity == "topic" and negation is None:
                negation = next((Span(*span) for span in denied if start <= span[0] and span[1] <= end), None)
            if excepted and excepted.start() <= start and polarity != "breached":
                negation = None
            breached = (polarity == "breached") != (negation is not None)
            found.append(Found(safeguard, start, end, polarity, negation, breached))
    told = [(f.start, f.end) for f in found if f.safeguard == "informed_consent"]
    # of what somebody is told, only the telling counts: "nobody explained the ten-year bar"
    return tuple(
        f
        for f in found
        if f.safeguard != "case_protection" or not any(first <= f.start and f.end <= last + 6 for first, last in told)
    )


def _negation_of(
    text: str, start: int, end: int, denied: list[tuple[int, int]], missing: list[tuple[int, int]]
) -> Span | None:
    """The nearest negation that bears on `[start, end)`, one before it first."""
    right = [span for span in denied if span[1] <= start and _reaches(text, span, start)]
    left = [span for span in missing if end <= span[0] and _near(text[end : span[0]], REACH_LEFT)]
    nearest = [*right[-1:], *left[:1]]
    return Span(*nearest[0]) if nearest else None


def _reaches(text: str, negation: tuple[int, int], place: int) -> bool:
    """Whether a negation bears on what begins at `place`; one of a subject ("none of them") on its whole clause."""
    between = text[negation[1] : place]
    word = text[slice(*negation)]
    if SUBJECT.fullmatch(word):
        return _near(between, REACH_FIRST)
    if VERBAL.fullmatch(word) and WHO.search(text[: negation[0]]) and FINITE.search(between):
        return False
    return _near(between, REACH_RIGHT if negation[0] > 2 else REACH_FIRST)


def _near(between: str, words: int) -> bool:
    return len(between.split()) <= words and not BARRIER.search(between)


def votes(text: str, *, kind: ClaimKind, unknown: Leaves | None = None) -> list[tuple[Found, SafeguardStatus]]:
    """Each cue of a safeguard in the text of a claim of this kind, with the status that it speaks for.

    `unknown` is what words of not knowing leave of them; that information is missing is sure all the same.
    """
    cast: list[tuple[Found, SafeguardStatus]] = []
    for item in find(text, conditions=kind in ("demanded", "norm")):
        sure = item.safeguard == "transparency" and item.breached
        forbidden = kind == "norm" and bool(FORBIDS.search(text))
        cast.append((item, _status(item.breached and not forbidden, kind, None if sure else unknown)))
    return cast


def statuses(text: str, *, kind: ClaimKind, unknown: Leaves | None = None) -> dict[str, SafeguardStatus]:
    """The status of each safeguard that a claim is about; where cues disagree, most decide, and "absent" in a tie."""
    counted: dict[str, Counter[SafeguardStatus]] = defaultdict(Counter)
    for item, status in votes(text, kind=kind, unknown=unknown):
        counted[item.safeguard][status] += 1
    return {safeguard: max(votes, key=lambda s: (votes[s], s == "absent")) for safeguard, votes in counted.items()}


def _status(breached: bool, kind: ClaimKind, unknown: Leaves | None) -> SafeguardStatus:
    if kind == "demanded":
        return "demanded"
    if kind == "norm":
        return "absent" if breached else "required"
    if unknown is not None:
        return unknown
    return "absent" if breached else "in_place"
