"""One search over everything: what it finds, how it is narrowed and counted, and the file of its whole result."""

import csv
import html
import io
import json
import random
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import pytest_asyncio
import site_example
from datasette.app import Datasette
from sqlite_utils import Database

from avr_docs import search_index, search_tables
from avr_docs.site import search, search_choices, search_export, search_matches, search_page

pytestmark = pytest.mark.asyncio(loop_scope="module")
SEARCH = "/-/avr/search"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_example.make(tmp_path_factory.mktemp("search") / "letters.db")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(path: Path) -> AsyncIterator[Any]:
    started = Datasette([str(path)])
    await started.invoke_startup()
    yield started


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def many(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Any]:
    """A site with a dozen letters more, of many dates and without, all about returns."""
    path = site_example.make(tmp_path_factory.mktemp("search") / "many.db")
    db, chance = Database(path), random.Random(3)
    kinds, roles = ["stated", "observed", "demanded"], ["implementer", "legal", "media"]
    with db.conn:
        for d in range(12):
            date = [None, "2019", "2020-03", f"2021-{d + 1:02}-05"][d % 4]
            of_it = {"type": ["letter", "news"][d % 2], "programme": ["rap", "other", None][d % 3], "date": date}
            db["documents"].insert({"id": f"d{d}", "title": f"Letter {d}", "state": "ok", **of_it})
            for n in range(15):
                id = f"d{d}-s{n}"
                words = chance.choices(["return", "lawyer", "safe", "airport", "legal", "counsel"], k=4)
                db["sentences"].insert({"id": id, "document": f"d{d}", "n": n, "text": " ".join(words), "start": 0})
                for c in range(chance.choice([0, 1, 1, 2])):
                    said = {"kind": chance.choice(kinds), "source_role": chance.choice(roles), "actor": "agency"}
                    db["claims"].insert({"id": f"{id}-{c}", "document": f"d{d}", "sentence": id, "n": c, **said})
                    status = {"safeguard": chance.choice(["monitoring", "legal_counsel"]), "status": "absent"}
                    db["claim_safeguards"].insert({"claim": f"{id}-{c}", **status})
    search_index.refresh(db)
    db.close()
    started = Datasette([str(path)])
    await started.invoke_startup()
    yield started


