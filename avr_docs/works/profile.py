"""What is known of a work for telling it from others, and whether two such profiles may, or must, be one work."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from rapidfuzz.fuzz import token_set_ratio

from avr_docs.works import dates, identifiers
from avr_docs.works.names import Names, names
from avr_docs.works.plain import SMALL, words
from avr_docs.works.titles import Likeness, Title, likeness, telling, title

Kind = Literal["case", "norm", "talk", "text"]

KINDS: dict[str, Kind] = {
    "legal_case": "case",
    "legislation": "norm",
    "bill": "norm",
    "regulation": "norm",
    "treaty": "norm",
    "interview": "talk",
    "personal_communication": "talk",
}
#: In these, the container is the paper or journal that printed it, and two papers' stories are two works.
PRINTED = frozenset({"article-newspaper", "article-magazine", "article-journal", "article", "chapter"})
#: A code's sections bear the year of its edition, which tells no two texts of the law apart for our purpose.
CODE = re.compile(r"U\.?\s?S\.?\s?C\.?|C\.?\s?F\.?\s?R\.?|\bCode\b")
ARTICLE = re.compile(r",?\s+(?:arts?\.|articles?|paras?\.|¶+)\s*\d.*$", re.I)
#: Words that the names of most cases share.
PARTIES = frozenset(
    "united states us state doe roe government secretary attorney general matter re ex parte others et al".split()
)
#: How much of their words, in percent, two titles share that are not clearly of two works.
NEAR = 60
ONCE_A_YEAR = frozenset({"annual", "yearly", "yearbook", "world", "year"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Profile:
    """Of one citation, or of all that were found to be of one work: then each field holds what any of them has."""

    kinds: frozenset[Kind] = frozenset()
    printed: frozenset[tuple[str, ...]] = frozenset()  # containers of what papers and journals print
    titles: frozenset[Title] = frozenset()
    authors: Names = field(default_factory=Names)
    bodies: Names = field(default_factory=Names)  # authors, publishers and containers
    dates: frozenset[str] = frozenset()
    dois: frozenset[str] = frozenset()
    dockets: frozenset[str] = frozenset()
    courts: frozenset[str] = frozenset()
    reporters: frozenset[str] = frozenset()
    symbols: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()  # volume, edition and number, each with its name
    genres: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()

    def __or__(self, other: "Profile") -> "Profile":
        return Profile(**{name: getattr(self, name) | getattr(other, name) for name in FIELDS})

    @property
    def facts(self) -> tuple[object, ...]:
        """What two profiles share that are equal in every field."""
        return tuple(getattr(self, name) for name in FIELDS)

    @property
    def vague(self) -> bool:
        """Whether another that says just the same may yet be of another work: "Letter, Lake Group, 2020"."""
        numbers = self.dois | self.symbols | self.reporters | self.dockets | self.addresses
        return not numbers and not same(self, self)


FIELDS = tuple(each.name for each in fields(Profile))


def profile(row: Mapping[str, Any]) -> Profile:
    """The profile of a citation, from its row in the database."""
    kind, text = KINDS.get(row["type"] or "", "text"), row["title"]
    if row["type"] == "personal_communication" and "letter" in f"{row['genre']} {text}".casefold():
        kind = "text"  # what is published is no talk
    heading = title(ARTICLE.sub("", text) if text and kind == "norm" else text)
    symbol = identifiers.symbol(row["number"], None if kind == "case" else text)
    authors = names(row["author"])
    is_code = kind == "norm" and CODE.search(text or "") is not None
    container = words(row["container"] or "")
    numbered = [("volume", row["volume"]), ("edition", row["edition"])]
    if symbol is None:
        numbered.append(("number", row["number"]))
    return Profile(
        kinds=frozenset({kind}),
        printed=frozenset({container} if container and row["type"] in PRINTED else ()),
        titles=frozenset({heading} if heading else ()),
        authors=authors,
        bodies=authors | names(row["publisher"]) | names(row["container"]),
        dates=frozenset({row["issued"]} if row["issued"] and not is_code else ()),
        dois=_one(identifiers.doi(row["doi"], row["url"])),
        dockets=identifiers.dockets(row["docket"]),
        courts=_one(identifiers.court(row["court"])),
        reporters=_one(identifiers.reporter(row["reporter"])),
        symbols=_one(symbol),
        numbers=frozenset(f"{name} {''.join(words(value))}" for name, value in numbered if value),
        genres=_one(" ".join(words(row["genre"] or ""))),
        addresses=frozenset(filter(None, (identifiers.address(row["url"]), identifiers.address(row["archive_url"])))),
    )


def _one(value: str | None) -> frozenset[str]:
    return frozenset({value} if value else ())


def resemblance(one: Profile, other: Profile) -> Likeness | None:
    """The best likeness of their titles."""
    found = {likeness(*sorted((a, b))) for a in one.titles for b in other.titles}
    order: tuple[Likeness, ...] = ("same", "part", "misprint")
    return next((each for each in order if each in found), None)


def conflict(one: Profile, other: Profile) -> bool:
    """True if something that both tell says that they are two works."""
    for name in ("dois", "dockets", "symbols", "reporters"):
        some, others = getattr(one, name), getattr(other, name)
        if some and others and not some & others:
            return True
    if one.kinds and other.kinds and one.kinds != other.kinds and {"case", "talk"} & (one.kinds | other.kinds):
        return True
    return _numbers_apart(one, other) or _dates_apart(one, other) or _bodies_apart(one, other)


def _numbers_apart(one: Profile, other: Profile) -> bool:
    if not one.numbers or not other.numbers:
        return False
    for name in ("volume", "edition", "number"):
        some, others = ({each for each in side.numbers if each.startswith(name)} for side in (one, other))
        if some and others and not some & others:
            return True
    return False


def _dates_apart(one: Profile, other: Profile) -> bool:
    return bool(one.dates and other.dates) and not dates.meet(one.dates, other.dates)


def _bodies_apart(one: Profile, other: Profile) -> bool:
    if one.authors and other.authors and not one.authors.meets(other.authors) and not one.bodies.meets(other.bodies):
        return True
    some, others = one.printed, other.printed
    return bool(some and others) and not any(set(a) <= set(b) or set(b) <= set(a) for a in some for b in others)


def agreed_date(one: Profile, other: Profile) -> bool:
    return dates.meet(one.dates, other.dates)


def agreed_day(one: Profile, other: Profile) -> bool:
    return any(len(each) >= 10 for each in one.dates & other.dates)


def same(one: Profile, other: Profile) -> bool:
    """Whether what two profiles tell beside numbers and addresses makes them one work: title, date and author.

    A title that many works have needs both author and date, one of a letter or a press release the day.
    """
    if conflict(one, other) or "talk" in one.kinds | other.kinds:
        return False
    named, dated = one.bodies.meets(other.bodies), agreed_date(one, other)
    if not one.titles or not other.titles:
        return not (one.titles or other.titles) and named and agreed_day(one, other) and one.genres == other.genres
    how = resemblance(one, other)
    if how is None:
        return False
    weight = min(max(map(telling, side.titles)) for side in (one, other))
    if "case" in one.kinds:
        courts = bool(one.courts & other.courts)
        elsewhere = bool(one.courts and other.courts) and not courts
        return dated and not elsewhere and (courts or agreed_day(one, other) or weight > 3)
    if "norm" in one.kinds & other.kinds:
        return how == "same" or dated
    if how == "misprint":
        return named and dated and weight > 1
    if how == "part":
        return (weight > 2 and (named or dated)) or (weight > 0 and named and dated)
    if weight == 0 and not _yearly(one):
        return named and agreed_day(one, other)
    if weight < 3:
        return named and dated
    return named or dated or weight > 3


def _yearly(one: Profile) -> bool:
    return any(ONCE_A_YEAR & set(each.all) for each in one.titles)


def apart(one: Profile, other: Profile) -> bool:
    """True if both have titles and these are clearly of two works."""
    if not one.titles or not other.titles or resemblance(one, other):
        return False
    return all(
        token_set_ratio(" ".join(a.all), " ".join(b.all)) < NEAR or _digits(a) != _digits(b)
        for a in one.titles
        for b in other.titles
    )


def _digits(each: Title) -> set[str]:
    return {word for word in each.all if word.isdigit()}


def parties_meet(one: Profile, other: Profile) -> bool:
    """Whether the names of two cases share a party's word."""
    some, others = (
        {word for each in side.titles for word in each.all if len(word) > 1 and word not in SMALL | PARTIES}
        for side in (one, other)
    )
    return bool(some & others)
