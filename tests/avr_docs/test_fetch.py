"""Fetching, against a real server on this machine; names are looked up here, and nothing reaches the network."""

import csv
import gzip
import hashlib
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from avr_docs import corpus, fetch
from avr_docs.addresses import Address, Network, refusal, resolve
from avr_docs.download import Download, FetchLimits, Visits, download, parse
from avr_docs.errors import FetchError

PAGE = b"<!doctype html><html><head><title>A page</title></head><body><p>Two buses left on Tuesday.</p></body></html>"
PDF = b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
HERE = ip_address("127.0.0.1")
QUICK = FetchLimits(pause_seconds=0, connect_seconds=2, read_seconds=2, total_seconds=5, max_bytes=1_000_000)


class Pages(BaseHTTPRequestHandler):
    """What each path answers; `asked` keeps the requests."""

    asked: list[tuple[str, str]] = []  # noqa: RUF012
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.asked.append((self.path, str(self.headers)))
        answer = getattr(
            self, "page_" + self.path.partition("?")[0].strip("/").replace("/", "_").replace(".", "_"), None
        )
        if answer is None:
            self.send(b"<html><body>Not here.</body></html>", status=404)
        else:
            with suppress(BrokenPipeError, ConnectionResetError):
                answer()

    def send(self, body: bytes, *, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        headers.setdefault("Content_Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def page_page(self) -> None:
        self.send(PAGE, Content_Type="text/html; charset=utf-8", Set_Cookie="visitor=1")

    def page_report_pdf(self) -> None:
        self.send(PDF, Content_Type="application/octet-stream")

    def page_gone_pdf(self) -> None:
        self.send(PAGE, Content_Type="application/pdf")

    def page_hop(self) -> None:
        self.send(b"", status=302, Location="/page", Set_Cookie="visitor=1")

    def page_loop(self) -> None:
        self.send(b"", status=302, Location="/loop")

    def page_to(self) -> None:
        self.send(b"", status=301, Location=self.path.partition("?")[2])

    def page_nowhere(self) -> None:
        self.send(b"", status=302)

    def page_empty(self) -> None:
        self.send(b"")

    def page_picture(self) -> None:
        self.send(b"\x89PNG\r\n\x1a\n" + bytes(100), Content_Type="text/html")

    def page_packed(self) -> None:
        self.send(gzip.compress(PAGE), Content_Encoding="gzip")

    def page_bomb(self) -> None:
        packer = zlib.compressobj(9, wbits=31)
        zeros = bytes(1_000_000)
        body = b"".join(packer.compress(zeros) for _ in range(50)) + packer.flush()
        self.send(body, Content_Encoding="gzip")

    def page_half_packed(self) -> None:
        self.send(gzip.compress(PAGE)[:-10], Content_Encoding="gzip")

    def page_brotli(self) -> None:
        self.send(b"\x0b\x02\x80", Content_Encoding="br")

    def page_announced(self) -> None:
        self.send(b"x", Content_Length="5000000000")

    def page_endless(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        while True:
            self.wfile.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")

    def page_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        for _ in range(200):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def page_cut(self) -> None:
        self.send(PAGE, Content_Length=str(len(PAGE) + 100))
        self.close_connection = True

    def page_slow(self) -> None:
        time.sleep(1.5)
        self.send(PAGE)

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


def lookup(host: str, port: int) -> list[Address]:
    """Names that end in .test are this machine; numbers are what they are; there are no other names."""
    if host.endswith(".test"):
        return [HERE]
    return resolve(host, port) if set(host) <= set("0123456789abcdefx.:") else []


#: As in earnest, but for the one address that the server listens at.
NETWORK = Network(resolve=lookup, refuse=lambda address: None if address == HERE else refusal(address))


def get(port: int, path: str, *, limits: FetchLimits = QUICK) -> Download:
    return download(f"http://docs.test:{port}{path}", limits=limits, network=NETWORK, visits=Visits())


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("127.0.0.1", "this machine"),
        ("127.9.9.9", "this machine"),
        ("::1", "this machine"),
        ("10.1.2.3", "private"),
        ("172.16.0.1", "private"),
        ("192.168.1.1", "private"),
        ("fd00::1", "private"),
        ("fec0::1", "private"),
        ("169.254.10.10", "link-local"),
        ("fe80::1", "link-local"),
        ("169.254.169.254", "metadata"),
        ("100.100.100.200", "metadata"),
        ("168.63.129.16", "metadata"),
        ("fd00:ec2::254", "metadata"),
        ("100.64.0.1", "provider"),
        ("224.0.0.1", "multicast"),
        ("ff0e::1", "multicast"),
        ("0.0.0.0", "no address"),
        ("::", "no address"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        ("198.18.0.1", "private"),
        ("::ffff:127.0.0.1", "written as IPv6"),
        ("::ffff:93.184.215.14", "written as IPv6"),
        ("::127.0.0.1", "written as IPv6"),
        ("64:ff9b::a00:1", "private"),
        ("2002:7f00:1::", "written as IPv6"),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "written as IPv6"),
    ],
)
def test_addresses_that_are_not_of_the_public_internet_are_refused(address: str, reason: str) -> None:
    assert reason in (refusal(ip_address(address)) or "")


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are_allowed(address: str) -> None:
    assert refusal(ip_address(address)) is None


@pytest.mark.parametrize("number", ["2130706433", "0x7f000001", "127.1", "017700000001"])
def test_numbers_in_odd_notations_are_judged_by_what_the_system_makes_of_them(number: str) -> None:
    with pytest.raises(FetchError, match=r"127\.0\.0\.1, which is this machine"):
        Network().addresses(number, 80, seconds=5)


def test_one_refused_address_of_several_refuses_the_host() -> None:
    both = Network(resolve=lambda host, port: [ip_address("93.184.215.14"), ip_address("10.0.0.1")])
    with pytest.raises(FetchError, match=r"10\.0\.0\.1, which is an address of a private network"):
        both.addresses("two-faced.test", 80, seconds=5)


def test_a_name_server_that_hangs_is_not_waited_for() -> None:
    def hang(host: str, port: int) -> list[Address]:
        time.sleep(3)
        return []

    began = time.monotonic()
    with pytest.raises(FetchError, match="has no address"):
        Network(resolve=hang).addresses("slow.test", 80, seconds=0.1)
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://docs.test/a", "nothing else is fetched"),
        ("file:///etc/passwd", "nothing else is fetched"),
        ("https://name:word@docs.test/", "user name or password"),
        ("http://", "no host"),
        ("http://docs.test:99999999/", "no such port"),
        ("http://docs.test:port/", "no web address"),
    ],
)
def test_addresses_that_are_not_fetched(url: str, reason: str) -> None:
    with pytest.raises(FetchError, match=reason):
        parse(url)


