"""What `serve --staff` asks for before it serves, and the commands that make accounts and entries."""

import json
import os
import socket
import stat
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import site_example
from click.testing import CliRunner, Result
from made import database, tagged
from sqlite_utils import Database
from test_serve import free_port, wait_for

from avr_docs import accounts, tracking
from avr_docs.cli import main
from avr_docs.site import staff_mode
from avr_docs.site.serve import ServeError

PASSWORD = "a long password of mine"


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(accounts, "N", 2)
    return site_example.make(tmp_path / "letters.db")


def run(*words: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], input=typed)


def test_somebody_must_be_able_to_sign_in(db: Path) -> None:
    with pytest.raises(ServeError, match="run avr-docs staff add NAME"):
        staff_mode.environment(db)
    assert not db.with_name("tracking.db").exists()


def test_a_published_database_is_not_for_staff(db: Path) -> None:
    Database(db)["publication"].insert({"id": 1})
    with pytest.raises(ServeError, match="published database"):
        staff_mode.environment(db)


def test_a_missing_database_is_named(tmp_path: Path) -> None:
    with pytest.raises(ServeError, match="There is no database"):
        staff_mode.environment(tmp_path / "none.db")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "staff.example.org"])
def test_no_password_crosses_a_network_in_the_clear(db: Path, host: str) -> None:
    accounts.add(db.with_name("tracking.db"), "ana", PASSWORD)
    with pytest.raises(ServeError, match="in the clear"):
        staff_mode.environment(db, host=host)
    given = json.loads(staff_mode.environment(db, host=host, behind="https://Staff.example.org/")[staff_mode.VARIABLE])
    assert given["behind"] == "https://staff.example.org"


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.0.0.2"])
def test_this_computer_alone_needs_no_proxy(db: Path, host: str) -> None:
    accounts.add(db.with_name("tracking.db"), "ana", PASSWORD)
    assert json.loads(staff_mode.environment(db, host=host)[staff_mode.VARIABLE])["behind"] is None


@pytest.mark.parametrize(
    "behind", ["http://a.example", "a.example", "https://", "https://a.example/path", "https://u@a"]
)
def test_what_is_no_address_with_tls(db: Path, behind: str) -> None:
    accounts.add(db.with_name("tracking.db"), "ana", PASSWORD)
    with pytest.raises(ServeError, match="not the address of a site with TLS"):
        staff_mode.environment(db, behind=behind)


def test_the_secret_is_kept_for_its_owner_alone(db: Path) -> None:
    accounts.add(db.with_name("tracking.db"), "ana", PASSWORD)
    secret = db.with_name("tracking.db-secret")
    first = staff_mode.environment(db)[staff_mode.SECRET]
    if os.name == "posix":
        secret.chmod(0o644)
        assert staff_mode.environment(db)[staff_mode.SECRET] == first
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    secret.write_text("short")
    with pytest.raises(ServeError, match="delete it, and start the site again"):
        staff_mode.environment(db)


def test_a_site_for_readers_that_staff_start_is_for_readers() -> None:
    assert staff_mode.without({staff_mode.VARIABLE: "{}", "PATH": "/bin"}) == {"PATH": "/bin"}


def test_accounts_on_the_command_line(db: Path) -> None:
    where = ("--db", db)
    made = run("staff", "add", "ana", "--generate", *where)
    assert made.exit_code == 0
    assert accounts.sign_in(db.with_name("tracking.db"), "ana", made.stdout.strip())
    assert run("staff", "add", "bo", *where, typed=f"{PASSWORD}\n").exit_code == 0
    assert "has an account" in run("staff", "add", "Bo", "--generate", *where).stderr
    assert run("staff", "add", "cy", *where, typed="short\n").exit_code == 1
    assert run("staff", "password", "bo", *where, typed="another long password\n").exit_code == 0
    assert accounts.sign_in(db.with_name("tracking.db"), "bo", "another long password")
    header, *rows = run("staff", "list", *where).stdout.splitlines()
    assert header.split("\t") == ["name", "added", "signed_in", "entries", "sessions"]
    assert [row.split("\t")[0] for row in rows] == ["ana", "bo"]
    assert run("staff", "remove", "bo", *where).exit_code == 0
    assert "Those that have one: ana" in run("staff", "remove", "bo", *where).stderr


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, str]:
    """A database with demands, and the key of one."""
    db = database(tmp_path / "avr.db", tagged())
    key = db.execute("select key from demands limit 1").fetchone()[0]
    db.close()
    return tmp_path / "avr.db", key


