"""The table of works, from the citations of all documents."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from avr_docs import store
from avr_docs.works import fields, naming
from avr_docs.works.grouping import group
from avr_docs.works.held import Copy, copies, held
from avr_docs.works.profile import Profile, profile

SHORT = "('id', 'supra')"
FULL = f"select id, document, {', '.join(fields.SHARED)} from citations where type is null or type not in {SHORT}"
#: A short form stands for another work than it names where the note that it leads to cites something else.
THROUGH = f"""
update citations set work = (select whole.work from citations whole where whole.id = citations.stands_for)
where type in {SHORT} and stands_for is not null and coalesce(resolution, 'found') = 'found'
"""
COUNTED = """
update works set citations = n.citations, documents = n.documents
from (select w.key, count(c.id) as citations, count(distinct c.document) as documents
  from works w left join citations c on c.work = w.key group by w.key) n
where n.key = works.key and (works.citations, works.documents) is not (n.citations, n.documents)
"""
HELD = "select id, type, title, publisher, authors, date, number, state, url, archive_url from documents"


def identify(db: Database) -> int:
    """Makes the works again from the citations, in one transaction, with what was found out by them; their number.

    Every citation then leads to its work, short forms through what they stand for. Mentions, roots and circles go, as
    they rest on works: `mentions.find` and `independence.trace` make them again.
    """
    said = _said(db)
    ordered = sorted(said, key=lambda each: (-fields.fullness(said[each].row), each))
    groups = group([said[each].profile for each in ordered])
    documents = [held(row) for row in db.query(HELD)]
    found = copies([whole for _, whole in groups], documents)
    works, ids = [], []
    for (members, _), copy in zip(groups, found, strict=True):
        alike = [said[ordered[n]] for n in members]
        row = fields.best([(each.row, len(each.ids)) for each in alike])
        works.append({**row, "key": naming.key(row, only_in=alike[0].document), **(_columns(copy) if copy else {})})
        ids.append([id for each in alike for id in each.ids])
    for work, key in zip(works, unlike([str(work["key"]) for work in works]), strict=True):
        work["key"] = key
    leads = {id: str(work["key"]) for work, several in zip(works, ids, strict=True) for id in several}
    with store.transaction(db):
        for name in ("work_mentions", "claim_roots", "citation_circles"):
            db.execute(f"delete from {name}")
        _put(db, works)
        _lead(db, leads)
        db.execute(THROUGH)
        db.execute(COUNTED)
    return len(works)


@dataclass(slots=True)
class Said:
    """What citations with these ids say, whatever their capitals and blanks.

    `document` is given where what they say is too little to be known by in another document.
    """

    row: dict[str, Any]
    profile: Profile
    document: str | None
    ids: list[str]


def _said(db: Database) -> dict[tuple[str, ...], Said]:
    """What full citations say, each once, by words that two share that say the same."""
    alike: dict[tuple[Any, ...], list[tuple[str, str]]] = defaultdict(list)
    for id, document, *values in db.execute(FULL).fetchall():
        alike[tuple(values)].append((document, id))
    found: dict[tuple[str, ...], Said] = {}
    # Sorted, as the one that stays of those that differ in capitals is not to hang on which came first.
    for values in sorted(alike, key=_written):
        row = dict(zip(fields.SHARED, values, strict=True))
        if fields.cites_a_work(row):
            known, signature = profile(row), fields.signature(row)
            for document, id in alike[values]:
                only = document if known.vague else None
                said = signature if only is None else (*signature, only)
                found.setdefault(said, Said(row, known, only, [])).ids.append(id)
    return found


def _put(db: Database, works: Sequence[dict[str, Any]]) -> None:
    """The works in the place of those that were there; one that says what it said is left alone, with its words in the
    search table."""
    columns = ("key", *fields.SHARED, "document", "document_score", "document_match")
    before = {row[0]: row for row in db.execute(f"select {', '.join(columns)} from works").fetchall()}
    now = {each["key"]: tuple(each.get(name) for name in columns) for each in works}
    gone = [(key,) for key in before if before[key] != now.get(key)]
    db.conn.executemany("delete from works where key = ?", gone)
    store.insert(db, "works", (each for each in works if before.get(each["key"]) != now[each["key"]]))


def _lead(db: Database, leads: dict[str, str]) -> None:
    """Each citation to its work; those that lead there already are left alone."""
    before = dict(db.execute("select id, work from citations where work is not null").fetchall())
    stale: list[tuple[str | None, str]] = [(None, id) for id in before if id not in leads]
    fresh: list[tuple[str | None, str]] = [(key, id) for id, key in leads.items() if before.get(id) != key]
    db.conn.executemany("update citations set work = ? where id = ?", stale + fresh)


def unlike(keys: Sequence[str], *, taken: Iterable[str] = ()) -> list[str]:
    """The keys; one that stands there or in `taken` already has a number behind it."""
    seen = Counter(taken)
    found = []
    for each in keys:
        seen[each] += 1
        key = each if seen[each] == 1 else f"{each}-{seen[each]}"
        while key != each and seen[key]:
            seen[each] += 1
            key = f"{each}-{seen[each]}"
        if key != each:
            seen[key] += 1
        found.append(key)
    return found


def _columns(copy: Copy) -> dict[str, Any]:
    return {"document": copy.document, "document_score": copy.score, "document_match": copy.match}


def _written(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Words in small letters before those in capitals."""
    title = values[fields.SHARED.index("title")] or ""
    return (title.isupper(), *("" if value is None else str(value) for value in values))
