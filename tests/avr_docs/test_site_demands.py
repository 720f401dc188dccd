"""The pages of demands: the list with its filters, one demand, one addressee, the files and the feed."""

import csv
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import pytest_asyncio
import site_example
from datasette.app import Datasette
from sqlite_utils import Database

from avr_docs import demand_facts
from avr_docs.schema import create
from avr_docs.site.demand_filter import Asked
from avr_docs.site.demand_log import log_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

LIST = "/-/avr/demands"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The common example, with more that was noted of its demand, and with two demands of an undated letter."""
    file = site_example.make(tmp_path_factory.mktemp("demands") / "letters.db")
    db = Database(file)
    with db.conn:
        place = {"document": site_example.HOSTILE, "claim": "h1", "sentence": f"{site_example.HOSTILE}-s0"}
        said = {"action": "publish", "text": "=HYPERLINK(1)", "addressee": "RA", "specificity": "vague"}
        db["demands"].insert({"key": "d2", **place, **said, "n": 2, "status": "met", "status_date": "2024-03-01"})
        db["demands"].insert({"key": "d3", **place, **said, "n": 3, "status": "open", "text": "publish all of it"})
        db["similar_demands"].insert({"demand": "d1", "other": "d3", "score": 0.6})
        base = {"evidence": None, "note": None, "undoes": None, "internal": 0}
        entries = [
            {"id": 3, "demand": "d2", "date": "2024-03-01", "status": "met", "note": "Sent.", "who": "maria"},
            {"id": 4, "demand": "d1", "date": "2024-09-01", "status": "met", "note": "Wrong paper."},
            {"id": 5, "demand": "d1", "date": "2024-09-02", "undoes": 4, "note": "It was another one.", "who": "jon"},
            {"id": 6, "demand": "d3", "date": "2024-04-01", "status": "stalled", "internal": 1, "who": "maria"},
            {"id": 7, "demand": "gone", "date": "2024-04-01", "status": "met", "note": "Secret of the lost."},
        ]
        for entry in entries:
            db["demand_events"].insert({**base, **entry})
        db.execute("update demand_events set evidence_document = 'news-2024', evidence = 'news-2024' where id = 3")
    demand_facts.settle(db)
    db.close()
    return file


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(path: Path) -> AsyncIterator[Any]:
    datasette = Datasette([str(path)])
    await datasette.invoke_startup()
    yield datasette


async def text(site: Any, url: str, status: int = 200) -> str:
    answer = await site.client.get(url)
    assert answer.status_code == status, url
    return str(answer.text)


def shown(page: str) -> list[str]:
    """The keys of the demands on a page, in order."""
    return [part.partition('"')[0] for part in page.split(' id="d-')[1:]]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", ["d1", "h-d", "d2", "d3"]),
        ("?sort=longest", ["d1", "h-d", "d3", "d2"]),
        ("?sort=status", ["h-d", "d3", "d1", "d2"]),
        ("?status=met", ["d2"]),
        ("?safeguard=legal_counsel", ["d1"]),
        ("?addressee=agency", ["d1", "d2", "d3"]),
        ("?addressee=agency&status=open", ["d3"]),
        ("?programme=rap", ["d1"]),
        ("?programme=-", ["h-d", "d2", "d3"]),
        ("?action=publish", ["d2", "d3"]),
        ("?role=legal", ["d1"]),
        ("?who=Lake+Street+Legal+Clinic", ["d1"]),
        ("?specificity=partly", ["d1"]),
        ("?from=2024-05", ["d1"]),
        ("?from=2024-05-07", []),
        ("?to=2024", ["d1"]),
        ("?to=2024-04", []),
        ("?status=nonsense&role=nobody&sort=odd", ["d1", "h-d", "d2", "d3"]),
    ],
)
async def test_the_list_holds_what_is_asked_for_in_that_order(site: Any, query: str, keys: list[str]) -> None:
    assert shown(await text(site, LIST + query)) == keys


async def test_choices_say_how_many_demands_they_leave(site: Any) -> None:
    page = await text(site, f"{LIST}?addressee=agency")
    assert '<option value="publish">Publish (2)</option>' in page
    assert '<option value="legal_counsel">Legal counsel (1)</option>' in page
    assert '<option value="agency" selected>Return Agency (3)</option>' in page
    assert '<a href="/-/avr/demands?status=met&amp;addressee=agency">' in page


async def test_a_date_that_is_none_is_said_so_and_leaves_nothing_out(site: Any) -> None:
    page = await text(site, f"{LIST}?from=last+spring")
    assert "“last spring” is no date" in page
    assert len(shown(page)) == 4


async def test_silence_is_as_loud_as_refusal(site: Any) -> None:
    page = await text(site, LIST)
    assert '<span class="demand-status demand-no_response" title="Looked for, and no answer was found.' in page
    style = await text(site, "/-/static-plugins/avr_docs/demands.css")
    assert ".is-no_response, .is-refused {" in style


async def test_how_long_is_said_of_each(site: Any) -> None:
    page = await text(site, LIST)
    assert "open for 2" in page or "open for 1" in page
    assert "how long is not known: its document has no date" in page


async def test_a_page_that_is_not_there_leads_back(site: Any) -> None:
    assert "There is no page 9." in await text(site, f"{LIST}?page=9")
    assert "No demand is all of that." in await text(site, f"{LIST}?status=refused")


async def test_pages_hold_twenty(tmp_path: Path) -> None:
    db = Database(site_example.make(tmp_path / "letters.db"))
    place = {"document": site_example.LETTER, "claim": "c3", "sentence": f"{site_example.LETTER}-s4", "status": "open"}
    place |= {"date": "2024-05-06"}
    db["demands"].insert_all({"key": f"k{n:02}", "n": n, "text": f"do {n}", **place} for n in range(1, 44))
    demand_facts.settle(db)
    datasette = Datasette([str(tmp_path / "letters.db")])
    await datasette.invoke_startup()
    first, second = await text(datasette, LIST), await text(datasette, f"{LIST}?page=2&status=open")
    assert (len(shown(first)), len(shown(second))) == (20, 20)
    assert shown(second) == [f"k{n:02}" for n in range(21, 41)]
    assert '<a rel="next" href="/-/avr/demands?status=open&amp;page=3">' in second
    assert '<a rel="prev" href="/-/avr/demands?status=open">' in second
    files = (await text(datasette, f"{LIST}.csv")).strip().splitlines()
    assert len(files) == 1 + 45


async def test_where_nothing_was_demanded_the_page_says_what_to_do(tmp_path: Path) -> None:
    db = Database(tmp_path / "avr.db")
    create(db)
    datasette = Datasette([str(tmp_path / "avr.db")])
    await datasette.invoke_startup()
    page = await text(datasette, LIST)
    assert "No document read so far demands anything" in page
    assert "search for words that ask" in page
    assert "No demand names anybody" in await text(datasette, f"{LIST}/to")
    assert await text(datasette, f"{LIST}.json") == "[]\n"
    assert "<feed" in await text(datasette, f"{LIST}.atom")


async def test_a_demand_stands_in_its_place_with_what_became_of_it(site: Any) -> None:
    page = await text(site, "/-/avr/demand/d1")
    assert 'The agency should <mark class="claim kind-demanded">guarantee legal counsel</mark> before' in page
    assert 'href="/-/avr/document/letter-2024#s4">Read it in the document</a>' in page
    assert '<a class="who" href="/-/avr/demands/to/agency">Return Agency</a>' in page
    assert "Asked again." in page
    assert 'href="http://example.org/r"' in page
    assert "http://localhost/-/avr/demand/d1" in page
    assert "Lake Street Legal Clinic: “The agency should guarantee legal counsel before any return”, Letter" in page


async def test_what_was_taken_back_is_struck_through_and_counts_no_more(site: Any) -> None:
    page = await text(site, "/-/avr/demand/d1")
    struck = page.partition("<s>")[2].partition("</s>")[0]
    assert "Wrong paper." in struck
    assert "Taken back on <time" in page
    assert "It was another one." in page
    assert "open for" in page


async def test_who_noted_it_and_what_is_internal_is_for_staff_alone(site: Any) -> None:
    one, other = await text(site, "/-/avr/demand/d2"), await text(site, "/-/avr/demand/d3")
    assert "Sent." in one
    assert "maria" not in one + other
    assert "1 entry is kept by staff" in other
    assert "Stalled" not in other.partition('<ol class="history">')[2].partition("</ol>")[0]
    for url in (f"{LIST}.csv", f"{LIST}.json", f"{LIST}.atom"):
        found = await text(site, url)
        assert "maria" not in found
        assert "stalled" not in found.lower()


async def test_a_visitor_who_says_that_he_is_staff_is_not(site: Any) -> None:
    cookies = {"ds_actor": site.sign({"a": {"id": "mallory"}}, "actor")}
    answer = await site.client.get("/-/avr/demand/d3", cookies=cookies)
    assert "1 entry is kept by staff" in answer.text


async def test_entries_without_a_demand_are_told_of_by_number_alone(site: Any) -> None:
    page = await text(site, LIST)
    assert "1 entry in the log is about a demand that is not in this database now" in page
    assert "Secret of the lost" not in page


async def test_later_sentences_are_no_answer_until_somebody_says_so(site: Any) -> None:
    page = await text(site, "/-/avr/demand/d1")
    assert "May be relevant; nobody has checked." in page
    assert "We always offer a lawyer" in page
    assert 'href="/-/avr/document/news-2024#s0"' in page
    assert '<span class="demand-status demand-no_response"' in page


async def test_a_demand_without_suggestions_says_that_this_is_no_sign(site: Any) -> None:
    page = await text(site, "/-/avr/demand/d2")
    assert "it is not known which others are later" in page


async def test_other_documents_that_ask_the_same_are_told(site: Any) -> None:
    page = await text(site, "/-/avr/demand/d1")
    assert "Other documents that ask for much the same" in page
    assert 'href="/-/avr/demand/d3"' in page


async def test_an_unknown_demand_or_addressee_is_explained(site: Any) -> None:
    assert "There is no such demand" in await text(site, "/-/avr/demand/none", 404)
    assert "Nobody by the key “none”" in await text(site, f"{LIST}/to/none", 404)


async def test_one_addressee_has_its_demands_by_status_and_how_many_were_answered(site: Any) -> None:
    page = await text(site, f"{LIST}/to/agency")
    assert "1 demand was answered of 2 that were assessed" in page
    assert "1 was met with silence" in page
    assert "1 more is not assessed yet" in page
    assert page.index('id="of-no_response"') < page.index('id="of-open"')
    assert shown(page) == ["d1", "d3", "d2"]
    listed = await text(site, f"{LIST}/to")
    assert '<a href="/-/avr/demands/to/agency">Return Agency</a>' in listed


async def test_the_file_holds_exactly_the_list_and_no_formula(site: Any) -> None:
    answer = await site.client.get(f"{LIST}.csv?addressee=agency&sort=longest")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    found = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [row["key"] for row in found] == ["d1", "d3", "d2"]
    assert found[2]["text"] == "'=HYPERLINK(1)"
    assert found[0]["log"] == "2024-08-01 no_response: Asked again. (http://example.org/r)"
    assert found[0]["address"] == "http://localhost/-/avr/demand/d1"


async def test_json_has_the_same_with_lists(site: Any) -> None:
    found = (await site.client.get(f"{LIST}.json?addressee=agency")).json()
    assert [row["key"] for row in found] == ["d1", "d2", "d3"]
    assert found[0]["addressees"] == ["Return Agency"]
    assert found[0]["safeguards"] == ["legal_counsel"]


async def test_the_feed_tells_of_changes_that_hold(site: Any) -> None:
    root = ElementTree.fromstring(await text(site, f"{LIST}.atom"))
    entries = [(each.findtext(f"{ATOM}title"), each.findtext(f"{ATOM}updated")) for each in root.iter(f"{ATOM}entry")]
    assert entries[0] == ("No response: The agency: guarantee legal counsel", "2024-08-01T00:00:00Z")
    assert ("Met: RA: =HYPERLINK(1)", "2024-03-01T00:00:00Z") in entries
    assert not [title for title, _ in entries if "Wrong" in str(title) or "Stalled" in str(title)]


async def test_a_hostile_demand_is_text(site: Any) -> None:
    for url in (LIST, "/-/avr/demand/h-d", f"{LIST}/to/img-src-x-onerror-alert-2", f"{LIST}/to"):
        page = await text(site, url)
        assert "<img src=x" not in page
        assert 'href="javascript' not in page


async def test_what_may_not_be_seen_is_not_shown(path: Path) -> None:
    closed = Datasette([str(path)], metadata={"databases": {"letters": {"tables": {"demands": {"allow": False}}}}})
    await closed.invoke_startup()
    for url in (LIST, f"{LIST}.csv", f"{LIST}.json", f"{LIST}.atom", f"{LIST}/to", f"{LIST}/to/agency"):
        assert (await closed.client.get(url)).status_code == 403, url
    assert (await closed.client.get("/-/avr/demand/d1")).status_code == 403


async def test_staff_sees_who_noted_what() -> None:
    base = {"evidence": None, "note": None, "undoes": None, "internal": 0, "status": "met"}
    log = [{**base, "id": 1, "who": "maria"}, {**base, "id": 2, "who": "jon", "internal": 1}]
    assert [entry["who"] for entry in log_of(log, staff="maria").entries] == ["maria", "jon"]
    assert [entry["who"] for entry in log_of(log).entries] == [None]
    assert log_of(log).kept == 1


async def test_an_address_keeps_all_that_was_asked_but_the_page() -> None:
    asked = Asked(status="met", since="2023", sort="longest", page=4)
    assert asked.query() == "?status=met&from=2023&sort=longest"
    assert asked.query(page=5, status="") == "?from=2023&sort=longest&page=5"
    assert Asked().query() == ""
