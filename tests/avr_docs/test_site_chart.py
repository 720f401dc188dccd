"""The chart and the time line in a real browser: drawn under the policy, usable by keyboard, embedded elsewhere."""

import hashlib
import http.server
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import compare_example
import pytest
from site_server import serving

from avr_docs.site import serve

CHROMIUM = shutil.which("chromium")
STATIC = Path(serve.__file__).parent / "static"
in_chromium = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

CHARTS = [
    "-/avr/compare/chart",
    "-/avr/compare/chart?programme=rap",
    "-/avr/compare/chart?by=actor",
    "-/avr/compare/chart?by=period&embed=1",
    "-/avr/timeline?safeguard=legal_counsel",
    "-/avr/timeline?safeguard=legal_counsel&year=2024",
]
PAGES = [
    *CHARTS,
    "-/avr/compare",
    "-/avr/compare?by=actor",
    "-/avr/compare?by=period&span=1&programme=rap",
    "-/avr/compare/legal_counsel/*?from=2019&to=2024",
    "-/avr/compare/monitoring/other?observed=2",
]


def test_programs_of_others_are_those_that_are_said() -> None:
    said = (STATIC / "vendor" / "README.md").read_text(encoding="utf-8")
    files = sorted((STATIC / "vendor").glob("*.js"))
    assert len(files) == 2
    for file in files:
        row = next(line for line in said.splitlines() if line.startswith(f"| `{file.name}`"))
        assert hashlib.sha256(file.read_bytes()).hexdigest() in row
        assert re.search(r"\| \d+\.\d+\.\d+ \|", row)
        licence = STATIC / "vendor" / f"{file.name.partition('.')[0]}.LICENSE.txt"
        assert "Permission to use, copy, modify, and/or distribute" in licence.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(compare_example.make(tmp_path_factory.mktemp("chart") / "letters.db")) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page whose `complaints` are what the browser says against it."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    made.complaints = []
    made.on("console", lambda said: made.complaints.append(said.text) if said.type in ("error", "warning") else None)
    made.on("pageerror", lambda error: made.complaints.append(str(error)))
    yield made
    context.close()


@in_chromium
@pytest.mark.parametrize("path", CHARTS)
def test_charts_are_drawn_under_the_policy(page: Any, address: str, path: str) -> None:
    page.goto(address + path)
    page.wait_for_selector("svg.picture")
    assert page.complaints == []
    assert page.locator("svg.picture style").count() == 0
    assert page.locator("svg.picture").get_attribute("aria-label").endswith("The table gives every number.")
    assert page.locator("svg.picture rect, svg.picture path").count() > 2
    assert page.locator(".failed").is_hidden()


@in_chromium
@pytest.mark.parametrize("path", PAGES)
def test_pages_have_no_fault_that_axe_knows(page: Any, address: str, path: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for width, scheme in ((1280, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.goto(address + path)
        if path in CHARTS:
            page.wait_for_selector("svg.picture")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert [each["id"] for each in axe.run(page).response["violations"]] == []
        assert page.complaints == []


@in_chromium
def test_nothing_moves_when_the_picture_comes(page: Any, address: str) -> None:
    page.add_init_script(
        "window.moved = 0;"
        "new PerformanceObserver(list => { for (const each of list.getEntries()) moved += each.value; })"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    for path in CHARTS:
        page.goto(address + path)
        page.wait_for_selector("svg.picture")
        page.wait_for_timeout(100)
        assert page.evaluate("moved") == 0, path


@in_chromium
def test_without_a_script_there_is_the_table_and_no_gap(chromium: Any, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}-/avr/compare/chart?programme=rap")
    assert page.locator(".room").is_hidden()
    assert page.locator(".chart table").is_visible()
    assert "A script draws the picture" in page.locator("figure").inner_text()
    assert page.locator("#take-picture").is_hidden()
    context.close()


@in_chromium
def test_the_picture_taken_away_stands_by_itself(page: Any, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}-/avr/compare/chart?programme=rap")
    page.wait_for_selector("svg.picture")
    with page.expect_download() as download:
        page.click("#take-picture")
    assert download.value.suggested_filename == "stated-against-observed-return-assistance-programme.svg"
    file = tmp_path / "picture.svg"
    download.value.save_as(file)
    text = file.read_text(encoding="utf-8")
    assert "var(" not in text
    assert ">Stated against observed: Return Assistance Programme<" in text
    assert "6 documents, as of" in text
    page.set_content(text)
    assert page.locator("svg text").count() > 5


@in_chromium
def test_a_bar_of_the_time_line_leads_to_its_sentences(page: Any, address: str) -> None:
    page.goto(f"{address}-/avr/timeline?safeguard=legal_counsel&programme=rap")
    bar = page.get_by_role("link", name="2019: 1 stated")
    bar.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/-/avr/compare/legal_counsel/rap?from=2019&to=2019#side-stated")
    assert page.get_by_text("A lawyer comes.").is_visible()


@in_chromium
def test_arrow_keys_go_from_cell_to_cell(page: Any, address: str) -> None:
    page.goto(f"{address}-/avr/compare?by=actor")
    focused = "document.activeElement.getAttribute('aria-label')"
    page.locator("a.opens").first.focus()
    first = page.evaluate(focused)
    for key, says in (
        ("ArrowDown", "Legal counsel, Lake Street Legal Clinic"),
        ("End", "Legal counsel, Return Agency"),
        ("ArrowUp", "Voluntariness, Return Agency"),
        ("Home", "Voluntariness, Lake Street Legal Clinic"),
        ("ArrowUp", "Voluntariness, Lake Street Legal Clinic"),
    ):
        page.keyboard.press(key)
        assert page.evaluate(focused).endswith(says), key
    assert page.evaluate(focused) == first


@in_chromium
def test_the_chart_alone_is_shown_in_a_page_of_others(page: Any, address: str) -> None:
    frames = "".join(
        f'<iframe name="{name}" src="{address}-/avr/compare/chart?{query}" width="700" height="700"></iframe>'
        for name, query in (("embedded", "programme=rap&amp;embed=1"), ("whole", "programme=rap"))
    )

    class Article(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(f"<!DOCTYPE html><title>Article</title>{frames}".encode())

        def log_message(self, *said: Any) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Article) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page.goto(f"http://localhost:{server.server_port}/")
        page.frame(name="embedded").wait_for_selector("svg.picture")
        assert page.frame(name="whole").locator("svg.picture").count() == 0
        assert any("frame-ancestors" in each or "X-Frame-Options" in each for each in page.complaints)
        server.shutdown()
