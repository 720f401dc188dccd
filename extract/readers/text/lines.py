"""The lines of a text with what stands around them: pages, gaps, indents, running heads, page numbers, link dumps."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from extract.normalise import clean

LineKind = Literal["body", "note", "page_number", "header", "footer", "links", "rule", "code", "table"]

#: A line of nothing but a page's number: "12", "- 12 -", "Page 3 of 10", "xiv", "3 | Page".
PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p[áa]gina|seite|p\.)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/|de|von"
    r"|sur)\s*\d{1,4})?\W*(?:\|?\s*page)?\W*",
    re.IGNORECASE,
)
#: A rule drawn with marks, or one of which a dump left blanks only ("   " over half a page).
RULE = re.compile(r"[\s_\-–—―─═=*.·•]*(?:_{5,}|-{5,}|–{5,}|—{3,}|―{3,}|─{3,}|═{3,})[\s_\-–—―─═=]*")
BLANK_RULE = 20
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
TERMINAL = re.compile(r"[.!?:;…]['\"”’»)\]]*(?:\s?\d{1,3})?$")
#: How many characters at the end of a line are looked at for the mark that ends a sentence.
ENDING = 16
_LONE_BULLET = re.compile("[•●▪◦‣∙○■□➢➤►▶✓✔❖¾\uf0a7\uf0b7\uf0d8\uf076\uf0fc]")
_QUOTED = re.compile(r"(?:> ?)+")
#: How many lines at the top and the foot of a page may be running heads.
EDGE = 6


@dataclass(slots=True)
class Line:
    """A line that is not blank. `gap` counts the blank lines before it, on its page; `page` counts form feeds."""

    text: str
    indent: int = 0
    gap: int = 0
    page: int = 1
    quoted: bool = False
    ruled: bool = False  # a rule made of blanks stood before it
    kind: LineKind = "body"
    label: str | None = None  # on the first line of a note
    note: str | None = None  # on every line of a note
    restart: bool = False
    markers: list[tuple[int, int, str]] = field(default_factory=list)  # first and last column, label

    @property
    def width(self) -> int:
        return self.indent + len(self.text)


def split(text: str) -> list[Line]:
    """The lines of `text`, cleaned, with form feeds counted as pages."""
    found: list[Line] = []
    for number, page in enumerate(text.split("\f"), start=1):
        gap, ruled = 0, False
        for raw in clean(page).expandtabs(4).split("\n"):
            mark = _QUOTED.match(raw)
            quoted = mark is not None
            if mark is not None:
                raw = raw[mark.end() :]
            text_of = raw.strip()
            if not text_of:
                gap += 1
                ruled = ruled or len(raw) >= BLANK_RULE
                continue
            line = Line(text_of, indent=len(raw) - len(raw.lstrip()), gap=gap, page=number, quoted=quoted, ruled=ruled)
            if RULE.fullmatch(text_of):
                line.kind = "rule"
            if found and found[-1].page == number and _LONE_BULLET.fullmatch(found[-1].text) and gap <= 1:
                lone = found.pop()  # a dump may put a bullet in a line of its own
                line = replace(
                    line, text=f"{lone.text} {line.text}", indent=lone.indent, gap=lone.gap, ruled=lone.ruled
                )
            found.append(line)
            gap, ruled = 0, False
    return found


def is_ended(text: str) -> bool:
    """Whether a line or paragraph ends as a sentence does, a marker's number after the mark allowed."""
    return TERMINAL.search(text[-ENDING:]) is not None


def inner_gap(lines: Sequence[Line]) -> int:
    """How many blank lines may stand between two lines of one paragraph: 1 in a double-spaced dump, else 0.

    It is the widest gap over which sentences run on (no mark at the line's end, a small letter after it) about as
    often as they do within paragraphs.
    """
    total: Counter[int] = Counter()
    running: Counter[int] = Counter()
    for before, after in pairwise(lines):
        if before.page == after.page and before.kind == after.kind == "body" and after.gap <= 4:
            total[after.gap] += 1
            running[after.gap] += after.text[:1].islower() and not is_ended(before.text)
    inner = 0
    for gap in (1, 2, 3):
        if running[gap] >= 3 and running[gap] >= 0.25 * total[gap]:
            inner = gap
    return inner


