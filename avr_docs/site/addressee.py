"""What one addressee is asked: how much was answered, and its demands by their status, longest open first."""

from datetime import date
from typing import Any

from avr_docs.site import demands
from avr_docs.site.database import Row, row, rows
from avr_docs.site.demand_filter import CLOSED, UNANSWERED, Asked
from avr_docs.words import WORDS

#: Demands of one status that are shown; the list has the others.
SHOWN = 10
PAGE = 50
#: Silence stands as high as refusal.
FIRST = ("no_response", "refused")

ADDRESSEE = """
select x.*, a.role, a.aliases, a.name as actor_name from addressees x left join actors a on a.key = x.actor
where x.key = :key
"""
BY_STATUS = """
select m.status, count(*) as n, min(m.date) as oldest from demand_addressees x join demands m on m.key = x.demand
where x.addressee = :key group by m.status
"""
ALL = f"""
select x.key, x.name, x.actor, x.demands, a.role,
  sum(m.status not in {(*UNANSWERED, "overtaken")}) as answered, sum(m.status = 'no_response') as silent
from (select * from addressees order by demands desc, name limit :limit offset :offset) x
left join actors a on a.key = x.actor join demand_addressees y on y.addressee = x.key
join demands m on m.key = y.demand group by x.key order by x.demands desc, x.name
"""


async def find(datasette: Any, name: str, key: str, *, today: date, staff: object = None) -> Row | None:
    """The addressee with its demands; None if nothing is asked of anybody by that key."""
    addressee = await row(datasette, name, ADDRESSEE, {"key": key})
    if addressee is None:
        return None
    counts = {each["status"] or "open": each for each in await rows(datasette, name, BY_STATUS, {"key": key})}
    groups = []
    for status in [
        *FIRST,
        *(each for each in WORDS["demand"] if each not in FIRST),
        *(counts.keys() - WORDS["demand"]),
    ]:
        if status in counts:
            asked = Asked(addressee=key, status=status, sort="longest")
            keys = await demands.keys_of(datasette, name, asked, limit=SHOWN)
            of_status = await demands.shown(datasette, name, keys, today=today, staff=staff)
            more = counts[status]["n"] - len(of_status)
            groups.append({"status": status, "n": counts[status]["n"], "demands": of_status, "more": more})
    return {"addressee": addressee, "groups": groups, "share": share({s: each["n"] for s, each in counts.items()})}


def share(counts: dict[str, int]) -> Row:
    """How many demands there are, were assessed, answered in any way (refusals too), and are still open."""
    total = sum(counts.values())
    assessed = total - counts.get("open", 0)
    answered = total - sum(counts.get(status, 0) for status in (*UNANSWERED, "overtaken"))
    return {
        "total": total,
        "assessed": assessed,
        "answered": answered,
        "silent": counts.get("no_response", 0),
        "still_open": total - sum(counts.get(status, 0) for status in CLOSED),
    }


async def everybody(datasette: Any, name: str, *, page: int = 1) -> Row:
    """All addressees, those with most demands first, a page at a time."""
    total = await row(datasette, name, "select count(*) as n from addressees") or {"n": 0}
    found = await rows(datasette, name, ALL, {"limit": PAGE, "offset": PAGE * (page - 1)})
    return {"addressees": found, "total": total["n"], "page": page, "pages": max(1, -(-total["n"] // PAGE))}
