"""What a line shows of notes: raised text, a label at its start; and the notes and markers found in lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.document import NoteKind
from extract.layout.lines import Line, Run
from extract.notes import Start, label_of, start_of


@dataclass(slots=True)
class FoundNote:
    """A note as lines: `cut` characters of the first line are the label."""

    label: str
    lines: list[Line]
    cut: int
    page: int
    kind: NoteKind = "footnote"
    raised: bool = False


class FoundMarker(NamedTuple):
    """Characters `[start, end)` of a line are the markers of these notes."""

    line: Line
    start: int
    end: int
    labels: tuple[str, ...]


def raised_stretches(line: Line) -> list[tuple[int, int, str]]:
    """The superscripts of a line: start and end in its text, and what they say."""
    found: list[tuple[int, int, str]] = []
    place = 0
    for run in line.runs:
        end = place + len(run.text)
        if run.rise > 0 and run.text.strip():
            if found and found[-1][1] == place:
                found[-1] = (found[-1][0], end, found[-1][2] + run.text)
            else:
                found.append((place, end, run.text))
        place = end
    return found


def line_start(line: Line) -> Start | None:
    """The note label that a line begins with."""
    raised = raised_stretches(line)
    first = raised[0][2] if raised and raised[0][0] == 0 else ""
    if first and len(first) >= len(line.text.rstrip()):
        return None
    return start_of(line.text, raised=first)


def with_loose_labels(lines: Sequence[Line]) -> list[tuple[Line, int]]:
    """The lines with their old indexes, a small label that was set apart being put before or after its own line."""
    found: list[tuple[Line, int]] = []
    k = 0
    while k < len(lines):
        label = lines[k]
        after = lines[k + 1] if k + 1 < len(lines) else None
        if after is not None and _is_loose(label, after):
            said = Run(label.text.strip(), label.x0, label.x1, label.size, label.font, 1)
            first = label.x1 <= after.x0 + 0.3 * after.size
            found.append((_joined(after, said, first=first), k))
            k += 2
            continue
        found.append((label, k))
        k += 1
    return found


def _is_loose(label: Line, line: Line) -> bool:
    """Whether a line is nothing but the label of the next one, which stands beside it and a little lower."""
    if len(label.text.strip()) > 3 or label.size > 0.8 * line.size or label_of(label.text) is None:
        return False
    lower = (line.y - label.y) / line.size
    before = label.x1 <= line.x0 + 0.3 * line.size and lower < 1.2
    behind = -0.3 * line.size <= label.x0 - line.x1 <= 2 * line.size and lower < 0.75
    return label.page == line.page and lower >= 0 and (before or behind)


def _joined(line: Line, label: Run, *, first: bool) -> Line:
    runs = (label, *line.runs) if first else (*line.runs, label)
    moved = len(label.text) if first else 0
    return Line(
        page=line.page,
        column=line.column,
        y=line.y,
        size=line.size,
        runs=runs,
        cells=tuple((x0, x1, at + moved) for x0, x1, at in line.cells),
        links=tuple(link._replace(start=link.start + moved, end=link.end + moved) for link in line.links),
        artifact=line.artifact,
    )
