"""One text from pieces: offsets of notes, markers, links and pages, and nothing that other stages fail on."""

from extract.assemble import assemble
from extract.document import Document, Marker, Part, Piece, PieceLink, Reading


def document(*pieces: Piece) -> Document:
    reading = Reading(reader="test", media_type="text/plain", pieces=pieces)
    return assemble(reading, id="d", path="d.txt", sha256="0" * 64)


def test_notes_stand_after_the_body_and_furniture_after_the_notes() -> None:
    found = document(
        Piece(kind="header", text="Page 1"),
        Piece(kind="paragraph", text="Nobody was asked."),
        Piece(kind="note", text="Interview.", note="1"),
        Piece(kind="paragraph", text="Nobody came back."),
    )
    assert found.text == "Nobody was asked.\n\nNobody came back.\n\nInterview.\n\nPage 1"
    assert [block.kind for block in found.blocks] == ["paragraph", "paragraph", "note", "header"]


def test_an_anchor_is_the_last_character_before_the_marker_that_is_no_blank() -> None:
    found = document(
        Piece(kind="paragraph", text="  Reports from the camp.", markers=(Marker(10, "1"), Marker(24, "2"))),
        Piece(kind="note", text="First.", note="1"),
        Piece(kind="note", text="Second.", note="2"),
    )
    assert [found.text[: note.anchors[0] + 1] for note in found.notes] == ["Reports", "Reports from the camp."]


def test_a_note_of_two_paragraphs_is_one_note() -> None:
    found = document(
        Piece(kind="paragraph", text="Text.", markers=(Marker(5, "1"),)),
        Piece(kind="note", text="One.", note="1"),
        Piece(kind="note", text="Two.", note="1", continued=True),
    )
    (note,) = found.notes
    assert found.text[note.start : note.end] == "One.\n\nTwo."


def test_labels_that_start_again_go_to_the_note_of_their_page() -> None:
    found = document(
        Piece(kind="paragraph", text="First.", page=1, markers=(Marker(6, "*", 1),)),
        Piece(kind="note", text="On page one.", page=1, note="*"),
        Piece(kind="paragraph", text="Second.", page=2, markers=(Marker(7, "*", 2),)),
        Piece(kind="note", text="On page two.", page=2, note="*"),
    )
    assert [found.text[: note.anchors[0] + 1].split()[-1] for note in found.notes] == ["First.", "Second."]


def test_the_page_of_a_character_in_a_paragraph_that_runs_over_a_page() -> None:
    text = "It begins on the first page. It ends on the second."
    found = document(
        Piece(kind="title", text="Report", page=1),
        Piece(kind="paragraph", text=text, page=1, parts=(Part(2, None, text.index("on the second")),)),
    )
    block = found.blocks[1]
    assert block.page_at(found.text.index("It begins")) == 1
    assert block.page_at(found.text.index("It ends")) == 1
    assert block.page_at(found.text.index("on the second")) == 2


def test_what_storing_and_parsing_fail_on_is_no_part_of_a_text() -> None:
    found = document(Piece(kind="paragraph", text="a\x00b\ud800c", links=(PieceLink(0, 1, "https://x.example/\x01"),)))
    assert found.text == "a b c"
    assert found.links[0].href == "https://x.example/"


def test_links_keep_to_their_block() -> None:
    found = document(Piece(kind="paragraph", text=" see here ", links=(PieceLink(5, 99, "https://x.example"),)))
    assert [found.text[link.start : link.end] for link in found.links] == ["here"]
