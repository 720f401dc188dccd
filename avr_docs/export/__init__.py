"""Tagged claims and cited works for other programs: one format a module, with NAME, SUFFIX, export(db, out, site=...).

A format that does not write claims says in WRITES what it does, and one that takes options names them in OPTIONS.
Other packages add a format with an entry point of the group `avr_docs.exporters`.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkstemp
from types import ModuleType
from typing import Any

from sqlite_utils import Database

from avr_docs import store
from avr_docs.errors import StoreError
from extract.registry import modules

GROUP = "avr_docs.exporters"
BUILTIN = (
    "avr_docs.export.csv_files",
    "avr_docs.export.jsonl",
    "avr_docs.export.csl_json",
    "avr_docs.export.bibtex",
    "avr_docs.export.ris",
    "avr_docs.export.bibliography",
)
#: Options by the names that a person types.
TYPED = {"words": "search"}


def exporters() -> dict[str, ModuleType]:
    """The modules that export, by the name of their format."""
    return {module.NAME: module for module in modules(GROUP, BUILTIN)}


def names() -> list[str]:
    """The names of the formats."""
    return list(exporters())


def writes(name: str) -> str:
    """What the format of this name writes, in the plural: claims, if it does not say."""
    return str(getattr(exporters()[name], "WRITES", "claims"))


def write(path: Path, name: str, out: Path | None = None, *, site: str | None = None, **options: str | None) -> int:
    """Writes the claims or works of the database at `path` to `out`, or to standard output; their number.

    `site` is the address of the site that sentences are linked to; options that are None are not given. The file
    stands under its name when it is whole, and not before.

    Raises:
        StoreError: the database cannot be used, there is no such format, an option is not for it or finds nothing,
            or the file cannot be written.
    """
    exporter = exporters().get(name)
    if exporter is None:
        raise StoreError(f"There is no format {name!r}. There are: {', '.join(names())}.")
    given = _given(exporter, options, out)
    if out is not None and out.exists() and out.samefile(path):
        raise StoreError(f"{out} is the database; give the export another name.")
    with store.connect(path) as db:
        if out is None:
            return int(exporter.export(db, sys.stdout.buffer, site=site, **given))
        try:
            return _to_file(exporter, db, out, site, given)
        except OSError as error:
            raise StoreError(f"{out} cannot be written: {error.strerror}.") from error


def _given(exporter: ModuleType, options: Mapping[str, str | None], out: Path | None) -> dict[str, Any]:
    """The options that are given; a file name may ask for one too."""
    known = getattr(exporter, "OPTIONS", ())
    given: dict[str, Any] = {option: value for option, value in options.items() if value is not None}
    for option in given.keys() - set(known):
        others = ", ".join(other for other, module in exporters().items() if option in getattr(module, "OPTIONS", ()))
        said = f"--{TYPED.get(option, option)} is not for {exporter.NAME}, which writes {writes(exporter.NAME)}."
        raise StoreError(f"{said} It is for: {others}.")
    if "html" in known and out is not None and out.suffix.lower() in (".html", ".htm"):
        given["html"] = True
    return given


def _to_file(exporter: ModuleType, db: Database, out: Path, site: str | None, given: Mapping[str, Any]) -> int:
    if out.is_dir():
        example = out / f"{writes(exporter.NAME)}{exporter.SUFFIX}"
        raise StoreError(f"{out} is a folder; give the name of a file, for instance {example}.")
    handle, temporary = mkstemp(dir=out.parent, prefix=".avr-docs-")
    try:
        with os.fdopen(handle, "wb") as file:
            count = int(exporter.export(db, file, site=site, **given))
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
