"""Worker processes that are killed, crash, hang and eat memory, and neighbours that are not harmed."""

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from avr_docs.engine import EngineError, Limits, Outcome, work
from extract.errors import Encrypted, State

LIMITS = Limits(workers=2, wall_seconds=30, cpu_seconds=20, memory_mb=1024)
needs_resource = pytest.mark.skipif(sys.platform == "win32", reason="limits on processor time and memory need POSIX")


def behave(task: tuple[str, Any]) -> Any:
    """What the workers do; the first item of a task says what."""
    what, value = task
    return DEEDS[what](value)


def spin(_: Any) -> None:
    while True:
        sum(range(1000))


def allocate(_: Any) -> int:
    return len([bytearray(50_000_000) for _ in range(100)])


def recurse(depth: int) -> int:
    return recurse(depth + 1)


def refuse(message: str) -> None:
    raise Encrypted(message)


def fail(message: str) -> None:
    raise KeyError(message)


def shout(text: str) -> str:
    print(text * 100_000)
    sys.stderr.write(text * 100_000)
    os.write(2, text.encode() * 10_000)
    warnings.warn(text, stacklevel=2)
    return text


def scratch(_: Any) -> str:
    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.write(b"left behind")
    return file.name


def write_much(_: Any) -> None:
    with tempfile.TemporaryFile() as file:
        for _ in range(300):
            file.write(b"x" * 1_000_000)


def signal_self(name: str) -> None:
    os.kill(os.getpid(), getattr(signal, name))


DEEDS: dict[str, Callable[[Any], Any]] = {
    "return": lambda value: value,
    "exit": os._exit,
    "leave": sys.exit,
    "segfault": lambda _: ctypes.string_at(0),
    "signal": signal_self,
    "hang": lambda _: time.sleep(1000),
    "spin": spin,
    "allocate": allocate,
    "recurse": recurse,
    "refuse": refuse,
    "fail": fail,
    "unpicklable": lambda _: threading.Lock(),
    "shout": shout,
    "scratch": scratch,
    "write": write_much,
    "pid": lambda _: os.getpid(),
}
GOOD = [("return", n) for n in range(9)]


def outcome(what: str, value: Any = None, limits: Limits = LIMITS) -> Outcome[Any]:
    """The outcome of one bad task among nine good ones, which must all end well."""
    tasks = [*GOOD[:4], (what, value), *GOOD[4:]]
    outcomes = {task: got for got in work(behave, tasks, limits=limits) for task in [got.task]}
    assert len(outcomes) == len(tasks)
    assert [(outcomes[task].state, outcomes[task].value) for task in GOOD] == [(State.OK, n) for n in range(9)]
    return outcomes[what, value]


@pytest.mark.parametrize("status", [0, 3])
def test_a_worker_that_ends_itself_costs_its_own_task_alone(status: int) -> None:
    got = outcome("exit", status)
    assert got.state is State.CRASHED
    assert f"exit status {status}" in str(got.reason)


@needs_resource
def test_a_segmentation_fault_is_named() -> None:
    got = outcome("segfault")
    assert got.state is State.CRASHED
    assert "SIGSEGV" in str(got.reason)


@needs_resource
def test_a_worker_killed_by_the_system_is_out_of_memory() -> None:
    assert outcome("signal", "SIGKILL").state is State.OUT_OF_MEMORY


def test_what_hangs_is_ended_at_the_limit_on_elapsed_time() -> None:
    start = time.monotonic()
    got = outcome("hang", limits=Limits(workers=2, wall_seconds=2))
    assert got.state is State.TIMEOUT
    assert "2 seconds" in str(got.reason)
    assert time.monotonic() - start < 12


@needs_resource
def test_what_works_for_ever_is_ended_at_the_limit_on_processor_time() -> None:
    got = outcome("spin", limits=Limits(workers=2, wall_seconds=60, cpu_seconds=1))
    assert got.state is State.TIMEOUT
    assert "processor" in str(got.reason)


@needs_resource
def test_processor_time_of_earlier_tasks_does_not_count() -> None:
    tasks = [("burn", n) for n in range(5)]
    states = [got.state for got in work(burn_half_a_second, tasks, limits=Limits(workers=1, cpu_seconds=1))]
    assert states == [State.OK] * 5


