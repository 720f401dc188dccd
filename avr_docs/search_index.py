"""The search index brought up to date: what is new or changed is taken in, document by document."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import blake2s
from itertools import chain, islice
from typing import Any, NamedTuple

from sqlite_utils import Database

from avr_docs import search_tables, store
from avr_docs.errors import StoreError
from avr_docs.search_items import DOCUMENT_BITS, OF_DOCUMENTS, Claim, Item, day_of, item, labels, of_document

#: What filters ask of a document.
Facts = dict[str, str | None]
#: Documents in one transaction: a build that is killed loses the work on no more.
AT_ONCE = 200

DOCUMENT = """
select title, date, type, programme, publisher, authors, number, sender, recipient, subject from documents
where id = ?
"""
PARTIES = "select name, role, organization from parties where document = ? order by part, position"
SENTENCES = """
select s.id, s.text, iif(exists (select 1 from demands d where d.sentence = s.id), 'demand', 'sentence')
from sentences s where s.document = ? order by s.n
"""
NOTES = "select id, text from notes where document = ? order by n"
CLAIMS = """
select c.sentence, c.kind, cs.safeguard, cs.status, c.source_role, c.actor from claims c
left join claim_safeguards cs on cs.claim = c.id where c.document = ? and c.sentence is not null
order by c.n, c.id, cs.safeguard
"""
WORKS = "select key, title, author, container, publisher, court, docket, reporter, issued from works"
TEXT = "insert into search_texts(item, title, words, ref) values (?, ?, ?, ?)"
WORDS = "insert into search_fts(rowid, title, words, marks) values (?, ?, ?, ?)"
UNDO = "insert into search_fts(search_fts, rowid, title, words, marks) values ('delete', ?, ?, ?, ?)"
SAID = "insert into search_claims(item, n, kind, safeguard, status, role, actor) values (?, ?, ?, ?, ?, ?, ?)"
KNOWN = "insert into search_documents(number, document, day, type, programme) values (?, ?, ?, ?, ?)"
#: What the index holds of the items between two numbers: full-text search forgets only what it is told again.
STORED = "select item, title, words, ref from search_texts where item between ? and ?"
STORED_CLAIMS = """
select item, kind, safeguard, status, role, actor from search_claims where item between ? and ? order by item, n
"""


class Entry(NamedTuple):
    """An item with what the index holds of it."""

    item: Item
    title: str
    words: str
    ref: str
    claims: tuple[Claim, ...] = ()

    def indexed(self, of_it: Facts) -> tuple[int, str, str, str]:
        """What full-text search is given of it: its number, its words and its labels."""
        return self.item.number, self.title, self.words, " ".join(labels(self.item.sort, of_it, self.claims))


def refresh(db: Database) -> int:
    """Takes in what was changed since the last time; the number of documents that were.

    Each batch of documents is one transaction, and they are noted as changed until it is through: one that is killed
    is taken up by the next refresh.
    """
    with store.transaction(db):
        search_tables.create(db)
    count = 0
    while stale := _stale(db):
        with store.transaction(db):
            for document in stale:
                _replace(db, document)
        count += len(stale)
    _works(db)
    if count:
        with store.transaction(db):
            db.execute("insert into search_fts(search_fts, rank) values ('merge', 500)")
    return count


def rebuild(db: Database) -> int:
    """Makes the whole index anew; the number of documents in it."""
    with store.transaction(db):
        search_tables.drop(db)
        search_tables.create(db)
    count = refresh(db)
    with store.transaction(db):
        db.execute("insert into search_fts(search_fts) values ('optimize')")
    return count


def _stale(db: Database) -> list[str]:
    """Some of the documents that are not as the index has them, newest first: full-text search is fastest so."""
    found = db.execute(
        "select s.document, d.date from search_stale s left join documents d on d.id = s.document "
        "order by d.date is null, d.date desc, d.id limit ?",
        [AT_ONCE],
    )
    return [id for id, date in sorted(found.fetchall(), key=lambda each: (-day_of(each[1]), each[0]))]


def _replace(db: Database, id: str) -> None:
    """Puts the document as it is now in the place of what the index had of it."""
    known = db.execute("select number, day, type, programme from search_documents where document = ?", [id]).fetchone()
    if known:
        number, day, *of_it = known
        _remove(db, of_document(day, number), _facts(of_it))
        db.execute("delete from search_documents where number = ?", [number])
    row = db.execute(DOCUMENT, [id]).fetchone()
    if row:
        title, date, type, programme, *more = row
        number = known[0] if known else _next(db)
        db.execute(KNOWN, [number, id, day_of(date), type, programme])
        document = Entry(Item(day_of(date), number, 0, "document"), title or "", _of_parties(db, id, more), id)
        _insert(db, chain([document], _entries(db, document)), _facts((type, programme)))
    db.execute("delete from search_stale where document = ?", [id])


def _facts(values: Iterable[str | None]) -> Facts:
    return dict(zip(OF_DOCUMENTS, values, strict=True))


def _next(db: Database) -> int:
    """The number of a new document; 0 is for works, which belong to none."""
    number = int(db.execute("select coalesce(max(number), 0) + 1 from search_documents").fetchone()[0])
    if number >> DOCUMENT_BITS:
        raise StoreError(f"The search index holds {number - 1:,} documents and no more. Divide the collection in two.")
    return number


def _of_parties(db: Database, id: str, more: Iterable[Any]) -> str:
    """What a document can be found by beside its title: who published, wrote, sent and signed it, its subject."""
    parties = [part for row in db.execute(PARTIES, [id]) for part in row]
    return "\n".join(dict.fromkeys(str(part) for part in (*more, *parties) if part))


def _entries(db: Database, document: Entry) -> Iterator[Entry]:
    """The document's sentences with their claims, then its notes."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    for sentence, *claim in db.execute(CLAIMS, [document.ref]):
        claims[sentence].append(Claim(*claim))
    sentences = db.execute(SENTENCES, [document.ref]).fetchall()
    notes = [(key, text, "note") for key, text in db.execute(NOTES, [document.ref])]
    for place, (key, text, sort) in enumerate([*sentences, *notes], 1):
        said = tuple(dict.fromkeys(claims[key])) if sort != "note" else ()
        yield Entry(document.item._replace(place=place, sort=sort), "", text or "", key, said)


