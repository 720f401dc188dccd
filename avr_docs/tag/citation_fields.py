"""The fields of one citation, read from its text."""

import re
from typing import Any

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust"
    r"|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
DATE = re.compile(
    rf"(?P<m1>{MONTH})\s+(?P<d1>\d{{1,2}}),?\s+(?P<y1>(?:19|20)\d\d)"
    rf"|(?P<d2>\d{{1,2}})\s+(?P<m2>{MONTH}),?\s+(?P<y2>(?:19|20)\d\d)"
    rf"|(?P<m3>{MONTH}),?\s+(?P<y3>(?:19|20)\d\d)|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)|(?P<y4>\b(?:19|20)\d\d\b)"
)
SIGNAL = re.compile(
    r"(?P<signal>(?:See,? also,? e\.g\.,?|See,? e\.g\.,?|See generally|See also|But see|But cf\.|See"
    r"|Cf\.|E\.g\.,|Accord|Contra|Compare),?)\s+(?=\S)",
    re.IGNORECASE,
)
URL = re.compile(r"https?://[^\s<>\"”]+|www\.[^\s<>\"”]+")
ACCESSED = re.compile(
    r"\(?\s*(?:last\s+)?(?:accessed|visited|viewed|retrieved|checked"
    r"|consulted)(?:\s+on)?:?\s+(?P<date>[^)\];]{4,30}\d{4}|\d{4}-\d\d-\d\d)\s*\)?",
    re.IGNORECASE,
)
SUPRA = re.compile(r"\b(?:supra|above)\s*,?\s*(?:at\s+)?(?:note|n\.|fn\.?|footnote)\s*(?P<label>\d+)", re.IGNORECASE)
ID = re.compile(r"^(?:Id\.|Ibid\.?|Idem)(?:,?\s*(?:at\s+)?(?P<locator>[^.]*))?\.?$", re.IGNORECASE)
CASE = re.compile(
    r"(?P<title>[A-Z][\w.,’'&\s-]{1,80}?\sv\.?\s[A-Z][\w.’'&-]*(?:\s(?:[A-Z][\w.’'&-]*|of|the|and"
    r"|&))*)(?=\s*[,(]|\s+\d|\s*$|\.)"
)
IN_BRACKETS = re.compile(r"\((?P<inside>[^()]*)\)")
#: "(noting that ...)": an explaining parenthetical begins with a participle or a quotation.
EXPLAINS = re.compile(r"^(?:\w+ing\b|holding|“|\"|emphasis|same|internal|citing|quoting|quoted)", re.IGNORECASE)
DOCKET = re.compile(
    r"\b(?:No\.?\s*)?(?P<docket>\d{1,2}:\d\d-[a-z]{2}-\d{3,6}(?:-[A-Z]{1,4})*|(?:App(?:lication"
    r"|\.)\s+)?[Nn]o\.?\s*\d[\d/-]+\d|C-\d+/\d\d|\d{4,6}/\d\d)"
)
COURT = re.compile(
    r"(?P<court>(?:[NSEWMD]\.\s?)?(?:[NSEWMC]\.)?D\.\s?(?:[A-Z][a-z]{1,4}\.?"
    r"|[A-Z]\.[A-Z]\.)(?:\s?[A-Z][a-z]+\.)?|\d{1,2}(?:st|nd|rd|th|d)\s+Cir\.|U\.S\.|ECtHR|CJEU"
    r"|[A-Z]\.?[A-Z]\.?C\.)"
)
QUOTED = re.compile(r"[“\"](?P<title>(?:[^“”\"]|“[^”]*”)+?)[,.]?[”\"](?=[\s,.;(]|$)")
MEDIA = re.compile(
    r"\b(?:associated press|reuters|post|times|guardian|deutsche welle|bbc|cnn|npr|afp|news|herald"
    r"|tribune|journal|daily|monitor|telegraph|independent|el país|le monde|press|chronicle|gazette"
    r"|sun|mail"
    r"|al jazeera|vice|politico|propublica|bloomberg|magazine|globe|observer|today)\b",
    re.IGNORECASE,
)
JOURNAL = re.compile(
    r"\b(?:journal|review|quarterly|law rev|l\. ?rev|studies|race & class|annals|yearbook|bulletin"
    r"|survey)\b|\b\d+\s+[A-Z][\w.&\s]+\s+\d+\b",
    re.IGNORECASE,
)
LAW = re.compile(
    r"\b(?:U\.?S\.?C\.?|C\.?F\.?R\.?|Pub\. L\.|Stat\.|Act\b|Directive|Regulation|Convention|Treaty"
    r"|Protocol|Covenant|Code|Const\.)|§|\bart(?:icle|\.)\s*\d",
    re.IGNORECASE,
)
LOCATOR = re.compile(r"(?:,\s*|\s)(?:at|pp?\.|para\.?|paras\.?|¶+|§+)\s*(?P<locator>\d[\d–-]*)(?=[\s,.;)]|$)")
TRAILING = re.compile(
    r"(?:[\s,.;:(]|\bavailable (?:at|from|online)\b:?|\bat\s*$|\bin\s*$|\bdated\s*$)+$", re.IGNORECASE
)


