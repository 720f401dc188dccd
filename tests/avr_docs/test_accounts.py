"""Who may sign in: passwords are kept as hashes alone, sessions end, and nobody learns which names there are."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from avr_docs import accounts
from avr_docs.accounts import AccountError
from avr_docs.site.attempts import FIRST, FREE, LONGEST, MOST_NAMES, Attempts

PASSWORD = "a long password of mine"


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(accounts, "N", 2)  # what is tested here does not hang on its cost
    accounts.add(tmp_path / "tracking.db", "Ana Ruiz", PASSWORD)
    return tmp_path / "tracking.db"


def signed_in(log: Path, password: str = PASSWORD) -> str:
    found = accounts.sign_in(log, "ana ruiz", password)
    assert found is not None
    assert found[0] == "Ana Ruiz"
    return found[1]


def test_a_session_is_had_for_a_password(log: Path) -> None:
    token = signed_in(log)
    assert accounts.signed_in(log, token) == "Ana Ruiz"
    assert accounts.sign_in(log, "Ana Ruiz", f"{PASSWORD} ") is None
    assert accounts.sign_in(log, "nobody", PASSWORD) is None
    for wrong in ("", "x", token[:-1], f"{token}x", "\udcff"):
        assert accounts.signed_in(log, wrong) is None


def test_neither_password_nor_token_is_in_the_file(log: Path) -> None:
    token = signed_in(log)
    data = log.read_bytes()
    assert PASSWORD.encode() not in data
    assert token.encode() not in data


def test_each_hash_has_its_own_salt_and_says_what_it_cost() -> None:
    one, other = accounts.hashed(PASSWORD), accounts.hashed(PASSWORD)
    assert one != other
    assert one.startswith("scrypt$32768$8$3$")
    assert accounts.matches(PASSWORD, one)
    assert not accounts.matches("another", one)


def test_a_hash_of_other_cost_still_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "N", 1024)
    old = accounts.hashed(PASSWORD)
    monkeypatch.undo()
    assert accounts.matches(PASSWORD, old)


def test_a_name_without_account_costs_the_same(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    costs: list[tuple[int, int, int]] = []
    plain = accounts._scrypt
    monkeypatch.setattr(accounts, "N", 2**15)
    accounts.change(log, "Ana Ruiz", PASSWORD)

    def counted(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
        costs.append((n, r, p))
        return plain(password, salt, 2, r, p)

    monkeypatch.setattr(accounts, "_scrypt", counted)
    accounts.sign_in(log, "Ana Ruiz", "wrong")
    accounts.sign_in(log, "nobody", "wrong")
    assert costs[0] == costs[1]


def test_letters_typed_in_another_form_are_the_same_password() -> None:
    assert accounts.matches("contrasen\u0303a-larga", accounts.hashed("contrase\u00f1a-larga"))


def test_a_session_ends(log: Path) -> None:
    token = signed_in(log)
    with sqlite3.connect(log) as db:
        (created,) = db.execute("select created from sessions").fetchone()
    idle, whole = accounts.IDLE, accounts.LONGEST_SESSION
    assert accounts.signed_in(log, token, moment=created + idle + 1) is None
    moment = created
    while moment < created + whole - idle / 2:  # somebody who works all day
        assert accounts.signed_in(log, token, moment=moment)
        moment += idle / 2
    assert accounts.signed_in(log, token, moment=created + whole + 1) is None


@pytest.mark.parametrize("end", ["out", "password", "remove"])
def test_sessions_end_with_sign_out_another_password_and_removal(log: Path, end: str) -> None:
    one, other = signed_in(log), signed_in(log)
    if end == "out":
        accounts.sign_out(log, one)
        assert accounts.signed_in(log, other)
    elif end == "password":
        accounts.change(log, "ANA RUIZ", "another long password")
        assert accounts.signed_in(log, other) is None
        assert accounts.sign_in(log, "Ana Ruiz", PASSWORD) is None
        signed_in(log, "another long password")
    else:
        accounts.remove(log, "Ana Ruiz")
        assert accounts.signed_in(log, other) is None
        assert accounts.listing(log) == []
    assert accounts.signed_in(log, one) is None


@pytest.mark.parametrize(
    ("name", "password", "message"),
    [
        ("ANA  RUIZ", PASSWORD, "has an account"),
        ("", PASSWORD, "is no name"),
        ("<b>", PASSWORD, "is no name"),
        ("a" * 61, PASSWORD, "is no name"),
        ("bo", "short", "too short"),
        ("bo", "a" * 30, "too easy"),
        ("bo", "ab" * 400, "longer than"),
        ("twelve-letters", "Twelve-Letters", "too easy"),
    ],
)
def test_what_is_no_account(log: Path, name: str, password: str, message: str) -> None:
    with pytest.raises(AccountError, match=message):
        accounts.add(log, name, password)
    assert len(accounts.listing(log)) == 1


def test_who_has_no_account_is_told_who_has(log: Path) -> None:
    for act in (lambda: accounts.remove(log, "bo"), lambda: accounts.change(log, "bo", PASSWORD)):
        with pytest.raises(AccountError, match=r"bo has no account\. Those that have one: Ana Ruiz"):
            act()


def test_passwords_that_are_made_are_long_and_unlike() -> None:
    made = {accounts.generated() for _ in range(50)}
    assert len(made) == 50
    assert all(len(each.replace("-", "")) == 20 for each in made)


class Clock:
    """A clock that stands until it is set."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def fail(attempts: Attempts, name: str, times: int) -> None:
    for _ in range(times):
        attempts.begin(name)


def test_after_a_few_failures_a_name_waits_longer_each_time() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    waits: list[Any] = []
    for _ in range(14):
        attempts.begin("Ana")
        waits.append(attempts.wait(" aNA "))
    assert waits[: FREE - 1] == [0] * (FREE - 1)
    assert waits[FREE - 1 : FREE + 2] == [FIRST + 1, 2 * FIRST + 1, 4 * FIRST + 1]
    assert waits[-1] == LONGEST + 1
    assert attempts.wait("bo") == 0
    clock.now += LONGEST + 2
    assert attempts.wait("ana") == 0


def test_a_good_attempt_and_a_day_forget_what_failed() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    fail(attempts, "ana", FREE)
    attempts.end("ANA")
    assert attempts.wait("ana") == 0
    fail(attempts, "ana", FREE)
    clock.now += 25 * 3600
    attempts.begin("ana")
    assert attempts.wait("ana") == 0


def test_invented_names_do_not_fill_the_memory() -> None:
    attempts = Attempts(Clock())
    for n in range(MOST_NAMES + 50):
        attempts.begin(f"name{n}")
    assert len(attempts._failed) == MOST_NAMES
