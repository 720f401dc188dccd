"""Which works the collection holds a copy of: found by address or number, else by title with date and publisher."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from avr_docs.works import identifiers
from avr_docs.works.names import Names, names
from avr_docs.works.plain import words
from avr_docs.works.profile import Profile, agreed_date, agreed_day, apart, conflict, resemblance
from avr_docs.works.titles import Title, alike, telling, title

#: What notes call documents that they seldom give a title of: "Letter from the Lake Group to the Director".
CALLED = {
    "letter": {"letter", "carta"},
    "memo": {"memo", "memorandum"},
    "press_release": {"press", "statement", "release"},
}
#: From this on a document is taken for the copy of a work.
LEAST = 0.6


class Copy(NamedTuple):
    """A document that is a copy of a work, how sure that is, in [0, 1], and what it was found by."""

    document: str
    score: float
    match: str


class Held(NamedTuple):
    """A document with what it can be known by."""

    id: str
    profile: Profile
    read: bool
    type: str | None = None
    number: tuple[str, ...] = ()


def held(row: Mapping[str, Any]) -> Held:
    """A row of `documents`, as a copy of something."""
    heading = title(row["title"])
    bodies = names(row["publisher"])
    authors = names(row["authors"])
    found = Profile(
        titles=frozenset({heading} if heading else ()),
        authors=Names(),  # a coalition's letter has signatories enough, of whom a note names one
        bodies=authors | bodies,
        dates=frozenset({row["date"]} if row["date"] else ()),
        symbols=frozenset(filter(None, (identifiers.symbol(row["number"]),))),
        addresses=frozenset(filter(None, map(identifiers.address, (row["url"], row["archive_url"])))),
    )
    return Held(row["id"], found, row["state"] in ("ok", "suspect_text"), row["type"], words(row["number"] or ""))


def copies(works: Sequence[Profile], documents: Iterable[Held]) -> list[Copy | None]:
    """For each work the document that is likeliest its copy; of two as likely, one that could be read."""
    documents = list(documents)
    by_address: dict[str, list[Held]] = defaultdict(list)
    by_symbol: dict[str, list[Held]] = defaultdict(list)
    by_title: dict[Title, list[Held]] = defaultdict(list)
    by_day: dict[str, list[Held]] = defaultdict(list)
    for each in documents:
        for address in each.profile.addresses:
            by_address[address].append(each)
        for symbol in each.profile.symbols:
            by_symbol[symbol].append(each)
        for heading in each.profile.titles:
            by_title[heading].append(each)
        for day in each.profile.dates:
            by_day[day].append(each)
    likely: dict[Title, set[Title]] = defaultdict(set)
    if by_title:
        for one, other in alike({*by_title, *(heading for work in works for heading in work.titles)}):
            likely[one].add(other)
            likely[other].add(one)
    found: list[Copy | None] = []
    for work in works:
        near = [each for address in work.addresses for each in by_address.get(address, ())]
        near += [each for symbol in work.symbols for each in by_symbol.get(symbol, ())]
        for heading in work.titles:
            near += [each for other in (heading, *likely[heading]) for each in by_title.get(other, ())]
        ranked = [(*_match(work, each.profile), each) for each in near]
        best = max(ranked, key=lambda it: (it[0], it[2].read, [-ord(char) for char in it[2].id]), default=None)
        if best and best[0] >= LEAST:
            found.append(Copy(best[2].id, round(best[0], 2), best[1]))
        else:
            called = [
                each for day in work.dates if len(day) == 10 for each in by_day.get(day, ()) if _called(work, each)
            ]
            found.append(Copy(called[0].id, 0.8, "kind and day") if len(called) == 1 else None)
    return found


def _called(work: Profile, document: Held) -> bool:
    """Whether a work is called what the document is, and has its number, or one who issued it, beside its day."""
    said = {word for each in work.titles for word in each.all} | {word for each in work.genres for word in each.split()}
    if not CALLED.get(document.type or "", set()) & said:
        return False
    length = len(document.number)
    numbered = length > 1 and any(
        each.all[n : n + length] == document.number for each in work.titles for n in range(len(each.all))
    )
    return numbered or work.bodies.meets(document.profile.bodies)


def _match(work: Profile, document: Profile) -> tuple[float, str]:
    """How sure it is that the document is the work, and what says so."""
    shared = work.addresses & document.addresses
    if shared and (any(map(identifiers.specific, shared)) or not apart(work, document)):
        clash = apart(work, document) and bool(work.dates and document.dates) and not agreed_date(work, document)
        return (0.5 if clash else 0.9 if apart(work, document) else 1.0), "address"
    if work.symbols & document.symbols:
        return 0.95, "number"
    if conflict(work, document) or "talk" in work.kinds:
        return 0.0, ""
    how = resemblance(work, document)
    if how is None:
        return 0.0, ""
    dated, named = agreed_date(work, document), work.bodies.meets(document.bodies)
    day = agreed_day(work, document)
    weight = min(max(map(telling, side.titles)) for side in (work, document))
    if (weight < 3 and not (named and dated)) or (weight == 0 and not day):
        return 0.0, ""
    if bool(work.bodies and document.bodies) and not named and not day:
        return 0.0, ""
    score = 0.6 + (0.25 if day else 0.15 if dated else 0.0) + (0.1 if named else 0.0)
    score -= {"same": 0.0, "part": 0.05, "misprint": 0.1}[how]
    if not dated and not named and weight < 4:
        return 0.0, ""
    return score, "title and date" if dated else "title"
