"""tracking.db: the log of what became of demands. Entries are added and never changed, which SQLite itself sees to.

The file also holds who may sign in to the staff's site (`accounts`), and the words of each demand that has entries, so
that a demand whose document changed can be found again (`moved`).
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from avr_docs.entries import Entry, stamp
from avr_docs.errors import AvrDocsError

NAME = "tracking.db"
#: Stands in the file as `PRAGMA application_id`: what tells it from other databases ("AVRt").
APPLICATION = 0x41565274
VERSION = 1
#: How long to wait for somebody else who is writing.
BUSY_SECONDS = 10.0
MAGIC = b"SQLite format 3\x00"

SCHEMA = f"""
create table if not exists entries(
  id integer primary key autoincrement,
  demand text not null check (demand <> ''),
  recorded text not null,
  date text not null,
  kind text not null check (kind in ('status', 'undo', 'moved', 'gone')),
  status text,
  note text,
  internal integer not null default 0 check (internal in (0, 1)),
  evidence text,
  who text not null check (who <> ''),
  undoes integer unique references entries(id),
  moved_to text,
  check ((kind = 'status') = (status is not null)),
  check ((kind = 'undo') = (undoes is not null)),
  check ((kind = 'moved') = (moved_to is not null))
);
create index if not exists entries_demand on entries(demand);
create trigger if not exists entries_stay before update on entries begin
  select raise(abort, 'an entry of the log is never changed: add one that takes it back');
end;
create trigger if not exists entries_remain before delete on entries begin
  select raise(abort, 'an entry of the log is never deleted: add one that takes it back');
end;
create trigger if not exists entries_are_new before insert on entries
when exists (select 1 from entries where id = new.id or undoes = new.undoes) begin
  select raise(abort, 'an entry of the log is never replaced, and taken back only once');
end;
create table if not exists demands_seen(
  key text primary key, text text, document text, title text, sentence text, seen text not null
);
create table if not exists staff(
  name text primary key collate nocase, hash text not null, added text not null, changed text, signed_in text
);
create table if not exists sessions(
  token text primary key, name text not null collate nocase, created real not null, seen real not null
);
pragma application_id = {APPLICATION};
pragma user_version = {VERSION};
"""
COLUMNS = tuple(field.name for field in fields(Entry) if field.name != "id")


class TrackingError(AvrDocsError):
    """The log cannot be used; nothing was recorded."""


def path_for(db: Path, given: Path | None = None) -> Path:
    """Where the log of the database `db` lies: `given`, or tracking.db beside it."""
    return given or db.with_name(NAME)


def now() -> str:
    """This moment, as entries are stamped."""
    return stamp(datetime.now(UTC))


@contextmanager
def opened(path: Path, *, create: bool = False) -> Iterator[sqlite3.Connection]:
    """The log at `path`, closed at the end of the block; made if there is none and `create`.

    A new file can be read by nobody but its owner, as it holds what was said in confidence.

    Raises:
        TrackingError: there is no such file, it is something else, a newer version made it, or SQLite refuses.
    """
    try:
        _check_file(path, create)
        connection = sqlite3.connect(
            f"file:{quote(str(path.absolute()))}?mode=rw", uri=True, timeout=BUSY_SECONDS, isolation_level=None
        )
        try:
            connection.row_factory = sqlite3.Row
            _check_ours(path, connection)
            connection.execute("pragma foreign_keys = on")
            yield connection
        finally:
            connection.close()
    except (sqlite3.Error, OSError) as error:
        raise unusable(path, error) from error


@contextmanager
def writing(log: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, and nobody else's entry in between."""
    log.execute("begin immediate")
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error):
            log.execute("rollback")
        raise
    log.execute("commit")


def append(log: sqlite3.Connection, entry: Entry) -> int:
    """Adds an entry, stamped now if it has no stamp, and returns its number."""
    values = {name: getattr(entry, name) for name in COLUMNS}
    values |= {"recorded": entry.recorded or now(), "internal": int(entry.internal)}
    marks = ", ".join(f":{name}" for name in COLUMNS)
    return int(log.execute(f"insert into entries({', '.join(COLUMNS)}) values ({marks})", values).lastrowid or 0)


