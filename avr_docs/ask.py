"""What a server says when it is asked for an address: its status and where it led, whatever goes wrong."""

import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from avr_docs.addresses import Network
from avr_docs.download import FetchLimits, Visits, answering, body, header, parse, redirected
from avr_docs.errors import FetchError, NotPublic

REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of asking. `url` is where the last request went; `hops` are the redirects on the way, each with its
    status and the address that it led to.

    `status` is None where nobody answered, and `trouble` then says why, beginning in lower case. `private`: the host
    itself is in a private network, and was not asked. `retry_after` is in seconds. `data` is the body, where wanted.
    """

    url: str
    status: int | None = None
    hops: tuple[tuple[int, str], ...] = ()
    trouble: str | None = None
    private: bool = False
    retry_after: float | None = None
    data: bytes = b""


def ask(url: str, *, limits: FetchLimits, network: Network, visits: Visits, whole: bool = False) -> Answer:
    """What the server says to a request for `url`, redirects followed; nothing that a server does raises an error.

    It asks with GET and hangs up after the head of the answer, as many servers refuse HEAD or answer it otherwise;
    with `whole` the body comes too. `limits.total_seconds` holds for each request, not counting the wait before it.
    """
    hops: list[tuple[int, str]] = []
    at = url
    try:
        place = parse(url)
        for _ in range(limits.redirects + 1):
            at = str(place)
            visits.wait(place.host, limits.pause_seconds)
            deadline = time.monotonic() + limits.total_seconds
            with answering(place, limits, network, deadline) as answer:
                if answer.status in REDIRECTS:
                    place = redirected(place, answer)
                    hops.append((answer.status, str(place)))
                    continue
                data = b"".join(body(answer, limits, deadline)) if whole and answer.status == 200 else b""
                wait = _seconds(header(answer, b"retry-after"))
                return Answer(url=at, status=answer.status, hops=tuple(hops), retry_after=wait, data=data)
        trouble = f"more than {limits.redirects} redirects, the last to {place}"
    except NotPublic as error:
        return Answer(url=at, hops=tuple(hops), trouble=str(error), private=not hops)
    except (FetchError, OSError, ValueError) as error:
        trouble = str(error) or type(error).__name__
    return Answer(url=at, hops=tuple(hops), trouble=trouble)


def _seconds(value: str) -> float | None:
    """How long the header Retry-After asks to wait: a number, or a date; None for neither."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    with suppress(ValueError, TypeError, OverflowError):
        when = parsedate_to_datetime(text)
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return max(0.0, (when - datetime.now(UTC)).total_seconds())
    return None
