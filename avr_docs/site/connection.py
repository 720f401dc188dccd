"""What every connection to the database is given: limits for every query, and a function for search."""

import sqlite3

from avr_docs.matching import match_query

#: No value and no row may be longer: `randomblob(500000000)` was answered with the whole blob without it.
LONGEST_VALUE = 32_000_000
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST_VALUE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}
#: Kilobytes of the file that a connection keeps in memory, where SQLite's own 2,000 are read anew for every page.
CACHE = 64_000
#: A full-text query that is valid and finds nothing: `match null` and an empty one are errors.
NOTHING = '""'


def prepare(connection: sqlite3.Connection) -> None:
    """Sets limits and cache, and adds the SQL function `fts_words(text)`: what a person typed as a full-text query."""
    for category, limit in LIMITS.items():
        connection.setlimit(category, limit)
    connection.execute(f"PRAGMA cache_size = -{CACHE}")
    connection.create_function("fts_words", 1, lambda text: match_query(text) or NOTHING, deterministic=True)
