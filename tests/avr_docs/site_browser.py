"""Chromium driven over its debugging pipe: opens pages at a width, hears their complaints, takes pictures."""

import base64
import json
import os
import select
import shutil
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
]
PATIENCE = 30


class Browser:
    """One browser with one page; a context manager that ends it."""

    def __init__(self, profile: Path) -> None:
        to_browser, self._write = os.pipe()
        self._read, from_browser = os.pipe()

        def numbered() -> None:
            # The pipe is expected at 3 and 4; the copies are made from numbers that cannot be those.
            first, second = os.dup(to_browser), os.dup(from_browser)
            spare = [os.dup(first), os.dup(second)]
            os.dup2(spare[0], 3)
            os.dup2(spare[1], 4)

        self._process = subprocess.Popen(
            [str(CHROMIUM), *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            preexec_fn=numbered,
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._buffer = b""
        self._count = 0
        self.complaints: list[str] = []
        target = self._call("Target.createTarget", {"url": "about:blank"})["targetId"]
        self._session = self._call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._call(f"{domain}.enable")

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, kind: type | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)
        os.close(self._write)
        os.close(self._read)

    def open(self, url: str, *, width: int = 1280, height: int = 900) -> None:
        """Shows a page at that width in CSS pixels, once it is loaded; `complaints` are those of this page."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self._call("Emulation.setDeviceMetricsOverride", metrics)
        self.complaints = []
        self._call("Page.navigate", {"url": url})
        self._until("Page.loadEventFired")
        self.run("new Promise(done => setTimeout(done, 100))")

    def colours(self, scheme: str) -> None:
        """Shows pages as a reader does who prefers "light" or "dark"."""
        self._call("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def run(self, script: str) -> Any:
        """The value of a script in the page."""
        asked = {"expression": script, "awaitPromise": True, "returnByValue": True}
        return self._call("Runtime.evaluate", asked)["result"].get("value")

    def picture(self, path: Path, *, most: int = 2400) -> None:
        """A picture of the whole page, down to `most` pixels."""
        width, height = self.run("[innerWidth, document.documentElement.scrollHeight]")
        clip = {"x": 0, "y": 0, "width": width, "height": min(height, most), "scale": 1}
        shot = self._call("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})
        path.write_bytes(base64.b64decode(shot["data"]))

    def _call(self, method: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": params or {}}
        if hasattr(self, "_session"):
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        answer = self._until(None, self._count)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _until(self, event: str | None, id: int | None = None) -> dict[str, Any]:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            message = self._next(end)
            self._note(message)
            if (event and message.get("method") == event) or (id and message.get("id") == id):
                return message
        raise TimeoutError(f"the browser did not answer: {event or id}")

    def _next(self, end: float) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            if not select.select([self._read], [], [], max(0, end - time.monotonic()))[0]:
                raise TimeoutError("the browser said nothing")
            self._buffer += os.read(self._read, 1 << 20)
        line, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        return message

    def _note(self, message: dict[str, Any]) -> None:
        said, params = message.get("method"), message.get("params", {})
        if said == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.complaints.append(f"{params['entry']['text']} {params['entry'].get('url', '')}")
        elif said == "Runtime.exceptionThrown":
            self.complaints.append(str(params["exceptionDetails"].get("text")))
        elif said == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning"):
            self.complaints.append(str(params["args"]))
        elif said == "Page.javascriptDialogOpening":
            self.complaints.append(f"dialog: {params['message']}")
        elif said == "Network.requestWillBeSent" and not params["request"]["url"].startswith(
            ("http://127.0.0.1", "data:")
        ):
            self.complaints.append(f"request to {params['request']['url']}")
