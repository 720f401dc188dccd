"""A tree of HTML, or of the XML that an article comes in, to pieces: one walk for both."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from extract.document import BODY_KINDS, BlockKind, Piece
from extract.readers.html_text import gather, href_of, is_bold
from extract.readers.inline import Inline, Line, pieces

_PARAGRAPHS = (
    "p div section article main body td th tr table tbody thead tfoot ul ol dl list figure header footer nav aside "
    "form address fieldset details summary center hgroup search row cell pre hr"
)
#: Elements that begin and end a piece, and what the text in them is, where that is more than a paragraph.
_KINDS: dict[str, BlockKind | None] = {
    **dict.fromkeys(_PARAGRAPHS.split()),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "head"), "heading"),
    **dict.fromkeys(("li", "item", "dd", "dt"), "list_item"),
    **dict.fromkeys(("blockquote", "quote"), "quote"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    **dict.fromkeys(("nav", "footer", "aside", "form"), "boilerplate"),
}
_NESTED = frozenset(("li", "item", "ul", "ol", "list", "dl", "dd", "dt", "blockquote", "quote"))
_LISTS = frozenset({"ul", "ol", "list"})
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:comments?|disqus|share|sharing|social|related|recirc|promo|newsletter|subscribe|cookies?|consent"
    r"|advert(?:isement)?s?|ads?|sponsor(?:ed)?|sidebar|menu|navbar|breadcrumbs?|pagination|masthead|paywall|popup|modal"
    r"|trending|toolbar)(?:$|[\s_-])",
    re.IGNORECASE,
)
_STOCK = re.compile(
    r"advertis(?:e)?ment|publicidad|skip advertisement|loading\.*|back to top|story continues below.*|most read"
    r"|read (?:more|also|next)\b.*|(?:click|tap) here\b.*|(?:skip|jump) to (?:main )?content|sign up (?:for|to)\b.*"
    r"|(?:share|tweet|email|print|save|follow)\b(?: (?:this|on|us|via|by|with)\b.*)?|subscribe\b.*"
    r"|related(?: (?:articles?|stories|content|coverage|topics?))?:?.*|all rights reserved.*|(?:©|copyright )\s*\d{4}.*"
    r"|comparte?\b.*|lea? también\b.*",
    re.IGNORECASE | re.DOTALL,
)
#: Stock phrases stand in short pieces; a sentence that begins with "Share" is longer.
_STOCK_WORDS = 12
_HEADING_WORDS = 18
_PROSE_WORDS = 25
#: Words in the longest cell, and in the mean one, of what is still a table of data and no layout of paragraphs.
_CELL_WORDS, _MEAN_CELL_WORDS = 120, 25
CELL, ROW = "\t", "\n"


@dataclass(slots=True)
class _Walk:
    """Where the walk stands: the kinds of the elements around, links and bold text that are open."""

    labels: list[str]
    inline: Inline = field(default_factory=Inline)
    kinds: list[BlockKind | None] = field(default_factory=list)
    levels: list[int | None] = field(default_factory=list)
    hrefs: list[str | None] = field(default_factory=lambda: [None])
    bold: int = 0
    lists: int = 0

    def enter(self, element: Any) -> None:
        self.kinds.append("boilerplate" if _is_furniture(element) else _KINDS[element.tag])
        self.levels.append(_level(element))
        self.lists += element.tag in _LISTS

    def leave(self, element: Any) -> None:
        self.kinds.pop()
        self.levels.pop()
        self.lists -= element.tag in _LISTS

    def flush(self) -> Iterator[Piece]:
        """The pieces of the text gathered since the last block began or ended."""
        lines = self.inline.take()
        if not lines:
            return
        kind: BlockKind = "paragraph"
        if "boilerplate" in self.kinds:
            kind = "boilerplate"
        else:
            kind = next((kind for kind in reversed(self.kinds) if kind is not None), "paragraph")
        level = next((level for level in reversed(self.levels) if level is not None), None)
        if kind == "list_item":
            level = max(1, self.lists)
        if kind == "paragraph" and len(lines) > 1 and _is_heading(lines[0]) and not _is_heading(lines[1]):
            yield from pieces(lines[:1], "heading", labels=self.labels)
            lines = lines[1:]
        if kind == "paragraph" and len(lines) == 1 and _is_heading(lines[0]):
            kind = "heading"
        for piece in pieces(lines, kind, labels=self.labels, level=level):
            yield replace(piece, kind="boilerplate") if _is_stock(piece) else piece


def without_teasers(found: list[Piece]) -> list[Piece]:
    """The pieces, with headlines of other stories made boilerplate: headings that are links, without prose below."""
    kept = list(found)
    for start, piece in enumerate(found):
        if piece.kind != "heading" or linked(piece) < 0.9:
            continue
        end = next((n for n in range(start + 1, len(found)) if found[n].kind in ("heading", "title")), len(found))
        if all(len(one.text.split()) < _PROSE_WORDS for one in found[start + 1 : end]):
            kept[start:end] = [replace(one, kind="boilerplate") for one in found[start:end]]
    return kept


def linked(piece: Piece) -> float:
    """The share of a piece's characters that link somewhere."""
    return sum(link.end - link.start for link in piece.links) / max(1, len(piece.text.strip()))


