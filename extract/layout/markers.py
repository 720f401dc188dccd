"""Markers in lines of the body, and the notes that they stand for."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.layout.lines import Line
from extract.layout.note_lines import FoundMarker, FoundNote, raised_stretches
from extract.marks import marks
from extract.notes import labels_of

#: What a raised marker weighs beside one that only its shape tells; see `extract.marks`.
RAISED_WEIGHT, OPENING_WEIGHT = 4.0, 2.5
#: The least weight of a marker that is not raised: where others are raised, and where none is.
LEAST_BESIDE_RAISED, LEAST = 1.2, 0.25

Markers = dict[int, list[FoundMarker]]  # by id of the line, or by page


def paired(body: Sequence[Sequence[Line]], notes: Sequence[FoundNote], seen: Markers) -> Markers:
    """The markers that have a note, by the line that they stand in.

    Raised ones are told by their looks. For the other notes, the places in the text are taken that make all markers
    come in the order of the notes.
    """
    flat = [line for column in body for line in column]
    raised = _raised(flat, notes, seen)
    found: Markers = defaultdict(list)
    for marker in raised:
        found[id(marker.line)].append(marker)
    for kind in ("footnote", "endnote"):
        of_kind = [note for note in notes if note.kind == kind]
        if of_kind:
            for marker in _by_sequence(flat, of_kind, raised):
                found[id(marker.line)].append(marker)
    return found


def _raised(flat: Sequence[Line], notes: Sequence[FoundNote], seen: Markers) -> list[FoundMarker]:
    """The raised markers all of whose labels have a note near them."""
    in_body = {id(line) for line in flat}
    pages: dict[str, list[int]] = defaultdict(list)
    for note in notes:
        pages[note.label].append(note.page)
    anywhere = {note.label for note in notes if note.kind == "endnote"}
    return [
        marker
        for page, markers in seen.items()
        for marker in markers
        if id(marker.line) in in_body
        and all(label in anywhere or any(0 <= at - page <= 1 for at in pages.get(label, ())) for label in marker.labels)
    ]


@dataclass(slots=True)
class _Place:
    """A place that may be the marker of a note: where in the order of the text, and the best chain that ends in it."""

    order: tuple[int, int, int]
    marker: FoundMarker
    weight: float
    total: float = 0.0
    before: "_Place | None" = None


def _by_sequence(flat: Sequence[Line], notes: Sequence[FoundNote], raised: Sequence[FoundMarker]) -> list[FoundMarker]:
    """Markers for the notes that no raised one belongs to."""
    number = {id(line): n for n, line in enumerate(flat)}
    sure: dict[str, list[_Place]] = defaultdict(list)
    for marker in raised:
        for n, label in enumerate(marker.labels):
            sure[label].append(_Place((number[id(marker.line)], marker.start, n), marker, RAISED_WEIGHT))
    fixed = {id(note): [p for p in sure[note.label] if _near(p.marker.line, note)] for note in notes}
    open_notes = [note for note in notes if not fixed[id(note)]]
    if not open_notes:
        return []
    wanted = {note.label for note in open_notes}
    least = LEAST_BESIDE_RAISED if 2 * len(open_notes) < len(notes) else LEAST
    weak: dict[str, list[_Place]] = defaultdict(list)
    for n, line in enumerate(flat):
        for marker, weight in _weak(line):
            if weight >= least and wanted.intersection(marker.labels):
                for k, label in enumerate(marker.labels):
                    weak[label].append(_Place((n, marker.start, k), marker, weight))
    chain = _chain(
        [fixed[id(note)] or [p for p in weak[note.label] if _near(p.marker.line, note)][-60:] for note in notes]
    )
    taken: dict[tuple[int, int], set[str]] = defaultdict(set)
    for place in chain:
        taken[place.order[:2]].add(place.marker.labels[place.order[2]])
    return [
        place.marker
        for place in chain
        if place.weight < RAISED_WEIGHT and place.order[2] == 0 and taken[place.order[:2]] >= {*place.marker.labels}
    ]


def _near(line: Line, note: FoundNote) -> bool:
    if note.kind == "endnote":
        return (line.page, line.column) <= (note.page, note.lines[0].column)
    return note.page - 1 <= line.page <= note.page


def _weak(line: Line) -> Iterator[tuple[FoundMarker, float]]:
    """What may be markers in a line though it is not raised, or stands at the very start."""
    stretches = raised_stretches(line)
    if stretches and stretches[0][0] == 0:
        start, end, text = stretches[0]
        if (labels := labels_of(text)) and end < len(line.text):
            yield FoundMarker(line, start, end, tuple(labels)), OPENING_WEIGHT
    for mark in marks(line.text, rarer=True):
        if not any(start < mark.end and mark.start < end for start, end, _ in stretches):
            yield FoundMarker(line, mark.start, mark.end, mark.labels), mark.sure


def _chain(options: Sequence[Sequence[_Place]]) -> list[_Place]:
    """One place at most for each note, each after the one of the note before; those that weigh most together."""
    orders: list[tuple[int, int, int]] = []
    best: list[_Place] = []  # by order; totals rise with it
    for places in options:
        for place in places:
            at = bisect_left(orders, place.order)
            place.before = best[at - 1] if at else None
            place.total = place.weight + (best[at - 1].total if at else 0.0)
        for place in places:
            at = bisect_left(orders, place.order)
            if at and best[at - 1].total >= place.total:
                continue
            while at < len(best) and best[at].total <= place.total:
                del orders[at], best[at]
            orders.insert(at, place.order)
            best.insert(at, place)
    chain: list[_Place] = []
    last = best[-1] if best else None
    while last is not None:
        chain.append(last)
        last = last.before
    return chain[::-1]
