"""Asking for cited addresses, against a real server on this machine; nothing reaches the network."""

import csv
import json
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from avr_docs import access, check_links, cli, link_privacy, store
from avr_docs.addresses import Address, Network, refusal
from avr_docs.check_links import Report
from avr_docs.download import FetchLimits
from avr_docs.errors import CorpusError, StoreError

HERE = ip_address("127.0.0.1")
QUICK = FetchLimits(pause_seconds=0, connect_seconds=2, read_seconds=0.5, total_seconds=2, max_bytes=100_000)
TODAY = datetime.now(UTC).date()
REAL = check_links.check_links

#: What a path answers: a status, with a target or a header where it has one.
ANSWERS: dict[str, tuple[int, dict[str, str]]] = {
    "/": (200, {}),
    "/page": (200, {}),
    "/other": (200, {}),
    "/dir": (301, {"Location": "/dir/"}),
    "/dir/": (200, {}),
    "/for-now": (302, {"Location": "/page"}),
    "/for-good": (301, {"Location": "/page"}),
    "/chain": (302, {"Location": "/for-good"}),
    "/missing": (404, {}),
    "/removed": (410, {}),
    "/to-missing": (301, {"Location": "/missing"}),
    "/old/story": (301, {"Location": "/"}),
    "/old/report": (302, {"Location": "/en/home"}),
    "/en/home": (200, {}),
    "/lost": (302, {"Location": "/errors/404.html"}),
    "/errors/404.html": (200, {}),
    "/members": (302, {"Location": "/login?next=members"}),
    "/login": (200, {}),
    "/forbidden": (403, {}),
    "/linkedin": (999, {}),
    "/law": (451, {}),
    "/busy": (429, {}),
    "/busy-long": (429, {"Retry-After": "7200"}),
    "/down": (503, {}),
    "/inside": (301, {"Location": "http://10.0.0.5/admin"}),
    "/signed": (302, {"Location": "/page?X-Amz-Signature=abc123&name=a"}),
    "/loop": (302, {"Location": "/loop?token=abc123"}),
    "/formula": (301, {"Location": "/page?=cmd|' /C calc'!A0"}),
}


