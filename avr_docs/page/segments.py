"""Text cut wherever something begins or ends, so that stretches which overlap nest in the markup of each piece."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")


class Stretch(NamedTuple, Generic[Value]):
    """Characters `[start, end)` of a text that are `value`."""

    start: int
    end: int
    value: Value


class Segment(NamedTuple, Generic[Value]):
    """Characters `[start, end)` in which nothing begins or ends; `over` lies over all of them, the outermost first."""

    start: int
    end: int
    over: tuple[Stretch[Value], ...]


def segments(
    start: int, end: int, stretches: Iterable[Stretch[Value]], cuts: Iterable[int] = ()
) -> Iterator[Segment[Value]]:
    """The characters `[start, end)` in order, none left out and none twice; cut at `cuts` too."""
    inside = [each for each in stretches if max(each.start, start) < min(each.end, end)]
    inside.sort(key=lambda each: (each.start, -each.end))
    places = {place for each in inside for place in (each.start, each.end)} | set(cuts)
    for first, last in pairwise(sorted({start, end, *(place for place in places if start < place < end)})):
        yield Segment(first, last, tuple(each for each in inside if each.start <= first and last <= each.end))
