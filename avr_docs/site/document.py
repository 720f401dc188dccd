"""One document as its page shows it: blocks in order, claims and note markers in place, notes beside their block."""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from avr_docs.site.citing import by_note, each_once, in_body, mentions_of
from avr_docs.site.database import Row, row, rows
from avr_docs.site.highlight import Mark, Run, Stretch, by_sentence, runs
from avr_docs.site.sources import short_forms
from avr_docs.site.standing import works_of
from avr_docs.site.values import host, listed, web_address
from avr_docs.words import format_of
from extract.document import FURNITURE_KINDS

#: What is shown larger or smaller by level; a page has one h1 and the document's part of it has an h2.
TOP_LEVEL, LAST_LEVEL = 3, 6


@dataclass(slots=True, kw_only=True)
class ShownBlock:
    """A block with what stands in it and beside it; `pages` are named where they are not those of the block before.

    `follows` is true where the block before it is of the same kind.
    """

    kind: str
    follows: bool
    level: int
    pages: str | None
    sentences: list[tuple[Row | None, list[Run[Row]]]]
    claims: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)
    sources: list[Row] = field(default_factory=list)
    bulleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The rows of one document, and its claims by kind and safeguard before any was filtered out."""

    document: Row
    parties: dict[str, list[Row]]
    problems: list[Row]
    blocks: list[ShownBlock]
    loose_notes: list[Row]
    furniture: list[tuple[str, str]]
    kinds: dict[str, int]
    safeguards: dict[str, int]
    shown: int
    taggers: list[str]
    works: int
    cautions: list[Row]


async def find(datasette: Any, name: str, id: str, *, kind: str = "", safeguard: str = "") -> Found | None:
    """The document, with the claims of `kind` and on `safeguard` alone where these are given; None if there is none."""

    async def its(table: str, order: str = "start") -> list[Row]:
        return await rows(
            datasette, name, f"select * from [{table}] where document = :id order by [{order}]", {"id": id}
        )

    document = await row(datasette, name, DOCUMENT, {"id": id})
    if document is None:
        return None
    claims = await _claims(datasette, name, id)
    kept = [claim for claim in claims if _is_wanted(claim, kind, safeguard)]
    works, citations = await works_of(datasette, name, id), await its("citations")
    mentions = await mentions_of(datasette, name, id, works)
    notes = await _notes(datasette, name, id, await its("notes"), citations, by_note(citations, works))
    blocks = await its("blocks")
    followed = [{**each, "web": address} for each in await its("links") if (address := web_address(each["href"]))]
    sources = in_body(citations, mentions, works)
    shown, placed = _shown(document, blocks, await its("sentences"), kept, notes, followed + mentions, sources)
    parties: dict[str, list[Row]] = defaultdict(list)
    for party in await its("parties", "position"):
        parties[party["part"]].append(party)
    text = document["text"] or ""
    return Found(
        document={
            **document,
            "author_names": listed(document["authors"]),
            "web": web_address(document["url"]),
            "format": format_of(document["media_type"], document["path"]),
        },
        parties=dict(parties),
        problems=[each for each in await its("problems", "id") if each["message"] != document["reason"]],
        blocks=shown,
        loose_notes=[note for note in notes if note["n"] not in placed],
        furniture=[
            (block["kind"], text[block["start"] : block["end"]]) for block in blocks if block["kind"] in FURNITURE_KINDS
        ],
        kinds=_counts(claim["kind"] for claim in claims),
        safeguards=_counts(each["safeguard"] for claim in claims for each in claim["safeguards"]),
        shown=len(kept),
        taggers=sorted({str(claim["tagger"]) for claim in claims if claim["tagger"]}),
        works=len({each["work"] for each in citations if each["work"] in works}),
        cautions=[each for each in works.values() if each["status"]],
    )


DOCUMENT = """
select documents.*, programmes.name as programme_name, runs.model, runs.scheme, runs.reader_version, runs.finished,
  runs.version
