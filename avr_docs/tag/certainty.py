"""How sure a stretch of text is of what it says."""

import re
from collections.abc import Iterator
from functools import lru_cache

from avr_docs import cues
from avr_docs.cue_search import finder
from avr_docs.records import Certainty


@lru_cache(maxsize=1)
def _hedges() -> tuple[str, ...]:
    return tuple(pattern for cue in cues.hedges() for pattern in cue.patterns)


def unknown(text: str) -> tuple[cues.UnknownCue, re.Match[str]] | None:
    """The first cue whose words say that something is not known, with those words."""
    return next(((cue, match) for cue in cues.unknowns() if (match := cue.regex.search(text))), None)


def leaves(text: str) -> cues.Leaves | None:
    """What words of not knowing leave of the safeguards in the text: `unclear` or `absent`; None without such words."""
    found = unknown(text)
    return found[0].leaves if found else None


def hedging(text: str) -> Iterator[re.Match[str]]:
    """The words by which the text says less than that it is so."""
    return (match for match in finder(_hedges()).finditer(text) if not _settled(text, match))


def certainty(text: str) -> Certainty:
    """`unknown` where the text says that something is not known, `hedged` where it says less than that it is so."""
    if leaves(text):
        return "unknown"
    return "hedged" if any(hedging(text)) else "asserted"


#: "Could" of what was or was not possible, and "may" of what is not allowed: no hedges.
DENIED = re.compile(r"\s*(?:not|no longer|never|hardly|only|neither)\b", re.IGNORECASE)
NOBODY = re.compile(
    r"\b(?:nobody|no one|none|neither|few|only|whom|who|where|nothing|so that|said that|told \w+ that"
    r"|if)\b[^,;:]{0,60}$",
    re.IGNORECASE,
)
ABILITY = re.compile(
    r"\b(?:whom|that|as \w+ as|before|when|until)\s+(?:we|they|he|she|it|I|our \w+|staff)\s+$", re.IGNORECASE
)


def _settled(text: str, match: re.Match[str]) -> bool:
    word = match.group().split()[0].lower()
    before, after = text[: match.start()], text[match.start() + len(word) :]
    if word == "could":
        return bool(DENIED.match(after) or NOBODY.search(before) or ABILITY.search(before))
    return word == "may" and bool(re.search(r"\b(?:nobody|no one|none|no \w+)\s+$", before, re.IGNORECASE))
