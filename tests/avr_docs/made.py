"""Tagged documents made by hand, and databases with them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from avr_docs import store
from avr_docs.corpus import Row
from avr_docs.records import Actor, Citation, Claim, Demand, Sentence, Tagged
from avr_docs.schema import TABLES
from extract.document import Block, Document, Link, Meta, Note, Page, Part, Party, Problem, Source, Span

BODY = [
    "Office statement on Way Home",
    "The Return Office says that every return is voluntary.",
    "Our visitors found that nobody was offered a lawyer.",
    "The Office should publish its agreements and should admit observers.",
]
NOTES = ["Ruiz, Tickets Home (2020), https://example.org/ruiz.", "Id.", "Ruiz, supra note 1, at 4."]


def tagged(id: str = "letter", body: list[str] | None = None, notes: list[str] | None = None, **changes: Any) -> Tagged:
    """A document of these paragraphs, one sentence each, and notes, anchored in the second sentence and those after.

    Sentences with "says" are stated, with "found" observed, with "should" demanded, with a demand for each "should".
    """
    body, notes = body if body is not None else BODY, notes if notes is not None else NOTES
    text = "\n\n".join([*body, *notes])
    places: list[Span] = []
    for part in [*body, *notes]:
        start = places[-1].end + 2 if places else 0
        places.append(Span(start, start + len(part)))
    sentences = tuple(
        Sentence(n=n, start=place.start, end=place.end, text=part, page=1, block=n - 1)
        for n, (part, place) in enumerate(zip(body, places, strict=False), 1)
    )
    document = Document(
        id=id,
        source=Source(path=f"{id}.txt", sha256="0" * 64, media_type="text/plain", reader="text"),
        meta=Meta(
            type="letter",
            type_score=0.9,
            title=body[0] if body else None,
            date="2020-05-04",
            language="en",
            authors=("Ana Ruiz", "Bo Lind"),
            addressees=(Party(name="Ms Director", organization="Return Office"),),
            signatories=(Party(name="Cy Oduya", role="Chair"), Party(organization="Lake Group")),
            cc=("The Ombudsman",),
        ),
        text=text,
        pages=(Page(number=1, width=612.0, height=792.0), Page(number=2)),
        blocks=tuple(
            Block(
                kind="note" if i >= len(body) else "paragraph" if i else "title",
                start=place.start,
                end=place.end,
                page=1,
                parts=(Part(2, None),) if i == 1 else (),
            )
            for i, place in enumerate(places)
        ),
        notes=tuple(
            Note(
                label=str(n),
                kind="footnote",
                start=places[len(body) + n - 1].start,
                end=places[len(body) + n - 1].end,
                page=1,
                anchors=(places[min(n, len(body) - 1)].end - 1,),
            )
            for n in range(1, len(notes) + 1)
        ),
        links=(Link(start=0, end=6, href="https://example.org/"),),
        problems=(Problem(code="no_note", message="A marker 9 has no note.", page=1),),
    )
    found, demands = claims(sentences, len(notes))
    record = Tagged(
        document=document,
        sentences=sentences,
        claims=found,
        demands=demands,
        citations=citations(document),
        actors=(Actor(key="return-office", name="Return Office", role="implementer", mentions=(Span(0, 6),)),),
    )
    return replace(record, **changes)


def claims(sentences: tuple[Sentence, ...], notes: int) -> tuple[tuple[Claim, ...], tuple[Demand, ...]]:
    """Claims and demands by three words: says, found, should."""
    found: list[Claim] = []
    demands: list[Demand] = []
    for each in sentences:
        place = {"sentence": each.n, "start": each.start, "end": each.end, "content": each.text}
        label = (str(each.n - 1),) if 1 < each.n <= notes + 1 else ()
        if " says " in each.text:
            source = {"source": "The Return Office", "source_role": "implementer", "actor": "return-office"}
            status = {"voluntariness": "in_place"}
            found.append(Claim(kind="stated", safeguards=status, footnotes=label, cue="says", **source, **place))
        if " found " in each.text:
            status = {"legal_counsel": "absent"}
            found.append(Claim(kind="observed", safeguards=status, footnotes=label, **place))
        if " should " in each.text:
            status = {"transparency": "demanded"}
            found.append(Claim(kind="demanded", safeguards=status, footnotes=label, **place))
            for part in each.text.split(" should ")[1:]:
                demand = {"text": part.removesuffix(" and"), "addressee": "The Office", "safeguards": ("transparency",)}
                demands.append(Demand(claim=len(found) - 1, action="other", **demand))
    return tuple(found), tuple(demands)


def citations(document: Document) -> tuple[Citation, ...]:
    """One citation a note."""
    found = []
    for note in document.notes:
        text = document.text[note.start : note.end]
        kind, refers_to = ("id", None) if text == "Id." else ("supra", "1") if "supra" in text else ("book", None)
        facts: dict[str, Any] = {} if kind == "book" or not found else {"stands_for": 0, "resolution": "found"}
        if kind == "book":
            facts = {
                "author": ("Ana Ruiz",),
                "title": "Tickets Home",
                "issued": "2020",
                "url": "https://example.org/ruiz",
            }
        found.append(Citation(note=note.label, start=note.start, end=note.end, type=kind, refers_to=refers_to, **facts))
    return tuple(found)


def database(path: Path, *documents: Tagged | tuple[Tagged, Row]) -> Database:
    """A database at `path` with these documents, each with or without its row of the corpus."""
    db = store.create(path)
    for each in documents:
        record, row = each if isinstance(each, tuple) else (each, None)
        store.save(db, record, row)
    return db


def dump(db: Database, *, without: dict[str, set[str]] | None = None) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the search tables' own, sorted; columns named in `without` are left out."""
    found = {}
    for name, table in TABLES.items():
        columns = [column for column in table.columns if column not in (without or {}).get(name, set())]
        query = f"select {', '.join(f'[{column}]' for column in columns)} from [{name}]"
        found[name] = sorted(db.execute(query).fetchall(), key=repr)
    return found


def sound(db: Database) -> None:
    """The file is whole, every reference holds, and the search tables say what the tables say."""
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    for name, table in TABLES.items():
        if table.search:
            db.execute(f"insert into [{name}_fts]([{name}_fts], rank) values ('integrity-check', 1)")
    db.conn.rollback()
