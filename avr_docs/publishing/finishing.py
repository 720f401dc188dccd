"""The public file once its rows are in: what refers to nothing goes, indexes are made, and it is closed for good."""

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from avr_docs import compare, counts, demand_facts, examples, search_index, store
from avr_docs.publishing.place import PublishError
from avr_docs.publishing.shown import NOT_SHOWN, Shown
from avr_docs.schema import ONLY_PUBLISHED, TABLES
from avr_docs.schema import create as create_tables
from avr_docs.works.identify import COUNTED

PUBLICATION = "publication"
UNUSED = """
delete from works where key not in (select work from citations where work is not null
  union select work from work_mentions where work is not null
  union select work from claim_roots where work is not null);
delete from link_checks where url not in (select url from works where url is not null
  union select archive_url from works where archive_url is not null
  union select url from citations where url is not null
  union select archive_url from citations where archive_url is not null
  union select url from documents where url is not null);
delete from runs where id not in (select run from documents where run is not null)
"""
QUOTED = (
    "Only sentences that carry a claim or a demand are shown here, with their notes: “[…]” stands where something is "
    "left out. Read the whole where it was published."
)
CUT = " {n} more such {sentences} left out, since no more than {share:.0%} of its words are quoted."
TEXT_NOT_SHOWN = (
    "The publisher’s text is not shown here; read it where it was published. What was tagged in it is given without "
    "its words."
)


def create(path: Path) -> Database:
    """A new database with all tables of a published one, empty."""
    db = Database(sqlite3.connect(path))
    db.execute("PRAGMA journal_mode = MEMORY")
    db.execute("PRAGMA synchronous = OFF")  # what a killed run leaves is thrown away
    create_tables(db)
    with db.atomic():
        db.table(PUBLICATION).create(ONLY_PUBLISHED[PUBLICATION].columns, pk=ONLY_PUBLISHED[PUBLICATION].pk)
    return db


def tell(db: Database, shown: Mapping[str, Shown], share: float) -> None:
    """Notes for each document whose text is not there in full that this is so, and why."""
    rows = []
    for id, each in shown.items():
        if each.how == "quotes":
            n = each.left_out
            cut = CUT.format(n=n, sentences="sentence is" if n == 1 else "sentences are", share=share) if n else ""
            rows.append({"id": f"published:{id}", "document": id, "code": "quotes_only", "message": QUOTED + cut})
        elif each.how == "none":
            rows.append({"id": f"published:{id}", "document": id, "code": "text_not_shown", "message": TEXT_NOT_SHOWN})
    with store.transaction(db):
        store.insert(db, "problems", rows)


def tidy(db: Database) -> None:
    """Takes out what nothing in the file refers to, and counts works by what is there."""
    with store.transaction(db):
        for statement in UNUSED.split(";"):
            db.execute(statement)
        db.execute(COUNTED)


def make_again(db: Database) -> None:
    """What a build makes of all documents together, by the same functions, from what is in the file alone."""
    demand_facts.settle(db)
    with store.transaction(db):
        db.execute("update demands set who = null where who = ?", [NOT_SHOWN])
    compare.compare(db)
    examples.choose(db)
    counts.count(db)


def publication(db: Database, *, withheld: int, share: float, licence: str, licence_url: str) -> dict[str, Any]:
    """The one row of `publication`, which is put in."""
    how = dict(db.execute("select republish, count(*) from documents group by republish").fetchall())
    row = {
        "id": 1,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": metadata.version("avr-docs"),
        "documents": db.table("documents").count,
        **{name: how.get(name, 0) for name in ("full", "quotes", "none")},
        "withheld": withheld,
        "quotes_share": share,
        "sentences_shown": db.execute("select count(*) from sentences where start is not null").fetchone()[0],
        "claims": db.table("claims").count,
        "demands": db.table("demands").count,
        "licence": licence,
        "licence_url": licence_url,
    }
    db.table(PUBLICATION).insert(row)
    return row


def close(db: Database, path: Path) -> Database:
    """Makes the indexes, packs the file, and opens it again for reading alone.

    Raises:
        PublishError: SQLite finds a fault in the file.
    """
    for name, table in TABLES.items():
        if table.search:
            db.execute(f"insert into [{name}_fts]([{name}_fts]) values ('rebuild')")
    db.conn.commit()
    search_index.rebuild(db)
    broken = db.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        named = ", ".join(sorted({f"{table} to {parent}" for table, _, parent, _ in broken}))
        raise PublishError(f"Rows would refer to what is not published ({named}). Please report this.")
    db.execute("ANALYZE")
    db.conn.commit()
    db.execute("VACUUM")
    db.execute("PRAGMA journal_mode = DELETE").fetchall()
    (found,) = db.execute("PRAGMA integrity_check").fetchone()
    db.close()
    if found != "ok":
        raise PublishError(f"The finished file is damaged ({found}). Look at the disk, then try again.")
    return Database(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True))
