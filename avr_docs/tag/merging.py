"""Neighbouring claims that agree in all but their words, as one."""

import re
from dataclasses import replace

from avr_docs.records import Claim


def merged(claims: list[Claim], text: str) -> list[Claim]:
    """Neighbours alike in kind, source, certainty, attribution, and in what they say of safeguards, as one."""
    out: list[Claim] = []
    for claim in claims:
        last = out[-1] if out else None
        if last is not None and last.end <= claim.start and (_alike(last, claim) or _goes_on(last, claim, text)):
            marks = {**claim.safeguards, **last.safeguards}
            if last.kind == "demanded":
                marks = dict.fromkeys(marks, "demanded")
            scores = {**claim.safeguard_scores, **last.safeguard_scores}
            out[-1] = replace(
                last,
                end=claim.end,
                content=text[last.start : claim.end],
                safeguards=marks,
                safeguard_scores={safeguard: scores[safeguard] for safeguard in marks},
            )
        else:
            out.append(claim)
    return out


def _alike(a: Claim, b: Claim) -> bool:
    same = (a.kind, a.source, a.source_span, a.certainty, a.attribution) == (
        b.kind,
        b.source,
        b.source_span,
        b.certainty,
        b.attribution,
    )
    return same and a.kind != "demanded" and not _differ(set(a.safeguards.values()), set(b.safeguards.values()))


def _goes_on(demand: Claim, claim: Claim, text: str) -> bool:
    """A clause that only goes on with what is demanded: "see that the files are open, and all may read them"."""
    between = text[demand.end : claim.start]
    return (
        demand.kind == "demanded"
        and claim.kind in ("observed", "context")
        and bool(re.fullmatch(r",?\s+(?:and|so|if|where)\s+", between))
        and claim.source == demand.source
    )


def _differ(a: set[str], b: set[str]) -> bool:
    return bool(a and b and a.isdisjoint(b))
