"""Bytes of a web page to a tree without what the page does not show."""

import codecs
import re
from html import unescape
from typing import NamedTuple

from lxml import etree, html

from extract.errors import Corrupt, TooLarge
from extract.sniff import encoding

#: A page over these is no page: parsers are quadratic on attributes, and tables of 100,000 rows take minutes.
MAX_BYTES = 20_000_000
MAX_TAGS = 400_000
MAX_ATTRIBUTES = 500

_DECLARED = re.compile(rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]{0,40})\s([^<>]{2000,})>")
_LONG_VALUE = re.compile(r"\"[^\"]{2000,}\"|'[^']{2000,}'")
_UNSEEN_TAGS = (
    "script style template noscript iframe object embed applet audio video canvas svg math button select textarea "
    "datalist dialog frameset map"
)
UNSEEN = frozenset(_UNSEEN_TAGS.split())
_UNSEEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![.\d])"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
_UNSEEN_CLASS = re.compile(r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-(?:text|only)|video-js)(?:\s|$)", re.I)
_WORD = re.compile(r"\w+")


class PageTree(NamedTuple):
    """A parsed page. `whole` is false where the parser gave up and text was lost; `source` is the page as text."""

    tree: html.HtmlElement
    source: str
    whole: bool


def decode(data: bytes) -> str:
    """The page's text: by its byte order mark, as UTF-8 where it is that, by what it declares, else Windows-1252."""
    name = encoding(data)
    if name is None:
        declared = _DECLARED.search(data[:200_000])
        name = declared[1].decode("ascii", "ignore").lower() if declared else "windows-1252"
        try:
            found = codecs.lookup(name).name
        except LookupError:
            found = "cp1252"
        # Browsers read these as Windows-1252 too; a page that says UTF-8 and is not was cut or mixed.
        name = "cp1252" if found in ("iso8859-1", "ascii", "utf-8", "utf-16", "utf-32") else found
    text = data.decode(name, "replace")
    return text.removeprefix("\ufeff").replace("\x00", "").replace("\u00ad", "").replace("&shy;", "")


def parse(data: bytes) -> PageTree:
    """The page's tree. Raises TooLarge over a limit, Corrupt where there is no element at all."""
    if len(data) > MAX_BYTES:
        raise TooLarge(f"The web page has {len(data):,} bytes, over the limit of {MAX_BYTES:,} for one page.")
    source = decode(data)
    tags = source.count("<")
    if tags > MAX_TAGS:
        raise TooLarge(f"The web page has {tags:,} tags, over the limit of {MAX_TAGS:,} for one page.")
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    # lxml refuses decoded text with an XML declaration.
    unmarked = re.sub(r"^\s*<\?xml[^>]{0,500}>", "", _LONG_TAG.sub(_fewer_attributes, source))
    try:
        tree = html.document_fromstring(unmarked, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Corrupt("There is no text in this web page, or its markup is too broken to be read.") from error
    whole = not any(entry.level >= etree.ErrorLevels.FATAL for entry in parser.error_log)
    return PageTree(tree, source, whole)


def drop_unseen(tree: html.HtmlElement) -> int:
    """Takes out of the tree what is not for reading; the number of words in hidden sentences, menus not counted."""
    total = len(_WORD.findall(tree.text_content()))
    hidden = 0
    for element in list(tree.iter(etree.Element)):
        if element.tag in ("html", "head", "body") or element.getroottree().getroot() is not tree:
            continue
        if element.tag in UNSEEN:
            element.drop_tree()
        elif _is_hidden(element):
            words = len(_WORD.findall(element.text_content()))
            if element.get("aria-hidden") == "true" and words * 2 > total:
                continue  # a page that hides all of itself behind a dialogue
            hidden += sum(len(run.split()) for run in element.itertext() if len(run.split()) >= SENTENCE)
            element.drop_tree()
    return hidden


#: A run of text with so many words is a sentence, not an entry of a menu.
SENTENCE = 10


def paragraphs_of_source(source: str) -> list[str]:
    """Paragraphs of a page that no parser reads to its end: what is left when its tags are cut out."""
    text = re.sub(r"<!--.*?(?:-->|\Z)", " ", source, flags=re.DOTALL)
    text = re.sub(r"<(script|style|template|head)\b.*?(?:</\1\s*>|\Z)", " ", text, flags=re.DOTALL | re.IGNORECASE)
    parts = re.split(rf"<(?:/?(?:{_BLOCKS})\b[^<>]*|br\b[^<>]*)>", text, flags=re.IGNORECASE)
    return [line for part in parts if (line := unescape(re.sub(r"<[^<>]*>", "", part)).strip())]


_BLOCKS = "p|div|li|tr|h[1-6]|blockquote|section|article|main|table|ul|ol|dl|dd|dt|pre|header|footer|body|html"


def _fewer_attributes(tag: re.Match[str]) -> str:
    """A long tag without pictures inlined in it, or without any attribute where it has more than a tag may have."""
    return f"<{tag[1]}>" if len(tag[2].split()) > MAX_ATTRIBUTES else _LONG_VALUE.sub('""', tag[0])


def _is_hidden(element: html.HtmlElement) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _UNSEEN_STYLE.search(element.get("style") or "") is not None
        or _UNSEEN_CLASS.search(element.get("class") or "") is not None
    )
