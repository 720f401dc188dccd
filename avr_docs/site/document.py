"""One document as its page shows it, or a part of a long one: what it is, its text with the claims, its notes."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

from avr_docs.site import document_parts
from avr_docs.site.database import Row, row, rows, tuples
from avr_docs.site.document_claims import Chosen, tally_of
from avr_docs.site.document_in_part import Source, in_part
from avr_docs.site.document_outline import Entry, outline
from avr_docs.site.document_parts import WHOLE, Part, Start
from avr_docs.site.document_text import ShownBlock
from avr_docs.site.standing import works_of
from avr_docs.site.values import language, listed, web_address
from avr_docs.words import format_of
from extract.document import FURNITURE_KINDS


class Wanted(NamedTuple):
    """The part of a document that is asked for: by number, or by a sentence or a note in it; or the whole of it."""

    part: int = 1
    sentence: int | None = None
    note: int | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The rows of one document, and its claims by kind and safeguard before any was filtered out.

    `part` is the one that is shown, with number 0 where that is the whole of a document that has several `parts`;
    `matches` has the number of chosen claims for each of them.
    """

    document: Row
    source: Source
    parties: dict[str, list[Row]]
    actors: list[Row]
    problems: list[Row]
    outline: list[Entry]
    part: Part
    parts: list[Part]
    matches: list[int]
    blocks: list[ShownBlock]
    loose_notes: list[Row]
    furniture: list[tuple[str, str]]
    kinds: dict[str, int]
    safeguards: dict[str, int]
    shown: int
    taggers: list[str]
    works: int
    cautions: list[Row]


async def find(datasette: Any, name: str, id: str, wanted: Wanted, chosen: Chosen) -> Found | None:
    """The document, with the chosen claims alone marked; None if there is none of that id.

    The whole of a document that has several parts comes without its blocks: they are read part by part.
    """

    async def its(sql: str) -> list[Row]:
        return await rows(datasette, name, sql, {"id": id})

    document = await row(datasette, name, DOCUMENT, {"id": id})
    if document is None:
        return None
    text, blocks = document["text"] or "", await its(BLOCKS)
    body = [block for block in blocks if block["kind"] not in FURNITURE_KINDS and block["kind"] != "note"]
    numbered = [Start(*each) for each in await tuples(datasette, name, NUMBERED, {"id": id})]
    parts = document_parts.cut(body, numbered)
    part = await _wanted(datasette, name, id, parts, numbered, wanted)
    last = part.number in (WHOLE, len(parts))
    tally = await tally_of(datasette, name, id, chosen)
    source = Source(id, text, body, await works_of(datasette, name, id), chosen)
    shown = await in_part(datasette, name, source, part, loose=last, read=part.number != WHOLE)
    parties: dict[str, list[Row]] = defaultdict(list)
    for party in await its(PARTIES):
        parties[party["part"]].append(party)
    furniture = [block for block in blocks if block["kind"] in FURNITURE_KINDS] if last else []
    return Found(
        document={
            **document,
            "author_names": listed(document["authors"]),
            "web": web_address(document["url"]),
            "language": language(document["language"]),
            "format": format_of(document["media_type"], document["path"]),
        },
        source=source,
        parties=dict(parties),
        actors=await its(ACTORS),
        problems=[each for each in await its(PROBLEMS) if each["message"] != document["reason"]],
        outline=outline(body, text, parts),
        part=part,
        parts=parts,
        matches=_matches(parts, tally.places),
        blocks=shown.blocks,
        loose_notes=shown.loose_notes,
        furniture=[(block["kind"], text[block["start"] : block["end"]]) for block in furniture],
        kinds=tally.kinds,
        safeguards=tally.safeguards,
        shown=len(tally.places),
        taggers=[tagger for (tagger,) in await tuples(datasette, name, TAGGERS, {"id": id})],
        works=(await its(CITED))[0]["works"],
        cautions=[each for each in source.works.values() if each["status"]],
    )


DOCUMENT = """
select documents.*, programmes.name as programme_name, runs.model, runs.scheme, runs.reader_version, runs.finished,
  runs.version
from documents left join programmes on programmes.id = documents.programme left join runs on runs.id = documents.run
where documents.id = :id
"""
BLOCKS = "select n, kind, start, end, page, level, parts from blocks where document = :id order by start"
PROBLEMS = "select * from problems where document = :id order by id"
TAGGERS = "select distinct tagger from claims where document = :id and tagger <> '' order by tagger"
NUMBERED = "select n, start from sentences where document = :id and start is not null order by start"
PARTIES = "select * from parties where document = :id order by position"
ACTORS = """
select document_actors.actor as key, coalesce(actors.name, document_actors.name) as name, document_actors.role,
  (select count(*) from actor_mentions where actor_mentions.document = :id
    and actor_mentions.actor = document_actors.actor) as mentions
from document_actors left join actors on actors.key = document_actors.actor
where document_actors.document = :id order by mentions desc, name
"""
CITED = """
select count(distinct citations.work) as works from citations join works on works.key = citations.work
where citations.document = :id
"""
NOTE_PLACE = "select offset from note_anchors join notes on notes.id = note where notes.document = :id and notes.n = :n"


async def _wanted(datasette: Any, name: str, id: str, parts: list[Part], numbered: list[Start], wanted: Wanted) -> Part:
    if wanted.whole and len(parts) > 1:
        return document_parts.whole(parts)
    if wanted.sentence is not None:
        place = next((each.start for each in numbered if each.n == wanted.sentence), None)
        return document_parts.at(parts, place)
    if wanted.note is not None:
        anchor = await row(datasette, name, NOTE_PLACE, {"id": id, "n": wanted.note})
        return document_parts.at(parts, anchor["offset"]) if anchor else parts[-1]
    return parts[min(wanted.part, len(parts)) - 1]


def _matches(parts: list[Part], places: list[int]) -> list[int]:
    counted = [0] * len(parts)
    for place in places:
        counted[document_parts.at(parts, place).number - 1] += 1
    return counted
