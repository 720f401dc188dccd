"""What is stored of a document, and that it is all there or not at all."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from made import BODY, NOTES, database, dump, sound, tagged

from avr_docs import schema, store
from avr_docs.corpus import Row
from avr_docs.errors import StoreError
from avr_docs.records import Actor, Citation
from extract.errors import State


def test_every_table_holds_what_the_document_holds(tmp_path: Path) -> None:
    db = database(tmp_path / "a.db", tagged())
    count = {name: db.table(name).count for name in schema.TABLES}
    assert {name: n for name, n in count.items() if n} == {
        "documents": 1, "parties": 6, "pages": 2, "blocks": 7, "sentences": 4, "notes": 3, "note_anchors": 3,
        "links": 1, "citations": 3, "claims": 3, "claim_safeguards": 3, "claim_notes": 3, "claim_citations": 3,
        "demands": 2, "demand_safeguards": 2, "actors": 1, "document_actors": 1, "actor_mentions": 1,
        "problems": 1, "safeguards": 3,
    }  # fmt: skip
    sound(db)


def test_a_document_row(tmp_path: Path) -> None:
    db = database(tmp_path / "a.db", tagged())
    (row,) = db.query("select * from documents")
    assert row["text"] == "\n\n".join([*BODY, *NOTES])
    assert (row["title"], row["type"], row["type_score"], row["date"]) == (BODY[0], "letter", 0.9, "2020-05-04")
    assert (row["authors"], row["page_count"], row["words"], row["path"]) == ("Ana Ruiz; Bo Lind", 2, 33, "letter.txt")
    assert (row["state"], row["reason"], row["republish"], row["publisher"]) == ("ok", None, "none", None)


def test_what_the_corpus_says_stands_over_what_the_document_says(tmp_path: Path) -> None:
    facts = {"title": "Ours", "type": "memo", "publisher": "Group", "date": "2020-06", "url": "https://example.org/l"}
    row = Row(id="letter", file="in/letter.pdf", programme="way-home", republish="full", **facts)
    db = database(tmp_path / "a.db", (tagged(), row))
    (stored,) = db.query("select * from documents")
    assert {name: stored[name] for name in facts} == facts
    assert (stored["type_score"], stored["path"], stored["programme"], stored["republish"]) == (
        1.0,
        "in/letter.pdf",
        "way-home",
        "full",
    )
    assert {claim["programme"] for claim in db.query("select programme from claims")} == {"way-home"}


def test_a_title_is_never_blank(tmp_path: Path) -> None:
    record = tagged(body=["", *BODY[1:]])
    record = replace(record, document=replace(record.document, meta=replace(record.document.meta, title=None)))
    db = database(tmp_path / "a.db", (record, Row(id="letter", file="in/letter.pdf")))
    store.save_without_text(db, Row(id="web", url="https://example.org/x"), state=store.NOT_FETCHED, reason=None)
    assert [row["title"] for row in db.query("select title from documents order by id")] == [
        "letter.pdf",
        "https://example.org/x",
    ]


def test_claims_are_tied_to_sentences_notes_and_safeguards(tmp_path: Path) -> None:
    db = database(tmp_path / "a.db", tagged())
    found = db.execute(
        "select c.kind, s.text, n.label, cs.safeguard, cs.status from claims c join sentences s on s.id = c.sentence "
        "join claim_notes cn on cn.claim = c.id join notes n on n.id = cn.note "
        "join claim_safeguards cs on cs.claim = c.id order by c.n"
    ).fetchall()
    assert found == [
        ("stated", BODY[1], "1", "voluntariness", "in_place"),
        ("observed", BODY[2], "2", "legal_counsel", "absent"),
        ("demanded", BODY[3], "3", "transparency", "demanded"),
    ]


def test_of_notes_with_one_label_the_one_in_the_sentence_counts(tmp_path: Path) -> None:
    record = tagged()
    notes = tuple(replace(note, label="*") for note in record.document.notes)
    claims = tuple(replace(claim, footnotes=("*",)) for claim in record.claims)
    record = replace(record, document=replace(record.document, notes=notes), claims=claims)
    db = database(tmp_path / "a.db", record)
    query = "select c.n, n.n from claims c join claim_notes on claim = c.id join notes n on n.id = note order by c.n"
    assert db.execute(query).fetchall() == [(1, 1), (2, 2), (3, 3)]


def test_short_citations_are_tied_to_what_they_stand_for(tmp_path: Path) -> None:
    record = tagged(notes=["Ruiz, Tickets Home (2020).", "Id.", "Nobody, supra note 77."])
    kinds = [("book", None, None), ("id", 0, "found"), ("supra", None, "no_note")]
    citations = [
        Citation(note=note.label, start=note.start, end=note.end, type=kind, stands_for=target, resolution=how)
        for note, (kind, target, how) in zip(record.document.notes, kinds, strict=True)
    ]
    db = database(tmp_path / "a.db", replace(record, citations=tuple(citations)))
    query = "select c.n, t.n, c.resolution from citations c left join citations t on t.id = c.stands_for order by c.n"
    assert db.execute(query).fetchall() == [(1, None, None), (2, 1, "found"), (3, None, "no_note")]


def test_saving_again_replaces_and_keeps_every_id(tmp_path: Path) -> None:
    db = database(tmp_path / "a.db", tagged(), tagged("memo"))
    before = dump(db)
    store.save(db, tagged())
    assert dump(db) == before
    sound(db)


def test_a_new_sentence_changes_no_other_id(tmp_path: Path) -> None:
    db = database(tmp_path / "a.db", tagged())
    tables = [("text", "id", "sentences"), ("text", "key", "demands"), ("content", "id", "claims")]
    query = " union all ".join(f"select {text}, {key} from {table}" for text, key, table in tables)
    before = set(db.execute(query))
    store.save(db, tagged(body=[BODY[0], "Something new stands here.", *BODY[1:]]))
    assert before < set(db.execute(query))


def test_what_is_gone_from_a_document_goes_from_search_too(tmp_path: Path) -> None:
    db = database(tmp_path / "a.db", tagged())
    store.save(db, tagged(body=BODY[:2]))
    assert [row["text"] for row in db.table("sentences").search("says OR lawyer")] == [BODY[1]]
    assert list(db.table("claims").search("lawyer")) == []
    sound(db)


def test_removing_leaves_nothing_but_what_is_shared(tmp_path: Path) -> None:
    db = database(tmp_path / "a.db", tagged(), tagged("memo"))
    alone = dump(database(tmp_path / "b.db", tagged("memo")))
    store.remove(db, "letter")
    assert dump(db) == alone
    store.remove(db, "letter")
    sound(db)


@pytest.mark.parametrize("state", [State.ENCRYPTED, State.OK_EMPTY, State.NEEDS_OCR])
def test_a_document_without_text_has_its_row_and_its_problem(tmp_path: Path, state: State) -> None:
    db = database(tmp_path / "a.db", tagged())
    store.save_without_text(db, Row(id="letter", file="letter.pdf"), state=state, reason="It says so.", fingerprint="f")
    assert list(db.query("select id, path, state, reason, text, fingerprint from documents")) == [
        {
            "id": "letter",
            "path": "letter.pdf",
            "state": state,
            "reason": "It says so.",
            "text": None,
            "fingerprint": "f",
        }
    ]
    assert db.execute("select document, code, message from problems").fetchall() == [("letter", state, "It says so.")]
    assert db.table("claims").count == db.table("sentences").count == 0
    sound(db)


def test_a_failure_half_way_leaves_what_was_there(tmp_path: Path) -> None:
    db = database(tmp_path / "a.db", tagged())
    before = dump(db)
    record = tagged(body=["Another text."])
    broken = replace(record, actors=(Actor(key="x", name=object()),))  # type: ignore[arg-type]
    with pytest.raises(sqlite3.Error):
        store.save(db, broken)
    assert dump(db) == before
    sound(db)


def test_file_names_that_are_no_utf8_can_be_stored(tmp_path: Path) -> None:
    db = database(tmp_path / "a.db", (tagged(), Row(id="letter", file="l\udce9tter.txt")))
    assert db.execute("select path from documents").fetchall() == [("l?tter.txt",)]


def test_a_claim_of_an_actor_that_no_tagger_listed(tmp_path: Path) -> None:
    db = database(tmp_path / "a.db", tagged(actors=()))
    assert db.execute("select key, name, role, listed from actors").fetchall() == [
        ("return-office", "The Return Office", "implementer", 0)
    ]


def test_the_comparison_does_not_outlive_what_it_was_made_from(tmp_path: Path) -> None:
    db = database(tmp_path / "a.db", tagged())
    with store.transaction(db):
        store.insert(db, "comparisons", [{"id": "-.voluntariness", "safeguard": "voluntariness"}])
        (claim,) = db.execute("select id from claims limit 1").fetchone()
        store.insert(db, "comparison_claims", [{"comparison": "-.voluntariness", "claim": claim, "side": "stated"}])
    store.save(db, tagged("memo"))
    assert db.table("comparisons").count == db.table("comparison_claims").count == 0


# -- opening ---------------------------------------------------------------------------------------------------------


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Not a database, but somebody's notes.")
    for use in (store.create, store.connect):
        with pytest.raises(StoreError, match="is no SQLite database, so nothing was written"):
            use(path)
    assert path.read_text() == "Not a database, but somebody's notes."


def test_a_database_of_another_tool_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("create table documents (id)")
    other.commit()
    other.close()
    before = path.read_bytes()
    for use in (store.create, store.connect):
        with pytest.raises(StoreError, match="of another tool"):
            use(path)
    assert path.read_bytes() == before


def test_a_database_of_a_newer_version_is_left_as_it_is(tmp_path: Path) -> None:
    db = database(tmp_path / "a.db", tagged())
    db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    db.close()
    with pytest.raises(StoreError, match="newer version of avr-docs"):
        store.create(tmp_path / "a.db")


def test_a_database_of_an_older_version_is_made_anew(tmp_path: Path) -> None:
    db = database(tmp_path / "a.db", tagged())
    db.execute("PRAGMA user_version = 0")
    db.close()
    with pytest.raises(StoreError, match="older version"):
        store.connect(tmp_path / "a.db")
    db = store.create(tmp_path / "a.db")
    assert db.table("documents").count == 0
    store.save(db, tagged())
    sound(db)
    assert dump(db) == dump(database(tmp_path / "b.db", tagged()))


def test_an_empty_file_is_filled_and_a_missing_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.db").touch()
    with pytest.raises(StoreError, match=r"is empty\. `avr-docs build"):
        store.connect(tmp_path / "a.db")
    with pytest.raises(StoreError, match="There is no database"):
        store.connect(tmp_path / "none.db")
    with pytest.raises(StoreError, match="is a folder"):
        store.create(tmp_path)
    store.save(store.create(tmp_path / "a.db"), tagged())
    assert store.connect(tmp_path / "a.db").table("documents").count == 1


def test_reading_alone_cannot_write(tmp_path: Path) -> None:
    database(tmp_path / "a.db", tagged()).close()
    db = store.connect(tmp_path / "a.db")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.execute("delete from documents")


def test_names_with_marks_of_addresses(tmp_path: Path) -> None:
    path = tmp_path / "a?b#c%20.db"
    database(path, tagged()).close()
    assert store.connect(path).table("documents").count == 1
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".db"] == [path.name]


def test_every_reference_is_indexed(tmp_path: Path) -> None:
    """Otherwise replacing one document reads whole tables."""
    db = store.create(tmp_path / "a.db")
    for name, table in schema.TABLES.items():
        first = {index.columns[0] for index in db.table(name).indexes} | {db.table(name).pks[0]}
        assert {column for column, _, _ in table.foreign_keys} - {"run"} <= first, name
