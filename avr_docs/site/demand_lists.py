"""A few demands for the side of other pages; the demands' own page lists all."""

import json
from datetime import UTC, date, datetime
from typing import Any

from avr_docs.site.database import Row, rows
from avr_docs.site.highlight import within
from avr_docs.words import counted

#: Tables that these lists read.
TABLES = ("demands", "demand_safeguards", "documents", "sentences", "claims", "actors")
#: Statuses of demands that somebody still waits for; silence is one of them.
WAITING = ("open", "no_response", "stalled")
COLUMNS = """
m.key, m.text, m.status, m.status_date, m.addressee, m.page, s.n as sentence_n, s.text as sentence_text,
d.id as document, d.title, d.date, d.type, d.publisher, c.source, c.source_role, c.actor, a.name as actor_name
"""
JOINED = """
left join sentences s on s.id = m.sentence left join claims c on c.id = m.claim left join actors a on a.key = c.actor
"""
#: "end it" cannot be understood alone.
SHORTEST = 20
#: Documents in the order of their dates, and in each its demands: no demand is looked at after the last that is shown.
#: One that names nobody who should act, or no act that the scheme knows, is a weak thing to put on a front page; what
#: begins with a small letter is rather a part of a sentence than somebody's name.
OLDEST = f"""
select {COLUMNS} from documents d cross join demands m on m.document = d.id {JOINED}
where d.date is not null and m.status in {WAITING} and m.addressee glob '[A-ZÀ-Þ]*' and m.action <> 'other'
and length(m.text) >= {SHORTEST} {{more}}
order by d.date, d.rowid, m.n limit :most
"""
BY_ACTOR = f"""
select {COLUMNS} from claims c cross join demands m on m.claim = c.id join documents d on d.id = m.document
left join sentences s on s.id = m.sentence left join actors a on a.key = c.actor
where c.actor = :actor and +c.kind = 'demanded' order by c.date desc, m.document, m.n limit :most
"""
TO_NAMES = f"""
select {COLUMNS} from demands m join documents d on d.id = m.document {JOINED}
where m.addressee in (select value from json_each(:names)) order by d.date desc, d.id, m.n limit :most
"""


async def oldest(datasette: Any, name: str, *, programme: str | None = None, most: int = 4) -> list[Row]:
    """The demands that have waited longest, in all documents or in those on one programme."""
    sql = OLDEST.format(more="" if programme is None else "and d.programme = :programme")
    return [_shown(each) for each in await rows(datasette, name, sql, {"programme": programme, "most": most})]


async def on_safeguard(datasette: Any, name: str, safeguard: str, *, most: int = 4) -> list[Row]:
    """The demands on a safeguard that have waited longest."""
    also = """and exists (select 1 from demand_safeguards ds where ds.demand = m.key and ds.safeguard = :safeguard)"""
    found = await rows(datasette, name, OLDEST.format(more=also), {"safeguard": safeguard, "most": most})
    return [_shown(each) for each in found]


async def made_by(datasette: Any, name: str, actor: str, *, most: int = 4) -> list[Row]:
    """The newest demands that an actor made."""
    return [_shown(each) for each in await rows(datasette, name, BY_ACTOR, {"actor": actor, "most": most})]


async def made_to(datasette: Any, name: str, names: list[str], *, most: int = 4) -> list[Row]:
    """The newest demands that are addressed to somebody by one of these names."""
    values = {"names": json.dumps(names), "most": most}
    return [_shown(each) for each in await rows(datasette, name, TO_NAMES, values)]


def _shown(demand: Row) -> Row:
    parts = within(demand["sentence_text"] or demand["text"] or "", demand["text"])
    return {**demand, "parts": parts, "ago": ago(demand["date"], datetime.now(UTC).date())}


def ago(asked: str | None, today: date) -> str:
    """How long ago an ISO date was, as a person says it: "5 years ago"; nothing if it is not known to the month."""
    parts = [int(part) for part in (asked or "").split("-") if part.isdigit()]
    if len(parts) < 2:
        return ""
    months = 12 * (today.year - parts[0]) + today.month - parts[1] - (len(parts) > 2 and today.day < parts[2])
    if months < 1:
        return "less than a month ago" if months == 0 else ""
    return f"{counted(months, 'month') if months < 24 else counted(months // 12, 'year')} ago"
