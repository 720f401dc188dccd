"""The server's log holds no words that a visitor searched for: a real server, a real request, its real log."""

import socket
import subprocess
import time
import urllib.request
from pathlib import Path

from sqlite_utils import Database

from avr_docs import schema
from avr_docs.site import serve


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_access_log_names_the_page_and_not_the_words(tmp_path: Path) -> None:
    db = Database(tmp_path / "a.db")
    schema.create(db)
    db.close()
    port = free_port()
    command = serve.arguments(tmp_path / "a.db", port=port)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        try:
            address = f"{serve.address(port=port)}-/avr/search?q=whistleblower"
            for _ in range(100):
                try:
                    urllib.request.urlopen(address, timeout=10).read()
                    break
                except OSError:
                    time.sleep(0.2)
        finally:
            server.terminate()
        log = server.communicate()[0]
    assert "/-/avr/search" in log
    assert "whistleblower" not in log
