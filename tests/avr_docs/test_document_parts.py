"""A long document is cut into parts of whole blocks; every character belongs to one of them."""

from itertools import pairwise
from typing import Any

import pytest

from avr_docs.site.document_outline import outline
from avr_docs.site.document_parts import Part, Start, at, cut, whole


def blocks(*lengths: int, kinds: dict[int, str] | None = None) -> list[dict[str, Any]]:
    made, start = [], 0
    for n, length in enumerate(lengths):
        kind = (kinds or {}).get(n, "paragraph")
        made.append({"n": n, "kind": kind, "start": start, "end": start + length, "level": 1, "page": None})
        start += length + 2
    return made


def test_a_short_document_is_one_part() -> None:
    assert cut(blocks(10, 20), [Start(1, 0), Start(2, 12)], long=100) == [Part(1, 0, 32, 1, 2)]
    assert cut([], []) == [Part(1, 0, 0)]


def test_parts_are_whole_blocks_and_begin_at_a_heading_where_one_is_near() -> None:
    parts = cut(blocks(40, 40, 10, 40, 40, kinds={2: "heading"}), [], long=100)
    assert [(part.start, part.end) for part in parts] == [(0, 84), (84, 178)]


def test_a_block_without_end_is_cut_at_sentences() -> None:
    sentences = [Start(n, 30 * n) for n in range(20)]
    parts = cut(blocks(600), sentences, long=100)
    assert [part.start for part in parts] == [0, 120, 240, 360, 480]
    assert [(part.first, part.last) for part in parts][1] == (4, 7)


def test_a_block_without_sentences_is_cut_all_the_same() -> None:
    assert [part.end for part in cut(blocks(320), [], long=100)] == [100, 200, 320]


@pytest.mark.parametrize("lengths", [(1,), (300, 1, 300), (50,) * 30, (99, 101, 250)])
def test_no_character_is_lost(lengths: tuple[int, ...]) -> None:
    made = blocks(*lengths)
    parts = cut(made, [], long=100)
    assert (parts[0].start, parts[-1].end) == (0, made[-1]["end"])
    assert all(before.end == after.start for before, after in pairwise(parts))
    assert [part.number for part in parts] == list(range(1, len(parts) + 1))
    assert (whole(parts).start, whole(parts).end, whole(parts).number) == (0, made[-1]["end"], 0)


def test_a_place_has_its_part() -> None:
    parts = cut(blocks(*[50] * 6), [], long=100)
    assert [at(parts, place).number for place in (None, 0, 55, 110, 10_000)] == [1, 1, 2, 3, len(parts)]


def test_an_outline_has_headings_or_else_the_parts_of_a_letter() -> None:
    text = "The beginning of it"
    headed = blocks(13, 6, kinds={0: "heading"})
    assert [(entry.name, entry.block) for entry in outline(headed, text, cut(headed, []))] == [("The beginning", 0)]
    letter = blocks(5, 5, 5, kinds={0: "salutation", 2: "signature"})
    assert [entry.name for entry in outline(letter, text, cut(letter, []))] == ["Salutation", "Signatures"]
    assert outline(blocks(5, 5), text, cut(blocks(5, 5), [])) == []
