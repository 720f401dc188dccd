"""Stated against observed: for each safeguard and programme, what is said beside what is reported, and one verdict."""

from collections.abc import Collection
from pathlib import Path
from typing import Any, Literal, NamedTuple

from sqlite_utils import Database

from avr_docs import store
from avr_docs.errors import StoreError
from extract.errors import WITH_TEXT

Verdict = Literal[
    "contradicted",
    "corroborated",
    "unverified",
    "unaddressed",
    "inconsistent",
    "disputed",
    "acknowledged",
    "reported",
    "silent",
]
#: Kinds of claims as sides of a comparison. `context` says nothing on a safeguard.
SIDES = {"stated": "stated", "observed": "observed", "norm": "required", "demanded": "demanded"}
NO_PROGRAMME = "-"


def verdict(stated: Collection[str], observed: Collection[str], *, mentioned: bool = True) -> Verdict | None:
    """The verdict on two columns, each given as the statuses that its claims hold.

    Of the rows of the scheme's table several can hold at once; then these come first:

    1. `inconsistent`, `disputed`: a column that holds both `in_place` and `absent` has no one position that could be
       compared with the other's. To say `contradicted` where other observers confirm would be to believe some
       observers and not others; to say `corroborated` of a body that also admits the lack, to believe one of its
       statements. `inconsistent` is before `disputed`, since it rests on the body's own words alone.
    2. `contradicted`, `corroborated`, `unverified`: these exclude each other.
    3. `unaddressed`: only where nothing is stated, so it never meets those above but `disputed`.

    Beyond the table: `acknowledged` (only the lack is stated, whatever is observed), `reported` (observed in place
    alone, nothing stated) and `silent` (no claim of any kind). None is what is left: nothing but `unclear` is stated,
    or there are only norms and demands.
    """
    if not mentioned:
        return "silent"
    if {"in_place", "absent"} <= set(stated):
        return "inconsistent"
    if {"in_place", "absent"} <= set(observed):
        return "disputed"
    if "in_place" in stated:
        return "contradicted" if "absent" in observed else "corroborated" if "in_place" in observed else "unverified"
    if "absent" in stated:
        return "acknowledged"
    if stated or not observed:
        return None
    return "unaddressed" if {"absent", "unclear"} & set(observed) else "reported"


class Counted(NamedTuple):
    """A cell: how many claims stand on each side with each status, and in how many documents."""

    statuses: dict[tuple[str, str], int]
    documents: int

    def side(self, side: str, *statuses: str) -> int:
        """The number of claims of a side with these statuses, or with any."""
        return sum(
            n for (each, status), n in self.statuses.items() if each == side and status in (statuses or (status,))
        )


#: A claim that says that it is not known counts as `unclear`, whatever it is not known of: "there is no indication that
#: anybody was told" does not observe that nobody was. A hedged claim counts as what it says, hedged.
POSITIONS = f"""
select c.id as claim, cs.safeguard, c.programme, c.document, cs.status,
  case c.kind {" ".join(f"when '{kind}' then '{side}'" for kind, side in SIDES.items())} end as side,
  case when c.certainty = 'unknown' and cs.status in ('in_place', 'absent') then 'unclear'
    else cs.status end as position
from claims c join claim_safeguards cs on cs.claim = c.id where c.kind in ({", ".join(f"'{kind}'" for kind in SIDES)})
"""
#: `is` and not `=`: documents without a programme stand in rows of their own.
LINKS = f"""
insert into comparison_claims (comparison, claim, side, status)
select coalesce(programme, '{NO_PROGRAMME}') || '.' || safeguard, claim, side, status from ({POSITIONS})
"""
#: What the claims of a side rest on in the end, each root once: of ten claims with one root, none confirms another.
ROOTS = """
update comparisons set {side}_roots = n.roots
from (select cc.comparison, count(distinct r.root) as roots from comparison_claims cc
  join claim_roots r on r.claim = cc.claim where cc.side = '{side}' group by cc.comparison) n
where n.comparison = comparisons.id
"""


def compare(db: Database) -> int:
    """Makes both tables of the comparison again, in one transaction; the number of rows of `comparisons`.

    There is a row for each safeguard and programme, and for each safeguard over the documents without a programme.
    """
    with store.transaction(db):
        db.execute("delete from comparison_claims")
        db.execute("delete from comparisons")
        made = _rows(db)
        store.insert(db, "comparisons", made)
        db.execute(LINKS)
        for side in ("stated", "observed"):
            db.execute(ROOTS.format(side=side))
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
    cells = _cells(db)
    # Also programmes that no document is of: that nothing was read on them is what the reader should know.
    programmes: list[str | None] = [each for (each,) in db.execute("select id from programmes order by id")]
    programmes += [None] if None in read or not programmes else []
    safeguards = [each for (each,) in db.execute("select id from safeguards order by position is null, position, id")]
    empty = Counted({}, 0)
    return [
        _row(safeguard, programme, cells.get((safeguard, programme), empty), read.get(programme, 0))
        for programme in programmes
        for safeguard in safeguards
    ]


def _row(safeguard: str, programme: str | None, cell: Counted, read: int) -> dict[str, Any]:
    stated, observed = ({status for side, status in cell.statuses if side == each} for each in ("stated", "observed"))
    return {
        "id": f"{programme or NO_PROGRAMME}.{safeguard}",
        "safeguard": safeguard,
        "programme": programme,
        "verdict": verdict(stated, observed, mentioned=bool(cell.statuses)),
        "stated": cell.side("stated"),
        "stated_in_place": cell.side("stated", "in_place"),
        "stated_absent": cell.side("stated", "absent"),
        "observed": cell.side("observed"),
        "observed_in_place": cell.side("observed", "in_place"),
        "observed_absent": cell.side("observed", "absent"),
        "observed_unclear": cell.side("observed", "unclear"),
        "required": cell.side("required"),
        "demanded": cell.side("demanded"),
        "documents": cell.documents,
        "documents_read": read,
        # A side without claims rests on nothing; that of others is not known until the claims' roots are traced.
        **{f"{side}_roots": None if cell.side(side) else 0 for side in ("stated", "observed")},
    }


def _documents_read(db: Database) -> dict[str | None, int]:
    states = ", ".join(f"'{state}'" for state in sorted(WITH_TEXT))
    return dict(db.execute(f"select programme, count(*) from documents where state in ({states}) group by programme"))


def _cells(db: Database) -> dict[tuple[str, str | None], Counted]:
    documents = f"select safeguard, programme, count(distinct document) from ({POSITIONS}) group by 1, 2"
    cells = {(safeguard, programme): Counted({}, n) for safeguard, programme, n in db.execute(documents)}
    counts = f"select safeguard, programme, side, position, count(*) from ({POSITIONS}) group by 1, 2, 3, 4"
    for safeguard, programme, side, position, n in db.execute(counts):
        cells[safeguard, programme].statuses[side, position] = n
    return cells
