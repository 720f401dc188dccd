"""The database of `site_example` with more years and claims, and the comparison as a build makes it."""

from pathlib import Path
from typing import Any

import site_example
from sqlite_utils import Database

from avr_docs import compare, store
from avr_docs.site import serve

#: More than two pages of a side.
MANY = 60
FORMULA = '=HYPERLINK("http://example.org")'


def make(path: Path) -> Path:
    """The database, at `path`.

    Programme `rap` has legal counsel stated in 2019 and 2024 and denied in 2024; programme `other` has it denied by the
    clinic in 2021, and MANY observations on monitoring in 2023, the first of which begins like a formula.
    """
    site_example.make(path)
    db = Database(path)
    with db.conn:
        _document(
            db, "old", "2019-03-02", "rap", [("stated", "agency", "legal_counsel", "in_place", "A lawyer comes.")]
        )
        _document(db, "far", "2021", "other", [("observed", "clinic", "legal_counsel", "absent", "No lawyer came.")])
        seen = [FORMULA, *(f"Nobody called after return {n}." for n in range(1, MANY))]
        said = [
            ("observed", "clinic", "monitoring", "absent" if n else "in_place", each) for n, each in enumerate(seen)
        ]
        _document(db, "many", "2023-02-01", "other", said)
    compare.compare(db)
    db.close()
    return path


def _document(db: Any, id: str, date: str, programme: str, said: list[tuple[str, str, str, str, str]]) -> None:
    text = " ".join(each[-1] for each in said)
    known = {"title": f"Document {id}", "type": "report", "publisher": "Example Press", "media_type": "text/plain"}
    row = {"id": id, "text": text, "date": date, "programme": programme, "state": "ok", "run": 1, **known}
    store.insert(db, "documents", [row])
    start = 0
    for n, (kind, actor, safeguard, status, sentence) in enumerate(said):
        place = {"document": id, "n": n, "start": start, "end": start + len(sentence), "page": 1}
        db["sentences"].insert({"id": f"{id}-s{n}", "text": sentence, **place})
        role = {"agency": "implementer", "clinic": "legal"}[actor]
        claim = {"id": f"{id}-c{n}", "sentence": f"{id}-s{n}", "kind": kind, "content": sentence, "source": actor}
        db["claims"].insert(
            {**claim, **place, "actor": actor, "source_role": role, "certainty": "asserted", "programme": programme}
        )
        db["claim_safeguards"].insert({"claim": f"{id}-c{n}", "safeguard": safeguard, "status": status})
        start += len(sentence) + 1


def settings() -> dict[str, Any]:
    """Those that the site is served with, as Datasette takes them."""
    on = {"off": False, "on": True}
    return {key: on[value] if value in on else int(value) for key, value in serve.SETTINGS.items()}
