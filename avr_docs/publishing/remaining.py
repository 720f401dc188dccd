"""A working copy without the documents that are held back, with all that rests on many documents made again.

The public file is filled from it, so that nothing of what is held back shows through in a count or a verdict.
"""

from collections.abc import Mapping

from sqlite_utils import Database

from avr_docs import facts, overall, store, works
from avr_docs.publishing import shown as showing
from avr_docs.publishing.shown import Shown
from avr_docs.records import ListedStatus

#: A demand's entries that are for staff alone, or rest on a document that is held back.
PRIVATE = """
select id from demand_events where coalesce(internal, 0) <> 0 or evidence in (select id from documents where withheld)
  or evidence_document in (select id from documents where withheld)
"""
#: What an entry takes back goes with it, and so does what takes it back: either alone would tell another story.
CHAINED = """
with recursive gone(id) as (
  select value from json_each(:ids)
  union select e.id from demand_events e join gone on e.undoes = gone.id
  union select e.undoes from demand_events e join gone on e.id = gone.id where e.undoes is not null
) delete from demand_events where id in (select id from gone)
"""
#: Programmes that only documents that were held back were of.
PROGRAMMES = """
delete from programmes where id in (select value from json_each(?))
  and id not in (select programme from documents where programme is not null)
"""
SCORES = """
select sentence, max(score) from (
  select sentence, coalesce(score, 1) as score from claims where document = :id
  union all select sentence, 1 from demands where document = :id and claim is null) group by sentence
"""
BEHIND = """
select sentence, note from note_anchors where document = :id and sentence is not null
union select c.sentence, n.note from claim_notes n join claims c on c.id = n.claim where c.document = :id
"""
#: Where a document names its actors.
NAMED = """
select actor, start, end from actor_mentions where document = :id
union all select actor, source_start, source_end from claims where document = :id and actor is not null
"""
OTHERS = "not in (select key from actors where listed = 1 union select value from json_each(:kept))"
UNNAMED = f"""
update claims set actor = null where document = :id and actor {OTHERS};
delete from actor_mentions where document = :id and actor {OTHERS};
delete from document_actors where document = :id and actor {OTHERS}
"""
#: What an actor is called in words that are not shown gives way to its name on file.
ON_FILE = """
update document_actors set name = coalesce((select name from actors where key = actor and listed = 1), name)
where document = ? and actor = ?
"""
UNUSED = """
delete from actors where key not in (select actor from document_actors)
  and key not in (select host from programmes where host is not null)
  and key not in (select implementer from programmes where implementer is not null)
"""
#: Works of which something can be found without the words of a note: a copy, an address, a number.
FINDABLE = "coalesce(document, url, archive_url, doi, docket, reporter) is not null"
#: Columns of a work that are taken from how somebody wrote it down.
DESCRIBING = "author editor title container publisher place issued volume issue pages edition number genre court"


def take_out(db: Database) -> tuple[int, int]:
    """Takes out what is held back; the numbers of documents and of entries of the log that went."""
    withheld = dict(db.execute("select id, programme from documents where withheld order by id").fetchall())
    with store.transaction(db):
        before = db.table("demand_events").count
        private = store.json_list(str(id) for (id,) in db.execute(PRIVATE).fetchall())
        db.execute(CHAINED, {"ids": private})
        gone = before - db.table("demand_events").count
    for id in withheld:
        store.remove(db, id)
    with store.transaction(db):
        db.execute(PROGRAMMES, [store.json_list(filter(None, withheld.values()))])
        db.execute("delete from demand_events where demand not in (select key from demands)")
        db.execute("delete from problems where id like 'corpus:%'")
        db.execute(store.LATEST)
    return len(withheld), gone


def choose(db: Database, share: float) -> dict[str, Shown]:
    """What is shown of each document."""
    found: dict[str, Shown] = {}
    for id, republish in db.execute("select id, republish from documents order by id").fetchall():
        (text,) = db.execute("select text from documents where id = ?", [id]).fetchone()
        if text is None or republish == "full":
            found[id] = showing.whole(text)
        elif republish == "quotes":
            found[id] = _quotes(db, id, text, share)
        else:
            found[id] = showing.NOTHING
    return found


def _quotes(db: Database, id: str, text: str, share: float) -> Shown:
    its = "from {} where document = :id order by start"
    return showing.quotes(
        text,
        list(db.query(f"select id, start, end {its.format('sentences')}", {"id": id})),
        list(db.query(f"select id, start, end {its.format('notes')}", {"id": id})),
        dict(db.execute(SCORES, {"id": id}).fetchall()),
        showing.grouped(db.execute(BEHIND, {"id": id}).fetchall()),
        share=share,
    )


def make_again(db: Database, shown: Mapping[str, Shown]) -> None:
    """What rests on many documents, by the functions and in the order of `build`; texts are still whole for it."""
    statuses = _statuses(db)
    _keep_actors(db, shown)
    overall.trace(db)
    works.set_statuses(db, statuses)
    _hide_works(db, shown)


def _keep_actors(db: Database, shown: Mapping[str, Shown]) -> None:
    """Of a text that is not shown only actors on file stay, and those that are named in what is quoted of it."""
    with store.transaction(db):
        for id, each in shown.items():
            if each.how == "full":
                continue
            kept = {actor for actor, *span in db.execute(NAMED, {"id": id}).fetchall() if each.place(*span)}
            values = {"id": id, "kept": store.json_list(kept)}
            for statement in UNNAMED.split(";"):
                db.execute(statement, values)
            called = db.execute("select actor, name from document_actors where document = ?", [id]).fetchall()
            strange = [actor for actor, name in called if name not in (each.text or "")]
            db.conn.executemany(ON_FILE, [(id, actor) for actor in strange])
        db.execute(UNUSED)
        listed = [key for (key,) in db.execute("select key from actors where listed = 1").fetchall()]
        db.execute(facts.NAMES, [store.json_list(listed)])


def _statuses(db: Database) -> list[ListedStatus]:
    """What became of works, as records that find them again when the works are made anew."""
    return [
        ListedStatus(
            status=row["status"],
            source=row["status_source"] or "",
            date=row["status_date"],
            note=row["status_note"],
            **{name: row[name] for name in ("url", "doi", "docket", "title")},
        )
        for row in db.query("select * from works where status is not null")
    ]


def _hide_works(db: Database, shown: Mapping[str, Shown]) -> None:
    """A work that is known only by words that are not shown, and that nobody could find, keeps its type alone.

    Its key is made of those words too, so it goes: such are interviews with a person, and what was read amiss.
    """
    named = {key for (key,) in db.execute(f"select key from works where {FINDABLE}").fetchall()}
    for table in ("citations", "work_mentions"):
        for document, work, start, end in db.execute(
            f"select document, work, start, end from [{table}] where work is not null"
        ).fetchall():
            each = shown[document]
            if each.how == "full" or each.place(start, end):
                named.add(work)
    hidden = [key for (key,) in db.execute("select key from works order by key").fetchall() if key not in named]
    blank = ", ".join(f"[{name}] = null" for name in DESCRIBING.split())
    with store.transaction(db):
        for number, key in enumerate(hidden, 1):
            new = f"unnamed-{number}"
            db.execute(f"update works set key = ?, {blank} where key = ?", [new, key])
            for table in ("citations", "work_mentions", "claim_roots"):
                db.execute(f"update [{table}] set work = ? where work = ?", [new, key])
            db.execute("update claim_roots set root = ? where root = ?", [new, key])
