"""The routes of the site: what is asked for is read and checked, found, and put into a template."""

from typing import Any
from urllib.parse import unquote

from datasette.utils.asgi import NotFound, Response

from avr_docs.matching import LONGEST, any_of
from avr_docs.site import comparison, document, search, works, works_files
from avr_docs.site.database import name_for, row
from avr_docs.site.overview import choices
from avr_docs.site.values import document_path, work_path
from avr_docs.words import WORDS

#: Tables behind each page; a visitor who may not see one of them does not see the page.
OF_DOCUMENT = (
    *("documents", "blocks", "sentences", "claims", "claim_safeguards", "notes", "citations", "parties"),
    *("works", "work_mentions", "link_checks"),
)
OF_SEARCH = ("documents", "sentences", "claims", "claim_safeguards", "notes", "citations", "actors", "works")
OF_COMPARE = ("comparisons", "comparison_claims", "claims", "sentences", "documents", "safeguards", "programmes")
OF_CELL = (*OF_COMPARE, "notes", "claim_notes", "citations", "claim_roots", "works")
OF_WORK = (
    *("works", "documents", "citations", "notes", "sentences", "claims", "claim_safeguards", "claim_citations"),
    *("claim_roots", "work_mentions", "link_checks"),
)
OF_DEMANDS = ("demands", "demand_events", "documents", "claims", "sentences")

#: Where a table's row stands in its document: the number of the sentence, or of the note.
PLACES = {
    "sentence": "select document, n from sentences where id = :id",
    "claim": "select c.document, s.n from claims c left join sentences s on s.id = c.sentence where c.id = :id",
    "demand": "select m.document, s.n from demands m left join sentences s on s.id = m.sentence where m.key = :id",
    "note": "select document, n from notes where id = :id",
}


async def document_page(request: Any, datasette: Any) -> Any:
    """One document with its claims in colour and its notes beside it."""
    name = await name_for(datasette, request, *OF_DOCUMENT)
    id = _from_path(request, "id")
    chosen = {"kind": _code(request, "kind", "kind"), "safeguard": request.args.get("safeguard") or ""}
    found = await document.find(datasette, name, id, **chosen)
    if found is None:
        raise NotFound(f"There is no document “{id}” in this database.")
    context = {"found": found, "document": found.document, "chosen": chosen, "here": document_path(id)}
    return await _answer(datasette, request, name, "avr_document.html", context)


async def search_page(request: Any, datasette: Any) -> Any:
    """Sentences and notes that hold the words asked for."""
    name = await name_for(datasette, request, *OF_SEARCH)
    asked = search.Asked(
        words=(request.args.get("q") or "")[:LONGEST],
        kind=_code(request, "kind", "kind"),
        safeguard=request.args.get("safeguard") or "",
        role=_code(request, "role", "role"),
        type=_code(request, "type", "type"),
        programme=request.args.get("programme") or "",
        within="notes" if request.args.get("in") == "notes" else "text",
        page=_number(request.args.get("page")),
    )
    hits = await search.find(datasette, name, asked)
    context = {"asked": asked, "hits": hits, "any_of": any_of(asked.words), "page_size": search.PAGE}
    return await _answer(datasette, request, name, "avr_search.html", context)


async def compare_page(request: Any, datasette: Any) -> Any:
    """Stated against observed, for every safeguard and programme."""
    name = await name_for(datasette, request, *OF_COMPARE)
    return await _answer(datasette, request, name, "avr_compare.html", await comparison.table(datasette, name))


async def cell_page(request: Any, datasette: Any) -> Any:
    """The claims behind one verdict."""
    name = await name_for(datasette, request, *OF_CELL)
    found = await comparison.cell(datasette, name, _from_path(request, "safeguard"), _from_path(request, "programme"))
    if found is None:
        raise NotFound("There is no such safeguard or programme in this database.")
    return await _answer(datasette, request, name, "avr_cell.html", found)


async def work_page(request: Any, datasette: Any) -> Any:
    """One cited work with who cites it, where, and for which claims."""
    name = await name_for(datasette, request, *OF_WORK)
    key = _from_path(request, "key")
    found = await works.find(datasette, name, key, page=_number(request.args.get("page")))
    if found is None:
        raise NotFound("There is no such work in this database; it may have another key since the last build.")
    return await _answer(datasette, request, name, "avr_work.html", {**found, "here": work_path(key)})


async def demands_page(request: Any, datasette: Any) -> Any:
    """The demands with their status."""
    name = await name_for(datasette, request, *OF_DEMANDS)
    chosen = {"status": _code(request, "status", "demand"), "safeguard": request.args.get("safeguard") or ""}
    found = await comparison.demands(datasette, name, **chosen)
    return await _answer(datasette, request, name, "avr_demands.html", {**found, "chosen": chosen})


async def place_page(request: Any, datasette: Any) -> Any:
    """Sends the reader on to where a sentence, claim, demand or note stands in its document."""
    name = await name_for(datasette, request, "documents", "sentences", "claims", "notes", "demands")
    what = request.url_vars["what"]
    place = await row(datasette, name, PLACES[what], {"id": _from_path(request, "id")})
    if place is None:
        raise NotFound(f"There is no such {what} in this database; it may have gone when the document was read again.")
    path = document_path(place["document"])
    anchor = "" if place["n"] is None else f"#{'note-' if what == 'note' else 's'}{place['n']}"
    return Response.redirect(datasette.urls.path(path) + anchor)


ROUTES = [
    (r"^/-/avr/document/(?P<id>[^/]+)$", document_page),
    (r"^/-/avr/search$", search_page),
    (r"^/-/avr/compare$", compare_page),
    (r"^/-/avr/compare/(?P<safeguard>[^/]+)/(?P<programme>[^/]+)$", cell_page),
    (r"^/-/avr/work/(?P<key>[^/]+)$", work_page),
    (r"^/-/avr/demands$", demands_page),
    (rf"^/-/avr/(?P<what>{'|'.join(PLACES)})/(?P<id>[^/]+)$", place_page),
    *works_files.ROUTES,
]


async def _answer(datasette: Any, request: Any, name: str, template: str, context: dict[str, Any]) -> Any:
    shared = {"metadata": datasette.metadata(), "choices": await choices(datasette, name), "database": name}
    html = await datasette.render_template(template, {**shared, **context}, request=request, view_name="avr")
    return Response.html(html)


def _from_path(request: Any, part: str) -> str:
    """A part of the path as it was meant: Datasette leaves the percent signs in."""
    return unquote(request.url_vars[part])


def _code(request: Any, argument: str, group: str) -> str:
    """The argument if it is one of the codes of `group`, else nothing: what is unknown filters nothing out."""
    given = request.args.get(argument) or ""
    return given if given in WORDS[group] else ""


def _number(given: str | None) -> int:
    return int(given) if given and given.isascii() and given.isdigit() and 0 < len(given) < 6 and int(given) else 1
