"""The outline of a document: its headings, or the parts of a letter where it has none."""

from collections.abc import Sequence
from typing import NamedTuple

from avr_docs.site.database import Row
from avr_docs.site.document_parts import Part, at
from avr_docs.words import say

#: Parts of letters and memos that a reader looks for; each is named where the first of its blocks stands.
LANDMARKS = ("letterhead", "address", "salutation", "closing", "signature", "cc")
#: Entries of an outline; a document with more headings shows those of the upper levels.
MOST = 80
LONGEST = 110


class Entry(NamedTuple):
    """A place in the document: its name, its level from 1, the number of its block and the part that it is in."""

    name: str
    level: int
    block: int
    part: int
    ours: bool = False  # named by us, and not in the document's own words


def outline(blocks: Sequence[Row], text: str, parts: Sequence[Part]) -> list[Entry]:
    """The headings in order; of a document without, what a letter consists of; nothing for one that has neither."""
    headings = [block for block in blocks if block["kind"] == "heading" and block["end"] > block["start"]]
    for most in (6, 2, 1):
        shown = [block for block in headings if (block["level"] or 1) <= most]
        if len(shown) <= MOST:
            break
    if shown:
        top = min(block["level"] or 1 for block in shown)
        return [_entry(block, _short(text[block["start"] : block["end"]]), parts, top) for block in shown[:MOST]]
    firsts = {kind: next((block for block in blocks if block["kind"] == kind), None) for kind in LANDMARKS}
    found = [(kind, block) for kind, block in firsts.items() if block is not None]
    if len(found) < 2:
        return []
    return [
        _entry(block, say("block", kind), parts, 1, ours=True)
        for kind, block in sorted(found, key=lambda pair: pair[1]["start"])
    ]


def _entry(block: Row, name: str, parts: Sequence[Part], top: int, *, ours: bool = False) -> Entry:
    level = max(1, (block["level"] or 1) - top + 1)
    return Entry(name, min(level, 3), block["n"], at(parts, block["start"]).number, ours)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rsplit(" ", 1)[0] + " …"
