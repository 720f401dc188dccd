"""Whether a site is of a database for the public, and what it says of itself."""

import os
from typing import Any
from weakref import WeakKeyDictionary

from avr_docs.site.database import Row, row

TABLE = "publication"
#: Names under which a published site may be asked for, parted by blanks or commas; set by `serve --domain`.
HOSTS = "AVR_DOCS_HOSTS"

_known: "WeakKeyDictionary[Any, Row]" = WeakKeyDictionary()


async def find_out(datasette: Any, name: str) -> None:
    """Notes what the database `name` says of its publication, if it is a published one."""
    if TABLE in await datasette.get_database(name).table_names():
        found = await row(datasette, name, f"select * from [{TABLE}] limit 1")
        if found is not None:
            _known[datasette] = found


def publication(datasette: Any) -> Row | None:
    """The row of `publication`; None on a site that is not of a published database."""
    return _known.get(datasette)


def hosts() -> list[str]:
    """The names that were given, if any."""
    return os.environ.get(HOSTS, "").replace(",", " ").split()
