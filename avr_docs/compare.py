"""Stated against observed: for each safeguard and programme, what is said beside what is reported, and one verdict."""

from pathlib import Path
from typing import Any

from sqlite_utils import Database

from avr_docs import compare_by, store
from avr_docs.errors import StoreError
from avr_docs.verdicts import EMPTY, Counted
from extract.errors import WITH_TEXT

#: Kinds of claims as sides of a comparison. `context` says nothing on a safeguard.
SIDES = {"stated": "stated", "observed": "observed", "norm": "required", "demanded": "demanded"}
NO_PROGRAMME = "-"


#: Every claim that says something on a safeguard, newest document first, and in a document as it is read. `position` is
#: what counts for a verdict: a claim that says that it is not known counts as `unclear`, whatever it is not known of
#: ("there is no indication that anybody was told" does not observe that nobody was); a hedged claim counts as what it
#: says, hedged.
CLAIMS = f"""
insert into comparison_claims (comparison, claim, side, status, position, safeguard, actor, document, date, n)
select coalesce(c.programme, '{NO_PROGRAMME}') || '.' || cs.safeguard, c.id,
  case c.kind {" ".join(f"when '{kind}' then '{side}'" for kind, side in SIDES.items())} end, cs.status,
  case when c.certainty = 'unknown' and cs.status in ('in_place', 'absent') then 'unclear' else cs.status end,
  cs.safeguard, c.actor, c.document, d.date,
  row_number() over (order by d.date is null, d.date desc, c.document, c.start, c.id, cs.safeguard)
from claims c join claim_safeguards cs on cs.claim = c.id join documents d on d.id = c.document
where c.kind in ({", ".join(f"'{kind}'" for kind in SIDES)}) order by 1, 3, 10
"""
#: What the claims of a side rest on in the end, each root once: of ten claims with one root, none confirms another.
ROOTS = """
insert into comparison_roots (comparison, side, root, work, document, claims, steps)
select cc.comparison, cc.side, r.root, min(r.work), min(r.document), count(*), max(r.steps)
from comparison_claims cc join claim_roots r on r.claim = cc.claim group by 1, 2, 3
"""
ROOTS_COUNTED = """
update comparisons set {side}_roots = n.roots
from (select comparison, count(*) as roots from comparison_roots where side = '{side}' group by comparison) n
where n.comparison = comparisons.id
"""


def compare(db: Database) -> int:
    """Makes the tables of the comparison again, in one transaction; the number of rows of `comparisons`.

    There is a row for each safeguard and programme, and for each safeguard over the documents without a programme.
    """
    with store.transaction(db):
        store.clear_comparison(db)
        db.execute(CLAIMS)
        made = _rows(db)
        store.insert(db, "comparisons", made)
        db.execute(ROOTS)
        for side in ("stated", "observed"):
            db.execute(ROOTS_COUNTED.format(side=side))
        compare_by.fill(db, made)
    return len(made)


def rows(path: Path, *, programme: str | None = None) -> list[dict[str, Any]]:
    """The comparison in the database at `path` as a table for a person, of one programme if its id is given.

    Raises:
        StoreError: the database cannot be used, has no comparison yet, or no such programme.
    """
    with store.connect(path) as db:
        known = [each for (each,) in db.execute("select id from programmes order by id")]
        if programme is not None and programme not in known:
            there = f"There are: {', '.join(known)}." if known else "It has none."
            raise StoreError(f"{path} has no programme {programme!r}. {there}")
        if not db.table("comparisons").count:
            raise StoreError(f"The comparison in {path} is not made. Run `avr-docs build` to its end.")
        query = """
            select coalesce(p.name, c.programme, 'no programme') as programme, s.name as safeguard, c.verdict,
              c.stated_in_place, c.stated_absent, c.observed_in_place, c.observed_absent, c.observed_unclear,
              c.required, c.demanded, c.documents, c.documents_read
            from comparisons c join safeguards s on s.id = c.safeguard left join programmes p on p.id = c.programme
            where :programme is null or c.programme = :programme
            order by c.programme is null, programme, s.position, s.id"""
        return list(db.query(query, {"programme": programme}))


def _rows(db: Database) -> list[dict[str, Any]]:
    read = _documents_read(db)
    cells = compare_by.counted(db, "comparison")
    # Also programmes that no document is of: that nothing was read on them is what the reader should know.
    programmes: list[str | None] = [each for (each,) in db.execute("select id from programmes order by id")]
    programmes += [None] if None in read or not programmes else []
    safeguards = [each for (each,) in db.execute("select id from safeguards order by position is null, position, id")]
    return [
        _row(
            safeguard,
            programme,
            cells.get((f"{programme or NO_PROGRAMME}.{safeguard}",), EMPTY),
            read.get(programme, 0),
        )
        for programme in programmes
        for safeguard in safeguards
    ]


def _row(safeguard: str, programme: str | None, cell: Counted, read: int) -> dict[str, Any]:
    return {
        "id": f"{programme or NO_PROGRAMME}.{safeguard}",
        "safeguard": safeguard,
        "programme": programme,
        "verdict": cell.verdict,
        **cell.columns(),
        "documents_read": read,
        # A side without claims rests on nothing; that of others is not known until the claims' roots are traced.
        **{f"{side}_roots": None if cell.side(side) else 0 for side in ("stated", "observed")},
    }


def _documents_read(db: Database) -> dict[str | None, int]:
    states = ", ".join(f"'{state}'" for state in sorted(WITH_TEXT))
    return dict(db.execute(f"select programme, count(*) from documents where state in ({states}) group by programme"))
