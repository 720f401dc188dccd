"""What a web page says of itself: title, authors, date, publisher, language, and whether it says that it is news."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml import html
from trafilatura.metadata import extract_metadata

from extract.document import DocumentType, Meta
from extract.normalise import clean

#: Types of schema.org that are news by their own word; plain articles and blog posts are hints at most.
_NEWS = frozenset({"NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle"})
_ARTICLES = _NEWS | {"Article", "BlogPosting", "OpinionNewsArticle", "Report", "WebPage"}
#: How sure a page's own word makes us that it is news. That it is an "article" says nothing: fact sheets are, too.
NEWS_SCORE = 0.9
_NO_NAME = re.compile(
    r"(?:user ?name|admin(?:istrator)?|editor|user|guest|webmaster|author|by|staff|the .*|https?:.*|.*@.*|\W*)", re.I
)
_SMALL_WORDS = "de da do dos del della der den di du van von la le las los y e al el bin ibn of and the for to"
_PARTICLES = frozenset(_SMALL_WORDS.split())
_MAX_NAME = 80


def meta_of(tree: html.HtmlElement) -> Meta:
    """What the page says of itself, in its head, its linked data, and its headline; nothing of it is guessed."""
    found = _trafilatura(tree)
    linked = list(_linked_data(tree))
    publisher = _text(found.get("sitename")) or next(
        (name for item in linked for name in _names(item, "publisher")), None
    )
    title = _headline(tree, linked, _text(found.get("title")), publisher)
    authors = [name for item in linked for name in _names(item, "author")]
    authors = authors or [name.strip() for name in (found.get("author") or "").split(";")]
    kind, score = _kind(tree, linked)
    return Meta(
        type=kind,
        type_score=score,
        title=title,
        authors=tuple(dict.fromkeys(name for name in authors if _is_name(name) and name != publisher)),
        publisher=publisher,
        date=_date(found.get("date")),
        language=_language(tree),
    )


def _trafilatura(tree: html.HtmlElement) -> dict[str, Any]:
    try:
        return dict(extract_metadata(deepcopy(tree)).as_dict())
    except Exception:  # a library's fault on odd markup costs the metadata, not the document
        return {}


def _linked_data(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """Items of JSON-LD that are about an article."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            waiting = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            item = waiting.pop()
            if isinstance(item, list):
                waiting += item
            elif isinstance(item, dict):
                waiting += [item["@graph"]] if "@graph" in item else []
                if _types(item) & _ARTICLES:
                    yield item


def _types(item: dict[str, Any]) -> set[str]:
    kinds = item.get("@type")
    return {kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)}


def _names(item: dict[str, Any], key: str) -> list[str]:
    """Names of the persons or bodies that an item gives under `key`."""
    given = item.get(key)
    names = [
        one.get("name") if isinstance(one, dict) else one for one in (given if isinstance(given, list) else [given])
    ]
    return [text for name in names if isinstance(name, str) and (text := _text(name))]


def _kind(tree: html.HtmlElement, linked: list[dict[str, Any]]) -> tuple[DocumentType, float]:
    if any(_types(item) & _NEWS for item in linked):
        return "news", NEWS_SCORE
    if any("NewsArticle" in (element.get("itemtype") or "") for element in tree.xpath("//*[@itemtype]")):
        return "news", NEWS_SCORE
    return "other", 0.0


def _headline(
    tree: html.HtmlElement, linked: list[dict[str, Any]], found: str | None, publisher: str | None
) -> str | None:
    """The page's one main heading where it has one, else what it gives as its title, without the site's name."""
    headings = [text for heading in tree.iter("h1") if (text := _text(heading.text_content()))]
    given = next((text for item in linked if (text := _text(item.get("headline")))), None) or found
    if given is None:
        return headings[0] if len(headings) == 1 else None
    for heading in headings:
        if heading.casefold() in given.casefold() and len(heading.split()) > 1:
            return heading
    if publisher:
        given = re.sub(rf"\s*[|–—:·-]\s*{re.escape(publisher)}\s*$", "", given, flags=re.IGNORECASE)
    return given or None


def _is_name(name: str) -> bool:
    if not name or len(name) > _MAX_NAME or _NO_NAME.fullmatch(name):
        return False
    return all(word[0].isupper() or word in _PARTICLES or not word[0].isalpha() for word in name.split())


def _date(value: Any) -> str | None:
    return value if isinstance(value, str) and re.fullmatch(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", value) else None


def _language(tree: html.HtmlElement) -> str | None:
    root: html.HtmlElement = tree.getroottree().getroot()
    code = re.match(
        r"([A-Za-z]{2})(?:[-_]|$)", root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    )
    return code[1].lower() if code else None


def _text(value: Any) -> str | None:
    """A value as clean text on one line; None where there is none."""
    text = " ".join(clean(value).split()) if isinstance(value, str) else ""
    return text or None
