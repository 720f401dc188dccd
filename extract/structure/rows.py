"""Pieces seen as rows of lines, to be told apart line by line and made pieces again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.document import FURNITURE_KINDS, BlockKind, Piece, PieceLink
from extract.normalise import join_lines

#: Kinds that structure looks into; what a reader called a note, a table or furniture stays that.
OPEN_KINDS = frozenset({"paragraph", "list_item", "quote", "heading", "title", "letterhead", "address", "signature"})


_FULL = re.compile(r"[.!?:;][”\"’')\]]*$")


@dataclass(slots=True)
class Row:
    """One line of a piece. `kind` is what structure made of it; None: what the reader said."""

    text: str
    piece: int
    line: int
    first: bool  # of its piece
    kind: BlockKind | None = None
    was: BlockKind = "paragraph"  # what the reader called its piece
    prose: bool = False  # one of the lines that a paragraph is wrapped over
    own: bool = False  # begins a piece of its own, though the line before has the same kind


def rows(pieces: Sequence[Piece]) -> list[Row]:
    """The lines of all pieces that are open to structure, in order."""
    found: list[Row] = []
    for i, piece in enumerate(pieces):
        if piece.kind not in OPEN_KINDS:
            continue
        lines = lines_of(piece)
        words = len(piece.text.split())
        prose = "\n" not in piece.text and words >= 18 and (len(lines) > 1 or bool(_FULL.search(piece.text)))
        found += [
            Row(line.strip(), i, j, first=j == 0, was=piece.kind, prose=prose)
            for j, line in enumerate(lines)
            if line.strip()
        ]
    return found


def lines_of(piece: Piece) -> tuple[str, ...]:
    """A piece's lines, or the lines of its text where the source had none."""
    return piece.lines or tuple(piece.text.split("\n"))


def regroup(pieces: Sequence[Piece], found: Sequence[Row]) -> list[Piece]:
    """The pieces again, cut wherever rows of one piece are of different kinds."""
    by_piece: dict[int, list[Row]] = {}
    for row in found:
        by_piece.setdefault(row.piece, []).append(row)
    made: list[Piece] = []
    for i, piece in enumerate(pieces):
        inside = by_piece.get(i, [])
        if not inside or all(row.kind is None for row in inside):
            made.append(piece)
            continue
        made += _cut(piece, inside)
    return made


def _cut(piece: Piece, inside: Sequence[Row]) -> list[Piece]:
    runs: list[list[Row]] = []
    for row in inside:
        if runs and runs[-1][-1].kind == row.kind and not row.own:
            runs[-1].append(row)
        else:
            runs.append([row])
    if len(runs) == 1:
        return [_labelled(piece, runs[0])]
    starts = _starts(piece, [run[0].line for run in runs])
    ends = [*starts[1:], len(piece.text)]
    return [_labelled(part(piece, a, b, run), run) for run, a, b in zip(runs, starts, ends, strict=True)]


def _labelled(piece: Piece, run: Sequence[Row]) -> Piece:
    kind = run[0].kind
    if kind is None:
        return piece
    if kind == "title":
        return replace(piece, kind=kind, text=piece.text.replace("\n", " "))
    if kind in (
        "heading",
        "paragraph",
        "list_item",
        "quote",
        "boilerplate",
        "caption",
        "salutation",
        "closing",
    ):
        return replace(piece, kind=kind)
    if piece.links or piece.markers or len(run) < 2:
        return replace(piece, kind=kind)
    return replace(piece, kind=kind, text="\n".join(row.text for row in run))


def part(piece: Piece, start: int, end: int, run: Sequence[Row] = ()) -> Piece:
    """The characters `[start, end)` of a piece as a piece, with the markers and links that stand in them."""
    text = piece.text[start:end]
    lead = len(text) - len(text.lstrip())
    shift = start + lead
    lines = lines_of(piece)
    return replace(
        piece,
        text=text.strip(),
        markers=tuple(
            marker._replace(offset=max(0, marker.offset - shift))
            for marker in piece.markers
            if start < marker.offset <= end or (marker.offset == start == 0)
        ),
        links=tuple(
            PieceLink(max(0, link.start - shift), min(end, link.end) - shift, link.href)
            for link in piece.links
            if link.start < end and link.end > start
        ),
        lines=tuple(lines[row.line] for row in run) if run and piece.lines else (),
    )


def _starts(piece: Piece, at: Sequence[int]) -> list[int]:
    """Where in a piece's text the lines of these numbers begin, told by counting letters and digits."""
    lines = lines_of(piece)
    letters = [i for i, character in enumerate(piece.text) if character.isalnum()]
    total = sum(character.isalnum() for line in lines for character in line)
    # Markers that stand in the lines and not in the text shift the count: it is spread over the whole.
    share = len(letters) / total if total else 1.0
    found: list[int] = []
    for number in at:
        before = sum(character.isalnum() for line in lines[:number] for character in line)
        place = _near(piece.text, lines[number], letters, before, share)
        found.append(max(place, found[-1] if found else 0))
    if found:
        found[0] = 0
    return found


def _near(text: str, line: str, letters: Sequence[int], before: int, share: float) -> int:
    expected = letters[min(before, len(letters) - 1)] if letters else 0
    beginning = re.escape(line.strip()[:12]).replace(r"\ ", r"\s+")
    spread = 12 if share > 0.999 else 40
    places = [m.start() for m in re.finditer(beginning, text) if abs(m.start() - expected) <= spread + len(line)]
    return min(places, key=lambda place: abs(place - expected), default=expected)


def body(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces that are neither notes nor furniture."""
    return [piece for piece in pieces if piece.kind != "note" and piece.kind not in FURNITURE_KINDS]


def unwrap(lines: Sequence[str]) -> list[str]:
    """Entries of a list that stands one a line, with those that run over a line joined.

    An entry goes on where the line before ends in a comma, "and", "&", "of" or an open bracket, or where a line begins
    with a small letter or a bracket.
    """
    entries: list[str] = []
    for line in lines:
        open_end = bool(entries) and (
            re.search(
                r"(?:,|&|\b(?:and|of|for|the|to|in|on|y|de|del|la|los|et|des|du|pour|und|für"
                r"|der))$",
                entries[-1],
            )
            or entries[-1].count("(") > entries[-1].count(")")
        )
        if entries and (open_end or re.match(r"[a-zà-ÿ(]", line)):
            entries[-1] = join_lines([entries[-1], line])
        else:
            entries.append(line)
    return entries
