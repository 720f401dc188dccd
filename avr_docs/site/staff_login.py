"""Signing in to the staff's site, and out."""

import asyncio
import re
from typing import Any
from weakref import WeakKeyDictionary

from datasette.utils.asgi import NotFound, Response

from avr_docs import accounts
from avr_docs.site.attempts import Attempts
from avr_docs.site.database import ours
from avr_docs.site.staff import name_of, off_the_loop, onward, page, posted
from avr_docs.site.staff_gate import LOGIN, STAFF, token
from avr_docs.site.staff_mode import Mode, mode

#: Where a person lands who was on the way to nowhere in particular.
START = "/-/avr/demands"
#: A place on this site: `//host` and `/\host` lead elsewhere.
HERE = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")
WRONG_PASSWORD = "Name or password is wrong. If you have forgotten it, whoever runs the site can give you another."
#: Passwords that are looked at at one time: each takes 32 MB.
AT_ONE_TIME = 2


class Door:
    """What a site remembers of those who try to sign in."""

    def __init__(self) -> None:
        self.attempts = Attempts()
        self.turn = asyncio.Semaphore(AT_ONE_TIME)


doors: "WeakKeyDictionary[Any, Door]" = WeakKeyDictionary()


async def login(request: Any, datasette: Any) -> Any:
    """The form to sign in, and what becomes of it."""
    found = _mode(datasette)
    if request.method == "POST":
        fields = await posted(request)
        return await _try(request, datasette, found, fields)
    if name_of(request):
        return onward(datasette, START)
    return await _form(request, datasette, {"next": request.args.get("next") or ""})


async def logout(request: Any, datasette: Any) -> Any:
    """Ends the session."""
    found = _mode(datasette)
    await posted(request)
    await off_the_loop(accounts.sign_out, found.log, token(request.headers.get("cookie", ""), found))
    response = onward(datasette, f"{LOGIN}?out=1")
    response.set_cookie(found.cookie, "", max_age=0, secure=bool(found.behind), httponly=True)
    return response


def _mode(datasette: Any) -> Mode:
    found = mode(datasette)
    if found is None:
        raise NotFound("There is no such page here.")
    return found


async def _try(request: Any, datasette: Any, found: Mode, fields: dict[str, str]) -> Any:
    door = doors.setdefault(datasette, Door())
    name, password = fields.get("name", "").strip(), fields.get("password", "")
    wait = door.attempts.wait(name)
    if wait:
        told = f"Too many attempts with this name. Try again in {wait} seconds."
        return await _form(request, datasette, fields, told, 429, {"Retry-After": str(wait)})
    if not name or not password:
        return await _form(request, datasette, fields, "Give your name and your password.", 400)
    door.attempts.begin(name)
    async with door.turn:
        session = await off_the_loop(accounts.sign_in, found.log, name, password)
    if session is None:
        return await _form(request, datasette, fields, WRONG_PASSWORD, 403)
    door.attempts.end(name)
    before = token(request.headers.get("cookie", ""), found)
    if before:
        await off_the_loop(accounts.sign_out, found.log, before)
    target = fields.get("next", "")
    response = Response.redirect(target, status=303) if HERE.fullmatch(target) else onward(datasette, START)
    response.set_cookie(
        found.cookie,
        session[1],
        max_age=accounts.LONGEST_SESSION,
        secure=bool(found.behind),
        httponly=True,
        samesite="lax",
    )
    return response


async def _form(
    request: Any,
    datasette: Any,
    fields: dict[str, str],
    told: str = "",
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Any:
    name = await ours(datasette)
    context = {
        "name": fields.get("name", ""),
        "next": fields.get("next", ""),
        "told": told,
        "out": "out" in request.args,
    }
    if name is None:
        raise NotFound("None of the databases that are served here was made by avr-docs build.")
    response = await page(datasette, request, name, "avr_staff_login.html", context, status)
    response.headers.update(headers or {})
    return response


ROUTES = [(rf"^{LOGIN}$", login), (rf"^{STAFF}logout$", logout)]
