"""Which demands are asked for and in which order: the arguments of an address, and the conditions in SQL for them."""

import re
from dataclasses import asdict, dataclass, fields
from typing import Any
from urllib.parse import urlencode

from avr_docs.site.answering import number
from avr_docs.words import WORDS

#: With these nothing more is waited for.
CLOSED = ("met", "refused", "overtaken")
#: With these nobody has answered, or nobody has looked.
UNANSWERED = ("open", "no_response")
#: What each order is called, and what it sorts by.
_CLOSED = ", ".join(f"'{status}'" for status in CLOSED)
_RANK = " ".join(f"when '{status}' then {n}" for n, status in enumerate(WORDS["demand"]))
ORDERS = {
    "newest": ("newest first", "m.date is null, m.date desc, m.document, m.n"),
    "longest": ("longest open first", f"m.status in ({_CLOSED}), m.date is null, m.date, m.document, m.n"),
    "status": ("by status", f"case m.status {_RANK} else 99 end, m.date is null, m.date desc, m.document, m.n"),
}
#: A day, a month or a year.
DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
#: Stands for demands whose documents name no programme.
NONE = "-"

WHERE = {
    "status": "m.status = :status",
    "safeguard": "m.key in (select demand from demand_safeguards where safeguard = :safeguard)",
    "addressee": "m.key in (select demand from demand_addressees where addressee = :addressee)",
    "programme": "m.programme = :programme",
    "action": "m.action = :action",
    "specificity": "m.specificity = :specificity",
    "role": "m.role = :role",
    "who": "m.who = :who",
    "since": "m.date >= :since",
    # "~" comes after every digit: "2024" holds all its days
    "until": "m.date <= :until || '~'",
}
#: What arguments are called in addresses where that is a word of Python's or of the query's.
ARGUMENTS = {"since": "from", "until": "to"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for; empty fields ask for nothing. Fields are named as in `WHERE`."""

    status: str = ""
    safeguard: str = ""
    addressee: str = ""
    programme: str = ""
    action: str = ""
    specificity: str = ""
    role: str = ""
    who: str = ""
    since: str = ""
    until: str = ""
    sort: str = "newest"
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """True if anything is left out."""
        return any(getattr(self, name) for name in WHERE)

    @property
    def values(self) -> dict[str, Any]:
        """The parameters of the conditions."""
        return {name: value for name, value in asdict(self).items() if name in WHERE and value}

    def where(self, *, without: str | None = None) -> str:
        """The conditions on `demands m`, less that on one field; always a condition, so that more can follow."""
        found = [
            "m.programme is null" if (name, self.programme) == ("programme", NONE) else condition
            for name, condition in WHERE.items()
            if getattr(self, name) and name != without
        ]
        return " and ".join(found) or "1"

    def query(self, **other: Any) -> str:
        """The arguments of the address that asks for this, some of them replaced: "?status=open&page=2", or nothing."""
        asked = {**asdict(self), "page": 1, **other}
        given = [
            (ARGUMENTS.get(each.name, each.name), asked[each.name])
            for each in fields(self)
            if asked[each.name] not in ("", each.default)
        ]
        return f"?{urlencode(given)}" if given else ""


def asked_for(arguments: Any) -> tuple[Asked, list[str]]:
    """What an address asks for, and those of its dates that are none: they leave nothing out."""
    given = {name: (arguments.get(ARGUMENTS.get(name, name)) or "").strip() for name in WHERE}
    for name, group in (("status", "demand"), ("action", "action"), ("specificity", "specificity"), ("role", "role")):
        given[name] = given[name] if given[name] in WORDS[group] else ""
    wrong = [given[name] for name in ("since", "until") if given[name] and not DATE.fullmatch(given[name])]
    for name in ("since", "until"):
        given[name] = "" if given[name] in wrong else given[name]
    sort = arguments.get("sort") or ""
    return Asked(**given, sort=sort if sort in ORDERS else "newest", page=number(arguments.get("page"))), wrong
