"""The shape of the database, as data: tables with their columns and keys, indexes, full-text search."""

from typing import Any, NamedTuple

from sqlite_utils import Database

from avr_docs import search_tables

#: Stands in the file as `PRAGMA user_version`; a database of an older version is made anew, of a newer one refused.
VERSION = 5
#: Stands in the file as `PRAGMA application_id`: what tells our databases from those of other tools ("AVRd").
APPLICATION = 0x41565264

TOKENIZE = search_tables.TOKENIZE


class Table(NamedTuple):
    """A table: columns with their types, primary key, foreign keys (column to table.column), indexed columns."""

    columns: dict[str, type]
    pk: str | tuple[str, ...]
    foreign_keys: tuple[tuple[str, str, str], ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    search: tuple[str, ...] = ()


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
    "programmes": Table(
        {"id": str, "name": str, "aliases": str, "host": str, "implementer": str, "from_date": str, "to_date": str},
        "id",
    ),
    "actors": Table(
        {"key": str, "name": str, "aliases": str, "role": str, "listed": int},
        "key",
        indexes=(("role",),),
        search=("name", "aliases"),
    ),
    "safeguards": Table({"id": str, "position": int, "name": str, "definition": str, "source": str}, "id"),
    "runs": Table(
        {
            "id": int,
            "started": str,
            "finished": str,
            "version": str,
            "corpus": str,  # the folder that was read, relative to the database's own
            "reader_version": str,
            "model": str,
            "scheme": str,
            "documents": int,
            "changed": int,
            "removed": int,
            "failed": int,
        },
        "id",
    ),
    "documents": Table(
        {
            "id": str,
            "title": str,
            "type": str,
            "type_score": float,
            "publisher": str,
            "authors": str,
            "date": str,
            "language": str,
            "number": str,
            "sender": str,
            "recipient": str,
            "subject": str,
            "programme": str,
            "state": str,
            "reason": str,
            "page_count": int,
            "words": int,
            "path": str,
            "url": str,
            "archive_url": str,
            "licence": str,
            "republish": str,  # full, quotes, none
            "withheld": int,
            "sample": int,
            "media_type": str,
            "reader": str,
            "sha256": str,
            "fingerprint": str,
            "run": int,
            "text": str,
        },
        "id",
        (("programme", "programmes", "id"), ("run", "runs", "id")),
        (
            ("type",),
            ("state",),
            ("programme",),
            ("publisher",),
            ("language",),
            # All that a list of documents is filtered, counted and sorted by: the rows themselves hold long texts.
            ("date", "type", "programme", "publisher", "state"),
        ),
        ("title", "publisher", "text"),
    ),
    "parties": Table(
        {
            "id": str,
            "document": str,
            "part": str,  # addressee, signatory, cc, author
            "position": int,
            "name": str,
            "role": str,
            "organization": str,
        },
        "id",
        (("document", "documents", "id"),),
        (("document",), ("part",)),
    ),
    "pages": Table(
        {"id": str, "document": str, "number": int, "width": float, "height": float},
        "id",
        (("document", "documents", "id"),),
        (("document",),),
    ),
    "blocks": Table(
        {
            "id": str,
            "document": str,
            "n": int,
            "kind": str,
            "start": int,
            "end": int,
            "page": int,
            "x0": float,
            "top": float,
            "x1": float,
            "bottom": float,
            "level": int,
            "parts": str,
        },
        "id",
        (("document", "documents", "id"),),
        (("document",), ("kind",)),
    ),
    "sentences": Table(
        {
            "id": str,
            "document": str,
            "n": int,
            "text": str,
            "page": int,
            "start": int,
            "end": int,
            "block": str,
        },
        "id",
        (("document", "documents", "id"), ("block", "blocks", "id")),
        (("document",), ("block",)),
        ("text",),
    ),
    "notes": Table(
        {
            "id": str,
            "document": str,
            "n": int,
            "label": str,
            "kind": str,
            "text": str,
            "page": int,
            "start": int,
            "end": int,
        },
        "id",
        (("document", "documents", "id"),),
        (("document",),),
        ("text",),
    ),
    "note_anchors": Table(
        {"id": str, "document": str, "note": str, "sentence": str, "offset": int},
        "id",
        (("document", "documents", "id"), ("note", "notes", "id"), ("sentence", "sentences", "id")),
        (("document",), ("note",), ("sentence",)),
    ),
    "links": Table(
        {"id": str, "document": str, "start": int, "end": int, "text": str, "href": str},
        "id",
        (("document", "documents", "id"),),
        (("document",),),
    ),
    "note_comments": Table(
        {"id": str, "document": str, "note": str, "text": str, "start": int, "end": int},
        "id",
        (("document", "documents", "id"), ("note", "notes", "id")),
        (("document",), ("note",)),
    ),
    "works": Table(
        {
            "key": str,
            "type": str,
            "author": str,
            "editor": str,
            "title": str,
            "container": str,
            "publisher": str,
            "place": str,
            "issued": str,
            "volume": str,
            "issue": str,
            "pages": str,
            "edition": str,
            "number": str,
            "genre": str,
            "url": str,
            "archive_url": str,
            "doi": str,
            "court": str,
            "docket": str,
            "reporter": str,
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
            "author": str,
            "editor": str,
            "title": str,
            "container": str,
            "publisher": str,
            "place": str,
            "issued": str,
            "volume": str,
            "issue": str,
            "pages": str,
            "edition": str,
            "number": str,
            "genre": str,
            "accessed": str,
            "url": str,
            "archive_url": str,
            "doi": str,
            "court": str,
            "docket": str,
            "reporter": str,
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
    "document_actors": Table(
        {"document": str, "actor": str, "name": str, "role": str},
        ("document", "actor"),
        (("document", "documents", "id"), ("actor", "actors", "key")),
        (("actor",),),
    ),
    "actor_mentions": Table(
        {
            "id": str,
            "document": str,
            "actor": str,
            "sentence": str,
            "text": str,
            "date": str,
            "start": int,
            "end": int,
        },
        "id",
        (("document", "documents", "id"), ("actor", "actors", "key"), ("sentence", "sentences", "id")),
        (("document",), ("actor", "date"), ("sentence",)),
    ),
    "names": Table(
        {"id": str, "document": str, "sentence": str, "label": str, "text": str, "start": int, "end": int},
        "id",
        (("document", "documents", "id"), ("sentence", "sentences", "id")),
        (("document",), ("sentence",), ("label",), ("text",)),
    ),
    "problems": Table(
        {"id": str, "document": str, "code": str, "message": str, "page": int},
        "id",
        (("document", "documents", "id"),),
        (("document",), ("code",)),
    ),
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

#: Tables that only a published database has.
ONLY_PUBLISHED: dict[str, Table] = {
    "publication": Table(
        {
            "id": int,
            "made": str,
            "version": str,
            "documents": int,
            "full": int,
            "quotes": int,
            "none": int,
            "withheld": int,
            "quotes_share": float,
            "sentences_shown": int,
            "claims": int,
            "demands": int,
            "licence": str,
            "licence_url": str,
        },
        "id",
    ),
    "page_images": Table(
        {"document": str, "page": int, "width": float, "height": float, "media_type": str, "image": bytes},
        ("document", "page"),
        (("document", "documents", "id"),),
    ),
}

#: Tables whose rows belong to one document, in the order in which rows go in; they go out the other way round.
OF_A_DOCUMENT = (
    "parties",
    "pages",
    "blocks",
    "sentences",
    "notes",
    "note_anchors",
    "note_comments",
    "links",
    "citations",
    "claims",
    "claim_safeguards",
    "claim_notes",
    "claim_citations",
    "demands",
    "demand_safeguards",
    "document_actors",
    "actor_mentions",
    "names",
    "problems",
)


def create(db: Database) -> None:
    """Makes every table, index and search table that is missing, and marks the file as ours, in one transaction.

    Search tables are made with sqlite-utils: where `content=` is in single quotes, as SQLite's own documentation has
    it, Datasette does not see that a table can be searched and leaves `_search` out of account without a word.
    """
    with db.atomic():
        present = set(db.table_names())
        for name, table in TABLES.items():
            if name in present:
                continue
            keys: list[Any] = list(table.foreign_keys)
            db.table(name).create(table.columns, pk=table.pk, foreign_keys=keys)
            for columns in table.indexes:
                db.table(name).create_index(list(columns), if_not_exists=True)
            if table.search:
                db.table(name).enable_fts(list(table.search), tokenize=TOKENIZE, create_triggers=True)
        search_tables.create(db)
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {VERSION}")


def drop(db: Database) -> None:
    """Takes out every table, as nothing in the database is not also in the corpus."""
    with db.atomic():
        db.execute("PRAGMA defer_foreign_keys = ON")
        search_tables.drop(db)
        for name, table in TABLES.items():
            if table.search:
                db.execute(f"DROP TABLE IF EXISTS [{name}_fts]")
        for name in reversed(db.table_names()):
            if name in TABLES:
                db.execute(f"DROP TABLE [{name}]")
