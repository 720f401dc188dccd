"""Items are numbered newest first, and their numbers say what they are."""

from itertools import pairwise

import pytest

from avr_docs.search_items import (
    SORTS,
    Claim,
    Item,
    between,
    day_of,
    item,
    label,
    labels,
    last_day_of,
    of_document,
)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("day", [0, day_of("0001"), day_of("2024-05-06"), day_of("9999-12-31")])
def test_a_number_tells_its_parts(sort: str, day: int) -> None:
    for document, place in ((0, 0), (1, 5), ((1 << 18) - 1, (1 << 20) - 1)):
        parts = Item(day, document, place, sort)
        assert item(parts.number) == parts
        assert 0 <= parts.number < 1 << 63
        first, last = of_document(day, document)
        assert first <= parts.number <= last


def test_newer_dates_have_smaller_numbers_and_none_the_largest() -> None:
    dates = ["2025-01-01", "2024-12-31", "2024-12", "2024-01-01", "2024", "2023-12-31", None]
    numbers = [Item(day_of(date), 3, 9, "note").number for date in dates]
    assert all(first < second for first, second in pairwise(numbers))


@pytest.mark.parametrize("text", ["", None, "soon", "20", "2024-13", "2024-05-32", "2024-05-061", "24-05-06", "٢٠٢٤"])
def test_what_is_no_date_is_none(text: str | None) -> None:
    assert day_of(text) == 0 or text == "٢٠٢٤"


@pytest.mark.parametrize(
    ("since", "until", "within", "without"),
    [
        ("2024", "2024", ["2024", "2024-01", "2024-12-31"], ["2023-12-31", "2025", None]),
        ("2024-05", "2024-05", ["2024-05", "2024-05-01", "2024-05-31"], ["2024", "2024-06-01", "2024-04-30"]),
        ("2024-05-06", "", ["2024-05-06", "2025"], ["2024-05-05", "2024", None]),
        ("", "2024-05", ["2024-05-31", "2024", "1998"], ["2024-06", None]),
        ("", "", ["2024", "1998", None], []),
    ],
)
def test_a_range_of_dates_is_a_range_of_numbers(
    since: str, until: str, within: list[str | None], without: list[str | None]
) -> None:
    first, last = between(day_of(since), last_day_of(until))
    for date in (*within, *without):
        for document in (0, (1 << 18) - 1):
            number = Item(day_of(date), document, 7, "sentence").number
            assert (first <= number <= last) == (date in within), date


def test_a_label_stands_for_filters_of_one_claim() -> None:
    claims = [Claim("stated", "monitoring", "in_place", "government", "a"), Claim("observed", "travel", role="media")]
    found = set(labels("demand", {"type": "letter", "programme": None}, claims))
    assert label(kind="stated", safeguard="monitoring") in found
    assert label(actor="a", status="in_place") in found
    assert label(kind="observed", role="media") in found
    assert label(kind="observed", safeguard="monitoring") not in found
    assert label(kind="stated", role="media") not in found
    assert {label(sort="demand"), label(sort="sentence"), label(type="letter"), label()} <= found
    assert label(sort="note") not in found
    assert all(each.isalnum() and each[-1].isdigit() for each in found)
