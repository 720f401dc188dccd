"""The log as a spreadsheet: demand_events.csv is taken in once, and written out whole."""

import os
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from avr_docs import entries as of_files
from avr_docs import tracking
from avr_docs.entries import Entry
from avr_docs.spreadsheet import Mistakes
from avr_docs.tracking import TrackingError

#: The spreadsheet of a corpus; it is also who is said to have recorded a row that names nobody.
FILE = "demand_events.csv"


def take_in(path: Path, rows: Iterable[Entry], *, source: str = FILE) -> int:
    """Adds to the log at `path` the entries that it does not hold yet, and returns how many; makes it if need be.

    An entry is known by what it says, so that a file that is taken in twice adds nothing, whatever its entries are
    numbered there. Two rows that say the same are two entries.
    """
    rows = list(rows)
    if not rows:
        return 0
    with tracking.opened(path, create=True) as log, tracking.writing(log):
        return _add(log, rows, source)


def write_out(path: Path, out: Path) -> int:
    """Writes the log at `path` into the spreadsheet `out`, in one step; how many entries.

    Raises:
        TrackingError: `out` has rows that the log lacks, which would be lost, or cannot be written.
        CorpusError: `out` is no spreadsheet of entries.
    """
    entries = tracking.entries(path)
    lacking = len(unknown(entries, read(out)))
    if lacking:
        raise TrackingError(
            f"{out} has {lacking} {'row that is' if lacking == 1 else 'rows that are'} not in {path.name} and would be "
            "lost: take that in first (avr-docs demands DB import), or give another name."
        )
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=out.parent, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(of_files.written(entries))
            os.replace(temporary, out)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise TrackingError(f"{out} cannot be written: {error.strerror}.") from error
    return len(entries)


def read(path: Path) -> list[Entry]:
    """The entries of a spreadsheet.

    Raises:
        CorpusError: it is none, or cells are not as they must be (all are named).
    """
    mistakes = Mistakes()
    found = of_files.read(path, mistakes)
    mistakes.stop()
    return found


def unknown(held: Iterable[Entry], rows: Iterable[Entry]) -> list[Entry]:
    """The rows that say what no entry in `held` says."""
    known = _Known(held)
    found = []
    for row in rows:
        id = known.number(row)
        if id is None:
            found.append(row)
        known.note(row, id)
    return found


class _Known:
    """The entries of a log by what they say, each found once."""

    def __init__(self, held: Iterable[Entry]) -> None:
        self.by_content: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
        #: From the number in the file to that in the log.
        self.numbers: dict[int, int | None] = {}
        for entry in held:
            self.by_content[_content(entry)].append(entry)

    def number(self, row: Entry) -> int | None:
        """The number in the log of the entry that says what the row says, or None; it will not be found again."""
        alike = self.by_content[_content(replace(row, undoes=self.undone(row)))]
        for entry in alike:
            if row.recorded is None or (row.recorded, row.who) == (entry.recorded, entry.who):
                alike.remove(entry)
                return entry.id
        return None

    def undone(self, row: Entry) -> int | None:
        """The number in the log of the entry that the row takes back."""
        return None if row.undoes is None else self.numbers.get(row.undoes)

    def note(self, row: Entry, id: int | None) -> None:
        """Keeps which entry of the log the row is."""
        if row.id is not None:
            self.numbers[row.id] = id


def _content(entry: Entry) -> tuple[object, ...]:
    facts = (entry.demand, entry.date, entry.kind, entry.status, entry.note, entry.evidence, entry.internal)
    return (*facts, entry.undoes, entry.moved_to)


def _add(log: sqlite3.Connection, rows: list[Entry], source: str) -> int:
    held = tracking.all_entries(log)
    known = _Known(held)
    undone = {entry.undoes for entry in held}
    stamp, added = tracking.now(), 0
    for row in rows:
        id = known.number(row)
        undoes = known.undone(row)
        if id is None and (undoes is None or undoes not in undone):
            who, recorded = row.who or source, row.recorded or stamp
            id = tracking.append(log, replace(row, id=None, undoes=undoes, who=who, recorded=recorded))
            undone.add(undoes)
            added += 1
        known.note(row, id)
    return added
