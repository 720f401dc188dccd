"""An article that was cut too close: what stands beside its paragraphs on the page is given back to it."""

import re
from collections import Counter
from typing import Any

from extract.document import BODY_KINDS, Piece
from extract.readers.html_blocks import linked

#: Words of a piece that is prose for certain, and how many such pieces an element holds that is the article's.
PROSE_WORDS, PROSE_PIECES = 12, 2
#: A piece with a larger share of links leads elsewhere.
LINKED_SHARE = 0.5


def restored(article: list[Piece], placed: list[tuple[Piece, Any]]) -> list[Piece]:
    """The article's pieces, with those put back that the page shows right beside them.

    Extraction drops short blocks: headings and items of lists, and the date, the address and the signature of a
    letter. `placed` gives each piece that the page shows with the element that holds it. What stands in an element
    that holds paragraphs of the article belongs to it, unless it is furniture or leads elsewhere.
    """
    known: dict[str, int] = {}
    for n, piece in enumerate(article):
        for text in (piece.text, *piece.lines):
            known.setdefault(_bare(text), n)
    held = Counter(
        holder for piece, holder in placed if len(piece.text.split()) >= PROSE_WORDS and _bare(piece.text) in known
    )
    holders = {holder for holder, count in held.items() if count >= PROSE_PIECES}
    last = max((n for n, (piece, _) in enumerate(placed) if _bare(piece.text) in known), default=-1)
    missing = {n for n, (piece, holder) in enumerate(placed) if holder in holders and _is_missing(piece, known)}
    # Extraction may leave single lines of a block that it breaks up; the block has them all.
    fragments = {_bare(line) for n in missing for line in placed[n][0].lines}
    made: list[Piece] = []
    at = 0  # the first piece of the article that is not in `made` yet
    for n, (piece, holder) in enumerate(placed):
        bare = _bare(piece.text)
        if bare in known:
            made += _without(article[at : known[bare] + 1], fragments)
            at = max(at, known[bare] + 1)
        elif n in missing and holder in holders and not any(bare in _bare(one.text) for one in article[at : at + 2]):
            made.append(piece)
        elif n > last and piece.kind == "boilerplate":
            holders.discard(holder)  # after the article, what furniture follows on is no part of it
    return [*made, *_without(article[at:], fragments)]


def _is_missing(piece: Piece, known: dict[str, int]) -> bool:
    return _is_content(piece) and _bare(piece.text) not in known


def _without(pieces: list[Piece], fragments: set[str]) -> list[Piece]:
    return [piece for piece in pieces if _bare(piece.text) not in fragments]


def _is_content(piece: Piece) -> bool:
    return (
        (piece.kind in BODY_KINDS or piece.kind == "table") and linked(piece) < LINKED_SHARE and bool(_bare(piece.text))
    )


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
