"""Whether two titles are one: a subtitle left out, other case or punctuation, or a slip of the scanner between them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from rapidfuzz.distance import OSA

from avr_docs.works.plain import SMALL, squeezed, words

Likeness = Literal["same", "part", "misprint"]

SUBTITLE = re.compile(r":\s+|\s[–—-]+\s|—|\?\s+(?=\S)|;\s+")
#: "(2019)", "(June 2019)": a date behind a title is no part of it.
DATED = re.compile(r"\s*\((?:[^()]*\b)?(?:19|20)\d\d\)\s*$")
#: What many works are called; a title of these words alone tells them apart from none.
COMMON = frozenset(
    """advisory african american analysis annual appendix article assessment assistance available background blog brief
    briefing bulletin chapter circular comment comments communication communique country data decision declaration
    directive document documents draft edition email emergency european evaluation executive fact facts factsheet faq
    figures final first flash framework general global guidance guide guidelines handbook home human index information
    interim international interview introduction issue key law letter manual meeting memo memorandum migration monthly
    national new news newsletter note notes notice number observations online order page paper part policy position
    practices press profile program progress public publication quarterly question questions recommendations record
    regional release remarks report reports research resolution response review rights rule section sheet situation
    special statement statements states statistical statistics strategy study submission summary supplement testimony
    transcript trends united update updates version volume website weekly white world year yearbook yearly""".split()
)
SPECIFIC = 3
#: Words of a title that are looked at for slips; beyond these, a slip is not looked for.
LONGEST = 24
SHORTEST = 4
NUMBER = re.compile(r"\d+|[ivx]{2,}$")


class Title(NamedTuple):
    """A title as it is compared. `main` are the words before the subtitle, `rest` those of the subtitle."""

    main: tuple[str, ...]
    rest: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return self.main + self.rest

    @property
    def specific(self) -> bool:
        """Whether hardly two works have it; "World Report" and "Letter" are not."""
        return telling(self) >= SPECIFIC


@lru_cache(maxsize=200_000)
def title(text: str | None) -> Title | None:
    """The title, parted; None where it holds no word."""
    parts = SUBTITLE.split(DATED.sub("", text or ""), maxsplit=1)
    main, rest = words(parts[0]), words(parts[1]) if len(parts) > 1 else ()
    if not main:
        main, rest = rest, ()
    if len(main) > 1 and main[0] in ("the", "a", "an"):
        main = main[1:]
    return Title(main, rest) if main else None


@lru_cache(maxsize=200_000)
def telling(each: Title) -> int:
    """How many of its words tell it apart from other titles."""
    return len({word for word in each.all if len(word) > 2 and word not in SMALL | COMMON and not word.isdigit()})


@lru_cache(maxsize=200_000)
def likeness(one: Title, other: Title) -> Likeness | None:
    """How two titles are one, or None: `same`; `part`, one leaves out the other's end; `misprint`, but for a slip."""
    if one.all == other.all or squeezed(one.all) == squeezed(other.all):
        return "same"
    if one.main == other.main:
        if not one.rest or not other.rest:
            return "part"
        return "same" if _begins(one.rest, other.rest) else "misprint" if _misprint(one.rest, other.rest) else None
    if _begins(one.all, other.all) and min(telling(one), telling(other)) >= SPECIFIC:
        return "part"
    if _misprint(one.all, other.all):
        return "misprint"
    return "misprint" if bool(one.rest) != bool(other.rest) and _misprint(one.main, other.main) else None


def _begins(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) > 1 and longer[: len(shorter)] == shorter and not _numbered(longer[len(shorter) :])


def _numbered(more: tuple[str, ...]) -> bool:
    """True if the words that one title has more are such as tell volumes or years apart."""
    return any(NUMBER.match(word) for word in more[:2])


def _misprint(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) != len(other) or len(one) < SHORTEST:
        return False
    unlike = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(unlike) <= 1 + len(one) // 10 and all(slip(a, b) for a, b in unlike)


def slip(one: str, other: str) -> bool:
    """Whether a scanner may have read one word as the other: "retum" for return, not Iran for Iraq or 2019 for 2020."""
    if _seen(one) == _seen(other):
        return len(one) >= SHORTEST or not (one + other).isalpha()
    if min(len(one), len(other)) < 6 or not (one + other).isalpha():
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1


def _seen(word: str) -> str:
    """The word with what looks alike made one; digits among digits stay, as they tell works apart."""
    if word.isdigit():
        return word
    for read, written in (("rn", "m"), ("vv", "w"), ("cl", "d"), ("1", "l"), ("i", "l"), ("0", "o")):
        word = word.replace(read, written)
    return word


def alike(titles: Iterable[Title]) -> Iterator[tuple[Title, Title]]:
    """The pairs of different titles that are one, found without comparing each with each.

    Two such titles share the words before the subtitle, or all of them but one, or one begins with the whole of the
    other. A title with two slips or more is not found.
    """
    known = list(dict.fromkeys(titles))
    shared: dict[tuple[object, ...], list[Title]] = defaultdict(list)
    for each in known:
        for key in dict.fromkeys(_keys(each)):
            shared[key].append(each)
    seen: set[tuple[Title, Title]] = set()
    for found in shared.values():
        if len(found) < 2 or len(found) > MOST_SHARING:
            continue
        for place, one in enumerate(found):
            for other in found[place + 1 :]:
                pair = (one, other) if one < other else (other, one)
                if pair not in seen:
                    seen.add(pair)
                    if likeness(*pair):
                        yield pair
    whole = {each.all: each for each in known}
    for longer in known:
        for end in range(SPECIFIC, len(longer.all)):
            shorter = whole.get(longer.all[:end])
            if shorter is not None and likeness(shorter, longer):
                yield (shorter, longer)


#: Of more titles than these with one beginning ("Country report: ...") none is worth looking at beside each other.
MOST_SHARING = 400


def _keys(each: Title) -> Iterator[tuple[object, ...]]:
    yield ("main", squeezed(each.main))
    yield ("all", squeezed(each.all))
    for found in {each.main, each.all}:
        if SHORTEST <= len(found) <= LONGEST:
            for place in range(len(found)):
                yield (place, found[:place] + found[place + 1 :])
