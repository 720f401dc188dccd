"""The database: opened with care, and each document's rows replaced in one transaction."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlite_utils import Database

from avr_docs import rows as rows_of
from avr_docs import schema
from avr_docs.access import unusable
from avr_docs.corpus_files import Row
from avr_docs.document_row import document_row
from avr_docs.errors import StoreError
from avr_docs.records import Tagged
from extract.errors import State

MAGIC = b"SQLite format 3\x00"
BUSY_SECONDS = 30
#: The state of a document that is listed by its address alone; those of extract.errors.State are for what was tried.
NOT_FETCHED = "not_fetched"

#: The status of a demand is that of its latest entry that nobody took back; of two on one day, the one recorded later.
LATEST = """
update demands set (status, status_date) = (
  select coalesce(max(status), 'open'), max(date) from (
    select e.status, e.date from demand_events e where e.demand = demands.key and e.status is not null
      and not exists (select 1 from demand_events u where u.undoes = e.id)
    order by e.date desc, e.recorded desc, e.id desc limit 1))
"""
#: Tables of a document without a column `document`, and where to find which rows are its own.
THROUGH = {"claim_safeguards": ("claim", "claims", "id"), "claim_notes": ("claim", "claims", "id")}
THROUGH["claim_citations"] = ("claim", "claims", "id")
THROUGH["demand_safeguards"] = ("demand", "demands", "key")
NEW = "insert or ignore"


def create(path: Path) -> Database:
    """The database at `path`, for writing: made if there is none, made anew (and empty) if an older version made it.

    Raises:
        StoreError: the file is something else, or a newer version's, or cannot be written; it is left as it is.
    """
    _check_file(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = Database(sqlite3.connect(path, timeout=BUSY_SECONDS))
        tables = _tables(db)
        if tables:
            _check_ours(path, db)
        db.execute("PRAGMA foreign_keys = ON")
        db.conn.execute("PRAGMA journal_mode = WAL").fetchone()
        db.execute("PRAGMA synchronous = NORMAL")  # with WAL: sound after a loss of power, at most the last commit lost
        if tables and _version(db) < schema.VERSION:
            with transaction(db):
                schema.drop(db)
                schema.create(db)
        elif not tables:
            schema.create(db)
    except (sqlite3.Error, OSError) as error:
        raise unusable(path, error) from error
    return db


def connect(path: Path, *, write: bool = False) -> Database:
    """The database at `path`, which must be there; for reading alone unless `write`.

    Raises:
        StoreError: there is no such file, or it is something else, or another version made it.
    """
    if not path.is_file():
        raise StoreError(f"There is no database {path}. `avr-docs build CORPUS {path}` makes it.")
    _check_file(path)
    try:
        db = Database(_connect(path, "rw" if write else "ro"))
        if not _tables(db):
            raise StoreError(f"{path} is empty. `avr-docs build CORPUS {path}` fills it.")
        _check_ours(path, db)
        if _version(db) < schema.VERSION:
            raise StoreError(f"{path} was made by an older version of avr-docs. Run `avr-docs build` on it again.")
        db.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as error:
        raise unusable(path, error) from error
    return db


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """All or nothing, also if the process is killed. References are checked at its end: rows may go and come."""
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        db.conn.execute("PRAGMA defer_foreign_keys = ON")
        yield
    except BaseException:
        db.conn.rollback()
        raise
    db.conn.commit()


def save(
    db: Database,
    tagged: Tagged,
    row: Row | None = None,
    *,
    state: State = State.OK,
    reason: str | None = None,
    fingerprint: str | None = None,
    run: int | None = None,
) -> None:
    """Puts the document in the place of what was stored under its id, in one transaction.

    `row` is what the corpus knows of it. Actors, safeguards and a programme that the database does not hold yet are
    put in, so that every reference holds. The comparison goes until it is made again: it would no longer be true.
    """
    document = tagged.document
    row = row or Row(id=document.id, file=document.source.path)
    values = document_row(row, tagged)
    found = rows_of.children(tagged, programme=row.programme)
    status = {"state": str(state), "reason": reason, "fingerprint": fingerprint, "run": run}
    found["demands"] = [{**each, "date": values["date"]} for each in found["demands"]]
    safeguards = {each["safeguard"] for name in ("claim_safeguards", "demand_safeguards") for each in found[name]}
    with transaction(db):
        _remove(db, row.id)
        insert(db, "safeguards", [{"id": each, "name": each} for each in sorted(safeguards)], verb=NEW)
        actors = [
            {"key": a["actor"], "name": a["name"], "role": a["role"], "listed": 0} for a in found["document_actors"]
        ]
        insert(db, "actors", actors, verb=NEW)
        if row.programme:
            insert(db, "programmes", [{"id": row.programme, "name": row.programme}], verb=NEW)
        insert(db, "documents", [{**values, **status}])
        for name in schema.OF_A_DOCUMENT:
            insert(db, name, ({"document": row.id, "date": values["date"], **each} for each in found[name]))
        db.execute(f"{LATEST} where document = ?", [row.id])


def save_without_text(
    db: Database,
    row: Row,
    *,
    state: str,
    reason: str | None,
    sha256: str | None = None,
    fingerprint: str | None = None,
    run: int | None = None,
) -> None:
    """Puts a document that could not be read, has no text, or was not fetched in the place of what was stored."""
    status = {"state": str(state), "reason": reason, "sha256": sha256, "fingerprint": fingerprint, "run": run}
    problem = {"id": f"{state}:{row.id}", "document": row.id, "code": str(state), "message": reason or str(state)}
    with transaction(db):
        _remove(db, row.id)
        if row.programme:
            insert(db, "programmes", [{"id": row.programme, "name": row.programme}], verb=NEW)
        insert(db, "documents", [{**document_row(row, None), **status}])
        if state != NOT_FETCHED:
            insert(db, "problems", [problem])


def remove(db: Database, document: str) -> None:
    """Takes a document out with all its rows; nothing happens if it is not there."""
    with transaction(db):
        db.execute("update demand_events set evidence_document = null where evidence_document = ?", [document])
        _remove(db, document)


def insert(
    db: Database, table: str, rows: Iterable[Mapping[str, Any]], *, verb: str = "insert", ending: str = ""
) -> None:
    """Adds rows within the transaction that is open; a column of the schema is null where a row does not have it.

    `verb` may be "insert or ignore"; `ending` stands after the values, for instance "on conflict ...".
    """
    columns = list(schema.TABLES[table].columns)
    names, marks = ", ".join(f"[{name}]" for name in columns), ", ".join("?" * len(columns))
    values = ([_storable(row.get(name)) for name in columns] for row in rows)
    # One executemany costs a tenth of sqlite-utils' insert_all: notes/performance has the figures.
    db.conn.executemany(f"{verb} into [{table}] ({names}) values ({marks}) {ending}", values)


def json_list(values: Iterable[str]) -> str:
    """Any number of values as one parameter: `where id in (select value from json_each(?))`."""
    return json.dumps(list(values))


#: What is found out over all documents, of the one that goes.
OVER_ALL = """
delete from demand_addressees where demand in (select key from demands where document = ?1);
delete from demand_suggestions where document = ?1 or demand in (select key from demands where document = ?1);
delete from similar_demands where demand in (select key from demands where document = ?1)
  or other in (select key from demands where document = ?1);
