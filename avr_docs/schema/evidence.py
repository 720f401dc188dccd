"""What claims rest on in the end, and what is known of the works behind them."""

from avr_docs.schema.table import Table

TABLES: dict[str, Table] = {
    "work_mentions": Table(
        {
            "id": str,
            "document": str,
            "sentence": str,
            "work": str,
            "text": str,
            "start": int,
            "end": int,
            "score": float,
        },
        "id",
        (("document", "documents", "id"), ("sentence", "sentences", "id"), ("work", "works", "key")),
        (("document",), ("sentence",), ("work",)),
    ),
    "claim_roots": Table(
        {
            "claim": str,
            "root": str,  # the key of a work, or "document:" and the id of a document
            "work": str,
            "document": str,
            "steps": int,  # from the claim to its root: 0 where its own document is the root
        },
        ("claim", "root"),
        (("claim", "claims", "id"), ("work", "works", "key"), ("document", "documents", "id")),
        (("root",), ("work",), ("document",)),
    ),
    "citation_circles": Table(
        {"circle": int, "document": str},
        ("circle", "document"),
        (("document", "documents", "id"),),
        (("document",),),
    ),
    "link_checks": Table(
        {
            "url": str,
            "state": str,  # good, moved, gone, refused, unreachable
            "http_status": int,
            "final_url": str,
            "archived_url": str,
            "archived": str,
            "last_seen": str,
            "checked": str,
            "note": str,
        },
        "url",
        (),
        (("state",),),
    ),
}
