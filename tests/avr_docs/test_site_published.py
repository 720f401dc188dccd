"""The site over a published file: what readers see of a document whose text is not shown, and what hostile ones get."""

import re
from collections.abc import AsyncIterator, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import publish_example
import pytest
import pytest_asyncio
from datasette.app import Datasette
from publish_example import ID

from avr_docs import publishing
from avr_docs.site import headers, serve

on_one_site = pytest.mark.asyncio(loop_scope="module")
NONE, QUOTED, WITHHELD = ID["none"], ID["quotes"], ID["withheld"]


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    private = publish_example.make(tmp_path_factory.mktemp("private") / "avr.db")
    return publishing.publish(private, tmp_path_factory.mktemp("public") / "public.db").target


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def datasette(public: Path) -> AsyncIterator[Any]:
    settings = {
        name: int(value) if value.isdigit() else value == "on"
        for name, value in {**serve.SETTINGS, **serve.PUBLIC}.items()
    }
    made = Datasette([], immutables=[str(public)], settings=settings)
    await made.invoke_startup()
    yield made


@on_one_site
async def test_a_document_whose_text_is_not_shown_has_its_claims_as_facts(datasette: Any) -> None:
    page = (await datasette.client.get(f"/-/avr/document/{NONE}")).text
    assert "The publisher’s text is not shown here; read it where it was published." in page
    assert "marker was not found" not in page
    assert f'href="https://example.org/{"zqnoneurlqz"}"' in page
    assert 'id="s0"' in page
    assert "somebody whom the text names" in page
    assert "Choice" in page
    assert "page 1" in page


@on_one_site
async def test_a_quoted_document_shows_its_sentence_note_and_that_it_is_not_whole(datasette: Any) -> None:
    page = (await datasette.client.get(f"/-/avr/document/{QUOTED}")).text
    assert "zqquotesclaimqz" in page
    assert "zqquotesnoteqz" in page
    assert "[…]" in page
    assert "Only sentences that carry a claim or a demand are shown here" in page
    assert "zqquotesplainqz" not in page


@on_one_site
async def test_a_document_that_is_held_back_is_not_there(datasette: Any) -> None:
    assert (await datasette.client.get(f"/-/avr/document/{WITHHELD}")).status_code == 404
    assert (await datasette.client.get(f"/public/documents/{WITHHELD}.json")).status_code == 404


@on_one_site
@pytest.mark.parametrize(
    "words", ["zqnoneclaimqz", "zqnoneplainqz", "zqnonenoteqz", "zqwithheldclaimqz", "zqquotesplainqz"]
)
async def test_search_finds_nothing_of_what_is_not_shown(datasette: Any, words: str) -> None:
    for url in (f"/-/avr/search?q={words}", f"/-/avr/search?q={words}&in=notes"):
        answer = await datasette.client.get(url)
        assert answer.status_code == 200
        assert "Nothing was found" in answer.text
    for table in ("claims", "sentences", "notes", "documents", "works"):
        rows = (await datasette.client.get(f"/public/{table}.json?_search={words}&_shape=array")).json()
        assert rows == []


@on_one_site
async def test_every_page_of_the_site_is_answered_and_shows_no_empty_value(datasette: Any) -> None:
    """Also pages that are added later: all that the home page leads to is opened."""
    seen, todo = set(), ["/", f"/-/avr/document/{NONE}", f"/-/avr/document/{QUOTED}", "/-/avr/search?kind=stated"]
    while todo and len(seen) < 150:
        url = todo.pop(0)
        if url in seen:
            continue
        seen.add(url)
        answer = await datasette.client.get(url)
        assert answer.status_code in (200, 302), url
        assert WITHHELD not in answer.text
        assert not re.search(
            "zqwithheld|zqnone(claim|plain|last|note|other|table|letterhead|sender|subject)", answer.text
        )
        if answer.status_code == 200 and "html" in answer.headers["content-type"]:
            assert url.startswith("/public") or not re.search(r">\s*None\s*<", answer.text), url
            links = re.findall(r'href="(/[^"#]*)', answer.text)
            todo += [unescape(link) for link in links if not link.startswith("/-/static")]
    assert len(seen) > 40


@on_one_site
async def test_the_footer_says_that_it_is_published(datasette: Any) -> None:
    page = (await datasette.client.get("/")).text
    assert "3 documents, 1 in full, 1 in quotes, 1 without their text" in page


