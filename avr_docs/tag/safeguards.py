"""The safeguards that a stretch of text is about, each with its status, by cues and the negations around them."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache

from avr_docs import cues
from avr_docs.cue_search import Finder, finder
from avr_docs.cues import Leaves
from avr_docs.records import ClaimKind, SafeguardStatus

#: How many words before a cue a negation reaches over, and after it.
REACH_RIGHT = 7
#: "Nor do people who ... get any advice": from a sentence's first word the reach is longer.
REACH_FIRST = 18
REACH_LEFT = 8
#: A negation does not reach over these.
BARRIER = re.compile(
    r"[;:]|,\s+(?:and|but|yet|while|whereas|although)\b|\b(?:but|although|though|because|whereas"
    r"|unless|however|which|who)\b",
    re.IGNORECASE,
)
#: "not only" and "not just" deny nothing; a double negation gives what it takes.
NOT_ONLY = re.compile(
    r"\b(?:not|no|without|lacking)\s+(?:only|just|merely|least|cost|charge|fee|doubt|matter|later"
    r"|funds|means|money)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A safeguard's cue in a text, at `[start, end)`; `breached` after negation is counted in."""

    safeguard: str
    start: int
    end: int
    breached: bool


@lru_cache(maxsize=1)
def _expressions() -> tuple[tuple[str, str, Finder], ...]:
    """Per safeguard and polarity, one expression for all its cues."""
    return tuple(
        (safeguard.id, polarity, finder(patterns))
        for safeguard in cues.safeguards()
        for polarity in ("breached", "met", "topic")
        if (patterns := tuple(p for cue in safeguard.cues if cue.polarity == polarity for p in cue.patterns))
    )


@lru_cache(maxsize=2)
def _negation(scope: str) -> Finder:
    return finder(tuple(p for cue in cues.negations() if cue.scope == scope for p in cue.patterns))


def find(text: str) -> list[Found]:
    """Every safeguard's cues in the text; a cue that lies within another of the same safeguard is left out."""
    found: list[Found] = []
    denied = [match.span() for match in _negation("right").finditer(text) if not NOT_ONLY.match(text, match.start())]
    missing = [match.span() for match in _negation("left").finditer(text)]
    for safeguard, polarity, expression in _expressions():
        taken = [(f.start, f.end) for f in found if f.safeguard == safeguard]
        for match in expression.finditer(text):
            start, end = match.span()
            if any(start < last and first < end for first, last in taken):
                continue
            negated = _negated(text, start, end, denied, missing)
            if polarity == "topic" and not negated:
                negated = any(start <= first and last <= end for first, last in denied)
            found.append(Found(safeguard, start, end, (polarity == "breached") != negated))
    return found


def _negated(text: str, start: int, end: int, denied: list[tuple[int, int]], missing: list[tuple[int, int]]) -> bool:
    """True where an odd number of negations bears on `[start, end)`."""
    right = [
        span
        for span in denied
        if span[1] <= start and _near(text[span[1] : start], REACH_RIGHT if span[0] > 2 else REACH_FIRST)
    ]
    left = [span for span in missing if end <= span[0] and _near(text[end : span[0]], REACH_LEFT)]
    return bool(right or left)


def _near(between: str, words: int) -> bool:
    return len(between.split()) <= words and not BARRIER.search(between)


def statuses(text: str, *, kind: ClaimKind, unknown: Leaves | None = None) -> dict[str, SafeguardStatus]:
    """The status of each safeguard that the text of a claim of this kind is about.

    Where its cues disagree, most decide, and "absent" in a tie. `unknown` is what words of not knowing leave of them;
    that information is missing is sure all the same.
    """
    counted: dict[str, Counter[SafeguardStatus]] = defaultdict(Counter)
    for item in find(text):
        sure = item.safeguard == "transparency" and item.breached
        status = _status(item.breached, kind, None if sure else unknown)
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
