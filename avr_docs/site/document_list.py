"""The list of documents, newest first, with what it can be narrowed by and how many there would be."""

import json
from collections.abc import Mapping
from typing import Any

from avr_docs.site.database import Row, row, rows
from avr_docs.site.tallies import by_kind

TABLES = ("documents", "claims", "programmes")
PAGE = 25
#: What the list is narrowed by, and how each is asked of an index that holds all of them.
FILTERS = {
    "type": "type = :type",
    "programme": "programme = :programme",
    "publisher": "publisher = :publisher",
    "state": "state = :state",
    "year": "date >= :year and date < :year || '~'",
}
COLUMNS = {**{each: each for each in FILTERS}, "year": "substr(date, 1, 4)"}
#: The values of a filter that are offered; of publishers there may be thousands.
MOST_VALUES = 300
#: `documents` holds whole texts: the index that has every column here is told to be used.
SOURCE = "documents indexed by [{index}]"
INDEX = "idx_documents_date_type_programme_publisher_state"
SHOWN = """
select d.id, d.title, d.type, d.date, d.publisher, d.programme, d.state, d.reason, d.sample, d.page_count, d.language,
  d.path, d.url, p.name as programme_name
from documents d left join programmes p on p.id = d.programme
where d.rowid in (select value from json_each(:rowids)) order by d.date desc, d.rowid
"""
CLAIMS = """
select document, kind, count(*) as n from claims where document in (select value from json_each(:documents))
group by 1, 2
"""


async def find(datasette: Any, name: str, asked: Mapping[str, str], *, page: int = 1) -> Row:
    """The page of documents that is asked for, and for each filter the values to choose from with their numbers."""
    where = _where(asked)
    values = {**asked, "limit": PAGE, "offset": PAGE * (page - 1)}
    source = await _source(datasette, name)
    total = await row(datasette, name, f"select count(*) as n from {source} where {where}", values)
    ordered = f"select rowid as r from {source} where {where} order by date desc, rowid limit :limit offset :offset"
    rowids = json.dumps([each["r"] for each in await rows(datasette, name, ordered, values)])
    documents = await rows(datasette, name, SHOWN, {"rowids": rowids})
    counted: dict[str, dict[str, int]] = {}
    ids = json.dumps([each["id"] for each in documents])
    for each in await rows(datasette, name, CLAIMS, {"documents": ids}):
        counted.setdefault(each["document"], {})[each["kind"]] = each["n"]
    return {
        "documents": [{**each, "kinds": by_kind(counted.get(each["id"], {}))} for each in documents],
        "total": total["n"] if total else 0,
        "pages": -(-(total["n"] if total else 0) // PAGE),
        "offered": {each: await _offered(datasette, name, source, each, asked) for each in FILTERS},
    }


async def _source(datasette: Any, name: str) -> str:
    """The table by its index, where it has it: a database that another tool copied may have lost its indexes."""
    made = "select 1 from sqlite_master where type = 'index' and name = :index"
    has = await row(datasette, name, made, {"index": INDEX})
    return SOURCE.format(index=INDEX) if has else "documents"


async def _offered(datasette: Any, name: str, source: str, filter: str, asked: Mapping[str, str]) -> list[Row]:
    """The values of one filter under all the others, with how many documents there are of each."""
    column = COLUMNS[filter]
    where = _where({**asked, filter: ""})
    order = "value desc" if filter == "year" else "n desc, value"
    sql = f"""select {column} as value, count(*) as n from {source} where {where} and {column} is not null
      group by 1 order by {order} limit {MOST_VALUES}"""
    return await rows(datasette, name, sql, dict(asked))


def _where(asked: Mapping[str, str]) -> str:
    parts = [sql for each, sql in FILTERS.items() if asked[each]]
    return " and ".join(f"({part})" for part in parts) or "1"
