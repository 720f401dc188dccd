"""JSON Lines: one claim a line, every text as it stands in the document."""

import json
from typing import BinaryIO

from sqlite_utils import Database

from avr_docs.export.claims import claims

NAME = "jsonl"
SUFFIX = ".jsonl"


def export(db: Database, out: BinaryIO, *, site: str | None = None) -> int:
    """Writes UTF-8 to `out`; the number of claims."""
    count = 0
    for claim in claims(db, site=site):
        out.write(json.dumps(claim, ensure_ascii=False).encode("utf-8") + b"\n")
        count += 1
    return count
