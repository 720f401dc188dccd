"""The sources of one document: what its notes cite in full, and what its body links to or names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from avr_docs.site.database import Row, rows
from avr_docs.site.highlight import Stretch
from avr_docs.site.sources import SHORT, described
from avr_docs.site.standing import sureness
from avr_docs.site.values import host, web_address, work_path

MENTIONS = "select * from work_mentions where document = :id order by start"


async def mentions_of(datasette: Any, name: str, document: str, works: Mapping[str, Row]) -> list[Row]:
    """The words of the body that name a work, each as a link within the site, in order."""
    found = await rows(datasette, name, MENTIONS, {"id": document})
    return [{**each, "inside": work_path(each["work"])} for each in found if each["work"] in works]


def by_note(citations: Iterable[Row], works: Mapping[str, Row]) -> dict[str, list[Row]]:
    """What each note cites in full, by the note's key; short forms are told of by `sources`."""
    found: dict[str, list[Row]] = defaultdict(list)
    for each in citations:
        if each["note"] is not None and each["type"] not in SHORT:
            found[each["note"]].append(_source(each, works))
    return found


def in_body(citations: Iterable[Row], mentions: Iterable[Row], works: Mapping[str, Row]) -> list[Row]:
    """The works that the body links to, gives the address of, or names, each at its place."""
    linked = [
        {"start": each["start"], "end": each["end"], "how": "Linked", **_source(each, works)}
        for each in citations
        if each["note"] is None and each["work"] in works
    ]
    named = [
        {"start": each["start"], "end": each["end"], "how": "Named", "sure": sureness(each["score"])}
        | _source(works[each["work"]], works, key=each["work"])
        for each in mentions
    ]
    return linked + named


def each_once(sources: Iterable[Stretch[Row]]) -> list[Row]:
    """The sources of a block, a work that stands there several times at its first place only."""
    found: dict[str, Row] = {}
    for each in sorted(sources, key=lambda stretch: (stretch.start, stretch.end)):
        found.setdefault(each.value["work"], each.value)
    return list(found.values())


def _source(facts: Row, works: Mapping[str, Row], *, key: str | None = None) -> Row:
    """What is shown of a citation: its facts in a line, its work with its status, its address and archived copy."""
    key = key or facts["work"]
    work: Mapping[str, Any] = works.get(key or "", {})
    web = web_address(facts["url"]) or work.get("web")
    known = facts if facts["author"] or facts["title"] or not work else {**work, "text": work["name"]}
    return {
        "work": key if work else None,
        "told": described(known),
        "status": work.get("status"),
        "web": web,
        "host": host(web),
        "archive": web_address(facts["archive_url"]) or work.get("archive"),
        "gone": work.get("check_state") == "gone",
    }
