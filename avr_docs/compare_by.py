"""The comparison by who says it and by when: the same claims as by programme, counted another way.

No verdict is across programmes: that an agency says something of one is not contradicted by what is seen in another.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from avr_docs import store
from avr_docs.verdicts import EMPTY, Counted, Verdict, verdict
from extract.errors import WITH_TEXT

Cells = dict[tuple[str, ...], Counted]

#: The year of a document; null where it has no date.
YEAR = "nullif(substr(date, 1, 4), '')"
ACTORS = """
insert into comparison_actors (actor, programme, claims, documents)
select s.actor, s.programme, coalesce(t.claims, 0), s.documents
from (select actor, programme, count(distinct document) as documents from claims
  where actor is not null group by 1, 2) s
left join (select cc.actor, c.programme, count(*) as claims from comparison_claims cc join comparisons c
  on c.id = cc.comparison where cc.actor is not null group by 1, 2) t
on t.actor = s.actor and t.programme is s.programme
"""
YEARS = f"""
insert into comparison_years (year, programme, documents)
select {YEAR}, programme, count(*) from documents
where state in ({", ".join(f"'{state}'" for state in sorted(WITH_TEXT))}) group by 1, 2
"""


def fill(db: Database, comparisons: list[dict[str, Any]]) -> None:
    """Fills the tables by actor and by year from the claims and rows of the comparison, which must be there."""
    about = {row["id"]: {"safeguard": row["safeguard"], "programme": row["programme"]} for row in comparisons}
    store.insert(db, "actor_comparisons", list(_by_actor(db, about)))
    store.insert(db, "year_comparisons", list(_by_year(db, about)))
    db.execute(ACTORS)
    db.execute(YEARS)


def counted(db: Database, *keys: str) -> Cells:
    """The claims of the comparison counted for each combination of `keys`, which are columns or expressions."""
    by = ", ".join(keys)
    known = " and ".join(f"{key} is not null" for key in keys)
    places = ", ".join(str(n + 1) for n in range(len(keys)))
    positions: dict[tuple[str, ...], dict[tuple[str, str], int]] = defaultdict(dict)
    sql = (
        f"select {by}, side, position, count(*) from comparison_claims where {known} group by {places}, side, position"
    )
    for *key, side, position, n in db.execute(sql):
        positions[tuple(key)][side, position] = n
    sql = f"select {by}, count(distinct document) from comparison_claims where {known} group by {places}"
    return {tuple(key): Counted(positions[tuple(key)], n) for *key, n in db.execute(sql)}


def beside_others(own: Counted, everybody: Counted) -> Verdict | None:
    """The verdict on what one actor says, given what everybody says of the same safeguard and programme.

    What it states is set beside what others observe; where it states nothing, what it observes beside what others
    state. So nobody confirms or contradicts themselves.
    """
    others = Counted({key: n - own.positions.get(key, 0) for key, n in everybody.positions.items()}, 0)
    if own.side("stated"):
        return verdict(own.held("stated"), others.held("observed"))
    return verdict(others.held("stated"), own.held("observed")) if own.side("observed") else None


def _by_actor(db: Database, about: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    everybody = counted(db, "comparison")
    cells = sorted(counted(db, "actor", "comparison").items())
    for id, ((actor, comparison), own) in enumerate(cells, 1):
        found = beside_others(own, everybody.get((comparison,), EMPTY))
        yield {"id": id, "actor": actor, **about[comparison], "verdict": found, **own.columns()}


def _by_year(db: Database, about: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    cells = sorted(counted(db, f"coalesce({YEAR}, '')", "comparison").items())
    for id, ((year, comparison), cell) in enumerate(cells, 1):
        yield {"id": id, "year": year or None, **about[comparison], "verdict": cell.verdict, **cell.columns()}
