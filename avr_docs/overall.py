"""What can be known only when every document is there, in the order in which one rests on another."""

from pathlib import Path

from sqlite_utils import Database

from avr_docs import (
    authors,
    compare,
    counts,
    cues,
    demand_facts,
    examples,
    facts,
    independence,
    mentions,
    search_index,
    similar,
    suggestions,
    tracker,
    works,
)
from avr_docs.corpus import Corpus
from avr_docs.schema import TABLES

#: Rows of an index that are looked at: enough for the plans of what follows, and quick.
GLANCE = 1000


def settle(db: Database, corpus: Corpus, *, log: Path, changed: bool) -> None:
    """Brings all of it into step with the documents; what takes long, only where documents have `changed`.

    The comparison is made again each time, so that one that a killed build left out is not missed.
    """
    _analyse(db, limit=GLANCE)
    facts.settle(db, corpus, cues.safeguards())
    authors.settle(db)
    demand_facts.settle(db)
    tracker.load(db, log)
    if changed:
        trace(db)
    works.set_statuses(db, corpus.works_status)
    compare.compare(db)
    examples.choose(db)
    if changed or not counts.made(db):
        counts.count(db)
    search_index.refresh(db)
    if changed:
        _pack(db)
    _analyse(db)


def trace(db: Database) -> None:
    """Texts that are alike, works, who names them, what claims rest on in the end, what may bear on demands."""
    pairs = similar.found(db)
    similar.note(db, pairs)
    alike = independence.classes((pair.first, pair.second) for pair in pairs)
    works.identify(db)
    mentions.find(db, alike=alike)
    independence.trace(db, alike=alike)
    suggestions.suggest(db, alike=alike)


def _pack(db: Database) -> None:
    """Joins the pieces of the tables' search indexes, which searches are quicker in."""
    for name, table in TABLES.items():
        if table.search:
            db.execute(f"insert into [{name}_fts]([{name}_fts]) values ('optimize')")
    db.conn.commit()


def _analyse(db: Database, *, limit: int = 0) -> None:
    """Tells SQLite how rows are spread, from `limit` rows of each index, or all of them."""
    db.execute(f"PRAGMA analysis_limit = {limit}").fetchall()
    db.execute("ANALYZE")
