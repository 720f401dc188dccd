"""The route of a document."""

from typing import Any

from datasette.utils.asgi import NotFound

from avr_docs.site import document, not_shown
from avr_docs.site.answering import answer, code, from_path
from avr_docs.site.database import name_for
from avr_docs.site.values import document_path

#: Tables behind the page; a visitor who may not see one of them does not see the page.
OF_DOCUMENT = (
    *("documents", "blocks", "sentences", "claims", "claim_safeguards", "notes", "citations", "parties"),
    *("works", "work_mentions", "link_checks"),
)


async def document_page(request: Any, datasette: Any) -> Any:
    """One document with its claims in colour and its notes beside it."""
    name = await name_for(datasette, request, *OF_DOCUMENT)
    id = from_path(request, "id")
    chosen = {"kind": code(request, "kind", "kind"), "safeguard": request.args.get("safeguard") or ""}
    found = await document.find(datasette, name, id, **chosen)
    if found is None:
        raise NotFound(f"There is no document “{id}” in this database.")
    context = {"found": found, "document": found.document, "chosen": chosen, "here": document_path(id)}
    if not found.document["text"]:
        context["claims_not_shown"] = await not_shown.claims_of(datasette, name, id)
    return await answer(datasette, request, name, "avr_document.html", context)


ROUTES = [(r"^/-/avr/document/(?P<id>[^/]+)$", document_page)]
