"""The routes of the comparison: its table, one cell of it, and both as files."""

import re
from typing import Any

from datasette.utils.asgi import BadRequest, NotFound

from avr_docs.site import comparison, comparison_cell, comparison_files
from avr_docs.site.answering import answer, from_path, number
from avr_docs.site.comparison import NONE, UNDATED
from avr_docs.site.comparison_side import POSITIONS, Chosen
from avr_docs.site.database import name_for, row
from avr_docs.words import SIDES

#: Tables behind the page; a visitor who may not see one of them does not see the page.
OF_COMPARE = (
    *("comparisons", "comparison_claims", "claims", "sentences", "documents", "safeguards", "programmes", "actors"),
    *("comparison_actors", "comparison_years", "actor_comparisons", "year_comparisons", "runs"),
)
OF_CELL = (
    *OF_COMPARE,
    "notes",
    "claim_notes",
    "citations",
    "claim_citations",
    "claim_roots",
    "comparison_roots",
    "works",
)
#: A year, a month or a day.
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


async def compare_page(request: Any, datasette: Any) -> Any:
    """Stated against observed, for every safeguard by programme, actor or period."""
    name = await name_for(datasette, request, *OF_COMPARE)
    found = await comparison.table(datasette, name, await asked(request, datasette, name))
    return await answer(datasette, request, name, "avr_compare.html", found)


async def cell_page(request: Any, datasette: Any) -> Any:
    """The claims behind one verdict, a page at a time."""
    name = await name_for(datasette, request, *OF_CELL)
    found = await comparison_cell.cell(datasette, name, _chosen(request))
    if found is None:
        raise NotFound("There is no such safeguard, programme or actor in this database.")
    return await answer(datasette, request, name, "avr_cell.html", found)


async def compare_file(request: Any, datasette: Any) -> Any:
    """The whole table, with the columns of all pages, as CSV or JSON."""
    name = await name_for(datasette, request, *OF_COMPARE)
    return comparison_files.table(datasette, name, await asked(request, datasette, name), from_path(request, "suffix"))


async def cell_file(request: Any, datasette: Any) -> Any:
    """Every claim behind one verdict as CSV or JSON."""
    name = await name_for(datasette, request, *OF_CELL)
    chosen = _chosen(request)
    if await comparison_cell.stored(datasette, name, chosen) is None:
        raise NotFound("There is no such safeguard and programme in the comparison.")
    return await comparison_files.claims(datasette, name, chosen, from_path(request, "suffix"), request)


async def asked(request: Any, datasette: Any, name: str) -> comparison.Asked:
    """The table that the address asks for. Raises NotFound for a programme that is unknown: all would be too many."""
    by = request.args.get("by") or ""
    span = number(request.args.get("span")) if request.args.get("span") else 0
    return comparison.Asked(
        by=by if by in comparison.COLUMNS_BY else "programme",
        programme=await known_programme(request, datasette, name),
        span=span if span in comparison.SPANS else 0,
        page=number(request.args.get("page")),
    )


async def known_programme(request: Any, datasette: Any, name: str) -> str:
    """The programme that the address asks for, "-" for none, or nothing. Raises NotFound if there is no such."""
    programme: str = request.args.get("programme") or ""
    known = "select 1 from programmes where id = :id"
    if programme not in ("", NONE) and await row(datasette, name, known, {"id": programme}) is None:
        raise NotFound("There is no such programme in this database.")
    return programme


def _chosen(request: Any) -> Chosen:
    positions = {side: request.args.get(f"{side}_is") or "" for side in ("stated", "observed")}
    return Chosen(
        safeguard=from_path(request, "safeguard"),
        programme=from_path(request, "programme"),
        actor=request.args.get("actor") or "",
        first=_date(request.args.get("from")),
        last=_date(request.args.get("to")),
        position={side: each for side, each in positions.items() if each in POSITIONS},
        page={side: number(request.args.get(side)) for side in SIDES},
    )


def _date(given: str | None) -> str:
    if given and given != UNDATED and not DATE.fullmatch(given):
        raise BadRequest("A date is written as a year, a month or a day: 2024, 2024-05 or 2024-05-06.")
    return given or ""


PLACE = r"/-/avr/compare/(?P<safeguard>[^/]+)/(?P<programme>[^/]+)"
SUFFIX = r"(?P<suffix>csv|json)"
ROUTES = [
    (r"^/-/avr/compare$", compare_page),
    (rf"^/-/avr/compare\.{SUFFIX}$", compare_file),
    (rf"^{PLACE}$", cell_page),
    (rf"^{PLACE}/claims\.{SUFFIX}$", cell_file),
]
