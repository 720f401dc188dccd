"""The staff's site: nobody sees or changes anything without signing in, and every form says what became of it."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
import site_example
from datasette.app import Datasette
from datasette.utils.asgi import Request
from sqlite_utils import Database
from test_site_pages import readable

from avr_docs import accounts, store, tracking
from avr_docs.site import attempts, staff_mode

on_one_site = pytest.mark.asyncio(loop_scope="module")
PASSWORD = "a long password of mine"
HOST = "http://127.0.0.1:8001"
OWN = {"origin": HOST, "sec-fetch-site": "same-origin"}
DEMAND = "/-/avr/staff/demand/d1"
CHANGE = {"status": "partly_met", "date": "2024-09-01", "note": "A list was published.", "last": "0", "back": "staff"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "N", 2)
        folder = tmp_path_factory.mktemp("staff")
        path = site_example.make(folder / "letters.db")
        with Database(path).conn as db:
            db.execute("delete from demand_events")
            db.execute("update demands set status = 'open'")
            db.execute("pragma application_id = 0x41565264")
            db.execute("pragma user_version = 5")
        for name in ("ana", "bo"):
            accounts.add(folder / "tracking.db", name, PASSWORD)
        yield folder


@pytest.fixture(scope="module")
def log(folder: Path) -> Path:
    return folder / "tracking.db"


def served(folder: Path, behind: str | None = None) -> Any:
    """The site as `serve --staff` starts it."""
    with pytest.MonkeyPatch.context() as patch:
        given = {"log": str(folder / "tracking.db"), "behind": behind}
        patch.setenv(staff_mode.VARIABLE, json.dumps(given))
        return Datasette([str(folder / "letters.db")])


def client(site: Any, base: str = HOST) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=site.client.app), base_url=base)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(folder: Path) -> AsyncIterator[Any]:
    made = served(folder)
    await made.invoke_startup()
    yield made


@pytest_asyncio.fixture(loop_scope="module")
async def stranger(site: Any) -> AsyncIterator[httpx.AsyncClient]:
    async with client(site) as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def ana(site: Any) -> AsyncIterator[httpx.AsyncClient]:
    async with client(site) as browser:
        await sign_in(browser)
        yield browser


async def token(browser: httpx.AsyncClient, url: str = "/-/avr/staff/login") -> str:
    found = re.search(r'name="csrftoken" value="([^"]+)"', (await browser.get(url)).text)
    assert found
    return found[1]


async def sign_in(browser: httpx.AsyncClient, name: str = "ana", **more: str) -> httpx.Response:
    fields = {"csrftoken": await token(browser), "name": name, "password": PASSWORD, **more}
    return await browser.post("/-/avr/staff/login", data=fields, headers=OWN)


async def send(browser: httpx.AsyncClient, url: str, fields: dict[str, str], **headers: str) -> httpx.Response:
    """A form as the browser sends it: with the token of a page that was open."""
    csrf = await token(browser, "/-/avr/staff/log")
    return await browser.post(url, data={"csrftoken": csrf, **fields}, headers={**OWN, **headers})


def last(log: Path) -> str:
    return str(max([entry.id or 0 for entry in tracking.entries(log) if entry.demand == "d1"], default=0))


# Who sees what

PATHS = [
    "/", "/-/avr/search?q=a", "/-/avr/demands", "/letters", "/letters.json", "/letters/claims", "/letters/claims.csv",
    "/letters/claims/c1", "/letters/who-said-what", "/none", "/-/avr/document/letter-2024", DEMAND,
    "/-/avr/staff/log", "/-/avr/staff/moved", "/-/avr/staff/none",
]  # fmt: skip


@on_one_site
@pytest.mark.parametrize("path", PATHS)
async def test_nobody_sees_anything_without_signing_in(stranger: httpx.AsyncClient, path: str) -> None:
    answer = await stranger.get(path)
    assert answer.status_code == 303
    where = answer.headers["location"]
    assert where.startswith("/-/avr/staff/login")
    assert answer.text == ""
    assert (await stranger.get(where)).status_code == 200


@on_one_site
async def test_a_stranger_sees_the_login_and_its_style(stranger: httpx.AsyncClient) -> None:
    answer = await stranger.get("/-/avr/staff/login")
    readable(answer.text)
    assert (await stranger.get("/-/static-plugins/avr_docs/staff.css")).status_code == 200
    assert (await stranger.get("/-/static/%2e%2e/app.py")).status_code in (403, 404)


@on_one_site
@pytest.mark.parametrize("path", [*PATHS[:-1], "/-/avr/demand/d1"])
async def test_who_is_signed_in_sees_every_page_and_nobody_keeps_a_copy(ana: httpx.AsyncClient, path: str) -> None:
    answer = await ana.get(path)
    assert answer.status_code in (200, 302, 404 if path == "/none" else 200)
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["referrer-policy"] == "same-origin"
    if answer.headers["content-type"].startswith("text/html") and answer.status_code == 200:
        readable(answer.text)
        assert "Signed in as" in answer.text


@on_one_site
async def test_robots_are_told_to_stay_out(ana: httpx.AsyncClient) -> None:
    assert (await ana.get("/robots.txt")).text == "User-agent: *\nDisallow: /\n"


@on_one_site
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_methods(ana: httpx.AsyncClient, method: str) -> None:
    for path in (
        "/",
        "/letters/claims",
        "/letters/who-said-what",
        "/-/avr/search",
        "/-/avr/demand/d1",
        "/-/avr/staffed/x",
    ):
        answer = await ana.request(method, path, headers=OWN)
        assert (answer.status_code == 405) == (method != "GET"), path
    if method not in ("GET", "POST"):
        answer = await ana.request(method, DEMAND, headers=OWN)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, POST")


@on_one_site
async def test_forms_are_read_where_they_are_sent_alone(ana: httpx.AsyncClient) -> None:
    for path in ("/-/avr/staff/logout", "/-/avr/staff/undo/1", "/-/avr/staff/moved/d1"):
        assert (await ana.get(path)).status_code == 404


@on_one_site
async def test_a_site_for_readers_has_no_login_and_takes_no_form(folder: Path) -> None:
    site = Datasette([str(folder / "letters.db")])
    await site.invoke_startup()
    async with client(site) as reader:
        for path in ("/-/avr/staff/login", "/-/avr/staff/log", "/-/avr/staff/moved", DEMAND):
            assert (await reader.get(path)).status_code == 404
            assert (await reader.post(path, data={"a": "b"}, headers=OWN)).status_code == 405
        page = await reader.get("/-/avr/demands")
        assert page.status_code == 200
        assert "Signed in" not in page.text
        assert "staff.css" not in page.text


# Signing in


@on_one_site
async def test_the_session_is_for_the_server_alone(stranger: httpx.AsyncClient) -> None:
    answer = await sign_in(stranger)
    assert (answer.status_code, answer.headers["location"]) == (303, "/-/avr/demands")
    (cookie,) = [each for each in answer.headers.get_list("set-cookie") if each.startswith("avr_staff=")]
    marks = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/"} <= marks
    assert "secure" not in marks
    assert any(mark.startswith("max-age=") for mark in marks)


@on_one_site
async def test_behind_a_proxy_every_cookie_is_secure(folder: Path) -> None:
    site = served(folder, "https://staff.example.org")
    await site.invoke_startup()
    async with client(site, "https://staff.example.org") as browser:
        page = await browser.get("/-/avr/staff/login")
        assert "Secure" in page.headers["set-cookie"]
        assert "HttpOnly" in page.headers["set-cookie"]
        fields = {"csrftoken": await token(browser), "name": "ana", "password": PASSWORD}
        answer = await browser.post("/-/avr/staff/login", data=fields, headers=OWN)
        assert answer.status_code == 403
        own = {"origin": "https://staff.example.org"}
        answer = await browser.post("/-/avr/staff/login", data=fields, headers=own)
        assert answer.status_code == 303
        (cookie,) = [each for each in answer.headers.get_list("set-cookie") if each.startswith("__Host-avr_staff=")]
        assert "Secure" in cookie
    async with client(site) as other:
        assert (await other.get("/-/avr/staff/login")).status_code == 421


@on_one_site
@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8001", 200),
        ("LOCALHOST", 200),
        ("[::1]:80", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("", 400),
    ],
)
async def test_other_names_of_this_computer_are_refused(stranger: httpx.AsyncClient, host: str, status: int) -> None:
    assert (await stranger.get("/-/avr/staff/login", headers={"host": host})).status_code == status


@on_one_site
@pytest.mark.parametrize(
    ("target", "leads"),
    [
        ("/letters/claims?kind=stated", "/letters/claims?kind=stated"),
        ("//evil.example/", "/-/avr/demands"),
        ("/\\evil.example/", "/-/avr/demands"),
        ("https://evil.example/", "/-/avr/demands"),
        ("/a\r\nset-cookie: x=y", "/-/avr/demands"),
        ("javascript:alert(1)", "/-/avr/demands"),
    ],
)
async def test_the_login_leads_on_within_the_site(stranger: httpx.AsyncClient, target: str, leads: str) -> None:
    assert (await sign_in(stranger, next=target)).headers["location"] == leads


@on_one_site
async def test_other_ways_to_sign_in_are_none(stranger: httpx.AsyncClient, site: Any) -> None:
    for header in ("Basic YW5hOmEgbG9uZyBwYXNzd29yZCBvZiBtaW5l", "Bearer x"):
        assert (await stranger.get("/letters", headers={"authorization": header})).status_code == 303
        fields = {"name": "ana", "password": PASSWORD}
        answer = await stranger.post("/-/avr/staff/login", data=fields, headers={**OWN, "authorization": header})
        assert answer.status_code == 403
    stranger.cookies.set("avr_staff", "invented")
    assert (await stranger.get("/letters")).status_code == 303


@on_one_site
async def test_wrong_names_and_passwords_are_told_alike_and_then_wait(stranger: httpx.AsyncClient) -> None:
    said = []
    for name in ("cy", "bo"):
        fields = {"csrftoken": await token(stranger), "name": name, "password": "wrong <b>"}
        for _ in range(attempts.FREE):
            answer = await stranger.post("/-/avr/staff/login", data=fields, headers=OWN)
            assert answer.status_code == 403
            readable(answer.text)
            said.append(answer.text.replace(f'value="{name}"', ""))
            assert "<b>" not in answer.text
        answer = await stranger.post("/-/avr/staff/login", data={**fields, "password": PASSWORD}, headers=OWN)
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) > 0
    assert said[0] == said[-1]
    assert (await sign_in(stranger, "ana")).status_code == 303


@on_one_site
async def test_signing_out_ends_the_session_on_the_server(ana: httpx.AsyncClient) -> None:
    kept = ana.cookies["avr_staff"]
    answer = await send(ana, "/-/avr/staff/logout", {})
    assert answer.headers["location"] == "/-/avr/staff/login?out=1"
    ana.cookies.set("avr_staff", kept)
    assert (await ana.get("/letters")).status_code == 303


@on_one_site
async def test_another_password_ends_the_session(folder: Path, log: Path, ana: httpx.AsyncClient) -> None:
    assert (await ana.get("/letters")).status_code == 200
    accounts.change(log, "ana", PASSWORD)
    assert (await ana.get("/letters")).status_code == 303
    answer = await ana.post(DEMAND, data=CHANGE, headers=OWN)
    assert (answer.status_code, "nothing was recorded" in answer.text) == (403, True)


@on_one_site
async def test_a_new_login_ends_the_session_before(ana: httpx.AsyncClient) -> None:
    before = ana.cookies["avr_staff"]
    # the form is not shown to who is signed in, and can be sent all the same
    fields = {"csrftoken": await token(ana, "/-/avr/staff/log"), "name": "ana", "password": PASSWORD}
    await ana.post("/-/avr/staff/login", data=fields, headers=OWN)
    assert ana.cookies["avr_staff"] != before
    ana.cookies.set("avr_staff", before)
    assert (await ana.get("/letters")).status_code == 303


# Forms from elsewhere


@on_one_site
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": HOST}, 303),
        ({"sec-fetch-site": "same-origin"}, 303),
        ({}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:9999"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site", "origin": HOST}, 403),
        ({"origin": HOST, "content-type": "text/plain"}, 415),
        ({"origin": HOST, "content-length": "x"}, 411),
        ({"origin": HOST, "content-length": "99999999"}, 413),
    ],
)
async def test_only_forms_of_this_site_are_taken(
    ana: httpx.AsyncClient, log: Path, headers: dict[str, str], status: int
) -> None:
    before = len(tracking.entries(log))
    csrf = await token(ana, "/-/avr/staff/log")
    answer = await ana.post(DEMAND, data={**CHANGE, "csrftoken": csrf, "last": last(log)}, headers=headers)
    assert answer.status_code == status
    assert len(tracking.entries(log)) == before + (status == 303)


@on_one_site
@pytest.mark.parametrize("csrf", ["", "wrong", "ñ"])
@pytest.mark.parametrize("path", [DEMAND, "/-/avr/staff/undo/1", "/-/avr/staff/moved/d1", "/-/avr/staff/logout"])
async def test_a_form_without_its_token_is_refused(ana: httpx.AsyncClient, log: Path, csrf: str, path: str) -> None:
    before = len(tracking.entries(log))
    headers = {**{name: value.encode() for name, value in OWN.items()}, "x-csrftoken": "ñ".encode()}
    answer = await ana.post(path, data={**CHANGE, "csrftoken": csrf}, headers=headers)
    assert answer.status_code == 403
    assert "nothing was recorded" in answer.text
    assert len(tracking.entries(log)) == before
    assert (await ana.get("/letters")).status_code == 200


@on_one_site
async def test_a_login_from_elsewhere_signs_nobody_in(stranger: httpx.AsyncClient, site: Any) -> None:
    async with client(site) as other:
        foreign = await token(other)
    fields = {"csrftoken": foreign, "name": "ana", "password": PASSWORD}
    answer = await stranger.post("/-/avr/staff/login", data=fields, headers=OWN)
    assert answer.status_code == 403
    assert "avr_staff" not in stranger.cookies


@on_one_site
async def test_bytes_that_are_no_text_are_no_fault(ana: httpx.AsyncClient) -> None:
    headers = {**OWN, "content-type": "application/x-www-form-urlencoded"}
    for body in (b"\xff\xfe=\xff", b"", b"a" * 1000, b"csrftoken=%ff&status=%00"):
        assert (await ana.post(DEMAND, content=body, headers=headers)).status_code == 403


# What became of a demand


@on_one_site
async def test_a_demand_is_set_to_partly_met_with_evidence(folder: Path, log: Path, ana: httpx.AsyncClient) -> None:
    fields = {**CHANGE, "last": last(log), "evidence": f"{HOST}/-/avr/document/news-2024#s1"}
    answer = await send(ana, DEMAND, fields)
    assert answer.status_code == 303
    entry = tracking.entries(log)[-1]
    assert answer.headers["location"] == f"{DEMAND}?recorded={entry.id}#staff-form"
    assert (entry.who, entry.status, entry.evidence, entry.internal) == ("ana", "partly_met", "news-2024", False)
    page = await ana.get(answer.headers["location"])
    assert f"Recorded as entry {entry.id}: partly met on 1 September 2024." in page.text
    assert "Agency defends returns" in page.text
    with store.connect(folder / "letters.db") as db:
        assert db.execute("select status, status_date from demands where key = 'd1'").fetchone() == (
            "partly_met", "2024-09-01",
        )  # fmt: skip
        query = "select evidence_document, who from demand_events where id = ?"
        assert db.execute(query, [entry.id]).fetchone() == ("news-2024", "ana")


@on_one_site
async def test_the_demands_own_page_has_the_form_and_leads_back(log: Path, ana: httpx.AsyncClient) -> None:
    answer = await send(ana, DEMAND, {**CHANGE, "last": last(log), "back": "demand"})
    assert answer.headers["location"].startswith("/-/avr/demand/d1?recorded=")


@on_one_site
async def test_within_the_demands_own_page_the_form_has_all_that_it_needs(site: Any, log: Path) -> None:
    request = Request.fake("/-/avr/demand/d1?recorded=1")
    request.scope |= {"csrftoken": lambda: "a-token", "headers": []}
    assert (await site.render_template("_staff_demand.html", {}, request=request)).strip() == ""
    request.scope["actor"] = {"id": "ana", "staff": True}
    shown = await site.render_template("_staff_demand.html", {}, request=request)
    for part in ('name="back" value="demand"', f'name="last" value="{last(log)}"', "a-token", "A list was published."):
        assert part in shown


@on_one_site
async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(log: Path, ana: httpx.AsyncClient) -> None:
    before = len(tracking.entries(log))
    wrong = {"status": "met", "date": "soon", "note": "", "evidence": '"><script>', "internal": "on", "last": last(log)}
    answer = await send(ana, DEMAND, {**wrong, "evidence": ""})
    assert answer.status_code == 400
    assert "“Met” needs a note or evidence" in answer.text
    answer = await send(ana, DEMAND, wrong)
    assert answer.status_code == 400
    readable(answer.text)
    assert answer.text.count('aria-invalid="true"') == 2
    assert 'id="evidence-wrong"' in answer.text
    assert 'value="&#34;&gt;&lt;script&gt;"' in answer.text
    assert '<option value="met" selected>' in answer.text
    assert re.search(r'name="internal" checked', answer.text)
    assert len(tracking.entries(log)) == before


@on_one_site
async def test_whoever_writes_second_is_told_and_keeps_what_was_typed(log: Path, ana: httpx.AsyncClient) -> None:
    seen = last(log)
    assert (await send(ana, DEMAND, {**CHANGE, "last": seen})).status_code == 303
    answer = await send(ana, DEMAND, {**CHANGE, "last": seen, "note": "My own words."})
    assert answer.status_code == 409
    assert "while you wrote" in answer.text
    assert "My own words." in answer.text
    assert f'name="last" value="{last(log)}"' in answer.text
    assert (await send(ana, DEMAND, {**CHANGE, "last": last(log), "note": "My own words."})).status_code == 303


@on_one_site
async def test_an_entry_is_taken_back_with_one_button(folder: Path, log: Path, ana: httpx.AsyncClient) -> None:
    await send(ana, DEMAND, {**CHANGE, "status": "met", "date": "2024-10-01", "last": last(log), "internal": "on"})
    id = tracking.entries(log)[-1].id
    fields = {"note": "Wrong demand.", "demand": "d1", "back": "staff"}
    answer = await send(ana, f"/-/avr/staff/undo/{id}", fields)
    assert answer.status_code == 303
    page = await ana.get(answer.headers["location"])
    assert f"Entry {id} is taken back." in page.text
    assert "Wrong demand." in page.text
    with store.connect(folder / "letters.db") as db:
        assert db.execute("select status from demands where key = 'd1'").fetchone() == ("partly_met",)
    answer = await send(ana, f"/-/avr/staff/undo/{id}", fields)
    assert answer.status_code == 400
    assert "was taken back before, by ana" in answer.text
    readable(answer.text)
    assert (await send(ana, "/-/avr/staff/undo/99999", fields)).status_code == 400


@on_one_site
async def test_a_busy_database_is_said_on_the_page(
    folder: Path, log: Path, ana: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0)
    writer = Database(folder / "letters.db")
    writer.conn.isolation_level = None
    writer.execute("begin immediate")
    answer = await send(ana, DEMAND, {**CHANGE, "last": last(log)})
    writer.execute("rollback")
    page = await ana.get(answer.headers["location"])
    assert "shown to readers after the next build" in page.text


@on_one_site
async def test_a_busy_log_is_said_and_nothing_is_lost(
    log: Path, ana: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    csrf, seen = await token(ana, "/-/avr/staff/log"), last(log)
    monkeypatch.setattr(tracking, "BUSY_SECONDS", 0)
    other = Database(log)
    other.conn.isolation_level = None
    other.execute("begin immediate")  # others still read
    answer = await ana.post(DEMAND, data={**CHANGE, "csrftoken": csrf, "last": seen, "note": "Typed."}, headers=OWN)
    other.execute("rollback")
    assert answer.status_code == 503
    assert "Somebody else is writing" in answer.text
    assert "Typed." in answer.text


@on_one_site
async def test_there_is_no_such_demand(ana: httpx.AsyncClient) -> None:
    assert (await ana.get("/-/avr/staff/demand/none")).status_code == 404
    assert (await send(ana, "/-/avr/staff/demand/none", CHANGE)).status_code == 404


@on_one_site
async def test_what_is_hostile_is_shown_as_text(log: Path, ana: httpx.AsyncClient) -> None:
    bad = "<img src=x onerror=alert(1)>"
    fields = {**CHANGE, "note": bad, "evidence": "https://example.org/<b>", "last": "0"}
    assert (await send(ana, "/-/avr/staff/demand/h-d", fields)).status_code == 303
    for path in ("/-/avr/staff/demand/h-d", "/-/avr/staff/log"):
        page = await ana.get(path)
        assert "<img src=x" not in page.text
        assert "&lt;img src=x" in page.text
        readable(page.text)


@on_one_site
async def test_a_demand_that_is_lost_is_placed_by_a_person(folder: Path, log: Path, ana: httpx.AsyncClient) -> None:
    await send(ana, DEMAND, {**CHANGE, "last": last(log)})
    with Database(folder / "letters.db").conn as db:
        db.execute("pragma foreign_keys = off")
        db.execute("update demands set key = 'd2', text = 'guarantee free legal counsel' where key = 'd1'")
        db.execute("update demand_safeguards set demand = 'd2' where demand = 'd1'")
    page = await ana.get("/-/avr/staff/moved")
    readable(page.text)
    assert 'value="d2"' in page.text
    assert "guarantee free legal counsel" in page.text
    assert '<span class="to-do">1</span>' in page.text
    assert "in no document now" in (await ana.get("/-/avr/staff/log")).text
    before = len(tracking.entries(log))
    for fields, told in (
        ({}, "Choose where"),
        ({"to": "nokey"}, "no demand &#39;nokey&#39;"),
        ({"to": "other", "other": " "}, "Choose"),
    ):
        answer = await send(ana, "/-/avr/staff/moved/d1", fields)
        assert answer.status_code == 400
        assert told in answer.text
    assert len(tracking.entries(log)) == before
    answer = await send(ana, "/-/avr/staff/moved/d1", {"to": "d2", "note": "One word more."})
    assert answer.status_code == 303
    page = await ana.get(answer.headers["location"])
    assert "Every demand in the log stands in a document now" in page.text
    page = await ana.get("/-/avr/staff/demand/d2")
    assert "A list was published." in page.text
    assert "Said to stand under" in page.text