@pytest.fixture
def bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results of more than ten are too many to rank, and of more than sixty to count."""
    for module in (search, search_choices, search_export, search_matches, search_page):
        if hasattr(module, "BOUND"):
            monkeypatch.setattr(module, "BOUND", 10)
    monkeypatch.setattr(search_matches, "MOST_COUNTED", 60)
    monkeypatch.setattr(search_matches, "PAGE", 7)
    monkeypatch.setattr(search_export, "PIECE", 13)


async def page(site: Any, query: str = "", **arguments: str) -> str:
    answer = await site.client.get(f"{SEARCH}?{query or urlencode(arguments)}")
    assert answer.status_code == 200
    return str(answer.text)


async def records(site: Any, query: str) -> list[dict[str, Any]]:
    answer = await site.client.get(f"{SEARCH}.jsonl?{query}")
    assert answer.status_code == 200
    found = [json.loads(line) for line in answer.text.splitlines()]
    assert answer.headers["x-total-count"] == str(len(found))
    assert all(each["results"] == len(found) for each in found)
    assert [each["result"] for each in found] == list(range(1, len(found) + 1))
    return found


def links(text: str) -> list[str]:
    """Where the results of a page lead, in order."""
    places = re.findall(r'<p class="place"><a href="([^"]+)"|<h2 class="title" dir="auto"><a href="([^"]+)"', text)
    return [html.unescape(note or title) for note, title in places]


def total(text: str) -> int:
    found = re.search(r"<strong>(?:More than )?([\d,]+) result", text)
    assert found
    return int(found[1].replace(",", ""))


def choices(text: str) -> list[tuple[str, int]]:
    """The address and the count of each choice."""
    found = re.findall(r'<li><a href="([^"]+)" rel="nofollow"[^>]*>[^<]*</a> <span class="n">([\d,]+)</span>', text)
    return [(html.unescape(address), int(n.replace(",", ""))) for address, n in found]


async def test_one_search_finds_every_sort_of_thing(site: Any) -> None:
    sorts = {each["found"] for each in await records(site, "q=letter+OR+convention+OR+counsel+OR+voluntary")}
    assert sorts == {"sentence", "demand", "note", "work", "document"}
    text = await page(site, q="convention")
    assert "Convention on Examples" not in text  # the word is marked in it
    assert "<mark>Convention</mark> on Examples, art. 33." in text
    assert 'href="/-/avr/work/convention"><mark>Convention</mark></a>' in text


async def test_a_sentence_stands_once_with_its_claims_and_demands(site: Any) -> None:
    text = await page(site, q="guarantee")
    assert total(text) == 1
    assert text.count("<mark>guarantee</mark>") == 1
    assert 'href="/-/avr/demand/d1"' in text
    assert "No response" in text
    assert 'class="kind kind-demanded"' in text
    for sort in ("demand", "sentence"):
        assert total(await page(site, **{"q": "guarantee", "in": sort})) == 1
    assert total(await page(site, **{"q": "guarantee", "in": "note"})) == 0


async def test_filters_hold_of_one_and_the_same_claim(site: Any) -> None:
    assert [each["address"][-10:] for each in await records(site, "kind=stated&safeguard=voluntariness")] == [
        "er-2024#s1",
        "hostile#s0",
    ]
    assert await records(site, "kind=observed&safeguard=voluntariness&role=other") == []
    assert len(await records(site, "safeguard=voluntariness&status=absent&actor=clinic")) == 1
    assert await records(site, "safeguard=voluntariness&status=absent&actor=agency") == []


async def test_each_choice_leaves_as_many_as_it_says(many: Any) -> None:
    queries = ["", "q=lawyer", "q=return&kind=stated", "kind=observed&safeguard=monitoring&type=news", "q=letter"]
    for query in [*queries, "in=sentence&programme=rap&from=2020", "role=legal&status=absent&to=2019", "actor=agency"]:
        offered = choices(await page(many, query))
        assert len(offered) > 5
        for address, n in offered:
            text = (await many.client.get(address)).text
            assert total(text) == n, (query, address)
            assert len(await records(many, address.partition("?")[2])) == n


async def test_old_addresses_still_lead_there(site: Any) -> None:
    text = await page(site, "q=interview&in=notes&kind=&safeguard=&role=&type=&programme=rap&page=1")
    assert "<mark>Interview</mark> with a client" in text
    assert total(await page(site, "q=letter&in=text")) == 1


@pytest.mark.parametrize(
    "query", ["q=return", "q=lawyer+return", "", "kind=observed", "sort=oldest", "q=safe&sort=oldest"]
)
@pytest.mark.parametrize("bound", [False, True])
async def test_the_file_is_the_pages_one_after_the_other(
    many: Any, query: str, bound: bool, request: pytest.FixtureRequest
) -> None:
    if bound:
        request.getfixturevalue("bounded")
    whole = [each["address"].removeprefix("http://localhost") for each in await records(many, query)]
    paged: list[str] = []
    address = f"{SEARCH}?{query}"
    while address:
        text = (await many.client.get(address)).text
        paged += links(text)
        found = re.search(r'<a rel="next" href="([^"]+)"', text)
        address = html.unescape(found[1]) if found else ""
    assert paged == whole
    assert len(set(whole)) == len(whole) > 20


async def test_orders_go_by_time_and_what_has_no_date_comes_last(many: Any) -> None:
    for query in ("q=return", "type=letter"):
        newest = [each["date"] for each in await records(many, f"{query}&sort=newest")]
        oldest = [each["date"] for each in await records(many, f"{query}&sort=oldest")]
        dated = [date for date in newest if date]
        assert dated == sorted(dated, reverse=True)
        assert [date for date in oldest if date] == sorted(dated)
        assert not any(newest[len(dated) :] + oldest[len(dated) :])


async def test_the_best_match_has_the_words_near_each_other(many: Any) -> None:
    first, *_ = await records(many, "q=counsel+airport")
    assert {"counsel", "airport"} <= set(first["text"].split())
    near, *_ = await records(many, 'q="legal+counsel"+airport+OR+"airport+lawyer+safe"')
    assert "legal counsel" in near["text"] or "airport lawyer safe" in near["text"]


async def test_too_many_to_rank_is_said(many: Any, bounded: None) -> None:
    text = await page(many, q="return")
    assert "More than 10 results are too many to put in order by how well they match" in text
    assert "Counted among the newest 10." in text
    assert "More than 60 results" in text
    assert "too many" not in await page(many, q="return", sort="newest")


async def test_dates_narrow(site: Any) -> None:
    dates = {each["date"] for each in await records(site, "from=2024-05&to=2024-05")}
    assert dates == {"2024-05-06"}
    assert {each["date"] for each in await records(site, "from=2024-06")} == {"2024-06-01"}
    text = await page(site, "from=2024-06&to=abc%3Cscript%3E")
    assert "“abc&lt;script&gt;” is no date" in text
    assert 'value="2024-06"' in text


async def test_filters_that_are_on_can_be_taken_off_one_by_one(site: Any) -> None:
    text = await page(site, "q=lawyer&kind=observed&safeguard=legal_counsel&actor=clinic&from=2024")
    for said in ("Observed", "Legal counsel", "Lake Street Legal Clinic", "2024"):
        assert said in text
    off = [html.unescape(each) for each in re.findall(r'<li><a href="([^"]+)" rel="nofollow"><span class="vis', text)]
    assert len(off) == 4
    assert f"{SEARCH}?q=lawyer&kind=observed&safeguard=legal_counsel&actor=clinic" in off
    assert f'<a href="{SEARCH}?q=lawyer">Remove all</a>' in text


async def test_a_search_that_finds_nothing_says_what_to_try(site: Any) -> None:
    text = await page(site, q="zebra lawyer", kind="stated")
    assert f'<a href="{SEARCH}?q=zebra+OR+lawyer&amp;kind=stated">Look for any of these words</a>' in text
    assert "Without the filter “Kind of claim: Stated”" in text
    assert "Browse everything" in text
    assert "x-total-count" in (await site.client.get(f"{SEARCH}.csv?q=zebra")).headers
    apart = await page(site, q="voluntary lawyer danger")
    assert "These documents hold all of the words, in different sentences" in apart
    assert 'href="/-/avr/document/letter-2024"' in apart


async def test_a_page_beyond_the_last_leads_back(site: Any) -> None:
    text = await page(site, q="lawyer", page="99")
    assert "There is nothing on this page" in text
    assert f'<a href="{SEARCH}?q=lawyer">Back to the first page</a>' in text


async def test_nothing_typed_shows_everything_newest_first(site: Any) -> None:
    text = await page(site)
    assert "everything here" in text
    assert links(text)[0] == f"/-/avr/document/{site_example.NEWS}"
    assert len(await records(site, "q=+++")) == total(text)


HOSTILE = [
    "'; drop table claims",
    "<script>alert(1)</script>",
    "=1+1",
    "\x00",
    "a\x00b",
    "😀",
    "retornó",
    "O'Hare",
    "O’Hare",
]
HOSTILE += [
    "a-number",
    "-",
    "--lawyer",
    "-lawyer",
    "OR",
    "OR OR lawyer",
    "lawyer OR",
    "AND",
    "NOT x",
    "NEAR(a b)",
    "*",
    "r*",
]
HOSTILE += ['"', '"lawyer', '""""', "“lawyer”", "title:x", "{title}: x", "^a", "%", "%00", "\\", "\ud800", "x" * 20_000]
HOSTILE += ["lawyer " * 3000, "re* " * 20, "xq9", "\u202eabc", "ـــ", "\ufffe", "(" * 500, "a OR -b", "++", "law*yer"]


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
async def test_whatever_is_typed_is_answered(site: Any, words: str) -> None:
    typed = quote(words, errors="replace")
    for more in ("", "&kind=stated&sort=oldest", "&in=note&from=2020"):
        text = await page(site, f"q={typed}{more}")
        assert "<script>alert" not in text
        assert len(text) < 60_000
    assert (await site.client.get(f"{SEARCH}.csv?q={typed}")).status_code == 200


