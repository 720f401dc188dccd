"""A CSV file that people edit, as lines of named cells; every mistake is kept with its file, line and column."""

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar, cast, get_args
from urllib.parse import urlsplit

from avr_docs.errors import CorpusError

BOM = b"\xef\xbb\xbf"
DELIMITERS = ",;\t"
#: 2019, 2019-07 and 2019-07-30; not 30/07/2019, which Excel makes of it, and not 2019-7.
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
YES, NO = frozenset({"yes", "y", "true", "1", "x"}), frozenset({"", "no", "n", "false", "0"})
MOST_MISTAKES = 20

T = TypeVar("T", bound=str)


@dataclass(slots=True)
class Mistakes:
    """What is wrong in the spreadsheets; `stop` raises it all at once, so that one look mends it."""

    messages: list[str] = field(default_factory=list)

    def add(self, message: str) -> None:
        """Keeps one mistake."""
        self.messages.append(message)

    def stop(self) -> None:
        """Raises:
        CorpusError: there is a mistake.
        """
        if self.messages:
            shown = self.messages[:MOST_MISTAKES]
            rest = len(self.messages) - len(shown)
            raise CorpusError("\n".join(shown + ([f"... and {rest} more."] if rest else [])))


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells by column, trimmed, "" where blank; `number` is that of its first line in the file."""

    file: str
    number: int
    cells: dict[str, str]
    columns: tuple[str, ...]
    mistakes: Mistakes

    def wrong(self, column: str, message: str) -> None:
        """Keeps a mistake of this cell."""
        place = f", column {self.columns.index(column) + 1} ({column})" if column in self.columns else ""
        self.mistakes.add(f"{self.file}, line {self.number}{place}: {message}")

    def text(self, column: str, *, required: bool = False) -> str | None:
        """The cell, or None where it is blank or there is no such column."""
        value = self.cells.get(column, "")
        if required and not value:
            self.wrong(column, f"{column!r} must not be blank.")
        return value or None

    def parts(self, column: str) -> tuple[str, ...]:
        """The items of a cell, parted by ";"."""
        return tuple(item.strip() for item in self.cells.get(column, "").split(";") if item.strip())

    def key(self, column: str) -> str | None:
        """A cell that becomes part of addresses."""
        value = self.text(column)
        if value and not KEY.fullmatch(value):
            self.wrong(
                column, f"{value!r} must be of letters a-z, digits, '.', '_' and '-', and begin with a letter or digit."
            )
        return value

    def one_of(self, column: str, allowed: object, *, required: bool = False) -> T | None:
        """A cell that holds one of the values of the Literal type `allowed`."""
        value = self.text(column, required=required)
        choices: tuple[str, ...] = get_args(allowed)
        if value and value not in choices:
            self.wrong(column, f"{value!r} is not one of {', '.join(choices)}.")
            return None
        return cast("T | None", value)

    def date(self, column: str, *, required: bool = False) -> str | None:
        """An ISO date of the precision known."""
        value = self.text(column, required=required)
        if value and not is_date(value):
            self.wrong(column, f"{value!r} is not a date; write it as 2019-07-30, 2019-07 or 2019.")
        return value

    def yes(self, column: str) -> bool:
        """Whether the cell says yes; blank is no."""
        value = self.cells.get(column, "").casefold()
        if value not in YES | NO:
            self.wrong(column, f"{value!r} is neither yes nor no.")
        return value in YES

    def url(self, column: str) -> str | None:
        """A web address."""
        value = self.text(column)
        if value and not is_url(value):
            self.wrong(column, f"{value!r} is not an address that begins with http:// or https://.")
        return value


def is_date(value: str) -> bool:
    """Whether `value` is an ISO date of a year, a month or a day that exists."""
    if not DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value + "-01-01"[: 10 - len(value)] if len(value) == 4 else value + "-01"[: 10 - len(value)])
    except ValueError:
        return False
    return True


def is_url(value: str) -> bool:
    """Whether `value` is an http or https address with a host."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", value)


