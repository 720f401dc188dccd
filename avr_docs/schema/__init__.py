"""The shape of the database, as data: tables with their columns and keys, indexes, full-text search.

Each of the modules beside this one has the tables of one subject; those that others refer to come first.
"""

from typing import Any

from sqlite_utils import Database

from avr_docs import search_tables
from avr_docs.schema import claims, collection, comparison, demands, documents, evidence, works
from avr_docs.schema.comparison import OF_THE_COMPARISON
from avr_docs.schema.published import ONLY_PUBLISHED
from avr_docs.schema.table import Table

__all__ = ["OF_A_DOCUMENT", "OF_THE_COMPARISON", "ONLY_PUBLISHED", "TABLES", "Table", "create", "drop"]

#: Stands in the file as `PRAGMA user_version`; a database of an older version is made anew, of a newer one refused.
VERSION = 5
#: Stands in the file as `PRAGMA application_id`: what tells our databases from those of other tools ("AVRd").
APPLICATION = 0x41565264

TOKENIZE = search_tables.TOKENIZE

TABLES: dict[str, Table] = {
    **collection.TABLES,
    **documents.TABLES,
    **works.TABLES,
    **claims.TABLES,
    **demands.TABLES,
    **evidence.TABLES,
    **comparison.TABLES,
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
