"""The staff's form on a demand: what became of it, since when, and what shows it."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from datasette.utils.asgi import NotFound

from avr_docs import recording
from avr_docs.changes import Overtaken, Refused, TrackerError
from avr_docs.errors import AvrDocsError
from avr_docs.site import staff_history
from avr_docs.site.answering import from_path
from avr_docs.site.staff import LATER, OVERTAKEN, WRONG, name_of, off_the_loop, onward, page, posted, required
from avr_docs.site.staff_gate import STAFF
from avr_docs.site.staff_mode import mode

FIELDS = ("status", "date", "note", "evidence", "internal")
#: The page of a demand that readers see, too; the form stands in it where somebody is signed in.
ON_PAGE = re.compile(r"/-/avr/demand/([^/]+)")
OF_DOCUMENT = re.compile(r"/-/avr/document/([^/]+)")


async def demand_page(request: Any, datasette: Any) -> Any:
    """A demand with its form and its history; or what becomes of the form."""
    found, who, name, path = await required(datasette, request)
    key = from_path(request, "key")
    if request.method != "POST":
        shown = await context(datasette, request, key, back="staff")
        if shown is None:
            raise NotFound(f"There is no demand {key} now. Perhaps its words moved: {STAFF}moved lists those.")
        return await page(datasette, request, name, "avr_staff_demand.html", {"staff_demand": shown})
    fields = await posted(request)
    change = {
        "status": fields.get("status", ""),
        "date": fields.get("date"),
        "note": fields.get("note"),
        "evidence": document_of(fields.get("evidence", ""), request.headers.get("host", "")),
        "internal": "internal" in fields,
    }
    last = fields.get("last", "")
    try:
        recorded = await off_the_loop(
            recording.set_status, path, key, who=who, log=found.log, last=int(last) if last.isdecimal() else 0, **change
        )
    except AvrDocsError as error:
        return await _again(datasette, request, name, key, fields, error)
    return onward(datasette, f"{place(key, fields.get('back'))}?recorded={recorded.id}#staff-form")


async def undo(request: Any, datasette: Any) -> Any:
    """Takes an entry back."""
    found, who, name, path = await required(datasette, request)
    fields = await posted(request)
    id = int(request.url_vars["id"])
    key, back = fields.get("demand", ""), fields.get("back")
    try:
        recorded = await off_the_loop(recording.undo, path, id, note=fields.get("note"), who=who, log=found.log)
    except AvrDocsError as error:
        status = WRONG if isinstance(error, TrackerError) else LATER
        told = {"told": str(error), "back": place(key, back)}
        return await page(datasette, request, name, "avr_staff_told.html", told, status)
    return onward(datasette, f"{place(key, back)}?recorded={recorded.id}#{'main' if back == 'log' else 'staff-form'}")


def place(key: str, back: str | None) -> str:
    """The page that a form stood on."""
    if back == "log" or not key:
        return f"{STAFF}log"
    return f"{STAFF if back == 'staff' else '/-/avr/'}demand/{quote(key, safe='')}"


async def on_page(datasette: Any, request: Any) -> Any:
    """What `_staff_demand.html` shows within the page of a demand; None on other pages."""
    matched = ON_PAGE.fullmatch(request.path)
    return await context(datasette, request, unquote(matched[1]), back="demand") if matched else None


async def context(
    datasette: Any,
    request: Any,
    key: str,
    *,
    back: str,
    fields: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    told: str = "",
) -> dict[str, Any] | None:
    """The demand with its form, filled in with `fields` or else its present status and today; None if there is none."""
    found = mode(datasette)
    if found is None or name_of(request) is None:
        return None
    _, _, _, path = await required(datasette, request)
    shown = await off_the_loop(staff_history.demand, Path(path), found.log, key)
    if shown is None:
        return None
    values = {"status": shown["status"] or "open", "date": date.today().isoformat()}
    given = request.args.get("recorded") or ""
    done = _done(shown, int(given)) if given.isdecimal() and fields is None else None
    return {
        **shown,
        "back": back,
        "values": dict(fields) if fields is not None else values,
        "errors": dict(errors or {}),
        "first_wrong": next((field for field in FIELDS if field in (errors or {})), None),
        "told": told,
        "done": done,
    }


def document_of(evidence: str, host: str) -> str:
    """The id of a document where the evidence is its address on this site, as people copy it; else as it is."""
    try:
        parts = urlsplit(evidence.strip())
    except ValueError:
        return evidence
    matched = OF_DOCUMENT.search(parts.path)
    return unquote(matched[1]) if matched and parts.netloc in ("", host) else evidence


def _done(shown: Mapping[str, Any], id: int) -> dict[str, Any] | None:
    """The entry that was just made, or the one that it takes back."""
    for row in shown["history"]:
        if row["id"] == id:
            return {**row, "undone": False, "hidden": row["kind"] == "status" and id not in shown["shown"]}
        if row["back"] and row["back"].id == id:
            return {**row, "undone": True, "hidden": row["kind"] == "status" and id not in shown["shown"]}
    return None


async def _again(datasette: Any, request: Any, name: str, key: str, fields: dict[str, str], error: AvrDocsError) -> Any:
    """The form once more, with what is wrong and everything that was typed."""
    errors = error.fields if isinstance(error, Refused) else {}
    told = "" if errors else str(error)
    back = fields.get("back", "staff")
    shown = await context(datasette, request, key, back=back, fields=fields, errors=errors, told=told)
    if shown is None:
        raise NotFound(str(error))
    status = OVERTAKEN if isinstance(error, Overtaken) else WRONG if isinstance(error, TrackerError) else LATER
    return await page(datasette, request, name, "avr_staff_demand.html", {"staff_demand": shown}, status)


ROUTES = [(rf"^{STAFF}demand/(?P<key>[^/]+)$", demand_page), (rf"^{STAFF}undo/(?P<id>[0-9]{{1,12}})$", undo)]
