"""Pieces to one Document: the one place where offsets into the document's text are computed."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.document import (
    FURNITURE_KINDS,
    Block,
    Document,
    Link,
    Marker,
    Note,
    NoteKind,
    Part,
    Piece,
    Reading,
    Source,
)

PARTING = "\n\n"
#: What no text may hold, whatever a reader lets through: SQLite, spaCy and JSON fail on one or the other.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def assemble(reading: Reading, *, id: str, path: str, sha256: str) -> Document:
    """The Document of a reading: body, then notes, then furniture, parted by blank lines.

    Notes stay in the order of the file. A marker is given to the note of its label on its page, or else to the next
    one after it; a marker without a note is dropped and recorded as a problem of the reader's making, not here.
    """
    text = _Text()
    body = [piece for piece in reading.pieces if piece.kind != "note" and piece.kind not in FURNITURE_KINDS]
    notes = [piece for piece in reading.pieces if piece.kind == "note"]
    furniture = [piece for piece in reading.pieces if piece.kind in FURNITURE_KINDS]
    placed = [(piece, text.add(piece)) for piece in body]
    found = _notes(text, notes)
    for piece in furniture:
        text.add(piece)
    whole = "".join(text.parts)
    for piece, start in placed:
        for marker in piece.markers:
            note = _note_for(marker, piece, found.get(marker.label, ()))
            if note is not None:
                note.anchors.append(_before(whole, start, marker.offset))
    return Document(
        id=id,
        source=Source(path=path, sha256=sha256, media_type=reading.media_type, reader=reading.reader),
        meta=reading.meta,
        text=whole,
        pages=reading.pages,
        blocks=tuple(text.blocks),
        notes=tuple(note.record() for note in text.notes),
        links=tuple(text.links),
        problems=reading.problems,
        suspect=reading.suspect,
    )


@dataclass(slots=True)
class _OpenNote:
    label: str
    kind: NoteKind
    start: int
    end: int
    page: int | None
    anchors: list[int] = field(default_factory=list)

    def record(self) -> Note:
        anchors = tuple(sorted(self.anchors))
        return Note(label=self.label, kind=self.kind, start=self.start, end=self.end, page=self.page, anchors=anchors)


class _Text:
    """The text as it grows, with the blocks, links and notes placed in it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.notes: list[_OpenNote] = []

    def add(self, piece: Piece) -> int:
        """Appends a piece; returns where its own offset 0 lies in the text, blanks at its ends being left out."""
        stripped = piece.text.strip()
        if not stripped:
            return self.length
        lead = len(piece.text) - len(piece.text.lstrip())
        if self.parts:
            self._append(PARTING)
        start = self.length
        self._append(FORBIDDEN.sub(" ", stripped))
        self.blocks.append(
            Block(
                kind=piece.kind,
                start=start,
                end=self.length,
                page=piece.page,
                bbox=piece.bbox,
                level=piece.level,
                parts=tuple(_placed(part, start, lead, self.length) for part in piece.parts),
            )
        )
        for link in piece.links:
            first, last = max(start, start + link.start - lead), min(self.length, start + link.end - lead)
            if first < last:
                self.links.append(Link(start=first, end=last, href=FORBIDDEN.sub("", link.href)))
        return start - lead

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def _placed(part: Part, start: int, lead: int, end: int) -> Part:
    """The part with its start as an offset of the document's text, within the block `[start, end)`."""
    return part if part.start is None else part._replace(start=min(max(start, start + part.start - lead), end))


def _notes(text: _Text, pieces: Iterable[Piece]) -> dict[str, list[_OpenNote]]:
    by_label: dict[str, list[_OpenNote]] = defaultdict(list)
    for piece in pieces:
        if not piece.text.strip() or piece.note is None:
            text.add(piece)
            continue
        text.add(piece)
        block = text.blocks[-1]
        if piece.continued and text.notes and text.notes[-1].label == piece.note:
            text.notes[-1].end = block.end
            continue
        note = _OpenNote(piece.note, piece.note_kind, block.start, block.end, piece.page)
        text.notes.append(note)
        by_label[piece.note].append(note)
    return by_label


def _note_for(marker: Marker, piece: Piece, notes: Iterable[_OpenNote]) -> _OpenNote | None:
    page = marker.page if marker.page is not None else piece.page
    if page is None:  # where numbering starts again, the n-th marker of a label means the n-th note of it
        return next((note for note in notes if not note.anchors), next(reversed([*notes]), None))
    return min(notes, key=lambda note: _page_distance(note, page), default=None)


def _page_distance(note: _OpenNote, page: int) -> tuple[bool, int]:
    """A note on the marker's page, else the nearest one after it, else the nearest before."""
    return (note.page is not None and note.page < page, abs((note.page or page) - page))


def _before(text: str, start: int, offset: int) -> int:
    """The offset of the last character before the marker that is no blank."""
    place = min(start + offset, len(text)) - 1
    while place > 0 and text[place].isspace():
        place -= 1
    return max(place, 0)
