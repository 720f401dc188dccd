"""Whether two lists of authors, publishers or papers name one and the same person or body."""

import re
from functools import lru_cache
from typing import NamedTuple

from avr_docs.works.plain import SMALL, words

PARTED = "; "
ACRONYM = re.compile(r"\(([A-Z][A-Za-z.]{1,9})\)")
#: A name with one of these words is a body's, so that its last word is no surname.
OF_BODIES = frozenset(
    """academy administration agency alliance assembly association authority bank board bureau center church clinic
    coalition college commission commissioner committee congress council court department directorate division embassy
    federation forum foundation fund general government group house immigration initiative institute international
    justice law league media migration ministry mission monitor nation national nations network news office
    organization parliament partnership police post press program project refugee refugees relief rights school
    secretary secretariat security senate service services society staff state states times tribunal union
    university watch without working""".split()
)
#: Words before the name of an office that citations put or leave out.
BEFORE = {"the", "us", "usa", "uk", "un"}
MOST_WORDS_OF_A_PERSON = 4


class Names(NamedTuple):
    """Names as they are compared: whole names and acronyms; surnames; names that are a surname and nothing more."""

    whole: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    bare: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.whole)

    def meets(self, other: "Names") -> bool:
        """True if one person or body may stand in both."""
        return bool(self.whole & other.whole or self.bare & other.surnames or self.surnames & other.bare)

    def __or__(self, other: object) -> "Names":
        if not isinstance(other, Names):
            return NotImplemented
        return Names(self.whole | other.whole, self.surnames | other.surnames, self.bare | other.bare)


@lru_cache(maxsize=100_000)
def names(text: str | None) -> Names:
    """The names in a column of the database, parted by "; "."""
    found = Names()
    for each in (text or "").split(PARTED):
        found = found | _name(each)
    return found


def _name(text: str) -> Names:
    acronyms = {"".join(words(each)) for each in ACRONYM.findall(text)}
    text = ACRONYM.sub(" ", re.sub(r",?\s*\bet al\b\.?", "", text))
    last, comma, first = text.partition(",")
    if comma and len(last.split()) <= 2 and 0 < len(first.split()) <= 3:  # "Ruiz, Ana"
        text = f"{first} {last}"
    found = words(text)
    while len(found) > 1 and found[0] in BEFORE:
        acronyms.add("".join(each[0] if each not in BEFORE else each for each in found if each not in SMALL))
        found = found[1:]
    if not found:
        return Names(frozenset(acronyms))
    telling = [word for word in found if word not in SMALL]
    person = len(found) <= MOST_WORDS_OF_A_PERSON and not OF_BODIES & set(found)
    if len(telling) >= 3:
        acronyms |= {"".join(word[0] for word in telling), "".join(word[0] for word in found)}
    whole = {" ".join(found), *(each for each in acronyms if len(each) > 2)}
    if not person or not found[-1].isalpha():
        return Names(frozenset(whole))
    if len(found) == 1:
        return Names(frozenset(whole), frozenset(), frozenset(found))
    return Names(frozenset({*whole, f"{found[0][0]} {found[-1]}"}), frozenset({found[-1]}))
