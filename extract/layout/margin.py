"""Line numbers in the margin: of court papers, bills and drafts."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.layout.page import Glyph

#: Numbers one below the other at the least; lists and notes have numbers too.
LEAST = 15
#: As many are enough where the page before has line numbers at the same place.
LEAST_AGAIN = 3
#: The part of the text's height that they run along at the least.
ALONG = 0.6
#: Points by which a number may stand out of its column.
ALIGNED = 4.0


class Numbered(NamedTuple):
    """A page's glyphs without its line numbers, the numbers, and where they end, in points from the left."""

    glyphs: list[Glyph]
    numbers: list[str]
    edge: float | None


class _Number(NamedTuple):
    glyphs: list[Glyph]
    value: int
    follows: str  # the first character of the text beside it, or nothing

    @property
    def y(self) -> float:
        return self.glyphs[0].y

    @property
    def edge(self) -> float:
        return self.glyphs[-1].x1


def without_line_numbers(glyphs: Sequence[Glyph], *, before: float | None = None) -> Numbered:
    """The page without its line numbers; `before` is the edge at which those of the page before end.

    Line numbers stand before the text, one below the other, and count up. Either they stand at even steps along the
    whole page and begin with 1, as on pleading paper, or they stand beside lines of running text, many of which begin
    within a sentence; then they may begin anew, at the page's notes, or go on from the page before.
    """
    found = [number for row in _rows(glyphs) if (number := _number(row)) is not None]
    if len(found) >= LEAST_AGAIN:
        found = [number for number in found if not _is_raised(number, glyphs)]
    column: list[_Number] = []
    if before is not None:
        column = [number for number in found if abs(number.edge - before) < ALIGNED]
    if len(column) < LEAST_AGAIN or not _counts(column):
        column = _column(found)
        top, bottom = min((g.y for g in glyphs), default=0.0), max((g.y for g in glyphs), default=0.0)
        if len(column) < LEAST or column[-1].y - column[0].y < ALONG * (bottom - top) or not _counts(column):
            return Numbered(list(glyphs), [], None)
        if not _even(column) and not _beside_running_text(column):
            return Numbered(list(glyphs), [], None)
    gone = {id(glyph) for number in column for glyph in number.glyphs}
    kept = [glyph for glyph in glyphs if id(glyph) not in gone]
    return Numbered(kept, [str(number.value) for number in column], max(number.edge for number in column))


def _column(numbers: Sequence[_Number]) -> list[_Number]:
    """The most numbers that end at one place."""
    best: list[_Number] = []
    for end in {round(number.edge, 1) for number in numbers}:
        best = max(best, [number for number in numbers if abs(number.edge - end) < ALIGNED], key=len)
    return best


def _counts(column: Sequence[_Number]) -> bool:
    """Whether the numbers count up, one by one or anew from 1."""
    counted = sum(after.value in (number.value + 1, 1) for number, after in pairwise(column))
    return counted >= 0.8 * (len(column) - 1)


def _even(column: Sequence[_Number]) -> bool:
    heights = sorted(after.y - number.y for number, after in pairwise(column))
    middle = heights[len(heights) // 2]
    even = sum(abs(step - middle) < 0.35 * middle for step in heights)
    return column[0].value <= 2 and even >= 0.7 * len(heights)


def _beside_running_text(column: Sequence[_Number]) -> bool:
    """Whether many lines beside the numbers begin in lower case; entries of lists, tables and notes do not."""
    beside = [number.follows for number in column if number.follows]
    return len(beside) >= 0.6 * len(column) and sum(letter.islower() for letter in beside) >= 0.25 * len(beside)


def _is_raised(number: _Number, glyphs: Sequence[Glyph]) -> bool:
    """Whether it is the raised label of a note: larger text begins close by it, somewhat lower."""
    return any(
        glyph.size > 1.15 * number.glyphs[0].size
        and -1 < glyph.x0 - number.edge < 0.8 * glyph.size
        and 0 < glyph.y - number.y < 0.8 * glyph.size
        for glyph in glyphs
        if not glyph.text.isspace()
    )


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    for glyph in sorted((g for g in glyphs if not g.text.isspace()), key=lambda g: g.y):
        if rows and glyph.y - rows[-1][0].y < 0.25 * glyph.size:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda g: g.x0) for row in rows]


def _number(row: Sequence[Glyph]) -> _Number | None:
    """The number that a row begins with, well before the rest of it."""
    word = [row[0]]
    for glyph in row[1:]:
        if glyph.x0 - word[-1].x1 > 0.8 * glyph.size:
            break
        word.append(glyph)
        if len(word) > 4:
            return None
    text = "".join(glyph.text for glyph in word)
    if not text.isdecimal():
        return None
    return _Number(word, int(text), row[len(word)].text[:1] if len(row) > len(word) else "")