delete from work_mentions where document = ?1;
delete from claim_roots where document = ?1 or claim in (select id from claims where document = ?1);
delete from citation_circles where document = ?1;
update works set document = null, document_score = null, document_match = null where document = ?1
"""


def _remove(db: Database, document: str) -> None:
    for statement in OVER_ALL.split(";"):
        db.conn.execute(statement, [document])
    for name in reversed(schema.OF_A_DOCUMENT):
        if name in THROUGH:
            column, parent, key = THROUGH[name]
            where = f"[{column}] in (select [{key}] from [{parent}] where document = ?)"
        else:
            where = "document = ?"
        db.conn.execute(f"delete from [{name}] where {where}", [document])
    db.conn.execute("delete from documents where id = ?", [document])
    # Counts that no longer hold are worse than none; `build` makes the comparison again when it is through.
    clear_comparison(db)


def clear_comparison(db: Database) -> None:
    """Empties the tables of the comparison, within the transaction that is open."""
    for name in schema.OF_THE_COMPARISON:
        db.conn.execute(f"delete from [{name}]")


def _storable(value: Any) -> Any:
    """File names that are no UTF-8 come as lone surrogates, which SQLite refuses."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode("utf-8")
    return value


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise StoreError(f"{path} is a folder; give the name of a database file, for instance {path / 'avr.db'}.")
    if not path.exists():
        return
    try:
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
    except OSError as error:
        raise unusable(path, error) from error
    if start and start != MAGIC:
        raise StoreError(f"{path} is no SQLite database, so nothing was written to it. Give another name.")


def _check_ours(path: Path, db: Database) -> None:
    (application,) = db.execute("PRAGMA application_id").fetchone()
    if application != schema.APPLICATION:
        raise StoreError(f"{path} is a database of another tool, so nothing was written to it. Give another name.")
    if _version(db) > schema.VERSION:
        raise StoreError(f"{path} was made by a newer version of avr-docs. Update avr-docs, or give another name.")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}"
    connection = sqlite3.connect(f"{address}?mode={mode}", uri=True, timeout=BUSY_SECONDS)
    try:
        connection.execute("select 1 from sqlite_master").fetchone()
    except sqlite3.OperationalError:
        if mode != "ro":
            raise
        # On a medium that cannot be written, SQLite cannot make the files beside the database that WAL needs.
        connection = sqlite3.connect(f"{address}?immutable=1", uri=True)
    return connection


def _tables(db: Database) -> bool:
    return bool(db.execute("select 1 from sqlite_master limit 1").fetchone())


def _version(db: Database) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])
