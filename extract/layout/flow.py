"""Lines joined to one text, with note markers taken out and links kept in their places."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.document import Marker, PieceLink
from extract.layout.lines import Line
from extract.layout.note_lines import FoundMarker
from extract.normalise import join_lines

#: The part of the lines that end in a hyphen at the most where no words are parted: those of compounds.
HYPHENS = 0.03
_WORD = re.compile(r"[^\W\d_][\w'’-]*\w")
_BROKEN = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]\s*$")


def vocabulary(lines: Iterable[Line]) -> frozenset[str]:
    """The lower-case words of a document that stand whole in a line: they settle hyphens at line ends."""
    words: set[str] = set()
    for line in lines:
        found = [(match.group().lower(), match.end()) for match in _WORD.finditer(line.text)]
        broken = len(line.text.rstrip(" ")) - 1 if line.text.rstrip().endswith(("-", "‐", "\u00ad")) else -2
        words |= {word for word, end in found if end != broken}
    return frozenset(words)


def hyphenates(lines: Sequence[Line], known: Collection[str]) -> bool:
    """Whether the document parts words at its line ends.

    One such word that stands whole elsewhere shows it, or more hyphens at line ends than compounds leave there.
    """
    ended = 0
    for before, line in pairwise(lines):
        first, second = _BROKEN.search(before.text), re.match(r"[^\W\d_]+", line.text)
        if first is None or second is None or not second[0].islower():
            continue
        ended += 1
        if (first[1] + second[0]).lower() in known:
            return True
    return ended > max(3, HYPHENS * len(lines))  # a page or two say little


@dataclass(slots=True)
class Flow:
    """Text as it grows line by line; `known` and `hyphenated` as for `join_lines`."""

    known: Collection[str] = ()
    hyphenated: bool = True
    text: str = ""
    markers: list[Marker] = field(default_factory=list)
    links: list[PieceLink] = field(default_factory=list)
    #: Where the text of each page and column begins.
    turns: dict[tuple[int, int], int] = field(default_factory=dict)

    def add(self, line: Line, *, markers: Sequence[FoundMarker] = (), cut: int = 0, between: str | None = None) -> None:
        """Adds a line, from its character `cut` on; `between` parts it from what stands before, whatever they are."""
        text, offsets, marks = _without(line, markers, cut)
        if not text.strip():
            return
        start = self._join(text, between)
        self.turns.setdefault((line.page, line.column), max(0, start))
        self.markers += [Marker(start + offset, label, line.page) for offset, label in marks]
        for link in line.links:
            first, last = start + offsets[min(link.start, len(offsets) - 1)], start + offsets[link.end]
            if first < last:
                self._link(first, last, link.href)

    def _join(self, text: str, between: str | None) -> int:
        """Appends; returns where the text's own start lies."""
        lead = len(text) - len(text.lstrip())
        text = text.strip()
        if not self.text:
            self.text = text
            return -lead
        if between is not None:
            self.text += between
        else:
            tail, head = self.text.rsplit(None, 1)[-1], text.split(None, 1)[0]
            joined = join_lines((tail, head), known=self.known, hyphenated=self.hyphenated)
            if joined == f"{tail} {head}":
                self.text += " "
            elif len(joined) < len(tail) + len(head):
                self.text = self.text[:-1]
            elif tail.endswith("\u00ad"):
                self.text = self.text[:-1] + "-"
        start = len(self.text)
        self.text += text
        return start - lead

    def _link(self, first: int, last: int, href: str) -> None:
        before = self.links[-1] if self.links else None
        if before and before.href == href and first - before.end <= 1:
            self.links[-1] = PieceLink(before.start, last, href)
        else:
            self.links.append(PieceLink(first, last, href))

    def finished(self) -> tuple[str, tuple[Marker, ...], tuple[PieceLink, ...]]:
        text = self.text.replace("\u00ad", "-").rstrip()
        markers = [marker._replace(offset=max(0, min(marker.offset, len(text)))) for marker in self.markers]
        links = [
            PieceLink(max(0, link.start), min(link.end, len(text)), link.href)
            for link in self.links
            if max(0, link.start) < min(link.end, len(text))
        ]
        return text, tuple(markers), tuple(links)


def _without(line: Line, markers: Sequence[FoundMarker], cut: int) -> tuple[str, list[int], list[tuple[int, str]]]:
    """The line's text without its markers; for each old offset the new one; the markers at their new offsets."""
    text = ""
    offsets: list[int] = []
    marks: list[tuple[int, str]] = []
    place = 0
    for marker in [*sorted(markers, key=lambda m: m.start), None]:
        end = marker.start if marker else len(line.text)
        for index in range(place, end):
            character = line.text[index]
            if index < cut:
                offsets.append(0)
                continue
            if marks and character in " .,;:" and text.endswith(" ") and marks[-1][0] == len(text):
                text = text[:-1]  # "reports 4 from", "reports 4." without the marker
                while marks and marks[-1][0] > len(text):
                    marks[-1] = (len(text), marks[-1][1])
                    if len(marks) > 1 and marks[-2][0] > len(text):
                        marks[:] = [(min(at, len(text)), label) for at, label in marks]
            offsets.append(len(text))
            text += character
        if marker is None:
            break
        offsets += [len(text)] * (marker.end - max(place, marker.start))
        if marker.start >= cut:
            marks += [(len(text), label) for label in marker.labels]
        place = marker.end
    offsets.append(len(text))
    return text, offsets, marks
