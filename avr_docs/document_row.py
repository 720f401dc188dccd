"""A document as its one row: what the corpus knows of it, and what was read on it."""

from collections.abc import Sequence
from typing import Any

from avr_docs.corpus_files import Row
from avr_docs.records import Tagged
from extract.document import BODY_KINDS, Document

PARTED = "; "


def document_row(row: Row, tagged: Tagged | None) -> dict[str, Any]:
    """The row of `documents`, but for its state and run; what the corpus says stands over what the document says."""
    document = tagged.document if tagged else None
    meta = document.meta if document else None
    return {
        "id": row.id,
        "title": row.title or (meta.title if meta else None) or _name(row),
        "type": row.type or (meta.type if meta else None),
        "type_score": 1.0 if row.type else (meta.type_score if meta else None),
        "publisher": row.publisher or (meta.publisher if meta else None),
        "authors": listed(meta.authors) if meta else None,
        "date": row.date or (meta.date if meta else None),
        "language": meta.language if meta else None,
        "number": meta.number if meta else None,
        "sender": meta.sender if meta else None,
        "recipient": meta.recipient if meta else None,
        "subject": meta.subject if meta else None,
        "programme": row.programme,
        "page_count": len(document.pages) or None if document else None,
        "words": _words(document) if document else None,
        "path": row.file,
        "url": row.url,
        "archive_url": row.archive_url,
        "licence": row.licence,
        "republish": row.republish,
        "withheld": int(row.withheld),
        "sample": int(row.sample),
        "media_type": document.source.media_type if document else None,
        "reader": document.source.reader if document else None,
        "sha256": document.source.sha256 if document else None,
        "text": document.text if document else None,
    }


def listed(items: Sequence[str]) -> str | None:
    """The items in one cell, or nothing."""
    return PARTED.join(items) or None


def _name(row: Row) -> str | None:
    """What a document without a title is called."""
    return row.file.rpartition("/")[2] if row.file else row.url


def _words(document: Document) -> int:
    return sum(len(document.text[b.start : b.end].split()) for b in document.blocks if b.kind in BODY_KINDS)
