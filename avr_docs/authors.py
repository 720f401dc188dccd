"""Who speaks where a document speaks in its own voice: its publisher, where that is an actor on file."""

from sqlite_utils import Database

from avr_docs import store
from avr_docs.addressees import REMARK, Names, known

PUBLISHED = "select id, publisher from documents where publisher is not null"
OWN_VOICE = "update claims set actor = :actor where document = :id and source = 'author' and actor is not :actor"
NOBODY = """
update claims set actor = null where source = 'author' and actor is not null
  and document in (select id from documents where publisher is null)
"""


def settle(db: Database) -> None:
    """Gives every claim in a document's own voice the actor that published it, or none; in one transaction.

    It is known only when the list of actors is there, which may change while a document does not.
    """
    names = Names(known(db.query("select key, name, aliases from actors where listed = 1")))
    found = db.execute(PUBLISHED).fetchall()
    with store.transaction(db):
        db.conn.executemany(OWN_VOICE, ({"id": id, "actor": _actor(names, publisher)} for id, publisher in found))
        db.execute(NOBODY)


def _actor(names: Names, publisher: str) -> str | None:
    """The actor of that name; "Agency for Return (AR)" is the Agency for Return."""
    return names.is_actor(publisher) or names.is_actor(REMARK.sub("", publisher))
