"""The command line: each command parses its options, calls one function and prints what it returns.

Commands import what they run when they run: the language model and the web server take seconds to load, and nobody
who asks for --help should wait for them.
"""

import json
import sys
from collections.abc import Callable, Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from avr_docs.cli_demands import demands
from avr_docs.cli_publish import publish
from avr_docs.cli_staff import serve, staff
from avr_docs.limits import Limits
from avr_docs.options import COUNT, FILE, FOLDER, LOG, LOG_HELP, OUT, PATH, limits, model, plain_errors
from avr_docs.terminal import compact, messages, print_explanation, print_table
from avr_docs.terminal import counted as counting
from avr_docs.words import counted
from extract.errors import FAILED

if TYPE_CHECKING:
    from avr_docs.explain import Explanation
    from avr_docs.reading import FileOutcome


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="avr-docs")
def main() -> None:
    """Read documents about voluntary return programmes, tag what they claim, and serve what they say."""
    if isinstance(sys.stdout, TextIOWrapper):
        # A pipe on Windows knows the letters of one old code page, and names of files need not be UTF-8 anywhere.
        sys.stdout.reconfigure(encoding=None if sys.stdout.isatty() else "utf-8", errors="backslashreplace")


for command in (demands, serve, staff):
    main.add_command(command)


@main.command()
@click.argument("corpus", type=FOLDER, default=Path("corpus"))
@click.argument("db", type=PATH, default=Path("avr.db"))
@click.option("--tracking", "log", type=LOG, help=LOG_HELP)
@click.option("--force", is_flag=True, help="Read every document again, also what has not changed.")
@model
@limits
@plain_errors
def build(corpus: Path, db: Path, *, log: Path | None, force: bool, model: str | None, limits: Limits) -> None:
    """Read, tag and store everything new or changed under CORPUS into the database DB.

    Exits 1 if a document failed; the others are in the database all the same.

    \b
        avr-docs build corpus avr.db
    """
    from avr_docs import build as building

    with counting() as count:
        summary = building.build(corpus, db, limits=limits, force=force, model=model, log=log, on_progress=count)
    for title, rows in summary.sections():
        print_table(title, rows, titled=True)
    messages.print(f"\nThe database is {db}. To see it: avr-docs serve {db}", markup=False, soft_wrap=True)
    raise SystemExit(summary.exit_status)


@main.command()
@click.argument("files", type=PATH, nargs=-1, required=True)
@limits
@plain_errors
def extract(files: tuple[Path, ...], *, limits: Limits) -> None:
    """Print each of FILES as one JSON line: its text, blocks, notes and what it says of itself.

    \b
        avr-docs extract letter.pdf | jq .meta
    """
    from avr_docs import reading

    print_documents(reading.read_files(files, limits=limits))


@main.command()
@click.argument("files", type=PATH, nargs=-1, required=True)
@click.option("--corpus", type=FOLDER, help="Take actors and programmes from this folder's spreadsheets.")
@click.option("--html", type=OUT, help="Write the one file given as a page with its claims in colour; - prints it.")
@click.option(
    "--explain",
    "n",
    type=int,
    metavar="N",
    help="Tell in plain words why sentence N of the one file given is tagged so.",
)
@model
@limits
@plain_errors
def tag(files: tuple[Path, ...], *, html: Path | None, n: int | None, **given: Any) -> None:
    """Print each of FILES as one JSON line with its sentences, claims, demands, citations and actors.

    \b
        avr-docs tag letter.pdf --corpus corpus | jq '.claims[].content'
        avr-docs tag letter.pdf --html letter.html
        avr-docs tag letter.pdf --explain 12
    """
    from avr_docs import reading

    if html is None and n is None:
        print_documents(reading.tag_files(files, **given))
    elif len(files) > 1 or (html is not None and n is not None):
        raise click.UsageError("--html and --explain take one file, and one of the two at a time.")
    elif html is not None:
        if html.exists() and files[0].exists() and html.samefile(files[0]):
            raise click.UsageError(f"{html} is the document; give the page another name.")
        print_documents([reading.page_of(files[0], **given)], lambda page: write_page(page, html))
    elif n is not None:
        print_documents([reading.explained(files[0], n, **given)], tell)


@main.command("compare")
@click.argument("db", type=FILE, default=Path("avr.db"))
@click.option("--programme", help="One programme's id.")
@plain_errors
def compare_command(db: Path, *, programme: str | None) -> None:
    """Print stated against observed practice: a verdict for each safeguard and programme.

    \b
        avr-docs compare avr.db
    """
    from avr_docs import compare

    rows = compare.rows(db, programme=programme)
    print_table("Stated against observed", [compact(row) for row in rows] if sys.stdout.isatty() else rows)


