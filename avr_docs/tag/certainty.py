"""How sure a stretch of text is of what it says."""

from functools import lru_cache

from avr_docs import cues
from avr_docs.cue_search import finder
from avr_docs.records import Certainty


@lru_cache(maxsize=1)
def _hedges() -> tuple[str, ...]:
    return tuple(pattern for cue in cues.hedges() for pattern in cue.patterns)


def leaves(text: str) -> cues.Leaves | None:
    """What words of not knowing leave of the safeguards in the text: `unclear` or `absent`; None without such words."""
    return next((cue.leaves for cue in cues.unknowns() if cue.regex.search(text)), None)


def certainty(text: str) -> Certainty:
    """`unknown` where the text says that something is not known, `hedged` where it says less than that it is so."""
    if leaves(text):
        return "unknown"
    return "hedged" if finder(_hedges()).search(text) else "asserted"
