"""Entries of the log as people make them: a new status, one that takes another back, where a lost demand went."""

import getpass
import sqlite3
from dataclasses import replace
from datetime import date as day
from pathlib import Path
from typing import Any, NamedTuple, cast

from sqlite_utils import Database

from avr_docs import log_files, moved, store, tracked, tracker, tracking
from avr_docs.changes import LONGEST_NOTE, Overtaken, Refused, TrackerError, check_key, problems, too_long
from avr_docs.entries import Entry
from avr_docs.errors import StoreError
from avr_docs.records import DemandStatus


class Recorded(NamedTuple):
    """An entry that is in the log for good. `shown` is False where the database could not be changed: the next build
    shows it. `message` says all of it in a sentence."""

    id: int
    shown: bool
    message: str


def set_status(
    path: Path,
    key: str,
    *,
    status: str,
    note: str | None = None,
    evidence: str | None = None,
    date: str | None = None,
    internal: bool = False,
    who: str | None = None,
    log: Path | None = None,
    last: int | None = None,
) -> Recorded:
    """Adds an entry to the log, and shows it in the database at `path`.

    `evidence` is a document's id or an http(s) address; `date` is today if left out; `who` the user of the computer;
    `log` is tracking.db beside the database. `last` is the latest entry that the person had seen on the demand (0 for
    none). The log is written first and is what counts.

    Raises:
        TrackerError: the key is not one; Refused: a field is not as it must be, or note and evidence are both missing
            where one is needed; Overtaken: the demand has an entry after `last`. Nothing was recorded.
        StoreError, TrackingError: the database or the log cannot be used.
    """
    log = tracking.path_for(path, log)
    note = _tidy(note)
    change = Entry(
        demand=key,
        date=(date or "").strip() or day.today().isoformat(),
        status=cast(DemandStatus, status),
        note=note,
        evidence=(evidence or "").strip() or None,
        internal=internal,
        who=_tidy(who) or user(),
    )
    with store.connect(path) as db:
        check_key(db, key)
        fields = problems(db, change)
        if fields:
            raise Refused(fields)
        seen = tracked.words(db, [key])
    with tracking.opened(log, create=True) as connection, tracking.writing(connection):
        if last is not None:
            _check_last(connection, key, last)
        tracking.see(connection, seen)
        id = tracking.append(connection, change)
    return _shown(path, log, {key}, id, f"{key}: {status} on {change.date}, recorded in {log.name} as entry {id}.")


def undo(path: Path, id: int, *, note: str | None = None, who: str | None = None, log: Path | None = None) -> Recorded:
    """Adds an entry that takes entry `id` back: it stays in the log, and counts no more.

    Raises:
        TrackerError: there is no such entry, it was taken back before, or it takes another back itself.
    """
    log = tracking.path_for(path, log)
    note = _tidy(note)
    if note and len(note) > LONGEST_NOTE:
        raise Refused({"note": too_long("note", LONGEST_NOTE)})
    with tracking.opened(log) as connection, tracking.writing(connection):
        row = connection.execute("select * from entries where id = ?", [id]).fetchone()
        if row is None:
            raise TrackerError(f"There is no entry {id} in {log.name}. `avr-docs demands DB log` lists them.")
        taken = tracking.entry(row)
        if taken.kind == "undo":
            raise TrackerError(f"Entry {id} takes entry {taken.undoes} back already. Record the status again instead.")
        before = connection.execute("select id, who from entries where undoes = ?", [id]).fetchone()
        if before is not None:
            raise TrackerError(f"Entry {id} was taken back before, by {before['who']} with entry {before['id']}.")
        back = Entry(demand=taken.demand, date=day.today().isoformat(), kind="undo", note=note, undoes=id)
        new = tracking.append(connection, replace(back, who=_tidy(who) or user(), internal=taken.internal))
    changed = {taken.demand, *([taken.moved_to] if taken.moved_to else [])}
    return _shown(path, log, changed, new, f"Entry {id} is taken back, recorded in {log.name} as entry {new}.")


