"""Markdown to pieces, by markdown-it-py; its footnotes (`[^1]`), which are no part of CommonMark, by a small rule."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from extract.document import BlockKind, Marker, Meta, Piece, PieceLink, Problem, Reading
from extract.errors import Empty
from extract.normalise import clean
from extract.readers.text.decoding import decode
from extract.sniff import TEXT, kind

NAME = "markdown"
MEDIA_TYPE = "text/markdown"

#: Characters that stand for footnote markers while the text is parsed; nobody writes them.
FIRST_SENTINEL = 0x100000
#: The deepest nesting of lists and quotes that is followed.
NESTING = 40
_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*(.*)$")
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,40})\](?!:)")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+\S.*[^\W\d_]", re.MULTILINE)
_LINK = re.compile(
    r"(?<!!)\[[^\]\n]+\]\((?:https?:|/|#|mailto:)[^)\s]*\)|^ {0,3}\[[^\]^\n]+\]:\s+https?://", re.MULTILINE
)
_OTHER = re.compile(
    r"\*\*[^\s*][^*\n]*\*\*|^```|^\|?(?:[ \t]*:?-{3,}:?[ \t]*\|){1,}|^ {0,3}> \S|^[^\W\d_][^\n]*\n={3,}\s*$",
    re.MULTILINE,
)
_HTML = re.compile(r"<!--.*?-->|</?[a-zA-Z][^>]{0,1000}>", re.DOTALL)


def accepts(data: bytes) -> bool:
    """Whether the bytes are text with the marks of Markdown: headings, footnotes, or links among other marks."""
    if kind(data) is not TEXT:
        return False
    text = decode(data[:200_000])[0].replace("\r\n", "\n")
    if any(_DEFINITION.match(line) for line in text.split("\n")) and _REFERENCE.search(text):
        return True
    headings, links, others = (len(form.findall(text)) for form in (_HEADING, _LINK, _OTHER))
    prose = max(1, len(re.findall(r"\n\s*\n", text)))
    # Comments of program code look like headings; they stand between lines of code, and headings between blank lines.
    apart = len(re.findall(r"(?:\A|\n[ \t]*\n) {0,3}#{1,6}[ \t]+\S", text))
    return (apart >= 2 and 2 * apart >= headings and headings <= prose + 1) or (
        links >= 1 and apart + links + others >= 2
    )


def read(data: bytes) -> Reading:
    """The reading of a Markdown text. Raises Empty where it holds no words.

    The address of a link stands in `Piece.links`, not in the text. Code is boilerplate. A first heading of level 1 is
    the title; lines of YAML before the text give title, date and authors.
    """
    text, guessed = decode(data)
    text = clean(text.replace("\f", "\n"))
    meta, text = _front_matter(text)
    text, definitions = _definitions(text)
    labels: list[str] = []

    def sentinel(found: re.Match[str]) -> str:
        if found[1] not in definitions:
            return found[0]
        labels.append(found[1])
        return chr(FIRST_SENTINEL + len(labels) - 1)

    parser = MarkdownIt("commonmark", {"maxNesting": NESTING}).enable(["table", "strikethrough"])
    pieces = list(_pieces(parser.parse(_REFERENCE.sub(sentinel, text)), labels))
    for label, body in definitions.items():
        notes = list(_pieces(parser.parse(body), []))
        pieces += [
            Piece(kind="note", text=note.text, links=note.links, note=label, continued=n > 0)
            for n, note in enumerate(notes)
        ]
    if not any(character.isalnum() for piece in pieces for character in piece.text):
        raise Empty("This text holds no words; there is nothing to read.")
    problems = [guessed] if guessed else []
    problems += [
        Problem(code="note_without_marker", message=f"Footnote {label} has no marker in the text.")
        for label in definitions
        if label not in labels
    ]
    return Reading(
        reader=NAME, media_type=MEDIA_TYPE, pieces=tuple(_titled(pieces)), meta=meta, problems=tuple(problems)
    )


def _front_matter(text: str) -> tuple[Meta, str]:
    match = _FRONT.match(text.lstrip("\n"))
    if match is None:
        return Meta(), text
    fields = dict(re.findall(r"^(\w+):[ \t]*(.*?)[ \t]*$", match[1], re.MULTILINE))
    values = {name.lower(): value.strip("\"'") for name, value in fields.items()}
    date = re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", values.get("date", ""))
    authors = re.split(r"\s*[,;]\s*", values.get("author", values.get("authors", "")).strip("[]"))
    meta = Meta(
        title=values.get("title") or None,
        date=date[0] if date else None,
        authors=tuple(author.strip("\"' ") for author in authors if author.strip("\"' ")),
        publisher=values.get("publisher") or None,
    )
    return meta, text.lstrip("\n")[match.end() :]


def _definitions(text: str) -> tuple[str, dict[str, str]]:
    """The text without footnote definitions, and the definitions: a line, and what is indented under it."""
    kept: list[str] = []
    found: dict[str, list[str]] = {}
    label: str | None = None
    for line in text.split("\n"):
        match = _DEFINITION.match(line)
        if match and match[1] not in found:
            label = match[1]
            found[label] = [match[2]]
        elif label is not None and (line.startswith(("  ", "\t")) or not line.strip() or found[label][-1].strip()):
            found[label].append(re.sub(r"^(?: {1,4}|\t)", "", line))
        else:
            label = None
            kept.append(line)
            continue
        kept.append("")
    return "\n".join(kept), {label: "\n".join(lines) for label, lines in found.items()}


@dataclass(slots=True)
class _Inline:
    """The text of an inline token as it grows."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    markers: list[Marker] = field(default_factory=list)
    links: list[PieceLink] = field(default_factory=list)

    def add(self, text: str, labels: Sequence[str]) -> None:
        for run in re.split("([\U00100000-\U0010ffff])", text):
            number = ord(run) - FIRST_SENTINEL if len(run) == 1 else -1
            if 0 <= number < len(labels):
                self.markers.append(Marker(self.length, labels[number]))
            elif run:
                self.parts.append(run)
                self.length += len(run)