def usual_width(lines: Iterable[Line]) -> int:
    """The width, in characters, that lines are wrapped at; 0 where lines are not wrapped but are paragraphs.

    Wrapped lines crowd below one width; a line may be longer, where a dump took out the hyphen at its end.
    """
    widths = sorted(line.width for line in lines if line.kind in ("body", "note") and len(line.text) > 30)
    if len(widths) < 4:
        return max(widths, default=0) if widths and widths[-1] <= 120 else 0
    best, most = 0, 0
    for width in widths:
        near = bisect_right(widths, width) - bisect_left(widths, 0.85 * width)
        if near >= most and width <= 160:
            best, most = width, near
    return best if most >= 0.3 * len(widths) else 0


def mark_page_numbers(lines: Sequence[Line]) -> None:
    """Marks lines that hold a number alone, unless they label the text after them or lie in a run of numbers."""
    for i, line in enumerate(lines):
        if line.kind != "body" or not PAGE_NUMBER.fullmatch(line.text) or not re.search(r"[\divxlcIVXLC]", line.text):
            continue
        if i and _ends_sentence(lines[i - 1], line):
            continue
        if re.fullmatch(r"[a-zA-Z]{2,}", line.text) and not line.text.islower():
            continue  # "MIX", "CIVIL"
        if line.text.isalpha() and len(line.text) == 1 and line.text not in "ivx":
            continue
        line.kind = "page_number"


def _ends_sentence(before: Line, line: Line) -> bool:
    """Whether a number with a full stop ends the sentence that the line before broke off in: "... para." / "52."."""
    if line.gap or line.page != before.page or before.kind != "body" or not re.search(r"\d[)\]”\"]*[.)]$", line.text):
        return False
    in_brackets = before.text.count("(") > before.text.count(")") and ")" in line.text
    return in_brackets or not is_ended(before.text) or _ABBREVIATED.search(before.text) is not None


# Words that a number follows, with their full stop, at a line's end.
_ABBREVIATED = re.compile(r"\b(?:paras?|pp?|pgs?|arts?|nos?|n|secs?|chs?|vols?|figs?|ex|app|cf|ibid|[A-Z])\.$", re.I)


def mark_running_heads(lines: Sequence[Line]) -> None:
    """Marks the lines at the edges of pages that stand there on other pages too, digits aside."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    if len(pages) < 2:
        _mark_repeated(lines)
        _mark_beside(lines)
        return
    count: Counter[str] = Counter()
    for page in pages.values():
        count.update({_masked(line) for line in (*page[:EDGE], *page[-EDGE:])})
    least = 2 if len(pages) <= 3 else max(3, len(pages) // 4)
    for page in pages.values():
        for edge, kind in ((page[:EDGE], "header"), (page[::-1][:EDGE], "footer")):
            for line in edge:
                repeated = count[_masked(line)] >= least and len(_masked(line)) > 3
                if line.kind not in ("body", "page_number") or not (repeated or line.kind == "page_number"):
                    break
                if line.kind == "body":
                    line.kind = kind  # type: ignore[assignment]


def _mark_repeated(lines: Sequence[Line]) -> None:
    """Without form feeds: lines that come back three times with a number that rises ("Case 1:23 Document 4 Page 3")."""
    seen: dict[str, list[Line]] = {}
    for line in lines:
        if line.kind == "body" and re.search(r"\d", line.text) and len(line.text) > 8:
            seen.setdefault(_masked(line), []).append(line)
    for same in seen.values():
        if len(same) < 3 or len({line.text for line in same}) < len(same):
            continue
        numbers = [[int(n) for n in re.findall(r"\d{1,9}", line.text)] for line in same]
        if len({len(row) for row in numbers}) == 1 and any(
            all(b - a == 1 for a, b in pairwise(column)) for column in zip(*numbers, strict=True)
        ):
            for line in same:
                line.kind = "header"


def _mark_beside(lines: Sequence[Line]) -> None:
    """Without form feeds: short lines that come back word for word beside the feet of pages."""
    seen: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        if line.kind == "body" and len(line.text.split()) <= 14 and len(line.text) > 8:
            seen.setdefault(line.text, []).append(i)
    for same in seen.values():
        beside = sum(
            any(lines[k].kind in ("header", "page_number") for k in (i - 1, i + 1) if 0 <= k < len(lines)) for i in same
        )
        if len(same) >= 3 and beside >= max(2, len(same) - 1):
            for i in same:
                lines[i].kind = "header"


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.split())).lower()
