"""Numbers by which a work is known wherever it is cited: DOI, docket, reporter, symbol, address."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from avr_docs.canonical import canonical
from avr_docs.works.plain import words

#: A/HRC/38/41, CCPR/C/GC/35, CEDAW/C/1, S/2021/5, HRI/GEN/1/Rev.9: of the United Nations; not 25244/18 and not and/or.
SYMBOL = re.compile(
    r"\b(?:A|S|E|ST|CAT|CCPR|CEDAW|CERD|CRC|CMW|CRPD|CED|HCR|HRI|EC|HC|T|OAS|OEA)(?:/[A-Za-z0-9.()-]+){1,8}"
)
#: COM(2021) 120, SWD(2021) 121 final, (EU) 2016/679, 2008/115/EC, GAO-20-245, OIG-18-84, IF10113 and the like.
OFFICIAL = re.compile(
    r"\b(?:COM|SWD|SEC|JOIN)\s?\((?:19|20)\d\d\)\s?\d+|\((?:EU|EC|EEC)\)\s?(?:No\.?\s?)?\d{1,4}/\d{2,4}"
    r"|\b(?:19|20)\d\d/\d{1,4}/(?:EC|EU|EEC)\b|\b(?:GAO|OIG|CRS|LSB)-(?:\d\d-)?\d{1,6}[A-Z]{0,3}\b"
)
#: 1:20-cv-00123-ABC and 20-cv-123 are one; the court's division and the judges' initials come and go.
FEDERAL = re.compile(r"(?:\d{1,2}:)?(\d\d)-([a-z]{2,4})-0*(\d{1,6})(?:-[a-z]{1,4})*", re.I)
NUMBERS = re.compile(r"[A-Z]?-?\d+[\w./-]*", re.I)
YEAR = re.compile(r"(?:19|20)\d\d")
COURTS = {
    "european court of human rights": "ecthr",
    "eur ct h r": "ecthr",
    "eur ct hr": "ecthr",
    "echr": "ecthr",
    "ecthr": "ecthr",
    "court of justice of the european union": "cjeu",
    "european court of justice": "cjeu",
    "ecj": "cjeu",
    "inter american court of human rights": "iacthr",
    "international court of justice": "icj",
    "supreme court of the united states": "us",
    "us supreme court": "us",
}
NO_PAGES = frozenset(
    {"", "index", "index.html", "index.htm", "index.php", "home", "en", "es", "fr", "de", "default.aspx"}
)
#: What the last part of an address looks like that names one page: a slug, a file, a long number.
PAGE = re.compile(r"[a-z0-9%]+(?:[-_][a-z0-9%]+){2,}|.*\d{4,}.*|.+\.(?:pdf|docx?|html?|xlsx?)", re.I)
IN_QUERY = re.compile(r"(?:^|[&?])\w*(?:id|itemid|doc|docid|file|p|article|story|i)=[^&]{2,}", re.I)


@lru_cache(maxsize=200_000)
def address(url: str | None) -> str | None:
    """The canonical address; None for what is none of the web, and for a DOI's."""
    found = canonical(url) if url else ""
    return found if found.startswith(("http://", "https://")) else None


@lru_cache(maxsize=50_000)
def doi(*places: str | None) -> str | None:
    """The DOI in one of these columns, as "10.1000/abc"."""
    for each in places:
        if each and "10." in each:
            text = each.strip()
            found = canonical(text if "://" in text or text.lower().startswith("doi:") else f"doi:{text}")
            if found.startswith("doi:10."):
                return found.removeprefix("doi:")
    return None


@lru_cache(maxsize=200_000)
def specific(url: str) -> bool:
    """Whether a canonical address looks like that of one page or file, not of a front page, a folder or a search."""
    parts = urlsplit(url)
    steps = [step for step in parts.path.split("/") if step.lower() not in NO_PAGES]
    if IN_QUERY.search(parts.query) or parts.fragment.startswith(("!", "{", "%7B")):
        return True
    return bool(steps) and (PAGE.fullmatch(steps[-1]) is not None or len(steps) > 3)


def symbol(*places: str | None) -> str | None:
    """The symbol of a document of an official body, without blanks: A/HRC/38/41, COM(2021)120."""
    for each in places:
        found = each and (SYMBOL.search(each) or OFFICIAL.search(each))
        if found and any(char.isdigit() for char in found.group()):
            text = re.sub(r"\s|No\.?", "", found.group()).upper().rstrip(".-,")
            return text.rstrip(")") if text.count(")") > text.count("(") else text
    return None


def dockets(text: str | None) -> frozenset[str]:
    """The numbers of a case; a joined one has several."""
    if not text:
        return frozenset()
    federal = {f"{year}-{kind.lower()}-{number}" for year, kind, number in FEDERAL.findall(text)}
    rest = FEDERAL.sub(" ", text)
    others = {each.lower().strip(".-/") for each in NUMBERS.findall(rest)}
    return frozenset(federal | {each for each in others if each and not YEAR.fullmatch(each)})


def reporter(text: str | None) -> str | None:
    """Volume, reporter and page: "550 U.S. 544" is 550us544."""
    found = "".join(words(text.split(",")[0])) if text else ""
    return found if any(char.isdigit() for char in found) and any(char.isalpha() for char in found) else None


def court(text: str | None) -> str | None:
    """The court as it is compared: S.D.N.Y. and SDNY are one."""
    found = words(text) if text else ()
    return COURTS.get(" ".join(found), "".join(found)) or None
