"""Places in a dump's text that may be footnote markers, and places at lines' beginnings that may be notes' labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.marks import marks
from extract.notes import RAISED
from extract.readers.text.lines import Line, is_ended
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
    loose: bool = False  # the label stands apart from its text, among other labels

    @property
    def last(self) -> int:
        """The line that the beginning of the note reaches to, as far as it stands together."""
        return self.line if self.loose else self.label_line


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
    found += _loose(lines, found)
    return sorted(found, key=lambda start: start.line)


def _loose(lines: Sequence[Line], found: Sequence[Start]) -> list[Start]:
    """Notes whose labels a dump gives apart from them, one under the other after the page's last note.

    Before the note that has the next label stand as many notes without one as there are such labels.
    """
    made: list[Start] = []
    labelled: dict[tuple[int, str], int] = {}
    for start in found:
        if start.line >= start.label_line:
            labelled[lines[start.line].page, start.label] = start.label_line  # the last of its page
    i = 0
    while i < len(lines):
        end = i
        while end < len(lines) and _is_next_label(lines, i, end):
            end += 1
        if end > i and _is_after_notes(lines, i):
            for stop in range(i + 1, min(end, i + MOST_LOOSE) + 1):  # the last of them may be the page's number
                following = labelled.get((lines[i].page, str(int(_number(lines[stop - 1])) + 1)), i)
                begins = _unlabelled(lines, min(following, i), stop - i)
                made += [
                    Start(text, _number(lines[i + n]), 0, i + n, alone=True, loose=True)
                    for n, text in enumerate(begins)
                ]
        i = max(end, i + 1)
    return made


def _number(line: Line) -> str:
    alone = _ALONE.fullmatch(line.text)
    return alone[1].translate(RAISED) if alone else ""


def _is_next_label(lines: Sequence[Line], i: int, end: int) -> bool:
    """Whether line `end` holds a number alone that goes on from those from line `i` on."""
    line = lines[end]
    if line.kind != "page_number" or line.page != lines[i].page or not _number(line):
        return False
    return end == i or (line.gap <= 1 and int(_number(line)) == int(_number(lines[end - 1])) + 1)


def _is_after_notes(lines: Sequence[Line], i: int) -> bool:
    """Whether line `i` stands right under text, and nothing but the page's foot comes after it on its page."""
    if i == 0 or lines[i].gap or lines[i - 1].page != lines[i].page:
        return False
    while i < len(lines) and lines[i].kind in ("page_number", "footer", "header", "rule"):
        if i + 1 == len(lines) or lines[i + 1].page != lines[i].page:
            return True
        i += 1
    return False


def _unlabelled(lines: Sequence[Line], end: int, count: int) -> list[int]:
    """Where the last `count` texts before line `end` begin: after a gap, or after a line that ends a sentence."""
    begins: list[int] = []
    i = end - 1
    while i > 0 and len(begins) < count - 1 and _is_open(lines, i, end):
        if _begins_note(lines[i]) and _is_apart(lines, i):
            begins.append(i)
        i -= 1
    until = begins[-1] if begins else end
    places = [k for k in range(max(1, until - FIRST_NOTE), until) if _is_open(lines, k, end) and _begins_note(lines[k])]
    if len(begins) < count - 1 or not places:
        return []
    return [max(places, key=lambda k: _first_note(lines, k, until)), *begins[::-1]]


#: How many labels may stand apart from their notes on one page.
MOST_LOOSE = 12
#: How many lines the first of a page's notes is looked for in.
FIRST_NOTE = 8
_NOTE_BEGINS = re.compile(r"[A-ZÀ-Ý0-9“\"‘«(\[§]")
_CITES = re.compile(
    r"\b(?:v|pp?|no|art|para|sec|ed|eds)\. ?[\dA-Z(]|https?:|www\.|§|\b(?:ibid|supra|id\.|see|cf)\b"
    r"|\((?:[^()]* )?\d{4}\)",
    re.IGNORECASE,
)


def _is_open(lines: Sequence[Line], i: int, end: int) -> bool:
    return lines[i].kind == "body" and lines[i].page == lines[end].page


def _begins_note(line: Line) -> bool:
    return bool(_NOTE_BEGINS.match(line.text) or _SMALL_FIRST.match(line.text))


def _is_apart(lines: Sequence[Line], i: int) -> bool:
    before = lines[i - 1]
    return bool(lines[i].gap) or before.page != lines[i].page or before.kind != "body" or is_ended(before.text)


def _first_note(lines: Sequence[Line], i: int, until: int) -> tuple[float, int]:
    """How well the lines from `i` on read as the first note of a page; the text may break off right before it."""
    text = " ".join(line.text for line in lines[i:until])
    whole = _is_apart(lines, i)
    marked = any(candidate.sure >= 2 for candidate in candidates(lines, i, until))
    breaks = any(_is_apart(lines, k) and not lines[k].text[:1].islower() for k in range(i + 1, until))
    cites = _CITES.search(text) is not None
    return 1.5 * whole + 1.0 * cites + 2.0 * (not marked) + 1.5 * (not breaks) + 1.0 * bool(lines[i].gap), i


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
