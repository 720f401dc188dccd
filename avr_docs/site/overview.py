"""What the home page says is inside, and the lists of codes that forms offer."""

from typing import Any

from avr_docs.site.database import Row, kept_rows, row, rows
from avr_docs.words import KINDS, WORDS

COUNTS = """
select (select count(*) from documents) as documents, (select count(*) from sentences) as sentences,
  (select count(*) from claims) as claims, (select count(*) from notes) as notes,
  (select count(*) from citations) as citations, (select count(*) from demands) as demands,
  (select count(*) from documents where state in ('ok', 'suspect_text')) as read,
  (select count(*) from documents where state = 'not_fetched') as not_fetched,
  (select max(finished) from runs) as finished
"""
LATEST = """
select d.id, d.title, d.type, d.date, d.publisher, d.sample,
  (select count(*) from claims c where c.document = d.id) as claims
from documents d where d.state in ('ok', 'suspect_text') order by d.date is null, d.date desc, d.id limit 6
"""
UNREAD = """
select id, title, path, url, state, reason from documents where state not in ('ok', 'not_fetched') order by state, title
"""
STRIKING = """
select c.*, s.name as safeguard_name, p.name as programme_name from comparisons c
join safeguards s on s.id = c.safeguard left join programmes p on p.id = c.programme
where c.verdict in ('contradicted', 'disputed', 'inconsistent', 'unaddressed')
order by case c.verdict when 'contradicted' then 0 when 'inconsistent' then 1 when 'disputed' then 2 else 3 end,
  c.observed_absent desc, c.demanded desc, s.position limit 6
"""
DEMANDS = "select status, count(*) as n from demands group by status order by n desc"


async def overview(datasette: Any, name: str) -> Row:
    """Counts, the latest documents, those that could not be read, and the comparison's most striking rows."""
    by_kind = {each["kind"]: each["n"] for each in await rows(datasette, name, _count_by("claims", "kind"))}
    return {
        "counts": await row(datasette, name, COUNTS),
        "types": await rows(datasette, name, _count_by("documents", "type", "state in ('ok', 'suspect_text')")),
        "kinds": [(kind, by_kind[kind]) for kind in [*KINDS, *(by_kind.keys() - set(KINDS))] if kind in by_kind],
        "latest": await rows(datasette, name, LATEST),
        "unread": await rows(datasette, name, UNREAD),
        "striking": await rows(datasette, name, STRIKING),
        "demand_states": await rows(datasette, name, DEMANDS),
    }


def _count_by(table: str, column: str, where: str = "1") -> str:
    return f"select [{column}], count(*) as n from [{table}] where {where} group by [{column}] order by n desc"


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
