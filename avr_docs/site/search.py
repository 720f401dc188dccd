"""What the search page shows: the results, how many there are, the choices that would narrow them, and who speaks."""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from avr_docs.search_items import INCLUDED
from avr_docs.site import search_choices, search_matches
from avr_docs.site.database import Row, rows, run
from avr_docs.site.search_asked import Asked
from avr_docs.site.search_matches import BOUND, Matches
from avr_docs.site.search_results import whole
from avr_docs.site.sources import short_forms
from avr_docs.words import WORDS, day, say

#: So many of the choices of a filter are shown: those with most results.
MOST_CHOICES = 12
#: What filters are called, in the order in which they are shown, with the group of words for their codes.
FILTERS = {
    "sort": ("What was found", "found"),
    "kind": ("Kind of claim", "kind"),
    "safeguard": ("Safeguard", None),
    "status": ("What is said of the safeguard", "status"),
    "role": ("Who says it", "role"),
    "actor": ("Speaker", None),
    "programme": ("Programme", None),
    "type": ("Type of document", "type"),
    "year": ("Year", None),
}
SORTS = {name: f"{word.name}s" for name, word in WORDS["found"].items()} | {"work": "Works cited"}
NAMES = {
    "safeguard": "select id, name from safeguards where id in (select value from json_each(:ids))",
    "programme": "select id, name from programmes where id in (select value from json_each(:ids))",
    "actor": "select key as id, name from actors where key in (select value from json_each(:ids))",
}
#: Actors with the most claims of those whose names fit best.
SPEAKERS = """
select * from (
  select a.key, a.name, a.role,
    (select count(*) from (select 1 from claims c where c.actor = a.key limit 10001)) as claims
  from (select rowid from actors_fts where actors_fts match :match order by rank limit 20) f
  join actors a on a.rowid = f.rowid)
where claims > 0 order by claims desc, name limit 5
"""
#: Documents that hold all of the words, though no sentence of theirs does.
HOLDING = """
select d.id as document, d.title, d.type, d.date, d.publisher from documents_fts f join documents d on d.rowid = f.rowid
where documents_fts match :match order by f.rank limit 5
"""


class Choice(NamedTuple):
    """A value of a filter: how many of the results have it, and the address of these alone."""

    value: str
    name: str
    n: int
    address: str
    chosen: bool


class Filter(NamedTuple):
    """A filter with its choices; `without` is the address without it where it is on."""

    field: str
    title: str
    choices: list[Choice]
    without: str | None


class Chip(NamedTuple):
    """A filter that is on, in words, and the address without it."""

    title: str
    name: str
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The page of results asked for, with all that stands around it."""

    matches: Matches
    results: list[Row]
    filters: list[Filter]
    chips: list[Chip]
    speakers: list[Row]
    holding: list[Row]


async def find(datasette: Any, name: str, asked: Asked) -> Found:
    """The page of results asked for. With no words, all that the filters leave, newest first."""
    newest = await run(datasette, name, partial(search_matches.newest, asked=asked, most=BOUND + 1))
    counting = [
        run(
            datasette,
            name,
            partial(search_choices.counted, asked=other, filters=filters, found=newest if other is asked else None),
        )
        for other, filters in search_choices.others(asked)
    ]
    matches, counts = await asyncio.gather(
        run(datasette, name, partial(search_matches.page, asked=asked, found=newest)), asyncio.gather(*counting)
    )
    results = await whole(datasette, name, matches.numbers, asked.match if asked.of_words else None)
    notes = await short_forms(datasette, name, (each["document"] for each in results if each["sort"] == "note"))
    merged = {field: of_it for each in counts for field, of_it in each.items()}
    names = await _names(datasette, name, asked, merged)
    return Found(
        matches=matches,
        results=[{**each, "short": notes.get(each["ref"], []) if each["sort"] == "note" else []} for each in results],
        filters=[_filter(field, merged.get(field, Counter()), asked, names) for field in FILTERS],
        chips=_chips(asked, names),
        speakers=await _matching(datasette, name, SPEAKERS, asked) if asked.page == 1 and not asked.actor else [],
        holding=await _matching(datasette, name, HOLDING, asked) if not (results or asked.narrowed) else [],
    )


async def _matching(datasette: Any, name: str, sql: str, asked: Asked) -> list[Row]:
    return await rows(datasette, name, sql, {"match": asked.of_words}) if asked.of_words else []


async def _names(datasette: Any, name: str, asked: Asked, counts: search_choices.Counts) -> dict[str, dict[str, str]]:
    """The names of safeguards, programmes and actors that are shown."""
    found = {}
    for field, sql in NAMES.items():
        ids = [value for value, _ in counts.get(field, Counter()).most_common(MOST_CHOICES)]
        ids += [chosen] if (chosen := getattr(asked, field)) else []
        named = await rows(datasette, name, sql, {"ids": json.dumps(ids)}) if ids else []
        found[field] = {each["id"]: each["name"] or each["id"] for each in named}
    return found


def _filter(field: str, counts: Counter[str], asked: Asked, names: dict[str, dict[str, str]]) -> Filter:
    title, group = FILTERS[field]
    fields = ("since", "until") if field == "year" else (field,)
    on = any(getattr(asked, each) for each in fields)
    shown = dict(counts.most_common(MOST_CHOICES))
    for each in fields:
        if on and field != "year":
            shown.setdefault(getattr(asked, each), 0)
    order = _order(field, group)
    choices = [
        Choice(
            value=value,
            name=_name(field, value, names),
            n=shown[value],
            address=asked.address(**dict.fromkeys(fields, value)),
            chosen=all(getattr(asked, each) == value for each in fields),
        )
        for value in sorted(shown, key=lambda value: order.get(value, len(order)))
    ]
    if field == "year":
        choices.sort(key=lambda choice: choice.value, reverse=True)
    return Filter(field, title, choices, asked.address(**dict.fromkeys(fields, "")) if on else None)


def _order(field: str, group: str | None) -> dict[str, int]:
    """The order in which codes are shown everywhere; what has no code is shown by number."""
    codes = list(INCLUDED) if field == "sort" else list(WORDS[group]) if group else []
    return {code: n for n, code in enumerate(codes)}


def _name(field: str, value: str, names: dict[str, dict[str, str]]) -> str:
    if field == "sort":
        return SORTS[value]
    group = FILTERS[field][1] if field in FILTERS else None
    return say(group, value) if group else names.get(field, {}).get(value, value)


def _chips(asked: Asked, names: dict[str, dict[str, str]]) -> list[Chip]:
    titles = {"since": "From", "until": "To"}
    return [
        Chip(
            title=titles.get(field) or FILTERS[field][0],
            name=day(value) if field in titles else _name(field, value, names),
            without=asked.address(**{field: ""}),
        )
        for field in asked.narrowed
        if (value := getattr(asked, field))
    ]
