"""What a person reads when a build is through: what there is now, what failed and why, what to look at."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlite_utils import Database

from avr_docs.moved import Lost
from avr_docs.words import counted
from extract.errors import FAILED, State

#: The most rows of a list of files or problems that are shown.
MOST_ROWS = 25
MISSING = "missing_file"
#: States that need no file to be replaced, and that a person should know of.
WITHOUT_TEXT = (State.NEEDS_OCR, State.OK_EMPTY, State.SUSPECT_TEXT)


class Failure(NamedTuple):
    """A document that could not be read; `state` is one of extract.errors.FAILED, or missing_file."""

    path: str
    state: str
    reason: str


class Remark(NamedTuple):
    """Something to look at; `document` is its id, None where it is about the corpus folder."""

    document: str | None
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A finished build. Counts are of the database as it is now, but for `changed`, `unchanged` and `removed`."""

    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    seconds: float = 0.0
    documents: int = 0
    by_type: dict[str, int] = field(default_factory=dict)
    by_state: dict[str, int] = field(default_factory=dict)
    claims_by_kind: dict[str, int] = field(default_factory=dict)
    sentences: int = 0
    demands: int = 0
    notes: int = 0
    citations: int = 0
    failed: tuple[Failure, ...] = ()
    not_fetched: tuple[tuple[str, str], ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def exit_status(self) -> int:
        """1 if a document could not be read or a file that a row names is not there, else 0."""
        return 1 if self.failed else 0

    def sections(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """Titles with rows to print; lists that are empty are left out, but for that of what failed."""
        found = [
            ("Run", [_run(self)]),
            ("Documents by type", _counts("type", self.by_type)),
            ("Documents by state", _counts("state", self.by_state)),
            ("Tags", [_tags(self)]),
            ("Claims by kind", _counts("kind", self.claims_by_kind)),
            ("Listed, not fetched (`avr-docs fetch` gets them)", _list(("id", "address"), self.not_fetched, most=5)),
            ("Worth a look", _list(Remark._fields, self.remarks)),
            ("Failed", _list(Failure._fields, self.failed, most=None)),
        ]
        return [(title, rows) for title, rows in found if rows or title == "Failed"]


def summarise(db: Database, *, missing: Iterable[Failure] = (), lost: Iterable[Lost] = (), **counts: Any) -> Summary:
    """The summary of the database as it is; `counts` are the run's own, `missing` the files that are not there, `lost`
    the demands of the log that nobody demands now."""
    states = [str(state) for state in sorted(FAILED)]
    failed = db.execute(
        f"select coalesce(path, id), state, coalesce(reason, '') from documents where state in ({_marks(states)}) "
        "order by 1",
        states,
    )
    return Summary(
        documents=db.table("documents").count,
        by_type=_grouped(db, "documents", "type", "where state in ('ok', 'suspect_text')"),
        by_state=_grouped(db, "documents", "state"),
        claims_by_kind=_grouped(db, "claims", "kind"),
        sentences=db.table("sentences").count,
        demands=db.table("demands").count,
        notes=db.table("notes").count,
        citations=db.table("citations").count,
        failed=(*missing, *(Failure(*row) for row in failed)),
        not_fetched=tuple(
            db.execute("select id, coalesce(url, '') from documents where state = 'not_fetched' order by id")
        ),
        remarks=(*_lost(list(lost)), *_remarks(db)),
        **counts,
    )


def _lost(found: list[Lost]) -> list[Remark]:
    """How many demands of the log await confirmation, and each of them."""
    if not found:
        return []
    count = counted(len(found), "demand")
    say = f"{count} with entries in the log: words moved or changed. Say where: avr-docs demands DB moved"
    each = [
        f"{one.key} ({one.entries[-1].status}, {one.entries[-1].date}): {one.text or 'never seen'}" for one in found
    ]
    return [Remark(None, "demands_moved", say), *(Remark(None, "event_without_demand", told) for told in each)]


def _remarks(db: Database) -> list[Remark]:
    """Problems of the folder, documents without text of use, problems of reading, evidence that is missing."""
    states = [str(state) for state in WITHOUT_TEXT]
    kept = f"select id, state, coalesce(reason, '') from documents where state in ({_marks(states)}) order by id"
    folder = "select document, code, message from problems where id like 'corpus:%' and code <> ? order by message"
    others = (
        "select p.document, p.code, p.message from problems p join documents d on d.id = p.document "
        "where p.id not like 'corpus:%' and p.code <> d.state order by p.document, p.page, p.message"
    )
    gone = (
        "select null, 'evidence_missing', demand || ' (' || status || ', ' || date || '): its evidence ' || evidence "
        "|| ' is no document here now' from demand_events where evidence_document is null and evidence is not null "
        "and evidence not like 'http%' order by id"
    )
    nobody = (
        "select null, 'nobody_in_charge', 'It is not known who runs, orders or funds a programme, so what they say of "
        "it is not told from what others observe: name them in actors.csv and programmes.csv' "
        "where exists (select 1 from claims) and not exists (select 1 from programmes) "
        "and not exists (select 1 from actors where listed = 1 and role in ('implementer', 'government'))"
    )
    queries: list[tuple[str, list[str]]] = [(nobody, []), (folder, [MISSING]), (kept, states), (others, [])]
    queries.append((gone, []))
    return [Remark(*row) for query, values in queries for row in db.execute(query, values)]


def _grouped(db: Database, table: str, column: str, where: str = "") -> dict[str, int]:
    return dict(
        db.execute(f"select coalesce({column}, ''), count(*) from {table} {where} group by 1 order by 2 desc, 1")
    )


def _marks(values: list[str]) -> str:
    return ", ".join("?" * len(values))


def _run(summary: Summary) -> dict[str, Any]:
    return {
        "documents": summary.documents,
        "read now": summary.changed,
        "unchanged": summary.unchanged,
        "removed": summary.removed,
        "failed": len(summary.failed),
        "seconds": f"{summary.seconds:.1f}",
    }


def _tags(summary: Summary) -> dict[str, Any]:
    return {
        "sentences": summary.sentences,
        "claims": sum(summary.claims_by_kind.values()),
        "demands": summary.demands,
        "notes": summary.notes,
        "citations": summary.citations,
    }


def _counts(name: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [{name: value, "number": n} for value, n in counts.items()]


def _list(names: Iterable[str], rows: Iterable[Iterable[Any]], *, most: int | None = MOST_ROWS) -> list[dict[str, Any]]:
    """The rows under their names; the first `most` of them and how many more there are, or all of them."""
    names = list(names)
    found = [dict(zip(names, row, strict=True)) for row in rows]
    if most is None or len(found) <= most:
        return found
    return [*found[:most], {**dict.fromkeys(names), names[0]: f"... and {len(found) - most} more"}]
