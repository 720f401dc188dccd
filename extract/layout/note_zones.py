"""Where notes stand on pages: the lines at the foot of a page or column that are notes, and the markers in the text."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from extract.document import NoteKind
from extract.layout.lines import Line
from extract.notes import Start, follows, glued_marker, labels_of, longest_sequence, start_of

#: Notes are smaller than this part of the body's size, where they are smaller.
SMALLER = 0.955
_ENDED = re.compile(r"[.!?:;)\]”\"’»]\W*$|/\S*$")
_NOTES_HEADING = re.compile(
    r"\W*(?:\d+\W*)?(?:end ?notes?|foot ?notes?|notes?|notes and references|anmerkungen|endnoten|fußnoten|notas|note|"
    r"notes de fin)\W*",
    re.IGNORECASE,
)


class Column(NamedTuple):
    """A column's lines without furniture; `ruled` holds the indexes of lines that a separating rule stands above."""

    lines: tuple[Line, ...]
    ruled: frozenset[int] = frozenset()


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


@dataclass(slots=True)
class Found:
    body: list[list[Line]]  # by column
    notes: list[FoundNote]
    markers: dict[int, list[FoundMarker]]  # by id of the line


@dataclass(slots=True)
class _State:
    body_size: float
    last: str | None = None
    notes: list[FoundNote] = field(default_factory=list)
    style: Counter[float] = field(default_factory=Counter)
    raised: Counter[bool] = field(default_factory=Counter)
    ruled: Counter[bool] = field(default_factory=Counter)

    @property
    def open(self) -> FoundNote | None:
        return self.notes[-1] if self.notes else None

    def small(self, line: Line) -> bool:
        return line.size <= self.body_size * SMALLER

    def styled(self, line: Line) -> bool:
        """Whether the line is as big as notes have been so far."""
        return any(abs(line.size - size) < 0.35 for size in self.style)


def find(columns: Sequence[Column], *, body_size: float) -> Found:
    """Body lines, notes and markers of the columns of all pages, in reading order."""
    state = _State(body_size)
    seen: dict[int, list[FoundMarker]] = defaultdict(list)
    for column in columns:
        for line in column.lines:
            for start, end, text in raised_stretches(line):
                labels = labels_of(text)
                if labels and start > 0:
                    seen[line.page].append(FoundMarker(line, start, end, tuple(labels)))
    body: list[list[Line]] = []
    for column in columns:
        page = column.lines[0].page if column.lines else 0
        body.append(_split(column, state, seen.get(page, [])))
    body = _endnotes(body, state)
    return Found(body, state.notes, _paired(body, state.notes, seen))


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


def _split(column: Column, state: _State, markers: Sequence[FoundMarker]) -> list[Line]:
    """Takes the notes at the column's foot into `state`; returns the lines above them."""
    lines = list(column.lines)
    starts = {i: s for i, line in enumerate(lines) if (s := line_start(line)) is not None}
    own = {label for marker in markers for label in marker.labels}
    place = _zone(column, starts, state, own, markers)
    if place is None:
        return lines
    zone = lines[place:]
    offset = place
    options = [(i, starts[i]) for i in sorted(starts) if i >= offset]
    usual = state.raised.most_common(1)[0][0] if state.raised else None
    form = (
        usual if usual is not None else Counter(s.raised for _, s in options).most_common(1)[0][0] if options else None
    )
    options = [(i, s) for i, s in options if s.raised == form or (s.label in own and not s.label.isalnum())]
    options = [(i, s) for i, s in options if s.raised or not s.label.isalpha() or s.bracketed]
    margin = min(line.x0 for line in zone)
    if not form:
        options = [(i, s) for i, s in options if lines[i].x0 - margin < 40]
    chosen = longest_sequence([s for _, s in options], state.last, known=own)
    begins = {options[k][0]: options[k][1] for k in chosen}
    if not begins and state.open is None:
        return lines
    if begins and min(begins) > offset and state.open is None:
        offset = min(begins)
    for i in range(offset, len(lines)):
        line = lines[i]
        if i in begins:
            start = begins[i]
            state.notes.append(FoundNote(start.label, [line], start.end, line.page, raised=start.raised))
            state.last = start.label if start.label.isalnum() else state.last
            state.raised[start.raised] += 1
            state.style[round(line.size, 1)] += 1
        elif state.open is not None:
            state.open.lines.append(line)
    state.ruled[any(i in column.ruled for i in range(place, len(lines)))] += 1
    return lines[:offset]


def _zone(
    column: Column, starts: dict[int, Start], state: _State, own: set[str], markers: Sequence[FoundMarker]
) -> int | None:
    """The index of the first line of the column's notes."""
    lines, ruled = column.lines, column.ruled
    first = len(lines)
    while first > 0 and state.small(lines[first - 1]):
        first -= 1
    if first < len(lines):
        place = _small_zone(column, first, starts, state, own)
        if place is not None:
            return place
    above = set()
    for i, line in enumerate(lines):
        start = starts.get(i)
        apart = i in ruled or (i > 0 and line.y - lines[i - 1].y > 1.3 * _leading(lines))
        if (
            start
            and i > 0
            and start.label in above
            and (apart or start.raised)
            and (follows(start.label, state.last, skip=2) or start.raised)
        ):
            rules = [r for r in ruled if r <= i]
            return max(rules) if rules and state.open is not None else i
        above |= {label for marker in markers if marker.line is line for label in marker.labels}
    rules = [r for r in ruled if r > 0.3 * len(lines)]
    if rules and state.open and state.ruled[True] and not _ended(state.open):
        return max(rules)
    return None


