"""The page of a document: its parts, its pages as pictures, why claims are tagged, how to cite it, on a real site."""

import json
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import paged_example
import pytest
import pytest_asyncio
from paged_example import HOSTILE, LETTER, LONG, SCAN
from sqlite_utils import Database
from test_site_pages import Page, readable, site

from avr_docs.page_images import Drawer
from avr_docs.site import page_pictures

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return paged_example.make(tmp_path_factory.mktemp("document"))


async def started(path: Path, **more: Any) -> Any:
    made = site(path, **more)
    page_pictures.drawers[made] = Drawer(path.parent / "kept")
    await made.invoke_startup()
    return made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def datasette(path: Path) -> AsyncIterator[Any]:
    yield await started(path)


def copied(path: Path, folder: Path) -> Path:
    """The database and its files once more, to be changed."""
    shutil.copytree(path.parent, folder / "copy")
    return folder / "copy" / path.name


async def text_of(datasette: Any, place: str) -> str:
    answer = await datasette.client.get(f"/-/avr/document/{place}")
    assert answer.status_code == 200, answer.text
    return str(answer.text)


PAGES = [LETTER, f"{LETTER}?page=1", f"{LETTER}?page=2&claim=c3", f"{LETTER}/cite", f"{LETTER}/cite?s=2", SCAN, LONG]
PAGES += [f"{LONG}?part=2", f"{LONG}?part=all", f"{LONG}?part=2&kind=stated", f"{HOSTILE}/cite?s=0", f"{SCAN}?part=2"]


@pytest.mark.parametrize("place", PAGES)
async def test_pages_are_readable_and_hold_nothing_inline(datasette: Any, place: str) -> None:
    text = await text_of(datasette, place)
    readable(text)
    page = Page(text)
    assert page.all("style") == []
    assert all(str(each["src"]).startswith("/-/avr/page-image/") and each["alt"] for each in page.all("img"))
    assert all(str(each["src"]).startswith("/-/static-plugins/avr_docs/") for each in page.all("script"))
    assert not [name for _, found in page.elements for name in found if name.startswith("on") or name == "style"]


async def test_a_long_document_comes_in_parts_that_hold_each_sentence_once(datasette: Any) -> None:
    first = await text_of(datasette, LONG)
    count = int(re.findall(r"Part 1 of (\d+)", first)[0])
    assert count > 1
    found = [set(re.findall(r'id="(s\d+)"', await text_of(datasette, f"{LONG}?part={n}"))) for n in range(1, count + 1)]
    whole = re.findall(r'id="(s\d+)"', await text_of(datasette, f"{LONG}?part=all"))
    assert sum(map(len, found)) == len(set.union(*found)) == len(whole) == 760
    notes = re.findall(r'id="(note-\d+)"', await text_of(datasette, f"{LONG}?part=all"))
    assert len(notes) == len(set(notes)) == 80


async def test_a_sentence_and_a_note_are_asked_for_by_number(datasette: Any) -> None:
    assert 'id="s700"' not in await text_of(datasette, LONG)
    assert 'id="s702"' in await text_of(datasette, f"{LONG}?s=702")
    assert 'id="note-351"' in await text_of(datasette, f"{LONG}?note=351")
    answer = await datasette.client.get("/-/avr/sentence/ls351-0")
    assert answer.headers["location"] == f"/-/avr/document/{LONG}?s=702#s702"


@pytest.mark.parametrize("asked", ["part=99", "part=x", "s=99999", "note=99999", "s=x", "part=-1"])
async def test_odd_parts_give_a_part(datasette: Any, asked: str) -> None:
    assert "Part " in await text_of(datasette, f"{LONG}?{asked}")


async def test_claims_keep_their_number_in_every_part(datasette: Any) -> None:
    part = await text_of(datasette, f"{LONG}?part=2")
    numbers = [int(n) for n in re.findall(r'id="about-(\d+)"', part)]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert numbers[0] > 50


async def test_the_outline_leads_into_other_parts(datasette: Any) -> None:
    text = await text_of(datasette, LONG)
    assert re.search(r'<a href="#b10" dir="auto">Chapter 1</a>', text)
    assert re.search(r'<a href="\?part=\d#b390" dir="auto">Chapter 39</a>', text)


async def test_filters_count_in_each_part(datasette: Any) -> None:
    text = await text_of(datasette, f"{LONG}?kind=stated")
    counts = [int(n) for n in re.findall(r"\((\d+) claims?\)</span>", text.split('class="text"')[0])]
    assert sum(counts) == int(re.findall(r"(\d+) claims marked", text)[0])


async def test_a_claim_tells_why_it_was_tagged(datasette: Any) -> None:
    text = await text_of(datasette, LETTER)
    card = text[text.index('id="about-3"') : text.index('id="about-4"')]
    assert "rules, version 0.1.0, on 2 January 2025" in card
    assert "“legal counsel” is on its list of words" in card
    assert "0.80 of 1: set by the rules; how often such tags are right was not measured" in card
    learnt = await text_of(datasette, LONG)
    assert "0.62 of 1, more likely right than wrong: of 100 claims with such a score about 62 are right" in learnt


async def test_claims_have_notes_demand_and_place(datasette: Any) -> None:
    text = await text_of(datasette, LETTER)
    assert 'note <a class="to-note" href="#note-0">1</a>' in text
    assert '<a href="/-/avr/demand/d1">demand: no response</a>' in text
    assert f'href="/-/avr/document/{LETTER}?page=1&amp;claim=c1"' in text
    assert '<a href="/-/avr/actor/agency" dir="auto">Return Agency</a>' in text


