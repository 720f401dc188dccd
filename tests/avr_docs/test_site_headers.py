"""What every answer carries, and what is refused."""

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
import site_example
from datasette.app import Datasette

from avr_docs.site.headers import HEADERS, OPEN, blocked

#: One site for all of these tests, in one event loop.
on_one_site = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def datasette(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Any]:
    made = Datasette([str(site_example.make(tmp_path_factory.mktemp("headers") / "letters.db"))])
    await made.invoke_startup()
    yield made


@on_one_site
@pytest.mark.parametrize(
    "url",
    ["/", "/-/avr/search?q=a", "/letters/claims.json", "/letters/claims.csv", "/none", "/-/databases.json",
     "/-/static-plugins/avr_docs/site.css"],
)  # fmt: skip
async def test_every_answer_carries_the_headers(datasette: Any, url: str) -> None:
    answer = await datasette.client.get(url)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_no_page_may_run_what_stands_in_it() -> None:
    policy = HEADERS["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


@on_one_site
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
async def test_nothing_can_be_written(datasette: Any, method: str) -> None:
    for url in ("/", "/letters/claims", "/letters/who-said-what", "/-/avr/search", "/-/messages"):
        answer = await datasette.client.request(method, url)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


@on_one_site
async def test_head_is_answered(datasette: Any) -> None:
    assert (await datasette.client.head("/")).status_code == 200


@on_one_site
async def test_pages_that_show_the_inside_are_closed(datasette: Any) -> None:
    patterns = [regex.pattern for regex, _ in datasette._routes()]
    names = {pattern.partition("/-/")[2].split("/")[0] for pattern in patterns if "/-/" in pattern[:6]}
    names = {re.split(r"[(\\.$]", name)[0] for name in names}
    closed = names - OPEN
    assert closed >= {"versions", "plugins", "settings", "threads", "databases", "metadata", "messages", "permissions"}
    for name in closed:
        for url in (f"/-/{name}", f"/-/{name}.json", f"/-/{name}/"):
            answer = await datasette.client.get(url)
            assert answer.status_code == 404
            assert "letters.db" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/-/DATABASES.json",
        "/-/%64atabases",
        "//-//databases.json",
        "/-/metadata.json/x",
        "/-/./versions",
        "/-//versions",
        "/%2d/versions",
        "/-%2fversions",
        "/%252d/versions",
        "/-\\versions",
        "/-/new-page",
    ],
)
def test_other_spellings_are_closed_too(path: str) -> None:
    assert blocked(path)


@pytest.mark.parametrize("path", ["/", "/-/avr/search", "/letters/databases", "/-/static/app.css", "/letters/-"])
def test_other_pages_are_open(path: str) -> None:
    assert not blocked(path)


def test_a_site_below_the_root_is_closed_the_same() -> None:
    assert blocked("/data/-/databases.json", "/data/")
