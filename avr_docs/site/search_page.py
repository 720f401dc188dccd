"""The routes of the search: the page, and its whole result to take away."""

from typing import Any

from datasette.utils.asgi import NotFound

from avr_docs.matching import any_of
from avr_docs.site import search, search_asked, search_export
from avr_docs.site.answering import answer
from avr_docs.site.database import name_for, row
from avr_docs.site.search_matches import BOUND, PAGE

#: Tables behind the page; a visitor who may not see one of them does not see the page.
OF_SEARCH = (
    *("documents", "sentences", "claims", "claim_safeguards", "notes", "note_anchors", "citations", "actors"),
    *("works", "demands", "parties", "safeguards", "programmes"),
)
NO_INDEX = "This database has no search index, as an older avr-docs made it. Run `avr-docs build` on it again."


async def search_page(request: Any, datasette: Any) -> Any:
    """Sentences, notes, demands, works and documents that hold the words asked for."""
    name = await _database(request, datasette)
    asked = search_asked.asked(request)
    found = None if asked.senseless else await search.find(datasette, name, asked)
    context = {"asked": asked, "found": found, "any_of": any_of(asked.words), "page_size": PAGE, "bound": BOUND}
    return await answer(datasette, request, name, "avr_search.html", context)


async def search_file(request: Any, datasette: Any) -> Any:
    """All that the same address without the suffix finds, as a file, in pieces."""
    name = await _database(request, datasette)
    return await search_export.answer(datasette, request, name, request.url_vars["suffix"])


async def _database(request: Any, datasette: Any) -> str:
    name = await name_for(datasette, request, *OF_SEARCH)
    if not await row(datasette, name, "select 1 from sqlite_master where name = 'search_fts'"):
        raise NotFound(NO_INDEX)
    return name


ROUTES = [
    (r"^/-/avr/search$", search_page),
    (rf"^/-/avr/search\.(?P<suffix>{'|'.join(search_export.FORMATS)})$", search_file),
]
