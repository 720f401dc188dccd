"""Tables, code and charts: what is on the page, and is no running text."""

from collections.abc import Collection, Sequence

from extract.document import BBox
from extract.layout.lines import Line
from extract.layout.page import Rule

#: Rules are told to touch on a raster of squares this wide, in points.
SQUARE = 4
#: Lines that a table without rules has at the least.
ROWS = 3
#: Shapes that a chart is made of at the least.
SHAPES = 15


def grids(rules: Sequence[Rule]) -> list[BBox]:
    """The boxes of rules that cross into rows and columns; a frame around text is none."""
    groups = _touching([BBox(r.x0, r.top, r.x1, r.bottom) for r in rules])
    return [box for group in groups if (box := _grid([rules[number] for number in group])) is not None]


def figures(drawings: Sequence[BBox], rules: Sequence[Rule]) -> list[BBox]:
    """The boxes of charts and maps: many shapes close together."""
    shapes = [*drawings, *(BBox(r.x0, r.top, r.x1, r.bottom) for r in rules)]
    shapes = [box for box in shapes if box.x1 - box.x0 < 450 or box.bottom - box.top < 450]
    found = []
    for group in _touching(shapes):
        box = _around([shapes[number] for number in group])
        if len(group) >= SHAPES and box.x1 - box.x0 > 80 and box.bottom - box.top > 60:
            found.append(BBox(box.x0 - 40, box.top - 15, box.x1 + 40, box.bottom + 18))  # with the labels of its axes
    return found


def _touching(boxes: Sequence[BBox]) -> list[list[int]]:
    """The numbers of boxes in groups of those that touch."""
    squares: dict[tuple[int, int], list[int]] = {}
    for number, box in enumerate(boxes):
        across = range(int(box.x0 // SQUARE), int(box.x1 // SQUARE) + 1)
        down = range(int(box.top // SQUARE), int(box.bottom // SQUARE) + 1)
        if not across or not down:
            continue
        for x in across:
            for y in (down[0], down[-1]):
                squares.setdefault((x, y), []).append(number)
        for y in down[1:-1]:
            for x in (across[0], across[-1]):
                squares.setdefault((x, y), []).append(number)
    groups = []
    done = set()
    for start in squares:
        if start in done:
            continue
        group, waiting = set(), [start]
        done.add(start)
        while waiting:
            x, y = waiting.pop()
            group.update(squares[x, y])
            for near in ((x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
                if near in squares and near not in done:
                    done.add(near)
                    waiting.append(near)
        groups.append(sorted(group))
    return groups


def _around(boxes: Sequence[BBox]) -> BBox:
    return BBox(
        min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)
    )


def _grid(rules: Sequence[Rule]) -> BBox | None:
    box = _around([BBox(r.x0, r.top, r.x1, r.bottom) for r in rules])
    if box.x1 - box.x0 < 60 or box.bottom - box.top < 15:
        return None
    across = {round(r.top / 5) for r in rules if r.horizontal and r.x1 - r.x0 > 15}
    down = {round(r.x0 / 5) for r in rules if not r.horizontal and r.bottom - r.top > 6}
    return box if len(across) >= 2 and len(down) >= 3 else None


def tables(
    lines: Sequence[Line], *, grids: Sequence[BBox], figures: Sequence[BBox], monospaced: Collection[str]
) -> dict[int, int]:
    """For lines of tables, charts and code, by `id`: the number of their table within this column.

    `monospaced` are the fonts of code; give none where the document's own text is set in one.
    """
    found: dict[int, int] = {}
    number = 0
    for box in (*grids, *figures):
        inside = [line for line in lines if id(line) not in found and _inside(line, box)]
        if box in figures:
            # Shapes behind running text are decoration.
            if sum(len(line.text) > 25 for line in inside) > 0.25 * len(inside):
                continue
            inside = [line for line in inside if not _sentence(line)]
        if inside:
            number += 1
            found |= {id(line): number for line in inside}
    run: list[Line] = []
    for line in [*lines, None]:
        fits = line is not None and id(line) not in found and (_celled(line, run) or _in_fonts(line, monospaced))
        if fits and line is not None and (not run or line.y > run[-1].y):
            run.append(line)
            continue
        if len(run) >= ROWS or (run and all(_in_fonts(item, monospaced) for item in run)):
            number += 1
            found |= {id(item): number for item in run}
        run = [line] if fits and line is not None else []
    return found


def _sentence(line: Line) -> bool:
    """Whether a line near a chart is running text, and no label."""
    return len(line.text.split()) > 8 or (len(line.text) > 40 and line.text.rstrip().endswith((".", ",", ";")))


def _inside(line: Line, box: BBox) -> bool:
    middle = line.y - 0.3 * line.size
    return box.top - 1 <= middle <= box.bottom + 1 and box.x0 - 3 <= line.x0 and line.x1 <= box.x1 + 3


def _in_fonts(line: Line, fonts: Collection[str]) -> bool:
    inked = [(run.font in fonts, len(run.text.strip())) for run in line.runs]
    return sum(count for within, count in inked if within) > 0.8 * sum(count for _, count in inked)


def _celled(line: Line, run: Sequence[Line]) -> bool:
    """Whether the line has cells, under those of the lines before it where there are some."""
    if len(line.cells) < 2:
        return False
    if len(line.cells) == 2 and line.cells[0][1] - line.cells[0][0] < 2.2 * line.size:
        return False  # a number or bullet and its text
    if not run:
        return True
    edges = [edge for cell in run[-1].cells for edge in cell[:2]]
    return sum(any(abs(edge - other) < 4 for other in edges) for cell in line.cells for edge in cell[:2]) >= 2


def table_text(lines: Sequence[Line]) -> str:
    """The table as text: a line a row, cells parted by tabs."""
    return "\n".join(_row_text(line) for line in lines)


def _row_text(line: Line) -> str:
    starts = [cell[2] for cell in line.cells] or [0]
    ends = [*starts[1:], len(line.text)]
    return "\t".join(line.text[a:b].strip() for a, b in zip(starts, ends, strict=True))
