"""Works, and the citations that name them."""

from avr_docs.schema.table import Table

#: What a work is described by, in the terms of the Citation Style Language, and what it can be found by.
DESCRIBED: dict[str, type] = dict.fromkeys(
    "author editor title container publisher place issued volume issue pages edition number genre".split(), str
)
FOUND_BY: dict[str, type] = dict.fromkeys("url archive_url doi court docket reporter".split(), str)

TABLES: dict[str, Table] = {
    "works": Table(
        {
            "key": str,
            "type": str,
            **DESCRIBED,
            **FOUND_BY,
            "document": str,  # the copy in the corpus
            "document_score": float,
            "document_match": str,  # what it was found by: address, title, ...
            "status": str,
            "status_date": str,
            "status_note": str,
            "status_source": str,
            "citations": int,
            "documents": int,  # that cite it
        },
        "key",
        (("document", "documents", "id"),),
        (("type",), ("document",), ("status",), ("url",), ("issued",), ("documents",)),
        ("author", "title", "container"),
    ),
    "citations": Table(
        {
            "id": str,
            "document": str,
            "note": str,
            "sentence": str,
            "n": int,
            "text": str,
            "type": str,
            "signal": str,
            **DESCRIBED,
            "accessed": str,
            **FOUND_BY,
            "parenthetical": str,
            "locator": str,
            "short": str,
            "refers_to": str,
            "stands_for": str,
            "resolution": str,
            "work": str,
            "start": int,
            "end": int,
        },
        "id",
        (
            ("document", "documents", "id"),
            ("note", "notes", "id"),
            ("sentence", "sentences", "id"),
            ("stands_for", "citations", "id"),
            ("work", "works", "key"),
        ),
        (("document",), ("note",), ("sentence",), ("type",), ("stands_for",), ("resolution",), ("work",), ("url",)),
    ),
}
