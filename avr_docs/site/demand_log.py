"""What became of demands, as it is shown: entries in order, those that were taken back, those that staff alone sees."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from avr_docs.site.database import Row, rows
from avr_docs.site.values import web_address

EVENTS = """
select e.*, d.title, d.type, d.date as document_date, d.publisher from demand_events e
left join documents d on d.id = e.evidence_document
where e.demand in (select value from json_each(:keys)) order by e.date, e.recorded, e.id
"""
LOST = """
select e.* from demand_events e where not exists (select 1 from demands m where m.key = e.demand)
order by e.date, e.id limit 100
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """The entries of one demand, oldest first; `kept` is how many more staff keeps for itself.

    An entry that was taken back has `taken_back`, the entry that did so.
    """

    entries: list[Row] = field(default_factory=list)
    kept: int = 0

    @property
    def holding(self) -> list[Row]:
        """The entries that nobody took back."""
        return [entry for entry in self.entries if entry["taken_back"] is None]


async def logs(datasette: Any, name: str, keys: Iterable[str], *, staff: object = None) -> dict[str, Log]:
    """The log of each of these demands; one without entries has an empty one. `staff` is who is signed in."""
    by_demand: dict[str, list[Row]] = defaultdict(list)
    listed = list(keys)
    for event in await rows(datasette, name, EVENTS, {"keys": json.dumps(listed)}):
        by_demand[event["demand"]].append(event)
    return {key: log_of(by_demand[key], staff=staff) for key in listed}


async def lost(datasette: Any, name: str) -> list[Row]:
    """Entries whose demand is not in the database now: its document was taken out, or its words have changed."""
    return await rows(datasette, name, LOST)


def log_of(events: Iterable[Row], *, staff: object = None) -> Log:
    """The entries with what took them back; who wrote them, and what is internal, for staff alone."""
    all_of_them = list(events)
    back = {event["undoes"]: event for event in all_of_them if event["undoes"] is not None}
    told = [event for event in all_of_them if event["undoes"] is None]
    shown = [event for event in told if staff or not event["internal"]]
    entries = [
        {
            **event,
            "who": event["who"] if staff else None,
            "web": web_address(event["evidence"]),
            "taken_back": _public(back[event["id"]], staff) if event["id"] in back else None,
        }
        for event in shown
    ]
    return Log(entries=entries, kept=len(told) - len(shown))


def _public(undoing: Row, staff: object) -> Row:
    hidden = undoing["internal"] and not staff
    return {**undoing, "who": undoing["who"] if staff else None, "note": None if hidden else undoing["note"]}
