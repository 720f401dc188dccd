"""Authors as CSL names: people in parts, for styles that sort and shorten them; bodies as they are written."""

import csv
import re
from functools import cache
from importlib.resources import files

from nameparser import ParsedName, parse

Name = dict[str, str]

#: Matches "Migration Policy Institute", "Ministerio del Interior", "Refugees International"; not "Ana Ruiz".
OF_BODIES = re.compile(
    r"\b(?:academy|acción|administra(?:tion|ción)|advocates|agen(?:cy|cia|ce)|airwars|alliance|alianza|amnesty|angels"
    r"|archives?|asamblea|assembly|associat(?:es|ion)|asociación|association|authorit(?:y|ies)|borders?|brigade|broadcasting"
    r"|bureau|cabinet|campaign|caritas|cent(?:er|re|ro|ers|res)|chamber|charity|clinics?|coalition|colectivo|collective"
    r"|college|comi(?:té|sión)|commission(?:er)?|committee|community|company|confederation|conference|congress"
    r"|consejo|consortium|consulate|cooperation|corp(?:oration)?\.?|council|crescent|daily|defen[cs]e|defensor[ií]a"
    r"|delegation|department|departamento|detention|development|direc(?:ción|ctorate|tion)|embassy|enforcement"
    r"|facility|faculty|federa(?:tion|ción|l)|fondation|forum|foundation|fronteras|frontières|fundación|fund|gazette|gobierno"
    r"|government|groupe?|grupo|guard|hospital|human|immigration|immigrants?|inc\.?|initiative|inspector(?:ate)?"
    r"|institut[eo]?|institution|instituto|integration|interior|international|investigations?|journal|journalists"
    r"|lawyers|leadership|league|library|ltd\.?|llc|llp|magazine|media|memorial|migra(?:tion|ción|nts?|ntes|te)"
    r"|minist(?:ry|ère|erio|erium)|mission|monitor|movement|museum|nations|national|network|news(?:paper)?"
    r"|nonprofit|observator(?:y|io)|observer|office|oficina|ombudsman|organi[sz]a(?:tion|tions|ción)|parliament"
    r"|parlamento|partners?|partnership|party|patrol|people|pla(?:tform|taforma)|police|polic(?:y|ies)|prison"
    r"|programme?|project|proyecto|refugees?|relief|report(?:er)?s|republi(?:c|ca|que)|research|resistance|review"
    r"|rescue|rights|sans|school|secretar(?:y|ía|iat)|security|senate|senado|service[s]?|servicio|society|solidari(?:ty"
    r"|dad|té)|state|statewatch|studies|supreme|team|televis(?:ion|ión)|times|tribun(?:e|al)|trust|unicef|uni(?:on|ón)"
    r"|united|universi(?:ty|dad|tät|té|teit|tà)|verein|voices|volunteers|watch|without|women|workers|world)\b",
    re.IGNORECASE,
)
#: Words that bodies have and families too ("Frank Church", "Emily Post"): they tell in names of three words or more.
OF_BOTH = re.compile(r"\b(?:bank|church|court|house|justice|law|post|press|star|sun|union|action)\b", re.IGNORECASE)
#: Small words that stand in names of bodies alone; "de", "del" and "y" stand in people's too, and To Lam is a person.
LINKS = re.compile(r"\b(?:of|for|[tT]he|on|against|and|in|to|at|with|por|para)\b|[&@/]|\d")
#: Three capitals and more, or those of a few that have two; not "III" at the end of a name, not "JM Coetzee".
ACRONYM = re.compile(r"\b(?!(?:III|VII|LLM)\b)(?:[A-ZÀ-Þ]{3,}|UN|EU|UK|US|AU|AP|U\.S\.|U\.N\.|U\.K\.|E\.U\.)(?!\w)")
#: What tells that somebody only edited: "Paz, A. (ed.)", "Ana Ruiz, eds."
ROLE = re.compile(r",?\s*[(\[]?\b(?:eds?|editors?|hrsg|coords?)\b\.?[)\]]?$", re.IGNORECASE)
OTHERS = re.compile(r",?\s*(?:\bet al\b\.?|\band others\b|\by otros\b)$", re.IGNORECASE)
INITIAL = re.compile(r"\b[A-ZÀ-Þ]\.")
#: Titles that no style prints; "Judge" and "Prince" stay with the given name, since they may be a part of it.
TITLES = frozenset("dr prof professor mr mrs ms mx sir dame hon rev fr lic ing".split())
#: What is longer is nobody's name, but text that was taken for one.
LONGEST = 200
SUFFIX = re.compile(r"(?:[JS]r\.?|I{2,3}|IV|Esq\.?|Ph\.?D\.?|M\.?D\.?|J\.?D\.?|LL\.?M\.?)")
WORD = re.compile(r"\w+")


