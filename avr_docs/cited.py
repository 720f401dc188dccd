"""The addresses that a database cites, and the day for which each was cited."""

from collections import defaultdict
from typing import NamedTuple
from urllib.parse import urldefrag

from sqlite_utils import Database

from avr_docs.spreadsheet import is_date, is_url

#: Every cited address with the day on which it was read or written about, the first that is known.
CITED = """
select url, accessed, issued from citations union all select archive_url, accessed, issued from citations
union all select url, null, issued from works union all select archive_url, null, issued from works
union all select url, null, date from documents
"""


class Target(NamedTuple):
    """An address to ask for, the spellings under which it is cited, and the day for which a copy is wanted."""

    url: str
    spellings: tuple[str, ...]
    day: str | None


def cited(db: Database) -> list[Target]:
    """The http(s) addresses that the database cites, those that differ in their fragment alone as one."""
    spellings: defaultdict[str, set[str]] = defaultdict(set)
    read: defaultdict[str, set[str]] = defaultdict(set)
    written: defaultdict[str, set[str]] = defaultdict(set)
    for url, accessed, issued in db.execute(CITED):
        if not url or not is_url(url):
            continue
        asked = urldefrag(url).url
        spellings[asked].add(url)
        for days, day in ((read, accessed), (written, issued)):
            if day and is_date(str(day)[:10]):
                days[asked].add(str(day)[:10])
    return [
        Target(url, tuple(sorted(spellings[url])), min(read[url] or written[url], default=None))
        for url in sorted(spellings)
    ]
