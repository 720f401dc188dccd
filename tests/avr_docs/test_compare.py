"""The verdicts of the coding scheme, for every pair of columns and as a table."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, combinations
from pathlib import Path

import pytest
from made import dump, sound, tagged
from sqlite_utils import Database

from avr_docs import compare, store
from avr_docs.corpus import Row
from avr_docs.errors import StoreError
from avr_docs.records import Claim, Tagged
from avr_docs.verdicts import verdict
from extract.errors import State

STATUSES = ("in_place", "absent", "unclear")
SETS = [set(each) for each in chain.from_iterable(combinations(STATUSES, n) for n in range(4))]


def rows_of_the_table(stated: set[str], observed: set[str]) -> set[str]:
    """Which rows of the scheme's table hold, read as they stand there."""
    holds = {
        "contradicted": "in_place" in stated and "absent" in observed,
        "corroborated": "in_place" in stated and "in_place" in observed and "absent" not in observed,
        "unverified": "in_place" in stated and observed <= {"unclear"},
        "unaddressed": bool(observed & {"absent", "unclear"}) and not stated,
        "inconsistent": {"in_place", "absent"} <= stated,
        "disputed": {"in_place", "absent"} <= observed,
    }
    return {name for name, held in holds.items() if held}


def sorted_name(statuses: set[str]) -> str:
    """The same in every run, so that tests can be spread over processes."""
    return "+".join(sorted(statuses)) or "none"


@pytest.mark.parametrize("stated", SETS, ids=sorted_name)
@pytest.mark.parametrize("observed", SETS, ids=sorted_name)
def test_every_pair_of_columns(stated: set[str], observed: set[str]) -> None:
    holding = rows_of_the_table(stated, observed)
    order = ("inconsistent", "disputed", "contradicted", "corroborated", "unverified", "unaddressed")
    expected = next((name for name in order if name in holding), None)
    if expected:
        assert verdict(stated, observed) == expected
    else:
        assert verdict(stated, observed) in {"acknowledged", "reported", None}


@pytest.mark.parametrize(
    ("stated", "observed", "expected"),
    [
        (["in_place"], ["absent"], "contradicted"),
        (["in_place"], ["absent", "unclear"], "contradicted"),
        (["in_place", "unclear"], ["in_place", "unclear"], "corroborated"),
        (["in_place"], ["unclear"], "unverified"),
        (["in_place"], [], "unverified"),
        ([], ["absent"], "unaddressed"),
        ([], ["unclear"], "unaddressed"),
        (["in_place", "absent"], ["absent"], "inconsistent"),
        (["in_place", "absent"], ["in_place", "absent"], "inconsistent"),
        (["in_place"], ["in_place", "absent"], "disputed"),
        ([], ["in_place", "absent"], "disputed"),
        (["absent"], ["in_place", "absent"], "disputed"),
        (["absent"], ["absent"], "acknowledged"),
        (["absent"], ["in_place"], "acknowledged"),
        ([], ["in_place"], "reported"),
        ([], ["in_place", "unclear"], "unaddressed"),
        (["unclear"], ["absent"], None),
        ([], [], None),
    ],
)
def test_which_verdict_wins(stated: list[str], observed: list[str], expected: str | None) -> None:
    assert verdict(stated, observed) == expected


def test_what_nobody_mentions_is_silent() -> None:
    assert verdict([], [], mentioned=False) == "silent"


# -- the tables ------------------------------------------------------------------------------------------------------


def said(id: str, *claims: tuple[str, str, str] | tuple[str, str, str, str]) -> Tagged:
    """A document with claims of (kind, safeguard, status[, certainty])."""
    record = tagged(id, body=[f"Sentence {n} of {id}." for n in range(len(claims) + 1)], notes=[])
    found = [
        Claim(
            sentence=each.n,
            kind=claim[0],  # type: ignore[arg-type]
            start=each.start,
            end=each.end,
            content=each.text,
            safeguards={claim[1]: claim[2]},  # type: ignore[dict-item]
            certainty=claim[3] if len(claim) == 4 else "asserted",  # type: ignore[arg-type]
        )
        for each, claim in zip(record.sentences[1:], claims, strict=True)
    ]
    return replace(record, claims=tuple(found), demands=())


def compared(path: Path, *documents: Tagged | tuple[Tagged, Row], safeguards: Iterable[str] = ()) -> Database:
    db = store.create(path / "a.db")
    with store.transaction(db):
        store.insert(db, "safeguards", [{"id": s, "name": s.title(), "position": n} for n, s in enumerate(safeguards)])
    for each in documents:
        store.save(db, *(each if isinstance(each, tuple) else (each,)))
    compare.compare(db)
    sound(db)
    return db


