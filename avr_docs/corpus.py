"""The folder that is read: its spreadsheets, checked, and whatever documents lie under it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from avr_docs import corpus_sources, entries
from avr_docs.corpus_files import DOCUMENTS, CorpusProblem, Row, check_sum, digest, files_under, match, slug
from avr_docs.entries import Entry
from avr_docs.errors import CorpusError
from avr_docs.records import (
    LinkCheck,
    ListedActor,
    ListedStatus,
    Programme,
    Setting,
    SourceRole,
)
from avr_docs.spreadsheet import Line, Mistakes, choices, lines

__all__ = ["Corpus", "CorpusProblem", "Row", "digest", "read", "slug"]

PROGRAMMES = ("id", "name", "aliases", "host", "implementer", "from", "to")
ACTORS = ("key", "name", "aliases", "role")
DEMAND_EVENTS = "demand_events.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What a folder holds. `documents` are in the order of documents.csv, then the files without a row by path.

    `works_status` are the rows of works_status.csv; `link_checks` the latest of each address in link_checks.csv.
    """

    folder: Path
    documents: tuple[Row, ...] = ()
    actors: tuple[ListedActor, ...] = ()
    programmes: tuple[Programme, ...] = ()
    events: tuple[Entry, ...] = ()
    works_status: tuple[ListedStatus, ...] = ()
    link_checks: tuple[LinkCheck, ...] = ()
    problems: tuple[CorpusProblem, ...] = ()

    def setting(self, row: Row) -> Setting:
        """What is known of a document before it is tagged."""
        programme = next((programme for programme in self.programmes if programme.id == row.programme), None)
        return Setting(
            actors=self.actors,
            programmes=self.programmes,
            programme=programme,
            publisher=row.publisher,
            type=row.type,
        )

    def path(self, row: Row) -> Path | None:
        """Where the document's file lies, or None where there is none."""
        return None if row.file is None or row.missing else self.folder / row.file

    @property
    def warnings(self) -> tuple[str, ...]:
        """What should be looked at, in words; files that are not there are told by `Row.missing`."""
        return tuple(problem.message for problem in self.problems if problem.code != "missing_file")


def read(folder: Path, *, skip: Iterable[Path] = ()) -> Corpus:
    """The corpus in `folder`; spreadsheets that are not there are as good as empty. `skip` are files to leave alone.

    Raises:
        CorpusError: there is no such folder, or cells of the spreadsheets are not as they must be (all are named).
    """
    folder = Path(folder)
    if not folder.is_dir():
        what = "is a file: give the folder that holds it" if folder.exists() else "is not there"
        raise CorpusError(f"{folder} {what}.")
    mistakes = Mistakes()
    actors = _actors(lines(folder / "actors.csv", ACTORS, ("key", "name", "role"), mistakes))
    has_actors = (folder / "actors.csv").is_file()
    keys = {actor.key for actor in actors} if has_actors else None
    programmes = _programmes(lines(folder / "programmes.csv", PROGRAMMES, ("id", "name"), mistakes), keys)
    listed = lines(folder / "documents.csv", DOCUMENTS, (), mistakes)
    events = entries.read(folder / DEMAND_EVENTS, mistakes)
    status = corpus_sources.WORKS_STATUS
    statuses = corpus_sources.works_status(lines(folder / "works_status.csv", status, ("status", "source"), mistakes))
    problems: list[CorpusProblem] = []
    named = {line.cells.get("file", "").replace("\\", "/") for line in listed} - {""}
    files = files_under(folder, named, {path.resolve() for path in skip}, problems)
    rows = match(listed, files, {programme.id for programme in programmes}, problems)
    mistakes.stop()
    checks = corpus_sources.link_checks(folder, problems)
    for row in rows:
        check_sum(folder, row, problems)
    return Corpus(
        folder=folder,
        documents=tuple(rows),
        actors=tuple(actors),
        programmes=tuple(programmes),
        events=tuple(events),
        works_status=tuple(statuses),
        link_checks=tuple(checks),
        problems=tuple(problems),
    )


def _actors(found: list[Line]) -> list[ListedActor]:
    actors = []
    for line in _unlike(found, "key"):
        role: SourceRole | None = line.one_of("role", SourceRole, required=True)
        name = line.text("name", required=True)
        actors.append(
            ListedActor(key=line.key("key") or "", name=name or "", role=role or "other", aliases=line.parts("aliases"))
        )
    return actors


def _programmes(found: list[Line], actors: set[str] | None) -> list[Programme]:
    programmes = []
    for line in _unlike(found, "id"):
        for column in ("host", "implementer"):
            key = line.text(column)
            if key and actors is not None and key not in actors:
                line.wrong(column, f"{key!r} is not the key of an actor in actors.csv{choices(actors)}.")
        programmes.append(
            Programme(
                id=line.key("id") or "",
                name=line.text("name", required=True) or "",
                aliases=line.parts("aliases"),
                host=line.text("host"),
                implementer=line.text("implementer"),
                from_date=line.date("from"),
                to_date=line.date("to"),
            )
        )
    return programmes


def _unlike(found: list[Line], column: str) -> Iterator[Line]:
    """The lines; a key that is blank or stands twice is a mistake."""
    seen: dict[str, int] = {}
    for line in found:
        key = line.text(column, required=True) or ""
        if key and key in seen:
            line.wrong(column, f"{key!r} stands on line {seen[key]} already.")
        seen.setdefault(key, line.number)
        yield line
