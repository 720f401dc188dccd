"""Notes of a web page: markers that link to a body further down, and superscripts that have one there."""

import re
from dataclasses import replace
from typing import NamedTuple

from lxml import etree, html

from extract.document import Piece
from extract.readers.html_text import gather
from extract.readers.inline import PLACE, Inline, Line, pieces

_LABEL = re.compile(
    r"[\[({]?\s*(?:note\s*|fn\.?\s*)?([0-9]{1,4}|[a-z]{1,2}|[ivxlc]{1,7}|[*†‡§¶#]{1,4})\s*[\])}]?", re.I
)
_NOTE_WORD = re.compile(r"(?:foot|end)?note|(?:^|[^a-z])_?(?:fn|ftn|edn|ref|cite)(?:[^a-z]|$|ref)|sdfoot|noteref", re.I)
_BLOCKS = frozenset(["p", "li", "div", "dd", "dt", "td", "tr", "aside", "section", "blockquote"])
_HOLDERS = frozenset(
    ["ol", "ul", "dl", "body", "article", "main", "section", "aside", "footer", "table", "tbody", "td"]
)
_BACK = re.compile(r"^[\s↩↑^⤴▲\ufe0e\ufe0f\[\]().:|-]*$")


class _Marker(NamedTuple):
    element: html.HtmlElement
    label: str
    target: html.HtmlElement


def take_notes(tree: html.HtmlElement) -> tuple[list[str], list[Piece]]:
    """Takes the notes out of the tree; the labels of its markers, and the notes' pieces in the order of their bodies.

    Each marker is replaced by `PLACE` with its index among the labels.
    """
    order = {element: number for number, element in enumerate(tree.iter(etree.Element))}
    markers = _linked(tree, order) or _superscripts(tree, order)
    targets = list({marker.target: marker.label for marker in markers}.items())
    targets.sort(key=lambda pair: order[pair[0]])
    labels = [marker.label for marker in markers]
    for number, marker in enumerate(markers):
        _replace(marker.element, PLACE.format(number))
    anchors = {target for target, _ in targets}
    bodies = [(label, _body(target, anchors)) for target, label in targets]
    lines = [(label, _lines(blocks)) for label, blocks in bodies]
    # An item of a numbered list has no label in its text: "8 U.S.C." is then how note 8 begins.
    labelled = sum(_own_label(label, note) is not None for label, note in lines) * 2 > len(lines)
    found: list[Piece] = []
    for label, note in lines:
        found += _note(label, note, labelled=labelled)
    for _, blocks in bodies:
        for block in blocks:
            if block.getparent() is not None:
                block.drop_tree()
    return labels, found


def _linked(tree: html.HtmlElement, order: dict[html.HtmlElement, int]) -> list[_Marker]:
    """Markers that link to an element after them, by what they say and how they are set."""
    targets: dict[str, html.HtmlElement] = {}
    for element in tree.iter(etree.Element):
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                targets.setdefault(name, element)
    markers = []
    for link in tree.iter("a"):
        target = targets.get((link.get("href") or "").partition("#")[2])
        if target is None or not (link.get("href") or "").startswith("#") or order[target] < order[link]:
            continue
        label = _LABEL.fullmatch(" ".join(link.text_content().split()))
        if label is None or target in set(link.iterancestors()):
            continue
        if _is_raised(link) or _NOTE_WORD.search(f"{link.get('href')} {link.get('class')} {link.get('role')}"):
            markers.append(_Marker(_outermost(link), label[1], target))
    return markers


def _superscripts(tree: html.HtmlElement, order: dict[html.HtmlElement, int]) -> list[_Marker]:
    """Superscripts in running text whose label begins a block further down, the labels counting up from 1."""
    first: dict[str, html.HtmlElement] = {}
    within: list[tuple[html.HtmlElement, str]] = []
    for raised in tree.iter("sup"):
        label = _LABEL.fullmatch(" ".join(raised.text_content().split()))
        if label is None or not label[1].isdigit():
            continue
        if _begins_block(raised):
            first.setdefault(label[1], raised)
        else:
            within.append((raised, label[1]))
    markers = [_Marker(raised, label, first[label]) for raised, label in within if label in first]
    markers = [marker for marker in markers if order[marker.target] > order[marker.element]]
    found = {marker.label for marker in markers}
    return markers if found and found >= {str(n) for n in range(1, len(found) + 1)} else []


