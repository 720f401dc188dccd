"""Notes of PDFs made on the spot: where they stand, what their markers look like, and what is no note."""

import io
from collections.abc import Callable, Sequence
from itertools import count

import pytest
from reportlab.lib.pagesizes import letter
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extract.assemble import assemble
from extract.document import Document
from extract.readers import pdf

ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
SUBJECTS = (
    "clerk",
    "driver",
    "nurse",
    "teacher",
    "lawyer",
    "warden",
    "guard",
    "cook",
    "judge",
    "singer",
    "baker",
    "pilot",
)
PLACES = ("harbour", "station", "market", "library", "shelter", "office", "school", "garden", "bridge", "ferry")

Draw = Callable[[Canvas], None]


def document(*pages: Draw) -> Document:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=letter)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return assemble(pdf.read(out.getvalue()), id="x", path="x.pdf", sha256="0")


def sentence(n: int) -> str:
    """A sentence like no other one here."""
    return f"The {SUBJECTS[n % 12]} went from the {PLACES[n % 10]} to the {PLACES[(n * 3 + 1) % 10]} without a word"


def line(canvas: Canvas, text: str, x: float, y: float, *, size: float) -> None:
    """A line; what stands between carets is raised."""
    for k, part in enumerate(text.split("^")):
        here = size * (0.62 if k % 2 else 1)
        drawn = canvas.beginText(x, y)
        drawn.setFont("Times-Roman", here)
        drawn.setRise(0.35 * size if k % 2 else 0)
        drawn.textOut(part)
        canvas.drawText(drawn)
        x += stringWidth(part, "Times-Roman", here)


def body(markers: Sequence[str], *, first: int = 0, plain: int = 2) -> list[str]:
    """Lines of running text; each marker stands after a sentence, and `plain` sentences follow without one."""
    lines: list[str] = []
    number = count(first)
    for marker in markers:
        lines.append(f"{sentence(next(number))}.{marker} Then nothing was said")
        lines += [f"and {sentence(next(number)).lower()}, as all could see from there" for _ in range(plain)]
    return [*lines, "and the day was over."]


def page(text: Sequence[str], notes: Sequence[str] = (), *, note_size: float = 9, heading: str = "") -> Draw:
    """A page of text at the top and notes at the foot."""

    def draw(canvas: Canvas) -> None:
        y = 720.0
        for item in text:
            line(canvas, item, 72, y, size=11)
            y -= 14
        y = 60 + 1.2 * note_size * len(notes)
        if heading:
            line(canvas, heading, 72, y + 16, size=13)
        for item in notes:
            line(canvas, item, 72, y, size=note_size)
            y -= 1.2 * note_size

    return draw


def note(n: int) -> str:
    return f"See the register of the {PLACES[n % 10]}, volume {n + 40}, kept by the {SUBJECTS[n % 12]}."


def assert_whole(made: Document, labels: Sequence[str], kind: str, *, first: int = 0, step: int = 3) -> None:
    """All notes are there with their own text, and each is anchored at the end of its own sentence."""
    assert [(n.label, n.kind) for n in made.notes] == [(label, kind) for label in labels]
    for k, found in enumerate(made.notes):
        assert made.text[found.start : found.end] == note(k)
        assert len(found.anchors) == 1, found.label
        assert made.text[: found.anchors[0] + 1].endswith(f"{sentence(first + k * step)}."), found.label


def body_text(made: Document) -> str:
    return "\n".join(made.text[b.start : b.end] for b in made.blocks if b.kind == "paragraph")


@pytest.mark.parametrize("labels", [tuple("123456789"), ROMAN], ids=["arabic", "roman"])
@pytest.mark.parametrize("heading", ["", "Notes"])
def test_raised_markers_have_their_notes_at_the_end_of_the_document(labels: tuple[str, ...], heading: str) -> None:
    marked = [f"^{label}^" for label in labels]
    half = len(labels) // 2
    made = document(
        page(body(marked[:half])),
        page(body(marked[half:], first=3 * half)),
        page(
            ["The end of the text comes here, with a last line."],
            [f"^{a}^{note(k)}" for k, a in enumerate(labels)],
            heading=heading,
        ),
    )
    assert_whole(made, labels, "endnote")
    assert not any(character.isdigit() for character in body_text(made))


def test_footnotes_on_every_page_are_no_endnotes() -> None:
    made = document(
        page(body(["^1^", "^2^", "^3^"]), [f"^{k + 1}^{note(k)}" for k in range(3)]),
        page(body(["^4^", "^5^", "^6^"], first=9), [f"^{k + 1}^{note(k)}" for k in range(3, 6)]),
    )
    assert_whole(made, tuple("123456"), "footnote")


def test_numbers_start_again_on_each_page() -> None:
    made = document(
        page(body(["^1^", "^2^"]), [f"^{k + 1}^{note(k)}" for k in range(2)]),
        page(body(["^1^", "^2^", "^3^"], first=6), [f"^{k - 1}^{note(k)}" for k in range(2, 5)]),
    )
    assert_whole(made, ("1", "2", "1", "2", "3"), "footnote")


