"""How a cited work stands: what it is called, where it can be read, whether it is still there, what became of it."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from avr_docs.site.database import Row, rows
from avr_docs.site.values import host, listed, web_address
from avr_docs.words import day, say

#: From these scores on a match is called so; the lowest holds for all that are lower.
SURENESS = ((0.95, "sure"), (0.8, "very likely"), (0.7, "likely"), (0.0, "possible"))
#: What was found at an address, with the day on which it was asked for.
ASKED = {
    "good": "answered on {day}",
    "moved": "moved to another place, as was found on {day}",
    "gone": "gone when last asked for on {day}",
    "refused": "not shown to a program on {day}; a reader may be let in",
    "unreachable": "nobody answered on {day}",
}
#: doi:10.1017/S0020589, https://doi.org/10.1017/S0020589; not 10.1017/S0020589
DOI = re.compile(r"^\s*(?:doi:\s*|https?://(?:dx\.)?doi\.org/)", re.I)
#: Columns of `link_checks` under names that no column of `works` has.
CHECK = (
    """k.state as check_state, k.checked, k.final_url, k.archived_url, k.archived, k.last_seen, k.note as check_note"""
)
CHECKED = "link_checks k on k.url = w.url"
OF_DOCUMENT = f"""
select w.*, {CHECK} from works w left join {CHECKED} where w.key in (
  select work from citations where document = :id union select work from work_mentions where document = :id)
"""


async def works_of(datasette: Any, name: str, document: str) -> dict[str, Row]:
    """The works that a document cites or names, by their keys."""
    return {each["key"]: stood(each) for each in await rows(datasette, name, OF_DOCUMENT, {"id": document})}


def stood(work: Row) -> Row:
    """A row of `works`, with those columns of its address's check that are known, and what is said of it in words."""
    archived = web_address(work["archive_url"])
    copy = archived or web_address(work["archived_url"])
    return {
        **work,
        "name": named(work),
        "authors": listed(work["author"]),
        "editors": listed(work["editor"]),
        "web": web_address(work["url"]),
        "host": host(work["url"]),
        "doi_address": web_address(f"https://doi.org/{quote(DOI.sub('', work['doi']), safe='/')}")
        if work["doi"]
        else None,
        "asked": asked(work),
        "now_at": web_address(work["final_url"]) if work["check_state"] == "moved" else None,
        "archive": copy,
        "archived": None if archived else work["archived"],
    }


def named(work: Mapping[str, Any]) -> str:
    """The work's title, or what else it can be called by."""
    kind = work["genre"] or say("work_type", work["type"])
    by = ", ".join(listed(work["author"])) or work["container"] or work["docket"] or work["url"]
    return str(work["title"] or (f"{kind[:1].upper()}{kind[1:]}: {by}" if by and kind else by) or work["key"])


def asked(work: Mapping[str, Any]) -> str | None:
    """What was found when the work's address was last asked for; None if it never was."""
    told = ASKED.get(work["check_state"] or "")
    if told is None:
        return None
    seen = work["last_seen"] if work["check_state"] in ("gone", "unreachable") else None
    return told.format(day=day(work["checked"])) + (f"; it answered last on {day(seen)}" if seen else "")


def sureness(score: float | None) -> str:
    """How sure a match with that score in [0, 1] is, in a word; nothing if there is no score."""
    return next(word for least, word in SURENESS if score >= least) if score is not None else ""


def is_after(date: str | None, other: str | None) -> bool | None:
    """Whether an ISO date is after another; None if that is not known, as of "2021" and "2021-07"."""
    if not date or not other:
        return None
    length = min(len(date), len(other))
    return date[:length] > other[:length] if date[:length] != other[:length] or len(date) == len(other) else None
