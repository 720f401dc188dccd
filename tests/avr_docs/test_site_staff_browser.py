"""The staff's forms in a real browser: with the keyboard alone, on a phone, judged by axe."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import site_example
from site_server import serving
from sqlite_utils import Database

from avr_docs import accounts, recording, tracking
from avr_docs.site import staff_mode

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install playwright")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium here: apt-get install chromium")

PASSWORD = "a long password of mine"
WIDTHS = (1280, 390)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = site_example.make(tmp_path_factory.mktemp("staff") / "letters.db")
    with Database(path).conn as db:
        db.execute("delete from demand_events")
        db.execute("update demands set status = 'open'")
        db.execute("pragma application_id = 0x41565264")
        db.execute("pragma user_version = 5")
    accounts.add(path.with_name("tracking.db"), "ana", PASSWORD)
    return path.parent


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    db = folder / "letters.db"
    variables = {**os.environ, **staff_mode.environment(db)}
    with serving(db, first="-/avr/staff/login", environment=variables) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, chromium: Any, address: str) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": request.param, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}-/avr/staff/log")
    yield page
    context.close()


def sign_in(page: Any) -> None:
    page.get_by_label("Name").fill("ana")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def good(page: Any) -> None:
    """Fails where axe finds fault, or something sticks out on a phone."""
    found = axe.Axe().run(page).response["violations"]
    assert not found, json.dumps([(each["id"], each["nodes"][0]["html"]) for each in found])
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_a_demand_is_set_to_partly_met_with_evidence(page: Any, address: str, folder: Path) -> None:
    good(page)
    sign_in(page)
    assert page.url == f"{address}-/avr/staff/log"
    page.goto(f"{address}-/avr/staff/demand/d1")
    good(page)
    page.get_by_label("Status").select_option(label="Partly met")
    page.get_by_label("Since").fill("2024-09-01")
    page.get_by_role("button", name="Record").click()
    page.locator("#note:focus").wait_for()
    assert page.get_by_label("Status").input_value() == "partly_met"
    good(page)
    page.get_by_label("What happened").fill("Clients have seen a lawyer since August.")
    page.get_by_label("What shows it").fill(f"{address}-/avr/document/news-2024")
    page.get_by_role("button", name="Record").click()
    entry = tracking.entries(folder / "tracking.db")[-1]
    assert (entry.who, entry.status, entry.date, entry.evidence) == ("ana", "partly_met", "2024-09-01", "news-2024")
    page.get_by_text(f"Recorded as entry {entry.id}: partly met on 1 September 2024.").wait_for()
    good(page)
    page.get_by_text(f"Take entry {entry.id} back").click()
    page.get_by_label("Why, in a sentence").fill("Wrong demand.")
    good(page)
    page.get_by_role("button", name="Take back").click()
    page.get_by_text(f"Entry {entry.id} is taken back.").wait_for()
    page.goto(f"{address}-/avr/staff/log")
    good(page)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You are signed out.").wait_for()
    page.go_back()
    assert "Clients have seen" not in page.content()


def test_the_form_is_filled_in_with_the_keyboard_alone(page: Any, address: str, folder: Path) -> None:
    page.keyboard.type("")
    page.get_by_label("Name").focus()
    for text in ("ana", PASSWORD):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}-/avr/staff/log")
    page.goto(f"{address}-/avr/staff/demand/h-d")
    page.get_by_label("Status").focus()
    page.keyboard.type("Ref")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "note":
            break
    page.keyboard.type("They said no.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("refused on").first.wait_for()
    entry = tracking.entries(folder / "tracking.db")[-1]
    assert (entry.status, entry.note, entry.internal) == ("refused", "They said no.", True)
    good(page)


def test_a_lost_demand_is_placed(page: Any, address: str, folder: Path) -> None:
    new = f"d{page.viewport_size['width']}"
    with Database(folder / "letters.db").conn as db:
        (old,) = db.execute("select key from demands where document = 'letter-2024'").fetchone()
    recording.set_status(folder / "letters.db", old, status="stalled", note="Nothing since.", who="ana")
    with Database(folder / "letters.db").conn as db:
        db.execute("pragma foreign_keys = off")
        db.execute("update demands set key = ?, text = text || ' soon' where key = ?", [new, old])
    sign_in(page)
    page.get_by_role("link", name="Moved demands 1").click()
    good(page)
    page.get_by_role("radio", name="guarantee legal counsel").check()
    page.get_by_role("button", name="Confirm").click()
    page.get_by_text("Every demand in the log stands").wait_for()
    good(page)
    page.goto(f"{address}-/avr/staff/demand/{new}")
    assert "Nothing since." in page.content()
