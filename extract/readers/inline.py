"""Text of a piece as it grows out of marked-up runs: blanks collapsed, places of links and note markers kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.document import BlockKind, Marker, NoteKind, Piece, PieceLink
from extract.normalise import clean, has_right_to_left

#: How a note marker stands in a tree while that is cut to its article: the number of the marker between these.
PLACE = "⟦{}⟧"
_PLACE = re.compile(r"\s?⟦(\d{1,6})⟧")
_BLANKS = re.compile(r"\s+")
LINE = "\n"
#: Lines of an address or a signature; a piece parted by line breaks with a longer one is several paragraphs.
SHORT_LINE = 90


@dataclass(slots=True)
class Inline:
    """Fragments of one piece, in order: text, the address that it links to, and whether it is bold."""

    fragments: list[tuple[str, str | None, bool]] = field(default_factory=list)

    def add(self, text: str | None, href: str | None = None, bold: bool = False) -> None:
        if text:
            self.fragments.append((_BLANKS.sub(" ", text), href, bold))

    def line_break(self) -> None:
        self.fragments.append((LINE, None, False))

    def take(self) -> list["Line"]:
        """What was gathered, as lines; nothing is left."""
        right_to_left = any(has_right_to_left(text) for text, _, _ in self.fragments)
        lines = [Line(right_to_left=right_to_left)]
        for text, href, bold in self.fragments:
            if text == LINE:
                lines.append(Line(right_to_left=right_to_left))
            else:
                lines[-1].add(text, href, bold)
        self.fragments = []
        return [line for line in lines if line.text.strip()]


@dataclass(slots=True)
class Line:
    """A line of text with what is known of it."""

    text: str = ""
    links: list[PieceLink] = field(default_factory=list)
    bold: int = 0  # characters
    right_to_left: bool = False

    def add(self, text: str, href: str | None, bold: bool) -> None:
        if not self.text or self.text.endswith(" "):
            text = text.lstrip(" ")
        text = clean(text, directions=self.right_to_left)
        start = len(self.text)
        self.text += text
        if bold:
            self.bold += len(text.strip())
        if href and text.strip():
            if self.links and self.links[-1].href == href and self.links[-1].end == start:
                self.links[-1] = PieceLink(self.links[-1].start, len(self.text), href)
            else:
                self.links.append(PieceLink(start, len(self.text), href))

    def append(self, lines: list["Line"], parting: str) -> None:
        """Adds the text of other lines after `parting`, which is left out at the start."""
        self.text = f"{self.text.rstrip(' ')}{parting}" if self.text else ""
        for number, line in enumerate(lines):
            self.text += " " if number else ""
            shift = len(self.text)
            self.text += line.text
            self.links += [PieceLink(link.start + shift, link.end + shift, link.href) for link in line.links]
            self.bold += line.bold

    def cut_start(self, length: int) -> None:
        """Takes the first characters away."""
        self.text = self.text[length:]
        moved = [PieceLink(max(0, link.start - length), link.end - length, link.href) for link in self.links]
        self.links = [link for link in moved if link.end > 0]

    @property
    def is_bold(self) -> bool:
        return self.bold >= len(self.text.strip()) * 0.95 > 0


def pieces(
    lines: list[Line],
    kind: BlockKind,
    *,
    labels: list[str],
    level: int | None = None,
    note: str | None = None,
    note_kind: NoteKind = "footnote",
) -> Iterator[Piece]:
    """The piece of some lines; several where the lines are paragraphs parted by line breaks."""
    if note is not None or any(len(line.text) > SHORT_LINE for line in lines):
        lines = _joined(lines, all_of_them=note is not None)
    if len(lines) > 1 and any(len(line.text) > SHORT_LINE for line in lines):
        for number, line in enumerate(lines):
            continued = note is not None and number > 0
            yield _piece([line], kind, labels, level, note, note_kind, continued)
    elif lines:
        yield _piece(lines, kind, labels, level, note, note_kind, False)


def _joined(lines: list[Line], *, all_of_them: bool) -> list[Line]:
    """The lines, those that go on in small letters where one before breaks off joined to it."""
    made: list[Line] = []
    for line in lines:
        before = made[-1].text.rstrip() if made else ""
        if before and (all_of_them or (line.text.lstrip()[:1].islower() and before[-1] not in ".!?")):
            made[-1].append([line], " ")
        else:
            made.append(line)
    return made


def _piece(
    lines: list[Line],
    kind: BlockKind,
    labels: list[str],
    level: int | None,
    note: str | None,
    note_kind: NoteKind,
    continued: bool,
) -> Piece:
    text, links, markers, kept = "", [], [], []
    for line in lines:
        if text:
            text = text.rstrip() + LINE
        stripped, line_links, line_markers = _markers_out(line, labels)
        shift = len(text)
        links += [PieceLink(link.start + shift, link.end + shift, link.href) for link in line_links]
        markers += [Marker(marker.offset + shift, marker.label) for marker in line_markers]
        kept.append(stripped.strip())
        text += stripped
    whole = clean(text, directions=any(line.right_to_left for line in lines))
    if whole != text:  # marks of two fragments came together; their places are no longer known
        text, links, markers = whole, [], [Marker(len(whole), marker.label) for marker in markers]
    return Piece(
        kind=kind,
        text=text,
        level=level,
        links=tuple(links),
        markers=tuple(markers),
        note=note,
        note_kind=note_kind,
        continued=continued,
        lines=tuple(kept) if len(kept) > 1 else (),
    )


def _markers_out(line: Line, labels: list[str]) -> tuple[str, list[PieceLink], list[Marker]]:
    """The line's text without the places of note markers; links moved accordingly, and the markers."""
    found = [place for place in _PLACE.finditer(line.text) if int(place[1]) < len(labels)]
    if not found:
        return line.text, line.links, []
    text, markers, cuts, last = "", [], [], 0
    for place in found:
        text += line.text[last : place.start()]
        markers.append(Marker(len(text), labels[int(place[1])]))
        cuts.append((place.start(), place.end() - place.start()))
        last = place.end()
    text += line.text[last:]

    def moved(offset: int) -> int:
        return offset - sum(min(length, max(0, offset - start)) for start, length in cuts)

    links = [PieceLink(moved(link.start), moved(link.end), link.href) for link in line.links]
    return text, [link for link in links if link.start < link.end], markers
