"""Works named in prose: "according to The Washington Post", "a July 2 letter by 30 organizations".

One sentence and the works that could be meant: what of each it names, and how sure that makes it. Made to be right
rather than complete: a publisher's name is never enough by itself.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from avr_docs.works.plain import SMALL, words
from avr_docs.works.titles import COMMON

MONTHS = "january february march april may june july august september october november december".split()
MONTH = "(?:" + "|".join(rf"{name[:3]}(?:{name[3:]}|\.)?" for name in MONTHS if name != "may") + "|may)"
#: July 2, 2020; July 2; July 2020; in July. "May" needs its capital, and "may 2" is none.
DAY_FIRST = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{MONTH})\b(?:,?\s+(?P<year>(?:19|20)\d\d))?", re.I
)
MONTH_FIRST = re.compile(
    rf"\b(?P<month>{MONTH})\b(?:\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b)?(?:,?\s+(?P<year>(?:19|20)\d\d))?", re.I
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: Words that announce that somebody is cited; a sentence without one of them, or of KIND, names no work.
CITES = re.compile(
    r"\b(?:according to|reported|reports|revealed|wrote|writes|published|released|documented|found|said in|noted in"
    r"|cited|obtained|as first)\b",
    re.I,
)
#: What a work is called in prose, and the types and genres of works that are called so.
KINDS = {
    "letter": "letter personal_communication",
    "memo": "memo memorandum",
    "memorandum": "memo memorandum",
    "report": "report",
    "study": "report study article-journal paper book",
    "paper": "paper article-journal report working",
    "statement": "statement press_release press release",
    "release": "press_release press release",
    "article": "article-newspaper article-magazine article-journal article news webpage",
    "story": "article-newspaper article-magazine news",
    "investigation": "article-newspaper article-magazine news report investigation",
    "interview": "article-newspaper article-magazine news interview",
    "brief": "brief policy",
    "briefing": "brief briefing policy",
    "ruling": "legal_case",
    "judgment": "legal_case",
    "opinion": "legal_case opinion",
    "book": "book",
}
SORTS = {name: frozenset(types.split()) for name, types in KINDS.items()}
KIND = re.compile(r"\b(?P<kind>" + "|".join(sorted(KINDS, key=len, reverse=True)) + r")s?\b", re.I)
#: What a paper prints is seldom called anything: "according to The Courier", "the Courier reported".
NEWS = frozenset({"article-newspaper", "article-magazine", "news"})
SIGNERS = re.compile(
    r"\b(?P<number>\d{1,4})\s+(?:[^\W\d]+\s+){0,3}?(?:organi[sz]ations|groups|ngos|signatories)\b", re.I
)

#: What each thing that a sentence names adds, and from what sum on a work is taken to be meant. Chosen on the made-up
#: sentences of tests/avr_docs/test_mentions.py: the least of those that are right is 0.65, the most of those that are
#: wrong 0.55.
NAME, SORT, SOLE = 0.35, 0.2, 0.1
DAY, IN_MONTH, IN_YEAR = 0.35, 0.25, 0.15
WHOLE_TITLE, HALF_TITLE = 0.4, 0.2
LEAST = 0.6
#: Of two works that are as likely, neither is taken.
AHEAD = 0.1
#: Years after which a bare "the Courier reported" hardly means a story, and "the inspector's report" another one.
LATELY, OF_LATE = 1, 3
#: Bodies write so many of these that one without a date or a title may be any.
OF_MANY = frozenset({"letter", "statement", "release", "interview", "article", "story", "brief", "briefing"})
#: Before a name: whom a letter is written to, or what a report is about.
NOT_BY = re.compile(r"\b(?:(?<!according )to|against|about|on|with|for|towards?)\s+(?:the\s+)?$", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A work by what a sentence may say of it. `names` are lists of words; `issued` is as precise as is known."""

    key: str
    names: frozenset[tuple[str, ...]]
    sorts: frozenset[str]
    issued: str | None = None
    telling: frozenset[str] = frozenset()  # words of the title that tell it from others
    signers: int = 0
    document: str | None = None


class Found(NamedTuple):
    """A work that a sentence names, the characters `[start, end)` that do, and how sure it is, in [0, 1]."""

    key: str
    start: int
    end: int
    score: float


class Date(NamedTuple):
    year: int | None
    month: int | None
    day: int | None


class Index:
    """The works by the first word of each of their names; `acronyms` are known by their capitals alone."""

    def __init__(self, works: Iterable[Named], *, acronyms: Iterable[str] = ()) -> None:
        self.acronyms = frozenset(acronyms)
        self.first: dict[str, dict[tuple[str, ...], list[Named]]] = defaultdict(dict)
        self.signed: dict[int, list[Named]] = defaultdict(list)
        for each in works:
            for name in each.names:
                if name:
                    self.first[name[0]].setdefault(name, []).append(each)
            if each.signers > 1:
                self.signed[each.signers].append(each)

    def naming(self, text: str) -> Iterator[tuple[int, int, list[Named]]]:
        """The names in `text` with the works of each; of two names at one place, the longer."""
        found = [
            (match.start(), match.end(), words(match.group())) for match in re.finditer(r"[\w.&]*\w(?:['’]s?\b)?", text)
        ]
        tokens = [(start, end, each) for start, end, several in found for each in several]
        place = 0
        while place < len(tokens):
            start, _, word = tokens[place]
            fitting = [
                name
                for name in self.first.get(word, ())
                if tuple(token for *_, token in tokens[place : place + len(name)]) == name
            ]
            name = max(fitting, key=len, default=())
            if name and self._written(text[start : tokens[place + len(name) - 1][1]], name):
                place += len(name) - 1
                end = tokens[place][1]
                if not NOT_BY.search(text, max(0, start - 24), start):
                    yield start, end, self.first[word][name]
            place += 1

    def _written(self, text: str, name: tuple[str, ...]) -> bool:
        """A name of one word has its capital, an acronym nothing else; "inspector general" may have none."""
        if len(name) > 1:
            return True
        return text.rstrip("'’s").isupper() if name[0] in self.acronyms else text[0].isupper()


