"""Works to take away, on a real Datasette: the right ones, in the right form, and only for those who may see them."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import rispy
import site_example
import works_example
from datasette.app import Datasette
from pybtex.database import parse_string
from sqlite_utils import Database

from avr_docs.csl import item

pytestmark = pytest.mark.asyncio(loop_scope="module")

TYPES = {
    "json": "application/vnd.citationstyles.csl+json",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "html": "text/html; charset=utf-8",
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return works_example.make(tmp_path_factory.mktemp("site") / "letters.db")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def datasette(path: Path) -> AsyncIterator[Any]:
    made = Datasette([str(path)], settings={"max_returned_rows": 10, "default_allow_sql": False})
    await made.invoke_startup()
    yield made


async def keys(datasette: Any, asked: str) -> list[str]:
    answer = await datasette.client.get(f"/-/avr/works.json?{asked}")
    assert answer.status_code in (200, 404)
    return sorted(each["id"] for each in answer.json()) if answer.status_code == 200 else []


@pytest.mark.parametrize("suffix", TYPES)
async def test_each_form_is_a_file_of_its_type(datasette: Any, suffix: str) -> None:
    answer = await datasette.client.get(f"/-/avr/works.{suffix}?document={site_example.LETTER}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == TYPES[suffix]
    assert answer.headers["content-disposition"] == f'attachment; filename="works.{suffix}"'
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "Peter" in answer.text or "Orsi, P." in answer.text


async def test_each_form_holds_the_same_works(datasette: Any) -> None:
    found = {suffix: (await datasette.client.get(f"/-/avr/works.{suffix}")).text for suffix in TYPES}
    items = [item(row) for row in works_example.rows()]
    ids = [each["id"] for each in items]
    assert sorted(json.loads(found["json"]), key=lambda each: str(each["id"])) == items
    assert sorted(parse_string(found["bib"], "bibtex").entries) == ids
    assert sorted(each["id"] for each in rispy.loads(found["ris"])) == ids
    assert len(found["txt"].splitlines()) == found["html"].count("<p>") == len(ids)
    assert "<script" not in found["html"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("document=letter-2024", ["w00", "w01"]),
        ("safeguard=legal_counsel", ["w01"]),
        ("safeguard=legal_counsel&programme=rap", ["w01"]),
        ("safeguard=legal_counsel&programme=-", ["w01"]),
        ("safeguard=legal_counsel&programme=other", []),
        ("programme=other", ["w03"]),
        ("document=news-2024&q=orsi", ["w01", "w02", "w03"]),
        ("key=w07&key=w05&key=none", ["w05", "w07"]),
        ("key=w00&document=news-2024", []),
        ("document=none", []),
        ("q=zebra", []),
        ("document=&safeguard=&programme=&q=&key=w09", ["w09"]),
        ("document=%27+or+1=1", []),
    ],
)
async def test_works_are_those_that_were_asked_for(datasette: Any, asked: str, expected: list[str]) -> None:
    assert await keys(datasette, asked) == expected


@pytest.mark.parametrize("words", ['"', "NEAR(", "title:x", "a-number", "%", "*", "%00", "O'Hare", "x" * 3000])
async def test_no_word_is_a_fault_of_ours(datasette: Any, words: str) -> None:
    answer = await datasette.client.get(f"/-/avr/works.bib?q={words}")
    assert answer.status_code in (200, 400, 404)


async def test_what_finds_nothing_is_told(datasette: Any) -> None:
    answer = await datasette.client.get("/-/avr/works.bib?q=zebra")
    assert (answer.status_code, "No work in this database is what was asked for." in answer.text) == (404, True)
    answer = await datasette.client.get("/-/avr/works.json?q=...")
    assert (answer.status_code, answer.json()["error"]) == (400, "There is no word or number in what was looked for.")
    answer = await datasette.client.get("/-/avr/works.json?" + "&".join(f"key=w{n}" for n in range(501)))
    assert (answer.status_code, answer.json()["error"]) == (400, "More than 500 works were asked for by their keys.")
    for suffix in ("xml", "JSON", "json/x"):
        assert (await datasette.client.get(f"/-/avr/works.{suffix}")).status_code == 404


async def test_too_many_works_are_refused_with_what_to_do(tmp_path: Path) -> None:
    path = works_example.make(tmp_path / "letters.db")
    db = Database(path)
    with db.conn:
        db["works"].insert_all({"key": f"more{n}", "title": f"Work {n}", "type": "book"} for n in range(5_000))
    db.close()
    site = Datasette([str(path)])
    await site.invoke_startup()
    for suffix, most in (("ris", "5,000"), ("txt", "500")):
        answer = await site.client.get(f"/-/avr/works.{suffix}")
        assert answer.status_code == 400
        assert f"More than {most} works are what was asked for" in answer.text
    assert (await site.client.get("/-/avr/works.ris?q=work+1234")).status_code == 200


@pytest.mark.parametrize("table", ["works", "documents", "citations", "claims", "claim_citations", "claim_safeguards"])
async def test_who_may_not_see_a_table_gets_no_works(path: Path, table: str) -> None:
    closed = Datasette([str(path)], metadata={"databases": {"letters": {"tables": {table: {"allow": False}}}}})
    await closed.invoke_startup()
    for suffix in TYPES:
        assert (await closed.client.get(f"/-/avr/works.{suffix}?key=w00")).status_code == 403


async def test_links_offer_the_four_forms(datasette: Any) -> None:
    for cite, asked in (({"document": "a&b", "q": "é"}, "?document=a%26b&amp;q=%C3%A9"), ({}, "")):
        html = await datasette.render_template("_cite_links.html", {"cite": cite})
        for suffix in ("bib", "ris", "json", "html"):
            assert f'href="/-/avr/works.{suffix}{asked}"' in html
