"""The documents of a corpus: rows of documents.csv matched with the files that lie under the folder."""

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import cast, get_args
from unicodedata import combining, normalize

from avr_docs.records import Republish
from avr_docs.spreadsheet import NO, YES, Line, choices
from extract.document import DocumentType

DOCUMENTS = (
    "id",
    "file",
    "url",
    "archive_url",
    "title",
    "type",
    "publisher",
    "date",
    "programme",
    "licence",
    "republish",
    "withhold",
    "sample",
    "sha256",
)
#: Names of files that are no documents unless a row of documents.csv names them; hidden ones begin with a dot.
IGNORED = (
    ".*",
    "~$*",
    "~*",
    "*~",
    "*.tmp",
    "*.part",
    "*.crdownload",
    "*.lock",
    "Thumbs.db",
    "desktop.ini",
    "*.csv",
    "*.py",
    "*.pyc",
    "*.db",
    "*.db-*",
    "*.sqlite*",
    "README*",
    "LICENSE*",
    "Makefile",
    "*.sh",
)
#: The corpus's own tables.
OURS = frozenset(
    {
        "documents.csv",
        "programmes.csv",
        "actors.csv",
        "demand_events.csv",
        "works_status.csv",
        "link_checks.csv",
        "fetched/index.csv",
    }
)
IGNORED_FOLDERS = (".*", "__pycache__", "node_modules")
SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One document of the corpus: a row of documents.csv, or a file without one.

    `file` is relative to the corpus folder, with forward slashes; None where the document is listed by its `url` only.
    The other facts, where given, stand over what the document says of itself. `line` is None for a file without a row.
    `missing`: the row names a file, and it is not there. `republish` says how much of its text the public may see, and
    `withheld` that the public is not to know of the document at all.
    """

    id: str
    file: str | None = None
    url: str | None = None
    archive_url: str | None = None
    title: str | None = None
    type: DocumentType | None = None
    publisher: str | None = None
    date: str | None = None
    programme: str | None = None
    licence: str | None = None
    republish: Republish = "none"
    withheld: bool = False
    sample: bool = False
    sha256: str | None = None
    line: int | None = None
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusProblem:
    """Something about the folder that a person must mend, and that keeps no other document from being read."""

    code: str
    message: str
    document: str | None = None


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def slug(text: str) -> str:
    """`text` as an id: a-z, 0-9 and hyphens. Where letters were lost ("отчёт"), the end tells such names apart."""
    plain = "".join(char for char in normalize("NFKD", text) if not combining(char))
    found = re.sub("[^a-z0-9]+", "-", plain.casefold()).strip("-")
    if any(char.isalnum() and not char.isascii() for char in plain) or not found:
        mark = hashlib.blake2s(normalize("NFC", text).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
        return f"{found or 'document'}-{mark}"
    return found


def match(found: list[Line], files: list[str], programmes: set[str], problems: list[CorpusProblem]) -> list[Row]:
    """The rows of documents.csv with their files, then the files that no row has."""
    by_name = {normalize("NFC", file): file for file in files}  # macOS writes "é" as two characters
    rows: list[Row] = []
    lines_of: dict[str, int] = {}
    taken: dict[str, int] = {}
    for line in found:
        row = _row(line, programmes)
        if row.id in lines_of:
            line.wrong("id", f"{row.id!r} stands on line {lines_of[row.id]} already.")
        lines_of.setdefault(row.id, line.number)
        if row.file is not None:
            if row.file in taken:
                line.wrong("file", f"{row.file!r} is the file of line {taken[row.file]} already.")
            taken.setdefault(row.file, line.number)
        rows.append(row)
    by_stem: dict[str, list[str]] = defaultdict(list)
    for name, file in by_name.items():
        if name not in taken:
            by_stem[PurePosixPath(name).stem].append(file)
    rows = [_with_file(row, by_name, by_stem, problems) for row in rows]
    used = {row.file for row in rows}
    return rows + _unlisted([file for file in files if file not in used], {row.id for row in rows})


def _row(line: Line, programmes: set[str]) -> Row:
    file = (line.text("file") or "").replace("\\", "/")
    file = normalize("NFC", str(PurePosixPath(file))) if file else ""
    if file.startswith("/") or ".." in PurePosixPath(file).parts or re.match("[A-Za-z]:", file):
        line.wrong("file", f"{file!r} must be a path within the corpus folder.")
    url = line.url("url")
    key = line.key("id") or (slug(PurePosixPath(file).stem) if file else None)
    if key is None:
        line.wrong("id", "a row needs an id, or a file from whose name it can be made.")
    if not file and not url:
        line.wrong("file", "a row needs a file or a url.")
    programme = line.text("programme")
    if programme and programme not in programmes:
        line.wrong("programme", f"{programme!r} is not the id of a programme in programmes.csv{choices(programmes)}.")
    checksum = (line.text("sha256") or "").casefold()
    if checksum and not SHA256.fullmatch(checksum):
        line.wrong("sha256", f"{checksum!r} is not a SHA-256: 64 of the characters 0-9 and a-f.")
    kind: DocumentType | None = line.one_of("type", DocumentType)
    return Row(
        id=key or f"line-{line.number}",
        file=file or None,
        url=url,
        archive_url=line.url("archive_url"),
        title=line.text("title"),
        type=kind,
        publisher=line.text("publisher"),
        date=line.date("date"),
        programme=programme,
        licence=line.text("licence"),
        republish=_republish(line),
        withheld=line.yes("withhold"),
        sample=line.yes("sample"),
        sha256=checksum or None,
        line=line.number,
    )


def _republish(line: Line) -> Republish:
    """How much may be shown; spreadsheets of before there were quotes say yes or no."""
    value = (line.text("republish") or "").casefold()
    for one in get_args(Republish):
        if value == one:
            return cast(Republish, one)
    if value not in YES | NO:
        line.wrong("republish", f"{value!r} is not one of full, quotes, none (or yes, which is full, and no, none).")
    return "full" if value in YES else "none"


def _with_file(row: Row, by_name: dict[str, str], by_stem: dict[str, list[str]], problems: list[CorpusProblem]) -> Row:
    """The row with its file as it lies there; a row of a url takes the file that is named by its id (`ID.pdf`)."""
    if row.file is None:
        own = by_stem.get(row.id, [])
        return replace(row, file=own[0] if len(own) == 1 else None)
    if row.file in by_name:
        return replace(row, file=by_name[row.file])
    problems.append(
        CorpusProblem(
            code="missing_file",
            message=f"documents.csv, line {row.line}: there is no file {row.file!r} in the corpus folder. "
            "Put it there, or correct the cell.",
            document=row.id,
        )
    )
    return replace(row, missing=True)


def _unlisted(files: list[str], ids: set[str]) -> list[Row]:
    """Rows of files that documents.csv does not name. Of those with one name the least deep, then the first by path,
    has it alone, so that a file put in deeper down does not change an id that is in use."""
    ids = set(ids)
    found = {}
    for file in sorted(files, key=lambda file: (file.count("/"), file)):
        path = PurePosixPath(file)
        candidates = [path.stem, f"{path.parent}-{path.stem}", f"{path.parent}-{path.name}"]
        numbered = (f"{path.stem}-{number}" for number in range(2, len(files) + len(ids) + 3))
        key = next(key for key in map(slug, (*candidates, *numbered)) if key not in ids)
        ids.add(key)
        found[file] = Row(id=key, file=file)
    return [found[file] for file in sorted(found)]


def files_under(folder: Path, named: set[str], skip: set[Path], problems: list[CorpusProblem]) -> list[str]:
    """Paths of the files under the folder, relative to it; links are followed to files within the folder alone."""
    root = folder.resolve()
    found = []

    def unreadable(error: OSError) -> None:
        name = Path(error.filename).relative_to(root).as_posix()
        problems.append(CorpusProblem(code="unreadable", message=f"The folder {name}: {error.strerror}; left out."))

    for place, folders, files in os.walk(root, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not _matches(name, IGNORED_FOLDERS))
        links = [name for name in folders if Path(place, name).is_symlink()]  # which os.walk does not follow
        for name in sorted([*files, *links]):
            path = Path(place, name)
            file = path.relative_to(root).as_posix()
            if _matches(name, IGNORED) and file not in named:
                if name.lower().endswith(".csv") and file not in OURS:
                    told = f"{file} is a table, and no document is read from it; name it in documents.csv if it is one."
                    problems.append(CorpusProblem(code="table_not_read", message=told))
                continue
            target = _target(path)
            if target in skip:
                continue
            if path.is_symlink() and (target is None or name in links or not target.is_relative_to(root)):
                what = (
                    "to nothing" if target is None else "to a folder" if name in links else "out of the corpus folder"
                )
                problems.append(CorpusProblem(code="link", message=f"{file} is a link {what}: left out."))
            elif path.is_file():
                found.append(file)
    return found


def _target(path: Path) -> Path | None:
    """The path with links followed; None where they lead nowhere, or round in a circle."""
    try:
        return path.resolve(strict=True)
    except (OSError, RuntimeError):  # up to Python 3.12 a circle is a RuntimeError
        return None


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name.casefold(), pattern.casefold()) for pattern in patterns)


def check_sum(folder: Path, row: Row, problems: list[CorpusProblem]) -> None:
    """A file whose bytes are not those that documents.csv vouches for is a problem."""
    if row.sha256 is None or row.file is None or row.missing:
        return
    try:
        found = digest(folder / row.file)
    except OSError:
        return  # reading it says why
    if found != row.sha256:
        problems.append(
            CorpusProblem(
                code="checksum",
                message=f"documents.csv, line {row.line}: {row.file} is not the file that the row was made for "
                f"(its SHA-256 is {found}). Put the right file back, or correct the cell.",
                document=row.id,
            )
        )
