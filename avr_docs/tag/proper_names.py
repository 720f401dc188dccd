"""Text without its proper names, so that what a programme, a law or an office is called says nothing of a safeguard.

"Safe Passage Home" is a name that promises what it is called; only what is said of it is a claim.
"""

import re
from collections.abc import Iterable

from avr_docs.records import Setting

SMALL = r"(?:of|for|and|the|on|to|in|at|de|la|del|para|los|las|el|y|sobre|des|et|für|und)"
CAPITAL = r"[A-ZÁÉÍÓÚÑÄÖÜ][\w’'-]*"
#: Two or more words in capitals with small words between.
RUN = re.compile(rf"(?<![\w’'-]){CAPITAL}(?:\s+(?:{SMALL}\s+){{0,3}}{CAPITAL})+")
#: Where a sentence begins, a capital tells nothing.
BEGINS = re.compile(r"(?:^|[.!?:;\n][\"”’)]*\s|[\"“‘«(•]|\b\d+[.)]\s)\s*$")
#: From this share of words in capitals on, a text is a title, in which capitals tell nothing.
TITLE_SHARE = 0.6
LONG = re.compile(r"[^\W\d_]{4,}")


def without_names(text: str, names: Iterable[str] = ()) -> str:
    """The text with each letter of a name as "x", so that offsets and the number of words stay.

    Names are those given, and runs of words in capitals, except in a title.
    """
    for name in names:
        expression = r"\s+".join(map(re.escape, name.split()))
        text = re.sub(rf"(?<!\w){expression}(?!\w)", _masked, text)
    if _is_title(text):
        return text
    return RUN.sub(lambda match: match.group() if _begins_sentence(text, match) else _masked(match), text)


def names_of_programmes(setting: Setting) -> tuple[str, ...]:
    """Names and aliases of the programmes on file, longer ones first; those in small letters alone are descriptions."""
    programmes = {*setting.programmes, *([setting.programme] if setting.programme else [])}
    names = {name for programme in programmes for name in (programme.name, *programme.aliases)}
    return tuple(sorted((name for name in names if name[:1].isupper()), key=len, reverse=True))


def _masked(match: re.Match[str]) -> str:
    return re.sub(r"\w", "x", match.group())


def _is_title(text: str) -> bool:
    words = LONG.findall(text) if not text.rstrip().endswith((".", "!", "?")) else []
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= TITLE_SHARE * len(words)


def _begins_sentence(text: str, match: re.Match[str]) -> bool:
    """Whether the first word is in capitals only since a sentence begins with it: "Unaccompanied Mexican children"."""
    return bool(BEGINS.search(text[: match.start()])) and len(re.findall(CAPITAL, match.group())) <= 2