@main.command("export")
@click.argument("db", type=FILE, default=Path("avr.db"))
@click.option(
    "--format",
    "name",
    required=True,
    help="csv or jsonl for claims; csl, bibtex, ris or bibliography for works; or one that a plugin adds.",
)
@click.option("--out", type=PATH, help="File to write; standard output if left out. A bibliography in .html is a page.")
@click.option("--site", default="http://127.0.0.1:8001", show_default=True, help="With claims: the site to link to.")
@click.option("--document", metavar="ID", help="With works: those that this document cites.")
@click.option("--safeguard", metavar="ID", help="With works: those that claims on this safeguard cite.")
@click.option("--programme", metavar="ID", help="With works: those that claims on this programme cite.")
@click.option(
    "--search", "words", metavar="WORDS", help="With works: those with these words in author, title or container."
)
@click.option("--style", metavar="STYLE", help="With bibliography: a .csl file, or a name, such as apa.")
@plain_errors
def export_command(db: Path, *, name: str, out: Path | None, site: str, **options: str | None) -> None:
    """Write the claims of DB, or the works that its documents cite, for other programs.

    Claims come with document, page, source, safeguards, footnotes and citations. Works are those that all options
    given are true of.

    \b
        avr-docs export avr.db --format csv --out claims.csv
        avr-docs export avr.db --format bibtex --document letter-2024 --out letter.bib
        avr-docs export avr.db --format bibliography --style apa.csl --search "forced return"
    """
    from avr_docs import export

    count = export.write(db, name, out, site=site, **options)
    what = counted(count, export.writes(name).removesuffix("s"))
    messages.print(f"{what} written{f' to {out}' if out else ''}.", markup=False, soft_wrap=True)


@main.command("fetch")
@click.argument("corpus", type=FOLDER, default=Path("corpus"))
@click.argument("ids", nargs=-1)
@plain_errors
def fetch_command(corpus: Path, ids: tuple[str, ...]) -> None:
    """Get the documents that CORPUS/documents.csv lists by address alone, over the network.

    \b
        avr-docs fetch corpus
    """
    from avr_docs import fetch

    results = fetch.fetch_all(corpus, ids=ids or None)
    print_table("Fetched", [result.row() for result in results])
    if any(result.failed for result in results):
        raise SystemExit(1)


@main.command("check-links")
@click.argument("corpus", type=FOLDER, default=Path("corpus"))
@click.argument("db", type=PATH, default=Path("avr.db"))
@click.option(
    "--days",
    type=COUNT,
    default=30,
    show_default=True,
    help="Leave alone what was checked in so many days; what could not be reached is tried again after a day.",
)
@click.option("--all", "everything", is_flag=True, help="Ask for every address, whenever it was checked.")
@click.option("--limit", type=COUNT, help="Ask for so many addresses at most.")
@click.option("--no-archive", is_flag=True, help="Do not ask the Internet Archive for copies.")
@plain_errors
def check_links_command(corpus: Path, db: Path, *, no_archive: bool, **how: Any) -> None:
    """Ask for the addresses that DB cites whether they are still there, into CORPUS/link_checks.csv.

    It tells their servers, and the Internet Archive, which addresses are cited. It may be ended at any moment and goes
    on from there; the next build puts the results into the database. A dead address is no failure.

    \b
        avr-docs check-links corpus avr.db
    """
    from avr_docs import check_links

    try:
        with counting() as count:
            report = check_links.check_links(corpus, db, archive=not no_archive, on_progress=count, **how)
    except KeyboardInterrupt:
        messages.print("Ended. What was found is kept, and the same command goes on (with --all, from the beginning).")
        raise SystemExit(130) from None
    for title, rows in report.sections():
        print_table(title, rows, titled=True)
    for remark in report.remarks:
        messages.print(remark, markup=False, soft_wrap=True)
    messages.print(
        f"The next build puts this into the database: avr-docs build {corpus} {db}", markup=False, soft_wrap=True
    )


@main.command()
@click.argument("corpus", type=FOLDER, default=Path("corpus"))
@plain_errors
def check(corpus: Path) -> None:
    """Check the spreadsheets of CORPUS, the cues and the language model before a run.

    \b
        avr-docs check corpus
    """
    from avr_docs import checks

    found = checks.check(corpus)
    print_table("Checked", [{"what": what, "result": result} for what, result, _ in found])
    if not all(good for *_, good in found):
        raise SystemExit(1)


main.add_command(publish)


def print_json(value: Any) -> None:
    """The value as one line."""
    click.echo(json.dumps(value, ensure_ascii=False))


def write_page(page: str, out: Path) -> None:
    """The page in the file `out`, once it is whole; on standard output for "-"."""
    try:
        with click.open_file(str(out), "w", encoding="utf-8", errors="xmlcharrefreplace", atomic=True) as file:
            file.write(page)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}.") from error


def tell(explanation: "Explanation") -> None:
    """The explanation as text; a number that no sentence has is a mistake of use."""
    if explanation.sentence is None:
        known = f"its sentences are 1 to {explanation.last}" if explanation.last else "it has no sentences"
        raise click.UsageError(f"The document has no sentence {explanation.n}: {known}.")
    print_explanation(explanation)


def print_documents(outcomes: "Iterable[FileOutcome[Any]]", show: Callable[[Any], None] = print_json) -> None:
    """Shows each that was read, by default as a JSON line; a line on standard error for each that was not."""
    failed = False
    for outcome in outcomes:
        if outcome.value is not None:
            show(outcome.value)
        if outcome.reason:
            messages.print(f"{outcome.path}: {outcome.state}: {outcome.reason}", markup=False, soft_wrap=True)
        failed |= outcome.state in FAILED
    if failed:
        raise SystemExit(1)
