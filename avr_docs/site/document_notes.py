"""The notes of a stretch of a document, each with its markers, what it cites, and what its short forms stand for."""

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from avr_docs.site.citing import by_note
from avr_docs.site.database import Row, rows
from avr_docs.site.document_parts import Part
from avr_docs.site.sources import short_forms
from avr_docs.site.values import host, web_address

NOTES = """
select * from notes where document = :id and (
  id in (select note from note_anchors where document = :id and offset >= :start and offset < :end)
  or (:loose and not exists (select 1 from note_anchors where note_anchors.note = notes.id)))
order by start
"""
CITATIONS = """
select * from citations where document = :id
  and ((note is null and start < :end and end > :start) or note in (select value from json_each(:notes)))
order by start
"""
ANCHORS = """
select note_anchors.note, note_anchors.offset, sentences.n as sentence_n from note_anchors
left join sentences on sentences.id = note_anchors.sentence
where note_anchors.document = :id and note_anchors.note in (select value from json_each(:notes))
order by note_anchors.offset
"""


async def notes_of(
    datasette: Any, name: str, id: str, part: Part, works: Mapping[str, Row], *, loose: bool
) -> tuple[list[Row], list[Row]]:
    """The notes whose marker stands in `part`, and where `loose` those without; citations of these and of the text."""
    within = {"id": id, "start": part.start, "end": part.end}
    notes = await rows(datasette, name, NOTES, {**within, "loose": loose})
    keys = json.dumps([note["id"] for note in notes])
    citations = await rows(datasette, name, CITATIONS, {**within, "notes": keys})
    sources = by_note(citations, works)
    anchors: dict[str, list[Row]] = defaultdict(list)
    for anchor in await rows(datasette, name, ANCHORS, {"id": id, "notes": keys}):
        anchors[anchor["note"]].append(anchor)
    cited: dict[str, list[Row]] = defaultdict(list)
    for citation in citations:
        cited[citation["note"]].append({**citation, "web": web_address(citation["url"]), "host": host(citation["url"])})
    short = await short_forms(datasette, name, [id], notes={note["id"] for note in notes})
    shown = [
        {
            **note,
            "anchors": anchors[note["id"]],
            "citations": cited[note["id"]],
            "short": short.get(note["id"], []),
            "sources": sources.get(note["id"], []),
        }
        for note in notes
    ]
    return shown, citations
