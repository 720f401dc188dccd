"""Access to a file: one writer at a time, and what a person is told when SQLite or the system refuses."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from avr_docs.errors import StoreError


@contextmanager
def sole_writer(path: Path, *, what: str = "build") -> Iterator[None]:
    """Keeps any other build, or whatever else `what` is, off the file at `path`. A process that is killed lets go of it
    at once.

    Raises:
        StoreError: another one is running on it.
    """
    lock = path.with_name(f"{path.name}.lock")
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        # SQLite's own lock on an empty file: it works the same on every system.
        holder = sqlite3.connect(lock, timeout=0)
        holder.execute("PRAGMA journal_mode = MEMORY")  # else a journal lies beside it, which a corpus would take in
        holder.execute("BEGIN EXCLUSIVE")
    except (sqlite3.Error, OSError) as error:
        if "locked" in str(error):
            raise StoreError(f"Another {what} is running on {path}. Wait for it to end, then try again.") from error
        raise unusable(path, error) from error
    try:
        yield
    finally:
        # While it is held, so that nobody else's is taken away; Windows lets go only of what is closed.
        with suppress(OSError):
            lock.unlink(missing_ok=True)
        holder.close()
        if os.name == "nt":
            with suppress(OSError):
                lock.unlink(missing_ok=True)


def unusable(path: Path, error: Exception) -> StoreError:
    """What a person is told when SQLite or the system refuses."""
    message = str(error)
    if "locked" in message or "busy" in message:
        return StoreError(f"{path} is in use by another program that writes to it. Wait for it to end, then try again.")
    if "readonly" in message or "unable to open" in message or isinstance(error, PermissionError):
        return StoreError(f"{path} cannot be written or opened here: look at the rights of the file and its folder.")
    if "full" in message or "disk I/O" in message:  # where even the files beside the database find no room
        what = "is full" if "full" in message else "is full or faulty"
        return StoreError(f"The disk {what}: {path} holds what was stored before. Make room, then try again.")
    return StoreError(f"{path} cannot be used: {message}. If it is damaged, delete it and build again.")
