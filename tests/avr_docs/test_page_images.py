"""Pages are drawn within limits, and what a claim says is found on them; what cannot be drawn says why."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import paged_example
import pytest

from avr_docs import page_images, page_render
from avr_docs.page_images import Drawer, File, NoPicture, Words

pytestmark = pytest.mark.asyncio


@pytest.fixture
def drawer(tmp_path: Path) -> Drawer:
    return Drawer(tmp_path / "kept")


@pytest.fixture
def letter(tmp_path: Path) -> File:
    return File(tmp_path / "letter.pdf", paged_example.pdf(tmp_path / "letter.pdf", paged_example.LINES))


async def test_a_page_is_a_picture_and_is_drawn_once(drawer: Drawer, letter: File) -> None:
    drawn = await drawer.picture(letter, 2)
    assert (drawn.media_type, drawn.data[:4], drawn.data[8:12]) == ("image/webp", b"RIFF", b"WEBP")
    letter.path.unlink()
    assert await drawer.picture(letter, 2) == drawn
    with pytest.raises(NoPicture, match="no longer in the collection"):
        await drawer.picture(letter, 1)


async def test_words_are_found_over_lines_and_hyphens(drawer: Drawer, letter: File) -> None:
    words = [
        Words("The agency says that all returns are voluntary.", "all returns are voluntary"),
        Words("Our clients were never told of a lawyer.", "Our clients were never told of a lawyer"),
        Words("Somebody else said so.", "Somebody else said so"),
    ]
    seen = await drawer.look(letter, 1, words=words)
    assert (seen.pages, [len(each) for each in seen.boxes]) == (2, [2, 2, 0])
    first, second = seen.boxes[0]
    # The first line is drawn 700 points above the bottom of a page of 842, in letters of 12 points.
    assert 130 < first.top * 842 < first.bottom * 842 < 146
    assert first.left > second.left == pytest.approx(72 / 595, abs=0.003)
    assert second.top > first.top


async def test_boxes_fit_a_page_that_is_cropped(drawer: Drawer, tmp_path: Path) -> None:
    path = tmp_path / "cropped.pdf"
    file = File(path, paged_example.pdf(path, {1: ["The lawyer came late to those who asked."]}, crop=True))
    seen = await drawer.look(file, 1, words=[Words("", "The lawyer came late")])
    assert seen.sizes[0] == pytest.approx((450, 750), abs=1)
    assert seen.boxes[0][0].left == pytest.approx((72 - 50) / 450, abs=0.01)


async def test_a_claim_that_runs_over_the_page_is_marked_as_far_as_it_goes() -> None:
    claim = "peoplewhoaresentbackwaitbetweenfourandninemonths"
    assert page_render.located("xx" + claim[:30], "", claim) == (2, 32)
    assert page_render.located(claim[20:] + "yy", "", claim) == (0, len(claim) - 20)
    assert page_render.located("xx" + claim[:10] + "yy", "", claim) is None


def broken(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n" + b"\x00garbage" * 500)


def other(path: Path) -> None:
    path.write_bytes(b"<html>no PDF</html>")


def locked(path: Path) -> None:
    paged_example.pdf(path, {1: ["secret"]}, password="secret")


@pytest.mark.parametrize(("write", "said"), [(broken, "not a PDF"), (other, "not a PDF"), (locked, "password")])
async def test_what_is_no_open_pdf_says_so(
    drawer: Drawer, tmp_path: Path, write: Callable[[Path], None], said: str
) -> None:
    path = tmp_path / "file.pdf"
    write(path)
    with pytest.raises(NoPicture, match=said):
        await drawer.picture(File(path, page_render.hashlib.sha256(path.read_bytes()).hexdigest()), 1)


async def test_a_changed_file_is_not_shown(drawer: Drawer, letter: File) -> None:
    with letter.path.open("ab") as file:
        file.write(b"\n")
    with pytest.raises(NoPicture, match="has changed since its text was read"):
        await drawer.look(letter, 1)


@pytest.mark.parametrize("page", [0, 3, 99_999])
async def test_a_page_that_is_not_there_is_counted(drawer: Drawer, letter: File, page: int) -> None:
    with pytest.raises(NoPicture, match=f"has 2 pages; there is no page {page}"):
        await drawer.picture(letter, page)


async def test_a_program_that_breaks_or_hangs_is_ended(
    drawer: Drawer, letter: File, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "breaks.py").write_text("import os; os.abort()")
    (tmp_path / "hangs.py").write_text("import time; time.sleep(60)")
    (tmp_path / "floods.py").write_text("import sys\nwhile True: sys.stdout.buffer.write(bytes(1 << 20))")
    monkeypatch.setattr(page_images, "__file__", str(tmp_path / "avr_docs" / "page_images.py"))
    monkeypatch.setattr(page_images, "PATIENCE", 1.5)
    for program, said in (("breaks", "breaks the program"), ("hangs", "took too long"), ("floods", "too large")):
        monkeypatch.setattr(page_images, "PROGRAM", program)
        with pytest.raises(NoPicture, match=said):
            await drawer.picture(letter, 1)


async def test_more_than_may_wait_are_told_to_come_back(
    drawer: Drawer, letter: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_images, "WAITING", 1)
    first = asyncio.create_task(drawer.picture(letter, 1))
    await asyncio.sleep(0.1)
    with pytest.raises(NoPicture, match="ask again") as told:
        await drawer.picture(letter, 2)
    assert told.value.busy
    assert (await first).data


async def test_the_folder_of_pictures_does_not_grow_for_ever(
    drawer: Drawer, letter: File, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = await drawer.picture(letter, 1)
    monkeypatch.setattr(page_images, "MOST_KEPT", 1.9 * len(first.data))
    await drawer.picture(letter, 2)
    assert [each.name[-8:] for each in (tmp_path / "kept").iterdir()] == ["2-1.webp"]
