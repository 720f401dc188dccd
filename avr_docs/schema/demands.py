"""Demands, who is asked, what became of them, and what may bear on them."""

from avr_docs.schema.table import Table

TABLES: dict[str, Table] = {
    "demands": Table(
        {
            "key": str,
            "document": str,
            "claim": str,
            "sentence": str,
            "n": int,
            "action": str,
            "text": str,
            "addressee": str,
            "condition": str,
            "deadline": str,
            "status": str,
            "status_date": str,
            "page": int,
            "specificity": str,
            "date": str,  # of its document
            "programme": str,
            "who": str,  # demands it, by name
            "role": str,  # of who demands it
        },
        "key",
        (
            ("document", "documents", "id"),
            ("claim", "claims", "id"),
            ("sentence", "sentences", "id"),
            ("programme", "programmes", "id"),
        ),
        (
            ("document",),
            ("action",),
            ("addressee",),
            ("status", "date"),
            ("claim",),
            ("sentence",),
            ("date",),
            ("programme",),
            ("who",),
            ("role",),
            ("specificity",),
            # what lists are narrowed by, so that they are counted without reading a demand
            ("key", "status", "action", "programme", "role", "specificity", "who", "date", "document", "n"),
        ),
    ),
    "demand_safeguards": Table(
        {"demand": str, "safeguard": str},
        ("demand", "safeguard"),
        (("demand", "demands", "key"), ("safeguard", "safeguards", "id")),
        (("safeguard",),),
    ),
    "demand_events": Table(
        {
            "id": int,  # as in tracking.db
            "demand": str,  # where it stands now: its present key
            "date": str,
            "status": str,  # none where the entry takes another back
            "note": str,  # none where it is internal, and neither is evidence
            "evidence": str,
            "evidence_document": str,
            "who": str,
            "recorded": str,
            "internal": int,
            "undoes": int,
        },
        "id",
        (("evidence_document", "documents", "id"),),
        (("demand",), ("date",), ("status",), ("evidence_document",), ("undoes",)),
    ),
    "addressees": Table(
        {"key": str, "name": str, "actor": str, "demands": int},
        "key",
        (("actor", "actors", "key"),),
        (("actor",), ("demands",)),
    ),
    "demand_addressees": Table(
        {"demand": str, "addressee": str},
        ("demand", "addressee"),
        (("demand", "demands", "key"), ("addressee", "addressees", "key")),
        (("addressee",),),
    ),
    "demand_suggestions": Table(
        {"demand": str, "sentence": str, "document": str, "score": float},
        ("demand", "sentence"),
        (("demand", "demands", "key"), ("sentence", "sentences", "id"), ("document", "documents", "id")),
        (("sentence",), ("document",)),
    ),
    "similar_demands": Table(
        {"demand": str, "other": str, "score": float},
        ("demand", "other"),
        (("demand", "demands", "key"), ("other", "demands", "key")),
        (("other",),),
    ),
}
