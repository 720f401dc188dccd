"""The database as Datasette sees it: every table that can be searched is searched."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
from datasette.app import Datasette
from made import database, tagged
from sqlite_utils import Database

from avr_docs import schema, store

BODY = [
    "Retour sans peur",
    "The families returned to Río Dulce after the visits.",
    "Nobody at the office says why a child was detained.",
]


@pytest.fixture
def client(tmp_path: Path) -> Datasette:
    database(tmp_path / "avr.db", tagged(body=BODY), tagged("memo")).close()
    return Datasette([str(tmp_path / "avr.db")])


async def found(client: Datasette, table: str, words: str) -> int:
    query = urlencode({"_search": words, "_shape": "array", "_nofacet": 1})
    response = await client.client.get(f"/avr/{table}.json?{query}")
    assert response.status_code == 200
    return len(response.json())


SEARCHES = [
    ("documents", "zebra", 0),
    ("documents", "families", 1),
    ("documents", "voluntary", 1),
    ("documents", "statement", 1),  # in the title
    ("sentences", "zebra", 0),
    ("sentences", "family return", 1),  # stemmed: families, returned
    ("sentences", "rio", 1),  # without its accent
    ("sentences", "RÍO DULCE", 1),
    ("claims", "zebra", 0),
    ("claims", "detaining children", 0),
    ("claims", "detaining child", 1),
    ("claims", "lawyers", 1),
    ("notes", "zebra", 0),
    ("notes", "tickets", 2),
]


@pytest.mark.asyncio
async def test_search_filters(client: Datasette) -> None:
    """Datasette answers 200 with the whole table where it does not see that a table can be searched."""
    for table, words, count in SEARCHES:
        assert await found(client, table, words) == count, (table, words)


@pytest.mark.asyncio
async def test_datasette_sees_the_search_tables_and_the_keys(client: Datasette) -> None:
    for name, table in schema.TABLES.items():
        page = (await client.client.get(f"/avr/{name}.json?_size=0&_extra=x")).json()
        assert page["primary_keys"] == ([table.pk] if isinstance(table.pk, str) else list(table.pk))
        assert len(page["expandable_columns"]) == len(table.foreign_keys), name


def test_searching_still_holds_after_vacuum(tmp_path: Path) -> None:
    db = database(tmp_path / "a.db", tagged(), tagged("memo"))
    store.remove(db, "letter")
    db.vacuum()
    db.execute("vacuum into ?", [str(tmp_path / "b.db")])
    for each in (db, Database(tmp_path / "b.db")):
        assert [row["text"] for row in each.table("sentences").search("lawyers")] == [
            "Our visitors found that nobody was offered a lawyer."
        ]


def test_making_it_twice_changes_nothing(tmp_path: Path) -> None:
    db = database(tmp_path / "a.db", tagged())
    before = db.schema
    schema.create(db)
    assert db.schema == before
    assert db.table("documents").count == 1


def test_a_kill_while_it_is_made_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(schema.TABLES, "broken", schema.Table({"a b]": str}, "none", (("x", "y", "z"),)))
    db = Database(tmp_path / "a.db")
    with pytest.raises(Exception, match=r".+"):
        schema.create(db)
    assert db.table_names() == []


def test_foreign_keys_name_tables_and_columns_that_exist() -> None:
    for name, table in schema.TABLES.items():
        for column, other, key in table.foreign_keys:
            assert column in table.columns, name
            assert key in schema.TABLES[other].columns, name
            assert table.columns[column] is schema.TABLES[other].columns[key], (name, column)
        for column in (*(column for index in table.indexes for column in index), *table.search):
            assert column in table.columns, name
    assert set(schema.OF_A_DOCUMENT) <= schema.TABLES.keys()