async def test_chance_searches_are_answered_and_their_file_agrees(site: Any) -> None:
    chance = random.Random(11)
    pieces = [
        *"\"*()-^:'%“”\\;{}+,. \n\x02é😀",
        "NEAR(",
        "AND",
        "OR",
        "lawyer",
        "return*",
        "-safe",
        "legal counsel",
        "x" * 90,
    ]
    values = {
        "kind": ["stated", "x"],
        "safeguard": ["legal_counsel", "'"],
        "status": ["absent", "no"],
        "role": ["legal", "%"],
        "in": ["note", "text", "z"],
        "type": ["letter", "\x00"],
        "from": ["2024", "x", "2024-13"],
        "to": ["2025-01-01", "-"],
        "actor": ["agency", '"'],
        "programme": ["rap", "*"],
        "sort": ["oldest", "x"],
        "page": ["2", "-1", "9" * 30],
    }
    for _ in range(60):
        asked = {name: chance.choice(of) for name, of in values.items() if chance.random() < 0.2}
        asked["q"] = "".join(chance.choice(pieces) + chance.choice(["", " "]) for _ in range(chance.randrange(6)))
        query = urlencode(asked)
        text = await page(site, query)
        found = await records(site, query)
        assert (total(text) if "<strong>" in text.partition("<footer")[0] else 0) == len(found), query


