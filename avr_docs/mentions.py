"""Sentences that name a work without a note, over all documents."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from avr_docs import store
from avr_docs.keys import Keys
from avr_docs.works import naming
from avr_docs.works.identify import unlike
from avr_docs.works.mentioning import Index, Named, mentioned, sorts, telling_words
from avr_docs.works.names import ACRONYM, BEFORE, PARTED
from avr_docs.works.plain import SMALL, words

WORKS = """
select w.key, w.type, w.genre, w.title, w.author, w.container, w.publisher, w.issued, w.document, d.type as held_type
from works w left join documents d on d.id = w.document
"""
#: Documents that are no work yet: a sentence may name one that no note cites.
DOCUMENTS = """
select id as document, type, title, publisher, coalesce(authors, publisher) as author, date as issued, number, url,
  archive_url
from documents where state in ('ok', 'suspect_text')
"""
SENTENCES = """
select s.id, s.text, s.start, s.document, d.date, d.publisher from sentences s join documents d on d.id = s.document
where not exists (select 1 from note_anchors a where a.sentence = s.id)
  and not exists (select 1 from citations c where c.sentence = s.id)
order by s.document, s.n
"""
SIGNERS = "select document, count(*) from parties where part = 'signatory' group by document having count(*) > 1"
ALIASES = "select name, aliases from actors where listed = 1 and aliases is not null"
#: CSL types and genres of documents of the corpus.
TYPES = {
    "news": ("article-newspaper", None),
    "report": ("report", None),
    "letter": ("document", "letter"),
    "memo": ("report", "memo"),
    "press_release": ("document", "press release"),
}
OFFICE_OF = re.compile(r"^(?:the\s+)?office of (?:the\s+)?", re.I)


def find(db: Database, *, alike: Mapping[str, str] | None = None) -> int:
    """Makes the mentions again, in one transaction, with a work for each document that only a sentence names; their
    number.

    `alike` gives for a document that is nearly the same as others the one that stands for all; it mentions none of
    them.
    """
    alike = alike or {}
    works = list(db.query(WORKS))
    there = {alike.get(row["document"], row["document"]) for row in works}
    held = {
        f"{naming.DOCUMENT}{row['document']}": row
        for row in db.query(DOCUMENTS)
        if alike.get(row["document"], row["document"]) == row["document"] not in there
    }
    works += [{**row, "key": key, "held_type": row["type"]} for key, row in held.items()]
    signers = dict(db.execute(SIGNERS).fetchall())
    aliases = _aliases(db)
    named = {row["key"]: _named(row, signers, aliases) for row in works}
    index = Index(named.values(), acronyms=(name[0] for name in _acronyms(works, aliases)))
    rows = []
    keys: dict[str, Keys] = {}
    for id, text, start, document, date, publisher in db.execute(SENTENCES).fetchall():
        found = mentioned(text, index, date=date, own=_names(publisher, aliases))
        own = found and named[found.key].document
        if found is None or (own and alike.get(own, own) == alike.get(document, document)):
            continue
        row = {"document": document, "sentence": id, "text": text[found.start : found.end], "score": found.score}
        place = {"start": start + found.start, "end": start + found.end}
        ids = keys.setdefault(document, Keys(document))
        rows.append({"id": ids.make("work_mention", id), "work": found.key, **row, **place})
    new = _new_works(db, [held[key] for key in sorted({row["work"] for row in rows} & held.keys())])
    with store.transaction(db):
        db.execute("delete from work_mentions")
        store.insert(db, "works", new.values())
        for row in rows:
            if row["work"] in held:
                row["work"] = new[held[row["work"]]["document"]]["key"]
        store.insert(db, "work_mentions", rows)
    return len(rows)


def _new_works(db: Database, documents: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The rows of works for documents that none is of, by the document."""
    taken = [key for (key,) in db.execute("select key from works")]
    rows = []
    for row in documents:
        kind, genre = TYPES.get(row["type"] or "", ("document", None))
        rows.append({**_blank(), **row, "type": kind, "genre": genre})
    keys = unlike([naming.key(row) for row in rows], taken=taken)
    copy = {"document_score": 1.0, "document_match": "the document itself", "citations": 0, "documents": 0}
    return {row["document"]: {**row, "key": key, **copy} for row, key in zip(rows, keys, strict=True)}


def _blank() -> dict[str, None]:
    return dict.fromkeys(("doi", "docket", "court", "reporter", "container"))


def _named(row: Mapping[str, Any], signers: Mapping[str, int], aliases: Mapping[str, Collection[str]]) -> Named:
    names = frozenset().union(*(_names(row.get(column), aliases) for column in ("author", "publisher", "container")))
    kinds = sorts({"type": row["type"], "genre": row.get("genre"), "title": row["title"]}) | {row["held_type"] or ""}
    return Named(
        key=row["key"],
        names=names,
        sorts=frozenset(kinds - {""}),
        issued=row["issued"],
        telling=telling_words(row["title"], beside={word for name in names for word in name}),
        signers=signers.get(row["document"], 0) if row["document"] else 0,
        document=row["document"],
    )


def _names(text: str | None, aliases: Mapping[str, Collection[str]]) -> frozenset[tuple[str, ...]]:
    """What prose may call these bodies and people; of a person the whole name alone."""
    found: set[tuple[str, ...]] = set()
    for each in (text or "").split(PARTED):
        plain = ACRONYM.sub(" ", each).strip()
        for name in (plain, OFFICE_OF.sub("", plain), *aliases.get(" ".join(_bare(plain)), ()), *ACRONYM.findall(each)):
            found.add(_bare(name))
        telling = [word for word in _bare(plain) if word not in SMALL]
        if len(telling) > 2:
            found.add(("".join(word[0] for word in telling),))
    return frozenset(name for name in found if name and (len(name) > 1 or len(name[0]) > 2))


def _bare(name: str) -> tuple[str, ...]:
    found = words(name)
    while len(found) > 1 and found[0] in BEFORE:
        found = found[1:]
    return found


def _acronyms(works: Iterable[Mapping[str, Any]], aliases: Mapping[str, Collection[str]]) -> set[tuple[str, ...]]:
    """The names of one word that stand for several."""
    found = {
        name
        for row in works
        for column in ("author", "publisher", "container")
        for name in _names(row.get(column), aliases)
        if len(name) == 1 and name != _bare(row.get(column) or "")
    }
    return found | {_bare(each) for several in aliases.values() for each in several if each.isupper()}


def _aliases(db: Database) -> dict[str, list[str]]:
    """Other names for the actors on file, by each of their names."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, others in db.execute(ALIASES).fetchall():
        several = [name, *others.split(PARTED)]
        for each in several:
            found[" ".join(_bare(each))] += [other for other in several if other != each]
    return dict(found)
