"""How many of the results each choice of each filter would leave, counted over the newest of them."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable

from avr_docs.search_items import DOCUMENT_BITS, INCLUDED, OF_CLAIMS, OF_DOCUMENTS, PLACE_BITS, SORT_BITS, SORTS, item
from avr_docs.site.search_asked import Asked
from avr_docs.site.search_matches import BOUND, FOUND, bound

Counts = dict[str, Counter[str]]

#: Filters whose choices are counted; years stand for the dates.
COUNTED = ("sort", *OF_CLAIMS, *OF_DOCUMENTS, "year")
DOCUMENT = f"(item >> {PLACE_BITS + SORT_BITS})"
HITS = f"""
with hits as materialized (select rowid as item {FOUND} order by rowid limit {BOUND}),
said as materialized (select c.* from hits join search_claims c on c.item = hits.item {{where}}),
within as materialized (select {DOCUMENT} as high, count(*) as n from hits group by high)
"""
OF_SORT = f"select 'sort', item & {(1 << SORT_BITS) - 1}, count(*) from hits group by 2"
OF_YEAR = "select 'year', high, n from within"
OF_CLAIM = "select '{0}', {0}, count(distinct item) from said where {0} is not null group by {0}"
OF_DOCUMENT = f"""
select '{{0}}', d.{{0}}, sum(n) from within join search_documents d on d.number = high & {(1 << DOCUMENT_BITS) - 1}
where d.{{0}} is not null group by 2
"""


def others(asked: Asked) -> list[tuple[Asked, list[str]]]:
    """What has to be counted: each filter's choices among what all the others leave."""
    fields = {"year": ("since", "until")}
    active = [each for each in COUNTED if any(getattr(asked, field) for field in fields.get(each, (each,)))]
    free = [each for each in COUNTED if each not in active]
    alone = [(asked.but(**dict.fromkeys(fields.get(each, (each,)), "")), [each]) for each in active]
    return [(asked, free), *alone]


def counted(connection: sqlite3.Connection, asked: Asked, filters: Iterable[str]) -> Counts:
    """For each of the filters: its values with the number of items that have them, among the newest BOUND."""
    said = {name: value for name in OF_CLAIMS if (value := getattr(asked, name))}
    where = "where " + " and ".join(f"c.{name} = :said_{name}" for name in said) if said else ""
    parts = {"sort": OF_SORT, "year": OF_YEAR}
    parts |= {name: OF_CLAIM.format(name) for name in OF_CLAIMS}
    parts |= {name: OF_DOCUMENT.format(name) for name in OF_DOCUMENTS}
    sql = HITS.format(where=where) + " union all ".join(parts[name] for name in filters)
    values = {**bound(asked), **{f"said_{name}": value for name, value in said.items()}}
    found: Counts = defaultdict(Counter)
    for name, value, n in connection.execute(sql, values):
        for choice in _choices(name, value):
            found[name][choice] += n
    return dict(found)


def _choices(name: str, value: str | int) -> list[str]:
    """The choices that a value counts for."""
    if name == "sort":
        return [choice for choice, included in INCLUDED.items() if SORTS[int(value)] in included]
    if name == "year":
        year = item(int(value) << (PLACE_BITS + SORT_BITS)).day // (13 * 32)
        return [str(year)] if year else []
    return [str(value)]
