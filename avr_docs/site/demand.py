"""One demand as its page shows it: in its place with its notes, what became of it, what else asks or may answer it."""

import json
import re
from collections import defaultdict
from datetime import date
from typing import Any

from avr_docs.site import demands
from avr_docs.site.citing import by_note
from avr_docs.site.database import Row, row, rows
from avr_docs.site.highlight import within
from avr_docs.site.sources import short_forms
from avr_docs.site.standing import works_of
from avr_docs.words import day, say

#: What stands before an item of a list; "(c)" and "13." stay, as others cite by them.
BULLET = re.compile(r"^\W*[•‣◦▪–—*-]\s+")
#: The sentence with those around it that stand in its block.
AROUND = """
select s.n, s.text, s.id = m.sentence as own from demands m
join sentences own on own.id = m.sentence
join sentences s on s.document = m.document and s.n between own.n - 2 and own.n + 1 and s.block is own.block
where m.key = :key order by s.n
"""
NOTES = """
select distinct n.id, n.n, n.label, n.text from demands m join note_anchors a on a.sentence = m.sentence
join notes n on n.id = a.note where m.key = :key order by n.n
"""
CITATIONS = """
select c.* from citations c where c.note in (select a.note from demands m
  join note_anchors a on a.sentence = m.sentence where m.key = :key) order by c.n
"""
CLAIM = """
select c.source, c.source_role, c.attribution, c.certainty, a.name as actor_name, c.tagger, c.score, d.publisher
from demands m join claims c on c.id = m.claim join documents d on d.id = m.document
left join actors a on a.key = c.actor where m.key = :key
"""
SAME = """
select o.key, o.text, o.who, o.status, s.text as sentence_text, s.n as sentence_n, o.page, d.id as document, d.title,
  d.type, d.publisher, d.date
from similar_demands x join demands o on o.key = x.other join documents d on d.id = o.document
left join sentences s on s.id = o.sentence where x.demand = :key order by d.date is null, d.date, d.id, o.n
"""
SUGGESTED = """
select x.sentence, x.score, s.n, s.text, s.page, d.id as document, d.title, d.type, d.publisher, d.date
from demand_suggestions x join sentences s on s.id = x.sentence join documents d on d.id = x.document
where x.demand = :key order by x.score desc, d.date, x.sentence
"""
SAID_THERE = """
select c.sentence, c.kind, c.content, c.source, c.source_role, c.attribution, c.certainty, a.name as actor_name
from claims c left join actors a on a.key = c.actor
where c.sentence in (select value from json_each(:sentences)) and c.kind in ('stated', 'observed') order by c.start
"""


async def find(datasette: Any, name: str, key: str, *, today: date, staff: object = None) -> Row | None:
    """The demand with all that belongs to it; None if there is no such demand."""
    found = await demands.shown(datasette, name, [key], today=today, staff=staff)
    if not found:
        return None
    demand = found[0]
    around = await rows(datasette, name, AROUND, {"key": key})
    same = await rows(datasette, name, SAME, {"key": key})
    return {
        "demand": demand,
        "claim": await row(datasette, name, CLAIM, {"key": key}) or {},
        "around": [_in_place(each, demand) for each in around] or [{"own": 1, "parts": demand["parts"], "n": None}],
        "notes": await _notes(datasette, name, key, demand["document"]),
        "same": [{**each, "parts": within(each["sentence_text"] or each["text"], each["text"])} for each in same],
        "suggested": await _suggested(datasette, name, key),
        "citation": citation(demand),
    }


def citation(demand: Row) -> str:
    """The demand as it is cited, without the address: who, what, where it stands, of which date."""
    kind = say("type", demand["type"]).lower()
    where = ", ".join(
        str(part)
        for part in (demand["title"] or demand["document"], kind, demand["publisher"], day(demand["date"]))
        if part
    )
    page = f", p. {demand['page']}" if demand["page"] else ""
    who = f"{demand['who']}: " if demand["who"] else ""
    said = BULLET.sub("", demand["sentence_text"] or demand["text"] or "").rstrip(" .")
    return f"{who}“{said}”, {where}{page}."


def _in_place(sentence: Row, demand: Row) -> Row:
    parts = within(sentence["text"], demand["text"] if sentence["own"] else None)
    return {**sentence, "parts": parts}


async def _notes(datasette: Any, name: str, key: str, document: str) -> list[Row]:
    """The notes of its sentence, with what they cite and what short forms in them stand for."""
    found = await rows(datasette, name, NOTES, {"key": key})
    if not found:
        return []
    cited = await rows(datasette, name, CITATIONS, {"key": key})
    sources = by_note(cited, await works_of(datasette, name, document))
    short = await short_forms(datasette, name, [document])
    return [{**each, "sources": sources.get(each["id"], []), "short": short.get(each["id"], [])} for each in found]


async def _suggested(datasette: Any, name: str, key: str) -> list[Row]:
    """Later sentences that may bear on it, likest first, each with its claims about practice."""
    found = await rows(datasette, name, SUGGESTED, {"key": key})
    claims: dict[str, list[Row]] = defaultdict(list)
    sentences = json.dumps([each["sentence"] for each in found])
    for claim in await rows(datasette, name, SAID_THERE, {"sentences": sentences}):
        claims[claim["sentence"]].append(claim)
    return [{**each, "claims": claims[each["sentence"]]} for each in found]
