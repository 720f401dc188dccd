"""Glyphs to lines, columns and running heads, with glyphs placed by hand."""

from collections.abc import Iterable

from extract.document import BBox
from extract.layout import columns, furniture, margin, tables
from extract.layout.flow import Flow, hyphenates, vocabulary
from extract.layout.lines import Line, lines
from extract.layout.page import Anchor, Glyph, Rule


def write(text: str, x: float, y: float, *, size: float = 10, font: str = "Serif", blanks: bool = True) -> list[Glyph]:
    """The text as glyphs half as wide as high; without `blanks`, gaps stand for them."""
    glyphs = []
    for character in text:
        if blanks or character != " ":
            glyphs.append(Glyph(character, x, x + size / 2, y, size, font))
        x += size / 2
    return glyphs


def page_of(*rows: tuple[str, float, float], size: float = 10) -> list[Glyph]:
    return [glyph for text, x, y in rows for glyph in write(text, x, y, size=size)]


def one(glyphs: Iterable[Glyph], **options: object) -> Line:
    found = lines(glyphs, page=1, column=0, **options)  # type: ignore[arg-type]
    assert len(found) == 1
    return found[0]


def test_words_are_parted_by_blanks_or_gaps() -> None:
    assert one(write("two small words", 50, 100)).text == "two small words"
    assert one(write("two small words", 50, 100, blanks=False)).text == "two small words"


def test_tightly_set_words_are_parted() -> None:
    x, glyphs = 50.0, []
    for character in "tight words here now":
        if character != " ":
            glyphs.append(Glyph(character, x, x + 5, 100, 10, "Serif"))
        x += 1.3 if character == " " else 5
    assert one(glyphs).text == "tight words here now"


def test_a_drawn_blank_parts_words_whose_boxes_nearly_touch() -> None:
    glyphs = write("recognised", 50, 100)
    end = glyphs[-1].x1
    glyphs += [Glyph(" ", end, end + 2.5, 100, 10, "Serif"), *write("words", end + 0.4, 100)]
    assert one(glyphs).text == "recognised words"
    raised = [Glyph("1", end, end + 3, 96, 6, "Serif"), Glyph(" ", end + 3, end + 4, 96, 6, "Serif")]
    assert one(write("recognised", 50, 100) + raised + write("words", end + 3.5, 100)).text == "recognised1 words"


def test_letter_spaced_text_is_words() -> None:
    x, glyphs = 50.0, []
    for character in "SPACED OUT WORDS":
        if character != " ":
            glyphs.append(Glyph(character, x, x + 5, 100, 10, "Serif"))
        x += 7
    assert one(glyphs).text == "SPACED OUT WORDS"


def test_small_capitals_stay_one_word() -> None:
    glyphs = write("F", 50, 100, size=12) + write("LIGHT", 56, 100, size=9)
    assert one(glyphs).text == "FLIGHT"


def test_characters_drawn_twice_are_read_once() -> None:
    glyphs = write("Bold", 50, 100) + write("Bold", 50.4, 100)
    assert one(glyphs).text == "Bold"
    assert one(write("all", 50, 100)).text == "all"


def test_a_superscript_is_a_raised_run_of_its_line() -> None:
    glyphs = write("ended.", 50, 100) + write("12", 80, 96, size=6) + write(" Then more", 86, 100)
    line = one(glyphs)
    assert line.text == "ended.12 Then more"
    assert [(run.text, run.rise) for run in line.runs] == [("ended.", 0), ("12", 1), (" Then more", 0)]


def test_a_label_in_the_margin_belongs_to_its_line() -> None:
    glyphs = write("8", 50, 96, size=6) + write("The text of the note", 72, 100)
    assert one(glyphs).text == "8 The text of the note"


def test_links_lie_on_the_words_under_their_box() -> None:
    link = Anchor(BBox(70, 90, 99, 103), "https://example.org/a")
    line = one(write("see this page now", 50, 100), links=[link])
    assert [(line.text[s.start : s.end].strip(), s.href) for s in line.links] == [("this p", "https://example.org/a")]


def test_dots_that_lead_to_a_page_number_part_no_letters() -> None:
    glyphs = write("Early times", 50, 100, blanks=False)
    glyphs += [Glyph(".", 110 + 5 * k, 112 + 5 * k, 100, 10, "Serif") for k in range(40)]
    assert one(glyphs).text.startswith("Early times")


def test_line_numbers_in_the_margin_are_put_aside() -> None:
    glyphs = page_of(*((f"{i:>2}", 40.0, 80.0 + 24 * i) for i in range(1, 25)))
    text = page_of(*(("words of the paper in its lines", 90.0, 104.0 + 24 * i) for i in range(20)))
    kept, numbers, edge = margin.without_line_numbers(glyphs + text)
    assert [glyph for glyph in kept if not glyph.text.isspace() and glyph.x0 < 80] == []
    assert numbers == [str(i) for i in range(1, 25)]
    assert edge == max(glyph.x1 for glyph in glyphs)
    years = page_of(*((f"{1950 + 3 * i}", 40.0, 80.0 + 24 * i) for i in range(1, 25)))
    assert margin.without_line_numbers(years + text).numbers == []
    labels = page_of(*((f"{60 + i}", 40.0, 80.0 + 24 * i) for i in range(1, 25)))
    entries = page_of(*((f"Entry {i} of a list", 90.0, 80.0 + 24 * i) for i in range(1, 25)))
    found = margin.without_line_numbers(labels + entries).numbers
    assert found == [], "the labels of notes do not begin at 1, and their texts begin with capitals"


