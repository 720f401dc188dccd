"""How what can be found is numbered and labelled in the search index; the index and the site agree by this module.

An item is a sentence, a note, a cited work or a document. Its number begins with how old it is, so that a walk through
the index by number meets the newest first, and a range of dates is a range of numbers. Its labels are words in the
index that nobody types: a search narrowed by filters is one more word that must be there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2s
from itertools import product
from typing import NamedTuple

#: What an item can be, by the number in its last bits. A demand is a sentence that makes one: it is both.
SORTS = ("document", "sentence", "demand", "note", "work")
#: What each choice of a sort finds, in the order in which they are offered.
INCLUDED = {
    "sentence": ("sentence", "demand"),
    "demand": ("demand",),
    "note": ("note",),
    "work": ("work",),
    "document": ("document",),
}

SORT_BITS, PLACE_BITS, DOCUMENT_BITS, DAY_BITS = 3, 20, 18, 22
#: A year of days, as days are numbered: the whole year, then each month, whole and by its days.
YEAR, MONTH = 13 * 32, 32
#: The number of days before the last one that stands for no date.
OLDEST = (1 << DAY_BITS) - 1
DATE = re.compile(r"\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?![\d-])")

#: In front of every label; with the digits that follow, no word of a text.
LABEL = "xq9"
#: Filters that ask for one claim for which all of them hold.
OF_CLAIMS = ("kind", "safeguard", "status", "role", "actor")
#: Filters that ask for something of the document.
OF_DOCUMENTS = ("type", "programme")


class Item(NamedTuple):
    """The parts of an item's number: day (0 where there is none), number of the document, place in it, sort."""

    day: int
    document: int
    place: int
    sort: str

    @property
    def number(self) -> int:
        """The item's number: newest first, then document by document in the order of their text."""
        high = (OLDEST - self.day) << DOCUMENT_BITS | self.document
        return (high << PLACE_BITS | self.place) << SORT_BITS | SORTS.index(self.sort)


def item(number: int) -> Item:
    """The parts of a number."""
    place, document = number >> SORT_BITS, number >> (SORT_BITS + PLACE_BITS)
    return Item(
        OLDEST - (document >> DOCUMENT_BITS),
        document & ((1 << DOCUMENT_BITS) - 1),
        place & ((1 << PLACE_BITS) - 1),
        SORTS[number & ((1 << SORT_BITS) - 1)],
    )


def day_of(date: object) -> int:
    """A date as precise as it is known ("2023", "2023-05", "2023-05-06") as a number that sorts; 0 if it is none."""
    found = DATE.match(str(date or ""))
    if not found:
        return 0
    year, month, day = (int(part or 0) for part in found.groups())
    return year * YEAR + month * MONTH + day if month <= 12 and day <= 31 else 0


def last_day_of(date: object) -> int:
    """The last day that a date of this precision can mean, as a number that sorts; 0 if it is none."""
    day = day_of(date)
    if day and not day % MONTH:
        day += MONTH - 1 if day % YEAR else YEAR - 1
    return day


def between(since: int, until: int) -> tuple[int, int]:
    """The first and the last number of items of these days, both included; 0 leaves a side open.

    Items without a date are the oldest of all: they lie within only where both sides are open.
    """
    bits = DOCUMENT_BITS + PLACE_BITS + SORT_BITS
    first = (OLDEST - until) << bits if until else 0
    eldest = since or (1 if until else 0)
    return first, ((OLDEST - eldest + 1) << bits) - 1


def of_document(day: int, document: int) -> tuple[int, int]:
    """The first and the last number that items of this document can have."""
    first = Item(day, document, 0, SORTS[0]).number
    return first, first + (1 << (PLACE_BITS + SORT_BITS)) - 1


def label(**filters: str) -> str:
    """The word in the index that stands for these filters taken together."""
    text = "\x1f".join(f"{name}={value}" for name, value in sorted(filters.items()))
    # A digit at its end keeps the stemmer off.
    return f"{LABEL}{blake2s(text.encode('utf-8', 'replace'), digest_size=8).hexdigest()}0"


#: The label of everything.
ANYTHING = label()


class Claim(NamedTuple):
    """One claim with one of its safeguards, as filters see it."""

    kind: str | None = None
    safeguard: str | None = None
    status: str | None = None
    role: str | None = None
    actor: str | None = None


def labels(sort: str, of_document: Mapping[str, str | None], claims: Iterable[Claim]) -> Iterator[str]:
    """The labels of an item. Filters on claims have one for each combination, as one claim must answer to them all."""
    yield from _of_item(sort, *sorted((name, value) for name, value in of_document.items() if value))
    yield from dict.fromkeys(each for claim in claims for each in _of_claim(claim))


@lru_cache(maxsize=10_000)
def _of_item(sort: str, *of_document: tuple[str, str]) -> tuple[str, ...]:
    sorts = (label(sort=name) for name, included in INCLUDED.items() if sort in included)
    return (ANYTHING, *sorts, *(label(**{name: value}) for name, value in of_document))


@lru_cache(maxsize=100_000)
def _of_claim(claim: Claim) -> tuple[str, ...]:
    parts = [[None, (name, value)] if value else [None] for name, value in claim._asdict().items()]
    chosen = ([part for part in combination if part] for combination in product(*parts))
    return tuple(label(**dict(each)) for each in chosen if each)
