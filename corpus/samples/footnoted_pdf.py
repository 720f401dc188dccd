"""Pages of running text with footnotes at their foot: laid out here, drawn with reportlab.

Text carries a little markup: `**bold**`, `*italic*`, `~small capitals~`, and `[^4]` for the marker of note 4.
Lengths are in points; y grows upwards, as in PDF.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

MARKUP = re.compile(r"(\*\*|\*|~|\[\^[^\]]+\])")
# fmt: off
#: Long words with the places where they may be divided at a line's end.
DIVISIONS = (
    "account-abil-ity", "ac-com-mo-da-tion", "con-fi-den-tial", "con-fi-den-ti-al-ity", "coun-sel-ling",
    "de-ter-mi-na-tion", "ex-haus-tion", "gov-ern-ment", "in-ter-na-tion-al", "in-ter-pret-ed", "in-ter-viewed",
    "or-gan-isa-tions", "par-tic-i-pants", "pro-ced-ure", "pro-gramme", "pro-tec-tion", "pub-li-ca-tion",
    "re-in-te-gra-tion", "re-spon-si-bil-ity", "safe-guards", "set-tle-ment", "un-ac-com-pa-nied",
    "un-ac-cept-able", "un-cer-tainty", "un-der-stand", "vol-un-tary", "with-drawal",
)
# fmt: on
DIVIDED = {word.replace("-", ""): word.replace("-", "\u00ad") for word in DIVISIONS}
#: Where an address may go on in the next line: after a slash or a hyphen, which stays.
ADDRESS_BREAK = re.compile(r"(?<=[/-])")
SMALL_CAPITALS = 0.78
MARKER_SIZE = 0.62
MARKER_RISE = 0.36


class Family(NamedTuple):
    """The names of a typeface's four fonts."""

    roman: str
    bold: str
    italic: str
    bold_italic: str

    def font(self, bold: bool, italic: bool) -> str:
        return (self.bold_italic if italic else self.bold) if bold else (self.italic if italic else self.roman)


TIMES = Family("Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic")
HELVETICA = Family("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique")


class Run(NamedTuple):
    """Characters of one font and size; `note` is the label if they are a note's marker."""

    text: str
    font: str
    size: float
    note: str | None = None
    href: str | None = None  # the whole address, also of a part of it

    @property
    def width(self) -> float:
        return float(stringWidth(self.text, self.font, self.size))


Word = tuple[Run, ...]


class Line(NamedTuple):
    """Words set on one line; `last` is true for the last one of a paragraph, which is never spread."""

    words: tuple[Word, ...]
    last: bool

    @property
    def notes(self) -> list[str]:
        return [run.note for word in self.words for run in word if run.note]


