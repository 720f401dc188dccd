"""Places in a dump's text that may be footnote markers, and places at lines' beginnings that may be notes' labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.marks import marks
from extract.notes import RAISED
from extract.readers.text.lines import Line
from extract.structure.dates import MONTH, MONTHS

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
                found += _around(lines, i, alone[1].translate(RAISED), inner=inner)
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
    return found[found.lastgroup].translate(RAISED), found.end()


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
        for mark in marks(lines[i].text, counted=MONTHS):
            found += [Candidate(i, mark.start, mark.end, label, mark.sure, n) for n, label in enumerate(mark.labels)]
    return found
