"""One cell of the comparison: the verdict, and page by page the claims on each side with what they rest on."""

from collections import defaultdict
from typing import Any

from datasette.utils.asgi import NotFound

from avr_docs.compare_by import beside_others
from avr_docs.site.comparison import ALL, NONE, SUMS, UNDATED, rests_on, sharpest, wording
from avr_docs.site.comparison_side import PAGE, Chosen, page_of, placed, where
from avr_docs.site.database import Row, row, rows
from avr_docs.verdicts import EMPTY, Counted

#: Programmes whose verdicts are listed.
MOST_PROGRAMMES = 20

COMPARISONS = """
select c.*, coalesce(c.programme, '-') as key, coalesce(p.name, c.programme, 'No programme named') as programme_name
from comparisons c left join programmes p on p.id = c.programme
where c.safeguard = :safeguard and (:programme = '*' or coalesce(c.programme, '-') = :programme)
"""
COUNTED = """
select cc.comparison, cc.side, cc.position as position, count(*) as n
from comparison_claims cc where {where} group by 1, 2, 3
"""
IN_YEARS = f"""
select coalesce(c.programme, '-') as key, {SUMS} from year_comparisons c
where c.safeguard = :safeguard and case when :first = '{UNDATED}' then c.year is null
  else c.year >= :first and (:last = '' or c.year <= :last) end
group by c.programme
"""
DOCUMENTS = "select count(distinct cc.document) as n from comparison_claims cc where {where}"
CITES = """
select 1 from comparison_claims cc join claim_citations x on x.claim = cc.claim
where cc.comparison = :comparison limit 1
"""


async def stored(datasette: Any, name: str, chosen: Chosen) -> str | None:
    """The id of the row of the comparison; "" for all programmes, None if there is no such row."""
    values = {"safeguard": chosen.safeguard, "programme": chosen.programme}
    found = await row(datasette, name, COMPARISONS, values)
    return None if found is None else "" if chosen.programme == ALL else str(found["id"])


async def cell(datasette: Any, name: str, chosen: Chosen) -> Row | None:
    """The verdict with a page of claims on each side; None if there is no such safeguard, programme or actor.

    Raises NotFound while there is no comparison at all, as when a build is under way: nothing is silent then.
    """
    known = await row(datasette, name, "select * from safeguards where id = :id", {"id": chosen.safeguard})
    about = await row(datasette, name, "select * from programmes where id = :id", {"id": chosen.programme})
    actor = await row(datasette, name, "select * from actors where key = :key", {"key": chosen.actor})
    if known is None or (about is None and chosen.programme not in (NONE, ALL)) or (chosen.actor and actor is None):
        return None
    chosen = await placed(datasette, name, chosen)
    values = {"safeguard": chosen.safeguard, "programme": chosen.programme}
    compared = {each["id"]: each for each in await rows(datasette, name, COMPARISONS, values)}
    if not compared and await row(datasette, name, "select 1 from comparisons limit 1") is None:
        raise NotFound("The comparison is not made: a build is under way, or was ended before. Try again later.")
    one = None if chosen.programme == ALL else next(iter(compared), None)
    cells = await _cells(datasette, name, chosen, compared, one)
    everybody = await _everybody(datasette, name, chosen, compared, one) if chosen.actor else {}
    verdicts = _verdicts(chosen, compared, cells, everybody)
    verdict, times = sharpest(verdicts.values())
    read = (await rests_on(datasette, name))["read"]
    documents_read = _documents_read(compared.get(one or ""), read)
    if verdict == "silent" and not documents_read:
        verdict = "unknown"
    return {
        "safeguard": known,
        "programme": about,
        "speaker": actor,  # `actor` is in every template of Datasette's: who is signed in
        "chosen": chosen,
        "verdict": verdict,
        "times": times,
        "words_for": wording(verdict, ((verdicts[id], cells[id]) for id in verdicts)) if chosen.actor else "verdict",
        "programmes": [(compared[id], verdicts[id], cells[id]) for id in verdicts][:MOST_PROGRAMMES],
        "programmes_in_all": len(verdicts),
        "documents": await _documents(datasette, name, chosen, cells, one),
        "cell": compared.get(one or ""),
        "read": documents_read,
        "sides": await _sides(datasette, name, chosen, compared.get(one or ""), cells, everybody),
        "page_size": PAGE,
        "cites": one is not None and await row(datasette, name, CITES, {"comparison": one}) is not None,
    }


