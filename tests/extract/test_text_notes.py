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


LOOSE = """\
The buses leave at six on Tuesdays, and nobody who rides on them has been told of the road that they
take.1 The ministry pays for the fuel, and the town pays for the driver and for the bread that is handed
out on the way.2 Three drivers spoke to us, each of whom had been asked to keep silent,3 and a fourth one
See Ada Poe and others, Roads of the Ford (Azure: Quay Press, 2029), 12-14.
Ben Doe, Bread and Fuel, available at https://example.org/bread/fuel.pdf (last visited 2 May
2030).
3
Interview with a driver, Azure, 3 May 2030, on file with the Harbour Bench, para.
52.
1
2

7
\fwrote to us after the others had met us.4 The road was closed in March 2030.5 Nobody said why it was closed
for so long, or when it would be opened again for those who live beyond it and have no other.

Cleo Loe, "The Closed Road", Harbour Bench, June 2030, p.
9.
Letter of the town to the Harbour Bench, 4 July 2030.
4

5

8
"""


def test_labels_that_a_dump_gives_apart_from_their_notes() -> None:
    found = notes(LOOSE)
    assert {label: text[:12] for label, (text, _) in found.items()} == {
        "1": "See Ada Poe ",
        "2": "Ben Doe, Bre",
        "3": "Interview wi",
        "4": "Cleo Loe, “T".replace("“", '"'),
        "5": "Letter of th",
    }
    assert [text[-8:] for text, _ in found.values()] == [", 12-14.", "y 2030).", "ara. 52.", "0, p. 9.", "ly 2030."]
    assert "and a fourth one wrote to us" in " ".join(_body(LOOSE))


def test_a_marker_after_a_year_is_no_decimal() -> None:
    source = (
        "The road was closed in May 2030.1 It was opened for the harvest of the year after, and closed again.2\n\n"
        "1 Letter of the town, 4 July 2030.\n2 Letter of the town, 5 July 2031.\n"
    )
    assert set(notes(source)) == {"1", "2"}


PASTED = """\
The buses leave at six on Tuesdays, and nobody who rides on them has been told of the road.1
Three
drivers spoke to us, each of whom had been asked to keep silent, and a fourth one wrote to us2
after the
others had met us. The road was closed in March, and nobody said why it was closed for so long.
Those who live beyond it have no other road, and walk.3
Findings
The ministry pays for the fuel, and the town pays for the driver and for the bread that is given
to those on the way.
1
See Ada Poe and others, Roads of the Ford (Azure: Quay Press, 2029), 12-14.
2
Ben Doe, Bread and Fuel, p. 4.
3
Interview with a driver, Azure, 3 May 2030.
"""


def test_lines_that_a_copy_broke_at_their_markers_are_one() -> None:
    assert set(notes(PASTED)) == {"1", "2", "3"}
    body = _body(PASTED)
    assert body[0].startswith("The buses leave")
    assert "told of the road. Three drivers spoke to us" in body[0]
    assert body[0].endswith("and walk.")
    assert body[1].startswith("The ministry pays")
