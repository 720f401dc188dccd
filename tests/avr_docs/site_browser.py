"""Chromium as it is installed, driven by Playwright: opens pages at a width, hears their complaints, asks axe."""

import shutil
from types import TracebackType
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Dialog, Page, Request, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--hide-scrollbars"]
#: Marks tests that open pages. They are skipped where there is no browser, as none is downloaded.
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (Debian: apt install chromium)")
#: Rules of WCAG 2.2 up to AA, and axe's best practices.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PHONE = 600


class Browser:
    """One browser with one page; a context manager that ends it. `page` is Playwright's."""

    page: Page

    def __init__(self, *, scripts: bool = True) -> None:
        self.complaints: list[str] = []
        self._scripts = scripts
        self._axe = Axe()

    def __enter__(self) -> "Browser":
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        self._context = self._browser.new_context(java_script_enabled=self._scripts)
        self.page = self._context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)
        return self

    def __exit__(self, kind: type | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._browser.close()
        self._playwright.stop()

    def open(self, url: str, *, width: int = 1280, height: int = 900) -> None:
        """Shows a page at that width in CSS pixels, once it is loaded; `complaints` are those of this page."""
        self.complaints = []
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.goto(url, wait_until="load")

    def colours(self, scheme: str) -> None:
        """Shows pages as a reader does who prefers "light" or "dark"."""
        self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    def run(self, script: str) -> Any:
        """The value of a script in the page."""
        return self.page.evaluate(script)

    def violations(self) -> list[str]:
        """What axe finds wrong with the page as it is shown: the rule, and the first places that break it."""
        found = self._axe.run(self.page, options=RULES).response["violations"]
        return [f"{each['id']}: {[node['html'][:120] for node in each['nodes'][:3]]}" for each in found]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.text} {message.location.get('url', '')}")

    def _dialog(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1", "data:", "blob:http://127.0.0.1")):
            self.complaints.append(f"request to {request.url}")
