"""Words of marked-up text, and lines of them: what fonts they are in, and where they may be divided.

Text carries a little markup: `**bold**`, `*italic*`, `~small capitals~`, and `[^4]` for the marker of note 4.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import reportlab
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

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
#: Comes with reportlab, and is embedded in the files.
VERA = Family("Vera", "VeraBd", "VeraIt", "VeraBI")
FONTS = Path(reportlab.__file__).parent / "fonts"
for _name in VERA:
    registerFont(TTFont(_name, str(FONTS / f"{_name}.ttf")))


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
