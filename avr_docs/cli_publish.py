"""The command that makes a database for the public."""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from avr_docs.options import FILE, PATH, plain_errors
from avr_docs.terminal import messages, print_table
from avr_docs.words import counted

if TYPE_CHECKING:
    from avr_docs.publishing import Report


def page_images(command: Callable[..., object]) -> Callable[..., object]:
    """Adds the option for pictures of pages, where what draws them is there."""
    if find_spec("avr_docs.page_images") is None:
        return command
    text = "Add pictures of the pages of PDFs that are shown in full, with all that stands on them."
    return click.option("--page-images", is_flag=True, help=text)(command)


@click.command()
@click.argument("db", type=PATH, default=Path("avr.db"))
@click.argument("public", type=PATH, default=Path("public/public.db"))
@click.option(
    "--quotes-share",
    type=click.FloatRange(0, 1),
    default=0.3,
    show_default=True,
    help="Largest share of a document's words that is quoted.",
)
@click.option("--reviewed", type=FILE, help="List of documents that were looked through for contact details.")
@click.option("--allow-contacts", is_flag=True, help="Publish whatever contact details stand in the text.")
@page_images
@click.option("--metadata", type=FILE, help="Another metadata.yml than the one of the tool.")
@plain_errors
def publish(db: Path, public: Path, *, quotes_share: float, **how: object) -> None:
    """Make a database for the public, PUBLIC, from DB: only what may be shown, with check sums beside it.

    How much of a document's text is shown says the column `republish` of documents.csv (full, quotes or none);
    `withhold` leaves a document out. Exits 1, and publishes nothing, if contact details stand in the text that nobody
    has looked at.

    \b
        avr-docs publish avr.db public/public.db
        avr-docs publish avr.db public/public.db --reviewed reviewed.txt
    """
    from avr_docs import publishing

    try:
        with messages.status("Publishing") as status:
            report = publishing.publish(
                db,
                public,
                share=quotes_share,
                on_step=lambda step: status.update(f"{step} …"),
                **how,  # type: ignore[arg-type]
            )
    except publishing.ContactsFound as found:
        print_table("To look at", [hit._asdict() for hit in found.hits])
        lines = "\n".join(found.lines)
        messages.print(f"Lines for the list, once you have looked:\n{lines}\n", markup=False, soft_wrap=True)
        raise
    print_table("Published", [dict(report.publication)])
    for remark in _remarks(report):
        messages.print(remark, markup=False, soft_wrap=True)
    messages.print(f"\nTo see it as the public will: avr-docs serve {public}", markup=False, soft_wrap=True)


def _remarks(report: "Report") -> Iterator[str]:
    """What staff should know of what was left out."""
    if report.cut:
        sentences = counted(sum(report.cut.values()), "sentence")
        documents = counted(len(report.cut), "document")
        yield f"Beyond the largest share to be quoted, {sentences} of {documents} were left out."
    if report.entries_left_out:
        entries = counted(report.entries_left_out, "entry", "entries")
        yield (
            f"{entries} of the log of demands left out: internal, or resting on a document that is held back. "
            "Those demands have the status of the entries that remain."
        )
    yield from (f"Not drawn: {each}" for each in report.not_drawn)
    if report.hits:
        hits = counted(len(report.hits), "address or number", "addresses or numbers")
        yield f"{hits} by which people might be reached went out, as looked at or allowed."
