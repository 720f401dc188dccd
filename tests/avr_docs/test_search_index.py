"""The search index follows its tables, whatever changes and wherever it is stopped."""

import sqlite3
from pathlib import Path
from random import Random
from typing import Any

import pytest
import site_example
from sqlite_utils import Database

from avr_docs import search_index, search_tables
from avr_docs.search_items import label

Held = set[tuple[Any, ...]]


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return Database(site_example.make(tmp_path / "avr.db"))


def held(db: Database) -> tuple[Held, Held]:
    """Every word and label with its place, and every claim, by the key of their item: numbers may differ."""
    db.execute("create virtual table if not exists temp.seen using fts5vocab(main, search_fts, instance)")
    words = "select term, s.col, offset, ref from temp.seen s left join search_texts t on t.item = s.doc"
    claims = "select ref, kind, safeguard, status, role, actor from search_claims c join search_texts t using (item)"
    db.execute("insert into search_fts(search_fts) values ('integrity-check')")
    found = set(db.execute(words)), set(db.execute(claims))
    db.conn.rollback()
    return found


def found(db: Database, match: str) -> list[str]:
    sql = "select ref from search_fts f join search_texts t on t.item = f.rowid where search_fts match ? order by item"
    return [ref for (ref,) in db.execute(sql, [match])]


def change(db: Database, table: str, key: str, value: str, **columns: Any) -> None:
    changes = ", ".join(f"[{name}] = ?" for name in columns)
    with db.conn:
        db.execute(f"update [{table}] set {changes} where [{key}] = ?", [*columns.values(), value])


def test_sentences_notes_works_and_documents_stand_in_one_index(db: Database) -> None:
    assert found(db, "convention") == [f"{site_example.LETTER}-n1", "convention"]
    assert found(db, "clinic") == [site_example.LETTER]
    assert found(db, "director") == [site_example.LETTER]
    assert found(db, "retorno OR returned") == [
        *(f"{site_example.NEWS}", f"{site_example.NEWS}-s0", site_example.LETTER, f"{site_example.LETTER}-s0"),
        *(f"{site_example.LETTER}-s1", f"{site_example.LETTER}-s4", f"{site_example.LETTER}-s5", "news"),
    ]


CHANGES: list[tuple[str, str, str, dict[str, Any]]] = [
    ("documents", "id", site_example.LETTER, {"date": "2019"}),
    ("documents", "id", site_example.LETTER, {"title": "Another title", "type": "memo"}),
    ("sentences", "id", f"{site_example.LETTER}-s2", {"text": "Quite other words."}),
    ("notes", "id", f"{site_example.LETTER}-n0", {"text": "Another note."}),
    ("claims", "id", "c2", {"kind": "context", "actor": None}),
    ("claim_safeguards", "claim", "c5", {"status": "absent"}),
    ("parties", "id", "p2", {"name": "Somebody Else"}),
    ("works", "key", "convention", {"title": "A treaty", "issued": "1984-12"}),
]


@pytest.mark.parametrize(("table", "key", "value", "columns"), CHANGES)
def test_what_is_changed_is_taken_in(db: Database, table: str, key: str, value: str, columns: dict[str, Any]) -> None:
    before = held(db)
    change(db, table, key, value, **columns)
    search_index.refresh(db)
    after = held(db)
    search_index.rebuild(db)
    assert after == held(db)
    assert after != before or columns == {"date": "2019"}


def test_only_what_changed_is_taken_in_again(db: Database) -> None:
    assert search_index.refresh(db) == 0
    change(db, "claims", "id", "c2", kind="context")
    assert search_index.refresh(db) == 1
    with db.conn:
        db.execute("update works set status = 'withdrawn'")
    assert search_index.refresh(db) == 0


def test_a_document_that_goes_leaves_nothing(db: Database) -> None:
    with db.conn:
        for table in ("claims", "notes", "sentences"):
            db.execute(f"delete from [{table}] where document = ?", [site_example.HOSTILE])
        db.execute("delete from documents where id = ?", [site_example.HOSTILE])
    search_index.refresh(db)
    assert found(db, "onerror OR מרכז") == ["bad"]
    assert found(db, label(programme="other")) == []
    assert held(db) == (search_index.rebuild(db), held(db))[1]


def test_chance_changes_leave_what_a_rebuild_would(db: Database) -> None:
    chance = Random(5)
    kinds, texts = ["stated", "observed", "norm", None], ["Return of the lawyer", "", None, "safe", "Río = 1"]
    for _ in range(25):
        id = chance.choice(["c1", "c2", "c5", "h1", "h2"])
        change(db, "claims", "id", id, kind=chance.choice(kinds), actor=chance.choice(["agency", None]))
        change(db, "sentences", "id", f"{site_example.LETTER}-s{chance.randrange(6)}", text=chance.choice(texts))
        change(db, "documents", "id", site_example.NEWS, programme=chance.choice(["rap", "other", None]))
        change(db, "works", "key", "news", issued=chance.choice(["2020", "soon", None]), title=chance.choice(texts))
        if chance.random() < 0.4:
            search_index.refresh(db)
    search_index.refresh(db)
    after = held(db)
    search_index.rebuild(db)
    assert after == held(db)


def test_one_that_was_killed_is_taken_up(db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with db.conn:
        db.execute("update sentences set text = text || ' Zebra.'")
    monkeypatch.setattr(search_index, "AT_ONCE", 1)
    taken, replace = [], search_index._replace

    def dies(db: Database, id: str) -> None:
        taken.append(id)
        replace(db, id)
        if len(taken) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(search_index, "_replace", dies)
    with pytest.raises(KeyboardInterrupt):
        search_index.refresh(db)
    held(db)  # sound, with one document done and one undone
    monkeypatch.setattr(search_index, "_replace", replace)
    assert search_index.refresh(db) == 2
    assert len(found(db, "zebra")) == db.execute("select count(*) from sentences").fetchone()[0]


def test_a_database_without_an_index_is_given_one(db: Database) -> None:
    before = held(db)
    with db.conn:
        db.execute("drop table temp.seen")
        search_tables.drop(db)
    assert search_index.refresh(db) == db.execute("select count(*) from documents").fetchone()[0]
    assert held(db) == before


def test_rows_that_are_not_committed_leave_no_trace(db: Database) -> None:
    db.conn.execute("begin")
    db.execute("update sentences set text = 'Zebra'")
    db.conn.rollback()
    assert search_index.refresh(db) == 0


def test_more_documents_than_the_numbers_hold_are_refused_in_words(db: Database) -> None:
    with db.conn:
        db.execute("update search_documents set number = ? where number = 1", [(1 << 18) - 1])
        db.execute("insert into documents (id) values ('one-more')")
    with pytest.raises(Exception, match="Divide the collection"):
        search_index.refresh(db)
    assert isinstance(db.conn, sqlite3.Connection)
