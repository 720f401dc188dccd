"""Later sentences that may bear on a demand: which are suggested, and what never is."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlite_utils import Database

from avr_docs import demand_facts, store, suggestions
from avr_docs.likeness import features, likeness, terms
from avr_docs.schema import create
from avr_docs.suggestions import LEAST, LEAST_SAME, NEVER, span, suggest

EXAMPLES = Path(__file__).with_name("later_sentences.txt")


class Example(NamedTuple):
    demand: str
    bearing: list[str]
    others: list[str]


def examples() -> Iterator[Example]:
    for part in EXAMPLES.read_text(encoding="utf-8").split("? ")[1:]:
        demand, *lines = part.strip().splitlines()
        yield Example(demand, [x[2:] for x in lines if x[0] == "+"], [x[2:] for x in lines if x[0] == "-"])


def alike(first: str, second: str, *, least: float = LEAST) -> bool:
    return bool(len(likeness(features([first]), features([second]), least=least).score))


HELD_OUT = list(examples())[1::2]


def test_most_sentences_that_bear_on_a_demand_are_suggested_and_no_other_is() -> None:
    bearing = [alike(each.demand, text) for each in HELD_OUT for text in each.bearing]
    others = [alike(each.demand, text) for each in HELD_OUT for text in each.others]
    assert (sum(bearing), len(bearing)) >= (22, 24)
    assert (sum(others), len(others)) == (0, 24)


@pytest.mark.parametrize(
    ("demand", "text", "hit"),
    [
        # hits
        ("let lawyers into the bus station", "Two lawyers were turned away from the bus station.", True),
        ("publish the contract", "Neither body has published the contract.", True),
        # misses: said in other words, and so not found
        ("guarantee legal counsel to everybody", "Nobody had met an attorney.", False),
        ("end the detention of families", "Parents and their children slept behind locked doors.", False),
    ],
)
def test_likeness_is_of_words_and_not_of_sense(demand: str, text: str, hit: bool) -> None:
    assert alike(demand, text) is hit


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (
            "guarantee every person a free and confidential consultation with an independent lawyer before enrolment",
            "the agency guarantee everyone a confidential consultation with an independent lawyer before enrolment",
            True,
        ),
        ("publish the agreement and quarterly figures", "publish its agreement and figures each quarter", True),
        ("publish the agreement and quarterly figures", "publish the names of the officers on duty", False),
        ("suspend returns to Bellmar", "resume returns to the capital once it is safe", False),
    ],
)
def test_demands_worded_alike(first: str, second: str, same: bool) -> None:
    assert alike(first, second, least=LEAST_SAME) is same


def test_words_are_known_by_their_beginnings() -> None:
    assert terms("The agency publishes it") == ["agency", "publis", "agency publis"]


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2024-02-29", (738945, 738945)),
        ("2024-02", (738917, 738945)),
        ("2024-12", (739221, 739251)),
        ("2024", (738886, 739251)),
        ("2024-13", (0, NEVER)),
        ("soon", (0, NEVER)),
        (None, (0, NEVER)),
    ],
)
def test_a_date_is_as_long_as_it_is_not_known(date: str | None, days: tuple[int, int]) -> None:
    assert span(date) == days


ASKED = "publish the agreement with the Ministry"
SAID = "The agreement with the Ministry was published in part"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A demand of May 2024 to the agency; documents are added by `say`."""
    database = Database(tmp_path / "avr.db")
    create(database)
    with database.conn:
        database["actors"].insert({"key": "agency", "name": "Return Agency", "aliases": "RA"})
        database["safeguards"].insert_all([{"id": "transparency"}, {"id": "monitoring"}])
        database["programmes"].insert_all([{"id": "rap"}, {"id": "other"}])
    say(database, "letter", ASKED, date="2024-05-06", kind="demanded", addressee="RA")
    yield database
    database.close()


