"""Gets the documents that documents.csv lists by address alone: to `corpus/fetched/ID.pdf`, with a line in a log."""

import csv
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from avr_docs import corpus
from avr_docs.addresses import Network
from avr_docs.corpus_files import Row
from avr_docs.download import Download, FetchLimits, Visits, download
from avr_docs.errors import FetchError
from extract.sniff import kind

FOLDER = "fetched"
INDEX = "index.csv"
COLUMNS = ("id", "file", "url", "final_url", "fetched", "sha256", "bytes", "from_archive", "note")
#: Formats that are kept, with the end of their names.
SUFFIXES = {"pdf": ".pdf", "docx": ".docx", "html": ".html", "text": ".txt"}
#: The Wayback Machine puts a banner into the pages that it shows; with "id_" it gives the bytes as they came.
#: Fits https://web.archive.org/web/20190702/https://..., and not .../web/20190702id_/... or .../web/2019*/...
WAYBACK = re.compile(r"(https?://web\.archive\.org/web/\d{4,14})(/https?:)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one row. `file` is relative to the corpus folder; `from_archive`: it is the archive's copy."""

    id: str
    state: Literal["fetched", "kept", "failed"]
    message: str
    file: str | None = None
    final_url: str | None = None
    sha256: str | None = None
    from_archive: bool = False

    @property
    def failed(self) -> bool:
        """Whether there is still no file."""
        return self.state == "failed"

    def row(self) -> dict[str, Any]:
        """The result as a line of a table for a person."""
        return {"document": self.id, "state": self.state, "file": self.file, "message": self.message}


def fetch_all(
    folder: Path,
    *,
    ids: Collection[str] | None = None,
    allow_private: bool = False,
    limits: FetchLimits | None = None,
    network: Network | None = None,
    on_progress: Callable[[int, int, Result], None] | None = None,
) -> list[Result]:
    """What became of each row that has an address and no file, or of the rows of `ids`, in their order.

    A row that fails stops no other. `allow_private` lifts the check of addresses, for a server of one's own.
    `on_progress` is called after each row with how many are done, of how many, and the result.

    Raises:
        CorpusError: the spreadsheets are not as they must be.
        FetchError: an id of `ids` is in no row.
    """
    rows = _wanted(corpus.read(folder).documents, ids)
    limits = limits or FetchLimits()
    network = network or (Network(refuse=lambda _: None) if allow_private else Network())
    visits = Visits()
    results: list[Result] = []
    for row in rows:
        results.append(_fetch(folder, row, limits=limits, network=network, visits=visits))
        if on_progress is not None:
            on_progress(len(results), len(rows), results[-1])
    return results


def _wanted(rows: Collection[Row], ids: Collection[str] | None) -> list[Row]:
    if ids is None:
        return [row for row in rows if row.url and row.file is None]
    by_id = {row.id: row for row in rows}
    unknown = sorted(set(ids) - by_id.keys())
    if unknown:
        raise FetchError(f"No document of the corpus has the id {', '.join(map(repr, unknown))}.")
    return [by_id[id] for id in dict.fromkeys(ids)]


def _fetch(folder: Path, row: Row, *, limits: FetchLimits, network: Network, visits: Visits) -> Result:
    """One row's result: its page, else its archive's copy, else why neither."""
    if row.file is not None or not row.url:
        return _not_fetched(row)
    reasons: list[str] = []
    for url, archived in ((row.url, False), (row.archive_url, True)):
        if not url:
            continue
        source = WAYBACK.sub(r"\1id_\2", url) if archived else url
        try:
            found = download(source, limits=limits, network=network, visits=visits)
            suffix = _check(row, found)
            note = f"the page itself failed: {reasons[0]}" if archived else ""
            return _save(folder, row, found, suffix=suffix, from_archive=archived, note=note)
        except FetchError as error:
            reasons.append(str(error))
        except OSError as error:
            reasons.append(f"it cannot be saved ({error.strerror or error})")
    told = reasons[0] + (f"; the archive's copy: {reasons[1]}" if len(reasons) > 1 else "")
    return Result(id=row.id, state="failed", message=_sentence(told))


def _not_fetched(row: Row) -> Result:
    if row.missing:
        told = f"documents.csv names a file that is not there, {row.file}; put it there, or clear the cell to fetch it"
        return Result(id=row.id, state="failed", message=_sentence(told))
    if row.file is not None:
        told = f"{row.file} is there; delete it to fetch it again"
        return Result(id=row.id, state="kept", message=_sentence(told), file=row.file)
    return Result(id=row.id, state="failed", message="The row has no url to fetch from.")


def _sentence(told: str) -> str:
    return f"{told[0].upper()}{told[1:]}".rstrip(".") + "."


def _check(row: Row, found: Download) -> str:
    """The end of the name under which the bytes are kept.

    Raises:
        FetchError: they are no document of a kind that is read, or not the one that the row is about.
    """
    if not found.data:
        raise FetchError("the server sent nothing")
    format = kind(found.data)
    promised = next((end for end in (".pdf", ".docx") if _path(row.url or "").endswith(end)), "")
    promised = promised or (".pdf" if found.content_type == "application/pdf" else "")
    if format.name == "html" and promised:
        raise FetchError(
            f"a web page came where a {promised[1:].upper()} was promised, as servers do to say "
            "that it is gone or that one must log in"
        )
    if format.name not in SUFFIXES:
        refused = format.refusal()
        raise FetchError(str(refused).rstrip(".") if refused else f"it is of a kind that is not read ({format.name})")
    digest = hashlib.sha256(found.data).hexdigest()
    if row.sha256 is not None and digest != row.sha256:
        raise FetchError(f"it is not the file that documents.csv vouches for: its SHA-256 is {digest}")
    return SUFFIXES[format.name]


def _path(url: str) -> str:
    """The path of an address, in lower case."""
    return url.partition("://")[2].partition("#")[0].partition("?")[0].lower()


def _save(folder: Path, row: Row, found: Download, *, suffix: str, from_archive: bool, note: str) -> Result:
    """Puts the bytes in place in one step, after the line about them, so that no file is without one."""
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    name = f"{row.id}{suffix}"
    digest = hashlib.sha256(found.data).hexdigest()
    handle, temporary = tempfile.mkstemp(dir=place, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(found.data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)  # mkstemp lets nobody else read it
        now = datetime.now(UTC).isoformat(timespec="seconds")
        size = len(found.data)
        _log(place / INDEX, (row.id, name, row.url or "", found.url, now, digest, size, int(from_archive), note))
        os.replace(temporary, place / name)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    told = f"{size:,} bytes from {'the archive; ' + note if from_archive else found.url}"
    return Result(
        id=row.id,
        state="fetched",
        message=_sentence(told),
        file=f"{FOLDER}/{name}",
        final_url=found.url,
        sha256=digest,
        from_archive=from_archive,
    )


def _log(path: Path, cells: tuple[str | int, ...]) -> None:
    """Adds a line to the log of what was fetched; lines in it are never changed, and of several the last one holds."""
    new = not path.exists()
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        if new:
            writer.writerow(COLUMNS)
        writer.writerow(cells)