def test_a_page_comes_as_its_bytes(port: int) -> None:
    found = get(port, "/page#part")
    assert found == Download(url=f"http://docs.test:{port}/page", data=PAGE, content_type="text/html")


def test_a_redirect_is_followed_without_cookies(port: int) -> None:
    Pages.asked.clear()
    assert get(port, "/hop").url.endswith("/page")
    assert [path for path, _ in Pages.asked] == ["/hop", "/page"]
    assert not any("ookie" in headers for _, headers in Pages.asked)
    assert "User-Agent: avr-docs/" in Pages.asked[0][1]


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.5/secret",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://127.0.0.2/",
        "http://2130706434/",
    ],
)
def test_a_redirect_to_a_private_address_is_refused(port: int, target: str) -> None:
    with pytest.raises(FetchError, match="that is not fetched from"):
        get(port, f"/to?{target}")


def test_a_redirect_to_another_scheme_is_refused(port: int) -> None:
    with pytest.raises(FetchError, match="nothing else is fetched"):
        get(port, "/to?file:///etc/passwd")


def test_redirects_end(port: int) -> None:
    with pytest.raises(FetchError, match="more than 5 redirects"):
        get(port, "/loop")
    with pytest.raises(FetchError, match="does not say where to"):
        get(port, "/nowhere")


def test_the_checked_address_is_the_one_connected_to(port: int) -> None:
    """A name server that answers with another address the second time gains nothing: it is asked once."""
    answers = iter([[HERE], [ip_address("127.0.0.3")]])
    network = Network(resolve=lambda host, port: next(answers), refuse=NETWORK.refuse)
    found = download(f"http://docs.test:{port}/page", limits=QUICK, network=network, visits=Visits())
    assert found.data == PAGE
    assert next(answers) == [ip_address("127.0.0.3")]