def fields(text: str) -> dict[str, Any] | None:
    """The fields of a citation by their names in `records.Citation`; None where the text cites nothing."""
    found: dict[str, Any] = {}
    signal = SIGNAL.match(text)
    body = text
    if signal:
        found["signal"] = (
            signal["signal"] if signal["signal"].lower().endswith("e.g.,") else signal["signal"].rstrip(",")
        )
        body = text[signal.end() :]
    body = body.strip()
    if match := ID.match(body):
        return {**found, "type": "id", "locator": (match["locator"] or "").strip(" ,") or None}
    if match := SUPRA.search(body):
        locator = LOCATOR.search(body, match.end())
        return {
            **found,
            "type": "supra",
            "refers_to": match["label"],
            "locator": locator["locator"] if locator else None,
        }
    body = _links(body, found)
    body = _brackets(body, found)
    return _work(body, found)


def _links(body: str, found: dict[str, Any]) -> str:
    if match := ACCESSED.search(body):
        found["accessed"] = iso(match["date"])
        body = body[: match.start()] + " " + body[match.end() :]
    urls = [match.group().rstrip(".,;:)]’'") for match in URL.finditer(body)]
    if urls:
        found["url"] = urls[0]
        body = URL.sub(" ", body)
    return body


def _brackets(body: str, found: dict[str, Any]) -> str:
    """Takes explaining parentheticals out; a bracket with a date or a court stays, for the fields that follow."""
    for match in reversed(list(IN_BRACKETS.finditer(body))):
        if EXPLAINS.match(match["inside"].strip()) and len(match["inside"].split()) > 1:
            found["parenthetical"] = match["inside"].strip()
            body = body[: match.start()] + " " + body[match.end() :]
    return " ".join(body.split())


def _work(body: str, found: dict[str, Any]) -> dict[str, Any] | None:
    case = CASE.match(body)
    if case and not QUOTED.match(body):
        return _case(body, case, found)
    date = _last_date(body)
    if date:
        found["issued"] = iso(date.group())
    quoted = QUOTED.search(body)
    if quoted:
        _titled(body, quoted, date, found)
    else:
        _plain(body, date, found)
    if not found.get("title") and not found.get("url"):
        return None
    found["type"] = _type(body, found, bool(quoted))
    if found.get("locator") is None and (locator := LOCATOR.search(body)):
        found["locator"] = locator["locator"]
    return found


def _case(body: str, case: re.Match[str], found: dict[str, Any]) -> dict[str, Any]:
    rest = body[case.end() :]
    docket, court, date = DOCKET.search(rest), COURT.search(rest), _last_date(rest)
    found.update(type="legal_case", title=case["title"].strip(" ,"))
    if docket:
        found["docket"] = docket["docket"]
    if court:
        found["court"] = re.sub(r"(?<=\.)(?=[A-Z][a-z])", " ", court["court"])
    if date:
        found["issued"] = iso(date.group())
    return found


def _titled(body: str, quoted: re.Match[str], date: re.Match[str] | None, found: dict[str, Any]) -> None:
    """A title in quotation marks: the author stands before it, what holds it after it."""
    found["title"] = quoted["title"].strip(" ,.") + (
        "?" if quoted["title"].endswith("?") and not quoted["title"].strip(" ,.").endswith("?") else ""
    )
    before = TRAILING.sub("", body[: quoted.start()])
    if before:
        found["author"] = _authors(before)
    end = date.start() if date and date.start() > quoted.end() else len(body)
    after = TRAILING.sub("", body[quoted.end() : end].strip(" ,.;(")).strip(" ,.")
    after = re.sub(r"^(?:in|In)\s+", "", after)
    if 1 < len(after) < 90:
        found["container"] = _caps(after)


