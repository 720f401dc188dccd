"""Later sentences that may bear on a demand, and demands of other documents that are worded much like it.

Both are suggestions: they are found by likeness alone, nobody has looked at them, and nothing counts them as an answer.
What is compared shares the programme, and a safeguard or the one who is asked and speaks.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from avr_docs import store
from avr_docs.likeness import Features, features, likeness

#: Likeness, in [0, 1], from which a sentence is suggested. Of the odd half of tests/avr_docs/later_sentences.txt it
#: lets through 24 of 26 sentences that bear on the demand and none of 26 that do not; of the even half, kept apart, 22
#: of 24 and none of 24. They were written for this project and are easier than what documents hold.
LEAST = 0.37
#: The same for two demands that ask for one thing: tests/avr_docs/test_suggestions.py shows what is and what is not.
LEAST_SAME = 0.5
MOST = 5
#: Claims, and demands, compared at once: bounds the memory.
CLAIMS, DEMANDS = 50_000, 256

PROGRAMMES = "select distinct programme from demands"
#: A demand of a few words ("end it") is known by its sentence only.
OF_DEMANDS = """
select m.key, m.sentence, m.document, m.date,
  case when length(m.text) < 25 then coalesce(s.text, m.text) else m.text end,
  (select group_concat(safeguard, char(31)) from demand_safeguards where demand = m.key),
  (select group_concat(a.actor, char(31)) from demand_addressees x join addressees a on a.key = x.addressee
   where x.demand = m.key and a.actor is not null)
from demands m left join sentences s on s.id = m.sentence where m.programme is ? order by m.key
"""
#: Only what is of a later document than the first demand, and about a safeguard or said by somebody known.
OF_CLAIMS = """
select c.id, c.sentence, c.document, d.date, c.content,
  (select group_concat(safeguard, char(31)) from claim_safeguards where claim = c.id), c.actor
