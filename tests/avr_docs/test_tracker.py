"""Demands and their status, over rebuilds."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from made import BODY, database, dump, sound, tagged
from sqlite_utils import Database

from avr_docs import store, tracker, tracking
from avr_docs.changes import STATUSES, TrackerError
from avr_docs.corpus import Row
from avr_docs.recording import set_status

TODAY = date.today().isoformat()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database built from a corpus folder beside it."""
    (tmp_path / "corpus").mkdir()
    db = database(tmp_path / "avr.db", tagged(), (tagged("memo"), Row(id="memo", date="2021-01-01")))
    with store.transaction(db):
        store.insert(db, "runs", [{"id": 1, "corpus": "corpus"}])
    db.close()
    return tmp_path / "avr.db"


def keys(path: Path, document: str = "letter") -> list[str]:
    with store.connect(path) as db:
        return [row["key"] for row in tracker.demands(db) if row["document"] == document]


def log(path: Path) -> Path:
    return path.parent / "tracking.db"


def events(path: Path) -> list[tuple[str, str, str, str | None, str | None]]:
    return [(e.demand, e.date, e.status, e.note, e.evidence) for e in tracking.entries(log(path))]


def test_demands_newest_document_first(path: Path) -> None:
    with store.connect(path) as db:
        found = tracker.demands(db)
    assert [row["document"] for row in found] == ["memo", "memo", "letter", "letter"]
    facts = {"text": "publish its agreements", "addressee": "The Office", "status": "open", "title": BODY[0]}
    assert facts.items() <= found[2].items()
    assert {"sentence": 4, "safeguards": "transparency", "events": 0}.items() <= found[2].items()


def test_demands_by_status_and_addressee(path: Path) -> None:
    set_status(path, keys(path)[0], status="refused", note="They said no.")
    with store.connect(path) as db:
        assert [row["key"] for row in tracker.demands(db, status="refused")] == keys(path)[:1]
        assert len(tracker.demands(db, addressee="the off")) == 4
        assert tracker.demands(db, addressee="ministry") == []
        with pytest.raises(TrackerError, match=r"'done' is not a status\. They are open, no_response,"):
            tracker.demands(db, status="done")


def test_a_change_is_logged_and_shown_at_once(path: Path) -> None:
    key = keys(path)[1]
    message = set_status(path, key, status="partly_met", note="Some\n were let in.", evidence="memo")
    assert message == (1, True, f"{key}: partly_met on {TODAY}, recorded in tracking.db as entry 1.")
    assert events(path) == [(key, TODAY, "partly_met", "Some were let in.", "memo")]
    with store.connect(path) as db:
        assert dict(db.execute("select key, status from demands where document = 'letter'")) == dict(
            zip(keys(path), ["open", "partly_met"], strict=True)
        )
        assert db.execute(
            "select evidence_document, status_date from demand_events, demands where key = demand"
        ).fetchall()
        sound(store.connect(path, write=True))


def test_the_latest_date_counts_and_of_one_day_the_later_row(path: Path) -> None:
    key = keys(path)[0]
    set_status(path, key, status="in_progress", note="a", date="2021-03-01")
    set_status(path, key, status="stalled", note="b", date="2021-03-01")
    said = set_status(path, key, status="no_response", date="2020-01-01")
    assert said.message.endswith("Its status stays stalled, which is of 2021-03-01.")
    with store.connect(path) as db:
        assert db.execute("select status, status_date from demands where key = ?", [key]).fetchone() == (
            "stalled",
            "2021-03-01",
        )


def test_status_outlives_a_rebuild_of_the_document(path: Path) -> None:
    key = keys(path)[0]
    set_status(path, key, status="met", note="Published.")
    db = store.connect(path, write=True)
    store.save(db, tagged(body=["A new first sentence.", *BODY]))
    assert db.execute("select status from demands where key = ?", [key]).fetchall() == [("met",)]