def _plain(body: str, date: re.Match[str] | None, found: dict[str, Any]) -> None:
    """AUTHOR, TITLE (date): a title without quotation marks, as of reports."""
    text = body
    if date:
        opening = body.rfind("(", 0, date.start())
        closed = opening >= 0 and ")" not in body[opening : date.start()]
        text = body[: opening if closed else date.start()]
    text = TRAILING.sub("", text).strip(" ,.")
    head, comma, tail = text.partition(", ")
    if comma and _is_author(head) and len(tail.split()) >= 2:
        found["author"] = _authors(head)
        found["title"] = _caps(tail.strip(" ,."))
    elif text:
        found["title"] = _caps(text)


def _is_author(head: str) -> bool:
    """True for a body in capitals, or for up to six words that are all names."""
    words = [
        word
        for word in re.findall(r"[^\W\d_][\w.’'&-]*", head)
        if word.lower() not in ("of", "the", "for", "and", "on", "in", "de", "la", "du", "et", "al")
    ]
    return (
        bool(words) and len(words) <= 7 and all(word[0].isupper() for word in words) and not re.search(r"[’']s\b", head)
    )


def _authors(text: str) -> tuple[str, ...]:
    parts = re.split(r"\s*(?:;|,\s*(?:and|&)\s|\s&\s|\sand\s(?=[A-Z][a-z]+ [A-Z]))\s*", _caps(text.strip(" ,.;:")))
    return tuple(part.strip(" ,") for part in parts if part.strip(" ,."))


def _caps(text: str) -> str:
    """Words set in capitals as a reader would write them; a short single word may be an acronym and stays."""
    letters = [char for char in text if char.isalpha()]
    if (
        not letters
        or sum(char.isupper() for char in letters) < 0.8 * len(letters)
        or (len(text.split()) == 1 and len(text) <= 6)
    ):
        return text
    small = {"of", "the", "for", "and", "on", "in", "to", "a", "an", "at", "by", "from", "with", "or", "de", "la"}
    words = text.split()
    return " ".join(
        _word(word, first=i == 0 or words[i - 1].endswith((":", "?", ".")))
        if word.lower() not in small or i == 0 or words[i - 1].endswith(":")
        else word.lower()
        for i, word in enumerate(words)
    )


def _word(word: str, *, first: bool) -> str:
    if re.fullmatch(r"(?:[A-Z]\.)+:?,?", word) or word.strip(":,") in (
        "US",
        "UK",
        "UN",
        "EU",
        "IOM",
        "UNHCR",
        "ICE",
        "CBP",
        "DHS",
    ):
        return word
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


def _type(body: str, found: dict[str, Any], quoted: bool) -> str:
    container = found.get("container") or ""
    if not quoted and LAW.search(body) and not found.get("url"):
        return "legislation"
    if (
        quoted
        and container
        and JOURNAL.search(container)
        and not re.search(r"wall street|daily", container, re.IGNORECASE)
    ):
        return "article-journal"
    if container and (MEDIA.search(container) or re.fullmatch(r"\d{4}-\d\d-\d\d", found.get("issued") or "")):
        return "article-newspaper"
    if found.get("author") and found.get("issued") and not quoted:
        return "report"
    if quoted and container and not found.get("url"):
        return "article-journal" if re.search(r"\d", body[body.find(container) :]) else "article"
    return "webpage" if found.get("url") else "report"


def _last_date(text: str) -> re.Match[str] | None:
    """The date of issue: the last with a month, else the last year in brackets, else the last year."""
    dates = [match for match in DATE.finditer(text) if not _in_title(text, match)]
    full = [match for match in dates if not match["y4"]]
    found = full or dates
    return found[-1] if found else None


def _in_title(text: str, match: re.Match[str]) -> bool:
    return any(quoted.start() <= match.start() < quoted.end() for quoted in QUOTED.finditer(text))


def iso(text: str) -> str | None:
    """A date as ISO 8601 of the precision known: 2019-07-02, 2019-07, 2019."""
    match = DATE.search(text)
    if match is None:
        return None
    if match["iso"]:
        return match["iso"]
    if match["y4"]:
        return match["y4"]
    year = match["y1"] or match["y2"] or match["y3"]
    name = (match["m1"] or match["m2"] or match["m3"]).lower().rstrip(".")
    month = next(i for i, full in enumerate(MONTHS, 1) if full.startswith(name[:3]))
    day = match["d1"] or match["d2"]
    return f"{year}-{month:02d}-{int(day):02d}" if day else f"{year}-{month:02d}"
