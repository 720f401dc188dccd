"""Return programmes: who runs them, how each safeguard stands in them, who speaks on them, in which documents."""

import json
from collections.abc import Mapping
from typing import Any

from avr_docs.site import demand_lists
from avr_docs.site.database import Row, row, rows
from avr_docs.site.tallies import by_kind, split, tally, years
from avr_docs.site.values import listed

TABLES = (*demand_lists.TABLES, "programmes", "safeguards", "comparisons", "counts")
MOST_SPEAKERS, MOST_DOCUMENTS = 12, 6
PROGRAMME = """
select p.*, h.key as host_key, h.name as host_name, i.key as implementer_key, i.name as implementer_name
from programmes p left join actors h on h.key = p.host left join actors i on i.key = p.implementer
"""
CELLS = """
select c.*, s.name as safeguard_name, s.position from comparisons c join safeguards s on s.id = c.safeguard
where c.programme = :id order by s.position, s.id
"""
DOCUMENTS = """
select id, title, type, date, publisher, sample from documents
where programme = :id and state in ('ok', 'suspect_text') order by date desc, id limit :most
"""
SPEAKERS = "select key, name, role from actors where key in (select value from json_each(:keys))"
COUNTED = "select [key], what, code, n from counts where about = 'programme' and what in ('documents', 'kinds')"
VERDICTS = "select programme, verdict, count(*) as n from comparisons where programme is not null group by 1, 2"


async def table(datasette: Any, name: str) -> list[Row]:
    """Every programme with its facts, the number of its documents and claims, and of safeguards with each verdict."""
    counted: dict[str, dict[str, dict[str, int]]] = {}
    for each in await rows(datasette, name, COUNTED):
        counted.setdefault(each["key"], {}).setdefault(each["what"], {})[each["code"]] = each["n"]
    verdicts: dict[str, dict[str, int]] = {}
    for each in await rows(datasette, name, VERDICTS):
        verdicts.setdefault(each["programme"], {})[each["verdict"] or "open"] = each["n"]
    found = [
        {
            **each,
            "documents": counted.get(each["id"], {}).get("documents", {}).get("", 0),
            "kinds": by_kind(counted.get(each["id"], {}).get("kinds", {})),
            "verdicts": verdicts.get(each["id"], {}),
        }
        for each in await rows(datasette, name, f"{PROGRAMME} order by p.name")
    ]
    return sorted(found, key=lambda each: -each["documents"])


async def find(datasette: Any, name: str, id: str) -> Row | None:
    """One programme; None if there is no such programme."""
    programme = await row(datasette, name, f"{PROGRAMME} where p.id = :id", {"id": id})
    if programme is None:
        return None
    counted = await tally(datasette, name, "programme", id)
    by_year = split(counted["kinds_in"])
    return {
        "programme": {**programme, "others": listed(programme["aliases"])},
        "counted": counted,
        "kinds": by_kind(counted["kinds"]),
        "cells": await rows(datasette, name, CELLS, {"id": id}),
        "documents": await rows(datasette, name, DOCUMENTS, {"id": id, "most": MOST_DOCUMENTS}),
        "speakers": await _speakers(datasette, name, counted["speakers"]),
        "waiting": await demand_lists.oldest(datasette, name, programme=id),
        "years": years(stated=by_year.get("stated", {}), observed=by_year.get("observed", {})),
    }


async def _speakers(datasette: Any, name: str, counted: Mapping[str, int]) -> list[Row]:
    """Those whose claims on the programme are most."""
    keys = list(counted)[:MOST_SPEAKERS]
    found = {each["key"]: each for each in await rows(datasette, name, SPEAKERS, {"keys": json.dumps(keys)})}
    return [{**found[key], "claims": counted[key]} for key in keys if key in found]
