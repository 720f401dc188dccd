"""PDFs made on the spot to pieces: what the reader as a whole says of them."""

import io
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from reportlab.lib.pagesizes import letter
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extract.assemble import assemble
from extract.document import Document, Piece
from extract.errors import Corrupt, Empty, Encrypted, NeedsOcr
from extract.readers import pdf, pdf_page

SENTENCE = "the people waited for a decision and nobody at the office told them how long it would take"
WORDS = SENTENCE.split()


def made(draw: Callable[[Canvas], Any], **options: Any) -> bytes:
    """A PDF: `draw` gets a canvas with the origin at the foot of the page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=letter, **options)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def pieces_of(draw: Callable[[Canvas], Any], *kinds: str) -> list[Piece]:
    return [piece for piece in pdf.read(made(draw)).pieces if not kinds or piece.kind in kinds]


def filler(count: int, seed: int = 0, *, width: float = 440, size: float = 12) -> list[str]:
    """Lines as a program breaks them; no two are alike."""
    lines, line, k = [], "", seed * 5
    while len(lines) < count:
        word = WORDS[(k * 7 + k // 9) % len(WORDS)]
        k += 1
        longer = f"{line} {word}".strip()
        if stringWidth(longer, "Times-Roman", size) > width:
            lines.append(line)
            longer = word
        line = longer
    return lines


def write(canvas: Canvas, lines: list[str], *, x: float = 72, y: float = 720, size: float = 12) -> float:
    for line in lines:
        x_here = x
        for k, part in enumerate(line.split("^")):  # what stands between carets is raised
            raised = k % 2 == 1
            text = canvas.beginText(x_here, y)
            text.setFont("Times-Roman", size * (0.6 if raised else 1))
            text.setRise(size * 0.35 if raised else 0)
            text.textOut(part)
            canvas.drawText(text)
            x_here += canvas.stringWidth(part, "Times-Roman", size * (0.6 if raised else 1))
        y -= size * 1.2
    return y


def document(draw: Callable[[Canvas], Any]) -> Document:
    return assemble(pdf.read(made(draw)), id="x", path="x.pdf", sha256="")


def anchors(found: Document) -> dict[str, list[str]]:
    return {note.label: [found.text[: at + 1].split()[-1] for at in note.anchors] for note in found.notes}


def test_markers_are_taken_out_and_notes_found() -> None:
    def draw(canvas: Canvas) -> None:
        body = filler(20)
        body[3] += " it ended there.^1^"
        body[8] += " over."
        body[9] = "Then buses,^2^ trains,^3^ and 21^st^ century planes of 12 m^2^ came to the place."
        write(canvas, body, size=11)
        canvas.line(72, 150, 200, 150)
        write(
            canvas,
            ["^1^ First Paper, at 4.", "^2^ Second Paper, and what", "it says on page 3.", "^3^ Ibid."],
            y=138,
            size=9,
        )

    found = document(draw)
    texts = {note.label: found.text[note.start : note.end] for note in found.notes}
    assert texts == {"1": "First Paper, at 4.", "2": "Second Paper, and what it says on page 3.", "3": "Ibid."}
    assert anchors(found)["1"] == ["there."]
    assert anchors(found)["3"] == ["trains,"]
    assert "Then buses, trains, and 21st century planes" in found.text


def test_notes_as_big_as_the_body_are_found_by_their_markers() -> None:
    def draw(canvas: Canvas) -> None:
        body = filler(22)
        body[5] = body[5][:-4] + " so.^4^"
        write(canvas, body)
        canvas.line(72, 396, 216, 396)
        write(canvas, ["^4^ Third Paper, which is as big as the text above it,", "and goes on."], y=380)

    found = document(draw)
    assert [found.text[n.start : n.end] for n in found.notes] == [
        "Third Paper, which is as big as the text above it, and goes on."
    ]
    assert anchors(found) == {"4": ["so."]}


def test_a_note_goes_on_on_the_next_page() -> None:
    def draw(canvas: Canvas) -> None:
        body = filler(20)
        body[2] += " long.^1^"
        write(canvas, body)
        write(
            canvas,
            ["^1^ A note that begins here and runs out of room before", "it has said all that it"],
            y=110,
            size=9,
        )
        canvas.showPage()
        body = filler(20, 3)
        body[4] += " short.^2^"
        write(canvas, body)
        write(canvas, ["had to say about the matter.", "^2^ A short one."], y=110, size=9)

    found = document(draw)
    assert [found.text[n.start : n.end] for n in found.notes] == [
        "A note that begins here and runs out of room before it has said all that it had to say about the matter.",
        "A short one.",
    ]


def test_numbering_that_starts_again_on_every_page() -> None:
    def draw(canvas: Canvas) -> None:
        for page, word in enumerate(("alpha", "beta", "gamma")):
            body = filler(20, page * 4)
            body[3] += f" {word}.^1^"
            write(canvas, body)
            write(canvas, [f"^1^ On {word}."], y=110, size=9)
            canvas.showPage()

    found = document(draw)
    assert [(n.label, n.page, found.text[n.start : n.end]) for n in found.notes] == [
        ("1", 1, "On alpha."),
        ("1", 2, "On beta."),
        ("1", 3, "On gamma."),
    ]
    assert [found.text[: n.anchors[0] + 1].split()[-1] for n in found.notes] == ["alpha.", "beta.", "gamma."]


def test_symbols_are_labels() -> None:
    def draw(canvas: Canvas) -> None:
        body = filler(20)
        body[0] += " Someone^*^"
        write(canvas, body)
        canvas.line(72, 125, 200, 125)
        write(canvas, ["^*^ Someone works for the office."], y=110, size=9)

    assert anchors(document(draw)) == {"*": ["Someone"]}


def test_endnotes_under_a_heading() -> None:
    def draw(canvas: Canvas) -> None:
        body = filler(18)
        body[3] += " first.^1^"
        body[8] += " second.^2^"
        y = write(canvas, body)
        write(canvas, ["Notes", "1. One Paper, page 2.", "2. Another Paper, page 7."], y=y - 24)

    found = document(draw)
    assert [(n.label, n.kind, found.text[n.start : n.end]) for n in found.notes] == [
        ("1", "endnote", "One Paper, page 2."),
        ("2", "endnote", "Another Paper, page 7."),
    ]
    assert anchors(found) == {"1": ["first."], "2": ["second."]}


def test_a_paragraph_goes_over_the_page_and_furniture_does_not() -> None:
    def draw(canvas: Canvas) -> None:
        for page in range(3):
            write(canvas, ["Office of Delays"], y=760, size=9)
            write(canvas, filler(30, page))
            write(canvas, [f"Page {page + 1}"], x=290, y=40, size=9)
            canvas.showPage()

    found = pieces_of(draw)
    body = [piece for piece in found if piece.kind == "paragraph"]
    assert len(body) == 1
    assert [part.page for part in body[0].parts] == [2, 3]
    assert [piece.text for piece in found if piece.kind == "header"] == ["Office of Delays"] * 3
    assert [piece.text for piece in found if piece.kind == "page_number"] == ["Page 1", "Page 2", "Page 3"]


def test_two_columns_with_a_note_in_one() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, ["A title that goes over both columns of it"], x=120, y=740, size=18)
        left = filler(20, width=220, size=10)
        left[3] = "said in the left column.^1^"
        write(canvas, left, y=700, size=10)
        write(canvas, ["^1^ A note in the left column."], y=110, size=8)
        write(canvas, filler(49, 5, width=220, size=10), x=320, y=700, size=10)

    found = document(draw)
    assert anchors(found) == {"1": ["column."]}
    first = found.text.index("said in the left")
    assert 0 < first < found.text.index(filler(49, 5, width=220, size=10)[0])


def test_bullets_headings_and_paragraphs_by_gap() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Bold", 12)
        canvas.drawString(72, 700, "What went wrong")
        write(canvas, [*filler(2), "and it ended."], y=676)
        write(canvas, ["\u2022 Buses were late and nobody said why that was,", "   not even the driver."], y=616)
        write(canvas, ["\u2022 Nobody came."], y=586)
        write(canvas, filler(6), y=550)

    found = [(piece.kind, piece.text[:12]) for piece in pieces_of(draw)]
    assert [kind for kind, _ in found] == ["heading", "paragraph", "list_item", "list_item", "paragraph"]
    assert found[3][1] == "Nobody came."


def test_links_are_kept_on_their_words() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, ["See the report on it"])
        start = 72 + canvas.stringWidth("See the ", "Times-Roman", 12)
        canvas.linkURL("https://example.org/r", (start, 716, start + 32, 732))

    (piece,) = pieces_of(draw)
    assert [(piece.text[link.start : link.end].strip(), link.href) for link in piece.links] == [
        ("report", "https://example.org/r")
    ]


def test_an_address_broken_over_lines_is_joined() -> None:
    after = ["buses/2031.html and as was said again by others later, who knew it well", *filler(2)]

    def draw(canvas: Canvas) -> None:
        write(canvas, [*filler(2), "as they and many others told at https://example.org/reports/late-", *after])

    assert "https://example.org/reports/late-buses/2031.html and" in pieces_of(draw)[0].text


def test_text_that_nobody_sees_is_left_out_and_reported() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, filler(4))
        hidden = canvas.beginText(72, 500)
        hidden.setFont("Times-Roman", 12)
        hidden.setTextRenderMode(3)
        hidden.textOut("invisible words")
        hidden.setTextRenderMode(0)
        canvas.drawText(hidden)
        write(canvas, ["far off words"], y=-200)
        write(canvas, ["tiny words"], y=400, size=1)
        canvas.setFont("Times-Roman", 12)
        canvas.setFillGray(1)
        canvas.drawString(72, 300, "white words")
        canvas.setFillGray(0)
        canvas.rect(72, 190, 200, 30, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(80, 200, "White on black")

    reading = pdf.read(made(draw))
    text = " ".join(piece.text for piece in reading.pieces)
    assert not {"invisible", "far", "tiny", "white"} & set(text.split())
    assert "White on black" in text
    assert len([problem for problem in reading.problems if problem.code == "hidden_text"]) == 4


def test_turned_text_is_boilerplate() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, filler(4))
        canvas.translate(30, 300)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Downloaded by somebody")

    assert [piece.text for piece in pieces_of(draw, "boilerplate")] == ["Downloaded by somebody"]


def test_a_table_of_cells_is_one_block() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, filler(3))
        for row in range(4):
            for k, text in enumerate(("Region", "1,200", "33")):
                canvas.drawString(72 + 120 * k, 600 - 16 * row, text)

    (table,) = pieces_of(draw, "table")
    assert table.text.splitlines() == ["Region\t1,200\t33"] * 4


def picture() -> Any:
    image = pytest.importorskip("PIL.Image")
    from reportlab.lib.utils import ImageReader

    return ImageReader(image.new("L", (20, 20), 128))


def test_pages_that_are_pictures() -> None:
    shot = picture()

    def scanned(canvas: Canvas) -> None:
        canvas.drawImage(shot, 0, 0, 612, 792)

    with pytest.raises(NeedsOcr, match="pictures"):
        pdf.read(made(scanned))

    def mixed(canvas: Canvas) -> None:
        write(canvas, filler(9))
        canvas.showPage()
        scanned(canvas)

    reading = pdf.read(made(mixed))
    assert [(problem.code, problem.page) for problem in reading.problems] == [("page_is_picture", 2)]


def test_text_recognised_under_a_picture_is_read() -> None:
    shot = picture()

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(shot, 0, 0, 612, 792)
        for k, line in enumerate(filler(5)):
            text = canvas.beginText(72, 700 - 14 * k)
            text.setFont("Times-Roman", 12)
            text.setTextRenderMode(3)
            text.textOut(line)
            canvas.drawText(text)

    reading = pdf.read(made(draw))
    assert "nobody" in reading.pieces[0].text
    assert [problem.code for problem in reading.problems] == ["recognised_text"]


def test_an_empty_page() -> None:
    with pytest.raises(Empty):
        pdf.read(made(lambda canvas: canvas.showPage()))


def test_a_locked_file() -> None:
    with pytest.raises(Encrypted, match="password"):
        pdf.read(made(lambda canvas: write(canvas, filler(2)), encrypt=StandardEncryption("secret", canPrint=0)))


@pytest.mark.parametrize(
    "data", [b"%PDF-1.4", b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\n", b"%PDF-" + bytes(500)]
)
def test_broken_bytes(data: bytes) -> None:
    assert pdf.accepts(data)
    with pytest.raises(Corrupt, match=r"broken|no pages"):
        pdf.read(data)


def test_a_file_cut_short_is_mended_or_refused() -> None:
    whole = made(lambda canvas: write(canvas, filler(4)), pageCompression=0)
    lost = whole[: whole.rindex(b"startxref")] + b"startxref\n7\n%%EOF\n"
    reading = pdf.read(lost)
    assert "nobody" in reading.pieces[0].text
    with pytest.raises(Corrupt):
        pdf.read(whole[: len(whole) // 8])


def test_letters_that_are_no_language_are_suspect() -> None:
    shift = str.maketrans("abcdefghijklmnopqrstuvwxyz", "defghijklmnopqrstuvwxyzabc")
    assert pdf.read(made(lambda canvas: write(canvas, filler(20)))).suspect is None
    garbled = [line.translate(shift) for line in filler(20)]
    assert "language" in (pdf.read(made(lambda canvas: write(canvas, garbled))).suspect or "")


def test_a_file_is_known_by_its_bytes() -> None:
    assert pdf.accepts(b"junk before it\n%PDF-1.7")
    assert not pdf.accepts(b"PK\x03\x04")


def test_a_ligature_of_a_standard_font_is_as_wide_as_it_is_drawn() -> None:
    """Its width is known by its own character, not by the two letters that the file says it reads as."""

    font = SimpleNamespace(cid2unicode={2: "\ufb01", 3: "\u00a0"}, widths={"\ufb01": 556, " ": 250}, hscale=0.001)
    assert pdf_page._standard_width(font, 2) == pytest.approx(0.556)
    assert pdf_page._standard_width(font, 3) == pytest.approx(0.25)
    assert pdf_page._standard_width(font, 4) == 0


def test_line_numbers_of_a_court_paper_are_no_part_of_its_text() -> None:
    def draw(canvas: Canvas) -> None:
        for page in range(2):
            for k in range(28 if page == 0 else 6):
                canvas.drawRightString(60, 720 - 24 * k, str(k + 1))
            for k, text in enumerate(filler(26 if page == 0 else 5, page)):
                canvas.drawString(80, 720 - 24 * k, text)
            canvas.line(66, 30, 66, 780)
            canvas.showPage()

    found = pieces_of(draw, "paragraph")
    assert found
    assert not any(character.isdigit() for piece in found for character in piece.text)


def test_a_bold_point_of_two_lines_is_one_though_its_bullet_is_of_another_font() -> None:
    def draw(canvas: Canvas) -> None:
        for k, words in enumerate(filler(8)):
            canvas.setFont("Times-Roman", 12)
            canvas.drawString(72, 720 - 16 * k, words)
        canvas.drawString(90, 570, "•")
        canvas.setFont("Times-Bold", 12)
        canvas.drawString(
            108, 570, "Nobody who was waiting at the office could have known what the paper said that they"
        )
        canvas.drawString(108, 554, "were given to sign on the first day.")
        canvas.setFont("Times-Roman", 12)
        for k, words in enumerate(filler(8, 3)):
            canvas.drawString(72, 520 - 16 * k, words)

    (point,) = [piece for piece in pieces_of(draw) if piece.text.startswith("Nobody")]
    assert point.text.endswith("said that they were given to sign on the first day.")
