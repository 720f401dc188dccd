"""The comparison to take away: its table or the claims of a cell as CSV or JSON, row by row, of any size."""

import csv
import io
import json
import re
from collections.abc import AsyncIterator, Sequence
from typing import Any

from datasette.utils.asgi import AsgiStream

from avr_docs.formulas import guarded
from avr_docs.site.comparison import OF_PROGRAMME, Asked
from avr_docs.site.comparison_cell import stored
from avr_docs.site.comparison_side import Chosen, placed, where
from avr_docs.site.database import Row, rows
from avr_docs.site.values import document_path
from avr_docs.spreadsheet import BOM
from avr_docs.words import SIDES

#: Rows read at once; others are answered in between.
BATCH = 1000
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}

COUNTS = (
    *("verdict", "stated", "stated_in_place", "stated_absent", "observed", "observed_in_place", "observed_absent"),
    *("observed_unclear", "required", "demanded", "documents"),
)
OF_SAFEGUARD = ("safeguard", "safeguard_name", "programme", "programme_name")
#: What comes first in a row, and the table that it is of.
BY = {
    "programme": ((), "comparisons", ("documents_read", "stated_roots", "observed_roots")),
    "actor": (("actor", "actor_name", "actor_role"), "actor_comparisons", ()),
    "period": (("year",), "year_comparisons", ()),
}
TABLE = """
select c.*, s.name as safeguard_name, p.name as programme_name{more}
from {table} c left join safeguards s on s.id = c.safeguard left join programmes p on p.id = c.programme{joined}
where c.id > :after and {programme} order by c.id limit :batch
"""
CLAIM_COLUMNS = (
    *("side", "position", "content", "sentence", "source", "source_role", "actor", "actor_name", "attribution"),
    *(
        "certainty",
        "cue",
        "footnotes",
        "document",
        "title",
        "type",
        "publisher",
        "date",
        "page",
        "url",
        "claim",
        "address",
    ),
)
CLAIMS = """
select cc.n as place, cc.side, cc.position, c.content, s.text as sentence, c.source, c.source_role, c.actor,
  a.name as actor_name, c.attribution, c.certainty, c.cue,
  (select group_concat(n.label || ': ' || n.text, ' | ') from claim_notes cn join notes n on n.id = cn.note
   where cn.claim = c.id) as footnotes,
  c.document, d.title, d.type, d.publisher, d.date, c.page, d.url, c.id as claim, s.n
from comparison_claims cc join claims c on c.id = cc.claim join documents d on d.id = c.document
left join sentences s on s.id = c.sentence left join actors a on a.key = c.actor
where {where} and cc.n > :after order by cc.n limit :batch
"""


def table(datasette: Any, name: str, asked: Asked, suffix: str) -> Any:
    """A row for each safeguard and programme, by actor and by year too if that is asked for."""
    first, source, last = BY[asked.by]
    actor = asked.by == "actor"
    sql = TABLE.format(
        table=source,
        programme=OF_PROGRAMME,
        more=", a.name as actor_name, a.role as actor_role" if actor else "",
        joined=" left join actors a on a.key = c.actor" if actor else "",
    )

    async def found() -> AsyncIterator[Row]:
        after: Any = "" if source == "comparisons" else 0
        values = {"programme": asked.programme, "batch": BATCH}
        while batch := await rows(datasette, name, sql, {**values, "after": after}):
            for each in batch:
                yield each
            after = batch[-1]["id"]

    return _file(found(), (*first, *OF_SAFEGUARD, *COUNTS, *last), f"compare-{asked.by}", suffix)


async def claims(datasette: Any, name: str, chosen: Chosen, suffix: str, request: Any) -> Any:
    """Every claim of the cell, side by side, the newest first; `address` is where its sentence stands on this site."""
    comparison, chosen = await stored(datasette, name, chosen), await placed(datasette, name, chosen)

    async def found() -> AsyncIterator[Row]:
        for side in SIDES:
            condition, values = where(chosen, comparison or None, side=side)
            sql, after = CLAIMS.format(where=condition), -1
            while batch := await rows(datasette, name, sql, {**values, "after": after, "batch": BATCH}):
                for each in batch:
                    place = datasette.urls.path(document_path(each["document"], each["n"]))
                    yield {**each, "address": datasette.absolute_url(request, place)}
                after = batch[-1]["place"]

    return _file(found(), CLAIM_COLUMNS, f"{chosen.safeguard}-{chosen.programme}", suffix)


def _file(found: AsyncIterator[Row], columns: Sequence[str], name: str, suffix: str) -> Any:
    write = _csv if suffix == "csv" else _json
    filename = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")[:80]

    async def stream(out: Any) -> None:
        await write(found, columns, out)

    named = {"content-disposition": f'attachment; filename="{filename}.{suffix}"'}
    return AsgiStream(stream, headers=named, content_type=TYPES[suffix])


async def _csv(found: AsyncIterator[Row], columns: Sequence[str], out: Any) -> None:
    """Cells that a spreadsheet would run are guarded, as in `avr-docs export csv`."""
    text = io.StringIO()
    writer = csv.writer(text)
    text.write(BOM.decode("utf-8"))
    writer.writerow(columns)
    async for row in found:
        writer.writerow([guarded(row[name]) for name in columns])
        if text.tell() > 1 << 16:
            await out.write(text.getvalue())
            text.seek(0)
            text.truncate()
    await out.write(text.getvalue())


async def _json(found: AsyncIterator[Row], columns: Sequence[str], out: Any) -> None:
    """One array of objects, an object a line."""
    before = "["
    async for row in found:
        await out.write(f"{before}\n{json.dumps({name: row[name] for name in columns}, ensure_ascii=False)}")
        before = ","
    await out.write("\n]\n" if before == "," else "[]\n")
