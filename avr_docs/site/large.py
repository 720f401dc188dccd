"""What a table with very many rows cannot do at once: be sorted by any column, be counted under any filter."""

import threading
from collections.abc import Iterable
from typing import Any

from datasette.facets import ArrayFacet, ColumnFacet, DateFacet
from datasette.utils import escape_sqlite

from avr_docs.schema import TABLES
from avr_docs.site.kept import KeptDatabase, Values
from avr_docs.site.metadata import Tree

#: A table with more rows is large.
LARGE = 100_000
#: As many rows as a filter leaves are counted by their values; it takes about 50 milliseconds a column.
COUNTABLE = 20_000


class CountedFacet(ColumnFacet):  # type: ignore[misc]  # Datasette has no types
    """The values of a column of a whole table, which are kept, or of what a filter leaves if that is not too much."""

    sql: str

    async def facet_results(self) -> tuple[list[Any], list[str]]:
        """The counts, and the columns that were not counted."""
        columns = [each["config"].get("column") or each["config"]["simple"] for each in self.get_configs()]
        if columns and (self.params or " where " in self.sql):
            if self.row_count is None or self.row_count > COUNTABLE:
                return [], columns
            # Behind a limit SQLite finds the rows first. Else it goes through all rows in the order of the column.
            source = self.sql[self.sql.index(" from ") :]
            self.sql = f"select {', '.join(map(escape_sqlite, columns))}{source} limit {COUNTABLE}"
        found: tuple[list[Any], list[str]] = await super().facet_results()
        return found


FACETS = [CountedFacet, DateFacet, ArrayFacet]


async def sizes(db: Any) -> dict[str, int]:
    """About how many rows each of our tables has: the last one's number, which is found at once."""
    present = set(await db.table_names())
    return {
        table: (await db.execute(f"select coalesce(max(rowid), 0) from [{table}]")).rows[0][0]
        for table in TABLES
        if table in present
    }


def kept(datasette: Any, name: str, tables: Iterable[str], tree: Tree) -> KeptDatabase:
    """The database `name` as one that keeps its counts; the facets of its large `tables` are counted ahead."""
    given, limit = datasette.databases[name], datasette.setting("default_facet_size") + 1
    said = tree["databases"][name].get("tables") or {}
    ahead = [Values(table, column, limit) for table in tables for column in (said.get(table) or {}).get("facets") or ()]
    questions = {
        each["sql"]: each.get("params") or () for each in (tree["databases"][name].get("queries") or {}).values()
    }
    made = KeptDatabase(datasette, given.path, is_mutable=given.is_mutable, questions=questions, ahead=ahead)
    made.name, made.route = given.name, given.route
    # In its place: Datasette's own way takes a database out and puts another at the end.
    datasette.databases = {each: made if each == name else db for each, db in datasette.databases.items()}
    return made


def limited(tree: Tree, name: str, tables: Iterable[str]) -> None:
    """Says in `tree` that large tables are sorted by indexed columns alone: by others it takes too long."""
    for table in tables:
        said, shape = tree["databases"][name]["tables"].setdefault(table, {}), TABLES[table]
        keys = [shape.pk] if isinstance(shape.pk, str) else shape.pk[:1]
        said.setdefault("sortable_columns", [*keys, *(columns[0] for columns in shape.indexes)])


def prepare_templates(environment: Any) -> None:
    """Compiles the templates in a thread of its own: else the first visitor of each page waits for it."""

    def compile_all() -> None:
        for name in environment.list_templates(extensions=["html"]):
            environment.get_template(name)

    threading.Thread(target=compile_all, daemon=True).start()
