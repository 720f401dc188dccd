"""metadata.yml describes the whole database and nothing else, and its worked queries run."""

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import site_example
import yaml

from avr_docs.schema import ONLY_PUBLISHED
from avr_docs.schema import TABLES as BUILT
from avr_docs.site import metadata
from avr_docs.site.connection import prepare

TABLES = {**BUILT, **ONLY_PUBLISHED}
ROOT = Path(__file__).parents[2]
SAID: dict[str, Any] = yaml.safe_load((ROOT / "metadata.yml").read_text(encoding="utf-8"))
OURS: dict[str, Any] = SAID["databases"]["avr"]
QUERIES: dict[str, Any] = OURS["queries"]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    path = site_example.make(tmp_path_factory.mktemp("metadata") / "avr.db")
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    prepare(connection)
    return connection


def test_every_table_is_described_and_no_other() -> None:
    assert OURS["tables"].keys() == TABLES.keys()


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_described_and_no_other(table: str) -> None:
    columns = OURS["tables"][table]["columns"]
    assert columns.keys() == TABLES[table].columns.keys()
    assert all(isinstance(said, str) and len(said) > 3 for said in columns.values())


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_title_description_and_licence(table: str) -> None:
    said = OURS["tables"][table]
    assert all(said[key] for key in ("title", "description", "license", "license_url"))


@pytest.mark.parametrize("table", TABLES)
def test_labels_facets_and_sorting_name_columns(table: str) -> None:
    said = OURS["tables"][table]
    named = [*said.get("facets", []), *(said[key] for key in ("label_column", "sort", "sort_desc") if key in said)]
    assert set(named) <= TABLES[table].columns.keys()


def test_nothing_in_it_opens_the_database_to_sql_or_holds_a_secret() -> None:
    text = (ROOT / "metadata.yml").read_text(encoding="utf-8")
    keys = {key for said in (SAID, OURS, *OURS["tables"].values(), *QUERIES.values()) for key in said}
    assert not keys & {"allow_sql", "write", "plugins", "allow"}
    assert "password" not in text


def test_there_are_a_dozen_questions_with_plain_titles() -> None:
    assert len(QUERIES) >= 12
    for query in QUERIES.values():
        assert query["title"].endswith("?")
        assert query["description"].endswith(".")


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("word", ["", '"', "lawyer", "a-number OR (", "'; drop table claims"])
def test_every_question_is_answered_whatever_word_is_typed(database: sqlite3.Connection, name: str, word: str) -> None:
    query = QUERIES[name]
    values = dict.fromkeys(("safeguard", "role", "kind", "programme", "status"), "") | {"word": word}
    found = database.execute(query["sql"], values).fetchall()
    if word == "" and query.get("params") != ["word"]:
        assert found, "it finds nothing in the example"
    for row in map(dict, found):
        assert (row.get("link") or "/-/avr/").startswith("/-/avr/")


@pytest.mark.parametrize("name", [name for name in QUERIES if QUERIES[name].get("params")])
def test_parameters_are_those_of_the_query(name: str) -> None:
    for parameter in QUERIES[name]["params"]:
        assert f":{parameter}" in QUERIES[name]["sql"]


@pytest.mark.parametrize("name", QUERIES)
def test_no_question_shows_a_claim_or_demand_without_its_sentence(name: str) -> None:
    sql = QUERIES[name]["sql"]
    if "c.content" in sql or "m.text" in sql:
        assert "s.text as sentence_text" in sql
        assert all(each.startswith(" as tagged_part") for each in re.split(r"c\.content|m\.text", sql)[1:])


def test_a_question_leads_to_the_sentence(database: sqlite3.Connection) -> None:
    values = {"safeguard": "legal_counsel", "role": "implementer", "word": ""}
    (row,) = database.execute(QUERIES["who-said-what"]["sql"], values).fetchall()
    assert (row["who"], row["status"], row["link"]) == ("Return Agency", "in_place", "/-/avr/document/news-2024#s0")


def test_the_file_is_found_and_speaks_of_a_database_of_any_name() -> None:
    tree = metadata.described(metadata.load(metadata.path()), "letters")
    assert tree["databases"].keys() == {"letters"}
    assert tree["databases"]["letters"]["tables"].keys() == TABLES.keys()


def test_local_metadata_goes_before() -> None:
    local = {"databases": {"avr": {"title": "Ours"}}}
    assert metadata.described({"databases": {"avr": {"title": "Theirs"}}}, "x", local=local)["databases"]["x"] == {
        "title": "Ours"
    }


def test_rules_on_tables_are_noticed() -> None:
    assert not metadata.restricts(SAID)
    assert metadata.restricts({"databases": {"x": {"tables": {"claims": {"allow": False}}}}})


def test_a_copy_shares_no_dictionary() -> None:
    tree = {"a": {"b": [{"c": 1}]}}
    copy = metadata.copied(tree)
    copy["a"]["b"][0]["c"] = 2
    assert tree == {"a": {"b": [{"c": 1}]}}


def test_an_unlisted_speakers_example_stands_in_the_document_that_is_named(database: sqlite3.Connection) -> None:
    rows = database.execute(QUERIES["unlisted"]["sql"]).fetchall()
    assert rows
    for row in rows:
        found = "select 1 from sentences where document = ? and text = ?"
        assert database.execute(found, (row["in_document"], row["an_example"])).fetchone()
        assert row["role_by_words"] != "affected"


def test_roots_are_counted_beside_the_claims(database: sqlite3.Connection) -> None:
    values = {"safeguard": "legal_counsel", "programme": ""}
    rows = database.execute(QUERIES["independence"]["sql"], values).fetchall()
    assert [(row["side"], row["claims"], row["independent_roots"], row["roots_with_claims"]) for row in rows] == [
        ("stated", 1, 1, "Letter on the Programme (1)"),
        ("observed", 2, 2, "Agency defends returns (1); Letter on the Programme (1)"),
    ]


def test_a_work_that_no_longer_holds_may_have_held_on_the_day(database: sqlite3.Connection) -> None:
    rows = database.execute(QUERIES["void-authorities"]["sql"]).fetchall()
    assert ("Convention", "2024-05-06", "2024-06-02", "before it changed") in {
        (row["work"], row["date"], row["status_date"], row["when_cited"]) for row in rows
    }
