"""News stories and press releases: headline, byline, dateline, publisher, and what stands around a story."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.structure import dates, names
from extract.structure.headlines import (
    NOTICE,
    NUMBERED,
    OPEN,
    RELEASE,
    as_letterhead,
    is_prose,
    title_follows,
    title_of,
    told_here,
    without_heading,
)
from extract.structure.rows import Row

# Whole lines of a page that are no part of the story on it.
BOILERPLATE = re.compile(
    r"(?:article )?ad(?:vertisement)?(?: box| \d+)?|advertorial|advertise(?:ment)? with us.*"
    r"|sponsored(?: content| by.*)?|publicidad|anuncio|publicité|anzeige|werbung|pubblicità"
    r"|publicidade|(?:story|article) continues (?:below|after).*|continue reading.*|(?:read|see|watch|listen"
    r"|learn)(?: more| also| next| now)\b\s*[:>|].*|read more\b.{0,80}"
    r"|lea? (?:también|más)\s*:.*|te puede interesar.*|lire aussi.*|lesen sie auch.*|leia (?:também|mais).*"
    r"|leggi anche.*|lees ook.*"
    r"|(?:related|more)(?: stories| articles| coverage| news| on this| from .*)?:?|most (?:read|popular)"
    r"|recommended(?: for you)?|trending(?: now)?"
    r"|(?:sign up|subscribe|register)\b.{0,140}|(?:get|join) (?:our|the|your) .{0,60}(?:newsletter|inbox|app"
    r"|community).{0,60}|newsletter.{0,40}|follow us\b.{0,80}|share(?: this)?(?: article| story| page| on .*)?"
    r"|(?:share|tweet|print|email|e-mail|save|comment|comments|copy link|facebook|twitter|whatsapp|linkedin"
    r"|reddit|telegram)(?:\s*[|·•/,]?\s*(?:share|tweet|print|email|save|facebook|twitter|whatsapp|linkedin"
    r"|reddit|copy link|x))*"
    r"|compartir.{0,40}|partager.{0,40}|suscr[íi]bete.{0,120}|s[íi]guenos.{0,80}|click here.{0,100}|skip to .*"
    r"|back to top|home|menu|search|loading\W*|play video|listen to (?:this )?article.*"
    r"|(?:all rights reserved|todos los derechos reservados|tous droits réservés|alle rechte vorbehalten).*"
    r"|(?:©|\(c\)|copyright\b).{0,160}|we use cookies.*|(?:accept|manage) (?:all )?cookies.*"
    r"|\d+ (?:min(?:ute)?s?)(?: read)?|this (?:article|story) (?:was )?(?:originally|first) (?:published"
    r"|appeared).{0,160}|disclaimer\b.*",
    re.IGNORECASE | re.DOTALL,
)
ENDING = re.compile(
    r"(?:#\s?){2,}|-\s?(?:30|end|ends|fin|ende)\s?-|[*\s]{3,}|(?:note to |notes for )?editors?:?", re.IGNORECASE
)
CREDIT = re.compile(
    r"(?:\(?(?:photo(?:graph)?|image|picture|foto|photo credit|credit|video|illustration|graphic|file photo"
    r"|caption|figure source|data source|source|quelle|fuente)"
    r"(?:s|ía)?(?: by| courtesy(?: of)?| de| von)?\s*[:/|]\s*\S.{0,200}|\(?(?:photo|image|picture|foto) (?:by"
    r"|courtesy|de|von) .{2,120})",
    re.IGNORECASE | re.DOTALL,
)
SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+){1,}(?:\.(?:jpe?g|png|gif|pdf|docx?))?|\S+\.(?:jpe?g|png|gif|webp)")
BYLINE = re.compile(
    r"(?:by|por|par|von|di|door|written by|reported by|story by|authors?|autor(?:es|as|a)?"
    r"|auteurs?)\s*:?\s+(?P<names>[^\d]{3,160})",
    re.IGNORECASE,
)
# "GENEVA, 12 May 2020 -", "WASHINGTON (AP) —", "MEXICO CITY, July 2 (Reuters) -", "Ginebra, 3 de mayo –"
DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-Ý][A-ZÀ-Ýa-zà-ÿ.'’ -]{2,40}(?:,\s*[A-Z][A-Za-zà-ÿ. ]{1,25})?)"
    r"(?:,\s*(?P<date>[^()–—]{3,40}?))?\s*(?:\((?P<agency>[\w .&-]{2,30})\))?\s*(?:—|–|--|-)\s+(?=[A-Z“\"‘])"
)
_CONTACT = re.compile(
    r"(?:(?:media|press)(?: relations)? (?:contacts?|enquiries|inquiries|office)|contacts?"
    r"|contacto(?: de prensa)?|presse(?:kontakt)?|for (?:more|further) information.*"
    r"|para más información.*)\s*:?.{0,120}",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said|says|told|added|according to|reported|stated|tweeted|dijo|señaló|afirmó|declaró|según|a déclaré"
    r"|selon|sagte|laut|disse|segundo|afirmou|ha detto|secondo|zei|volgens)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"(?:last )?(?:updated|published|posted|modified)\b", re.IGNORECASE)
#: How many rows of a document may hold what stands before a story.
TOP = 24


@dataclass(slots=True)
class Story:
    """What was found of a story or a release."""

    title: str | None = None
    authors: list[str] = field(default_factory=list)
    date: dates.Found | None = None
    agency: str | None = None
    release: bool = False
    contact: bool = False
    ending: bool = False
    advertisements: int = 0
    said: float = 0.0  # reporting words a hundred words


def label(rows: Sequence[Row], *, day_first: bool | None, titles: bool) -> Story:
    """Puts the kinds of what is no text of the story on the rows; with `titles`, looks for a headline too."""
    story = Story()
    words = sum(len(row.text.split()) for row in rows)
    story.said = 100 * sum(len(_SAID.findall(row.text)) for row in rows) / max(words, 1)
    for i, row in enumerate(rows):
        if row.kind is not None:
            continue
        alone = row.first and (i + 1 == len(rows) or rows[i + 1].first)
        if ENDING.fullmatch(row.text):
            row.kind = "boilerplate"
            story.ending = story.ending or i > len(rows) / 2
        elif (alone or len(row.text.split()) <= 4) and len(row.text) < 400 and BOILERPLATE.fullmatch(row.text):
            row.kind = "boilerplate"
            story.advertisements += 1
        elif alone and CREDIT.fullmatch(row.text):
            row.kind = "caption"
        elif alone and SLUG.fullmatch(row.text):
            row.kind = "boilerplate"
    _contacts(rows, story)
    _top(rows, story, day_first=day_first, titles=titles)
    return story


def _top(rows: Sequence[Row], story: Story, *, day_first: bool | None, titles: bool) -> None:
    """Headline, byline and date, before the first paragraph; a byline may stand at the end too."""
    first = next((i for i, row in enumerate(rows) if row.kind is None and is_prose(row)), len(rows))
    headline: list[Row] = []
    told = -1  # the last row that gave an author or a date
    for i, row in enumerate(rows[: min(first, TOP)]):
        if row.kind is not None:
            continue
        if row.was == "title" and not titles:
            _title_page(row, rows, story, day_first=day_first)
            continue
        dated = dates.alone(row.text, day_first=day_first)
        byline = BYLINE.fullmatch(row.text)
        author = _author(row.text)
        if RELEASE.fullmatch(row.text) and not (headline and not row.first and not NOTICE.fullmatch(row.text)):
            story.release = True
            row.kind = "letterhead"
            row.own = True
            if title_follows(rows, row, first):  # what stood before it was who releases, and not the headline
                headline = as_letterhead(rows[:i])
        elif dated is not None and (story.date is None or _UPDATED.match(row.text)):
            story.date = story.date or dated
            row.kind, row.own, told = "letterhead", True, i
        elif byline is not None and _names(byline["names"]):
            story.authors += _names(byline["names"])
            row.kind, row.own, told = "letterhead", True, i
        elif author is not None and (headline or row.piece > 0):
            story.authors.append(author)
            row.kind, told = "letterhead", i
        elif headline and not row.first and (told_here(rows, told, i, headline) or names.CONTACT.search(row.text)):
            row.kind = "letterhead"
        elif story.authors and names.BODY.search(row.text) and row.was != "heading":
            row.kind = "letterhead"  # whom the author works for
        elif headline and NUMBERED.match(row.text):
            break
        elif titles and (not headline or not row.first or OPEN.search(headline[-1].text)):
            headline.append(row)
    story.title = title_of(rows, without_heading(rows, headline, first))
    if first < len(rows):
        _dateline(rows[first], story, day_first=day_first)
    _late_byline(rows, first, story)


def _title_page(row: Row, rows: Sequence[Row], story: Story, *, day_first: bool | None) -> None:
    """What a reader took for a part of the title, after the title itself: authors, whom they work for, a date."""
    if row.piece == next(other.piece for other in rows if other.was == "title"):
        return
    found = dates.find(row.text, day_first=day_first)
    authors = _names(row.text)
    if found and len(row.text.split()) <= 12:
        story.date = story.date or found[0]
    elif authors and not names.BODY.search(row.text):
        story.authors += authors
    elif not (names.BODY.search(row.text) and len(row.text.split()) <= 10):
        return
    row.kind, row.own = "letterhead", True


def _late_byline(rows: Sequence[Row], first: int, story: Story) -> None:
    """Marks a byline that stands under the text or after its first lines."""
    for i, row in enumerate(rows[first:], start=first):
        if row.kind is not None or not row.first or not (i < TOP or len(rows) - i <= 3):
            continue
        byline = BYLINE.fullmatch(row.text)
        if byline is not None and re.match(r"(?:authors?|autor|auteur|written|by)\b", row.text, re.IGNORECASE):
            authors = _names(byline["names"])
            story.authors += authors
            if authors:
                row.kind, row.own = "boilerplate", True


def _author(text: str) -> str | None:
    """ "Phil Roe, Programme Coordinator": a person with a role, or nobody."""
    name, _, rest = text.partition(",")
    return names.bare(name) if rest and names.is_person(name) and names.is_role(rest) else None


def _names(text: str) -> list[str]:
    """The names of a byline; none where the words are no names."""
    text = (
        re.split(r"\s*(?:\||•|–|—|;\s|/)\s*", text.strip(" .:"))[0]
        if not re.search(r"[A-Z]\.,", text)
        else text.strip(" :")
    )
    if re.search(r",\s*(?:[A-Z]\.\s?)+", text):  # "Roe, P., Poe, K., & Doe, A."
        return [f"{m[2].strip()} {m[1]}" for m in re.finditer(r"([^\W\d_][\w'’ -]+),\s*((?:[^\W\d_]\.[\s-]?)+)", text)]
    parted = re.split(r",\s*(?:and |y |et |und |& )?|\s+(?:and|y|et|und|e|en|&)\s+", text)
    given = [name.strip() for name in parted if name.strip()]
    people = [names.bare(name) for name in given if names.is_person(name)]
    return people if people and (len(people) == len(given) or names.is_person(given[0])) else []


def _dateline(row: Row, story: Story, *, day_first: bool | None) -> None:
    match = DATELINE.match(row.text)
    if match is None:
        return
    story.agency = match["agency"]
    if match["date"]:
        found = dates.find(match["date"], day_first=day_first)
        if found and story.date is None:
            story.date = found[0]
    if story.agency is None and not match["date"] and not match["place"].split(",")[0].isupper():
        return
    story.agency = story.agency or ""


def _contacts(rows: Sequence[Row], story: Story) -> None:
    """Marks the block of a press contact: its heading and the short lines with names and telephones after it."""
    i = 0
    while i < len(rows):
        row = rows[i]
        if row.kind not in (None, "heading") or not row.first or not _CONTACT.fullmatch(row.text) or is_prose(row):
            i += 1
            continue
        end = i + 1
        while (
            end < len(rows)
            and rows[end].kind is None
            and len(rows[end].text.split()) <= 12
            and not is_prose(rows[end])
            and end - i < 12
            and (not rows[end].first or names.CONTACT.search(rows[end].text))
        ):
            end += 1
        if any(names.CONTACT.search(r.text) for r in rows[i:end]):
            story.contact = True
            for r in rows[i:end]:
                r.kind = "boilerplate"
            row.own = True
        i = end
