"""A long document in parts, so that each page of it is made quickly: whole blocks, and each part about as long."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from avr_docs.site.database import Row

#: Characters of a part, about a hundred sentences; a heading begins a new one when most of it is full.
LONG = 18_000
FULL_ENOUGH = 0.6
#: What is left of a block that is cut stays whole up to so many times the length of a part.
LAST = 1.5
#: The number of all parts taken together.
WHOLE = 0


class Start(NamedTuple):
    """Where the sentence of that number begins."""

    n: int
    start: int


class Part(NamedTuple):
    """Part `number` of a document: its characters `[start, end)`, and the sentences that begin there, if any do."""

    number: int
    start: int
    end: int
    first: int | None = None
    last: int | None = None


def cut(blocks: Sequence[Row], sentences: Sequence[Start], *, long: int = LONG) -> list[Part]:
    """The parts of the text that `blocks` make up; one at least. Blocks and sentences are in the order of the text.

    A block that is longer than a part is cut where a sentence begins.
    """
    starts = [sentence.start for sentence in sentences]
    cuts: list[int] = []
    begun = blocks[0]["start"] if blocks else 0
    for block in blocks:
        length = block["end"] - begun
        full = block["kind"] == "heading" and block["start"] - begun > FULL_ENOUGH * long
        if block["start"] > begun and (length > long or full):
            begun = block["start"]
            cuts.append(begun)
        while block["end"] - begun > LAST * long:
            i = bisect_left(starts, begun + long)
            begun = starts[i] if i < len(starts) and starts[i] < min(block["end"], begun + 2 * long) else begun + long
            if begun >= block["end"]:
                break
            cuts.append(begun)
    end = blocks[-1]["end"] if blocks else 0
    edges = [blocks[0]["start"] if blocks else 0, *cuts, end]
    return [_part(i, edges[i - 1], edges[i], sentences, starts) for i in range(1, len(edges))]


def _part(number: int, start: int, end: int, sentences: Sequence[Start], starts: Sequence[int]) -> Part:
    first, after = bisect_left(starts, start), bisect_left(starts, end)
    within = sentences[first:after]
    return Part(number, start, end, within[0].n if within else None, within[-1].n if within else None)


def whole(parts: Sequence[Part]) -> Part:
    """All parts as one."""
    numbered = [part for part in parts if part.first is not None]
    ends = (numbered[0].first, numbered[-1].last) if numbered else (None, None)
    return Part(WHOLE, parts[0].start, parts[-1].end, *ends)


def at(parts: Sequence[Part], place: int | None) -> Part:
    """The part that holds the character at `place`; the first one for None, the last one for what stands after it."""
    if place is None:
        return parts[0]
    i = bisect_right([part.start for part in parts], place) - 1
    return parts[max(0, i)]
