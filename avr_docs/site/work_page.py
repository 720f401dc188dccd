"""The route of a cited work."""

from typing import Any

from datasette.utils.asgi import NotFound

from avr_docs.site import works
from avr_docs.site.answering import answer, from_path, number
from avr_docs.site.database import name_for
from avr_docs.site.values import work_path

#: Tables behind the page; a visitor who may not see one of them does not see the page.
OF_WORK = (
    *("works", "documents", "citations", "notes", "sentences", "claims", "claim_safeguards", "claim_citations"),
    *("claim_roots", "work_mentions", "link_checks"),
)


async def work_page(request: Any, datasette: Any) -> Any:
    """One cited work with who cites it, where, and for which claims."""
    name = await name_for(datasette, request, *OF_WORK)
    key = from_path(request, "key")
    found = await works.find(datasette, name, key, page=number(request.args.get("page")))
    if found is None:
        raise NotFound("There is no such work in this database; it may have another key since the last build.")
    return await answer(datasette, request, name, "avr_work.html", {**found, "here": work_path(key)})


ROUTES = [(r"^/-/avr/work/(?P<key>[^/]+)$", work_page)]
