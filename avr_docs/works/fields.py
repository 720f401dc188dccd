"""The row of a work from those of its citations: of each column the value that most of them have, and the fullest."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from avr_docs.works.names import PARTED
from avr_docs.works.plain import words
from avr_docs.works.titles import title

Row = Mapping[str, Any]

#: Columns that `citations` and `works` share.
SHARED = tuple(
    """type author editor title container publisher place issued volume issue pages edition number genre url archive_url
    doi court docket reporter""".split()
)
#: Types that say little: any other that a citation of the same work has is better.
VAGUE = ("", "document", "webpage")


def best(citations: Sequence[tuple[Row, int]]) -> dict[str, str | None]:
    """The columns of a work, from rows of citations, each with how many are word for word like it."""
    found: dict[str, str | None] = {}
    for name in SHARED:
        counts: Counter[str] = Counter()
        for row, times in citations:
            if row[name]:
                counts[row[name]] += times
        found[name] = _choice(name, counts) if counts else None
    return found


def _choice(name: str, counts: Counter[str]) -> str:
    if name == "type":
        return min(counts, key=lambda value: (value in VAGUE, -counts[value], value))
    if name == "issued":
        return _date(counts)
    if name == "title":
        return _title(counts)
    if name in ("author", "editor"):
        return min(
            counts, key=lambda value: ("et al" in value, -counts[value], -value.count(PARTED), -len(value), value)
        )
    return min(counts, key=lambda value: (-counts[value], -len(value), value))


def _date(counts: Counter[str]) -> str:
    """The fullest of the dates that begin with the year of most."""
    years: Counter[str] = Counter()
    for value, times in counts.items():
        years[value[:4]] += times
    year = min(years, key=lambda each: (-years[each], each))
    return min(
        (each for each in counts if each.startswith(year)), key=lambda value: (-len(value), -counts[value], value)
    )


def _title(counts: Counter[str]) -> str:
    """With its subtitle, where some citation has one; written as most do, not in capitals where anybody does not."""
    parted = {value: title(value) for value in counts}
    mains: Counter[tuple[str, ...]] = Counter()
    for value, times in counts.items():
        each = parted[value]
        mains[each.main if each else words(value)] += times
    main = min(mains, key=lambda each: (-mains[each], each))
    variants = [value for value in counts if ((each := parted[value]) and each.main == main) or words(value) == main]

    def order(value: str) -> tuple[Any, ...]:
        each = parted[value]
        return (not (each and each.rest), value.isupper(), -counts[value], -len(value), value)

    return min(variants, key=order)


def signature(row: Row) -> tuple[str, ...]:
    """What citations share that say the same of their work, whatever their capitals and blanks."""
    return tuple(" ".join(str(row[name] or "").split()).casefold() for name in SHARED)


def fullness(row: Row) -> int:
    """How much a citation says of what works are known by."""
    return sum(1 for name in ("title", "issued", "author", "url", "doi", "docket", "number", "container") if row[name])


def cites_a_work(row: Row) -> bool:
    """Whether there is enough to tell one work from others: a title, an address, a number, or author and date."""
    known: Iterable[str] = ("title", "url", "archive_url", "doi", "docket", "reporter")
    return any(row[name] for name in known) or bool(row["author"] and row["issued"])
