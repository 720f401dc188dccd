"""Notes at the end of a document, under a heading of their own or told by their markers in the text."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from extract.layout.lines import Line
from extract.layout.note_lines import FoundMarker, FoundNote, line_start, raised_stretches
from extract.marks import marks
from extract.notes import FIRST, Start, labels_of, longest_sequence, values

_NOTES_HEADING = re.compile(
    r"\W*(?:\d+\W*)?(?:end ?notes?|foot ?notes?|notes?|notes and references|anmerkungen|endnoten|fußnoten|notas|note|"
    r"notes de fin)\W*",
    re.IGNORECASE,
)


def as_endnotes(
    notes: Sequence[FoundNote], seen: Mapping[int, Sequence[FoundMarker]], told: Mapping[int, set[str]]
) -> None:
    """Calls those notes endnotes that stand together after all of their markers: `seen` and `told` are by page."""
    pages: dict[str, set[int]] = {}
    for page, markers in seen.items():
        for marker in markers:
            for label in marker.labels:
                pages.setdefault(label, set()).add(page)
    raised = set(pages)
    for page, labels in told.items():
        for label in labels - raised:
            pages.setdefault(label, set()).add(page)
    after = 0
    for run in _runs(notes):
        begun = run[0].page
        marked = [{page for page in pages.get(note.label, ()) if after <= page <= begun} for note in run]
        before = sum(bool(places) and begun not in places for places in marked)
        beside = any(note.page > begun and note.page in pages.get(note.label, ()) for note in run)
        if not beside and sum(map(bool, marked)) > 0.6 * len(run) and before > max(1, 0.25 * len(run)):
            for note in run:
                note.kind = "endnote"
        after = run[-1].page


def _runs(notes: Sequence[FoundNote]) -> list[list[FoundNote]]:
    """The notes, parted where their numbers start again."""
    runs: list[list[FoundNote]] = []
    for note in notes:
        if runs and not (note.label in FIRST and runs[-1][-1].label != "h"):
            runs[-1].append(note)
        else:
            runs.append([note])
    return runs


def endnotes(body: list[list[Line]], notes: list[FoundNote]) -> list[list[Line]]:
    """Takes notes at the end of the text or of its parts: under a heading, or told by their markers in the text."""
    found: list[list[FoundNote]] = []
    flat = [(c, i, line) for c, column in enumerate(body) for i, line in enumerate(column)]
    place = len(flat) - 1
    gone: set[tuple[int, int]] = set()
    while place > (len(flat) // 4 if not found else 1):
        begins = _begins(flat, place, notes)
        if begins:
            taken, end = _taken(flat, min(begins), begins)
            found.append(taken)
            headed = place < min(begins)
            gone |= {(c, i) for c, i, _ in flat[min(begins) : end]}
            del flat[min(begins) :]
            place -= headed
        place -= 1
    for taken in reversed(found):
        notes += taken
    return [[line for i, line in enumerate(column) if (c, i) not in gone] for c, column in enumerate(body)]


def _begins(flat: Sequence[tuple[int, int, Line]], place: int, notes: Sequence[FoundNote]) -> dict[int, Start]:
    """Where the notes begin, if a list of notes begins at `place`, with its heading or without one."""
    line = flat[place][2]
    start = line_start(line)
    headed = len(line.text) < 30 and _NOTES_HEADING.fullmatch(line.text) is not None
    if not headed and not (start and (start.label == "i" or (start.label == "1" and not notes))):
        return {}
    first = place + headed
    options = [(k, s) for k in range(first, len(flat)) if (s := line_start(flat[k][2])) and values(s.label)]
    if not options or options[0][0] != first or options[0][1].label not in ("1", "i"):
        return {}
    opening = options[0][1]
    if opening.label == "i" and not opening.raised and not flat[first][2].text.lstrip().startswith("["):
        return {}  # "(i)" counts points
    way = "1" if opening.label == "1" else "i"
    options = [
        (k, s)
        for k, s in options
        if way in values(s.label) and (s.bracketed, s.raised) == (opening.bracketed, opening.raised)
    ]
    begins = {options[k][0]: options[k][1] for k in longest_sequence([s for _, s in options], None)}
    if len(begins) < 2 or first not in begins:
        return {}
    return begins if headed or _marked([line for _, _, line in flat[:first]], begins.values()) else {}


def _marked(text: Sequence[Line], starts: Iterable[Start]) -> bool:
    """Whether most of the labels stand in the text as markers: raised, or in brackets where the labels are."""
    raised = {label for line in text for _, _, said in raised_stretches(line) for label in labels_of(said)}
    told = {label for line in text for mark in marks(line.text, rarer=True) for label in mark.labels if mark.sure >= 2}
    whole = " ".join(line.text for line in text)
    counts = Counter(
        start.label in raised
        or start.label in told
        or (start.bracketed and re.search(rf"[(\[]{re.escape(start.label)}[)\]]", whole) is not None)
        for start in starts
    )
    return counts[True] > max(4, 2 * counts[False])


def _taken(
    flat: Sequence[tuple[int, int, Line]], first: int, begins: Mapping[int, Start]
) -> tuple[list[FoundNote], int]:
    """The notes that begin at these places, and where they end; what stands out after the last one is body again."""
    last, end = max(begins), len(flat)
    for k in range(last + 1, len(flat)):
        if flat[k][2].size > flat[last][2].size + 0.6 or (flat[k][2].bold and not flat[last][2].bold):
            end = k
            break
    notes: list[FoundNote] = []
    for k in range(first, end):
        line = flat[k][2]
        if k in begins:
            start = begins[k]
            notes.append(FoundNote(start.label, [line], start.end, line.page, "endnote", start.raised))
        else:
            notes[-1].lines.append(line)
    return notes, end
