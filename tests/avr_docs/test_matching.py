"""Whatever is typed is a valid full-text query, and means what a reader would think."""

import random
import sqlite3

import pytest

from avr_docs.matching import any_of, match_query, name_query
from avr_docs.schema import TOKENIZE
from avr_docs.site.connection import NOTHING, prepare

TEXTS = [
    "People were not told of a lawyer.",
    "The returned family had legal counsel at the airport.",
    "Detention and legal counsel do not go together.",
    "A retornó programme for a-number holders at O’Hare.",
]


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    made = sqlite3.connect(":memory:")
    prepare(made)
    made.execute(f"create virtual table f using fts5(t, tokenize='{TOKENIZE}')")
    made.executemany("insert into f values (?)", [(text,) for text in TEXTS])
    return made


def found(connection: sqlite3.Connection, words: str) -> list[int]:
    rows = connection.execute("select rowid from f where f match fts_words(?) order by rowid", [words])
    return [rowid - 1 for (rowid,) in rows]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("lawyer", [0]),
        ("returns", [1]),
        ("legal counsel", [1, 2]),
        ('"counsel legal"', []),
        ("“legal counsel”", [1, 2]),
        ("legal -detention", [1]),
        ("lawyer OR airport", [0, 1]),
        ("legal AND airport", [1]),
        ("coun*", [1, 2]),
        ("retorno", [3]),
        ("a-number", [3]),
        ("O'Hare", [3]),
        ("-detention", []),
        ("OR", []),
        ("", []),
    ],
)
def test_words_find_what_a_reader_means(connection: sqlite3.Connection, words: str, expected: list[int]) -> None:
    assert found(connection, words) == expected


def test_no_query_is_refused(connection: sqlite3.Connection) -> None:
    """Fifteen hundred made-up searches, with all that has a meaning in full-text search."""
    chance = random.Random(7)
    pieces = [*"\"*()-^:'%“”\\;{}+,. \n\x00\x02\ud800é😀", "NEAR(", "AND", "OR", "NOT", "t:", "lawyer", "--", "a" * 500]
    for _ in range(1500):
        words = "".join(chance.choice(pieces) + chance.choice(["", " "]) for _ in range(chance.randint(0, 12)))
        connection.execute("select 1 from f where f match ?", [match_query(words) or NOTHING]).fetchall()
    assert found(connection, "lawyer " * 5000) == [0]


def test_nothing_to_find_is_none() -> None:
    assert [match_query(text) for text in (None, "", '""', "*", "—", "\x00")] == [None] * 6


def test_any_of_joins_several_words_only() -> None:
    assert any_of("lawyer airport") == "lawyer OR airport"
    assert any_of("lawyer") is None


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Safe and dignified travel", "safe OR dignified OR travel"),
        ("Non-refoulement", "non-refoulement"),
        ("Return, after return", "return"),
        (None, ""),
    ],
)
def test_the_words_of_a_name_are_looked_for(name: str | None, query: str) -> None:
    assert name_query(name) == query
