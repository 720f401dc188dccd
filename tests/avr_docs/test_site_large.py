"""What the site does with tables that are too large to count, sort and answer anew for every visitor."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import site_example
from datasette.app import Datasette
from sqlite_utils import Database

from avr_docs.site import large
from avr_docs.site.kept import KeptDatabase, Values

on_one_site = pytest.mark.asyncio(loop_scope="module")
ROWS = 500


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(site_example.make(tmp_path_factory.mktemp("large") / "letters.db"))


def fill(path: Path) -> Path:
    db = Database(path)
    with db.conn:
        db["parties"].insert_all(
            {
                "id": f"signed-{n:03d}",
                "document": site_example.LETTER,
                "part": ("signatory", "cc")[n % 2],
                "position": n,
                "name": f"Name {n}",
                "organization": f"Office {n % 3}",
            }
            for n in range(ROWS)
        )
    db.close()
    return path


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def datasette(path: Path) -> AsyncIterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(large, "LARGE", 100)
        patch.setattr(large, "COUNTABLE", 200)
        made = Datasette([str(path)], settings={"default_facet_size": 8})
        await made.invoke_startup()
        yield made


async def page(datasette: Any, address: str) -> str:
    answer = await datasette.client.get(address)
    assert answer.status_code == 200
    return str(answer.text)


@on_one_site
async def test_a_whole_table_is_counted_by_its_columns(datasette: Any) -> None:
    whole = await page(datasette, "/letters/parties")
    assert "Counted by part" in whole
    assert ">250</span>" in whole


@on_one_site
async def test_what_a_filter_leaves_is_counted_if_it_is_little(datasette: Any) -> None:
    little = await page(datasette, "/letters/parties?organization=Office+1")
    assert "Counted by part" in little
    assert ">84</span>" in little
    much = await page(datasette, "/letters/parties?part=cc")
    assert "Counted by" not in much
    assert "Not counted by part, organization: there are too many rows" in much
    assert "250 rows" in much


@on_one_site
async def test_large_tables_are_sorted_by_indexed_columns_alone(datasette: Any) -> None:
    whole = await page(datasette, "/letters/parties")
    assert "_sort=part" in whole
    assert "_sort=name" not in whole
    refused = await datasette.client.get("/letters/parties?_sort=name")
    assert refused.status_code == 400
    assert "_sort=name" in await page(datasette, "/letters/actors"), "a small table is sorted by any column"


@on_one_site
async def test_a_filter_that_must_read_all_rows_is_given_little_time_to_count(datasette: Any) -> None:
    db = datasette.get_database("letters")
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n"
    with pytest.raises(Exception, match="interrupted"):
        await db.execute(f"select count(*) from ({endless}) where i > :p0", {"p0": 1})


@on_one_site
async def test_a_question_shows_its_first_rows_and_says_so(datasette: Any) -> None:
    asked = await page(datasette, "/letters/who-signed")
    assert "The first 200 rows of more" in asked
    assert asked.count("<tr><td") == 200
    rows = (await datasette.client.get("/letters/who-signed.json?_shape=array")).json()
    assert len(rows) > ROWS // 2
    assert "The first 200 rows" not in await page(datasette, "/letters/who-signed?word=Office+1")


@pytest.mark.asyncio
async def test_what_is_kept_goes_when_the_file_changes(tmp_path: Path) -> None:
    path = fill(site_example.make(tmp_path / "letters.db"))
    made = Datasette([str(path)])
    await made.invoke_startup()
    before = (await made.client.get("/letters/parties.json")).json()["filtered_table_rows_count"]
    with Database(path).conn as connection:
        connection.execute("delete from parties where part = 'cc' and id like 'signed-%'")
        connection.execute("update parties set organization = 'Renamed' where id = 'signed-000'")
    after = (await made.client.get("/letters/parties.json")).json()
    assert after["filtered_table_rows_count"] == before - ROWS // 2
    assert ">Renamed</a>" in await page(made, "/letters/parties?id__startswith=signed-00")
    assert "Renamed" in await page(made, "/letters/who-signed?word=Renamed")
    assert "Renamed" in await page(made, "/letters/who-signed")


@pytest.mark.asyncio
async def test_values_are_counted_ahead(path: Path) -> None:
    made = Datasette([str(path)])
    await made.invoke_startup()
    ahead = Values("parties", "part", 9)
    db = KeptDatabase(made, str(path), questions={"select 1 as one where :word = ''": ["word"]}, ahead=[ahead])
    db.name = "letters"
    for _ in range(200):
        if len(db.kept()) == 2:
            break
        await asyncio.sleep(0.02)
    assert {row["value"]: row["count"] for row in db.kept()[ahead].rows}["cc"] >= ROWS // 2
    assert [tuple(row) for row in db.kept()["select 1 as one where :word = ''", 1000].rows] == [(1,)]