def test_each_programme_by_itself(tmp_path: Path) -> None:
    one, two = Row(id="a", programme="one"), Row(id="b", programme="two")
    db = compared(
        tmp_path,
        (said("a", ("stated", "monitoring", "in_place")), one),
        (said("b", ("observed", "monitoring", "absent")), two),
        said("c", ("observed", "monitoring", "in_place")),
    )
    found = db.execute(
        "select id, programme, safeguard, verdict, documents, documents_read from comparisons order by id"
    )
    assert found.fetchall() == [
        ("-.monitoring", None, "monitoring", "reported", 1, 1),
        ("one.monitoring", "one", "monitoring", "unverified", 1, 1),
        ("two.monitoring", "two", "monitoring", "unaddressed", 1, 1),
    ]


def test_counts_and_the_claims_behind_them(tmp_path: Path) -> None:
    db = compared(
        tmp_path,
        said(
            "a",
            ("stated", "monitoring", "in_place"),
            ("observed", "monitoring", "absent"),
            ("observed", "monitoring", "absent", "hedged"),
            ("norm", "monitoring", "required"),
            ("demanded", "monitoring", "demanded"),
            ("context", "monitoring", "in_place"),
        ),
        said("b", ("observed", "monitoring", "unclear")),
    )
    (row,) = db.query("select * from comparisons")
    assert row == {
        "id": "-.monitoring", "safeguard": "monitoring", "programme": None, "verdict": "contradicted",
        "stated": 1, "stated_in_place": 1, "stated_absent": 0,
        "observed": 3, "observed_in_place": 0, "observed_absent": 2, "observed_unclear": 1,
        "required": 1, "demanded": 1, "documents": 2, "documents_read": 2,
        "stated_roots": None, "observed_roots": None, "stated_example": None, "observed_example": None,
    }  # fmt: skip
    sides = db.execute("select side, count(*) from comparison_claims where comparison = '-.monitoring' group by 1")
    assert dict(sides.fetchall()) == {"stated": 1, "observed": 3, "required": 1, "demanded": 1}


def test_what_is_not_known_contradicts_nothing(tmp_path: Path) -> None:
    db = compared(
        tmp_path,
        said("a", ("stated", "monitoring", "in_place"), ("observed", "monitoring", "absent", "unknown")),
    )
    (row,) = db.query("select verdict, observed_absent, observed_unclear from comparisons")
    assert row == {"verdict": "unverified", "observed_absent": 0, "observed_unclear": 1}
    assert db.execute("select status from comparison_claims where side = 'observed'").fetchall() == [("absent",)]


def test_silence_is_shown_with_the_number_of_documents_read(tmp_path: Path) -> None:
    db = compared(tmp_path, said("a"), said("b"), safeguards=["monitoring", "legal_counsel"])
    store.save_without_text(db, Row(id="c", file="c.pdf"), state=State.NEEDS_OCR, reason="Pictures.")
    store.save_without_text(db, Row(id="d", url="https://example.org"), state=store.NOT_FETCHED, reason=None)
    compare.compare(db)
    found = db.execute(
        "select safeguard, verdict, documents, documents_read from comparisons order by rowid"
    ).fetchall()
    assert found == [("monitoring", "silent", 0, 2), ("legal_counsel", "silent", 0, 2)]


def test_norms_and_demands_alone_are_no_verdict_and_no_silence(tmp_path: Path) -> None:
    db = compared(tmp_path, said("a", ("norm", "monitoring", "required")))
    assert db.execute("select verdict, required from comparisons").fetchall() == [(None, 1)]


def test_making_it_twice_gives_the_same(tmp_path: Path) -> None:
    db = compared(tmp_path, said("a", ("stated", "monitoring", "in_place")), tagged("b"))
    before = dump(db)
    compare.compare(db)
    assert dump(db) == before


def test_as_a_table_for_a_person(tmp_path: Path) -> None:
    row = Row(id="a", programme="one")
    compared(tmp_path, (said("a", ("stated", "monitoring", "in_place")), row), safeguards=["monitoring"]).close()
    (found,) = compare.rows(tmp_path / "a.db", programme="one")
    assert (found["programme"], found["safeguard"], found["verdict"]) == ("one", "Monitoring", "unverified")
    with pytest.raises(StoreError, match=r"no programme 'two'\. There are: one\."):
        compare.rows(tmp_path / "a.db", programme="two")
    store.save(store.create(tmp_path / "a.db"), said("b"))
    with pytest.raises(StoreError, match="not made"):
        compare.rows(tmp_path / "a.db")
