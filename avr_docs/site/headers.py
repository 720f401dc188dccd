"""What every answer says to the browser, and which requests get no further: nothing is written, nothing runs inline."""

import re
from collections.abc import Awaitable, Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, unquote

App = Callable[[dict[str, Any], Any, Any], Awaitable[None]]
Pairs = list[tuple[bytes, bytes]]

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
#: HSTS is for the proxy to send, which alone knows that the site is reached by HTTPS.
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
#: Of what lies under /-/, these alone: the other pages are Datasette's own, which show paths, settings or the program's
#: insides, or are of no use to a reader. Those of a later version are closed too.
OPEN = frozenset({"avr", "static", "static-plugins"})
METHODS = frozenset({"GET", "HEAD"})
#: A published file does not change; how long others may keep a page of it, in seconds.
KEEP = b"public, max-age=300"
#: What tells visitors apart; a published site has no login, so nobody's page differs from anybody's.
PERSONAL = frozenset({b"cookie", b"authorization"})
#: Headers of answers that only make sense where they differ from visitor to visitor.
OF_VISITORS = frozenset({b"set-cookie", b"vary"})
#: A host name or an address, with a port or without.
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9._-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?", re.I)
#: Characters of an address, with what is asked: about as much as the server takes of a request before its body.
LONGEST = 60_000


def wrapped(
    app: App,
    base_url: str = "/",
    *,
    forms: str | None = None,
    hosts: Iterable[str] = (),
    published: Callable[[], bool] = lambda: False,
) -> App:
    """`app`, answering GET and HEAD alone, without the closed pages, and with the headers on every answer.

    `forms` is how addresses begin that take POST, too; no page of a site for readers does. `hosts` are the names under
    which the site may be asked for; any, if there are none. Where it is `published`, nothing of a visitor's is passed
    on, and answers may be kept for a while.
    """
    names = frozenset(name.casefold() for name in hosts)

    async def answer(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        is_public = published()

        async def send_with_headers(event: dict[str, Any]) -> None:
            if event["type"] == "http.response.start":
                ours = for_others() if embedded(scope, base_url) else HEADERS
                event = {**event, "headers": _with(event.get("headers", ()), event["status"], is_public, ours)}
            await send(event)

        fault = refused(scope, names)
        takes_forms = forms is not None and inside(scope["path"], base_url).startswith(forms)
        if scope["method"] not in METHODS and not (takes_forms and scope["method"] == "POST"):
            allowed = b"GET, HEAD, POST" if takes_forms else b"GET, HEAD"
            await refuse(send_with_headers, 405, "This site can be read only.", ((b"allow", allowed),))
        elif fault:
            await refuse(send_with_headers, *fault)
        elif blocked(scope["path"], base_url):
            await refuse(send_with_headers, 404, "There is no such page here.")
        else:
            kept = [(name, value) for name, value in scope.get("headers", ()) if name.lower() not in PERSONAL]
            await app({**scope, "headers": kept} if is_public else scope, receive, send_with_headers)

    return answer


def refused(scope: dict[str, Any], hosts: frozenset[str] = frozenset()) -> tuple[int, str] | None:
    """Status and message for a request that no browser sends, or that is meant for another host; None for others.

    The host is written into the addresses of further pages, and a cache in front would hand these to others.
    """
    given = [value.decode("latin-1") for name, value in scope.get("headers", ()) if name.lower() == b"host"]
    if len(given) > 1 or not all(HOST.fullmatch(host) for host in given):
        return 400, "The name of the host is not one."
    if hosts and (not given or re.sub(r":\d+$", "", given[0]).casefold() not in hosts):
        return 421, "This site is not found under that name."
    raw = scope.get("raw_path") or scope["path"].encode("utf-8", "replace")
    if len(raw) + len(scope.get("query_string") or b"") > LONGEST:
        return 414, "The address is too long."
    if any(char < " " or char == "\x7f" for char in scope["path"]) or not raw.isascii():
        return 400, "The address holds characters that belong in none."
    return None


def blocked(path: str, base_url: str = "/") -> bool:
    """True for every page under /-/ that is not in OPEN, however it is spelt."""
    parts = [part for part in re.split(r"[/\\]", inside(_plain(path), base_url)) if part not in ("", ".")]
    return len(parts) > 1 and parts[0] == "-" and parts[1] not in OPEN


def _plain(path: str) -> str:
    """The path with percent signs undone, also where they were put in twice."""
    for _ in range(3):
        path, before = unquote(path), path
        if path == before:
            break
    return path


def _with(given: Iterable[tuple[bytes, bytes]], status: int, is_public: bool, ours: dict[str, str]) -> Pairs:
    """The headers of an answer with ours; what a page says of itself stands."""
    headers = [(name, value) for name, value in given if not (is_public and name.lower() in OF_VISITORS)]
    names = {name.lower() for name, _ in headers}
    headers += [(name.encode(), value.encode()) for name, value in ours.items() if name.encode() not in names]
    if is_public and status == 200 and b"cache-control" not in names:
        headers.append((b"cache-control", KEEP))
    return headers


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
