"""Where the work on documents runs: worker processes, each document within limits, its failure its own.

A worker has a pipe of its own to this process, so that it is always known which task it held when it died. Pools with
one queue for all do not know: with two workers, and every third of 120 tasks ending its worker, pebble 5.2.3 lost 85 to
110 tasks in three runs of four ("All workers expired"), and in the fourth took three that ended their worker for ones
that hung; ProcessPoolExecutor loses all that are left.
"""

import multiprocessing
import os
import pickle
import shutil
import signal
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from avr_docs.errors import AvrDocsError
from avr_docs.limits import Limits as Limits
from avr_docs.worker import Reply, serve
from extract.errors import State

T = TypeVar("T")

#: Seconds that a worker may take to start, and how many may fail to in a row before the run is given up.
START_SECONDS = 300
START_TRIES = 3
#: Numerical libraries that start threads of their own in every worker would fight over the processors.
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class EngineError(AvrDocsError):
    """Worker processes cannot be started; no document is to blame."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """How one task ended. `state` is OK when the function returned, and `value` is then what it returned.

    Otherwise `reason` says for a person what happened. `seconds` are of wall time.
    """

    task: T
    state: State
    reason: str | None
    value: Any | None
    seconds: float


def work(
    function: Callable[[T], Any],
    tasks: Iterable[T],
    *,
    limits: Limits | None = None,
    prepare: Callable[[], object] | None = None,
) -> Iterator[Outcome[T]]:
    """Runs `function(task)` for each task in worker processes; gives each task's Outcome as it ends.

    Tasks are taken from the iterable as workers get free, so there may be any number of them. `function`, tasks and
    values must be picklable, `function` at the top of a module. `prepare`, if given, is called once in each worker,
    outside the limits: to load what every task needs. Raises EngineError when workers cannot be started.
    """
    limits = limits or Limits()
    pool = _Pool(function, prepare, limits)
    source = iter(tasks)
    backlog: deque[T] = deque()
    try:
        while True:
            backlog.extend(islice(source, pool.size - len(backlog)))
            pool.grow(len(backlog))
            for worker in pool.idle():
                if backlog and worker.give(backlog[0]):
                    backlog.popleft()
            if not backlog and not any(worker.busy for worker in pool.workers):
                return
            yield from pool.ended()
    finally:
        pool.stop()


@dataclass(slots=True, eq=False)
class _Worker:
    process: BaseProcess
    connection: Connection
    folder: str
    ready: bool = False
    busy: bool = False
    task: Any = None
    since: float = field(default_factory=time.monotonic)
    done: int = 0

    def give(self, task: Any) -> bool:
        """Hands it a task; False if the worker is gone, which is not the task's fault."""
        try:
            self.connection.send(task)
        except (BrokenPipeError, ConnectionResetError):
            return False
        self.busy, self.task, self.since = True, task, time.monotonic()
        return True

    def end(self, *, dying: bool = False) -> int | None:
        """Ends it at once, or waits for one whose pipe has closed; its exit code, negative for a signal."""
        if dying:
            self.process.join(5)
        code = self.process.exitcode
        if code is None:
            self.process.kill()
            self.process.join()
        self.connection.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        return code


