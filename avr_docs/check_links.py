"""Asks for every address that is cited whether it is still there, and keeps each result in link_checks.csv at once.

While it runs, rows are added at the end of the file, so that a run that is ended at any moment has lost no result; when
it ends, the file is put in order, one row an address by the alphabet, for people to read and for small differences
between two versions of it.
"""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urldefrag, urlsplit

from avr_docs import access, link_privacy, spreadsheet_log, store, wayback
from avr_docs.addresses import Network
from avr_docs.ask import Answer, ask
from avr_docs.cited import Target, cited
from avr_docs.corpus_files import CorpusProblem
from avr_docs.corpus_sources import CHECKS_FILE, LINK_CHECKS, link_checks
from avr_docs.download import FetchLimits, Visits, parse
from avr_docs.errors import CorpusError, FetchError, LogError
from avr_docs.link_state import Verdict, judge
from avr_docs.records import LinkCheck, LinkState
from avr_docs.spreadsheet import is_url

LIMITS = FetchLimits(max_bytes=200_000, connect_seconds=10, read_seconds=20, total_seconds=30)
#: How often running a host, or the archive, may fail before it is left.
FAILURES = 3
#: An outage says nothing about the month after it, so what could not be reached is asked for again on the next day.
UNREACHABLE_DAYS = 1
#: The longest that a server's request to wait is heeded, in seconds.
PATIENCE = 60.0

#: Called after each address: how many are done, of how many, and the one just done.
Progress = Callable[[int, int, str], object]


