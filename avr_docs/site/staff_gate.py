"""What stands before every page of the staff's site: the right address, no form from elsewhere, nothing unsigned-in."""

import asyncio
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote

from avr_docs import accounts
from avr_docs.errors import AvrDocsError
from avr_docs.site.headers import App, inside, refuse
from avr_docs.site.staff_mode import Mode

#: Where forms are sent; all else can be read only.
STAFF = "/-/avr/staff/"
LOGIN = f"{STAFF}login"
#: Files of the package, which look the same to everybody.
STATIC = ("/-/static/", "/-/static-plugins/", "/favicon.ico")
#: Bytes of a form; the longest note is far below.
LONGEST_FORM = 64 * 1024
#: Other ways to sign in, or past the token of a form: they are none here.
UNHEARD = frozenset({b"authorization", b"x-csrftoken"})

Headers = Iterable[tuple[bytes, bytes]]


def wrapped(app: App, mode: Mode, base_url: str = "/") -> App:
    """`app` for those who are signed in alone; others are led to the login."""

    async def answer(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        path = inside(_asked(scope), base_url)
        private = not path.startswith(STATIC)

        async def send_kept(event: dict[str, Any]) -> None:
            if event["type"] == "http.response.start":
                event = {**event, "headers": list(_kept(event.get("headers", ()), mode, private=private))}
            await send(event)

        given = dict(scope["headers"])
        origin = mode.origin(given.get(b"host", b"").decode("latin-1"))
        if origin is None:
            await refuse(send_kept, 421, f"This site is at {mode.behind or 'http://127.0.0.1'} only.")
        elif scope["method"] == "POST" and (wrong := _wrong_form(given, origin)):
            await refuse(send_kept, *wrong)
        else:
            try:
                name = await _name(given, mode) if private else None
            except AvrDocsError as error:
                await refuse(send_kept, 503, str(error))
                return
            if name is None and private and path != LOGIN:
                await _to_login(scope, send_kept, path, base_url)
                return
            heard = [(key, value) for key, value in scope["headers"] if key not in UNHEARD]
            actor = {"id": name, "staff": True} if name else None
            await app({**scope, "headers": heard, "actor": actor}, receive, send_kept)

    return answer


def token(cookies: str, mode: Mode) -> str:
    """The token of the session in a header of cookies; "" where there is none."""
    try:
        found = SimpleCookie(cookies).get(mode.cookie)
    except CookieError:
        return ""
    return found.value if found else ""


async def _name(given: dict[bytes, bytes], mode: Mode) -> str | None:
    """Who is signed in."""
    session = token(given.get(b"cookie", b"").decode("latin-1"), mode)
    return await asyncio.to_thread(accounts.signed_in, mode.log, session) if session else None


def _wrong_form(given: dict[bytes, bytes], origin: str) -> tuple[int, str] | None:
    """Status and message for a form that is not one of this site's own, or too long."""
    site, sender = given.get(b"sec-fetch-site"), given.get(b"origin")
    if (
        site not in (None, b"same-origin")
        or sender not in (None, origin.encode("latin-1"))
        or (site, sender) == (None,) * 2
    ):
        return 403, "This form does not come from this site, so nothing was recorded."
    if given.get(b"content-type", b"").partition(b";")[0].strip() != b"application/x-www-form-urlencoded":
        return 415, "Only forms of this site are taken."
    length = given.get(b"content-length", b"")
    if not length.isdigit():
        return 411, "The form does not say how long it is."
    if int(length) > LONGEST_FORM:
        return 413, "The form is too long, so nothing was recorded. Shorten the note, or put it into a document."
    return None


def _asked(scope: dict[str, Any]) -> str:
    """The path as it was asked for, percent signs and all: by this one Datasette finds the page."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw.decode("latin-1").partition("?")[0]


async def _to_login(scope: dict[str, Any], send: Any, path: str, base_url: str) -> None:
    if scope["method"] == "POST":
        await refuse(
            send,
            403,
            "You are not signed in any more, and nothing was recorded. Sign in in another tab, come back to this one, "
            "go back one page, and send the form again: what you typed is still there.",
        )
        return
    query = scope.get("query_string", b"").decode("latin-1")
    target = quote(f"{_asked(scope)}?{query}" if query else _asked(scope), safe="")
    where = f"{base_url.rstrip('/')}{LOGIN}" + (f"?next={target}" if path != "/" else "")
    await send({"type": "http.response.start", "status": 303, "headers": [(b"location", where.encode("latin-1"))]})
    await send({"type": "http.response.body", "body": b""})


def _kept(headers: Headers, mode: Mode, *, private: bool) -> Headers:
    """The headers of an answer: nobody keeps a copy, no script reads a cookie, and forms say where they come from."""
    for key, value in headers:
        name = key.lower()
        if name == b"set-cookie":
            marks = {part.strip().lower() for part in value.split(b";")}
            value += b"" if b"httponly" in marks else b"; HttpOnly"
            value += b"; Secure" if mode.behind and b"secure" not in marks else b""
        if not (private and name in (b"cache-control", b"referrer-policy")):
            yield key, value
    if private:
        yield b"cache-control", b"private, no-store"
        # With no-referrer, browsers send forms with `Origin: null`.
        yield b"referrer-policy", b"same-origin"
