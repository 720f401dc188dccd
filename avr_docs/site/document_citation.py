"""How to cite a document of the collection itself: as an item of CSL-JSON, and as citation styles write it."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from avr_docs import csl
from avr_docs.errors import StoreError
from avr_docs.export import bibliography
from avr_docs.site.values import language, listed, web_address
from avr_docs.words import say

#: Styles by the name that a reader knows; those that are not installed are not offered.
STYLES = {
    "APA": "apa",
    "Chicago (author and date)": "chicago-author-date",
    "Harvard": bibliography.STYLE,
    "MLA": "modern-language-association",
}
#: What is no type of CSL has its own in words, which styles print: "Letter", "Press release".
TYPES = {"report": "report", "news": "article-newspaper"}
#: Documents that are signed by so many name their authors; an open letter has hundreds.
MOST_AUTHORS = 20


class Entry(NamedTuple):
    """A citation in one style, as text."""

    style: str
    text: str


def item(document: Mapping[str, Any]) -> csl.Item:
    """A row of `documents` as a CSL-JSON item. Where no author is named, the body that issued it stands for one."""
    kind = TYPES.get(document["type"] or "", "document")
    news = kind == "article-newspaper"
    authors = "; ".join(listed(document["authors"])[:MOST_AUTHORS])
    publisher = csl.cleaned(document["publisher"] or "")
    made = csl.item(
        {
            "key": document["id"],
            "type": kind,
            "author": authors,
            "title": document["title"] or document["id"],
            "container": publisher if news else None,
            "publisher": publisher if authors and not news else None,
            "number": document["number"],
            "genre": say("type", document["type"]) if kind == "document" and document["type"] != "other" else None,
            "issued": document["date"],
            "url": web_address(document["url"]),
            "archive_url": web_address(document["archive_url"]),
        }
    )
    if not authors and publisher:
        made["author"] = [{"literal": publisher}]
    if code := language(document["language"]):
        made["language"] = code
    return made


def entries(found: csl.Item) -> list[Entry]:
    """The citation in each style that is installed; none in a style that stumbles over it."""
    printed = dict(found)
    if not str(printed.get("language", "en")).startswith("en"):
        # Capitals for all words are a habit of English titles.
        printed["title"] = f'<span class="nocase">{printed["title"]}</span>'
    return list(_entries(_frozen(printed)))


@lru_cache(maxsize=256)
def _entries(frozen: tuple[Any, ...]) -> tuple[Entry, ...]:
    found = _thawed(frozen)
    made = []
    for name, style in STYLES.items():
        opened = _opened(style)
        if opened is None:
            continue
        try:
            # citeproc-py ends a newspaper's entry with the bare word "Edition." where it has none.
            made.append(Entry(name, bibliography.entries([found], opened)[0].replace(". Edition.", ".")))
        except StoreError:
            continue
    return tuple(made)


@cache
def _opened(style: str) -> Any:
    try:
        return bibliography.opened_style(style)
    except StoreError:
        return None


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return ("{}", *((key, _frozen(each)) for key, each in value.items()))
    return ("[]", *(_frozen(each) for each in value)) if isinstance(value, list) else value


def _thawed(value: Any) -> Any:
    if not isinstance(value, tuple):
        return value
    sign, *rest = value
    return {key: _thawed(each) for key, each in rest} if sign == "{}" else [_thawed(each) for each in rest]
