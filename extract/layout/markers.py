"""Markers in lines of the body, and the notes that they stand for."""

from collections import defaultdict
from collections.abc import Sequence

from extract.layout.lines import Line
from extract.layout.note_lines import FoundMarker, FoundNote
from extract.notes import glued_marker


def paired(
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
