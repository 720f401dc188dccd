"""The routes of demands: the list and its files, one demand, what one addressee is asked, and the feed of changes."""

from datetime import date
from typing import Any

from datasette.utils.asgi import NotFound

from avr_docs.site import addressee, demand, demand_feed, demand_files, demands, staff
from avr_docs.site.answering import answer, from_path, number
from avr_docs.site.database import name_for
from avr_docs.site.demand_filter import ORDERS, asked_for
from avr_docs.site.values import addressee_path, demand_path

#: Tables behind the pages; a visitor who may not see one of them does not see the page.
OF_DEMANDS = (
    *("demands", "demand_events", "demand_safeguards", "addressees", "demand_addressees"),
    *("documents", "claims", "sentences"),
)
OF_DEMAND = (
    *OF_DEMANDS,
    *("notes", "citations", "works", "link_checks", "demand_suggestions", "similar_demands"),
)


async def demands_page(request: Any, datasette: Any) -> Any:
    """The demands asked for, a page at a time."""
    name = await name_for(datasette, request, *OF_DEMANDS)
    asked, wrong = asked_for(request.args)
    found = await demands.find(datasette, name, asked, today=date.today(), staff=staff.name_of(request))
    context = {**found, "asked": asked, "wrong": wrong, "orders": {code: words for code, (words, _) in ORDERS.items()}}
    return await answer(datasette, request, name, "avr_demands.html", context)


async def demands_file(request: Any, datasette: Any) -> Any:
    """The same demands, all of them, as a file."""
    name = await name_for(datasette, request, *OF_DEMANDS)
    asked, _ = asked_for(request.args)
    suffix, who = request.url_vars["suffix"], staff.name_of(request)
    return demand_files.stream(datasette, request, name, asked, suffix, today=date.today(), staff=who)


async def changes_feed(request: Any, datasette: Any) -> Any:
    """What changed lately, for programs that follow it."""
    name = await name_for(datasette, request, *OF_DEMANDS)
    return await demand_feed.feed(datasette, request, name)


async def addressees_page(request: Any, datasette: Any) -> Any:
    """Everybody who is asked."""
    name = await name_for(datasette, request, *OF_DEMANDS)
    found = await addressee.everybody(datasette, name, page=number(request.args.get("page")))
    return await answer(datasette, request, name, "avr_addressees.html", found)


async def addressee_page(request: Any, datasette: Any) -> Any:
    """What one addressee is asked, by status."""
    name = await name_for(datasette, request, *OF_DEMANDS)
    key = from_path(request, "key")
    found = await addressee.find(datasette, name, key, today=date.today(), staff=staff.name_of(request))
    if found is None:
        raise NotFound(f"Nobody by the key “{key}” is asked for anything in this database.")
    return await answer(datasette, request, name, "avr_addressee.html", {**found, "here": addressee_path(key)})


async def demand_page(request: Any, datasette: Any) -> Any:
    """One demand with what became of it."""
    name = await name_for(datasette, request, *OF_DEMAND)
    key = from_path(request, "key")
    found = await demand.find(datasette, name, key, today=date.today(), staff=staff.name_of(request))
    if found is None:
        raise NotFound("There is no such demand in this database; its document may have gone, or its words changed.")
    permalink = datasette.absolute_url(request, datasette.urls.path(demand_path(key)))
    return await answer(datasette, request, name, "avr_demand.html", {**found, "permalink": permalink})


ROUTES = [
    (r"^/-/avr/demands$", demands_page),
    (rf"^/-/avr/demands\.(?P<suffix>{'|'.join(demand_files.FORMATS)})$", demands_file),
    (r"^/-/avr/demands\.atom$", changes_feed),
    (r"^/-/avr/demands/to$", addressees_page),
    (r"^/-/avr/demands/to/(?P<key>[^/]+)$", addressee_page),
    (r"^/-/avr/demand/(?P<key>[^/]+)$", demand_page),
]
