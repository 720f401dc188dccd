"""Pages of glyphs to the pieces of a document: the order in which the layout's steps are taken."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.document import BBox, BlockKind, Part, Piece
from extract.layout import columns, furniture, kinds, lines, margin, note_zones, paragraphs, tables
from extract.layout.flow import Flow, hyphenates, vocabulary
from extract.layout.lines import Line
from extract.layout.note_lines import FoundMarker, FoundNote
from extract.layout.page import Glyph, PageGlyphs, Rule
from extract.layout.paragraphs import BULLET, Paragraph


@dataclass(slots=True)
class PageLines:
    """A page once its glyphs are lines; what is kept of a page when the next one is read."""

    number: int
    width: float
    height: float
    columns: list[list[Line]]
    rules: list[Rule]
    grids: list[BBox]
    figures: list[BBox]
    monospaced: frozenset[str]
    aside: list[str] = field(default_factory=list)  # text that runs up the sheet, line numbers
    separators: list[Line] = field(default_factory=list)
    numbered: float | None = None  # where line numbers in the margin end, in points from the left


def page_lines(page: PageGlyphs, *, before: PageLines | None = None) -> PageLines:
    """The lines of a page, column by column in reading order; `before` is the page before it."""
    grids = tables.grids(page.rules)
    glyphs, numbers, edge = margin.without_line_numbers(page.glyphs, before=before.numbered if before else None)
    parts = columns.parts(glyphs, solid=grids)
    found = [lines.lines(part, page=page.number, column=n, links=page.links) for n, part in enumerate(parts)]
    separators = [line for column in found for line in column if _is_separator(line)]
    return PageLines(
        number=page.number,
        width=page.width,
        height=page.height,
        columns=[[line for line in column if not _is_separator(line)] for column in found],
        rules=[rule for rule in page.rules if rule.horizontal and rule.x1 - rule.x0 > 25],
        grids=grids,
        figures=tables.figures(page.drawings, page.rules),
        monospaced=page.monospaced,
        aside=[text for text in (_rotated_text(page.rotated), " ".join(numbers)) if text],
        separators=separators,
        numbered=edge,
    )


def _is_separator(line: Line) -> bool:
    """A rule that is typed: "______", "——————"."""
    text = line.text.replace(" ", "")
    return len(text) >= 4 and len(set(text)) == 1 and text[0] in "_—–-―─"


def _rotated_text(glyphs: Sequence[Glyph]) -> str:
    if not glyphs:
        return ""
    turned = lines.lines(glyphs, page=0, column=0)
    return " ".join(line.text for line in turned)


def pieces(pages: Sequence[PageLines]) -> list[Piece]:
    """The document's pieces: body in reading order, then its notes, then its furniture."""
    everything = [line for page in pages for column in page.columns for line in column]
    if not everything:
        return []
    size = body_size(pages)
    known = vocabulary(everything)
    plain = Flow(known, hyphenates(everything, known))
    edge = furniture.furniture([[line for c in page.columns for line in c] for page in pages], body_size=size)
    body_columns = [
        _column([line for line in column if id(line) not in edge], page) for page in pages for column in page.columns
    ]
    found = note_zones.find([column for column in body_columns if column.lines], body_size=size)
    body = _body(found, pages, plain, size)
    notes = [piece for note in found.notes for piece in _note(note, plain)]
    return body + notes + _furniture(pages, edge)


def body_size(pages: Sequence[PageLines]) -> float:
    """The size of most letters in the upper part of the pages: of all letters, most may be in notes."""
    sizes: Counter[float] = Counter()
    for page in pages:
        found = [line for column in page.columns for line in column]
        if found:
            low, high = min(line.y for line in found), max(line.y for line in found)
            for line in found:
                if line.y <= low + 0.45 * (high - low):
                    sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0


