"""Files that were made to harm, read in worker processes: each ends in a state with a reason, none stops the others."""

import io
import random
import sys
import zipfile
from typing import Any

import pytest

from avr_docs.engine import Limits, Outcome, work
from extract import read
from extract.errors import State

LIMITS = Limits(workers=2, cpu_seconds=4, wall_seconds=60, memory_mb=1200, max_bytes=8_000_000, max_chars=300_000)
PROSE = "The two women who run the office said that nobody had asked them about it before the end of the year. "
GOOD = f"A plain letter.\n\n{PROSE * 3}\n".encode()
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(document: str, *, level: int = zipfile.ZIP_DEFLATED, **others: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", level) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
        for name, content in others.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def body(inside: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<w:document {W}><w:body>{inside}</w:body></w:document>'


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def laughs() -> str:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return body(paragraph("&a9;"), f"<!DOCTYPE w:document [{entities}]>")


def pdf(*objects: str) -> bytes:
    """A PDF of these objects, numbered from 1, the first being its root."""
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj {content} endobj\n".encode()
    start = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return made + f"trailer <</Size {len(objects) + 1} /Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()


CATALOGUE = "<</Type /Catalog /Pages 2 0 R>>"
PAGE = f"<html><body><main><p>{PROSE * 3}</p>{{}}</main></body></html>"

#: Each file, and the states that it may end in.
FILES: dict[str, tuple[bytes, set[State]]] = {
    "entities in a DOCX": (word(laughs()), {State.CORRUPT}),
    "file read by an entity": (
        word(body(paragraph("&x;"), '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
        {State.CORRUPT},
    ),
    "DOCX that unpacks to 300 MB": (word(body(paragraph("x" * 300_000_000))), {State.TOO_LARGE}),
    "DOCX of millions of paragraphs": (word(body("<w:p/>" * 4_000_000)), {State.TOO_LARGE}),
    "DOCX nested deep": (word(body("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000)), {State.CORRUPT}),
    "DOCX in a DOCX": (word(body(paragraph(PROSE)), **{"word/embeddings/a.docx": b"PK"}), {State.OK}),
    "DOCX cut in half": (word(body(paragraph(PROSE * 50)))[:300], {State.CORRUPT}),
    "DOCX without a document": (word("<nothing/>"), {State.CORRUPT}),
    "names that climb out": (word(body(paragraph(PROSE)), **{"../../evil.txt": b"x"}), {State.OK}),
    "HTML nested deep": (PAGE.format("<div>" * 200_000 + PROSE).encode(), {State.OK, State.TOO_LARGE}),
    "a tag of 200,000 attributes": (
        PAGE.format(f"<p {' '.join(f'a{n}={n}' for n in range(200_000))}>{PROSE}</p>").encode(),
        {State.OK},
    ),
    "a table of 100,000 rows": (
        PAGE.format("<table>" + "<tr><td>1</td><td>2</td></tr>" * 100_000 + "</table>").encode(),
        {State.TOO_LARGE, State.TIMEOUT},
    ),
    "HTML cut in a tag": (PAGE.format(f"<p>{PROSE}</p><p class='").encode()[:-30], {State.OK}),
    "HTML that is all script": (b"<html><script>" + b"x=1;" * 10_000, {State.OK_EMPTY, State.CORRUPT}),
    "HTML of two bytes a letter without a mark": (PAGE.format("").encode("utf-16-le"), {State.OK}),
    "an attribute of 5 MB": (PAGE.format(f"<p title='{'x' * 5_000_000}'>{PROSE}</p>").encode(), {State.OK}),
    "linked data nested deep": (
        PAGE.format(f"<script type='application/ld+json'>{'[' * 200_000}</script>").encode(),
        {State.OK},
    ),
    "text with zero bytes": (f"Zero\x00 bytes. {PROSE * 5}".encode(), {State.OK}),
    "text of two bytes a letter without a mark": (PROSE.encode("utf-16-be"), {State.OK}),
    "text of surrogates": (PROSE.encode() + "\ud800".encode("utf-8", "surrogatepass"), {State.OK}),
    "text of blanks": (b" \n\t" * 100_000, {State.OK_EMPTY}),
    "text of marks": (b"_" * 1_000_000 + b"\n" + PROSE.encode(), {State.OK}),
    "text of marks of direction": (("\u202e\u200b\ufeff" * 1000).encode(), {State.OK_EMPTY, State.UNSUPPORTED}),
    "text over the limit": (PROSE.encode() * 5_000, {State.TOO_LARGE}),
    "bytes over the limit": (b"a b " * 2_100_000, {State.TOO_LARGE}),
    "random bytes": (random.Random(5).randbytes(100_000), {State.UNSUPPORTED}),
    "zero bytes": (bytes(10_000), {State.UNSUPPORTED, State.OK_EMPTY}),
    "nothing": (b"", {State.CORRUPT}),
    "PDF of five bytes": (b"%PDF-", {State.CORRUPT}),
    "PDF cut short": (pdf(CATALOGUE, "<</Type /Pages /Kids [3 0 R] /Count 1>>")[:80], {State.CORRUPT, State.OK_EMPTY}),
    "references in a circle": (
        pdf(CATALOGUE, "<</Type /Pages /Kids [3 0 R] /Count 1>>", "4 0 R", "3 0 R"),
        {State.CORRUPT, State.OK_EMPTY, State.TIMEOUT},
    ),
    "pages in a circle": (
        pdf(CATALOGUE, "<</Type /Pages /Kids [3 0 R] /Count 1>>", "<</Type /Pages /Kids [2 0 R] /Count 1>>"),
        {State.CORRUPT, State.OK_EMPTY, State.TIMEOUT},
    ),
    "a PDF without pages": (pdf(CATALOGUE, "<</Type /Pages /Kids [] /Count 0>>"), {State.CORRUPT, State.OK_EMPTY}),
}


def read_file(task: tuple[str, bytes]) -> str:
    name, data = task
    limits = {"max_bytes": LIMITS.max_bytes, "max_chars": LIMITS.max_chars, "max_pages": LIMITS.max_pages}
    return read(data, id=name, path=name, **limits).text


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Outcome[Any]]:
    """What became of all of them, read in one run with a good letter between every two."""
    tasks = [task for name, (data, _) in FILES.items() for task in ((name, data), (f"good after {name}", GOOD))]
    return {got.task[0]: got for got in work(read_file, tasks, limits=LIMITS)}


@pytest.mark.skipif(sys.platform == "win32", reason="limits on processor time and memory need POSIX")
@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_ends_in_its_state_with_a_reason(name: str, outcomes: dict[str, Outcome[Any]]) -> None:
    got = outcomes[name]
    assert got.state in FILES[name][1], f"{got.state}: {got.reason}"
    if got.state is State.OK:
        assert got.value.strip()
    else:
        assert len(str(got.reason).split()) >= 5


def test_good_letters_between_them_are_read_alike(outcomes: dict[str, Outcome[Any]]) -> None:
    letters = {got.value for name, got in outcomes.items() if name.startswith("good after")}
    assert len(letters) == 1
    assert all(PROSE.strip() in str(letter) for letter in letters)


def test_text_beside_what_harms_is_kept(outcomes: dict[str, Outcome[Any]]) -> None:
    for name in ("a tag of 200,000 attributes", "an attribute of 5 MB", "text with zero bytes", "text of marks"):
        assert PROSE.strip() in outcomes[name].value
    assert "root:" not in str(outcomes["file read by an entity"].value)
