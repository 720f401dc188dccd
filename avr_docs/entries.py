"""One entry of the log of demands, and the spreadsheet demand_events.csv that carries entries from log to log."""

import csv
import io
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from avr_docs.formulas import guarded, unguarded
from avr_docs.records import DemandStatus
from avr_docs.spreadsheet import BOM, Line, Mistakes, lines

#: What an entry does: give a demand a status, take another entry back, say under which key a demand stands now, or say
#: that it is in no document any more.
Kind = Literal["status", "undo", "moved", "gone"]

#: The first five are enough for a spreadsheet that people write; `export` fills in all.
COLUMNS = (
    "demand",
    "date",
    "status",
    "note",
    "evidence",
    "internal",
    "who",
    "recorded",
    "entry",
    "kind",
    "undoes",
    "moved_to",
)
REQUIRED = ("demand", "date", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of the log: on `date`, a day, what `kind` says happened to the demand with the key `demand`.

    `recorded` is when it was written down, in UTC; with `who` and `id` it is None only in a spreadsheet that people
    wrote. `undoes` is the `id` of the entry that this one takes back, `moved_to` the key under which the demand stands
    now. `internal` keeps note and evidence from everybody but staff.
    """

    demand: str
    date: str
    kind: Kind = "status"
    status: DemandStatus | None = None
    note: str | None = None
    evidence: str | None = None
    internal: bool = False
    who: str | None = None
    recorded: str | None = None
    undoes: int | None = None
    moved_to: str | None = None
    id: int | None = None


def stamp(moment: datetime) -> str:
    """A moment as the log writes it: in UTC, so that text in order is time in order."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def read(path: Path, mistakes: Mistakes) -> list[Entry]:
    """The entries in the spreadsheet, in its order; [] where there is no such file. Mistakes are kept, not raised.

    Raises:
        CorpusError: the file is no CSV in UTF-8, or lacks a column.
    """
    found = lines(path, COLUMNS, REQUIRED, mistakes)
    numbers: set[int] = set()
    return [_entry(line, numbers) for line in found]


def written(entries: Iterable[Entry]) -> bytes:
    """The entries as a spreadsheet that `read` reads back; cells that would run as formulas are guarded."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        cells = {
            **{name: getattr(entry, name) for name in COLUMNS if name not in ("entry", "internal")},
            "entry": entry.id,
            "internal": "yes" if entry.internal else None,
        }
        writer.writerow(["" if cells[name] is None else guarded(cells[name]) for name in COLUMNS])
    return BOM + out.getvalue().encode("utf-8")


def _entry(line: Line, numbers: set[int]) -> Entry:
    """The entry of a line; `numbers` are those of the lines above it, to which its own is added."""
    kind: Kind = line.one_of("kind", Kind) or "status"
    status: DemandStatus | None = line.one_of("status", DemandStatus, required=kind == "status")
    undoes, id = _number(line, "undoes", required=kind == "undo"), _number(line, "entry")
    if undoes is not None and undoes not in numbers:
        line.wrong("undoes", f"there is no entry {undoes} above this one.")
    if id is not None:
        numbers.add(id)
    moved_to = line.text("moved_to", required=kind == "moved")
    return Entry(
        demand=line.text("demand", required=True) or "",
        date=line.date("date", required=True) or "",
        kind=kind,
        status=status if kind == "status" else None,
        note=_plain(line, "note"),
        evidence=_plain(line, "evidence"),
        internal=line.yes("internal"),
        who=_plain(line, "who"),
        recorded=_moment(line),
        undoes=undoes if kind == "undo" else None,
        moved_to=moved_to if kind == "moved" else None,
        id=id,
    )


def _plain(line: Line, column: str) -> str | None:
    cell = line.text(column)
    return None if cell is None else unguarded(cell)


def _number(line: Line, column: str, *, required: bool = False) -> int | None:
    cell = line.text(column, required=required)
    if cell and not (cell.isascii() and cell.isdigit()):
        line.wrong(column, f"{cell!r} is not the number of an entry.")
        return None
    return int(cell) if cell else None


def _moment(line: Line) -> str | None:
    """When it was recorded, as the log writes it."""
    cell = line.text("recorded")
    if cell is None:
        return None
    with suppress(ValueError):
        moment = datetime.fromisoformat(cell)
        if moment.tzinfo is not None:
            return stamp(moment)
    line.wrong("recorded", f"{cell!r} is not a moment; write it as 2024-05-06T07:08:09+00:00, or leave it blank.")
    return None
