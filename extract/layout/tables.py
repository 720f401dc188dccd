"""Tables, code and charts: what is on the page, and is no running text."""

from collections import Counter
from collections.abc import Iterable, Sequence

from extract.document import BBox
from extract.layout.lines import Line, is_monospaced
from extract.layout.page import Rule

#: Rules are told to touch on a raster of squares this wide, in points.
SQUARE = 4
#: Lines that a table without rules has at the least.
ROWS = 3


def grids(rules: Sequence[Rule]) -> list[BBox]:
    """The boxes of rules that cross into rows and columns; a frame around text is none."""
    squares: dict[tuple[int, int], list[int]] = {}
    for number, rule in enumerate(rules):
        for x in range(int(rule.x0 // SQUARE), int(rule.x1 // SQUARE) + 1):
            for y in range(int(rule.top // SQUARE), int(rule.bottom // SQUARE) + 1):
                squares.setdefault((x, y), []).append(number)
    found, done = [], set()
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
        box = _grid([rules[number] for number in group])
        if box is not None:
            found.append(box)
    return found


def _grid(rules: Sequence[Rule]) -> BBox | None:
    box = BBox(
        min(r.x0 for r in rules), min(r.top for r in rules), max(r.x1 for r in rules), max(r.bottom for r in rules)
    )
    if box.x1 - box.x0 < 60 or box.bottom - box.top < 15:
        return None
    across = {round(r.top / 5) for r in rules if r.horizontal and r.x1 - r.x0 > 15}
    down = {round(r.x0 / 5) for r in rules if not r.horizontal and r.bottom - r.top > 6}
    return box if len(across) >= 2 and len(down) >= 3 else None


def tables(lines: Sequence[Line], grids: Iterable[BBox], *, body_font: str) -> dict[int, int]:
    """For lines of tables, by `id`: the number of their table within this column."""
    found: dict[int, int] = {}
    boxes = list(grids)
    code = not is_monospaced(body_font)
    number = 0
    for box in boxes:
        inside = [line for line in lines if _inside(line, box)]
        if inside:
            number += 1
            found |= {id(line): number for line in inside}
    run: list[Line] = []
    for line in [*lines, None]:
        fits = line is not None and id(line) not in found and (_celled(line, run) or (code and _mono(line)))
        if fits and line is not None and (not run or line.y > run[-1].y):
            run.append(line)
            continue
        if len(run) >= ROWS or (run and all(_mono(item) for item in run) and code):
            number += 1
            found |= {id(item): number for item in run}
        run = [line] if fits and line is not None else []
    return found


def _inside(line: Line, box: BBox) -> bool:
    middle = line.y - 0.3 * line.size
    return box.top - 1 <= middle <= box.bottom + 1 and box.x0 - 3 <= line.x0 and line.x1 <= box.x1 + 3


def _mono(line: Line) -> bool:
    counts = Counter[bool]()
    for run in line.runs:
        counts[is_monospaced(run.font)] += len(run.text.strip())
    return counts[True] > 0.8 * counts.total()


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