def place(
    path: Path,
    key: str,
    to: str | None,
    *,
    note: str | None = None,
    who: str | None = None,
    log: Path | None = None,
) -> Recorded:
    """Records that the lost demand `key` stands under the key `to` now; None says that no document holds it any more.

    Raises:
        TrackerError: `key` does not await this, or there is no demand `to`.
    """
    log = tracking.path_for(path, log)
    with store.connect(path) as db:
        if key not in {one.key for one in moved.lost(db, log)}:
            raise TrackerError(
                f"{key!r} awaits no confirmation: it is in the database, or was confirmed before. "
                "`avr-docs demands DB moved` lists those that do."
            )
        if to is not None:
            check_key(db, to)
        seen = tracked.words(db, [to] if to else [])
    kind: Any = "gone" if to is None else "moved"
    entry = Entry(demand=key, date=day.today().isoformat(), kind=kind, note=_tidy(note), moved_to=to)
    with tracking.opened(log) as connection, tracking.writing(connection):
        tracking.see(connection, seen)
        id = tracking.append(connection, replace(entry, who=_tidy(who) or user()))
    told = f"{key} stands under {to} now" if to else f"{key} is in no document any more"
    return _shown(path, log, {key, *([to] if to else [])}, id, f"{told}, recorded in {log.name} as entry {id}.")


def place_same(
    path: Path, *, note: str | None = None, who: str | None = None, log: Path | None = None
) -> list[Recorded]:
    """Places every lost demand that stands elsewhere in the very same words, and nowhere else: a renamed document's."""
    with store.connect(path) as db:
        lost = [moved.searched(db, one) for one in moved.lost(db, tracking.path_for(path, log))]
    found = [(one.key, one.same_words["key"]) for one in lost if one.same_words]
    return [place(path, key, to, note=note, who=who, log=log) for key, to in found]


def take_in(path: Path, file: Path, *, log: Path | None = None) -> int:
    """Takes the entries of a spreadsheet into the log, shows them in the database, and returns how many were new.

    Raises:
        CorpusError: it is no such spreadsheet; nothing was recorded.
        StoreError: the database cannot be changed; the entries are in the log, and the next build shows them.
    """
    rows = log_files.read(file)
    with store.connect(path, write=True) as db:
        return tracker.load(db, tracking.path_for(path, log), rows)


def user() -> str:
    """Who is signed in to the computer.

    Raises:
        TrackerError: the system does not say.
    """
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise TrackerError("It is not known who you are; say it with --who NAME.") from error


def _check_last(connection: sqlite3.Connection, key: str, last: int) -> None:
    query = "select id, who, status from entries where demand = ? and id > ? order by id desc limit 1"
    newer = connection.execute(query, [key, last]).fetchone()
    if newer is not None:
        raise Overtaken(
            f"{newer['who']} added entry {newer['id']} while you wrote. Look at the history: "
            "if what you wrote still holds, record it now."
        )


def _shown(path: Path, log: Path, changed: set[str], id: int, told: str) -> Recorded:
    """Shows what was recorded in the database, where that can be."""
    try:
        with store.connect(path, write=True) as db:
            tracked.show(db, log, changed)
            return Recorded(id, True, f"{told}{_later(db, log, id)}")
    except (sqlite3.Error, StoreError) as error:
        return Recorded(id, False, f"{told} {path.name} cannot be changed now ({error}): the next build will show it.")


def _later(db: Database, log: Path, id: int) -> str:
    """Says so where the entry does not give the demand its status, as another has a later date."""
    row = db.execute(
        "select m.status, m.status_date, e.status, e.date from demand_events e join demands m on m.key = e.demand "
        "where e.id = ? and e.status is not null",
        [id],
    ).fetchone()
    if row is None or tuple(row[:2]) == tuple(row[2:]):
        return ""
    return f" Its status stays {row[0]}, which is of {row[1]}."


def _tidy(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None
