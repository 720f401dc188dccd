"""Glyphs to lines of runs: baselines, words by gaps, superscripts, links."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from extract.document import BBox
from extract.layout.page import Anchor, Glyph
from extract.layout.rows import Row, rows
from extract.normalise import clean

#: A gap as wide as this part of the size parts two words, where no blank is drawn.
WORD_GAP = 0.17
#: Characters as near as this part of the size touch: no blank that is drawn between them can be seen.
TOUCHING = 0.008
#: A gap as wide as this many times the size parts two cells.
CELL_GAP = 1.6
RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


class Run(NamedTuple):
    """A stretch of a line in one style; `rise` is 1 for a superscript, -1 for a subscript, 0 for the rest."""

    text: str
    x0: float
    x1: float
    size: float
    font: str
    rise: int


class Stretch(NamedTuple):
    """Characters `[start, end)` of a line's text that link to an address."""

    start: int
    end: int
    href: str


@dataclass(slots=True, weakref_slot=True, unsafe_hash=False, eq=False)
class Line:
    """A line of text as it stands; `y` is its baseline, `column` counts the parts of a page in reading order."""

    page: int
    column: int
    y: float
    size: float
    runs: tuple[Run, ...]
    cells: tuple[tuple[float, float, int], ...] = ()  # x0, x1 and start in the text of what stands apart
    links: tuple[Stretch, ...] = ()
    artifact: bool = False
    text: str = field(init=False)
    x0: float = field(init=False)
    x1: float = field(init=False)
    bold: bool = field(init=False)
    italic: bool = field(init=False)

    def __post_init__(self) -> None:
        self.text = "".join(run.text for run in self.runs)
        self.x0, self.x1 = self.runs[0].x0, max(run.x1 for run in self.runs)
        # A bullet is set in whatever font has one.
        plain = [run for run in self.runs if any(map(str.isalnum, run.text)) and run.rise == 0] or list(self.runs)
        self.bold = all(is_bold(run.font) for run in plain)
        self.italic = all(is_italic(run.font) for run in plain)

    @property
    def top(self) -> float:
        return self.y - 0.8 * self.size

    @property
    def bottom(self) -> float:
        return self.y + 0.22 * self.size

    @property
    def box(self) -> BBox:
        return BBox(round(self.x0, 1), round(self.top, 1), round(self.x1, 1), round(self.bottom, 1))

    @property
    def font(self) -> str:
        """The font of most of the line."""
        widths: Counter[str] = Counter()
        for run in self.runs:
            widths[run.font] += len(run.text.strip())
        return max(widths, key=widths.__getitem__)


@lru_cache(maxsize=4096)
def is_bold(font: str) -> bool:
    """`Goudy-Bold`, `LinBiolinumTB`; `Bookman` is not."""
    return re.search(r"bold|black|heavy|[,-]b(?![a-z])|demi(?!ri)|cmbx|medi\b", font.lower()) is not None


@lru_cache(maxsize=4096)
def is_italic(font: str) -> bool:
    return re.search(r"ital|obli|slant|cmti|[,-]it?\b", font.lower()) is not None


def lines(glyphs: Iterable[Glyph], *, page: int, column: int, links: Sequence[Anchor] = ()) -> list[Line]:
    """The lines of one column, from top to bottom."""
    found = [_line(row, page=page, column=column, links=links) for row in rows(glyphs)]
    return [line for line in found if line is not None]


def _line(row: Row, *, page: int, column: int, links: Sequence[Anchor]) -> Line | None:
    glyphs = sorted(row.glyphs, key=lambda g: (g.x0, g.x1))
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not inked:
        return None
    gaps = _word_gaps(glyphs, row.size)
    parts: list[tuple[str, Glyph, int]] = []  # text with the blank before it
    cells: list[tuple[float, float, int]] = []
    length = 0
    spans: list[tuple[int, Glyph]] = []
    begun = inked[0].x0, 0
    for place, glyph in enumerate(inked):
        text = clean(glyph.text) if not glyph.text.isascii() or not glyph.text.isprintable() else glyph.text
        if glyph.text == "\xad":
            text = "-"
        if not text:
            continue
        blank = " " if parts and gaps[place] else ""
        if parts and glyph.x0 - inked[place - 1].x1 > CELL_GAP * row.size:
            cells.append((begun[0], inked[place - 1].x1, begun[1]))
            begun = glyph.x0, length + len(blank)
        length += len(blank)
        spans.append((length, glyph))
        length += len(text)
        parts.append((blank + text, glyph, _rise(glyph, row)))
    if not parts:
        return None
    if cells:
        cells.append((begun[0], inked[-1].x1, begun[1]))
    return Line(
        page=page,
        column=column,
        y=row.y,
        size=row.size,
        runs=tuple(_runs(parts)),
        cells=tuple(cells),
        links=tuple(_links(spans, length, links)),
        artifact=all(glyph.artifact for glyph in inked),
    )