def blocks(root: Any, labels: list[str]) -> list[Piece]:
    """The pieces of all text in the tree, in order; `labels` are those of the note markers whose places stand in it.

    Tables are taken out of the tree as they are read.
    """
    return [piece for piece, _ in placed_blocks(root, labels)]


def placed_blocks(root: Any, labels: list[str]) -> list[tuple[Piece, Any]]:
    """As `blocks`, each piece with the element that holds it beside others: a list's or a quote's parent, say."""
    tables = {table: line for table in list(root.iter("table")) if (line := _table(table)) is not None}
    found: list[tuple[Piece, Any]] = []
    walk = _Walk(labels)
    within = [root]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        block = element.tag in _KINDS
        if event == "start":
            if block:
                found += [(piece, _holder(within[-1])) for piece in walk.flush()]
                walk.enter(element)
                within.append(element)
            if element in tables:
                kind: BlockKind = "boilerplate" if "boilerplate" in walk.kinds else "table"
                found += [(piece, _holder(element)) for piece in pieces([tables[element]], kind, labels=labels)]
            walk.hrefs.append(href_of(element) or walk.hrefs[-1])
            walk.bold += is_bold(element)
            walk.inline.add(element.text, walk.hrefs[-1], walk.bold > 0)
            if element.tag in ("br", "lb"):
                walk.inline.line_break()
            continue
        if block:
            inner = within.pop()
            found += [(piece, _holder(inner)) for piece in walk.flush()]
            walk.leave(element)
        walk.hrefs.pop()
        walk.bold -= is_bold(element)
        if element is not root:
            walk.inline.add(element.tail, walk.hrefs[-1], walk.bold > 0)
    return found


def _holder(element: Any) -> Any:
    """The element that a piece stands in beside others; an item stands beside what its list stands beside."""
    parent = element.getparent()
    while parent is not None and parent.tag in _NESTED:
        element, parent = parent, parent.getparent()
    return element if parent is None or element.tag in ("body", "article", "main") else parent


def content_words(found: Iterable[Piece]) -> int:
    """Words of what reads like content: body pieces of more than a line or two, and tables."""
    texts = [piece.text for piece in found if piece.kind in BODY_KINDS or piece.kind == "table"]
    return sum(len(words) for words in (text.split() for text in texts) if len(words) >= 8)


def _is_furniture(element: Any) -> bool:
    if element.tag in ("body", "html", "article", "main"):
        return False
    if element.get("role") in ("navigation", "complementary", "banner", "contentinfo", "search", "dialog"):
        return True
    return _FURNITURE.search(f"{element.get('class') or ''} {element.get('id') or ''}") is not None


def _level(element: Any) -> int | None:
    rank = element.get("rend") or "" if element.tag == "head" else element.tag
    return int(rank[1]) if re.fullmatch("h[1-6]", rank) else None


def _is_heading(line: Line) -> bool:
    text = line.text.strip()
    return line.is_bold and len(text.split()) <= _HEADING_WORDS and not text.endswith((".", ",", ";", ":"))


def _is_stock(piece: Piece) -> bool:
    """Whether a piece is for going elsewhere: stock phrases, and short pieces that are links from end to end."""
    if piece.kind in ("boilerplate", "table", "heading", "note"):
        return False
    text = piece.text.strip()
    few = len(text.split()) <= _STOCK_WORDS
    return few and (
        _STOCK.fullmatch(text) is not None or (linked(piece) > 0.9 and piece.kind in ("list_item", "paragraph"))
    )


def _table(table: Any) -> Line | None:
    """The text of a table of data, cells parted by tabs and rows by line feeds; None for a table that is a layout."""
    if next(table.iterdescendants("table"), None) is not None:
        return None
    rows = [
        [cell for cell in row.iterchildren() if cell.tag in ("td", "th", "cell")] for row in table.iter("tr", "row")
    ]
    rows = [row for row in rows if row]
    cells = [cell for row in rows for cell in row]
    if len(rows) < 2 or len(cells) < 4 or max(len(row) for row in rows) < 2:
        return None
    sizes = [size for cell in cells if (size := len("".join(cell.itertext()).split()))]
    if not sizes or max(sizes) > _CELL_WORDS or sum(sizes) / len(sizes) > _MEAN_CELL_WORDS:
        return None
    if any(_has_paragraphs(cell) for cell in cells):
        return None
    whole = Line()
    for row in rows:
        for number, cell in enumerate(row):
            inline = Inline()
            gather(cell, inline, skip=lambda _: False)
            whole.append(inline.take(), CELL if number else ROW)
    for child in list(table):
        table.remove(child)
    table.text = None
    return whole if whole.text.strip() else None


def _has_paragraphs(cell: Any) -> bool:
    return sum(1 for _ in cell.iter("p", "h1", "h2", "h3", "article", "ul", "ol", "list", "head")) > 3
