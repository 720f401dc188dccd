"""The routes of the time line: the page, and its data as JSON."""

import re
from typing import Any

from datasette.utils.asgi import BadRequest, NotFound, Response

from avr_docs.site import timeline
from avr_docs.site.answering import answer
from avr_docs.site.compare_page import OF_COMPARE, known_programme
from avr_docs.site.comparison import rests_on
from avr_docs.site.database import Row, name_for


async def timeline_page(request: Any, datasette: Any) -> Any:
    """What is stated about a safeguard, year by year, above what is observed."""
    name, found = await _found(request, datasette)
    drawn = timeline.as_json(found, datasette.urls.path)
    home = datasette.absolute_url(request, datasette.urls.instance())
    context = {**found, **await rests_on(datasette, name), "title": drawn["title"], "alt": drawn["alt"], "home": home}
    return await answer(datasette, request, name, "avr_timeline.html", context)


async def timeline_data(request: Any, datasette: Any) -> Any:
    """What the picture is drawn from."""
    _, found = await _found(request, datasette)
    return Response.json(timeline.as_json(found, datasette.urls.path))


async def _found(request: Any, datasette: Any) -> tuple[str, Row]:
    name = await name_for(datasette, request, *OF_COMPARE)
    safeguard, programme = request.args.get("safeguard") or "", await known_programme(request, datasette, name)
    year = request.args.get("year") or ""
    if year and not re.fullmatch(r"\d{4}", year):
        raise BadRequest("A year is written with four digits: 2024.")
    found = await timeline.line(datasette, name, safeguard=safeguard, programme=programme, year=year)
    if safeguard and found["safeguard"] is None:
        raise NotFound("There is no such safeguard in this database.")
    return name, found


ROUTES = [(r"^/-/avr/timeline$", timeline_page), (r"^/-/avr/timeline\.json$", timeline_data)]
