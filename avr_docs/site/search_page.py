"""The route of the search."""

from typing import Any

from avr_docs.matching import LONGEST, any_of
from avr_docs.site import search
from avr_docs.site.answering import answer, code, number
from avr_docs.site.database import name_for

#: Tables behind the page; a visitor who may not see one of them does not see the page.
OF_SEARCH = ("documents", "sentences", "claims", "claim_safeguards", "notes", "citations", "actors", "works")


async def search_page(request: Any, datasette: Any) -> Any:
    """Sentences and notes that hold the words asked for."""
    name = await name_for(datasette, request, *OF_SEARCH)
    asked = search.Asked(
        words=(request.args.get("q") or "")[:LONGEST],
        kind=code(request, "kind", "kind"),
        safeguard=request.args.get("safeguard") or "",
        role=code(request, "role", "role"),
        type=code(request, "type", "type"),
        programme=request.args.get("programme") or "",
        within="notes" if request.args.get("in") == "notes" else "text",
        page=number(request.args.get("page")),
    )
    hits = await search.find(datasette, name, asked)
    context = {"asked": asked, "hits": hits, "any_of": any_of(asked.words), "page_size": search.PAGE}
    return await answer(datasette, request, name, "avr_search.html", context)


ROUTES = [(r"^/-/avr/search$", search_page)]
