"""Our database as Datasette opens it, but nothing is counted twice while its file stays as it is."""

import re
import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, NamedTuple

from datasette.database import Database, QueryInterrupted, Results
from datasette.utils import sqlite_timelimit

from avr_docs.site.wanted import asked

#: Which file it was: time and size of the database and of the log beside it, into which a build writes first.
State = tuple[tuple[int, int], ...]

#: The tables that full-text search keeps for itself: the words of documents, in pieces. Counting them reads them all.
SHADOWS = ("_fts", "_fts_data", "_fts_idx", "_fts_docsize", "_fts_config", "_fts_content")
#: How Datasette counts the rows of a whole table, and the values of a column of it.
ROWS = re.compile(r"\s*select count\(\*\) from \[?(\w+)\]?\s*")
VALUES = re.compile(
    r"\s*select \[?(\w+)\]? as value, count\(\*\) as count from \(\s*select [^()]* from \[?(\w+)\]?\s*\)"
    r"\s*where \S+ is not null\s+group by \S+ order by count desc, value limit (\d+)\s*"
)
COUNT_VALUES = (
    "select [{0.column}] as value, count(*) as count from [{0.table}] where [{0.column}] is not null "
    "group by [{0.column}] order by count desc, value limit {0.limit}"
)
COUNTING = "select count(*) from "
#: Milliseconds for counting what a filter leaves; beyond that a page says that there are too many.
PATIENCE = 250


class Values(NamedTuple):
    """The commonest values of a column."""

    table: str
    column: str
    limit: int


class KeptDatabase(Database):  # type: ignore[misc]  # Datasette has no types
    """A database that keeps the counts of whole tables, and the answers to `questions` that nobody narrowed, for as
    long as its file stays the same.

    `questions` are queries, each with the names of its parameters. `ahead` is counted in a thread beforehand, and with
    it the questions are answered: in large tables the first visitor would wait for them.
    """

    def __init__(
        self, *given: Any, questions: Mapping[str, Sequence[str]], ahead: Iterable[Values] = (), **named: Any
    ) -> None:
        super().__init__(*given, **named)
        self.questions = questions
        self.ahead = list(ahead)
        self._state: State | None = None
        self._kept: dict[Any, Any] = {}
        self._counting = threading.Lock()

    async def execute(
        self, sql: str, params: Any = None, truncate: bool = False, custom_time_limit: int | None = None, **named: Any
    ) -> Any:
        """As Datasette does it, but for counts."""
        counted = None if params else _counted(sql)
        if counted is not None:
            return await self.keep(sql, key=counted, custom_time_limit=custom_time_limit)
        if truncate and (
            sql in self.questions or ((wanted := asked.get()) and wanted.rows > self.ds.max_returned_rows)
        ):
            return await self._answer(sql, params or {})
        if sql.startswith(COUNTING):
            custom_time_limit = min(PATIENCE, custom_time_limit or PATIENCE)
        return await super().execute(sql, params, truncate, custom_time_limit, **named)

    async def keep(self, sql: str, *, key: Any = None, custom_time_limit: int | None = None) -> Any:
        """What `sql` gives, asked once for as long as the file stays the same; few rows, please."""
        kept, key = self.kept(), key or sql
        if key not in kept:
            kept[key] = await super().execute(sql, custom_time_limit=custom_time_limit)
        return kept[key]

    async def table_counts(self, limit: int = 10) -> dict[str, int]:
        """The rows of every table that may be seen, each counted to its end."""
        tables = [table for table in await self.table_names() if not table.endswith(SHADOWS)]
        return {table: (await self.execute(f"{COUNTING}[{table}]")).rows[0][0] for table in tables}

    async def _answer(self, sql: str, params: Mapping[str, Any]) -> Results:
        """As many rows as the request may get; where Datasette would end after 1,000 without a word in CSV."""
        wanted, kept, most = asked.get(), self.kept(), self.ds.max_returned_rows
        rows = wanted.rows if wanted else most
        plain = sql in self.questions and not any(params.get(name) for name in self.questions[sql])
        found = kept.get((sql, most)) if plain else None
        if found is None or (found.truncated and rows > most):
            asking = max(rows, most) if plain else rows
            found = await self.execute_fn(lambda connection: self._rows(connection, sql, params, asking))
            if plain and asking == most:
                kept[sql, most] = found
        cut = found.truncated or len(found.rows) > rows
        if wanted:
            wanted.cut = cut
        return Results(found.rows[:rows], cut, found.description)

    def _rows(self, connection: sqlite3.Connection, sql: str, params: Mapping[str, Any], most: int) -> Results:
        with sqlite_timelimit(connection, self.ds.sql_time_limit_ms):
            try:
                return _fetched(connection, sql, params, most)
            except sqlite3.OperationalError as error:
                if error.args == ("interrupted",):
                    raise QueryInterrupted(error, sql, params) from error
                raise

    def kept(self) -> dict[Any, Any]:
        """What was found out about the file as it is now; empty again once the file has changed."""
        state = self._file_state()
        if state != self._state:
            self._state, self._kept = state, {}
            if self.ahead:
                threading.Thread(target=self._count_ahead, args=(self._kept,), daemon=True).start()
        return self._kept

    def _file_state(self) -> State:
        found = []
        for path in (Path(str(self.path)), Path(f"{self.path}-wal")):
            with suppress(OSError):
                known = path.stat()
                found.append((known.st_mtime_ns, known.st_size))
        return tuple(found)

    def _count_ahead(self, kept: dict[Any, Any]) -> None:
        """Counts what is to be counted ahead, until it is through or the file has changed."""
        most = self.ds.max_returned_rows
        jobs: list[tuple[Any, str, dict[str, str]]] = [(each, COUNT_VALUES.format(each), {}) for each in self.ahead]
        jobs += [((sql, most), sql, dict.fromkeys(names, "")) for sql, names in self.questions.items()]
        with self._counting, suppress(sqlite3.Error), closing(self.connect()) as connection:
            self.ds._prepare_connection(connection, self.name)
            for key, sql, params in jobs:
                if kept is not self._kept:
                    return
                with suppress(sqlite3.Error):  # whoever asks for it is told
                    kept[key] = _fetched(connection, sql, params, most)


def _fetched(connection: sqlite3.Connection, sql: str, params: Mapping[str, Any], most: int) -> Results:
    cursor = connection.execute(sql, params)
    rows = cursor.fetchmany(most + 1)
    return Results(rows[:most], len(rows) > most, cursor.description)


def _counted(sql: str) -> Any:
    """What is counted, if it is a whole table or a column of one."""
    if found := ROWS.fullmatch(sql):
        return f"rows of {found[1]}"
    if found := VALUES.fullmatch(sql):
        return Values(found[2], found[1], int(found[3]))
    return None