def _column(found: Sequence[Line], page: PageLines) -> note_zones.Column:
    """The column with the places where a rule parts the text: not an underline, not a border of a table."""
    ruled = set()
    for index, line in enumerate(found):
        above = found[index - 1] if index else None
        low = above.y if above else line.y - 40
        for rule in [*page.rules, *(Rule(s.x0, s.x1, s.y - 2, s.y) for s in page.separators)]:
            if not (low < rule.top < line.y - 0.45 * line.size) or rule.x1 < line.x0 or rule.x0 > line.x1:
                continue
            if above is not None and rule.top - above.y < 0.3 * above.size and rule.x1 <= above.x1 + 3:
                continue
            if any(box.top - 2 <= rule.top <= box.bottom + 2 for box in page.grids):
                continue
            ruled.add(index)
    return note_zones.Column(tuple(found), frozenset(ruled))


def _body(found: note_zones.Found, pages: Sequence[PageLines], plain: Flow, size: float) -> list[Piece]:
    by_number = {page.number: page for page in pages}
    fonts: Counter[str] = Counter()
    for column in found.body:
        for line in column:
            fonts[line.font] += len(line.text)
    equal = frozenset(font for page in pages for font in page.monospaced)
    code = equal if sum(fonts[font] for font in equal) < 0.4 * fonts.total() else frozenset()
    blocks: list[tuple[Paragraph, bool]] = []
    flowing: list[list[Line]] = []
    for column in found.body:
        if not column:
            continue
        page = by_number[column[0].page]
        marked = tables.tables(column, grids=page.grids, figures=page.figures, monospaced=code)
        run: list[Line] = []
        last = 0
        for line in column:
            number = marked.get(id(line), 0)
            if number != last and run:
                _flush(run, last, flowing, blocks, size)
                run = []
            last = number
            run.append(line)
        if run:
            _flush(run, last, flowing, blocks, size)
    blocks += [(block, False) for block in paragraphs.paragraphs(flowing, body_size=size)]
    return _body_pieces(blocks, found.markers, plain, size)


def _flush(
    run: list[Line], table: int, flowing: list[list[Line]], blocks: list[tuple[Paragraph, bool]], size: float
) -> None:
    """A table ends the flow of text before it; plain lines wait for what may go on in the next column."""
    if not table:
        flowing.append(run)
        return
    blocks += [(block, False) for block in paragraphs.paragraphs(flowing, body_size=size)]
    flowing.clear()
    blocks.append((Paragraph(run), True))


def _body_pieces(
    blocks: Sequence[tuple[Paragraph, bool]],
    markers: dict[int, list[FoundMarker]],
    plain: Flow,
    size: float,
) -> list[Piece]:
    looks = _looks([block for block, table in blocks if not table], size)
    made: list[Piece] = []
    ranks: list[tuple[float, bool, bool] | None] = []
    for place, (block, table) in enumerate(blocks):
        if table:
            made.append(_piece(block.lines, "table", tables.table_text(block.lines)))
            ranks.append(None)
            continue
        flow = Flow(plain.known, plain.hyphenated)
        for line in block.lines:
            flow.add(line, markers=markers.get(id(line), ()))
        text, marks, links = flow.finished()
        if not text:
            continue
        before = blocks[place - 1][0] if place else None
        after = blocks[place + 1][0] if place + 1 < len(blocks) else None
        kind = kinds.kind_of(block, text, looks[block.first.page, block.first.column], before=before, after=after)
        piece = replace(_piece(block.lines, kind.kind, text, flow), markers=marks, links=links)
        made.append(_unbulleted(piece))
        ranks.append(kind.rank)
    level = kinds.levels([rank for rank in ranks if rank is not None])
    return [
        piece if rank is None else replace(piece, level=level[rank]) for piece, rank in zip(made, ranks, strict=True)
    ]


