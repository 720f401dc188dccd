"""What is known of demands when every document is there: who makes them and whom they ask."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import site_example
from small_corpus import in_process, text, write
from sqlite_utils import Database

from avr_docs import demand_facts, reading, store, suggestions
from avr_docs.build import build


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    path = site_example.make(tmp_path / "avr.db")
    database = Database(path)
    yield database
    database.close()


def demand(db: Database) -> dict[str, Any]:
    (row,) = db.query("select who, role, date, programme, specificity from demands where key = 'd1'")
    return row


def test_a_demand_has_its_date_and_who_makes_it(db: Database) -> None:
    assert demand(db) == {
        "who": "Lake Street Legal Clinic",
        "role": "legal",
        "date": "2024-05-06",
        "programme": "rap",
        "specificity": "partly",
    }


def test_whom_it_asks_is_the_agency_of_its_document(db: Database) -> None:
    assert list(db.query("select * from addressees where key = 'agency'")) == [
        {"key": "agency", "name": "Return Agency", "actor": "agency", "demands": 1}
    ]
    assert ("d1", "agency") in list(db.execute("select demand, addressee from demand_addressees"))


@pytest.mark.parametrize(
    ("source", "publisher", "who"),
    [
        ("author", "the Return Agency", "Return Agency"),
        ("author", "Example Courier", "Example Courier"),
        ("author", None, None),
        ("RA", None, "Return Agency"),
        ("two widows", "Example Courier", "two widows"),
    ],
)
def test_one_without_a_known_speaker_is_made_by_whom_its_document_says(
    db: Database, source: str, publisher: str | None, who: str | None
) -> None:
    db.execute("update claims set actor = null, source = ? where id = 'c3'", [source])
    db.execute("update documents set publisher = ? where id = ?", [publisher, site_example.LETTER])
    demand_facts.settle(db)
    assert demand(db)["who"] == who


def test_what_is_corrected_in_a_spreadsheet_is_corrected_here(db: Database) -> None:
    db.execute("update actors set aliases = null where key = 'agency'")
    db.execute("update actors set aliases = 'The agency' where key = 'clinic'")
    demand_facts.settle(db)
    assert ("d1", "clinic") in list(db.execute("select demand, addressee from demand_addressees"))


def test_a_build_makes_them_and_does_no_work_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "tag_all", in_process)
    folder = write(tmp_path / "corpus", documents=2)
    build(folder, tmp_path / "avr.db")
    with store.connect(tmp_path / "avr.db") as db:
        assert list(db.execute("select key, name, actor from addressees")) == [
            ("return-office", "Return Office", "return-office")
        ]
        assert {date for (date,) in db.execute("select date from demands")} == {"2020-01-01", "2021-05-04"}
        assert not db.execute("select 1 from demands where specificity is null or role is null").fetchall()
    calls: list[object] = []
    monkeypatch.setattr(suggestions, "suggest", lambda db, **_: calls.append(db))
    build(folder, tmp_path / "avr.db")
    assert calls == []
    (folder / "letters" / "1.txt").write_text(text(7))
    build(folder, tmp_path / "avr.db")
    assert len(calls) == 1
