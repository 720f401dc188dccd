"""What Datasette need not count again in a file that does not change: what `datasette inspect` would write of it."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

NAME = "inspect.json"


def inspect(db: Path) -> Path:
    """Writes inspect.json beside the database, for `datasette serve --inspect-file`."""
    with closing(sqlite3.connect(f"{db.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        counts = {
            name: {"count": connection.execute(f"select count(*) from [{name}]").fetchone()[0]} for name in tables
        }
    with db.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    said = {db.stem: {"hash": digest, "size": db.stat().st_size, "file": db.name, "tables": counts}}
    beside = db.with_name(NAME)
    beside.write_text(json.dumps(said, indent=2), encoding="utf-8")
    return beside
