"""Nothing is published by oversight: whoever adds a table or a column says here what becomes of it."""

from collections import Counter

import pytest

from avr_docs.publishing.allowed import ALLOWED, KEPT_BACK, MADE_AGAIN
from avr_docs.schema import ONLY_PUBLISHED, TABLES

WHERE = "say so in avr_docs/publishing/allowed.py"


def test_every_table_is_published_made_again_or_kept_back() -> None:
    placed = Counter([*ALLOWED, *MADE_AGAIN, *KEPT_BACK])
    for table in TABLES:
        assert placed[table] == 1, (
            f"Is the table {table} published? Put it into ALLOWED, MADE_AGAIN or KEPT_BACK: {WHERE}"
        )
    assert placed.keys() == TABLES.keys(), f"There are no such tables: {sorted(placed.keys() - TABLES.keys())}"
    assert not ONLY_PUBLISHED.keys() & TABLES.keys()


@pytest.mark.parametrize("table", ALLOWED)
def test_every_column_is_published_or_kept_back(table: str) -> None:
    placed = Counter(ALLOWED[table].columns())
    for column in TABLES[table].columns:
        assert placed[column] == 1, f"Is {table}.{column} published? Put it into facts, words, ... or back: {WHERE}"
    assert placed.keys() == set(TABLES[table].columns)


@pytest.mark.parametrize("table", ALLOWED)
def test_the_list_says_nothing_that_cannot_be(table: str) -> None:
    allowed, columns = ALLOWED[table], TABLES[table].columns
    of_a_document = "document" in columns or table in (
        "documents",
        "claim_safeguards",
        "claim_notes",
        "claim_citations",
    )
    if allowed.rows == "whole":
        assert (allowed.words, allowed.places, allowed.full, allowed.quoted) == ({}, "", "", "")
    else:
        assert of_a_document or table == "demand_safeguards"
    assert set(allowed.needs.split()) <= columns.keys()
    for place in filter(None, allowed.words.values()):
        assert set(place) <= set(allowed.places.split())


def test_what_tells_of_staff_or_of_their_machine_is_kept_back() -> None:
    assert {"who", "recorded", "internal"} <= set(ALLOWED["demand_events"].back.split())
    assert "corpus" in ALLOWED["runs"].back.split()
    assert {"withheld", "fingerprint"} <= set(ALLOWED["documents"].back.split())
