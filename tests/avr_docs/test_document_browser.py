"""The page of a document in a real browser: keys alone, without a script, on a phone, and what axe says of it."""

import shutil
from collections.abc import Iterator

import paged_example
import pytest
from axe_playwright_python.sync_playwright import Axe
from paged_example import HOSTILE, LETTER, LONG, SCAN
from playwright.sync_api import Browser, Page, expect, sync_playwright
from site_server import serving

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

PAGES = [LETTER, f"{LETTER}?page=1", f"{LETTER}/cite?s=2", HOSTILE, SCAN, f"{LONG}?part=2&kind=stated"]
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(paged_example.make(tmp_path_factory.mktemp("browser"))) as address:
        yield f"{address}-/avr/document/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def wide(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=WIDE, permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, has_touch=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("place", PAGES)
@pytest.mark.parametrize(("viewport", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
def test_axe_finds_nothing_and_nothing_runs(
    browser: Browser, address: str, place: str, viewport: dict[str, int], scheme: str
) -> None:
    context = browser.new_context(viewport=viewport, color_scheme=scheme)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(address + place)
    for reasons in page.locator("details").all()[:3]:
        reasons.locator("summary").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert said == []
    context.close()


def test_a_page_opens_beside_the_text_by_keys_and_the_focus_comes_back(wide: Page, address: str) -> None:
    wide.goto(address + LETTER)
    link = wide.locator("#about-1 .on-page")
    before = wide.locator("#s1").bounding_box()
    link.focus()
    wide.keyboard.press("Enter")
    expect(wide.locator(".panel h2")).to_have_text("Page 1 of 2")
    expect(wide.locator(".panel")).to_be_focused()
    assert wide.locator(".panel rect").count() == 2
    assert wide.locator("#s1").bounding_box() == before, "the text has moved"
    found = Axe().run(wide)
    assert found.violations_count == 0, found.generate_report()
    wide.keyboard.press("Escape")
    expect(wide.locator(".panel")).to_be_hidden()
    expect(link).to_be_focused()


def test_reasons_open_and_close_by_keys_and_move_nothing(wide: Page, address: str) -> None:
    wide.goto(address + LETTER)
    summary = wide.locator("#about-2 summary")
    before = wide.locator("#s5").bounding_box()
    summary.focus()
    wide.keyboard.press("Enter")
    expect(wide.locator("#about-2 .pop")).to_be_visible()
    assert wide.locator("#s5").bounding_box() == before
    wide.keyboard.press("Escape")
    expect(wide.locator("#about-2 .pop")).to_be_hidden()
    expect(summary).to_be_focused()


def test_the_address_of_a_sentence_is_copied_and_marks_it(wide: Page, address: str) -> None:
    wide.goto(address + LETTER)
    wide.locator("#s2 > .link").focus()
    wide.keyboard.press("Enter")
    expect(wide.locator(".toast")).to_contain_text("copied")
    assert wide.evaluate("navigator.clipboard.readText()") == f"{address}{LETTER}#s2"
    assert wide.locator(":target").get_attribute("id") == "s2"
    wide.locator(".toast a").click()
    expect(wide.locator(".panel blockquote")).to_contain_text("Our clients were never told of a lawyer.")
    wide.locator(".panel button", has_text="Copy").first.click()
    expect(wide.locator(".toast")).to_have_text("Copied.")


def test_a_bare_anchor_leads_into_its_part(wide: Page, address: str) -> None:
    wide.goto(f"{address}{LONG}#s702")
    wide.wait_for_url(f"{address}{LONG}?s=702#s702")
    expect(wide.locator("#s702")).to_be_in_viewport()


def test_a_note_comes_out_of_its_marker_on_a_phone(phone: Page, address: str) -> None:
    phone.goto(address + LETTER)
    expect(phone.locator("#note-0")).to_be_hidden()
    marker = phone.locator("#ref-0-0")
    marker.tap()
    expect(phone.locator(".panel")).to_contain_text("Interview with a client, May 2024.")
    phone.keyboard.press("Escape")
    expect(phone.locator(".panel")).to_be_hidden()
    expect(marker).to_be_focused()


def test_without_a_script_every_link_leads_somewhere(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(address + LETTER)
    expect(page.locator("#note-0")).to_be_visible()
    page.locator("#ref-0-0").click()
    assert page.url.endswith("#note-0")
    page.locator("#about-1 .on-page").click()
    expect(page.locator("h1")).to_have_text("Page 1 of 2")
    page.goto(f"{address}{LONG}?s=702#s702")
    expect(page.locator("#s702")).to_be_in_viewport()
    context.close()


def test_on_paper_notes_are_printed_and_controls_are_not(phone: Page, address: str) -> None:
    phone.goto(address + LETTER)
    phone.emulate_media(media="print")
    expect(phone.locator("#note-0")).to_be_visible()
    expect(phone.locator("#s2 > .link")).to_be_hidden()
    expect(phone.locator(".why").first).to_be_hidden()


def test_who_wants_no_motion_gets_none(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + LETTER)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    context.close()