def _pieces(tokens: Sequence[Token], labels: Sequence[str]) -> Iterator[Piece]:
    """The pieces of block tokens, in order."""
    open_blocks: list[str] = []
    new_item = False
    cells: list[list[str]] = []
    level: int | None = None
    for token in tokens:
        name = token.type
        if name in ("bullet_list_open", "ordered_list_open", "blockquote_open", "table_open"):
            open_blocks.append(name)
            cells = []
        elif name in ("bullet_list_close", "ordered_list_close", "blockquote_close"):
            open_blocks.pop()
        elif name == "table_close":
            open_blocks.pop()
            yield Piece(kind="table", text="\n".join(" | ".join(row) for row in cells))
        elif name == "tr_open":
            cells.append([])
        elif name == "list_item_open":
            new_item = True
        elif name == "heading_open":
            level = int(token.tag[1:])
        elif name == "inline" and "table_open" in open_blocks:
            cells[-1].append(_inline(token, "table", labels).text)
        elif name == "inline":
            yield _inline(token, _kind(level, open_blocks, new_item), labels, level=level)
            new_item, level = False, None
        elif name in ("fence", "code_block"):
            yield Piece(kind="boilerplate", text=token.content.strip("\n"))
        elif name == "html_block" and (plain := _HTML.sub(" ", token.content).strip()):
            yield Piece(kind="paragraph", text=" ".join(plain.split()))


def _kind(level: int | None, open_blocks: Sequence[str], new_item: bool) -> BlockKind:
    if level is not None:
        return "heading"
    if open_blocks and open_blocks[-1].endswith("list_open") and new_item:
        return "list_item"
    return "quote" if "blockquote_open" in open_blocks else "paragraph"


def _inline(token: Token, kind: BlockKind, labels: Sequence[str], *, level: int | None = None) -> Piece:
    """The piece of one inline token: text, links and markers, images left out."""
    made = _Inline()
    opened: list[tuple[int, str]] = []
    broken = False
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            made.add(child.content, labels)
        elif child.type == "softbreak":
            made.add("\x1f", labels)
        elif child.type == "hardbreak" or (child.type == "html_inline" and re.match(r"<br\b", child.content)):
            made.add("\n", labels)
            broken = True
        elif child.type == "link_open":
            opened.append((made.length, str(child.attrs.get("href", ""))))
        elif child.type == "link_close" and opened:
            start, href = opened.pop()
            if href and made.length > start:
                made.links.append(PieceLink(start, made.length, href))
    text = "".join(made.parts)
    images = [child for child in token.children or () if child.type == "image"]
    if not text.strip() and images:
        return Piece(kind="caption", text=" ".join(image.content for image in images).strip())
    lines = tuple(line.strip() for line in re.split("[\x1f\n]", text) if line.strip())
    # Lines are kept for structure; where breaks are hard, the lines stand each for itself.
    plain = text.replace("\x1f", "\n" if broken else " ")
    return Piece(
        kind=kind,
        text=plain,
        level=level,
        markers=tuple(made.markers),
        links=tuple(made.links),
        lines=lines if len(lines) > 1 else (),
    )


def _titled(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The first heading, if it is the only one of level 1 and stands before the text, is the title."""
    tops = [i for i, piece in enumerate(pieces) if piece.kind == "heading" and piece.level == 1]
    for i, piece in enumerate(pieces):
        if i <= 2 and tops == [i]:
            yield Piece(kind="title", text=piece.text, level=1, markers=piece.markers, links=piece.links)
        else:
            yield piece
