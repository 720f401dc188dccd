"""Where the finished files go: nothing of anybody else's is written over, and all of them come at once."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from avr_docs import schema
from avr_docs.errors import AvrDocsError
from avr_docs.publishing.package import SUMS, read_sums

#: Endings of the files that SQLite keeps beside a database while it is written to.
BESIDE = ("-wal", "-shm", "-journal")


class PublishError(AvrDocsError):
    """Nothing was published; the message says why and what to do."""


def check(source: Path, target: Path, names: Sequence[str]) -> None:
    """Raises PublishError unless `target` and the files `names` beside it are not there, or were published before."""
    if target.is_dir():
        raise PublishError(f"{target} is a folder; give the name of the file, for instance {target / 'public.db'}.")
    if target.suffix not in (".db", ".sqlite", ".sqlite3"):
        raise PublishError(f"Give the public database a name that ends in .db: {target.with_suffix('.db')}")
    if target.exists() and source.exists() and target.samefile(source):
        raise PublishError(f"{target} is the database itself; give the public one another name.")
    if target.is_symlink():
        raise PublishError(f"{target} is a link; give the file that it leads to.")
    if target.exists() and not is_published(target):
        raise PublishError(f"{target} was not made by `avr-docs publish`, so it was left alone. Give another name.")
    for end in BESIDE:
        if Path(f"{target}{end}").exists():
            raise PublishError(f"{target}{end} lies there: a program has {target.name} open to write. End it first.")
    ours = set(read_sums(target.parent / SUMS)) if target.exists() else set()
    for name in names:
        file = target.parent / name
        if file.is_symlink() or (file.exists() and target.name not in ours) or file.is_dir():
            raise PublishError(
                f"{file} lies there and does not belong to {target.name}, so it was left alone. "
                "Publish into a folder of its own."
            )


def is_published(file: Path) -> bool:
    """Whether a file is a database that `publish` has made."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            table = connection.execute("select 1 from sqlite_master where name = 'publication'").fetchone()
    except sqlite3.Error:
        return False
    return bool(application == schema.APPLICATION and table)


def move(folder: Path, target: Path, names: Sequence[str]) -> None:
    """Moves the files out of `folder` into place; the check sums come last, so that they never speak of what is not
    there yet."""
    for name in [target.name, *(each for each in names if each != SUMS), SUMS]:
        _flush(folder / name)
        os.replace(folder / name, target.parent / name)
    if os.name == "posix":
        _flush(target.parent)


def _flush(path: Path) -> None:
    """On disk before it is moved: after a loss of power there is the old file or the new one."""
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
