"""RIS for reference managers: works with the tags of the 2011 specification, as EndNote and Zotero read them."""

from collections.abc import Sequence
from io import StringIO
from typing import Any, BinaryIO

import rispy
from sqlite_utils import Database

from avr_docs.csl import Item
from avr_docs.csl.dates import iso
from avr_docs.csl.names import Name
from avr_docs.export import works

NAME = "ris"
SUFFIX = ".ris"
WRITES = "works"
OPTIONS = works.CHOICES

TYPES = {
    "article": "JOUR",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "VIDEO",
    "chapter": "CHAP",
    "classic": "CLSWK",
    "dataset": "DATA",
    "entry": "ENCYC",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE",
    "graphic": "ART",
    "hearing": "HEAR",
    "interview": "PCOMM",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "musical_score": "MUSIC",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "periodical": "JFULL",
    "personal_communication": "PCOMM",
    "post": "ICOMM",
    "post-weblog": "BLOG",
    "regulation": "LEGAL",
    "report": "RPRT",
    "review": "JOUR",
    "review-book": "JOUR",
    "software": "COMP",
    "song": "SOUND",
    "speech": "SLIDE",
    "standard": "STAND",
    "thesis": "THES",
    "treaty": "LEGAL",
    "webpage": "ELEC",
}
#: CSL variables that are one tag in every type.
FIELDS = {
    "title": "title",
    "container-title": "secondary_title",
    "publisher-place": "place_published",
    "volume": "volume",
    "issue": "number",
    "edition": "edition",
    "genre": "type_of_work",
    "DOI": "doi",
}


class Writer(rispy.RisWriter):  # type: ignore[misc]  # rispy has no types
    """rispy's, without the running numbers that it writes between references, and with the line ends of RIS."""

    NEWLINE = "\r\n"

    def set_header(self, count: int) -> str:
        """Nothing: the specification knows no header."""
        return ""


def export(db: Database, out: BinaryIO, *, site: str | None = None, **choices: str) -> int:
    """Writes the chosen works to `out` in UTF-8; their number."""
    items = works.items(db, **choices)
    out.write(written(items).encode("utf-8"))
    return len(items)


def written(items: Sequence[Item]) -> str:
    """The items as references, each from TY to ER."""
    text = StringIO(newline="")
    rispy.dump([_reference(item) for item in items], text, implementation=Writer)
    return text.getvalue()


def _reference(item: Item) -> dict[str, Any]:
    """The item by the names that rispy has for tags; tags that it does not know stand in `unknown_tag`."""
    kind = TYPES.get(item["type"], "GEN")
    found: dict[str, Any] = {"type_of_reference": kind, "id": str(item["id"])}
    # The second names of a whole book are the editors of its series.
    for role, names in (
        ("author", "authors"),
        ("editor", "tertiary_authors" if kind == "BOOK" else "secondary_authors"),
    ):
        if role in item:
            found[names] = [_name(name) for name in item[role]]
    found |= {label: item[variable] for variable, label in FIELDS.items() if variable in item}
    found |= {**_dates(item), **_pages(item), **_bodies(item, kind), **_number(item, kind)}
    if "URL" in item:
        found["urls"] = [item["URL"]]
    if notes := [item[variable] for variable in ("note", "references") if variable in item]:
        found["notes"] = notes
    return found


def _name(name: Name) -> str:
    """ "Family, Given, Suffix"; bodies as they are."""
    if "literal" in name:
        return name["literal"]
    family = " ".join(name[part] for part in ("non-dropping-particle", "family") if part in name)
    return ", ".join([family, *(name[part] for part in ("given", "suffix") if part in name)])


def _dates(item: Item) -> dict[str, str]:
    found = {}
    if "issued" in item:
        parts = item["issued"].get("date-parts")
        if parts:
            found["year"] = f"{parts[0][0]:04d}"
        found["date"] = _date(item["issued"])
    if "accessed" in item:
        found["access_date"] = _date(item["accessed"])
    return found


def _date(value: dict[str, Any]) -> str:
    """ "2019/07/02/", with nothing between the strokes for what is not known; a span of time as it is written."""
    parts = value.get("date-parts")
    if parts is None or len(parts) > 1:
        return iso(value) or ""
    year, month, day = [*parts[0], None, None][:3]
    return f"{year:04d}/{f'{month:02d}' if month else ''}/{f'{day:02d}' if day else ''}/"


def _pages(item: Item) -> dict[str, str]:
    first, dash, last = str(item.get("page", "")).replace("–", "-").partition("-")
    if dash and first.strip() and last.strip() and "-" not in last:
        return {"start_page": first.strip(), "end_page": last.strip()}
    return {"start_page": item["page"]} if "page" in item else {}


def _bodies(item: Item, kind: str) -> dict[str, str]:
    """A court stands where publishers do."""
    if "authority" not in item:
        return {"publisher": item["publisher"]} if "publisher" in item else {}
    if "publisher" not in item:
        return {"publisher": item["authority"]}
    return {"publisher": item["publisher"], "custom2": item["authority"]}


def _number(item: Item, kind: str) -> dict[str, Any]:
    """The number of a report is written where books have their ISBN, that of a docket in EndNote's own SV."""
    if "number" not in item:
        return {}
    if kind == "RPRT":
        return {"issn": item["number"]}
    if kind == "CASE":
        return {"unknown_tag": {"SV": [item["number"]]}}
    return {"note": item["number"]}
