"""The site: a Datasette plugin. Every hook that it uses is in this file, and Datasette is imported nowhere else."""

from collections.abc import Awaitable, Callable, Generator
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from datasette import hookimpl

from avr_docs import matching, scores, search_tables, words
from avr_docs.site import (
    cells,
    connection,
    csv_answers,
    errors,
    headers,
    large,
    logs,
    metadata,
    pages,
    published,
    staff,
    staff_gate,
    staff_mode,
    staff_vars,
    values,
)
from avr_docs.site.database import ours
from avr_docs.site.kept import SHADOWS
from avr_docs.site.method import last_run
from avr_docs.site.overview import TABLES, choices, overview

Hook = TypeVar("Hook", bound=Callable[..., Any])

#: What metadata.yml says of the database of each site that was started.
described: "WeakKeyDictionary[Any, metadata.Tree]" = WeakKeyDictionary()


def hook(function: Hook) -> Hook:
    """`function` as a hook of Datasette's, with its own type."""
    return cast(Hook, hookimpl(function))


def wrapper(function: Hook) -> Hook:
    """`function` as one that is run around the other implementations of its hook."""
    return cast(Hook, hookimpl(function, hookwrapper=True))


@hook
def startup(datasette: Any) -> Callable[[], Awaitable[None]]:
    """Finds our database and reads metadata.yml for it, so that a site shows it under any file name."""

    async def find() -> None:
        name = await ours(datasette)
        if name is not None:
            given = datasette.metadata()
            await published.find_out(datasette, name)
            tree = metadata.described(metadata.load(metadata.path()), name, local=given)
            rows = await large.sizes(datasette.databases[name])
            tables = [table for table, n in rows.items() if n > large.LARGE]
            large.limited(tree, name, tables)
            if tables:
                large.prepare_templates(datasette.jinja_env)
            if datasette.databases[name].path:
                large.kept(datasette, name, tables, tree).kept()
            described[datasette] = tree

    return find


@hook
def get_metadata(datasette: Any, key: str | None, database: str | None, table: str | None) -> metadata.Tree:
    """What metadata.yml says; a file given by --metadata goes before it."""
    tree = described.get(datasette, {})
    # Datasette asks for "tables" and copies all of the answer in depth for each table that somebody might not be
    # allowed to see: half a second a page.
    if key == "tables" and not metadata.restricts(tree):
        return {}
    found: metadata.Tree = metadata.copied(tree)
    return found


@hook
def prepare_connection(conn: Any, database: str, datasette: Any) -> None:
    """Limits, and the function for search, on every connection but Datasette's own."""
    if database != "_internal":
        connection.prepare(conn)


@hook
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """Plain words and safe addresses in every template, also in macros that are imported without their context."""
    env.filters.update(
        say=lambda code, group: words.say(group, code),
        meaning=lambda code, group: words.meaning(group, code),
        counted=words.counted,
        actor_path=values.actor_path,
        programme_path=values.programme_path,
        safeguard_path=values.safeguard_path,
        day=words.day,
        addressee_path=values.addressee_path,
        demand_path=values.demand_path,
        document_path=values.document_path,
        cite_path=values.cite_path,
        page_path=values.page_path,
        part_path=values.part_path,
        picture_path=values.picture_path,
        web_address=values.web_address,
        work_path=values.work_path,
        name_query=matching.name_query,
    )
    env.globals.update(compare_path=values.compare_path, words=words.WORDS, kinds=words.KINDS, sides=words.SIDES)
    env.globals.update(urls=datasette.urls, figures=scores.scores)


@hook
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """The pages under /-/avr/."""
    return list(pages.ROUTES)


@hook
def extra_template_vars(
    template: str, database: str | None, request: Any, datasette: Any
) -> Callable[[], Awaitable[dict[str, Any]]]:
    """Where our database is and of which run, and on the home page and worked queries what is in it."""

    async def more() -> dict[str, Any]:
        name = await ours(datasette)
        staff_name = staff.name_of(request)
        found: dict[str, Any] = {
            "avr_database": name,
            "staff": staff_name,
            "publication": published.publication(datasette),
        }
        if name is None or request is None:
            return found
        if await _may_see(datasette, request, name, "runs"):
            found["data_run"] = await last_run(datasette, name)
        if staff_name:
            found.update(await staff_vars.more(datasette, request, name))
        if template in ("index.html", "query.html"):
            found["choices"] = await choices(datasette, name)
        if template == "index.html":
            seen = await _may_see(datasette, request, name, *TABLES)
            found["overview"] = await overview(datasette, name) if seen else None
            found["worked"] = await datasette.get_canned_queries(name, request.actor)
        return found

    return more


async def _may_see(datasette: Any, request: Any, name: str, *tables: str) -> bool:
    for table in tables:
        asked = [("view-table", (name, table)), ("view-database", name), "view-instance"]
        visible, _ = await datasette.check_visibility(request.actor, permissions=asked)
        if not visible:
            return False
    return True


@wrapper
def register_facet_classes() -> Generator[None, Any, None]:
    """Datasette's ways to count by the values of a column, but never over more rows than can be counted at once."""
    outcome = yield
    outcome.force_result([large.FACETS])


@hook
def permission_allowed(action: str, resource: Any) -> bool | None:
    """Nobody reads the tables that search keeps for itself."""
    if (
        action == "view-table"
        and (name := str(resource[1]).casefold())
        and (name.endswith(SHADOWS) or name.startswith(search_tables.PREFIX))
    ):
        return False
    return None


@hook
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> Any:
    """Ids of documents, sentences, claims, notes and demands lead to the place in the document."""
    if database not in datasette.databases or database not in (described.get(datasette) or {}).get("databases", {}):
        return None
    return cells.link_for(value, column, row, table, database, datasette.urls.path)


@hook
def asgi_wrapper(datasette: Any) -> Callable[[headers.App], headers.App]:
    """Headers on every answer, reading only, no formulas in CSV, no page of our insides; a login for staff."""
    logs.keep_searches_out()
    base_url, for_staff = datasette.setting("base_url"), staff_mode.mode(datasette)
    if for_staff is None:
        return lambda app: headers.wrapped(
            csv_answers.wrapped(app),
            base_url,
            hosts=published.hosts(),
            published=lambda: published.publication(datasette) is not None,
        )
    return lambda app: headers.wrapped(
        staff_gate.wrapped(csv_answers.wrapped(app), for_staff, base_url), base_url, forms=staff_gate.STAFF
    )


@hook
def skip_csrf(datasette: Any, scope: Any) -> bool:
    """The token of the staff's forms is looked at by `staff.posted`, also where a browser sends no cookie."""
    return staff_mode.mode(datasette) is not None and scope["method"] == "POST"


@wrapper
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Generator[None, Any, None]:
    """A page that says what went wrong and what to do, instead of Datasette's.

    Datasette runs every implementation, and its own prints local variables to the log: what visitors searched for.
    """
    outcome = yield
    outcome.force_result([errors.answer(datasette, request, exception)])
