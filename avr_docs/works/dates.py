"""Whether two dates, each as precise as is known, may be that of one and the same work."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

#: A story is cited by the day that it was printed or the day that it stood on the web.
NEAR = 3


@lru_cache(maxsize=100_000)
def compatible(one: str, other: str) -> bool:
    """2019, 2019-07 and 2019-07-02 are; 2019-07-02 and 2019-07-04 too, as the day of print and of the web differ."""
    if one.startswith(other) or other.startswith(one):
        return True
    if len(one) < 10 or len(other) < 10:
        return False
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) <= NEAR
    except ValueError:
        return False


def meet(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether any of `some` is compatible with any of `others`."""
    others = tuple(others)
    return any(compatible(one, other) for one in some for other in others)


def years(dates: Iterable[str]) -> frozenset[str]:
    return frozenset(each[:4] for each in dates)
