"""Which of the databases that are served is ours, who may see it, and rows of it as dictionaries."""

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from datasette.database import QueryInterrupted
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import NotFound

from avr_docs.site.kept import KeptDatabase

Row = dict[str, Any]
Value = TypeVar("Value")

#: A file that has these tables was made by `avr-docs build`, whatever its name.
SIGNATURE = frozenset({"documents", "sentences", "claims", "safeguards", "comparisons"})


async def ours(datasette: Any) -> str | None:
    """The name of the first database that holds our tables, or None."""
    for name, db in datasette.databases.items():
        if isinstance(db, KeptDatabase):  # it was looked into when the site was started
            return str(name)
        if name != "_internal" and set(await db.table_names()) >= SIGNATURE:
            return str(name)
    return None


async def name_for(datasette: Any, request: Any, *tables: str) -> str:
    """The name of our database, once the visitor is known to be allowed to see it and the `tables` that are read.

    Raises Forbidden if they are not, NotFound if there is no database of ours.
    """
    name = await ours(datasette)
    if name is None:
        raise NotFound("None of the databases that are served here was made by avr-docs build.")
    for table in tables:
        await datasette.ensure_permissions(
            request.actor, [("view-table", (name, table)), ("view-database", name), "view-instance"]
        )
    return name


async def rows(datasette: Any, name: str, sql: str, values: Mapping[str, Any] | None = None) -> list[Row]:
    """All rows that `sql` gives, under the time limit of the site."""
    found = await datasette.get_database(name).execute(sql, dict(values or {}))
    return [dict(row) for row in found.rows]


async def tuples(datasette: Any, name: str, sql: str, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """All rows as `rows` gives them, each as a tuple: a fifth of the time where there are thousands."""
    found = await datasette.get_database(name).execute(sql, dict(values or {}))
    return [tuple(row) for row in found.rows]


async def kept_rows(datasette: Any, name: str, sql: str) -> list[Row]:
    """All rows that `sql` gives, asked once for as long as the file of the database stays the same: for few rows."""
    db = datasette.get_database(name)
    found = await (db.keep(sql) if isinstance(db, KeptDatabase) else db.execute(sql))
    return [dict(row) for row in found.rows]


async def row(datasette: Any, name: str, sql: str, values: Mapping[str, Any] | None = None) -> Row | None:
    """The first row that `sql` gives, or None."""
    found = await rows(datasette, name, sql, values)
    return found[0] if found else None


async def run(datasette: Any, name: str, function: Callable[[sqlite3.Connection], Value]) -> Value:
    """What `function` makes of a connection, in a thread of its own and under the time limit of the site.

    Several queries that build on one another cost one change of threads so, and not one each.
    """

    def limited(connection: sqlite3.Connection) -> Value:
        with sqlite_timelimit(connection, datasette.setting("sql_time_limit_ms")):
            try:
                return function(connection)
            except sqlite3.OperationalError as error:
                if error.args == ("interrupted",):
                    raise QueryInterrupted(error, "search", {}) from error
                raise

    found: Value = await datasette.get_database(name).execute_fn(limited)
    return found
