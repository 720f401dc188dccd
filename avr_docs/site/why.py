"""Why a claim is tagged as it is: by what, with which words, and what its score means; from what the database keeps."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from avr_docs import cues
from avr_docs.cue_search import Finder, finder
from avr_docs.site.database import Row

#: From these scores on a tag is called so; the lowest holds for all that are lower.
SURENESS = (
    (0.9, "almost certainly right"),
    (0.75, "probably right"),
    (0.5, "more likely right than wrong"),
    (0.0, "doubtful: more likely wrong than right"),
)
#: Only these scores were fitted on how often tags are right; those of the rules alone are set by hand.
FITTED = "rules and network"
MOST_WORDS = 4


class OfSafeguard(NamedTuple):
    """A safeguard of a claim: its name, the words in the claim that are on its list, its score where there is one."""

    name: str
    words: tuple[str, ...]
    score: float | None


class Why(NamedTuple):
    """`cue` gives the claim to who says it, or asks for it; `meaning` says what `score` is worth."""

    tagger: str
    cue: str | None
    safeguards: tuple[OfSafeguard, ...]
    score: float | None
    sureness: str
    meaning: str


def why(claim: Row, safeguards: Sequence[Row]) -> Why:
    """The reasons for one claim; words are looked up in the lists of cues as they are now."""
    score, tagger = claim["score"], str(claim["tagger"] or "")
    return Why(
        tagger=tagger or "a tagger that gave no name",
        cue=claim["cue"],
        safeguards=tuple(_of(claim["content"] or "", each) for each in safeguards),
        score=score,
        sureness=sureness(score) if tagger == FITTED else "",
        meaning=_meaning(score, tagger),
    )


def sureness(score: float | None) -> str:
    """What a score in [0, 1] is called in words; nothing if there is none."""
    return next(word for least, word in SURENESS if score >= least) if score is not None else ""


def _meaning(score: float | None, tagger: str) -> str:
    if score is None:
        return "no score was given"
    if tagger != FITTED:
        return "set by the rules; how often such tags are right was not measured"
    right = round(100 * round(score, 2))
    return (
        f"of 100 claims with such a score about {right} are right, as measured on documents that it did not learn from"
    )


def _of(content: str, safeguard: Mapping[str, object]) -> OfSafeguard:
    id = str(safeguard["safeguard"])
    score = safeguard.get("score")
    return OfSafeguard(
        name=str(safeguard.get("name") or id),
        words=_words(id, content),
        score=float(score) if isinstance(score, int | float) else None,
    )


@cache
def _expressions() -> dict[str, Finder]:
    return {each.id: finder(tuple(p for cue in each.cues for p in cue.patterns)) for each in cues.safeguards()}


@lru_cache(maxsize=4096)
def _words(safeguard: str, content: str) -> tuple[str, ...]:
    """The words of the claim that stand on the list of a safeguard, as written, each once."""
    expression = _expressions().get(safeguard)
    found = (match.group() for match in expression.finditer(content)) if expression else ()
    return tuple(dict.fromkeys(found))[:MOST_WORDS]
