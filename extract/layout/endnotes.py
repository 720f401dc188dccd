"""Notes at the end of a document, under a heading of their own or told by their markers in the text."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from extract.layout.lines import Line
from extract.layout.note_lines import FoundNote, line_start, raised_stretches
from extract.notes import Start, labels_of, longest_sequence

_NOTES_HEADING = re.compile(
    r"\W*(?:\d+\W*)?(?:end ?notes?|foot ?notes?|notes?|notes and references|anmerkungen|endnoten|fußnoten|notas|note|"
    r"notes de fin)\W*",
    re.IGNORECASE,
)


def endnotes(body: list[list[Line]], notes: list[FoundNote]) -> list[list[Line]]:
    """Takes notes at the end of the text: under a heading of their own, or told by their markers in the text."""
    flat = [(c, i, line) for c, column in enumerate(body) for i, line in enumerate(column)]
    for place in range(len(flat) - 1, len(flat) // 4, -1):
        line = flat[place][2]
        start = line_start(line)
        headed = len(line.text) < 30 and _NOTES_HEADING.fullmatch(line.text) is not None
        if not headed and not (start and start.label == "1" and not notes):
            continue
        first = place + headed
        options = [(k, s) for k in range(first, len(flat)) if (s := line_start(flat[k][2])) and s.label.isdigit()]
        if not options or options[0][0] != first or options[0][1].label != "1":
            continue
        form = options[0][1].bracketed, options[0][1].raised
        options = [(k, s) for k, s in options if (s.bracketed, s.raised) == form]
        begins = {options[k][0]: options[k][1] for k in longest_sequence([s for _, s in options], None)}
        if len(begins) < 2 or first not in begins:
            continue
        if not headed and not _marked([line for _, _, line in flat[:first]], begins.values()):
            continue
        return _taken(body, flat, first, begins, notes)
    return body


def _marked(text: Sequence[Line], starts: Iterable[Start]) -> bool:
    """Whether most of the labels stand in the text as markers: raised, or in brackets where the labels are."""
    raised = {label for line in text for _, _, said in raised_stretches(line) for label in labels_of(said)}
    whole = " ".join(line.text for line in text)
    counts = Counter(
        start.label in raised or (start.bracketed and re.search(rf"[(\[]{start.label}[)\]]", whole) is not None)
        for start in starts
    )
    return counts[True] > max(4, 2 * counts[False])


def _taken(
    body: list[list[Line]],
    flat: list[tuple[int, int, Line]],
    first: int,
    begins: dict[int, Start],
    notes: list[FoundNote],
) -> list[list[Line]]:
    """The body without the endnotes that begin at these places; what stands out after the last one is body again."""
    last, end = max(begins), len(flat)
    for k in range(last + 1, len(flat)):
        if flat[k][2].size > flat[last][2].size + 0.6 or (flat[k][2].bold and not flat[last][2].bold):
            end = k
            break
    for k in range(first, end):
        line = flat[k][2]
        if k in begins:
            start = begins[k]
            notes.append(FoundNote(start.label, [line], start.end, line.page, "endnote", start.raised))
        else:
            notes[-1].lines.append(line)
    gone = {(c, i) for c, i, _ in flat[first:end]}
    return [[line for i, line in enumerate(column) if (c, i) not in gone] for c, column in enumerate(body)]