@pytest.mark.parametrize("words", ["%22", "-lawyer", "%F0%9F%98%80"])
async def test_signs_alone_find_nothing_and_lead_on(site: Any, words: str) -> None:
    text = await page(site, f"q={words}&kind=stated")
    assert "Type at least one word or number" in text
    assert f'<a href="{SEARCH}?kind=stated">see all that the filters leave</a>' in text
    assert await records(site, f"q={words}&kind=stated") == []


async def test_what_was_left_out_of_a_long_search_is_said(site: Any) -> None:
    assert "only its first words were looked for" in await page(site, q="lawyer " * 60)
    assert "only its first words" not in await page(site, q="lawyer")


async def test_a_spreadsheet_runs_nothing(tmp_path: Path) -> None:
    path = site_example.make(tmp_path / "letters.db")
    db = Database(path)
    with db.conn:
        db["sentences"].update(f"{site_example.LETTER}-s2", {"text": "=HYPERLINK(1) zebra"})
        db["claims"].update("c2", {"source": "+1", "actor": None})
        db["documents"].update(site_example.LETTER, {"title": "@SUM(A1)"})
    search_index.refresh(db)
    site = Datasette([str(path)])
    await site.invoke_startup()
    answer = await site.client.get(f"{SEARCH}.csv?q=zebra")
    assert answer.content.startswith("\ufeffresult,results,".encode())
    assert answer.headers["content-disposition"] == 'attachment; filename="search.csv"'
    (row,) = csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert (row["text"], row["title"], row["speakers"]) == ("'=HYPERLINK(1) zebra", "'@SUM(A1)", "'+1")
    assert (row["result"], row["results"], row["page"]) == ("1", "1", "1")
    assert (
        row["safeguards"]
        == "legal_counsel: said to be missing or violated; voluntariness: said to be missing or violated"
    )
    assert row["notes"] == "1: Interview with a client, May 2024."
    assert row["address"] == "http://localhost/-/avr/document/letter-2024#s2"


async def test_a_record_says_who_says_what(site: Any) -> None:
    (record,) = await records(site, "q=offer")
    (claim,) = record["claims"]
    assert (claim["kind"], claim["actor_name"], claim["attribution"]) == ("stated", "Return Agency", "direct")
    assert claim["safeguards"] == {"legal_counsel": "in_place"}
    assert record["text"].startswith("“We always offer")


async def test_a_database_without_the_index_is_told_of(tmp_path: Path) -> None:
    path = site_example.make(tmp_path / "old.db")
    db = Database(path)
    with db.conn:
        search_tables.drop(db)
    old = Datasette([str(path)])
    await old.invoke_startup()
    for address in (f"{SEARCH}?q=lawyer", f"{SEARCH}.csv"):
        answer = await old.client.get(address)
        assert answer.status_code == 404
        assert "Run `avr-docs build` on it again" in answer.text


async def test_the_tables_of_the_index_are_nobodys_to_read(site: Any) -> None:
    for table in (*search_tables.TABLES, "search_fts", "search_fts_data", "search_content", "SEARCH_TEXTS"):
        assert (await site.client.get(f"/letters/{table}.json")).status_code in (403, 404), table
    assert "search_texts" not in (await site.client.get("/letters?_show_hidden=1")).text