from claims c join documents d on d.id = c.document
where c.programme is ? and c.kind in ('stated', 'observed') and c.sentence is not null and d.date > ? order by c.id
"""


class Things(NamedTuple):
    """Demands, or claims, of one programme: what they are, where and when, and the rows of each topic.

    A topic is ("about", safeguard) or ("of", actor): whom a demand asks, and who says a claim.
    """

    keys: list[str]
    sentences: list[str]
    documents: NDArray[np.int64]
    first_days: NDArray[np.int64]
    last_days: NDArray[np.int64]
    texts: list[str]
    topics: dict[tuple[str, str], NDArray[np.int64]]


class Found(NamedTuple):
    """What was found for a demand; `key` is that of a sentence or of another demand."""

    demand: str
    key: str
    score: float


def suggest(db: Database, *, alike: Mapping[str, str] | None = None) -> int:
    """Makes both tables again, in one transaction; the number of later sentences that are suggested.

    `alike` gives for a document that is nearly the same as others the one that stands for all: none answers another.
    """
    numbers = _Numbers(alike or {})
    later: list[Found] = []
    same: list[Found] = []
    for (programme,) in db.execute(PROGRAMMES).fetchall():
        demands = _things(db.execute(OF_DEMANDS, [programme]), numbers)
        asked = features(demands.texts)
        later += _later(db, programme, demands, asked, numbers)
        same += _same(demands, asked)
    documents = dict(db.execute("select id, document from sentences")) if later else {}
    with store.transaction(db):
        db.execute("delete from demand_suggestions")
        db.execute("delete from similar_demands")
        rows = ({"demand": d, "sentence": s, "document": documents[s], "score": score} for d, s, score in later)
        store.insert(db, "demand_suggestions", rows)
        pairs = ({"demand": each.demand, "other": each.key, "score": each.score} for each in same)
        store.insert(db, "similar_demands", pairs)
    return len(later)


def _later(
    db: Database, programme: str | None, demands: Things, asked: Features, numbers: "_Numbers"
) -> Iterable[Found]:
    dated = demands.last_days[demands.last_days < NEVER]
    if not len(dated):
        return []
    best = _Best(LEAST, len(demands.keys))
    cursor = db.execute(OF_CLAIMS, [programme, date.fromordinal(int(dated.min())).isoformat()])
    while rows := cursor.fetchmany(CLAIMS):
        claims = _things(rows, numbers)
        said = features(claims.texts)
        for topic in demands.topics.keys() & claims.topics.keys():
            for rows_of in _parts(demands.topics[topic]):
                columns = claims.topics[topic]
                found = likeness(asked.of(rows_of), said.of(columns), least=LEAST)
                first, second = rows_of[found.first], columns[found.second]
                fits = claims.first_days[second] > demands.last_days[first]
                fits &= claims.documents[second] != demands.documents[first]
                best.take(first[fits], second[fits], found.score[fits], claims.sentences)
    return best.found(demands.keys)


def _same(demands: Things, asked: Features) -> Iterable[Found]:
    best = _Best(LEAST_SAME, len(demands.keys))
    for rows in demands.topics.values():
        for part in _parts(rows):
            found = likeness(asked.of(part), asked.of(rows), least=LEAST_SAME)
            first, second = part[found.first], rows[found.second]
            fits = demands.documents[first] != demands.documents[second]
            best.take(first[fits], second[fits], found.score[fits], demands.keys)
    return best.found(demands.keys)


def _parts(rows: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    for start in range(0, len(rows), DEMANDS):
        yield rows[start : start + DEMANDS]


class _Best:
    """The `MOST` best of each row, each key once."""

    def __init__(self, least: float, rows: int) -> None:
        self._floor = np.full(rows, least, dtype=np.float32)
        self._best: dict[int, dict[str, float]] = defaultdict(dict)

    def take(
        self, rows: NDArray[np.int64], columns: NDArray[np.int64], scores: NDArray[np.float32], keys: list[str]
    ) -> None:
        """Takes in what is better than what is there; `keys` are those of the columns."""
        better = np.flatnonzero(scores >= self._floor[rows])
        order = better[np.lexsort((columns[better], -scores[better], rows[better]))]
        starts = np.flatnonzero(np.diff(rows[order], prepend=-1))
        for start, end in pairwise([*starts, len(order)] if len(order) else []):
            row = int(rows[order[start]])
            best = self._best[row]
            for place in order[start:end]:
                if len(best) >= MOST and scores[place] < min(best.values()):
                    break
                key = keys[columns[place]]
                best[key] = max(best.get(key, 0.0), float(scores[place]))
                if len(best) > MOST:
                    del best[min(best, key=lambda each: (best[each], each))]
            if len(best) == MOST:
                self._floor[row] = min(best.values())

    def found(self, keys: list[str]) -> Iterator[Found]:
        """All of them, with the keys of the rows."""
        for row, best in self._best.items():
            yield from (Found(keys[row], key, round(score, 3)) for key, score in best.items())


class _Numbers:
    """A number for each document, the same for those that are nearly one text."""

    def __init__(self, alike: Mapping[str, str]) -> None:
        self._alike = alike
        self._numbers: dict[str, int] = {}

    def of(self, document: str) -> int:
        return self._numbers.setdefault(self._alike.get(document, document), len(self._numbers))


def _things(rows: Iterable[Any], numbers: _Numbers) -> Things:
    topics: dict[tuple[str, str], list[int]] = defaultdict(list)
    listed = [tuple(row) for row in rows]
    for n, (*_, safeguards, actors) in enumerate(listed):
        for safeguard in (safeguards or "").split("\x1f"):
            topics["about", safeguard].append(n)
        for actor in (actors or "").split("\x1f"):
            topics["of", actor].append(n)
    days = [span(row[3]) for row in listed]
    return Things(
        [row[0] for row in listed],
        [row[1] for row in listed],
        np.array([numbers.of(row[2]) for row in listed], dtype=np.int64),
        np.array([first for first, _ in days], dtype=np.int64),
        np.array([last for _, last in days], dtype=np.int64),
        [row[4] for row in listed],
        {topic: np.array(of, dtype=np.int64) for topic, of in topics.items() if topic[1]},
    )


#: The last day of what has no date: nothing is known to be later.
NEVER = 10**7


def span(day: str | None) -> tuple[int, int]:
    """The first and the last day that an ISO date of any precision may mean, as ordinals: "2023-05" is all of May."""
    parts = (day or "").split("T")[0].split("-")
    with suppress(ValueError):
        year, month, number = (*(int(part) for part in parts), 0, 0)[:3]
        first = date(year, month or 1, number or 1).toordinal()
        if number:
            return first, first
        after = date(year + (month in (0, 12)), 1 if month in (0, 12) else month + 1, 1)
        return first, after.toordinal() - 1
    return 0, NEVER
