"""What stands in one part of a document: its blocks with their claims and notes."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from avr_docs.site import document_text
from avr_docs.site.citing import in_body, mentions_of
from avr_docs.site.database import Row, rows
from avr_docs.site.document_claims import Chosen, claims_of
from avr_docs.site.document_notes import notes_of
from avr_docs.site.document_parts import Part
from avr_docs.site.document_text import ShownBlock
from avr_docs.site.values import web_address

IN_PART = "document = :id and start < :end and end > :start"


class Source(NamedTuple):
    """A document's text with the blocks of its body, the works that it cites by their keys, and the chosen claims."""

    id: str
    text: str
    body: list[Row]
    works: Mapping[str, Row]
    chosen: Chosen


class InPart(NamedTuple):
    """The blocks of a part, and notes whose marker was not found in the text."""

    blocks: list[ShownBlock]
    loose_notes: list[Row]


async def in_part(
    datasette: Any, name: str, source: Source, part: Part, *, loose: bool = False, read: bool = True
) -> InPart:
    """The part; with `loose` the notes without a marker too, and these alone if it is not to be `read`."""
    id = source.id
    part = part if read else part._replace(end=part.start)
    within = {"id": id, "start": part.start, "end": part.end}

    async def its(table: str) -> list[Row]:
        return await rows(datasette, name, f"select * from [{table}] where {IN_PART} order by start", within)

    notes, citations = await notes_of(datasette, name, id, part, source.works, loose=loose)
    mentions = await mentions_of(datasette, name, id, source.works)
    claims = await claims_of(datasette, name, id, part)
    followed = [{**each, "web": address} for each in await its("links") if (address := web_address(each["href"]))]
    found = document_text.Found(
        sentences=await its("sentences"),
        claims=[claim for claim in claims if source.chosen.takes(claim["kind"], about(claim))],
        notes=notes,
        links=followed + mentions,
        sources=in_body(citations, mentions, source.works),
    )
    blocks = document_text.shown(source.text, source.body, part, found)
    placed = document_text.placed_notes(blocks)
    return InPart(blocks, [note for note in notes if note["n"] not in placed and not _is_elsewhere(note)])


def about(claim: Row) -> list[str]:
    """The safeguards of a claim, by their ids."""
    return [each["safeguard"] for each in claim["safeguards"]]


def _is_elsewhere(note: Row) -> bool:
    """True of a note whose marker stands in the text, if not in this part of it."""
    return any(anchor["sentence_n"] is not None for anchor in note["anchors"])