def say(
    db: Database,
    document: str,
    text: str,
    *,
    date: str | None = "2024-07-01",
    kind: str = "observed",
    programme: str | None = "rap",
    safeguard: str = "transparency",
    actor: str | None = None,
    addressee: str | None = None,
) -> None:
    with db.conn:
        db["documents"].insert({"id": document, "date": date, "programme": programme, "state": "ok"})
        db["sentences"].insert({"id": f"s-{document}", "document": document, "n": 0, "text": text})
        claim = {"id": f"c-{document}", "document": document, "sentence": f"s-{document}", "kind": kind}
        db["claims"].insert({**claim, "content": text, "programme": programme, "actor": actor, "source": "author"})
        db["claim_safeguards"].insert({"claim": f"c-{document}", "safeguard": safeguard, "status": "absent"})
        if kind == "demanded":
            place = {"document": document, "claim": f"c-{document}", "sentence": f"s-{document}", "n": 1}
            said = {"text": text, "addressee": addressee, "programme": programme, "status": "open", "date": date}
            db["demands"].insert({"key": f"d-{document}", **place, **said})
            db["demand_safeguards"].insert({"demand": f"d-{document}", "safeguard": safeguard})


def suggested(db: Database) -> list[tuple[str, str]]:
    demand_facts.settle(db)
    suggest(db)
    return list(db.execute("select demand, sentence from demand_suggestions order by demand, score desc, sentence"))


def test_a_later_sentence_that_shares_the_safeguard_is_suggested(db: Database) -> None:
    say(db, "news", SAID)
    assert suggested(db) == [("d-letter", "s-news")]
    assert db.execute("select document from demand_suggestions").fetchone() == ("news",)


@pytest.mark.parametrize(
    "other",
    [
        {"date": "2024-05-06"},
        {"date": "2024-01-31"},
        {"date": "2024"},
        {"date": None},
        {"kind": "norm"},
        {"kind": "context"},
        {"programme": "other"},
        {"programme": None},
        {"safeguard": "monitoring"},
    ],
)
def test_what_is_not_later_or_not_of_practice_or_of_something_else_is_not(db: Database, other: dict[str, str]) -> None:
    say(db, "news", SAID, **other)
    assert suggested(db) == []


def test_what_those_who_are_asked_say_is_suggested_whatever_safeguard_it_has(db: Database) -> None:
    say(db, "answer", SAID, kind="stated", safeguard="monitoring", actor="agency")
    assert suggested(db) == [("d-letter", "s-answer")]


def test_a_demand_without_a_date_has_no_later_sentences(db: Database) -> None:
    say(db, "news", SAID)
    db.execute("update demands set date = null where key = 'd-letter'")
    assert suggested(db) == []


def test_a_copy_of_the_letter_does_not_answer_it(db: Database) -> None:
    say(db, "copy", SAID)
    demand_facts.settle(db)
    assert suggest(db, alike={"copy": "letter", "letter": "letter"}) == 0


def test_the_likest_five_are_kept_each_sentence_once(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(7):
        say(db, f"news{n}", f"{SAID} {'and the minister spoke to reporters ' * n}".strip())
    monkeypatch.setattr(suggestions, "CLAIMS", 2)
    assert suggested(db) == [("d-letter", f"s-news{n}") for n in range(5)]


def test_they_are_the_same_however_much_is_compared_at_once(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(4):
        say(db, f"news{n}", f"{SAID} {n}")
        say(db, f"letter{n}", f"{ASKED} {n}", date="2024-06-01", kind="demanded", addressee="RA")
    whole = suggested(db), list(db.execute("select * from similar_demands order by 1, 2"))
    monkeypatch.setattr(suggestions, "CLAIMS", 1)
    monkeypatch.setattr(suggestions, "DEMANDS", 1)
    assert (suggested(db), list(db.execute("select * from similar_demands order by 1, 2"))) == whole


def test_demands_of_other_documents_that_are_worded_alike_are_told_both_ways(db: Database) -> None:
    say(db, "second", f"{ASKED} of Border Affairs", date="2025-01-01", kind="demanded")
    suggested(db)
    assert list(db.execute("select demand, other from similar_demands order by 1")) == [
        ("d-letter", "d-second"),
        ("d-second", "d-letter"),
    ]


def test_a_document_that_goes_takes_its_suggestions_with_it(db: Database) -> None:
    say(db, "news", SAID)
    say(db, "second", f"{ASKED} of Border Affairs", date="2025-01-01", kind="demanded", addressee="RA")
    suggested(db)
    store.remove(db, "news")
    assert db.table("demand_suggestions").count == 0
    store.remove(db, "letter")
    assert db.table("similar_demands").count == 0
    assert list(db.execute("select demand from demand_addressees")) == [("d-second",)]


def test_no_demands_no_suggestions(tmp_path: Path) -> None:
    database = Database(tmp_path / "empty.db")
    create(database)
    demand_facts.settle(database)
    assert suggest(database) == 0
