"""The route of the list of documents."""

from typing import Any
from urllib.parse import urlencode

from avr_docs.site import document_list
from avr_docs.site.answering import answer, number
from avr_docs.site.database import name_for, rows

LONGEST_VALUE = 300


async def documents_page(request: Any, datasette: Any) -> Any:
    """All documents, newest first, by type, programme, publisher, year and how reading them ended."""
    name = await name_for(datasette, request, *document_list.TABLES)
    asked = {each: (request.args.get(each) or "")[:LONGEST_VALUE] for each in document_list.FILTERS}
    page = number(request.args.get("page"))
    found = await document_list.find(datasette, name, asked, page=page)
    named = {each["id"]: each["name"] for each in await rows(datasette, name, "select id, name from programmes")}
    query = urlencode({each: value for each, value in asked.items() if value})
    context = {**found, "asked": asked, "asked_query": f"{query}&" if query else "", "page": page, "programmes": named}
    return await answer(datasette, request, name, "avr_documents.html", context)


ROUTES = [(r"^/-/avr/documents$", documents_page)]
