"""A database for the public, made anew from what may be shown of another.

Nothing is taken out of a copy: the file begins empty, and only the columns and rows that `allowed` names are put in.
"""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from sqlite_utils import Database

from avr_docs import access, store
from avr_docs.errors import of_the_file
from avr_docs.publishing import contacts, copying, finishing, leaks, package, pictures, place, remaining
from avr_docs.publishing.contacts import Hit
from avr_docs.publishing.place import PublishError
from avr_docs.publishing.shown import Shown
from avr_docs.site import inspect
from avr_docs.site import metadata as site_metadata

__all__ = ["ContactsFound", "PublishError", "Report", "publish"]

#: Of the words of a document that is quoted, so much is shown at most.
SHARE = 0.3
METADATA = "metadata.yml"
#: The files that are made beside the database.
BESIDE = (inspect.NAME, package.PACKAGE, METADATA, package.SUMS)
#: A function of SQL that only our plugin brings.
OURS = "fts_words"

Progress = Callable[[str], object]


class ContactsFound(PublishError):
    """There is what a person has to look at first: `hits`, with the `lines` for the list of what was looked at."""

    def __init__(self, hits: list[Hit], lines: list[str]) -> None:
        documents = len({hit.document for hit in hits if hit.document})
        super().__init__(
            f"{len(hits)} addresses or numbers of people may stand in the text ({documents} documents). Nothing was "
            "published. Look at each: withhold the document, publish quotes of it or nothing, or, if it may go out, "
            "put its line into a file and give that with --reviewed; --allow-contacts lets all of them pass."
        )
        self.hits, self.lines = hits, lines


@dataclass(frozen=True, slots=True)
class Report:
    """What was published, as the row of `publication`, with what staff should know beside it."""

    target: Path
    publication: Mapping[str, Any]
    entries_left_out: int
    cut: Mapping[str, int]  # sentences beyond the largest share, by document
    hits: list[Hit] = field(default_factory=list)
    not_drawn: list[str] = field(default_factory=list)


def publish(
    source: Path,
    target: Path,
    *,
    share: float = SHARE,
    allow_contacts: bool = False,
    page_images: bool = False,
    reviewed: Path | None = None,
    metadata: Path | None = None,
    on_step: Progress = lambda step: None,
) -> Report:
    """Makes the public database `target` from `source`, with the files beside it; all of them, or none.

    `share` is the largest share of a document's words that is quoted, in [0, 1]. `reviewed` is the list of documents
    that somebody has looked through for contact details; `allow_contacts` lets all pass. `page_images` adds
    pictures of the pages of PDFs that are shown in full, with all that stands on them. `metadata` says what the site
    is called and under which licence it stands; if left out, it is that of avr-docs.

    Raises:
        StoreError: `source` cannot be used.
        ContactsFound: contact details stand in the text that nobody has looked at.
        PublishError: something else lies at `target`, or something would be shown that must not be. In all cases what
            was published before is left as it was.
    """
    seen = contacts.read_reviewed(reviewed)
    place.check(source, target, BESIDE)
    with access.sole_writer(target, what="publish"), TemporaryDirectory(dir=target.parent, prefix=".publish-") as made:
        try:
            with closing(_source(source)) as private:
                run = _Publishing(private, Path(made), target, share, on_step)
                report = run.fill(metadata or site_metadata.path(), source if page_images else None)
                run.check(report, seen, allow_contacts, [source, target])
        except sqlite3.DatabaseError as error:
            if not of_the_file(error):
                raise
            raise access.unusable(target, error) from error
        place.move(Path(made), target, BESIDE)
    return report


def _source(path: Path) -> Database:
    db = store.connect(path)
    if "publication" in db.table_names():
        raise PublishError(f"{path} is a published database; give the one that `avr-docs build` made.")
    last = db.execute("select finished from runs order by id desc limit 1").fetchone()
    if last is None or last[0] is None:
        raise PublishError(
            f"A build of {path} is under way or was ended before its end. Run it to its end, then publish."
        )
    return db


