"""A table of the database, as data."""

from typing import NamedTuple


class Table(NamedTuple):
    """A table: columns with their types, primary key, foreign keys (column to table.column), indexed columns."""

    columns: dict[str, type]
    pk: str | tuple[str, ...]
    foreign_keys: tuple[tuple[str, str, str], ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    search: tuple[str, ...] = ()
