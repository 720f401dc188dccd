"""What every page's route does: read its arguments, and put what was found into its template."""

from typing import Any
from urllib.parse import unquote

from datasette.utils.asgi import Response

from avr_docs.site.overview import choices
from avr_docs.words import WORDS


async def answer(datasette: Any, request: Any, name: str, template: str, context: dict[str, Any]) -> Any:
    """The page that `template` makes of `context`, with what every page is given."""
    shared = {"metadata": datasette.metadata(), "choices": await choices(datasette, name), "database": name}
    html = await datasette.render_template(template, {**shared, **context}, request=request, view_name="avr")
    return Response.html(html)


def from_path(request: Any, part: str) -> str:
    """A part of the path as it was meant: Datasette leaves the percent signs in."""
    return unquote(request.url_vars[part])


def code(request: Any, argument: str, group: str) -> str:
    """The argument if it is one of the codes of `group`, else nothing: what is unknown filters nothing out."""
    given = request.args.get(argument) or ""
    return given if given in WORDS[group] else ""


def number(given: str | None) -> int:
    return int(given) if given and given.isascii() and given.isdigit() and 0 < len(given) < 6 and int(given) else 1
