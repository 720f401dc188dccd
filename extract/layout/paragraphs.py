"""Body lines to paragraphs: where one ends and the next begins, over columns and pages too."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.layout.lines import Line

BULLET = re.compile(r"\s*(?:[•●▪◦‣∙■□▪✓➢▶►*]|[\uf000-\uf0ff\ufffd]|[–—-](?=\s)|o(?=\s+\S)|·)\s*(?=\S)")
NUMBERED = re.compile(
    r"\s*(?:\(?\d{1,3}[.)]|\((?:[a-zA-Z]|[ivxIVX]{1,5}|\d{1,3})\)|[a-z][.)]|[ivx]{1,5}[.)]|§\s?\d+\S*)\s+(?=\S)"
)
_ENDED = re.compile(r"[.!?:;][\s”\"’»)\]]*$")
_SENTENCE_ENDED = re.compile(r"[.!?][\s”\"’»)\]]*$")


@dataclass(slots=True)
class Paragraph:
    """Lines that make one block; `column` is where it begins."""

    lines: list[Line]
    hanging: bool = False

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]


def paragraphs(columns: Sequence[Sequence[Line]], *, body_size: float) -> list[Paragraph]:
    """The paragraphs of a document's body columns in reading order."""
    found: list[Paragraph] = []
    split = [_of_column(column) for column in columns]
    indented = _indents(split)
    for blocks in split:
        for k, block in enumerate(blocks):
            if k == 0 and found and _goes_on(found[-1], block, indented=indented, body_size=body_size):
                found[-1].lines += block.lines
            else:
                found.append(block)
    return found


def _of_column(lines: Sequence[Line]) -> list[Paragraph]:
    blocks: list[Paragraph] = []
    leading = _leadings(lines)
    edges = _right_edges(lines, leading)
    left = _left_edge(lines)
    for index, line in enumerate(lines):
        if index and not _breaks(lines, index, blocks[-1], leading, edges, left):
            blocks[-1].lines.append(line)
        else:
            blocks.append(Paragraph([line], hanging=_begins_item(line)))
    return blocks


def _begins_item(line: Line) -> bool:
    return BULLET.match(line.text) is not None or NUMBERED.match(line.text) is not None


def _breaks(
    lines: Sequence[Line],
    index: int,
    block: Paragraph,
    leading: dict[float, float],
    edges: Sequence[float],
    left: float,
) -> bool:
    before, line = lines[index - 1], lines[index]
    step = line.y - before.y
    usual = leading.get(round(line.size), 1.2 * line.size)
    if abs(line.size - before.size) > 0.08 * max(line.size, before.size) or step <= 0:
        return True
    if step > 1.32 * usual + 0.5 or step > 2.6 * line.size:
        return True
    full = before.x1 + _first_word(line) > edges[index - 1] - 0.3 * line.size
    full = full or _unfinished(before, line, edges[index - 1] - left)
    if line.bold != before.bold and not (full and not _ENDED.search(before.text) and line.x0 <= left + 2):
        return True
    if BULLET.match(line.text) and not re.match(r"\s*[–—*-]", line.text):
        return True
    if _begins_item(line) and (not full or _ENDED.search(before.text)) and abs(line.x0 - block.first.x0) < 30:
        return True
    centred = abs((line.x0 + line.x1) - (before.x0 + before.x1)) < 8 and abs(line.x0 - before.x0) > 4
    if not full:
        return not centred or _SENTENCE_ENDED.search(before.text) is not None
    indent = line.x0 - before.x0
    if indent > 0.7 * line.size and not centred:
        return not (len(block.lines) == 1 and (block.hanging or not _ENDED.search(before.text)))
    if indent < -0.7 * line.size and not centred and len(block.lines) > 1:
        return _ENDED.search(before.text) is not None or block.hanging
    return False


def _unfinished(before: Line, line: Line, width: float) -> bool:
    """Whether a line that had room for more goes on all the same: it ends in a hyphen, or within a sentence."""
    if re.search(r"\w[-\u00ad\u2010]$", before.text):
        return True
    return line.text[:1].islower() and not _ENDED.search(before.text) and before.x1 - before.x0 > 0.6 * width


def _first_word(line: Line) -> float:
    """The width of the line's first word with a blank, in points."""
    word = line.text.split(None, 1)[0]
    return (line.x1 - line.x0) * (len(word) + 1) / max(len(line.text), 1)


def _leadings(lines: Sequence[Line]) -> dict[float, float]:
    """The usual step from line to line, by size of letters."""
    steps: dict[float, Counter[float]] = {}
    for before, line in pairwise(lines):
        step = line.y - before.y
        if abs(line.size - before.size) < 0.5 and 0 < step < 2.6 * line.size:
            steps.setdefault(round(line.size), Counter())[round(step * 2) / 2] += 1
    return {size: min(c for c in counts if counts[c] >= 0.4 * max(counts.values())) for size, counts in steps.items()}


def _right_edges(lines: Sequence[Line], leading: dict[float, float]) -> list[float]:
    """For each line the right edge of the text around it, so that text set in from the right has an edge of its own."""
    edges = []
    for index, line in enumerate(lines):
        edge = line.x1
        for step in (-1, 1):
            other = index + step
            while 0 <= other < len(lines) and abs(other - index) <= 6:
                near = lines[other]
                gap = abs(near.y - lines[other - step].y)
                if gap > 1.6 * leading.get(round(line.size), 1.2 * line.size) or abs(near.size - line.size) > 0.6:
                    break
                edge = max(edge, near.x1)
                other += step
        edges.append(edge)
    return edges


def _left_edge(lines: Sequence[Line]) -> float:
    starts = Counter(round(line.x0) for line in lines)
    return float(max(starts, key=lambda x: (starts[x], -x))) if starts else 0.0


def _indents(split: Sequence[Sequence[Paragraph]]) -> bool:
    """Whether paragraphs begin with an indent in this document."""
    long = [block for blocks in split for block in blocks if len(block.lines) > 2 and not block.hanging]
    indented = [block for block in long if block.lines[0].x0 - block.lines[1].x0 > 5]
    return len(indented) > 0.4 * len(long)


def _goes_on(before: Paragraph, block: Paragraph, *, indented: bool, body_size: float) -> bool:
    """Whether a block at the top of a column goes on with the last one of the column before it."""
    last, line = before.last, block.first
    if abs(last.size - line.size) > 0.06 * line.size or last.bold != line.bold or block.hanging:
        return False
    if line.size > 1.15 * body_size:
        return False
    text = last.text.rstrip()
    if text.endswith(("-", "‐", "\u00ad")) or line.text.lstrip()[:1].islower():
        return True
    if not _ENDED.search(text):
        return len(before.lines) > 1 or len(text) > 40
    if _SENTENCE_ENDED.search(text) and indented:
        begin = block.lines[1].x0 if len(block.lines) > 1 else line.x0
        edge = max(item.x1 for item in before.lines)
        return abs(line.x0 - begin) < 4 and len(block.lines) > 1 and last.x1 > edge - 12 and len(before.lines) > 1
    return False
