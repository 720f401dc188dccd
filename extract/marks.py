"""Places in running text that may be note markers, where nothing shows that they are raised."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from extract.notes import RAISED, ROMAN


class Mark(NamedTuple):
    """Characters `[start, end)` of a text that may be a marker; `sure` says how much its shape tells, from 0 to 3.5."""

    start: int
    end: int
    labels: tuple[str, ...]
    sure: float


#: How many characters before a marker are looked at.
LOOK_BACK = 40
_STOPS = ".,;:!?)”\"’'»]…"
_SIGNS = "#$€£§¶№/@-"
# Numbers after these are parts of references: "No. 2", "p. 12", "art.3"; a full stop may stand between.
_ABBREVIATED = (
    "no nos nr n núm p pp pg pgs art arts sec ch vol v para paras fig figs dkt ex exh fn ver app cap "
    "jan feb mar apr jun jul aug sept sep oct nov dec"
)
# Numbers after these words count or name something: "Figure 4", "level 2", "about 12", "between 3 and 5".
_COUNTING = (
    "page pages article articles artículo artículos section sections chapter chapters paragraph "
    "paragraphs figure figures table tables rule rules phase phases level levels step part title exhibit "
    "exhibits annex appendix footnote footnotes note notes version day law ley resolution convention "
    "protocol objective objectives goal goals principle principles type group tier category line number "
    "about only than over least of in to for from by at until since between and or"
)
_BEFORE_ANY, _BEFORE_PLAIN = frozenset(_ABBREVIATED.split()), frozenset(_COUNTING.split())
_LAST_WORD = re.compile(r"([^\W\d_]+)([.º°]*)$")
_MARK = re.compile(
    r"(?P<sup>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
    r"|\[(?P<square>\d{1,3}(?:\s?[,;]\s?\d{1,3})*)\]"
    r"|(?<!\d)(?:(?<!\d[.,:/])|(?<=(?:19|20)\d\d[.,]))(?P<plain>\d{1,3}(?:[,;]\s?\d{1,3})*)(?=$|[\s—–”\"’»)\].,;:?!])(?![.,:]\d)(?!\s?(?:%"
    r"|U\.\s?S\.))"
    r"|(?<=\S)(?P<symbol>[*†‡§¶]{1,3})(?=$|[\s.,;:)”\"])"
)
_RARER = re.compile(
    rf"(?<=\S)\[(?P<square>{ROMAN}|[a-z])\]|(?<=[^\W\d_])[.,;:]?\s?\((?P<round>\d{{1,3}})\)"
    r"|(?<=\S)\s?(?P<symbol>[*†‡§¶]{1,3})(?=[^\W\d_])"
)


def marks(text: str, *, counted: Collection[str] = (), rarer: bool = False) -> Iterator[Mark]:
    """What may be markers in running text that shows no superscripts, in order.

    A number after one of the words `counted`, months say, is none. `rarer` asks for "[a]", "[iv]", "(4)" and
    "word.*Next" too.
    """
    for match in sorted(
        (*_MARK.finditer(text), *(_RARER.finditer(text) if rarer else ())), key=lambda match: match.start()
    ):
        sure = _sureness(text, match, counted)
        if sure <= 0:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip(" .,;:"))
        while start > 0 and text[start - 1] == " ":
            start -= 1
        labels = re.findall(r"\w+|[*†‡§¶]+", match[0].translate(RAISED))
        yield Mark(start, match.end(), tuple(labels), sure)


def _sureness(text: str, match: re.Match[str], counted: Collection[str]) -> float:
    before = text[max(0, match.start() - LOOK_BACK) : match.start()]
    if match.lastgroup == "sup":
        return 3.5 if before.strip() else 0.0
    if match.lastgroup == "square":
        return 2.5
    if match.lastgroup == "round":
        return 0.5
    if match.lastgroup == "symbol":
        if match[0][0] == " ":
            return 0.5
        return 1.5 if before[-1:].isalnum() or before[-1:] in _STOPS else 0.0
    if not before or _refers(before, counted):
        return 0.0
    last = before[-1]
    if last == " ":
        previous = before.rstrip()[-1:]
        return 0.9 if previous and previous in _STOPS else 0.3
    if last in _STOPS:
        word = re.search(r"(\w*)[^\w]$", before)
        short = last == "." and word is not None and len(word[1]) == 1  # "v.2", "U.S.3": initials before the number
        return 1.5 if short or last in "'\"" else 3.0
    if last.isalpha():
        tail = re.search(r"[^\W\d_]+$", before)
        return 0.0 if tail is None or len(tail[0]) < 2 else 0.6 if tail[0].isupper() else 2.0
    return 0.0


def _refers(before: str, counted: Collection[str]) -> bool:
    """Whether the words before a number make it part of a reference or a count."""
    tail = before.rstrip()
    if not tail or tail[-1] in _SIGNS:
        return True
    word = _LAST_WORD.search(tail)
    if word is None:
        return False
    name = word[1].lower()
    return name in _BEFORE_ANY or ((name in _BEFORE_PLAIN or name in counted) and not word[2])
