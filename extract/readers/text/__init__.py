"""Plain text to pieces, also the text dump of a PDF: lines joined, footnotes paired, page furniture told apart.

It goes by what a dump leaves of a page: gaps, the width that lines are wrapped at, and numbers that follow one
another. What a page showed by its type alone (bold, small, raised) is lost in a dump.
"""

import re
from dataclasses import replace

from extract.document import Page, Piece, Reading
from extract.errors import Empty
from extract.readers.text import figures, lines, notes, paragraphs
from extract.readers.text.decoding import decode
from extract.sniff import TEXT, kind

NAME = "text"
MEDIA_TYPE = "text/plain"


def accepts(data: bytes) -> bool:
    """Whether the bytes are characters, and no HTML, RTF or e-mail."""
    return kind(data) is TEXT


def read(data: bytes) -> Reading:
    """The reading of a text. Raises Empty where it holds no characters to read.

    Pages are those that form feeds part; a text without form feeds has none. Pieces of lines that stand each for
    itself (addresses, lists of names) keep their line breaks, for `extract.structure` to tell apart.
    """
    text, guessed = decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\f")
    found = lines.split(text)
    if not any(re.search(r"\w", line.text) for line in found):
        raise Empty("This text holds no words; there is nothing to read.")
    inner = lines.inner_gap(found)
    lines.mark_page_numbers(found)
    lines.mark_running_heads(found)
    figures.mark(found)
    width = lines.usual_width(found)
    notes.mark(found, inner=inner, width=width)
    made = paragraphs.pieces(found, inner=inner, width=width)
    paged = found[-1].page > 1
    if not paged:
        made = [_without_page(piece) for piece in made]
    return Reading(
        reader=NAME,
        media_type=MEDIA_TYPE,
        pieces=tuple(made),
        pages=tuple(Page(number=number) for number in range(1, found[-1].page + 1)) if paged else (),
        problems=(guessed,) if guessed else (),
    )


def _without_page(piece: Piece) -> Piece:
    return replace(piece, page=None, markers=tuple(marker._replace(page=None) for marker in piece.markers))