async def test_a_page_shows_the_claims_that_stand_on_it(datasette: Any) -> None:
    one = await text_of(datasette, f"{LETTER}?page=1&claim=c1")
    assert "The box is drawn around the words of the claim." in one
    assert one.count("<rect") == 2
    assert f'<a class="box kind-stated" href="/-/avr/document/{LETTER}?s=1#s1" aria-label="Stated: all returns' in one
    every = await text_of(datasette, f"{LETTER}?page=1")
    assert "Boxes are drawn around 2 claims" in every


async def test_where_the_words_are_not_found_the_paragraph_is_marked(datasette: Any, path: Path) -> None:
    db = Database(path)
    with db.conn:
        db["claims"].update("c3", {"content": "words that stand nowhere"})
    db.close()
    text = await text_of(datasette, f"{LETTER}?page=2&claim=c3")
    assert "drawn around their paragraph" in text
    assert text.count("<rect") == 1
    nowhere = await text_of(datasette, f"{LETTER}?page=1&claim=c3")
    assert "Where the claim stands on this page was not found" in nowhere


async def test_a_picture_is_kept_by_the_browser(datasette: Any) -> None:
    answer = await datasette.client.get(f"/-/avr/page-image/{LETTER}/1")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    again = await datasette.client.get(
        f"/-/avr/page-image/{LETTER}/1", headers={"if-none-match": answer.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (f"page-image/{LETTER}/3", "has 2 pages; there is no page 3"),
        (f"page-image/{LETTER}/99999999", "there is no page 0"),
        (f"document/{LETTER}?page=0", "there is no page 0"),
        (f"page-image/{LONG}/1", "Only PDFs have pages to show"),
        (f"page-image/{HOSTILE}/1", "is not with the database"),
        ("page-image/none/1", "There is no document"),
        (f"document/{LETTER}?page=1&claim=none", "There is no such claim"),
        (f"document/{LETTER}/cite?s=99", "There is no such sentence"),
    ],
)
async def test_what_is_not_there_is_explained(datasette: Any, place: str, said: str) -> None:
    answer = await datasette.client.get(f"/-/avr/{place}")
    assert (answer.status_code, said in answer.text) == (404, True), answer.text


async def test_a_scan_is_its_pages(datasette: Any) -> None:
    text = await text_of(datasette, SCAN)
    assert "There is no text to show, so nothing in it can be found by search" in text
    assert text.count("<img") == 10
    assert (await text_of(datasette, f"{SCAN}?part=2")).count("<img") == 2


async def test_no_file_outside_of_the_collection_is_read(path: Path, tmp_path: Path) -> None:
    path = copied(path, tmp_path)
    (path.parent / "corpus" / f"{LETTER}.pdf").rename(path.parent / "secret.pdf")
    db = Database(path)
    with db.conn:
        db["documents"].update(LETTER, {"path": "../secret.pdf"})
    db.close()
    answer = await (await started(path)).client.get(f"/-/avr/page-image/{LETTER}/1")
    assert (answer.status_code, "is not with the database" in answer.text) == (404, True)


async def test_a_published_database_shows_what_it_holds_and_never_files(path: Path, tmp_path: Path) -> None:
    path = copied(path, tmp_path)
    db = Database(path)
    with db.conn:
        db["publication"].insert({"id": 1})
        db["documents"].update(LETTER, {"republish": 0})
    published = await started(path)
    url = f"/-/avr/page-image/{LETTER}/1"
    assert "do not allow" in (await published.client.get(url)).text
    with db.conn:
        db["documents"].update(LETTER, {"republish": 1})
    assert "not published with it" in (await published.client.get(url)).text
    with db.conn:
        image = {"media_type": "image/webp", "image": b"RIFF"}
        db["page_images"].insert({"document": LETTER, "page": 1, "width": 1240, "height": 1754, **image})
    db.close()
    assert (await published.client.get(url)).content == b"RIFF"
    assert "Page 1 of 1" in await text_of(published, f"{LETTER}?page=1")


async def test_pictures_are_not_shown_to_who_may_not_see_the_text(path: Path) -> None:
    closed = await started(path, metadata={"databases": {"letters": {"tables": {"sentences": {"allow": False}}}}})
    for place in (f"page-image/{LETTER}/1", f"document/{LETTER}?page=1", f"document/{LETTER}/cite"):
        assert (await closed.client.get(f"/-/avr/{place}")).status_code == 403


async def test_a_document_is_cited_in_styles_and_for_reference_managers(datasette: Any) -> None:
    text = await text_of(datasette, f"{LETTER}/cite")
    assert "Lake Street Legal Clinic (2024) “Letter on the Return Assistance Programme”" in text
    sentence = await text_of(datasette, f"{LETTER}/cite?s=2")
    assert "Our clients were never told of a lawyer." in sentence
    assert f"/-/avr/document/{LETTER}?s=2#s2" in sentence
    item = (await datasette.client.get(f"/-/avr/document/{LETTER}/cite.json")).text
    assert json.loads(item)[0]["author"] == [{"literal": "Lake Street Legal Clinic"}]
    assert "@misc{letter-2024" in (await datasette.client.get(f"/-/avr/document/{LETTER}/cite.bib")).text
    assert "TI  - Letter on the" in (await datasette.client.get(f"/-/avr/document/{LETTER}/cite.ris")).text


async def test_a_hostile_document_is_cited_as_text(datasette: Any) -> None:
    text = await text_of(datasette, f"{HOSTILE}/cite")
    assert "<script>alert" not in text
    assert "javascript:" not in text
