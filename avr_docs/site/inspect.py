"""What Datasette need not count again in a file that does not change."""

import subprocess
import sys
from pathlib import Path

from avr_docs.errors import AvrDocsError

NAME = "inspect.json"


class InspectError(AvrDocsError):
    """Datasette could not look at the file."""


def inspect(db: Path) -> Path:
    """Writes inspect.json beside the database, for `datasette serve --inspect-file`."""
    command = [sys.executable, "-m", "datasette", "inspect", db.name, "--inspect-file", NAME]
    done = subprocess.run(command, cwd=db.parent, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason was given"])[-1]
        raise InspectError(f"Datasette cannot look at {db.name}: {last}")
    return db.with_name(NAME)
