"""Pages in a real browser: nothing of a hostile document runs, nothing is blocked, nothing sticks out on a phone."""

from collections.abc import Iterator
from urllib.parse import quote

import cited_example
import pytest
import site_example
from site_browser import Browser, needs_browser
from site_server import serving

pytestmark = needs_browser

PAGES = [
    "",
    "-/avr/search?q=lawyer+OR+safe",
    f"-/avr/document/{site_example.LETTER}",
    f"-/avr/document/{site_example.HOSTILE}",
    f"-/avr/document/{site_example.NEWS}",
    f"-/avr/work/{cited_example.CASE}",
    f"-/avr/work/{cited_example.REPORT}",
    f"-/avr/work/{quote(cited_example.EVIL, safe='')}",
    "-/avr/compare",
    "-/avr/compare/legal_counsel/rap",
    "-/avr/demands",
    "-/avr/demands/to",
    "-/avr/demand/d1",
    "-/avr/actors",
    "-/avr/actor/agency",
    "-/avr/programme/rap",
    "-/avr/safeguard/legal_counsel",
    "-/avr/documents",
    "-/avr/method",
    "-/avr/timeline?safeguard=legal_counsel",
    "letters",
    "letters/claims",
    "letters/documents/hostile",
    "letters/who-said-what",
]
#: Relative luminance and contrast as WCAG 2.2 defines them, for every text on the page that lies on one plain colour.
CONTRAST = """
(() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => parts(colour).slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((parts(colour)[3] ?? 1) > 0) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const low = [];
  for (const element of document.querySelectorAll('body *')) {
    if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(ground(element))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) low.push(element.className + ': ' + element.textContent.trim().slice(0, 40));
  }
  return low;
})()
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(cited_example.make(tmp_path_factory.mktemp("browser") / "letters.db")) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as started:
        yield started


@pytest.mark.parametrize("page", PAGES)
def test_pages_load_without_complaint_and_fit(browser: Browser, address: str, page: str) -> None:
    for width in (1280, 360):
        browser.open(address + page, width=width)
        assert browser.complaints == []
        assert browser.run("document.documentElement.scrollWidth") <= width
        assert browser.run("getComputedStyle(document.querySelector('h1')).fontWeight") == "650", "the style is missing"
        assert browser.violations() == []
    assert browser.run(CONTRAST) == []
    browser.colours("dark")
    assert browser.run("getComputedStyle(document.body).backgroundColor") == "rgb(23, 23, 22)"
    assert browser.run(CONTRAST) == []
    browser.colours("light")


def test_a_note_is_one_step_away_and_so_is_the_way_back(browser: Browser, address: str) -> None:
    browser.open(f"{address}-/avr/document/{site_example.LETTER}", width=1280)
    browser.run("document.querySelector('.marker').click()")
    assert browser.run("document.querySelector(':target').innerText").startswith("1 ")
    browser.run("document.querySelector(':target .back a').click()")
    assert browser.run("document.querySelector(':target').innerText").startswith("1")


def test_counts_are_folded_on_a_phone_and_open_on_a_wide_screen(browser: Browser, address: str) -> None:
    shown = "document.querySelector('.facet-results').offsetHeight > 0"
    browser.open(f"{address}letters/claims", width=1280)
    assert browser.run(shown)
    assert not browser.run("document.querySelector('.facet-fold').offsetHeight")
    browser.open(f"{address}letters/claims", width=390)
    assert not browser.run(shown)
    browser.run("document.querySelector('.facet-fold summary').click()")
    assert browser.run(shown)


def test_a_note_opens_its_sources(browser: Browser, address: str) -> None:
    shown = "document.querySelector('.sources ul').checkVisibility()"
    browser.open(f"{address}-/avr/document/{site_example.LETTER}", width=1280)
    assert not browser.run(shown)
    browser.run("document.querySelector('.sources summary').click()")
    assert browser.run(shown)
    assert browser.run("document.documentElement.scrollWidth") <= 1280


def test_an_inline_script_would_be_stopped(browser: Browser, address: str) -> None:
    """The test of the test: the browser does tell of what the policy stops."""
    browser.open(address)
    browser.run("document.body.appendChild(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))")
    assert browser.run("window.ran") is None
    browser.run("1")
    assert any("Content Security Policy" in each for each in browser.complaints)
