"""Persons and bodies: who speaks, and what one of them said, is said to have done, and is asked for."""

import json
import re
from collections.abc import Iterable
from typing import Any

from avr_docs.site import demand_lists, quoted
from avr_docs.site.database import Row, row, rows
from avr_docs.site.tallies import by_kind, split, tally, years
from avr_docs.site.values import listed

TABLES = (*quoted.TABLES, *demand_lists.TABLES, "actor_mentions", "counts", "safeguards")
#: Actors on a page of the list, and pages that a list of sentences goes on for, under a safeguard too: nobody reads
#: further, and each page is looked for from the newest claim on.
PAGE, MOST_PAGES, MOST_PAGES_ON = 50, 100, 20
#: By what the list can be ordered, and what is counted for it.
ORDERS = {"claims": "claims", "mentions": "mentions"}
LISTED = """
from counts n join actors a on a.key = n.[key]
where n.about = 'actor' and n.what = :what and n.code = '' {more}
"""
OF_ACTOR = """
(select o.n from counts o where o.about = 'actor' and o.[key] = a.key and o.what = '{0}' and o.code = '') as {0}
"""
COLUMNS = f"a.key, a.name, a.role, a.aliases, {OF_ACTOR.format('claims')}, {OF_ACTOR.format('mentions')}"
NAMED = "and (instr(lower(a.name), lower(:words)) or instr(lower(coalesce(a.aliases, '')), lower(:words)))"
SAID = "select c.sentence from claims c where c.actor = :key {more} order by c.date desc, c.document, c.start"
ON = "and exists (select 1 from claim_safeguards cs where cs.claim = c.id and cs.safeguard = :safeguard)"
#: Sentences that mention it and hold no claim of its own, each at the first mention.
SAID_OF = """
select m.sentence, m.start, m.end from actor_mentions m where m.actor = :key and m.sentence is not null
and not exists (select 1 from claims c where c.sentence = m.sentence and c.actor = m.actor)
and not exists (select 1 from actor_mentions e
  where e.sentence = m.sentence and e.actor = m.actor and e.start < m.start)
order by m.date desc, m.document, m.start
"""
DOCUMENTS = """
select d.id, d.title, d.type, d.date, d.publisher, d.sample from documents d
where d.publisher in (select value from json_each(:names)) order by d.date desc, d.id limit :most
"""
PUBLISHERS = """
select distinct publisher from documents where publisher >= :name || ' (' and publisher < :name || ' )'
"""
NOTE = re.compile(r"\s*\([^()]*\)$")


async def table(datasette: Any, name: str, *, order: str, role: str, words: str, page: int) -> Row:
    """A page of the actors who speak, or are spoken of, those first who do so most."""
    more = ("and a.role = :role " if role else "") + (NAMED if words else "")
    source = LISTED.format(more=more)
    values = {"what": ORDERS[order], "role": role, "words": words, "limit": PAGE, "offset": PAGE * (page - 1)}
    total = await row(datasette, name, f"select count(*) as n {source}", values)
    found = await rows(
        datasette, name, f"select {COLUMNS} {source} order by n.n desc, a.name limit :limit offset :offset", values
    )
    return {"actors": found, "total": total["n"] if total else 0, "pages": -(-(total["n"] if total else 0) // PAGE)}


async def find(
    datasette: Any, name: str, key: str, *, show: str = "said", kind: str = "", safeguard: str = "", page: int = 1
) -> Row | None:
    """One actor with a page of what it said or, with `show` "of", of what others say of it; None if there is none.

    `kind` and `safeguard` narrow what it said.
    """
    actor = await row(datasette, name, "select * from actors where key = :key", {"key": key})
    if actor is None:
        return None
    counted = await tally(datasette, name, "actor", key)
    names = called(actor)
    most = MOST_PAGES_ON if safeguard else MOST_PAGES
    page = min(page, most)
    values: Row = {"key": key, "kind": kind, "safeguard": safeguard}
    values |= {"limit": quoted.PAGE, "offset": quoted.PAGE * (page - 1)}
    if show == "of":
        total = counted["mentions"][""]
        places = await rows(datasette, name, f"{SAID_OF} limit :limit offset :offset", values)
        named = {each["sentence"]: (each["start"], each["end"]) for each in places}
        sentences = await quoted.quoted(datasette, name, named, named=named)
    else:
        on = split(counted["kinds_on"]).get(safeguard, {})
        total = (on if safeguard else counted["kinds"]).get(kind, 0) if kind else sum(on.values())
        total = counted["claims"][""] if not kind and not safeguard else total
        # "+": of the indexes on claims, the one by actor and date gives them in order.
        more = ("and +c.kind = :kind " if kind else "") + (ON if safeguard else "")
        places = await rows(datasette, name, f"{SAID.format(more=more)} limit :limit offset :offset", values)
        sentences = await quoted.quoted(datasette, name, (each["sentence"] for each in places), kind=kind)
        sentences = [{**each, "claims": _own(each["claims"], key)} for each in sentences]
    documents = await _documents(datasette, name, names)
    return {
        "body": {**actor, "others": listed(actor["aliases"])},
        "counted": counted,
        "kinds": by_kind(counted["kinds"]),
        "on": split(counted["kinds_on"]),
        "years": years(said=counted["claims_in"], mentioned=counted["mentions_in"]),
        "sentences": sentences,
        "total": total,
        "page": page,
        "pages": min(most, -(-total // quoted.PAGE)),
        "documents": documents,
        "made": await demand_lists.made_by(datasette, name, key),
        "asked_of": await demand_lists.made_to(datasette, name, names),
    }


def called(actor: Row) -> list[str]:
    """The names that documents may give an actor as publisher or addressee."""
    names = [actor["name"] or "", NOTE.sub("", actor["name"] or ""), *listed(actor["aliases"])]
    plain = [each for each in dict.fromkeys(names) if each]
    return [*plain, *(f"{the} {each}" for each in plain for the in ("the", "The"))]


def _own(claims: Iterable[Row], key: str) -> list[Row]:
    """The actor's own claims first: another's may stand in the same sentence."""
    return sorted(claims, key=lambda claim: claim["actor"] != key)


async def _documents(datasette: Any, name: str, names: list[str], *, most: int = 6) -> list[Row]:
    """The newest documents that it published, also where the publisher stands with an acronym behind it."""
    known = list(names)
    for each in names:
        known += [found["publisher"] for found in await rows(datasette, name, PUBLISHERS, {"name": each})]
    return await rows(datasette, name, DOCUMENTS, {"names": json.dumps(known), "most": most})