@on_one_site
async def test_pages_may_be_kept_for_a_while_and_nobody_is_told_apart(datasette: Any) -> None:
    actor = datasette.sign({"a": {"id": "root"}}, "actor")
    for url in ("/", "/-/avr/search?q=agency", "/public/claims", "/public/claims.json"):
        answer = await datasette.client.get(url, cookies={"ds_actor": actor})
        assert "max-age=300" in answer.headers["cache-control"]
        assert "private" not in answer.headers["cache-control"]
        assert "set-cookie" not in answer.headers
    plain = await datasette.client.get("/-/avr/search?q=agency", headers={"authorization": "Bearer dstok_x"})
    assert plain.status_code == 200


def hostile() -> Iterator[str]:
    """Addresses that try to see more than there is to see, or to bring the site down."""
    for page in "versions plugins settings threads databases metadata config actor permissions allow-debug".split():
        yield from (f"/-/{page}", f"/-/{page}.json", f"/-//{page}", f"/%2d/{page}", f"/-%2f{page}.json", f"/-/./{page}")
    yield from (
        "/-/messages",
        "/-/patterns",
        "/-/auth-token?token=1",
        "/-/logout",
        "/-/create-token",
        "/-/VERSIONS.JSON",
    )
    yield from (
        "/%252d/versions",
        "//-/threads",
        "/-/threads/",
        "/-/threads%2ejson",
        "/-\\databases",
        "/-/../-/versions",
    )
    yield from ("/public.db", "/public.db-wal", "/_internal", "/_internal.json", "/_memory", "/public/sqlite_master")
    yield from ("/public?sql=select+1", "/public.json?sql=select+*+from+documents", "/public?sql=attach+'x'+as+y")
    yield from (f"/public/claims.json?{each}" for each in ARGUMENTS)
    yield from (
        f"/public/documents/{each}" for each in ("..", "%2e%2e%2f", "%00", "~", "~~", "-", "a,b,c", "%ff", "'", "1/2")
    )
    for shadow in ("data", "idx", "docsize", "config", "content"):
        yield from (f"/public/documents_fts_{shadow}.json", f"/public/DOCUMENTS_FTS_{shadow.upper()}.json")
    yield from ("/-/static/../../etc/passwd", "/-/static/%2e%2e/%2e%2e/etc/passwd", "/-/static//etc/passwd")
    yield from ("/-/static-plugins/avr_docs/../headers.py", "/-/static-plugins/avr_docs/%2e%2e/headers.py")
    yield from ("/-/static-plugins/../avr_docs/site.css", "/-/static-plugins/none/x.css")
    for page in ("search?q=", "document/", "compare/", "work/", "demands?status=", "works.bib?document="):
        yield from (f"/-/avr/{page}{each}" for each in WORDS)
    yield from ("/-/avr/search?page=99999999999999999999", "/-/avr/search?page=-1&q=a", "/-/avr/search?kind[]=x")
    yield from ("/-/avr/compare/a/b/c/d", "/-/avr", "/-/avr/", "/-/avr/none", "/-/avr/staff", "/-/avr/staff/login")
    yield from ("/public/who-said-what?word=%00", "/public/who-said-what.json?_shape=objects&safeguard=')--")


ARGUMENTS = """
_where=1=1
_where=1)+union+select+text+from+documents--
_search=%00
_search="
_search=*
_search=a+OR
_searchmode=raw&_search=a-b
_searchmode=raw&_search=NEAR(
_search_nosuch=a
_sort=nosuch
_sort_desc=rowid;drop
_next=abc
_next=%00,%00
_next=1,2,3,4&_sort=page
_size=-1
_size=abc
_size=99999999
_size=max
_facet=nosuch
_facet_array=content
_facet_date=content
_facet_size=abc
_facet_size=-1
_col=nosuch
_nocol=id
_through={"table":"x"
_through={"table":"documents","column":"text","value":"a"}
_through=1
_labels=on
_extra=nosuch
_shape=nosuch
_shape=object
_shape=arrayfirst
_json=content
_json=nosuch
_trace=1
_ttl=abc
_ttl=-1
_ttl=99999999999
_timelimit=1
_nl=on&_shape=array
content__regexp=(
content__nosuch=1
nosuch__exact=1
__exact=1
id__in=[1
page__gt=abc
page__arraycontains=1
page__date=x
_filter_column=nosuch&_filter_op=exact&_filter_value=1
_filter_column=content
_stream=on
_format=nosuch
""".split()  # fmt: skip
WORDS = ("%00", "%ff", "'", '"', "<script>alert(1)</script>", "../../etc/passwd", "%2e%2e%2f", "a" * 3000, "{{7*7}}",
         "${x}", "a%0d%0aSet-Cookie:x=1", "%E2%80%AE", "NEAR(", "-", "*", "😀" * 50)  # fmt: skip


