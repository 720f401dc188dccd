"""The command line with which Datasette serves a database, after the file and the port were checked."""

import json
import socket
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from avr_docs.errors import AvrDocsError
from avr_docs.schema import TABLES
from avr_docs.site import inspect
from avr_docs.site import metadata as site_metadata

#: Datasette's settings, each for a reason that was seen (docs: README, Serving).
SETTINGS = {
    "default_allow_sql": "off",  # one query of a visitor's could answer with 400 MB
    "allow_download": "off",
    "suggest_facets": "off",  # costs a query for every column
    "default_facet_size": "8",
    "facet_time_limit_ms": "300",  # what the site offers of large tables is counted ahead
    "sql_time_limit_ms": "2000",
    "max_returned_rows": "1000",
    "max_csv_mb": "100",
    "num_sql_threads": "3",
    "truncate_cells_html": "400",
    "default_cache_ttl": "5",
}


#: What is set otherwise for a site of the public's: there are more visitors, and the file does not change.
PUBLIC = {"sql_time_limit_ms": "1000", "default_cache_ttl": "300"}


class ServeError(AvrDocsError):
    """The site cannot be served; the message says why and what to do."""


def arguments(
    db: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8001,
    metadata: Path | None = None,
    open_browser: bool = False,
    immutable: bool = False,
    public: bool = False,
) -> list[str]:
    """The command line that serves `db`: a program and its arguments, for `subprocess` or `os.execv`.

    The file is opened for reading only, and looked at again for every page, so that a new `build` shows at once.
    `immutable` is for a copy that nobody writes to while it is served: faster, and wrong if somebody does.
    So is a file that nobody can write to, since SQLite cannot read it otherwise.
    `metadata`, or else metadata.yml in the current folder, goes before the one that comes with avr-docs.
    A database that `avr-docs publish` made is always served so, with what was counted in it beforehand; `public` makes
    sure that it is one.
    Raises ServeError if the file is not a database of ours, or not a published one where it is to be, if the metadata
    is missing, or the port is taken.
    """
    immutable = check_database(db) or immutable
    is_published = published(db)
    if public and not is_published:
        raise ServeError(
            f"{db} is not made for the public: it holds every word of every document. "
            f"Make one that is, and serve that: avr-docs publish {db} public/public.db"
        )
    check_port(host, port)
    here, ours = Path("metadata.yml"), site_metadata.path()
    if metadata is not None and not metadata.is_file():
        raise ServeError(f"There is no file {metadata}; give the metadata that the site should show, or leave it out.")
    # The site reads the one that comes with avr-docs by itself, under any name of the database.
    if metadata is None and here.is_file() and not (ours and here.samefile(ours)):
        metadata = here
    command = [sys.executable, "-m", "datasette", "serve"]
    command += ["--immutable", str(db)] if immutable or is_published else [str(db)]
    command += ["--inspect-file", str(inspected)] if is_published and (inspected := counted(db)) else []
    command += ["--host", host, "--port", str(port)]
    command += ["--metadata", str(metadata)] if metadata else []
    for name, value in {**SETTINGS, **(PUBLIC if is_published else {})}.items():
        command += ["--setting", name, value]
    return [*command, *(["--open"] if open_browser else [])]


def address(host: str = "127.0.0.1", port: int = 8001) -> str:
    """Where the site stands, as a person types it."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"


def check_database(db: Path) -> bool:
    """Whether `db` can only be read as one that nobody writes to: on a read-only medium, or in a closed folder.

    Raises ServeError unless it is a file that `avr-docs build` made, in a version that this program can show.
    """
    if not db.is_file():
        raise ServeError(f"There is no database {db}; make one with: avr-docs build corpus {db}")
    try:
        try:
            tables, immutable = _columns(db, "mode=ro"), False
        except sqlite3.OperationalError:  # no room for the files beside it that its journal needs
            tables, immutable = _columns(db, "immutable=1"), True
    except sqlite3.DatabaseError as problem:
        raise ServeError(f"{db} is not a database ({problem}); give one that avr-docs build made.") from problem
    missing = [name for name, table in TABLES.items() if not table.columns.keys() <= tables[name]]
    if len(missing) == len(TABLES):
        raise ServeError(f"{db} was not made by avr-docs; make one with: avr-docs build corpus avr.db")
    if missing:
        raise ServeError(
            f"{db} was made by another version of avr-docs (different: {', '.join(missing)}); "
            f"delete it and build it again with: avr-docs build corpus {db}"
        )
    return immutable


def published(db: Path) -> bool:
    """Whether `avr-docs publish` made the file."""
    with closing(sqlite3.connect(f"{db.resolve().as_uri()}?immutable=1", uri=True)) as connection:
        found = connection.execute(
            "select 1 from sqlite_master where type = 'table' and name = 'publication'"
        ).fetchone()
    return found is not None


def counted(db: Path) -> Path | None:
    """The file beside a published database that says how many rows its tables have, if it is of this very file."""
    file = db.with_name(inspect.NAME)
    try:
        said = json.loads(file.read_text(encoding="utf-8"))[db.stem]
        return file if said["size"] == db.stat().st_size else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _columns(db: Path, mode: str) -> dict[str, set[str]]:
    """The columns of each table that ours has; none of a table that is not there."""
    with closing(sqlite3.connect(f"{db.resolve().as_uri()}?{mode}", uri=True)) as connection:
        return {name: {column[1] for column in connection.execute(f"pragma table_info([{name}])")} for name in TABLES}


def check_port(host: str, port: int) -> None:
    """Raises ServeError if nothing can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise ServeError(
                f"Port {port} on {host} cannot be used ({problem.strerror}); another program, perhaps an earlier "
                f"avr-docs serve, has it. Stop that one, or choose another: avr-docs serve --port {port + 1}"
            ) from problem
