"""What every answer says to the browser, and which requests get no further: nothing is written, nothing runs inline."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs, unquote

App = Callable[[dict[str, Any], Any, Any], Awaitable[None]]

#: No page of the site has a script or a style of its own within it, so that none can be smuggled in.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
#: The page that other sites may show within theirs, for a newsroom's article; it has no form and no link that acts.
EMBEDDED = "-/avr/compare/chart"
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}
#: Datasette's own pages that show paths, settings or the program's insides, or are of no use to a reader.
BLOCKED = frozenset(
    {
        "actor",
        "allow-debug",
        "auth-token",
        "config",
        "databases",
        "logout",
        "messages",
        "metadata",
        "patterns",
        "permissions",
        "plugins",
        "settings",
        "threads",
        "versions",
    }
)
METHODS = frozenset({"GET", "HEAD"})


def wrapped(app: App, base_url: str = "/", forms: str | None = None) -> App:
    """`app`, answering GET and HEAD alone, without the blocked pages, and with the headers on every answer.

    `forms` is how addresses begin that take POST, too; no page of a site for readers does.
    """

    async def answer(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return

        async def send_with_headers(event: dict[str, Any]) -> None:
            if event["type"] == "http.response.start":
                given = {name.lower() for name, _ in event.get("headers", ())}
                wanted = for_others() if embedded(scope, base_url) else HEADERS
                more = [(key.encode(), value.encode()) for key, value in wanted.items() if key.encode() not in given]
                event = {**event, "headers": [*event.get("headers", ()), *more]}
            await send(event)

        takes_forms = forms is not None and inside(scope["path"], base_url).startswith(forms)
        if scope["method"] not in METHODS and not (takes_forms and scope["method"] == "POST"):
            allowed = b"GET, HEAD, POST" if takes_forms else b"GET, HEAD"
            await refuse(send_with_headers, 405, "This site can be read only.", ((b"allow", allowed),))
        elif blocked(scope["path"], base_url):
            await refuse(send_with_headers, 404, "There is no such page here.")
        else:
            await app(scope, receive, send_with_headers)

    return answer


def blocked(path: str, base_url: str = "/") -> bool:
    """True for the pages in BLOCKED, with any extension, however they are spelt."""
    parts = [part for part in inside(unquote(path), base_url).split("/") if part]
    return len(parts) > 1 and parts[0] == "-" and parts[1].partition(".")[0].lower() in BLOCKED


def embedded(scope: dict[str, Any], base_url: str = "/") -> bool:
    """True for the one page that may stand in a frame of others: the chart, asked for with `embed=1`."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    return str(scope["path"]) == base_url + EMBEDDED and asked.get("embed") == ["1"]


def for_others() -> dict[str, str]:
    """The headers of a page that may stand in a frame of others; all else is as strict as everywhere."""
    policy = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
    kept = {name: value for name, value in HEADERS.items() if name != "x-frame-options"}
    return {**kept, "content-security-policy": policy}


def inside(path: str, base_url: str = "/") -> str:
    """The path as it is within the site, wherever that stands."""
    return f"/{path[len(base_url) :]}" if path.startswith(base_url) else path


async def refuse(send: Any, status: int, message: str, headers: tuple[tuple[bytes, bytes], ...] = ()) -> None:
    """Answers with the message as plain text."""
    plain = (b"content-type", b"text/plain; charset=utf-8")
    await send({"type": "http.response.start", "status": status, "headers": [plain, *headers]})
    await send({"type": "http.response.body", "body": message.encode()})
