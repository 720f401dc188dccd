"""`avr-docs demands`: what is demanded, what became of it, and the log in which people keep that."""

from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

import click

from avr_docs.options import FILE, LOG, LOG_HELP, OUT, plain_errors
from avr_docs.records import DemandStatus
from avr_docs.terminal import print_table
from avr_docs.words import counted

STATUS = click.Choice(get_args(DemandStatus))
who = click.option(
    "--who", metavar="NAME", envvar="AVR_DOCS_WHO", show_envvar=True, help="Who records it; else the computer's user."
)


class AfterDatabase(click.Group):
    """Commands that stand after the database: `demands avr.db set KEY`. Options before them are the group's own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Takes the command and what follows it apart from what is the group's own."""
        at = next((place for place, each in enumerate(args) if place and each in self.commands), len(args))
        ctx.allow_interspersed_args = True
        return super().parse_args(ctx, [*args[:at], "--", *args[at:]] if args else args)


@click.group(cls=AfterDatabase, invoke_without_command=True)
@click.argument("db", type=FILE)
@click.option("--status", type=STATUS, help="Only demands of this status.")
@click.option("--addressee", help="Only demands whose addressee holds these words.")
@click.option("--tracking", "log", type=LOG, help=LOG_HELP)
@click.pass_context
@plain_errors
def demands(ctx: click.Context, db: Path, *, status: str | None, addressee: str | None, log: Path | None) -> None:
    """List the demands in DB with their status, or record in the log what became of one.

    The log is tracking.db beside DB. Entries are only ever added to it, and every build shows them again.

    \b
        avr-docs demands avr.db --status open
        avr-docs demands avr.db set KEY --status partly_met --note "Policy published" --evidence statement-2024
        avr-docs demands avr.db log
    """
    from avr_docs import tracker, tracking

    ctx.obj = db, tracking.path_for(db, log)
    if ctx.invoked_subcommand is None:
        print_table("Demands", tracker.listing(db, status=status, addressee=addressee))


@demands.command("set")
@click.argument("key")
@click.option("--status", type=STATUS, required=True, help="The new status.")
@click.option("--note", help="What happened, in a sentence.")
@click.option("--evidence", help="Id of a document in DB, or an http(s) address, that shows it.")
@click.option("--date", help="Day of the change as YYYY-MM-DD; today if left out.")
@click.option("--internal", is_flag=True, help="Keep note and evidence from everybody but staff.")
@who
@click.pass_obj
@plain_errors
def set_command(obj: tuple[Path, Path], key: str, **facts: Any) -> None:
    """Record a new status of the demand KEY.

    \b
        avr-docs demands avr.db set KEY --status partly_met --note "Policy published" --evidence statement-2024
    """
    from avr_docs import recording

    click.echo(recording.set_status(obj[0], key, log=obj[1], **facts).message)


@demands.command("undo")
@click.argument("entry", type=int)
@click.option("--note", help="Why, in a sentence.")
@who
@click.pass_obj
@plain_errors
def undo_command(obj: tuple[Path, Path], entry: int, *, note: str | None, who: str | None) -> None:
    """Take the entry with the number ENTRY back. Both stay in the log.

    \b
        avr-docs demands avr.db undo 12 --note "Wrong demand"
    """
    from avr_docs import recording

    click.echo(recording.undo(obj[0], entry, note=note, who=who, log=obj[1]).message)


@demands.command("log")
@click.argument("key", required=False)
@click.pass_obj
@plain_errors
def log_command(obj: tuple[Path, Path], key: str | None) -> None:
    """List the entries of the log, or those of the demand KEY, newest first, with what is internal.

    \b
        avr-docs demands avr.db log
    """
    from avr_docs import tracking

    shown = ("id", "recorded", "who", "demand", "date", "kind", "status", "note", "evidence", "internal", "undoes")
    found = [asdict(entry) for entry in reversed(tracking.entries(obj[1])) if key in (None, entry.demand)]
    rows = [{**{name: row[name] for name in shown}, "moved_to": row["moved_to"]} for row in found]
    print_table("Log", [{**row, "internal": "yes" if row["internal"] else None} for row in rows])


@demands.command("moved")
@click.argument("key", required=False)
@click.option("--to", metavar="KEY", help="The key under which the demand stands now.")
@click.option("--gone", is_flag=True, help="No document holds the demand any more.")
@click.option("--same", is_flag=True, help="Every demand that stands elsewhere in the very same words is that one.")
@click.option("--note", help="How you know, in a sentence.")
@who
@click.pass_obj
@plain_errors
def moved_command(
    obj: tuple[Path, Path], key: str | None, *, to: str | None, gone: bool, same: bool, **facts: Any
) -> None:
    """List demands whose words moved or changed, with those that they may be now; or say where KEY went.

    \b
        avr-docs demands avr.db moved
        avr-docs demands avr.db moved KEY --to OTHERKEY
        avr-docs demands avr.db moved KEY --gone
        avr-docs demands avr.db moved --same --note "The file was renamed"
    """
    from avr_docs import recording, tracker

    if same and key is None and not to and not gone:
        placed = recording.place_same(obj[0], log=obj[1], **facts)
        click.echo("\n".join(each.message for each in placed) or "No lost demand stands elsewhere in the same words.")
    elif key is None and not to and not gone:
        print_table("Demands to confirm", tracker.to_confirm(*obj))
    elif key is None or same or bool(to) == gone:
        raise click.UsageError("To confirm one: avr-docs demands DB moved KEY --to OTHERKEY, or --gone.")
    else:
        click.echo(recording.place(obj[0], key, to, log=obj[1], **facts).message)


@demands.command("export")
@click.argument("file", type=OUT)
@click.pass_obj
@plain_errors
def export_command(obj: tuple[Path, Path], file: Path) -> None:
    """Write the log into the spreadsheet FILE, with what is internal; `import` takes it in again elsewhere.

    \b
        avr-docs demands avr.db export demand_events.csv
    """
    from avr_docs import log_files

    count = log_files.write_out(obj[1], file)
    click.echo(f"{counted(count, 'entry', 'entries')} written to {file}. It holds what is internal, too.")


@demands.command("import")
@click.argument("file", type=FILE)
@click.pass_obj
@plain_errors
def import_command(obj: tuple[Path, Path], file: Path) -> None:
    """Take the entries of the spreadsheet FILE into the log; those that it holds already are left alone.

    A build does the same with the corpus's demand_events.csv.

    \b
        avr-docs demands avr.db import demand_events.csv
    """
    from avr_docs import recording

    added = recording.take_in(obj[0], file, log=obj[1])
    click.echo(f"{counted(added, 'new entry', 'new entries')} taken into {obj[1].name} from {file.name}.")
