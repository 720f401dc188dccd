"""Lines made paragraphs: where one ends, what it is, and its text with the markers taken out."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from extract.document import BlockKind, Marker, Part, Piece
from extract.normalise import join_lines
from extract.readers.text.lines import Line, is_ended

#: Characters that stand for markers while lines are joined; nobody writes them, and `clean` lets them through.
FIRST_SENTINEL = 0x100000
# "• x", "- x", "(a) x", "12. x", "iv) x"; not "- 12 -", "a man", "1.5 million", "I. Introduction".
BULLET = re.compile(r"(?:[•●▪◦‣·∙○■□➢➤►▶✓✔❖¾\uf0a7\uf0b7\uf0d8\uf076\uf0fc]\s*|[-*–—]\s+|o\s{2,})(?=\S)")
NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]\s+(?=\S)")


def pieces(lines: Sequence[Line], *, inner: int, width: int) -> list[Piece]:
    """The pieces of marked lines, in order; sentences that a page's end broke are one paragraph again."""
    known = {word.strip("'’-") for line in lines for word in re.findall(r"[\w’'-]+", line.text.lower())}
    known |= {f"{word}’" for word in known if word.endswith("s")}  # "asylum-" / "seekers’ rights"
    found: list[Piece] = []
    open_body: int | None = None  # where in `found` the last piece of the body stands
    broken = False  # whether something that is no body stood since
    for group in _groups(_rejoined(lines, width), inner=inner, width=width):
        made = _piece(group, known=known, short=_is_run(group, width))
        if made.kind in ("paragraph", "list_item", "quote"):
            if open_body is not None and _goes_on(found[open_body], made, broken=broken, group=group, width=width):
                found[open_body] = _joined(found[open_body], made, known)
            else:
                found.append(made)
                open_body = len(found) - 1
            broken = False
        elif made.continued and (note := _unfinished(found, made)) is not None:
            found[note] = _joined(found[note], made, known)
        else:
            found.append(made)
            broken = True
            if made.kind in ("table", "boilerplate"):
                open_body = None
    return found


def _rejoined(lines: Sequence[Line], width: int) -> list[Line]:
    """The lines, those joined that a dump broke at its markers: what stands between two markers is a line there."""
    marked = [line for line in lines if line.markers and line.kind == "body"]
    broken = sum(_ends_in_marker(line) for line in marked)
    if broken < BROKEN or broken < 0.7 * len(marked):
        return list(lines)
    made: list[Line] = []
    for line in lines:
        last = made[-1] if made else None
        if last is None or not _ends_in_marker(last) or not _fits(last, line, width):
            made.append(line)
            continue
        shift = len(last.text) + 1
        markers = [*last.markers, *((a + shift, b + shift, label) for a, b, label in line.markers)]
        made[-1] = replace(last, text=f"{last.text} {line.text}", markers=markers)
    return made


#: So many markers at lines' ends show that lines were broken there.
BROKEN = 3


def _ends_in_marker(line: Line) -> bool:
    return line.kind == "body" and bool(line.markers) and max(end for _, end, _ in line.markers) == len(line.text)


def _fits(last: Line, line: Line, width: int) -> bool:
    """Whether two lines of a dump were one line on the page: together they are as wide as a line may be."""
    together = last.width + 1 + len(line.text)
    if line.kind != "body" or line.gap or line.page != last.page or together > 1.05 * width or BULLET.match(line.text):
        return False
    heading = len(line.text.split()) <= 8 and line.text[:1].isupper() and line.text[-1:].isalpha()
    return not (heading and together < 0.85 * width and is_ended(last.text))