def names(text: str | None) -> list[Name]:
    """The authors or editors in `text`, where they are parted by "; ", as CSL-JSON 1.0.2 has them.

    A person has `family` and mostly `given`, `suffix` and `non-dropping-particle`; a body, and whoever has one name
    alone, has `literal`. Of a family name of two words that no comma tells, only the last is taken: "Pérez García".
    """
    found: list[Name] = []
    for part in (text or "").split(";"):
        written = ROLE.sub("", part.strip()).strip(" ,")
        bare = OTHERS.sub("", written).strip(" ,")
        if bare:
            whole = len(bare) > LONGEST or is_body(bare)
            found.append({"literal": bare} if whole else _person(bare))
        if bare != written:
            found.append({"literal": "et al."})
    return found


def is_body(name: str) -> bool:
    """Whether it is an organization's, an office's or a country's name and no person's, by its words.

    It errs for bodies that are called like people ("Jesse James Gallery") and knows those of the gazetteer.
    """
    words = WORD.findall(name)
    if _plain(name) in _known() or OF_BODIES.search(name) or LINKS.search(name) or ACRONYM.search(_mixed(name)):
        return True
    return len(words) > 2 and not INITIAL.search(name) and bool(OF_BOTH.search(name))


def _mixed(name: str) -> str:
    """The name, if only some of its words are in capitals: in "PETER ORSI" capitals tell nothing."""
    return "" if name.isupper() and len(WORD.findall(name)) > 1 else name


def _person(name: str) -> Name:
    """The name in parts, or as a literal where it has one part alone or a part would be lost."""
    read = parse(name)
    title = "" if read.title.rstrip(".").casefold() in TITLES else read.title
    parts = {
        "family": read.family,
        "given": " ".join(part for part in (title, read.given, read.middle) if part),
        "suffix": read.suffix,
    }
    if read.family_particles and read.family_particles.islower():
        parts |= {"family": read.family_base, "non-dropping-particle": read.family_particles}
    kept = sorted(WORD.findall(" ".join(parts.values())))
    if not parts["family"] or not parts["given"] or kept != sorted(WORD.findall(_untitled(name, read, title))):
        return {"literal": name}
    if read.suffix and not SUFFIX.fullmatch(read.suffix):
        return {"literal": name}
    return {key: value for key, value in parts.items() if value}


def _untitled(name: str, read: ParsedName, kept: str) -> str:
    return name if kept or not read.title else name.replace(read.title, "", 1)


@cache
def _known() -> frozenset[str]:
    """Bodies of the gazetteer, and its places of two words and more, which are nobody's name."""
    found = set()
    text = files("avr_docs").joinpath("gazetteer.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        for name in (row["name"], *(row["aliases"] or "").split(";")):
            if row["label"] == "ORG" or " " in name.strip():
                found.add(_plain(name))
    return frozenset(found)


def _plain(name: str) -> str:
    return name.strip().casefold().removeprefix("the ").replace("’", "'")
