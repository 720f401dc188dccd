"""BibTeX for LaTeX: works as entries that BibTeX's own styles know, with what biblatex and Zotero read besides."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import BinaryIO

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from sqlite_utils import Database

from avr_docs.csl import LEGAL, Item
from avr_docs.csl.dates import iso
from avr_docs.csl.names import Name
from avr_docs.export import works

NAME = "bibtex"
SUFFIX = ".bib"
WRITES = "works"
OPTIONS = works.CHOICES

ENTRIES = {
    "article": "article",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "review": "article",
    "review-book": "article",
    "book": "book",
    "chapter": "incollection",
    "entry": "incollection",
    "entry-dictionary": "incollection",
    "entry-encyclopedia": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
    "manuscript": "unpublished",
    "pamphlet": "booklet",
}
#: What the container and the publisher of an entry are called; "howpublished" and "publisher" in others.
CONTAINERS = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
PUBLISHERS = {"techreport": "institution", "phdthesis": "school", "mastersthesis": "school"}
FIELDS = {
    "authority": "organization",
    "publisher-place": "address",
    "volume": "volume",
    "edition": "edition",
    "genre": "type",
    "references": "addendum",
    "note": "note",
}
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
#: TeX's own signs.
SIGNS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    }
)
#: BibTeX counts braces even after a backslash, so that "\{" without its "\}" would run over the next entries.
ALONE = SIGNS | str.maketrans({"{": r"\textbraceleft{}", "}": r"\textbraceright{}"})
#: Signs that no address has and that would end a verbatim field or open another.
UNSAFE = re.compile(r'[\s\\{}^`"<>|]')
#: Signs that end or open something in a key, for BibTeX, LaTeX or a reader of either.
NO_KEY = re.compile(r"[^A-Za-z0-9:+/._-]")
RANGE = re.compile(r"(\w+)\s?[-–—]+\s?(\w+)")


def export(db: Database, out: BinaryIO, *, site: str | None = None, **choices: str) -> int:
    """Writes the chosen works to `out` in UTF-8; their number."""
    items = works.items(db, **choices)
    out.write(written(items).encode("utf-8"))
    return len(items)


def written(items: Sequence[Item]) -> str:
    """The items as entries; their keys are those of the database, without signs that BibTeX does not take.

    Titles are in braces, so that no style changes their capitals.
    """
    seen: Counter[str] = Counter()
    library = Library()
    for item in items:
        key = NO_KEY.sub("-", str(item["id"])) or "work"
        seen[key.lower()] += 1  # BibTeX takes keys that differ in capitals alone for one
        count = seen[key.lower()]
        library.add(_entry(item, f"{key}-{count}" if count > 1 else key))
    return write_string(library, unparse_stack=[])


def _entry(item: Item, key: str) -> Entry:
    kind = ENTRIES.get(item["type"], "misc")
    if kind == "phdthesis" and re.search(r"\bm(?:aster|\.?[as]c?\.?\b)", item.get("genre", ""), re.IGNORECASE):
        kind = "mastersthesis"
    return Entry(kind, key, [Field(name, value) for name, value in _fields(item, kind)])


def _fields(item: Item, kind: str) -> Iterator[tuple[str, str]]:
    for role in ("author", "editor"):
        if role in item:
            yield role, f"{{{' and '.join(map(_name, item[role]))}}}"
    if "title" in item:
        yield "title", f"{{{{{escaped(item['title'])}}}}}"
    if "container-title" in item:
        # Styles print nothing of @misc but how it was published.
        parts = ("volume", "container-title", "page") if item["type"] in LEGAL else ("container-title",)
        published = " ".join(item[part] for part in parts if part in item)
        yield CONTAINERS.get(kind, "howpublished"), _braced(published)
    yield from _dates(item)
    if "publisher" in item:
        yield PUBLISHERS.get(kind, "publisher"), _braced(item["publisher"])
    yield from ((name, _braced(item[variable])) for variable, name in FIELDS.items() if variable in item)
    yield from _numbers(item, kind)
    if "page" in item:
        yield "pages", _braced(RANGE.sub(r"\1--\2", item["page"]))
    for variable, name in (("DOI", "doi"), ("URL", "url")):
        if variable in item:
            yield name, f"{{{UNSAFE.sub(_percent, item[variable])}}}"


def _numbers(item: Item, kind: str) -> Iterator[tuple[str, str]]:
    """BibTeX calls the issue of a journal its number."""
    if "issue" in item:
        yield "number" if kind == "article" else "issue", _braced(item["issue"])
    if "number" in item:
        yield "eid" if kind == "article" and "issue" in item else "number", _braced(item["number"])


def _dates(item: Item) -> Iterator[tuple[str, str]]:
    """Year and month for BibTeX, which knows no more; the whole date for biblatex, where there is more of it."""
    issued = item.get("issued")
    if issued is not None and "literal" in issued:
        yield "year", _braced(issued["literal"])
    elif issued is not None:
        first, *more = issued["date-parts"]
        yield "year", f"{{{first[0]:04d}}}"
        if len(first) > 1:
            yield "month", MONTHS[first[1] - 1]
        if len(first) > 2 or more:
            yield "date", f"{{{iso(issued)}}}"
    if "accessed" in item:
        yield "urldate", _braced(iso(item["accessed"]) or "")


def _name(name: Name) -> str:
    """ "von Family, Jr, Given"; a body in braces, which keep it whole."""
    if "literal" in name:
        return "others" if name["literal"] == "et al." else _braced(name["literal"])
    # Small letters make a "von": of "Ortega y Gasset", all but the last word would be one.
    small = any(not word[0].isupper() for word in name["family"].split())
    family = _braced(name["family"]) if small else _unsplit(name["family"])
    first = " ".join(part for part in (escaped(name.get("non-dropping-particle", "")), family) if part)
    return ", ".join([first, *(_unsplit(name[part]) for part in ("suffix", "given") if part in name)])


def _unsplit(part: str) -> str:
    """A part of a name, in braces where BibTeX would see two names or two parts."""
    return _braced(part) if re.search(r"\band\b|,", part, re.IGNORECASE) else escaped(part)


def _braced(text: str) -> str:
    return f"{{{escaped(text)}}}"


def escaped(text: str) -> str:
    """The text with TeX's own signs as commands; letters of all scripts stay."""
    return text.translate(SIGNS if _paired(text) else ALONE)


def _paired(text: str) -> bool:
    """Whether every brace that opens is closed after it."""
    depths = list(accumulate((char == "{") - (char == "}") for char in text))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found.group().encode("utf-8"))
