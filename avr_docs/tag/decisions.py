"""What a claim is, decided from three witnesses: the cues, which know the scheme's words, the network, which has read
sentences in other words, and the regressions over words.

Each decision adds up their log-odds, with weights that were chosen on documents that neither had learnt from
(`training/README.md`, "What was tried"). Without a reading, as in Spanish, the cues decide.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from avr_docs.network import KINDS, STATUSES, Reading
from avr_docs.records import ClaimKind, SafeguardStatus

#: Log-odds that a sentence holds a claim, below which it holds none, by what the rules say.
CLAIM = {True: -4.0, False: 4.0}
#: What a rule's kind is worth beside the network's log-odds.
RULE = 4.0
#: The same where words ask for something, and where a party speaks in its own document.
PLAIN = 7.0
#: What the network's log-odds of a safeguard count, those of its words, and what cues add; from 0 on it is taken.
NETWORK, WORDS, CUE, BIAS = 0.5, 0.2, 5.0, 0.2
#: Those from which on a party is taken to say itself that a safeguard is missing, where no cue does: that is rare.
ADMISSION = 1.5
#: What a safeguard loses that no cue names, where cues name another one.
SECOND = 1.0


#: Log-odds to scores (Platt scaling): slope and intercept, fitted on how often tags were right in documents and
#: excerpts that were not learnt from. Of tags with a score of 0.6 about 60 in 100 are right.
KIND_SCALE = 0.11, -0.27
SAFEGUARD_SCALE = 0.33, -0.70


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A safeguard that a claim is about, with the probability that it is."""

    status: SafeguardStatus
    score: float


def log_odds(probability: float) -> float:
    """The logarithm of the odds, kept within ±9."""
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))


def score(odds: float, scale: tuple[float, float]) -> float:
    """How often a tag with these log-odds is right, in [0, 1]."""
    return 1 / (1 + math.exp(-(scale[0] * odds + scale[1])))


def holds_claim(by_rules: bool, reading: Reading | None) -> bool:
    """Whether a sentence makes a claim at all."""
    if reading is None:
        return by_rules
    return log_odds(max(reading.kinds.values())) > CLAIM[by_rules]


def kind(
    by_rules: ClaimKind, reading: Reading | None, *, party: bool, own: bool = False, asks: bool = True
) -> tuple[ClaimKind, float | None]:
    """The likeliest of the kinds that who speaks allows, and how likely it is.

    What a party says is no observation, and only what a party says is stated. `own`: it speaks in its own document.
    `asks`: whether it can be a demand; what a law says and what an authority orders people to do are none. No score
    without a reading.
    """
    if reading is None:
        return by_rules, None
    out: set[ClaimKind] = {"observed" if party else "stated"}
    out |= set() if asks else {"demanded"}
    misread = max(reading.kinds, key=reading.kinds.__getitem__) in out  # it took somebody else for the speaker
    worth = PLAIN if own or misread or by_rules == "demanded" else RULE
    weights = {k: log_odds(reading.kinds[k]) + worth * (k == by_rules) for k in KINDS if k not in out}
    best = max(weights, key=weights.__getitem__)
    others = sum(math.exp(weight) for kind, weight in weights.items() if kind != best)
    return best, score(weights[best] - math.log(others), KIND_SCALE)


def marks(
    by_cues: Mapping[str, SafeguardStatus],
    reading: Reading | None,
    words: Mapping[str, float],
    kind: ClaimKind,
    assumed: Collection[str] = (),
) -> dict[str, Mark]:
    """The safeguards that a claim of this kind is about, each with its status and score.

    `words`: how likely each is by the words of the sentence. `assumed`: those that cues name in an if-clause alone,
    which nobody says anything of.
    """
    if reading is None:
        return {id: Mark(status=status, score=0.5) for id, status in by_cues.items()}
    found: dict[str, Mark] = {}
    for id, probability in reading.safeguards.items():
        by_cue = CUE if id in by_cues else -SECOND if by_cues else 0.0
        odds = NETWORK * log_odds(probability) + WORDS * log_odds(words[id]) + by_cue + BIAS
        status = _status(by_cues.get(id), reading, id, kind)
        admitted = kind == "stated" and status == "absent" and id not in by_cues
        if odds > (ADMISSION if admitted else 0) and id not in assumed:
            found[id] = Mark(status=status, score=score(odds, SAFEGUARD_SCALE))
    return found


def _status(by_cues: SafeguardStatus | None, reading: Reading, id: str, kind: ClaimKind) -> SafeguardStatus:
    if kind == "demanded":
        return "demanded"
    figures = reading.statuses[id]
    likely = STATUSES[max(range(len(figures)), key=figures.__getitem__)]
    if kind == "norm":
        if by_cues in ("required", "absent"):
            return by_cues
        return "absent" if figures[STATUSES.index("absent")] > 0.8 else "required"
    return by_cues if by_cues in STATUSES else likely
