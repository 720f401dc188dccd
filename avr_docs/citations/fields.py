"""The fields of a citation in CSL terms, from the parts that the labeller found and the forms that rules know."""

import re
from typing import Any

from avr_docs.citations.forms import Form
from avr_docs.citations.labeller import Stretch
from avr_docs.citations.names import authors, uncapped, unquoted
from avr_docs.citations.tokens import DOI, URL
from extract.structure import dates

ARCHIVE = re.compile(r"://(?:perma\.cc|web\.archive\.org|archive\.(?:is|ph|today|org/web))/", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
#: Words that stand before a value and are no part of it.
BEFORE = {
    "container": re.compile(r"^(?:in|dans|en)[:\s]\s*", re.IGNORECASE),
    "docket": re.compile(r"^(?:(?:case|appl?(?:ication|\.)?s?|docket)\s+)*(?:nos?\.?|number)\s*", re.IGNORECASE),
    "number": re.compile(r"^(?:U\.?\s?N\.?\s)?Docs?\.?(?:\sNo\.)?\s", re.IGNORECASE),
    "doi": re.compile(r"^.*?(?=10\.\d)", re.DOTALL),
}
#: Labels of the labeller that have another name in CSL, and those that are lists of names.
NAMES = {"archive": "archive_url", "date": "issued"}
LISTS = ("author", "editor")
#: Fields that a citation may name more than once, in one value.
JOINED = {"locator": ", ", "reporter": ", ", "signal": " ", "parenthetical": "; "}
#: Labels that help to tell the others apart, and are not kept.
UNKEPT = ("ref", "translator")
SHORT = ("id", "supra")


def fields(text: str, stretch: Stretch, known: list[Form]) -> dict[str, Any]:
    """The fields by their names in `records.Citation`; `known` are the forms that stand within the stretch."""
    said: dict[str, list[str]] = {}
    for part in stretch.parts:
        said.setdefault(part.label, []).append(text[part.start : part.end])
    found: dict[str, Any] = {"type": stretch.type}
    for label, values in said.items():
        name = NAMES.get(label, label)
        value = _value(label, values)
        if value:
            found[name] = value
    _addresses(text[stretch.start : stretch.end], found)
    _forms(found, known)
    _law(found, stretch, known)
    if found["type"] in SHORT:
        return {name: value for name, value in found.items() if name in (*FOR_SHORT, "type")}
    _put_right(found, text[stretch.start : stretch.end])
    found["type"] = _type(found)
    return {name: value for name, value in found.items() if name not in UNKEPT}


#: What is kept of a short form: its names tell which of a note's works it means.
FOR_SHORT = ("signal", "author", "title", "locator", "parenthetical", "ref", "issued")


def _value(label: str, values: list[str]) -> Any:
    first = values[0]
    if label in LISTS:
        return tuple(name for value in values for name in authors(value))
    if label in ("date", "accessed"):
        return max(filter(None, map(iso, values)), key=len, default=None)
    if label in ("url", "archive"):
        return _joined(first)
    if label == "title":
        return uncapped(unquoted(first))
    if label == "signal":
        text = " ".join(first.split())
        return text if re.search(r"e\.\s?g\.,$", text, re.IGNORECASE) else text.rstrip(", :")
    text = JOINED[label].join(values) if label in JOINED else first
    text = " ".join(text.split())
    if label in BEFORE:
        text = BEFORE[label].sub("", text)
    if label == "parenthetical":
        return text.strip(" ()") or None
    if label == "court":  # "N.D.Cal." is set so for want of room
        text = re.sub(r"(?<=\.)(?=[A-Z][a-z])", " ", text)
        text = re.sub(r",?\s*\b(?:Appl?|Nos?|no|Case)\b\.?.*$", "", text)
    if label == "container":
        return uncapped(unquoted(text))
    return text.strip(" ,;:") or None


def iso(text: str) -> str | None:
    """A date as ISO 8601 of the precision known: 2019-07-02, 2019-07, 2019."""
    found = dates.find(text)
    if found:
        return found[-1].iso
    year = YEAR.search(text)
    return year.group() if year else None


def _addresses(text: str, found: dict[str, Any]) -> None:
    """Addresses are found by their form where the labeller has not seen them; archives' stand apart."""
    for match in URL.finditer(text):
        address = match.group()
        if ARCHIVE.search(address):
            found.setdefault("archive_url", address)
        elif found["type"] not in SHORT:
            found.setdefault("url", address)
    if (url := found.get("url")) and ARCHIVE.search(url):
        found.setdefault("archive_url", url)
        inner = re.search(r"/web/\d+[a-z_]*/(https?://.+)$", url)
        found["url"] = inner[1] if inner else None
    if doi := DOI.search(found.get("doi") or found.get("url") or text):
        found["doi"] = doi.group()


def _joined(address: str) -> str:
    """An address without the blanks of line breaks, and without the signs of the sentence around it."""
    return re.sub(r"\s+", "", address).strip("<>()[].,;:“”\"'’")


def _forms(found: dict[str, Any], known: list[Form]) -> None:
    for form in known:
        if found["type"] in SHORT:
            return
        if form.field in found or (form.field == "court" and found["type"] != "legal_case"):
            continue
        found[form.field] = (
            _value(form.field, [form.value]) if form.field in BEFORE or form.field == "court" else form.value
        )


#: "Border Procedure Act 2019", "See Convention on the Return of Goods": a law has no author.
ACT = re.compile(
    r"(?P<title>(?:[A-Z][\w’'-]*\s+(?:(?:of|and|on|the|for|in|to)\s+)*)*"
    r"(?:Act|Code|Ordinance|Regulations|Convention|Protocol|Covenant|Constitution|Statute|Decree)"
    r"(?:\s+(?:of|on|relating to|concerning)(?:\s+(?:the|[A-Z][\w’'-]*|of|and|in))+)?)\b"
)
#: "(High Ct. Northmark, No. 2020-HC-1187)", "Case 12/2031".
NUMBERED = re.compile(r"\b(?:[Nn]os?\.|[Cc]ase|Docket)\s+(?:[Nn]o\.\s+)?(?P<docket>[A-Z0-9][\w./:-]*\d[\w:-]*)")


def _put_right(found: dict[str, Any], text: str) -> None:
    """What the labeller takes for something else, where the words leave no doubt."""
    act = ACT.match(text[len(found.get("signal") or "") :].lstrip(", "))
    held = str(found.get("container") or "")
    if act and not (found.get("title") or found.get("url")) and (held in act["title"] or held.startswith(act["title"])):
        found.update(title=act["title"], author=(), container=None, type="legislation")
    if found["type"] == "legal_case" and not (found.get("docket") or found.get("reporter")):
        numbered = NUMBERED.search(text)
        if numbered:
            found["docket"] = numbered["docket"].rstrip(".")


#: Types that journals, papers, bodies and sites share out among them by where a text appeared.
PUBLISHED = ("article-journal", "article-newspaper", "webpage", "report", "press-release", "post", "book")
JOURNAL = re.compile(
    r"\b(?:journal|j\.|review|rev\.|quarterly|studies|stud\.|annals|yearbook|bulletin|zeitschrift|revue|revista|rivista)\b",
    re.IGNORECASE,
)
PRESS = re.compile(
    r"\b(?:associated press|reuters|post|times|guardian|deutsche welle|bbc|cnn|npr|afp|news|herald|tribune|daily"
    r"|monitor|telegraph|independent|le monde|press|chronicle|gazette|sun|mail|jazeera|politico|propublica|bloomberg"
    r"|magazine|globe|observer|today|courier|wall street journal|zeitung|spiegel|país|figaro|repubblica)\b",
    re.IGNORECASE,
)


def _law(found: dict[str, Any], stretch: Stretch, known: list[Form]) -> None:
    """A citation that begins with a statute or regulation is of that, whatever the labeller makes of its words."""
    begins = stretch.start + len(found.get("signal") or "") + 4
    law = next((form for form in known if (form.type, form.field) == ("legislation", "reporter")), None)
    if law is None or law.start > begins or found["type"] in SHORT:
        return
    for part in stretch.parts:
        if part.start < law.end and part.label in (
            "author",
            "title",
            "container",
            "number",
            "docket",
            "court",
            "genre",
        ):
            found.pop(part.label, None)
    found.update(type="legislation", reporter=law.value)


def _type(found: dict[str, Any]) -> str:
    """The type that the labeller gives, but where the fields that there are leave another."""
    kind = str(found["type"])
    container = str(found.get("container") or "")
    if kind == "legal_case" and not (found.get("docket") or found.get("reporter") or found.get("court")):
        title = str(found.get("title") or "")
        if not re.search(r"\bv\.?\s|\bIn re\b|\bMatter of\b|\bc\.\s|\bOpinion\b", title):
            return "webpage" if found.get("url") else "report"
    if kind not in PUBLISHED:
        return kind
    if container and PRESS.search(container):
        return "article-newspaper"
    if container and (JOURNAL.search(container) or (found.get("volume") and found.get("pages"))):
        return "article-journal"
    if not container and kind in ("webpage", "report", "article-newspaper", "article-journal"):
        by_a_body = found.get("author") and found.get("issued")
        return "report" if by_a_body or not found.get("url") else "webpage"
    return kind
