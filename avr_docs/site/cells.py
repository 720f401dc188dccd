"""Cells of table and query pages that lead to the place in the document."""

from typing import Any
from urllib.parse import quote

from datasette.utils import tilde_encode
from markupsafe import Markup

from avr_docs.site.highlight import within
from avr_docs.site.values import actor_path, document_path, programme_path, safeguard_path, work_path
from avr_docs.words import say

#: Columns that hold the key of something that has a place in a document.
KEYS = {"sentence": "sentence", "claim": "claim", "note": "note", "demand": "demand"}
#: Columns that hold the key of somebody or something with a page of its own.
PAGES = {"actor": actor_path, "safeguard": safeguard_path, "programme": programme_path}
#: Columns that hold the key of a row of another table, which has a page of Datasette's.
OTHERS = {"run": "runs", "block": "blocks"}
#: Columns of worked queries that hold a code, and the words for it; tables show codes as they are, for filters.
CODES = {
    "kind": "kind",
    "role": "role",
    "status": "status",
    "side": "side",
    "certainty": "certainty",
    "attribution": "attribution",
    "state": "state",
    "type": "type",
}
#: Columns of tables that are shown as the link to the row's own place: the page, and the column that names the place.
PLACED: dict[tuple[str | None, str], tuple[str, str]] = {
    ("documents", "title"): ("document", "id"),
    ("sentences", "text"): ("sentence", "id"),
    ("notes", "text"): ("note", "id"),
    ("demands", "text"): ("demand", "key"),
    ("works", "title"): ("work", "key"),
    ("actors", "name"): ("actor", "key"),
    ("programmes", "name"): ("programme", "id"),
    ("safeguards", "name"): ("safeguard", "id"),
}
#: A column of this name in a worked query holds an address on the site; where there is a title, that is the link.
LINK = "link"
#: A column of a worked query that holds a sentence, and one that holds the claim or demand in it, which may be cut
#: anywhere: pages mark it in its sentence, and JSON and CSV have both.
SENTENCE, PART = "sentence_text", "tagged_part"
EXCERPT = 240
#: Stands before the id of a document in `claim_roots.root`, which holds keys of works too.
DOCUMENT_ROOT = "document:"


def link_for(value: Any, column: str, row: Any, table: str | None, database: str, url: Any) -> Markup | None:
    """The cell as a link to a page of the site, or None to leave it. `url` puts the site's root before a path."""
    key, label = (value["value"], value["label"]) if isinstance(value, dict) else (value, value)
    if key in (None, ""):
        return None
    columns = set(row.keys())
    if table is None and column == "title" and LINK in columns and str(row[LINK] or "").startswith("/-/avr/"):
        return _linked(url(_requoted(str(row[LINK]))), key)
    if table is None and column == SENTENCE and PART in columns:
        return _marked(str(key), row[PART])
    if (table, column) == ("claims", "sentence") and "content" in columns:
        return _linked(url(f"/-/avr/sentence/{quote(str(key), safe='')}"), _marked(str(label), row["content"]))
    if (table, column) in PLACED and PLACED[table, column][1] in columns:
        place, id = PLACED[table, column]
        return _linked(url(f"/-/avr/{place}/{quote(str(row[id]), safe='')}"), _excerpt(str(key)))
    if column == LINK and table is None and str(key).startswith("/-/avr/"):
        return _linked(url(_requoted(str(key))), "Read it there")
    if column == "document" or (column == "evidence_document" and table):
        return _linked(url(document_path(key)), label)
    if column == "work" and table:
        return _linked(url(work_path(key)), _excerpt(str(label)))
    if (table, column) == ("claim_roots", "root"):
        document = str(key).removeprefix(DOCUMENT_ROOT)
        return _linked(url(work_path(key) if document == key else document_path(document)), document)
    if column == "text" and table == "documents":
        return Markup("{}").format(_excerpt(str(key)))
    if column in PAGES and isinstance(value, dict):
        return _linked(url(PAGES[column](key)), label)
    if column in OTHERS and isinstance(value, dict):
        return _linked(url(f"/{quote(database)}/{OTHERS[column]}/{tilde_encode(str(key))}"), label)
    if table is None and column in CODES and isinstance(value, str):
        return Markup("{}").format(say(CODES[column], value))
    if column in KEYS and table is not None:
        return _linked(url(f"/-/avr/{KEYS[column]}/{quote(str(key), safe='')}"), _excerpt(str(label)))
    return None


def _linked(address: str, label: object) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, label)


def _marked(sentence: str, part: object) -> Markup:
    pieces = within(sentence, str(part) if part else None)
    return Markup("").join(Markup("<mark>{}</mark>").format(text) if hit else text for text, hit in pieces)


def _excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else text[:EXCERPT].rsplit(" ", 1)[0] + " …"


def _requoted(path: str) -> str:
    """A path that a query put together out of plain ids, with what is not a letter in them quoted."""
    inside, mark, anchor = path.partition("#s")
    return quote(inside, safe="/-_.~%") + mark + quote(anchor)
