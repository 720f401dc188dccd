"""Cells as lists, addresses and dates."""

import pytest

from avr_docs.site.values import compare_path, document_path, listed, web_address
from avr_docs.words import counted, day, format_of, say


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        (None, []),
        ("", []),
        ('["a", "b; c"]', ["a", "b; c"]),
        ("a; b", ["a", "b"]),
        ("[broken", ["[broken"]),
        (5, ["5"]),
    ],
)
def test_lists(cell: object, items: list[str]) -> None:
    assert listed(cell) == items


@pytest.mark.parametrize("address", ["https://example.org/a?b=c#d", "http://example.org", "HTTPS://EXAMPLE.ORG/"])
def test_web_addresses_are_kept(address: str) -> None:
    assert web_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " \x01javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org",
        "//example.org",
        "https://",
        "https:// example.org",
        "http://[bad",
    ],
)
def test_other_addresses_are_not(address: object) -> None:
    assert web_address(address) is None


def test_paths_are_quoted() -> None:
    assert document_path("a/b ?#") == "/-/avr/document/a%2Fb%20%3F%23"
    assert document_path("letter", 3) == "/-/avr/document/letter#s3"
    assert compare_path("legal_counsel", None) == "/-/avr/compare/legal_counsel/-"


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2024-05-06", "6 May 2024"),
        ("2024-05", "May 2024"),
        ("2024", "2024"),
        ("2024-12-31T10:00:00", "31 December 2024"),
        ("2024-13-01", "2024-13-01"),
        ("1-2-3-4", "1-2-3-4"),
        ("<b>", "<b>"),
        (None, ""),
    ],
)
def test_dates(date: object, shown: str) -> None:
    assert day(date) == shown


def test_words_for_codes() -> None:
    assert say("kind", "norm") == "Required"
    assert say("kind", "something_new") == "something new"
    assert say("kind", None) == ""
    assert (counted(1, "entry", "entries"), counted(1234, "row")) == ("1 entry", "1,234 rows")


@pytest.mark.parametrize(
    ("media_type", "path", "said"),
    [
        ("application/pdf", "a.bin", "PDF"),
        ("image/x-odd", "a.pdf", "image/x-odd"),
        (None, "folder/scan.pdf", "PDF"),
        (None, "folder.d/scan", ""),
        (None, "letter.of 6 May", ""),
        (None, None, ""),
    ],
)
def test_formats_have_plain_names(media_type: str | None, path: str | None, said: str) -> None:
    assert format_of(media_type, path) == said
