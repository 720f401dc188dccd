"""Works to take away: CSL-JSON, BibTeX, RIS and a bibliography of the works that the address asks for."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, NamedTuple

from datasette.utils.asgi import BadRequest, NotFound, Response

from avr_docs import csl, work_selection
from avr_docs.export import bibliography, bibtex, csl_json, ris
from avr_docs.matching import LONGEST, match_query
from avr_docs.site.database import name_for, rows

MOST = 5_000
#: A citation style takes some five milliseconds for a work, and other visitors wait for the same processor.
MOST_IN_A_STYLE = 500
MOST_KEYS = 500

#: One bibliography at a time: the rest wait here, and not in the threads that pages are answered by.
RENDERING = ThreadPoolExecutor(max_workers=1, thread_name_prefix="avr-docs-bibliography")


class Format(NamedTuple):
    """What a suffix of the address stands for; `write` may take seconds."""

    media_type: str
    most: int
    write: Callable[[Sequence[csl.Item]], str]


def _bibliography(items: Sequence[csl.Item], *, html: bool) -> str:
    return bibliography.written(items, bibliography.opened_style(None), html=html)


FORMATS = {
    "json": Format("application/vnd.citationstyles.csl+json", MOST, csl_json.written),
    "bib": Format("application/x-bibtex; charset=utf-8", MOST, bibtex.written),
    "ris": Format("application/x-research-info-systems; charset=utf-8", MOST, ris.written),
    "txt": Format("text/plain; charset=utf-8", MOST_IN_A_STYLE, partial(_bibliography, html=False)),
    "html": Format("text/html; charset=utf-8", MOST_IN_A_STYLE, partial(_bibliography, html=True)),
}


async def works_file(request: Any, datasette: Any) -> Any:
    """The works that all of document, safeguard, programme, q and key are true of, as a file to keep."""
    name = await name_for(datasette, request, *work_selection.TABLES)
    suffix = request.url_vars["suffix"]
    form = FORMATS[suffix]
    found = await rows(datasette, name, *work_selection.query(**_asked(request), limit=form.most + 1))
    if not found:
        raise NotFound("No work in this database is what was asked for.")
    if len(found) > form.most:
        raise BadRequest(
            f"More than {form.most:,} works are what was asked for, too many for one file of this kind. Ask for those "
            "of one document, safeguard or programme, or with a word. avr-docs export writes any number."
        )
    text = await asyncio.get_running_loop().run_in_executor(RENDERING, _written, form, found)
    named = {"content-disposition": f'attachment; filename="works.{suffix}"'}
    return Response(text, headers=named, content_type=form.media_type)


def _written(form: Format, found: Sequence[work_selection.Row]) -> str:
    return form.write([csl.item(row) for row in found])


def _asked(request: Any) -> dict[str, Any]:
    """What the address asks for, as `work_selection.query` takes it; empty arguments ask for nothing.

    Raises:
        BadRequest: there is no word in `q`, or there are too many keys.
    """
    words = (request.args.get("q") or "")[:LONGEST].strip()
    keys = [key for key in request.args.getlist("key") if key]
    if words and match_query(words) is None:
        raise BadRequest("There is no word or number in what was looked for.")
    if len(keys) > MOST_KEYS:
        raise BadRequest(f"More than {MOST_KEYS} works were asked for by their keys.")
    chosen = {what: request.args.get(what) or None for what in ("document", "safeguard", "programme")}
    return {**chosen, "words": words or None, "keys": keys or None}


ROUTES = [(rf"^/-/avr/works\.(?P<suffix>{'|'.join(FORMATS)})$", works_file)]