def _looks(blocks: Sequence[Paragraph], size: float) -> dict[tuple[int, int], kinds.Looks]:
    found: dict[tuple[int, int], list[Line]] = {}
    for block in blocks:
        for line in block.lines:
            found.setdefault((line.page, line.column), []).append(line)
    bold = sum(len(line.text) for column in found.values() for line in column if line.bold)
    whole = sum(len(line.text) for column in found.values() for line in column)
    looks = {}
    for key, column in found.items():
        plain = [line for line in column if abs(line.size - size) < 0.6] or column
        starts = Counter(round(line.x0) for line in plain)
        left = min((x for x in starts if starts[x] >= 0.3 * max(starts.values())), default=0)
        looks[key] = kinds.Looks(size, bold > 0.5 * whole, left, max(line.x1 for line in plain) - left)
    return looks


def _unbulleted(piece: Piece) -> Piece:
    """A list item without its bullet; numbers and letters stay, as they are referred to."""
    match = BULLET.match(piece.text) if piece.kind == "list_item" else None
    if match is None:
        return piece
    cut = match.end()
    return replace(
        piece,
        text=piece.text[cut:],
        parts=tuple(part._replace(start=part.start and max(0, part.start - cut)) for part in piece.parts),
        markers=tuple(marker._replace(offset=max(0, marker.offset - cut)) for marker in piece.markers),
        links=tuple(
            link._replace(start=max(0, link.start - cut), end=link.end - cut) for link in piece.links if link.end > cut
        ),
    )


def _note(note: FoundNote, plain: Flow) -> list[Piece]:
    """The pieces of a note: one a paragraph."""
    made: list[Piece] = []
    for number, group in enumerate(_note_paragraphs(note)):
        flow = Flow(plain.known, plain.hyphenated)
        for line in group:
            flow.add(line, cut=note.cut if line is note.lines[0] else 0)
        text, _, links = flow.finished()
        if text:
            piece = _piece(group, "note", text, flow)
            made.append(replace(piece, links=links, note=note.label, note_kind=note.kind, continued=number > 0))
    return made


def _note_paragraphs(note: FoundNote) -> list[list[Line]]:
    groups = [[note.lines[0]]]
    for before, line in zip(note.lines, note.lines[1:], strict=False):
        same = before.page == line.page and before.column == line.column and line.y > before.y
        margin = min((item.x0 for item in note.lines[1:] if item.page == line.page), default=line.x0)
        edge = max(item.x1 for item in note.lines)
        begins = (
            same and line.x0 > margin + 5 and before.x1 < edge - 2 * line.size and before.text.rstrip()[-1] in '.”")'
        )
        if begins:
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _piece(group: Sequence[Line], kind: BlockKind, text: str, flow: Flow | None = None) -> Piece:
    """The lines as one piece; `flow` is what joined them, and knows where each page's text begins."""
    boxes: list[tuple[int, int, BBox]] = []
    for line in group:
        if boxes and boxes[-1][:2] == (line.page, line.column):
            old = boxes[-1][2]
            joined = BBox(
                min(old.x0, line.box.x0),
                min(old.top, line.box.top),
                max(old.x1, line.box.x1),
                max(old.bottom, line.box.bottom),
            )
            boxes[-1] = (line.page, line.column, joined)
        else:
            boxes.append((line.page, line.column, line.box))
    turns = flow.turns if flow else {}
    return Piece(
        kind=kind,
        text=text,
        page=boxes[0][0],
        bbox=boxes[0][2],
        parts=tuple(Part(page, box, turns.get((page, column))) for page, column, box in boxes[1:]),
        lines=tuple(line.text for line in group),
    )


def _furniture(pages: Sequence[PageLines], edge: dict[int, BlockKind]) -> list[Piece]:
    made: list[Piece] = []
    for page in pages:
        made += [
            _piece([line], edge[id(line)], line.text) for column in page.columns for line in column if id(line) in edge
        ]
        made += [Piece(kind="boilerplate", text=text, page=page.number) for text in page.aside]
    return made
