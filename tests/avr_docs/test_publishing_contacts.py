"""Contact details are shown to a person before they go out."""

from pathlib import Path

import publish_example
import pytest
from click.testing import CliRunner
from sqlite_utils import Database

from avr_docs import publishing
from avr_docs.cli import main
from avr_docs.publishing import contacts


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Write to ana.ruiz@example.org today.", "e-mail address"),
        ("ana.ruiz [at] example.org", "e-mail address"),
        ("ana\u200b.ruiz@\u00adexample.org", "e-mail address"),
        ("Tel. +52 55 1234 5678", "telephone number"),
        ("call (555) 123-4567", "telephone number"),
        ("call 555.123.4567 now", "telephone number"),
        ("0049 (0)30 1234567", "telephone number"),
        ("Her number is A 012 345 678.", "A-number"),
        ("A012345678", "A-number"),
        ("A#\u200a012‑345‑678", "A-number"),
        ("Alien Registration No. 12345678", "A-number"),
        ("https://example.org/file?token=abcdefgh123", "address that holds a key"),
    ],
)
def test_what_is_written_in_the_usual_ways_is_found(text: str, kind: str) -> None:
    assert [found for found, _ in contacts.search(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "On 14 November 2019, 84 of 1,204 people; see paras. 10-12.",
        "No. 25244/18, ECLI:CE:ECHR:2021:0713JUD002524418",
        "https://example.org/2019/07/30/555-123-4567-story",
        "A/HRC/38/41, 8 U.S.C. § 1158, 2020-HC-1187",
        "ISBN 978-3-16-148410-0",
        "an agreement @ the border",
    ],
)
def test_dates_dockets_and_addresses_are_no_contacts(text: str) -> None:
    assert not list(contacts.search(text))


def test_no_text_takes_long_to_search() -> None:
    for text in ("a" * 200_000, "1 " * 100_000, "a.a-" * 50_000, "+1" + "(1" * 100_000, "@" * 100_000):
        assert not [kind for kind, _ in contacts.search(text) if kind == "A-number"]


@pytest.fixture
def private(tmp_path: Path) -> Path:
    path = publish_example.make(tmp_path / "avr.db")
    db = Database(path)
    db.execute("update sentences set text = replace(text, 'ordinary', 'a@example.org')")
    db.execute("update documents set text = replace(text, 'ordinary', 'a@b.org')")
    db.conn.commit()
    return path


def test_nothing_is_published_until_somebody_has_looked(private: Path, tmp_path: Path) -> None:
    target = tmp_path / "public" / "public.db"
    with pytest.raises(publishing.ContactsFound) as found:
        publishing.publish(private, target)
    full = publish_example.ID["full"]
    assert found.value.hits == [contacts.Hit("e-mail address", full, "sentence 1", "a@example.org")]
    assert not target.exists()
    reviewed = tmp_path / "reviewed.txt"
    reviewed.write_text("\n".join(["# looked at by the desk", *found.value.lines]))
    publishing.publish(private, target, reviewed=reviewed)
    assert target.exists()


def test_a_document_that_has_changed_is_looked_at_again(private: Path, tmp_path: Path) -> None:
    with pytest.raises(publishing.ContactsFound) as found:
        publishing.publish(private, tmp_path / "public.db")
    reviewed = tmp_path / "reviewed.txt"
    reviewed.write_text("\n".join(found.value.lines))
    db = Database(private)
    db.execute("update sentences set text = text || ' b@example.org' where text like '%a@example.org%'")
    db.conn.commit()
    with pytest.raises(publishing.ContactsFound):
        publishing.publish(private, tmp_path / "public.db", reviewed=reviewed)


def test_a_list_that_cannot_be_read_is_told(private: Path, tmp_path: Path) -> None:
    reviewed = tmp_path / "reviewed.txt"
    reviewed.write_text("one two three")
    with pytest.raises(contacts.ReviewError, match="line 1"):
        publishing.publish(private, tmp_path / "public.db", reviewed=reviewed)


def test_the_command_lists_what_was_found_and_says_what_to_do(private: Path, tmp_path: Path) -> None:
    target = tmp_path / "public.db"
    done = CliRunner().invoke(main, ["publish", str(private), str(target)])
    assert done.exit_code == 1
    assert "e-mail address\tdocument-full-2024\tsentence 1\ta@example.org" in done.output
    assert "--reviewed" in done.output
    done = CliRunner().invoke(main, ["publish", str(private), str(target), "--allow-contacts"])
    assert done.exit_code == 0, done.output
    assert "1 sentence of 1 document were left out" in done.output
    assert "avr-docs serve" in done.output


def test_an_address_that_nobody_can_have_is_nobodys() -> None:
    assert not list(contacts.search("Write to press@agency.example or a@b.invalid."))
    assert list(contacts.search("Write to press@agency.example.org."))
