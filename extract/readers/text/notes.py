"""Footnotes of a text dump: their bodies at the pages' feet, and the markers in the text that they belong to.

Nothing in a dump shows a superscript. A number at a line's beginning is a note's label, and one glued to a word is a
marker, only where each finds the other: of all ways to pair them such that labels follow one another, and markers too,
the best is taken. So "COVID19", "No. 2" or a numbered list make no notes.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from extract.readers.text.lines import ADDRESS, Line, is_ended
from extract.readers.text.markers import Candidate, Start, candidates, starts

#: What a pair must weigh to be worth more than nothing; see `_weight`.
DOUBT = 1.3
#: How many labels may be missing between two notes, and what each costs.
SKIPS, SKIPPED = 4, 0.6
#: What it costs to begin at another label than 1, or to begin again at 1.
BEGUN_LATE, BEGUN_AGAIN = 1.0, 1.0
#: The most lines from a note to the next one of its page, in a dump without form feeds.
LONGEST = 60
#: How many pairs of the label before are tried for a pair: where numbers start again, the last ones count.
RECENT = 30
#: How many markers are tried for a label.
TRIED = 6
_HEADING = re.compile(
    r"(?:end|foot)?notes?:?|notas(?: al pie)?:?|fußnoten|anmerkungen|notes de bas de page|note", re.IGNORECASE
)


@dataclass(slots=True)
class Pair:
    """A note and its marker; `total` weighs the best chain of pairs that ends here, `before` is the one before it."""

    start: Start
    marker: Candidate
    weight: float
    total: float = 0.0
    before: "Pair | None" = None

    @property
    def place(self) -> tuple[int, int, int]:
        """Where the marker stands."""
        return self.marker.line, self.marker.start, self.marker.order


def mark(lines: list[Line], *, inner: int, width: int) -> None:
    """Marks the lines of notes and of link dumps, and puts the markers on their lines.

    `inner` is the gap that may stand within a paragraph, `width` the usual width of lines.
    """
    chain = _chain(lines, inner=inner)
    first: Start | None = None  # of the run of notes that the chain is in
    for n, pair in enumerate(chain):
        following = chain[n + 1] if n + 1 < len(chain) else None
        if first is None:
            first = pair.start
        label_line = lines[pair.start.label_line]
        lines[pair.start.line].label = pair.start.label
        if pair.start.label_line == pair.start.line:
            label_line.text = label_line.text[pair.start.text_from :].strip()
        else:
            label_line.text = ""
        label_line.kind = "note"
        together = following is not None and _together(lines, pair, following)
        until = following.start.line if together and following is not None else len(lines)
        _extent(lines, pair.start, until, first, inner=inner, width=width)
        if not together:
            first = None
    if chain:
        _mark_continued(lines, {lines[pair.start.line].page: pair.start.label for pair in chain})
    for marker in sorted((pair.marker for pair in chain), key=lambda marker: (marker.line, marker.start, marker.order)):
        lines[marker.line].markers.append((marker.start, marker.end, marker.label))


def _chain(lines: Sequence[Line], *, inner: int) -> list[Pair]:
    """The best pairs, in order."""
    markers: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates(lines, 0, len(lines)):
        markers[candidate.label].append(candidate)
    ending: dict[str, list[Pair]] = defaultdict(list)
    best: Pair | None = None
    for start in starts(lines, inner=inner):
        made = [
            Pair(start, marker, weight)
            for marker in _tried(markers[start.label], start)
            if (weight := _weight(lines, start, marker)) > -0.6
        ]
        for pair in made:
            _link(lines, pair, ending, best)
        for pair in made:
            if pair.total > 0:
                ending[pair.start.label].append(pair)
                best = pair if best is None or pair.total > best.total else best
    chain: list[Pair] = []
    while best is not None:
        chain.append(best)
        best = best.before
    return chain[::-1]


def _tried(markers: Sequence[Candidate], start: Start) -> list[Candidate]:
    """The markers before a note that may be its own: the nearest sure ones, and the nearest of the others."""
    at = bisect_left(markers, start.line, key=lambda marker: marker.line)
    before = markers[max(0, at - 200) : at][::-1]
    return [m for m in before if m.sure >= 0.9][:TRIED] + [m for m in before if m.sure < 0.9][:2]


def _weight(lines: Sequence[Line], start: Start, marker: Candidate) -> float:
    line = lines[start.line]
    i = start.line
    before = lines[i - 1] if i else None
    ruled = line.ruled or (
        before is not None and (before.kind == "rule" or _HEADING.fullmatch(before.text) is not None)
    )
    weight = min(marker.sure, 2.0) - DOUBT + 1.0 * ruled + 0.5 * start.alone + 0.3 * (line.gap > 0)
    if lines[-1].page > 1:
        apart = line.page - lines[marker.line].page
        weight += 0.4 if apart == 0 else -0.3 if apart == 1 else -0.8
    return weight


def _link(lines: Sequence[Line], pair: Pair, ending: dict[str, list[Pair]], best: Pair | None) -> None:
    """Finds the best chain that `pair` may go on with."""
    label = pair.start.label
    if not label.isdigit():
        # A symbol opens no chain and breaks none; beside other notes it is likelier one.
        pair.before = best if best is not None and _allowed(lines, best, pair) else None
        beside = pair.before is not None and _together(lines, pair.before, pair)
        pair.total = pair.weight + (0.5 if beside else -0.2) + (pair.before.total if pair.before else 0.0)
        return
    number = int(label)
    pair.total = pair.weight - (0.0 if number == 1 else BEGUN_LATE + 0.05 * min(number, 20))
    for skipped in range(SKIPS + 1):
        for earlier in ending.get(str(number - 1 - skipped), [])[-RECENT:]:
            total = earlier.total + pair.weight + (0.5 if not skipped else -SKIPPED * skipped)
            if total > pair.total and _allowed(lines, earlier, pair):
                pair.total, pair.before = total, earlier
    if number == 1 and best is not None and lines[best.start.line].page < lines[pair.marker.line].page:
        total = best.total + pair.weight - BEGUN_AGAIN
        if total > pair.total and pair.place > (best.start.line, 0, 0):
            pair.total, pair.before = total, best


def _allowed(lines: Sequence[Line], earlier: Pair, pair: Pair) -> bool:
    """Whether `pair` may follow: its note and its marker come later, and what stands between is notes or text."""
    if pair.start.line <= earlier.start.last or pair.place <= earlier.place:
        return False
    if pair.marker.line > earlier.start.line:
        return pair.marker.line > earlier.start.last and _has_text(lines, earlier, pair)
    if lines[-1].page > 1:
        return True
    return pair.start.line - earlier.start.line <= LONGEST


def _has_text(lines: Sequence[Line], earlier: Pair, pair: Pair) -> bool:
    """The marker stands in text that is no part of the earlier note: on a later page, where pages are known."""
    return lines[-1].page == 1 or lines[pair.marker.line].page > lines[earlier.start.line].page


def _together(lines: Sequence[Line], pair: Pair, following: Pair) -> bool:
    """Whether two notes stand in one run: the second's marker stands before the first note, on one page.

    Notes at the end of a document run over its pages: there no marker stands on the second note's page.
    """
    if following.marker.line > pair.start.line:
        return False
    one, other = lines[pair.start.line].page, lines[following.start.line].page
    return one == other or lines[following.marker.line].page < one


def _extent(lines: list[Line], start: Start, until: int, first: Start, *, inner: int, width: int) -> None:
    """Marks the lines of one note, up to the line `until` at most."""
    paged = lines[-1].page > 1
    for i in range(start.line, until):
        line = lines[i]
        if line.kind == "note" and not line.text:
            line.note = start.label
            if i > start.line:  # the label, after its text
                return
            continue
        if i > start.line and until == len(lines):
            if line.kind in ("page_number", "header", "footer", "rule") or line.page != lines[start.line].page:
                return
            if _is_dump(lines, i, first.line):
                while i < len(lines) and lines[i].kind == "body" and ADDRESS.fullmatch(lines[i].text):
                    lines[i].kind = "links"
                    i += 1
                return
            if not paged and _ends_before(lines, i, inner=inner, width=width):
                return
        if line.kind in ("body", "note"):
            line.kind, line.note = "note", start.label


def _mark_continued(lines: Sequence[Line], last_of: dict[int, str]) -> None:
    """Marks what stands under a rule, before a page's first note, as the end of the note that ends the page before.

    `last_of` gives the last label of each page that has notes.
    """
    label: str | None = None
    under_rule = False
    for i, line in enumerate(lines):
        if i and line.page != lines[i - 1].page:
            under_rule = False
            label = last_of.get(line.page - 1)
        if line.kind == "rule" or line.ruled:
            under_rule = i > 0 and lines[i - 1].kind in ("body", "note") and lines[i - 1].page == line.page
        if line.kind == "note":
            under_rule = False
        elif under_rule and label is not None and line.kind == "body":
            line.kind, line.note = "note", label
            last_of.setdefault(line.page, label)


def _is_dump(lines: Sequence[Line], i: int, start: int) -> bool:
    """Whether a list of link addresses begins at line `i`, after the notes: what a dump gives of a page's links."""
    if not ADDRESS.fullmatch(lines[i].text) or lines[i].text[-1] in ".,;)":
        return False
    notes = "".join(line.text for line in lines[start:i] if line.kind == "note").replace(" ", "")
    return is_ended(lines[i - 1].text) or lines[i].text in notes


def _ends_before(lines: Sequence[Line], i: int, *, inner: int, width: int) -> bool:
    """Without form feeds: whether the text goes on at line `i`, after the last line of a note."""
    before, line = lines[i - 1], lines[i]
    if line.gap > inner:
        return True
    if not is_ended(before.text):
        return False
    if line.text[:1].islower() and not ADDRESS.match(line.text):
        return True
    return width > 0 and before.width + 1 + len(line.text.split()[0]) < 0.8 * width
