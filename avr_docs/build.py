"""From a folder to a database: the only module that knows every stage, and what has to be done again."""

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from hashlib import blake2s
from pathlib import Path
from typing import Any, NamedTuple

from sqlite_utils import Database

from avr_docs import access, corpus, cues, facts, moved, nlp, overall, reading, store, tracker, tracking
from avr_docs.corpus import Corpus, Row
from avr_docs.engine import Outcome
from avr_docs.errors import CorpusError, of_the_file
from avr_docs.limits import Limits
from avr_docs.reading import FileOutcome, Task, read_files, tag_files
from avr_docs.records import Tagged
from avr_docs.schema import VERSION as SCHEMA
from avr_docs.summary import MISSING, Failure, Summary, summarise
from avr_docs.versions import Versions, versions
from extract.errors import State

__all__ = ["FileOutcome", "build", "read_files", "tag_files"]

#: Called after each document: how many of those to be read are done, how many there are, and the one just done.
Progress = Callable[[int, int, str], object]
#: States that another limit may change: they hold for the limits that they were found under.
OF_LIMITS = frozenset({State.TIMEOUT, State.TOO_LARGE})
#: States that may have had another cause than the document: it is tried again each time.
OF_THE_MOMENT = frozenset({State.OUT_OF_MEMORY, State.CRASHED})


def build(
    folder: Path,
    db_path: Path,
    *,
    limits: Limits | None = None,
    force: bool = False,
    model: str | None = None,
    log: Path | None = None,
    on_progress: Progress | None = None,
) -> Summary:
    """Brings the database into step with the folder, and returns what it then holds.

    A document is read again if its bytes, its facts in the spreadsheets, the readers, the language model or the scheme
    have changed, or all with `force`. Each is stored as soon as it is read, whole, so a build that is ended at any
    moment has lost no document that it had read, and the next one goes on from there. `log` is the log of demands,
    tracking.db beside the database if left out; new rows of the folder's demand_events.csv are taken into it.

    Raises:
        CorpusError: the folder or its spreadsheets are not as they must be; nothing was changed.
        ModelMissing: the language model `model` is not installed; nothing was changed.
        StoreError: the database cannot be used, or another build is running on it.
        TrackerError, TrackingError: the log cannot be used, or is another one than that which the database shows.
    """
    limits = limits or Limits()
    nlp.require(model)
    with access.sole_writer(db_path):
        found = corpus.read(folder, skip=[db_path.with_name(f"{db_path.name}{end}") for end in ("", "-wal", "-shm")])
        if not found.documents:
            raise CorpusError(
                f"There are no documents under {folder}, and none in a documents.csv; nothing was changed."
            )
        db = store.create(db_path)
        try:
            with closing(db):
                made = _Build(db, db_path, found, limits, versions(model), model, tracking.path_for(db_path, log))
                return made.run(force, on_progress)
        except sqlite3.DatabaseError as error:
            if not of_the_file(error):
                raise
            raise access.unusable(db_path, error) from error


class Due(NamedTuple):
    """A document with its file, the file's SHA-256, and its fingerprint; None where there is no file to be read."""

    row: Row
    path: Path | None
    sha256: str | None
    fingerprint: str | None


