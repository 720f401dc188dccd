"""One address to bytes, within limits, whatever the server does.

Made on httpcore, which comes with httpx: redirects, cookies and unpacking are then ours to bound, and nothing is sent
that is not written here.
"""

import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from importlib.metadata import version

import httpcore
import httpx

from avr_docs.addresses import Network
from avr_docs.connection import Backend, seconds_left
from avr_docs.errors import FetchError
from extract import MAX_BYTES

AGENT = f"avr-docs/{version('avr-docs')} (reads public documents on assisted return; one request a second)"
HEADERS = [
    (b"User-Agent", AGENT.encode()),
    (b"Accept", b"text/html,application/pdf,application/xhtml+xml,text/plain,*/*;q=0.5"),
    (b"Accept-Language", b"en,*;q=0.5"),
    (b"Accept-Encoding", b"gzip"),
    (b"Connection", b"close"),
]
PIECE = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """What one address may cost. `max_bytes` holds for the bytes that come and for what they unpack to."""

    max_bytes: int = MAX_BYTES
    connect_seconds: float = 10
    read_seconds: float = 20
    total_seconds: float = 120
    redirects: int = 5
    pause_seconds: float = 1  # between two requests to one host


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """What came from an address: `url` is where it was in the end."""

    url: str
    data: bytes
    content_type: str


@dataclass(slots=True)
class Visits:
    """When each host was last asked, so that none is asked more often than once in a while."""

    times: dict[str, float] = field(default_factory=dict)

    def hold(self, host: str, seconds: float) -> None:
        """Lets the next request to this host wait for `seconds` more, as the host has asked for."""
        self.times[host] = time.monotonic() + seconds

    def wait(self, host: str, pause: float) -> None:
        """Waits until `pause` seconds have gone by since the last request to this host."""
        rest = self.times.get(host, -pause) + pause - time.monotonic() if host in self.times else 0.0
        if rest > 0:
            time.sleep(rest)
        self.times[host] = time.monotonic()


def download(url: str, *, limits: FetchLimits, network: Network, visits: Visits) -> Download:
    """The bytes at an address, redirects followed.

    Raises:
        FetchError: the message is for a person, and begins in lower case.
    """
    deadline = time.monotonic() + limits.total_seconds
    place = parse(url)
    for _ in range(limits.redirects + 1):
        visits.wait(place.host, limits.pause_seconds)
        with answering(place, limits, network, deadline) as answer:
            if answer.status in (301, 302, 303, 307, 308):
                place = redirected(place, answer)
                continue
            if answer.status != 200:
                raise FetchError(f"the server {place.host} answered {status_name(answer.status)}")
            data = b"".join(body(answer, limits, deadline))
            kind = header(answer, b"content-type").partition(";")[0].strip().lower()
            return Download(url=str(place), data=data, content_type=kind)
    raise FetchError(f"more than {limits.redirects} redirects, the last to {place}")


def parse(url: str) -> httpx.URL:
    """A web address taken apart.

    Raises:
        FetchError: it is none, or not one to be fetched.
    """
    try:
        place = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise FetchError(f"the url {url!r} is no web address ({error})") from error
    if place.scheme not in ("http", "https"):
        raise FetchError(f"the url {url!r} does not begin with http:// or https://, and nothing else is fetched")
    if not place.host:
        raise FetchError(f"the url {url!r} names no host")
    if place.port is not None and not 0 < place.port < 65536:
        raise FetchError(f"the url {url!r} names port {place.port}, and there is no such port")
    if place.userinfo:
        raise FetchError(f"the address at {place.host} holds a user name or password, which is never sent")
    return place.copy_with(fragment=None)


@contextmanager
def answering(place: httpx.URL, limits: FetchLimits, network: Network, deadline: float) -> Iterator[httpcore.Response]:
    """The server's answer with its body still to come; every failure is a FetchError."""
    url = httpcore.URL(scheme=place.raw_scheme, host=place.raw_host, port=place.port, target=place.raw_path)
    times = {"connect": limits.connect_seconds, "read": limits.read_seconds, "write": limits.read_seconds, "pool": 1.0}
    headers = [(b"Host", place.netloc), *HEADERS]
    try:
        with (
            httpcore.ConnectionPool(max_connections=1, network_backend=Backend(network, deadline)) as pool,
            pool.stream("GET", url, headers=headers, extensions={"timeout": times}) as answer,
        ):
            yield answer
    except httpcore.TimeoutException as error:
        seconds_left(deadline, None)
        raise FetchError(f"the server {place.host} did not answer in time: try again later") from error
    except (httpcore.ConnectError, httpcore.ReadError, httpcore.WriteError) as error:
        raise FetchError(f"no connection to {place.host}: {error or 'it was closed'}") from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise FetchError(f"the server {place.host} broke off, or does not speak HTTP ({error})") from error


def header(answer: httpcore.Response, name: bytes) -> str:
    """A header of the answer; "" where it has none."""
    return next((value.decode("latin-1") for key, value in answer.headers if key.lower() == name), "")


def status_name(status: int) -> str:
    """A status as people know it: "404 Not Found"."""
    known = {item.value: item.phrase for item in HTTPStatus}
    return f"{status} {known.get(status, '')}".strip()


def redirected(place: httpx.URL, answer: httpcore.Response) -> httpx.URL:
    """Where a redirect leads to.

    Raises:
        FetchError: it does not say, or not to a web address.
    """
    target = header(answer, b"location")
    if not target:
        raise FetchError(f"the server {place.host} redirects, and does not say where to")
    try:
        joined = place.join(target)
    except httpx.InvalidURL as error:
        raise FetchError(f"the server {place.host} redirects to what is no web address: {target[:200]!r}") from error
    return parse(str(joined))


def body(answer: httpcore.Response, limits: FetchLimits, deadline: float) -> Iterator[bytes]:
    """The body, unpacked, piece by piece; stops with an error as soon as it is over the limit."""
    too_large = FetchError(f"it is over the limit of {limits.max_bytes:,} bytes")
    length = header(answer, b"content-length")
    if length.isdigit() and int(length) > limits.max_bytes:
        raise too_large
    encoding = header(answer, b"content-encoding").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"it came packed as {encoding[:40]!r}, which was not asked for")
    packed = encoding not in ("", "identity")
    total = 0
    raw = _counted(answer, limits, too_large)
    for piece in _unpacked(raw) if packed else raw:
        seconds_left(deadline, None)
        total += len(piece)
        if total > limits.max_bytes:
            raise too_large
        yield piece


def _counted(answer: httpcore.Response, limits: FetchLimits, too_large: FetchError) -> Iterator[bytes]:
    total = 0
    for piece in answer.iter_stream():
        total += len(piece)
        if total > limits.max_bytes:
            raise too_large
        yield piece


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """gzip and zlib streams unpacked, no more than `PIECE` bytes at a time: a small piece may hold gigabytes."""
    decoder = zlib.decompressobj(wbits=47)  # 32 + 15: the header tells which of the two it is
    try:
        for piece in pieces:
            rest = piece
            while rest and not decoder.eof:
                yield decoder.decompress(rest, PIECE)
                rest = decoder.unconsumed_tail
    except zlib.error as error:
        raise FetchError(f"it cannot be unpacked ({error})") from error
    if not decoder.eof:
        raise FetchError("it is cut short: try again")
