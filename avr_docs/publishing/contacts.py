"""What a person should look at before it goes out: addresses and numbers by which somebody can be reached or found.

Patterns find what is written in the usual ways. They find no names, nothing that is spelt out or misread, and they are
no promise that nothing is left.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2s
from pathlib import Path
from typing import NamedTuple
from unicodedata import category, normalize

from sqlite_utils import Database

from avr_docs.errors import AvrDocsError
from avr_docs.link_privacy import secret

#: Every repetition has an end, so that no text takes long to search.
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?[\[(]at[\])]\s?)[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.I)
PHONE = re.compile(
    r"(?<![\w/.-])(?:(?:\+|00)\d{1,3}[ .\-/]{0,2}(?:\(0\)[ .\-/]?)?(?:\(?\d{1,4}\)?[ .\-/]{0,2}){2,5}\d{2,4}"
    r"|(?:1[ .-])?\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4})(?![\w/-])"
)
#: The number that the United States give to a migrant: A 012 345 678, "Alien No. 12345678".
A_NUMBER = re.compile(
    r"(?<![\w-])(?:A(?:lien)?\s?(?:Registration\s)?(?:No\.?|Number|#)?[:\s]{0,2}#?-?)"
    r"(\d{3}[ -]?\d{3}[ -]?\d{3}|\d{2}[ -]?\d{3}[ -]?\d{3})(?![\w-])"
)
URL = re.compile(r"https?://[^\s<>\"]{1,2000}")
#: Names of hosts that nobody can have (RFC 2606), as in documents that are invented.
NOBODY = re.compile(r"\.(?:example|invalid|test|localhost)$", re.I)
KINDS = {"e-mail address": EMAIL, "A-number": A_NUMBER, "telephone number": PHONE}
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")

#: What of a public file a person reads in running text: document, where it stands, text.
TEXTS = """
select s.document, 'sentence ' || s.n, s.text from sentences s where s.text is not null
union all select document, 'note ' || coalesce(label, n), text from notes where text is not null
union all select b.document, b.kind || coalesce(', page ' || b.page, ''), substr(d.text, b.start + 1, b.end - b.start)
  from blocks b join documents d on d.id = b.document
  where b.kind not in ('title', 'heading', 'paragraph', 'list_item', 'quote', 'note')
union all select document, 'link', href from links where href is not null
union all select document, part, coalesce(name, '') || ' ' || coalesce(role, '') || ' ' || coalesce(organization, '')
  from parties
union all select id, 'subject', subject from documents where subject is not null
union all select id, 'address', url from documents where url is not null
union all select null, 'log of demand ' || demand, coalesce(note, '') || ' ' || coalesce(evidence, '')
  from demand_events
union all select null, 'work ' || key,
  coalesce(title, '') || ' ' || coalesce(url, '') || ' ' || coalesce(status_note, '') from works
"""


class Hit(NamedTuple):
    """Something that may be a person's; `document` is None where it is staff's own text or a cited work."""

    kind: str
    document: str | None
    where: str
    found: str


class ReviewError(AvrDocsError):
    """The list of documents that were looked at cannot be read."""


def hits(public: Database) -> list[Hit]:
    """Everything that was found, each thing once for each place."""
    found = {
        Hit(kind, document, where, words)
        for document, where, text in public.execute(TEXTS).fetchall()
        for kind, words in search(text)
    }
    return sorted(found, key=lambda hit: (hit.document or "", hit.where, hit.kind, hit.found))


def search(text: str) -> Iterator[tuple[str, str]]:
    """Kinds and words of what stands in a text."""
    plain = "".join(char for char in normalize("NFKC", text) if category(char) != "Cf").translate(DASHES)
    for url in URL.findall(plain):
        if secret(url):
            yield "address that holds a key", url
    without = URL.sub(" ", plain)
    for kind, pattern in KINDS.items():
        for match in pattern.finditer(without):
            if not NOBODY.search(match.group()):
                yield kind, match.group().strip()
        without = pattern.sub(" ", without)


def marks(found: Iterable[Hit]) -> dict[str | None, str]:
    """For each document a short mark of what was found in it: what a person has looked at is known by it."""
    by_document: dict[str | None, set[str]] = defaultdict(set)
    for hit in found:
        by_document[hit.document].add(hit.found)
    return {
        document: blake2s("\x1f".join(sorted(values)).encode("utf-8", "replace"), digest_size=4).hexdigest()
        for document, values in by_document.items()
    }


def unreviewed(found: Iterable[Hit], reviewed: Mapping[str, str]) -> list[Hit]:
    """Those that nobody has looked at: of documents without a line in the list, or with other hits than then."""
    found = list(found)
    seen = {document for document, mark in marks(found).items() if reviewed.get(name(document)) == mark}
    return [hit for hit in found if hit.document not in seen]


def lines(found: Iterable[Hit]) -> list[str]:
    """What to put into the list once a person has looked at all of them."""
    return [f"{name(document)} {mark}" for document, mark in sorted(marks(found).items(), key=lambda it: name(it[0]))]


def name(document: str | None) -> str:
    """What a line of the list begins with."""
    return document or "*"


def read_reviewed(file: Path | None) -> dict[str, str]:
    """The list: a line a document, its id and the mark of what was found in it; what follows "#" is a remark.

    Raises:
        ReviewError: the file cannot be read, or a line is something else.
    """
    if file is None:
        return {}
    try:
        rows = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReviewError(f"{file} cannot be read: {error}.") from error
    found = {}
    for number, row in enumerate(rows, 1):
        parts = row.partition("#")[0].split()
        if len(parts) not in (0, 2):
            raise ReviewError(f"{file}, line {number}: write a document's id and its mark, as `publish` prints them.")
        if parts:
            found[parts[0]] = parts[1]
    return found