class Pages(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012
    protocol_version = "HTTP/1.1"
    archive: Callable[[str, str], bytes]

    def do_GET(self) -> None:
        host, parts = self.headers["Host"].partition(":")[0], urlsplit(self.path)
        self.asked.append(f"{host}{self.path}")
        with suppress(BrokenPipeError, ConnectionResetError):
            if host == "archive.test":
                query = parse_qs(parts.query)
                answer = type(self).archive(query["url"][0], query.get("timestamp", [""])[0])
                self.send(200, {}, answer)
            elif parts.path == "/hang":
                time.sleep(1)
            elif parts.path == "/wait":
                first = self.asked.count(f"{host}{self.path}") == 1
                self.send(*((429, {"Retry-After": "1"}) if first else (200, {})))
            else:
                self.send(*ANSWERS.get(parts.path, (200, {})))

    def send(self, status: int, headers: dict[str, str], body: bytes = b"<p>Text.</p>") -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer((str(HERE), 0), Pages)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def start_anew() -> None:
    Pages.asked.clear()
    Pages.archive = staticmethod(lambda url, day: b'{"archived_snapshots": {}}')  # type: ignore[assignment]


def lookup(host: str, port: int) -> list[Address]:
    """Names that end in .test are this machine; there are no other names."""
    return [HERE] if host.endswith(".test") else [ip_address(host)] if host[0].isdigit() else []


NETWORK = Network(resolve=lookup, refuse=lambda address: None if address == HERE else refusal(address))


def cite(folder: Path, *urls: str, accessed: str | None = None) -> None:
    """A database beside the corpus `folder` in which a document cites these addresses."""
    folder.mkdir(exist_ok=True)
    db = store.create(folder.parent / "avr.db")
    with store.transaction(db):
        db.execute("delete from citations")
        db.execute("insert or ignore into documents (id) values ('d')")
        rows = [{"id": f"c{n}", "document": "d", "url": url, "accessed": accessed} for n, url in enumerate(urls)]
        store.insert(db, "citations", rows)
    db.close()


def check(folder: Path, port: int, **how: Any) -> Report:
    options = {"limits": QUICK, "network": NETWORK, "allow_private": True, "archive": False, **how}
    options["service"] = f"http://archive.test:{port}/wayback/available"
    return REAL(folder, folder.parent / "avr.db", **options)


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "link_checks.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "corpus"


STATES = [
    ("/page", "good", "200", ""),
    ("/dir", "good", "200", ""),
    ("/for-now", "good", "200", ""),
    ("/chain", "good", "200", ""),
    ("/for-good", "moved", "200", "moved for good (301 Moved Permanently)"),
    ("/formula", "moved", "200", "moved for good"),
    ("/old/report", "moved", "200", "the page itself may be gone"),
    ("/missing", "gone", "404", "The server answered 404 Not Found."),
    ("/to-missing", "gone", "404", "404 Not Found"),
    ("/removed", "gone", "410", "410 Gone"),
    ("/old/story", "gone", "200", "sends to its front page instead"),
    ("/lost", "gone", "200", "a page that says that it is not found"),
    ("/forbidden", "refused", "403", "A person with a browser may be let in."),
    ("/members", "refused", "200", "asks to log in"),
    ("/law", "refused", "451", "may be let in"),
    ("/linkedin", "refused", "999", "may be let in"),
    ("/busy", "refused", "429", "429 Too Many Requests"),
    ("/busy-long", "refused", "429", "429 Too Many Requests"),
    ("/down", "unreachable", "503", "503 Service Unavailable"),
    ("/hang", "unreachable", "", "did not answer in time"),
    ("/inside", "unreachable", "", "10.0.0.5, which is an address of a private network"),
    ("/loop", "unreachable", "", "an address with a key in it"),
]


@pytest.mark.parametrize(("path", "state", "status", "note"), STATES, ids=[path for path, *_ in STATES])
def test_what_an_answer_says_about_an_address(
    folder: Path, port: int, path: str, state: str, status: str, note: str
) -> None:
    cite(folder, f"http://docs.test:{port}{path}")
    check(folder, port)
    (row,) = rows(folder)
    assert (row["url"], row["state"], row["http_status"]) == (f"http://docs.test:{port}{path}", state, status)
    assert note in row["note"]
    assert bool(note) == bool(row["note"])
    assert (row["checked"], row["last_seen"]) == (str(TODAY), str(TODAY) if state == "good" else "")
    assert not any(value.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")) for value in row.values())
    assert "abc123" not in (folder / "link_checks.csv").read_text(encoding="utf-8")


def test_where_an_address_led_to_is_noted_without_the_keys_that_a_server_gives_away(folder: Path, port: int) -> None:
    site = f"http://docs.test:{port}"
    cite(folder, f"{site}/for-good", f"{site}/signed", f"{site}/page")
    check(folder, port)
    assert [row["final_url"] for row in rows(folder)] == [f"{site}/page", "", f"{site}/page"]


def test_a_server_without_tls_and_a_name_without_address(folder: Path, port: int) -> None:
    cite(folder, f"https://docs.test:{port}/page", "https://no-such-name.org/page", "http://docs.test:99999/")
    check(folder, port)
    assert {row["state"] for row in rows(folder)} == {"unreachable"}
    notes = " ".join(row["note"] for row in rows(folder))
    assert "No connection to docs.test" in notes
    assert "no-such-name.org has no address" in notes
    assert "no such port" in notes


def test_a_short_request_to_wait_is_heeded_while_others_are_asked(folder: Path, port: int) -> None:
    cite(folder, f"http://docs.test:{port}/wait", f"http://other.test:{port}/page", f"http://other.test:{port}/other")
    began = time.monotonic()
    check(folder, port)
    assert 1 <= time.monotonic() - began < 3
    assert Pages.asked[0] == "docs.test/wait" == Pages.asked[-1]
    assert len(Pages.asked) == 4
    assert {row["state"] for row in rows(folder)} == {"good"}


def test_a_host_is_asked_once_in_a_while_only(folder: Path, port: int) -> None:
    cite(folder, *(f"http://{host}.test:{port}/{page}" for host in "ab" for page in "xy"))
    began = time.monotonic()
    check(folder, port, limits=FetchLimits(pause_seconds=0.4))
    assert 0.4 <= time.monotonic() - began < 1.2
    assert Pages.asked == ["a.test/x", "b.test/x", "a.test/y", "b.test/y"]


def test_a_host_that_is_down_is_left_for_the_end_and_then_given_up(folder: Path, port: int) -> None:
    with socket.socket() as taken:
        taken.bind((str(HERE), 0))
        dead = [f"http://dead.test:{taken.getsockname()[1]}/{n}" for n in range(8)]
        cite(folder, *dead, *(f"http://docs.test:{port}/{n}" for n in range(5)))
        order: list[str] = []
        check(folder, port, on_progress=lambda done, total, url: order.append(urlsplit(url).hostname or ""))
    assert order[-5:] == ["dead.test"] * 5
    found = {row["url"]: row for row in rows(folder)}
    assert [found[url]["state"] for url in dead] == ["unreachable"] * 8
    assert sum("Not asked for itself: dead.test failed to answer 4 times" in found[url]["note"] for url in dead) == 4


def test_a_host_that_wants_fewer_requests_is_left_for_the_next_run(folder: Path, port: int) -> None:
    cite(folder, *(f"http://docs.test:{port}/busy?{n}" for n in range(8)))
    report = check(folder, port)
    assert (len(rows(folder)), report.left) == (4, 4)
    assert report.remarks == ["docs.test asks for fewer requests: 4 left for the next run."]


def snapshot(**closest: Any) -> bytes:
    return json.dumps({"url": "x", "archived_snapshots": {"closest": closest}}).encode()


COPY = {"available": True, "status": "200", "timestamp": "20190702101500"}


def test_the_archive_is_asked_for_the_copy_nearest_to_the_day_on_which_it_was_read(folder: Path, port: int) -> None:
    url = f"http://docs.test:{port}/missing?a=b&c=%20d"
    asked: list[tuple[str, str]] = []

    def archive(url: str, day: str) -> bytes:
        asked.append((url, day))
        return snapshot(url=f"http://web.archive.org/web/20190702101500/{url}", **COPY)

    Pages.archive = staticmethod(archive)  # type: ignore[assignment]
    cite(folder, url, accessed="2019-07-04")
    check(folder, port, archive=True)
    assert asked == [(url, "20190704")]
    (row,) = rows(folder)
    assert row["archived_url"] == f"https://web.archive.org/web/20190702101500/{url}"
    assert row["archived"] == "2019-07-02"
    check(folder, port, archive=True, everything=True)
    assert len(asked) == 1  # a copy that is known is not asked for again
    assert rows(folder) == [row]


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b'{"archived_snapshots": {"closest": 4}}',
        b"[" * 90_000,
        snapshot(url="https://evil.org/web/2019", **COPY),
        snapshot(url="javascript:alert(1)", **COPY),
        snapshot(url="https://web.archive.org/web/2019/x", **{**COPY, "timestamp": "soon"}),
        b"x" * 200_000,
    ],
)
def test_an_archive_that_talks_nonsense_is_left_alone_after_three_times(folder: Path, port: int, answer: bytes) -> None:
    Pages.archive = staticmethod(lambda url, day: answer)  # type: ignore[assignment]
    cite(folder, *(f"http://docs.test:{port}/{n}" for n in range(5)))
    report = check(folder, port, archive=True)
    assert [(row["state"], row["archived_url"]) for row in rows(folder)] == [("good", "")] * 5
    assert sum(asked.startswith("archive.test") for asked in Pages.asked) == 3
    assert report.remarks[0].startswith("The Internet Archive is not asked any more in this run: ")


