"""What "Id.", "Ibid.", "supra note N" and names given earlier stand for: the full citation at the end of the chain."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from avr_docs.records import Citation, Resolution

SHORT = frozenset({"id", "supra"})


class Placed(NamedTuple):
    """A citation with the place of its note among the document's notes, and its text.

    `explicit` is true for one with a word that takes up another, such as "supra".
    """

    citation: Citation
    note: int
    text: str
    explicit: bool = True


class Target(NamedTuple):
    """The index of the citation that a short form takes up, or why there is none."""

    place: int | None
    resolution: Resolution


def resolved(placed: Sequence[Placed], labels: Sequence[str]) -> list[Citation]:
    """The citations with what short forms stand for, and the label of the note in which that is cited in full.

    `labels` are those of the document's notes in order. Where labels start again, as in merged documents, the nearest
    note before counts. A note that cites something else than the short form names is not guessed around: the form then
    stands for nothing, and says so.
    """
    placed = [each._replace(citation=_short_case(i, placed)) for i, each in enumerate(placed)]
    for i, each in enumerate(placed):
        if each.citation.type == "supra" and not each.explicit and _named_earlier(i, placed).place is None:
            # the first time that it is cited, if only by a few words
            placed[i] = each._replace(citation=replace(each.citation, type="document"))
    found = []
    for i, (citation, *_) in enumerate(placed):
        if citation.type not in SHORT:
            found.append(citation)
            continue
        target = _end(i, placed, labels)
        if target.place is None:
            found.append(replace(citation, resolution=target.resolution))
        else:
            label = placed[target.place].citation.note
            found.append(replace(citation, refers_to=label, stands_for=target.place, resolution="found"))
    return found


def _short_case(index: int, placed: Sequence[Placed]) -> Citation:
    """ "Doe, 123 F.3d at 461" as the short form that it is, where an earlier note has the case in full."""
    citation = placed[index].citation
    if citation.type != "legal_case" or citation.court or citation.issued or " v" in (citation.title or " v"):
        return citation
    named = _words(citation.title or "")
    for earlier, *_ in reversed(placed[:index]):
        if earlier.type == "legal_case" and named and named <= _words(earlier.title or "") and earlier.issued:
            return replace(citation, type="supra")
    return citation


def _end(index: int, placed: Sequence[Placed], labels: Sequence[str]) -> Target:
    passed = set()
    current = Target(index, "found")
    while current.place is not None and placed[current.place].citation.type in SHORT:
        if current.place in passed:  # two notes that point at each other
            return Target(None, "no_citation")
        passed.add(current.place)
        current = _next(current.place, placed, labels)
    return current


def _next(index: int, placed: Sequence[Placed], labels: Sequence[str]) -> Target:
    citation, note, *_ = placed[index]
    if citation.type == "id":
        # "Id." takes up the citation just before it, so a gap of notes without citations breaks the chain.
        near = index > 0 and placed[index - 1].note >= note - 1
        return Target(index - 1, "found") if near else Target(None, "nothing_before")
    if citation.refers_to is None:
        return _named_earlier(index, placed)
    target = _note(citation.refers_to, note, labels)
    if target is None:
        return Target(None, "no_note")
    there = [i for i in range(len(placed)) if placed[i].note == target and i != index]
    if not there:
        return Target(None, "no_citation")
    full = [i for i in there if placed[i].citation.type not in SHORT] or there
    if not (citation.author or citation.title):
        return Target(full[0], "found")
    alike = {i: _likeness(citation, placed[i]) for i in full}
    best = max(full, key=lambda i: (alike[i], -i))
    if alike[best] or placed[best].citation.type in SHORT:
        return Target(best, "found")
    # a work of which no name was read cannot be told from the one that is meant
    unnamed = [i for i in full if not (placed[i].citation.author or placed[i].citation.title)]
    return Target(unnamed[0], "found") if unnamed else Target(None, "other_work")


def _named_earlier(index: int, placed: Sequence[Placed]) -> Target:
    """The nearest earlier work of the author or name; of several by one author that of the same year, if it is told."""
    citation = placed[index].citation
    if not (citation.author or citation.title):
        return Target(None, "nothing_before")
    likest: tuple[float, int] | None = None
    for i in range(index - 1, -1, -1):
        each = placed[i].citation
        if each.type in SHORT:
            continue
        if citation.issued and each.issued and citation.issued[:4] != each.issued[:4]:
            continue
        likeness = _likeness(citation, placed[i])
        if likeness >= 0.5 and (likest is None or likeness > likest[0]):
            likest = likeness, i
    return Target(None, "nothing_before") if likest is None else Target(likest[1], "found")


def _note(label: str | None, note: int, labels: Sequence[str]) -> int | None:
    """The note of that label: the nearest before `note` or `note` itself, else the only one there is."""
    found = [i for i, each in enumerate(labels) if label is not None and each == label]
    before = [i for i in found if i <= note]
    if before:
        return before[-1]
    return found[0] if len(found) == 1 else None


def _likeness(short: Citation, full: Placed) -> float:
    """The share of the words of a short form that the full citation has, in [0, 1]; initials name a body."""
    named = _words(" ".join([*short.author, short.title or ""]))
    each = full.citation
    names = [*each.author, *each.editor, each.title or "", each.container or "", each.publisher or ""]
    known = _words(full.text) | {_initials(name) for name in names if len(name.split()) > 1}
    return sum(word in known for word in named) / len(named) if named else 0.0


def _words(text: str) -> frozenset[str]:
    """The words by which a work is known, without the smallest."""
    return frozenset(
        word for word in re.findall(r"\w+", text.casefold()) if len(word) > 2 and word not in ("the", "and")
    )


def _initials(text: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", text) if word[0].isupper()).casefold()
