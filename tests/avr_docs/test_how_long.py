"""How long a demand is open, in words that are as exact as its date."""

from datetime import date

import pytest

from avr_docs.site.how_long import closed_on, spell, told

TODAY = date(2026, 8, 6)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ((2024, 5, 6), (2026, 8, 6), "2 years and 3 months"),
        ((2024, 5, 6), (2026, 8, 5), "2 years and 2 months"),
        ((2025, 8, 6), (2026, 8, 6), "1 year"),
        ((2026, 7, 6), (2026, 8, 6), "1 month"),
        ((2024, 1, 31), (2024, 2, 29), "29 days"),
        ((2026, 8, 5), (2026, 8, 6), "1 day"),
        ((2026, 8, 6), (2026, 8, 6), "less than a day"),
        ((2026, 8, 7), (2026, 8, 6), ""),
    ],
)
def test_the_time_between_two_days(start: tuple[int, int, int], end: tuple[int, int, int], words: str) -> None:
    assert spell(date(*start), date(*end)) == words


@pytest.mark.parametrize(
    ("made", "status", "closed", "words"),
    [
        ("2024-05-06", "open", None, "open for 2 years and 3 months"),
        ("2024-05-06", None, None, "open for 2 years and 3 months"),
        ("2024-05-06", "no_response", None, "open for 2 years and 3 months"),
        ("2024-05-06", "partly_met", None, "open for 2 years and 3 months"),
        ("2024-05", "open", None, "open for about 2 years and 3 months"),
        ("2024", "open", None, "open for about 2 years and 7 months"),
        ("2024-05-06", "met", "2025-07-06", "met after 1 year and 2 months"),
        ("2024-05-06", "refused", "2024-05-09", "refused after 3 days"),
        ("2024-05-06", "overtaken", "2024-06-06", "overtaken by events after 1 month"),
        ("2024-05-06", "met", None, "met; when is not known"),
        ("2024-05-06", "met", "2024-01-02", "met on 2 January 2024, before its document’s date"),
        (None, "open", None, "how long is not known: its document has no date"),
        ("soon", "met", "2024-05-09", "how long is not known: its document has no date"),
        ("2027-01-01", "open", None, "made on a day that is still to come"),
    ],
)
def test_from_the_documents_date_to_what_closed_it_or_today(
    made: str | None, status: str | None, closed: str | None, words: str
) -> None:
    assert told({"date": made, "status": status, "status_date": None}, closed, TODAY) == words


@pytest.mark.parametrize(
    ("entries", "closed"),
    [
        ([], None),
        ([("2024-01-01", "no_response")], None),
        ([("2024-01-01", "met"), ("2025-01-01", "met")], "2024-01-01"),
        ([("2024-01-01", "met"), ("2024-06-01", "stalled")], None),
        ([("2024-01-01", "met"), ("2024-06-01", "stalled"), ("2025-02-03", "refused")], "2025-02-03"),
    ],
)
def test_it_was_closed_when_it_was_closed_for_good(entries: list[tuple[str, str]], closed: str | None) -> None:
    assert closed_on({"date": date, "status": status} for date, status in entries) == closed
