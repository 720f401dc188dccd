"""How many of the results each choice of each filter would leave, counted over the newest of them."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable

from avr_docs.search_items import (
    DOCUMENT_BITS,
    INCLUDED,
    OF_CLAIMS,
    OF_DOCUMENTS,
    OLDEST,
    PLACE_BITS,
    SORT_BITS,
    SORTS,
    YEAR,
)
from avr_docs.site.search_asked import Asked
from avr_docs.site.search_matches import BOUND, newest

Counts = dict[str, Counter[str]]

#: Filters whose choices are counted; years stand for the dates.
COUNTED = ("sort", *OF_CLAIMS, *OF_DOCUMENTS, "year")
DOCUMENT = f"(item >> {PLACE_BITS + SORT_BITS})"
#: Joined first and narrowed after: SQLite would read through all claims to spare itself some of these look-ups.
HITS = f"""
with hits as materialized (select value as item from json_each(:found)),
around as materialized (select c.* from hits cross join search_claims c on c.item = hits.item),
said as not materialized (select * from around {{where}}),
within as materialized (select {DOCUMENT} as high, count(*) as n from hits group by high)
"""
OF_SORT = f"select 'sort', item & {(1 << SORT_BITS) - 1}, count(*) from hits group by 2"
#: A number holds how long before the last of all days an item's day is; a day, its year in this unit (search_items.py).
OF_YEAR = f"select 'year', ({OLDEST} - (high >> {DOCUMENT_BITS})) / {YEAR} as year, sum(n) from within group by year"
OF_CLAIM = "select '{0}', {0}, count(distinct item) from said where {0} is not null group by {0}"
OF_DOCUMENT = f"""
select '{{0}}', (select {{0}} from search_documents where number = high & {(1 << DOCUMENT_BITS) - 1}) as value, sum(n)
from within group by value having value is not null
"""


def others(asked: Asked) -> list[tuple[Asked, list[str]]]:
    """What has to be counted: each filter's choices among what all the others leave."""
    fields = {"year": ("since", "until")}
    active = [each for each in COUNTED if any(getattr(asked, field) for field in fields.get(each, (each,)))]
    free = [each for each in COUNTED if each not in active]
    alone = [(asked.but(**dict.fromkeys(fields.get(each, (each,)), "")), [each]) for each in active]
    return [(asked, free), *alone]


def counted(
    connection: sqlite3.Connection, asked: Asked, filters: Iterable[str], found: list[int] | None = None
) -> Counts:
    """For each of the filters: its values with the number of items that have them, among the newest BOUND.

    `found` are these where they are known already.
    """
    found = (newest(connection, asked, BOUND) if found is None else found)[:BOUND]
    said = {name: value for name in OF_CLAIMS if (value := getattr(asked, name))}
    where = "where " + " and ".join(f"{name} = :said_{name}" for name in said) if said else ""
    parts = {"sort": OF_SORT, "year": OF_YEAR}
    parts |= {name: OF_CLAIM.format(name) for name in OF_CLAIMS}
    parts |= {name: OF_DOCUMENT.format(name) for name in OF_DOCUMENTS}
    sql = HITS.format(where=where) + " union all ".join(parts[name] for name in filters)
    values = {"found": json.dumps(found), **{f"said_{name}": value for name, value in said.items()}}
    counts: Counts = defaultdict(Counter)
    for name, value, n in connection.execute(sql, values):
        for choice in _choices(name, value):
            counts[name][choice] += n
    return dict(counts)


def _choices(name: str, value: str | int) -> list[str]:
    """The choices that a value counts for."""
    if name == "sort":
        return [choice for choice, included in INCLUDED.items() if SORTS[int(value)] in included]
    if name == "year":
        return [str(value)] if value else []
    return [str(value)]
