"""The entry pages in a real browser: nothing is blocked or runs, nothing sticks out on a phone, all can be read."""

import pytest
from site_browser import CHROMIUM, Browser
from test_site_browser import CONTRAST, address, browser

__all__ = ["address", "browser"]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

PAGES = [
    "",
    "-/avr/actors",
    "-/avr/actor/agency",
    "-/avr/actor/agency?show=of",
    "-/avr/programmes",
    "-/avr/programme/rap",
    "-/avr/safeguards",
    "-/avr/safeguard/legal_counsel",
    "-/avr/documents",
    "-/avr/method",
    "-/avr/nothing",
]


@pytest.mark.parametrize("page", PAGES)
def test_pages_fit_and_can_be_read(browser: Browser, address: str, page: str) -> None:
    for width in (1280, 360):
        browser.open(address + page, width=width)
        assert [each for each in browser.complaints if "404" not in each] == []
        assert browser.run("document.documentElement.scrollWidth") <= width
    for scheme in ("light", "dark"):
        browser.colours(scheme)
        assert browser.run(CONTRAST) == []
    browser.colours("light")


def test_the_first_step_of_the_keyboard_skips_the_header(browser: Browser, address: str) -> None:
    browser.open(address, width=390)
    skip = "document.querySelector('.skip')"
    browser.run(f"{skip}.focus()")
    assert browser.run(f"{skip}.getBoundingClientRect().left >= 0")
    browser.run(f"{skip}.click()")
    assert browser.run("document.activeElement.id") == "main"


def test_a_picture_of_years_has_its_numbers_as_a_table(browser: Browser, address: str) -> None:
    browser.open(f"{address}-/avr/safeguard/legal_counsel", width=390)
    browser.run("document.querySelector('.years summary').click()")
    assert "2024" in browser.run("document.querySelector('.years table').innerText")
    assert browser.run("document.querySelectorAll('.years rect').length") == 2
