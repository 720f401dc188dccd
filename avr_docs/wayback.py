"""The Wayback Machine's copy of an address nearest to a day, by the archive's own service for that question."""

import json
import re
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from avr_docs.addresses import Network
from avr_docs.ask import ask
from avr_docs.download import FetchLimits, Visits, status_name
from avr_docs.errors import FetchError
from avr_docs.spreadsheet import is_url

#: Described at https://archive.org/help/wayback_api.php
SERVICE = "https://archive.org/wayback/available"
HOST = "web.archive.org"
COPY = re.compile(r"/web/(\d{4,14})(?:[a-z]{2}_)?/")
#: The longest that a request of the archive to wait is heeded, in seconds.
PATIENCE = 60.0


class Copy(NamedTuple):
    """An archived copy: its address and the day on which it was made (ISO 8601)."""

    url: str
    day: str


def own(url: str) -> Copy | None:
    """The copy that `url` itself is the address of; None where it is not of the Wayback Machine."""
    parts = urlsplit(url)
    found = COPY.match(parts.path) if parts.hostname == HOST else None
    day = _day(found[1]) if found else None
    return Copy(url, day) if day else None


def nearest(
    url: str, day: str | None, *, limits: FetchLimits, network: Network, visits: Visits, service: str = SERVICE
) -> Copy | None:
    """The copy of `url` nearest to `day` (of any precision), or the latest; None where there is none.

    Raises:
        FetchError: the archive gave no answer of use; the message is for a person.
    """
    query = f"{service}?url={quote(url, safe='')}" + (f"&timestamp={day.replace('-', '')}" if day else "")
    answer = ask(query, limits=limits, network=network, visits=visits, whole=True)
    if answer.status in (429, 503) and answer.retry_after is not None and answer.retry_after <= PATIENCE:
        visits.hold(urlsplit(service).hostname or "", answer.retry_after)
        answer = ask(query, limits=limits, network=network, visits=visits, whole=True)
    if answer.status != 200:
        raise FetchError(answer.trouble or f"it answered {status_name(answer.status or 0)}")
    try:
        closest = _closest(json.loads(answer.data))
    except (ValueError, RecursionError) as error:
        raise FetchError("it answered with something else than was asked for") from error
    if closest is None or str(closest.get("status", "200"))[:1] != "2" or closest.get("available") is False:
        return None
    place = str(closest.get("url") or "")
    made = _day(str(closest.get("timestamp") or ""))
    if made is None or not is_url(place) or urlsplit(place).hostname != HOST:
        raise FetchError("it answered with something else than was asked for")
    return Copy(re.sub("^http:", "https:", place), made)


def _closest(said: Any) -> dict[str, Any] | None:
    """The part of the service's answer that tells of a copy; None where it tells of none.

    Raises:
        ValueError: it is no answer of that service.
    """
    if not isinstance(said, dict) or not isinstance(said.get("archived_snapshots"), dict):
        raise ValueError("no snapshots")
    closest = said["archived_snapshots"].get("closest")
    if closest is not None and not isinstance(closest, dict):
        raise ValueError("no snapshot")
    return closest


def _day(stamp: str) -> str | None:
    """20190702101500 as 2019-07-02; None for what is no date."""
    try:
        return datetime.strptime(stamp[:8], "%Y%m%d").date().isoformat() if len(stamp) >= 8 else None
    except ValueError:
        return None
