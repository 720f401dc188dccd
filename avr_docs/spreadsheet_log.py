"""Spreadsheets that the tool writes to beside people: rows added at the end, so that a kill loses none, and sorted."""

import csv
import errno
import io
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from io import FileIO
from pathlib import Path

from avr_docs.errors import LogError
from avr_docs.spreadsheet import BOM, Mistakes, decode, delimiter, lines

Cells = Mapping[str, str | None]


def append(path: Path, columns: Sequence[str], rows: Iterable[Cells]) -> None:
    """Adds rows at the end, in the delimiter and columns that the file has, and waits until they are on disk.

    What stands there is never written again. The file is made, with a header, if there is none.

    Raises:
        CorpusError: the file is no CSV in UTF-8, so that a row added to it would be lost.
        LogError: it cannot be written, or lacks a column that a row has a value for.
    """
    rows = list(rows)
    mark, names, text = _form(path, columns)
    missing = [name for row in rows for name, value in row.items() if value and name not in names]
    if missing:
        raise LogError(f"{path.name} has no column {missing[0]!r}. Its columns must be {', '.join(columns)}.")
    ending = "\r\n" if "\r\n" in text else "\n"
    start = ending if text and not text.endswith(("\n", "\r")) else ""
    added = _written(rows, names, mark=mark, ending=ending, header=not text.strip())
    _write(path, (start + added).encode("utf-8"))


def rewrite(path: Path, columns: Sequence[str], rows: Iterable[Cells]) -> bool:
    """Puts `rows` in the place of what the file holds, in one step; False where the file is left as it is.

    It is left where it has columns of somebody else's, which would be lost.

    Raises:
        CorpusError: the file is no CSV in UTF-8.
        LogError: it cannot be written; it stands as it was.
    """
    mark, names, text = _form(path, columns)
    if set(names) != set(columns):
        return False
    ending = "\r\n" if "\r\n" in text else "\n"
    data = BOM + _written(rows, names, mark=mark, ending=ending, header=True).encode("utf-8")
    if data == path.read_bytes():
        return True
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, path.stat().st_mode & 0o777)  # mkstemp lets nobody else read it
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise LogError(f"{path} cannot be put in order: {error.strerror}. Every row is in it all the same.") from error
    return True


def _form(path: Path, columns: Sequence[str]) -> tuple[str, list[str], str]:
    """The delimiter, the columns and the text of the file; those of a new file where there is none."""
    mistakes = Mistakes()
    lines(path, columns, (), mistakes)  # a quote left open in the file would swallow a new row
    mistakes.stop()
    text = decode(path) if path.exists() else ""
    if text.startswith("sep="):
        text = text.partition("\n")[2]
    mark = delimiter(text, columns) if text.strip() else ","
    header = next(csv.reader(io.StringIO(text, newline=""), delimiter=mark), [])
    return mark, [name.strip().casefold() for name in header] or list(columns), text


def _written(rows: Iterable[Cells], names: Sequence[str], *, mark: str, ending: str, header: bool) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark, lineterminator=ending)
    if header:
        writer.writerow(names)
    for row in rows:
        writer.writerow([row.get(name) or "" for name in names])
    return out.getvalue()


def _write(path: Path, data: bytes) -> None:
    new = not path.exists()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # One write to the end of the file, so that two people's rows at one moment stand one after the other.
        with path.open("ab", buffering=0) as file:
            _append_whole(file, (BOM if new else b"") + data)
            os.fsync(file.fileno())
        if new and hasattr(os, "O_DIRECTORY"):
            folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
            os.fsync(folder)
            os.close(folder)
    except OSError as error:
        if new and path.is_file() and not path.stat().st_size:
            path.unlink()  # a log without its header would be a mistake in the next build
        raise LogError(f"{path} cannot be written: {error.strerror}. Nothing was recorded.") from error


def _append_whole(file: FileIO, data: bytes) -> None:
    """Adds `data`, or nothing: a full disk takes the part for which there is room, and says so only the next time."""
    written = file.write(data)
    if written < len(data):
        file.truncate(file.tell() - written)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
