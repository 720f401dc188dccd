"""What commands share: kinds of arguments, groups of options, and mistakes told in plain words."""

import sqlite3
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from avr_docs.errors import AvrDocsError, of_the_file
from avr_docs.limits import Limits

PATH = click.Path(path_type=Path)
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
OUT = click.Path(path_type=Path, dir_okay=False, allow_dash=True)
COUNT = click.IntRange(min=1)
LOG = click.Path(path_type=Path, dir_okay=False)
LOG_HELP = "The log of demands; tracking.db beside the database if left out."


def plain_errors(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turns what a person can mend into one line on the terminal, and leaves real faults alone."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except AvrDocsError as error:
            raise click.ClickException(str(error)) from error
        except sqlite3.DatabaseError as error:
            if not of_the_file(error):
                raise
            raise click.ClickException(
                f"The database cannot be used: {error}. If it is damaged, build it anew."
            ) from error

    return run


def limits(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options for what one document may use; the command receives them as `limits`."""
    default = Limits()
    options = [
        click.option(
            "--workers", type=COUNT, default=default.workers, show_default=True, help="Documents read at once."
        ),
        click.option(
            "--cpu-seconds", type=COUNT, default=default.cpu_seconds, show_default=True, help="CPU time of a document."
        ),
        click.option(
            "--wall-seconds", type=COUNT, default=default.wall_seconds, show_default=True, help="Time of a document."
        ),
        click.option(
            "--memory-mb", type=COUNT, default=default.memory_mb, show_default=True, help="Memory of a document."
        ),
        click.option(
            "--max-pages", type=COUNT, default=default.max_pages, show_default=True, help="Pages of a document."
        ),
    ]

    @wraps(command)
    def run(
        *args: Any, workers: int, cpu_seconds: int, wall_seconds: int, memory_mb: int, max_pages: int, **kwargs: Any
    ) -> Any:
        chosen = Limits(
            workers=workers,
            cpu_seconds=cpu_seconds,
            wall_seconds=wall_seconds,
            memory_mb=memory_mb,
            max_pages=max_pages,
        )
        return command(*args, limits=chosen, **kwargs)

    for option in reversed(options):
        run = option(run)
    return run


def model(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the option for another language model than the shipped one; the command receives it as `model`."""
    return click.option(
        "--model", metavar="NAME", help="A spaCy pipeline that is installed, or its folder; else the shipped en_avr."
    )(command)
