"""Word documents: paragraphs by their styles, lists, tables, links, and the notes that Word itself numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from extract.document import BlockKind, Meta, NoteKind, Piece, Problem, Reading
from extract.errors import Empty
from extract.normalise import clean
from extract.readers.docx_package import Package, Part, attribute, child, local
from extract.readers.docx_story import Findings, Story
from extract.readers.docx_styles import NoteNumbering, Styles, label_of, note_numbering, styles_of
from extract.sniff import kind as format_of

NAME = "docx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_DEFAULTS: dict[NoteKind, NoteNumbering] = {"footnote": NoteNumbering(), "endnote": NoteNumbering(form="lowerRoman")}
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_PAGE_NUMBER = re.compile(r"\W*(?:page|p\.|página|seite)?\W*\d*\W*(?:(?:of|/|de|von)\W*\d*)?\W*", re.IGNORECASE)
_NO_TITLE = re.compile(r"(?:microsoft word\b.*|document\d*|untitled.*|.*\.(?:docx?|dotx?|rtf))", re.IGNORECASE)


def accepts(data: bytes) -> bool:
    """Whether the bytes are a DOCX, even one that is cut short."""
    return format_of(data).name == "docx"


def read(data: bytes) -> Reading:
    """The document's pieces in reading order, then its footnotes and endnotes in the order of their markers.

    Insertions of tracked changes are kept, deletions and hidden text are not, and a problem says so. Raises Corrupt,
    Encrypted or TooLarge for a package that cannot be read, Empty for one without text.
    """
    with Package(data) as package:
        main = package.main()
        styles = styles_of(package.related(main, "styles"))
        findings = Findings()
        notes = _Notes(package, main, styles, findings)
        sections = [
            one for one in main.root.iter() if local(one) == "sectPr" and local(one.getparent()) != "sectPrChange"
        ]
        notes.begin_section(sections)
        story = Story(main, styles, findings, notes.refer, notes.page_ends, lambda: notes.section_ends(sections))
        body = story.read(child(main.root, "body"))
        headers = _furniture(package, main, sections, styles, findings)
        embedded = findings.embedded or sum(name.startswith("word/embeddings/") for name in package.names)
        pieces = (*headers["header"], *body, *notes.pieces(), *headers["footer"])
        meta = _meta(package, pieces)
    if not any(piece.text.strip() for piece in pieces):
        raise Empty("The DOCX file was read to its end, and there is no text in it; it may hold only pictures.")
    return Reading(
        reader=NAME, media_type=MEDIA_TYPE, pieces=pieces, meta=meta, problems=tuple(_problems(findings, embedded))
    )


@dataclass(slots=True)
class _Notes:
    """Numbers the notes as their references are met, and reads their bodies."""

    package: Package
    main: Part
    styles: Styles
    findings: Findings
    section: int = 0
    numbering: dict[NoteKind, NoteNumbering] = field(default_factory=dict)
    last: dict[NoteKind, int] = field(default_factory=dict)
    met: list[tuple[NoteKind, str, str]] = field(default_factory=list)  # kind, id, label

    def begin_section(self, sections: list[Any]) -> None:
        """Takes the numbering of the section that begins, and starts anew where it says so."""
        settings = self.package.related(self.main, "settings") if not self.numbering else None
        for kind, default in _DEFAULTS.items():
            if settings is not None:
                default = note_numbering(child(settings.root, f"{kind}Pr"), default)
                self.numbering[kind] = default
            general = self.numbering.get(kind, default)
            own = sections[self.section] if self.section < len(sections) else None
            self.numbering[kind] = note_numbering(child(own, f"{kind}Pr"), general)
            if kind not in self.last or self.numbering[kind].restart == "eachSect":
                self.last[kind] = self.numbering[kind].start - 1

    def section_ends(self, sections: list[Any]) -> None:
        self.section += 1
        self.begin_section(sections)

    def page_ends(self) -> None:
        for kind, numbering in self.numbering.items():
            if numbering.restart == "eachPage":
                self.last[kind] = numbering.start - 1

    def refer(self, element: Any, mark: str | None) -> int:
        """The index of the label of the note that a reference means; `mark` is the reference's own, if it has one."""
        kind: NoteKind = "endnote" if local(element) == "endnoteReference" else "footnote"
        if mark is None:
            self.last[kind] += 1
            label = label_of(self.last[kind], self.numbering[kind].form)
        else:
            label = clean(mark).strip(" ()[].") or "*"
        self.met.append((kind, attribute(element, "id") or "", label))
        self.findings.labels.append(label)
        return len(self.findings.labels) - 1

    def pieces(self) -> Iterator[Piece]:
        """The notes that were referred to, footnotes first, each in the order of its references."""
        wanted: tuple[NoteKind, ...] = ("footnote", "endnote")
        for kind in wanted:
            part = self.package.related(self.main, f"{kind}s")
            bodies = {attribute(one, "id"): one for one in (part.root if part else ()) if local(one) == kind}
            for _, number, label in (one for one in self.met if one[0] == kind):
                body = bodies.pop(number, None)
                if part is not None and body is not None and attribute(body, "type") not in _SEPARATORS:
                    story = Story(part, self.styles, self.findings, note=label, note_kind=kind)
                    yield from story.read(body)


def _furniture(
    package: Package, main: Part, sections: list[Any], styles: Styles, findings: Findings
) -> dict[str, list[Piece]]:
    """The different headers and footers of all sections."""
    found: dict[str, list[Piece]] = {"header": [], "footer": []}
    read: set[str] = set()
    for reference in (one for section in sections for one in section):
        place = local(reference).removesuffix("Reference")
        name = main.targets.get(attribute(reference, "id") or "")
        if place not in found or name is None or name in read:
            continue
        read.add(name)
        part = package.part(name)
        for piece in Story(part, styles, findings).read(part.root) if part is not None else ():
            kind: BlockKind = (
                "page_number" if _PAGE_NUMBER.fullmatch(piece.text) else "header" if place == "header" else "footer"
            )
            if piece.text.strip() and piece.text not in {one.text for one in found[place]}:
                found[place].append(replace(piece, kind=kind, level=None, markers=()))
    return found


def _meta(package: Package, pieces: tuple[Piece, ...]) -> Meta:
    """Title and author as the file's properties give them, the title only where no paragraph is one."""
    root = package.relationships("")
    core = next((part for name in root.kinds.get("core-properties", ()) if (part := package.part(name))), None)
    given = {local(one): " ".join(clean(one.text or "").split()) for one in (core.root if core else ())}
    title = next((" ".join(piece.text.split()) for piece in pieces if piece.kind == "title"), None)
    if title is None and given.get("title") and not _NO_TITLE.fullmatch(given["title"]):
        title = given["title"]
    language = re.match(r"([a-z]{2})\b", given.get("language", "").lower())
    author = given.get("creator", "")
    named = len(author.split()) >= 2 and author.istitle()
    return Meta(title=title, authors=(author,) if named else (), language=language[1] if language else None)


def _problems(findings: Findings, embedded: int) -> Iterator[Problem]:
    if findings.changes:
        message = "The document holds tracked changes: insertions were kept, deletions were left out."
        yield Problem(code="tracked_changes", message=message)
    if findings.hidden_words:
        message = f"{findings.hidden_words} words that are formatted as hidden were left out."
        yield Problem(code="hidden_text", message=message)
    if embedded:
        yield Problem(code="embedded", message=f"{embedded} files inside the document were not read.")
