"""Lines of a dump that are no prose: program code, tables, and the labels that a chart leaves behind."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.readers.text.lines import Line
from extract.structure.code import is_code, is_program

_CELLS = re.compile(r" {3,}|\t")
_NUMBER = re.compile(r"[-+±~<>$€£]?\s?\d[\d.,:%/ ]*[%kKmM]?")


def mark(lines: Sequence[Line]) -> None:
    """Marks runs of lines that are code, tables, or figures' labels."""
    _mark_code(lines)
    _mark_tables(lines)
    _mark_numbers(lines)


def _mark_code(lines: Sequence[Line]) -> None:
    i = 0
    while i < len(lines):
        end = i
        while end < len(lines) and lines[end].kind == "body" and is_code(lines[end].text):
            end += 1
        if is_program([line.text for line in lines[i:end]]):
            for line in lines[i:end]:
                line.kind = "code"
        i = max(end, i + 1)


def _mark_tables(lines: Sequence[Line]) -> None:
    """Three or more lines one after the other with three or more cells each, parted by wide blanks."""
    i = 0
    while i < len(lines):
        end = i
        while end < len(lines) and lines[end].kind == "body" and len(_CELLS.findall(lines[end].text)) >= 2:
            end += 1
        if end - i >= 3:
            for line in lines[i:end]:
                line.kind = "table"
        i = max(end, i + 1)


def _short(line: Line) -> bool:
    return (
        len(line.text.split()) <= 12 and not re.search(r"[.;,?!:]$", line.text) and line.kind in ("body", "page_number")
    )


def _mark_numbers(lines: Sequence[Line]) -> None:
    """Runs of short lines in which numbers stand every other line or so: a table's column, a chart's axis."""
    numbers = [i for i, line in enumerate(lines) if _short(line) and _NUMBER.fullmatch(line.text)]
    runs: list[list[int]] = []
    for i in numbers:
        near = bool(runs) and i - runs[-1][-1] <= 3 and lines[i].page == lines[runs[-1][-1]].page
        if near and all(_short(line) for line in lines[runs[-1][-1] : i]):
            runs[-1].append(i)
        else:
            runs.append([i])
    for run in runs:
        while len(run) > 1 and run[1] - run[0] >= 3:  # a page's number before a chart
            run = run[1:]
        if len(run) < 4 or _is_sequence([lines[i].text for i in run]):
            continue
        first, last = run[0], run[-1]
        while first > 0 and _short(lines[first - 1]) and lines[first].gap == 0:
            first -= 1
        if first == run[0] and first > 0 and _short(lines[first - 1]) and len(lines[first - 1].text) < 60:
            first -= 1
            while first > 0 and _short(lines[first - 1]) and lines[first].gap == 0:
                first -= 1
        while last + 1 < len(lines) and (
            (_short(lines[last + 1]) and lines[last + 1].gap == 0) or _label(lines[last + 1])
        ):
            last += 1
        for line in lines[first : last + 1]:
            line.kind = "table"


def _label(line: Line) -> bool:
    """A word of a chart, alone: "MISSIONS"; not the heading of a section."""
    figures = all(re.search(r"\d", word) for word in line.text.split())
    return line.kind == "body" and (figures or (len(line.text) <= 8 and line.text.isupper()))


def _is_sequence(texts: Sequence[str]) -> bool:
    """1, 2, 3 ...: the numbers of pages or of a list, no figures."""
    whole = [int(text) for text in texts if text.isdigit()]
    return len(whole) == len(texts) and all(b - a == 1 for a, b in pairwise(whole))
