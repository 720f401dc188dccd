"""The routes that tell how to cite a document, or one sentence of it, and give it to reference managers."""

import asyncio
from typing import Any

from datasette.utils.asgi import NotFound, Response

from avr_docs.site import document_citation
from avr_docs.site.answering import answer, from_path
from avr_docs.site.database import Row, name_for, row
from avr_docs.site.values import part_path
from avr_docs.site.works_files import FORMATS, RENDERING

#: Formats of reference managers; bibliographies are of works that are cited.
SUFFIXES = ("bib", "ris", "json")
#: A sentence that is quoted in full; of a longer one the citation gives its beginning.
LONGEST = 600


async def cite_page(request: Any, datasette: Any) -> Any:
    """How to cite the document; with `s`, that sentence of it with its page and address."""
    name = await name_for(datasette, request, "documents", "sentences")
    document = await _document(request, datasette, name)
    found = document_citation.item(document)
    entries = await asyncio.get_running_loop().run_in_executor(RENDERING, document_citation.entries, found)
    sentence = await _sentence(request, datasette, name, document["id"])
    n = sentence["n"] if sentence else None
    context = {
        "document": document,
        "entries": entries,
        "formats": SUFFIXES,
        "sentence": sentence,
        "address": datasette.absolute_url(request, datasette.urls.path(part_path(document["id"], sentence=n))),
    }
    return await answer(datasette, request, name, "avr_cite.html", context)


async def cite_file(request: Any, datasette: Any) -> Any:
    """The document as a file for a reference manager."""
    name = await name_for(datasette, request, "documents")
    document = await _document(request, datasette, name)
    suffix = request.url_vars["suffix"]
    form = FORMATS[suffix]
    named = {"content-disposition": f'attachment; filename="document.{suffix}"'}
    text = form.write([document_citation.item(document)])
    return Response(text, headers=named, content_type=form.media_type)


async def _document(request: Any, datasette: Any, name: str) -> Row:
    id = from_path(request, "id")
    found = await row(datasette, name, "select * from documents where id = :id", {"id": id})
    if found is None:
        raise NotFound(f"There is no document “{id}” in this database.")
    return found


async def _sentence(request: Any, datasette: Any, name: str, id: str) -> Row | None:
    given = request.args.get("s") or ""
    if not given:
        return None
    sql = "select n, text, page from sentences where document = :id and n = :n"
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 7 else -1
    found = await row(datasette, name, sql, {"id": id, "n": number})
    if found is None:
        raise NotFound("There is no such sentence in this document.")
    text = " ".join(found["text"].split())
    return {**found, "text": text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"}


ROUTES = [
    (r"^/-/avr/document/(?P<id>[^/]+)/cite$", cite_page),
    (rf"^/-/avr/document/(?P<id>[^/]+)/cite\.(?P<suffix>{'|'.join(SUFFIXES)})$", cite_file),
]
