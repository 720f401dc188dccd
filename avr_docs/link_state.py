"""What an answer says about a cited address: whether what was cited can still be read there."""

import re
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlsplit

from avr_docs.ask import Answer
from avr_docs.canonical import canonical
from avr_docs.download import status_name
from avr_docs.records import LinkState

FOR_GOOD = frozenset({301, 308})
GONE = frozenset({404, 410})
#: A server that is slow or in trouble: that says nothing about the page.
TROUBLE = frozenset({408, 421, 425})
#: /404, /404.html, /page-not-found, /errors/notfound.aspx; not /news/404-people-returned
LOST = re.compile(r"/(?:error[-_]?)?(?:404|(?:page[-_]?)?not[-_]?found)(?:\.\w+)?/?$", re.I)
LOGIN = re.compile(r"/(?:log[-_]?in|sign[-_]?in|sso|wp-login\.php)(?:\.\w+)?/?$", re.I)
#: /, /en, /en-us/home, /index.html, /en/default.aspx
FRONT = re.compile(r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:home|index|default)(?:\.\w+)?)?/?", re.I)


class Verdict(NamedTuple):
    """The state of an address, and why, as a sentence; None where there is nothing to say."""

    state: LinkState
    note: str | None = None


def judge(url: str, answer: Answer) -> Verdict:
    """The state of `url`, as far as a server's answer tells.

    A redirect to a front page is as much as "not here": "gone" where the site sends there for good, else "moved" with a
    note. A page that is there and says only in words that nothing is found is "good": no text is read.
    """
    status = answer.status
    if status is None:
        return Verdict("unreachable", _sentence(answer.trouble or "nobody answered"))
    if 200 <= status < 300:
        return _landed(url, answer)
    told = f"The server answered {status_name(status)}."
    if status in GONE:
        return Verdict("gone", told)
    if (400 <= status < 500 and status not in TROUBLE) or status == 999:  # 999: LinkedIn's, to programs
        return Verdict("refused", f"{told} A person with a browser may be let in.")
    return Verdict("unreachable", told)


def _landed(url: str, answer: Answer) -> Verdict:
    """The verdict on an address that led to a page."""
    cited = canonical(url)
    if canonical(answer.url) == cited:
        return Verdict("good")
    path, cited_path = urlsplit(answer.url).path, urlsplit(url).path
    # A redirect to the same page (https, www, a slash) says nothing; the first that leads to another one counts.
    first = next((status for status, target in answer.hops if canonical(target) != cited), 0)
    if LOST.search(path) and not LOST.search(cited_path):
        return Verdict("gone", "The site sends to a page that says that it is not found.")
    if LOGIN.search(path) and not LOGIN.search(cited_path):
        return Verdict("refused", "The site asks to log in.")
    if _front(answer.url) and not _front(url):
        if first in FOR_GOOD and _one_site(url, answer.url):
            return Verdict("gone", "The site sends to its front page instead.")
        return Verdict("moved", "It leads to a front page: the page itself may be gone.")
    if first in FOR_GOOD:
        return Verdict("moved", f"The server says that it has moved for good ({first} {HTTPStatus(first).phrase}).")
    return Verdict("good")


def _front(url: str) -> bool:
    """Whether the address is that of a site's front page."""
    parts = urlsplit(canonical(url))
    return not parts.query and not parts.fragment and FRONT.fullmatch(parts.path) is not None


def _one_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host, or of a host and one below it."""
    hosts = [f".{urlsplit(canonical(url)).hostname or url}" for url in (one, other)]
    return hosts[0].endswith(hosts[1]) or hosts[1].endswith(hosts[0])


def _sentence(told: str) -> str:
    return f"{told[0].upper()}{told[1:]}".rstrip(".") + "."
