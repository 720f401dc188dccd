"""Rows for the public file: of every table the allowed columns, with words only where they are shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import PurePath
from typing import Any

from sqlite_utils import Database

from avr_docs import store
from avr_docs.publishing.allowed import ALLOWED, Allowed
from avr_docs.publishing.shown import NOT_SHOWN, Shown
from avr_docs.schema import TABLES

Row = dict[str, Any]
#: Columns of words that are never empty: there the mark for what is not shown stands in their place.
MARKED = frozenset({"text", "content", "source"})
#: What stands in `claims.source` for the document's own voice.
AUTHOR = "author"

NEEDED_SENTENCES = (
    "select sentence from claims where document = :id union select sentence from demands where document = :id"
)
NEEDED_NOTES = """
select n.note from claim_notes n join claims c on c.id = n.claim where c.document = :id
union select a.note from note_anchors a
  where a.document = :id and a.sentence in (select value from json_each(:sentences))
"""
NEEDED_CITATIONS = """
select c.id, c.note, c.stands_for from citations c where c.document = :id and (
  c.note in (select value from json_each(:notes)) or c.id in (
    select x.citation from claim_citations x join claims k on k.id = x.claim where k.document = :id)
  or (c.note is null and c.sentence in (select value from json_each(:sentences))))
union select t.id, t.note, t.stands_for from citations t join citations c on c.stands_for = t.id
  where c.document = :id and c.note in (select value from json_each(:notes))
"""


def copy(source: Database, target: Database, shown: Mapping[str, Shown]) -> None:
    """Fills the tables of `target`, which are there and empty, from `source`; references are checked by the caller."""
    order = [name for name in TABLES if name in ALLOWED]
    with store.transaction(target):
        for name in order:
            if ALLOWED[name].rows == "whole":
                store.insert(target, name, (_facts(name, row) for row in source.query(f"select * from [{name}]")))
        for id, each in shown.items():
            document = _Document(source, id, each)
            for name in order:
                if ALLOWED[name].rows != "whole":
                    store.insert(target, name, document.rows(name))


def _facts(name: str, row: Row) -> Row:
    return {column: row[column] for column in ALLOWED[name].facts.split()}


@dataclass(slots=True)
class _Document:
    """One document, with the ids of those of its rows that go out, by table; None where all do."""

    db: Database
    id: str
    shown: Shown
    kept: dict[str, set[str]] | None = None
    texts: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.shown.how != "full":
            self.kept = self.needed()

    def needed(self) -> dict[str, set[str]]:
        """The sentences that carry a claim or a demand, their notes, and what these cite."""
        sentences = self.ids(NEEDED_SENTENCES)
        values = {"sentences": store.json_list(sentences)}
        notes = self.ids(NEEDED_NOTES, **values)
        cited = self.db.execute(NEEDED_CITATIONS, {"id": self.id, "notes": store.json_list(notes), **values}).fetchall()
        notes |= {note for _, note, _ in cited if note is not None}
        found = {"sentences": sentences, "notes": notes, "citations": {id for id, *_ in cited}}
        blocks = self.db.execute("select id, start, end from blocks where document = ?", [self.id]).fetchall()
        found["blocks"] = {id for id, start, end in blocks if self.shown.cover(start, end)}
        return found

    def ids(self, query: str, **values: str) -> set[str]:
        return {id for (id,) in self.db.execute(query, {"id": self.id, **values}).fetchall() if id is not None}

    def rows(self, name: str) -> Iterator[Row]:
        """The document's rows of a table as they go out."""
        allowed = ALLOWED[name]
        if allowed.rows == "full" and self.kept is not None:
            return
        for row in self.db.query(*self.query(name)):
            out = self.row(name, allowed, row)
            if out is not None and all(out.get(column) is not None for column in allowed.needs.split()):
                yield out

    def query(self, name: str) -> tuple[str, Row]:
        if name == "documents":
            return "select * from documents where id = :id", {"id": self.id}
        if name in store.THROUGH:
            column, parent, key = store.THROUGH[name]
            its = f"select [{key}] from [{parent}] where document = :id"
            return f"select * from [{name}] where [{column}] in ({its})", {"id": self.id}
        return f"select * from [{name}] where document = :id", {"id": self.id}

    def row(self, name: str, allowed: Allowed, row: Row) -> Row | None:
        out = _facts(name, row)
        if self.kept is None:
            more = chain(allowed.words, *map(str.split, (allowed.places, allowed.quoted, allowed.full)))
            out |= {column: row[column] for column in more}
            return _tidied(name, out)
        if name in self.kept and row["id"] not in self.kept[name]:
            return None
        if name == "problems" and not row["id"].startswith("similar:"):
            return None  # what readers say of a text may hold its words
        if allowed.quoted and self.shown.how == "quotes":
            out |= {column: row[column] for column in allowed.quoted.split()}
        self.cut_references(name, out)
        out |= self.places(name, allowed, row)
        out |= {column: self.words(name, column, place, row) for column, place in allowed.words.items()}
        if allowed.rows == "shown" and allowed.words and out["text"] == NOT_SHOWN:
            return None
        if name == "sentences":
            self.texts[row["id"]] = out["text"]
        return out

    def cut_references(self, name: str, out: Row) -> None:
        """Nothing refers to a row that does not go out."""
        for column, table, _ in TABLES[name].foreign_keys:
            if self.kept and table in self.kept and out.get(column) not in self.kept[table]:
                out[column] = None

    def places(self, name: str, allowed: Allowed, row: Row) -> Row:
        found: Row = {}
        columns = allowed.places.split()
        if columns == ["offset"]:
            at = self.shown.place(row["offset"], row["offset"] + 1)
            return {"offset": at.start if at else None}
        for start, end in zip(columns[::2], columns[1::2], strict=True):
            within = self.shown.cover if name == "blocks" else self.shown.place
            span = within(row[start], row[end]) if row[start] is not None and row[end] is not None else None
            found |= {start: span.start if span else None, end: span.end if span else None}
        return found

    def words(self, name: str, column: str, place: Sequence[str] | None, row: Row) -> str | None:
        """The words where all of them are shown, else the mark, or nothing."""
        value: str | None = row[column]
        if name == "documents":
            return self.shown.text
        if value is None or (name == "claims" and column == "source" and value == AUTHOR):
            return value
        if place is None:  # in the row's own sentence, which comes before it
            is_shown = value in self.texts.get(row["sentence"], "")
        else:
            is_shown = self.shown.place(row[place[0]], row[place[1]]) is not None
        return value if is_shown else NOT_SHOWN if column in MARKED else None


def _tidied(name: str, out: Row) -> Row:
    """A document's file by its name alone: folders are those of the machine on which it was read."""
    if name == "documents" and out["path"] is not None:
        out["path"] = PurePath(out["path"]).name
    return out
