"""Who may sign in to the staff's site: names with hashed passwords, and sessions that end; both lie in tracking.db."""

import base64
import hashlib
import hmac
import re
import secrets
import sqlite3
import time
from pathlib import Path
from typing import Any
from unicodedata import normalize

from avr_docs import tracking
from avr_docs.errors import AvrDocsError

#: Cost of scrypt: 32 MB and some 0.2 s a password (the parameters stand in each hash, so they can grow).
N, R, P = 2**15, 8, 3
MOST_MEMORY = 128 * 1024 * 1024
NAME = re.compile(r"\w[\w .@'-]{0,58}\w|\w")
SHORTEST, LONGEST = 12, 500
#: Seconds after which a session ends: of doing nothing, and in any case.
IDLE, LONGEST_SESSION = 2 * 3600, 12 * 3600
#: Seconds between two notes of when a session was last used: not every page is worth writing to the disk.
NOTED_EVERY = 60


class AccountError(AvrDocsError):
    """An account is not as it must be; nothing was changed."""


def add(log: Path, name: str, password: str) -> None:
    """Makes an account.

    Raises:
        AccountError: there is one of that name, in any case of letters; the name or the password will not do.
    """
    name = " ".join(name.split())
    if not NAME.fullmatch(name):
        raise AccountError(f"{name!r} is no name for an account: letters, digits, blanks and . @ ' - , up to 60.")
    digest = hashed(_checked(name, password))
    with tracking.opened(log, create=True) as db, tracking.writing(db):
        if _row(db, name):
            raise AccountError(f"{name} has an account. For another password: avr-docs staff password {name!r}")
        db.execute("insert into staff(name, hash, added) values (?, ?, ?)", [name, digest, tracking.now()])


def change(log: Path, name: str, password: str) -> None:
    """Gives an account another password, and ends its sessions."""
    digest = hashed(_checked(name, password))
    with tracking.opened(log) as db, tracking.writing(db):
        _require(db, name)
        db.execute("update staff set hash = ?, changed = ? where name = ?", [digest, tracking.now(), name])
        db.execute("delete from sessions where name = ?", [name])


def remove(log: Path, name: str) -> None:
    """Takes an account away, and ends its sessions; its entries in the log stay."""
    with tracking.opened(log) as db, tracking.writing(db):
        _require(db, name)
        db.execute("delete from sessions where name = ?", [name])
        db.execute("delete from staff where name = ?", [name])


def listing(log: Path) -> list[dict[str, Any]]:
    """The accounts by name, with when they were added, last signed in, and how many entries they made."""
    if not log.exists():
        return []
    query = (
        "select name, added, signed_in, (select count(*) from entries where who = staff.name) as entries, "
        "(select count(*) from sessions where sessions.name = staff.name and created > :created and seen > :seen) "
        "as sessions from staff order by name"
    )
    with tracking.opened(log) as db:
        return [dict(row) for row in db.execute(query, _alive(time.time()))]


def sign_in(log: Path, name: str, password: str) -> tuple[str, str] | None:
    """The name as it is written and the token of a new session, or None where name or password is wrong.

    Both take the same time, so that nobody learns which names there are.
    """
    with tracking.opened(log) as db:
        row = _row(db, name)
        if not matches(password, row["hash"] if row else NOBODY) or row is None:
            return None
        token, moment = secrets.token_urlsafe(32), time.time()
        with tracking.writing(db):
            if not db.execute("select 1 from staff where name = ? and hash = ?", [name, row["hash"]]).fetchone():
                return None  # the password was changed meanwhile
            db.execute("delete from sessions where created <= :created or seen <= :seen", _alive(moment))
            db.execute(
                "insert into sessions(token, name, created, seen) values (?, ?, ?, ?)",
                [_digest(token), row["name"], moment, moment],
            )
            db.execute("update staff set signed_in = ? where name = ?", [tracking.now(), name])
    return str(row["name"]), token


def signed_in(log: Path, token: str, *, moment: float | None = None) -> str | None:
    """The name of the account whose session has this token, or None where there is none or it has ended."""
    moment = time.time() if moment is None else moment
    query = (
        "select staff.name, sessions.seen from sessions join staff on staff.name = sessions.name "
        "where token = :token and created > :created and seen > :seen"
    )
    with tracking.opened(log) as db:
        row = db.execute(query, {"token": _digest(token), **_alive(moment)}).fetchone()
        if row is not None and row["seen"] < moment - NOTED_EVERY:
            db.execute("update sessions set seen = ? where token = ?", [moment, _digest(token)])
    return None if row is None else str(row["name"])


def sign_out(log: Path, token: str) -> None:
    """Ends the session with this token."""
    with tracking.opened(log) as db:
        db.execute("delete from sessions where token = ?", [_digest(token)])


def generated() -> str:
    """A password that nobody guesses and anybody can type: 100 bits as five groups of letters and digits."""
    letters = base64.b32encode(secrets.token_bytes(13)).decode().lower()[:20]
    return "-".join(letters[i : i + 4] for i in range(0, 20, 4))


def hashed(password: str) -> str:
    """The password's hash, with the salt and the parameters that it was made with."""
    salt = secrets.token_bytes(16)
    return _written(N, R, P, salt, _scrypt(password, salt, N, R, P))


def matches(password: str, stored: str) -> bool:
    """Whether `stored` is a hash of the password."""
    _, n, r, p, salt, digest = stored.split("$")
    expected = base64.b64decode(digest)
    return hmac.compare_digest(_scrypt(password, base64.b64decode(salt), int(n), int(r), int(p)), expected)


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    data = normalize("NFKC", password[:LONGEST]).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(data, salt=salt, n=n, r=r, p=p, maxmem=MOST_MEMORY, dklen=32)


def _written(n: int, r: int, p: int, salt: bytes, digest: bytes) -> str:
    parts = (base64.b64encode(each).decode() for each in (salt, digest))
    return "$".join(("scrypt", str(n), str(r), str(p), *parts))


#: What the password of a name that has no account is held against.
NOBODY = _written(N, R, P, secrets.token_bytes(16), bytes(32))


def _checked(name: str, password: str) -> str:
    if len(password) < SHORTEST:
        raise AccountError(f"The password is too short: {SHORTEST} characters at least, or let --generate make one.")
    if len(password) > LONGEST:
        raise AccountError(f"The password is longer than {LONGEST} characters.")
    if len(set(password)) < 5 or password.casefold() == name.casefold():
        raise AccountError("The password is too easy to guess; --generate makes one.")
    return password


def _alive(moment: float) -> dict[str, float]:
    return {"created": moment - LONGEST_SESSION, "seen": moment - IDLE}


def _digest(token: str) -> str:
    """What is stored of a token: who reads the file cannot sign in with it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _row(db: sqlite3.Connection, name: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = db.execute("select * from staff where name = ?", [name]).fetchone()
    return row


def _require(db: sqlite3.Connection, name: str) -> None:
    if _row(db, name) is None:
        names = ", ".join(row["name"] for row in db.execute("select name from staff order by name")) or "none"
        raise AccountError(f"{name} has no account. Those that have one: {names}.")
