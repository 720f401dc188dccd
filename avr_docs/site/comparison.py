"""Stated against observed as a table: safeguards by programme, by who says it, or by period."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from avr_docs.site.database import Row, row, rows
from avr_docs.site.values import compare_path
from avr_docs.verdicts import EMPTY, SHARPEST, Counted

#: Columns that fit beside each other; more are on further pages.
COLUMNS = 6
#: Years that a column can hold; the first that needs one page alone is taken where none is asked for.
SPANS = (1, 2, 3, 5, 10, 20, 50, 100)
#: What can stand for a programme in an address: claims of no programme, claims of all.
NONE, ALL = "-", "*"
#: What stands for the years of documents without a date.
UNDATED = "-"

#: No claim has a higher number.
LAST = 2**62
NEWEST = "select n from comparison_claims where date <= :last order by date desc, n limit 1"
OLDEST = "select n from comparison_claims where date >= :first order by date, n desc limit 1"

SUMS = ", ".join(
    f"sum(c.{name}) as {name}"
    for name in (
        *("stated", "stated_in_place", "stated_absent", "observed", "observed_in_place", "observed_absent"),
        *("observed_unclear", "required", "demanded", "documents"),
    )
)
OF_PROGRAMME = "(:programme = '' or coalesce(c.programme, '-') = :programme)"
READ = """
select count(*) as n, (select max(finished) from runs) as finished from documents where state in ('ok', 'suspect_text')
"""
PROGRAMMES = """
select coalesce(c.programme, '-') as key, coalesce(p.name, c.programme, 'No programme named') as name,
  max(coalesce(c.documents_read, 0)) as documents,
  max(coalesce(c.documents_read, 0)) + sum(coalesce(c.documents, 0)) as read
from comparisons c left join programmes p on p.id = c.programme
group by c.programme order by c.programme is null, read desc, name
"""
ACTORS = f"""
select c.actor as key, coalesce(a.name, c.actor) as name, a.role, sum(c.claims) as claims, sum(c.documents) as documents
from comparison_actors c left join actors a on a.key = c.actor
where {OF_PROGRAMME} and c.claims > 0 group by c.actor order by claims desc, name, key limit :limit offset :offset
"""
ACTORS_COUNTED = f"""
select count(distinct c.actor) as n from comparison_actors c where {OF_PROGRAMME} and c.claims > 0
"""
YEARS = f"select year, sum(documents) as documents from comparison_years c where {OF_PROGRAMME} group by year"
BY_PROGRAMME = """
select coalesce(c.programme, '-') as key, c.* from comparisons c
where coalesce(c.programme, '-') in (select value from json_each(:keys))
"""
BY_ACTOR = f"""
select c.actor as key, c.* from actor_comparisons c
where c.actor in (select value from json_each(:keys)) and {OF_PROGRAMME}
"""
#: Years put together column by column, so that a verdict is on all that is said in a span.
SPAN = "cast(c.year as integer) / :span * :span"
BY_PERIOD = f"""
select coalesce(printf('%04d-%04d', {SPAN}, {SPAN} + :span - 1), '') as key, c.safeguard, c.programme, {SUMS}
from year_comparisons c where {OF_PROGRAMME} group by 1, 2, 3
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The table that is asked for: `by` programme, actor or period; of one programme alone, or of all where empty."""

    by: str = "programme"
    programme: str = ""
    span: int = 0
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a column is for: its key and name, how many documents were read for it, and for an actor its role."""

    key: str
    name: str
    documents: int
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What is tagged on one safeguard in one column, and where its sentences are.

    `verdict` is the sharpest of those by programme, as none goes across programmes; it holds in `times` of them. It is
    "open" where only norms and demands were tagged, "silent" where documents were read and nothing was tagged, and
    "unknown" where no document was read. `words` is the group of words for it. Roots are known by programme alone.
    """

    verdict: str
    counted: Counted
    read: int
    path: str
    times: int = 1
    programmes: int = 1
    roots: dict[str, int | None]
    words: str = "verdict"

    @property
    def said(self) -> bool:
        """True if there is any claim."""
        return any(self.counted.positions.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of one page, how many there are on all; years in a column; programmes that nothing was read of."""

    shown: list[Column]
    total: int
    span: int = 0
    unread: tuple[str, ...] = ()


