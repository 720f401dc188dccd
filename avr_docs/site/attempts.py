"""Attempts to sign in that failed: after a few, a name has to wait, longer each time."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

#: Attempts before a name waits; the first wait and the longest, in seconds; after how long all is forgotten.
FREE, FIRST, LONGEST, FORGOTTEN = 5, 15.0, 900.0, 24 * 3600.0
#: Names that are kept in mind, so that nobody fills the memory with invented ones.
MOST_NAMES = 2000


class Failed(NamedTuple):
    """How often in a row an attempt with a name failed, and when the last one did."""

    times: int
    at: float


class Attempts:
    """The failed attempts of each name, in memory: a restart forgets them."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: OrderedDict[str, Failed] = OrderedDict()

    def wait(self, name: str) -> int:
        """Seconds until the name may be tried again; 0 if now."""
        failed = self._failed.get(_key(name))
        if failed is None or failed.times < FREE:
            return 0
        pause = min(LONGEST, FIRST * 2.0 ** min(failed.times - FREE, 20))
        left = failed.at + pause - self._clock()
        return int(left) + 1 if left > 0 else 0

    def begin(self, name: str) -> None:
        """Counts an attempt as failed before it is made, so that many at one time are not free; `end` forgets it."""
        key, now = _key(name), self._clock()
        before = self._failed.pop(key, Failed(0, now))
        self._failed[key] = Failed(1 if now - before.at > FORGOTTEN else before.times + 1, now)
        while len(self._failed) > MOST_NAMES:
            self._failed.popitem(last=False)

    def end(self, name: str) -> None:
        """The attempt was good."""
        self._failed.pop(_key(name), None)


def _key(name: str) -> str:
    return " ".join(name.casefold().split())[:100]