def _rise(glyph: Glyph, row: Row) -> int:
    if glyph.text in RAISED_DIGITS:
        return 1
    up = row.y - glyph.y
    if up > 0.12 * row.size and glyph.size <= 1.02 * row.size:
        return 1
    return -1 if up < -0.06 * row.size and glyph.size < 0.87 * row.size else 0


def _word_gaps(glyphs: list[Glyph], size: float) -> list[bool]:
    """For each glyph with ink, whether a blank stands before it."""
    steps: list[tuple[float, bool, Glyph]] = []
    before: Glyph | None = None
    drawn = False
    for glyph in glyphs:
        if glyph.text.isspace():
            drawn = True
            continue
        steps.append((glyph.x0 - before.x1 if before else 0.0, drawn, glyph))
        before, drawn = glyph, False
    # Dots that lead the eye to a page number have gaps of their own.
    letters = [step for i, step in enumerate(steps) if i and not (step[2].text == "." == steps[i - 1][2].text)]
    close = sorted(gap for gap, _, _ in letters if gap < 1.2 * size)
    # Letter-spaced text has gaps between all its letters; the middle one of them is then no gap between words.
    usual = max(0.0, close[len(close) // 2]) if len(close) > 3 else 0.0
    limit = _between(close, size) if usual < 0.08 * size else usual + 0.22 * size
    blanks = sum(blank for _, blank, _ in steps)
    spaced = usual >= 0.08 * size and blanks * 2 > len(steps)  # a blank drawn after each letter: only the gaps count
    # A blank may be drawn wider than what is left of it, where boxes are misplaced, as those of recognised text are.
    return [gap > limit or (blank and not spaced and gap > TOUCHING * g.size) for gap, blank, g in steps]


def _between(gaps: list[float], size: float) -> float:
    """The width that parts gaps between words from those between letters: tightly set lines have narrow ones."""
    jumps = [
        (wide - narrow, (wide + narrow) / 2)
        for narrow, wide in pairwise(gaps)
        if narrow < WORD_GAP * size and wide > 0.09 * size
    ]
    jump, middle = max(jumps, default=(0.0, 0.0))
    return min(max(middle, 0.08 * size), 0.25 * size) if jump > 0.05 * size else WORD_GAP * size


def _runs(parts: list[tuple[str, Glyph, int]]) -> Iterable[Run]:
    """Glyphs of one style together; a blank after a superscript belongs to what follows it."""
    key: tuple[float, str, int] | None = None
    text, x0, x1 = "", 0.0, 0.0
    for part, glyph, rise in parts:
        style = (round(glyph.size, 1), glyph.font, rise)
        if key is not None and style != key:
            lead = part[: len(part) - len(part.lstrip())]
            if lead and key[2] == 0:
                text, part = text + lead, part.lstrip()
            yield Run(text, x0, x1, key[0], key[1], key[2])
            text, x0 = "", glyph.x0
        if not text:
            x0 = glyph.x0
        key, text, x1 = style, text + part, glyph.x1
    if key is not None:
        yield Run(text, x0, x1, key[0], key[1], key[2])


def _links(spans: list[tuple[int, Glyph]], length: int, links: Sequence[Anchor]) -> Iterable[Stretch]:
    for box, href in links:
        inside = [
            index
            for index, (_, glyph) in enumerate(spans)
            if box.x0 - 0.5 <= (glyph.x0 + glyph.x1) / 2 <= box.x1 + 0.5
            and box.top - 0.5 <= glyph.y - 0.25 * glyph.size <= box.bottom + 0.5
        ]
        if inside:
            last = inside[-1] + 1
            yield Stretch(spans[inside[0]][0], spans[last][0] if last < len(spans) else length, href)
