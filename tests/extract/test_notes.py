"""Note labels and markers as text: what counts as one, and in which order they come."""

import pytest

from extract.notes import Start, follows, glued_marker, label_of, labels_of, longest_sequence, start_of


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


@pytest.mark.parametrize(
    ("text", "label", "place"),
    [
        ("Flights went on as planned.4 Nobody said why.", "4", 27),
        ("The hearings4 were short.", "4", 12),
        ("It was said [4] so.", "4", 12),
        ("Under Article 4 of the law.", "4", None),
        ("It rose by 4.5 points in 2014.", "4", None),
        ("One.4 Two.4", "4", None),
    ],
)
def test_a_marker_that_is_not_raised(text: str, label: str, place: int | None) -> None:
    assert glued_marker(text, label) == place
