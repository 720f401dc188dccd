"""Works named in prose without a note: found where publisher and date, kind or title fit, and left alone else."""

from pathlib import Path
from typing import Any

import pytest
from made import sound
from sqlite_utils import Database

from avr_docs import mentions, store, works
from avr_docs.schema import create

POST = {
    "type": "article-newspaper",
    "title": "Flights begin to Lakeland",
    "container": "The Washington Post",
    "issued": "2020-05-01",
}
HRW_MARCH = {
    "type": "report",
    "title": "Sent Back to the Lakes: Returns from Riverland",
    "author": "Human Rights Watch",
    "issued": "2020-03-12",
}
HRW_MAY = {
    "type": "report",
    "title": "Nobody Was Told: Consent in Camps",
    "author": "Human Rights Watch",
    "issued": "2020-05-02",
}
OIG = {
    "type": "report",
    "title": "Oversight of Flights",
    "author": "Department of Homeland Security, Office of Inspector General; Office of the Inspector General",
    "issued": "2019-11",
}
GROUP = {"type": "letter", "title": "Letter on flights", "publisher": "Lake Group", "date": "2020-07-02"}


def database(path: Path, sentence: str, *cited: dict[str, Any], date: str | None = "2020-07-20") -> Database:
    """A news story with one sentence, a document that cites `cited`, and a letter by 30 organisations."""
    db = Database(path / "a.db")
    create(db)
    db.execute("PRAGMA foreign_keys = ON")
    documents = [
        {"id": "story", "type": "news", "publisher": "The Courier", "date": date, "state": "ok"},
        {"id": "other", "type": "report", "state": "ok"},
        {"id": "letter", "state": "ok", **GROUP},
    ]
    signers = [{"id": f"p{n}", "document": "letter", "part": "signatory", "position": n} for n in range(30)]
    found = [{"id": f"c{n}", "document": "other", "n": n, "note": None, **each} for n, each in enumerate(cited)]
    with store.transaction(db):
        store.insert(db, "documents", documents)
        store.insert(db, "parties", signers)
        store.insert(
            db, "sentences", [{"id": "s", "document": "story", "n": 0, "text": sentence, "start": 7, "end": 99}]
        )
        store.insert(db, "citations", found)
    works.identify(db)
    return db


def meant(path: Path, sentence: str, *cited: dict[str, Any], date: str | None = "2020-07-20") -> str | None:
    """The title of the work that the sentence names."""
    db = database(path, sentence, *cited, date=date)
    mentions.find(db)
    sound(db)
    rows = db.execute("select w.title from work_mentions m join works w on w.key = m.work").fetchall()
    return rows[0][0] if rows else None


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("The flights began in May, according to The Washington Post.", POST["title"]),
        ("The Washington Post reported that nobody was told.", POST["title"]),
        ("Human Rights Watch said in a report in March that nobody was asked.", HRW_MARCH["title"]),
        ("HRW’s report of 12 March found no consent.", HRW_MARCH["title"]),
        ("In its May 2, 2020 report, Human Rights Watch found no consent.", HRW_MAY["title"]),
        ("In Nobody Was Told, a report on consent in the camps, Human Rights Watch warned of this.", HRW_MAY["title"]),
        ("The inspector general’s report faulted the office.", OIG["title"]),
        ("A July 2 letter by 30 organizations asks for an end of the flights.", GROUP["title"]),
        ("The Lake Group asked for an end of the flights in a letter dated 2 July 2020.", GROUP["title"]),
    ],
)
def test_what_is_meant(tmp_path: Path, sentence: str, title: str) -> None:
    assert meant(tmp_path, sentence, POST, HRW_MARCH, HRW_MAY, OIG) == title


@pytest.mark.parametrize(
    "sentence",
    [
        "Human Rights Watch said that nobody was asked.",
        "Human Rights Watch found in a report that nobody was asked.",
        "Human Rights Watch said in a report in April that nobody was asked.",
        "Human Rights Watch said in a report in March 2018 that nobody was asked.",
        "In a July 2 letter to Human Rights Watch, the agency defended itself.",
        "A July 3 letter by 30 organizations asks for an end of the flights.",
        "A July 2 letter by 12 organizations asks for an end of the flights.",
        "A July 2 report by 30 organizations asks for an end of the flights.",
        "The Lake Group said in a letter that the flights should end.",
        "The Washington Post was delivered late in May.",
        "The Washington Post reported in 2015 that nobody was told.",
        "The Washington Post published a letter.",
        "The inspector general met the director in March.",
        "We watch human rights, according to the agency.",
        "According to the post office in Washington, letters are late.",
        "The report found nothing.",
        "Human Rights Watch found that nobody was told of it in the camps.",
        "",
    ],
)
def test_what_is_left_alone(tmp_path: Path, sentence: str) -> None:
    assert meant(tmp_path, sentence, POST, HRW_MARCH, HRW_MAY, OIG) is None


def test_two_stories_of_one_paper(tmp_path: Path) -> None:
    other = {**POST, "title": "Flights end to Lakeland", "issued": "2020-06-01"}
    assert meant(tmp_path, "The flights began, according to The Washington Post.", POST, other) is None


def test_a_story_of_long_ago(tmp_path: Path) -> None:
    assert meant(tmp_path, "The flights began, according to The Washington Post.", POST, date="2024-05-05") is None


def test_what_is_not_out_yet(tmp_path: Path) -> None:
    assert meant(tmp_path, "A July 2 letter by 30 organizations asks for more.", date="2020-06-30") is None


def test_a_sentence_with_a_note_is_left_to_it(tmp_path: Path) -> None:
    db = database(tmp_path, "The flights began, according to The Washington Post.", POST)
    with store.transaction(db):
        store.insert(db, "notes", [{"id": "n", "document": "story"}])
        store.insert(db, "note_anchors", [{"id": "a", "document": "story", "note": "n", "sentence": "s", "offset": 3}])
    assert mentions.find(db) == 0


def test_a_document_does_not_mention_itself(tmp_path: Path) -> None:
    db = database(tmp_path, "A July 2 letter by 30 organizations asks for more.")
    assert mentions.find(db) == 1
    assert mentions.find(db, alike={"story": "letter", "letter": "letter"}) == 0
    db.execute("update sentences set document = 'letter'")
    db.conn.commit()
    assert mentions.find(db) == 0


def test_the_row_of_a_mention_and_of_its_work(tmp_path: Path) -> None:
    sentence = "Now a July 2 letter by 30 organizations asks for more."
    db = database(tmp_path, sentence)
    assert mentions.find(db) == 1
    (row,) = db.query("select * from work_mentions")
    (work,) = db.query("select * from works")
    assert (row["document"], row["sentence"], row["work"], row["score"]) == ("story", "s", work["key"], 0.9)
    assert (row["text"], row["start"], row["end"]) == ("letter by 30 organizations", 20, 46)
    assert (work["document"], work["document_match"], work["citations"]) == ("letter", "the document itself", 0)
    assert (work["type"], work["genre"], work["publisher"]) == ("document", "letter", "Lake Group")
    before = list(db.query("select * from work_mentions"))
    works.identify(db)
    assert db.table("works").count == 0
    mentions.find(db)
    assert list(db.query("select * from work_mentions")) == before
