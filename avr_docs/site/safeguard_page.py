"""The routes of safeguards: the list, and each one's page."""

from typing import Any

from datasette.utils.asgi import NotFound

from avr_docs.site import safeguards
from avr_docs.site.answering import answer, code, from_path, number
from avr_docs.site.database import name_for
from avr_docs.site.values import safeguard_path


async def safeguards_page(request: Any, datasette: Any) -> Any:
    """What programmes are held to."""
    name = await name_for(datasette, request, "safeguards", "programmes", "comparisons", "counts")
    found = await safeguards.table(datasette, name)
    return await answer(datasette, request, name, "avr_safeguards.html", {"safeguards": found})


async def safeguard_page(request: Any, datasette: Any) -> Any:
    """One safeguard: what it covers, how it stands in each programme, and what is said about it."""
    name = await name_for(datasette, request, *safeguards.TABLES)
    id = from_path(request, "id")
    kind, page = code(request, "kind", "kind"), min(number(request.args.get("page")), safeguards.MOST_PAGES)
    found = await safeguards.find(datasette, name, id, kind=kind, page=page)
    if found is None:
        raise NotFound("There is no such safeguard in the coding scheme of this database.")
    return await answer(
        datasette, request, name, "avr_safeguard.html", {**found, "page": page, "here": safeguard_path(id)}
    )


ROUTES = [(r"^/-/avr/safeguards$", safeguards_page), (r"^/-/avr/safeguard/(?P<id>[^/]+)$", safeguard_page)]