def test_line_numbers_that_begin_anew_at_the_notes_are_put_aside_too() -> None:
    places = [(k, 80.0 + 27 * k) for k in range(1, 17)] + [(k, 530.0 + 13 * k) for k in range(1, 8)]
    numbers = page_of(*((f"{k:>2}", 40.0, y) for k, y in places))
    text = page_of(*(("words of a sentence that goes on and on", 90.0, y) for _, y in places))
    found = margin.without_line_numbers(numbers + text)
    assert len(found.numbers) == 23
    short = page_of(*((f"{k:>2}", 40.0, 80.0 + 27 * k) for k in range(1, 5)))
    assert margin.without_line_numbers(short + text).numbers == [], "four numbers alone say nothing"
    again = margin.without_line_numbers(short + text, before=found.edge)
    assert again.numbers == ["1", "2", "3", "4"], "they do after a page that has them"


def test_two_columns_are_read_one_after_the_other() -> None:
    rows = [("left words that fill a line", 50.0, 100.0 + 12 * i) for i in range(8)]
    rows += [("right words that fill a line", 220.0, 100.0 + 12 * i) for i in range(8)]
    title = write("A title over both of the columns that is long enough", 60, 60)
    foot = write("A line under both of the columns that is long enough", 60, 260)
    parts = columns.parts(title + page_of(*rows) + foot)
    texts = [[line.text for line in lines(part, page=1, column=0)] for part in parts]
    assert [len(part) for part in texts] == [1, 8, 8, 1]
    assert texts[1][0].startswith("left")
    assert texts[2][0].startswith("right")


def test_a_label_column_is_no_column() -> None:
    rows = [(f"{i}.", 50.0, 100.0 + 12 * i) for i in range(8)]
    rows += [("the words of this item of the list", 90.0, 100.0 + 12 * i) for i in range(8)]
    assert len(columns.parts(page_of(*rows))) == 1


def pages_with(heads: list[str], foots: list[str]) -> list[list[Line]]:
    pages = []
    for number, (head, foot) in enumerate(zip(heads, foots, strict=True), start=1):
        glyphs = write(head, 50, 40)
        for row in range(12):
            glyphs += write(
                f"Some words of page {'abcdefgh'[number]} in line {'abcdefghijklm'[row]}", 50, 80 + 12 * row
            )
        pages.append(lines(glyphs + write(foot, 150, 300), page=number, column=0))
    return pages


def test_running_heads_and_page_numbers_are_known_by_repetition() -> None:
    pages = pages_with(["Annual report"] * 4, ["11", "12", "13", "14"])
    found = furniture.furniture(pages, body_size=10)
    kinds = [(line.text, found[id(line)]) for page in pages for line in page if id(line) in found]
    assert kinds[:2] == [("Annual report", "header"), ("11", "page_number")]
    assert len(kinds) == 8


def test_notes_that_say_the_same_are_no_running_feet() -> None:
    pages = pages_with(["Annual report"] * 4, ["3 Ibid., p. 4.", "7 Ibid., p. 9.", "8 Ibid., p. 2.", "15 Ibid., p. 1."])
    found = furniture.furniture(pages, body_size=10)
    assert {line.text for page in pages for line in page if id(line) in found} == {"Annual report"}


def test_a_court_stamp_is_furniture_on_one_page_too() -> None:
    page = lines(
        write("Case 1:30-cv-00099-ZZ Document 12 Filed 01/02/31 Page 1 of 1", 50, 20)
        + [g for row in range(6) for g in write("words of the text", 50, 80 + 12 * row)],
        page=1,
        column=0,
    )
    assert furniture.furniture([page], body_size=10) == {id(page[0]): "header"}


def flowed(*texts: str) -> str:
    found = [one(write(text, 50, 100 + 12 * i)) for i, text in enumerate(texts)]
    flow = Flow(vocabulary(found))
    for line in found:
        flow.add(line)
    return flow.finished()[0]


def test_hyphens_at_line_ends() -> None:
    assert flowed("the depar-", "ture was late") == "the departure was late"
    assert flowed("a well-", "known voluntary-based rule") == "a well-known voluntary-based rule"
    assert flowed("the co-op was", "near; the co-", "op closed") == "the co-op was near; the co-op closed"
    assert flowed("see https://example.org/some-", "page for more") == "see https://example.org/some-page for more"


def test_compounds_keep_their_hyphen_in_a_document_that_parts_no_words() -> None:
    plain = [one(write(text, 50, 100)) for text in ("they promise a follow-", "up of the visits")]
    plain += [one(write("and all the other lines end where a word ends", 50, 100))] * 60
    assert not hyphenates(plain, vocabulary(plain))
    flow = Flow(vocabulary(plain), hyphenated=False)
    for line in plain[:2]:
        flow.add(line)
    assert flow.finished()[0] == "they promise a follow-up of the visits"
    parted = [*plain, *(one(write(text, 50, 100)) for text in ("all the vis-", "its of that year"))]
    assert hyphenates(parted, vocabulary(parted)), "the word stands whole elsewhere"


def test_a_grid_is_a_table_and_a_frame_is_none() -> None:
    across = [Rule(50, 300, y, y) for y in (100, 120, 140)]
    sides = [Rule(x, x, 100, 140) for x in (50, 300)]
    assert tables.grids([*across, *sides]) == []
    assert tables.grids([*across, *sides, Rule(150, 150, 100, 140)]) == [BBox(50, 100, 300, 140)]


def test_cells_of_a_table_are_parted_by_tabs() -> None:
    found = [one(write("North", 50, y) + write("1,200", 150, y) + write("44", 250, y)) for y in (100.0, 112.0, 124.0)]
    assert set(tables.tables(found, grids=[], figures=[], monospaced=()).values()) == {1}
    assert tables.table_text(found[:2]) == "North\t1,200\t44\nNorth\t1,200\t44"
