"""The demands as their page shows them, with what staff noted on each."""

import json
from collections import defaultdict
from typing import Any

from avr_docs.site.database import Row, rows
from avr_docs.site.highlight import within

DEMANDS = """
select m.*, s.n as sentence_n, s.text as sentence_text, d.title, d.date as document_date, d.type, c.source,
  a.name as actor_name,
  (select json_group_array(json_object('id', ds.safeguard, 'name', coalesce(g.name, ds.safeguard)))
   from demand_safeguards ds left join safeguards g on g.id = ds.safeguard where ds.demand = m.key) as safeguards
from demands m join documents d on d.id = m.document
left join sentences s on s.id = m.sentence left join claims c on c.id = m.claim left join actors a on a.key = c.actor
where (:status = '' or m.status = :status)
and (:safeguard = '' or exists (
  select 1 from demand_safeguards ds where ds.demand = m.key and ds.safeguard = :safeguard))
order by d.date is null, d.date desc, d.id, m.n limit {most}
"""
#: A page of more is not read by anybody; the page says so where it stops.
MOST_DEMANDS = 500
EVENTS = """
select e.*, d.title from demand_events e left join documents d on d.id = e.evidence_document order by e.date, e.id
"""


async def find(datasette: Any, name: str, *, status: str = "", safeguard: str = "") -> Row:
    """The demands with that status and safeguard, newest document first, each with what staff noted on it."""
    found = await rows(datasette, name, DEMANDS.format(most=MOST_DEMANDS), {"status": status, "safeguard": safeguard})
    events: dict[str, list[Row]] = defaultdict(list)
    for event in await rows(datasette, name, EVENTS):
        events[event["demand"]].append(event)
    counts = await rows(datasette, name, "select status, count(*) as n from demands group by status order by n desc")
    shown = [
        {
            **each,
            "safeguards": json.loads(each["safeguards"]),
            "events": events[each["key"]],
            "parts": within(each["sentence_text"] or each["text"] or "", each["text"]),
        }
        for each in found
    ]
    return {"demands": shown, "counts": counts, "cut": len(shown) == MOST_DEMANDS}
