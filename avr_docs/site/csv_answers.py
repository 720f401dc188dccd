"""CSV as the site sends it: whole, as a file, and with no cell that a spreadsheet would run."""

import codecs
import csv
import io
import re
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode

from avr_docs.formulas import guarded
from avr_docs.site.connection import LONGEST_VALUE
from avr_docs.site.headers import App
from avr_docs.site.wanted import Wanted, asked, wanted

#: Cells that begin like a formula and are numbers all the same.
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
CSV = b"text/csv; charset=utf-8"
#: The whole text of a document may stand in a cell.
csv.field_size_limit(LONGEST_VALUE)


def wrapped(app: App) -> App:
    """`app`, with what it answers as CSV sent as a file without formulas. Rows go out as they come."""

    async def answer(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        path, guard = scope["path"], None
        rows = wanted(path)
        if path.endswith(".csv"):
            scope = {**scope, "query_string": _for_all_rows(scope.get("query_string", b""))}
        token = asked.set(rows)

        async def send_guarded(event: dict[str, Any]) -> None:
            nonlocal guard
            if event["type"] == "http.response.start" and _is_csv(event, path):
                guard, event = Guard(), {**event, "headers": _headers(event, path, rows)}
            elif event["type"] == "http.response.body" and guard:
                event = {**event, "body": guard.feed(event.get("body", b""), last=not event.get("more_body"))}
            await send(event)

        try:
            await app(scope, receive, send_guarded)
        finally:
            asked.reset(token)

    return answer


class Guard:
    """Takes CSV in pieces, wherever it is cut, and gives back whole records with their cells guarded."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    def feed(self, data: bytes, *, last: bool = False) -> bytes:
        """The records that are whole by now."""
        text = self._rest + self._decoder.decode(data, last)
        end = len(text) if last else _end_of_records(text)
        self._rest = text[end:]
        out = io.StringIO()
        writer = csv.writer(out)
        for record in csv.reader(io.StringIO(text[:end], newline="")):
            writer.writerow([cell if NUMBER.fullmatch(cell) else guarded(cell) for cell in record])
        return out.getvalue().encode("utf-8")


def _end_of_records(text: str) -> int:
    """Where the last whole record ends: behind the last line break that stands in no quotes."""
    parts = text.split('"')
    end = len(text)
    for nth in range(len(parts) - 1, -1, -1):
        start = end - len(parts[nth])
        if nth % 2 == 0 and "\n" in parts[nth]:
            return start + parts[nth].rindex("\n") + 1
        end = start - 1
    return 0


def _for_all_rows(query: bytes) -> bytes:
    """The arguments with `_stream`, unless one page is asked for; and without `_trace`, which makes HTML of it."""
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    given = [(key, value) for key, value in pairs if key not in ("_trace", "_stream")]
    named = dict(given)
    if "_next" not in named and named.get("_size", "max") == "max":
        given.append(("_stream", "on"))
    return urlencode(given).encode("latin-1")


def _is_csv(event: dict[str, Any], path: str) -> bool:
    kind = dict(event.get("headers", ())).get(b"content-type", b"")
    return kind.startswith(b"text/csv") or (
        event["status"] == 200 and path.endswith(".csv") and kind.startswith(b"text/plain")
    )


def _headers(event: dict[str, Any], path: str, rows: Wanted | None) -> list[tuple[bytes, bytes]]:
    """The answer's headers as those of a file, whose name tells that it is cut."""
    given = dict(event.get("headers", ()))
    name = re.sub(r"[^\w.-]", "_", unquote(path).rpartition("/")[2].removesuffix(".csv"), flags=re.ASCII)
    cut = f"-first-{rows.rows}-rows" if rows and rows.cut else ""
    if cut or b"content-disposition" not in given:
        given[b"content-disposition"] = f'attachment; filename="{name}{cut}.csv"'.encode()
    given[b"content-type"] = CSV
    return [(key, value) for key, value in given.items() if key != b"content-length"]
