"""The keys of works: readable, and the same whenever the same is known of a work, in whatever order documents came."""

import re
from base64 import b32encode
from collections.abc import Mapping
from hashlib import blake2s
from typing import Any

from avr_docs.works import identifiers
from avr_docs.works.names import MOST_WORDS_OF_A_PERSON, OF_BODIES, PARTED
from avr_docs.works.plain import SMALL, words
from avr_docs.works.titles import title

#: Characters of the mark at the end: 25 bits, and only works with one author, year and beginning of the title share it.
MARK = 5
#: How a root that is a document, and no work, is called; the document's id follows.
DOCUMENT = "document:"
WORDS_OF_A_TITLE = 6
LONGEST = 80


def key(row: Mapping[str, Any], *, only_in: str | None = None) -> str:
    """The key of a work, from its row: by DOI, symbol, docket, or reporter; else author, year, title and a short mark.

    `only_in` is the document that cites it, where others may cite another work by the same words.

    doi-10.1017-s0020589, un-a-hrc-38-41, case-25244-18-2019-na-v-finland, ruiz-2020-tickets-home-k3f7q
    """
    year = (row["issued"] or "")[:4]
    name = _slug(*_title_words(row["title"]))
    symbol = identifiers.symbol(row["number"], None if row["type"] == "legal_case" else row["title"])
    dockets = sorted(identifiers.dockets(row["docket"]))
    reporter = identifiers.reporter(row["reporter"])
    if doi := identifiers.doi(row["doi"], row["url"]):
        return _short("doi", re.sub(r"[^a-z0-9.]+", "-", doi))
    if symbol:
        return _short("doc", symbol)
    if dockets:
        court = identifiers.court(row["court"])
        return _short("case", court if court and court.isascii() else "", dockets[0], row["issued"] or "", name)
    if reporter and name:
        return _short("case" if row["type"] == "legal_case" else "law", reporter, name)
    author = _author(row["author"] or row["container"] or row["publisher"])
    if not row["title"] and (address := identifiers.address(row["url"] or row["archive_url"])):
        place = re.sub(r"^https?://", "", address)
        return _short("web", place[:50], _mark(address))
    heading = title(row["title"])
    # A title that many works have tells them apart only with the day.
    day = "" if heading and heading.specific else row["issued"] or ""
    facts = (author, year, *(heading.main if heading else ()), day, *(() if heading else words(row["genre"] or "")))
    return _short(author, year, name, _mark(*facts, *filter(None, [only_in])))


def _author(text: str | None) -> str:
    """The first author's surname, or the beginning of a body's name."""
    first = (text or "").split(PARTED)[0]
    last, comma, _ = first.partition(",")
    found = [word for word in words(first) if word not in SMALL]
    if OF_BODIES & set(found) or len(found) > MOST_WORDS_OF_A_PERSON:
        return _slug(*found[:3])
    return _slug(*(words(last) if comma else found[-1:]))


def _title_words(text: str | None) -> tuple[str, ...]:
    heading = title(text)
    return tuple(word for word in heading.main if word not in SMALL)[:WORDS_OF_A_TITLE] if heading else ()


def _slug(*parts: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", " ".join(parts).casefold()).strip("-.")


def _short(*parts: str) -> str:
    whole = "-".join(filter(None, map(_slug, parts)))
    return whole if len(whole) <= LONGEST else f"{whole[: LONGEST - MARK - 1].rstrip('-.')}-{_mark(*parts)}"


def _mark(*facts: str) -> str:
    digest = blake2s("\x1f".join(facts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return b32encode(digest).decode("ascii").lower()[:MARK]