class _Publishing:
    """One run: the private database, the folder in which files are made, and what is shown of each document."""

    def __init__(self, private: Database, folder: Path, target: Path, share: float, on_step: Progress) -> None:
        self.private, self.folder, self.share, self.on_step = private, folder, share, on_step
        self.file = folder / target.name
        self.target = target
        self.shown: dict[str, Shown] = {}

    def fill(self, metadata: Path | None, drawn_from: Path | None) -> Report:
        """Makes the database, with pictures of pages if `drawn_from` is given, and what lies beside it."""
        self.on_step("Leaving out what is held back")
        working = self.folder / "working.db"
        with closing(sqlite3.connect(working)) as copy:
            self.private.conn.backup(copy)
        with closing(store.connect(working, write=True)) as db:
            withheld, entries = remaining.take_out(db)
            self.shown = remaining.choose(db, self.share)
            self.on_step("Following claims to what they rest on")
            remaining.make_again(db, self.shown)
            self.on_step("Copying what may be shown")
            public = finishing.create(self.file)
            copying.copy(db, public, self.shown)
        for file in self.folder.glob("working.db*"):
            file.unlink()
        finishing.tell(public, self.shown, self.share)
        finishing.tidy(public)
        self.on_step("Comparing what is shown")
        finishing.make_again(public)
        not_drawn = []
        if drawn_from:
            self.on_step("Drawing pages")
            not_drawn = pictures.draw(self.private, drawn_from, public)
        said = site_metadata.load(metadata)
        row = finishing.publication(
            public,
            withheld=withheld,
            share=self.share,
            licence=str(said.get("license") or "not stated"),
            licence_url=str(said.get("license_url") or ""),
        )
        self.public = finishing.close(public, self.file)
        self._beside(row, metadata, said)
        cut = {id: each.left_out for id, each in self.shown.items() if each.left_out}
        return Report(self.target, row, entries, cut, contacts.hits(self.public), not_drawn)

    def check(self, report: Report, seen: Mapping[str, str], allow_contacts: bool, paths: list[Path]) -> None:
        """Refuses to go on where something stands in the file that must not, or that nobody has looked at."""
        self.on_step("Looking for what must not be in it")
        strings = [*leaks.of_this_machine(*paths), *leaks.names_held_back(self.private, self.shown)]
        passages = leaks.not_to_be_shown(self.private, self.shown)
        found = leaks.leaked(self.file, self.public, passages, strings)
        self.public.close()
        if found:
            more = f", and {len(found) - 5} more" if len(found) > 5 else ""
            raise PublishError(
                f"Nothing was published, since what must not be shown stands in {'; '.join(found[:5])}{more}. "
                "Where staff have copied these words into a spreadsheet, say it in other words there; else report this."
            )
        unseen = [] if allow_contacts else contacts.unreviewed(report.hits, seen)
        if unseen:
            raise ContactsFound(unseen, contacts.lines(unseen))

    def _beside(self, row: Mapping[str, Any], metadata: Path | None, said: dict[str, Any]) -> None:
        inspect.inspect(self.file)
        package.write_package(self.folder, package.describe(self.public, self.file, row, metadata))
        text = yaml.safe_dump(_plain(said, self.file.stem), allow_unicode=True, sort_keys=False, width=120)
        (self.folder / METADATA).write_text(text, encoding="utf-8")
        package.write_sums(self.folder, [self.file.name, *(name for name in BESIDE if name != package.SUMS)])


def _plain(said: dict[str, Any], name: str) -> dict[str, Any]:
    """The metadata for a Datasette without our plugin: under the file's name, without questions that it cannot ask."""
    tree = site_metadata.described(said, name)
    ours: dict[str, Any] = site_metadata.copied(tree["databases"][name])
    queries = ours.get("queries") or {}
    ours["queries"] = {key: query for key, query in queries.items() if OURS not in query.get("sql", "")}
    return {**{key: value for key, value in tree.items() if not key.startswith("x-")}, "databases": {name: ours}}
