"""Footnotes of a text dump: their bodies at the pages' feet, and the markers in the text that they belong to.

Nothing in a dump shows a superscript. A number at a line's beginning is a note's label, and one glued to a word is a
marker, only where each finds the other: labels must follow one another, and the marker of each must stand in the text
since the notes before. So "COVID19", "No. 2" or a numbered list make no notes.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.readers.text.lines import ADDRESS, TERMINAL, Line
from extract.structure.dates import MONTH

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
SYMBOLS = "*†‡§¶"
#: How sure a candidate must be to open a run of notes, where no rule stands before it.
SURE = 1.0
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
# Numbers after these are parts of references: "No. 2", "p. 12", "art. 3", "Figure 4".
_REFERRING = re.compile(
    r"(?:\b(?:nos?|nr|n|n\.º|núm|pp?|pgs?|pages?|arts?|articles?|artículos?|art[íi]culo|sec|sections?|§+|¶+|ch"
    r"|chapters?|vol|v|para"
    r"|paras|paragraphs?|figs?|figures?|tables?|rules?|phases?|levels?|step|part|title|dkt|ex|exh|exhibits?|annex"
    r"|appendix|footnotes?|notes?|fn|ver|version|day|law|ley|resolution|convention|protocol|objectives?|goals?"
    r"|principles?"
    r"|type|group|tier|category|chapter|line|number|about|only|than|over|least|of|in|to|for|from|by|at|until|since"
    rf"|between|and|or|{MONTH})\.?|[#$€£§¶№/@-])\s*$",
    re.IGNORECASE,
)
_MARKER = re.compile(
    r"(?P<sup>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
    r"|\[(?P<square>\d{1,3}(?:\s?[,;]\s?\d{1,3})*)\]"
    r"|(?<!\d)(?<!\d[.,:/])(?P<plain>\d{1,3}(?:[,;]\s?\d{1,3})*)(?=$|[\s—–”\"’»)\].,;:?!])(?![.,:]\d)(?!\s?(?:%"
    r"|U\.\s?S\.))"
    rf"|(?<=\S)(?P<symbol>[{SYMBOLS}]{{1,3}})(?=$|[\s.,;:)”\"])"
)
_STOPS = ".,;:!?)”\"’'»]…"


@dataclass(slots=True)
class Candidate:
    """A place that may be a marker: where it stands, of which label, and how sure its shape is."""

    line: int
    start: int
    end: int
    label: str
    sure: float


@dataclass(slots=True)
class Zone:
    """A run of notes: the lines `[start, end)`, the body lines from `since` on its markers stand in, its labels."""

    since: int
    start: int
    end: int
    labels: list[str] = field(default_factory=list)


def label_at(line: Line) -> tuple[str, int] | None:
    """The label that a line begins with as a note would, and where the note's text begins."""
    if line.kind == "page_number":
        alone = _ALONE.fullmatch(line.text)
        return (alone[1].translate(SUPERSCRIPTS), len(line.text)) if alone else None
    found = _LABEL.match(line.text)
    if found is None or found.lastgroup is None:
        return None
    rest = line.text[found.end() :]
    if found.lastgroup == "plain" and (
        re.match(rf"(?:{MONTH})\b", rest, re.I) or (rest[:1].islower() and not _SMALL_FIRST.match(rest))
    ):
        return None
    return found[found.lastgroup].translate(SUPERSCRIPTS), found.end()


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
            found += [Candidate(i, begin, match.end(), label, sure) for label in labels]
    return found


def _sureness(text: str, match: re.Match[str]) -> float:
    before = text[: match.start()]
    if match.lastgroup == "sup":
        return 3.5 if before.strip() else 0.0
    if match.lastgroup == "square":
        return 2.5
    if match.lastgroup == "symbol":
        return 1.5 if before[-1:].isalnum() or before[-1:] in _STOPS else 0.0
    if not before or _REFERRING.search(before):
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


def mark(lines: list[Line], *, inner: int, width: int) -> list[str]:
    """Marks the lines of notes and of link dumps, and puts the markers on their lines; returns labels without a marker.

    `inner` is the gap that may stand within a paragraph, `width` the usual width of lines.
    """
    missing: list[str] = []
    expected, since, i = 1, 0, 0
    while i < len(lines):
        opened = _opens(lines, i, since, expected)
        if opened is None:
            i += 1
            continue
        zone = _extent(lines, i, since, inner=inner, width=width)
        missing += _place_markers(lines, zone)
        numbers = [int(label) for label in zone.labels if label.isdigit()]
        expected = numbers[-1] + 1 if numbers else expected
        since = i = zone.end
    return missing


