"""The log of demands: nothing in it is changed, it goes into a spreadsheet and back, and lost demands are found."""

import os
import sqlite3
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from made import database, tagged
from small_corpus import in_process, text, write
from sqlite_utils import Database

from avr_docs import log_files, moved, reading, recording, store, tracker, tracking
from avr_docs.build import build
from avr_docs.changes import Overtaken, Refused, TrackerError
from avr_docs.entries import Entry
from avr_docs.errors import CorpusError
from avr_docs.summary import Summary
from avr_docs.tracking import TrackingError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    database(tmp_path / "avr.db", tagged(), tagged("memo")).close()
    return tmp_path / "avr.db"


@pytest.fixture
def keys(path: Path) -> list[str]:
    with store.connect(path) as db:
        return [key for (key,) in db.execute("select key from demands order by document, n")]


def log(path: Path) -> Path:
    return path.with_name("tracking.db")


def status(path: Path, key: str) -> tuple[str, str | None]:
    with store.connect(path) as db:
        (row,) = db.execute("select status, status_date from demands where key = ?", [key]).fetchall()
    return tuple(row)


@pytest.mark.parametrize(
    "statement",
    [
        "update entries set note = 'better' where id = 1",
        "delete from entries",
        "insert or replace into entries(id, demand, recorded, date, kind, status, who) "
        "values (1, 'k', 'now', '2020-01-01', 'status', 'met', 'eve')",
        "insert or replace into entries(demand, recorded, date, kind, undoes, who) "
        "values ('k', 'now', '2020-01-01', 'undo', 1, 'eve')",
    ],
)
def test_no_entry_is_changed_or_lost(path: Path, keys: list[str], statement: str) -> None:
    recording.set_status(path, keys[0], status="met", note="Published.", who="ana")
    recording.undo(path, 1, who="ana")
    before = tracking.entries(log(path))
    with sqlite3.connect(log(path)) as raw, pytest.raises(sqlite3.IntegrityError, match="an entry of the log is never"):
        raw.execute(statement)
    assert tracking.entries(log(path)) == before


def test_an_entry_says_who_and_when(path: Path, keys: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "cy")
    recording.set_status(path, keys[0], status="met", note=" Published\n today. ", evidence="memo", date="2024-05-06")
    recording.set_status(path, keys[0], status="stalled", note="x", who="ana", internal=True)
    first, second = tracking.entries(log(path))
    assert (first.who, first.note, first.evidence, first.date) == ("cy", "Published today.", "memo", "2024-05-06")
    assert first.recorded is not None
    assert first.recorded.endswith("+00:00")
    assert (second.who, second.internal) == ("ana", True)


@pytest.mark.skipif(os.name != "posix", reason="rights of files are other ones there")
def test_only_its_owner_reads_a_new_log(path: Path, keys: list[str]) -> None:
    recording.set_status(path, keys[0], status="open")
    assert stat.S_IMODE(log(path).stat().st_mode) == 0o600


def test_what_is_internal_is_not_in_the_database(path: Path, keys: list[str]) -> None:
    recording.set_status(path, keys[0], status="met", note="From a secret call.", evidence="memo", internal=True)
    with store.connect(path) as db:
        (row,) = db.query("select * from demand_events")
    assert (row["status"], row["internal"], row["note"], row["evidence"], row["evidence_document"]) == (
        "met", 1, None, None, None,
    )  # fmt: skip
    assert b"secret call" not in path.read_bytes() + path.with_name("avr.db-wal").read_bytes()


def test_undo_is_an_entry_and_brings_back_what_was_before(path: Path, keys: list[str]) -> None:
    recording.set_status(path, keys[0], status="in_progress", note="a", date="2024-01-01")
    recording.set_status(path, keys[0], status="met", note="b", date="2024-02-01")
    recording.undo(path, 2, note="Wrong demand.", who="bo")
    assert status(path, keys[0]) == ("in_progress", "2024-01-01")
    with store.connect(path) as db:
        found = db.execute("select id, status, undoes, note, who from demand_events order by id").fetchall()
    assert [row[:3] for row in found] == [(1, "in_progress", None), (2, "met", None), (3, None, 2)]
    assert found[2][3:] == ("Wrong demand.", "bo")
    recording.undo(path, 1)
    assert status(path, keys[0]) == ("open", None)


@pytest.mark.parametrize(
    ("id", "message"), [(9, "no entry 9"), (1, "before, by bo with entry 2"), (2, "takes entry 1")]
)
def test_what_cannot_be_undone(path: Path, keys: list[str], id: int, message: str) -> None:
    recording.set_status(path, keys[0], status="open")
    recording.undo(path, 1, who="bo")
    with pytest.raises(TrackerError, match=message):
        recording.undo(path, id)
    assert len(tracking.entries(log(path))) == 2


