"""The routes of the page on method, of the collection's own citation, and of what robots are told."""

from typing import Any

from datasette.utils.asgi import Response

from avr_docs.site import method, own_citation, staff_mode
from avr_docs.site.answering import answer
from avr_docs.site.database import name_for

FORMATS = {
    "bib": ("application/x-bibtex; charset=utf-8", own_citation.as_bibtex),
    "json": ("application/vnd.citationstyles.csl+json", own_citation.as_csl),
}
#: Pages may be found by search engines; lists under a filter, of which there is no end, and searches may not.
PUBLIC = "User-agent: *\nDisallow: /-/avr/search\nDisallow: /-/avr/staff\nDisallow: /*?\n"
NOBODY = "User-agent: *\nDisallow: /\n"


async def method_page(request: Any, datasette: Any) -> Any:
    """How tags are made and how good they are, which data these are, and how to cite them."""
    name = await name_for(datasette, request, *method.TABLES)
    address = datasette.absolute_url(request, datasette.urls.instance())
    found = await method.find(datasette, name, datasette.metadata(), address)
    return await answer(datasette, request, name, "avr_method.html", found)


async def collection_file(request: Any, datasette: Any) -> Any:
    """The citation of the collection as a file for reference managers."""
    name = await name_for(datasette, request, *method.TABLES)
    media_type, write = FORMATS[request.url_vars["suffix"]]
    address = datasette.absolute_url(request, datasette.urls.instance())
    made = own_citation.item(datasette.metadata(), await method.last_run(datasette, name), address)
    named = {"content-disposition": f'attachment; filename="collection.{request.url_vars["suffix"]}"'}
    return Response(write(made), headers=named, content_type=media_type)


async def robots(request: Any, datasette: Any) -> Any:
    """robots.txt: what search engines may look at; nothing of a staff site."""
    staff = staff_mode.mode(datasette) is not None
    return Response.text(NOBODY if staff else PUBLIC)


ROUTES = [
    (r"^/-/avr/method$", method_page),
    (rf"^/-/avr/collection\.(?P<suffix>{'|'.join(FORMATS)})$", collection_file),
    (r"^/robots\.txt$", robots),
]
