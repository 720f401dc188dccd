"""Statements against reports in time: how many claims on a safeguard are in documents of each year or month."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from avr_docs.site.comparison import ALL, OF_PROGRAMME, SUMS, UNDATED, span
from avr_docs.site.database import Row, row, rows
from avr_docs.site.values import compare_path
from avr_docs.verdicts import EMPTY, Counted
from avr_docs.words import MONTHS, day

HEIGHT = 360
#: The one that is shown if none is asked for: where words and reports part, and most is said.
FIRST = f"""
select c.safeguard as id from comparisons c where {OF_PROGRAMME} and c.verdict is not 'silent'
order by case c.verdict when 'contradicted' then 0 when 'inconsistent' then 1 when 'disputed' then 2 else 3 end,
  coalesce(c.stated, 0) + coalesce(c.observed, 0) desc limit 1
"""
BY_YEAR = f"""
select c.year as time, {SUMS} from year_comparisons c where c.safeguard = :safeguard and {OF_PROGRAMME} group by c.year
"""
BY_MONTH = """
select substr(cc.date, 1, 7) as time, cc.side, cc.position, count(*) as n from comparison_claims cc
where cc.safeguard = :safeguard and cc.side in ('stated', 'observed') and cc.n between :newest and :oldest
  and (:comparison = '' or cc.comparison = :comparison)
group by 1, 2, 3
"""
COMPARISON = "select c.id from comparisons c where c.safeguard = :safeguard and coalesce(c.programme, '-') = :programme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A year or month: `key` as in an ISO date, its name, its claims, and where they are."""

    key: str
    name: str
    counted: Counted
    path: str


async def line(datasette: Any, name: str, *, safeguard: str, programme: str, year: str) -> Row:
    """Period by period without a gap: the months of `year`, or all years where it is empty.

    `dateless` are the claims that no mark can be set for: of documents without a date, or of no month. Where no
    `safeguard` is asked for, the one that most is to be seen of.
    """
    values = {"safeguard": safeguard, "programme": programme, "year": year}
    chosen = safeguard or (await row(datasette, name, FIRST, values) or {}).get("id")
    known = await row(datasette, name, "select * from safeguards where id = :id", {"id": chosen})
    about = await row(datasette, name, "select * from programmes where id = :id", {"id": programme})
    if known is None:
        return {"safeguard": None, "programme": about, "periods": [], "dateless": None, "year": year}
    values["safeguard"] = known["id"]
    counted = await (_months if year else _years)(datasette, name, values)
    dateless = counted.pop("", EMPTY)

    def period(key: str, label: str) -> Period:
        path = compare_path(known["id"], programme or ALL, first=key, last=key)
        return Period(key=key, name=label, counted=counted.get(key, EMPTY), path=path)

    if year:
        periods = [period(f"{year}-{month:02}", MONTHS[month][:3]) for month in range(1, 13)]
    else:
        found = [int(key) for key in counted if key.isdecimal()]
        periods = [period(f"{each:04}", str(each)) for each in range(min(found), max(found) + 1)] if found else []
    return {
        "safeguard": known,
        "programme": about,
        "chosen": programme,
        "year": year,
        "periods": periods,
        "dateless": dateless,
        "dateless_path": None if year else compare_path(known["id"], programme or ALL, first=UNDATED),
        "height": HEIGHT,
    }


async def _years(datasette: Any, name: str, values: Row) -> dict[str, Counted]:
    return {each["time"] or "": Counted.of(each) for each in await rows(datasette, name, BY_YEAR, values)}


async def _months(datasette: Any, name: str, values: Row) -> dict[str, Counted]:
    """The months of a year; under "" what is dated by the year alone."""
    one = await row(datasette, name, COMPARISON, values) if values["programme"] else None
    positions: dict[str, dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
    newest, oldest = await span(datasette, name, values["year"], values["year"])
    values = {**values, "comparison": one["id"] if one else "", "newest": newest, "oldest": oldest}
    for each in await rows(datasette, name, BY_MONTH, values):
        month = each["time"] if len(each["time"]) == len("2024-05") else ""
        positions[month][each["side"], each["position"]] += each["n"]
    return {month: Counted(each, 0) for month, each in positions.items()}


def as_json(found: Row, path: Any) -> Row:
    """What the script draws: for each period the claims by what they say; `path` makes addresses of paths."""
    title = _title(found)
    return {
        "form": "time",
        "title": title,
        "alt": f"{title}. Claims stated above the line, observed below it. The table gives every number.",
        "height": HEIGHT,
        "periods": [
            {
                "name": each.name,
                "path": path(each.path),
                **{
                    side: {
                        position: each.counted.side(side, position) for position in ("in_place", "absent", "unclear")
                    }
                    for side in ("stated", "observed")
                },
                "told": {side: f"{day(each.key)}: {each.counted.side(side)} {side}" for side in ("stated", "observed")},
            }
            for each in found["periods"]
        ],
    }


def _title(found: Row) -> str:
    safeguard = found["safeguard"]["name"] or found["safeguard"]["id"] if found["safeguard"] else ""
    return f"{safeguard}: statements against reports{', ' + found['year'] if found['year'] else ''}"
