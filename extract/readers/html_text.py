"""The text inside an element of HTML, or of the XML that an article comes in, with its links and bold words."""

from collections.abc import Callable
from typing import Any

from lxml import etree

from extract.readers.inline import Inline


def href_of(element: Any) -> str | None:
    """The address that a link names, as given; None for one that leads nowhere outside the text."""
    href = (element.get("href") or element.get("target") or "").strip() if element.tag in ("a", "ref") else ""
    return href if href and not href.lower().startswith(("javascript:", "data:", "vbscript:")) else None


def is_bold(element: Any) -> bool:
    return element.tag in ("b", "strong") or (element.tag == "hi" and "#b" in (element.get("rend") or ""))


def gather(root: Any, inline: Inline, *, skip: Callable[[Any], bool]) -> None:
    """Adds the text of an element with all that is inside it; what `skip` holds of is left out."""
    hrefs: list[str | None] = [None]
    bold = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element is not root and skip(element):
                walk.skip_subtree()
            else:
                hrefs.append(href_of(element) or hrefs[-1])
                bold += is_bold(element)
                inline.add(element.text, hrefs[-1], bold > 0)
                if element.tag in ("br", "lb"):
                    inline.line_break()
            continue
        if element is not root:
            if not skip(element):
                hrefs.pop()
                bold -= is_bold(element)
                if element.tag in ("p", "div", "li"):
                    inline.line_break()
            inline.add(element.tail, hrefs[-1], bold > 0)
