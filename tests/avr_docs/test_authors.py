"""Claims in a document's own voice are its publisher's, where that is an actor on file."""

from pathlib import Path

import pytest
import site_example
from sqlite_utils import Database

from avr_docs import authors


@pytest.fixture
def db(tmp_path: Path) -> Database:
    db = Database(site_example.make(tmp_path / "letters.db"))
    with db.conn:
        db.execute("update claims set source = 'author', actor = null where document = ?", [site_example.LETTER])
    return db


def speakers(db: Database) -> set[str | None]:
    sql = "select actor from claims where document = ? and source = 'author'"
    return {actor for (actor,) in db.execute(sql, [site_example.LETTER])}


@pytest.mark.parametrize(
    ("publisher", "actor"),
    [
        ("Lake Street Legal Clinic", "clinic"),
        ("the Lake Street Legal Clinic (LSLC)", "clinic"),
        ("RA", "agency"),
        ("Friends of the Lake Street Legal Clinic", None),
        ("Somebody Else", None),
        (None, None),
    ],
)
def test_the_publisher_speaks(db: Database, publisher: str | None, actor: str | None) -> None:
    with db.conn:
        db.execute("update documents set publisher = ? where id = ?", [publisher, site_example.LETTER])
        db.execute("update claims set actor = 'agency' where document = ?", [site_example.LETTER])
    authors.settle(db)
    assert speakers(db) == {actor}


def test_others_who_are_quoted_keep_their_words(db: Database) -> None:
    before = db.execute("select id, actor from claims where source <> 'author' order by id").fetchall()
    authors.settle(db)
    assert db.execute("select id, actor from claims where source <> 'author' order by id").fetchall() == before


def test_an_actor_who_is_in_no_list_publishes_nothing(db: Database) -> None:
    with db.conn:
        db.execute("update actors set listed = 0")
        db.execute("update documents set publisher = 'Return Agency' where id = ?", [site_example.LETTER])
    authors.settle(db)
    assert speakers(db) == {None}