async def table(datasette: Any, name: str, asked: Asked, *, only: str = "") -> Row:
    """The safeguards in the order of the coding scheme, each with its cells for the columns of the page asked for.

    `only` is the key of the one column that is wanted.
    """
    columns = await COLUMNS_BY[asked.by](datasette, name, asked, only)
    keys = json.dumps([each.key for each in columns.shown])
    values = {"programme": asked.programme, "keys": keys, "span": columns.span}
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for each in await rows(datasette, name, CELLS_BY[asked.by], values):
        found[each["key"], each["safeguard"]].append(each)
    safeguards = await rows(datasette, name, "select * from safeguards order by position is null, position, id")
    return {
        "asked": asked,
        "columns": columns,
        "pages": -(-columns.total // COLUMNS),
        "lines": [
            (each, [(one, _cell(asked, each["id"], one, found[one.key, each["id"]])) for one in columns.shown])
            for each in safeguards
        ],
        **await rests_on(datasette, name),
        "made": await row(datasette, name, "select 1 from comparisons limit 1") is not None,
    }


async def rests_on(datasette: Any, name: str) -> Row:
    """How many documents were `read`, and when the last build was `finished`: what every picture says of itself."""
    found = await row(datasette, name, READ)
    return {"read": found["n"] if found else 0, "finished": found["finished"] if found else None}


async def span(datasette: Any, name: str, first: str, last: str) -> tuple[int, int]:
    """The lowest and highest number in the order of reading of claims between two dates, both within; none: (0, -1).

    The numbers go by date, so that claims of a span are found by the same indexes as all of them. A date may be a year,
    a month or a day, or empty; `first` may be UNDATED.
    """
    if first == UNDATED:
        found = await row(datasette, name, "select min(n) as n from comparison_claims where date is null")
        return (0, -1) if found is None or found["n"] is None else (found["n"], LAST)
    newest = await row(datasette, name, NEWEST, {"last": f"{last}~" if last else "~"})  # 2021-12-31 is before "2021~"
    oldest = await row(datasette, name, OLDEST, {"first": first})
    return (newest["n"], oldest["n"]) if newest and oldest else (0, -1)


def sharpest(verdicts: Iterable[str | None]) -> tuple[str, int]:
    """The verdict to tell of several, and how many of them it is; "silent" of none."""
    found = Counter("open" if each is None else each for each in verdicts)
    order: list[str] = [each or "open" for each in SHARPEST]
    first = min(found, key=order.index, default="silent")
    return first, found[first]


def wording(verdict: str, found: Iterable[tuple[str | None, Counted]]) -> str:
    """The group of words for a verdict of an actor's: "observer" where it holds only of what the actor observes.

    Who reports a lack contradicts what is stated, and is not contradicted; the word must not say so of them.
    """
    holds = [counted for each, counted in found if each == verdict]
    return "observer" if holds and not any(each.side("stated") for each in holds) else "verdict"


def _cell(asked: Asked, safeguard: str, column: Column, found: list[Row]) -> Cell:
    verdicts = [each["verdict"] if "verdict" in each else Counted.of(each).verdict for each in found]
    counted = sum(map(Counted.of, found), EMPTY)
    said = any(counted.positions.values())
    verdict, times = sharpest(each for each in verdicts if each != "silent")
    # A programme is compared by itself, whatever documents say that name none.
    read = found[0].get("documents_read") if asked.by == "programme" and found else column.documents
    return Cell(
        verdict=verdict if said else "silent" if read else "unknown",
        counted=counted,
        read=read or 0,
        path=_path(asked, safeguard, column),
        times=times,
        programmes=len(found),
        words=wording(verdict, zip(verdicts, map(Counted.of, found), strict=True))
        if asked.by == "actor"
        else "verdict",
        roots={side: found[0].get(f"{side}_roots") for side in ("stated", "observed")} if len(found) == 1 else {},
    )


def _path(asked: Asked, safeguard: str, column: Column) -> str:
    programme = asked.programme or ALL
    if asked.by == "programme":
        return compare_path(safeguard, column.key)
    if asked.by == "actor":
        return compare_path(safeguard, programme, actor=column.key)
    first, _, last = column.key.partition("-")
    return compare_path(safeguard, programme, first=first or UNDATED, last=last)


async def _programmes(datasette: Any, name: str, asked: Asked, only: str) -> Columns:
    found = [each for each in await rows(datasette, name, PROGRAMMES) if not only or each["key"] == only]
    read = [
        Column(key=each["key"], name=each["name"], documents=each["documents"])
        for each in found
        if each["read"] or only
    ]
    unread = tuple(each["name"] for each in found if not each["read"] and each["key"] != NONE)
    return Columns(shown=read[COLUMNS * (asked.page - 1) : COLUMNS * asked.page], total=len(read), unread=unread)


async def _actors(datasette: Any, name: str, asked: Asked, only: str) -> Columns:
    values = {"programme": asked.programme, "limit": COLUMNS, "offset": COLUMNS * (asked.page - 1)}
    found = await rows(datasette, name, ACTORS, values)
    total = await row(datasette, name, ACTORS_COUNTED, values)
    fields = ("key", "name", "documents", "role")
    return Columns(
        shown=[Column(**{field: each[field] for field in fields}) for each in found], total=total["n"] if total else 0
    )


async def _periods(datasette: Any, name: str, asked: Asked, only: str) -> Columns:
    """Spans of years in the order of time, without a gap; the newest are on the first page."""
    counted = await rows(datasette, name, YEARS, {"programme": asked.programme})
    undated = sum(each["documents"] for each in counted if not each["year"])
    found = {int(each["year"]): each["documents"] for each in counted if (each["year"] or "").isdecimal()}
    columns = []
    span = asked.span or next((each for each in SPANS if _spans(found, each) + bool(undated) <= COLUMNS), SPANS[-1])
    for start in range(min(found) // span * span, max(found) + 1, span) if found else ():
        end = start + span - 1
        read = sum(n for year, n in found.items() if start <= year <= end)
        columns.append(
            Column(key=f"{start:04}-{end:04}", name=str(start) if span == 1 else f"{start}–{end}", documents=read)
        )
    columns += [Column(key="", name="No date", documents=undated)] if undated else []
    end = max(0, len(columns) - COLUMNS * (asked.page - 1))
    return Columns(shown=columns[max(0, end - COLUMNS) : end], total=len(columns), span=span)


def _spans(years: Collection[int], span: int) -> int:
    return max(years) // span - min(years) // span + 1 if years else 0


COLUMNS_BY = {"programme": _programmes, "actor": _actors, "period": _periods}
CELLS_BY = {"programme": BY_PROGRAMME, "actor": BY_ACTOR, "period": BY_PERIOD}
