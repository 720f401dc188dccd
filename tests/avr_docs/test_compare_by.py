"""The comparison by who says it and by year: nobody confirms themselves, and no verdict goes across programmes."""

from pathlib import Path

import compare_example
import pytest
from made import dump
from sqlite_utils import Database

from avr_docs import compare
from avr_docs.compare_by import beside_others
from avr_docs.verdicts import SHARPEST, Counted, verdict


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return Database(compare_example.make(tmp_path / "letters.db"))


def test_what_an_actor_states_is_set_beside_what_others_observe() -> None:
    everybody = Counted({("stated", "in_place"): 1, ("observed", "absent"): 2}, 2)
    assert beside_others(Counted({("stated", "in_place"): 1}, 1), everybody) == "contradicted"
    assert beside_others(Counted({("observed", "absent"): 2}, 1), everybody) == "contradicted"
    assert beside_others(Counted({("demanded", "demanded"): 1}, 1), everybody) is None


def test_nobody_confirms_or_contradicts_themselves() -> None:
    own = Counted({("stated", "in_place"): 1, ("observed", "in_place"): 1, ("observed", "absent"): 1}, 1)
    assert beside_others(own, own) == "unverified"


def test_an_actor_is_compared_within_each_programme(db: Database) -> None:
    sql = "select actor, programme, verdict, stated, observed, documents from actor_comparisons where safeguard = ?"
    assert db.execute(f"{sql} order by 1, 2", ["legal_counsel"]).fetchall() == [
        ("agency", "rap", "contradicted", 2, 0, 2),
        ("clinic", "other", "unaddressed", 0, 1, 1),
        ("clinic", "rap", "contradicted", 0, 1, 1),
    ]


def test_a_year_is_compared_by_itself(db: Database) -> None:
    sql = "select year, programme, verdict from year_comparisons where safeguard = 'legal_counsel' order by 1"
    assert db.execute(sql).fetchall() == [
        ("2019", "rap", "unverified"),
        ("2021", "other", "unaddressed"),
        ("2024", "rap", "contradicted"),
    ]
    read = db.execute("select year, programme, documents from comparison_years order by 1, 2").fetchall()
    assert read == [
        (None, "other", 1),
        ("2019", "rap", 1),
        ("2021", "other", 1),
        ("2023", "other", 1),
        ("2024", "rap", 2),
    ]


def test_claims_are_numbered_newest_document_first_and_undated_last(db: Database) -> None:
    dates = [date for (date,) in db.execute("select date from comparison_claims order by n")]
    assert dates[0] == "2024-06-01"
    assert dates[-1] is None
    dated = [date for date in dates if date]
    assert dated == sorted(dated, reverse=True)


def test_roots_are_stored_as_often_as_claims_rest_on_them(db: Database) -> None:
    sql = "select side, root, claims, steps from comparison_roots where comparison = 'rap.legal_counsel' order by 1, 2"
    assert db.execute(sql).fetchall() == [
        ("observed", "document:news-2024", 1, 0),
        ("observed", "letter", 1, 2),
        ("stated", "letter", 1, 1),
    ]


def test_making_it_again_changes_nothing(db: Database) -> None:
    before = dump(db)
    compare.compare(db)
    assert dump(db) == before


def test_counts_are_read_back_from_columns() -> None:
    counted = Counted({("stated", "in_place"): 2, ("stated", "unclear"): 1, ("observed", "unclear"): 3}, 4)
    assert Counted.of(counted.columns()) == counted


def test_spans_are_added_up() -> None:
    both = Counted({("stated", "in_place"): 1}, 1) + Counted({("stated", "in_place"): 2, ("observed", "absent"): 1}, 2)
    assert both == Counted({("stated", "in_place"): 3, ("observed", "absent"): 1}, 3)
    assert both.verdict == "contradicted"


def test_every_verdict_has_its_place_in_the_order() -> None:
    sides = [[], ["in_place"], ["absent"], ["unclear"], ["in_place", "absent"]]
    assert {verdict(stated, observed) for stated in sides for observed in sides} <= set(SHARPEST)