@dataclass(frozen=True, kw_only=True)
class Block:
    """A paragraph. `label` (a bullet, a number) hangs in the indent; `keep` holds it with what follows."""

    text: str
    family: Family = TIMES
    size: float = 11.5
    leading: float = 14
    before: float = 7
    indent: float = 0
    label: str = ""
    justify: bool = False
    keep: bool = False


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Measures of a page and what is drawn on every one: `furniture(canvas, page number, number of pages)`."""

    furniture: Callable[[Canvas, int, int], None]
    size: tuple[float, float] = A4
    left: float = 72
    right: float = 72
    top: float = 76
    first_top: float = 130
    bottom: float = 62
    note_size: float = 9
    note_leading: float = 10.6
    note_family: Family = TIMES
    raise_markers: bool = True  # by the text rise operator; else the marker is set at a higher place

    @property
    def width(self) -> float:
        return self.size[0] - self.left - self.right


@dataclass
class Page:
    """What stands on a page: lines of the body with their places, and the lines of notes from the top one down."""

    lines: list[tuple[float, Block, Line, bool]] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)


def words(text: str, *, family: Family, size: float) -> list[Word]:
    """The words of marked-up text, each as runs of one font."""
    bold = italic = small = False
    found: list[list[Run]] = [[]]
    for part in MARKUP.split(text):
        if part == "**":
            bold = not bold
        elif part == "*":
            italic = not italic
        elif part == "~":
            small = not small
        elif part.startswith("[^"):
            label = part[2:-1]
            found[-1].append(Run(label, family.font(bold, italic), size * MARKER_SIZE, label))
        else:
            font = family.font(bold, italic)
            for n, piece in enumerate(part.split(" ")):
                if n:
                    found.append([])
                if piece:
                    found[-1] += _capitals(piece, font, size) if small else [_run(piece, font, size)]
    return [tuple(word) for word in found if word]


def _run(text: str, font: str, size: float) -> Run:
    href = text.lstrip("(<").rstrip(".,;)>") if "://" in text else None
    if href is None:
        text = re.sub("[a-z]+", lambda match: DIVIDED.get(match[0], match[0]), text)
    return Run(text, font, size, href=href)


def _capitals(text: str, font: str, size: float) -> list[Run]:
    """Small capitals the way a word processor fakes them: lower-case letters as smaller capitals."""
    parts = re.findall(r"[a-zà-ÿ]+|[^a-zà-ÿ]+", text)
    return [Run(part.upper(), font, size * (SMALL_CAPITALS if part[0].islower() else 1)) for part in parts]


def wrap(found: Sequence[Word], *, width: float, space: float) -> list[Line]:
    """Words to lines no wider than `width`; addresses and words with soft hyphens are divided where they must be."""
    lines: list[Line] = []
    current: list[Word] = []
    used = 0.0
    queue = list(found)
    while queue:
        word = queue.pop(0)
        gap = space if current else 0.0
        length = sum(run.width for run in _plain(word))
        if used + gap + length <= width:
            current.append(_plain(word))
            used += gap + length
            continue
        parts = _divide(word, width - used - gap)
        if parts:
            current.append(parts[0])
            queue.insert(0, parts[1])
        else:
            queue.insert(0, word)
        lines.append(Line(tuple(current), False))
        current, used = [], 0.0
    return [*lines, Line(tuple(current), True)]


def _plain(word: Word) -> Word:
    return tuple(run._replace(text=run.text.replace("\u00ad", "")) for run in word)


def _divide(word: Word, room: float) -> tuple[Word, Word] | None:
    """The part of a word that fits into `room`, and the rest; None if it cannot be divided there."""
    for n, run in enumerate(word):
        before = sum(other.width for other in _plain(word[:n]))
        address = run.href is not None
        pieces = ADDRESS_BREAK.split(run.text) if address else run.text.split("\u00ad")
        hyphen = "" if address else "-"
        for cut in range(len(pieces) - 1, 0, -1):
            head = run._replace(text="".join(pieces[:cut]) + hyphen)
            if address and "://" in run.text and head.text.count("/") < 3:
                break
            if before + head.width <= room:
                rest = ("" if address else "\u00ad").join(pieces[cut:])
                return (*_plain(word[:n]), head), (run._replace(text=rest), *word[n + 1 :])
    return None


def paginate(blocks: Sequence[Block], notes: Mapping[str, str], sheet: Sheet) -> list[Page]:
    """Lines to pages: each note begins on its marker's page, and goes on on the next where room ends."""
    pages = [Page()]
    y = sheet.size[1] - sheet.first_top
    for block in blocks:
        inner = sheet.width - block.indent
        lines = wrap(words(block.text, family=block.family, size=block.size), width=inner, space=block.size * 0.25)
        y -= block.before if pages[-1].lines else 0
        for n, line in enumerate(lines):
            added = [_note_lines(label, notes[label], sheet) for label in line.notes]
            least = sum(len(note) for note in added[:-1]) + (min(2, len(added[-1])) if added else 0)
            follow = block.leading * 2.5 if block.keep and n == len(lines) - 1 else 0
            if y - block.leading - follow < _floor(sheet, len(pages[-1].notes) + least):
                carried = _carry(pages[-1], y, sheet)
                pages.append(Page(notes=carried))
                y = sheet.size[1] - sheet.top
            y -= block.leading
            pages[-1].lines.append((y, block, line, n == 0))
            pages[-1].notes += [line for note in added for line in note]
    while rest := _carry(pages[-1], y, sheet):
        pages.append(Page(notes=rest))
        y = sheet.size[1] - sheet.top
    return pages


