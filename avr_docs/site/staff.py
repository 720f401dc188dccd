"""What the pages of the staff's site share: who is signed in, the fields of a form that is ours, answers to forms."""

import asyncio
import hmac
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from datasette.utils.asgi import Forbidden, NotFound, Response

from avr_docs.site.answering import answer
from avr_docs.site.database import name_for
from avr_docs.site.staff_mode import Mode, mode

Given = TypeVar("Given")

#: Forms are sent back with what is wrong in them under these numbers.
WRONG, OVERTAKEN, LATER = 400, 409, 503


def name_of(request: Any) -> str | None:
    """Who is signed in, or None; on a site for readers nobody is."""
    actor = request.actor if request is not None else None
    return str(actor["id"]) if actor and actor.get("staff") else None


async def required(datasette: Any, request: Any) -> tuple[Mode, str, str, Path]:
    """The mode, who is signed in, and the name and file of the database.

    Raises NotFound on a site for readers, Forbidden if nobody is signed in.
    """
    found, name = mode(datasette), name_of(request)
    if found is None:
        raise NotFound("There is no such page here.")
    if name is None:
        raise Forbidden("Sign in first.")
    database = await name_for(datasette, request)
    return found, name, database, Path(datasette.get_database(database).path)


async def posted(request: Any) -> dict[str, str]:
    """The fields of a form of ours.

    Raises Forbidden if it does not carry the token that the browser was given with the page.
    """
    if request.method != "POST":
        raise NotFound("Forms are sent here; there is nothing to see.")
    body = (await request.post_body()).decode("utf-8", "replace")
    fields = dict(parse_qsl(body, keep_blank_values=True))
    token: str = request.scope["csrftoken"]()
    if not hmac.compare_digest(fields.get("csrftoken", "").encode(), token.encode()):
        raise Forbidden(
            "This form was open for too long, or the browser keeps no cookies, so nothing was recorded. "
            "Go back, open the page again, and send the form once more."
        )
    return fields


async def off_the_loop(function: Callable[..., Given], *args: Any, **kwargs: Any) -> Given:
    """What the function returns; it runs in a thread, as it waits for the disk."""
    return await asyncio.to_thread(function, *args, **kwargs)


def onward(datasette: Any, path: str) -> Any:
    """Leads a browser that has sent a form on to a page, which can be opened again without sending it again."""
    return Response.redirect(datasette.urls.path(path), status=303)


async def page(
    datasette: Any, request: Any, name: str, template: str, context: dict[str, Any], status: int = 200
) -> Any:
    """A page, under another status where a form was not as it must be."""
    response = await answer(datasette, request, name, template, context)
    response.status = status
    return response
