"""Styles and numbering of a DOCX: what a style makes of a paragraph, and how notes are numbered."""

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from extract.document import BlockKind
from extract.readers.docx_package import Part, attribute, child, is_on, local, value

#: Names of styles that come with Word, which are English in the file whatever language it was written in.
_NAMED: tuple[tuple[re.Pattern[str], BlockKind], ...] = (
    (re.compile(r"title|subtitle"), "title"),
    (re.compile(r"(?:intense |block )?quot(?:e|es|ation|ations)|block text"), "quote"),
    (re.compile(r"toc(?: heading| ?\d)?|table of (?:figures|authorities|contents)|index ?\d?"), "boilerplate"),
    (re.compile(r"caption"), "caption"),
    (re.compile(r"salutation"), "salutation"),
    (re.compile(r"closing"), "closing"),
    (re.compile(r"signature|e-mail signature"), "signature"),
    (re.compile(r"inside address(?: name)?|envelope address"), "address"),
    (re.compile(r"letterhead"), "letterhead"),
)
_HEADING = re.compile(r"heading ?(\d)")
#: Styles that a template named in its own words, told by the words.
_QUOTING = re.compile(r"\b(?:block ?)?quot(?:e|ation)s?\b|zitat|\bcita\b|citation en retrait", re.IGNORECASE)


class Look(NamedTuple):
    """What styles make of a paragraph or a run."""

    kind: BlockKind | None = None
    level: int | None = None
    bold: bool = False
    hidden: bool = False
    listed: bool = False


@dataclass(slots=True)
class Styles:
    """The styles of a document by id, each with those that it is based on resolved."""

    looks: dict[str, Look] = field(default_factory=dict)

    def of(self, style: str | None) -> Look:
        return self.looks.get(style or "", Look())


def styles_of(part: Part | None) -> Styles:
    """The styles in a styles part; none where the document has none."""
    elements = {attribute(one, "styleId") or "": one for one in (part.root if part else ()) if local(one) == "style"}
    return Styles({style: _look(style, elements) for style in elements})


def _look(style: str, elements: dict[str, Any]) -> Look:
    look = Look()
    seen: set[str] = set()
    current: str | None = style
    while current in elements and current not in seen:
        seen.add(current)
        element = elements[current]
        properties, run = child(element, "pPr"), child(element, "rPr")
        kind, level = _kind((value(element, "name") or "").lower(), properties)
        if look.kind is None and kind is not None:
            look = look._replace(kind=kind, level=level)
        listed = child(properties, "numPr") is not None and value(properties, "numPr", "numId") != "0"
        look = look._replace(
            bold=look.bold or is_on(run, "b"),
            hidden=look.hidden or is_on(run, "vanish"),
            listed=look.listed or listed,
        )
        current = value(element, "basedOn")
    return look


def _kind(name: str, properties: Any | None) -> tuple[BlockKind | None, int | None]:
    heading = _HEADING.fullmatch(name)
    if heading:
        return "heading", int(heading[1])
    for pattern, kind in _NAMED:
        if pattern.fullmatch(name):
            return kind, 1 if kind == "title" else None
    level = outline_level(properties)
    if level is not None:
        return "heading", level
    return ("quote", None) if _QUOTING.search(name) else (None, None)


def outline_level(properties: Any | None) -> int | None:
    """The level of heading that a paragraph's properties give it, from 1; None for body text."""
    level = value(properties, "outlineLvl")
    return int(level) + 1 if level is not None and level.isdigit() and int(level) < 9 else None


class NoteNumbering(NamedTuple):
    """How notes of one kind are numbered."""

    form: str = "decimal"
    start: int = 1
    restart: str = "continuous"


def note_numbering(properties: Any | None, default: NoteNumbering) -> NoteNumbering:
    """The numbering that a `footnotePr` or `endnotePr` asks for, what it leaves open as in `default`."""
    start = value(properties, "numStart")
    return NoteNumbering(
        form=value(properties, "numFmt") or default.form,
        start=int(start) if start and start.isdigit() else default.start,
        restart=value(properties, "numRestart") or default.restart,
    )


def label_of(number: int, form: str) -> str:
    """The label of the note with this number: "4", "iv", "d", "§"."""
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman if form == "lowerRoman" else roman.upper()
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form == "chicago":
        return "*†‡§"[(number - 1) % 4] * ((number - 1) // 4 + 1)
    return str(number)


def _roman(number: int) -> str:
    parts = (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
        (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    )  # fmt: skip
    text = ""
    for size, letters in parts:
        text += letters * (number // size)
        number %= size
    return text
