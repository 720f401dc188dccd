"""A build that is killed at any moment leaves whole documents, and the next one completes it.

AVR_DOCS_KILLS sets the number of kills; the default keeps this short.
"""

import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made import dump, sound
from small_corpus import in_process, text, write
from sqlite_utils import Database

from avr_docs import reading, schema, similar, store
from avr_docs.build import build

KILLS = int(os.environ.get("AVR_DOCS_KILLS", "25"))
#: When a build ran, and how often, is no part of what it makes.
TIMES = {"documents": {"run"}, "runs": set(schema.TABLES["runs"].columns) - {"version"}}

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "tag_all", in_process)


def change(folder: Path) -> None:
    """Another state of the corpus: one letter changed, one gone, one new, one row with another title."""
    (folder / "letters" / "2.txt").write_text(text(2).replace("a lawyer", "a lawyer or a doctor"))
    (folder / "letters" / "3.txt").unlink()
    (folder / "letters" / "9.txt").write_text(text(9))
    table = folder / "documents.csv"
    table.write_text(table.read_text().replace("First letter", "The first letter"))


def forked(work: Callable[[], Any], *, after: float | None = None) -> int:
    """Runs `work` in a child of this process, killed `after` seconds if given; the signal that ended it, or 0."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            sys.stdout.flush()
            os._exit(code)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the build failed by itself"
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def killed_at(folder: Path, path: Path, statement: int) -> Callable[[], None]:
    """A build that kills itself just before the given statement of the database; rows of an executemany count."""

    def run() -> None:
        seen = 0
        connect = sqlite3.connect

        def trace(_: str) -> None:
            nonlocal seen
            seen += 1
            if seen == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        def traced(*args: Any, **options: Any) -> sqlite3.Connection:
            connection = connect(*args, **options)
            connection.set_trace_callback(trace)
            return connection

        sqlite3.connect = traced  # type: ignore[assignment]
        build(folder, path)

    return run


def statements(folder: Path, path: Path) -> int:
    """How many statements a build runs."""
    count = 0
    connect = sqlite3.connect

    def trace(_: str) -> None:
        nonlocal count
        count += 1

    def traced(*args: Any, **options: Any) -> sqlite3.Connection:
        connection = connect(*args, **options)
        connection.set_trace_callback(trace)
        return connection

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", traced)
        build(folder, path)
    return count


def by_document(db: Database) -> dict[str, list[Any]]:
    """Each document's rows in every table, but for what is noted of several documents at the end of a build."""
    found: dict[str, list[Any]] = {}
    for (id,) in db.execute("select id from documents").fetchall():
        rows: list[Any] = list(db.execute("select * from documents where id = ?", [id]))
        rows = [
            tuple(
                value for value, name in zip(rows[0], schema.TABLES["documents"].columns, strict=True) if name != "run"
            )
        ]
        for name in schema.OF_A_DOCUMENT:
            through = store.THROUGH.get(name)
            where = (
                f"[{through[0]}] in (select [{through[2]}] from {through[1]} where document = ?)"
                if through
                else "document = ?"
            )
            # Which work a citation is of, and who makes a demand, comes out when all documents are there.
            columns = ", ".join(f"[{each}]" for each in schema.TABLES[name].columns if each not in ("work", "who"))
            its = db.execute(f"select {columns} from [{name}] where {where}", [id])
            rows.append((name, sorted((row for row in its if not str(row[0]).startswith(similar.NOTED)), key=repr)))
        found[id] = rows
    return found


def check(path: Path, wholes: list[dict[str, list[Any]]]) -> None:
    """Only whole documents, of the corpus as it was or as it is, and no comparison of which a part is missing."""
    if not path.exists() or not path.stat().st_size:
        return
    db = Database(path)
    if "runs" not in db.table_names():
        assert db.table_names() == [], "the tables come all at once"
        return
    sound(db)
    for id, rows in by_document(db).items():
        assert any(rows == whole.get(id) for whole in wholes), f"{id} is not whole"
    programmes, safeguards = db.table("programmes").count, db.table("safeguards").count
    assert db.table("comparisons").count in (0, safeguards * (programmes + 1), safeguards * programmes)
    db.close()


def test_a_killed_build_leaves_whole_documents_and_the_next_completes(tmp_path: Path) -> None:
    folder = write(tmp_path / "corpus")
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    count = statements(folder, first)
    start = time.monotonic()
    build(folder, tmp_path / "timed.db", force=True)
    seconds = time.monotonic() - start
    change(folder)
    build(folder, second)
    wholes = [by_document(Database(each)) for each in (first, second)]
    expected = dump(Database(second), without=TIMES)
    old = first.read_bytes()

    chance = random.Random(2019)
    points = [1 + (count * n) // max(1, KILLS - 6) for n in range(max(1, KILLS - 5))]
    killed = 0
    for n in range(KILLS):
        path = tmp_path / f"{n}.db"
        if n % 2:  # half of the kills while a database is brought up to date, half while it is made
            path.write_bytes(old)
        if n < len(points):
            killed += forked(killed_at(folder, path, points[n])) == signal.SIGKILL
        else:
            killed += forked(lambda path=path: build(folder, path), after=chance.uniform(0, seconds)) == signal.SIGKILL
        check(path, wholes)
        build(folder, path)
        db = Database(path)
        sound(db)
        assert dump(db, without=TIMES)["claims"] == expected["claims"], n
        found = dump(db, without=TIMES)
        assert {**found, "runs": []} == {**expected, "runs": []}, n
        db.close()
    assert killed > KILLS // 2


def test_a_killed_worker_pool_does_not_outlive_the_build_with_its_lock(tmp_path: Path) -> None:
    folder, path = write(tmp_path / "corpus", documents=3), tmp_path / "a.db"

    def hang(*args: Any, **options: Any) -> Any:
        time.sleep(60)
        yield

    def run() -> None:
        reading.tag_all = hang
        build(folder, path)

    assert forked(run, after=0.7) == signal.SIGKILL
    assert build(folder, path).documents == 4
    assert not path.with_name("a.db.lock").exists()
