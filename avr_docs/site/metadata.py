"""metadata.yml: where it lies, and what it says of our database whatever its file is called."""

from collections.abc import Mapping
from importlib import metadata as installed
from pathlib import Path
from typing import Any

import yaml

Tree = dict[str, Any]

#: The name under which metadata.yml describes the database.
NAMED = "avr"


def path() -> Path | None:
    """The metadata.yml of this copy of avr-docs: beside the package in a checkout, under share/ once installed."""
    beside = Path(__file__).parents[2] / "metadata.yml"
    if beside.is_file() and (beside.parent / "avr_docs").is_dir():
        return beside
    try:
        files = installed.files("avr-docs") or []
    except installed.PackageNotFoundError:
        return None
    found = next((file for file in files if file.parts[-2:] == ("avr-docs", "metadata.yml")), None)
    return Path(str(found.locate())) if found else None


def load(file: Path | None) -> Tree:
    """What the file says; nothing if there is none."""
    if file is None:
        return {}
    read = yaml.safe_load(file.read_text(encoding="utf-8"))
    return read if isinstance(read, dict) else {}


def described(tree: Mapping[str, Any], name: str, *, local: Mapping[str, Any] | None = None) -> Tree:
    """`tree` with what it says of the database `avr` said of `name`; `local` is metadata that goes before it."""
    described = dict(tree)
    ours = ((local or {}).get("databases") or {}).get(NAMED) or (tree.get("databases") or {}).get(NAMED) or {}
    described["databases"] = {name: ours}
    return described


def restricts(tree: Mapping[str, Any]) -> bool:
    """True if a table of a database is closed to somebody: then every check of a permission must read it."""
    tables = [table for each in (tree.get("databases") or {}).values() for table in (each.get("tables") or {}).values()]
    return any("allow" in (table or {}) for table in tables)


def copied(tree: Any) -> Any:
    """A copy of the dictionaries and lists: Datasette changes what a plugin gives it."""
    if isinstance(tree, Mapping):
        return {key: copied(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [copied(value) for value in tree]
    return tree
