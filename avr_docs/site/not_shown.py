"""What is known of a document whose text is not shown: its claims by kind, safeguard, status and place."""

import json
from typing import Any

from avr_docs.site.database import Row, rows

CLAIMS = """
select c.id, c.kind, c.source, c.source_role, c.attribution, c.certainty, c.page, s.n, a.name as actor_name,
  (select json_group_array(json_object('id', cs.safeguard, 'name', coalesce(g.name, cs.safeguard), 'status', cs.status))
   from claim_safeguards cs left join safeguards g on g.id = cs.safeguard where cs.claim = c.id) as safeguards,
  (select json_group_array(json_object('key', w.key, 'title', w.title)) from works w where w.title is not null
   and w.key in (select x.work from claim_citations cc join citations x on x.id = cc.citation where cc.claim = c.id))
   as works
from claims c left join sentences s on s.id = c.sentence left join actors a on a.key = c.actor
where c.document = :id order by s.n, c.n, c.id limit {most}
"""
#: A list of more is not read by anybody; the page leads to the table of all.
MOST = 500


async def claims_of(datasette: Any, name: str, id: str) -> list[Row]:
    """The claims of a document, each sentence's first one with its number as `anchor`, for links to the sentence."""
    found = await rows(datasette, name, CLAIMS.format(most=MOST), {"id": id})
    seen: set[int] = set()
    shown = []
    for each in found:
        anchor = None if each["n"] in seen else each["n"]
        seen.add(each["n"])
        told = {"safeguards": json.loads(each["safeguards"]), "works": json.loads(each["works"])}
        shown.append({**each, **told, "anchor": anchor})
    return shown
