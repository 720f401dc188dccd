"""The values that reading passes on: pieces from a reader, and the Document that is assembled from them.

A Document is one text; everything else about it is a half-open span of characters in that text.
Lengths on pages are in points, measured from the top left corner.
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

BlockKind = Literal[
    "title",
    "heading",
    "paragraph",
    "list_item",
    "quote",
    "table",
    "note",
    "letterhead",
    "address",
    "salutation",
    "closing",
    "signature",
    "cc",
    "header",
    "footer",
    "page_number",
    "links",
    "boilerplate",
    "caption",
]
BLOCK_KINDS: frozenset[str] = frozenset(get_args(BlockKind))

#: Kinds whose text people wrote to be read: what is cut into sentences and tagged.
BODY_KINDS: frozenset[str] = frozenset({"title", "heading", "paragraph", "list_item", "quote"})
#: Kinds that stand after the notes in a document's text, so that nothing is lost and nothing of them is tagged.
FURNITURE_KINDS: frozenset[str] = frozenset({"header", "footer", "page_number", "links", "boilerplate"})

DocumentType = Literal["letter", "memo", "report", "press_release", "news", "other"]
NoteKind = Literal["footnote", "endnote"]


class Span(NamedTuple):
    """Characters `[start, end)` of one text."""

    start: int
    end: int


class BBox(NamedTuple):
    """A box on a page, in points from its top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


class Marker(NamedTuple):
    """A note marker that was taken out of a piece's text; it stood just before the character at `offset`.

    `page` is the page that it stood on, where that is known; by it labels that start again are told apart.
    """

    offset: int
    label: str
    page: int | None = None


class PieceLink(NamedTuple):
    """A link on the characters `[start, end)` of a piece's text."""

    start: int
    end: int
    href: str


class Part(NamedTuple):
    """A further place of a block that runs over a page or a column.

    `start` is where it begins in the text, as an offset (of a piece's own text, of the document's in a block); None
    where that is not known.
    """

    page: int
    bbox: BBox | None
    start: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One block as a reader found it, before it has a place in the document's text.

    `text` is whole: lines joined, hyphens at line ends resolved, note markers taken out and given in `markers`.
    `note` is the label of the note that this piece is the body of (`kind` is then "note"); a note of several
    paragraphs is several pieces with the same `note`, one after the other, and `continued` is true from the second on.
    `lines` are the lines as they stood, where the source has lines (addresses and signatures are read from them).
    """

    kind: BlockKind
    text: str
    page: int | None = None
    bbox: BBox | None = None
    level: int | None = None
    markers: tuple[Marker, ...] = ()
    links: tuple[PieceLink, ...] = ()
    parts: tuple[Part, ...] = ()
    note: str | None = None
    note_kind: NoteKind = "footnote"
    continued: bool = False
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page; sizes are None where the format has no pages of its own."""

    number: int
    width: float | None = None
    height: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something about a document that a person should know; `code` is a short stable word, `message` says it."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A person or body that a letter or memo names: an addressee, a signatory, somebody in copy."""

    name: str | None = None
    role: str | None = None
    organization: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """What a document says about itself. None and () mean that it does not say."""

    type: DocumentType = "other"
    type_score: float = 0.0
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    date: str | None = None  # ISO 8601, of the precision known
    language: str | None = None  # ISO 639-1
    number: str | None = None
    addressees: tuple[Party, ...] = ()
    signatories: tuple[Party, ...] = ()
    cc: tuple[str, ...] = ()
    sender: str | None = None  # a memo's From; "from" in JSON
    recipient: str | None = None  # a memo's To; "to" in JSON
    subject: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader returns: pieces in reading order, notes where they stood, and what the file says of itself."""

    reader: str
    media_type: str
    pieces: tuple[Piece, ...]
    pages: tuple[Page, ...] = ()
    meta: Meta = field(default_factory=Meta)
    problems: tuple[Problem, ...] = ()
    suspect: str | None = None  # why the text layer is not to be trusted


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of the text that is one thing; see BlockKind."""

    kind: BlockKind
    start: int
    end: int
    page: int | None = None
    bbox: BBox | None = None
    level: int | None = None
    parts: tuple[Part, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The page on which the character at `offset` of the document's text stands."""
        begun = [part.page for part in self.parts if part.start is not None and part.start <= offset]
        return begun[-1] if begun else self.page


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote or endnote.

    Each anchor is the offset of the character after which the marker stood, so that it lies in the sentence marked.
    """

    label: str
    kind: NoteKind
    start: int
    end: int
    page: int | None = None
    anchors: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A hyperlink on the characters `[start, end)`."""

    start: int
    end: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a document's bytes came from and what read them."""

    path: str
    sha256: str
    media_type: str
    reader: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text with everything that is known about it.

    The text holds the body blocks in reading order, then the notes, then the furniture, parted by blank lines.
    """

    id: str
    source: Source
    meta: Meta
    text: str
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()
    suspect: str | None = None
