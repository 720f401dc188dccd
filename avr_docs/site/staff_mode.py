"""The staff's site: whether this is one, where its log lies, and at which address it is reached."""

import json
import os
import secrets
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from avr_docs import accounts, tracking
from avr_docs.site.serve import ServeError, check_database

#: How `serve --staff` tells the plugin; metadata would show it, and a file would have to be cleared away.
VARIABLE, SECRET = "AVR_DOCS_STAFF", "DATASETTE_SECRET"
#: Names under which a browser on the same computer reaches the site.
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True, slots=True)
class Mode:
    """A staff's site. `behind` is its https address where a proxy with TLS stands before it, without a final slash."""

    log: Path
    behind: str | None = None

    @property
    def cookie(self) -> str:
        """The name of the session's cookie; browsers keep one with this prefix from every other host."""
        return "__Host-avr_staff" if self.behind else "avr_staff"

    def origin(self, host: str) -> str | None:
        """The site's own origin for a request to `host`; None where the site is not reached by that name.

        A page elsewhere whose name leads to this computer (DNS rebinding) comes with a name of its own.
        """
        if self.behind:
            return self.behind if host.casefold() == urlsplit(self.behind).netloc else None
        name = host.casefold().rpartition(":")[0] if not host.endswith("]") and ":" in host else host.casefold()
        return f"http://{host.casefold()}" if name in LOOPBACK else None


#: The mode of each site that was started; None for a site that readers see.
modes: "WeakKeyDictionary[Any, Mode | None]" = WeakKeyDictionary()


def mode(datasette: Any) -> Mode | None:
    """How this site is served to staff, or None where it is for readers."""
    if datasette not in modes:
        given = json.loads(os.environ.get(VARIABLE) or "null")
        modes[datasette] = Mode(Path(given["log"]), given["behind"]) if given else None
    return modes[datasette]


def environment(
    db: Path, *, log: Path | None = None, host: str = "127.0.0.1", behind: str | None = None
) -> dict[str, str]:
    """The variables that make a Datasette serve `db` to staff.

    Raises:
        ServeError: it is a published database, nobody has an account, or the site would be reached without TLS.
    """
    check_database(db)
    if _is_published(db):
        raise ServeError(f"{db} is a published database, which readers see. Staff work on the one it was made from.")
    behind = _address(behind) if behind else None
    if not behind and not _is_loopback(host):
        raise ServeError(
            f"Passwords would cross the network in the clear to {host}. Leave --host out, or put a proxy with TLS "
            "before the site and name its address: --behind https://staff.example.org"
        )
    log = tracking.path_for(db, log)
    if not accounts.listing(log):
        raise ServeError(f"Nobody can sign in yet: run avr-docs staff add NAME (accounts lie in {log}).")
    given = {"log": str(log.absolute()), "behind": behind}
    return {VARIABLE: json.dumps(given), SECRET: secret(log.with_name(f"{log.name}-secret"))}


def without(variables: Mapping[str, str]) -> dict[str, str]:
    """The variables without ours: a site for readers that is started from a staff's site is none for staff."""
    return {name: value for name, value in variables.items() if name != VARIABLE}


def secret(path: Path) -> str:
    """What forms are signed with: kept in a file that only its owner reads, so that they outlive a restart."""
    try:
        with (
            suppress(FileExistsError),
            os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file,
        ):
            file.write(secrets.token_hex(32))
        os.chmod(path, 0o600)
        kept = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ServeError(f"{path} cannot be read or written ({error}): look at its rights, or delete it.") from error
    if len(kept) < 64:
        raise ServeError(f"{path} is not as it was written: delete it, and start the site again.")
    return kept


def _is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host.casefold() == "localhost"


def _address(behind: str) -> str:
    parts = urlsplit(behind)
    if parts.scheme != "https" or not parts.hostname or parts.path.strip("/") or parts.query or parts.username:
        raise ServeError(f"{behind!r} is not the address of a site with TLS; write it as https://staff.example.org")
    return f"https://{parts.netloc.casefold()}"


def _is_published(db: Path) -> bool:
    with closing(sqlite3.connect(f"{db.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            return bool(connection.execute("select 1 from sqlite_master where name = 'publication'").fetchone())
        except sqlite3.OperationalError:  # on a medium that cannot be written
            with closing(sqlite3.connect(f"{db.resolve().as_uri()}?immutable=1", uri=True)) as fixed:
                return bool(fixed.execute("select 1 from sqlite_master where name = 'publication'").fetchone())
