"""Stated against observed: the table of verdicts, and the claims behind one of its cells."""

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from datasette.utils.asgi import NotFound

from avr_docs.site.database import Row, row, rows
from avr_docs.site.sources import ShortForm, described, short_forms
from avr_docs.site.values import listed
from avr_docs.words import SIDES
from avr_docs.work_selection import query

CELLS = """
select c.*, p.name as programme_name from comparisons c left join programmes p on p.id = c.programme
"""
PROGRAMMES = """
select c.programme as id, coalesce(p.name, c.programme, 'No programme named') as name,
  max(coalesce(c.documents_read, 0)) + sum(coalesce(c.documents, 0)) as read
from comparisons c left join programmes p on p.id = c.programme
group by c.programme order by c.programme is null, read desc, name
"""
CELL = """
select c.*, p.name as programme_name from comparisons c left join programmes p on p.id = c.programme
where c.safeguard = :safeguard and coalesce(c.programme, '-') = :programme
"""
BEHIND = """
select cc.side, cc.status, c.id, c.kind, c.source, c.source_role, c.attribution, c.certainty, c.footnotes, c.content,
  c.start - s.start as first, c.end - s.start as last, s.text, s.n, s.page, a.name as actor_name,
  d.id as document, d.title, d.type, d.date, d.publisher,
  (select json_group_array(json_object('id', n.id, 'n', n.n, 'label', n.label, 'text', n.text))
   from claim_notes cn join notes n on n.id = cn.note where cn.claim = c.id) as notes
from comparison_claims cc join claims c on c.id = cc.claim join documents d on d.id = c.document
left join sentences s on s.id = c.sentence left join actors a on a.key = c.actor
where cc.comparison = :comparison order by d.date is null, d.date desc, d.id, c.start
"""
#: What the claims of a cell rest on in the end, those first that most of them do.
ROOTS = """
select cc.side, r.root, r.work, coalesce(r.document, w.document) as document, count(*) as claims, max(r.steps) as steps,
  w.type as work_type, w.author, w.title, w.container, w.genre, w.docket, w.court, w.issued, w.url, w.status,
  d.title as document_title, d.type, d.date, d.publisher
from comparison_claims cc join claim_roots r on r.claim = cc.claim
left join works w on w.key = r.work left join documents d on d.id = r.document
where cc.comparison = :comparison group by cc.side, r.root order by claims desc, r.root
"""
#: Roots of a side that are listed; all are counted.
MOST_ROOTS = 40


async def table(datasette: Any, name: str) -> Row:
    """Every safeguard with its cell for every programme, in the order of the coding scheme."""
    cells = {(each["safeguard"], each["programme"]): each for each in await rows(datasette, name, CELLS)}
    programmes = await rows(datasette, name, PROGRAMMES)
    shown = [each for each in programmes if each["read"]]
    safeguards = await rows(datasette, name, "select * from safeguards order by position, id")
    read = await row(datasette, name, "select count(*) as n from documents where state in ('ok', 'suspect_text')")
    return {
        "programmes": shown,
        "unread": [each for each in programmes if not each["read"] and each["id"]],
        "lines": [(each, [(one, cells.get((each["id"], one["id"]))) for one in shown]) for each in safeguards],
        "read": read["n"] if read else 0,
    }


async def cell(datasette: Any, name: str, safeguard: str, programme: str) -> Row | None:
    """One verdict with the claims on each side; None if there is no such safeguard or programme.

    Raises NotFound while there is no comparison at all, as when a build is under way: nothing is silent then.
    """
    known = await row(datasette, name, "select * from safeguards where id = :id", {"id": safeguard})
    about = await row(datasette, name, "select * from programmes where id = :id", {"id": programme})
    if known is None or (about is None and programme != "-"):
        return None
    values = {"safeguard": safeguard, "programme": programme}
    found = await row(datasette, name, CELL, values)
    if found is None and await row(datasette, name, "select 1 from comparisons limit 1") is None:
        raise NotFound("The comparison is not made: a build is under way, or was ended before. Try again later.")
    sides: dict[str, list[Row]] = {side: [] for side in SIDES}
    behind = await rows(datasette, name, BEHIND, {"comparison": found["id"]}) if found else []
    short = await short_forms(datasette, name, (claim["document"] for claim in behind if claim["notes"] != "[]"))
    for claim in behind:
        sides.setdefault(claim["side"], []).append(_shown(claim, short))
    read = await row(datasette, name, "select count(*) as n from documents where state in ('ok', 'suspect_text')")
    return {
        "safeguard": known,
        "programme": about,
        "cell": found,
        "sides": sides,
        "read": read["n"] if read else 0,
        "roots": await _roots(datasette, name, found["id"]) if found else {},
        "cites": bool(await rows(datasette, name, *query(safeguard=safeguard, programme=programme, limit=1))),
    }


async def _roots(datasette: Any, name: str, comparison: str) -> Row:
    """For each side how many works or documents its claims rest on, and those that most rest on."""
    by_side: dict[str, list[Row]] = defaultdict(list)
    for each in await rows(datasette, name, ROOTS, {"comparison": comparison}):
        by_side[each["side"]].append(
            {**each, "told": described({**each, "text": each["url"]}) if each["work"] else None}
        )
    return {side: {"count": len(found), "listed": found[:MOST_ROOTS]} for side, found in by_side.items()}


def _shown(claim: Row, short: Mapping[str, list[ShortForm]]) -> Row:
    """A claim with its sentence cut into what stands before the claim, the claim, and what stands after it.

    Each of its notes has the short forms in it, told in full.
    """
    text = claim["text"] or claim["content"] or ""
    first, last = claim["first"], claim["last"]
    if first is None or last is None or not 0 <= first < last <= len(text):
        first, last = 0, len(text)
    parts = [(text[:first], False), (text[first:last], True), (text[last:], False)]
    return {
        **claim,
        "parts": [part for part in parts if part[0]],
        "notes": [{**note, "short": short.get(note["id"], [])} for note in json.loads(claim["notes"])],
        "note_labels": listed(claim["footnotes"]),
    }
