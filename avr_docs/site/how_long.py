"""How long a demand was or is open, in words: from its document's date to the status that closed it, or to a day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from avr_docs.site.demand_filter import CLOSED
from avr_docs.words import counted, day, say


def told(demand: Mapping[str, Any], closed: str | None, today: date) -> str:
    """For instance "open for 2 years and 3 months", "met after 5 days"; says so where a date is not known.

    `closed` is the date of the status that closed it, where one did.
    """
    status = demand["status"] or "open"
    begun = _first(demand["date"])
    if begun is None:
        return "how long is not known: its document has no date"
    if status not in CLOSED:
        length = spell(begun, today, rough=len(demand["date"]) < 10)
        return f"open for {length}" if length else "made on a day that is still to come"
    end = _first(closed or demand["status_date"])
    name = say("demand", status).lower()
    if end is None:
        return f"{name}; when is not known"
    if end < begun:
        return f"{name} on {day(closed or demand['status_date'])}, before its document’s date"
    return f"{name} after {spell(begun, end, rough=len(demand['date']) < 10)}"


def closed_on(entries: Iterable[Mapping[str, Any]]) -> str | None:
    """The date of the entry that closed a demand, out of those that hold, in order; None while it is open.

    Where it was noted again later that the demand is met, the first time counts.
    """
    closed = None
    for entry in entries:
        closed = (closed or entry["date"]) if entry["status"] in CLOSED else None
    return closed


def spell(start: date, end: date, *, rough: bool = False) -> str:
    """The time from one day to another in the two largest units: "2 years and 3 months", "12 days", "less than a day".

    `rough` where the start is known to the month or the year alone. Nothing where the end comes first.
    """
    if end < start:
        return ""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    if months < 1:
        days = (end - start).days
        return f"about {days} days" if rough and days else counted(days, "day") if days else "less than a day"
    years, rest = divmod(months, 12)
    parts = [counted(years, "year")] if years else []
    parts += [counted(rest, "month")] if rest else []
    return ("about " if rough else "") + " and ".join(parts)


def _first(text: str | None) -> date | None:
    """The first day that an ISO date of any precision may mean."""
    parts = (text or "").split("T")[0].split("-")
    try:
        return date(*(*(int(part) for part in parts), 1, 1)[:3])
    except (ValueError, TypeError):
        return None
