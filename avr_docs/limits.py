"""Limits on the work on one document: the one place where their defaults stand, and how a process keeps to them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from extract import MAX_BYTES, MAX_CHARS, MAX_PAGES

try:
    import resource
except ImportError:  # Windows: the parent's clock is the only limit there
    resource = None  # type: ignore[assignment]

#: The largest file that a reader may write while it works, in bytes.
MAX_SCRATCH = 200_000_000


def _processors() -> int:
    """Processors that this process may use; no more than 8, each worker holding a language model of its own."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(8, available))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may cost. `cpu_seconds` judges it alike on a busy and an idle machine; `wall_seconds` is for
    what hangs without working. `memory_mb` is what it may add to the memory of its worker process, in MiB.
    `tasks_per_worker` is the number of documents after which a worker process is replaced by a fresh one.
    """

    cpu_seconds: int = 300
    wall_seconds: float = 600
    memory_mb: int = 2048
    max_bytes: int = MAX_BYTES
    max_chars: int = MAX_CHARS
    max_pages: int = MAX_PAGES
    tasks_per_worker: int = 50
    workers: int = field(default_factory=_processors)


@contextmanager
def limited(limits: Limits) -> Iterator[None]:
    """Holds this process to the limits on processor time, memory and files from here on; lifts them at the end.

    Time and memory already used do not count, so a document does not pay for those read before it. Over its
    processor time the process is ended by SIGXCPU; over its memory Python raises MemoryError.
    """
    if resource is None:
        yield
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    wanted = {
        resource.RLIMIT_CPU: int(used.ru_utime + used.ru_stime) + 1 + limits.cpu_seconds,
        resource.RLIMIT_AS: _address_space() + limits.memory_mb * 1024**2,
        resource.RLIMIT_FSIZE: MAX_SCRATCH,
        resource.RLIMIT_CORE: 0,
    }
    before = {what: resource.getrlimit(what) for what in wanted}
    for what, (soft, hard) in before.items():
        stricter = [limit for limit in (wanted[what], soft, hard) if limit != resource.RLIM_INFINITY]
        _set(what, min(stricter), hard)
    try:
        yield
    finally:
        for what, (soft, hard) in before.items():
            _set(what, soft, hard)


def _set(what: int, soft: int, hard: int) -> None:
    with suppress(ValueError, OSError):  # a system that does not know this limit
        resource.setrlimit(what, (soft, hard))


def _address_space() -> int:
    """Bytes of address space in use; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 0