@on_one_site
async def test_no_hostile_request_is_a_fault_of_ours_or_shows_what_it_should_not(datasette: Any, public: Path) -> None:
    asked = list(dict.fromkeys(hostile()))
    assert len(asked) > 200
    for url in asked:
        answer = await datasette.client.get(url)
        assert answer.status_code < 500, (url, answer.status_code)
        shown = answer.text
        assert str(public.parent) not in shown, url
        assert "Traceback" not in shown, url
        assert "<script>alert" not in shown, url
        assert "root:" not in shown, url
        assert not re.search("zqwithheld|zqnone(claim|plain|note|sender)", shown.replace(url, "")), url
        assert "x=1" not in answer.headers.get("set-cookie", ""), url
        if re.match(r"/+(-|%2d|%252d)(/|%2f|\\)", url) and "avr" not in url and "static" not in url:
            assert answer.status_code == 404, url


def scope(**more: Any) -> dict[str, Any]:
    return {"type": "http", "method": "GET", "path": "/", "raw_path": b"/", "query_string": b"", "headers": [], **more}


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"headers": [(b"host", b"evil.example/?")]}, 400),
        ({"headers": [(b"host", b"a b")]}, 400),
        ({"headers": [(b"host", b"<script>")]}, 400),
        ({"headers": [(b"host", b"")]}, 400),
        ({"headers": [(b"host", b"a.example"), (b"host", b"b.example")]}, 400),
        ({"path": "/\n", "raw_path": b"/%0a"}, 400),
        ({"path": "/\x00", "raw_path": b"/%00"}, 400),
        ({"path": "/ü", "raw_path": "/ü".encode()}, 400),
        ({"query_string": b"q=" + b"a" * 61_000}, 414),
    ],
)
def test_what_no_browser_sends_gets_no_further(more: dict[str, Any], status: int) -> None:
    refused = headers.refused(scope(**more))
    assert refused is not None
    assert refused[0] == status


@pytest.mark.parametrize("host", [b"returns.example.org", b"127.0.0.1:8001", b"[::1]:8001", b"localhost"])
def test_hosts_that_are_ones_are_answered(host: bytes) -> None:
    assert headers.refused(scope(headers=[(b"host", host)])) is None


def test_a_site_with_a_name_answers_to_no_other() -> None:
    names = frozenset({"returns.example.org"})
    assert headers.refused(scope(headers=[(b"host", b"Returns.example.org:443")]), names) is None
    for given in ([], [(b"host", b"evil.example")], [(b"host", b"returns.example.org.evil.example")]):
        refused = headers.refused(scope(headers=given), names)
        assert refused is not None
        assert refused[0] == 421


@on_one_site
async def test_another_host_is_not_written_into_addresses(public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AVR_DOCS_HOSTS", "returns.example.org, localhost")
    made = Datasette([], immutables=[str(public)])
    await made.invoke_startup()
    answer = await made.client.get("/public/claims.json?_size=1", headers={"host": "evil.example"})
    assert answer.status_code == 421
    assert "evil" not in answer.text
    answer = await made.client.get("/public/claims.json?_size=1", headers={"host": "returns.example.org"})
    assert answer.json()["next_url"].startswith("http://returns.example.org/")


def test_a_published_file_is_served_as_one_and_no_other_is(public: Path, tmp_path: Path) -> None:
    command = serve.arguments(public, public=True, port=0)
    assert command[command.index("--immutable") + 1] == str(public)
    assert command[command.index("--inspect-file") + 1] == str(public.with_name("inspect.json"))
    settings = {command[i + 1]: command[i + 2] for i, part in enumerate(command) if part == "--setting"}
    assert (settings["sql_time_limit_ms"], settings["default_cache_ttl"], settings["default_allow_sql"]) == (
        "1000",
        "300",
        "off",
    )
    private = publish_example.make(tmp_path / "avr.db")
    with pytest.raises(serve.ServeError, match="avr-docs publish"):
        serve.arguments(private, public=True, port=0)


def test_counts_of_another_file_are_not_taken(public: Path, tmp_path: Path) -> None:
    moved = tmp_path / "public.db"
    moved.write_bytes(public.read_bytes())
    assert serve.counted(moved) is None
    (tmp_path / "inspect.json").write_text('{"public": {"size": 1}}')
    assert serve.counted(moved) is None
    (tmp_path / "inspect.json").write_text("[]")
    assert serve.counted(moved) is None
