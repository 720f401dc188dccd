"""Tables of a DOCX: of data, which stay tables, and of layout, which are paragraphs side by side."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from extract.document import Marker, Piece, PieceLink
from extract.readers.docx_package import attribute, child, local

CELL, ROW = "\t", "\n"
#: Words in the longest cell, and in the mean one, of what is still a table of data and no layout of paragraphs.
_CELL_WORDS, _MEAN_CELL_WORDS = 120, 25
_NUMBER = re.compile(r"[\W\d]*\d[\W\d]*(?:%|[a-zA-Z]{1,3})?")
_NO_BORDER = (None, "none", "nil")


def piece_of_table(table: Any, rows: list[list[list[Piece]]]) -> list[Piece]:
    """One table piece with cells parted by tabs and rows by line feeds, or the pieces of a layout's cells in order.

    A layout's row that begins with a label ("To:") is one paragraph, as it would be read.
    """
    if _is_data(table, rows):
        cells = [_joined(cell, " ") for row in rows for cell in row]
        partings = [ROW if n == 0 and m else CELL for m, row in enumerate(rows) for n, _ in enumerate(row)]
        whole = _joined(cells, partings)
        return [replace(whole, kind="table", level=None, lines=())] if whole.text.strip() else []
    found: list[Piece] = []
    labelled = sum(bool(row) and _is_label(row[0]) for row in rows) * 2 >= len(rows)
    for row in rows:
        if labelled and len(row) >= 2 and _is_label(row[0]):
            found.append(replace(_joined([piece for cell in row for piece in cell], " "), kind="paragraph", lines=()))
        else:
            found += [piece for cell in row for piece in cell]
    return found


def _is_data(table: Any, rows: list[list[list[Piece]]]) -> bool:
    cells = [cell for row in rows for cell in row]
    sizes = [size for cell in cells if (size := sum(len(piece.text.split()) for piece in cell))]
    if len(rows) < 2 or max((len(row) for row in rows), default=0) < 2 or len(sizes) < 4:
        return False
    if any(piece.kind == "table" for cell in cells for piece in cell):
        return False
    if max(sizes) > _CELL_WORDS or sum(sizes) / len(sizes) > _MEAN_CELL_WORDS:
        return False
    if sum(_is_label(row[0]) for row in rows if row) * 2 >= len(rows):
        return False
    numbers = sum(len(cell) == 1 and _NUMBER.fullmatch(cell[0].text.strip()) is not None for cell in cells)
    return _has_borders(table) or numbers * 4 >= len(sizes)


def _is_label(cell: list[Piece]) -> bool:
    return len(cell) == 1 and cell[0].text.rstrip().endswith(":") and len(cell[0].text.split()) <= 4


def _has_borders(table: Any) -> bool:
    """Whether lines are drawn around cells, by the table's own word or its style's."""
    borders = child(table, "tblPr", "tblBorders")
    if borders is not None:
        return any(attribute(one, "val") not in _NO_BORDER for one in borders if local(one) in ("insideH", "insideV"))
    return child(table, "tblPr", "tblStyle") is not None


def _joined(parts: Iterable[Piece], parting: str | list[str]) -> Piece:
    """Pieces as one, their links and markers moved along."""
    text, links, markers = "", [], []
    for number, part in enumerate(parts):
        if number:
            text += parting if isinstance(parting, str) else parting[number]
        shift = len(text)
        text += part.text.strip().replace("\n", " ")
        lead = shift - (len(part.text) - len(part.text.lstrip()))
        links += [PieceLink(max(shift, one.start + lead), one.end + lead, one.href) for one in part.links]
        markers += [Marker(max(shift, one.offset + lead), one.label) for one in part.markers]
    return Piece(kind="paragraph", text=text, links=tuple(links), markers=tuple(markers))
