"""Pages of tables, rows, questions and the database as axe judges them, wide and on a phone."""

from collections.abc import Iterator
from typing import Any

import pytest
import site_example
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from site_browser import CHROMIUM
from site_server import serving

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

PAGES = [
    "letters",
    "letters/claims",
    "letters/claims?kind=stated&_sort_desc=score&_facet=page",
    "letters/claims?kind=none",
    "letters/documents?_search=lawyer",
    "letters/documents/hostile",
    "letters/who-said-what",
    "letters/search-notes",
    "letters/claims?_sort=nothing",
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(site_example.make(tmp_path_factory.mktemp("axe") / "letters.db")) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(browser: Any, address: str, width: int) -> None:
    # axe is put into the page as a script, which the page's own policy forbids.
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    found = {}
    for each in PAGES:
        page.goto(address + each)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found[each] = [(rule["id"], rule["nodes"][0]["html"]) for rule in Axe().run(page).response["violations"]]
    context.close()
    assert found == {each: [] for each in PAGES}
