"""The database of `site_example` with the letter as a real PDF beside it, and a report long enough for parts."""

import hashlib
from collections import defaultdict
from pathlib import Path
from typing import Any

import site_example
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas
from sqlite_utils import Database

LETTER, SCAN, HOSTILE = site_example.LETTER, site_example.SCAN, site_example.HOSTILE
LONG = "long-report"
#: What the letter's pages say; the claim c2 breaks over two lines with a hyphen.
LINES = {
    1: ["The agency says that all returns are volun-", "tary. Our clients were never told", "of a lawyer. What we ask"],
    2: ["The agency should guarantee legal counsel before any return.", "Nobody may be returned to danger."],
}
PARAGRAPHS = 400


def pdf(path: Path, pages: dict[int, list[str]], *, password: str | None = None, crop: bool = False) -> str:
    """Writes a PDF with these lines; its checksum."""
    made = canvas.Canvas(str(path), pagesize=A4, encrypt=password)
    for lines in pages.values():
        if crop:
            made.setCropBox((50, 50, 500, 800))
        for n, line in enumerate(lines):
            made.drawString(72, 700 - 20 * n, line)
        made.showPage()
    made.save()
    return hashlib.sha256(path.read_bytes()).hexdigest()


def make(folder: Path) -> Path:
    """The database, in `folder`, beside the folder "corpus" with the files."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    path = site_example.make(folder / "letters.db")
    checksum = pdf(corpus / f"{LETTER}.pdf", LINES)
    scan = pdf(corpus / f"{SCAN}.pdf", {n: [] for n in range(1, 13)})
    db = Database(path)
    with db.conn:
        db["runs"].update(1, {"corpus": "corpus"})
        db["documents"].update(LETTER, {"sha256": checksum, "page_count": 2})
        db["documents"].update(SCAN, {"sha256": scan, "media_type": None})
        sizes = {"document": LETTER, "width": A4[0], "height": A4[1]}
        db["pages"].insert_all([{"id": f"page{n}", "number": n, **sizes} for n in LINES])
        db["blocks"].update(f"{LETTER}-b5", {"x0": 60.0, "top": 100.0, "x1": 500.0, "bottom": 200.0, "page": 2})
        db["document_actors"].insert(
            {"document": LETTER, "actor": "agency", "name": "Agency", "role": "implementer"}, replace=True
        )
        _long(db)
    db.close()
    return path


def _long(db: Any) -> None:
    """Every tenth paragraph is a heading; each of the others has two sentences and a claim, and every fifth a note."""
    text = ""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for n in range(PARAGRAPHS):
        head = n % 10 == 0
        first = f"Chapter {n // 10}" if head else f"In place {n} the lawyer came late to those who had asked for her."
        second = "" if head else f" Number {n} of them signed without advice in the end, as was said to us there."
        start = len(text)
        text += first + second + "\n\n"
        block = {"id": f"lb{n}", "document": LONG, "n": n, "kind": "heading" if head else "paragraph", "parts": "[]"}
        rows["blocks"].append({**block, "start": start, "end": len(text) - 2, "level": 1 if head else None})
        for i, sentence in enumerate(part for part in (first, second.strip()) if part):
            at = start + (len(first) + 1 if i else 0)
            row = {"id": f"ls{n}-{i}", "document": LONG, "n": 2 * n + i, "text": sentence, "block": f"lb{n}"}
            rows["sentences"].append({**row, "start": at, "end": at + len(sentence)})
        if not head:
            rows["claims"].append(_claim(n, start, first))
            safeguard = {"safeguard": "legal_counsel", "status": "absent", "score": 0.5}
            rows["claim_safeguards"].append({"claim": f"lc{n}", **safeguard})
        if n % 5 == 1:
            note = {"id": f"ln{n}", "document": LONG, "n": n, "label": str(n), "kind": "footnote", "start": 0, "end": 1}
            rows["notes"].append({**note, "text": f"Interview {n}."})
            anchor = {"id": f"la{n}", "document": LONG, "note": f"ln{n}", "sentence": f"ls{n}-0"}
            rows["note_anchors"].append({**anchor, "offset": start + len(first) - 1})
    row = {"id": LONG, "title": "A long report", "type": "report", "state": "ok", "run": 1, "text": text}
    db["documents"].insert({**row, "path": "long.html", "media_type": "text/html", "sha256": LONG})
    for table, of_it in rows.items():
        db[table].insert_all(of_it)


def _claim(n: int, start: int, content: str) -> dict[str, Any]:
    return {
        "id": f"lc{n}",
        "document": LONG,
        "sentence": f"ls{n}-0",
        "n": 0,
        "kind": "stated" if n % 7 == 0 else "observed",
        "content": content,
        "source": "author",
        "attribution": "author",
        "certainty": "asserted",
        "score": 0.62,
        "tagger": "rules and network",
        "start": start,
        "end": start + len(content),
    }
