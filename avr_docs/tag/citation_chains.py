"""What "Id.", "Ibid." and "supra note N" stand for: the full citation at the end of the chain."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from avr_docs.records import Citation

SHORT = frozenset({"id", "supra"})


class Placed(NamedTuple):
    """A citation with the place of its note among the document's notes; None where it stands in no note."""

    citation: Citation
    note: int | None


def stands_for(placed: Sequence[Placed], labels: Sequence[str]) -> list[int | None]:
    """For each citation the index of the full one that it stands for; None for full ones and where none is found.

    `labels` are those of the document's notes in order. Where labels start again, the nearest note before counts.
    """
    return [
        _end(index, placed, labels) if placed[index].citation.type in SHORT else None for index in range(len(placed))
    ]


def _end(index: int, placed: Sequence[Placed], labels: Sequence[str]) -> int | None:
    passed = set()
    current: int | None = index
    while current is not None and placed[current].citation.type in SHORT:
        if current in passed:  # two notes that point at each other
            return None
        passed.add(current)
        current = _next(current, placed, labels)
    return current


def _next(index: int, placed: Sequence[Placed], labels: Sequence[str]) -> int | None:
    citation, note = placed[index]
    target = _note(citation.refers_to, note, labels)
    if citation.type == "id":
        earlier = [i for i in range(index) if target is None or placed[i].note == target]
        # "Id." takes up the citation just before it, so a gap of notes without citations breaks the chain.
        near = earlier and (target is not None or note is None or (placed[earlier[-1]].note or 0) >= note - 1)
        return earlier[-1] if near else None
    if target is None:
        return None
    there = [i for i in range(len(placed)) if placed[i].note == target and i != index]
    full = [i for i in there if placed[i].citation.type not in SHORT]
    named = _words(citation)
    return max(full or there, key=lambda i: (len(named & _words(placed[i].citation)), -i), default=None)


def _note(label: str | None, note: int | None, labels: Sequence[str]) -> int | None:
    """The note of that label: the nearest before `note` or `note` itself, else the only one there is."""
    found = [i for i, each in enumerate(labels) if label is not None and each == label]
    before = [i for i in found if note is not None and i <= note]
    if before:
        return before[-1]
    return found[0] if len(found) == 1 else None


def _words(citation: Citation) -> set[str]:
    """The words by which a work is known: of two works in one note, "Ruiz, supra note 4" means that of Ruiz."""
    text = " ".join([*citation.author, citation.title or "", citation.container or ""]).casefold()
    return {word for word in re.findall(r"\w+", text) if len(word) > 2}