@pytest.mark.parametrize("path", ["/announced", "/endless", "/bomb"])
def test_what_is_too_large_is_given_up(port: int, path: str) -> None:
    began = time.monotonic()
    with pytest.raises(FetchError, match="over the limit of 1,000,000 bytes"):
        get(port, path)
    assert time.monotonic() - began < 4


def test_a_server_that_drips_is_left_at_the_deadline(port: int) -> None:
    began = time.monotonic()
    with pytest.raises(FetchError, match="took too long altogether"):
        get(port, "/drip", limits=FetchLimits(pause_seconds=0, read_seconds=2, total_seconds=0.6))
    assert 0.5 < time.monotonic() - began < 1.5


def test_a_server_that_says_nothing_is_left(port: int) -> None:
    with pytest.raises(FetchError, match="did not answer in time"):
        get(port, "/slow", limits=FetchLimits(pause_seconds=0, read_seconds=0.3))


def test_packed_pages_are_unpacked(port: int) -> None:
    assert get(port, "/packed").data == PAGE


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/half/packed", "cut short"), ("/brotli", "not asked for"), ("/cut", "broke off"), ("/missing", "404 Not Found")],
)
def test_answers_that_are_of_no_use(port: int, path: str, reason: str) -> None:
    with pytest.raises(FetchError, match=reason):
        get(port, path)


def test_nobody_listening() -> None:
    with socket.socket() as taken:
        taken.bind((str(HERE), 0))
        with pytest.raises(FetchError, match="no connection to docs"):
            get(taken.getsockname()[1], "/page")


def test_a_host_is_not_asked_twice_within_the_pause(port: int) -> None:
    visits = Visits()
    began = time.monotonic()
    for host in ("docs.test", "docs.test", "other.test"):
        limits = FetchLimits(pause_seconds=0.3)
        download(f"http://{host}:{port}/page", limits=limits, network=NETWORK, visits=visits)
    assert 0.3 <= time.monotonic() - began < 0.6


