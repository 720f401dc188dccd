"""Whether a work still holds: what staff noted of annulled judgments, retracted papers, superseded guidance."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlite_utils import Database

from avr_docs import store
from avr_docs.records import ListedStatus
from avr_docs.works import identifiers
from avr_docs.works.plain import squeezed
from avr_docs.works.profile import Profile, parties_meet
from avr_docs.works.titles import title

WORKS = "select key, type, title, issued, doi, docket, url, archive_url from works"
ADDRESSES = "select distinct work, url from citations where work is not null and url is not null"
CLEAR = """
update works set status = null, status_date = null, status_note = null, status_source = null where status is not null
"""
SET = "update works set status = ?, status_date = ?, status_note = ?, status_source = ? where key = ?"


def set_statuses(db: Database, known: Iterable[ListedStatus]) -> int:
    """Sets the status of every work that a record tells of, in one transaction, and clears the others'; their number.

    A record is of a work that has its DOI, its address, its docket (with a party's name, where it gives a title), or
    its title, if hardly two works have it and the DOI is not another. What appeared on the day of the change or after
    it is the decision that changed it, not what was changed. Of two records the later holds.
    """
    listed = sorted(known, key=lambda each: each.date or "")
    works = {row["key"]: row for row in db.query(WORKS)} if listed else {}
    index = _index(db, works.values())
    found: dict[str, ListedStatus] = {}
    for each in listed:
        for name in _identifiers(each):
            for key in index.get(name, ()):
                if _may_be(each, works[key], name[0]):
                    found[key] = each
    with store.transaction(db):
        db.execute(CLEAR)
        rows = [(each.status, each.date, each.note, each.source, key) for key, each in sorted(found.items())]
        db.conn.executemany(SET, rows)
    return len(rows)


def _index(db: Database, works: Iterable[dict[str, Any]]) -> dict[tuple[str, str], set[str]]:
    """The works by each thing that a record may know them by."""
    index: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in works:
        key = each["key"]
        if doi := identifiers.doi(each["doi"], each["url"]):
            index["doi", doi].add(key)
        for number in identifiers.dockets(each["docket"]):
            index["docket", number].add(key)
        for url in filter(None, map(identifiers.address, (each["url"], each["archive_url"]))):
            index["url", url].add(key)
        if heading := title(each["title"]):
            index["title", squeezed(heading.all)].add(key)
    if index:
        for key, url in db.execute(ADDRESSES).fetchall():
            if address := identifiers.address(url):
                index["url", address].add(key)
    return index


def _identifiers(known: ListedStatus) -> Iterator[tuple[str, str]]:
    if doi := identifiers.doi(known.doi, known.url):
        yield "doi", doi
    if address := identifiers.address(known.url):
        yield "url", address
    for number in sorted(identifiers.dockets(known.docket)):
        yield "docket", number
    heading = title(known.title)
    if heading and heading.specific and not known.docket:
        yield "title", squeezed(heading.all)


def _may_be(known: ListedStatus, work: dict[str, Any], by: str) -> bool:
    issued = work["issued"] or ""
    if known.date and len(issued) >= 10 and issued >= known.date:
        return False
    if by == "title" and known.doi:
        dois = {identifiers.doi(known.doi), identifiers.doi(work["doi"], work["url"])}
        if len(dois - {None}) > 1:
            return False
    one, other = title(known.title), title(work["title"])
    if by != "docket" or not one or not other:
        return True
    return parties_meet(Profile(titles=frozenset({one})), Profile(titles=frozenset({other})))
