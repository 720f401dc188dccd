"""Places in a dump's text that may be footnote markers, and places at lines' beginnings that may be notes' labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.readers.text.lines import Line
from extract.structure.dates import MONTH, MONTHS

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
#: How many characters before a marker are looked at.
LOOK_BACK = 40
SYMBOLS = "*†‡§¶"
# "12 See ...", "12. See ...", "[12] ...", "(12) ...", "12) ...", "12See ..."; not "2019 was", "3rd" or "1 of the two".
_LABEL = re.compile(
    r"(?P<sup>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})\s*(?=\S)"
    r"|\[(?P<square>\d{1,3})\]\s*(?=\S)"
    r"|\((?P<round>\d{1,3})\)\s+(?=\S)"
    r"|(?P<plain>\d{1,3})(?:[.)]?\s+|(?=[A-Z“\"‘(]))(?=[^\W\d_]|[“\"‘'«(\[§*_¶]|\d{2,4}\s[A-Z]|https?:)"
    rf"|(?P<symbol>[{SYMBOLS}]{{1,3}})\s*(?=[^\W\d_]|[“\"‘'«(\[])"
)
_ALONE = re.compile(r"\[?(\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})\]?\.?")
# Small letters that a note may begin with; any other is a line of running text that a number happened to begin.
_SMALL_FIRST = re.compile(
    r"(?:id|ibid|see|cf|http|www|op|loc|supra|e\.g|accord|but|v[ée]ase|vgl|vid|voir|ver|siehe)\b", re.I
)
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
_LAST_WORD = re.compile(r"([^\W\d_]+)([.º°]*)$")
_BEFORE_ANY = frozenset(_ABBREVIATED.split())
_BEFORE_PLAIN = frozenset(_COUNTING.split()) | frozenset(MONTHS)
_SIGNS = "#$€£§¶№/@-"
_MARKER = re.compile(
    r"(?P<sup>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
    r"|\[(?P<square>\d{1,3}(?:\s?[,;]\s?\d{1,3})*)\]"
    r"|(?<!\d)(?<!\d[.,:/])(?P<plain>\d{1,3}(?:[,;]\s?\d{1,3})*)(?=$|[\s—–”\"’»)\].,;:?!])(?![.,:]\d)(?!\s?(?:%"
    r"|U\.\s?S\.))"
    rf"|(?<=\S)(?P<symbol>[{SYMBOLS}]{{1,3}})(?=$|[\s.,;:)”\"])"
)
_STOPS = ".,;:!?)”\"’'»]…"


@dataclass(slots=True, frozen=True)
class Candidate:
    """A place that may be a marker: where it stands, of which label, and how sure its shape is, from 0 to 3.5."""

    line: int
    start: int
    end: int
    label: str
    sure: float
    order: int = 0  # among the labels of one place: "3,4"


@dataclass(slots=True, frozen=True)
class Start:
    """A line that may begin a note. `label_line` holds the label, which a dump may put before or after the text."""

    line: int
    label: str
    text_from: int
    label_line: int
    alone: bool = False


def starts(lines: Sequence[Line], *, inner: int) -> list[Start]:
    """The lines that may begin a note, in order."""
    found: list[Start] = []
    for i, line in enumerate(lines):
        if line.kind == "page_number":
            alone = _ALONE.fullmatch(line.text)
            if alone is not None:
                found += _around(lines, i, alone[1].translate(SUPERSCRIPTS), inner=inner)
        elif line.kind == "body" and (label := _label_at(line)) is not None:
            found.append(Start(i, label[0], label[1], i))
    return sorted(found, key=lambda start: start.line)


def _label_at(line: Line) -> tuple[str, int] | None:
    """The label that a line begins with as a note would, and where the note's text begins."""
    found = _LABEL.match(line.text)
    if found is None or found.lastgroup is None:
        return None
    rest = line.text[found.end() :]
    if found.lastgroup == "plain" and (
        re.match(rf"(?:{MONTH})\b", rest, re.IGNORECASE) or (rest[:1].islower() and not _SMALL_FIRST.match(rest))
    ):
        return None
    return found[found.lastgroup].translate(SUPERSCRIPTS), found.end()


def _around(lines: Sequence[Line], i: int, label: str, *, inner: int) -> list[Start]:
    """The notes that a number alone on line `i` may label: the text after it, or the block before it."""
    found: list[Start] = []
    if i + 1 < len(lines):
        after = lines[i + 1]
        if after.kind == "body" and after.page == lines[i].page and after.gap <= 1 and len(after.text) > 2:
            found.append(Start(i, label, len(lines[i].text), i, alone=True))
    first = i
    while first > 0 and lines[first - 1].kind == "body" and lines[first - 1].page == lines[i].page:
        first -= 1
        if lines[first].gap > inner:
            break
    follows = i + 1 < len(lines) and lines[i + 1].page == lines[i].page and lines[i + 1].kind == "body"
    # A number that a gap parts from the text before it is its label only where no other text follows on the page.
    if first < i and (not follows if lines[i].gap > inner else not follows or lines[i + 1].gap > inner):
        found.append(Start(first, label, 0, i, alone=True))
    return found


def candidates(lines: Sequence[Line], start: int, end: int) -> list[Candidate]:
    """What may be markers in the body lines `[start, end)`."""
    found: list[Candidate] = []
    for i in range(start, end):
        if lines[i].kind != "body":
            continue
        for match in _MARKER.finditer(lines[i].text):
            sure = _sureness(lines[i].text, match)
            if sure <= 0:
                continue
            labels = re.findall(rf"\d+|[{SYMBOLS}]+", match[0].translate(SUPERSCRIPTS))
            begin = match.start()
            while begin > 0 and lines[i].text[begin - 1] == " ":
                begin -= 1
            found += [Candidate(i, begin, match.end(), label, sure, n) for n, label in enumerate(labels)]
    return found


def _sureness(text: str, match: re.Match[str]) -> float:
    before = text[max(0, match.start() - LOOK_BACK) : match.start()]
    if match.lastgroup == "sup":
        return 3.5 if before.strip() else 0.0
    if match.lastgroup == "square":
        return 2.5
    if match.lastgroup == "symbol":
        return 1.5 if before[-1:].isalnum() or before[-1:] in _STOPS else 0.0
    if not before or _refers(before):
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


def _refers(before: str) -> bool:
    """Whether the words before a number make it part of a reference or a count."""
    tail = before.rstrip()
    if not tail or tail[-1] in _SIGNS:
        return True
    word = _LAST_WORD.search(tail)
    if word is None:
        return False
    name = word[1].lower()
    return name in _BEFORE_ANY or (name in _BEFORE_PLAIN and not word[2])
