"""Demands and what became of them: a status for each, from a log that people add to and nothing rewrites."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from avr_docs import log_files, moved, store, tracked, tracking
from avr_docs.changes import STATUSES, TrackerError, no_status
from avr_docs.entries import Entry
from avr_docs.words import counted


def demands(db: Database, *, status: str | None = None, addressee: str | None = None) -> list[dict[str, Any]]:
    """The demands, newest document first, each with its document, sentence, safeguards and number of entries.

    `addressee` is part of its name, in any case. A status that is none of `STATUSES` raises TrackerError.
    """
    if status is not None and status not in STATUSES:
        raise TrackerError(no_status(status))
    query = """
        select m.key, m.status, m.status_date, m.action, m.text, m.addressee, m.condition, m.deadline,
          m.document, d.title, d.date, m.page, s.n as sentence,
          (select group_concat(safeguard, '; ') from
            (select safeguard from demand_safeguards where demand = m.key order by safeguard)) as safeguards,
          (select count(*) from demand_events e where e.demand = m.key) as events
        from demands m join documents d on d.id = m.document join sentences s on s.id = m.sentence
        where (:status is null or m.status = :status)
          and (:addressee is null or instr(lower(coalesce(m.addressee, '')), lower(:addressee)))
        order by d.date is null, d.date desc, d.id, m.n"""
    return list(db.query(query, {"status": status, "addressee": addressee}))


def orphans(db: Database) -> list[dict[str, Any]]:
    """Entries whose demand is not in the database now: its document was taken out, or its words have changed."""
    query = "select * from demand_events where demand not in (select key from demands) order by id"
    return list(db.query(query))


def listing(path: Path, *, status: str | None = None, addressee: str | None = None) -> list[dict[str, Any]]:
    """The demands in the database at `path` as a table for a person; entries without a demand stand at its end."""
    with store.connect(path) as db:
        shown = ("key", "status", "status_date", "action", "text", "addressee", "document", "page")
        found = [{name: row[name] for name in shown} for row in demands(db, status=status, addressee=addressee)]
        if addressee is None:
            lost = [event for event in orphans(db) if event["status"] and status in (None, event["status"])]
            found += [_lost(event, shown) for event in lost]
        return found


def to_confirm(path: Path, log: Path) -> list[dict[str, Any]]:
    """The lost demands of the log as a table for a person: a row for each demand that one may be now, else one row."""
    with store.connect(path) as db:
        found = [moved.searched(db, one) for one in moved.lost(db, log)]
    rows = []
    for one in found:
        last = one.entries[-1]
        facts = {"key": one.key, "status": last.status, "date": last.date, "said": one.text, "document": one.document}
        rows += [
            {**facts, "maybe": each["key"], "likeness": each["likeness"], "says": each["text"], "in": each["document"]}
            for each in one.candidates
        ] or [{**facts, **dict.fromkeys(("maybe", "likeness", "says", "in"))}]
    return rows


def load(db: Database, log: Path, rows: Iterable[Entry] = ()) -> int:
    """Takes `rows` of demand_events.csv into the log, and puts the log in the place of what the database holds of it.

    Also keeps the words of each demand that has entries, for the day when its document changes. Returns how many
    entries were new.

    Raises:
        TrackerError: the database shows entries that the log lacks: it is another log, or an old copy.
    """
    check_log(db, log)
    added = log_files.take_in(log, rows)
    if log.exists():
        with tracking.opened(log) as connection, tracking.writing(connection):
            named = [key for (key,) in connection.execute("select distinct demand from entries")]
            named += [key for (key,) in connection.execute("select distinct moved_to from entries where moved_to > ''")]
            tracking.see(connection, tracked.words(db, named))
    tracked.show_all(db, log)
    return added


def check_log(db: Database, log: Path) -> None:
    """Raises TrackerError if the database shows entries that the log lacks: a build would lose them from sight."""
    held = {(entry.id, entry.recorded) for entry in tracking.entries(log)}
    shown = db.execute("select id, recorded from demand_events where recorded is not null").fetchall()
    lacking = sum(tuple(row) not in held for row in shown)
    if lacking:
        what = "is not there" if not log.exists() else "is another log, or an old copy"
        count = counted(lacking, "entry", "entries")
        raise TrackerError(
            f"The log {log} {what}: the database shows {count} that it lacks. Put the right one in its place, or name "
            "it (--tracking). To do without, delete the database and build it again."
        )


def _lost(event: dict[str, Any], shown: Iterable[str]) -> dict[str, Any]:
    facts = {"key": event["demand"], "status": event["status"], "status_date": event["date"]}
    text = f"(no such demand now) {event['note'] or ''}".strip()
    return {**dict.fromkeys(shown), **facts, "text": text}
