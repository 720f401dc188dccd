"""Text as it is compared: the words of titles and names without case, accents, dots and printers' abbreviations."""

import re
from functools import lru_cache
from unicodedata import combining, normalize

WORD = re.compile(r"\w+")
#: "U.N." and "U. S." are one word each; the "v." of a case is not the end of "N.A. v. Finland".
INITIALS = re.compile(r"\b(?:[A-Z]\.\s?){2,}")
#: "Dep't", "Int'l": what law reviews leave out in the names of bodies.
SHORTENED = {
    "admin": "administration",
    "assn": "association",
    "commcn": "commission",
    "commn": "commission",
    "comm": "committee",
    "dept": "department",
    "govt": "government",
    "hum": "human",
    "immigr": "immigration",
    "intl": "international",
    "natl": "national",
    "orgn": "organization",
    "org": "organization",
    "rts": "rights",
    "secy": "secretary",
}
SPELT = {"centre": "center", "organisation": "organization", "programme": "program", "labour": "labor"}
SMALL = frozenset(
    """a an and as at by de del des di du el en et for from in into its la las le les los of on or the to und un una y
    with""".split()
)


@lru_cache(maxsize=200_000)
def words(text: str) -> tuple[str, ...]:
    """The words of `text` as they are compared: "U.N. Int’l Organisation" is un, international, organization."""
    text = normalize("NFKD", text.replace("’", "'").replace("&", " and ").replace("­", ""))
    text = INITIALS.sub(lambda found: re.sub(r"[.\s]", "", found.group()) + " ", text)
    text = "".join(char for char in text if not combining(char)).casefold()
    text = re.sub(r"'s\b|(?<=s)'(?=\s|$)", "", text).replace("'", "")
    return tuple(SPELT.get(word, word) for word in (SHORTENED.get(word, word) for word in WORD.findall(text)))


def squeezed(found: tuple[str, ...]) -> str:
    """The words without what parts them: a hyphen at the end of a line, or a blank that a scan put in, is nothing."""
    return "".join(found)