from documents left join programmes on programmes.id = documents.programme left join runs on runs.id = documents.run
where documents.id = :id
"""
CLAIMS = """
select claims.*, sentences.n as sentence_n, actors.name as actor_name
from claims left join sentences on sentences.id = claims.sentence left join actors on actors.key = claims.actor
where claims.document = :id and claims.start is not null order by claims.start, claims.end
"""
SAFEGUARDS = """
select claim_safeguards.*, safeguards.name from claim_safeguards
join claims on claims.id = claim_safeguards.claim
left join safeguards on safeguards.id = claim_safeguards.safeguard
where claims.document = :id order by safeguards.position
"""
ANCHORS = """
select note_anchors.note, note_anchors.offset, sentences.n as sentence_n from note_anchors
left join sentences on sentences.id = note_anchors.sentence
where note_anchors.document = :id order by note_anchors.offset
"""


async def _claims(datasette: Any, name: str, id: str) -> list[Row]:
    by_claim: dict[str, list[Row]] = defaultdict(list)
    for each in await rows(datasette, name, SAFEGUARDS, {"id": id}):
        by_claim[each["claim"]].append(each)
    found = await rows(datasette, name, CLAIMS, {"id": id})
    return [
        {**claim, "number": i, "safeguards": by_claim[claim["id"]], "told": _is_told(claim, by_claim)}
        for i, claim in enumerate(found, start=1)
    ]


def _is_told(claim: Row, safeguards: Mapping[str, list[Row]]) -> bool:
    """True if there is more to say of a claim than its kind, which its colour and label say in the text."""
    return bool(safeguards[claim["id"]] or claim["attribution"] != "author" or claim["certainty"] != "asserted")


def _is_wanted(claim: Row, kind: str, safeguard: str) -> bool:
    named = {each["safeguard"] for each in claim["safeguards"]}
    return (not kind or claim["kind"] == kind) and (not safeguard or safeguard in named)


async def _notes(
    datasette: Any, name: str, id: str, notes: list[Row], citations: list[Row], sources: Mapping[str, list[Row]]
) -> list[Row]:
    anchors: dict[str, list[Row]] = defaultdict(list)
    for anchor in await rows(datasette, name, ANCHORS, {"id": id}):
        anchors[anchor["note"]].append(anchor)
    cited: dict[str, list[Row]] = defaultdict(list)
    for citation in citations:
        cited[citation["note"]].append({**citation, "web": web_address(citation["url"]), "host": host(citation["url"])})
    short = await short_forms(datasette, name, [id])
    return [
        {
            **note,
            "anchors": anchors[note["id"]],
            "citations": cited[note["id"]],
            "short": short.get(note["id"], []),
            "sources": sources.get(note["id"], []),
        }
        for note in notes
    ]


def _shown(
    document: Row,
    blocks: list[Row],
    sentences: list[Row],
    claims: list[Row],
    notes: list[Row],
    links: list[Row],
    sources: list[Row],
) -> tuple[list[ShownBlock], set[int]]:
    """The blocks of the body, and the numbers of the notes that stand beside one of them."""
    text = document["text"] or ""
    body = [block for block in blocks if block["kind"] not in FURNITURE_KINDS and block["kind"] != "note"]
    in_text, claimed, linked, cited = (_by_block(each, body) for each in (sentences, claims, links, sources))
    anchored = _anchored(notes, body)
    shown: list[ShownBlock] = []
    placed: set[int] = set()
    page: str | None = None
    level = TOP_LEVEL - 1
    for i, block in enumerate(body):
        start, end = block["start"], block["end"]
        found = runs(
            text, start, end, sentences=in_text[i], claims=claimed[i], links=linked[i], marks=anchored.get(i, ())
        )
        if block["kind"] == "heading":
            level = min(level + 1, LAST_LEVEL, TOP_LEVEL - 1 + max(1, block["level"] or 1))
        pages = _pages(block)
        beside = {mark.value["n"]: mark.value for mark in anchored.get(i, ()) if mark.value["n"] not in placed}
        shown.append(
            ShownBlock(
                kind=block["kind"],
                follows=i > 0 and body[i - 1]["kind"] == block["kind"],
                level=level,
                pages=pages if pages != page else None,
                sentences=list(by_sentence(found)),
                claims=[each.value for each in claimed[i] if start <= each.start < end and each.value["told"]],
                notes=list(beside.values()),
                sources=each_once(cited[i]),
                bulleted=not text[start : start + 1].isalnum() and text[start : start + 1] != "(",
            )
        )
        page = pages.rpartition("–")[2] if pages else page
        placed |= beside.keys()
    return shown, placed


def _by_block(rows: list[Row], blocks: list[Row]) -> list[list[Stretch[Row]]]:
    """For each block, the rows that have characters in common with it; blocks follow one another in the text."""
    starts = [block["start"] for block in blocks]
    found: list[list[Stretch[Row]]] = [[] for _ in blocks]
    for each in rows:
        if each["start"] is None or each["end"] is None:
            continue
        i = max(0, bisect_right(starts, each["start"]) - 1)
        while i < len(blocks) and starts[i] < each["end"]:
            if each["start"] < blocks[i]["end"]:
                found[i].append(Stretch(each["start"], each["end"], each))
            i += 1
    return found


def _anchored(notes: list[Row], blocks: list[Row]) -> dict[int, list[Mark[Row]]]:
    """The markers of notes by the block that they stand in; a marker stands after the character at its offset."""
    starts = [block["start"] for block in blocks]
    found: dict[int, list[Mark[Row]]] = defaultdict(list)
    for note in notes:
        for nth, anchor in enumerate(note["anchors"]):
            i = bisect_right(starts, anchor["offset"]) - 1
            if i >= 0 and anchor["offset"] < blocks[i]["end"]:
                found[i].append(Mark(anchor["offset"] + 1, {**note, "nth": nth}))
    return found


def _pages(block: Row) -> str | None:
    """The page of a block, or the first and last of one that runs on: "2–3"."""
    try:
        parts = json.loads(block["parts"] or "[]")
        numbers = [int(part["page"]) for part in parts if part.get("page")]
    except (ValueError, TypeError, AttributeError, KeyError):
        numbers = []
    numbers = [page for page in (block["page"], *numbers) if page]
    if not numbers:
        return None
    return str(numbers[0]) if max(numbers) == numbers[0] else f"{numbers[0]}–{max(numbers)}"


def _counts(codes: Iterable[str]) -> dict[str, int]:
    counted: dict[str, int] = defaultdict(int)
    for code in codes:
        counted[code] += 1
    return dict(counted)
