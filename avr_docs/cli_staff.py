"""`avr-docs serve` and `avr-docs staff`: the site for readers or for staff, and who may sign in to the latter."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any

import click

from avr_docs.options import FILE, LOG, LOG_HELP, PATH, plain_errors
from avr_docs.terminal import messages, print_table


@click.command()
@click.argument("db", type=PATH, default=Path("avr.db"))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="Port to listen on.")
@click.option("--metadata", type=FILE, help="Another metadata.yml than the one of the tool.")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in the browser.")
@click.option("--staff", is_flag=True, help="Behind a login, with the forms for what became of demands.")
@click.option("--tracking", "log", type=LOG, help=f"With --staff: {LOG_HELP[0].lower()}{LOG_HELP[1:]}")
@click.option(
    "--behind",
    metavar="ADDRESS",
    help="With --staff: the https address at which a proxy of yours with TLS shows the site.",
)
@click.option("--public", is_flag=True, help="Make sure that DB was made for the public by `avr-docs publish`.")
@click.option("--domain", multiple=True, metavar="NAME", help="Answer only under this host name; may be repeated.")
@plain_errors
def serve(db: Path, *, staff: bool, log: Path | None, behind: str | None, domain: tuple[str, ...], **how: Any) -> None:
    """Serve the site over the database DB: read-only for readers, or with --staff for those who follow demands.

    \b
        avr-docs serve avr.db
        avr-docs serve avr.db --staff
        avr-docs serve public/public.db --public --domain returns.example.org
    """
    from avr_docs.site import serve as serving
    from avr_docs.site import staff_mode

    if not staff and (log or behind):
        raise click.UsageError("--tracking and --behind go with --staff.")
    if staff and (how["public"] or domain):
        raise click.UsageError("--public and --domain are for a site for readers, without --staff.")
    environment = staff_mode.environment(db, log=log, host=how["host"], behind=behind) if staff else {}
    if domain:
        environment["AVR_DOCS_HOSTS"] = " ".join(domain)
    command = serving.arguments(db, **how)
    shown = behind or serving.address(how["host"], how["port"])
    messages.print(f"The site is at {shown} (Ctrl-C ends it).", markup=False, soft_wrap=True)
    environment = {**staff_mode.without(os.environ), **environment}
    if os.name == "posix":
        os.execve(command[0], command, environment)  # one process: whoever ends it with a signal has ended the server
    with suppress(KeyboardInterrupt):
        raise SystemExit(subprocess.call(command, env=environment))


@click.group()
def staff() -> None:
    """Say who may sign in to `avr-docs serve --staff`.

    \b
        avr-docs staff add ana
    """


def of_a_log(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options that say which log; the command receives its path as `log`."""

    @wraps(command)
    def run(*args: Any, db: Path, log: Path | None, **kwargs: Any) -> Any:
        from avr_docs import tracking

        return command(*args, log=tracking.path_for(db, log), **kwargs)

    run = click.option("--tracking", "log", type=LOG, help=LOG_HELP)(run)
    return click.option(
        "--db", type=PATH, default=Path("avr.db"), show_default=True, help="The database that is served."
    )(run)


GENERATE = click.option("--generate", is_flag=True, help="Make a password and print it, instead of asking for one.")


@staff.command("add")
@click.argument("name")
@GENERATE
@of_a_log
@plain_errors
def add_command(name: str, *, generate: bool, log: Path) -> None:
    """Make an account for NAME; asks for its password, which is stored as a hash alone.

    \b
        avr-docs staff add ana
        avr-docs staff add ana --generate
    """
    from avr_docs import accounts

    password = _password(generate)
    accounts.add(log, name, password)
    if generate:
        click.echo(password)
    messages.print(f"{name} may sign in. To open the site: avr-docs serve --staff", markup=False, soft_wrap=True)


@staff.command("password")
@click.argument("name")
@GENERATE
@of_a_log
@plain_errors
def password_command(name: str, *, generate: bool, log: Path) -> None:
    """Give NAME another password; whoever is signed in by that name is signed out.

    \b
        avr-docs staff password ana
    """
    from avr_docs import accounts

    password = _password(generate)
    accounts.change(log, name, password)
    if generate:
        click.echo(password)
    messages.print(f"{name} has another password, and is signed out everywhere.", markup=False, soft_wrap=True)


@staff.command("list")
@of_a_log
@plain_errors
def list_command(*, log: Path) -> None:
    """List the accounts, with when each last signed in and how many entries of the log are theirs.

    \b
        avr-docs staff list
    """
    from avr_docs import accounts

    print_table("Staff", accounts.listing(log))


@staff.command("remove")
@click.argument("name")
@of_a_log
@plain_errors
def remove_command(name: str, *, log: Path) -> None:
    """Take the account of NAME away and sign it out; its entries in the log stay.

    \b
        avr-docs staff remove ana
    """
    from avr_docs import accounts

    accounts.remove(log, name)
    messages.print(f"{name} may sign in no more.", markup=False, soft_wrap=True)


def _password(generate: bool) -> str:
    """A password made; else one that the person types twice, or that is piped in."""
    from avr_docs import accounts

    if generate:
        return accounts.generated()
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt="The same once more"))