def test_entries_on_the_command_line(made: tuple[Path, str], tmp_path: Path) -> None:
    db, key = made
    said = run("demands", db, "set", key, "--status", "met", "--note", "In secret", "--internal", "--who", "ana")
    assert said.stdout.strip().endswith("recorded in tracking.db as entry 1.")
    assert run("demands", db, "undo", 1, "--note", "No", "--who", "bo").exit_code == 0
    lines = run("demands", db, "log").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["id", "2", "1"]
    assert "In secret" in lines[2]
    assert run("demands", db, "log", "other").stdout == "Log: none\n"
    sheet = tmp_path / "demand_events.csv"
    assert "2 entries written" in run("demands", db, "export", sheet).stdout
    other = ("demands", db, "--tracking", tmp_path / "other.db")
    assert run(*other, "import", sheet).exit_code == 1  # the database shows another log
    db.with_name("tracking.db").unlink()
    Database(db)["demand_events"].delete_where()
    assert "2 new entries taken into other.db" in run(*other, "import", sheet).stdout
    assert "0 new entries" in run(*other, "import", sheet).stdout


def test_lost_demands_on_the_command_line(made: tuple[Path, str]) -> None:
    db, key = made
    run("demands", db, "set", key, "--status", "met", "--note", "x")
    assert run("demands", db, "moved").stdout == "Demands to confirm: none\n"
    with Database(db).conn as connection:
        connection.execute("pragma foreign_keys = off")
        connection.execute("update demands set key = 'newkey', text = text || ' soon' where key = ?", [key])
    header, row, *_ = run("demands", db, "moved").stdout.splitlines()
    found = dict(zip(header.split("\t"), row.split("\t"), strict=True))
    assert (found["key"], found["maybe"], found["status"]) == (key, "newkey", "met")
    assert "--to OTHERKEY, or --gone" in run("demands", db, "moved", key).stderr
    assert "--to OTHERKEY, or --gone" in run("demands", db, "moved", key, "--to", "newkey", "--gone").stderr
    assert run("demands", db, "moved", key, "--to", "newkey", "--who", "ana").exit_code == 0
    assert "newkey\tmet" in run("demands", db).stdout
    assert [entry.moved_to for entry in tracking.entries(db.with_name("tracking.db"))] == [None, "newkey"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("demands", "{db}", "undo", "7"), "There is no log"),
        (("demands", "{db}", "no-such"), "No such command 'no-such'"),
        (("demands", "{db}", "--status", "unheard-of"), "status"),
        (("demands", "{db}", "set", "k", "--status", "met", "--note", "x"), "There is no demand 'k'"),
        (("serve", "{db}", "--behind", "https://a.example"), "go with --staff"),
        (("serve", "{db}", "--staff"), "staff add"),
    ],
)
def test_mistakes_have_a_plain_message(made: tuple[Path, str], words: tuple[str, ...], told: str) -> None:
    result = run(*(word.format(db=made[0]) for word in words))
    assert result.exit_code in (1, 2)
    assert told in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.skipif(os.name != "posix", reason="another process serves there")
def test_the_command_serves_behind_a_login(db: Path) -> None:
    accounts.add(db.with_name("tracking.db"), "ana", PASSWORD)
    port = free_port()
    command = [sys.executable, "-c", "from avr_docs.cli import main; main()"]
    command += ["serve", str(db), "--staff", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as server:
        try:
            url = f"http://127.0.0.1:{port}/"
            wait_for(f"{url}-/avr/staff/login")
            with urllib.request.urlopen(f"{url}letters/claims", timeout=20) as answer:
                assert "/-/avr/staff/login?next=%2Fletters%2Fclaims" in answer.url
            with socket.create_connection(("127.0.0.1", port), timeout=20) as raw:
                raw.sendall(b"GET /letters.json HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
                assert b"421" in raw.recv(100)
        finally:
            server.terminate()
            told = server.communicate(timeout=20)[1]
    assert "next=" not in told