def _insert(db: Database, entries: Iterator[Entry], of_it: Facts) -> None:
    while some := list(islice(entries, 5000)):
        db.conn.executemany(TEXT, ((each.item.number, *each[1:4]) for each in some))
        db.conn.executemany(WORDS, (each.indexed(of_it) for each in some))
        said = ((each.item.number, n, *claim) for each in some for n, claim in enumerate(each.claims))
        db.conn.executemany(SAID, said)


def _remove(db: Database, numbers: tuple[int, int], of_it: Facts) -> None:
    claims: dict[int, list[Claim]] = defaultdict(list)
    for number, *claim in db.execute(STORED_CLAIMS, numbers):
        claims[number].append(Claim(*claim))
    stored = db.execute(STORED, numbers).fetchall()
    entries = (Entry(item(number), title, words, ref, tuple(claims[number])) for number, title, words, ref in stored)
    db.conn.executemany(UNDO, (each.indexed(of_it) for each in entries))
    db.execute("delete from search_texts where item between ? and ?", numbers)
    db.execute("delete from search_claims where item between ? and ?", numbers)


def _works(db: Database) -> None:
    """Brings the cited works up to date: those that are not as the index has them."""
    before = {key: (item, digest) for key, item, digest in db.execute("select key, item, digest from search_works")}
    now = {row[0]: (row, _digest(row)) for row in db.execute(WORKS)}
    gone = [key for key, (_, digest) in before.items() if key not in now or now[key][1] != digest]
    new = [key for key, (_, digest) in now.items() if key not in before or before[key][1] != digest]
    if not (gone or new):
        return
    places: dict[int, int] = defaultdict(int)  # the last that is taken, by day
    for number, _ in before.values():
        taken = item(number)
        places[taken.day] = max(places[taken.day], taken.place)
    with store.transaction(db):
        for key in gone:
            _remove(db, (before[key][0], before[key][0]), {})
            db.execute("delete from search_works where key = ?", [key])
        for (key, title, *words, issued), digest in sorted((now[key] for key in new), key=_newest_first):
            day = day_of(issued)
            places[day] += 1
            work = Item(day, 0, places[day], "work")
            said = "\n".join(str(word) for word in words if word)
            _insert(db, iter([Entry(work, title or "", said, key)]), {})
            db.execute("insert into search_works(key, item, digest) values (?, ?, ?)", [key, work.number, digest])


def _newest_first(work: tuple[tuple[Any, ...], str]) -> tuple[int, str]:
    row, _ = work
    return -day_of(row[-1]), row[0]


def _digest(row: tuple[Any, ...]) -> str:
    return blake2s(repr(row).encode("utf-8", "replace"), digest_size=12).hexdigest()
