"""One page of a PDF to glyphs, rules, pictures and links, through pdfplumber's pages and pdfminer's interpreter.

pdfplumber's own characters are dictionaries that leave out three things needed here: the baseline with the rise of a
superscript in it, the render mode (3 is invisible), and the marks that a file sets on its running heads.
"""

import contextlib
import warnings
from collections.abc import Iterable, Sequence
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.utils import apply_matrix_pt, apply_matrix_rect, mult_matrix

from extract.document import BBox
from extract.layout.page import Anchor, Glyph, PageGlyphs, Rule

#: Below this height in points nobody reads it: it is there for machines.
TINY = 2.0
#: A bar up to this thick is a rule, not a box.
THIN = 2.5
#: Drawn objects over this number on one page are a drawing: their places are not kept one by one.
MANY = 4000
UNKNOWN = "\ufffd"


def page_glyphs(page: Any) -> PageGlyphs:
    """What the pdfplumber page shows. The caller closes the page."""
    device = _GlyphDevice(page.pdf.rsrcmgr)
    PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    result = device.result(page)
    with contextlib.suppress(Exception), warnings.catch_warnings():  # a broken annotation costs its link only
        warnings.simplefilter("ignore")
        result.links = [
            Anchor(BBox(link["x0"], link["top"], link["x1"], link["bottom"]), str(link["uri"]))
            for link in page.hyperlinks
        ]
    return result


