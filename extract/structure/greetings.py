"""Whom a salutation names, where a letter has no address."""

import re
from collections.abc import Iterable

from extract.document import Party
from extract.structure import names
from extract.structure.rows import Row

_GENERIC = re.compile(
    r"sirs?|madam|sir or madam|sir/madam|sirs? and madams?|colleagues?|friends?|all|members?"
    r"|(?:to )?whom it may concern|team|everyone|gentlemen"
    r"|ladies|señor(?:es|as?)?|señora?s? y señora?es?|colegas|madame|monsieur|damen und herren|senhores|signori"
    r"|heer|mevrouw|excellenc\w+",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:dear|hello|hi|estimad[oa]s?|distinguid[oa]s?|cher[es]*|chère|sehr geehrte[rs]?|liebe[rs]?"
    r"|prezad[oa]s?|car[oa]s?"
    r"|gentil[ei]|egregi[oa]|geachte|beste|apreciad[oa]s?|querid[oa]s?|esteemed)\s+",
    re.IGNORECASE,
)


def greeted(salutation: str, rows: Iterable[Row]) -> list[Party]:
    """Whom a salutation names, with the full names that the document gives for them."""
    text = " ".join(row.text for row in rows)
    bare = _GREETING.sub("", salutation.strip(" ,:;!—–-"))
    found: list[Party] = []
    for part in re.split(r",\s*(?:and\s+)?|\s+(?:and|y|et|und|e|en|&)\s+", bare):
        part = part.strip()
        if not part or _GENERIC.fullmatch(part) or _GENERIC.fullmatch(names.bare(part) or "sir"):
            continue
        found.append(_greeted(part, text))
    return found


def _greeted(part: str, text: str) -> Party:
    name = names.bare(part)
    role = None
    match = names.ROLE.match(name)
    if match:
        role, name = match[0], name[match.end() :].strip()
    if not name:
        return Party(role=part)
    if names.ROLE.search(name) or names.BODY.search(name):
        return Party(role=f"{role} {name}".strip() if role else name)
    if len(name.split()) == 1:
        name = _full_name(name, text)
    after = re.search(rf"{re.escape(name)},\s+(?:the\s+)?([A-Za-z][^,.;]{{3,80}})", text)
    organization = None
    if after and names.ROLE.search(after[1]):
        held = re.match(r"(.*?)\s+(?:of|de|del|der|du)\s+(?:the\s+)?([A-ZÀ-Ý].*)", after[1])
        role, organization = (held[1], held[2]) if held else (after[1], None)
        role = role[:1].upper() + role[1:]
    return Party(name=name, role=role, organization=organization)


def _full_name(surname: str, text: str) -> str:
    """The shortest full name that the text gives for a surname, without titles; the surname where it gives none."""
    found: set[str] = set()
    for match in re.finditer(rf"\b(?:[A-ZÀ-Ý][\w'’-]+\s+|[A-ZÀ-Ý]\.\s+){{1,3}}{re.escape(surname)}\b", text):
        words = match[0].split()
        titles = [at for at, word in enumerate(words) if _is_title(word)]
        words = words[titles[-1] + 1 :] if titles else words
        if len(words) > 1:
            found.add(" ".join(words))
    return min(found, key=lambda name: (len(name.split()), name), default=surname)


def _is_title(word: str) -> bool:
    spaced = word + " "
    return bool(names.ROLE.fullmatch(word) or names.HONORIFIC.fullmatch(spaced) or _GREETING.match(spaced))
