"""The site: a Datasette plugin. Every hook that it uses is in this file, and Datasette is imported nowhere else."""

from collections.abc import Awaitable, Callable, Generator
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from datasette import hookimpl

from avr_docs import matching, words
from avr_docs.site import cells, connection, errors, headers, logs, metadata, pages, published, values
from avr_docs.site.database import ours
from avr_docs.site.overview import choices, overview

Hook = TypeVar("Hook", bound=Callable[..., Any])

#: What metadata.yml says of the database of each site that was started.
described: "WeakKeyDictionary[Any, metadata.Tree]" = WeakKeyDictionary()

#: The tables that full-text search keeps for itself: the words of documents, in pieces.
SHADOWS = ("_fts", "_fts_data", "_fts_idx", "_fts_docsize", "_fts_config", "_fts_content")


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
            described[datasette] = metadata.described(metadata.load(metadata.path()), name, local=given)

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
def prepare_jinja2_environment(env: Any) -> None:
    """Plain words and safe addresses in every template."""
    env.filters.update(
        say=lambda code, group: words.say(group, code),
        meaning=lambda code, group: words.meaning(group, code),
        counted=words.counted,
        day=words.day,
        document_path=values.document_path,
        web_address=values.web_address,
        work_path=values.work_path,
        name_query=matching.name_query,
    )
    env.globals.update(compare_path=values.compare_path, words=words.WORDS, kinds=words.KINDS, sides=words.SIDES)


@hook
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """The pages under /-/avr/."""
    return list(pages.ROUTES)


@hook
def extra_template_vars(
    template: str, database: str | None, request: Any, datasette: Any
) -> Callable[[], Awaitable[dict[str, Any]]]:
    """Where our database is, and on the home page and worked queries what is in it."""

    async def more() -> dict[str, Any]:
        name = await ours(datasette)
        found: dict[str, Any] = {"avr_database": name, "publication": published.publication(datasette)}
        if name is None or request is None:
            return found
        if template in ("index.html", "query.html"):
            found["choices"] = await choices(datasette, name)
        if template == "index.html":
            found["overview"] = await overview(datasette, name) if await _may_see(datasette, request, name) else None
            found["worked"] = await datasette.get_canned_queries(name, request.actor)
        return found

    return more


async def _may_see(datasette: Any, request: Any, name: str) -> bool:
    for table in ("documents", "claims", "comparisons", "demands"):
        asked = [("view-table", (name, table)), ("view-database", name), "view-instance"]
        visible, _ = await datasette.check_visibility(request.actor, permissions=asked)
        if not visible:
            return False
    return True


@hook
def permission_allowed(action: str, resource: Any) -> bool | None:
    """Nobody reads the tables that full-text search keeps for itself."""
    if action == "view-table" and str(resource[1]).casefold().endswith(SHADOWS):
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
    """Headers on every answer, reading only, and none of the pages that show the program's insides."""
    logs.keep_searches_out()
    return lambda app: headers.wrapped(
        app,
        datasette.setting("base_url"),
        hosts=published.hosts(),
        published=lambda: published.publication(datasette) is not None,
    )


@wrapper
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Generator[None, Any, None]:
    """A page that says what went wrong and what to do, instead of Datasette's.

    Datasette runs every implementation, and its own prints local variables to the log: what visitors searched for.
    """
    outcome = yield
    outcome.force_result([errors.answer(datasette, request, exception)])
