"""Typed bullets."""

import pytest

from extract.document import Marker, Meta, Piece, Reading
from extract.structure import label


def read(*pieces: Piece) -> tuple[Piece, ...]:
    return label(Reading(reader="docx", media_type="application/x", pieces=pieces, meta=Meta())).pieces


@pytest.mark.parametrize("mark", ["• ", "•\t", "▪ ", "\uf0b7\t"])
def test_a_bullet_makes_an_item_and_markers_keep_their_places(mark: str) -> None:
    text = f"{mark}A bus with no number stood there."
    found = read(Piece(kind="paragraph", text=text, markers=(Marker(len(text), "4"),)))
    assert [(piece.kind, piece.text) for piece in found] == [("list_item", "A bus with no number stood there.")]
    assert found[0].markers == (Marker(len(found[0].text), "4"),)


def test_bullets_in_lines_of_one_paragraph_are_items_each() -> None:
    found = read(Piece(kind="paragraph", text="• A bus with no number.\n• A bus with two.\n• No bus."))
    assert [piece.text for piece in found] == ["A bus with no number.", "A bus with two.", "No bus."]
    assert {piece.kind for piece in found} == {"list_item"}


def test_a_dash_alone_is_no_bullet_and_two_are() -> None:
    one = read(Piece(kind="paragraph", text="– and so it went on, as everyone there had said that it would."))
    assert [piece.kind for piece in one] == ["paragraph"]
    two = read(
        *(Piece(kind="paragraph", text=f"– The bus of the {week} week came late.") for week in ("first", "last"))
    )
    assert [(piece.kind, piece.text[:7]) for piece in two] == [("list_item", "The bus")] * 2
