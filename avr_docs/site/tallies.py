"""What was counted when the build ended, for pages that say how many there are."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from avr_docs.site.database import Row, rows
from avr_docs.words import KINDS

Tally = Mapping[str, Mapping[str, int]]

COUNTED = "select what, code, n from counts where about = :about and [key] = :key order by what, n desc, code"


async def tally(datasette: Any, name: str, about: str, key: str = "") -> Tally:
    """The numbers of one actor, programme or safeguard, or of the collection: by what is counted and for which code.

    What was not counted is 0, as before the first build has ended.
    """
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for each in await rows(datasette, name, COUNTED, {"about": about, "key": key}):
        found[each["what"]][each["code"]] = each["n"]
    return found


def by_kind(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    """Kinds of claims with their numbers, in the order of the scheme; kinds without any are left out."""
    return [(kind, counted[kind]) for kind in KINDS if counted.get(kind)]


def split(counted: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Numbers under codes of two parts, such as "stated.2021", by the first part and then the second."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for code, n in counted.items():
        first, _, second = code.rpartition(".")
        found[first][second] = n
    return found


#: The picture of numbers by year, in units of its own: its size, the most room of a year, and what a year's name takes.
WIDTH, HEIGHT, WIDEST, NAMED = 320, 64, 48, 40
MOST_YEARS = 40


def years(**series: Mapping[str, int]) -> Row | None:
    """Bars for the numbers of several series in each year from the first to the last; None if there is no year.

    Years that are none, as a misread date gives them, are left out, and of a long time the last years are shown.
    """
    known = sorted({int(year) for each in series.values() for year in each if year.isdigit() and len(year) == 4})
    if not known:
        return None
    shown = range(max(known[0], known[-1] - MOST_YEARS + 1), known[-1] + 1)
    most = max(each.get(str(year), 0) for each in series.values() for year in shown)
    room = min(WIDEST, WIDTH / len(shown))
    wide = room * 0.8 / len(series)
    named = -(-NAMED // int(room))  # every second year, or fifth, where there is no room for all
    columns = [
        {
            "year": year,
            "middle": round(room * (i + 0.5), 1),
            "named": (len(shown) - 1 - i) % named == 0,
            "bars": [
                {
                    "name": name,
                    "n": each.get(str(year), 0),
                    "x": round(room * (i + 0.1) + wide * place, 1),
                    "height": round(HEIGHT * each.get(str(year), 0) / most, 1),
                }
                for place, (name, each) in enumerate(series.items())
            ],
        }
        for i, year in enumerate(shown)
    ]
    size = {"width": WIDTH, "height": HEIGHT, "wide": round(wide * 0.94, 1)}
    return {"columns": columns, "names": list(series), "most": most, **size}
