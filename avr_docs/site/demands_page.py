"""The route of the demands."""

from typing import Any

from avr_docs.site import demands
from avr_docs.site.answering import answer, code
from avr_docs.site.database import name_for

#: Tables behind the page; a visitor who may not see one of them does not see the page.
OF_DEMANDS = ("demands", "demand_events", "documents", "claims", "sentences")


async def demands_page(request: Any, datasette: Any) -> Any:
    """The demands with their status."""
    name = await name_for(datasette, request, *OF_DEMANDS)
    chosen = {"status": code(request, "status", "demand"), "safeguard": request.args.get("safeguard") or ""}
    found = await demands.find(datasette, name, **chosen)
    return await answer(datasette, request, name, "avr_demands.html", {**found, "chosen": chosen})


ROUTES = [(r"^/-/avr/demands$", demands_page)]
