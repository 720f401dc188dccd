"""Fits the labeller of notes: `python -m training.notes [--folder avr_docs/citations]`, some eight minutes.

Learns from notes labelled by hand (`training/citations/*.jsonl`) and from references that `made_references` composes.
One note in ten, told by its id, is left out with `--evaluate`, and the figures are of those alone.
"""

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pycrfsuite

from avr_docs.citations import labeller
from avr_docs.citations.labeller import BETWEEN, COMMENT, FIRST, OUTSIDE, Part, Stretch
from avr_docs.citations.tokens import features, tokens
from training import made_notes
from training.made_references import references

NOTES = Path(__file__).parent / "citations"
TAG = re.compile(r'<(?P<close>/?)(?P<name>[a-z]+)(?: type="(?P<type>[^"]*)")?>')
#: Types that are told apart in no use of ours.
SAME = {"regulation": "legislation", "standard": "legislation", "article-magazine": "article-newspaper"}
MADE, REPEATED = 12_000, 3


class Note(NamedTuple):
    """A labelled note: its text, and the stretches that are in it."""

    id: str
    text: str
    stretches: tuple[Stretch, ...]


def unmarked(id: str, marked: str) -> Note:
    """The note without its labels, and where they stood."""
    text, at = "", 0
    opened: list[tuple[str, str, int]] = []
    parts: list[Part] = []
    stretches: list[Stretch] = []
    for match in TAG.finditer(marked):
        text += unescape(marked[at : match.start()])
        at = match.end()
        if not match["close"]:
            opened.append((match["name"], match["type"] or "", len(text)))
            continue
        name, kind, start = opened.pop()
        if name == "c":
            stretches.append(Stretch(SAME.get(kind, kind), start, len(text), tuple(parts)))
            parts = []
        elif name == COMMENT:
            stretches.append(Stretch(COMMENT, start, len(text)))
        else:
            parts.append(Part(name, start, len(text)))
    return Note(id, text + unescape(marked[at:]), tuple(stretches))


def by_hand() -> Iterator[Note]:
    """The notes labelled by hand."""
    for path in sorted(NOTES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield unmarked(row["id"], row["text"])


def labels(note: Note) -> list[str]:
    """A label for each token of the note."""
    found = tokens(note.text)
    given = [OUTSIDE] * len(found)
    for stretch in note.stretches:
        inside = [i for i, token in enumerate(found) if stretch.start <= token.start < stretch.end]
        for i in inside:
            given[i] = COMMENT if stretch.type == COMMENT else BETWEEN
            for part in stretch.parts:
                if part.start <= found[i].start < part.end:
                    given[i] = part.label
        if inside and stretch.type != COMMENT:
            given[inside[0]] = FIRST + given[inside[0]]
    return given


def joined(notes: list[Note], drawn: random.Random) -> Iterator[Note]:
    """Some notes written one after the other, as strings of citations are; the rest as they are."""
    waiting = iter(notes)
    for note in waiting:
        if drawn.random() < 0.12 and (other := next(waiting, None)) is not None:
            sign = drawn.choice(["; ", ". ", "; "])
            text = note.text.rstrip(".; ") + sign
            moved = tuple(
                Stretch(
                    s.type,
                    s.start + len(text),
                    s.end + len(text),
                    tuple(Part(p.label, p.start + len(text), p.end + len(text)) for p in s.parts),
                )
                for s in other.stretches
            )
            yield Note(note.id, text + other.text, (*note.stretches, *moved))
            continue
        yield note


def held_out(id: str) -> bool:
    """One note in ten, told by its number."""
    return int(id.rpartition("-")[2]) % 10 == 7


def fit(folder: Path, notes: list[Note], made: list[Note], *, rounds: int) -> None:
    """Writes both models into `folder`."""
    fields = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    fields.set_params({"c1": 0.15, "c2": 0.02, "max_iterations": rounds, "feature.minfreq": 2})
    drawn = random.Random(0)
    for note in (*notes * REPEATED, *joined(made, drawn), *joined(notes, drawn)):
        fields.append(features(tokens(note.text)), labels(note))
    fields.train(str(folder / "fields.crfsuite"))
    types = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    types.set_params({"c1": 0.2, "c2": 0.2, "max_iterations": 200})
    for note in (*notes * REPEATED, *made):
        for each in note.stretches:
            if each.type != COMMENT:
                types.append([labeller.type_features(note.text[each.start : each.end], each.parts)], [each.type])
    types.train(str(folder / "types.crfsuite"))


def figures(notes: list[Note]) -> Iterator[tuple[str, float, int]]:
    """F1 of citations (same start and end but for signs), of each label's stretches, and the share of right types."""
    counts: dict[str, Counter[str]] = {}
    for note in notes:
        gold, found = _items(note.text, note.stretches), _items(note.text, labeller.read(note.text))
        for name in gold.keys() | found.keys():
            each = counts.setdefault(name, Counter())
            each["right"] += (gold.get(name, Counter()) & found.get(name, Counter())).total()
            each["gold"] += gold.get(name, Counter()).total()
            each["found"] += found.get(name, Counter()).total()
    for name, each in sorted(counts.items(), key=lambda item: -item[1]["gold"]):
        yield name, 2 * each["right"] / max(1, each["gold"] + each["found"]), each["gold"]


def _items(text: str, stretches: tuple[Stretch, ...] | list[Stretch]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}

    def add(name: str, start: int, end: int) -> None:
        found.setdefault(name, Counter())[re.sub(r"\W", "", text[start:end]).casefold()] += 1

    for each in stretches:
        add(COMMENT if each.type == COMMENT else "citation", each.start, each.end)
        if each.type != COMMENT:
            found.setdefault("type", Counter())[
                f"{each.type}: {re.sub(r'[^a-z0-9]', '', text[each.start : each.end].casefold())}"
            ] += 1
        for part in each.parts:
            add(part.label, part.start, part.end)
            add("all fields", part.start, part.end)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=labeller.FOLDER)
    parser.add_argument("--evaluate", action="store_true")
    parser.add_argument("--made", type=int, default=MADE)
    parser.add_argument("--rounds", type=int, default=100)
    given = parser.parse_args()
    notes = list(by_hand())
    kept = [note for note in notes if not held_out(note.id)] if given.evaluate else notes
    composed = (*references(given.made, seed=0), *made_notes.notes(given.made // 4, seed=1))
    made = [unmarked(f"made-{n}", line) for n, line in enumerate(composed)]
    given.folder.mkdir(parents=True, exist_ok=True)
    fit(given.folder, kept, made, rounds=given.rounds)
    if given.evaluate:
        labeller.FOLDER = given.folder
        for name, f1, gold in figures([note for note in notes if held_out(note.id)]):
            print(f"{name:16} {f1:.3f} ({gold})")


if __name__ == "__main__":
    main()
