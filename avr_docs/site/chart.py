"""What the picture of the comparison shows: as JSON for the script that draws it, and as the table beside it."""

from collections import Counter
from dataclasses import replace
from typing import Any

from avr_docs.site import comparison
from avr_docs.site.comparison import ALL, Asked, Cell
from avr_docs.site.database import Row, row
from avr_docs.words import say

#: Height of a picture in pixels, around its rows and for each: the page keeps the room free before it is drawn.
AROUND, ROW = 96, 36
HEADINGS = {
    "programme": "Stated against observed, by programme",
    "actor": "Stated against observed, by who says it",
    "period": "Stated against observed, by period",
}


async def picture(datasette: Any, name: str, asked: Asked) -> Row:
    """The chart that is asked for: `bars` of claims if it is of one programme, else a mark for each verdict.

    `height` is that of the picture; `alt` says in words what it shows; `columns` and `lines` are those of the table.
    """
    if asked.by == "programme" and asked.programme:
        found = await comparison.table(datasette, name, replace(asked, page=1), only=asked.programme)
        form = "bars"
    else:
        found = await comparison.table(datasette, name, asked)
        form = "marks"
    names = [each.name for each in found["columns"].shown]
    title = f"Stated against observed: {names[0]}" if form == "bars" and names else HEADINGS[asked.by]
    if form == "marks" and asked.programme:
        title += f": {await _programme(datasette, name, asked.programme)}"
    return {
        **found,
        "form": form,
        "title": title,
        "alt": _alt(found["lines"], title),
        "height": AROUND + ROW * len(found["lines"]),
    }


def as_json(found: Row) -> Row:
    """What the script needs of it."""
    return {
        "form": found["form"],
        "title": found["title"],
        "alt": found["alt"],
        "height": found["height"],
        "columns": [each.name for each in found["columns"].shown],
        "rows": [
            {"safeguard": safeguard["name"] or safeguard["id"], "cells": [_cell(cell) for _, cell in cells]}
            for safeguard, cells in found["lines"]
        ],
    }


def _cell(cell: Cell) -> Row:
    sides = {
        side: {position: cell.counted.side(side, position) for position in ("in_place", "absent", "unclear")}
        for side in ("stated", "observed")
    }
    return {"verdict": cell.verdict, "word": say(cell.words, cell.verdict), **sides}


def _alt(lines: list[tuple[Row, list[tuple[Any, Cell]]]], title: str) -> str:
    verdicts = Counter(say(cell.words, cell.verdict).lower() for _, cells in lines for _, cell in cells)
    told = ", ".join(f"{word} {n}" for word, n in verdicts.most_common())
    return f"{title}. Verdicts: {told or 'none'}. The table gives every number."


async def _programme(datasette: Any, name: str, programme: str) -> str:
    found = await row(datasette, name, "select name from programmes where id = :id", {"id": programme})
    return str(found["name"] or programme) if found else "no programme named" if programme != ALL else "all"
