"""What is known of demands when every document is there: who makes them and whom they ask."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import site_example
from small_corpus import in_process
from sqlite_utils import Database

from avr_docs import demand_facts, reading, store
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
    db.execute("update documents set date = '2024-05' where id = ?", [site_example.LETTER])
    db.execute("update actors set aliases = null where key = 'agency'")
    db.execute("update actors set aliases = 'The agency' where key = 'clinic'")
    demand_facts.settle(db)
    assert demand(db)["date"] == "2024-05"
    assert ("d1", "clinic") in list(db.execute("select demand, addressee from demand_addressees"))


@pytest.mark.usefixtures("anyone")
def test_a_build_makes_addressees_and_suggestions(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "actors.csv").write_text("key,name,aliases,role\nra,Return Agency,RA,implementer\n", encoding="utf-8")
    (folder / "documents.csv").write_text("file,date\na.md,2024-05-06\nb.md,2024-09-01\n", encoding="utf-8")
    (folder / "a.md").write_text(
        "# Letter\n\nThe RA should publish its agreement with the Ministry.\n", encoding="utf-8"
    )
    (folder / "b.md").write_text(
        "# News\n\nThe agency has not published its agreement with the Ministry.\n", encoding="utf-8"
    )
    build(folder, tmp_path / "avr.db")
    with store.connect(tmp_path / "avr.db") as db:
        assert list(db.execute("select key, name, demands from addressees")) == [("ra", "Return Agency", 1)]
        assert list(db.execute("select specificity, date from demands")) == [("specific", "2024-05-06")]
        assert list(db.execute("select document from demand_suggestions")) in ([("b",)], [])


@pytest.fixture
def anyone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "tag_all", in_process)
