"""A database as a large collection would have it: invented text, the same for the same seed.

    python -m benchmarks.large_collection OUT.db [--documents 20000] [--claims 1000000] [--seed 6]

Twice as many sentences as claims, most in few long documents; notes that cite works, a few of them very often; twelve
programmes, the safeguards of the scheme, demands with what became of them. The comparison is made by avr-docs itself.
"""

import argparse
import time
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from sqlite_utils import Database

from avr_docs import compare, counts, cues, demand_facts, examples, schema, search_index, store
from benchmarks.invented_document import Actor, Draft, Rows, Work, World, make
from benchmarks.invented_text import RARE, Sentences

PROGRAMMES, ACTORS, WORKS_PER_DOCUMENT = 12, 300, 1.5
ROLES = ("implementer", "government", "civil_society", "legal", "research", "media", "affected", "other")
TYPES, TYPE_WEIGHTS = ("letter", "memo", "report", "press_release", "news"), (15, 10, 35, 10, 30)
#: Which columns the invented rows fill; the others are null.
COLUMNS = {
    "pages": "id document number width height",
    "blocks": "id document n kind start end page x0 top x1 bottom level",
    "sentences": "id document n text page start end block",
    "notes": "id document n label kind text page start end",
    "note_anchors": "id document note sentence offset",
    "citations": "id document note n text type author title issued url locator stands_for resolution work start end",
    "claims": "id document sentence n kind content source source_role actor attribution certainty programme page score "
    "tagger start end source_start source_end",
    "claim_safeguards": "claim safeguard status score",
    "claim_notes": "claim note",
    "claim_citations": "claim citation",
    "claim_roots": "claim root work document steps",
    "demands": "key document claim sentence n action text addressee status page",
    "demand_safeguards": "demand safeguard",
    "document_actors": "document actor name role",
    "actor_mentions": "id document actor sentence text start end",
    "names": "id document sentence label text start end",
    "parties": "id document part position name role organization",
}
EVENTS = """
insert into demand_events (demand, date, status, note, evidence_document)
select key, (2005 + abs(random_of(key)) % 21) || '-05-1' || (abs(random_of(key)) % 10),
  case abs(random_of(key)) % 5 when 0 then 'no_response' when 1 then 'refused' when 2 then 'partly_met'
    when 3 then 'met' else 'in_progress' end, 'Seen in a later document.', document
from demands where abs(random_of(key)) % 12 = 0
"""
#: Addresses that were asked for, works named in the text alone, documents that cite each other in a circle.
FURTHER = (
    """insert into link_checks (url, state, http_status, checked)
    select url, case rowid % 4 when 0 then 'gone' else 'good' end, 200, '2026-10-01' from works
    where url <> '' and rowid % 10 = 0""",
    """insert into work_mentions (id, document, sentence, work, text, start, end, score)
    select 'named-' || s.id, s.document, s.id, 'work-' || (s.rowid % 40), substr(s.text, 1, 12), s.start, s.start + 12,
      0.8
    from sentences s where s.rowid % 997 = 0""",
    "insert into citation_circles select rowid / 3, id from documents where rowid % 500 < 3",
)
#: What the store copies from documents and claims into the rows that belong to them.
COPIED = (
    "update claims set date = (select date from documents where id = document)",
    """update claim_safeguards set (kind, date) = (select kind, date from claims where id = claim)""",
    "update actor_mentions set date = (select date from documents where id = document)",
    """update demands set (date, programme) = (select date, programme from documents where id = document),
    role = (select source_role from claims where id = claim),
    specificity = case rowid % 3 when 0 then 'specific' when 1 then 'partly' else 'vague' end""",
)
#: In some cells of the comparison all who run a programme say one thing, and all others another.
AGREED = """
update claim_safeguards set status = case kind when 'stated' then 'in_place' else 'absent' end
where kind in ('stated', 'observed') and safeguard in (select id from safeguards where position % 3 = 0)
  and claim in (select id from claims where programme in (select id from programmes where rowid % 4 = 0))
"""
COUNTED = """
update works set (citations, documents) =
  (select count(*), count(distinct document) from citations where citations.work = works.key)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=6)
    given = parser.parse_args()
    began = time.perf_counter()
    unfinished = given.out.with_name(f"{given.out.name}.unfinished")
    for ending in ("", "-wal", "-shm"):
        Path(f"{unfinished}{ending}").unlink(missing_ok=True)
    generate(unfinished, documents=given.documents, claims=given.claims, seed=given.seed, began=began)
    unfinished.rename(given.out)
    print(f"{given.out}: {given.out.stat().st_size / 1e9:.2f} GB in {time.perf_counter() - began:.0f} s")


def generate(path: Path, *, documents: int, claims: int, seed: int, began: float) -> None:
    """Makes the database at `path`."""
    random = Random(seed)
    db = store.create(path)
    for setting in ("foreign_keys = off", "journal_mode = off", "synchronous = off", "cache_size = -1500000"):
        db.execute(f"PRAGMA {setting}").fetchall()
    indexes, triggers = take_out(db, "index"), take_out(db, "trigger")
    world, programmes = facts(db, random, documents)
    fill(db, random, world, programmes, sizes(random, documents, claims), began)
    _tell(began, "the rows are in")
    for statement in indexes:
        db.execute(statement)
    _tell(began, "the indexes are made")
    db.execute("ANALYZE")
    finish(db, began)
    _tell(began, "works are counted, demands dated, and the comparison is made")
    for name, table in schema.TABLES.items():
        if table.search:
            db.execute(f"insert into [{name}_fts]([{name}_fts]) values ('rebuild')")
    for statement in triggers:  # not earlier: they take words out of a search index that is not made yet
        db.execute(statement)
    _tell(began, "the tables' search indexes are made")
    search_index.rebuild(db)
    _tell(began, "the index of the search is made")
    db.execute("ANALYZE")
    db.conn.commit()
    db.close()


def take_out(db: Database, kind: str) -> list[str]:
    """Drops all indexes or triggers, which cost most while rows go in; the statements that make them again."""
    found = db.execute("select name, sql from sqlite_master where type = ? and sql <> ''", [kind]).fetchall()
    for name, _ in found:
        db.execute(f"drop {kind} [{name}]")
    return [sql for _, sql in found]


def facts(db: Database, random: Random, documents: int) -> tuple[World, list[str | None]]:
    """Puts safeguards, programmes, actors and works in; the programme of each document is drawn from the list."""
    sentences = Sentences(random)
    known = [
        {"id": each.id, "position": n, "name": each.name, "definition": each.definition, "source": each.source}
        for n, each in enumerate(cues.safeguards(), 1)
    ]
    names = random.sample(RARE, ACTORS + PROGRAMMES)
    actors = [
        Actor(f"actor-{n}", f"{name.capitalize()} {role.replace('_', ' ').title()}", role)
        for n, name in enumerate(names[:ACTORS])
        for role in [ROLES[n % len(ROLES)]]
    ]
    ids = [f"programme-{n:02d}" for n in range(1, PROGRAMMES + 1)]
    listed = [{"id": id, "name": f"{name.capitalize()} Home"} for id, name in zip(ids, names[ACTORS:], strict=True)]
    works = [
        Work(
            f"work-{n}",
            f"{random.choice(RARE).capitalize()}, {random.choice('ABCDEJKLMS')}.",
            sentences.title(),
            str(1995 + n % 32),
            f"https://www.example.org/works/{n}" if n % 3 else None,
        )
        for n in range(int(documents * WORKS_PER_DOCUMENT))
    ]
    store.insert(db, "safeguards", known)
    store.insert(db, "programmes", listed)
    store.insert(db, "actors", [{**actor._asdict(), "listed": int(n < 60)} for n, actor in enumerate(actors)])
    run = {"id": 1, "started": "2026-11-01T08:00:00+00:00", "finished": "2026-11-01T20:00:00+00:00", "version": "0.1.0"}
    store.insert(db, "runs", [{**run, "documents": documents, "changed": documents, "model": "none: invented"}])
    store.insert(db, "works", [_work(n, each, documents) for n, each in enumerate(works)])
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(works))))
    chosen: list[str | None] = [id for rank, id in enumerate(ids, 2) for _ in range(120 // rank)]
    return World(actors, works, weights), [*chosen, *([None] * (len(chosen) // 8))]


def _work(n: int, work: Work, documents: int) -> dict[str, Any]:
    held = {"document": _id(n * 7 % documents), "document_score": 0.9, "document_match": "title"} if n % 11 == 5 else {}
    status = {"status": ("retracted", "annulled", "superseded")[n % 3], "status_date": "2021"} if n % 97 == 5 else {}
    return {"type": "report", **work._asdict(), **held, **status}


def sizes(random: Random, documents: int, claims: int) -> list[int]:
    """How many claims each document has: most few, some very many, `claims` in all."""
    drawn = [random.lognormvariate(0, 1.1) for _ in range(documents)]
    total, given, made = sum(drawn), 0, []
    reached = 0.0
    for each in drawn:
        reached += each
        upto = round(claims * reached / total)
        made.append(upto - given)
        given = upto
    return made


def fill(
    db: Database, random: Random, world: World, programmes: Sequence[str | None], sizes: Sequence[int], began: float
) -> None:
    """Puts every document in with its rows, some hundred at a time."""
    sentences, rows, waiting = Sentences(random), [], {name: [] for name in COLUMNS}
    for n, claims in enumerate(sizes):
        draft = Draft(_id(n), random.choice(world.actors), random.choice(programmes), random, sentences, world)
        rows.append(_document(n, draft, make(draft, claims=claims)))
        for name, made in draft.rows.items():
            waiting[name] += made
        if n % 250 == 249 or n == len(sizes) - 1:
            store.insert(db, "documents", rows)
            _insert(db, waiting)
            rows, waiting = [], {name: [] for name in COLUMNS}
        if n % 5000 == 4999:
            _tell(began, f"{n + 1:,} documents")
    db.conn.commit()


def _id(n: int) -> str:
    return f"invented-{n:05d}"


def _document(n: int, draft: Draft, text: str) -> dict[str, Any]:
    random = draft.random
    year = 2026 - min(31, int(random.expovariate(0.12)))
    date = f"{year}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}" if n % 37 else str(year) if n % 2 else None
    return {
        "id": draft.id,
        "title": draft.parts[1],
        "type": random.choices(TYPES, TYPE_WEIGHTS)[0],
        "type_score": 0.9,
        "publisher": draft.publisher.name,
        "date": date,
        "language": "en",
        "programme": draft.programme,
        "state": "ok" if n % 400 else "suspect_text",
        "page_count": draft.page - 1,
        "words": text.count(" ") + 1,
        "path": f"invented/{draft.id}.pdf",
        "url": f"https://www.example.org/documents/{n}",
        "licence": "CC0",
        "republish": 1 if schema.TABLES["documents"].columns["republish"] is int else "full",
        "sample": 0,
        "media_type": "application/pdf",
        "reader": "pdf",
        "run": 1,
        "text": text,
    }


def _insert(db: Database, waiting: Rows) -> None:
    for name, made in waiting.items():
        columns = COLUMNS[name].split()
        names, marks = ", ".join(f"[{each}]" for each in columns), ", ".join("?" * len(columns))
        db.conn.executemany(f"insert into [{name}] ({names}) values ({marks})", made)


def finish(db: Database, began: float) -> None:
    """What `avr-docs build` does after the last document: counts, dates, the comparison."""
    db.conn.create_function("random_of", 1, lambda key: int.from_bytes(key.encode()[:6]), deterministic=True)
    for statement in (*COPIED, AGREED, COUNTED, EVENTS, store.LATEST, *FURTHER):
        db.execute(statement)
    db.conn.commit()
    _tell(began, "what the store copies is in")
    demand_facts.settle(db)
    compare.compare(db)
    _tell(began, "the comparison is made")
    examples.choose(db)
    counts.count(db)


def _tell(began: float, what: str) -> None:
    print(f"{time.perf_counter() - began:6.0f} s  {what}", flush=True)


if __name__ == "__main__":
    main()
