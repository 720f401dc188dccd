"""What a person sees in a terminal: messages, and rows as tables that fit its width or as values parted by tabs."""

import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from avr_docs.words import say

if TYPE_CHECKING:
    from avr_docs.explain import Explanation

#: Characters of a cell that stays on one line of a table.
SHORT = 20
#: The widest that running text is set; longer lines are hard to read.
TEXT_WIDTH = 96

#: For what is said beside the results, on standard error.
messages = Console(stderr=True, highlight=False)


@contextmanager
def counted() -> Iterator[Callable[[int, int, str], None]]:
    """A bar on standard error while the block runs, moved by a call with how many are done, of how many, and which."""
    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=messages,
    ) as progress:
        bar = progress.add_task("starting", total=None)

        def count(done: int, total: int, name: str) -> None:
            progress.update(bar, completed=done, total=total, description=name[:60])

        yield count


def print_table(title: str, rows: list[dict[str, Any]], *, titled: bool = False) -> None:
    """A table for a person in a terminal; tab-separated values where the output goes to a pipe or a file.

    `titled` puts the title above the values there too, for what is read by people in a log.
    """
    if not rows:
        print(f"{title}: none")
        return
    cells = [["" if value is None else str(value) for value in row.values()] for row in rows]
    if not sys.stdout.isatty():
        lines = [list(rows[0]), *cells]
        if titled:
            print(f"\n{title}")
        print("\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines))
        return
    table = Table(title=title, title_justify="left", title_style="bold", header_style="dim")
    console = Console(highlight=False)
    least = [max(_least(column), *map(len, name.split("_"))) for name, *column in zip(rows[0], *cells, strict=True)]
    fits = sum(least) + 3 * len(least) < console.width
    for name, width in zip(rows[0], least, strict=True):
        table.add_column(name.replace("_", " "), overflow="fold", min_width=width if fits else None)
    for line in cells:
        table.add_row(*map(escape, line))
    console.print(table)


def _least(column: list[str]) -> int:
    """The width that keeps short cells whole, and the words of long ones."""
    width = max(map(len, column))
    return width if width <= SHORT else min(SHORT, max(len(word) for cell in column for word in cell.split()))


def compact(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the comparison with its counts put together, for the width of a terminal."""
    return {
        "programme": row["programme"],
        "safeguard": row["safeguard"],
        "verdict": row["verdict"],
        "stated: in place, absent": f"{row['stated_in_place']}, {row['stated_absent']}",
        "observed: in place, absent, unclear": (
            f"{row['observed_in_place']}, {row['observed_absent']}, {row['observed_unclear']}"
        ),
        "required": row["required"],
        "demanded": row["demanded"],
        "documents": f"{row['documents']} of {row['documents_read']}",
    }


def print_explanation(explanation: "Explanation") -> None:
    """Why a sentence is tagged as it is: the sentence, and for each claim its reasons with the words behind them."""
    sentence = explanation.sentence
    if sentence is None:
        return
    place = [say("block", explanation.block).lower(), *([f"page {sentence.page}"] if sentence.page else [])]
    print(f"Sentence {explanation.n} of {explanation.last} ({', '.join(place)})")
    _print_text(sentence.text, indent="  ")
    if explanation.no_claim:
        print("\nNo claim")
        _print_text(explanation.no_claim, indent="  ")
    for number, each in enumerate(explanation.claims, 1):
        print(f"\nClaim {number} of {len(explanation.claims)}: {say('kind', each.claim.kind).lower()}")
        _print_text(each.claim.content, indent="  ")
        print()
        for reason in each.reasons:
            _print_text(f"{reason.about}: {reason.says}", indent="    ", first="  ")
            for fact in reason.because:
                _print_text(fact, indent="      ", first="    - ")


def _print_text(text: str, *, indent: str, first: str | None = None) -> None:
    width = min(TEXT_WIDTH, shutil.get_terminal_size((TEXT_WIDTH, 0)).columns)
    start = indent if first is None else first
    print(textwrap.fill(" ".join(text.split()), max(width, 40), initial_indent=start, subsequent_indent=indent))