class _Pool:
    """The workers; started when there is something for them to do."""

    def __init__(self, function: Callable[[Any], Any], prepare: Callable[[], object] | None, limits: Limits) -> None:
        self.function, self.prepare, self.limits = function, prepare, limits
        self.size = max(1, limits.workers)
        self.workers: list[_Worker] = []
        self.failed_starts = 0
        self.folder = tempfile.mkdtemp(prefix="avr-docs-")
        self.context = _context(function)

    def grow(self, wanted: int) -> None:
        """Starts workers until `wanted` are without a task, or there are as many as there may be."""
        without = sum(not worker.busy for worker in self.workers)
        for _ in range(min(wanted - without, self.size - len(self.workers))):
            self.workers.append(self._start())

    def idle(self) -> list[_Worker]:
        return [worker for worker in self.workers if worker.ready and not worker.busy]

    def stop(self) -> None:
        for worker in self.workers:
            worker.process.kill()
        for worker in self.workers:
            worker.end()
        self.workers.clear()
        shutil.rmtree(self.folder, ignore_errors=True)

    def ended(self) -> Iterator[Outcome[Any]]:
        """Waits until something happens; gives the outcomes of tasks that ended."""
        wait([worker.connection for worker in self.workers], timeout=self._patience())
        for worker in list(self.workers):
            late = time.monotonic() - worker.since
            if worker.connection.poll():
                yield from self._hear(worker)
            elif not worker.ready and late > START_SECONDS:
                raise EngineError(f"A worker process did not start within {START_SECONDS} seconds.")
            elif worker.busy and late > self.limits.wall_seconds:
                self._drop(worker)
                reason = f"Reading it was ended after {self.limits.wall_seconds:g} seconds, the limit on elapsed time."
                yield Outcome(worker.task, State.TIMEOUT, reason, None, late)

    def _hear(self, worker: _Worker) -> Iterator[Outcome[Any]]:
        try:
            message = worker.connection.recv()
        except (EOFError, OSError):
            code = self._drop(worker, dying=True)
            if worker.busy:
                state, reason = _death(code, self.limits)
                yield Outcome(worker.task, state, reason, None, time.monotonic() - worker.since)
            elif not worker.ready:
                self._failed_start(code)
            return
        if not worker.ready:
            if isinstance(message, str):
                raise EngineError(f"A worker process could not be prepared: {message}")
            worker.ready, self.failed_starts = True, 0
            return
        yield self._outcome(worker, message)

    def _outcome(self, worker: _Worker, reply: Reply) -> Outcome[Any]:
        worker.busy, worker.done = False, worker.done + 1
        if reply.worn or worker.done >= self.limits.tasks_per_worker:
            self._drop(worker)
        value = None if reply.value is None else pickle.loads(reply.value)
        return Outcome(worker.task, reply.state, reply.reason, value, reply.seconds)

    def _failed_start(self, code: int | None) -> None:
        self.failed_starts += 1
        if self.failed_starts >= START_TRIES:
            raise EngineError(
                f"Worker processes end before they begin to work ({_ending(code)}). If this is a script of your own, "
                'call the engine below `if __name__ == "__main__":`; else there may be too little memory.'
            )

    def _drop(self, worker: _Worker, *, dying: bool = False) -> int | None:
        self.workers.remove(worker)
        return worker.end(dying=dying)

    def _patience(self) -> float:
        """Seconds until the next worker is over its time."""
        ends = [
            w.since + (self.limits.wall_seconds if w.ready else START_SECONDS)
            for w in self.workers
            if w.busy or not w.ready
        ]
        return max(0.0, min(ends, default=0.0) - time.monotonic()) + 0.01

    def _start(self) -> _Worker:
        ours, theirs = self.context.Pipe()
        folder = tempfile.mkdtemp(dir=self.folder)
        arguments = (theirs, self.function, self.prepare, self.limits, folder)
        process = self.context.Process(target=serve, args=arguments, name="avr-docs worker", daemon=True)
        with _one_thread():
            process.start()
        theirs.close()
        return _Worker(process, ours, folder)


def _death(code: int | None, limits: Limits) -> tuple[State, str]:
    """What the end of a worker says of the task that it held."""
    if code == -getattr(signal, "SIGXCPU", 0):
        return State.TIMEOUT, f"Reading it took more than {limits.cpu_seconds:g} seconds of processor time, the limit."
    if code == -getattr(signal, "SIGKILL", 0):
        return (
            State.OUT_OF_MEMORY,
            "The system ended the reading of this file (SIGKILL), most often for want of memory.",
        )
    return State.CRASHED, f"The reader broke down on this file ({_ending(code)}); other files are not affected."


def _ending(code: int | None) -> str:
    if code is None:
        return "it did not say why"
    if code >= 0:
        return f"exit status {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def _context(function: Callable[[Any], Any]) -> Any:
    """How workers are started: where there is one, by a server process without threads that has loaded the function."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    module = getattr(function, "__module__", "__main__")
    context.set_forkserver_preload([module] if module != "__main__" else [])
    return context


@contextmanager
def _one_thread() -> Iterator[None]:
    """Numerical libraries in processes that are started here use one thread, unless the user has said otherwise."""
    added = [name for name in ONE_THREAD if name not in os.environ]
    os.environ.update(dict.fromkeys(added, "1"))
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)
