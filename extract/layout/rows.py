"""Glyphs to rows: what stands on one baseline, with its superscripts and subscripts."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from extract.layout.page import Glyph
from extract.notes import start_of

#: A baseline as far off as this part of the size belongs to the same line; superscripts rise more.
SAME_BASELINE = 0.15


def rows(glyphs: Iterable[Glyph]) -> list["Row"]:
    """The rows of one column from top to bottom; what is raised or lowered is in the row that it belongs to."""
    return _attach_raised(_rows(_undoubled(glyphs)))


def _undoubled(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Without characters that are drawn twice, a little apart, to look bold."""
    places: dict[tuple[str, int, int], list[Glyph]] = defaultdict(list)
    kept = []
    for glyph in glyphs:
        text, x, y = glyph.text, int(glyph.x0 // 4), int(glyph.y // 4)
        if not text.isspace():
            near = (other for dx in (-1, 0, 1) for dy in (-1, 0, 1) for other in places.get((text, x + dx, y + dy), ()))
            step = min(0.14 * glyph.size, 1.2)
            if any(abs(o.x0 - glyph.x0) < step and abs(o.y - glyph.y) < step for o in near):
                continue
            places[text, x, y].append(glyph)
        kept.append(glyph)
    return kept


class Row(NamedTuple):
    """Glyphs of one line; `y` is its baseline, `size` that of most of its letters."""

    y: float
    size: float
    glyphs: list[Glyph]


def _rows(glyphs: list[Glyph]) -> list[Row]:
    groups: list[list[Glyph]] = []
    base = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.y):
        drift = 0.5 * glyph.size if glyph.text.isspace() else 0.0
        if groups and glyph.y - base <= max(drift, SAME_BASELINE * max(glyph.size, groups[-1][0].size)):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
            base = glyph.y
    rows = []
    for group in groups:
        inked = [glyph for glyph in group if not glyph.text.isspace()]
        if inked:
            size = _main_size(inked)
            heights = Counter(round(g.y, 1) for g in inked if abs(g.size - size) < 0.6)
            rows.append(Row(max(heights, key=heights.__getitem__), size, group))
    return rows


def _main_size(glyphs: list[Glyph]) -> float:
    sizes = Counter(round(glyph.size, 1) for glyph in glyphs)
    return max(sizes, key=lambda size: (sizes[size], size))


def _attach_raised(rows: list[Row]) -> list[Row]:
    """Rows with superscripts and subscripts put into the line that they belong to."""
    taken: dict[int, list[list[Glyph]]] = defaultdict(list)
    left: list[Row] = []
    for index, row in enumerate(rows):
        blanks = [glyph for glyph in row.glyphs if glyph.text.isspace()]
        rest = list(blanks)
        for run in _apart(row.glyphs, row.size):
            home = _home(run, rows, index)
            if home is None:
                rest += run
            else:
                x0, x1 = run[0].x0 - 0.6 * row.size, run[-1].x1 + 0.6 * row.size
                taken[home].append(run + [glyph for glyph in blanks if x0 < glyph.x0 < x1])
        left.append(row._replace(glyphs=rest))
    whole = []
    for index, row in enumerate(left):
        glyphs = row.glyphs + [glyph for run in taken.get(index, ()) for glyph in run]
        if any(not glyph.text.isspace() for glyph in glyphs):
            whole.append(row._replace(glyphs=glyphs))
    return whole


def _apart(glyphs: list[Glyph], size: float) -> list[list[Glyph]]:
    runs: list[list[Glyph]] = []
    for glyph in sorted((g for g in glyphs if not g.text.isspace()), key=lambda g: g.x0):
        if runs and glyph.x0 - runs[-1][-1].x1 < 0.5 * size:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _home(run: list[Glyph], rows: list[Row], index: int) -> int | None:
    """The row that a run of glyphs is a superscript or subscript in."""
    row = rows[index]
    size = max(glyph.size for glyph in run)
    for other in (index + 1, index - 1, index + 2, index - 2):
        if not 0 <= other < len(rows):
            continue
        line = rows[other]
        rise = line.y - row.y
        smaller = size <= 0.87 * line.size
        if not -0.35 * line.size <= rise <= 0.72 * line.size or (smaller and len(run) > 12):
            continue
        if not smaller and (size > 1.02 * line.size or abs(rise) > (0.5 if len(run) < 5 else 0.34) * size):
            continue  # of the same size: raised, or a line that does not run straight, as recognised ones do not
        if len(run) >= sum(not glyph.text.isspace() for glyph in line.glyphs):
            continue
        if _beside(run, line):
            return other
    return None


def _beside(run: list[Glyph], line: Row) -> bool:
    x0, x1 = run[0].x0, run[-1].x1
    near = False
    # A note's label may stand in the margin, well before its text.
    indent = 4.5 if len(run) < 4 and start_of("".join(glyph.text for glyph in run) + " x") else 1.3
    for glyph in line.glyphs:
        if glyph.text.isspace():
            continue
        if min(x1, glyph.x1) - max(x0, glyph.x0) > 0.45 * min(x1 - x0, glyph.x1 - glyph.x0):
            return False
        near = near or -0.4 * line.size <= x0 - glyph.x1 <= 0.5 * line.size
        near = near or -0.4 * line.size <= glyph.x0 - x1 <= indent * line.size
    return near
