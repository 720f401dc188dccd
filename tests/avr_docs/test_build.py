"""From a folder to a database: what is read again and what is not, and what a person is told."""

import os
import sqlite3
from pathlib import Path

import pytest
from made import dump, sound
from small_corpus import in_process, text, write

from avr_docs import access, overall, reading, recording, store, tracker, versions
from avr_docs import build as building
from avr_docs.build import build
from avr_docs.engine import Outcome
from avr_docs.errors import CorpusError, StoreError
from avr_docs.limits import Limits
from avr_docs.reading import read_files, tag_files
from extract.errors import State

TIMES = {"documents": {"run"}, "runs": {"started", "finished"}}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "workers" not in request.fixturenames:
        monkeypatch.setattr(reading, "tag_all", in_process)


@pytest.fixture
def workers() -> None:
    """A test that asks for it has documents read in worker processes, by the readers and taggers as they are."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "corpus", documents=4)


def ids(path: Path, where: str = "1") -> list[str]:
    with store.connect(path) as db:
        return [id for (id,) in db.execute(f"select id from documents where {where} order by id")]


def test_a_folder_becomes_a_database(folder: Path, tmp_path: Path) -> None:
    seen = []
    summary = build(folder, tmp_path / "a.db", on_progress=lambda done, total, id: seen.append((done, total, id)))
    assert seen == [(1, 4, "l0"), (2, 4, "l1"), (3, 4, "2"), (4, 4, "3")]
    assert (summary.documents, summary.changed, summary.unchanged, summary.removed) == (5, 4, 0, 0)
    assert summary.by_state == {"ok": 4, "not_fetched": 1}
    assert summary.by_type == {"letter": 4}
    assert summary.not_fetched == (("web", "https://example.org/web"),)
    assert (summary.failed, summary.exit_status) == ((), 0)
    assert summary.sentences > 20
    assert summary.notes == 8
    db = store.connect(tmp_path / "a.db", write=True)
    sound(db)
    assert db.table("safeguards").count == 14
    assert db.execute("select title, programme, sample from documents where id = 'l0'").fetchall() == [
        ("First letter", "way-home", 1)
    ]
    assert db.table("comparisons").count == 28
    (run,) = db.query("select * from runs")
    assert (run["documents"], run["changed"], run["failed"], run["corpus"]) == (5, 4, 0, "corpus")
    assert run["finished"] >= run["started"]


def test_what_has_not_changed_is_not_read_again(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "a.db")
    before = dump(store.connect(tmp_path / "a.db"), without=TIMES)
    summary = build(folder, tmp_path / "a.db")
    assert (summary.changed, summary.unchanged, summary.documents) == (0, 5, 5)
    after = dump(store.connect(tmp_path / "a.db"), without=TIMES)
    assert {**after, "runs": []} == {**before, "runs": []}
    assert len(after["runs"]) == 2
    assert build(folder, tmp_path / "a.db", force=True).changed == 4


@pytest.mark.parametrize(
    ("file", "old", "new", "read"),
    [
        ("letters/2.txt", "a lawyer", "a doctor", 1),
        ("documents.csv", "First letter", "A letter", 1),
        ("documents.csv", "l1,letters/1.txt,,,,,,way-home,", "l1,letters/1.txt,,,,,,,", 1),
        ("documents.csv", "A page", "Another page", 0),
        ("actors.csv", "the Office", "the Bureau", 4),
        ("programmes.csv", "2018", "2019", 4),
        ("documents.csv", "id,file", "id,file", 0),
    ],
)
def test_what_has_changed_is_read_again_and_no_more(
    folder: Path, tmp_path: Path, file: str, old: str, new: str, read: int
) -> None:
    build(folder, tmp_path / "a.db")
    path = folder / file
    path.write_text(path.read_text().replace(old, new))
    assert build(folder, tmp_path / "a.db").changed == read
    build(folder, tmp_path / "b.db")
    one, other = (dump(store.connect(tmp_path / name), without=TIMES) for name in ("a.db", "b.db"))
    assert {**one, "runs": []} == {**other, "runs": []}


@pytest.mark.parametrize("part", ["reader", "model", "scheme"])
def test_another_version_reads_everything_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    build(folder, tmp_path / "a.db")
    other = versions.versions()._replace(**{part: "another"})
    monkeypatch.setattr(building, "versions", lambda model: other)
    assert build(folder, tmp_path / "a.db").changed == 4


def test_what_versions_go_by_is_there() -> None:
    """A part that changes nothing may be renamed, and a library be replaced by another."""
    package = Path(versions.__file__).parent
    assert [name for name in versions.APART - {"__pycache__"} if not (package / name).exists()] == []
    assert [name for name in versions.READ_WITH if versions._version(name) == "unknown"] == []


def test_versions_change_with_the_words_that_taggers_go_by(monkeypatch: pytest.MonkeyPatch) -> None:
    before = versions.versions()
    monkeypatch.setattr(versions, "_contents", lambda package: package.encode())
    after = versions.versions("en_other")
    assert (before.reader, before.scheme) != (after.reader, after.scheme)
    assert before.model != after.model


def test_what_is_gone_is_removed(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "a.db")
    (folder / "letters" / "3.txt").unlink()
    (folder / "documents.csv").write_text("id,file\nl0,letters/0.txt\n")
    (folder / "programmes.csv").unlink()
    summary = build(folder, tmp_path / "a.db")
    assert summary.removed == 3
    assert ids(tmp_path / "a.db") == ["1", "2", "l0"]
    with store.connect(tmp_path / "a.db", write=True) as db:
        sound(db)
        assert db.table("programmes").count == 0
        assert db.execute("select distinct programme from comparisons").fetchall() == [(None,)]


def test_a_database_within_the_folder_is_no_document(folder: Path) -> None:
    """Under any name, with its lock and with the files that a killed build leaves beside it."""
    db = folder / "letters" / "all"
    assert build(folder, db).documents == 5
    for end in ("-wal", "-shm"):
        db.with_name(f"all{end}").touch()
    assert build(folder, db).documents == 5


def test_a_wrong_folder_empties_nothing(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "a.db")
    (tmp_path / "empty").mkdir()
    with pytest.raises(CorpusError, match=r"no documents under .*; nothing was changed"):
        build(tmp_path / "empty", tmp_path / "a.db")
    assert len(ids(tmp_path / "a.db")) == 5


def test_failures_cost_no_other_document_anything(folder: Path, tmp_path: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 cut short")
    (folder / "empty.txt").write_text("\n")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    summary = build(folder, tmp_path / "a.db")
    assert summary.by_state["ok"] == 4
    assert summary.exit_status == 1
    assert {failure.path for failure in summary.failed} <= {"broken.pdf", "picture.png"}
    assert "broken.pdf" in {failure.path for failure in summary.failed}
    assert all(failure.reason for failure in summary.failed)
    with store.connect(tmp_path / "a.db", write=True) as db:
        sound(db)
        assert db.execute(
            "select count(*) from documents where state in ('ok') and coalesce(text, '') = ''"
        ).fetchone() == (0,)
        assert dict(db.execute("select document, code from problems where document = 'empty'")) == {"empty": "ok_empty"}
    again = build(folder, tmp_path / "a.db")
    assert (again.changed, again.exit_status, again.failed) == (0, 1, summary.failed)


@pytest.mark.parametrize("name", ["corpus", "similar"])
def test_a_problem_is_kept_whatever_its_document_is_called(folder: Path, tmp_path: Path, name: str) -> None:
    """Problems of the folder and of alike texts have ids that begin with these words, and are noted anew each time."""
    (folder / f"{name}.pdf").write_bytes(b"%PDF-1.7 cut short")
    build(folder, tmp_path / "a.db")
    with store.connect(tmp_path / "a.db") as db:
        assert db.execute("select code from problems where document = ?", [name]).fetchall() == [("corrupt",)]


def test_a_file_that_is_missing_is_told_and_fails_the_run(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "a.db")
    (folder / "letters" / "1.txt").unlink()
    summary = build(folder, tmp_path / "a.db")
    assert summary.exit_status == 1
    (failure,) = summary.failed
    assert (failure.path, failure.state) == ("letters/1.txt", "missing_file")
    assert "documents.csv, line 3" in failure.reason
    with store.connect(tmp_path / "a.db") as db:
        assert "l1" not in ids(tmp_path / "a.db")
        assert db.execute("select document, code from problems where code = 'missing_file'").fetchall() == [
            (None, "missing_file")
        ]
    (folder / "letters" / "1.txt").write_text(text(1))
    assert build(folder, tmp_path / "a.db").exit_status == 0
    with store.connect(tmp_path / "a.db") as db:
        assert db.execute("select count(*) from problems where code = 'missing_file'").fetchone() == (0,)


def test_a_fetched_file_takes_the_place_of_its_address(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "a.db")
    (folder / "fetched").mkdir()
    (folder / "fetched" / "web.txt").write_text(text(7))
    summary = build(folder, tmp_path / "a.db")
    assert (summary.changed, summary.not_fetched) == (1, ())
    with store.connect(tmp_path / "a.db") as db:
        assert db.execute("select title, path, state from documents where id = 'web'").fetchall() == [
            ("A page", "fetched/web.txt", "ok")
        ]


@pytest.mark.parametrize(("state", "again"), [(State.TIMEOUT, 0), (State.CRASHED, 1), (State.CORRUPT, 0)])
def test_what_another_limit_or_moment_may_change_is_tried_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: State, again: int
) -> None:
    def failing(tasks, *, limits, model):  # type: ignore[no-untyped-def]
        for outcome in in_process(tasks, limits=limits, model=model):
            yield Outcome(outcome.task, state, "Why.", None, 0.0) if outcome.task.id == "2" else outcome

    monkeypatch.setattr(reading, "tag_all", failing)
    build(folder, tmp_path / "a.db")
    assert build(folder, tmp_path / "a.db").changed == again
    monkeypatch.setattr(reading, "tag_all", in_process)
    summary = build(folder, tmp_path / "a.db", limits=Limits(cpu_seconds=999))
    assert (summary.changed, len(summary.failed)) == ((0, 1) if state is State.CORRUPT else (1, 0))


def test_a_document_that_cannot_be_stored_fails_alone(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = store.save

    def failing(db, tagged, row, **options):  # type: ignore[no-untyped-def]
        if row.id == "2":
            raise sqlite3.IntegrityError("two rows of one id")
        save(db, tagged, row, **options)

    monkeypatch.setattr(store, "save", failing)
    summary = build(folder, tmp_path / "a.db")
    ((path, state, reason),) = summary.failed
    assert (path, state) == ("letters/2.txt", "crashed")
    assert "two rows of one id" in reason
    assert summary.by_state["ok"] == 3


def test_events_reach_the_demands(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "a.db")
    with store.connect(tmp_path / "a.db") as db:
        found = tracker.demands(db)
    assert found
    key = found[0]["key"]
    recording.set_status(tmp_path / "a.db", key, status="met", note="Published.", evidence="l0")
    summary = build(folder, tmp_path / "b.db")
    with store.connect(tmp_path / "b.db") as db:
        assert db.execute("select status from demands where key = ?", [key]).fetchall() == [("met",)]
        assert db.execute("select evidence_document from demand_events").fetchall() == [("l0",)]
    document = next(row["document"] for row in found if row["key"] == key)
    with store.connect(tmp_path / "b.db") as db:
        (file,) = db.execute("select path from documents where id = ?", [document]).fetchone()
    (folder / file).write_text("Nothing is asked here.\n\nThis text is another one altogether.\n")
    summary = build(folder, tmp_path / "b.db")
    assert [remark.code for remark in summary.remarks if key in remark.message] == ["event_without_demand"]
    assert "1 demand with entries" in next(each.message for each in summary.remarks if each.code == "demands_moved")


def test_checks_of_addresses_survive_a_rebuild_and_a_broken_row_is_told(folder: Path, tmp_path: Path) -> None:
    rows = "https://example.org/a,gone,2024-01-02\nhttps://example.org/b,fine,2024-01-02\n"
    (folder / "link_checks.csv").write_text(f"url,state,checked\n{rows}")
    for _ in range(2):
        summary = build(folder, tmp_path / "a.db")
        assert [remark.message for remark in summary.remarks if remark.code == "link_checks"] == [
            "link_checks.csv, line 3, column 2 (state): 'fine' is not one of good, moved, gone, refused, unreachable. "
            "The row is left out."
        ]
        with store.connect(tmp_path / "a.db") as db:
            assert db.execute("select url, state, checked from link_checks").fetchall() == [
                ("https://example.org/a", "gone", "2024-01-02")
            ]


def test_one_build_at_a_time(folder: Path, tmp_path: Path) -> None:
    with (
        access.sole_writer(tmp_path / "a.db"),
        pytest.raises(StoreError, match=r"Another build is running on .*a\.db\. Wait"),
    ):
        build(folder, tmp_path / "a.db")
    build(folder, tmp_path / "a.db")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.db", "corpus"]


def test_a_database_that_somebody_writes_to(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(folder, tmp_path / "a.db")
    monkeypatch.setattr(store, "BUSY_SECONDS", 0)
    writer = sqlite3.connect(tmp_path / "a.db")
    writer.execute("begin immediate")
    with pytest.raises(StoreError, match="in use by another program"):
        build(folder, tmp_path / "a.db", force=True)


def test_a_reader_sees_the_old_or_the_new_comparison_and_never_a_part(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "a.db")
    reader = sqlite3.connect(tmp_path / "a.db")
    counts = set()

    def look(*_: object) -> None:
        counts.add(reader.execute("select count(*) from comparisons").fetchone()[0])

    build(folder, tmp_path / "a.db", force=True, on_progress=look)
    look()
    assert counts == {0, 28}


def test_the_database_may_lie_in_the_corpus(folder: Path) -> None:
    build(folder, folder / "avr.data")
    assert build(folder, folder / "avr.data").unchanged == 5
    assert "avr" not in ids(folder / "avr.data")


def test_a_plain_folder_with_odd_names(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "Carta nº 1.txt").write_text(text(1))
    os.mkfifo(folder / "pipe.txt")
    with open(os.fsencode(folder / "l") + b"\xe9tter.txt", "w") as file:
        file.write(text(2))
    summary = build(folder, tmp_path / "a.db")
    assert summary.by_state == {"ok": 2}


def test_no_path_of_this_machine_is_stored(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "a.db")
    assert str(tmp_path).encode() not in (tmp_path / "a.db").read_bytes()


def test_the_summary_as_tables(folder: Path, tmp_path: Path) -> None:
    sections = dict(build(folder, tmp_path / "a.db").sections())
    assert sections["Failed"] == []
    assert sections["Documents by state"] == [{"state": "ok", "number": 4}, {"state": "not_fetched", "number": 1}]
    assert sections["Run"][0]["read now"] == 4


def test_a_folder_without_spreadsheets_is_told_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "letter.txt").write_text(text(0), encoding="utf-8")
    (tmp_path / "own" / "figures.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    codes = {remark.code for remark in build(tmp_path / "own", tmp_path / "a.db").remarks}
    assert codes == {"nobody_in_charge", "table_not_read"}


def test_evidence_that_is_gone_is_told(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "a.db")
    with store.connect(tmp_path / "a.db") as db:
        (key,) = db.execute("select key from demands where document <> '3' limit 1").fetchone()
        (path,) = db.execute("select path from documents where id = '3'").fetchone()
    recording.set_status(tmp_path / "a.db", key, status="met", note="Done", evidence="3")
    (folder / path).unlink()
    remarks = build(folder, tmp_path / "a.db").remarks
    assert [remark.code for remark in remarks if key in remark.message] == ["evidence_missing"]


def test_long_lists_are_cut_and_say_so(folder: Path, tmp_path: Path) -> None:
    rows = "".join(f"w{n},https://example.org/{n}\n" for n in range(40))
    (folder / "documents.csv").write_text(f"id,url\n{rows}")
    found = next(rows for title, rows in build(folder, tmp_path / "a.db").sections() if "not fetched" in title)
    assert len(found) == 6
    assert found[-1]["id"] == "... and 35 more"


def test_with_worker_processes(folder: Path, tmp_path: Path, workers: None) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 cut short")
    summary = build(folder, tmp_path / "a.db", limits=Limits(workers=2))
    assert summary.by_state["ok"] == 4
    assert [failure.path for failure in summary.failed] == ["broken.pdf"]
    with store.connect(tmp_path / "a.db", write=True) as db:
        sound(db)


def test_files_as_json_in_the_order_given(tmp_path: Path, workers: None) -> None:
    for name in ("b/x.txt", "a/x.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text(1))
    files = [tmp_path / "b/x.txt", tmp_path / "none.txt", tmp_path / "a/x.txt"]
    found = list(read_files(files, limits=Limits(workers=2)))
    assert [(each.path, each.state) for each in found] == list(
        zip(files, [State.OK, State.CORRUPT, State.OK], strict=True)
    )
    assert [each.value and each.value["id"] for each in found] == ["x", None, "x-2"]
    (tagged,) = tag_files(files[:1], limits=Limits(workers=1))
    assert tagged.value is not None
    assert tagged.value["claims"]


def test_works_roots_and_what_became_of_them(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "a.db")
    with store.connect(tmp_path / "a.db") as db:
        (work,) = db.query("select key, title, citations, documents, status from works")
        assert work == {**work, "title": "Tickets Home", "citations": 8, "documents": 4, "status": None}
        assert work["key"].startswith("ruiz-2020-tickets-home-")
        roots = "select count(distinct claim) from claim_roots union all select count(*) from claims"
        assert len(set(db.execute(roots).fetchall())) == 1
        stated = "select stated, stated_roots from comparisons where id = 'way-home.voluntariness'"
        assert db.execute(stated).fetchall() == [(2, 1)]
    (folder / "works_status.csv").write_text(
        "url,status,date,source\nhttps://example.org/ruiz,retracted,2022-01-01,https://example.org/why\n"
    )
    assert build(folder, tmp_path / "a.db").changed == 0
    with store.connect(tmp_path / "a.db") as db:
        assert db.execute("select status, status_date from works").fetchall() == [("retracted", "2022-01-01")]


def test_what_a_killed_build_left_out_is_made_by_the_next(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(db: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(overall.works, "identify", killed)
        with pytest.raises(KeyboardInterrupt):
            build(folder, tmp_path / "a.db")
    assert build(folder, tmp_path / "a.db").changed == 0
    build(folder, tmp_path / "b.db")
    one, other = (dump(store.connect(tmp_path / name), without=TIMES) for name in ("a.db", "b.db"))
    assert {**one, "runs": []} == {**other, "runs": []}
