"""How many there are of all that pages say a number of, counted once when a build ends: pages count nothing."""

from typing import NamedTuple

from sqlite_utils import Database

from avr_docs import store
from extract.errors import WITH_TEXT

READ = f"state in ({', '.join(f'{chr(39)}{state}{chr(39)}' for state in sorted(WITH_TEXT))})"
YEAR = "substr({}.date, 1, 4)"
#: A sentence that mentions an actor and holds no claim of the actor's own: what others say of it. The plus sign keeps
#: SQLite from looking through all claims of the actor, which it does in a file that was never analysed.
SAID_OF = """
actor_mentions m where m.sentence is not null and not exists
  (select 1 from claims c where c.sentence = m.sentence and +c.actor = m.actor)
"""


class Count(NamedTuple):
    """Numbers of one sort, by a query that gives keys, codes and numbers; the collection as a whole has no key."""

    about: str
    what: str
    query: str


def _all(what: str, table: str) -> Count:
    return Count("collection", what, f"select '', '', count(*) from [{table}]")


def _by(what: str, column: str, table: str, where: str = "1") -> Count:
    return Count("collection", what, f"select '', {column}, count(*) from {table} where {where} group by 2")


COUNTS = (
    _all("documents", "documents"),
    _all("sentences", "sentences"),
    _all("claims", "claims"),
    _all("notes", "notes"),
    _all("citations", "citations"),
    _all("works", "works"),
    _all("demands", "demands"),
    Count("collection", "read", f"select '', '', count(*) from documents where {READ}"),
    Count("collection", "speakers", "select '', '', count(distinct actor) from claims"),
    _by("states", "state", "documents"),
    _by("types", "type", "documents", f"{READ} and type is not null"),
    _by("documents_in", YEAR.format("d"), "documents d", f"{READ} and date is not null"),
    _by("kinds", "kind", "claims"),
    _by("taggers", "tagger", "claims", "tagger is not null"),
    Count("actor", "claims", "select actor, '', count(*) from claims where actor is not null group by 1"),
    Count("actor", "kinds", "select actor, kind, count(*) from claims where actor is not null group by 1, 2"),
    Count(
        "actor",
        "kinds_on",
        """select c.actor, cs.safeguard || '.' || cs.kind, count(*) from claim_safeguards cs
        join claims c on c.id = cs.claim where c.actor is not null and cs.kind is not null group by 1, 2""",
    ),
    Count(
        "actor",
        "claims_in",
        f"select actor, {YEAR.format('c')}, count(*) from claims c where actor is not null and date is not null "
        "group by 1, 2",
    ),
    Count("actor", "mentions", f"select m.actor, '', count(distinct m.sentence) from {SAID_OF} group by 1"),
    Count(
        "actor",
        "mentions_in",
        f"select m.actor, {YEAR.format('m')}, count(distinct m.sentence) from {SAID_OF} and m.date is not null "
        "group by 1, 2",
    ),
    Count(
        "programme",
        "documents",
        f"select programme, '', count(*) from documents where programme is not null and {READ} group by 1",
    ),
    Count(
        "programme",
        "types",
        f"select programme, type, count(*) from documents where programme is not null and {READ} "
        "and type is not null group by 1, 2",
    ),
    Count(
        "programme", "kinds", "select programme, kind, count(*) from claims where programme is not null group by 1, 2"
    ),
    Count(
        "programme",
        "kinds_in",
        f"select programme, kind || '.' || {YEAR.format('c')}, count(*) from claims c where programme is not null "
        "and date is not null and kind in ('stated', 'observed') group by 1, 2",
    ),
    Count(
        "programme",
        "speakers",
        "select programme, actor, count(*) from claims where programme is not null and actor is not null group by 1, 2",
    ),
    Count(
        "safeguard",
        "kinds",
        "select safeguard, kind, count(*) from claim_safeguards where kind is not null group by 1, 2",
    ),
    Count(
        "safeguard",
        "kinds_in",
        f"select safeguard, kind || '.' || {YEAR.format('c')}, count(*) from claim_safeguards c where date is not null "
        "and kind in ('stated', 'observed') group by 1, 2",
    ),
    Count(
        "safeguard",
        "norms",
        """select cs.safeguard, x.work, count(distinct cs.claim) from claim_safeguards cs
        join claim_citations cc on cc.claim = cs.claim join citations x on x.id = cc.citation
        where cs.kind = 'norm' and x.work is not null group by 1, 2""",
    ),
)


def made(db: Database) -> bool:
    """Whether anything was counted yet."""
    return bool(db.execute("select 1 from counts limit 1").fetchone())


def count(db: Database) -> None:
    """Counts everything again, in one transaction. A published copy counts for itself: it may hold less."""
    with store.transaction(db):
        db.execute("delete from counts")
        for about, what, query in COUNTS:
            db.execute(
                "insert into counts (about, [key], what, code, n) "
                f"select '{about}', coalesce(c.a, ''), '{what}', coalesce(c.b, ''), c.n "
                f"from (select null as a, null as b, null as n where 0 union all {query}) c where c.n > 0"
            )
