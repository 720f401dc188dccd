"""CSL-JSON for Zotero, pandoc and citation processors: works as one array of items."""

import json
from collections.abc import Sequence
from typing import BinaryIO

from sqlite_utils import Database

from avr_docs.csl import Item
from avr_docs.export import works

NAME = "csl"
SUFFIX = ".json"
WRITES = "works"
OPTIONS = works.CHOICES


def export(db: Database, out: BinaryIO, *, site: str | None = None, **choices: str) -> int:
    """Writes the chosen works to `out` in UTF-8; their number."""
    items = works.items(db, **choices)
    out.write(written(items).encode("utf-8"))
    return len(items)


def written(items: Sequence[Item]) -> str:
    """The items as one array, an item a line."""
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in items)
    return f"[\n{lines}\n]\n" if lines else "[]\n"