def _small_zone(column: Column, first: int, starts: dict[int, Start], state: _State, own: set[str]) -> int | None:
    lines = column.lines
    rules = [i for i in column.ruled if i >= first]
    begin = min(rules) if rules else first
    labelled = [
        i
        for i, start in sorted(starts.items())
        if i >= begin
        and (
            start.label in own
            or (follows(start.label, state.last, skip=6 if start.raised else 2) and (start.raised or i in rules or own))
            or (rules and not start.label.isalnum())
        )
    ]
    if labelled:
        label = labelled[0]
        if label == begin or rules:
            return begin
        gaps = [i for i in range(begin + 1, label + 1) if lines[i].y - lines[i - 1].y > 1.35 * lines[i].size + 1.5]
        if state.open is None:
            return label
        if gaps:
            return gaps[0] if gaps[0] == label or state.styled(lines[gaps[0]]) else label
        return begin if state.styled(lines[begin]) and state.open.page >= lines[begin].page - 1 else label
    if state.open is None or not state.styled(lines[begin]):
        return None
    recent = state.open.lines[-1].page >= lines[begin].page - 1
    if recent and (rules or (not _ended(state.open) and not state.ruled[True])):
        return begin
    return None


def _ended(note: FoundNote) -> bool:
    return _ENDED.search(note.lines[-1].text) is not None


def _leading(lines: Sequence[Line]) -> float:
    steps = Counter(round(b.y - a.y) for a, b in pairwise(lines) if 0 < b.y - a.y < 60)
    return float(max(steps, key=lambda step: (steps[step], -step))) if steps else 14.0


def _endnotes(body: list[list[Line]], state: _State) -> list[list[Line]]:
    """Takes notes at the end of the text: under a heading of their own, or told by their markers in the text."""
    flat = [(c, i, line) for c, column in enumerate(body) for i, line in enumerate(column)]
    for place in range(len(flat) - 1, len(flat) // 4, -1):
        line = flat[place][2]
        start = line_start(line)
        headed = len(line.text) < 30 and _NOTES_HEADING.fullmatch(line.text) is not None
        if not headed and not (start and start.label == "1" and not state.notes):
            continue
        first = place + headed
        options = [(k, s) for k in range(first, len(flat)) if (s := line_start(flat[k][2])) and s.label.isdigit()]
        if not options or options[0][0] != first or options[0][1].label != "1":
            continue
        form = options[0][1].bracketed, options[0][1].raised
        options = [(k, s) for k, s in options if (s.bracketed, s.raised) == form]
        begins = {options[k][0]: options[k][1] for k in longest_sequence([s for _, s in options], None)}
        if len(begins) < 2 or first not in begins:
            continue
        if not headed and not _marked([line for _, _, line in flat[:first]], begins.values()):
            continue
        return _taken(body, flat, first, begins, state)
    return body


def _marked(text: Sequence[Line], starts: Iterable[Start]) -> bool:
    """Whether most of the labels stand in the text as markers: raised, or in brackets where the labels are."""
    raised = {label for line in text for _, _, said in raised_stretches(line) for label in labels_of(said)}
    whole = " ".join(line.text for line in text)
    counts = Counter(
        start.label in raised or (start.bracketed and re.search(rf"[(\[]{start.label}[)\]]", whole) is not None)
        for start in starts
    )
    return counts[True] > max(4, 2 * counts[False])


def _taken(
    body: list[list[Line]], flat: list[tuple[int, int, Line]], first: int, begins: dict[int, Start], state: _State
) -> list[list[Line]]:
    """The body without the endnotes that begin at these places; what stands out after the last one is body again."""
    last, end = max(begins), len(flat)
    for k in range(last + 1, len(flat)):
        if flat[k][2].size > flat[last][2].size + 0.6 or (flat[k][2].bold and not flat[last][2].bold):
            end = k
            break
    for k in range(first, end):
        line = flat[k][2]
        if k in begins:
            start = begins[k]
            state.notes.append(FoundNote(start.label, [line], start.end, line.page, "endnote", start.raised))
        else:
            state.notes[-1].lines.append(line)
    gone = {(c, i) for c, i, _ in flat[first:end]}
    return [[line for i, line in enumerate(column) if (c, i) not in gone] for c, column in enumerate(body)]


def _paired(
    body: Sequence[Sequence[Line]], notes: Sequence[FoundNote], seen: dict[int, list[FoundMarker]]
) -> dict[int, list[FoundMarker]]:
    """The markers that have a note, by the line that they stand in."""
    in_body = {id(line) for column in body for line in column}
    pages: dict[str, list[int]] = defaultdict(list)
    anywhere = {note.label for note in notes if note.kind == "endnote"}
    for note in notes:
        pages[note.label].append(note.page)
    paired: dict[int, list[FoundMarker]] = defaultdict(list)
    done: set[tuple[int, str]] = set()
    for page, markers in seen.items():
        for marker in markers:
            if id(marker.line) not in in_body:
                continue
            near = [
                label
                for label in marker.labels
                if label in anywhere or any(0 <= at - page <= 1 for at in pages.get(label, ()))
            ]
            if len(near) == len(marker.labels):
                paired[id(marker.line)].append(marker)
                done |= {(page, label) for label in near}
    for note in notes:
        ended = note.kind == "endnote"
        if any(label == note.label and (ended or note.page - 1 <= page <= note.page) for page, label in done):
            continue
        found = [
            FoundMarker(line, place, place + _marker_length(line.text, place, note.label), (note.label,))
            for column in body
            for line in column
            if (ended or line.page == note.page) and (place := glued_marker(line.text, note.label)) is not None
        ]
        if len(found) == 1:
            paired[id(found[0].line)].append(found[0])
    return paired


def _marker_length(text: str, place: int, label: str) -> int:
    return text.index(label, place) + len(label) - place + (text[place] in "[(")