def _floor(sheet: Sheet, note_lines: int) -> float:
    """The height under which no body line may stand, with so many lines of notes on the page."""
    return sheet.bottom + (note_lines * sheet.note_leading + 14 if note_lines else 0)


def _carry(page: Page, y: float, sheet: Sheet) -> list[Line]:
    """Takes the note lines off a page that have no room under a body ending at `y`, and returns them."""
    room = max(0, int((y - sheet.bottom - 14) // sheet.note_leading))
    carried = page.notes[room:]
    del page.notes[room:]
    return carried


def _note_lines(label: str, text: str, sheet: Sheet) -> list[Line]:
    size, family = sheet.note_size, sheet.note_family
    found = words(text, family=family, size=size)
    found[0] = (Run(label, family.roman, size * MARKER_SIZE, label), Run(" ", family.roman, size), *found[0])
    return wrap(found, width=sheet.width, space=size * 0.25)


def draw(path: Path, pages: Sequence[Page], sheet: Sheet, *, title: str, author: str) -> None:
    """Writes the PDF; the same pages always give the same bytes."""
    canvas = Canvas(str(path), pagesize=sheet.size, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject("Sample written for the avr-docs project")
    for number, page in enumerate(pages, 1):
        sheet.furniture(canvas, number, len(pages))
        for y, block, line, first in page.lines:
            if first and block.label:
                canvas.setFont(block.family.roman, block.size)
                canvas.drawString(sheet.left + block.indent - 18, y, block.label)
            spread = block.justify and not line.last
            _draw_line(canvas, sheet, line, x=sheet.left + block.indent, y=y, size=block.size, spread=spread)
        _draw_notes(canvas, page, sheet)
        canvas.showPage()
    canvas.save()


def _draw_notes(canvas: Canvas, page: Page, sheet: Sheet) -> None:
    if not page.notes:
        return
    top = sheet.bottom + len(page.notes) * sheet.note_leading
    canvas.setLineWidth(0.5)
    canvas.line(sheet.left, top + 4, sheet.left + 144, top + 4)
    for n, line in enumerate(page.notes, 1):
        y = top - n * sheet.note_leading + 2
        _draw_line(canvas, sheet, line, x=sheet.left, y=y, size=sheet.note_size, spread=False)


def _draw_line(canvas: Canvas, sheet: Sheet, line: Line, *, x: float, y: float, size: float, spread: bool) -> None:
    space = size * 0.25
    if spread and len(line.words) > 1:
        length = sum(run.width for word in line.words for run in word)
        space = (sheet.size[0] - sheet.right - x - length) / (len(line.words) - 1)
    for n, word in enumerate(line.words):
        # The blank belongs to the string, as in files from word processors.
        for m, run in enumerate(word):
            blank = " " if m == len(word) - 1 and n < len(line.words) - 1 and not run.note else ""
            _draw_run(canvas, run, x, y, blank=blank, body=size, raised=sheet.raise_markers)
            x += run.width
        x += space


def _draw_run(canvas: Canvas, run: Run, x: float, y: float, *, blank: str, body: float, raised: bool) -> None:
    lift = body * MARKER_RISE if run.note else 0
    text = canvas.beginText(x, y if raised else y + lift)
    text.setFont(run.font, run.size)
    if lift and raised:
        text.setRise(lift)
    text.textOut(run.text + blank)
    if lift and raised:
        text.setRise(0)
    canvas.drawText(text)
    if run.href:
        canvas.linkURL(run.href, (x, y - 2, x + run.width, y + run.size), relative=0)
