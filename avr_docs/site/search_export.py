"""A whole result as a file: CSV for spreadsheets, JSON Lines for programs, sent in pieces so that no size is too large.

A piece is a query of its own, so one visitor's long file does not keep the others waiting.
"""

import csv
import io
import json
from collections.abc import AsyncIterator, Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from datasette.utils.asgi import AsgiStream

from avr_docs.formulas import guarded
from avr_docs.site import search_matches
from avr_docs.site.database import Row, rows, run
from avr_docs.site.search_asked import Asked, asked
from avr_docs.site.search_matches import BOUND
from avr_docs.site.search_results import whole
from avr_docs.spreadsheet import BOM
from avr_docs.words import say

#: Results in one piece.
PIECE = 500
#: Sent before the file where it is for a spreadsheet: Excel knows UTF-8 by it.
MARK = BOM.decode("utf-8")
NOTES = """
select a.sentence, n.label, n.text from note_anchors a join notes n on n.id = a.note
where a.sentence in (select value from json_each(:ids)) order by a.offset
"""
COLUMNS = (
    *("result", "results", "found", "text", "document", "title", "type", "publisher", "date", "programme", "page"),
    *("address", "kinds", "speakers", "roles", "safeguards", "attribution", "certainty", "scores", "notes"),
    *("demand_status", "addressee", "url"),
)


class Format(NamedTuple):
    """What a suffix of the address stands for."""

    media_type: str
    begins: str
    written: Callable[[Row], str]


def _csv(record: Row) -> str:
    return _line(guarded(cell) for cell in flat(record).values())


def _line(cells: Any) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()


def _json(record: Row) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"


FORMATS = {
    "csv": Format("text/csv; charset=utf-8", MARK + _line(COLUMNS), _csv),
    "jsonl": Format("application/x-ndjson; charset=utf-8", "", _json),
}


async def answer(datasette: Any, request: Any, name: str, suffix: str) -> AsgiStream:
    """The result that the request asks for, as a file; how many records it has stands in a header and in each."""
    wanted, form = asked(request), FORMATS[suffix]
    total = 0 if wanted.senseless else await run(datasette, name, partial(search_matches.count, asked=wanted))
    root = f"{request.scheme}://{request.host}"

    async def stream(writer: Any) -> None:
        await writer.write(form.begins)
        n = 0
        async for piece in pieces(datasette, name, wanted, total):
            lines = []
            for each in piece:
                n += 1
                record = {"result": n, "results": total, **told(each, lambda path: root + datasette.urls.path(path))}
                lines.append(form.written(record))
            await writer.write("".join(lines))

    headers = {
        "content-disposition": f'attachment; filename="search.{suffix}"',
        "x-total-count": str(total),
        "x-robots-tag": "noindex",
    }
    return AsgiStream(stream, headers=headers, content_type=form.media_type)


async def pieces(datasette: Any, name: str, asked: Asked, total: int) -> AsyncIterator[list[Row]]:
    """The items of the whole result, in the order of the page, a piece at a time."""
    if total <= BOUND:
        numbers = await run(datasette, name, partial(_in_order, asked=asked)) if total else []
        for start in range(0, len(numbers), PIECE):
            yield await _piece(datasette, name, numbers[start : start + PIECE])
        return
    last = None
    while numbers := await run(datasette, name, partial(search_matches.following, asked=asked, after=last, most=PIECE)):
        yield await _piece(datasette, name, numbers)
        last = numbers[-1]


def _in_order(connection: Any, asked: Asked) -> list[int]:
    found = search_matches.newest(connection, asked, BOUND + 1)
    return search_matches.ordered(connection, asked, found)


async def _piece(datasette: Any, name: str, numbers: list[int]) -> list[Row]:
    found = await whole(datasette, name, numbers)
    ids = json.dumps([each["ref"] for each in found if each["sort"] in ("sentence", "demand")])
    notes: dict[str, list[Row]] = {}
    for each in await rows(datasette, name, NOTES, {"ids": ids}):
        notes.setdefault(each["sentence"], []).append({"label": each["label"], "text": each["text"]})
    return [{**each, "notes": notes.get(each["ref"], [])} for each in found]


def told(found: Row, url: Callable[[str], str]) -> Row:
    """An item as a record; lists stay lists, and what is not known is None."""
    of_it = ("document", "title", "type", "publisher", "date", "programme", "page")
    title = found["title_text"] if found["sort"] == "work" else found.get("title")
    return {
        "found": found["sort"],
        "text": found["words"] if found["sort"] != "document" else found["title_text"],
        **{name: found.get(name) for name in of_it},
        "title": title,
        "address": url(found["path"]),
        "claims": [_claim(claim) for claim in found["claims_in"]],
        "notes": found["notes"],
        "demands": [{"status": each["status"], "addressee": each["addressee"]} for each in found["demands"]],
        "url": found.get("url"),
    }


def _claim(claim: Row) -> Row:
    """A claim in a sentence, with who says it: the name of the actor, or else the words of the text."""
    names = ("kind", "content", "source", "actor", "actor_name", "source_role", "attribution", "certainty", "score")
    return {
        **{name: claim[name] for name in names},
        "safeguards": {each["id"]: each["status"] for each in claim["safeguards"]},
    }


def flat(record: Mapping[str, Any]) -> Row:
    """A record as the cells of a row: what belongs to several claims parted by " | ", in their order."""
    claims, demands = record["claims"], record["demands"]
    cells = {
        "kinds": [say("kind", each["kind"]) for each in claims],
        "speakers": [each["actor_name"] or _speaker(each["source"], record) for each in claims],
        "roles": [say("role", each["source_role"]) for each in claims],
        "safeguards": [
            "; ".join(f"{name}: {say('status', status)}" for name, status in each["safeguards"].items())
            for each in claims
        ],
        "attribution": [say("attribution", each["attribution"]) for each in claims],
        "certainty": [say("certainty", each["certainty"]) for each in claims],
        "scores": ["" if each["score"] is None else f"{each['score']:.2f}" for each in claims],
        "notes": [f"{each['label']}: {each['text']}" for each in record["notes"]],
        "demand_status": [say("demand", each["status"]) for each in demands],
        "addressee": [each["addressee"] or "" for each in demands],
    }
    joined = {name: " | ".join(parts) if any(parts) else "" for name, parts in cells.items()}
    return {name: joined.get(name, record.get(name)) for name in COLUMNS}


def _speaker(source: str | None, record: Mapping[str, Any]) -> str:
    return source if source and source != "author" else record["publisher"] or "The document itself"
