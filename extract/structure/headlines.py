"""Headlines: which rows are one, and what stands around it that is none."""

import re
from collections.abc import Sequence

from extract.structure import dates, names
from extract.structure.rows import Row, unwrap

#: How many rows a headline may run over.
HEADLINE = 4
#: Lines that say that a text is a release.
RELEASE = re.compile(
    r"(?:for immediate release|for release\b.*|embargoed\b.*|(?:press|news|media)(?: |-)?(?:release|statement"
    r"|advisory|note|briefing)\b.{0,60}|statement (?:by|of|from|on)\b.{0,100}|joint statement.{0,80}"
    r"|fact ?sheet\b.{0,120}"
    r"|comunicado(?: de prensa)?\b.{0,60}|nota de prensa\b.{0,60}|boletín\b.{0,60}"
    r"|communiqué(?: de presse)?\b.{0,60}|pressemitteilung\b.{0,60}|comunicato stampa\b.{0,60}|nota à imprensa"
    r"|persbericht|readout of\b.{0,80}|briefing room.*"
    r"|para (?:su )?publicación inmediata|pour diffusion immédiate)",
    re.IGNORECASE,
)
#: Lines that say so wherever they stand, under the name of a body too.
NOTICE = re.compile(
    r"for immediate release|embargoed\b.*|(?:press|news|media)(?: |-)?release|press statement|comunicado de prensa"
    r"|nota de prensa|communiqué de presse|pressemitteilung|comunicato stampa|nota à imprensa|persbericht",
    re.IGNORECASE,
)
#: A line of a headline that goes on in the next one.
OPEN = re.compile(
    r"(?:[,:&–—-]|\b(?:of|the|for|and|in|on|to|a|an|with|from|by|at|de|del|la|y|en|et|des?|du|und))$", re.I
)
NUMBERED = re.compile(r"(?:\d+(?:\.\d+)*\.?|[IVX]+\.)\s+\S")


def told_here(rows: Sequence[Row], told: int, i: int, headline: Sequence[Row]) -> bool:
    """Whether an author or a date stood in the lines of this piece, after the headline."""
    return told >= 0 and rows[told].piece == rows[i].piece and not any(row is headline[-1] for row in rows[told:i])


def as_letterhead(rows: Sequence[Row]) -> list[Row]:
    """Marks rows that are nothing else yet; no row of a headline is left of them."""
    for row in rows:
        row.kind = row.kind or "letterhead"
    return []


def title_follows(rows: Sequence[Row], release: Row, first: int) -> bool:
    """Whether something that may be a headline stands between the line that says "press release" and the text."""
    after = rows[rows.index(release) + 1 : first]
    return any(
        len(row.text.split()) >= 4 and dates.alone(row.text) is None and not RELEASE.fullmatch(row.text)
        for row in after
    )


def without_heading(rows: Sequence[Row], headline: list[Row], first: int) -> list[Row]:
    """The headline without the heading of the first section, which a dump gives right under it.

    It is one where other sections have headings, and where no word or mark shows that the title goes on.
    """
    if len(headline) < 2 or first >= len(rows) or rows[first - 1] is not headline[-1]:
        return headline
    entries = unwrap([row.text for row in headline])
    last = headline[-1]
    if len(entries) < 2 or entries[-1] != last.text or re.search(r"[:–—-]$", entries[-2]) or last.text.isupper():
        return headline
    sections = sum(_heads_section(rows, i) for i in range(first + 1, len(rows) - 1))
    if sections < 2 or not _like_heading(last.text):
        return headline
    last.kind, last.own = "heading", True
    return headline[:-1]


def _heads_section(rows: Sequence[Row], i: int) -> bool:
    return rows[i].kind is None and _like_heading(rows[i].text) and rows[i].first and is_prose(rows[i + 1])


def _like_heading(text: str) -> bool:
    return len(text.split()) <= 10 and text[:1].isupper() and text[-1:].isalnum() and dates.alone(text) is None


def title_of(rows: Sequence[Row], headline: Sequence[Row]) -> str | None:
    """The title that the rows of a headline are, marked as such; None where they are none."""
    if not headline or len(headline) > HEADLINE:
        return None
    text = " ".join(row.text for row in headline)
    if len(text.split()) > 35 or len(text) > 260 or re.search(r"[,;:]$", text) or names.CONTACT.search(text):
        return None
    after = rows.index(headline[-1]) + 1
    if after >= len(rows):
        return None
    for row in headline:
        row.kind = "title"
    headline[0].own = True
    return " ".join(text.split())


def is_prose(row: Row) -> bool:
    words = row.text.split()
    return (
        row.prose
        or len(words) >= 20
        or (len(words) >= 6 and re.search(r"[a-z]{2,}[.!?]['\"”’]?$", row.text) is not None)
    )
