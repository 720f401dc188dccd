"""Demands to take away: CSV and JSON of exactly those that the address asks for, written as they are read."""

import csv
import io
import json
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

from datasette.utils.asgi import AsgiStream

from avr_docs.formulas import guarded
from avr_docs.site import demands
from avr_docs.site.database import Row
from avr_docs.site.demand_filter import Asked
from avr_docs.site.values import demand_path, document_path
from avr_docs.spreadsheet import BOM

COLUMNS = (
    *("key", "status", "status_date", "how_long", "action", "text", "sentence", "addressees", "addressee_words"),
    *("who", "role", "condition", "deadline", "specificity", "safeguards", "programme", "date", "document", "title"),
    *("type", "publisher", "page", "log", "address", "read_it"),
)
#: Demands that are read at once.
CHUNK = 500
FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}


def stream(datasette: Any, request: Any, name: str, asked: Asked, suffix: str, *, today: date, staff: object) -> Any:
    """The answer that writes all demands asked for, in their order, as `suffix` ("csv" or "json") has it."""
    write = {"csv": _csv, "json": _json}[suffix]

    def absolute(path: str) -> str:
        return str(datasette.absolute_url(request, datasette.urls.path(path)))

    async def written(writer: Any) -> None:
        async for chunk in write(_all(datasette, name, asked, absolute, today, staff)):
            await writer.write(chunk)

    headers = {"content-disposition": f'attachment; filename="demands.{suffix}"'}
    return AsgiStream(written, headers=headers, content_type=FORMATS[suffix])


async def _all(
    datasette: Any, name: str, asked: Asked, absolute: Any, today: date, staff: object
) -> AsyncIterator[list[Row]]:
    keys = await demands.keys_of(datasette, name, asked)
    for start in range(0, len(keys), CHUNK):
        some = await demands.shown(datasette, name, keys[start : start + CHUNK], today=today, staff=staff)
        yield [_plain(each, absolute) for each in some]


def _plain(demand: Row, absolute: Any) -> Row:
    """The demand as a file has it; lists stay lists."""
    path = document_path(demand["document"], demand["sentence_n"])
    return {
        **{column: demand.get(column) for column in COLUMNS},
        "sentence": demand["sentence_text"],
        "addressees": [each["name"] for each in demand["addressees"]],
        "addressee_words": demand["addressee"],
        "safeguards": [each["id"] for each in demand["safeguards"]],
        "log": [
            {part: entry[part] for part in ("date", "status", "note", "evidence")} for entry in demand["log"].holding
        ],
        "address": absolute(demand_path(demand["key"])),
        "read_it": absolute(path),
    }


async def _csv(chunks: AsyncIterator[list[Row]]) -> AsyncIterator[str]:
    text = io.StringIO()
    writer = csv.writer(text)
    text.write(BOM.decode("utf-8"))
    writer.writerow(COLUMNS)
    async for chunk in chunks:
        for row in chunk:
            flat = {
                **row,
                "addressees": "; ".join(row["addressees"]),
                "safeguards": "; ".join(row["safeguards"]),
                "log": " | ".join(map(_entry, row["log"])),
            }
            writer.writerow([guarded(flat[column]) for column in COLUMNS])
        yield text.getvalue()
        text.seek(0)
        text.truncate()
    yield text.getvalue()  # the header, where there are none


async def _json(chunks: AsyncIterator[list[Row]]) -> AsyncIterator[str]:
    before = "[\n"
    async for chunk in chunks:
        for row in chunk:
            yield before + json.dumps(row, ensure_ascii=False)
            before = ",\n"
    yield "\n]\n" if before != "[\n" else "[]\n"


def _entry(entry: Row) -> str:
    """An entry of the log on one line: "2024-08-01 no_response: Asked again. (https://example.org/r)"."""
    note = f": {entry['note']}" if entry["note"] else ""
    shown = f" ({entry['evidence']})" if entry["evidence"] else ""
    return f"{entry['date']} {entry['status']}{note}{shown}"
