"""The tables of the search index, and the triggers that note which documents it has to be brought up to date with."""

from sqlite_utils import Database

#: Words are stemmed and accents are left out, so "retornó" finds "retorno".
TOKENIZE = "porter unicode61 remove_diacritics 2"
#: Every table of the index begins so; nobody reads them but the search.
PREFIX = "search_"

#: `item` is an item's number (search_items.py), `ref` the key of its row.
TABLES = {
    "search_texts": "item integer primary key, title text not null, words text not null, ref text not null",
    "search_documents": "number integer primary key, document text not null unique, day integer not null, "
    "type text, programme text",
    "search_works": "key text primary key, item integer not null, digest text not null",
    "search_claims": "item integer, n integer, kind text, safeguard text, status text, role text, actor text, "
    "primary key (item, n)",
    "search_stale": "document text primary key",
}
WITHOUT_ROWID = {"search_works", "search_claims", "search_stale"}
#: What full-text search reads the words from. An item's labels follow from its other rows, and are not kept.
CONTENT = "select item, title, words, '' as marks from search_texts"
FTS = f"fts5(title, words, marks, content='search_content', content_rowid='item', tokenize='{TOKENIZE}')"

#: Tables whose changes make a document's part of the index old, each with where the document stands.
WATCHED = {
    "documents": "{row}.id",
    "parties": "{row}.document",
    "sentences": "{row}.document",
    "notes": "{row}.document",
    "claims": "{row}.document",
    "demands": "{row}.document",
    "claim_safeguards": "(select document from claims where id = {row}.claim)",
}


def create(db: Database) -> None:
    """Makes what is missing of the index; a new one is empty, with every document still to be taken in."""
    if db.table("search_fts").exists():
        return
    for name, columns in TABLES.items():
        db.execute(f"create table [{name}] ({columns}){' without rowid' if name in WITHOUT_ROWID else ''}")
    db.execute(f"create view search_content as {CONTENT}")
    db.execute(f"create virtual table search_fts using {FTS}")
    for table, document in WATCHED.items():
        for event, row in (("insert", "new"), ("update", "new"), ("delete", "old")):
            noted = f"insert or ignore into search_stale select {document.format(row=row)} as id where id is not null"
            db.execute(f"create trigger [search_{table}_{event}] after {event} on [{table}] begin {noted}; end")
    db.execute("insert or ignore into search_stale select id from documents")


def drop(db: Database) -> None:
    """Takes the whole index out."""
    for table in WATCHED:
        for event in ("insert", "update", "delete"):
            db.execute(f"drop trigger if exists [search_{table}_{event}]")
    db.execute("drop table if exists search_fts")
    db.execute("drop view if exists search_content")
    for name in TABLES:
        db.execute(f"drop table if exists [{name}]")
