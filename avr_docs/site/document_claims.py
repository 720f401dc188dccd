"""The claims of a stretch of a document, each with its safeguards, its notes, its demand, and why it was tagged."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from avr_docs.site.database import Row, rows, tuples
from avr_docs.site.document_parts import Part
from avr_docs.site.why import why

#: Numbers run through the whole document, so that a claim keeps its own in every part.
CLAIMS = """
select claims.*, numbered.number, sentences.n as sentence_n, actors.name as actor_name
from (
  select id, start, end, row_number() over (order by start, end, id) as number from claims where document = :id
) numbered
cross join claims on claims.id = numbered.id
left join sentences on sentences.id = claims.sentence left join actors on actors.key = claims.actor
where numbered.start < :end and numbered.end > :start order by numbered.number
"""
SAFEGUARDS = """
select claim_safeguards.*, safeguards.name from claims
cross join claim_safeguards on claim_safeguards.claim = claims.id
left join safeguards on safeguards.id = claim_safeguards.safeguard
where claims.document = :id and claims.start < :end and claims.end > :start order by safeguards.position
"""
NOTES = """
select claim_notes.claim, notes.n, notes.label from claims
cross join claim_notes on claim_notes.claim = claims.id join notes on notes.id = claim_notes.note
where claims.document = :id and claims.start < :end and claims.end > :start order by notes.n
"""
DEMANDS = "select claim, key, status from demands where document = :id"
KINDS = "select kind, count(*) from claims where document = :id group by kind"
ON_SAFEGUARDS = """
select claim_safeguards.safeguard, count(*) from claims
cross join claim_safeguards on claim_safeguards.claim = claims.id
where claims.document = :id group by claim_safeguards.safeguard
"""
CHOSEN = """
select start from claims where document = :id and start is not null and (:kind = '' or kind = :kind)
  and (:safeguard = '' or exists (
    select 1 from claim_safeguards where claim = claims.id and claim_safeguards.safeguard = :safeguard))
"""


class Chosen(NamedTuple):
    """The claims that a reader wants to see: of a kind, about a safeguard; an empty code asks for nothing."""

    kind: str = ""
    safeguard: str = ""

    def takes(self, kind: str, safeguards: Iterable[str]) -> bool:
        return (not self.kind or kind == self.kind) and (not self.safeguard or self.safeguard in safeguards)


class Tally(NamedTuple):
    """How many claims a document has of each kind and on each safeguard, and where the chosen ones begin."""

    kinds: dict[str, int]
    safeguards: dict[str, int]
    places: list[int]


async def claims_of(datasette: Any, name: str, id: str, part: Part) -> list[Row]:
    """The claims that have characters within `part`, in order."""
    within = {"id": id, "start": part.start, "end": part.end}
    safeguards = _by_claim(await rows(datasette, name, SAFEGUARDS, within))
    notes = _by_claim(await rows(datasette, name, NOTES, within))
    demands = {each["claim"]: each for each in await rows(datasette, name, DEMANDS, {"id": id})}
    return [
        {
            **claim,
            "safeguards": safeguards[claim["id"]],
            "notes": notes[claim["id"]],
            "demand": demands.get(claim["id"]),
            "told": _is_told(claim, safeguards),
            "why": why(claim, safeguards[claim["id"]]),
        }
        for claim in await rows(datasette, name, CLAIMS, within)
    ]


async def tally_of(datasette: Any, name: str, id: str, chosen: Chosen) -> Tally:
    """The counts over the whole document, before any claim is filtered out."""
    return Tally(
        kinds=dict(await tuples(datasette, name, KINDS, {"id": id})),
        safeguards=dict(await tuples(datasette, name, ON_SAFEGUARDS, {"id": id})),
        places=[start for (start,) in await tuples(datasette, name, CHOSEN, {"id": id, **chosen._asdict()})],
    )


def _by_claim(found: Iterable[Row]) -> dict[str, list[Row]]:
    by_claim: dict[str, list[Row]] = defaultdict(list)
    for each in found:
        by_claim[each["claim"]].append(each)
    return by_claim


def _is_told(claim: Row, safeguards: Mapping[str, list[Row]]) -> bool:
    """True if there is more to say of a claim than its kind, which its colour and label say in the text."""
    return bool(safeguards[claim["id"]] or claim["attribution"] != "author" or claim["certainty"] != "asserted")
