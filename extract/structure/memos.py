"""Memos: the header of To, From, Date and Subject in its many forms, and a number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.document import Piece
from extract.structure import dates
from extract.structure.rows import Row

_FIELDS: dict[str, str] = {
    "to": "to|memorandum for|memo for|for|para|an|à|a|destinatario|destinataire|empfänger|aan",
    "through": "through|thru|via|cc|copy|copies|con copia",
    "from": "from|de|von|van|da|remitente|expéditeur|absender",
    "date": "date|dated|fecha|datum|data",
    "subject": "subject|subj|re|regarding|asunto|objet|objeto|betreff|oggetto|assunto|onderwerp|title",
    "number": "memo(?:randum)? (?:no|number)|number"
    "|no|ref|reference|file|our ref|case (?:no|number)|docket (?:no|number)"
    "|oficio(?: n[oº]| número)?|policy (?:no|number)|directive(?: no| number)?",
}
_FIELD = re.compile("|".join(rf"(?P<{name}>(?:{words})\.?)" for name, words in _FIELDS.items()), re.IGNORECASE)
_LINE = re.compile(r"(?P<field>[A-Za-zÀ-ÿ][\wÀ-ÿ. ]{0,22}?)\s*(?::\s*|\s{3,}|\t)(?P<value>.*)")
HEADING = re.compile(
    r"(?:(?:inter-?office |internal |policy |legal |information |briefing |action )?(?:memorandum"
    r"|memo)(?: (?:of|for|to) .*)?"
    r"|memorando|memorándum|note de service|aktenvermerk|vermerk|nota (?:interna|informativa)"
    r"|circular)\b(?:\s+(?:no\.?|n[oº]\.?|#)?\s*[\w/-]*\d[\w/-]*)?\W*",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"\b(?:memorandum|memo|directive|policy|circular|case|docket|oficio|index|notice)\s*(?:no\.?|nos\.?"
    r"|n[.ºo°]+|number|#)\s*:?\s*"
    r"(?P<number>[A-Z0-9][\w./:–-]*\d[\w./–-]*(?:-[A-Z]+)?)",
    re.IGNORECASE,
)
_SENT = re.compile(r"(?:sent|enviado|gesendet|envoyé|inviato|verzonden)\s*:", re.IGNORECASE)
#: How many rows of a document may hold its header.
TOP = 40


@dataclass(slots=True)
class Header:
    """The fields of a memo's header."""

    fields: dict[str, str] = field(default_factory=dict)
    date: dates.Found | None = None
    titled: bool = False
    number: str | None = None

    @property
    def found(self) -> bool:
        """Whether it is a memo's header: two fields, To or From among them, and no e-mail's Sent."""
        addressed = bool(self.fields.keys() & {"to", "from"})
        return (len(self.fields) >= 2 and addressed) or (self.titled and bool(self.fields))


def label(rows: Sequence[Row], *, day_first: bool | None) -> Header:
    """Puts the kind of the header's lines on the rows, and returns its fields."""
    header = Header()
    top = rows[:TOP]
    if any(_SENT.match(row.text) for row in top[:12]):
        return header  # an e-mail's header
    spans: list[tuple[str, list[int]]] = []
    apart = _columns(top)
    for i, row in enumerate(top):
        if i in apart:
            header.fields.setdefault(*apart[i])
            spans.append(("apart", [i]))
            continue
        if row.kind is not None and row.kind != "letterhead":
            break
        number = NUMBER.search(row.text)
        if number and header.number is None and len(row.text.split()) <= 16:
            header.number = number["number"].rstrip(".,")
        if _is_title(row.text):
            header.titled = True
            spans.append(("title", [i]))
            continue
        name, value = _field(row.text)
        if name is not None and name not in header.fields:
            header.fields[name] = value
            spans.append((name, [i]))
        elif (
            spans
            and spans[-1][0] in header.fields
            and i - 1 not in apart
            and _goes_on(rows, i, header.fields[spans[-1][0]], spans[-1][1][-1])
        ):
            last = spans[-1][0]
            header.fields[last] = f"{header.fields[last]} {row.text}".strip()
            spans[-1][1].append(i)
        elif len(row.text.split()) >= 12:
            break
    header.fields = {name: " ".join(value.split()) for name, value in header.fields.items() if name and value.strip()}
    if not header.found:
        return header
    for _, at in spans:
        for i in at:
            rows[i].kind = "letterhead"
            rows[i].own = rows[i].own or i == at[0]
    _issuer(rows, spans)
    if "date" in header.fields:
        header.date = next(iter(dates.find(header.fields["date"], day_first=day_first)), None)
    header.number = header.number or header.fields.get("number")
    return header


