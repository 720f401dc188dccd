"""The home page, the lists and the pages of persons, programmes, safeguards and method, on a real Datasette."""

import json
import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import site_example
from sqlite_utils import Database
from test_site_pages import Page, harmless, readable, site

from avr_docs.schema import create
from avr_docs.scores import scores
from avr_docs.site import document_list, tallies
from avr_docs.site.actors import called
from avr_docs.site.demand_lists import ago

pytestmark = pytest.mark.asyncio(loop_scope="module")

PAGES = [
    "/",
    "/-/avr/actors",
    "/-/avr/actors?by=mentions&role=implementer&q=agency",
    "/-/avr/actors?q=%3Cscript%3E&page=7",
    "/-/avr/actor/agency",
    "/-/avr/actor/agency?show=of",
    "/-/avr/actor/agency?kind=stated&safeguard=legal_counsel",
    "/-/avr/actor/agency?page=9",
    "/-/avr/actor/clinic?kind=nonsense&safeguard=%22%3E",
    "/-/avr/programmes",
    "/-/avr/programme/rap",
    "/-/avr/programme/other",
    "/-/avr/safeguards",
    "/-/avr/safeguard/legal_counsel",
    "/-/avr/safeguard/voluntariness?kind=stated&page=2",
    "/-/avr/safeguard/monitoring",
    "/-/avr/documents",
    "/-/avr/documents?type=letter&year=2024&programme=rap&state=ok&publisher=Lake+Street+Legal+Clinic",
    "/-/avr/documents?type=%3Cscript%3E&page=5",
    "/-/avr/method",
    "/-/avr/actor/none",
    "/-/avr/programme/none",
    "/-/avr/safeguard/none",
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_example.make(tmp_path_factory.mktemp("entries") / "letters.db")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def datasette(path: Path) -> AsyncIterator[Any]:
    made = site(path)
    await made.invoke_startup()
    yield made


async def text_of(datasette: Any, url: str) -> str:
    answer = await datasette.client.get(url)
    assert answer.status_code == 200, url
    return str(answer.text)


@pytest.mark.parametrize("url", PAGES)
async def test_every_page_can_be_read_by_everybody_and_runs_nothing(datasette: Any, url: str) -> None:
    answer = await datasette.client.get(url)
    assert answer.status_code == (404 if url.endswith("/none") else 200), answer.text[:2000]
    readable(answer.text)
    harmless(answer.text)


@pytest.mark.parametrize("url", PAGES)
async def test_the_part_of_the_site_that_is_open_is_marked(datasette: Any, url: str) -> None:
    page = Page((await datasette.client.get(url)).text)
    marked = [each["href"] for each in page.all("a") if each.get("aria-current") and "/-/avr/" in str(each["href"])]
    assert bool(marked) is (url != "/")


async def test_the_home_page_puts_one_sentence_against_another(datasette: Any) -> None:
    text = await text_of(datasette, "/")
    pair = text.split('class="pair"')[1]
    assert "/-/avr/compare/voluntariness/rap" in pair
    assert '<mark class="claim kind-stated">all returns are voluntary</mark>' in pair
    assert '<mark class="claim kind-observed">Our clients were never told of a lawyer</mark>' in pair
    assert "/-/avr/document/letter-2024#s1" in pair
    assert 'href="/-/avr/actor/agency"' in pair


async def test_the_home_page_says_how_much_there_is_and_how_good_it_is(datasette: Any) -> None:
    text = await text_of(datasette, "/")
    assert "4 documents</a>, 3 of them read, of 2024. In them 8 claims by 2 known speakers, 2 demands" in text
    assert f"reached {scores().score('kind', 'unseen')} of 100 for the kind of a claim" in text
    assert len([each for each in Page(text).all("input") if each.get("type") == "search"]) == 1


async def test_demands_that_name_nobody_do_not_stand_on_the_home_page(datasette: Any) -> None:
    text = await text_of(datasette, "/")
    waiting = text.split('id="waiting"')[1].split("</section>")[0]
    assert "guarantee legal counsel" in waiting
    assert "onerror" not in waiting


async def test_an_actor_shows_what_it_said_and_what_is_said_of_it(datasette: Any) -> None:
    said = await text_of(datasette, "/-/avr/actor/agency")
    assert "<strong>2 claims</strong> of its own" in said
    assert "Also called" in said
    assert "We always offer a lawyer" in said
    assert said.index("We always offer a lawyer") < said.index("all returns are voluntary"), "newest first"
    of = await text_of(datasette, "/-/avr/actor/agency?show=of")
    assert '• <b class="named-here">The agency</b> should' in of
    assert of.count('class="quoted"') == 1


async def test_what_an_actor_said_can_be_narrowed(datasette: Any) -> None:
    text = await text_of(datasette, "/-/avr/actor/agency?kind=stated&safeguard=legal_counsel")
    assert "We always offer a lawyer" in text
    assert "all returns are voluntary" not in text
    assert "1 claim." in text


async def test_demands_and_documents_stand_beside_an_actor(tmp_path: Path) -> None:
    path = site_example.make(tmp_path / "letters.db")
    db = Database(path)
    with db.conn:
        db["demands"].update("d1", {"addressee": "The Return Agency"})
    db.close()
    asked = site(path)
    await asked.invoke_startup()
    agency = await text_of(asked, "/-/avr/actor/agency")
    assert "guarantee legal counsel" in agency.split('id="asked"')[1]
    clinic = await text_of(asked, "/-/avr/actor/clinic")
    assert "guarantee legal counsel" in clinic.split('id="made"')[1]
    assert "/-/avr/documents?publisher=Lake%20Street%20Legal%20Clinic" in clinic


async def test_an_actor_is_called_by_all_its_names() -> None:
    names = called({"name": "Return Agency (RA)", "aliases": "the Agency; RA"})
    assert names[:4] == ["Return Agency (RA)", "Return Agency", "the Agency", "RA"]
    assert "The RA" in names


async def test_a_programme_shows_facts_verdicts_and_speakers(datasette: Any) -> None:
    text = await text_of(datasette, "/-/avr/programme/rap")
    assert '<a href="/-/avr/actor/agency">Return Agency</a>' in text
    assert "/-/avr/compare/monitoring/rap" in text
    assert "Silent" in text
    assert "Lake Street Legal Clinic" in text.split('id="speakers"')[1]
    assert "/-/avr/documents?programme=rap" in text


async def test_a_safeguard_shows_its_column_and_what_is_said_of_it(datasette: Any) -> None:
    text = await text_of(datasette, "/-/avr/safeguard/legal_counsel?kind=observed")
    assert "Access to a lawyer." in text
    assert "/-/avr/compare/legal_counsel/rap" in text
    assert "/-/avr/timeline?safeguard=legal_counsel" in text
    assert "Our clients were never told of a lawyer" in text
    assert "Note 1" in text
    assert "Interview with a client" in text


async def test_a_safeguard_without_claims_says_what_that_means(datasette: Any) -> None:
    text = await text_of(datasette, "/-/avr/safeguard/monitoring")
    assert "may still stand there" in text
    assert "/-/avr/search?q=monitoring" in text


async def test_documents_are_narrowed_with_the_numbers_that_are_left(datasette: Any) -> None:
    text = await text_of(datasette, "/-/avr/documents?year=2024")
    assert "2 documents" in text
    assert "Letter (1)" in text
    assert "News story (1)" in text
    assert "Memo" not in text.split("<form")[1].split("</form>")[0]
    assert text.index("Agency defends returns") < text.index("Letter on the Return Assistance Programme")


async def test_documents_that_were_not_read_say_why(datasette: Any) -> None:
    text = await text_of(datasette, "/-/avr/documents?state=needs_ocr")
    assert "Its 3 pages are pictures." in text


async def test_the_pages_of_a_list_keep_what_was_asked(tmp_path: Path) -> None:
    path = site_example.make(tmp_path / "letters.db")
    db = Database(path)
    more = [{"id": f"d{i:02}", "title": f"Report {i}", "type": "report", "state": "ok"} for i in range(60)]
    db["documents"].insert_all(more)
    db.close()
    many = site(path)
    await many.invoke_startup()
    text = (await many.client.get("/-/avr/documents?type=report&page=2")).text
    assert "Page 2 of 3" in text
    assert "/-/avr/documents?type=report&amp;page=3" in text


async def test_lists_of_documents_read_no_long_rows(path: Path) -> None:
    db = Database(path)
    sql = f"select rowid from {document_list.SOURCE.format(index=document_list.INDEX)} where type = 'letter'"
    plan = " ".join(str(row) for row in db.execute(f"explain query plan {sql} order by date desc, rowid limit 25"))
    assert "COVERING INDEX" in plan
    db.close()


async def test_the_method_page_has_the_measured_figures(datasette: Any) -> None:
    text = await text_of(datasette, "/-/avr/method")
    for line in scores().tags.values():
        assert line.what.replace("`", "")[1:].replace("'", "&#39;") in text
    assert f"{scores().by_eye.all_right} had every tag right" in text
    assert "run 1, 2025-01-02" in text
    assert "How to cite" in text


async def test_the_collections_citation_can_be_taken_away(datasette: Any) -> None:
    (item,) = json.loads((await datasette.client.get("/-/avr/collection.json")).text)
    assert item["type"] == "dataset"
    assert item["title"] == "What was said about assisted voluntary return"
    assert item["issued"] == {"date-parts": [[2025, 1, 2]]}
    assert item["version"] == "run 1, 2025-01-02"
    entry = (await datasette.client.get("/-/avr/collection.bib")).text
    assert entry.startswith("@misc{")


async def test_robots_are_told(datasette: Any) -> None:
    assert "Disallow: /-/avr/search" in await text_of(datasette, "/robots.txt")


async def test_the_footer_names_licence_version_and_tracking(datasette: Any) -> None:
    for url in ("/", "/-/avr/method", "/letters/claims"):
        text = await text_of(datasette, url)
        assert "Data of" in text
        assert "set no cookies" in text
        assert "publishers&#39; own terms" in text


async def test_a_page_is_shared_under_the_sites_own_words(datasette: Any) -> None:
    text = await text_of(datasette, f"/-/avr/document/{site_example.HOSTILE}")
    head = text.split("</head>")[0]
    (title,) = re.findall(r'property="og:title" content="([^"]*)"', head)
    assert title == "What was said about assisted voluntary return"
    assert "script" not in "".join(re.findall(r'<meta [^>]*content="([^"]*)"', head))


async def test_who_speaks_and_safeguards_are_links(datasette: Any) -> None:
    text = await text_of(datasette, "/-/avr/search?q=lawyer")
    assert '<a href="/-/avr/safeguard/legal_counsel">Legal counsel</a>' in text


@pytest.mark.parametrize(
    ("closed", "url"),
    [
        ("claims", "/-/avr/actor/agency"),
        ("actor_mentions", "/-/avr/actor/agency"),
        ("demands", "/-/avr/safeguard/legal_counsel"),
        ("comparisons", "/-/avr/programme/rap"),
        ("counts", "/-/avr/actors"),
        ("documents", "/-/avr/documents"),
        ("runs", "/-/avr/method"),
    ],
)
async def test_who_may_not_see_a_table_sees_no_page_that_reads_it(path: Path, closed: str, url: str) -> None:
    metadata = {"databases": {"letters": {"tables": {closed: {"allow": False}}}}}
    private = site(path, metadata=metadata)
    await private.invoke_startup()
    answer = await private.client.get(url)
    assert answer.status_code == 403, answer.text[:500]


EMPTY = ["/", "/-/avr/actors", "/-/avr/programmes", "/-/avr/safeguards", "/-/avr/documents", "/-/avr/method"]


@pytest.mark.parametrize("url", EMPTY)
async def test_an_empty_database_says_what_to_do(tmp_path: Path, url: str) -> None:
    path = tmp_path / "empty.db"
    db = Database(path)
    create(db)
    db.close()
    empty = site(path)
    await empty.invoke_startup()
    text = await text_of(empty, url)
    readable(text)
    assert 'class="nothing"' in text or 'class="empty"' in text


async def test_without_comparison_or_demands_pages_still_say_what_they_have(tmp_path: Path) -> None:
    path = site_example.make(tmp_path / "letters.db")
    db = Database(path)
    for table in ("comparison_claims", "comparisons", "demand_safeguards", "demands", "counts"):
        db.execute(f"delete from [{table}]")
    db.conn.commit()
    db.close()
    bare = site(path)
    await bare.invoke_startup()
    for url in ("/", "/-/avr/programme/rap", "/-/avr/safeguard/legal_counsel", "/-/avr/actor/agency"):
        readable(await text_of(bare, url))
    assert "Agency defends returns" in await text_of(bare, "/")


async def test_where_words_may_not_be_shown_the_page_says_so(tmp_path: Path) -> None:
    path = site_example.make(tmp_path / "letters.db")
    db = Database(path)
    db.execute("update sentences set text = null")
    db.execute("update claims set content = null")
    db.conn.commit()
    db.close()
    silent = site(path)
    await silent.invoke_startup()
    text = await text_of(silent, "/-/avr/actor/agency")
    assert "are not republished here" in text
    assert 'href="https://example.org/news"' in text
    readable(await text_of(silent, "/"))


async def test_years_are_drawn_from_the_first_to_the_last() -> None:
    drawn = tallies.years(said={"2021": 2, "2023": 4}, mentioned={"2022": 1, "none": 7})
    assert drawn is not None
    assert [column["year"] for column in drawn["columns"]] == [2021, 2022, 2023]
    assert [bar["height"] for bar in drawn["columns"][2]["bars"]] == [tallies.HEIGHT, 0]
    assert tallies.years(said={"": 3}) is None
    long = tallies.years(said={"1066": 1, "2024": 1})
    assert long is not None
    assert len(long["columns"]) == tallies.MOST_YEARS


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("2021-09-14", "5 years ago"),
        ("2025-06", "17 months ago"),
        ("2026-10-28", "less than a month ago"),
        ("2026-10-27", "1 month ago"),
        ("2027-01-01", ""),
        ("2021", ""),
        (None, ""),
    ],
)
async def test_how_long_ago_is_said_in_words(asked: str | None, told: str) -> None:
    assert ago(asked, date(2026, 11, 27)) == told
