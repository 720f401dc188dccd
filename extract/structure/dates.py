"""Dates as people write them to ISO 8601 of the precision known."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_NAMES: dict[int, str] = {
    1: "january jan enero janvier januar jänner janeiro gennaio januari",
    2: "february feb febrero février fevrier februar fevereiro febbraio februari",
    3: "march mar marzo mars märz maerz março marco maart",
    4: "april apr abril avril aprile",
    5: "may mayo mai maio maggio mei",
    6: "june jun junio juin juni junho giugno",
    7: "july jul julio juillet juli julho luglio",
    8: "august aug agosto août aout augustus",
    9: "september sept sep septiembre setiembre septembre setembro settembre",
    10: "october oct octubre octobre oktober okt outubro ottobre",
    11: "november nov noviembre novembre novembro",
    12: "december dec diciembre décembre decembre dezember dez dezembro dicembre",
}
MONTHS: dict[str, int] = {name: number for number, names in _NAMES.items() for name in names.split()}
#: A month's name, longest first, as part of a regular expression.
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))

_YEAR = r"(?P<year>(?:1[89]|20)\d{2})"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|º|°|ª)?"
# Each with what it matches; none matches inside a longer number or word.
_FORMS = tuple(
    re.compile(rf"(?<![\w/.-])(?:{form})(?!\w|[./-]\d)", re.IGNORECASE)
    for form in (
        rf"{_YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?:T[\d:.+Z-]+)?",  # 2019-07-30
        rf"(?P<name>{MONTH})\.?\s+{_DAY}\s*,?\s+{_YEAR}",  # July 30, 2019
        rf"{_DAY}\.?\s+(?:de\s+|of\s+|day of\s+)?(?P<name>{MONTH})\.?,?\s+(?:de\s+|del\s+"
        rf"|do\s+)?{_YEAR}",  # 30 de julio de 2019
        rf"(?P<first>\d{{1,2}})(?P<mark>[./-])(?P<second>\d{{1,2}})(?P=mark){_YEAR}",  # 18.04.2016
        r"(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<short>\d{2})(?!\d)",  # 29/5/16
        rf"(?P<name>{MONTH})\.?,?\s+(?:de\s+|del\s+|of\s+)?{_YEAR}",  # July 2019
    )
)
_BARE_YEAR = re.compile(r"(?:19|20)\d{2}")


class Found(NamedTuple):
    """A date in a text: where it stands, its ISO form, and whether day and month could be the other way round."""

    start: int
    end: int
    iso: str
    ambiguous: bool = False


def find(text: str, *, day_first: bool | None = None) -> list[Found]:
    """The dates in `text`, in order. `day_first` settles 3/4/2019; without it the month is first."""
    found: list[Found] = []
    for form in _FORMS:
        for match in form.finditer(text):
            date = _date(match, day_first)
            if date is not None and not any(date.start < other.end and other.start < date.end for other in found):
                found.append(date)
    return sorted(found)


def _date(match: re.Match[str], day_first: bool | None) -> Found | None:
    part = match.groupdict()
    year = int(part["year"]) if part.get("year") else 2000 + int(part["short"])
    ambiguous = False
    if part.get("first"):
        first, second = int(part["first"]), int(part["second"])
        ambiguous = first <= 12 and second <= 12 and first != second and day_first is None and part["mark"] == "/"
        first_is_day = first > 12 or (second <= 12 and (day_first if day_first is not None else part["mark"] != "/"))
        day, month = (first, second) if first_is_day else (second, first)
    else:
        month = MONTHS[part["name"].lower()] if part.get("name") else int(part["month"])
        day = int(part["day"]) if part.get("day") else 0
    if not 1 <= month <= 12 or day > (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
        return None
    if part.get("first") and day == 0:
        return None
    iso = f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")
    return Found(match.start(), match.end(), iso, ambiguous)


def day_comes_first(texts: Iterable[str]) -> bool | None:
    """What the other dates of a document tell of the order in 3/4/2019; None where they tell nothing or both."""
    told: set[bool] = set()
    for text in texts:
        for first, second in re.findall(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?![\d/])", text):
            if int(first) > 12 >= int(second):
                told.add(True)
            elif int(second) > 12 >= int(first):
                told.add(False)
    return told.pop() if len(told) == 1 else None


def alone(line: str, *, day_first: bool | None = None) -> Found | None:
    """The date of a line that holds little else: a place, a weekday, a word such as "Date:" or "Updated"."""
    found = find(line, day_first=day_first)
    if not found:
        year = _BARE_YEAR.fullmatch(line.strip())
        return Found(0, len(line), year[0]) if year else None
    rest = (line[: found[0].start] + " " + line[found[-1].end :]).strip(" ,.;:|–—-()[]")
    words = re.findall(r"[^\W\d_]+", rest)
    if re.search(r"\d", re.sub(r"\b\d{1,2}[:.]\d{2}\b", "", rest)):
        return None
    if len(words) <= 5 and not re.search(r"[.!?]\s", rest) and not re.search(r"\b(?:v|vs|No|n\.º)\b", rest):
        return found[0]
    return None


def from_name(name: str) -> str | None:
    """The date in a file's name that is whole ("2019-07-30-letter", "20190730_letter"), or None."""
    match = re.search(r"(?<!\d)((?:19|20)\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)", name)
    return f"{match[1]}-{match[2]}-{match[3]}" if match else None
