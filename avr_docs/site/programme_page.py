"""The routes of return programmes: the list, and each one's page."""

from typing import Any

from datasette.utils.asgi import NotFound

from avr_docs.site import programmes
from avr_docs.site.answering import answer, from_path
from avr_docs.site.database import name_for
from avr_docs.site.values import programme_path


async def programmes_page(request: Any, datasette: Any) -> Any:
    """The programmes that documents were gathered on."""
    name = await name_for(datasette, request, "programmes", "actors", "comparisons", "counts")
    found = await programmes.table(datasette, name)
    return await answer(datasette, request, name, "avr_programmes.html", {"programmes": found})


async def programme_page(request: Any, datasette: Any) -> Any:
    """One programme: who runs it, how the safeguards stand in it, who speaks on it."""
    name = await name_for(datasette, request, *programmes.TABLES)
    id = from_path(request, "id")
    found = await programmes.find(datasette, name, id)
    if found is None:
        raise NotFound("There is no such programme in this database.")
    return await answer(datasette, request, name, "avr_programme.html", {**found, "here": programme_path(id)})


ROUTES = [(r"^/-/avr/programmes$", programmes_page), (r"^/-/avr/programme/(?P<id>[^/]+)$", programme_page)]