@pytest.mark.parametrize("closest", [{}, {**COPY, "status": "404", "url": "x"}, {**COPY, "available": False}])
def test_no_copy_is_no_trouble(folder: Path, port: int, closest: dict[str, Any]) -> None:
    answer = snapshot(**closest) if closest else b'{"archived_snapshots": {}}'
    Pages.archive = staticmethod(lambda url, day: answer)  # type: ignore[assignment]
    cite(folder, f"http://docs.test:{port}/page")
    report = check(folder, port, archive=True)
    assert (rows(folder)[0]["archived_url"], report.remarks) == ("", [])


def written(folder: Path, *lines: str) -> None:
    """A link_checks.csv as staff keep it."""
    folder.mkdir(exist_ok=True)
    (folder / "link_checks.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


HEADER = "url,state,http_status,last_seen,archived_url,archived,final_url,checked,note"


def test_only_what_is_due_is_asked_for(folder: Path, port: int) -> None:
    def ago(days: int) -> date:
        return TODAY - timedelta(days=days)

    names = {"new": ("good", 3), "old": ("good", 31), "outage": ("unreachable", 1), "today": ("unreachable", 0)}
    lines = [f"http://docs.test:{port}/{n},{state},,,,,,{ago(days)}," for n, (state, days) in names.items()]
    written(folder, HEADER, *lines)
    cite(folder, *(f"http://docs.test:{port}/{name}" for name in [*names, "never"]))
    assert check(folder, port).fresh == 2
    assert sorted(Pages.asked) == ["docs.test/never", "docs.test/old", "docs.test/outage"]
    Pages.asked.clear()
    assert check(folder, port, everything=True, limit=4).left == 1
    assert len(Pages.asked) == 4


def test_when_it_was_last_good_is_kept(folder: Path, port: int) -> None:
    url = f"http://docs.test:{port}/missing"
    written(folder, HEADER, f"{url},good,200,2020-01-02,,,,2020-01-02,")
    cite(folder, url)
    check(folder, port)
    assert [(row["state"], row["last_seen"]) for row in rows(folder)] == [("gone", "2020-01-02")]


def test_spellings_that_differ_in_their_fragment_are_asked_for_once(folder: Path, port: int) -> None:
    url = f"http://docs.test:{port}/page"
    cite(folder, f"{url}#page=4", url, f"{url}#top")
    check(folder, port)
    assert [row["url"] for row in rows(folder)] == [url, f"{url}#page=4", f"{url}#top"]
    assert Pages.asked == ["docs.test/page"]
    assert check(folder, port).fresh == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
def test_a_run_that_is_killed_has_lost_no_result_and_the_next_goes_on(folder: Path, port: int) -> None:
    cite(folder, *(f"http://docs.test:{port}/{n}" for n in range(6)))

    def kill(done: int, total: int, url: str) -> None:
        if done == 3:
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            check(folder, port, on_progress=kill)
        os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert len(rows(folder)) == 3
    before = len(Pages.asked)
    assert check(folder, port).fresh == 3
    assert len(Pages.asked) - before == 3
    assert [row["url"] for row in rows(folder)] == [f"http://docs.test:{port}/{n}" for n in range(6)]


def test_ctrl_c_leaves_the_file_in_order(folder: Path, port: int) -> None:
    url = f"http://docs.test:{port}/page"
    written(folder, HEADER, f"http://z.org/,good,,,,,,{TODAY},", f"{url},gone,404,,,,,2020-01-01,")
    cite(folder, url, f"{url}2")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check(folder, port, on_progress=stop)
    assert [(row["url"], row["state"]) for row in rows(folder)] == [(url, "good"), ("http://z.org/", "good")]
    assert sorted(path.name for path in folder.iterdir()) == ["link_checks.csv"]


def test_columns_of_staff_are_kept_and_rows_that_are_broken_too(folder: Path, port: int) -> None:
    url = f"http://docs.test:{port}/page"
    written(folder, f"{HEADER};who".replace(",", ";"), "http://z.org/;good;;;;;;2020-01-01;;Ana")
    cite(folder, url)
    check(folder, port)
    text = (folder / "link_checks.csv").read_text(encoding="utf-8")
    assert text.splitlines()[1:] == ["http://z.org/;good;;;;;;2020-01-01;;Ana", f"{url};good;200;{TODAY};;;;{TODAY};;"]
    written(folder, HEADER, "http://z.org/,fine,,,,,,2020-01-01,")
    report = check(folder, port)
    assert report.remarks == [
        "link_checks.csv, line 2, column 2 (state): 'fine' is not one of good, moved, gone, refused, unreachable. "
        "The row is left out."
    ]
    assert [row["state"] for row in rows(folder)] == ["fine", "good"]


def test_a_file_that_is_no_csv_is_not_made_worse(folder: Path, port: int) -> None:
    written(folder, HEADER, '"http://z.org/,good')
    before = (folder / "link_checks.csv").read_bytes()
    cite(folder, f"http://docs.test:{port}/page")
    with pytest.raises(CorpusError, match="double quote"):
        check(folder, port)
    assert (folder / "link_checks.csv").read_bytes() == before
    assert Pages.asked == []


def test_two_checks_at_once_are_refused(folder: Path, port: int) -> None:
    cite(folder, f"http://docs.test:{port}/page")
    with (
        access.sole_writer(folder / "link_checks.csv"),
        pytest.raises(StoreError, match="Another check of addresses is running on"),
    ):
        check(folder, port)


SECRETS = [
    "https://user:word@a.org/",
    "https://a.org/f?X-Amz-Signature=12&X-Amz-Date=1",
    "https://a.org/f?access_token=12",
    "https://a.org/f?sv=2020&sig=12",
    "https://a.org/f#id_token=12",
    "https://a.org/f?apiKey=12",
    "https://a.org/f?PHPSESSID=12",
    "https://a.org/f;jsessionid=12",
    "https://web.archive.org/web/2019/https://user:word@a.org/",
    "https://a.org/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOjF9.x",
]
PRIVATE = [
    "http://10.0.0.1/",
    "http://[::1]/",
    "http://intranet/",
    "http://files.lan/x",
    "http://localhost:8001/",
    "https://a.sharepoint.com/x",
    "https://docs.google.com/document/d/1/edit",
    "https://www.iara.example/",
]


def test_addresses_with_secrets_are_sent_to_nobody_and_written_nowhere(folder: Path, port: int) -> None:
    secret = f"http://docs.test:{port}/page?token=abc123"
    cite(folder, secret, f"http://user:abc123@docs.test:{port}/", f"http://docs.test:{port}/page#auth=abc123")
    report = check(folder, port, archive=True)
    assert Pages.asked == []
    assert report.skipped.total() == 3
    assert rows(folder) == []
    assert "abc123" not in str(report.sections())


@pytest.mark.parametrize("url", SECRETS)
def test_secrets_are_seen(url: str) -> None:
    assert link_privacy.secret(url)


@pytest.mark.parametrize("url", PRIVATE)
def test_private_places_are_seen(url: str) -> None:
    assert link_privacy.private(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.congress.gov/bill?session=115&q=tokens",
        "https://medium.com/@user/story",
        "https://a.org/x?id=4&key=5&page=2",
        "https://8.8.8.8/x",
        "https://hudoc.echr.coe.int/eng#{%22itemid%22:[%22001-198465%22]}",
    ],
)
def test_public_addresses_are_asked_for(url: str) -> None:
    assert link_privacy.secret(url) is None
    assert link_privacy.private(url) is None


