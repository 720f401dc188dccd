"""One flow of text in a DOCX, the body, a note, a header or a text box, to pieces."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from extract.document import BlockKind, NoteKind, Piece
from extract.readers.docx_package import Part, attribute, child, is_on, local, value
from extract.readers.docx_styles import Look, Styles, outline_level
from extract.readers.docx_tables import piece_of_table
from extract.readers.inline import PLACE, Inline, pieces

_HYPERLINK = re.compile(r'^\s*HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]+)"', re.IGNORECASE)
_SKIPPED = frozenset(
    {"pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "delText", "delInstrText"}
    | {"Fallback", "object", "rt", "del", "moveFrom", "annotationRef", "separator", "continuationSeparator"}
)
#: Longer than this no paragraph is a heading, whatever its style says, and no bold one is without a style.
_HEADING_WORDS, _BOLD_HEADING_WORDS = 40, 18
_CONTENTS = "Table of Contents"


@dataclass(slots=True)
class Findings:
    """What the flows of one document share: markers met so far, and what a person should know."""

    labels: list[str] = field(default_factory=list)
    hidden_words: int = 0
    changes: bool = False
    embedded: int = 0


#: Called with a note reference's element and its own mark, if it has one; gives the index of its marker's label.
Refer = Callable[[Any, str | None], int | None]


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    href: str | None = None
    in_result: bool = False


@dataclass(slots=True)
class Story:
    """Reads one flow; `refer` numbers its note references, the other two are told where pages and sections end."""

    part: Part
    styles: Styles
    findings: Findings
    refer: Refer = lambda element, mark: None
    page_ends: Callable[[], None] = lambda: None
    section_ends: Callable[[], None] = lambda: None
    note: str | None = None
    note_kind: NoteKind = "footnote"
    found: list[Piece] = field(default_factory=list)
    inline: Inline = field(default_factory=Inline)
    boxes: list[Piece] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    contents: bool = False  # inside a table of contents

    def read(self, container: Any) -> list[Piece]:
        """The pieces of everything in an element that holds paragraphs."""
        self._blocks(container)
        self._flush("paragraph", Look(), None)
        return self.found

    def _blocks(self, container: Any) -> None:
        for element in container:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name == "altChunk":
                self.findings.embedded += 1
            elif name in ("del", "moveFrom"):
                self.findings.changes = True
            elif name == "sdt":
                outer = self.contents
                gallery = value(element, "sdtPr", "docPartObj", "docPartGallery")
                self.contents = outer or gallery == _CONTENTS
                if not is_on(element, "sdtPr", "showingPlcHdr"):
                    self._blocks(element)
                self.contents = outer
            elif name and name not in _SKIPPED:
                self.findings.changes |= name in ("ins", "moveTo")
                self._blocks(element)

    def _paragraph(self, element: Any) -> None:
        properties = child(element, "pPr")
        look = self.styles.of(value(properties, "pStyle"))
        self._runs(element, None, look)
        if child(properties, "rPr", "del") is not None:
            self.findings.changes = True  # the end of the paragraph was deleted: it goes on in the next
        else:
            self._flush(*_kind(properties, look))
        if child(properties, "sectPr") is not None:
            self.section_ends()

    def _flush(self, kind: BlockKind, look: Look, level: int | None) -> None:
        """Makes pieces of the text gathered, then of the text boxes that hang on it."""
        lines = self.inline.take()
        words = sum(len(line.text.split()) for line in lines)
        if self.note is not None:
            kind, level = "note", None
        elif self.contents:
            kind, level = "boilerplate", None
        elif kind in ("heading", "title") and words > _HEADING_WORDS:
            kind, level = "paragraph", None
        elif kind == "paragraph" and len(lines) == 1 and words <= _BOLD_HEADING_WORDS and lines[0].is_bold:
            kind = "paragraph" if lines[0].text.rstrip().endswith((".", ",", ";", ":")) else "heading"
        for piece in pieces(
            lines, kind, labels=self.findings.labels, level=level, note=self.note, note_kind=self.note_kind
        ):
            self.found.append(replace(piece, continued=piece.continued or (kind == "note" and bool(self.found))))
        self.found += self.boxes
        self.boxes = []

    def _table(self, table: Any) -> None:
        rows = [
            [self._cell(cell) for cell in _inside(row, "tc")]
            for row in _inside(table, "tr")
            if child(row, "trPr", "del") is None
        ]
        self.found += piece_of_table(table, rows)

    def _cell(self, cell: Any) -> list[Piece]:
        outer, self.found = self.found, []
        self._blocks(cell)
        self._flush("paragraph", Look(), None)
        inside, self.found = self.found, outer
        return inside

    def _runs(self, container: Any, href: str | None, look: Look) -> None:
        for element in container:
            name = local(element)
            if name == "r":
                self._run(element, href, look)
            elif name == "hyperlink":
                target = self.part.targets.get(attribute(element, "id") or "")
                self._runs(element, target or href, look)
            elif name == "fldSimple":
                self._runs(element, _address(attribute(element, "instr") or "") or href, look)
            elif name in ("del", "moveFrom"):
                self.findings.changes = True
            elif name == "sdt" and is_on(element, "sdtPr", "showingPlcHdr"):
                continue
            elif name and name not in _SKIPPED:
                self.findings.changes |= name in ("ins", "moveTo")
                self._runs(element, href, look)

    def _run(self, run: Any, href: str | None, look: Look) -> None:
        properties = child(run, "rPr")
        style = self.styles.of(value(properties, "rStyle"))
        if _switch(properties, "vanish", look.hidden or style.hidden):
            self.findings.hidden_words += len(
                "".join(one.text or "" for one in run.iter() if local(one) == "t").split()
            )
            return
        bold = _switch(properties, "b", look.bold or style.bold)
        inside = list(run)
        for number, element in enumerate(inside):
            name = local(element)
            if name in ("footnoteReference", "endnoteReference"):
                if attribute(element, "customMarkFollows") in ("1", "true", "on"):
                    self._mark(element, _text(inside[number + 1 :]) or "*")
                    return
                self._mark(element, None)
            else:
                self._content(element, name, href, bold, look)

    def _mark(self, element: Any, own: str | None) -> None:
        index = self.refer(element, own)
        if index is not None:
            self.inline.add(PLACE.format(index))

    def _content(self, element: Any, name: str, href: str | None, bold: bool, look: Look) -> None:
        if name in ("t", "sym", "noBreakHyphen", "tab", "ptab"):
            if not any(not one.in_result for one in self.fields):
                target = next((one.href for one in reversed(self.fields) if one.href), None) or href
                self.inline.add(_text([element]), target, bold)
        elif name in ("br", "cr"):
            if attribute(element, "type") == "page":
                self.page_ends()
            self.inline.line_break()
        elif name == "lastRenderedPageBreak":
            self.page_ends()
        elif name == "fldChar":
            self._field(attribute(element, "fldCharType"))
        elif name == "instrText" and self.fields:
            self.fields[-1].instruction += element.text or ""
        elif name == "txbxContent":
            self._box(element)
        elif name == "AlternateContent":
            choice = child(element, "Choice")
            self._inside(choice if choice is not None else child(element, "Fallback"), href, bold, look)
        elif name == "r":
            self._run(element, href, look)
        elif name == "object":
            self.findings.embedded += 1
        elif name and name not in _SKIPPED:
            self._inside(element, href, bold, look)

    def _inside(self, element: Any, href: str | None, bold: bool, look: Look) -> None:
        for one in element if element is not None else ():
            self._content(one, local(one), href, bold, look)

    def _box(self, content: Any) -> None:
        """A text box: read apart, and placed after the paragraph that it hangs on."""
        found, inline, boxes, note = self.found, self.inline, self.boxes, self.note
        self.found, self.inline, self.boxes, self.note = [], Inline(), [], None
        self._blocks(content)
        self._flush("paragraph", Look(), None)
        inside = self.found
        self.found, self.inline, self.boxes, self.note = found, inline, boxes, note
        self.boxes += inside

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].href = _address(self.fields[-1].instruction)
            self.fields[-1].in_result = True
        elif kind == "end" and self.fields:
            self.fields.pop()


def _kind(properties: Any | None, look: Look) -> tuple[BlockKind, Look, int | None]:
    level = outline_level(properties)
    if level is not None:
        return "heading", look, level
    if look.kind is not None:
        return look.kind, look, look.level
    number = value(properties, "numPr", "numId")
    if number != "0" and (number is not None or look.listed):
        depth = value(properties, "numPr", "ilvl")
        return "list_item", look, int(depth) + 1 if depth and depth.isdigit() else 1
    return "paragraph", look, None


def _switch(properties: Any | None, name: str, inherited: bool) -> bool:
    return inherited if child(properties, name) is None else is_on(properties, name)


def _address(instruction: str) -> str | None:
    found = _HYPERLINK.match(instruction)
    return found[1] if found else None


def _inside(container: Any, wanted: str) -> Iterable[Any]:
    """Rows of a table or cells of a row, through the wrappers that Word puts around them."""
    for element in container:
        name = local(element)
        if name == wanted:
            yield element
        elif name and name not in _SKIPPED and name not in ("tbl", "p"):
            yield from _inside(element, wanted)


def _text(elements: Iterable[Any]) -> str:
    """Characters of the text elements of a run; symbols of fonts that have no characters are bullets, and left out."""
    text = ""
    for element in elements:
        name = local(element)
        if name == "t":
            text += element.text or ""
        elif name in ("tab", "ptab"):
            text += " "
        elif name == "noBreakHyphen":
            text += "-"
        elif name == "sym":
            code = int(attribute(element, "char") or "0", 16) if _is_hex(attribute(element, "char")) else 0
            code -= 0xF000 if 0xF000 <= code <= 0xF0FF else 0
            text += chr(code) if 0x20 < code < 0x7F or 0xA0 < code < 0xD800 else ""
    return text


def _is_hex(text: str | None) -> bool:
    return text is not None and re.fullmatch("[0-9A-Fa-f]{1,6}", text) is not None
