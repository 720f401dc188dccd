"""Running heads and feet, page numbers and stamps, told by place and by what repeats over pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extract.document import BlockKind
from extract.layout.lines import Line

#: Rows from the edge of the text in which furniture is looked for.
EDGE_ROWS = 5
#: How far, in points, the same running head may lie from page to page.
DRIFT = 9.0

_NUMBER = re.compile(
    r"\W*(?:(?:page|pg|p|pag|página|pagina|seite|s)\b\.?\s*)?(\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/|von|de|di|sur)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
#: "Case 3:20-cv-01234-AB Document 12 Filed 01/02/21 Page 3 of 9"; not "in case 3 of the study".
_STAMP = re.compile(
    r"^(?:case|usca\w*|appellate case|appeal)\W*\s?(?:case)?\W*\d+[:-][\w:-]*\d.*(?:document|filed|page|doc|dkt|entry)"
    r"|^(?:case|page id ?#|filed)\b.*\b(?:document|page ?id|filed)\b.*\d"
    r"|\bPage ?\d+ of \d+ ?(?:Page ?ID ?#\S*)?$"
    r"|^VerDate\b|^jktitle|^\W*Page ?ID ?#",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class _Row(NamedTuple):
    page: int
    edge: str
    depth: int
    y: float
    lines: tuple[Line, ...]


def furniture(pages: Sequence[Sequence[Line]], *, body_size: float) -> dict[int, BlockKind]:
    """The kinds, by `id` of the line, of the lines that are running heads, feet or page numbers."""
    edges = [row for lines in pages for row in _edge_rows(lines)]
    numbers = _page_numbers(edges, len(pages))
    repeated = _repeated(edges, len(pages))
    bands = Counter(
        (row.edge, round(row.y / 2))
        for row in edges
        if any(id(line) in repeated or id(line) in numbers for line in row.lines)
    )
    found: dict[int, BlockKind] = {}
    for lines in pages:
        by_edge: dict[str, list[_Row]] = defaultdict(list)
        for row in _edge_rows(lines):
            by_edge[row.edge].append(row)
        for edge, rows in by_edge.items():
            for row in rows:
                known = _known(row, numbers, repeated)
                if not known and not _in_band(row, bands, len(pages), body_size, rows):
                    break
                for line in row.lines:
                    found.setdefault(id(line), _kind(line, edge, numbers))
    for row in edges:
        for line in row.lines:
            if line.artifact or _STAMP.search(line.text):
                found.setdefault(id(line), _kind(line, row.edge, numbers))
    return found


def _edge_rows(lines: Sequence[Line]) -> list[_Row]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda item: item.y):
        if rows and line.y - rows[-1][0].y <= 3:
            rows[-1].append(line)
        else:
            rows.append([line])
    count = min(EDGE_ROWS, (len(rows) + 1) // 2)
    top = [_Row(row[0].page, "header", depth, row[0].y, tuple(row)) for depth, row in enumerate(rows[:count])]
    low = rows[::-1][: min(EDGE_ROWS, len(rows) - count)] if len(rows) > 1 else []
    return top + [_Row(row[0].page, "footer", depth, row[0].y, tuple(row)) for depth, row in enumerate(low)]


def _known(row: _Row, numbers: set[int], repeated: set[int]) -> bool:
    sure = [line for line in row.lines if id(line) in numbers or id(line) in repeated or line.artifact]
    sure += [line for line in row.lines if line not in sure and _STAMP.search(line.text)]
    return sum(len(line.text) for line in sure) * 2 >= sum(len(line.text) for line in row.lines)


def _in_band(row: _Row, bands: Counter[tuple[str, int]], pages: int, body_size: float, rows: Sequence[_Row]) -> bool:
    """Whether a row that no other page repeats stands where running heads stand on many pages, apart from the text."""
    place = round(row.y / 2)
    often = sum(bands[row.edge, place + d] for d in (-1, 0, 1))
    if often < max(3, 0.3 * pages) or sum(len(line.text) for line in row.lines) > 120:
        return False
    following = next((other for other in rows if other.depth == row.depth + 1), None)
    apart = following is not None and abs(following.y - row.y) > 1.7 * max(line.size for line in following.lines)
    return apart or all(abs(line.size - body_size) > 0.6 for line in row.lines)


def _kind(line: Line, edge: str, numbers: set[int]) -> BlockKind:
    if id(line) in numbers or _NUMBER.fullmatch(line.text.strip()):
        return "page_number"
    return "header" if edge == "header" else "footer"


def _page_numbers(edges: Iterable[_Row], pages: int) -> set[int]:
    """Lines that are a number which counts with the pages."""
    seen: list[tuple[int, Line]] = []
    for row in edges:
        for line in row.lines:
            match = _NUMBER.fullmatch(line.text.strip())
            if match and row.depth < 4:
                seen.append((_value(match[1]) - row.page, line))
    counts = Counter(offset for offset, _ in seen)
    least = 1 if pages == 1 else 2 if pages < 12 else 3
    good = {offset for offset, count in counts.items() if count >= least}
    return {
        id(line)
        for offset, line in seen
        if offset in good or re.match(r"\W*(?:page|seite|página|pagina)\b", line.text, re.IGNORECASE)
    }


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    values = [_ROMAN[letter] for letter in number.lower()]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _repeated(edges: Sequence[_Row], pages: int) -> set[int]:
    """Lines that stand, but for their numbers, at the same height on other pages."""
    places: dict[tuple[str, str], list[tuple[int, float, Line]]] = defaultdict(list)
    for row in edges:
        for line in row.lines:
            if line.runs[0].rise > 0:
                continue  # a note's label
            for key in {key for text in _cells(line) for key in _keys(text, row.page)}:
                places[row.edge, key].append((row.page, row.y, line))
    least = 2 if pages < 9 else 3
    found: set[int] = set()
    for (_, key), seen in places.items():
        needed = max(least, min(3, pages)) if key.endswith("+page") else least
        for _, y, line in seen:
            on = {other for other, at, _ in seen if abs(at - y) <= DRIFT}
            if len(on) >= needed:
                found.add(id(line))
    return found


def _cells(line: Line) -> list[str]:
    """The texts that a line is compared by: a foot of several parts may have one part alone on another page."""
    if line.cells and len(line.text[: line.cells[1][2]].strip()) < 5:
        return [line.text]  # a note's label and its text
    ends = [cell[2] for cell in line.cells[1:]] + [len(line.text)]
    parts = [line.text[cell[2] : end].strip() for cell, end in zip(line.cells, ends, strict=False)]
    return [line.text, *(part for part in parts if len(part) > 9)]


def _keys(text: str, page: int) -> set[str]:
    """What a line is compared by: its words, with a number before or after them that counts with the pages.

    "12 Annual report" is like "14 Annual report" two pages on; the notes "12 Ibid." and "17 Ibid." are not alike.
    """
    text = " ".join(text.casefold().split())
    lead, trail = re.match(r"\W*(\d{1,6})(?=\W)", text), re.search(r"(?<=\W)(\d{1,6})\W*$", text)
    middle = text[lead.end() if lead else 0 : trail.start() if trail else len(text)]
    plain = re.sub(r"\d+", "#", middle).strip()
    if len(re.sub(r"[\W#_]", "", plain)) < 3:
        return set()
    numbers = [int(found[1]) for found in (lead, trail) if found]
    if not numbers:
        return {plain}
    counted = {f"{plain} {number - page}+page" for number in numbers}
    return counted | {f"{lead[1] if lead else ''} {plain} {trail[1] if trail else ''}"}
