"""Where notes stand on pages: the lines at the foot of a page or column that are notes."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from extract.layout.endnotes import as_endnotes, endnotes
from extract.layout.lines import Line
from extract.layout.markers import paired
from extract.layout.note_lines import FoundMarker, FoundNote, line_start, raised_stretches, with_loose_labels
from extract.marks import marks
from extract.notes import FIRST, Start, follows, labels_of, longest_sequence

#: How sure the shape of a marker that is not raised must be, for it to tell where notes are: of a symbol, of others.
TELLING = (1.5, 2.0)
#: Notes are smaller than this part of the body's size, where they are smaller.
SMALLER = 0.955
_ENDED = re.compile(r"[.!?:;)\]”\"’»]\W*$|/\S*$")


class Column(NamedTuple):
    """A column's lines without furniture; `ruled` holds the indexes of lines that a separating rule stands above."""

    lines: tuple[Line, ...]
    ruled: frozenset[int] = frozenset()


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
    told: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))  # by page, markers that are not raised
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
    columns = [_whole(column) for column in columns]
    seen: dict[int, list[FoundMarker]] = defaultdict(list)
    for column in columns:
        for line in column.lines:
            for start, end, text in raised_stretches(line):
                labels = labels_of(text)
                if labels and start > 0:
                    seen[line.page].append(FoundMarker(line, start, end, tuple(labels)))
            if not state.small(line):
                state.told[line.page].update(_told(line))
    body: list[list[Line]] = []
    for column in columns:
        page = column.lines[0].page if column.lines else 0
        body.append(_split(column, state, seen.get(page, [])))
    as_endnotes(state.notes, seen, state.told)
    body = endnotes(body, state.notes)
    return Found(body, state.notes, paired(body, state.notes, seen))


def _whole(column: Column) -> Column:
    """The column with labels that were set apart put back into their lines."""
    kept = with_loose_labels(column.lines)
    if len(kept) == len(column.lines):
        return column
    lines = tuple(line for line, _ in kept)
    return Column(lines, frozenset(k for k, (_, old) in enumerate(kept) if {old, *_next(kept, k)} & column.ruled))


def _next(kept: Sequence[tuple[Line, int]], k: int) -> range:
    """The old indexes that became one line with the one at `k`."""
    return range(kept[k][1], kept[k + 1][1] if k + 1 < len(kept) else kept[k][1] + 1)


def _told(line: Line) -> set[str]:
    """The labels of what must be markers by their shape alone."""
    found = [mark for mark in marks(line.text, rarer=True) if mark.sure >= TELLING[mark.labels[0].isalnum()]]
    return {label for mark in found for label in mark.labels}


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
    chosen = longest_sequence([s for _, s in options], state.last, known=own | state.told[lines[0].page])
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
    above: set[str] = set()
    told: set[str] = set()
    for i, line in enumerate(lines):
        start = starts.get(i)
        apart = i in ruled or (i > 0 and line.y - lines[i - 1].y > 1.3 * _leading(lines))
        if (
            start
            and i > 0
            and (
                start.label in above
                or (start.label in told and (start.bracketed or i in ruled or _go_on(starts, i, state, told)))
            )
            and (apart or start.raised)
            and (follows(start.label, state.last, skip=2) or start.raised)
        ):
            rules = [r for r in ruled if r <= i]
            return max(rules) if rules and state.open is not None else i
        told |= _told(line)
        above |= {label for marker in markers if marker.line is line for label in marker.labels}
    rules = [r for r in ruled if r > 0.3 * len(lines)]
    if rules and state.open and state.ruled[True] and not _ended(state.open):
        return max(rules)
    return None


def _go_on(starts: dict[int, Start], i: int, state: _State, told: set[str]) -> bool:
    """Whether the label at line `i` is the next one, and another that the text above tells of comes after it."""
    label = starts[i].label
    if not follows(label, state.last) or not label.isdigit():
        return False
    after = [
        start.label for k, start in starts.items() if k > i and start.label in told and follows(start.label, label)
    ]
    return state.open is not None or any(later not in FIRST for later in after)


def _small_zone(column: Column, first: int, starts: dict[int, Start], state: _State, own: set[str]) -> int | None:
    lines = column.lines
    told = state.told[lines[0].page]
    rules = [i for i in column.ruled if i >= first]
    begin = min(rules) if rules else first
    labelled = [
        i
        for i, start in sorted(starts.items())
        if i >= begin
        and (
            start.label in own
            or (start.label in told and follows(start.label, state.last, skip=6))
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
