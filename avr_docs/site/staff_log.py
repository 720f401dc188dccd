"""The whole log, newest entry first, and the demands that wait for a person to say where they went."""

from typing import Any

from avr_docs import recording
from avr_docs.changes import TrackerError
from avr_docs.errors import AvrDocsError
from avr_docs.site import staff_history
from avr_docs.site.answering import from_path, number
from avr_docs.site.staff import LATER, WRONG, off_the_loop, onward, page, posted, required
from avr_docs.site.staff_gate import STAFF

MOVED = f"{STAFF}moved"
GONE = "gone"


async def log_page(request: Any, datasette: Any) -> Any:
    """Every entry, with what takes it back."""
    found, _, name, path = await required(datasette, request)
    shown = await off_the_loop(staff_history.log_page, path, found.log, number(request.args.get("page")))
    given = request.args.get("recorded") or ""
    done = int(given) if given.isdecimal() else 0
    return await page(datasette, request, name, "avr_staff_log.html", {**shown, "done": done})


async def moved_page(request: Any, datasette: Any) -> Any:
    """Demands whose words moved or changed, each with those that it may be now."""
    return await _lost(request, datasette)


async def moved_form(request: Any, datasette: Any) -> Any:
    """Where a demand went, as a person says."""
    found, who, _, path = await required(datasette, request)
    fields = await posted(request)
    key, chosen = from_path(request, "key"), fields.get("to", "")
    to = fields.get("other", "").strip() if chosen == "other" else chosen
    if not to:
        return await _lost(request, datasette, fields, {key: "Choose where the demand went."}, WRONG)
    try:
        recorded = await off_the_loop(
            recording.place, path, key, None if to == GONE else to, note=fields.get("note"), who=who, log=found.log
        )
    except AvrDocsError as error:
        status = WRONG if isinstance(error, TrackerError) else LATER
        return await _lost(request, datasette, fields, {key: str(error)}, status)
    return onward(datasette, f"{MOVED}?recorded={recorded.id}")


async def _lost(
    request: Any,
    datasette: Any,
    fields: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> Any:
    found, _, name, path = await required(datasette, request)
    shown = await off_the_loop(staff_history.lost_page, path, found.log, number(request.args.get("page")))
    given = request.args.get("recorded") or ""
    context = {"fields": fields or {}, "errors": errors or {}, "done": int(given) if given.isdecimal() else 0}
    return await page(datasette, request, name, "avr_staff_moved.html", {**shown, **context}, status)


ROUTES = [
    (rf"^{STAFF}log$", log_page),
    (rf"^{MOVED}$", moved_page),
    (rf"^{MOVED}/(?P<key>[^/]+)$", moved_form),
]