@pytest.mark.parametrize("size", [9, 11], ids=["small", "as big as the text"])
def test_markers_in_brackets_stand_on_the_line(size: float) -> None:
    made = document(
        page(body([f"[{n}]" for n in "123"]), [f"[{n + 1}] {note(n)}" for n in range(3)], note_size=size),
        page(body([f"[{n}]" for n in "456"], first=9), [f"[{n + 1}] {note(n)}" for n in range(3, 6)], note_size=size),
    )
    assert_whole(made, tuple("123456"), "footnote")
    assert "[" not in body_text(made)


def test_letters_in_brackets() -> None:
    made = document(page(body([f"[{n}]" for n in "abcd"]), [f"[{'abcd'[n]}] {note(n)}" for n in range(4)]))
    assert_whole(made, tuple("abcd"), "footnote")


@pytest.mark.parametrize("size", [9, 11], ids=["small", "as big as the text"])
@pytest.mark.parametrize("form", ["{}. ", "{} "])
def test_neither_markers_nor_labels_are_raised(size: float, form: str) -> None:
    made = document(
        page(body(list("123")), [f"{form.format(n + 1)}{note(n)}" for n in range(3)], note_size=size),
        page(body(list("45"), first=9), [f"{form.format(n + 1)}{note(n)}" for n in range(3, 5)], note_size=size),
    )
    assert_whole(made, tuple("12345"), "footnote")


def test_each_part_has_its_notes_under_a_heading() -> None:
    made = document(
        page(body(["^1^", "^2^", "^3^"]), [f"^{n + 1}^{note(n)}" for n in range(3)], note_size=11, heading="Notes"),
        page(
            ["The second part", *body(["^1^", "^2^"], first=9)],
            [f"^{n - 2}^{note(n)}" for n in range(3, 5)],
            heading="Notes",
        ),
    )
    assert_whole(made, ("1", "2", "3", "1", "2"), made.notes[0].kind)


def test_digits_glued_to_words_are_markers_where_the_notes_tell_so() -> None:
    """What character recognition makes of superscripts; numbers of other kinds stay in the text."""
    text = body(list("123"))
    text[1] = "and 3 of them had read Article 2 of the law before, in May of 2019, as all could see"
    made = document(page(text, [f"^{n + 1}^{note(n)}" for n in range(3)]))
    assert_whole(made, tuple("123"), "footnote")
    assert "and 3 of them had read Article 2 of the law before, in May of 2019" in body_text(made)


def test_a_label_that_stands_higher_than_its_note_is_put_back() -> None:
    def draw(canvas: Canvas) -> None:
        page(body(["^1^", "^2^"]))(canvas)
        for k, y in enumerate((100, 86)):
            line(canvas, str(k + 1), 72, y + 5.5, size=5)
            line(canvas, note(k), 76, y, size=9)

    assert_whole(document(draw), ("1", "2"), "footnote")


def test_symbols_that_are_not_raised() -> None:
    made = document(page(body(["*", "**"]), [f"{'*' * (n + 1)}{note(n)}" for n in range(2)]))
    assert_whole(made, ("*", "**"), "footnote")


@pytest.mark.parametrize(
    "lines",
    [
        ["1. The clerk brings the register.", "2. The driver signs it.", "3. The nurse reads it aloud."],
        ["(i) the duty to inform;", "(ii) the duty to translate;", "(iii) the duty to wait."],
        ["12 March 2019", "14 March 2019", "15 March 2019"],
        ["Smith v. Jones, 12 F.3d 4 (1999).", "8 U.S.C. 14", "See 5 C.F.R. 3."],
        ["[sic] and so on, as the letter has it", "and nothing more."],
    ],
    ids=["list", "points", "dates", "citations", "brackets"],
)
@pytest.mark.parametrize("size", [9, 11])
def test_what_is_no_note(lines: list[str], size: float) -> None:
    made = document(page([*body(["", "", ""]), *lines]), page(body([""] * 4), lines, note_size=size))
    assert made.notes == ()


def test_a_page_of_raised_endnote_labels_is_no_margin_of_line_numbers() -> None:
    labels = [str(n) for n in range(1, 21)]

    def text(canvas: Canvas) -> None:
        for k, words in enumerate(body([f"^{label}^" for label in labels], plain=1)):
            line(canvas, words, 72, 740 - 16 * k, size=11)

    def notes(canvas: Canvas) -> None:
        for k, label in enumerate(labels):
            line(canvas, f"^{label}^", 60, 740 - 30 * k, size=11)
            line(canvas, f"{sentence(k + 40)}, as a witness told us.", 72, 740 - 30 * k, size=11)

    found = document(text, notes)
    assert [note.label for note in found.notes] == labels
    assert all(len(note.anchors) == 1 for note in found.notes)
