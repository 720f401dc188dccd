"""What a change of a demand's status must be, and what a person is told where it is not."""

from datetime import date as day
from datetime import timedelta
from difflib import get_close_matches
from typing import get_args

from sqlite_utils import Database

from avr_docs.entries import Entry
from avr_docs.errors import AvrDocsError
from avr_docs.records import DemandStatus
from avr_docs.spreadsheet import is_date, is_url
from avr_docs.words import say

STATUSES: tuple[str, ...] = get_args(DemandStatus)
#: Statuses that say that nothing was found; any other must say what was.
WITHOUT_NOTE = frozenset({"open", "no_response"})
#: Characters of a note or an address; more is a document of its own, and belongs into the corpus.
LONGEST_NOTE, LONGEST_EVIDENCE, LONGEST_NAME = 4000, 2000, 60


class TrackerError(AvrDocsError):
    """A change of status is not as it must be; nothing was recorded."""


class Refused(TrackerError):
    """What a person gave is not as it must be; `fields` has a message for each field that is to be mended."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__("\n".join(fields.values()))
        self.fields = fields


class Overtaken(TrackerError):
    """Somebody else recorded something on the demand after the person had last looked at it."""


def problems(db: Database, change: Entry) -> dict[str, str]:
    """What is to be mended in a change of status: a message for each field, none where all is well."""
    found = {}
    if change.status not in STATUSES:
        found["status"] = no_status(change.status)
    elif change.status not in WITHOUT_NOTE and not change.note and not change.evidence:
        name = say("demand", change.status)
        found["note"] = f"The status “{name}” needs a note or evidence: say what happened, or what shows it."
    if change.note and len(change.note) > LONGEST_NOTE:
        found["note"] = too_long("note", LONGEST_NOTE)
    if change.evidence and len(change.evidence) > LONGEST_EVIDENCE:
        found["evidence"] = too_long("evidence", LONGEST_EVIDENCE)
    elif change.evidence and not is_url(change.evidence) and not _is_document(db, change.evidence):
        found["evidence"] = (
            f"{change.evidence!r} is no evidence: give the id of a document in the database, "
            "or an address that begins with http:// or https://."
        )
    if not is_date(change.date) or len(change.date) != 10:
        found["date"] = f"{change.date!r} is not a day; write it as {day.today().isoformat()}."
    elif change.date > (day.today() + timedelta(days=1)).isoformat():  # one day, as it is tomorrow already elsewhere
        found["date"] = f"{change.date} lies in the future."
    if len(change.who or "") > LONGEST_NAME:
        found["who"] = too_long("name", LONGEST_NAME)
    return found


def check_key(db: Database, key: str) -> None:
    """Raises TrackerError if no demand in the database has the key; the message names those that are near."""
    if db.execute("select 1 from demands where key = ?", [key]).fetchone():
        return
    keys = [each for (each,) in db.execute("select key from demands")]
    near = get_close_matches(key, keys, n=3, cutoff=0.5) or [each for each in keys if each.startswith(key[:3])][:3]
    hint = f" Did you mean {' or '.join(near)}?" if near else " `avr-docs demands DB` lists them."
    raise TrackerError(f"There is no demand {key!r} in the database.{hint}")


def no_status(status: object) -> str:
    """What is said of a code that is none."""
    return f"{status!r} is not a status. They are {', '.join(STATUSES)}."


def too_long(what: str, most: int) -> str:
    """What is said of a field that is too long."""
    return f"The {what} is longer than {most} characters: put it into a document of the corpus, and give its id."


def _is_document(db: Database, id: str) -> bool:
    return bool(db.execute("select 1 from documents where id = ?", [id]).fetchone())
