"""What is known of demands only when every document and the list of actors is there: who asks, and who is asked."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from avr_docs import store
from avr_docs.addressees import Addressee, Names, known

ASKED = "select key, document, addressee from demands where addressee is not null order by document, n"
#: Who makes each demand, and what stands there so far.
SPEAKERS = """
select m.key, m.who, c.source, a.name as actor, d.publisher
from demands m join documents d on d.id = m.document left join claims c on c.id = m.claim
left join actors a on a.key = c.actor
"""


def settle(db: Database) -> None:
    """Makes `addressees` again, and notes of each demand who makes it; in one transaction."""
    names = Names(known(db.query("select key, name, aliases from actors")))
    asked = list(_asked(db, names))
    people: dict[str, Addressee] = {}
    counts: dict[str, int] = defaultdict(int)
    for _, each in asked:
        people.setdefault(each.key, each)
        counts[each.key] += 1
    speakers = [(who, each["key"]) for each in db.query(SPEAKERS) if (who := _who(each, names)) != each["who"]]
    with store.transaction(db):
        db.execute("delete from demand_addressees")
        db.execute("delete from addressees")
        rows = ({**each._asdict(), "demands": counts[each.key]} for each in people.values())
        store.insert(db, "addressees", rows)
        pairs = ({"demand": demand, "addressee": each.key} for demand, each in asked)
        store.insert(db, "demand_addressees", pairs)
        db.conn.executemany("update demands set who = ? where key = ?", speakers)


def _asked(db: Database, names: Names) -> Iterator[tuple[str, Addressee]]:
    """Each demand with each of those whom it asks."""
    of_document: dict[str, list[str]] = defaultdict(list)
    for document, actor in db.execute("select document, actor from document_actors"):
        of_document[document].append(actor)
    for key, document, text in db.execute(ASKED):
        for each in names.asked(text, of_document=of_document[document]):
            yield key, each


def _who(row: dict[str, Any], names: Names) -> str | None:
    """Who makes the demand: the actor, else what the document calls them; of its own voice, its publisher."""
    if row["actor"]:
        return str(row["actor"])
    said = row["source"] if row["source"] not in (None, "author") else row["publisher"]
    if not said:
        return None
    key = names.is_actor(said)
    return names.name(key) if key else str(said)