def entries(path: Path) -> list[Entry]:
    """All entries, in the order of their numbers; [] where there is no log."""
    if not path.exists():
        return []
    with opened(path) as log:
        return all_entries(log)


def all_entries(log: sqlite3.Connection) -> list[Entry]:
    """All entries, in the order of their numbers."""
    return [entry(row) for row in log.execute("select * from entries order by id")]


def placings(log: sqlite3.Connection) -> list[Entry]:
    """The entries that say where demands went, and those that take these back."""
    told = "select id from entries where kind in ('moved', 'gone')"
    return [entry(row) for row in log.execute(f"select * from entries where id in ({told}) or undoes in ({told})")]


def entries_of(log: sqlite3.Connection, demands: Iterable[str]) -> list[Entry]:
    """The entries on the demands with these keys, and those that take these back, in the order of their numbers."""
    of = "select id from entries where demand in (select value from json_each(?))"
    query = f"select * from entries where id in ({of}) or undoes in ({of}) order by id"
    return [entry(row) for row in log.execute(query, [json.dumps(list(demands))] * 2)]


def with_status(log: sqlite3.Connection) -> list[str]:
    """The keys of demands with a status that nobody took back, the one with the latest entry first."""
    query = (
        "select demand from entries e where kind = 'status' and not exists (select 1 from entries where undoes = e.id) "
        "group by demand order by max(id) desc"
    )
    return [row["demand"] for row in log.execute(query)]


def entry(row: Mapping[str, Any] | sqlite3.Row) -> Entry:
    """A row of `entries`."""
    values = dict(row)
    return Entry(**{**values, "internal": bool(values["internal"])})


def see(log: sqlite3.Connection, demands: Iterable[Mapping[str, Any]]) -> None:
    """Keeps the words of demands as they are now, in the place of what was kept of them."""
    log.executemany(
        "insert into demands_seen(key, text, document, title, sentence, seen) "
        "values (:key, :text, :document, :title, :sentence, :seen) on conflict(key) do update set "
        "text = excluded.text, document = excluded.document, title = excluded.title, sentence = excluded.sentence, "
        "seen = excluded.seen",
        [{**demand, "seen": now()} for demand in demands],
    )


def unusable(path: Path, error: Exception) -> TrackingError:
    """What a person is told when SQLite or the system refuses."""
    message = str(error)
    if "locked" in message or "busy" in message:
        return TrackingError(f"Somebody else is writing to {path.name}; nothing was recorded. Try again in a moment.")
    if "readonly" in message or "unable to open" in message or isinstance(error, PermissionError):
        return TrackingError(f"{path} cannot be written or opened here: look at the rights of the file and its folder.")
    if "full" in message or "disk I/O" in message:
        return TrackingError(f"The disk is full or faulty, and nothing was recorded in {path}. Make room, try again.")
    return TrackingError(
        f"{path} cannot be used: {message}. If it is damaged, put a copy in its place, or the last export of the log."
    )


def _check_file(path: Path, create: bool) -> None:
    if not path.exists():
        if not create:
            raise TrackingError(f"There is no log {path} yet; it is made with the first entry or account.")
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):  # another process was faster
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with path.open("rb") as file:
        start = file.read(len(MAGIC))
    if start and start != MAGIC:
        raise TrackingError(f"{path} is no SQLite database, so nothing was written to it. Give another name.")


def _check_ours(path: Path, log: sqlite3.Connection) -> None:
    if not log.execute("select 1 from sqlite_master limit 1").fetchone():
        log.executescript(f"begin immediate;{SCHEMA}commit;")
    (application,), (version,) = (
        log.execute(f"pragma {name}").fetchone() for name in ("application_id", "user_version")
    )
    if application != APPLICATION:
        raise TrackingError(f"{path} is no log of avr-docs, so nothing was written to it. Give another name.")
    if version > VERSION:
        raise TrackingError(f"{path} was made by a newer version of avr-docs. Update avr-docs.")
