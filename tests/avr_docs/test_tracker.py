"""Demands and their status, over rebuilds and in spreadsheets that people save from Excel."""

import signal
from datetime import date, timedelta
from pathlib import Path

import pytest
from made import BODY, database, dump, sound, tagged
from sqlite_utils import Database

from avr_docs import corpus, store, tracker
from avr_docs.corpus import Row
from avr_docs.errors import AvrDocsError, CorpusError
from avr_docs.tracker import STATUSES, TrackerError, set_status

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
    return path.parent / "corpus" / "demand_events.csv"


def events(path: Path) -> list[tuple[str, str, str, str | None, str | None]]:
    return [(e.demand, e.date, e.status, e.note, e.evidence) for e in corpus.read(log(path).parent).events]


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
    assert message == f"{key}: partly_met on {TODAY}, recorded in demand_events.csv."
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
    message = set_status(path, key, status="no_response", date="2020-01-01")
    assert message.endswith("Its status stays stalled, which is of 2021-03-01.")
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
    tracker.load(db, corpus.read(path.parent / "corpus").events)
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
        ({"status": "met"}, "'met' needs a note or evidence"),
        ({"status": "met", "note": " \n"}, "'met' needs a note or evidence"),
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


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_the_log_is_added_to_as_excel_left_it(path: Path, mark: str, bom: str, ending: str, last: bool) -> None:
    lines = [["status", "demand", "note", "date", "evidence"], ["met", "gone", '"a; b, c"', "2020-01-01", ""]]
    text = bom + ending.join(mark.join(cells) for cells in lines) + (ending if last else "")
    log(path).write_bytes(text.encode())
    key = keys(path)[0]
    set_status(path, key, status="refused", note='They said "no, never"; twice – señor.', date="2021-03-01")
    data = log(path).read_bytes().decode()
    assert data.startswith(text)
    assert data.endswith(ending)
    assert events(path) == [
        ("gone", "2020-01-01", "met", "a; b, c", None),
        (key, "2021-03-01", "refused", 'They said "no, never"; twice – señor.', None),
    ]


def test_a_new_log_opens_in_excel_with_its_letters(path: Path) -> None:
    set_status(path, keys(path)[0], status="met", note="Sí")
    assert log(path).read_bytes().startswith(b"\xef\xbb\xbfdemand,date,status,note,evidence\n")


def test_a_broken_log_is_not_made_worse(path: Path) -> None:
    log(path).write_text('demand,date,status,note,evidence\na,2020-01-01,met,"open quote,\n')
    before = log(path).read_bytes()
    with pytest.raises(CorpusError, match="double quote"):
        set_status(path, keys(path)[0], status="met", note="x")
    log(path).write_text("demand,date,status\n")
    with pytest.raises(TrackerError, match="has no column 'note'"):
        set_status(path, keys(path)[0], status="met", note="x")
    assert before != log(path).read_bytes() == b"demand,date,status\n"


def test_another_log_and_none(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "log.csv"
    set_status(path, keys(path)[0], status="met", note="x", events=other)
    assert other.exists()
    log(path).parent.rmdir()
    with pytest.raises(TrackerError, match=r"name its demand_events\.csv"):
        set_status(path, keys(path)[0], status="met", note="x")


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="a limit on the size of files needs POSIX")
@pytest.mark.parametrize("room", [0, 40])
@pytest.mark.parametrize("there", [True, False])
def test_a_full_disk_leaves_no_half_row(path: Path, room: int, there: bool) -> None:
    """The system takes as many bytes as there is room for, and calls that a success."""
    import resource

    old = b"demand,date,status,note,evidence\n" if there else b""
    if there:
        log(path).write_bytes(old)
    (key, *_) = keys(path)
    event = {"demand": key, "date": "2024-01-01", "status": "met", "note": "Long enough to be cut.", "evidence": None}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(old) + room, hard))
    try:
        with pytest.raises(TrackerError, match="Nothing was recorded"):
            tracker.append(log(path), event)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert log(path).exists() == there
    assert not there or log(path).read_bytes() == old


def test_a_busy_database_loses_no_event(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0)
    key = keys(path)[0]
    writer = Database(path)
    writer.execute("begin immediate")
    with pytest.raises(AvrDocsError, match=r"is recorded in demand_events\.csv, and avr\.db cannot be changed now"):
        set_status(path, key, status="met", note="x")
    writer.rollback()
    assert len(events(path)) == 1


def test_events_keep_the_order_of_the_log(tmp_path: Path) -> None:
    db = database(tmp_path / "a.db", tagged())
    tracker.load(
        db,
        [DemandEvent(demand="x", date="2020-01-01", status="open"), DemandEvent(demand="x", date="2019", status="met")],
    )
    assert db.execute("select id, date from demand_events order by id").fetchall() == [(1, "2020-01-01"), (2, "2019")]
