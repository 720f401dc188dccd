"""What changed for demands lately, as an Atom feed that readers' programs follow."""

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from datasette.utils.asgi import Response

from avr_docs.site.database import Row, rows
from avr_docs.site.values import demand_path, document_path, web_address
from avr_docs.words import say

MOST = 50
#: Entries for everybody, of demands that are here, that nobody took back.
CHANGES = """
select e.id, e.date, e.recorded, e.status, e.note, e.evidence, e.evidence_document, m.key, m.text, m.addressee
from demand_events e join demands m on m.key = e.demand
where coalesce(e.internal, 0) = 0 and e.status is not null
  and not exists (select 1 from demand_events u where u.undoes = e.id)
order by e.date desc, e.id desc limit :most
"""
#: Characters that XML cannot hold at all.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


async def feed(datasette: Any, request: Any, name: str) -> Any:
    """The latest changes of status, newest first."""
    changes = await rows(datasette, name, CHANGES, {"most": MOST})

    def absolute(path: str) -> str:
        return str(datasette.absolute_url(request, datasette.urls.path(path)))

    root = Element("feed", xmlns="http://www.w3.org/2005/Atom")
    _add(root, "title", "What became of demands")
    _add(root, "id", absolute("/-/avr/demands.atom"))
    _add(root, "updated", _moment(changes[0]) if changes else "1970-01-01T00:00:00Z")
    SubElement(root, "link", rel="self", href=absolute("/-/avr/demands.atom"))
    SubElement(root, "link", href=absolute("/-/avr/demands"))
    _add(SubElement(root, "author"), "name", "Staff of this collection")
    for change in changes:
        _entry(root, change, absolute)
    body = tostring(root, encoding="unicode")
    return Response(
        f'<?xml version="1.0" encoding="utf-8"?>\n{body}', content_type="application/atom+xml; charset=utf-8"
    )


def _entry(root: Element, change: Row, absolute: Any) -> None:
    entry = SubElement(root, "entry")
    address = absolute(demand_path(change["key"]))
    whom = f"{change['addressee']}: " if change["addressee"] else ""
    _add(entry, "title", f"{say('demand', change['status'])}: {whom}{change['text']}")
    _add(entry, "id", f"{address}#entry-{change['id']}")
    _add(entry, "updated", _moment(change))
    SubElement(entry, "link", href=address)
    if change["evidence_document"]:
        SubElement(entry, "link", rel="related", href=absolute(document_path(change["evidence_document"])))
    elif web := web_address(change["evidence"]):
        SubElement(entry, "link", rel="related", href=web)
    if change["note"]:
        _add(entry, "summary", change["note"])


def _add(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = FORBIDDEN.sub("\ufffd", text)


def _moment(change: Row) -> str:
    """When it was recorded, else its day: Atom wants a time, and dates of the log are days."""
    recorded = str(change["recorded"] or "")
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", recorded):
        return recorded
    day = str(change["date"] or "")
    return f"{day}T00:00:00Z" if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else "1970-01-01T00:00:00Z"
