"""How many rows an answer may have: few on a page, very many in a file."""

from contextvars import ContextVar
from dataclasses import dataclass

#: Rows of a worked query on a page, and in a CSV file; tables come in pages of their own.
ON_A_PAGE, IN_A_FILE = 200, 50_000


@dataclass(slots=True)
class Wanted:
    """As many rows as may be sent; `cut` once there were more."""

    rows: int
    cut: bool = False


#: What the request that this task answers may get; None leaves it to Datasette's settings.
asked: ContextVar[Wanted | None] = ContextVar("asked", default=None)


def wanted(path: str) -> Wanted | None:
    """What a request for `path` may get: files but CSV are for programs, which ask for a number of rows themselves."""
    name = path.rpartition("/")[2]
    if name.endswith(".csv"):
        return Wanted(IN_A_FILE)
    return None if "." in name else Wanted(ON_A_PAGE)