def reopened(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, where a header that a reader took for a table, or a part of it, is lines of text again."""
    made = list(pieces)
    for i, piece in enumerate(made[:TOP]):
        lines = [re.sub(r"\s*\t\s*|\s+\|\s+", " ", line).strip() for line in piece.text.split("\n")]
        if piece.kind == "table" and len(lines) <= 8 and all(":" in line and _field(line)[0] for line in lines):
            made[i] = replace(piece, kind="paragraph", text="\n".join(lines), lines=tuple(lines))
    return made


def _columns(rows: Sequence[Row]) -> dict[int, tuple[str, str]]:
    """Where a dump gives all names of fields first and all values after them: a field and its value for each row.

    The rows of the values stand for nothing more: their name is empty.
    """
    found: dict[int, tuple[str, str]] = {}
    i = 0
    while i < len(rows):
        end = i
        while end < len(rows) and _field(rows[end].text)[0] is not None and not _field(rows[end].text)[1]:
            end += 1
        count = end - i
        values = rows[end : end + count]
        if count >= 2 and len(values) == count and not any(_is_value_too_long(row) for row in values):
            for n in range(count):
                found[i + n] = (_field(rows[i + n].text)[0] or "", values[n].text)
                found[end + n] = ("", "")
        i = max(end, i + 1)
    return found


def _is_value_too_long(row: Row) -> bool:
    return row.prose or len(row.text.split()) > 25


def _issuer(rows: Sequence[Row], spans: Sequence[tuple[str, list[int]]]) -> None:
    """Marks the short lines before the header: who issues the memo."""
    begin = spans[0][1][0]
    above = rows[:begin]
    if begin <= 8 and all(len(row.text.split()) <= 12 and not re.search(r"[a-z]\.$", row.text) for row in above):
        for row in above:
            row.kind = row.kind or "letterhead"


def _is_title(text: str) -> bool:
    """ "MEMORANDUM", "Memo No. 7", "OFFICE OF ROADS MEMORANDUM"."""
    if len(text.split()) > 12:
        return False
    return HEADING.fullmatch(text) is not None or (
        text.isupper() and text.endswith(("MEMORANDUM", "MEMO", "MEMORANDO"))
    )


def _field(text: str) -> tuple[str | None, str]:
    match = _LINE.fullmatch(text)
    if match is None:
        bare = re.match(r"(MEMORANDUM FOR|MEMO FOR)\s+(?=[A-ZÀ-Ý0-9])(.*)", text)
        return (_name(bare[1]), bare[2]) if bare else (None, "")
    return _name(match["field"]), match["value"].strip()


def _name(words: str) -> str | None:
    match = _FIELD.fullmatch(words.strip())
    return match.lastgroup if match else None


def _goes_on(rows: Sequence[Row], i: int, value: str, last: int) -> bool:
    """A field's value runs over lines, or stands in the line after its name."""
    if not value:
        return len(rows[i].text.split()) <= 25
    return (
        i == last + 1
        and not rows[i].first
        and len(rows[i].text.split()) <= 14
        and not re.search(r"[a-z]\.$", rows[i].text)
    )