def _documents_read(stored: Row | None, read: int) -> int:
    """Documents read for the programme, or in all where that is not known."""
    if stored is not None and stored["documents_read"] is not None:
        return int(stored["documents_read"])
    return read


async def _cells(datasette: Any, name: str, chosen: Chosen, compared: Row, one: str | None) -> dict[str, Counted]:
    """The counts of each programme that has any."""
    if chosen.actor and compared:
        found = await _counted(datasette, name, *where(chosen, one))
    else:
        found = await _everybody(datasette, name, chosen, compared, one)
    return {id: each for id, each in found.items() if any(each.positions.values()) and id in compared}


async def _counted(datasette: Any, name: str, condition: str, values: Row) -> dict[str, Counted]:
    positions: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for each in await rows(datasette, name, COUNTED.format(where=condition), values):
        positions[each["comparison"]][each["side"], each["position"]] = each["n"]
    return {id: Counted(each, 0) for id, each in positions.items()}


async def _everybody(datasette: Any, name: str, chosen: Chosen, compared: Row, one: str | None) -> dict[str, Counted]:
    """What is said in each programme, by whomever, in the span that is asked for; of whole years as it is stored."""
    if not (chosen.first or chosen.last):
        return {id: Counted.of(each) for id, each in compared.items()}
    if all(each in ("", UNDATED) or len(each) == len("2024") for each in (chosen.first, chosen.last)):
        values = {"safeguard": chosen.safeguard, "first": chosen.first, "last": chosen.last}
        found = {each["key"]: Counted.of(each) for each in await rows(datasette, name, IN_YEARS, values)}
        return {id: found[each["key"]] for id, each in compared.items() if each["key"] in found}
    return await _counted(datasette, name, *where(chosen, one, everybody=True)) if compared else {}


def _verdicts(
    chosen: Chosen, compared: Row, cells: dict[str, Counted], everybody: dict[str, Counted]
) -> dict[str, str | None]:
    """The verdict of each programme in `cells`, most claims first; an actor's words are set beside those of others."""
    ids = _sorted(compared, cells)
    if chosen.actor:
        return {id: beside_others(cells[id], everybody.get(id, EMPTY)) for id in ids}
    return {id: cells[id].verdict if chosen.narrowed else compared[id]["verdict"] for id in ids}


async def _sides(
    datasette: Any,
    name: str,
    chosen: Chosen,
    stored: Row | None,
    cells: dict[str, Counted],
    everybody: dict[str, Counted],
) -> dict[str, Row]:
    """Both columns, and those of norms and demands if there are any.

    Where an actor has nothing to say in one of both columns, it holds what others say of the same programmes, since the
    verdict rests on it.
    """
    counted = sum(cells.values(), EMPTY)
    of_others = sum((everybody[id] for id in cells if id in everybody), EMPTY)
    found = {}
    for side, other in (("stated", "observed"), ("observed", "stated"), ("required", ""), ("demanded", "")):
        if other and chosen.actor and counted.side(other) and not counted.side(side):
            found[side] = await page_of(datasette, name, chosen, side, of_others, stored=stored, others=tuple(cells))
        elif other or counted.side(side):
            found[side] = await page_of(datasette, name, chosen, side, counted, stored=stored)
    return found


def _sorted(compared: Row, cells: dict[str, Counted]) -> list[str]:
    return sorted(cells, key=lambda id: (-sum(cells[id].positions.values()), compared[id]["programme_name"]))


async def _documents(datasette: Any, name: str, chosen: Chosen, cells: dict[str, Counted], one: str | None) -> int:
    """In how many documents the claims stand, which is stored for some cells."""
    if not cells or all(each.documents for each in cells.values()):
        return sum(each.documents for each in cells.values())
    condition, values = where(chosen, one)
    found = await row(datasette, name, DOCUMENTS.format(where=condition), values)
    return int(found["n"]) if found else 0
