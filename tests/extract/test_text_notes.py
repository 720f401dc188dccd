"""Footnotes of text dumps: labels and markers find each other, and numbers that are neither stay in the text."""

import pytest

from extract.assemble import assemble
from extract.document import Document
from extract.readers import text
from extract.structure import label


def document(source: str) -> Document:
    return assemble(label(text.read(source.encode())), id="a", path="a.txt", sha256="")


def notes(source: str) -> dict[str, tuple[str, list[str]]]:
    """By label: the note's text, and the last three words before each of its markers."""
    found = document(source)
    return {
        note.label: (
            found.text[note.start : note.end],
            [" ".join(found.text[: anchor + 1].split()[-3:]) for anchor in note.anchors],
        )
        for note in found.notes
    }


PAGE_ONE = """\
The office runs buses from three towns, and has said that it asks everybody who boards one of
them.1 It opened the third line in May under Rule No. 2 of the order, after COVID19 had closed the
road for a year, and it is “free for all.”2 Those who cannot read the form are told of it by the
"""
NOTES_ONE = """\
1 See Ada Poe, “Who Asked Whom,” Roads and Rivers 3:19 (2031), available at https://example.org/who-
asked-whom.
2 Id. at 4.
"""
PAGE_TWO = """\
driver, who speaks two languages.3 Nobody else is there to explain it, and those who ask are told
that the bus will not wait.
"""
NOTES_TWO = """\
3 Ben Roe, Drivers (2030).
"""
EXPECTED = {
    "1": (
        "See Ada Poe, “Who Asked Whom,” Roads and Rivers 3:19 (2031), available at https://example.org/who-asked-whom.",
        ["one of them."],
    ),
    "2": ("Id. at 4.", ["“free for all.”"]),
    "3": ("Ben Roe, Drivers (2030).", ["speaks two languages."]),
}
LINKS = "https://example.org/who-asked-whom\nhttps://example.org/who-asked-whom\n"


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(
            (PAGE_ONE, "\n____________\n", NOTES_ONE, "\f", PAGE_TWO, "\n____\n", NOTES_TWO), id="rules and pages"
        ),
        pytest.param((PAGE_ONE, "\n", NOTES_ONE, "\n1\n\f", PAGE_TWO, "\n", NOTES_TWO, "\n2\n"), id="page numbers"),
        pytest.param((PAGE_ONE, "\n", NOTES_ONE, "\n1\n\n", PAGE_TWO, "\n", NOTES_TWO, "\n2\n"), id="numbers alone"),
        pytest.param((PAGE_ONE, " " * 40 + "\n", NOTES_ONE, "\n", LINKS, PAGE_TWO, "\n", NOTES_TWO), id="links"),
        pytest.param((PAGE_ONE, "\n", NOTES_ONE, "\n", PAGE_TWO, "\n", NOTES_TWO), id="nothing between"),
        pytest.param((PAGE_ONE, PAGE_TWO, "\nNotes\n\n", NOTES_ONE, NOTES_TWO), id="endnotes"),
    ],
)
def test_notes_at_the_feet_of_pages(parts: tuple[str, ...]) -> None:
    source = "".join(parts)
    assert notes(source) == EXPECTED
    body = " ".join(block_text for block_text in _body(source))
    assert "told of it by the driver, who speaks two languages. Nobody" in body
    assert "Rule No. 2 of the order, after COVID19 had" in body


def _body(source: str) -> list[str]:
    found = document(source)
    return [found.text[b.start : b.end] for b in found.blocks if b.kind == "paragraph"]


def test_a_double_spaced_dump() -> None:
    source = (PAGE_ONE + "\n" + NOTES_ONE + "\f" + PAGE_TWO + "\n" + NOTES_TWO).replace("\n\n", "\n \n \n")
    assert notes("\n\n".join(source.split("\n"))) == EXPECTED


def test_link_addresses_after_notes_are_links_and_no_note() -> None:
    found = document(PAGE_ONE + " " * 40 + "\n" + NOTES_ONE + "\n" + LINKS + PAGE_TWO + "\n" + NOTES_TWO)
    assert [found.text[b.start : b.end] for b in found.blocks if b.kind == "links"] == [LINKS.strip()]


@pytest.mark.parametrize(
    ("marker", "label_shape"),
    [("{}", "{}\n  "), ("[{}]", "[{}] "), (" {}", "{}. "), ("{}", "{}) "), ("{}", "{}")],
)
def test_shapes_of_markers_and_labels(marker: str, label_shape: str) -> None:
    body = (
        "The buses leave at noon."
        + marker.format(1)
        + " They come back at night."
        + marker.format(2)
        + " So it goes.\n"
    )
    feet = label_shape.format(1) + "Timetable, page 4.\n" + label_shape.format(2) + "Timetable, page 5.\n"
    found = notes(f"{body}\n________\n{feet}\fA second page of the same text, which has no notes at its foot at all.\n")
    assert {label: text for label, (text, _) in found.items()} == {"1": "Timetable, page 4.", "2": "Timetable, page 5."}
    assert found["1"][1] == ["leave at noon."]
    assert found["2"][1] == ["back at night."]


def test_superscripts_and_symbols() -> None:
    found = notes(
        "The buses leave at noon.¹ They come back at night, as the driver* says.\n\n________\n¹ Timetable.\n* "
        "Not his name.\n"
    )
    assert found == {"1": ("Timetable.", ["leave at noon."]), "*": ("Not his name.", ["as the driver"])}


def test_a_note_that_goes_on_on_the_next_page() -> None:
    found = notes(
        "The buses leave at noon.1 They come back at night, but for one of them.\n________\n1 The timetable says so, "
        "and the\f"
        "That one stays in the town for the winter, behind the hall.\n________\ndriver does too.\n"
    )
    assert found["1"][0] == "The timetable says so, and the driver does too."


def test_numbering_that_starts_again_on_each_page() -> None:
    page = "The bus of {0} leaves at noon and is full by then.1 It comes back at night, empty.\n________\n1 Of {0}.\n"
    found = document("\f".join(page.format(day) for day in ("Monday", "Tuesday", "Friday")))
    assert [found.text[n.start : n.end] for n in found.notes] == ["Of Monday.", "Of Tuesday.", "Of Friday."]
    assert all(len(note.anchors) == 1 for note in found.notes)
    assert len({anchor for note in found.notes for anchor in note.anchors}) == 3


def test_several_markers_in_one_place() -> None:
    found = notes("The buses leave at noon.1,2 They come back.\n________\n1 Timetable.\n2 Drivers.\n")
    assert found["1"][1] == found["2"][1] == ["leave at noon."]


@pytest.mark.parametrize(
    "source",
    [
        "We ask for three things of the office, at level 1 and above:\n\n1. Buses by day.\n2. Forms in six "
        "languages.\n3. A desk.\n",
        "It was agreed in section 3.1 that level 2 applies.\n\n1 October was the day on which the buses left.\n",
        "COVID19 came, and the MS-13 gang. G20 states met.2 was what they wrote on the wall.\n",
        "The office spent 4\n5 people say that this was too much, and that nobody had asked them.\n",
    ],
)
def test_numbers_that_are_no_notes(source: str) -> None:
    assert notes(source) == {}