def _opens(lines: Sequence[Line], i: int, since: int, expected: int) -> str | None:
    """The label of the first note of a run, if line `i` begins one."""
    line = lines[i]
    if line.kind not in ("body", "page_number"):
        return None
    found = label_at(line)
    if found is None or (line.kind == "page_number" and not _text_follows(lines, i)):
        return None
    label = found[0]
    ruled = line.ruled or (i > 0 and lines[i - 1].kind == "rule") or bool(i and _HEADING.fullmatch(lines[i - 1].text))
    if label.isdigit():
        number = int(label)
        skipped = 0 < number - expected <= 2 and ruled
        restarts = number == 1 and expected > 1 and line.page > 1
        if number != expected and not skipped and not restarts:
            return None
    elif not ruled and line.gap == 0:
        return None
    best = max((found.sure for found in candidates(lines, since, i) if found.label == label), default=0.0)
    if best >= (0.3 if ruled else SURE if line.kind == "body" else 0.6):
        return label
    return label if best >= 0.9 and (line.gap or line.kind == "page_number") else None


_HEADING = re.compile(
    r"(?:end|foot)?notes?:?|notas(?: al pie)?:?|fußnoten|anmerkungen|notes de bas de page", re.IGNORECASE
)


def _text_follows(lines: Sequence[Line], i: int) -> bool:
    """After a label alone on its line: a line of text on the same page."""
    if i + 1 >= len(lines):
        return False
    after = lines[i + 1]
    return after.kind == "body" and after.page == lines[i].page and after.gap <= 1 and len(after.text) > 2


def _extent(lines: list[Line], start: int, since: int, *, inner: int, width: int) -> Zone:
    """Marks the notes from `start` to the end of their run."""
    zone = Zone(since=since, start=start, end=start)
    known = {found.label for found in candidates(lines, since, start)}
    paged = lines[-1].page > 1
    label, i = "", start
    while i < len(lines):
        line = lines[i]
        found = label_at(line) if line.kind in ("body", "page_number") else None
        if found is not None and line.kind == "page_number" and not _text_follows(lines, i):
            found = None
        if found is not None and (i == start or _follows(label, found[0], known, style=(lines[start], line))):
            label = found[0]
            zone.labels.append(label)
            line.kind, line.label, line.note = "note", label, label
            line.text = line.text[found[1] :].strip()
        elif line.kind in ("page_number", "header", "footer", "rule") or line.page != lines[start].page:
            break
        elif _is_dump(lines, i, start):
            while i < len(lines) and lines[i].kind == "body" and ADDRESS.fullmatch(lines[i].text):
                lines[i].kind = "links"
                i += 1
            break
        elif not paged and _ends_before(lines, i, inner=inner, width=width):
            break
        else:
            line.kind, line.note = "note", label
        i += 1
    zone.end = max(i, start + 1)
    return zone


def _follows(label: str, following: str, known: set[str], *, style: tuple[Line, Line]) -> bool:
    if label.isdigit() != following.isdigit():
        return following in known
    if not label.isdigit():
        return following != label and following in known
    return int(following) == int(label) + 1 or (int(following) == int(label) + 2 and following in known)


def _is_dump(lines: Sequence[Line], i: int, start: int) -> bool:
    """Whether a list of link addresses begins at line `i`, after the notes: what a dump gives of a page's links."""
    if not ADDRESS.fullmatch(lines[i].text) or lines[i].text[-1] in ".,;)":
        return False
    notes = "".join(line.text for line in lines[start:i] if line.kind == "note").replace(" ", "")
    return bool(TERMINAL.search(lines[i - 1].text)) or lines[i].text in notes


def _ends_before(lines: Sequence[Line], i: int, *, inner: int, width: int) -> bool:
    """Without form feeds: whether the text goes on at line `i`, after the last line of a note."""
    before, line = lines[i - 1], lines[i]
    if line.gap > inner:
        return True
    if not TERMINAL.search(before.text):
        return False
    if line.text[:1].islower() and not ADDRESS.match(line.text):
        return True
    return width > 0 and before.width + 1 + len(line.text.split()[0]) < 0.8 * width


def _place_markers(lines: list[Line], zone: Zone) -> list[str]:
    """Puts the zone's markers on their lines, in the order of the labels; returns the labels that have none."""
    found = [c for c in candidates(lines, zone.since, zone.start) if c.label in set(zone.labels)]
    chosen = _in_order(found, zone.labels)
    for candidate in chosen.values():
        lines[candidate.line].markers.append((candidate.start, candidate.end, candidate.label))
    return [label for label in zone.labels if label not in chosen]


def _in_order(found: Sequence[Candidate], labels: Iterable[str]) -> dict[str, Candidate]:
    """One candidate a label, such that they stand in the order of the labels and are as sure as can be, together."""
    order = {label: i for i, label in enumerate(labels)}
    best: list[tuple[float, int | None]] = []  # for each candidate: the best sum that ends with it, and the one before
    for j, candidate in enumerate(found):
        top: tuple[float, int | None] = (0.0, None)
        for k in range(j):
            if order[found[k].label] < order[candidate.label] and best[k][0] > top[0]:
                top = (best[k][0], k)
        # A tie goes to the earlier place: a number that comes back is a page or a section, more often than not.
        best.append((top[0] + candidate.sure - 1e-6 * j, top[1]))
    chosen: dict[str, Candidate] = {}
    at: int | None = max(range(len(best)), key=lambda j: best[j][0], default=None)
    while at is not None:
        chosen[found[at].label] = found[at]
        at = best[at][1]
    return chosen
