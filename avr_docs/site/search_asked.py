"""What the address of the search asks for, and the addresses that ask for something else."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from avr_docs.matching import LONGEST, match_query, near_query, terms, too_long
from avr_docs.search_items import (
    ANYTHING,
    INCLUDED,
    OF_CLAIMS,
    OF_DOCUMENTS,
    between,
    day_of,
    label,
    last_day_of,
)
from avr_docs.site.answering import code, number

PATH = "/-/avr/search"
#: Arguments of the address with the fields that they fill, in the order in which addresses give them.
ARGUMENTS = {
    "q": "words",
    "in": "sort",
    "kind": "kind",
    "safeguard": "safeguard",
    "status": "status",
    "role": "role",
    "actor": "actor",
    "programme": "programme",
    "type": "type",
    "from": "since",
    "to": "until",
    "sort": "order",
    "page": "page",
}
#: Fields that narrow the result.
FILTERS = tuple(field for field in ARGUMENTS.values() if field not in ("words", "order", "page"))
RELEVANCE, NEWEST, OLDEST = ORDERS = ("relevance", "newest", "oldest")
#: What earlier versions called them.
FORMER = {"text": "sentence", "notes": "note"}
LONGEST_VALUE = 200


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was asked for; empty fields ask for nothing."""

    words: str = ""
    sort: str = ""
    kind: str = ""
    safeguard: str = ""
    status: str = ""
    role: str = ""
    actor: str = ""
    programme: str = ""
    type: str = ""
    since: str = ""
    until: str = ""
    order: str = ""
    page: int = 1
    too_long: bool = False
    no_date: str = ""  # what was given for one and is none

    @cached_property
    def of_words(self) -> str | None:
        """The words as a full-text query, or None."""
        return match_query(self.words)

    @property
    def senseless(self) -> bool:
        """Whether something was typed that cannot be looked for, such as signs alone."""
        return bool(self.words.strip()) and self.of_words is None

    @property
    def ranks(self) -> list[str]:
        """The words, each as a query of its own, by which results are put in order."""
        return terms(self.words)

    @cached_property
    def match(self) -> str:
        """Words and filters as one full-text query."""
        return self._narrowed(self.of_words)

    @property
    def near(self) -> str | None:
        """The same for the words near one another, or None."""
        near = near_query(self.words)
        return self._narrowed(near) if near else None

    def _narrowed(self, query: str | None) -> str:
        said = {name: value for name in OF_CLAIMS if (value := getattr(self, name))}
        single = {name: value for name in ("sort", *OF_DOCUMENTS) if (value := getattr(self, name))}
        marks = [label(**said)] if said else []
        marks += [label(**{name: value}) for name, value in single.items()]
        words = [f"({query})"] if query else []
        return " AND ".join([*words, *(f'"{mark}"' for mark in marks)]) or f'"{ANYTHING}"'

    @property
    def numbers(self) -> tuple[int, int]:
        """The first and the last number of items within the dates."""
        return between(day_of(self.since), last_day_of(self.until))

    @property
    def by(self) -> str:
        """The order: the one asked for, or else by relevance where there are words."""
        if self.order in (NEWEST, OLDEST) or not self.of_words:
            return self.order if self.order == OLDEST else NEWEST
        return RELEVANCE

    @property
    def narrowed(self) -> list[str]:
        """The fields that narrow the result, in order."""
        return [field for field in FILTERS if getattr(self, field)]

    def but(self, **changes: Any) -> "Asked":
        """The same with other fields, from its first page on."""
        return replace(self, **{"page": 1, **changes})

    def address(self, path: str = PATH, **changes: Any) -> str:
        """Where the same, with these changes, is found on the site."""
        other = self.but(**changes)
        given = {name: getattr(other, field) for name, field in ARGUMENTS.items()}
        query = urlencode({name: value for name, value in given.items() if value and (name, value) != ("page", 1)})
        return f"{path}?{query}" if query else path

    @property
    def cleared(self) -> str:
        """The address without any filter."""
        return self.address(**dict.fromkeys(FILTERS, ""))

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What a form has to carry along besides the words: the filters and the order."""
        fields = ((name, getattr(self, field)) for name, field in ARGUMENTS.items())
        return [(name, value) for name, value in fields if value and name not in ("q", "page")]


def asked(request: Any) -> Asked:
    """What the request asks for; what is unknown or unreadable filters nothing out."""
    args = request.args
    words, sort = args.get("q") or "", args.get("in") or ""
    sort = FORMER.get(sort, sort)
    dates = {
        field: (args.get(name) or "").strip()[:LONGEST_VALUE] for name, field in (("from", "since"), ("to", "until"))
    }
    plain = {name: (args.get(name) or "")[:LONGEST_VALUE] for name in ("safeguard", "actor", "programme")}
    return Asked(
        words=words[:LONGEST],
        sort=sort if sort in INCLUDED else "",
        kind=code(request, "kind", "kind"),
        status=code(request, "status", "status"),
        role=code(request, "role", "role"),
        type=code(request, "type", "type"),
        order=order if (order := args.get("sort") or "") in ORDERS else "",
        page=number(args.get("page")),
        too_long=too_long(words),
        no_date=next((each for each in dates.values() if each and not day_of(each)), ""),
        **plain,
        **{field: value if day_of(value) else "" for field, value in dates.items()},
    )
