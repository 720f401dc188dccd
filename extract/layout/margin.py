"""Line numbers in the margin: of court papers, bills and drafts."""

from collections.abc import Sequence
from itertools import pairwise

from extract.layout.page import Glyph

#: Numbers one below the other at the least; lists and notes have numbers too.
LEAST = 15
#: The part of the text's height that they run along at the least.
ALONG = 0.6
#: Points by which a number may stand out of its column.
ALIGNED = 4.0


def without_line_numbers(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[str]]:
    """The glyphs without line numbers, and the numbers.

    Line numbers stand before the text along the whole page, one below the other at even steps, and count up from 1.
    """
    words = [word for row in _rows(glyphs) if (word := _number(row))]
    words.sort(key=lambda word: word[0].y)
    best: list[list[Glyph]] = []
    for first in words:
        run = [word for word in words if abs(word[-1].x1 - first[-1].x1) < ALIGNED]
        if len(run) >= LEAST and len(run) > len(best):
            best = run
    if len(best) < LEAST:
        return list(glyphs), []
    values = [_value(word) for word in best]
    steps = [after - before for before, after in pairwise(values)]
    heights = sorted(after[0].y - before[0].y for before, after in pairwise(best))
    middle = heights[len(heights) // 2]
    even = sum(abs(step - middle) < 0.35 * middle for step in heights)
    top, bottom = min(glyph.y for glyph in glyphs), max(glyph.y for glyph in glyphs)
    if values[0] > 2 or best[-1][0].y - best[0][0].y < ALONG * (bottom - top):
        return list(glyphs), []
    if steps.count(1) < 0.85 * len(steps) or even < 0.7 * len(heights):
        return list(glyphs), []
    gone = {id(glyph) for word in best for glyph in word}
    return [glyph for glyph in glyphs if id(glyph) not in gone], [str(value) for value in values]


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    for glyph in sorted((g for g in glyphs if not g.text.isspace()), key=lambda g: g.y):
        if rows and glyph.y - rows[-1][0].y < 0.25 * glyph.size:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda g: g.x0) for row in rows]


def _number(row: Sequence[Glyph]) -> list[Glyph]:
    """The number that a row begins with, well before the rest of it."""
    word = [row[0]]
    for glyph in row[1:]:
        if glyph.x0 - word[-1].x1 > 0.8 * glyph.size:
            break
        word.append(glyph)
        if len(word) > 3:
            return []
    return word if "".join(glyph.text for glyph in word).isdecimal() else []


def _value(word: Sequence[Glyph]) -> int:
    return int("".join(glyph.text for glyph in word))
