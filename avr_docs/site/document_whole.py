"""The whole of a long document on one page, sent part by part: it begins at once, and others are answered between."""

import asyncio
from typing import Any

from datasette.utils.asgi import AsgiStream
from markupsafe import Markup

from avr_docs.site.answering import answer
from avr_docs.site.document import Found
from avr_docs.site.document_in_part import in_part

#: Stands in the page where the text goes; nothing out of a document can be it, for there "<" is escaped.
GAP = "<!-- text -->"


async def answer_in_parts(datasette: Any, request: Any, name: str, found: Found, context: dict[str, Any]) -> Any:
    """The page of a document as a stream: what stands before its text, each part of it, and the rest."""
    page = await answer(datasette, request, name, "avr_document.html", {**context, "gap": Markup(GAP)})
    before, _, after = page.body.partition(GAP)

    async def send(stream: Any) -> None:
        await stream.write(before)
        placed: set[int] = set()
        for part in found.parts:
            shown = await in_part(datasette, name, found.source, part)
            for block in shown.blocks:
                # A note that two parts refer to stands beside the first.
                block.notes = [note for note in block.notes if note["n"] not in placed]
                placed |= {note["n"] for note in block.notes}
            about = {"blocks": shown.blocks, "document": found.document, "pages": context["pages"]}
            await stream.write(await datasette.render_template("_document_part.html", about, request=request))
            await asyncio.sleep(0)
        await stream.write(after)

    return AsgiStream(send, content_type="text/html; charset=utf-8")
