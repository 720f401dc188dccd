"""Claims, with their safeguards, notes and citations."""

from avr_docs.schema.table import Table

TABLES: dict[str, Table] = {
    "claims": Table(
        {
            "id": str,
            "document": str,
            "sentence": str,
            "n": int,
            "kind": str,
            "content": str,
            "source": str,
            "source_role": str,
            "actor": str,
            "cue": str,
            "attribution": str,
            "certainty": str,
            "footnotes": str,
            "programme": str,
            "date": str,  # of its document: lists of claims are newest first, and there may be a million
            "page": int,
            "score": float,
            "tagger": str,
            "start": int,
            "end": int,
            "source_start": int,
            "source_end": int,
            "cue_start": int,
            "cue_end": int,
        },
        "id",
        (
            ("document", "documents", "id"),
            ("sentence", "sentences", "id"),
            ("actor", "actors", "key"),
            ("programme", "programmes", "id"),
        ),
        (
            ("document",),
            ("sentence",),
            ("kind",),
            ("source_role",),
            ("attribution",),
            ("certainty",),
            ("programme", "date"),
            ("actor", "date"),
            ("score",),
        ),
        ("content", "source"),
    ),
    "claim_safeguards": Table(
        {"claim": str, "safeguard": str, "status": str, "score": float, "kind": str, "date": str},
        ("claim", "safeguard"),
        (("claim", "claims", "id"), ("safeguard", "safeguards", "id")),
        (("safeguard", "kind", "date"), ("status",)),
    ),
    "claim_notes": Table(
        {"claim": str, "note": str},
        ("claim", "note"),
        (("claim", "claims", "id"), ("note", "notes", "id")),
        (("note",),),
    ),
    "claim_citations": Table(
        {"claim": str, "citation": str},
        ("claim", "citation"),
        (("claim", "claims", "id"), ("citation", "citations", "id")),
        (("citation",),),
    ),
}
