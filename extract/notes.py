"""Note labels and markers: what they look like, how they follow one another, which marker belongs to which note.

Pure functions on text; where a line stands, and how big its letters are, is the business of `extract.layout`.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
SYMBOLS = "*∗†‡§¶‖#⁎＊"

_LABEL = rf"\d{{1,3}}|[{SYMBOLS}]{{1,4}}|[a-zA-Z]"
_MARKERS = re.compile(rf"[\s(\[,;]*((?:{_LABEL})(?:\s*[,;]\s*(?:{_LABEL}))*)[\s)\].,;:]*")
#: "12 See", "12. See", "[12] See", "12) See", "* See", "†See"; not "14 CFR" (the sequence tells), not "3.1 Scope".
_PLAIN_START = re.compile(
    rf"\s*(?:[\[(](?P<in>{_LABEL})[\])]|(?P<number>\d{{1,3}})(?:[.)](?!\d)|(?=\s))|(?P<symbol>[{SYMBOLS}]{{1,4}}))[\s.:]*(?=\S)"
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
    label = match["in"] or match["number"] or match["symbol"]
    return Start(plain(label), match.end(), False, match["in"] is not None)


def follows(label: str, last: str | None, *, skip: int = 1) -> bool:
    """Whether `label` may come after `last` in one sequence; `skip` numbers may be missing between them, less one.

    Numbers count on, letters too; a symbol follows anything, and so does the first number or letter of a sequence.
    """
    if not label.isalnum():
        return True
    if label in ("1", "a", "A"):
        return True
    if last is None or not last.isalnum() or last.isdigit() != label.isdigit():
        return False
    step = int(label) - int(last) if label.isdigit() else ord(label) - ord(last)
    return 0 < step <= skip


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
            if follows(start.label, before, skip=3) and start.label not in ("1", "a", "A"):
                step = int(start.label) - int(before) if start.label.isdigit() and before.isdigit() else 1
                options.append((score + gain - 0.6 * (step - 1), [*run, index]))
        best.append(max(options))
    score, run = max(best, default=(0.0, []))
    return run if score > 0 else []


def glued_marker(text: str, label: str) -> int | None:
    """Where a marker that is not raised stands in `text`, at the end of a word; None if nowhere, or twice.

    "as reported.4 The", "events4 to" and "reports [4]" for "4"; not "Article 4", "4.5", "2014" or "14 CFR".
    """
    escaped = re.escape(label)
    if label.isdigit():
        glued = rf"(?:(?<=[^\W\d_][.,;:”\"’)\]])|(?<=[a-zà-ÿ][a-zà-ÿ][a-zà-ÿ])){escaped}(?=[\s.,;:)]|$)"
        pattern = rf"{glued}|(?<=[^\W\d_])\s?\[{escaped}\]|(?<=[^\W\d_])\s?\({escaped}\)"
    else:
        pattern = rf"(?<=\S){escaped}(?=[\s.,;:)]|$)"
    places = [match.end() - len(match.group().lstrip()) for match in re.finditer(pattern, text)]
    return places[0] if len(places) == 1 else None
