"""Pages of running text with footnotes at their foot: laid out here, drawn with reportlab.

Lengths are in points; y grows upwards, as in PDF.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from typeset import MARKER_SIZE, TIMES, VERA, Family, Line, Run, words, wrap

#: How high a note's marker stands, by the size of the text.
MARKER_RISE = 0.36


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
                # The standard fonts give a bullet a code that few readers know; an embedded font says what it is.
                bullet = block.label == "•"
                canvas.setFont(VERA.roman if bullet else block.family.roman, block.size * (0.8 if bullet else 1))
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