@dataclass(slots=True, kw_only=True)
class Report:
    """What a run did. `skipped` counts, by host and reason, addresses that were kept back; `fresh` those that were
    checked not long ago; `left` those that a host which was busy or a limit left for the next run. `remarks` are
    sentences for a person."""

    checks: list[LinkCheck] = field(default_factory=list)
    skipped: Counter[tuple[str, str]] = field(default_factory=Counter)
    fresh: int = 0
    left: int = 0
    remarks: list[str] = field(default_factory=list)

    def sections(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """Tables for a person: how many addresses of each state, those to look at, and those not asked for."""
        states = Counter(check.state for check in self.checks)
        counts = [{"state": state, "addresses": states[state]} for state in get_args(LinkState) if states[state]]
        counts += [
            {"state": name, "addresses": number}
            for name, number in (
                ("checked not long ago", self.fresh),
                ("kept back", self.skipped.total()),
                ("left for the next run", self.left),
            )
            if number
        ]
        bad = [
            {"state": check.state, "address": check.url, "archived copy": check.archived_url, "note": check.note}
            for check in self.checks
            if check.state in ("gone", "moved", "unreachable")
        ]
        kept = [{"host": host, "addresses": n, "reason": why} for (host, why), n in sorted(self.skipped.items())]
        sections = [("Addresses", counts), ("To look at", bad), ("Kept back, and sent to nobody", kept)]
        return [(title, rows) for title, rows in sections if rows or title == "Addresses"]


def check_links(
    folder: Path,
    db_path: Path,
    *,
    days: int = 30,
    everything: bool = False,
    limit: int | None = None,
    archive: bool = True,
    allow_private: bool = False,
    limits: FetchLimits = LIMITS,
    network: Network | None = None,
    service: str = wayback.SERVICE,
    on_progress: Progress | None = None,
) -> Report:
    """Asks for the addresses that the database cites and that were not checked in the last `days` days.

    `everything` asks for all of them, `limit` for so many at most. `archive` asks the Wayback Machine for copies.
    `allow_private` lifts the check of hosts, for a server of one's own; addresses with secrets are kept back always.

    Raises:
        StoreError: the database cannot be used, or another check is running.
        CorpusError: link_checks.csv cannot be read.
        LogError: it cannot be written. What was recorded before stands.
    """
    path = folder / CHECKS_FILE
    with store.connect(db_path) as db:
        targets = cited(db)
    network = network or (Network(refuse=lambda _: None) if allow_private else Network())
    with access.sole_writer(path, what="check of addresses"):
        problems: list[CorpusProblem] = []
        known = {check.url: check for check in link_checks(folder, problems)}
        spreadsheet_log.append(path, LINK_CHECKS, [])  # so that a file that cannot be added to is told before the work
        run = _Run(path=path, known=known, limits=limits, network=network, service=service, on_progress=on_progress)
        run.archive = archive
        run.report.remarks += [problem.message for problem in problems]
        run.choose(targets, due=None if everything else days, limit=limit, allow_private=allow_private)
        try:
            run.run()
        finally:
            if not problems:
                run.put_in_order()
    return run.report


@dataclass(slots=True, kw_only=True)
class _Run:
    path: Path
    known: dict[str, LinkCheck]
    limits: FetchLimits
    network: Network
    service: str
    on_progress: Progress | None
    archive: bool = True
    report: Report = field(default_factory=Report)
    visits: Visits = field(default_factory=Visits)
    queues: dict[str, deque[Target]] = field(default_factory=dict)
    later: dict[str, deque[Target]] = field(default_factory=dict)  # of hosts that failed, for the end of the run
    failures: Counter[str] = field(default_factory=Counter)
    waited_for: set[str] = field(default_factory=set)
    archive_failures: int = 0
    total: int = 0
    done: int = 0
    today: date = field(default_factory=lambda: datetime.now(UTC).date())

    def choose(self, targets: Iterable[Target], *, due: int | None, limit: int | None, allow_private: bool) -> None:
        """Puts in line, host by host, what is to be asked for. `due` is after how many days; None for at once."""
        for target in targets:
            reasons = (reason for url in target.spellings if (reason := link_privacy.secret(url)))
            reason = next(reasons, None) or (None if allow_private else link_privacy.private(target.url))
            if reason is not None:
                self.keep_back(target, reason)
            elif due is not None and all(self.is_fresh(url, due) for url in target.spellings):
                self.report.fresh += 1
            elif limit is not None and self.total >= limit:
                self.report.left += 1
            else:
                self.queues.setdefault(_host(target.url), deque()).append(target)
                self.total += 1

    def is_fresh(self, url: str, days: int) -> bool:
        check = self.known.get(url)
        if check is None:
            return False
        days = min(days, UNREACHABLE_DAYS) if check.state == "unreachable" else days
        return check.checked > (self.today - timedelta(days=days)).isoformat()

    def keep_back(self, target: Target, reason: str) -> None:
        self.report.skipped[_host(target.url), f"It {reason}."] += 1

    def run(self) -> None:
        """Asks for everything in line, each time the host that was left alone for longest."""
        while self.queues or self.later:
            if not self.queues:
                self.queues, self.later = self.later, {}
            host = min(self.queues, key=lambda host: self.visits.times.get(host, 0.0))
            target = self.queues[host][0]
            answer = ask(target.url, limits=self.limits, network=self.network, visits=self.visits)
            if self.must_wait(host, target, answer):
                continue
            self.queues[host].popleft()
            if answer.private:
                self.keep_back(target, "is at a host of a private network")
                self.tell(target)
            else:
                self.settle(target, answer, judge(target.url, answer))
                self.look_after(host, failed=self.report.checks[-1].state == "unreachable", answer=answer)
            if not self.queues.get(host):
                self.queues.pop(host, None)

    def must_wait(self, host: str, target: Target, answer: Answer) -> bool:
        """Whether the server asks for a while that is short enough to be waited for, once for each address."""
        seconds = answer.retry_after
        if answer.status not in (429, 503) or seconds is None or seconds > PATIENCE or target.url in self.waited_for:
            return False
        self.waited_for.add(target.url)
        self.visits.hold(host, seconds)
        return True

    def look_after(self, host: str, *, failed: bool, answer: Answer) -> None:
        """Leaves a host that fails for the end of the run, and where it fails again then, for another one."""
        busy = answer.status == 429
        self.failures[host] = self.failures[host] + 1 if failed or busy else 0
        if self.failures[host] < FAILURES or not self.queues[host]:
            return
        rest = self.queues.pop(host)
        if self.failures[host] == FAILURES:
            self.later[host] = rest
            return
        if busy:
            self.report.left += len(rest)
            self.report.remarks.append(f"{host} asks for fewer requests: {len(rest)} left for the next run.")
            return
        told = f"Not asked for itself: {host} failed to answer {self.failures[host]} times before, in the same run."
        for target in rest:
            self.settle(target, None, Verdict("unreachable", told))

    def settle(self, target: Target, answer: Answer | None, verdict: Verdict) -> None:
        """Writes down what was found, for each spelling of the address, and tells it."""
        before = next((self.known[url] for url in target.spellings if url in self.known), None)
        copy = self.copy_of(target, before, verdict)
        today = self.today.isoformat()
        final, note = _shown(target.url, answer, verdict.note)
        check = LinkCheck(
            url=target.url,
            state=verdict.state,
            checked=today,
            http_status=answer.status if answer and answer.status in range(100, 1000) else None,
            final_url=final,
            archived_url=copy.url if copy else None,
            archived=copy.day if copy else None,
            last_seen=today if verdict.state == "good" else before.last_seen if before else None,
            note=note,
        )
        checks = [replace(check, url=url) for url in target.spellings]
        spreadsheet_log.append(self.path, LINK_CHECKS, map(_cells, checks))
        self.known.update({each.url: each for each in checks})
        self.report.checks.append(check)
        self.tell(target)

    def copy_of(self, target: Target, before: LinkCheck | None, verdict: Verdict) -> wayback.Copy | None:
        """The archived copy: the one that is known, or the address itself, or what the archive says."""
        if before is not None and before.archived_url and before.archived:
            return wayback.Copy(before.archived_url, before.archived)
        own = wayback.own(target.url)
        if own is not None or not self.archive or self.archive_failures >= FAILURES:
            return own if verdict.state == "good" else None
        try:
            copy = wayback.nearest(
                target.url,
                target.day,
                limits=self.limits,
                network=self.network,
                visits=self.visits,
                service=self.service,
            )
        except FetchError as error:
            self.archive_failures += 1
            if self.archive_failures == FAILURES:
                told = f"The Internet Archive is not asked any more in this run: {error}"
                self.report.remarks.append(told.rstrip(".") + ".")
            return None
        self.archive_failures = 0
        return copy

    def tell(self, target: Target) -> None:
        self.done += 1
        if self.on_progress is not None:
            self.on_progress(self.done, self.total, target.url)

    def put_in_order(self) -> None:
        rows = [_cells(self.known[url]) for url in sorted(self.known)]
        try:
            spreadsheet_log.rewrite(self.path, LINK_CHECKS, rows)
        except (CorpusError, LogError) as error:
            self.report.remarks.append(str(error))


def _host(url: str) -> str:
    """The host of an address, as its visits are counted."""
    try:
        return parse(url).host
    except FetchError:
        return urlsplit(url).hostname or ""


def _shown(url: str, answer: Answer | None, note: str | None) -> tuple[str | None, str | None]:
    """Where the address led to, and the note, as they are written down: without a key that the server gave away."""
    if note and "://" in note and link_privacy.secret(note):
        note = "The server sends on to an address with a key in it, and that led nowhere."
    if answer is None or answer.url == url or not is_url(answer.url):
        return None, note
    if link_privacy.secret(answer.url) is None:
        return answer.url, note
    return urldefrag(answer.url).url.partition("?")[0], note


def _cells(check: LinkCheck) -> dict[str, str | None]:
    """The check as cells on one line. None begins as a formula does: notes are sentences, the rest addresses, numbers
    and dates."""
    values = {name: None if value is None else str(value) for name, value in asdict(check).items()}
    note = re.sub(r"[\s\x00-\x1f\x7f]+", " ", check.note).strip() if check.note else None
    return {**values, "note": note}
