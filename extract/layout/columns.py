"""The glyphs of a page to its parts in reading order: columns, and what stands across them."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extract.document import BBox
from extract.layout.page import Glyph

#: The narrowest gutter between columns, in points.
GUTTER = 6
#: Rows of text that a column has at the least beside another one.
ROWS = 4
#: Characters in the middle row of a column at the least; labels of lists and numbers of tables have fewer.
CHARACTERS = 11
LEAST = 2 * ROWS * CHARACTERS
#: No gutter is nearer to the text's outer edges, in points.
MARGIN = 30
#: Sheets over this, in points, are plans and banners: gutters are not looked for.
WIDEST = 5000


class _Gutter(NamedTuple):
    x0: int
    x1: int
    top: int
    bottom: int
    weight: float


def parts(glyphs: Sequence[Glyph], *, solid: Sequence[BBox] = (), depth: int = 0) -> list[list[Glyph]]:
    """Groups of glyphs, each one column or what stands above, below or across columns, in the order of reading.

    The page is cut at its best gutter: above it, left, right, below it; and each of these again. No gutter runs
    through a `solid` box, a table's.
    """
    gutter = _best_gutter([g for g in glyphs if not g.text.isspace()], solid) if depth < 6 else None
    if gutter is None:
        return [list(glyphs)] if glyphs else []
    middle = (gutter.x0 + gutter.x1) / 2
    above, left, right, below = [], [], [], []
    for glyph in glyphs:
        y = glyph.y - 0.3 * glyph.size
        if y < gutter.top:
            above.append(glyph)
        elif y > gutter.bottom:
            below.append(glyph)
        elif (glyph.x0 + glyph.x1) / 2 < middle:
            left.append(glyph)
        else:
            right.append(glyph)
    return [
        part for group in (above, left, right, below) for part in parts(group, solid=solid, depth=depth + 1) if part
    ]


def _best_gutter(glyphs: Sequence[Glyph], solid: Sequence[BBox]) -> _Gutter | None:
    if len(glyphs) < LEAST:
        return None
    left, right = int(min(g.x0 for g in glyphs)), int(max(g.x1 for g in glyphs)) + 1
    if right - left > WIDEST or max(g.y for g in glyphs) > WIDEST:
        return None
    columns = _ink(glyphs, left, right)
    for box in solid:
        for x in range(max(0, int(box.x0) - left), min(len(columns), int(box.x1) - left + 1)):
            columns[x] |= _mask(int(box.top), int(box.bottom) + 1)
    wide = [0] * (right - left)
    for x in range(right - left - GUTTER):
        ink = 0
        for column in columns[x : x + GUTTER]:
            ink |= column
        wide[x] = ink
    placed = _Placed(glyphs)
    low, high = int(placed.heights[0]) - 12, int(placed.heights[-1]) + 4
    best: _Gutter | None = None
    tried: dict[tuple[int, int], int] = {}  # a stretch of height: how far to the right it was looked at
    for x in range(MARGIN, len(wide) - MARGIN - GUTTER, 2):
        for top, bottom in _free(wide[x], low, high):
            if bottom - top < 9 * ROWS or tried.get((top, bottom), -1) >= x or placed.count(top, bottom) < LEAST:
                continue
            end, mask = x, _mask(top, bottom)
            while end + 1 < len(wide) and not wide[end + 1] & mask:
                end += 1
            tried[top, bottom] = end
            gutter = _judged(placed, left + x, left + end + GUTTER, top, bottom)
            if gutter is not None and (best is None or gutter.weight > best.weight):
                best = gutter
    return best


class _Placed:
    """Glyphs by height."""

    def __init__(self, glyphs: Iterable[Glyph]) -> None:
        self.glyphs = sorted(glyphs, key=lambda g: g.y - 0.3 * g.size)
        self.heights = [g.y - 0.3 * g.size for g in self.glyphs]

    def count(self, top: float, bottom: float) -> int:
        return bisect_right(self.heights, bottom) - bisect_left(self.heights, top)

    def between(self, top: float, bottom: float) -> list[Glyph]:
        return self.glyphs[bisect_left(self.heights, top) : bisect_right(self.heights, bottom)]


def _ink(glyphs: Iterable[Glyph], left: int, right: int) -> list[int]:
    """For each point across, the points down the page that are inked, as the bits of a number."""
    columns = [0] * (right - left + 1)
    for glyph in glyphs:
        mask = _mask(int(glyph.y - 0.72 * glyph.size), int(glyph.y + 0.2 * glyph.size))
        for x in range(int(glyph.x0) - left, int(glyph.x1) - left + 1):
            if 0 <= x < len(columns):
                columns[x] |= mask
    return columns


def _mask(top: int, bottom: int) -> int:
    top = max(0, top)
    return ((1 << max(1, bottom - top)) - 1) << top


def _free(ink: int, low: int, high: int) -> Iterable[tuple[int, int]]:
    """The stretches `[top, bottom)` without ink."""
    low = max(0, low)
    start = low
    rest = ink >> low
    place = low
    while rest and place < high:
        blank = (rest & -rest).bit_length() - 1
        place += blank
        if place - start > 0:
            yield start, min(place, high)
        rest >>= blank
        inked = (~rest & (rest + 1)).bit_length() - 1
        place += inked
        rest >>= inked
        start = place
    if start < high:
        yield start, high


def _judged(placed: _Placed, x0: int, x1: int, top: int, bottom: int) -> _Gutter | None:
    """The gutter, if what stands on its two sides are columns of text."""
    middle = (x0 + x1) / 2
    inside = placed.between(top, bottom)
    sides = [g for g in inside if g.x1 <= middle], [g for g in inside if g.x0 >= middle]
    if min(len(side) for side in sides) < ROWS * CHARACTERS:
        return None
    low = max(min(g.y for g in side) for side in sides) - 2
    high = min(max(g.y for g in side) for side in sides) + 2
    rows = [_rows([g for g in side if low <= g.y <= high]) for side in sides]
    if min(len(side) for side in rows) < ROWS:
        return None
    for side in rows:
        counts = sorted(len(row) for row in side)
        if counts[len(counts) // 2] < CHARACTERS:
            return None
    starts = Counter(round(min(g.x0 for g in row) / 3) for row in rows[1])
    common = max(starts.values()) + max(starts.get(max(starts, key=starts.__getitem__) + d, 0) for d in (-1, 1))
    if common < 0.4 * len(rows[1]):
        return None
    weight = min(sum(len(row) for row in side) for side in rows) * min(x1 - x0, 30) ** 0.5
    return _Gutter(x0, x1, top, bottom, weight)


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.y):
        if rows and glyph.y - rows[-1][0].y <= 0.35 * glyph.size:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows
