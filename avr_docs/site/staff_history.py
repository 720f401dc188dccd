"""What the log says, as the staff's pages show it: with what is internal, what was taken back, and what moved."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from avr_docs import moved, store, tracked, tracking
from avr_docs.entries import Entry

Row = dict[str, Any]

#: Entries on a page of the log, and lost demands on a page of those.
PAGE, LOST_PAGE = 50, 5
DEMAND = """
select m.key, m.text, m.addressee, m.status, m.status_date, m.document, m.page, d.title, d.date as document_date,
  s.n as sentence_n, s.text as sentence from demands m join documents d on d.id = m.document
left join sentences s on s.id = m.sentence where m.key = ?
"""


def demand(path: Path, log: Path, key: str) -> Row | None:
    """The demand with this key, with its `history`, newest entry first; None where there is none.

    `last` is the latest entry on it, 0 for none; `shown` are the numbers of those that the database shows.
    """
    with store.connect(path) as db:
        found = next(db.query(DEMAND, [key]), None)
        if found is None:
            return None
        own = _entries_of(db, log, key)
        shown = {id for (id,) in db.execute("select id from demand_events where demand = ?", [key])}
        last = max((each.id or 0 for each in own if each.demand == key), default=0)
        return {**found, "history": _told(db, own), "last": last, "shown": shown}


def log_page(path: Path, log: Path, number: int) -> Row:
    """Entries of the log, newest first, of page `number` from 1; `pages` is how many there are."""
    with tracking.opened(log) as connection, store.connect(path) as db:
        (count,) = connection.execute("select count(*) from entries where kind <> 'undo'").fetchone()
        pages = max(1, -(-count // PAGE))
        number = min(number, pages)
        query = (
            f"select id from entries where kind <> 'undo' order by id desc limit {PAGE} offset {(number - 1) * PAGE}"
        )
        query = f"select * from entries where id in ({query}) or undoes in ({query})"
        rows = _told(db, [tracking.entry(row) for row in connection.execute(query)])
        rows.sort(key=lambda row: -row["id"])
        named = [row["demand"] for row in rows]
        where = tracked.keys(db, tracking.placings(connection), named)
        words = {each["key"]: each for each in tracked.words(db, map(where.present, named))}
        query = "select key, text from demands_seen where key in (select value from json_each(?))"
        seen = {row["key"]: row["text"] for row in connection.execute(query, [store.json_list(named)])}
    for row in rows:
        row["there"] = words.get(where.present(row["demand"]))
        row["text"] = row["there"]["text"] if row["there"] else seen.get(row["demand"])
    return {"entries": rows, "number": number, "pages": pages, "count": count}


def lost_page(path: Path, log: Path, number: int) -> Row:
    """Lost demands with those that they may be now, of page `number` from 1."""
    with store.connect(path) as db:
        found = moved.lost(db, log)
        pages = max(1, -(-len(found) // LOST_PAGE))
        number = min(number, pages)
        part = found[(number - 1) * LOST_PAGE : number * LOST_PAGE]
        there = "select id from documents where id in (select value from json_each(?))"
        return {
            "lost": [moved.searched(db, one) for one in part],
            "documents": {id for (id,) in db.execute(there, [store.json_list(one.document or "" for one in part)])},
            "count": len(found),
            "number": number,
            "pages": pages,
        }


def awaiting(path: Path, log: Path) -> int:
    """How many demands await a person's word."""
    with store.connect(path) as db:
        return len(moved.lost(db, log))


def _entries_of(db: Any, log: Path, key: str) -> list[Entry]:
    """The entries on a demand under any key that it had, with those that moved it and those that take back."""
    if not log.exists():
        return []
    with tracking.opened(log) as connection:
        where = tracked.keys(db, tracking.placings(connection), [key])
        return tracking.entries_of(connection, where.leading_to({key}))


def _told(db: Any, entries: Iterable[Entry]) -> list[Row]:
    """Entries but those that take back, newest first; each with the one that took it back and its evidence's title."""
    entries = list(entries)
    back: dict[int, Entry] = {each.undoes: each for each in entries if each.undoes is not None}
    told = [{**asdict(each), "back": back.get(each.id or 0)} for each in entries if each.kind != "undo"]
    documents = {row["evidence"] for row in told if row["evidence"]}
    query = "select id, title from documents where id in (select value from json_each(?))"
    titles = {id: title or id for id, title in db.execute(query, [store.json_list(documents)])}
    for row in told:
        row["evidence_title"] = titles.get(row["evidence"])
    return sorted(told, key=lambda row: (row["date"], row["recorded"], row["id"]), reverse=True)
