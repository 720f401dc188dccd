"""The routes of a document: its text, one of its pages with the claims that stand there, and the picture of a page."""

from typing import Any

from datasette.utils.asgi import NotFound, Response

from avr_docs.page_images import Look, NoPicture
from avr_docs.site import document, document_parts, document_whole, not_shown, page_pictures
from avr_docs.site.answering import answer, code, from_path, number
from avr_docs.site.database import name_for, row
from avr_docs.site.document import Wanted
from avr_docs.site.document_claims import Chosen
from avr_docs.site.page_pictures import Pages
from avr_docs.site.values import document_path

#: Tables behind the page; a visitor who may not see one of them does not see the page.
OF_DOCUMENT = (
    *("documents", "blocks", "sentences", "claims", "claim_safeguards", "notes", "citations", "parties"),
    *("works", "work_mentions", "link_checks"),
)
#: Tables behind the picture of a page, which shows all of the text.
OF_PICTURE = ("documents", "pages", "blocks", "sentences", "claims", "notes")
#: Pictures that stand below one another where the pages are all that there is to see.
PICTURES = 10
WHOLE = "all"
#: A picture is drawn from one version of the file alone, so a browser need not ask again for a day.
KEPT = "private, max-age=86400"


async def document_page(request: Any, datasette: Any) -> Any:
    """One document with its claims in colour and its notes beside it; or with `page`, that page as a picture."""
    if request.args.get("page"):
        return await _one_page(request, datasette)
    name = await name_for(datasette, request, *OF_DOCUMENT)
    id = from_path(request, "id")
    chosen = Chosen(code(request, "kind", "kind"), request.args.get("safeguard") or "")
    part = request.args.get("part") or ""
    wanted = Wanted(number(part), _number(request, "s"), _number(request, "note"), part == WHOLE)
    found = await document.find(datasette, name, id, wanted, chosen)
    if found is None:
        raise NotFound(f"There is no document “{id}” in this database.")
    pages, unseen = await _pages(datasette, request, name, id)
    scan = None
    if pages and not found.source.body:
        scan, unseen = await _scan(datasette, name, pages, number(part))
    context = {
        "found": found,
        "document": found.document,
        "chosen": chosen,
        "here": document_path(id),
        "pages": pages,
        "unseen": unseen,
        "scan": scan,
        "turned": number(part),
    }
    if not found.document["text"]:
        context["claims_not_shown"] = await not_shown.claims_of(datasette, name, id)
    if found.part.number == document_parts.WHOLE:
        return await document_whole.answer_in_parts(datasette, request, name, found, context)
    return await answer(datasette, request, name, "avr_document.html", context)


async def _pages(datasette: Any, request: Any, name: str, id: str) -> tuple[Pages | None, str | None]:
    """The pages of a document if they can be shown to this visitor, else why not."""
    visible, _ = await datasette.check_visibility(
        request.actor, permissions=[("view-table", (name, "pages")), ("view-database", name), "view-instance"]
    )
    if not visible:
        return None, None
    try:
        return await page_pictures.pages_of(datasette, name, id), None
    except NoPicture as why:
        return None, str(why)


async def _scan(datasette: Any, name: str, pages: Pages, part: int) -> tuple[Look | None, str | None]:
    """The sizes of the pages of a document that is nothing but pictures, as many as one part of it shows."""
    try:
        first = (part - 1) * PICTURES + 1
        return await page_pictures.look(datasette, name, pages, first, more=PICTURES - 1), None
    except NoPicture as why:
        return None, str(why)


async def _one_page(request: Any, datasette: Any) -> Any:
    name = await name_for(datasette, request, *OF_PICTURE)
    id = from_path(request, "id")
    page, claim = _number(request, "page"), request.args.get("claim") or None
    try:
        pages = await page_pictures.pages_of(datasette, name, id)
        seen, marked = await page_pictures.marked(datasette, name, pages, page or 0, claim)
    except NoPicture as why:
        return await _none(datasette, request, name, why)
    asked = await row(datasette, name, page_pictures.CLAIM, {"id": id, "claim": claim}) if claim else None
    if claim and asked is None:
        raise NotFound("There is no such claim in this document; it may have gone when the document was read again.")
    context = {"document": pages.document, "page": page, "seen": seen, "marked": marked, "asked": asked}
    return await answer(datasette, request, name, "avr_page.html", context)


async def _none(datasette: Any, request: Any, name: str, why: NoPicture) -> Any:
    if not why.busy:
        raise NotFound(str(why))
    said = {"title": "Please ask again", "error": str(why), "status": 503, "database": name}
    html = await datasette.render_template("error.html", said, request=request)
    return Response.html(html, status=503, headers={"retry-after": "5"})


async def picture(request: Any, datasette: Any) -> Any:
    """A page of a PDF as a picture; 404 with the reason where there is none to show."""
    name = await name_for(datasette, request, *OF_PICTURE)
    given = request.url_vars["page"]
    page = int(given) if len(given) < 6 else 0
    try:
        pages = await page_pictures.pages_of(datasette, name, from_path(request, "id"))
        tag = page_pictures.tag_of(pages, page)
        headers = {"etag": tag, "cache-control": KEPT}
        if request.headers.get("if-none-match") == tag:
            return Response("", status=304, headers=headers)
        drawn = await page_pictures.picture(datasette, name, pages, page)
    except NoPicture as why:
        return await _none(datasette, request, name, why)
    return Response(drawn.data, headers=headers, content_type=drawn.media_type)


def _number(request: Any, argument: str) -> int | None:
    """The argument if it is a number that a sentence, a note or a page may have."""
    given = request.args.get(argument) or ""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else None


ROUTES = [
    (r"^/-/avr/document/(?P<id>[^/]+)$", document_page),
    (r"^/-/avr/page-image/(?P<id>[^/]+)/(?P<page>[0-9]+)$", picture),
]
