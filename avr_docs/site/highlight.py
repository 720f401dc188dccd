"""A stretch of text cut at every place where something begins or ends, so that a template can mark it up safely.

Nothing here makes HTML: the templates escape each run, and no run holds a character that is not in the document.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")


class Stretch(NamedTuple, Generic[Value]):
    """Characters `[start, end)` of the document's text that are `value`."""

    start: int
    end: int
    value: Value


class Mark(NamedTuple, Generic[Value]):
    """Something that stands between characters, just before the one at `offset`."""

    offset: int
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Generic[Value]):
    """Text within one sentence, claim and link, or outside of any; `opens` where a claim begins in it."""

    text: str
    sentence: Value | None = None
    claim: Value | None = None
    opens: bool = False
    link: Value | None = None
    marks: tuple[Value, ...] = ()


def clamp(stretches: Iterable[Stretch[Value]], start: int, end: int) -> list[Stretch[Value]]:
    """The stretches cut to `[start, end)` in order, each beginning where the one before it ends at the earliest.

    What lies wholly under an earlier one is left out: a template cannot nest what overlaps.
    """
    kept: list[Stretch[Value]] = []
    free = start
    for stretch in sorted(stretches, key=lambda each: (each.start, -each.end)):
        first, last = max(stretch.start, free), min(stretch.end, end)
        if first < last:
            kept.append(Stretch(first, last, stretch.value))
            free = last
    return kept


def runs(
    text: str,
    start: int,
    end: int,
    *,
    sentences: Iterable[Stretch[Value]] = (),
    claims: Iterable[Stretch[Value]] = (),
    links: Iterable[Stretch[Value]] = (),
    marks: Iterable[Mark[Value]] = (),
) -> list[Run[Value]]:
    """The characters `[start, end)` of `text` as runs; their texts joined are exactly those characters.

    A mark at the very end belongs to the last run; one outside is left out.
    """
    start, end = max(0, start), min(end, len(text))
    layers = [clamp(layer, start, end) for layer in (sentences, claims, links)]
    placed: dict[int, list[Value]] = defaultdict(list)
    for mark in marks:
        if start < mark.offset <= end:
            placed[mark.offset].append(mark.value)
    cuts = {start, end, *placed}
    cuts |= {place for layer in layers for stretch in layer for place in (stretch.start, stretch.end)}
    found: list[Run[Value]] = []
    opened: set[int] = set()  # claims are told apart as objects: their values are not always hashable
    for first, last in pairwise(sorted(cuts)):
        sentence, claim, link = (_at(layer, first) for layer in layers)
        opens = claim is not None and id(claim) not in opened
        opened.add(id(claim))
        found.append(
            Run(
                text=text[first:last],
                sentence=sentence,
                claim=claim,
                opens=opens,
                link=link,
                marks=tuple(placed.get(last, ())),
            )
        )
    return found


def by_sentence(found: Iterable[Run[Value]]) -> Iterator[tuple[Value | None, list[Run[Value]]]]:
    """The runs grouped: each sentence with its runs in order, and None with those between sentences."""
    group: list[Run[Value]] = []
    for run in found:
        if group and run.sentence is not group[-1].sentence:
            yield group[-1].sentence, group
            group = []
        group.append(run)
    if group:
        yield group[-1].sentence, group


#: What full-text search is told to put around the words found: characters that no stored text holds.
FOUND, END = "\x02", "\x03"


def snippet(marked: str | None) -> list[tuple[str, bool]]:
    """The parts of a snippet, each with whether it is a word that was searched for."""
    parts: list[tuple[str, bool]] = []
    for i, piece in enumerate((marked or "").split(FOUND)):
        word, end, rest = piece.partition(END) if i else ("", "", piece)
        parts += [(part, hit) for part, hit in ((word, bool(end)), (rest, False)) if part]
    return parts


def within(text: str, part: str | None) -> list[tuple[str, bool]]:
    """`text` in parts, each with whether it is `part`; all of it in one where that does not stand in it."""
    before, found, after = text.partition(part) if part else (text, "", "")
    return [(each, hit) for each, hit in ((before, False), (found, True), (after, False)) if each]


def _at(layer: Sequence[Stretch[Value]], place: int) -> Value | None:
    """What lies at `place` in a layer that `clamp` has put in order."""
    i = bisect_right(layer, place, key=lambda stretch: stretch.start) - 1
    return layer[i].value if i >= 0 and place < layer[i].end else None
