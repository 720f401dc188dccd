"""What the database holds beside documents: safeguards, programmes, actors, checks of addresses, and what is wrong
with the folder."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlite_utils import Database

from avr_docs import store
from avr_docs.corpus import Corpus
from avr_docs.cues import Safeguard
from avr_docs.keys import Keys
from avr_docs.schema import TABLES

PARTED = "; "
#: What an actor that is in no spreadsheet is called: as most documents do, and of those the first by the alphabet.
NAMES = """
update actors set
  name = (select name from document_actors where actor = actors.key group by name order by count(*) desc, name limit 1),
  role = (select role from document_actors where actor = actors.key group by role
          order by role = 'other', count(*) desc, role limit 1),
  aliases = null, listed = 0
where key in (select actor from document_actors) and key not in (select value from json_each(?))
"""


def load(db: Database, corpus: Corpus, safeguards: Iterable[Safeguard]) -> None:
    """Puts in, before any document refers to them, the safeguards of the scheme and the spreadsheets' rows."""
    listed = [
        {"key": a.key, "name": a.name, "aliases": PARTED.join(a.aliases) or None, "role": a.role, "listed": 1}
        for a in corpus.actors
    ]
    programmes = [
        {
            "id": p.id,
            "name": p.name,
            "aliases": PARTED.join(p.aliases) or None,
            "host": p.host,
            "implementer": p.implementer,
            "from_date": p.from_date,
            "to_date": p.to_date,
        }
        for p in corpus.programmes
    ]
    known = [
        {"id": s.id, "position": n, "name": s.name, "definition": s.definition, "source": s.source}
        for n, s in enumerate(safeguards, 1)
    ]
    with store.transaction(db):
        _upsert(db, "safeguards", known)
        _upsert(db, "programmes", programmes)
        _upsert(db, "actors", listed)
        db.execute("delete from link_checks")
        store.insert(db, "link_checks", map(asdict, corpus.link_checks))


def settle(db: Database, corpus: Corpus, safeguards: Iterable[Safeguard]) -> None:
    """Takes out what no spreadsheet lists and no document refers to any more; notes what is wrong with the folder."""
    keys = Keys("corpus:")
    problems = [
        {
            "id": f"corpus:{keys.make('problem', problem.code, problem.message)}",
            "document": problem.document,
            "code": problem.code,
            "message": problem.message,
        }
        for problem in corpus.problems
    ]
    with store.transaction(db):
        listed = store.json_list(actor.key for actor in corpus.actors)
        db.execute(NAMES, [listed])
        db.execute(
            "delete from actors where key not in (select value from json_each(?)) "
            "and key not in (select actor from document_actors)",
            [listed],
        )
        _remove(db, "safeguards", (each.id for each in safeguards), ("claim_safeguards", "safeguard"))
        _remove(db, "programmes", (programme.id for programme in corpus.programmes), ("documents", "programme"))
        db.execute("delete from problems where id like 'corpus:%'")
        present = {id for (id,) in db.execute("select id from documents")}
        rows = [{**row, "document": row["document"] if row["document"] in present else None} for row in problems]
        store.insert(db, "problems", rows)


def _remove(db: Database, table: str, listed: Iterable[str], used: tuple[str, str]) -> None:
    """Takes out rows that are not listed and not used; with them the comparison, which has a row for each of them."""
    other, column = used
    gone = (
        f"from [{table}] where id not in (select value from json_each(?)) "
        f"and id not in (select [{column}] from [{other}] where [{column}] is not null)"
    )
    values = [store.json_list(listed)]
    if db.execute(f"select 1 {gone} limit 1", values).fetchone():
        store.clear_comparison(db)
        db.execute(f"delete {gone}", values)


def _upsert(db: Database, table: str, rows: list[dict[str, Any]]) -> None:
    """Puts rows in, or changes those with their key in place, so that what refers to them stays."""
    columns = list(TABLES[table].columns)
    key = TABLES[table].pk
    changes = ", ".join(f"[{name}] = excluded.[{name}]" for name in columns if name != key)
    store.insert(db, table, rows, ending=f"on conflict([{key}]) do update set {changes}")
