"""What a paragraph is by its looks: heading, list item, quote, caption, or plain paragraph."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.document import BlockKind
from extract.layout.paragraphs import BULLET, NUMBERED, Paragraph

_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|table|chart|map|box|abb(?:ildung|\.)|tab(?:elle|\.)?|tabla|figura)\s*\d+", re.I
)
_SECTION = re.compile(
    r"(?:[IVXLC]{1,7}|\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z])[.)]?\s+\S|(?:§|Part|Chapter|Section|Article)\s", 0
)
_ENDS = re.compile(r"[.;,:]\W*$")


class Looks(NamedTuple):
    """How the document's plain text looks."""

    size: float
    bold: bool
    left: float
    width: float


class Kind(NamedTuple):
    kind: BlockKind
    rank: tuple[float, bool, bool] | None = None  # of a heading: size, bold, capitals; levels are made of these


def kind_of(block: Paragraph, text: str, looks: Looks, *, before: Paragraph | None, after: Paragraph | None) -> Kind:
    """The kind of a paragraph."""
    if _is_heading(block, text, looks, after):
        return Kind("heading", (round(block.first.size), block.first.bold, text.isupper()))
    if _CAPTION.match(text) and len(text) < 300 and (block.first.size < looks.size * 0.97 or block.first.bold):
        return Kind("caption")
    if BULLET.match(text) or NUMBERED.match(text):
        return Kind("list_item")
    if _is_quote(block, looks):
        return Kind("quote")
    return Kind("paragraph")


def _is_heading(block: Paragraph, text: str, looks: Looks, after: Paragraph | None) -> bool:
    lines = block.lines
    letters = sum(character.isalpha() for character in text)
    if len(lines) > 4 or len(text) > 250 or letters < 3 or letters < 0.5 * len(text.replace(" ", "")):
        return False
    if BULLET.match(text) or text[-1] in ",;" or text[:1].islower() or "@" in text or "://" in text:
        return False
    size = block.first.size
    larger = size > 1.08 * looks.size
    bold = all(line.bold for line in lines) and not looks.bold
    if after is None and not larger:
        return False
    if larger or bold:
        return size > 0.8 * looks.size and not (text.endswith((".", ":")) and len(text) > 120)
    if size < 0.93 * looks.size or _ENDS.search(text) or len(text) > 120:
        return False
    centred = abs((lines[0].x0 + lines[0].x1) / 2 - (looks.left + looks.width / 2)) < 12
    centred = centred and lines[0].x0 > looks.left + 0.08 * looks.width
    short = max(line.x1 for line in lines) < looks.left + 0.9 * looks.width
    if text.isupper() and letters > 4 and len(text.split()) > 1:
        return short or centred
    if _SECTION.match(text) and (short or centred):
        return centred or all(line.italic for line in lines)
    return all(line.italic for line in lines) and short and len(lines) < 3


def _is_quote(block: Paragraph, looks: Looks) -> bool:
    lines = block.lines
    if len(lines) < 2:
        return False
    column = looks.left if abs(lines[0].x0 - looks.left) < looks.width else lines[0].x0
    return min(line.x0 for line in lines) > column + 12 and len("".join(line.text for line in lines)) > 80


def levels(ranks: Sequence[tuple[float, bool, bool]]) -> dict[tuple[float, bool, bool], int]:
    """The level of each look of headings, 1 for the most prominent one."""
    return {rank: min(place, 6) for place, rank in enumerate(sorted(set(ranks), reverse=True), start=1)}
