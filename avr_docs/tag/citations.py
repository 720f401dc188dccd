"""The citations in a document's notes, with their fields in CSL terms, and what the notes say beside them.

An address or a link in the body is a citation too, with no note. `id` and `supra` keep their type; what they stand for
is followed through any chain by `citation_chains`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from avr_docs.citations import labeller
from avr_docs.citations.fields import SHORT, fields
from avr_docs.citations.forms import Form, forms
from avr_docs.citations.labeller import COMMENT, Stretch
from avr_docs.citations.tokens import URL
from avr_docs.nlp import Parsed
from avr_docs.records import Citation, Comment, Setting, Tagged
from avr_docs.tag.citation_chains import Placed, resolved
from extract.document import BODY_KINDS, Document, Note

#: Matches "Id. at 4.", "Ibid., p. 12", "Ebd., S. 5", "Ivi, p. 3", "See id."; not "Id. and others say ...".
ID = re.compile(
    r"(?P<signal>(?:see(?:,? (?:also|e\.g\.))?|but see|cf\.?|vgl\.|voir|véase)?,?)\s*"
    r"(?:id|ibid|ib|ibidem|ibídem|ibíd|idem|ebd|ebenda|ivi|tamże|aldaar)\b\.?[\s,:(]*"
    r"(?:(?:at|pp?\.|s\.|pág\.?|§+|¶+|paras?\.?|rn\.?)\s*)*(?P<locator>[\d*][^();]{0,30}?)?[\s.)]*",
    re.IGNORECASE,
)
#: Matches "supra note 4", "above n 12", "(n 3)", "infra notes 5-7", "a.a.O. (Fn. 4)", "op. cit., note 3".
AGAIN = re.compile(
    r"(?:\b(?:supra|above|infra|below|a\.\s?a\.\s?O\.|op\.? cit\.?|ob\. cit\.|cit\.|préc\.|loc\. cit\.)"
    r"[\s,(]*(?:at\s+)?|\()"
    r"(?:footnotes?|notes?|n+\.?|fns?\.?|nota|anm\.|noot)\s*(?P<label>\d{1,4})\b",
    re.IGNORECASE,
)
#: A word that takes up what was cited before; without one a short form is one only if its author or title is known.
IDEM = re.compile(
    r"\b(?:id|ibid|ib|ibidem|ibídem|ibíd|idem|ebd|ebenda|ivi|tamże|aldaar|loc\. cit|op\. cit)\b", re.IGNORECASE
)
TAKES_UP = re.compile(
    rf"{IDEM.pattern}|\b(?:supra|infra|above|below|cit|préc|a\.\s?a\.\s?O|aao|previous|earlier|preceding)\b"
    r"|\(nn?\.? \d",
    re.IGNORECASE,
)
#: Signals of the Bluebook and their like at the beginning of a citation.
SIGNAL = re.compile(
    r"(?:see,? also,? e\.\s?g\.,?|see,? e\.\s?g\.,?|see generally|see also|but see|but cf\.|see|cf\.|e\.g\.,|accord"
    r"|contra|compare|vgl\.(?: auch)?|siehe|voir|véase|vid\.|cfr\.)(?=,?\s)",
    re.IGNORECASE,
)
#: What names a source; a stretch that has none of these is a comment.
NAMING = ("title", "url", "doi", "archive_url", "docket", "reporter", "number", "author", "container", "genre")


def tag(tagged: Tagged, parsed: Parsed, setting: Setting) -> Tagged:
    """The document with the citations of its notes, those of its body, and comments, in the order of the text."""
    document = parsed.document
    citations: list[Placed] = []
    text = document.text
    comments: list[Comment] = []
    for place, note in enumerate(document.notes):
        for found in _read(text, note):
            if isinstance(found, Comment):
                comments.append(found)
            else:
                said = text[found.start : found.end]
                citations.append(Placed(found, place, said, explicit=bool(TAKES_UP.search(said))))
    labels = [note.label for note in document.notes]
    return replace(
        tagged,
        citations=(*resolved(citations, labels), *_in_the_body(document)),
        comments=tuple(comments),
    )


def _read(text: str, note: Note) -> Iterator[Citation | Comment]:
    said = text[note.start : note.end]
    if match := ID.fullmatch(said.strip()):
        start = note.start + len(said) - len(said.lstrip())
        yield Citation(
            note=note.label,
            start=start,
            end=start + len(said.strip()),
            type="id",
            signal=match["signal"].strip(" ,") or None,
            locator=match["locator"],
        )
        return
    known = forms(said)
    stretches = labeller.read(said)
    for stretch in sorted((*stretches, *_unseen_addresses(said, stretches)), key=lambda each: each.start):
        inside = said[stretch.start : stretch.end]
        start = note.start + stretch.start + len(inside) - len(inside.lstrip(" ,;:.)]"))
        end = note.start + stretch.end
        if end - start < 2:
            continue
        citation = None if stretch.type == COMMENT else _fields(said, stretch, known)
        if citation is None:
            yield Comment(note=note.label, start=start, end=end)
        else:
            yield Citation(note=note.label, start=start, end=end, **citation)


def _unseen_addresses(text: str, stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Addresses in comments: a reader can follow them, so they are citations."""
    taken = [(each.start, each.end) for each in stretches if each.type != COMMENT]
    for match in URL.finditer(text):
        if not any(start <= match.start() < end for start, end in taken):
            yield Stretch("webpage", match.start(), match.end())


def _fields(text: str, stretch: Stretch, known: Iterable[Form]) -> dict[str, Any] | None:
    """The fields of a citation; None where what is said there names no source."""
    said = text[stretch.start : stretch.end]
    inside = [form for form in known if stretch.start <= form.start and form.end <= stretch.end]
    again = AGAIN.search(said)
    idem = IDEM.search(said)
    if stretch.type == "id" and not (idem and idem.start() < 25):
        stretch = stretch._replace(type="legislation" if "§" in said else "report")
    if again and stretch.type not in SHORT and not URL.search(said):
        stretch = stretch._replace(type="supra")
    found = fields(text, stretch, inside)
    signal = SIGNAL.match(said)
    if signal and not found.get("signal"):
        found["signal"] = signal.group()
    label = found.pop("ref", None)
    if found["type"] == "supra":
        number = re.search(r"\d+", label or "")
        found["refers_to"] = again["label"] if again else number.group() if number else None
        if not (found["refers_to"] or found.get("author") or found.get("title") or TAKES_UP.search(said)):
            return None
    elif found["type"] != "id" and not any(found.get(name) for name in NAMING):
        return None
    return found


def _in_the_body(document: Document) -> Iterator[Citation]:
    """The links and addresses of the body, each once where a link's text is its address."""
    body = [(block.start, block.end) for block in document.blocks if block.kind in BODY_KINDS]
    found: dict[int, Citation] = {}
    for start, end in body:
        for match in URL.finditer(document.text, start, end):
            at = match.start()
            found[at] = Citation(note=None, start=at, end=match.end(), type="webpage", url=match.group())
    for link in document.links:
        if link.href.startswith(("http://", "https://")) and any(a <= link.start < b for a, b in body):
            found[link.start] = Citation(note=None, start=link.start, end=link.end, type="webpage", url=link.href)
    yield from (found[start] for start in sorted(found))