def folder_of(tmp_path: Path, *rows: dict[str, str]) -> Path:
    """A corpus folder whose documents.csv holds these rows."""
    with (tmp_path / "documents.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["id", "file", "url", "archive_url", "sha256"])
        writer.writeheader()
        writer.writerows(rows)
    return tmp_path


def results_of(folder: Path, **how: Any) -> list[fetch.Result]:
    return fetch.fetch_all(folder, limits=QUICK, network=NETWORK, **how)


def log_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "fetched" / "index.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_files_are_named_by_what_they_are_and_the_corpus_finds_them(tmp_path: Path, port: int) -> None:
    site = f"http://docs.test:{port}"
    folder = folder_of(tmp_path, {"id": "story", "url": f"{site}/hop"}, {"id": "report", "url": f"{site}/report.pdf"})
    seen: list[tuple[int, int, str]] = []
    results = results_of(folder, on_progress=lambda done, total, result: seen.append((done, total, result.id)))
    assert [(result.state, result.file) for result in results] == [
        ("fetched", "fetched/story.html"),
        ("fetched", "fetched/report.pdf"),
    ]
    assert seen == [(1, 2, "story"), (2, 2, "report")]
    assert (folder / "fetched" / "report.pdf").read_bytes() == PDF
    assert [row.file for row in corpus.read(folder).documents] == ["fetched/story.html", "fetched/report.pdf"]
    line = log_of(folder)[0]
    assert line["final_url"] == f"{site}/page"
    assert line["sha256"] == hashlib.sha256(PAGE).hexdigest() == results[0].sha256
    assert line["fetched"][:2] == "20"
    assert sorted(path.name for path in (folder / "fetched").iterdir()) == ["index.csv", "report.pdf", "story.html"]


def test_what_is_there_is_not_fetched_again(tmp_path: Path, port: int) -> None:
    folder = folder_of(tmp_path, {"id": "story", "url": f"http://docs.test:{port}/page"})
    results_of(folder)
    assert results_of(folder) == []
    (again,) = results_of(folder, ids=["story"])
    assert (again.state, again.message) == ("kept", "Fetched/story.html is there; delete it to fetch it again.")
    assert len(log_of(folder)) == 1


def test_one_bad_row_stops_no_other(tmp_path: Path, port: int) -> None:
    site = f"http://docs.test:{port}"
    rows = {
        "missing": f"{site}/nothing",
        "inside": "http://192.168.0.1/admin",
        "nameless": "https://no-such-name.example/",
        "login": f"{site}/gone.pdf",
        "picture": f"{site}/picture",
        "empty": f"{site}/empty",
        "good": f"{site}/page",
    }
    folder = folder_of(tmp_path, *({"id": id, "url": url} for id, url in rows.items()))
    told = {result.id: result.message for result in results_of(folder)}
    assert told.keys() == rows.keys()
    assert told["missing"] == "The server docs.test answered 404 Not Found."
    assert "192.168.0.1, which is an address of a private network" in told["inside"]
    assert told["nameless"].startswith("The name no-such-name.example has no address")
    assert told["login"].startswith("A web page came where a PDF was promised")
    assert "picture (PNG)" in told["picture"]
    assert told["empty"] == "The server sent nothing."
    assert [path.name for path in (folder / "fetched").glob("*.*ml")] == ["good.html"]


def test_the_archive_is_asked_where_the_page_fails(tmp_path: Path, port: int) -> None:
    site = f"http://docs.test:{port}"
    folder = folder_of(
        tmp_path,
        {"id": "one", "url": f"{site}/nothing", "archive_url": f"{site}/page"},
        {"id": "two", "url": f"{site}/nothing", "archive_url": f"{site}/empty"},
    )
    one, two = results_of(folder)
    assert one.from_archive
    assert one.message.endswith(
        "bytes from the archive; the page itself failed: the server docs.test answered 404 Not Found."
    )
    assert log_of(folder)[0]["from_archive"] == "1"
    assert two.failed
    assert two.message.endswith("the archive's copy: the server sent nothing.")


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        (
            "https://web.archive.org/web/20190702/https://a.example/b",
            "https://web.archive.org/web/20190702id_/https://a.example/b",
        ),
        (
            "https://web.archive.org/web/20190702id_/https://a.example/b",
            "https://web.archive.org/web/20190702id_/https://a.example/b",
        ),
        ("https://archive.example/20190702/https://a.example", "https://archive.example/20190702/https://a.example"),
    ],
)
def test_the_wayback_machine_is_asked_for_the_bytes_as_they_came(url: str, asked: str) -> None:
    assert fetch.WAYBACK.sub(r"\1id_\2", url) == asked


def test_another_file_than_the_one_vouched_for_is_refused(tmp_path: Path, port: int) -> None:
    folder = folder_of(tmp_path, {"id": "story", "url": f"http://docs.test:{port}/page", "sha256": "0" * 64})
    (result,) = results_of(folder)
    assert "not the file that documents.csv vouches for" in result.message
    assert not (folder / "fetched").exists()


def test_ids_choose_rows_and_unknown_ones_are_named(tmp_path: Path, port: int) -> None:
    site = f"http://docs.test:{port}"
    folder = folder_of(tmp_path, {"id": "a", "url": f"{site}/page"}, {"id": "b", "url": f"{site}/page"})
    assert [result.id for result in results_of(folder, ids=["b"])] == ["b"]
    with pytest.raises(FetchError, match="No document of the corpus has the id 'c', 'd'"):
        results_of(folder, ids=["c", "a", "d"])


def test_private_addresses_can_be_allowed(tmp_path: Path, port: int) -> None:
    folder = folder_of(tmp_path, {"id": "story", "url": f"http://127.0.0.1:{port}/page"})
    (refused,) = fetch.fetch_all(folder, limits=QUICK)
    assert "which is this machine itself" in refused.message
    (fetched,) = fetch.fetch_all(folder, limits=QUICK, allow_private=True)
    assert fetched.state == "fetched"


def test_a_full_disk_leaves_no_file(tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, cells: object) -> None:
        raise OSError(28, "No space left on device")

    folder = folder_of(tmp_path, {"id": "story", "url": f"http://docs.test:{port}/page"})
    monkeypatch.setattr(fetch, "_log", full)
    (result,) = results_of(folder)
    assert result.message == "It cannot be saved (No space left on device)."
    assert list((folder / "fetched").iterdir()) == []
