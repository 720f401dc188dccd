"""The command line that serves a database, and what is said when it cannot be served."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import site_example
from sqlite_utils import Database

from avr_docs.site import serve


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_example.make(tmp_path_factory.mktemp("serve") / "letters.db")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_the_settings_are_safe(db: Path) -> None:
    command = serve.arguments(db, port=free_port())
    settings = {command[i + 1]: command[i + 2] for i, part in enumerate(command) if part == "--setting"}
    assert settings["default_allow_sql"] == "off"
    assert settings["allow_download"] == "off"
    assert not {"--immutable", "--cors", "--root"} & set(command)


def test_a_copy_that_nobody_writes_to_can_be_immutable(db: Path) -> None:
    command = serve.arguments(db, port=free_port(), immutable=True, open_browser=True)
    assert command[command.index("--immutable") + 1] == str(db)
    assert command[-1] == "--open"


def test_a_database_on_a_medium_that_cannot_be_written_is_served(tmp_path: Path) -> None:
    db = site_example.make(tmp_path / "letters.db")
    with Database(db).conn as connection:
        connection.execute("pragma journal_mode = wal")
    connection.close()
    for end in ("-wal", "-shm"):  # a folder in their place keeps SQLite from making them, also for root
        db.with_name(f"{db.name}{end}").mkdir()
    assert "--immutable" in serve.arguments(db, port=free_port())


def test_metadata_of_the_current_folder_goes_first(db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "--metadata" not in serve.arguments(db, port=free_port())
    (tmp_path / "metadata.yml").write_text("title: Ours")
    command = serve.arguments(db, port=free_port())
    assert command[command.index("--metadata") + 1] == "metadata.yml"


def test_metadata_that_is_asked_for_must_be_there(db: Path, tmp_path: Path) -> None:
    with pytest.raises(serve.ServeError, match="There is no file"):
        serve.arguments(db, metadata=tmp_path / "none.yml", port=free_port())


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(serve.ServeError, match="avr-docs build corpus"):
        serve.arguments(tmp_path / "none.db")


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"%PDF-1.7 and more bytes than a header has" * 40)
    with pytest.raises(serve.ServeError, match=r"letter\.pdf is not a database"):
        serve.arguments(path)


def test_somebody_elses_database_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    Database(path)["people"].insert({"id": 1})
    with pytest.raises(serve.ServeError, match="was not made by avr-docs"):
        serve.arguments(path)


def test_another_version_is_told_apart(tmp_path: Path) -> None:
    path = site_example.make(tmp_path / "old.db")
    Database(path)["runs"].drop()
    with pytest.raises(serve.ServeError, match=r"another version .*runs"):
        serve.arguments(path)


def test_a_busy_port_gives_the_way_out(db: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(serve.ServeError, match=f"--port {port + 1}"):
            serve.arguments(db, port=port)


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:8001/"), ("0.0.0.0", "http://127.0.0.1:8001/"), ("::1", "http://[::1]:8001/")],
)
def test_the_address_can_be_typed(host: str, address: str) -> None:
    assert serve.address(host, 8001) == address


def test_the_command_serves_and_a_rebuild_shows_at_once(tmp_path: Path) -> None:
    db, port = site_example.make(tmp_path / "letters.db"), free_port()
    with subprocess.Popen(serve.arguments(db, port=port), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as server:
        try:
            wait_for(f"{serve.address(port=port)}-/avr/search")
            with Database(db).conn as connection:
                connection.execute("update documents set title = 'Renamed' where id = 'news-2024'")
            url = f"{serve.address(port=port)}letters/documents/news-2024.json?_shape=array"
            with urllib.request.urlopen(url, timeout=20) as answer:
                assert json.load(answer)[0]["title"] == "Renamed"
        finally:
            server.terminate()


@pytest.mark.skipif(os.name != "posix", reason="another process serves there")
def test_a_signal_to_the_command_ends_the_server(db: Path) -> None:
    port = free_port()
    command = [sys.executable, "-c", "from avr_docs.cli import main; main()", "serve", str(db), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(f"{serve.address(port=port)}-/avr/search")
        finally:
            server.terminate()
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(serve.address(port=port), timeout=5)


def wait_for(url: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{sys.executable} -m datasette did not answer")
