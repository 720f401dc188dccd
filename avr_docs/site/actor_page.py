"""The routes of persons and bodies: the list, and each one's page."""

from typing import Any

from datasette.utils.asgi import NotFound

from avr_docs.site import actors
from avr_docs.site.answering import answer, code, from_path, number
from avr_docs.site.database import name_for
from avr_docs.site.values import actor_path

LONGEST_WORDS = 80


async def actors_page(request: Any, datasette: Any) -> Any:
    """Who speaks in the documents, and who is spoken of."""
    name = await name_for(datasette, request, "actors", "counts")
    order = request.args.get("by") or ""
    asked: dict[str, Any] = {
        "order": order if order in actors.ORDERS else "claims",
        "role": code(request, "role", "role"),
        "words": (request.args.get("q") or "").strip()[:LONGEST_WORDS],
        "page": number(request.args.get("page")),
    }
    found = await actors.table(datasette, name, **asked)
    return await answer(datasette, request, name, "avr_actors.html", {**found, "asked": asked})


async def actor_page(request: Any, datasette: Any) -> Any:
    """One person or body: what it said, what is said of it, what it asks for and is asked for."""
    name = await name_for(datasette, request, *actors.TABLES)
    key = from_path(request, "key")
    asked: dict[str, Any] = {
        "show": "of" if request.args.get("show") == "of" else "said",
        "kind": code(request, "kind", "kind"),
        "safeguard": request.args.get("safeguard") or "",
        "page": number(request.args.get("page")),
    }
    found = await actors.find(datasette, name, key, **asked)
    if found is None:
        raise NotFound("There is no such person or body in this database; the list of all is under “Who”.")
    context = {**found, "asked": asked, "here": actor_path(key)}
    return await answer(datasette, request, name, "avr_actor.html", context)


ROUTES = [(r"^/-/avr/actors$", actors_page), (r"^/-/avr/actor/(?P<key>[^/]+)$", actor_page)]