def burn_half_a_second(_: Any) -> None:
    end = time.process_time() + 0.6
    while time.process_time() < end:
        pass


@needs_resource
def test_what_takes_too_much_memory_is_said_to() -> None:
    got = outcome("allocate", limits=Limits(workers=2, memory_mb=300))
    assert got.state is State.OUT_OF_MEMORY
    assert "memory" in str(got.reason)


@needs_resource
def test_files_that_grow_without_end_are_stopped() -> None:
    assert outcome("write").state is State.TOO_LARGE


def test_too_deep_nesting_is_the_files_fault() -> None:
    assert outcome("recurse", 0).state is State.CORRUPT


def test_a_refusal_keeps_its_state_and_message() -> None:
    got = outcome("refuse", "It has a password.")
    assert (got.state, got.reason, got.value) == (State.ENCRYPTED, "It has a password.", None)


@pytest.mark.parametrize(
    ("what", "name"), [("fail", "KeyError"), ("leave", "SystemExit"), ("unpicklable", "TypeError")]
)
def test_a_fault_of_ours_is_named_with_its_class(what: str, name: str) -> None:
    got = outcome(what, "no such \x1b[31mpart\nhere")
    assert got.state is State.CRASHED
    assert name in str(got.reason)
    assert "\x1b" not in str(got.reason)
    assert "\n" not in str(got.reason)


def test_many_that_crash_at_once_are_each_blamed_and_nobody_else() -> None:
    tasks = [("exit", n) if n % 3 == 0 else ("return", n) for n in range(24)]
    for got in work(behave, tasks, limits=LIMITS):
        assert (got.state is State.CRASHED) == (got.task[0] == "exit")


def test_nothing_that_a_library_prints_comes_through(capfd: pytest.CaptureFixture[str]) -> None:
    assert outcome("shout", "noise").value == "noise"
    assert capfd.readouterr() == ("", "")


def test_scratch_files_are_removed() -> None:
    left = Path(outcome("scratch").value)
    assert not left.exists()
    assert not left.parent.exists()


def test_workers_are_replaced_after_their_share_of_tasks() -> None:
    limits = Limits(workers=1, tasks_per_worker=2)
    pids = [got.value for got in work(behave, [("pid", n) for n in range(6)], limits=limits)]
    assert len(set(pids)) == 3


def test_tasks_are_taken_as_workers_get_free() -> None:
    taken = 0

    def tasks() -> Iterator[tuple[str, int]]:
        nonlocal taken
        for n in range(1_000_000):
            taken += 1
            yield "return", n

    outcomes = work(behave, tasks(), limits=LIMITS)
    for _ in range(20):
        next(outcomes)
    outcomes.close()
    assert taken < 30


def test_no_tasks_no_workers() -> None:
    assert list(work(behave, [], limits=LIMITS)) == []


def refuse_to_prepare() -> None:
    raise FileNotFoundError("no model")


def test_a_worker_that_cannot_be_prepared_is_no_documents_fault() -> None:
    with pytest.raises(EngineError, match="no model"):
        list(work(behave, GOOD, limits=LIMITS, prepare=refuse_to_prepare))


@needs_resource
def test_ctrl_c_ends_at_once_and_leaves_no_process(tmp_path: Path) -> None:
    script = tmp_path / "long_run.py"
    script.write_text(
        textwrap.dedent(
            """
            import os, time
            from avr_docs.engine import Limits, work

            def hang(task):
                with open(task, "w") as file:
                    file.write(str(os.getpid()))
                time.sleep(1000)

            if __name__ == "__main__":
                for _ in work(hang, ["one.pid", "two.pid"], limits=Limits(workers=2)):
                    pass
            """
        )
    )
    run = subprocess.Popen([sys.executable, str(script)], cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + 30
    while len([file for file in tmp_path.glob("*.pid") if file.read_text()]) < 2 and time.monotonic() < end:
        time.sleep(0.05)
    workers = [int(file.read_text()) for file in tmp_path.glob("*.pid")]
    run.send_signal(signal.SIGINT)
    _, errors = run.communicate(timeout=60)
    assert len(workers) == 2
    assert "KeyboardInterrupt" in errors
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)
