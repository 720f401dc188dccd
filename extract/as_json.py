"""A Document as the JSON object that `avr-docs extract` prints, one a line."""

from dataclasses import asdict
from typing import Any

from extract.document import Block, Document, Meta

#: Field names of Meta that are other words in JSON, being reserved or taken in Python.
RENAMED = {"sender": "from", "recipient": "to"}


def as_json(document: Document) -> dict[str, Any]:
    """The object, ready for `json.dumps`; absent values are None, spans and boxes are lists."""
    return {
        "id": document.id,
        "source": asdict(document.source),
        "meta": _meta(document.meta),
        "text": document.text,
        "pages": [asdict(page) for page in document.pages],
        "blocks": [_block(block) for block in document.blocks],
        "notes": [{**asdict(note), "anchors": list(note.anchors)} for note in document.notes],
        "links": [asdict(link) for link in document.links],
        "problems": [asdict(problem) for problem in document.problems],
    }


def _meta(meta: Meta) -> dict[str, Any]:
    fields = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(meta).items()}
    return {RENAMED.get(name, name): value for name, value in fields.items()}


def _block(block: Block) -> dict[str, Any]:
    row: dict[str, Any] = {
        "kind": block.kind,
        "start": block.start,
        "end": block.end,
        "page": block.page,
        "bbox": list(block.bbox) if block.bbox else None,
        "level": block.level,
    }
    if block.parts:
        row["parts"] = [
            {"page": part.page, "bbox": list(part.bbox) if part.bbox else None, "start": part.start}
            for part in block.parts
        ]
    return row
