"""How long pages of the site take, beside the table page of Datasette as it comes, on the same file in the same run.

    python -m benchmarks.site DB [--rounds 20] [--only search,cell] [--port 8120]

Both servers run as users have them, over HTTP, and are asked by one visitor, one page at a time: in every round each
page once, in an order drawn anew, with the addresses drawn from the database. The first round is not counted: caches
fill in it. Times are from the request to the last byte, in milliseconds.
"""

import argparse
import http.client
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import NamedTuple

from benchmarks.site_pages import Page, pages

OURS = "from avr_docs.cli import main; main()"
#: Datasette without our plugin, which it finds by its entry point and offers no way to leave out.
STOCK = "from datasette.plugins import pm; pm.unregister(name='avr_docs'); from datasette.cli import cli; cli()"
#: What the others are compared with.
MEASURE = "stock: claims"


class Answer(NamedTuple):
    """How one request went."""

    status: int
    milliseconds: float
    address: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("db", type=Path)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--port", type=int, default=8120)
    parser.add_argument("--only", help="pages whose names hold one of these words, parted by commas")
    parser.add_argument("--slow", type=float, default=500, help="name addresses that took longer, in milliseconds")
    given = parser.parse_args()
    wanted = [each for each in pages(given.db) if _is_wanted(each, given.only)]
    ours = [sys.executable, "-c", OURS, "serve", str(given.db), "--port", str(given.port)]
    stock = [sys.executable, "-c", STOCK, "serve", "-i", str(given.db), "--port", str(given.port + 1)]
    with server(ours, given.port) as site, server(stock, given.port + 1) as plain:
        took = measure(wanted, {False: site, True: plain}, Random(given.seed), given.rounds)
    report(wanted, took, given.slow)


def _is_wanted(page: Page, only: str | None) -> bool:
    return page.name == MEASURE or not only or any(word in page.name for word in only.split(","))


@contextmanager
def server(command: Sequence[str], port: int) -> Iterator[http.client.HTTPConnection]:
    """The server that `command` starts, once it answers."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment) as process:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        try:
            _wait(connection, process)
            yield connection
        finally:
            connection.close()
            process.terminate()


def _wait(connection: http.client.HTTPConnection, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            ask(connection, "/-/static/app.css")
        except OSError:
            connection.close()
            time.sleep(0.2)
            if process.poll() is not None:
                break
        else:
            return
    raise SystemExit("A server did not start; is its port taken?")


def ask(connection: http.client.HTTPConnection, address: str) -> Answer:
    """Requests the page and reads it to its end."""
    began = time.perf_counter()
    connection.request("GET", address)
    answer = connection.getresponse()
    answer.read()
    took = 1000 * (time.perf_counter() - began)
    connection.close()  # it opens again by itself; the server closes those that rest for seconds
    return Answer(answer.status, took, address)


def measure(
    wanted: Sequence[Page], sites: dict[bool, http.client.HTTPConnection], random: Random, rounds: int
) -> dict[str, list[Answer]]:
    """The answers by the name of the page."""
    took: dict[str, list[Answer]] = defaultdict(list)
    for n in range(rounds + 1):
        for page in random.sample(wanted, len(wanted)):
            answer = ask(sites[page.stock], random.choice(page.addresses))
            if n:
                took[page.name].append(answer)
    return took


def report(wanted: Sequence[Page], took: dict[str, list[Answer]], slow: float) -> None:
    """Prints the table, then the slow addresses."""
    plain = median(each.milliseconds for each in took[MEASURE])
    print(f"{'page':<32}{'n':>4}{'median':>9}{'p95':>9}{'max':>9}{'of stock':>10}")
    for page in wanted:
        good = sorted(each.milliseconds for each in took[page.name] if each.status == 200)
        others = {each.status: each.address for each in took[page.name] if each.status != 200}
        if good:
            p95 = quantiles(good, n=20, method="inclusive")[-1] if len(good) > 1 else good[0]
            figures = "".join(f"{each:>9.0f}" for each in (median(good), p95, good[-1]))
            print(f"{page.name:<32}{len(good):>4}{figures}{median(good) / plain:>10.2f}")
        for status, address in others.items():
            what = {404: "missing (404)", 302: "leads on (302)"}.get(status, f"failed ({status})")
            print(f"{page.name:<32}{what:>14}  {address}")
    slowest = {
        each.address: each.milliseconds
        for page in wanted
        if not page.stock
        for each in sorted(took[page.name], key=lambda each: each.milliseconds)
        if each.milliseconds > slow
    }
    for address, milliseconds in sorted(slowest.items(), key=lambda pair: -pair[1]):
        print(f"over {slow:.0f} ms: {milliseconds:.0f} ms {address}")


if __name__ == "__main__":
    main()
