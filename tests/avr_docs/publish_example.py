"""A private database with a word of its own ("canary") in every place that can hold words of a document.

A canary is `zq`, the document, the place and `qz`: zqnonesenderqz stands in the column `sender` of the document "none".
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from avr_docs.schema import create

DOCUMENTS = {"full": "full", "quotes": "quotes", "none": "none", "withheld": "full"}
ID = {name: f"document-{name}-2024" for name in DOCUMENTS}
#: Not shown of a document that is quoted, as its sentence carries no claim and the other demand is beyond the share.
PLAIN = "plain"


def make(path: Path) -> Path:
    """The database, at `path`, as a build that came to its end leaves it."""
    db = Database(path)
    create(db)
    with db.conn:
        db["programmes"].insert_all(
            [{"id": "rap", "name": "Return Programme"}, {"id": "secret", "name": "zqprogrammeqz"}]
        )
        db["safeguards"].insert_all(
            [{"id": id, "position": n, "name": id.title()} for n, id in enumerate(("counsel", "choice"), 1)]
        )
        db["actors"].insert_all(
            [
                {"key": "agency", "name": "Return Agency", "role": "implementer", "listed": 1},
                {"key": "unused", "name": "zqunusedqz", "role": "media", "listed": 1},
            ]
        )
        db["runs"].insert(
            {"id": 1, "finished": "2025-01-02", "version": "1", "corpus": "../zqcorpusqz", "documents": 4}
        )
        for name, republish in DOCUMENTS.items():
            Made(db, name).put(republish)
        db["problems"].insert({"id": "corpus:1", "code": "link", "message": "zqfolderqz is a link"})
        db["works"].insert({"key": "old", "title": "Ruling", "docket": "12/34", "status": "annulled"})
        _events(db)
    db.close()
    return path


def _events(db: Any) -> None:
    key = "demand-full"
    rows = [
        {"id": 1, "date": "2024-01-01", "status": "no_response", "note": "Asked in public."},
        {"id": 2, "date": "2024-02-01", "status": "refused", "note": "zqinternalqz", "internal": 1},
        {"id": 3, "date": "2024-03-01", "status": "met", "note": "zqleakedqz", "evidence": ID["withheld"]},
        {"id": 4, "date": "2024-04-01", "status": "stalled", "note": "A public letter.", "evidence": ID["full"]},
        {"id": 5, "date": "2024-05-01", "status": "met", "note": "zqmistakenqz"},
        {"id": 6, "date": "2024-06-01", "status": "stalled", "note": "zqbackqz", "internal": 1, "undoes": 5},
    ]
    for row in rows:
        evidence = row.get("evidence")
        db["demand_events"].insert(
            {"demand": key, "who": "zqwhoqz", "recorded": "zqrecordedqz", **row, "evidence_document": evidence}
        )
    db["demand_events"].insert({"id": 7, "demand": "demand-withheld", "date": "2024-01-01", "note": "zqgoneqz"})


class Made:
    """One document: its text is made of parts, each with its canary, and rows are put at the parts' places."""

    def __init__(self, db: Any, name: str) -> None:
        self.db, self.name, self.id = db, name, ID[name]
        self.programme = "secret" if name == "withheld" else "rap"
        self.parts = {
            "letterhead": f"Office of {self.canary('letterhead')} and of all the others who work here every day",
            "claim": f"The agency {self.canary('claim')} says that nobody is sent home {name} against their free will.",
            PLAIN: f"It was the {self.canary(PLAIN)} of an ordinary day on which {name} many people came to us.",
            "table": f"{self.canary('table')}   1   2   3   4   5   6   7   8   {name}",
            "last": f"Nothing {self.canary('last')} more was to be heard {name} of these matters " + "and so on " * 60,
            "note": f"Interview with {self.canary('note')}, {name} a teacher in the north of the country, May 2024.",
            "other": f"Interview with {self.canary('other')}, {name} a nurse in the south of the country, May 2024.",
        }
        self.text = "\n\n".join(self.parts.values())

    def canary(self, place: str) -> str:
        return f"zq{self.name}{place}qz"

    def at(self, part: str, words: str | None = None) -> dict[str, int]:
        start = self.text.index(self.parts[part])
        if words is not None:
            start = self.text.index(words, start)
        return {"start": start, "end": start + len(words or self.parts[part])}

    def put(self, republish: str) -> None:
        columns = ("publisher", "authors", "sender", "recipient", "subject", "reason", "licence", "number")
        held = {"republish": republish, "withheld": int(self.name == "withheld")}
        self.row(
            "documents",
            id=self.id,
            title=self.canary("title"),
            state="ok",
            type="letter",
            programme=self.programme,
            path=f"zqfolder{self.name}qz/{self.canary('path')}.pdf",
            url=f"https://example.org/{self.canary('url')}",
            fingerprint=self.canary("fingerprint"),
            sha256=self.canary("sha"),
            run=1,
            text=self.text,
            **held,
            **{name: self.canary(name) for name in columns},
        )
        self.row("parties", part="signatory", **{n: self.canary(f"party{n}") for n in ("name", "role", "organization")})
        self.row("pages", number=1)
        self._parts()
        self._tags()
        self._sources()
        self.row("problems", code="odd", message=self.canary("problem"))

    def _parts(self) -> None:
        kinds = {"letterhead": "letterhead", "table": "table", "note": "note", "other": "note"}
        for n, part in enumerate(self.parts):
            places = f'[{{"page": 1, "start": 7, "{self.canary("parts")}": 0}}]'
            self.row(
                "blocks",
                id=f"{self.id}-b-{part}",
                n=n,
                kind=kinds.get(part, "paragraph"),
                parts=places,
                **self.at(part),
            )
        for n, part in enumerate(("claim", PLAIN, "last")):
            more = {"n": n, "text": self.parts[part], "page": n + 1, "block": f"{self.id}-b-{part}"}
            self.row("sentences", id=f"{self.id}-s-{part}", **more, **self.at(part))
        for n, (part, sentence) in enumerate({"note": "claim", "other": "last"}.items()):
            note, place = f"{self.id}-n-{part}", self.at(part)
            self.row("notes", id=note, n=n, label=str(n + 1), kind="footnote", text=self.parts[part], **place)
            offset = self.at(sentence)["end"] - 1
            self.row("note_anchors", id=f"{note}-a", note=note, sentence=f"{self.id}-s-{sentence}", offset=offset)
            words = f"{self.name} a {'teacher' if part == 'note' else 'nurse'}"
            self.row("note_comments", id=f"{note}-c", note=note, text=words, **self.at(part, words))

    def _tags(self) -> None:
        who, actor = f"The agency {self.canary('claim')}", self.canary("actor")
        self.db["actors"].insert({"key": actor, "name": who, "role": "other", "listed": 0})
        for key, name in (("agency", self.canary("called")), (actor, who)):
            self.db["document_actors"].insert({"document": self.id, "actor": key, "name": name, "role": "other"})
        source = self.at("claim", who)
        claim = {
            "sentence": f"{self.id}-s-claim",
            "kind": "stated",
            "programme": self.programme,
            "score": 0.9,
            "page": 1,
        }
        self.row(
            "claims",
            id=f"{self.id}-c",
            **claim,
            content=f"nobody is sent home {self.name} against their free will",
            source=who,
            actor=actor,
            cue="says",
            source_start=source["start"],
            source_end=source["end"],
            **self.at("claim", f"nobody is sent home {self.name} against their free will"),
        )
        last = {**claim, "sentence": f"{self.id}-s-last", "kind": "demanded", "score": 0.5, "page": 3}
        self.row("claims", id=f"{self.id}-d", **last, content=self.canary("last"), source="author", **self.at("last"))
        for each in ("c", "d"):
            status = "in_place" if each == "c" else "demanded"
            self.db["claim_safeguards"].insert({"claim": f"{self.id}-{each}", "safeguard": "choice", "status": status})
        for each, part in (("c", "note"), ("d", "other")):
            self.db["claim_notes"].insert({"claim": f"{self.id}-{each}", "note": f"{self.id}-n-{part}"})
        words = {name: self.canary(name) for name in ("addressee", "condition", "deadline")}
        demand = {
            "claim": f"{self.id}-d",
            "sentence": f"{self.id}-s-last",
            "text": self.canary("last"),
            "status": "open",
            "action": "provide",
        }
        self.row("demands", key=f"demand-{self.name}", **demand, **words)
        for part in ("claim", PLAIN):
            mention = self.canary(part)
            self.row(
                "names", id=f"{self.id}-{part}", sentence=f"{self.id}-s-{part}", text=mention, **self.at(part, mention)
            )
        self.row("actor_mentions", actor=actor, sentence=f"{self.id}-s-claim", text=who, **source)

    def _sources(self) -> None:
        link = self.canary(PLAIN)
        self.row("links", text=link, href=f"https://example.org/{self.canary('href')}", **self.at(PLAIN, link))
        for part in ("note", "other"):
            fields = ("title", "author", "container", "parenthetical", "short", "locator", "signal")
            said = {name: f"{self.canary(part)} {self.canary(f'{part}{name}')}" for name in fields}
            whole = {"note": f"{self.id}-n-{part}", "type": "interview", "text": self.parts[part], **self.at(part)}
            self.row("citations", id=f"{self.id}-q-{part}", **whole, **said)
        self.db["claim_citations"].insert({"claim": f"{self.id}-c", "citation": f"{self.id}-q-note"})
        ruling = {"type": "legal_case", "title": "Ruling", "docket": "12/34", "text": f"Ruling {self.canary('ruling')}"}
        self.row("citations", id=f"{self.id}-q-ruling", note=f"{self.id}-n-note", **ruling, **self.at("note"))
        self.db["claim_citations"].insert({"claim": f"{self.id}-c", "citation": f"{self.id}-q-ruling"})

    def row(self, table: str, **values: Any) -> None:
        keyed = {"document": self.id} if table != "documents" else {}
        key = {} if table in ("documents", "demands") or "id" in values else {"id": f"{self.id}-{table}"}
        self.db[table].insert({**key, **keyed, **values})


def words_of(path: Path) -> Iterator[str]:
    """Every text in the file: the values of all tables, and the words that each index of full-text search holds."""
    db = Database(path)
    for table in db.table_names():
        for row in db.execute(f"select * from [{table}]"):
            yield from (value for value in row if isinstance(value, str))
        if table.endswith("_fts"):
            db.execute(f"create virtual table temp.[{table}_words] using fts5vocab(main, [{table}], row)")
            yield from (word for (word,) in db.execute(f"select term from temp.[{table}_words]").fetchall())
