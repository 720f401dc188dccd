"""What each word of a note is part of: a conditional random field, learnt from notes that were labelled by hand.

The weights are made by `python -m training.notes` and ship in this folder; `training/README.md` has the figures.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pycrfsuite

from avr_docs.citations.tokens import Token, features, tokens

FOLDER = Path(__file__).parent
#: Labels of what is no field: words between the fields of a citation, between citations, and of a comment.
BETWEEN, OUTSIDE, COMMENT = "o", "x", "prose"
#: The first word of a citation carries this before its label.
FIRST = "B-"
#: A note of more words than these is read in pieces; 3,000 are some ten pages of small print.
LONGEST = 3_000


class Part(NamedTuple):
    """A stretch of a citation that is one field; `[start, end)` in the text of the note."""

    label: str
    start: int
    end: int


class Stretch(NamedTuple):
    """A citation, or a comment, which has no parts; `[start, end)` in the text of the note. `type` is a CSL type."""

    type: str
    start: int
    end: int
    parts: tuple[Part, ...] = ()


def read(text: str) -> list[Stretch]:
    """The citations and comments of a note, in order."""
    found = tokens(text)
    return [stretch for i in range(0, len(found), LONGEST) for stretch in _read(text, found[i : i + LONGEST])]


def _read(text: str, found: Sequence[Token]) -> Iterator[Stretch]:
    labels = _tagger("fields").tag(features(found))
    for group in _groups(labels):
        first, last = found[group[0]], found[group[-1]]
        if labels[group[0]] == COMMENT:
            yield Stretch(COMMENT, first.start, last.end)
            continue
        parts = tuple(_parts(found, labels, group))
        yield Stretch(type_of(text[first.start : last.end], parts), first.start, last.end, parts)


def _groups(labels: Sequence[str]) -> Iterator[list[int]]:
    """The places of the words of each citation and each comment."""
    group: list[int] = []
    for i, label in enumerate(labels):
        begins = label.startswith(FIRST) or (label == COMMENT) != (bool(group) and labels[group[0]] == COMMENT)
        if group and (begins or label == OUTSIDE):
            yield group
            group = []
        if label != OUTSIDE:
            group.append(i)
    if group:
        yield group


def _parts(found: Sequence[Token], labels: Sequence[str], group: Sequence[int]) -> Iterator[Part]:
    current: Part | None = None
    for i in group:
        label = labels[i].removeprefix(FIRST)
        if current is not None and label == current.label:
            current = Part(label, current.start, found[i].end)
            continue
        if current is not None:
            yield current
        current = None if label == BETWEEN else Part(label, found[i].start, found[i].end)
    if current is not None:
        yield current


def type_of(text: str, parts: Sequence[Part]) -> str:
    """The CSL type of a citation, or "id" or "supra", by its fields and words."""
    return str(_tagger("types").tag([type_features(text, parts)])[0])


def type_features(text: str, parts: Sequence[Part]) -> list[str]:
    """What tells the type of a citation: which fields it has, their order, and their words."""
    row = ["bias", *(f"has={part.label}" for part in parts)]
    first = min((part.start for part in parts), default=0)
    row += [f"after={a.label}>{b.label}" for a, b in pairwise(parts)]
    labelled: set[int] = set()
    for part in parts:
        labelled |= set(range(part.start - first, part.end - first))
        words = [token.text.casefold() for token in tokens(text[part.start - first : part.end - first])]
        if part.label in (
            "container",
            "genre",
            "publisher",
            "number",
            "reporter",
            "court",
            "signal",
            "title",
            "author",
            "url",
        ):
            row += [f"{part.label}={word}" for word in words[:12] if word[0].isalpha()]
    row += [f"w={token.text.casefold()}" for token in tokens(text) if token.start not in labelled]
    return sorted(set(row))


@lru_cache
def _tagger(name: str) -> "pycrfsuite.Tagger":
    tagger = pycrfsuite.Tagger()
    tagger.open(str(FOLDER / f"{name}.crfsuite"))
    return tagger
