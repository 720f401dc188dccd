"""Bytes of a document to one text with spans."""

import hashlib
from pathlib import PurePath
from types import ModuleType

from extract.assemble import assemble
from extract.document import Document, Reading
from extract.errors import Empty, TooLarge, UnsupportedFormat
from extract.registry import modules
from extract.sniff import kind
from extract.structure import label

#: Readers in the order in which they are asked; text takes whatever text is left.
READERS = (
    "extract.readers.pdf",
    "extract.readers.docx",
    "extract.readers.html",
    "extract.readers.markdown",
    "extract.readers.text",
)
#: Limits on one document, in bytes, characters of text, and pages.
MAX_BYTES = 100_000_000
MAX_CHARS = 5_000_000
MAX_PAGES = 5_000


def read(
    data: bytes,
    *,
    id: str,
    path: str,
    max_bytes: int = MAX_BYTES,
    max_chars: int = MAX_CHARS,
    max_pages: int = MAX_PAGES,
) -> Document:
    """The Document that these bytes are; `id` and `path` are recorded in it, and nothing is read from `path`.

    What reads them is chosen by the bytes alone. Raises an ExtractError with a message for a person: TooLarge over
    one of the limits, UnsupportedFormat for what no reader knows, Empty where there is no text.
    """
    if len(data) > max_bytes:
        raise TooLarge(f"The file has {len(data):,} bytes, over the limit of {max_bytes:,}.")
    reading: Reading = _reader(data).read(data)
    if len(reading.pages) > max_pages:
        raise TooLarge(f"The document has {len(reading.pages):,} pages, over the limit of {max_pages:,}.")
    chars = sum(len(piece.text) for piece in reading.pieces)
    if chars > max_chars:
        raise TooLarge(f"The document's text has {chars:,} characters, over the limit of {max_chars:,}.")
    labelled = label(reading, name=PurePath(path).name)
    document = assemble(labelled, id=id, path=path, sha256=hashlib.sha256(data).hexdigest())
    if not any(character.isalnum() for character in document.text):
        raise Empty("The file was read to its end, and there is no text in it.")
    return document


def _reader(data: bytes) -> ModuleType:
    """The first reader that accepts the bytes. What is not read here may still have a reader from another package."""
    refusal = kind(data).refusal()
    for reader in modules("avr_docs.readers", () if refusal else READERS):
        if reader.accepts(data):
            return reader
    if refusal:
        raise refusal
    raise UnsupportedFormat("No reader knows this kind of file: save it as PDF, DOCX, HTML or plain text.")