def lines(path: Path, columns: Collection[str], required: Collection[str], mistakes: Mistakes) -> list[Line]:
    """The rows of the file under their columns, blank rows left out; [] where there is no such file.

    UTF-8 with or without a byte order mark; commas, semicolons or tabs, whichever makes more of the header known.
    Columns that nobody knows are left out, unless they look like a misspelt one.

    Raises:
        CorpusError: the file is no UTF-8, or no CSV.
    """
    if not path.is_file():
        return []
    rows = _rows(path, columns)
    number, header = next(rows, (1, []))
    names = tuple(name.strip().casefold() for name in header)
    _check_header(path.name, number, names, columns, required, mistakes)
    found = []
    for number, cells in rows:
        values = [cell.strip() for cell in cells]
        if any(values[len(names) :]):
            mistakes.add(
                f"{path.name}, line {number}: {len(values)} cells under {len(names)} columns; "
                "put a cell that holds the delimiter into double quotes."
            )
        if any(values):
            cells_by_name = {name: value for name, value in zip(names, values, strict=False) if name in columns}
            found.append(Line(path.name, number, cells_by_name, names, mistakes))
    return found


def choices(keys: Iterable[str]) -> str:
    """The end of a message that says which keys there are."""
    names = sorted(keys)
    return f" ({', '.join(names[:12])}{', ...' if len(names) > 12 else ''})" if names else ", which is empty"


def decode(path: Path) -> str:
    """The file's text without its byte order mark.

    Raises:
        CorpusError: it cannot be read, or is no UTF-8.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path.name} cannot be read: {error.strerror}.") from error
    try:
        text = data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CorpusError(
            f"{path.name}, line {line}: not UTF-8. Save it in Excel as 'CSV UTF-8 (comma delimited)'."
        ) from error
    if "\0" in text:
        raise CorpusError(f"{path.name}: not a CSV file, it holds null characters. Save it as 'CSV UTF-8'.")
    return text


def delimiter(text: str, columns: Collection[str]) -> str:
    """The delimiter under which the first line names most of `columns`."""
    first = next(iter(io.StringIO(text)), "")

    def known(mark: str) -> int:
        return sum(name.strip(' "\r\n').casefold() in columns for name in first.split(mark))

    return max(DELIMITERS, key=known)


def _rows(path: Path, columns: Collection[str]) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of its first line; cells may hold line breaks."""
    text = decode(path)
    skipped = 0
    mark = delimiter(text, columns)
    if text.startswith("sep="):  # Excel's own way to say the delimiter; for instance "sep=;"
        first, _, text = text.partition("\n")
        mark, skipped = first[4:5] or mark, 1
    # Strict: otherwise a quote that is never closed swallows the rest of the file without a word.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    number = 1 + skipped
    try:
        for cells in reader:
            yield number, cells
            number = reader.line_num + 1 + skipped
    except csv.Error as error:
        raise CorpusError(
            f"{path.name}, line {number}: {error}. Look for a double quote that is not closed, "
            "or that should be written twice."
        ) from error


def _check_header(
    file: str,
    number: int,
    names: tuple[str, ...],
    columns: Collection[str],
    required: Collection[str],
    mistakes: Mistakes,
) -> None:
    for place, name in enumerate(names, 1):
        near = get_close_matches(name, columns, n=1, cutoff=0.8)
        if name not in columns and near and near[0] not in names:
            mistakes.add(f"{file}, line {number}, column {place}: {name!r} is no column; is it {near[0]!r}?")
        if name in columns and names.index(name) != place - 1:
            mistakes.add(f"{file}, line {number}, column {place}: {name!r} stands twice.")
    missing = [name for name in required if name not in names]
    if missing:
        mistakes.add(
            f"{file}, line {number}: no column {' or '.join(map(repr, missing))}. The columns are {', '.join(columns)}."
        )
    mistakes.stop()