@dataclass(slots=True)
class _Build:
    db: Database
    path: Path
    corpus: Corpus
    limits: Limits
    versions: Versions
    model: str | None
    log: Path
    number: int = 0
    changed: int = 0
    settings: dict[str | None, str] = field(default_factory=dict)

    def run(self, force: bool, on_progress: Progress | None) -> Summary:
        start = time.monotonic()
        tracker.load(self.db, self.log, self.corpus.events)  # before any demand that it names can go
        self.number = self.start_run()
        facts.load(self.db, self.corpus, cues.safeguards())
        rows = [row for row in self.corpus.documents if row.url or not row.missing]
        removed = self.remove_gone({row.id for row in rows})
        stored = dict(self.db.execute("select id, fingerprint from documents"))
        due = [each for each in map(self.looked_at, rows) if force or not self.holds(stored.get(each.row.id), each)]
        self.list_unread([each for each in due if each.path is None])
        self.read([each for each in due if each.path is not None], on_progress)
        self.finish(removed)
        missing = [
            Failure(row.file or row.id, MISSING, _message(self.corpus, row))
            for row in self.corpus.documents
            if row.missing
        ]
        return summarise(
            self.db,
            missing=missing,
            lost=moved.lost(self.db, self.log),
            changed=self.changed,
            unchanged=len(rows) - len(due),
            removed=removed,
            seconds=time.monotonic() - start,
        )

    def start_run(self) -> int:
        """Its row in `runs`; `finished` stays null if it is killed. The folder is noted relative to the database's."""
        with store.transaction(self.db):
            (last,) = self.db.execute("select coalesce(max(id), 0) from runs").fetchone()
            row = {
                "id": last + 1,
                "started": _now(),
                "version": self.versions.package,
                "corpus": _relative(self.corpus.folder, self.path.parent),
                "reader_version": self.versions.reader,
                "model": self.versions.model,
                "scheme": self.versions.scheme,
            }
            store.insert(self.db, "runs", [row])
        return int(row["id"])

    def remove_gone(self, wanted: set[str]) -> int:
        gone = [id for (id,) in self.db.execute("select id from documents").fetchall() if id not in wanted]
        for id in gone:
            store.remove(self.db, id)
        return len(gone)

    def looked_at(self, row: Row) -> Due:
        """The row with the fingerprint of all that its document's rows in the database depend on."""
        path = self.corpus.path(row)
        try:
            sha256 = None if path is None else corpus.digest(path)
        except OSError:
            return Due(row, path, None, None)
        if row.programme not in self.settings:
            # publisher and type are in `known`, row by row
            self.settings[row.programme] = _digest(asdict(replace(self.corpus.setting(row), publisher=None, type=None)))
        known = {name: value for name, value in asdict(row).items() if name != "line"}
        setting = None if path is None else self.settings[row.programme]
        return Due(row, path, sha256, _digest([SCHEMA, sha256, known, setting, *self.versions[1:]]))

    def holds(self, stored: str | None, now: Due) -> bool:
        """Whether what is stored is what reading it now would give."""
        return stored is not None and stored in (now.fingerprint, self.under_limits(now))

    def under_limits(self, due: Due) -> str | None:
        return None if due.fingerprint is None else f"{due.fingerprint}/{_digest(asdict(self.limits))}"

    def list_unread(self, found: Iterable[Due]) -> None:
        """Documents that are listed by their address alone."""
        reason = "Listed by its address; `avr-docs fetch` gets it."
        for due in found:
            store.save_without_text(
                self.db,
                due.row,
                state=store.NOT_FETCHED,
                reason=reason,
                fingerprint=due.fingerprint,
                run=self.number,
            )

    def read(self, found: list[Due], on_progress: Progress | None) -> None:
        """Reads and tags what is due; each document is stored as it comes."""
        by_id = {due.row.id: due for due in found}
        outcomes = reading.tag_all(self.tasks(found), limits=self.limits, model=self.model)
        with closing(outcomes):  # type: ignore[type-var]
            for outcome in outcomes:
                due = by_id[outcome.task.id]
                self.store(due, outcome)
                self.changed += 1
                if on_progress is not None:
                    on_progress(self.changed, len(found), due.row.id)

    def tasks(self, found: Iterable[Due]) -> Iterator[Task]:
        for row, path, *_ in found:
            if path is not None:
                yield Task(
                    id=row.id,
                    name=row.file or row.id,
                    path=path,
                    setting=self.corpus.setting(row),
                    model=self.model,
                    limits=self.limits,
                )

    def store(self, due: Due, outcome: Outcome[Task]) -> None:
        tagged: Tagged | None = outcome.value
        if tagged is None:
            self.store_failure(due, outcome.state, outcome.reason)
            return
        state, reason = reading.state_of(tagged.document)
        # A file that was written to while it was read is read again by the next build.
        fingerprint = due.fingerprint if tagged.document.source.sha256 == due.sha256 else None
        try:
            store.save(self.db, tagged, due.row, state=state, reason=reason, fingerprint=fingerprint, run=self.number)
        except Exception as error:
            if of_the_file(error):
                raise
            fault = f"It was read and could not be stored ({type(error).__name__}: {error}). Please report this."
            self.store_failure(due, State.CRASHED, fault)

    def store_failure(self, due: Due, state: State, reason: str | None) -> None:
        kept = None if state in OF_THE_MOMENT else self.under_limits(due) if state in OF_LIMITS else due.fingerprint
        known = {"sha256": due.sha256, "fingerprint": kept}
        store.save_without_text(self.db, due.row, state=state, reason=reason, run=self.number, **known)

    def finish(self, removed: int) -> None:
        """What can be known only when every document is there, and that the run is at its end."""
        changed = bool(self.changed or removed or self.last_was_killed())
        overall.settle(self.db, self.corpus, log=self.log, changed=changed)
        values = {"changed": self.changed, "removed": removed, "number": self.number, "finished": _now()}
        with store.transaction(self.db):
            self.db.execute(FINISHED, values)
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def last_was_killed(self) -> bool:
        """Whether the run before this one did not come to its end, and left to this one what comes last."""
        before = "select finished is null from runs where id < ? order by id desc limit 1"
        return bool((self.db.execute(before, [self.number]).fetchone() or [0])[0])


FINISHED = """
update runs set finished = :finished, changed = :changed, removed = :removed,
  documents = (select count(*) from documents),
  failed = (select count(*) from documents where state in
    ('encrypted', 'corrupt', 'unsupported', 'too_large', 'timeout', 'out_of_memory', 'crashed'))
where id = :number
"""


def _message(found: Corpus, row: Row) -> str:
    return next(p.message for p in found.problems if p.code == MISSING and p.document == row.id)


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, default=str)
    return blake2s(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _relative(folder: Path, start: Path) -> str:
    try:
        return Path(os.path.relpath(folder, start)).as_posix()
    except ValueError:  # on another drive
        return folder.name


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
