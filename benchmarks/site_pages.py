"""The pages that `benchmarks.site` asks for, with addresses drawn from the database."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import yaml

from benchmarks.site_queries import QUERIES

#: Addresses of a page that are drawn from.
DRAWN = 40
#: What stands behind the address of a page of its own, at random places of the table.
SPREAD = (
    "select [{key}] from [{table}] where rowid % max(1, (select max(rowid) from [{table}]) / {drawn}) = 1 limit {drawn}"
)
OWN = {
    "document": ("documents", "id"),
    "demand": ("demands", "key"),
    "actor": ("actors", "key"),
    "programme": ("programmes", "id"),
    "safeguard": ("safeguards", "id"),
    "work": ("works", "key"),
}
MOST = {
    "document: longest": "select '/-/avr/document/' || id from documents order by words desc limit 3",
    "cell: largest": "select '/-/avr/compare/' || safeguard || '/' || coalesce(programme, '-') from comparisons "
    "order by stated + observed desc limit 3",
    "actor: most claims": "select '/-/avr/actor/' || actor from claims group by actor order by count(*) desc limit 3",
    "work: most cited": "select '/-/avr/work/' || key from works order by citations desc limit 3",
    "cell": "select '/-/avr/compare/' || safeguard || '/' || coalesce(programme, '-') from comparisons",
}
PLAIN = {
    "home": "/",
    "compare": "/-/avr/compare",
    "compare: actors": "/-/avr/compare?by=actor",
    "compare: periods": "/-/avr/compare?by=period",
    "timeline": "/-/avr/timeline",
    "demands": "/-/avr/demands",
    "method": "/-/avr/method",
    "database": "/{db}",
    "table: claims": "/{db}/claims",
    "table: claims, sorted": "/{db}/claims?_sort_desc=score",
    "table: claims, one filter": "/{db}/claims?kind=stated",
    "table: claims, two filters": "/{db}/claims?kind=observed&programme=programme-03",
    "table: claims, a column counted": "/{db}/claims?_facet=tagger",
    "table: claims, searched": "/{db}/claims?_search=lawyer",
    "table: claims, json": "/{db}/claims.json?_shape=array",
    **{f"table: {name}": f"/{{db}}/{name}" for name in ("sentences", "documents", "notes", "works", "demands")},
    **{f"table: {name}": f"/{{db}}/{name}" for name in ("comparisons", "comparison_claims", "citations", "blocks")},
    "table: sentences, searched": "/{db}/sentences?_search=kidnapped",
    "table: documents, one filter": "/{db}/documents?type=letter",
    "table: notes, searched": "/{db}/notes?_search=agency",
    "table: demands, one filter": "/{db}/demands?status=met",
    "stock: claims": "/{db}/claims",
    "stock: claims, one filter": "/{db}/claims?kind=stated",
    "stock: claims, searched": "/{db}/claims?_search=lawyer",
}


class Page(NamedTuple):
    """A kind of page, its addresses, and whether Datasette as it comes is asked and not ours."""

    name: str
    addresses: list[str]
    stock: bool = False


def pages(db: Path) -> list[Page]:
    """Every kind of page, with addresses that are in the database."""
    with closing(sqlite3.connect(f"{db.resolve().as_uri()}?mode=ro", uri=True)) as connection:

        def drawn(sql: str) -> list[str]:
            return [str(each) for (each,) in connection.execute(sql)]

        found = {"search": [f"/-/avr/search?{query}" for query in QUERIES]}
        found |= {name: [address.format(db=db.stem)] for name, address in PLAIN.items()}
        found |= {name: drawn(sql) for name, sql in MOST.items()}
        for name, (table, key) in OWN.items():
            keys = drawn(SPREAD.format(key=key, table=table, drawn=DRAWN))
            found[name] = _under(f"/-/avr/{name}", keys)
            found[f"row of {table}"] = _under(f"/{db.stem}/{table}", keys)
        for table in ("claims", "sentences", "notes"):
            keys = drawn(SPREAD.format(key="id", table=table, drawn=DRAWN))
            found[f"row of {table}"] = _under(f"/{db.stem}/{table}", keys)
    found |= {f"query: {name}": [f"/{db.stem}/{name}"] for name in worked()}
    return [Page(name, addresses, name.startswith("stock")) for name, addresses in sorted(found.items()) if addresses]


def _under(folder: str, keys: Iterable[str]) -> list[str]:
    return [f"{folder}/{quote(key, safe='')}" for key in keys]


def worked() -> list[str]:
    """The names of the worked queries of metadata.yml."""
    tree = yaml.safe_load((Path(__file__).parents[1] / "metadata.yml").read_text(encoding="utf-8"))
    return list(tree["databases"]["avr"]["queries"])