def test_each_field_has_its_own_message(path: Path, keys: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        recording.set_status(path, keys[0], status="done", note="x" * 5000, evidence="none", date="May", who="w" * 99)
    assert set(refused.value.fields) == {"status", "note", "evidence", "date", "who"}
    assert not log(path).exists()


def test_whoever_writes_second_sees_what_came_first(path: Path, keys: list[str]) -> None:
    recording.set_status(path, keys[0], status="stalled", note="a", who="ana", last=0)
    with pytest.raises(Overtaken, match="ana added entry 1 while you wrote"):
        recording.set_status(path, keys[0], status="met", note="b", who="bo", last=0)
    recording.set_status(path, keys[0], status="met", note="b", who="bo", last=1)
    recording.set_status(path, keys[1], status="met", note="b", who="bo", last=0)


def test_many_at_one_time_lose_nothing(path: Path, keys: list[str]) -> None:
    def write_one(n: int) -> int:
        return recording.set_status(path, keys[n % 4], status="in_progress", note=f"n{n}", who="ana").id

    with ThreadPoolExecutor(6) as people:
        ids = list(people.map(write_one, range(24)))
    assert sorted(ids) == list(range(1, 25))
    with store.connect(path) as db:
        assert db.execute("select count(*) from demand_events").fetchone() == (24,)


def test_a_log_that_somebody_writes_to_says_so(path: Path, keys: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    recording.set_status(path, keys[0], status="open")
    monkeypatch.setattr(tracking, "BUSY_SECONDS", 0)
    other = sqlite3.connect(log(path), isolation_level=None)
    other.execute("begin exclusive")
    with pytest.raises(TrackingError, match=r"Somebody else is writing to tracking\.db; nothing was recorded"):
        recording.set_status(path, keys[0], status="open")
    other.close()


def test_other_files_are_left_alone(path: Path, keys: list[str], tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7 and more")
    Database(tmp_path / "other.db")["people"].insert({"id": 1})
    for name, told in (("letter.pdf", "no SQLite database"), ("other.db", "no log of avr-docs"), ("avr.db", "no log")):
        with pytest.raises(TrackingError, match=told):
            recording.set_status(path, keys[0], status="open", log=tmp_path / name)
    newer = tmp_path / "newer.db"
    recording.set_status(path, keys[0], status="open", log=newer)
    with sqlite3.connect(newer) as raw:
        raw.execute("pragma user_version = 99")
    with pytest.raises(TrackingError, match="newer version"):
        tracking.entries(newer)


def test_a_spreadsheet_is_taken_in_once(path: Path, keys: list[str], tmp_path: Path) -> None:
    rows = [f"{keys[0]},2020-01-01,met,a", f"{keys[0]},2020-01-01,met,a", "gone,2021,stalled,b"]
    sheet = tmp_path / "demand_events.csv"
    sheet.write_text("\n".join(["demand,date,status,note", *rows]))
    assert [recording.take_in(path, sheet) for _ in range(3)] == [3, 0, 0]
    sheet.write_text("\n".join(["demand,date,status,note", "gone,2021,refused,c", *rows]))
    assert recording.take_in(path, sheet) == 1
    found = tracking.entries(log(path))
    assert [(each.id, each.demand, each.who) for each in found][-1] == (4, "gone", "demand_events.csv")
    assert len({each.recorded for each in found[:3]}) == 1


def test_of_two_rows_of_one_day_the_one_further_down_counts(path: Path, keys: list[str]) -> None:
    rows = [Entry(demand=keys[0], date="2020-01-01", status=each) for each in ("met", "stalled")]
    with store.connect(path, write=True) as db:
        tracker.load(db, log(path), rows)
    assert status(path, keys[0]) == ("stalled", "2020-01-01")


def test_the_log_goes_into_a_spreadsheet_and_back(path: Path, keys: list[str], tmp_path: Path) -> None:
    recording.set_status(path, keys[0], status="met", note='=HYPERLINK("x")', evidence="memo", who="ana")
    recording.set_status(path, keys[0], status="refused", note="'quoted', ¡sí!", internal=True, who="-bo")
    recording.undo(path, 2, note="x", who="ana")
    sheet = tmp_path / "out" / "log.csv"
    assert log_files.write_out(log(path), sheet) == 3
    assert "'=HYPERLINK" in sheet.read_text(encoding="utf-8-sig")
    other = tmp_path / "other.db"
    log_files.take_in(other, [Entry(demand="k", date="2019-01-01", status="open")])
    assert log_files.take_in(other, log_files.read(sheet)) == 3
    assert log_files.take_in(other, log_files.read(sheet)) == 0
    assert log_files.take_in(log(path), log_files.read(sheet)) == 0
    back = tracking.entries(other)[1:]
    assert [(e.note, e.who, e.recorded, e.internal) for e in back] == [
        (e.note, e.who, e.recorded, e.internal) for e in tracking.entries(log(path))
    ]
    assert [e.undoes for e in back] == [None, None, back[1].id]


def test_an_export_loses_no_row_of_others(path: Path, keys: list[str], tmp_path: Path) -> None:
    recording.set_status(path, keys[0], status="open")
    sheet = tmp_path / "demand_events.csv"
    sheet.write_text("demand,date,status\nk,2020-01-01,met\n")
    with pytest.raises(TrackingError, match="1 row that is not in tracking"):
        log_files.write_out(log(path), sheet)
    recording.take_in(path, sheet)
    assert log_files.write_out(log(path), sheet) == 2
    assert log_files.write_out(log(path), sheet) == 2


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("k,2020-01-01,,,,,,", "'status' must not be blank"),
        ("k,2020-01-01,,undo,,,,", "'undoes' must not be blank"),
        ("k,2020-01-01,,undo,7,,,", "no entry 7 above"),
        ("k,2020-01-01,,moved,,,,", "'moved_to' must not be blank"),
        ("k,2020-01-01,met,,,,x,", "'x' is not the number"),
        ("k,2020-01-01,met,,,,,yesterday", "'yesterday' is not a moment"),
        ("k,2020-01-01,met,,,,,2020-01-01T00:00:00", "is not a moment"),
    ],
)
def test_mistakes_in_a_spreadsheet_are_named(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "a.csv").write_text(f"demand,date,status,kind,undoes,moved_to,entry,recorded\n{row}\n")
    with pytest.raises(CorpusError, match=message):
        log_files.read(tmp_path / "a.csv")


# Over real rebuilds


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(reading, "tag_all", in_process)
    return write(tmp_path / "corpus", documents=3)


Rebuild = Callable[[], Summary]


@pytest.fixture
def rebuild(folder: Path, tmp_path: Path) -> Rebuild:
    return lambda: build(folder, tmp_path / "avr.db")


def demand(path: Path, words: str, document: str = "l0") -> str:
    with store.connect(path) as db:
        query = "select key from demands where instr(text, ?) and document = ?"
        (row,) = db.execute(query, [words, document]).fetchall()
    return str(row[0])


def codes(summary: Summary) -> list[str]:
    return [each.code for each in summary.remarks if each.code in ("demands_moved", "event_without_demand")]


def test_a_build_without_a_log_makes_none(rebuild: Rebuild, tmp_path: Path) -> None:
    rebuild()
    assert not (tmp_path / "tracking.db").exists()


def test_a_build_takes_the_spreadsheet_in_once(rebuild: Rebuild, folder: Path, tmp_path: Path) -> None:
    rebuild()
    key = demand(tmp_path / "avr.db", "publish")
    (folder / "demand_events.csv").write_text(f"demand,date,status,note\n{key},2020-01-01,met,a\n")
    for _ in range(3):
        rebuild()
    assert status(tmp_path / "avr.db", key) == ("met", "2020-01-01")
    assert len(tracking.entries(tmp_path / "tracking.db")) == 1
    (folder / "demand_events.csv").unlink()
    rebuild()
    assert status(tmp_path / "avr.db", key) == ("met", "2020-01-01")


def test_a_demand_whose_words_change_is_confirmed_and_keeps_its_history(
    rebuild: Rebuild, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "avr.db"
    rebuild()
    old = demand(path, "publish its agreements")
    recording.set_status(path, old, status="partly_met", note="Two of nine are out.", date="2024-05-06", who="ana")
    changed = text(0).replace("publish its agreements", "publish all of its agreements promptly")
    (folder / "letters" / "0.txt").write_text(changed)
    assert codes(rebuild()) == ["demands_moved", "event_without_demand"]
    assert codes(rebuild()) == ["demands_moved", "event_without_demand"]
    new = demand(path, "publish all")
    assert status(path, new) == ("open", None)
    with store.connect(path) as db:
        (lost,) = moved.lost(db, log(path))
        found = moved.searched(db, lost)
    assert (lost.key, lost.text, lost.document) == (old, "publish its agreements.", "l0")
    assert found.candidates[0]["key"] == new
    assert found.candidates[0]["likeness"] > 70
    recording.place(path, old, new, who="bo")
    assert status(path, new) == ("partly_met", "2024-05-06")
    assert codes(rebuild()) == []
    assert status(path, new) == ("partly_met", "2024-05-06")
    # once more, so that one move leads to the next
    (folder / "letters" / "0.txt").write_text(changed.replace("promptly", "promptly and in full"))
    assert codes(rebuild()) == ["demands_moved", "event_without_demand"]
    newest = demand(path, "in full")
    recording.place(path, new, newest)
    assert status(path, newest) == ("partly_met", "2024-05-06")
    # and the words of old are back: they count before what was confirmed
    (folder / "letters" / "0.txt").write_text(text(0))
    assert codes(rebuild()) == []
    assert status(path, old) == ("partly_met", "2024-05-06")


def test_a_demand_is_found_in_another_document(rebuild: Rebuild, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "avr.db"
    rebuild()
    old = demand(path, "admit observers to house 2", "2")
    recording.set_status(path, old, status="refused", note="No.")
    other = demand(path, "publish its agreements")
    recording.set_status(path, other, status="met", note="Yes.")
    (folder / "letters" / "2.txt").rename(folder / "renamed letter.txt")
    (folder / "letters" / "0.txt").write_text(text(0).replace("publish its agreements", "publish its own agreements"))
    rebuild()
    with store.connect(path) as db:
        found = {one.key: moved.searched(db, one) for one in moved.lost(db, log(path))}
    assert [each["document"] for each in found[old].candidates][:1] == ["renamed-letter"]
    assert found[old].same_words == found[old].candidates[0]
    # whose words changed, and those that stand in two places, are left to a person
    assert found[other].same_words is None
    recording.place_same(path)
    with store.connect(path) as db:
        assert [one.key for one in moved.lost(db, log(path))] == [other]
    assert status(path, demand(path, "admit observers to house 2", "renamed-letter"))[0] == "refused"


def test_a_demand_that_is_gone_is_settled_and_can_be_taken_back(rebuild: Rebuild, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "avr.db"
    rebuild()
    old = demand(path, "publish its agreements")
    recording.set_status(path, old, status="met", note="Done.")
    (folder / "letters" / "0.txt").write_text(text(0).replace("The Office should publish its agreements. ", ""))
    rebuild()
    recording.place(path, old, None, note="Left out of the second edition.")
    assert codes(rebuild()) == []
    with store.connect(path) as db:
        assert [event["demand"] for event in tracker.orphans(db)] == [old]
    recording.undo(path, 2)
    assert codes(rebuild()) == ["demands_moved", "event_without_demand"]


def test_only_what_is_lost_can_be_placed(path: Path, keys: list[str]) -> None:
    recording.set_status(path, keys[0], status="open")
    with pytest.raises(TrackerError, match="awaits no confirmation"):
        recording.place(path, keys[0], keys[1])
    with store.connect(path, write=True) as db:
        store.remove(db, "letter")
    with pytest.raises(TrackerError, match="There is no demand 'nokey'"):
        recording.place(path, keys[0], "nokey")


def test_a_wrong_move_is_taken_back(path: Path, keys: list[str]) -> None:
    recording.set_status(path, keys[0], status="met", note="x")
    with store.connect(path, write=True) as db:
        store.remove(db, "letter")
    other = next(key for key in keys[2:])
    recording.place(path, keys[0], other)
    assert status(path, other)[0] == "met"
    recording.undo(path, 2)
    assert status(path, other) == ("open", None)
    with store.connect(path) as db:
        assert [lost.key for lost in moved.lost(db, log(path))] == [keys[0]]


def test_a_build_does_not_go_on_without_the_log_that_it_showed(rebuild: Rebuild, tmp_path: Path) -> None:
    rebuild()
    key = demand(tmp_path / "avr.db", "publish")
    recording.set_status(tmp_path / "avr.db", key, status="met", note="x")
    (tmp_path / "tracking.db").rename(tmp_path / "away.db")
    with pytest.raises(TrackerError, match=r"tracking\.db is not there: the database shows 1 entry"):
        rebuild()
    assert status(tmp_path / "avr.db", key)[0] == "met"
    log_files.take_in(tmp_path / "tracking.db", [Entry(demand="k", date="2020-01-01", status="met")])
    with pytest.raises(TrackerError, match="is another log, or an old copy"):
        rebuild()
    (tmp_path / "away.db").replace(tmp_path / "tracking.db")
    rebuild()


def test_a_log_elsewhere(folder: Path, tmp_path: Path) -> None:
    path, elsewhere = tmp_path / "avr.db", tmp_path / "staff" / "log.db"
    build(folder, path)
    key = demand(path, "publish")
    recording.set_status(path, key, status="met", note="x", log=elsewhere)
    build(folder, path, log=elsewhere)
    assert status(path, key)[0] == "met"
    assert not (tmp_path / "tracking.db").exists()
