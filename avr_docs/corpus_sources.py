"""What is known of cited sources: what was found at their addresses, and what became of the works themselves."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from avr_docs.canonical import canonical
from avr_docs.corpus_files import CorpusProblem
from avr_docs.errors import CorpusError
from avr_docs.records import LinkCheck, LinkState, ListedStatus, WorkStatus
from avr_docs.spreadsheet import MOST_MISTAKES, Line, Mistakes, lines

CHECKS_FILE = "link_checks.csv"
#: In the order in which a person looks at them; `note` is last, so that a row cut short is known to be.
LINK_CHECKS = (
    "url",
    "state",
    "http_status",
    "last_seen",
    "archived_url",
    "archived",
    "final_url",
    "checked",
    "note",
)
WORKS_STATUS = ("url", "doi", "docket", "title", "status", "date", "note", "source")


def link_checks(folder: Path, problems: list[CorpusProblem]) -> list[LinkCheck]:
    """The latest row of each address in link_checks.csv, in the order of the file.

    The file is made by the tool and can be made again, so what is wrong in it keeps no document from being read: such
    rows are left out and become problems.
    """
    mistakes = Mistakes()
    try:
        found = lines(folder / CHECKS_FILE, LINK_CHECKS, ("url", "state", "checked"), mistakes)
    except CorpusError as error:
        problems.append(_problem(str(error)))
        return []
    by_url: dict[str, LinkCheck] = {}
    for line in found:
        own = Mistakes()
        check = _check(replace(line, mistakes=own))
        if check is not None and not own.messages:
            by_url.pop(check.url, None)
            by_url[check.url] = check
        mistakes.messages += own.messages
    shown, rest = mistakes.messages[:MOST_MISTAKES], len(mistakes.messages) - MOST_MISTAKES
    problems += [_problem(f"{message} The row is left out.") for message in shown]
    if rest > 0:
        problems.append(_problem(f"{CHECKS_FILE}: ... and {rest} more mistakes."))
    return list(by_url.values())


def works_status(found: Iterable[Line]) -> list[ListedStatus]:
    """The rows of works_status.csv; mistakes go to where those of the lines go."""
    statuses = []
    for line in found:
        status: WorkStatus | None = line.one_of("status", WorkStatus, required=True)
        url, title, docket = line.url("url"), line.text("title"), line.text("docket")
        doi = _doi(line)
        if not (url or doi or docket or title):
            line.wrong("url", "a row needs a url, doi, docket or title, by which the work is known.")
        source = line.text("source", required=True)
        statuses.append(
            ListedStatus(
                url=canonical(url) if url else None,
                doi=doi,
                docket=docket,
                title=title,
                status=status or "disputed",
                date=line.date("date"),
                note=line.text("note"),
                source=source or "",
            )
        )
    return statuses


def _check(line: Line) -> LinkCheck | None:
    state: LinkState | None = line.one_of("state", LinkState, required=True)
    url, checked = line.url("url"), line.date("checked", required=True)
    number = line.text("http_status")
    if number and not (number.isascii() and number.isdigit() and len(number) == 3):
        line.wrong("http_status", f"{number!r} is no status of HTTP, such as 200 or 404.")
        return None
    if not url:
        line.wrong("url", "'url' must not be blank.")
    if not (url and state and checked):
        return None
    return LinkCheck(
        url=url,
        state=state,
        checked=checked,
        http_status=int(number) if number else None,
        final_url=line.url("final_url"),
        archived_url=line.url("archived_url"),
        archived=line.date("archived"),
        last_seen=line.date("last_seen"),
        note=line.text("note"),
    )


def _doi(line: Line) -> str | None:
    """The cell `doi` in lower case, also where it was pasted as an address."""
    value = line.text("doi")
    if value is None:
        return None
    form = canonical(value if "doi" in value.lower() else f"doi:{value}")
    if not form.startswith("doi:10."):
        line.wrong("doi", f"{value!r} is no DOI; it begins with 10. and holds a slash, as 10.1000/182.")
        return None
    return form.removeprefix("doi:")


def _problem(message: str) -> CorpusProblem:
    return CorpusProblem(code="link_checks", message=message)