def mentioned(
    text: str, index: Index, *, date: str | None = None, own: frozenset[tuple[str, ...]] = frozenset()
) -> Found | None:
    """The work that a sentence names, if it names one and no other as likely.

    `date` is that of its document, `own` are the names of those who issued it: by these it means itself more often than
    the one other work that is known of theirs.
    """
    sort = KIND.search(text)
    if not sort and not CITES.search(text):
        return None
    scored: dict[str, Found] = {}
    said = set(words(text))
    day = _date(text)
    for start, end, works in [*index.naming(text), *_signed(text, index)]:
        year = str(day.year) if day and day.year else None
        for work in works:
            if year and work.issued and work.issued[:4] != year:
                continue
            sole = len(works) == 1 and not work.names & own
            score = _score(work, sort["kind"].lower() if sort else None, day, said, date, sole=sole)
            if score > scored.get(work.key, Found("", 0, 0, 0.0)).score:
                first, last = (min(start, sort.start()), max(end, sort.end())) if sort else (start, end)
                scored[work.key] = Found(work.key, first, last, round(min(score, 1.0), 2))
    ranked = sorted(scored.values(), key=lambda each: (-each.score, each.key))
    if not ranked or ranked[0].score < LEAST:
        return None
    return ranked[0] if len(ranked) == 1 or ranked[0].score - ranked[1].score >= AHEAD else None


def _signed(text: str, index: Index) -> Iterator[tuple[int, int, list[Named]]]:
    """Letters by the number of those that signed them: "30 organizations"."""
    for match in SIGNERS.finditer(text):
        if works := index.signed.get(int(match["number"])):
            yield match.start(), match.end(), works


def _score(work: Named, sort: str | None, day: Date | None, said: set[str], date: str | None, *, sole: bool) -> float:
    """How sure it is that the work is meant: 0 where something that is said of it does not hold."""
    if work.issued and date and work.issued[: len(date)] > date[: len(work.issued)]:
        return 0.0  # what is not out yet
    when = _when(work.issued, day, date)
    if when is None:
        return 0.0
    fits = sort is not None and not SORTS[sort].isdisjoint(work.sorts)
    shared = len(work.telling & said)
    titled = len(work.telling) > 1 and shared >= 2 and shared * 2 >= len(work.telling)
    whole = titled and shared == len(work.telling)
    news = bool(work.sorts & NEWS) and sole and not sort and _within(LATELY, work.issued, date)
    sole = sole and sort not in OF_MANY and _within(OF_LATE, work.issued, date)
    if sort and not fits and not whole:
        return 0.0
    # A name and a date alone: bodies do much on a day beside writing. A name and a sort: they write more than one.
    if not ((fits and (when or sole)) or titled or news):
        return 0.0
    score = NAME + when + (SOLE if sole else 0.0)
    if fits or news:
        score += SORT
    return score + (WHOLE_TITLE if whole else HALF_TITLE if titled else 0.0)


def _when(issued: str | None, day: Date | None, date: str | None) -> float | None:
    """What the date in the sentence adds; None where it is not the work's. Without a year, the last such day counts."""
    if day is None:
        return 0.0
    if not issued:
        return 0.0
    year, month, number = _parts(issued)
    said = day.year
    if said is None and date and year is not None and int(date[:4]) - year > 1:
        return None
    if said is not None and said != year:
        return None
    if day.month and month and day.month != month:
        return None
    if day.day and number and day.day != number:
        return None
    if day.day and number:
        return DAY
    return IN_MONTH if day.month and month else IN_YEAR if said else 0.0


@lru_cache(maxsize=50_000)
def _parts(issued: str) -> Date:
    found = [int(part) for part in issued[:10].split("-") if part.isdigit()]
    return Date(*(found + [None] * 3)[:3])


def _within(years: int, issued: str | None, date: str | None) -> bool:
    return not issued or not date or int(date[:4]) - int(issued[:4]) <= years


def _date(text: str) -> Date | None:
    for pattern in (DAY_FIRST, MONTH_FIRST):
        for match in pattern.finditer(text):
            name = match["month"].lower()
            if name == "may" and not match["month"][0].isupper():
                continue
            if match["month"][0].islower():
                continue
            month = next(n for n, full in enumerate(MONTHS, 1) if full.startswith(name[:3]))
            day, year = match["day"], match["year"]
            return Date(int(year) if year else None, month, int(day) if day else None)
    years = set(YEAR.findall(text))
    return Date(int(years.pop()), None, None) if len(years) == 1 else None


def telling_words(title: str | None, *, beside: Iterable[str] = ()) -> frozenset[str]:
    """The words of a title by which it is known in prose, without those in `beside`, as its publisher's name."""
    found = {word for word in words(title or "") if len(word) > 3 and word not in SMALL | COMMON and not word.isdigit()}
    return frozenset(found - set(beside))


def sorts(row: Mapping[str, str | None]) -> frozenset[str]:
    """What kind of thing a work is: its type, its genre, and what its title calls it."""
    found = {row["type"] or "", *words(row["genre"] or "")}
    found |= {word for word in words(row["title"] or "") if word in KINDS}
    return frozenset(found - {""})
