"""Note labels and markers: what they look like, how they follow one another, which marker belongs to which note.

Pure functions on text; where a line stands, and how big its letters are, is the business of `extract.layout`.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
SYMBOLS = "*∗†‡§¶‖#⁎＊"
#: The labels that a sequence of notes begins with.
FIRST = frozenset(("1", "a", "A", "i"))

ROMAN = r"(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})(?![^\W\d_])"
_WORTH = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LABEL = rf"\d{{1,3}}|[{SYMBOLS}]{{1,4}}|{ROMAN}|[a-zA-Z]"
_MARKERS = re.compile(rf"[\s(\[,;]*((?:{_LABEL})(?:\s*[,;]\s*(?:{_LABEL}))*)[\s)\].,;:]*")
#: "12 See", "12. See", "[12] See", "12) See", "* See", "†See"; not "14 CFR" (the sequence tells), not "3.1 Scope".
_PLAIN_START = re.compile(
    rf"\s*(?:\[(?P<in>{_LABEL})\]|\((?P<round>\d{{1,3}}|[{SYMBOLS}]{{1,4}}|[a-zA-Z])\)|(?P<number>\d{{1,3}})(?:[.)](?!\d)|(?=\s))|(?P<symbol>[{SYMBOLS}]{{1,4}}))[\s.:]*(?=\S)"
)
_RAISED_START = re.compile(rf"\s*[\[(]?({_LABEL})[\])]?[.):]?\s*")


class Start(NamedTuple):
    """A label at the start of a line; the note's own text begins at the character `end`."""

    label: str
    end: int
    raised: bool
    bracketed: bool = False


def label_of(text: str) -> str | None:
    """The one label that a raised stretch of text is, or None: "12" for "¹²", "*" for "∗"."""
    labels = labels_of(text)
    return labels[0] if len(labels) == 1 else None


def labels_of(text: str) -> list[str]:
    """The labels in a raised stretch of text, as markers stand in it: "12" and "13" for "12,13"; [] for "th"."""
    match = _MARKERS.fullmatch(text.translate(RAISED))
    return [plain(label) for label in re.split(r"[\s,;]+", match[1]) if label] if match else []


def plain(label: str) -> str:
    """The label as it is compared."""
    return re.sub("[∗⁎＊]", "*", label.translate(RAISED))


def start_of(text: str, *, raised: str = "") -> Start | None:
    """The label that a line begins with; `raised` is the raised text at its very start, where there is some."""
    if raised.strip():
        match = _RAISED_START.fullmatch(raised.translate(RAISED))
        if match:
            rest = re.match(r"[.):]?\s*", text[len(raised) :])
            return Start(plain(match[1]), len(raised) + (rest.end() if rest else 0), True)
        return None
    match = _PLAIN_START.match(text)
    if match is None:
        return None
    inside = match["in"] or match["round"]
    label = inside or match["number"] or match["symbol"]
    return Start(plain(label), match.end(), False, inside is not None)


def follows(label: str, last: str | None, *, skip: int = 1) -> bool:
    """Whether `label` may come after `last` in one sequence; `skip` numbers may be missing between them, less one.

    Numbers count on, letters too; a symbol follows anything, and so does the first number or letter of a sequence.
    """
    return not label.isalnum() or label in FIRST or 0 < _step(label, last) <= skip


def values(label: str) -> dict[str, int]:
    """What a label counts in each way of counting that it may belong to: "v" is a letter and a Roman number."""
    if label.isdigit():
        return {"1": int(label)}
    counted = {"a" if label.islower() else "A": ord(label)} if len(label) == 1 and label.isalpha() else {}
    if re.fullmatch(ROMAN, label):
        worth = [_WORTH[letter] for letter in label]
        counted["i"] = sum(-n if n < max(worth[k:]) else n for k, n in enumerate(worth))
    return counted


def _step(label: str, last: str | None) -> int:
    """How many labels `label` comes after `last`; 0 where it does not, or where they count in different ways."""
    before = values(last) if last else {}
    return min((n - before[way] for way, n in values(label).items() if n > before.get(way, n)), default=0)


def longest_sequence(starts: Sequence[Start], last: str | None, *, known: Iterable[str] = ()) -> list[int]:
    """Which of the candidate starts, in their order, are labels: the indexes of the longest run of numbers that rises.

    A run goes on from `last` where it can; labels in `known` (markers seen on the page) are trusted over others.
    """
    wanted = set(known)
    best: list[tuple[float, list[int]]] = []
    for index, start in enumerate(starts):
        gain = 1.0 + (start.label in wanted) + 0.5 * start.raised
        options = [(gain + (0.5 if follows(start.label, last) else -1.0), [index])]
        for score, run in best:
            before = starts[run[-1]].label
            step = _step(start.label, before)
            if not start.label.isalnum() or 0 < step <= 3:
                step = max(step, 1)
                options.append((score + gain - 0.6 * (step - 1), [*run, index]))
        best.append(max(options))
    score, run = max(best, default=(0.0, []))
    return run if score > 0 else []