class _GlyphDevice(PDFTextDevice):  # type: ignore[misc]
    """Gathers what is drawn; coordinates are the page's own until `result`."""

    def __init__(self, rsrcmgr: Any) -> None:
        super().__init__(rsrcmgr)
        self.glyphs: list[tuple[str, float, float, float, float, str, int, bool, int, bool]] = []
        self.rules: list[tuple[float, float, float, float]] = []
        self.pictures: list[tuple[float, float, float, float]] = []
        self.curves: list[tuple[float, float, float, float]] = []
        self.fills: list[tuple[float, float, float, float]] = []
        self.drawn = self.undecoded = 0
        self.advances: dict[str, dict[str, float]] = {}
        self.mode, self.white, self.artifact = 0, False, False
        self.tags: list[bool] = []
        self.heights: dict[int, float] = {}

    # --- marks ---

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        kind = props.get("Type") if isinstance(props, dict) else None
        self.tags.append(getattr(tag, "name", "") == "Artifact" and getattr(kind, "name", "") == "Pagination")
        self.artifact = any(self.tags)

    def end_tag(self) -> None:
        if self.tags:
            self.tags.pop()
        self.artifact = any(self.tags)

    # --- text ---

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self.mode = textstate.render
        self.white = _is_white(graphicstate.ncolor)
        before = len(self.glyphs)
        super().render_string(textstate, seq, ncs, graphicstate)
        if len(self.glyphs) == before:  # a font whose codes nobody can read
            self.undecoded += sum(len(part) for part in seq if isinstance(part, bytes))

    def render_char(
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = UNKNOWN
        width = font.char_width(cid) or _standard_width(font, cid)
        advance: float = width * fontsize * scaling
        a, b, c, d, _, _ = matrix
        x, y = apply_matrix_pt(matrix, (0, rise))
        end_x, end_y = apply_matrix_pt(matrix, (advance, rise))
        height = abs(fontsize) * self._height(font) * (c * c + d * d) ** 0.5
        if abs(b) <= abs(a) * 0.05:
            turn = 0 if a * scaling * fontsize >= 0 else 180
        else:
            turn = (90 if b > 0 else 270) if abs(a) <= abs(b) * 0.05 else 45
        name: str = font.fontname if isinstance(font.fontname, str) else str(font.fontname)
        if text.isalpha():
            self.advances.setdefault(name, {})[text] = round(width, 3)
        if turn == 0:
            at = (min(x, end_x), max(x, end_x), y)
        elif turn in (90, 270):
            at = (min(y, end_y), max(y, end_y), x)
        else:
            at = (min(x, end_x), max(x, end_x), y)
        self.glyphs.append((text, *at, height, name, turn, self.artifact, self.mode, self.white))
        return advance

    def _height(self, font: Any) -> float:
        """Height of a font of size 1; fonts made of drawings (Type 3) have units of their own."""
        known = self.heights.get(id(font))
        if known is None:
            known = 1.0
            if type(font).__name__ == "PDFType3Font":
                known = abs((font.ascent - font.descent) * font.vscale) or abs(font.vscale * 1000) or 1.0
            self.heights[id(font)] = known
        return known

    # --- drawings ---

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        self.figure = apply_matrix_rect(mult_matrix(matrix, self.ctm), bbox)

    def render_image(self, name: str, stream: Any) -> None:
        self.pictures.append(self.figure)

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        self.drawn += 1
        if self.drawn > MANY or not path:
            return
        parts: list[list[Any]] = []
        for step in path:
            if step[0] == "m" or not parts:
                parts.append([])
            parts[-1].append(step)
        for part in parts[:50]:
            self._part(part, graphicstate, stroke, fill)

    def _part(self, part: list[Any], graphicstate: Any, stroke: bool, fill: bool) -> None:
        points = [
            apply_matrix_pt(self.ctm, (float(step[i]), float(step[i + 1])))
            for step in part
            for i in range(1, len(step) - 1, 2)
        ]
        if len(points) < 2:
            return
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        wide, high = box[2] - box[0], box[3] - box[1]
        straight = all(step[0] in "mlh" for step in part)
        if straight and min(wide, high) <= THIN:
            if not _is_white(graphicstate.scolor if stroke else graphicstate.ncolor):
                self.rules.append(box)
            return
        if fill and not _is_white(graphicstate.ncolor):
            self.fills.append(box)
        if straight and stroke and len(points) in (4, 5):
            x0, y0, x1, y1 = box
            self.rules += [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]
        elif not straight or (not fill and stroke):
            self.curves.append(box)

    # --- the page as values ---

    def result(self, page: Any) -> PageGlyphs:
        width, height = float(page.width), float(page.height)
        shown = page.cropbox
        turn = _main_turn(glyph[6] for glyph in self.glyphs)
        if turn in (90, 270):
            return self._turned(page, turn)
        out = PageGlyphs(number=page.page_number, width=width, height=height)
        out.undecoded, out.monospaced = self.undecoded, self._monospaced()
        out.rules = [Rule(b.x0, b.x1, b.top, b.bottom) for b in (_flip(box, height, width) for box in self.rules)]
        out.pictures = [_flip(box, height, width) for box in self.pictures]
        out.drawings = [_flip(box, height, width) for box in (*self.curves, *self.fills)]
        fills = [_flip(box, height, width) for box in self.fills]
        dx, dy = shown[0] - page.mediabox[0], shown[1] - page.mediabox[1]
        visible = BBox(dx, dy, dx + shown[2] - shown[0], dy + shown[3] - shown[1])
        pictured = out.picture_share() > 0.5
        for text, x0, x1, at, size, font, turned, artifact, mode, white in self.glyphs:
            if turned == 0:
                y = height - at
                why = _hidden(x0, x1, y, size, mode, white, visible, fills, out.pictures, pictured)
                if why:
                    if not text.isspace():
                        out.hidden[why] = out.hidden.get(why, 0) + 1
                    continue
                out.recognised += mode == 3
                out.glyphs.append(Glyph(text, x0, x1, y, size, font, artifact))
            elif turned == 90:
                out.rotated.append(Glyph(text, x0, x1, at, size, font, artifact))
            elif turned == 270:
                out.rotated.append(Glyph(text, -x1, -x0, -at, size, font, artifact))
            elif mode != 3:
                out.rotated.append(Glyph(text, x0, x1, height - at, size, font, artifact))
        return out

    def _monospaced(self) -> frozenset[str]:
        """The fonts in which all letters are equally wide."""
        return frozenset(
            font for font, widths in self.advances.items() if len(widths) > 5 and len(set(widths.values())) == 1
        )

    def _turned(self, page: Any, turn: int) -> PageGlyphs:
        """A page whose text runs up or down the sheet, turned so that it can be read."""
        width, height = float(page.width), float(page.height)
        out = PageGlyphs(number=page.page_number, width=height, height=width)
        out.undecoded, out.monospaced = self.undecoded, self._monospaced()
        out.pictures = [BBox(0, 0, (box[3] - box[1]), (box[2] - box[0])) for box in self.pictures]
        for x0, y0, x1, y1 in self.rules:
            up = turn == 90
            out.rules.append(Rule(y0, y1, x0, x1) if up else Rule(height - y1, height - y0, width - x1, width - x0))
        for text, x0, x1, at, size, font, turned, artifact, mode, _ in self.glyphs:
            if mode == 3 and out.picture_share() <= 0.5:
                out.hidden["invisible"] = out.hidden.get("invisible", 0) + 1
            elif turned != turn:
                out.rotated.append(Glyph(text, x0, x1, at, size, font, artifact))
            elif turn == 90:
                out.glyphs.append(Glyph(text, x0, x1, at, size, font, artifact))
            else:
                out.glyphs.append(Glyph(text, height - x1, height - x0, width - at, size, font, artifact))
        return out


def _standard_width(font: Any, cid: int) -> float:
    """The width of a character of the 14 standard fonts that pdfminer knows no width for, or 0.

    Its table of these fonts is by character. It looks a code up under what the file says that the code reads as; for a
    ligature that is two letters, which the table does not have.
    """
    encoded = getattr(font, "cid2unicode", {}).get(cid)
    if not isinstance(encoded, str):
        return 0.0
    width = font.widths.get({"\u00a0": " ", "\u00ad": "-"}.get(encoded, encoded))
    return float(width) * float(font.hscale) if isinstance(width, (int, float)) else 0.0


def _main_turn(turns: Iterable[int]) -> int:
    counts: dict[int, int] = {}
    for turn in turns:
        counts[turn] = counts.get(turn, 0) + 1
    best = max(counts, key=counts.__getitem__, default=0)
    return best if counts and counts[best] > 0.8 * sum(counts.values()) and counts[best] > 200 else 0


def _flip(box: tuple[float, float, float, float], height: float, width: float) -> BBox:
    x0, y0, x1, y1 = box
    return BBox(max(0.0, x0), max(0.0, height - y1), min(width, x1), min(height, height - y0))


def _hidden(
    x0: float,
    x1: float,
    y: float,
    size: float,
    mode: int,
    white: bool,
    visible: BBox,
    fills: list[BBox],
    pictures: list[BBox],
    pictured: bool,
) -> str | None:
    """Why no eye can see a character, or None."""
    middle, mid_y = (x0 + x1) / 2, y - size * 0.3
    if not (visible.x0 - 1 <= middle <= visible.x1 + 1 and visible.top - 1 <= mid_y <= visible.bottom + 1):
        return "off the page"
    if mode in (3, 7) and not pictured:
        return "invisible"
    if size < TINY:
        return "tiny"
    if (
        white
        and mode in (0, 2)
        and not any(box.x0 <= middle <= box.x1 and box.top <= mid_y <= box.bottom for box in (*fills, *pictures))
    ):
        return "white on white"
    return None


def _is_white(color: Any) -> bool:
    """Whether a colour of grey, RGB or CMYK components is paper white."""
    values = color if isinstance(color, (tuple, list)) else (color,)
    try:
        numbers = [float(value) for value in values]
    except (TypeError, ValueError):
        return False
    if len(numbers) == 4:
        return max(numbers) < 0.02
    return len(numbers) in (1, 3) and min(numbers) > 0.98
