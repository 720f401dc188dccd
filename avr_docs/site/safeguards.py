"""Safeguards: what each covers, how it stands in every programme, and what is said about it."""

import json
from typing import Any

from avr_docs.site import demand_lists, quoted, standing
from avr_docs.site.database import Row, row, rows
from avr_docs.site.tallies import by_kind, split, tally, years
from avr_docs.words import KINDS

TABLES = (*quoted.TABLES, *demand_lists.TABLES, "safeguards", "programmes", "comparisons", "counts", "link_checks")
MOST_PAGES = 100
CELLS = """
select c.*, p.name as programme_name from comparisons c left join programmes p on p.id = c.programme
where c.safeguard = :id and (c.programme is null or coalesce(c.documents_read, 0) > 0 or c.documents > 0)
order by c.programme is null, p.name
"""
SAID = """
select cs.claim, (select c.sentence from claims c where c.id = cs.claim) as sentence from claim_safeguards cs
where cs.safeguard = :id and cs.kind = :kind order by cs.date desc, cs.claim limit :limit offset :offset
"""
NORMS = f"""
select w.*, {standing.CHECK} from works w left join {standing.CHECKED}
where w.key in (select value from json_each(:keys))
"""
MOST_NORMS = 6


async def table(datasette: Any, name: str) -> list[Row]:
    """Every safeguard in the order of the scheme, with the number of claims of each kind and the verdicts."""
    found = await rows(datasette, name, "select * from safeguards order by position, id")
    sql = "select [key], code, n from counts where about = 'safeguard' and what = 'kinds'"
    counted: dict[str, Row] = {}
    for each in await rows(datasette, name, sql):
        counted.setdefault(each["key"], {})[each["code"]] = each["n"]
    verdicts: dict[str, list[Row]] = {}
    for each in await rows(datasette, name, VERDICTS):
        verdicts.setdefault(each["safeguard"], []).append(each)
    return [
        {**each, "kinds": by_kind(counted.get(each["id"], {})), "verdicts": verdicts.get(each["id"], [])}
        for each in found
    ]


VERDICTS = """
select c.safeguard, c.programme, c.verdict, p.name as programme_name from comparisons c
join programmes p on p.id = c.programme where c.verdict <> 'silent' order by p.name
"""


async def find(datasette: Any, name: str, id: str, *, kind: str = "", page: int = 1) -> Row | None:
    """One safeguard with a page of the sentences about it, of one kind of claim; None if there is no such safeguard."""
    safeguard = await row(datasette, name, "select * from safeguards where id = :id", {"id": id})
    if safeguard is None:
        return None
    counted = await tally(datasette, name, "safeguard", id)
    kinds = by_kind(counted["kinds"])
    kind = kind or next((each for each in ("observed", *KINDS) if counted["kinds"][each]), KINDS[0])
    total = counted["kinds"][kind]
    values = {"id": id, "kind": kind, "limit": quoted.PAGE, "offset": quoted.PAGE * (page - 1)}
    places = await rows(datasette, name, SAID, values)
    said = {each["claim"] for each in places}
    by_year = split(counted["kinds_in"])
    return {
        "safeguard": safeguard,
        "cells": await rows(datasette, name, CELLS, {"id": id}),
        "kinds": kinds,
        "kind": kind,
        "sentences": await quoted.quoted(datasette, name, (each["sentence"] for each in places), only=said),
        "total": total,
        "pages": min(MOST_PAGES, -(-total // quoted.PAGE)),
        "years": years(stated=by_year.get("stated", {}), observed=by_year.get("observed", {})),
        "norms": await _norms(datasette, name, counted["norms"]),
        "waiting": await demand_lists.on_safeguard(datasette, name, id),
    }


async def _norms(datasette: Any, name: str, counted: Any) -> list[Row]:
    """The works that most claims on what is required cite, with how they stand."""
    keys = list(counted)[:MOST_NORMS]
    found = {each["key"]: each for each in await rows(datasette, name, NORMS, {"keys": json.dumps(keys)})}
    return [{**standing.stood(found[key]), "claims": counted[key]} for key in keys if key in found]
