"""Which items a search finds, in which order: numbers alone, by walks through the search index that end early."""

import json
import sqlite3
from dataclasses import dataclass

from avr_docs.search_items import Item, between, item
from avr_docs.site.search_asked import NEWEST, OLDEST, RELEVANCE, Asked

PAGE = 20
#: Up to so many results are put in order by relevance, and so many, the newest, are counted by choice.
BOUND = 5_000
#: Up to so many are counted at all.
MOST_COUNTED = 50_000
#: A word in more items than this says nothing of how well one fits; and to weigh it costs a walk through all of them.
COMMON = 20_000
#: Titles are short and come first of themselves; labels weigh nothing.
WEIGHTS = "0.8, 1.0, 0.0"

#: The last number of what has a date.
LAST_DATED = between(1, 0)[1]

Values = dict[str, str | int]
FOUND = "from search_fts where search_fts match :match and rowid between :first and :last"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """The numbers of a page's items, and how many there are in all: `at_least` so many where that is not known.

    `many` where there are more than are put in order by relevance or counted by choice; `order` is the one they are in.
    """

    numbers: list[int]
    total: int
    at_least: bool
    many: bool
    order: str

    @property
    def pages(self) -> int:
        """How many pages there are; of those counted, where there are more."""
        return -(-self.total // PAGE)

    def more(self, page: int) -> bool:
        """Whether there is a page after this one."""
        return page * PAGE < self.total or (self.at_least and len(self.numbers) == PAGE)


def page(connection: sqlite3.Connection, asked: Asked, found: list[int]) -> Matches:
    """The items on the page asked for, once the newest were found (one more than BOUND, where there are so many)."""
    many = len(found) > BOUND
    order = NEWEST if many and asked.by == RELEVANCE else asked.by
    start = PAGE * (asked.page - 1)
    if not many:
        shown = ordered(connection, asked, found)[start : start + PAGE]
    elif order == NEWEST and start + PAGE <= BOUND:
        shown = found[start : start + PAGE]
    else:
        shown = _walk(connection, asked, _stretches(asked), start, PAGE)
    total = count(connection, asked, MOST_COUNTED + 1) if many else len(found)
    return Matches(
        numbers=shown,
        total=min(total, MOST_COUNTED),
        at_least=total > MOST_COUNTED,
        many=many,
        order=order,
    )


def newest(connection: sqlite3.Connection, asked: Asked, most: int) -> list[int]:
    """The items, newest first, and no more than `most`."""
    return _numbers(
        connection, f"select rowid as item {FOUND} order by rowid limit :limit", {**bound(asked), "limit": most}
    )


def count(connection: sqlite3.Connection, asked: Asked, most: int = -1) -> int:
    """How many items there are; counted up to `most`."""
    sql = f"select count(*) from (select 1 {FOUND} limit :limit)"
    return int(connection.execute(sql, {**bound(asked), "limit": most}).fetchone()[0])


def ordered(connection: sqlite3.Connection, asked: Asked, found: list[int]) -> list[int]:
    """All of the items, which were found newest first, in the order asked for."""
    if asked.by == OLDEST:
        return sorted(found, key=_oldest_first)
    return _ranked(connection, asked, found) if asked.by == RELEVANCE else found


def following(connection: sqlite3.Connection, asked: Asked, after: int | None, most: int) -> list[int]:
    """The next items after the one given, in the order of time, for a result that is too large to be ranked."""
    stretches = _stretches(asked)
    if after is not None:
        while not stretches[0][0] <= after <= stretches[0][1]:
            stretches.pop(0)
        first, last = stretches[0]
        stretches[0] = (first, after - 1) if asked.by == OLDEST else (after + 1, last)
    return _walk(connection, asked, stretches, 0, most)


def bound(asked: Asked) -> Values:
    """What FOUND asks for as values."""
    first, last = asked.numbers
    return {"match": asked.match, "first": first, "last": last}


def _stretches(asked: Asked) -> list[tuple[int, int]]:
    """First and last numbers of what is walked through one after the other: what has no date comes last both ways."""
    first, last = asked.numbers
    if asked.by != OLDEST:
        return [(first, last)]
    return [each for each in ((first, min(last, LAST_DATED)), (max(first, LAST_DATED + 1), last)) if each[0] <= each[1]]


def _walk(
    connection: sqlite3.Connection, asked: Asked, stretches: list[tuple[int, int]], skipped: int, most: int
) -> list[int]:
    """The items after the first `skipped` ones, in the order of time."""
    way = "desc" if asked.by == OLDEST else "asc"
    sql = f"select rowid as item {FOUND} order by rowid {way} limit :limit offset :skipped"
    shown: list[int] = []
    for first, last in stretches:
        values: Values = {"match": asked.match, "first": first, "last": last}
        some = _numbers(connection, sql, {**values, "limit": most - len(shown), "skipped": skipped})
        shown += some
        if len(shown) == most:
            break
        counted = f"select count(*) {FOUND}"
        skipped = 0 if some else skipped - connection.execute(counted, values).fetchone()[0] if skipped else 0
    return shown


def _numbers(connection: sqlite3.Connection, sql: str, values: Values) -> list[int]:
    """The numbers that `sql` gives, as one value: at each row Python would stop for what other threads do."""
    (found,) = connection.execute(f"select json_group_array(item) from ({sql})", values).fetchone()
    numbers: list[int] = json.loads(found)
    return numbers


def _oldest_first(number: int) -> tuple[bool, Item]:
    parts = item(number)
    return not parts.day, parts


def _ranked(connection: sqlite3.Connection, asked: Asked, found: list[int]) -> list[int]:
    """The items with the words near each other first, then by how rare and how frequent the words in them are."""
    near, scores = set[int](), dict[int, float]()
    values: Values = {"found": json.dumps(found)}
    if asked.near:
        near = set(_numbers(connection, f"select rowid as item {AMONG}", {**values, "match": asked.near}))
    telling = [term for term in asked.ranks if _items_with(connection, term) <= COMMON]
    if telling:
        weighed = f"select rowid as item, bm25(search_fts, {WEIGHTS}) as score {AMONG}"
        sql = f"with w as materialized ({weighed}) select json_group_array(json_array(item, score)) from w"
        scores = dict(json.loads(connection.execute(sql, {**values, "match": " OR ".join(telling)}).fetchone()[0]))
    return sorted(found, key=lambda each: (each not in near, scores.get(each, 0.0), each))


#: The plus keeps SQLite from asking full-text search for each of the numbers in turn.
AMONG = "from search_fts where search_fts match :match and +rowid in (select value from json_each(:found))"


def _items_with(connection: sqlite3.Connection, term: str) -> int:
    """How many items hold the term; counted up to one more than COMMON."""
    sql = f"select count(*) from (select 1 from search_fts where search_fts match ? limit {COMMON + 1})"
    return int(connection.execute(sql, [term]).fetchone()[0])
