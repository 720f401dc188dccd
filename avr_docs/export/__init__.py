"""Tagged claims for other programs: one format a module, with NAME, SUFFIX and export(db, out, site=...).

Other packages add a format with an entry point of the group `avr_docs.exporters`.
"""

import os
import sys
from pathlib import Path
from tempfile import mkstemp
from types import ModuleType

from sqlite_utils import Database

from avr_docs import store
from avr_docs.errors import StoreError
from extract.registry import modules

GROUP = "avr_docs.exporters"
BUILTIN = ("avr_docs.export.csv_files", "avr_docs.export.jsonl")


def exporters() -> dict[str, ModuleType]:
    """The modules that export, by the name of their format."""
    return {module.NAME: module for module in modules(GROUP, BUILTIN)}


def names() -> list[str]:
    """The names of the formats."""
    return list(exporters())


def write(path: Path, name: str, out: Path | None = None, *, site: str | None = None) -> int:
    """Writes the claims of the database at `path` to `out`, or to standard output; the number of claims.

    `site` is the address of the site that sentences are linked to. The file stands under its name when it is whole,
    and not before.

    Raises:
        StoreError: the database cannot be used, there is no such format, or the file cannot be written.
    """
    exporter = exporters().get(name)
    if exporter is None:
        raise StoreError(f"There is no format {name!r}. There are: {', '.join(names())}.")
    if out is not None and out.exists() and out.samefile(path):
        raise StoreError(f"{out} is the database; give the export another name.")
    with store.connect(path) as db:
        if out is None:
            return int(exporter.export(db, sys.stdout.buffer, site=site))
        try:
            return _to_file(exporter, db, out, site)
        except OSError as error:
            raise StoreError(f"{out} cannot be written: {error.strerror}.") from error


def _to_file(exporter: ModuleType, db: Database, out: Path, site: str | None) -> int:
    if out.is_dir():
        raise StoreError(
            f"{out} is a folder; give the name of a file, for instance {out / ('claims' + exporter.SUFFIX)}."
        )
    handle, temporary = mkstemp(dir=out.parent, prefix=".avr-docs-")
    try:
        with os.fdopen(handle, "wb") as file:
            count = int(exporter.export(db, file, site=site))
        os.chmod(temporary, 0o666 & ~_umask())  # as any file made here, and not only for its owner
        os.replace(temporary, out)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return count


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
