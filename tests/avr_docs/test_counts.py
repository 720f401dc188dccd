"""What a build counts when it ends, and which claims it chooses to stand for a side of the comparison."""

from pathlib import Path
from typing import Any

import pytest
import site_example
from sqlite_utils import Database

from avr_docs import counts, examples


@pytest.fixture
def db(tmp_path: Path) -> Any:
    return Database(site_example.make(tmp_path / "letters.db"))


def counted(db: Any, about: str, key: str, what: str) -> dict[str, int]:
    found = db.execute("select code, n from counts where about = ? and [key] = ? and what = ?", [about, key, what])
    return dict(found.fetchall())


def test_the_collection_is_counted(db: Any) -> None:
    assert counted(db, "collection", "", "documents") == {"": 4}
    assert counted(db, "collection", "", "read") == {"": 3}
    assert counted(db, "collection", "", "states") == {"ok": 3, "needs_ocr": 1}
    assert counted(db, "collection", "", "kinds") == {"stated": 3, "observed": 3, "demanded": 1, "norm": 1}
    assert counted(db, "collection", "", "documents_in") == {"2024": 2}


def test_an_actors_claims_are_counted_by_kind_safeguard_and_year(db: Any) -> None:
    assert counted(db, "actor", "agency", "claims") == {"": 2}
    assert counted(db, "actor", "agency", "kinds_on") == {"voluntariness.stated": 1, "legal_counsel.stated": 1}
    assert counted(db, "actor", "agency", "claims_in") == {"2024": 2}


def test_a_sentence_counts_once_as_others_say_it_and_not_where_the_actor_speaks(db: Any) -> None:
    assert counted(db, "actor", "agency", "mentions") == {"": 1}


def test_programmes_and_safeguards_are_counted(db: Any) -> None:
    assert counted(db, "programme", "rap", "documents") == {"": 2}
    assert counted(db, "programme", "rap", "speakers") == {"agency": 2, "clinic": 2}
    assert counted(db, "safeguard", "legal_counsel", "kinds") == {"stated": 1, "observed": 2, "demanded": 1}
    assert counted(db, "safeguard", "legal_counsel", "kinds_in") == {"stated.2024": 1, "observed.2024": 2}


def test_norms_are_counted_by_the_works_that_they_cite(db: Any) -> None:
    db["claim_safeguards"].insert(
        {"claim": "c4", "safeguard": "monitoring", "status": "required", "kind": "norm", "date": "2024-05-06"}
    )
    counts.count(db)
    assert counted(db, "safeguard", "monitoring", "norms") == {"convention": 1}


def test_counting_again_counts_what_is_there_now(db: Any) -> None:
    db.execute("delete from claim_safeguards")
    counts.count(db)
    assert counted(db, "safeguard", "legal_counsel", "kinds") == {}


def test_each_side_has_an_example_that_holds_its_position(db: Any) -> None:
    found = {row["id"]: (row["stated_example"], row["observed_example"]) for row in db["comparisons"].rows}
    assert found == {"v": ("c1", "c2"), "l": ("c5", "c2"), "m": (None, None), "o": (None, None)}


def test_a_sentence_that_can_be_read_at_a_glance_goes_before_a_long_one(db: Any) -> None:
    sentence = {"document": site_example.NEWS, "block": "news-b0", "start": 0, "end": 1}
    db["sentences"].insert({**sentence, "id": "long", "n": 8, "text": "Our clients " + "and theirs " * 90 + "wait."})
    db["sentences"].insert(
        {**sentence, "id": "short", "n": 9, "text": "None of them had spoken with a lawyer by then."}
    )
    claim = {"document": site_example.NEWS, "kind": "observed", "certainty": "asserted", "score": 0.9, "content": "x"}
    for each in ("long", "short"):
        db["claims"].insert({**claim, "id": f"k-{each}", "sentence": each, "actor": "clinic"})
        db["comparison_claims"].insert(
            {"comparison": "l", "claim": f"k-{each}", "side": "observed", "status": "absent"}
        )
    examples.choose(db)
    assert db["comparisons"].get("l")["observed_example"] == "k-short"
