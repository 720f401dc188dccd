"""A page of the demands that are asked for, each with who is asked, what became of it and how long it is open."""

import asyncio
import json
from datetime import date
from typing import Any

from avr_docs.site import demand_log
from avr_docs.site.database import Row, row, rows
from avr_docs.site.demand_filter import ORDERS, Asked
from avr_docs.site.highlight import within
from avr_docs.site.how_long import closed_on, told

PAGE = 20
#: Addressees and speakers that a form offers: those with most demands.
MOST_OFFERED = 50
COUNTED = ("status", "action", "programme", "specificity", "role", "who")

KEYS = "select m.key from demands m where {where} order by {order} limit :limit offset :offset"
COUNT = "select count(*) as n from demands m where {where}"
DEMANDS = """
select m.*, s.n as sentence_n, s.text as sentence_text, d.title, d.type, d.publisher, p.name as programme_name,
  (select json_group_array(json_object('id', ds.safeguard, 'name', coalesce(g.name, ds.safeguard)))
   from demand_safeguards ds left join safeguards g on g.id = ds.safeguard where ds.demand = m.key) as safeguards,
  (select json_group_array(json_object('key', a.key, 'name', a.name)) from demand_addressees x
   join addressees a on a.key = x.addressee where x.demand = m.key) as addressees
from demands m join documents d on d.id = m.document left join sentences s on s.id = m.sentence
left join programmes p on p.id = m.programme where m.key in (select value from json_each(:keys))
"""
#: How many demands each choice of a form would leave, with the others as they are.
BY_COLUMN = """
select m.[{column}] as code, count(*) as n from demands m where {where} group by {sign}m.[{column}] order by n desc
"""
BY_SAFEGUARD = "select safeguard as code, count(*) as n from demand_safeguards where {of} group by safeguard"
BY_ADDRESSEE = "select key as code, name, demands as n from addressees order by demands desc, name limit {most}"
BY_ADDRESSEE_OF = """
select a.key as code, a.name, x.n from (
  select addressee, count(*) as n from demand_addressees where {of} group by addressee order by n desc limit {most}) x
join addressees a on a.key = x.addressee order by x.n desc, a.name
"""
OF = "demand in (select m.key from demands m where {where})"


async def find(datasette: Any, name: str, asked: Asked, *, today: date, staff: object = None) -> Row:
    """One page of the demands asked for, how many there are, and how many each other choice would leave."""
    total = await row(datasette, name, COUNT.format(where=asked.where()), asked.values) or {"n": 0}
    pages = max(1, -(-total["n"] // PAGE))
    keys = await keys_of(datasette, name, asked, limit=PAGE, offset=PAGE * (asked.page - 1))
    return {
        "demands": await shown(datasette, name, keys, today=today, staff=staff),
        "total": total["n"],
        "pages": pages,
        "counts": await _counts(datasette, name, asked),
        "lost": await demand_log.lost(datasette, name) if asked.page >= pages and not asked.narrowed else [],
    }


async def keys_of(datasette: Any, name: str, asked: Asked, *, limit: int = -1, offset: int = 0) -> list[str]:
    """The keys of the demands asked for, in the order asked for; all of them where no limit is given."""
    sql = KEYS.format(where=asked.where(), order=ORDERS[asked.sort][1])
    found = await rows(datasette, name, sql, {**asked.values, "limit": limit, "offset": offset})
    return [each["key"] for each in found]


async def shown(datasette: Any, name: str, keys: list[str], *, today: date, staff: object = None) -> list[Row]:
    """These demands in this order, with their logs."""
    found = {each["key"]: each for each in await rows(datasette, name, DEMANDS, {"keys": json.dumps(keys)})}
    logs = await demand_log.logs(datasette, name, found, staff=staff)
    return [_shown(found[key], logs[key], today) for key in keys if key in found]


def _shown(demand: Row, log: demand_log.Log, today: date) -> Row:
    return {
        **demand,
        "status": demand["status"] or "open",
        "safeguards": json.loads(demand["safeguards"]),
        "addressees": json.loads(demand["addressees"]),
        "parts": within(demand["sentence_text"] or demand["text"] or "", demand["text"]),
        "log": log,
        "how_long": told(demand, closed_on(log.holding), today),
    }


def _by_column(column: str, where: str) -> str:
    """A plus keeps SQLite from going by an index of the column, out of which it would look up every demand that is
    left; it reads the index that has all columns instead. Where all are left, the column's own index is enough."""
    return BY_COLUMN.format(column=column, where=where, sign="" if where == "1" else "+")


async def _counts(datasette: Any, name: str, asked: Asked) -> dict[str, list[Row]]:
    queries = {column: _by_column(column, asked.where(without=column)) for column in COUNTED}
    queries["who"] += f" limit {MOST_OFFERED}"
    rest = asked.where(without="safeguard")
    queries["safeguard"] = BY_SAFEGUARD.format(of="1" if rest == "1" else OF.format(where=rest))
    rest = asked.where(without="addressee")
    queries["addressee"] = (BY_ADDRESSEE if rest == "1" else BY_ADDRESSEE_OF).format(
        of=OF.format(where=rest), most=MOST_OFFERED
    )
    answers = await asyncio.gather(*(rows(datasette, name, sql, asked.values) for sql in queries.values()))
    found = dict(zip(queries, answers, strict=True))
    for field in ("addressee", "who"):
        chosen = getattr(asked, field)
        if chosen and chosen not in [each["code"] for each in found[field]]:
            found[field].append({"code": chosen, "name": chosen, "n": None})
    return found
