"""Works as items of CSL-JSON 1.0.2, the form that reference managers and citation styles share.

The item is what every export of works begins with: RIS, BibTeX and bibliographies are written from it.
"""

import re
from collections.abc import Mapping
from typing import Any

from avr_docs.csl.dates import csl_date
from avr_docs.csl.names import names

Item = dict[str, Any]

TYPES = frozenset(
    """
article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation
manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
personal_communication post post-weblog regulation report review review-book software song speech standard thesis treaty
webpage
""".split()
)
#: Types whose number is that of a docket, and whose container is what prints them: reports of cases, statutes at large.
LEGAL = frozenset({"bill", "hearing", "legal_case", "legislation", "regulation", "treaty"})
#: Columns that are CSL variables under another name.
PLAIN = {
    "title": "title",
    "container": "container-title",
    "publisher": "publisher",
    "place": "publisher-place",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "edition": "edition",
    "number": "number",
    "genre": "genre",
    "court": "authority",
    "url": "URL",
}
#: Matches "565 U.S. 12", "110 Stat. 3009-546"; not "Pub. L. 104-208".
REPORTED = re.compile(r"(?P<volume>\d+) (?P<container>\D[^;]*?) (?P<page>\d[\d–-]*)")
ARCHIVED = "Archived at "
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffe\uffff]")
DOI = re.compile(r"(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*", re.IGNORECASE)


def item(row: Mapping[str, Any]) -> Item:
    """One row of `works`, or of `citations`, as a CSL-JSON item; it holds no more and no less than the row.

    Where the work has a status, and where an archived copy is, stands in `note`. What is no type of CSL is a
    `document`. A case's reporter is parted into volume, container and page where it has these three.
    """
    text = {column: cleaned(row[column]) for column in row.keys() if isinstance(row[column], str)}  # noqa: SIM118
    kind = (text.get("type") or "").lower()
    made: Item = {"id": text.get("key") or text.get("id") or "", "type": kind if kind in TYPES else "document"}
    for role in ("author", "editor"):
        if found := names(text.get(role)):
            made[role] = found
    made |= {variable: text[column] for column, variable in PLAIN.items() if text.get(column)}
    if doi := DOI.sub("", text.get("doi") or "", count=1):
        made["DOI"] = doi
    for variable in ("issued", "accessed"):
        if (date := csl_date(text.get(variable))) is not None:
            made[variable] = date
    _law(made, text)
    if note := _note(text):
        made["note"] = note
    return made


def cleaned(text: str) -> str:
    """The text on one line, without the control characters that scans leave and that no format can hold."""
    return " ".join(CONTROL.sub("", text).split())


def _law(made: Item, text: Mapping[str, str]) -> None:
    if docket := text.get("docket"):
        made["number"] = "; ".join(dict.fromkeys(each for each in (docket, made.get("number")) if each))
    reporter = text.get("reporter")
    if not reporter:
        return
    match = REPORTED.fullmatch(reporter)
    free = not made.keys() & {"container-title", "volume", "page"}
    if match and free:
        made |= {"volume": match["volume"], "container-title": match["container"], "page": match["page"]}
    elif "container-title" not in made:
        made["container-title"] = reporter
    else:
        made["references"] = reporter


def _note(text: Mapping[str, str]) -> str:
    """What became of the work, with who says so, and where its archived copy is."""
    parts = []
    if status := text.get("status"):
        said = " ".join(part for part in (status, text.get("status_date")) if part)
        said += f": {text['status_note'].rstrip('.')}" if text.get("status_note") else ""
        parts.append(said + (f" ({text['status_source']})" if text.get("status_source") else ""))
    if archived := text.get("archive_url"):
        parts.append(f"{ARCHIVED}{archived}")
    return ". ".join(parts)


def standing(item: Item) -> str:
    """What became of the work, from its note; "" where nothing is known."""
    return str(item.get("note", "")).partition(ARCHIVED)[0].rstrip(". ")