def test_a_rebuilt_database_shows_the_same(path: Path, tmp_path: Path) -> None:
    set_status(path, keys(path)[0], status="met", note="Published.", evidence="memo")
    set_status(path, keys(path)[1], status="no_response")
    db = database(tmp_path / "new.db", tagged(), (tagged("memo"), Row(id="memo", date="2021-01-01")))
    tracker.load(db, log(path))
    old, new = dump(store.connect(path), without={}), dump(db)
    assert {**old, "runs": []} == new


def test_events_of_demands_that_are_gone_are_kept_and_listed(path: Path) -> None:
    lost, kept = keys(path)
    set_status(path, lost, status="met", note="Published.")
    set_status(path, kept, status="met", note="They came.", evidence="letter")
    db = store.connect(path, write=True)
    store.save(db, tagged(body=[*BODY[:3], "The Office should admit observers."]))
    found = tracker.orphans(db)
    assert [(event["demand"], event["status"]) for event in found] == [(lost, "met")]
    store.remove(db, "letter")
    assert {event["demand"] for event in tracker.orphans(db)} == {lost, kept}
    sound(db)
    db.close()
    (row,) = [row for row in tracker.listing(path) if row["key"] == lost]
    assert (row["status"], row["text"]) == ("met", "(no such demand now) Published.")
    assert len(events(path)) == 2


def test_listing_for_a_person(path: Path) -> None:
    assert [row["key"] for row in tracker.listing(path)] == keys(path, "memo") + keys(path)
    assert list(tracker.listing(path, addressee="office")[0]) == [
        "key", "status", "status_date", "action", "text", "addressee", "document", "page",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"status": "done", "note": "x"}, "'done' is not a status"),
        ({"status": "met"}, "“Met” needs a note or evidence"),
        ({"status": "met", "note": " \n"}, "“Met” needs a note or evidence"),
        ({"status": "met", "evidence": "nowhere"}, "'nowhere' is no evidence"),
        ({"status": "met", "evidence": "javascript:alert(1)"}, "is no evidence"),
        ({"status": "open", "date": "2021-02-30"}, "'2021-02-30' is not a day"),
        ({"status": "open", "date": "2021-02"}, "'2021-02' is not a day"),
        ({"status": "open", "date": (date.today() + timedelta(days=9)).isoformat()}, "lies in the future"),
    ],
)
def test_what_is_refused_leaves_no_trace(path: Path, change: dict[str, str], message: str) -> None:
    with pytest.raises(TrackerError, match=message):
        set_status(path, keys(path)[0], **change)  # type: ignore[arg-type]
    assert not log(path).exists()


@pytest.mark.parametrize("change", [{"status": "no_response"}, {"status": "met", "evidence": "https://example.org/a"}])
def test_what_needs_no_note(path: Path, change: dict[str, str]) -> None:
    set_status(path, keys(path)[0], **change)  # type: ignore[arg-type]
    assert len(events(path)) == 1


def test_every_status_can_be_set(path: Path) -> None:
    for status in STATUSES:
        set_status(path, keys(path)[0], status=status, note="x")
    assert [event[2] for event in events(path)] == list(STATUSES)


def test_an_unknown_key_names_the_near_ones(path: Path) -> None:
    key = keys(path)[0]
    with pytest.raises(TrackerError, match=rf"There is no demand '{key[:-2]}' in the database\. Did you mean {key}"):
        set_status(path, key[:-2], status="open")
    with pytest.raises(TrackerError, match="lists them"):
        set_status(path, "000", status="open")


def test_a_busy_database_loses_no_entry(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0)
    key = keys(path)[0]
    writer = Database(path)
    writer.execute("begin immediate")
    said = set_status(path, key, status="met", note="x")
    assert not said.shown
    assert "recorded in tracking.db as entry 1. avr.db cannot be changed now" in said.message
    writer.rollback()
    assert len(events(path)) == 1
    with store.connect(path, write=True) as db:
        tracker.load(db, log(path))
        assert db.execute("select status from demands where key = ?", [key]).fetchall() == [("met",)]
