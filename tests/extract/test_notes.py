"""Note labels and markers as text: what counts as one, and in which order they come."""

import pytest

from extract.marks import marks
from extract.notes import Start, follows, label_of, labels_of, longest_sequence, start_of, values


@pytest.mark.parametrize(
    ("raised", "labels"),
    [
        ("12", ["12"]),
        ("12,13", ["12", "13"]),
        (" 4; 5", ["4", "5"]),
        ("²³", ["23"]),
        ("∗", ["*"]),
        ("††", ["††"]),
        ("[7]", ["7"]),
        ("a", ["a"]),
        ("th", []),
        ("2019", []),
        ("st", []),
    ],
)
def test_a_raised_stretch_is_labels_or_none(raised: str, labels: list[str]) -> None:
    assert labels_of(raised) == labels


def test_one_label_alone() -> None:
    assert label_of("3") == "3"
    assert label_of("3,4") is None


@pytest.mark.parametrize(
    ("text", "raised", "expected"),
    [
        ("12 See the report.", "", ("12", "See the report.")),
        ("12. See the report.", "", ("12", "See the report.")),
        ("[12] See the report.", "", ("12", "See the report.")),
        ("(3) See the report.", "", ("3", "See the report.")),
        ("* The author thanks all.", "", ("*", "The author thanks all.")),
        ("†Retired.", "", ("†", "Retired.")),
        ("7Flights went on.", "7", ("7", "Flights went on.")),
        ("7) Flights went on.", "7", ("7", "Flights went on.")),
    ],
)
def test_a_line_begins_with_a_label(text: str, raised: str, expected: tuple[str, str]) -> None:
    start = start_of(text, raised=raised)
    assert start is not None
    assert (start.label, text[start.end :]) == expected


@pytest.mark.parametrize("text", ["3.1 Scope", "2019 was a year", "The report", "12"])
def test_a_line_without_a_label(text: str) -> None:
    assert start_of(text) is None


def test_labels_follow_one_another() -> None:
    assert follows("5", "4")
    assert not follows("6", "4")
    assert follows("6", "4", skip=2)
    assert follows("1", "40"), "numbering may start again"
    assert follows("b", "a")
    assert follows("*", "4")
    assert not follows("14", "4")


def test_a_number_that_begins_a_line_by_chance_is_no_label() -> None:
    labels = ["4", "14", "5", "39", "6"]
    starts = [Start(label, 2, False) for label in labels]
    assert [labels[i] for i in longest_sequence(starts, "3")] == ["4", "5", "6"]


def test_a_marker_seen_on_the_page_is_trusted() -> None:
    starts = [Start("9", 2, False)]
    assert longest_sequence(starts, "3") == []
    assert longest_sequence(starts, "3", known=["9"]) == [0]


def test_roman_numbers_count_and_single_letters_count_in_both_ways() -> None:
    assert values("xiv") == {"i": 14}
    assert values("v") == {"a": ord("v"), "i": 5}
    assert values("iiii") == values("†") == {}
    assert follows("ii", "i")
    assert follows("x", "ix")
    assert follows("w", "v")
    assert not follows("iv", "ii")
    labels = ["i", "ii", "iii", "iv", "xl", "v", "vi"]
    chosen = longest_sequence([Start(label, 3, True) for label in labels], None)
    assert [labels[k] for k in chosen] == ["i", "ii", "iii", "iv", "v", "vi"]


def test_a_roman_number_is_a_label_where_it_is_raised_or_in_square_brackets() -> None:
    assert start_of("iiiSee the annex.", raised="iii") == Start("iii", 3, True)
    assert start_of("[iii] See the annex.") == Start("iii", 6, False, True)
    assert start_of("(iii) the duty to inform.") is None, "points of a law are counted so"
    assert start_of("iii. See the annex.") is None


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Flights went on as planned.4 Nobody said why.", ["4"]),
        ("The hearings4 were short.", ["4"]),
        ("It was said [4] so.", ["4"]),
        ("It was said,[4, 5] so.", ["4", "5"]),
        ("The desk closed in 2011.3 One shelter stayed open.", ["3"]),
        ("Under Article 4 of the law.", []),
        ("It rose by 4.5 points in 2014.", []),
        ("The letter of 3.2.2014 was lost.", []),
    ],
)
def test_markers_that_are_not_raised(text: str, labels: list[str]) -> None:
    assert [label for mark in marks(text) if mark.sure >= 1 for label in mark.labels] == labels


def test_rarer_markers_are_found_when_they_are_asked_for() -> None:
    text = "Nobody asked.†They left,[ii] as the clerk(4) said."
    assert [label for mark in marks(text) for label in mark.labels] == []
    assert [label for mark in marks(text, rarer=True) for label in mark.labels] == ["†", "ii", "4"]
