"""Stated against observed, and how many there are of everything."""

from avr_docs.schema.table import Table

#: What every comparison says of a safeguard and a programme.
COMPARED = {
    "safeguard": str,
    "programme": str,
    "verdict": str,
    "stated": int,
    "stated_in_place": int,
    "stated_absent": int,
    "observed": int,
    "observed_in_place": int,
    "observed_absent": int,
    "observed_unclear": int,
    "required": int,
    "demanded": int,
    "documents": int,
}

TABLES: dict[str, Table] = {
    "comparisons": Table(
        {
            "id": str,
            **COMPARED,
            "documents_read": int,
            "stated_roots": int,  # works or documents that the claims rest on, each counted once
            "observed_roots": int,
            "stated_example": str,  # the claim that says it best where there is room for one
            "observed_example": str,
        },
        "id",
        (
            ("safeguard", "safeguards", "id"),
            ("programme", "programmes", "id"),
            ("stated_example", "claims", "id"),
            ("observed_example", "claims", "id"),
        ),
        (("safeguard",), ("programme",), ("verdict",), ("stated_example",), ("observed_example",)),
    ),
    "comparison_claims": Table(
        {
            "comparison": str,
            "claim": str,
            "side": str,
            "status": str,
            "position": str,  # the status, or unclear where the claim is that it is not known
            "safeguard": str,
            "actor": str,
            "document": str,
            "date": str,
            "n": int,  # the order of reading: newest document first, so that a span of time is a span of numbers
        },
        ("comparison", "claim"),
        (
            ("comparison", "comparisons", "id"),
            ("claim", "claims", "id"),
            ("safeguard", "safeguards", "id"),
            ("actor", "actors", "key"),
            ("document", "documents", "id"),
        ),
        (
            ("claim",),
            ("document",),
            ("comparison", "side", "n"),
            ("safeguard", "side", "n", "position", "comparison"),  # holds all that claims are counted by
            ("actor", "safeguard", "side", "n"),
            ("date", "n"),
        ),
    ),
    "comparison_roots": Table(
        {
            "comparison": str,
            "side": str,
            "root": str,
            "work": str,
            "document": str,
            "claims": int,
            "steps": int,  # of the claim that is farthest from the root
        },
        ("comparison", "side", "root"),
        (("comparison", "comparisons", "id"), ("work", "works", "key"), ("document", "documents", "id")),
        (("comparison", "side", "claims"), ("work",), ("document",)),
    ),
    "comparison_actors": Table(
        {"id": int, "actor": str, "programme": str, "claims": int, "documents": int},
        "id",
        (("actor", "actors", "key"), ("programme", "programmes", "id")),
        (("actor",), ("programme",)),
    ),
    "comparison_years": Table(
        {"id": int, "year": str, "programme": str, "documents": int},
        "id",
        (("programme", "programmes", "id"),),
        (("programme",),),
    ),
    "actor_comparisons": Table(
        {"id": int, "actor": str, **COMPARED},
        "id",
        (("actor", "actors", "key"), ("safeguard", "safeguards", "id"), ("programme", "programmes", "id")),
        (("actor", "programme"), ("safeguard",), ("programme",), ("verdict",)),
    ),
    "year_comparisons": Table(
        {"id": int, "year": str, **COMPARED},
        "id",
        (("safeguard", "safeguards", "id"), ("programme", "programmes", "id")),
        (("year",), ("safeguard", "programme"), ("programme",), ("verdict",)),
    ),
    "counts": Table(
        {
            "about": str,  # collection, actor, programme, safeguard
            "key": str,  # of the actor, programme or safeguard; empty for the collection
            "what": str,  # is counted: claims, documents, mentions, ...
            "code": str,  # the kind, year, role ... that it is counted for; empty for all
            "n": int,
        },
        ("about", "key", "what", "code"),
        (),
        (("about", "what", "n"),),
    ),
}

#: Tables that the comparison fills, those first that refer to others of them.
OF_THE_COMPARISON = (
    "year_comparisons",
    "actor_comparisons",
    "comparison_years",
    "comparison_actors",
    "comparison_roots",
    "comparison_claims",
    "comparisons",
)
