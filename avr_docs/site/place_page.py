"""The route that leads from the key of a sentence, claim or note to its place."""

from typing import Any

from datasette.utils.asgi import NotFound, Response

from avr_docs.site.answering import from_path
from avr_docs.site.database import name_for, row
from avr_docs.site.document_parts import LONG
from avr_docs.site.values import document_path

#: Where a table's row stands in its document: the number of the sentence, or of the note.
PLACES = {
    "sentence": "select document, n from sentences where id = :id",
    "claim": "select c.document, s.n from claims c left join sentences s on s.id = c.sentence where c.id = :id",
    "note": "select document, n from notes where id = :id",
}
#: With the length of its text, which tells whether the document may have several parts.
LENGTH = """
select place.*, coalesce(length(d.text), 0) as length from ({place}) place left join documents d on d.id = document
"""


async def place_page(request: Any, datasette: Any) -> Any:
    """Sends the reader on to where a sentence, claim or note stands in its document."""
    name = await name_for(datasette, request, "documents", "sentences", "claims", "notes")
    what = request.url_vars["what"]
    place = await row(datasette, name, LENGTH.format(place=PLACES[what]), {"id": from_path(request, "id")})
    if place is None:
        raise NotFound(f"There is no such {what} in this database; it may have gone when the document was read again.")
    path = document_path(place["document"])
    if place["n"] is None:
        return Response.redirect(datasette.urls.path(path))
    # In a document of several parts the address says which place is meant, for the server does not see the anchor.
    asked = "" if place["length"] <= LONG else f"?{'note' if what == 'note' else 's'}={place['n']}"
    anchor = f"#{'note-' if what == 'note' else 's'}{place['n']}"
    return Response.redirect(f"{datasette.urls.path(path)}{asked}{anchor}")


ROUTES = [(rf"^/-/avr/(?P<what>{'|'.join(PLACES)})/(?P<id>[^/]+)$", place_page)]
