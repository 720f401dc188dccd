"""What a line shows of notes: raised text, a label at its start; and the notes and markers found in lines."""

from dataclasses import dataclass
from typing import NamedTuple

from extract.document import NoteKind
from extract.layout.lines import Line
from extract.notes import Start, start_of


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