def _groups(lines: Sequence[Line], *, inner: int, width: int) -> Iterable[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if line.kind == "rule" or not line.text:
            if group:
                yield group
            group = []
            continue
        if group and _breaks(group, line, inner=inner, width=width):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _breaks(group: Sequence[Line], line: Line, *, inner: int, width: int) -> bool:
    before = group[-1]
    if line.kind != before.kind or line.page != before.page or line.quoted != before.quoted:
        return True
    if line.kind == "note":
        return line.label is not None or line.gap > max(inner, 0)
    if line.kind == "table":
        return line.gap > 2
    if line.kind != "body":
        return line.kind in ("page_number", "header", "footer")
    if line.gap > inner or BULLET.match(line.text):
        return True
    if NUMBERED.match(line.text) and (is_ended(before.text) or NUMBERED.match(group[0].text)):
        return True
    if width == 0:
        return not line.text[:1].islower() or len(before.text) > 200
    if line.indent - before.indent >= 3 and is_ended(before.text) and len(group) > 1:
        return True
    if not _ends_early(before, line, width):
        return False
    full = not _ends_early(line, line, width)
    if len(group) == 1:
        return full  # a heading before its text; two short lines may begin an address
    return full or not _ends_early(group[-2], before, width)


def _ends_early(line: Line, following: Line, width: int) -> bool:
    """Whether a line was ended before it was full: the next word would have had room, and begins like a new line."""
    if following.text[:1].islower():
        return False
    room = 0.85 if is_ended(line.text) else 0.7
    # A line far wider than others is two that a dump made one, taking out the hyphen between them.
    filled = line.width if line.width <= 1.1 * width else line.width - width
    return filled + 1 + len(following.text.split()[0]) < room * width


def _is_run(group: Sequence[Line], width: int) -> bool:
    """Whether the lines stand each for itself: an address, a list of names."""
    if len(group) < 2 or group[0].kind != "body" or width == 0 or BULLET.match(group[0].text):
        return False
    early = sum(_ends_early(a, b, width) for a, b in pairwise(group))
    return early >= 0.6 * (len(group) - 1)


_KINDS: dict[str, BlockKind] = {
    "note": "note",
    "page_number": "page_number",
    "header": "header",
    "footer": "footer",
    "links": "links",
    "code": "boilerplate",
    "table": "table",
}


def _piece(group: Sequence[Line], *, known: Collection[str], short: bool) -> Piece:
    first = group[0]
    kind: BlockKind = _KINDS.get(first.kind, "quote" if first.quoted else "paragraph")
    labels: list[str] = []
    texts: list[str] = []
    for line in group:
        texts.append(_with_sentinels(line, labels))
    if first.kind == "body" and (BULLET.match(first.text) or NUMBERED.match(first.text)):
        kind = "list_item"
        mark = BULLET.match(texts[0])
        texts[0] = texts[0][mark.end() :] if mark else texts[0]
    apart = short or kind in ("table", "boilerplate", "links")
    text = "\n".join(texts) if apart else join_lines(texts, known=known)
    if len(text) > 2 and text[0] == text[-1] and text[0] in "*_" and text[0] not in text[1:-1]:
        text = text[1:-1]  # emphasis of a whole paragraph, as mail and wikis write it
    text, markers = _without_sentinels(text, labels, first.page)
    text = re.sub(r"[^\S\n]{2,}", " ", text) if kind != "table" else text
    return Piece(
        kind=kind,
        text=text,
        page=first.page,
        markers=markers,
        note=first.note if kind == "note" else None,
        continued=kind == "note" and first.label is None,
        lines=tuple(_plain(line) for line in group),
    )


def _plain(line: Line) -> str:
    """The line as it stood, without its markers."""
    text = line.text
    for start, end in sorted({marker[:2] for marker in line.markers}, reverse=True):
        text = text[:start] + text[end:]
    return text


def _with_sentinels(line: Line, labels: list[str]) -> str:
    parts: list[str] = []
    at = 0
    for (start, end), same in groupby(line.markers, key=lambda marker: marker[:2]):
        parts.append(line.text[at:start])
        for *_, label in same:
            parts.append(chr(FIRST_SENTINEL + len(labels)))
            labels.append(label)
        at = end
    return "".join(parts) + line.text[at:]


def _without_sentinels(text: str, labels: Sequence[str], page: int) -> tuple[str, tuple[Marker, ...]]:
    parts: list[str] = []
    markers: list[Marker] = []
    for character in re.sub(r"[^\S\n]{2,}", " ", text):
        number = ord(character) - FIRST_SENTINEL
        if 0 <= number < len(labels):
            markers.append(Marker(len(parts), labels[number], page))
        else:
            parts.append(character)
    return "".join(parts), tuple(markers)


def _goes_on(piece: Piece, made: Piece, *, broken: bool, group: Sequence[Line], width: int) -> bool:
    """Whether `made` goes on with the sentence that `piece` broke off in."""
    if made.kind == "list_item" or "\n" in piece.text or is_ended(piece.text):
        return False
    last = piece.lines[-1]
    if made.text[:1].islower():
        return broken or len(piece.text.split()) >= 8
    # A name or number may begin the next page; a heading that ends the page is short, a broken line is full.
    return broken and bool(width) and len(last) >= 0.8 * width and not _is_run(group, width)


def _unfinished(found: Sequence[Piece], made: Piece) -> int | None:
    """Where the note stands that `made` goes on with in mid-sentence, on another page."""
    last = next((i for i in range(len(found) - 1, -1, -1) if found[i].kind == "note"), None)
    if last is None or found[last].note != made.note or is_ended(found[last].text):
        return None
    return last


def _joined(piece: Piece, made: Piece, known: Collection[str]) -> Piece:
    text = join_lines([piece.text, made.text], known=known)
    shift = len(text) - len(made.text)
    markers = piece.markers + tuple(marker._replace(offset=marker.offset + shift) for marker in made.markers)
    parts = piece.parts
    if made.page is not None and made.page != piece.page:
        parts = (*parts, Part(made.page, None, shift))
    return replace(piece, text=text, markers=markers, parts=parts, lines=(*piece.lines, *made.lines))
