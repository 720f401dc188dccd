"""The routes of the comparison: its table, and one cell of it."""

from typing import Any

from datasette.utils.asgi import NotFound

from avr_docs.site import comparison
from avr_docs.site.answering import answer, from_path
from avr_docs.site.database import name_for

#: Tables behind the page; a visitor who may not see one of them does not see the page.
OF_COMPARE = ("comparisons", "comparison_claims", "claims", "sentences", "documents", "safeguards", "programmes")
OF_CELL = (*OF_COMPARE, "notes", "claim_notes", "citations", "claim_roots", "works")


async def compare_page(request: Any, datasette: Any) -> Any:
    """Stated against observed, for every safeguard and programme."""
    name = await name_for(datasette, request, *OF_COMPARE)
    return await answer(datasette, request, name, "avr_compare.html", await comparison.table(datasette, name))


async def cell_page(request: Any, datasette: Any) -> Any:
    """The claims behind one verdict."""
    name = await name_for(datasette, request, *OF_CELL)
    found = await comparison.cell(datasette, name, from_path(request, "safeguard"), from_path(request, "programme"))
    if found is None:
        raise NotFound("There is no such safeguard or programme in this database.")
    return await answer(datasette, request, name, "avr_cell.html", found)


ROUTES = [
    (r"^/-/avr/compare$", compare_page),
    (r"^/-/avr/compare/(?P<safeguard>[^/]+)/(?P<programme>[^/]+)$", cell_page),
]
