"""What every page is told where somebody is signed in."""

from pathlib import Path
from typing import Any

from avr_docs.site import staff_demand, staff_history
from avr_docs.site.staff import off_the_loop
from avr_docs.site.staff_mode import mode


async def more(datasette: Any, request: Any, name: str) -> dict[str, Any]:
    """How many demands await a person's word, and on the page of a demand the form; a page's own values go before."""
    found = mode(datasette)
    if found is None:
        return {}
    path = Path(datasette.get_database(name).path)
    told: dict[str, Any] = {"staff_awaiting": await off_the_loop(staff_history.awaiting, path, found.log)}
    on_page = await staff_demand.on_page(datasette, request)
    return {**told, "staff_demand": on_page} if on_page else told
