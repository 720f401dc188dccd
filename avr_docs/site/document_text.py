"""The text of a document as its page shows it: blocks in order, claims and note markers in place, notes beside."""

import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from avr_docs.site.citing import each_once
from avr_docs.site.database import Row
from avr_docs.site.document_parts import Part
from avr_docs.site.highlight import Mark, Run, Stretch, by_sentence, runs

#: A list's own sign at the beginning of an item: "• We ask", "1. We ask", "(iv) We ask"; not "We ask", "2023 was".
OWN_BULLET = re.compile(r"[^\w(]|\(?(?:\d{1,3}|[a-z]|[ivxlc]{1,5})[.)]", re.IGNORECASE)
#: What is shown larger or smaller by level; a page has one h1 and the document's part of it has an h2.
TOP_LEVEL, LAST_LEVEL = 3, 6


@dataclass(slots=True, kw_only=True)
class ShownBlock:
    """A block with what stands in it and beside it; `pages` are named where they are not those of the block before.

    `follows` is true where the block before it is of the same kind, `page` is the first of its pages, `bulleted` says
    that it has a sign of its own, as items of lists have.
    """

    n: int
    kind: str
    follows: bool
    level: int
    pages: str | None
    page: int | None
    sentences: list[tuple[Row | None, list[Run[Row]]]]
    claims: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)
    sources: list[Row] = field(default_factory=list)
    bulleted: bool = False


class Found(NamedTuple):
    """The rows that stand in the text, each with `start` and `end`; notes with their anchors."""

    sentences: list[Row]
    claims: list[Row]
    notes: list[Row]
    links: list[Row]
    sources: list[Row]


def shown(text: str, body: list[Row], part: Part, found: Found) -> list[ShownBlock]:
    """The blocks of the body that lie in `part`, those at its edges cut to it."""
    blocks = [
        {**block, "start": max(block["start"], part.start), "end": min(block["end"], part.end)}
        for block in body
        if block["start"] < part.end and block["end"] > part.start
    ]
    in_text, claimed, linked, cited = (
        _by_block(each, blocks) for each in (found.sentences, found.claims, found.links, found.sources)
    )
    anchored = _anchored(found.notes, blocks)
    made: list[ShownBlock] = []
    placed: set[int] = set()
    page: str | None = None
    level = TOP_LEVEL - 1
    for i, block in enumerate(blocks):
        start, end = block["start"], block["end"]
        marks = anchored.get(i, [])
        in_runs = runs(text, start, end, sentences=in_text[i], claims=claimed[i], links=linked[i], marks=marks)
        if block["kind"] == "heading":
            level = min(level + 1, LAST_LEVEL, TOP_LEVEL - 1 + max(1, block["level"] or 1))
        pages = _pages(block)
        beside = {mark.value["n"]: mark.value for mark in marks if mark.value["n"] not in placed}
        made.append(
            ShownBlock(
                n=block["n"],
                kind=block["kind"],
                follows=i > 0 and blocks[i - 1]["kind"] == block["kind"],
                level=level,
                pages=pages if pages != page else None,
                page=block["page"],
                sentences=list(by_sentence(in_runs)),
                claims=_beginning(claimed[i], in_runs, start, end),
                notes=list(beside.values()),
                sources=each_once(cited[i]),
                bulleted=OWN_BULLET.match(text, start, end) is not None,
            )
        )
        page = pages.rpartition("–")[2] if pages else page
        placed |= beside.keys()
    return made


def placed_notes(blocks: Iterable[ShownBlock]) -> set[int]:
    """The numbers of the notes that stand beside a block."""
    return {note["n"] for block in blocks for note in block.notes}


def _beginning(claimed: list[Stretch[Row]], in_runs: list[Run[Row]], start: int, end: int) -> list[Row]:
    """The claims that begin in a block; `marked` is false of one that lies under another and has no mark of its own."""
    opened = {run.claim["id"] for run in in_runs if run.claim is not None and run.opens}
    begun = [each.value for each in claimed if start <= each.start < end]
    return [{**claim, "marked": claim["id"] in opened} for claim in begun]


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
    numbers = [page for page in (block["page"], *(place.page for place in places(block))) if page]
    if not numbers:
        return None
    return str(numbers[0]) if max(numbers) == numbers[0] else f"{numbers[0]}–{max(numbers)}"


class Place(NamedTuple):
    """A place on a page, in points from its top left; where no box is known the four are None."""

    page: int
    x0: float | None
    top: float | None
    x1: float | None
    bottom: float | None


def places(block: Row) -> list[Place]:
    """Where on pages after its first a block stands; nothing where that is not said in the form that it should be."""
    try:
        parts = json.loads(block["parts"] or "[]")
        return [Place(int(part["page"]), *(part.get("bbox") or [None] * 4)) for part in parts if part.get("page")]
    except (ValueError, TypeError, AttributeError, KeyError):
        return []
