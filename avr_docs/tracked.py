"""From the log into the database: what readers see of it, each entry under the key that its demand has now."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from avr_docs import store, tracking
from avr_docs.entries import Entry

WORDS = """
select m.key, m.text, m.document, d.title, s.text as sentence from demands m join documents d on d.id = m.document
left join sentences s on s.id = m.sentence where m.key in (select value from json_each(?))
"""


@dataclass(frozen=True, slots=True)
class Keys:
    """Where demands stand now. `moves` leads from a key to the one that staff confirmed, `there` are those of the
    database, `gone` those of which staff said that no document holds them any more."""

    moves: Mapping[str, str]
    there: Collection[str]
    gone: Collection[str]

    def present(self, key: str) -> str:
        """The key under which a demand stands now; the last one known where it stands nowhere."""
        passed: set[str] = set()
        while key not in self.there and key in self.moves and key not in passed:
            passed.add(key)
            key = self.moves[key]
        return key

    def leading_to(self, keys: Collection[str]) -> set[str]:
        """The keys under which the demands with these present `keys` stand, or stood before."""
        return {*keys, *(key for key in self.moves if self.present(key) in keys)}


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that nobody took back, without those that take back."""
    entries = list(entries)
    undone = {entry.undoes for entry in entries}
    return [entry for entry in entries if entry.kind != "undo" and entry.id not in undone]


def keys(db: Database, placings: Iterable[Entry], named: Iterable[str]) -> Keys:
    """Where the `named` demands stand now, as the `placings` in the log say; of two for one key, the later counts."""
    last = {entry.demand: entry for entry in standing(placings) if entry.kind in ("moved", "gone")}
    moves = {key: entry.moved_to for key, entry in last.items() if entry.moved_to}
    query = "select key from demands where key in (select value from json_each(?))"
    there = {key for (key,) in db.execute(query, [store.json_list({*named, *last, *moves.values()})])}
    return Keys(moves, there, {key for key, entry in last.items() if entry.kind == "gone"})


def show_all(db: Database, log: Path) -> None:
    """Puts the log in the place of what the database holds of it, and each demand's status with it."""
    with store.transaction(db):  # the log is read within: who writes later has read what was recorded before
        entries = tracking.entries(log)
        rows = _rows(entries, keys(db, entries, (entry.demand for entry in entries)))
        db.execute("delete from demand_events")
        store.insert(db, "demand_events", rows)
        _settle(db, "status <> 'open' or status is null or key in (select demand from demand_events)")


def show(db: Database, log: Path, changed: Collection[str]) -> None:
    """The same for the demands with the `changed` keys, old or present, alone."""
    with store.transaction(db):
        with tracking.opened(log) as connection:
            where = keys(db, tracking.placings(connection), changed)
            changed = {*changed, *(where.present(key) for key in changed)}
            entries = tracking.entries_of(connection, where.leading_to(changed))
        rows = [row for row in _rows(entries, where) if row["demand"] in changed]
        listed = store.json_list(changed)
        db.execute("delete from demand_events where demand in (select value from json_each(?))", [listed])
        ids = str(sorted(row["id"] for row in rows))
        db.execute("delete from demand_events where id in (select value from json_each(?))", [ids])
        store.insert(db, "demand_events", rows)
        _settle(db, "key in (select value from json_each(?))", listed)


def words(db: Database, wanted: Iterable[str]) -> list[dict[str, Any]]:
    """What the demands with these keys say now, for those that are in the database."""
    return list(db.query(WORDS, [store.json_list(wanted)]))


def _rows(entries: Iterable[Entry], where: Keys) -> list[dict[str, Any]]:
    """Entries of a status and those that take one back; what is internal is left out, so that no copy can leak it."""
    entries = list(entries)
    of_a_status = {entry.id for entry in entries if entry.kind == "status"}
    return [
        {
            "id": entry.id,
            "demand": where.present(entry.demand),
            "date": entry.date,
            "status": entry.status,
            "note": None if entry.internal else entry.note,
            "evidence": None if entry.internal else entry.evidence,
            "who": entry.who,
            "recorded": entry.recorded,
            "internal": int(entry.internal),
            "undoes": entry.undoes,
        }
        for entry in entries
        if entry.id in of_a_status or entry.undoes in of_a_status
    ]


def _settle(db: Database, which: str, *values: str) -> None:
    db.execute(
        "update demand_events set evidence_document = evidence where evidence in (select id from documents) "
        "and evidence_document is null"
    )
    db.execute(f"{store.LATEST} where {which}", values)
