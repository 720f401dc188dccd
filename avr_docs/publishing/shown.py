"""How much of a document is shown: all of its text, the sentences that it is quoted by, or nothing.

What is quoted becomes a text of its own, in which places are counted anew: no number points into what is not shown.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from avr_docs.records import Republish
from extract.document import Span

Row = Mapping[str, Any]
#: Stands for words that are not shown. No letter or digit is in it, so no search finds it.
NOT_SHOWN = "[…]"


class Piece(NamedTuple):
    """Characters `[start, end)` of the document's text, which begin at `at` in the text that is shown.

    `lead` is the length of the mark before them, where they begin a paragraph and something before it is left out.
    """

    start: int
    end: int
    at: int
    lead: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of one document. `left_out` counts sentences that could be quoted, beyond the largest share."""

    how: Republish
    text: str | None = None
    pieces: tuple[Piece, ...] = ()
    sentences: frozenset[str] = frozenset()
    left_out: int = 0

    def place(self, start: int | None, end: int | None) -> Span | None:
        """Where characters `[start, end)` of the document stand in what is shown; None unless all of them do."""
        piece = None if start is None or end is None else self._piece(start)
        if piece is None or start is None or end is None or end > piece.end:
            return None
        return Span(piece.at + start - piece.start, piece.at + end - piece.start)

    def cover(self, start: int, end: int) -> Span | None:
        """Where what is shown of `[start, end)` stands, from the first such character, or the mark before it, to the
        last."""
        within = [piece for piece in self.pieces if piece.start < end and start < piece.end]
        if not within:
            return None
        first, last = within[0], within[-1]
        begins = first.at + start - first.start if start > first.start else first.at - first.lead
        return Span(begins, last.at + min(end, last.end) - last.start)

    def _piece(self, start: int) -> Piece | None:
        place = bisect_right(self.pieces, start, key=lambda piece: piece.start) - 1
        piece = self.pieces[place] if place >= 0 else None
        return piece if piece and start < piece.end else None


def whole(text: str | None) -> Shown:
    """All of a text; also of a document that has none."""
    return Shown("full", text, (Piece(0, len(text), 0),) if text else ())


NOTHING = Shown("none")


def quotes(
    text: str,
    sentences: Iterable[Row],
    notes: Iterable[Row],
    scores: Mapping[str, float],
    behind: Mapping[str, Iterable[str]],
    *,
    share: float,
) -> Shown:
    """The sentences with a score, each with its notes, of no more than `share` of the text's words.

    `scores` is by sentence, `behind` gives the ids of a sentence's notes. Where there are too many words, sentences
    with low scores go first, and of those with one score the longer ones.
    """
    by_id = {note["id"]: note for note in notes}
    quotable = [each for each in sentences if each["id"] in scores and _within(each, text)]
    left = int(len(text.split()) * share)
    kept: dict[str, Row] = {}
    taken: set[str] = set()
    for each in sorted(quotable, key=lambda each: (-scores[each["id"]], each["end"] - each["start"], each["start"])):
        mine = {id for id in behind.get(each["id"], ()) if id in by_id and _within(by_id[id], text)} - taken
        cost = sum(len(text[row["start"] : row["end"]].split()) for row in (each, *(by_id[id] for id in mine)))
        if cost <= left:
            left -= cost
            kept[each["id"]] = each
            taken |= mine
    spans = sorted(Span(row["start"], row["end"]) for row in (*kept.values(), *(by_id[id] for id in taken)))
    excerpt, pieces = _joined(text, spans)
    return Shown("quotes", excerpt or None, pieces, frozenset(kept), len(quotable) - len(kept))


def _joined(text: str, spans: Sequence[Span]) -> tuple[str, tuple[Piece, ...]]:
    """The spans as a text, with a mark where something between them is left out."""
    pieces: list[Piece] = []
    shown, end = "", 0
    for span in spans:
        start = max(span.start, end)
        if start >= span.end:
            continue
        between, lead = text[end:start], 0
        if between.strip():
            breaks = "\n\n" if "\n\n" in between else " " if pieces else ""
            lead = len(NOT_SHOWN) + 1 if breaks != " " else 0
            shown += f"{breaks if pieces else ''}{NOT_SHOWN} "
        elif pieces:
            shown += between
        pieces.append(Piece(start, span.end, len(shown), lead))
        shown += text[start : span.end]
        end = span.end
    return shown, tuple(pieces)


def _within(row: Row, text: str) -> bool:
    return row["start"] is not None and row["end"] is not None and 0 <= row["start"] < row["end"] <= len(text)


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The second of each pair by the first."""
    found: dict[str, list[str]] = defaultdict(list)
    for first, second in pairs:
        found[first].append(second)
    return found
