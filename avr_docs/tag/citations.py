"""The citations in a document's notes: parted, with their fields in CSL terms.

A solid first reading of the forms that letters and reports use; formats of law reviews come later. `supra` and `id`
keep their type, and `refers_to` names the note whose citation they stand for, through any chain.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from avr_docs.nlp import Parsed
from avr_docs.records import Citation, Setting, Tagged
from avr_docs.tag.citation_chains import Placed, stands_for
from avr_docs.tag.citation_fields import fields
from extract.document import Note

#: Between two citations of one note; the semicolon of "(July 2019; rev. 2020)" is in brackets and parts nothing.
PARTING = re.compile(
    r";\s+(?=[A-Z“\"‘]|see\b|cf\b|also\b|but see\b|accord\b|https?:)|(?<=[.”\"/\w])\s+(?=(?:See also"
    r"|But see|See, e\.g\.,|Cf\.|Accord|See generally)\s)"
)


def tag(tagged: Tagged, parsed: Parsed, setting: Setting) -> Tagged:
    """The document with the citations of its notes, in order."""
    found: list[Citation] = []
    for note in parsed.document.notes:
        for start, end in _parts(parsed.document.text[note.start : note.end]):
            citation = _citation(parsed.document.text, note, note.start + start, note.start + end)
            if citation is not None:
                found.append(citation)
    return replace(tagged, citations=tuple(_resolved(found, parsed.document.notes)))


def _parts(text: str) -> Iterator[tuple[int, int]]:
    depth = [0]
    for char in text:
        depth.append(max(0, depth[-1] + (char in "([“") - (char in ")]”")))
    start = 0
    for match in PARTING.finditer(text):
        if depth[match.start()] == 0 and match.start() - start > 8:
            yield start, match.start()
            start = match.end()
    yield start, len(text)


def _citation(text: str, note: Note, start: int, end: int) -> Citation | None:
    part = text[start:end]
    stripped = part.strip()
    if len(stripped) < 2:
        return None
    start += len(part) - len(part.lstrip())
    found = fields(stripped)
    return Citation(note=note.label, start=start, end=start + len(stripped), **found) if found else None


def _resolved(citations: list[Citation], notes: Sequence[Note]) -> Iterator[Citation]:
    """Citations with the chains of supra and Id. followed to the full citation, and the label of its note."""
    labels = [note.label for note in notes]
    placed = [
        Placed(each, next(i for i, note in enumerate(notes) if note.start <= each.start < note.end))
        for each in citations
    ]
    for each, target in zip(citations, stands_for(placed, labels), strict=True):
        yield each if target is None else replace(each, refers_to=citations[target].note, stands_for=target)
