"""Demands and what became of them: a status for each, from a log that people add to and nothing rewrites."""

import sqlite3
from collections.abc import Iterable
from datetime import date as day
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from sqlite_utils import Database

from avr_docs import spreadsheet_log, store
from avr_docs.corpus import DEMAND_EVENTS, DemandEvent
from avr_docs.errors import AvrDocsError, LogError, StoreError
from avr_docs.records import DemandStatus
from avr_docs.spreadsheet import is_date, is_url

STATUSES: tuple[str, ...] = get_args(DemandStatus)
#: Statuses that say that nothing was found; any other must say what was.
WITHOUT_NOTE = frozenset({"open", "no_response"})
FILE = "demand_events.csv"


class TrackerError(AvrDocsError):
    """A change of status is not as it must be; nothing was recorded."""


def demands(db: Database, *, status: str | None = None, addressee: str | None = None) -> list[dict[str, Any]]:
    """The demands, newest document first, each with its document, sentence, safeguards and number of events.

    `addressee` is part of its name, in any case. A status that is none of `STATUSES` raises TrackerError.
    """
    if status is not None:
        _check_status(status)
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
    """Events whose demand is not in the database now: its document was taken out, or its words have changed."""
    query = "select * from demand_events where demand not in (select key from demands) order by id"
    return list(db.query(query))


def listing(path: Path, *, status: str | None = None, addressee: str | None = None) -> list[dict[str, Any]]:
    """The demands in the database at `path` as a table for a person; events without a demand stand at its end."""
    with store.connect(path) as db:
        shown = ("key", "status", "status_date", "action", "text", "addressee", "document", "page")
        found = [{name: row[name] for name in shown} for row in demands(db, status=status, addressee=addressee)]
        if addressee is None:
            lost = [event for event in orphans(db) if status in (None, event["status"])]
            found += [_lost(event, shown) for event in lost]
        return found


def load(db: Database, events: Iterable[DemandEvent]) -> None:
    """Puts the log in the place of what the database holds of it, and each demand's latest status with it."""
    rows = [
        {"id": n, "demand": e.demand, "date": e.date, "status": e.status, "note": e.note, "evidence": e.evidence}
        for n, e in enumerate(events, 1)
    ]
    with store.transaction(db):
        db.execute("delete from demand_events")
        store.insert(db, "demand_events", rows)
        _settle(db)


def set_status(
    path: Path,
    key: str,
    *,
    status: str,
    note: str | None = None,
    evidence: str | None = None,
    date: str | None = None,
    events: Path | None = None,
) -> str:
    """Appends a change of status to the log, and shows it in the database at `path`; says so in a sentence.

    `evidence` is a document's id or an http(s) address; `date` is today if left out; `events` is the log, if left out
    the demand_events.csv of the corpus that the database was built from. The log is written first and is what counts:
    where the database cannot be changed, the next build shows it.

    Raises:
        TrackerError: the key, status, evidence or date is not one, or note and evidence are both missing where one
            is needed. Nothing was written.
        StoreError: the database cannot be used.
    """
    date = date or day.today().isoformat()
    note = " ".join((note or "").split()) or None
    with store.connect(path, write=True) as db:
        _check(db, key, status=status, note=note, evidence=evidence, date=date)
        log = events or _log(path, db)
        append(log, {"demand": key, "date": date, "status": status, "note": note, "evidence": evidence})
        try:
            _show(db, {"demand": key, "date": date, "status": status, "note": note, "evidence": evidence})
        except sqlite3.Error as error:
            raise StoreError(
                f"The change is recorded in {log.name}, and {path.name} cannot be changed now ({error}): "
                "the next build will show it."
            ) from error
        (now, since) = db.execute("select status, status_date from demands where key = ?", [key]).fetchone()
    later = "" if (now, since) == (status, date) else f" Its status stays {now}, which is of {since}."
    return f"{key}: {status} on {date}, recorded in {log.name}.{later}"


def append(path: Path, event: dict[str, str | None]) -> None:
    """Adds one row at the end of the log, which is made if there is none.

    Raises:
        TrackerError: it cannot be written, or lacks a column. Nothing was recorded.
    """
    try:
        spreadsheet_log.append(path, DEMAND_EVENTS, [event])
    except LogError as error:
        raise TrackerError(str(error)) from error


def _check(db: Database, key: str, *, status: str, note: str | None, evidence: str | None, date: str) -> None:
    keys = [each for (each,) in db.execute("select key from demands")]
    if key not in keys:
        near = get_close_matches(key, keys, n=3, cutoff=0.5) or [each for each in keys if each.startswith(key[:3])][:3]
        hint = f" Did you mean {' or '.join(near)}?" if near else " `avr-docs demands DB` lists them."
        raise TrackerError(f"There is no demand {key!r} in the database.{hint}")
    _check_status(status)
    if status not in WITHOUT_NOTE and not note and not evidence:
        raise TrackerError(f"The status {status!r} needs a note or evidence: say what happened, or what shows it.")
    if evidence and not is_url(evidence) and not _is_document(db, evidence):
        raise TrackerError(
            f"{evidence!r} is no evidence: give the id of a document in the database, "
            "or an address that begins with http:// or https://."
        )
    if not is_date(date) or len(date) != 10:
        raise TrackerError(f"{date!r} is not a day; write it as {day.today().isoformat()}.")
    if date > (day.today() + timedelta(days=1)).isoformat():  # one day, as it is tomorrow already elsewhere
        raise TrackerError(f"{date} lies in the future.")


def _check_status(status: str) -> None:
    if status not in STATUSES:
        raise TrackerError(f"{status!r} is not a status. They are {', '.join(STATUSES)}.")


def _is_document(db: Database, id: str) -> bool:
    return bool(db.execute("select 1 from documents where id = ?", [id]).fetchone())


def _log(path: Path, db: Database) -> Path:
    """The log of the corpus that the database was last built from, whose folder the run has noted."""
    row = db.execute("select corpus from runs where corpus is not null order by id desc limit 1").fetchone()
    folder = path.parent / str(row[0]) if row else None
    if folder is None or not folder.is_dir():
        raise TrackerError(f"The corpus that {path.name} was built from is not there: name its {FILE} (--events).")
    return folder / FILE


def _show(db: Database, event: dict[str, str | None]) -> None:
    with store.transaction(db):
        (last,) = db.execute("select coalesce(max(id), 0) from demand_events").fetchone()
        store.insert(db, "demand_events", [{"id": last + 1, **event}])
        _settle(db)


def _settle(db: Database) -> None:
    db.execute("update demand_events set evidence_document = (select id from documents where id = evidence)")
    db.execute(store.LATEST)


def _lost(event: dict[str, Any], shown: Iterable[str]) -> dict[str, Any]:
    facts = {"key": event["demand"], "status": event["status"], "status_date": event["date"]}
    text = f"(no such demand now) {event['note'] or ''}".strip()
    return {**dict.fromkeys(shown), **facts, "text": text}