def _begins_block(element: html.HtmlElement) -> bool:
    while element.tag not in _BLOCKS:
        parent = element.getparent()
        if parent is None or (parent.text or "").strip() or parent.index(element) > 0:
            return False
        element = parent
    return True


def _is_raised(link: html.HtmlElement) -> bool:
    if any(child.tag == "sup" for child in link.iterdescendants()):
        return True
    parent = link.getparent()
    return parent is not None and (
        parent.tag == "sup" or (parent.tag == "span" and "super" in (parent.get("style") or ""))
    )


def _outermost(link: html.HtmlElement) -> html.HtmlElement:
    """The link, or the superscript around it that holds nothing else."""
    text = " ".join(link.text_content().split())
    parent = link.getparent()
    while parent is not None and parent.tag in ("sup", "span", "b", "i", "em", "strong"):
        if " ".join(parent.text_content().split()) != text:
            break
        link, parent = parent, parent.getparent()
    return link


def _replace(element: html.HtmlElement, text: str) -> None:
    element.tail = text + (element.tail or "")
    element.drop_tree()


def _body(target: html.HtmlElement, anchors: set[html.HtmlElement]) -> list[html.HtmlElement]:
    """The blocks of a note: the one that its target stands in, and those after it up to the next note's."""
    block = target
    while block.tag not in _BLOCKS and block.getparent() is not None and block.getparent().tag != "body":
        block = block.getparent()
    if block.tag == "td" and block.getparent() is not None:
        block = block.getparent()
    parent = block.getparent()
    while parent is not None and parent.tag not in _HOLDERS and _count(parent, anchors) == 1 and not _places(parent):
        block, parent = parent, parent.getparent()
    blocks = [block]
    if block.tag == "p" and parent is not None and _count(parent, anchors) > 1:
        later = list(block.itersiblings())
        ends = next((n for n, one in enumerate(later) if one.tag != "p" or _count(one, anchors)), None)
        if ends is not None and later[ends].tag == "p":  # only between two notes is it sure that nothing else follows
            blocks += later[:ends]
    return blocks


def _count(element: html.HtmlElement, anchors: set[html.HtmlElement]) -> int:
    return sum(1 for inner in element.iter(etree.Element) if inner in anchors)


def _places(element: html.HtmlElement) -> bool:
    return PLACE[0] in element.text_content()


def _lines(blocks: list[html.HtmlElement]) -> list[Line]:
    inline = Inline()
    for block in blocks:
        gather(block, inline, skip=_leads_back)
        inline.line_break()
    return inline.take()


def _own_label(label: str, lines: list[Line]) -> re.Match[str] | None:
    """The label that a note's text begins with."""
    return re.match(rf"\s*[\[({{]?{re.escape(label)}(?:[\])}}.:]\s*|\s+)", lines[0].text) if lines else None


def _note(label: str, lines: list[Line], *, labelled: bool) -> list[Piece]:
    begins = _own_label(label, lines)
    if begins is not None and (labelled or not begins[0].strip().isalnum()):
        lines[0].cut_start(begins.end())
    lines = [line for line in lines if line.text.strip()]
    return [
        replace(piece, continued=number > 0)
        for number, line in enumerate(lines)
        for piece in pieces([line], "note", labels=[], note=label)
    ]


def _leads_back(element: html.HtmlElement) -> bool:
    """Whether an element of a note is its own label, or the arrow back to its marker."""
    text = element.text_content()
    if element.tag == "a":
        inner = (element.get("href") or "").startswith("#") or not element.get("href")
        return inner and (_BACK.match(text) is not None or _LABEL.fullmatch(" ".join(text.split())) is not None)
    return element.tag in ("sup", "span") and bool(text.strip()) and _BACK.match(text) is not None
