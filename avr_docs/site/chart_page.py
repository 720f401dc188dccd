"""The routes of the chart: a page, the same to embed in a page of others, and its data as JSON."""

from typing import Any

from datasette.utils.asgi import Response

from avr_docs.site import chart
from avr_docs.site.answering import answer
from avr_docs.site.compare_page import OF_COMPARE, asked
from avr_docs.site.database import name_for

PATH = "/-/avr/compare/chart"


async def chart_page(request: Any, datasette: Any) -> Any:
    """The picture with its numbers; with `embed=1` without anything around it."""
    name = await name_for(datasette, request, *OF_COMPARE)
    found = await chart.picture(datasette, name, await asked(request, datasette, name))
    home = datasette.absolute_url(request, datasette.urls.instance())
    here = datasette.absolute_url(request, datasette.urls.path(PATH))
    context = {"embed": request.args.get("embed") == "1", "home": home, "here": here}
    return await answer(datasette, request, name, "avr_chart.html", {**found, **context})


async def chart_data(request: Any, datasette: Any) -> Any:
    """What the picture is drawn from."""
    name = await name_for(datasette, request, *OF_COMPARE)
    found = await chart.picture(datasette, name, await asked(request, datasette, name))
    return Response.json(chart.as_json(found))


ROUTES = [(r"^/-/avr/compare/chart$", chart_page), (r"^/-/avr/compare/chart\.json$", chart_data)]
