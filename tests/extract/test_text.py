"""Plain text: lines joined to paragraphs, page furniture told apart, encodings found."""

import pytest

from extract.errors import Empty
from extract.readers import text


def read(source: str | bytes, **kinds: str) -> list[tuple[str, str]]:
    data = source.encode() if isinstance(source, str) else source
    return [(piece.kind, piece.text) for piece in text.read(data).pieces]


WRAPPED = """\
The agency runs a programme that brings people home from three towns along the
border, and it has said that nobody is made to go. Staff of two shelters doubt
this, because the people they know were given an hour to decide.

A second office will open in the autumn. The ministry pays for the buses, and a
church group gives food to those who wait.
"""


def test_hard_wrapped_lines_become_paragraphs() -> None:
    first, second = read(WRAPPED)
    assert first[0] == second[0] == "paragraph"
    assert "along the border, and it" in first[1]
    assert second[1].endswith("to those who wait.")


def test_a_double_spaced_dump_reads_like_the_same_text_single_spaced() -> None:
    doubled = "\n".join(line + "\n" if line else " \n" for line in WRAPPED.split("\n"))
    assert read(doubled * 3)[:2] == read(WRAPPED)


def test_one_line_a_paragraph() -> None:
    lines = [" ".join(["The office answered that it keeps no list."] * n) for n in (5, 2, 7, 1, 4)]
    assert [found for _, found in read("\n".join(lines))] == lines


def test_a_word_broken_at_a_lines_end_is_whole_again_and_an_address_keeps_its_hyphens() -> None:
    source = (
        "The families were told about the re-\nturn on the morning of the same day, and\nthe notice of it stands at "
        "https://example.org/notice-of-\nreturn-2031 for everybody who asks for it.\n"
    )
    ((_, found),) = read(source)
    assert "the return on the morning" in found
    assert "https://example.org/notice-of-return-2031 for" in found


def test_page_numbers_and_running_heads_are_no_text() -> None:
    pages = [
        f"Border Desk    Quarterly notes\n\n{body}\n\n{number}"
        for number, body in enumerate(
            (
                "The first part of this paper counts the buses that left the town in\nspring, and the people who "
                "asked to be on them before the summer had",
                "begun in earnest. It was a dry year, and the road was open for most of\nit. Nobody kept a list.",
                "The third part is about those who stayed behind and waited for papers.",
            ),
            start=1,
        )
    ]
    found = read("\f".join(pages))
    assert [kind for kind, _ in found].count("header") == 3
    assert [kind for kind, _ in found].count("page_number") == 3
    body = [found for kind, found in found if kind == "paragraph"]
    assert "before the summer had begun in earnest." in body[0]
    assert len(body) == 2


def test_pages_are_those_that_form_feeds_part() -> None:
    reading = text.read(b"One line of text.\fAnother line of text.")
    assert [page.number for page in reading.pages] == [1, 2]
    assert [piece.page for piece in reading.pieces] == [1, 2]
    assert text.read(b"One line of text.").pieces[0].page is None


def test_bullets_are_items_of_a_list_without_their_marks() -> None:
    found = read("We ask for these:\n\n• an office that is\n  open on Sundays\n• a lawyer\n- a list of the buses\n")
    assert found[1:] == [
        ("list_item", "an office that is open on Sundays"),
        ("list_item", "a lawyer"),
        ("list_item", "a list of the buses"),
    ]


def test_code_and_figures_are_no_prose() -> None:
    source = (
        "The counts were made like this:\n\nimport table\nrows = table.read('flights.csv')\nfor row in rows:\n"
        "    print(row['town'], row['count'])\n\nTen towns had most:\n\nAzure\n120\nBluff\n95\nCairn\n80\nDale\n71\n"
    )
    kinds = [kind for kind, _ in read(source)]
    assert kinds == ["paragraph", "boilerplate", "paragraph", "table"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(encoding: str) -> None:
    source = "La señora Núñez pidió “más tiempo” – y nadie respondió a su petición.\n"
    reading = text.read(source.encode(encoding))
    assert reading.pieces[0].text == source.strip()
    guessed = [problem.code for problem in reading.problems]
    assert guessed == (["encoding_guessed"] if encoding == "cp1252" else [])


def test_broken_bytes_in_utf_8_are_said() -> None:
    source = "Así lo dijo la señora Núñez en la reunión.".encode()
    reading = text.read(source + b"\xe2\x80")
    assert reading.pieces[0].text.startswith("Así lo dijo la señora Núñez")
    assert [problem.code for problem in reading.problems] == ["broken_characters"]


def test_a_text_without_words_is_empty_and_says_so() -> None:
    with pytest.raises(Empty, match="no words"):
        text.read(b" \n--- \n\f")


@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1\\ansi Some words}",
        b"<!DOCTYPE html><html><body><p>Words</p></body></html>",
        b"Received: from a by b\r\nFrom: a@example.org\r\nMIME-Version: 1.0\r\nSubject: x\r\n\r\nWords",
        b"%PDF-1.7\n1 0 obj",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"",
    ],
)
def test_other_formats_are_refused(data: bytes) -> None:
    assert not text.accepts(data)


def test_text_is_accepted_by_its_bytes() -> None:
    assert text.accepts(WRAPPED.encode())
    assert text.accepts("Voilà des mots accentués.".encode("cp1252"))


def test_a_bullet_in_a_line_of_its_own_is_the_mark_of_the_next_one() -> None:
    source = "What we saw on the square in the week of the fair:\n•\n\nA bus with no number.\n\n•\n\nA bus with two.\n"
    assert [text for kind, text in read(source) if kind == "list_item"] == ["A bus with no number.", "A bus with two."]


def test_running_heads_of_pages_that_nothing_parts() -> None:
    page = "Buses of the Ford\nThe bus of the {} week came late, and those who waited for it had no seat.\n{}\n"
    source = "".join(page.format(week, n) for n, week in enumerate(["first", "second", "third", "fourth"], start=1))
    assert not any("Buses of the Ford" in text for kind, text in read(source) if kind in ("title", "paragraph"))
