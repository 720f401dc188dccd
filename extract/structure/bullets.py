"""Bullets that were typed into a paragraph, and not made by a list: items all the same."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.document import Piece
from extract.structure.rows import part

_BULLET = re.compile("[•●▪◦‣∙○■□➢➤►▶✓✔❖\uf0a7\uf0b7\uf0d8\uf076\uf0fc]\\s+(?=\\S)")
# A dash opens an item only where another one stands beside it.
_DASH = re.compile(r"(?P<mark>[-–—*])\s+(?=\S)")


def label(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, those that begin with a bullet as items of a list without it; lines with one each, apart."""
    made: list[Piece] = []
    for piece in pieces:
        made += _items(piece) if piece.kind in ("paragraph", "list_item") else [piece]
    dashes = [_DASH.match(piece.text) if piece.kind == "paragraph" else None for piece in made]
    for i, dash in enumerate(dashes):
        beside = [other["mark"] for other in dashes[max(0, i - 1) : i + 2] if other is not None]
        if dash is not None and beside.count(dash["mark"]) >= 2:
            made[i] = _item(made[i], dash.end(), len(made[i].text))
    return made


def _items(piece: Piece) -> list[Piece]:
    starts = [match.start() for match in re.finditer(rf"^{_BULLET.pattern}", piece.text, re.MULTILINE)]
    if not starts or starts[0] != 0:
        return [piece]
    ends = [*starts[1:], len(piece.text)]
    return [_item(piece, _after_bullet(piece.text, start), end) for start, end in zip(starts, ends, strict=True)]


def _after_bullet(text: str, start: int) -> int:
    match = _BULLET.match(text, start)
    return match.end() if match else start


def _item(piece: Piece, start: int, end: int) -> Piece:
    """The characters `[start, end)` of a piece, an item of a list."""
    return replace(part(piece, start, end), kind="list_item", level=piece.level or 1, lines=())