def test_hosts_that_lead_into_a_private_network_are_kept_back(folder: Path, port: int) -> None:
    cite(folder, "http://10.1.2.3/x")
    report = check(folder, port, archive=True)
    assert dict(report.skipped) == {("10.1.2.3", "It is at a host of a private network."): 1}
    assert Pages.asked == []


def test_the_command_prints_tables_and_dead_addresses_are_no_failure(
    folder: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    cite(folder, f"http://docs.test:{port}/page", f"http://docs.test:{port}/missing", "https://a.org/?token=12")
    monkeypatch.setattr(check_links, "check_links", lambda corpus, db, **how: check(corpus, port, **how))
    run = CliRunner().invoke(cli.main, ["check-links", str(folder), str(folder.parent / "avr.db"), "--no-archive"])
    assert run.exit_code == 0, run.output
    assert "state\taddresses\ngood\t1\ngone\t1\nkept back\t1\n" in run.stdout
    assert f"gone\thttp://docs.test:{port}/missing\t\tThe server answered 404 Not Found.\n" in run.stdout
    assert "a.org\t1\tIt holds a key or token ('token').\n" in run.stdout


def test_ctrl_c_says_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check_links, "check_links", ended)
    run = CliRunner().invoke(cli.main, ["check-links", str(tmp_path)])
    assert run.exit_code == 130
    assert "What was found is kept, and the same command goes on" in run.output


def test_without_a_database_there_is_nothing_to_ask_for(tmp_path: Path) -> None:
    run = CliRunner().invoke(cli.main, ["check-links", str(tmp_path), str(tmp_path / "avr.db")])
    assert run.exit_code == 1
    assert "There is no database" in run.output
