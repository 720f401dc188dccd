"""What the home page says is inside, and the lists of codes that forms offer."""

import json
from typing import Any

from avr_docs.site import demand_lists, method
from avr_docs.site.database import Row, kept_rows, rows
from avr_docs.site.quoted import quoted
from avr_docs.site.tallies import Tally, by_kind, tally
from avr_docs.words import WORDS

TABLES = (
    *("documents", "sentences", "claims", "claim_safeguards", "claim_notes", "notes", "citations", "works"),
    *("comparisons", "demands", "runs", "counts"),
)
MOST_PAIRS, MOST_DOCUMENTS = 3, 5
LATEST = f"""
select id, title, type, date, publisher, sample from documents
where date is not null and state in ('ok', 'suspect_text') order by date desc, rowid limit {MOST_DOCUMENTS}
"""
#: Where what is stated and what is observed can be put side by side, those first in which most observers agree that
#: do not rest on one another.
SHARPEST = f"""
select c.*, s.name as safeguard_name, p.name as programme_name from comparisons c
join safeguards s on s.id = c.safeguard left join programmes p on p.id = c.programme
where c.stated_example is not null and c.observed_example is not null
and c.verdict in ('contradicted', 'inconsistent', 'disputed')
order by case c.verdict when 'contradicted' then 0 when 'inconsistent' then 1 else 2 end,
  coalesce(c.observed_roots, 0) desc, c.observed_absent desc, s.position limit {MOST_PAIRS}
"""
EXAMPLES = "select id, sentence from claims where id in (select value from json_each(:ids))"
UNREAD = "select id, title, path, state, reason from documents where state = :state order by title limit :most"
MOST_UNREAD = 3


async def overview(datasette: Any, name: str) -> Row:
    """Counts, the sharpest contradictions, demands that wait, the latest documents, and what could not be read."""
    counted = await tally(datasette, name, "collection")
    return {
        "counted": counted,
        "kinds": by_kind(counted["kinds"]),
        "period": _period(counted),
        "run": await method.last_run(datasette, name),
        "sharpest": await _sharpest(datasette, name),
        "waiting": await demand_lists.oldest(datasette, name, most=3),
        "latest": await rows(datasette, name, LATEST),
        "unread": await _unread(datasette, name, counted),
    }


def _period(counted: Tally) -> tuple[str, str] | None:
    """The first and the last year of documents that were read."""
    years = sorted(year for year in counted["documents_in"] if year.isdigit())
    return (years[0], years[-1]) if years else None


async def _sharpest(datasette: Any, name: str) -> list[Row]:
    """Cells of the comparison, each with a sentence of what is stated and one of what is observed."""
    cells = await rows(datasette, name, SHARPEST)
    ids = [each[f"{side}_example"] for each in cells for side in ("stated", "observed")]
    claims = await rows(datasette, name, EXAMPLES, {"ids": json.dumps(ids)})
    found = await quoted(datasette, name, (each["sentence"] for each in claims), only=ids)
    told = {claim["id"]: each for each in found for claim in each["claims"]}
    pairs = [[(side, told.get(each[f"{side}_example"])) for side in ("stated", "observed")] for each in cells]
    return [
        {**each, "sides": pair}
        for each, pair in zip(cells, pairs, strict=True)
        if all(sentence for _, sentence in pair)
    ]


async def _unread(datasette: Any, name: str, counted: Tally) -> Row:
    """The states of documents whose text is missing or in doubt, and the first of them."""
    states = [(state, n) for state, n in counted["states"].items() if state not in ("ok", "not_fetched")]
    listed = [
        each
        for state, _ in states[:MOST_UNREAD]
        for each in await rows(datasette, name, UNREAD, {"state": state, "most": MOST_UNREAD})
    ]
    return {
        "n": sum(n for _, n in states),
        "listed": listed[:MOST_UNREAD],
        "not_fetched": counted["states"].get("not_fetched", 0),
    }


async def choices(datasette: Any, name: str) -> dict[str, list[tuple[str, str]]]:
    """For every parameter that forms and worked queries share: the codes that can be chosen, and their names."""
    safeguards = await kept_rows(datasette, name, "select id, name from safeguards order by position, id")
    programmes = await kept_rows(datasette, name, "select id, name from programmes order by name")
    found = {
        "safeguard": [(str(each["id"]), str(each["name"] or each["id"])) for each in safeguards],
        "programme": [(str(each["id"]), str(each["name"] or each["id"])) for each in programmes],
    }
    for parameter, group in (("kind", "kind"), ("role", "role"), ("type", "type"), ("status", "demand")):
        found[parameter] = [(code, word.name) for code, word in WORDS[group].items()]
    return found
