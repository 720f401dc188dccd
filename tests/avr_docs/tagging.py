"""What the tests of tagging share: a document made of paragraphs, parsed and tagged."""

from avr_docs import nlp
from avr_docs.nlp import Parsed
from avr_docs.records import Setting, Tagged
from avr_docs.tag import tag
from extract.assemble import assemble
from extract.document import BlockKind, Document, DocumentType, Marker, Meta, Piece, Reading

NLP = nlp.load()


def document(*paragraphs: str | tuple[BlockKind, str] | Piece, type: DocumentType = "news", **meta: object) -> Document:
    pieces = [
        part
        if isinstance(part, Piece)
        else Piece(kind="paragraph", text=part)
        if isinstance(part, str)
        else Piece(kind=part[0], text=part[1])
        for part in paragraphs
    ]
    reading = Reading(reader="test", media_type="text/plain", pieces=tuple(pieces), meta=Meta(type=type, **meta))  # type: ignore[arg-type]
    return assemble(reading, id="d", path="d.txt", sha256="0" * 64)


def parsed(*paragraphs: str | tuple[BlockKind, str] | Piece, type: DocumentType = "news", **meta: object) -> Parsed:
    return nlp.parse(document(*paragraphs, type=type, **meta), NLP)


def tagged(
    *paragraphs: str | tuple[BlockKind, str] | Piece,
    type: DocumentType = "news",
    setting: Setting | None = None,
    **meta: object,
) -> Tagged:
    return tag(parsed(*paragraphs, type=type, **meta), setting)


def noted(text: str, *notes: str) -> tuple[Piece, ...]:
    """A paragraph with the markers of its notes at its end, and the notes, labelled from 1."""
    markers = tuple(Marker(len(text), str(n)) for n, _ in enumerate(notes, 1))
    bodies = (Piece(kind="note", text=note, note=str(n)) for n, note in enumerate(notes, 1))
    return (Piece(kind="paragraph", text=text, markers=markers), *bodies)
