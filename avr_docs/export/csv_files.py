"""CSV for spreadsheets: one claim a row, in UTF-8 as Excel knows it, and no text of a document run as a formula."""

import csv
import io
from typing import Any, BinaryIO

from sqlite_utils import Database

from avr_docs.export.claims import claims
from avr_docs.formulas import guarded
from avr_docs.spreadsheet import BOM

NAME = "csv"
SUFFIX = ".csv"
COLUMNS = (
    "claim",
    "document",
    "title",
    "type",
    "publisher",
    "date",
    "url",
    "page",
    "sentence",
    "content",
    "kind",
    "source",
    "source_role",
    "actor",
    "actor_name",
    "attribution",
    "certainty",
    "cue",
    "safeguards",
    "footnotes",
    "footnote_texts",
    "citations",
    "programme",
    "tagger",
    "score",
    "address",
)


def export(db: Database, out: BinaryIO, *, site: str | None = None) -> int:
    """Writes UTF-8 with a byte order mark to `out`; the number of claims.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front. Items of a list are parted by "; ",
    footnotes and citations by " | ".
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    out.write(BOM)
    count = 0
    for claim in claims(db, site=site):
        row = {**claim, **_flat(claim)}
        writer.writerow([guarded(row[name]) for name in COLUMNS])
        out.write(text.getvalue().encode("utf-8"))
        text.seek(0)
        text.truncate()
        count += 1
    out.write(text.getvalue().encode("utf-8"))  # the header, where there are no claims
    return count


def _flat(claim: dict[str, Any]) -> dict[str, str]:
    return {
        "safeguards": "; ".join(f"{safeguard}: {status}" for safeguard, status in claim["safeguards"].items()),
        "footnotes": "; ".join(note["label"] for note in claim["footnotes"]),
        "footnote_texts": " | ".join(f"{note['label']}: {note['text']}" for note in claim["footnotes"]),
        "citations": " | ".join(map(_cited, claim["citations"])),
    }


def _cited(work: dict[str, Any]) -> str:
    """A work on one line: authors, title (issued), address."""
    parts = [", ".join(work["author"]), work["title"] or ""]
    text = ": ".join(part for part in parts if part) + (f" ({work['issued']})" if work["issued"] else "")
    return " ".join(part for part in (text, work["url"]) if part).strip()
