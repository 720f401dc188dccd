"""What a page shows, as plain values: glyphs, rules, pictures and links. Points from the top left corner."""

from dataclasses import dataclass, field
from typing import NamedTuple

from extract.document import BBox


class Glyph(NamedTuple):
    """One character as drawn.

    `y` is its own baseline, so a superscript's is above that of its line; `size` is the height of the font as shown.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: str
    artifact: bool = False  # the file itself marks it as pagination: a running head, a page number


class Rule(NamedTuple):
    """A drawn straight line, or a bar as thin as one."""

    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        return self.x1 - self.x0 > self.bottom - self.top


class Anchor(NamedTuple):
    """A rectangle that links to an address."""

    box: BBox
    href: str


@dataclass(slots=True)
class PageGlyphs:
    """One page: `glyphs` are upright and visible, `rotated` run up or down the sheet."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rotated: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[BBox] = field(default_factory=list)
    drawings: list[BBox] = field(default_factory=list)  # curves and filled shapes: of charts, maps, logos
    links: list[Anchor] = field(default_factory=list)
    hidden: dict[str, int] = field(default_factory=dict)  # characters left out, by why
    monospaced: frozenset[str] = frozenset()  # fonts in which all letters are equally wide
    undecoded: int = 0  # codes that were drawn, and that no letter is known for
    recognised: int = 0  # characters drawn invisibly over a picture: a text layer by character recognition

    def picture_share(self) -> float:
        """The part of the page that its biggest picture covers, 0 to 1."""
        whole = max(self.width * self.height, 1.0)
        return max((_area(box) / whole for box in self.pictures), default=0.0)


def _area(box: BBox) -> float:
    return max(0.0, box.x1 - box.x0) * max(0.0, box.bottom - box.top)
