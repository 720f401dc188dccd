"""What a reader is told when a page cannot be shown."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400, Response
from datasette.views.base import DatasetteError

from avr_docs.errors import AvrDocsError

log = logging.getLogger("avr_docs.site")

TITLES = {400: "That could not be understood", 403: "Not allowed", 404: "There is no such page"}
SLOW = "This took longer than the site allows. Ask for less: one more word, or one document."
OURS = "Something went wrong here, and it is our fault. It was noted; trying again later may help."


UNREADABLE = "What follows the question mark in the address cannot be read as it should be."
#: What Datasette fails on where an argument that it reads as JSON is none, or is of another shape.
MISREAD = (ValueError, TypeError, KeyError, AttributeError)


def answer(datasette: Any, request: Any, exception: Exception) -> Callable[[], Awaitable[Any]]:
    """A function that gives the answer: JSON where JSON was asked for, a page otherwise."""
    status, title, message = _said(exception)
    if status >= 500 and _misread(request, exception):
        status, title, message = 400, TITLES[400], UNREADABLE
    if isinstance(exception, AvrDocsError) and request.actor:
        status, title, message = 503, "Not now", str(exception)  # files are named in it, for staff alone
    elif status >= 500:
        # Neither the address nor local variables: both hold what visitors typed.
        log.error("%s while answering", type(exception).__name__, exc_info=exception)

    async def give() -> Any:
        said = {"ok": False, "error": message, "status": status, "title": title}
        if request.path.endswith(".json"):
            return Response.json(said, status=status)
        page = await datasette.render_template("error.html", said, request=request)
        return Response.html(page, status=status)

    return give


def _misread(request: Any, exception: Exception) -> bool:
    """Whether Datasette failed on an argument that it reads as JSON."""
    given = any(name == "_through" or name.endswith("__in") for name in request.args)
    return given and isinstance(exception, MISREAD)


def _said(exception: Exception) -> tuple[int, str, str]:
    """Status, title and message for a person."""
    if isinstance(exception, QueryInterrupted):
        return 400, "This took too long", SLOW
    if isinstance(exception, Base400):
        message = str(exception.args[0]) if exception.args else ""
        return exception.status, TITLES.get(exception.status, TITLES[400]), message
    if isinstance(exception, DatasetteError):
        # The one message that is HTML is Datasette's on the time limit, with a script of its own in it.
        message = SLOW if exception.message_is_html else str(exception.message)
        # Datasette calls it a fault of its own, 500, where a visitor asks to sort by a column that is not there.
        status = 400 if exception.status == 500 else exception.status
        return status, exception.title or TITLES.get(status, TITLES[400]), message
    return 500, "This page cannot be shown", OURS
