"""Every page of the site on a real Datasette: what it shows, to whom, and that nothing in a document is ever run."""

import re
from collections.abc import AsyncIterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import site_example
from datasette.app import Datasette
from sqlite_utils import Database

from avr_docs import search_index
from avr_docs.site import serve

#: One site for all of these tests, in one event loop.
pytestmark = pytest.mark.asyncio(loop_scope="module")

PAGES = [
    "/",
    "/-/avr/search",
    "/-/avr/search?q=lawyer",
    "/-/avr/search?q=safe+OR+counsel&kind=stated",
    "/-/avr/search?q=convention&in=notes",
    "/-/avr/search?q=note&in=notes",
    "/-/avr/search?kind=observed&safeguard=legal_counsel&role=media&type=news&programme=rap",
    "/-/avr/search?q=return&page=99",
    f"/-/avr/document/{site_example.LETTER}",
    f"/-/avr/document/{site_example.LETTER}?kind=stated&safeguard=voluntariness",
    f"/-/avr/document/{site_example.NEWS}",
    f"/-/avr/document/{site_example.HOSTILE}",
    f"/-/avr/document/{site_example.SCAN}",
    "/-/avr/compare",
    "/-/avr/compare/legal_counsel/rap",
    "/-/avr/compare/monitoring/rap",
    "/-/avr/compare/voluntariness/-",
    "/-/avr/compare/monitoring/other",
    "/-/avr/demands",
    "/-/avr/demands?status=no_response&safeguard=legal_counsel",
    "/letters",
    "/letters?_show_hidden=1",
    "/letters/claims",
    "/letters/claims?_search=lawyer&kind=observed&_sort_desc=page&_facet=actor",
    "/letters/claims?_size=2",
    "/letters/documents",
    "/letters/documents/hostile",
    "/letters/sentences",
    "/letters/claims/c2",
    "/letters/claim_safeguards",
    "/letters/notes",
    "/letters/demands",
    "/letters/who-said-what",
    "/letters/who-said-what?safeguard=legal_counsel&role=&word=%22",
    "/letters/search-notes",
    "/letters/sources-behind",
    "/-/avr/document/none",
    "/letters/none",
    "/none",
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_example.make(tmp_path_factory.mktemp("site") / "letters.db")


def site(path: Path, **more: Any) -> Any:
    settings = {
        key: {"off": False, "on": True}.get(value) if value in ("on", "off") else int(value)
        for key, value in serve.SETTINGS.items()
    }
    return Datasette([str(path)], settings=settings, **more)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def datasette(path: Path) -> AsyncIterator[Any]:
    made = site(path)
    await made.invoke_startup()
    yield made


class Page(HTMLParser):
    """The elements of a page, with what a reader without eyes or a mouse needs of them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.labels_open = 0
        self.bare_fields: list[dict[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.elements.append((tag, found))
        if tag == "label":
            self.labels_open += 1
        field = tag in ("select", "textarea") or (tag == "input" and found.get("type") != "hidden")
        if field and not self.labels_open and not found.get("aria-label"):
            self.bare_fields.append(found)

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self.labels_open -= 1

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [found for each, found in self.elements if each == tag]


def readable(text: str) -> None:
    """Fails unless the page has what a reader without eyes or a mouse needs."""
    page = Page(text)
    assert page.all("html")[0].get("lang") == "en"
    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1
    assert page.all("title")
    assert any(link.get("href") == "#main" for link in page.all("a"))
    ids = [str(found["id"]) for _, found in page.elements if found.get("id")]
    assert len(ids) == len(set(ids)), "two elements have one id"
    fors = {found.get("for") for found in page.all("label")}
    assert [field for field in page.bare_fields if field.get("id") not in fors] == []
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False)), levels
    within = {str(found.get("href"))[1:] for found in page.all("a") if str(found.get("href")).startswith("#")}
    assert within <= set(ids), "a link leads to nothing on this page"


def harmless(text: str) -> None:
    """Fails if anything of a document is markup, or anything is inline."""
    page = Page(text)
    assert all(str(each.get("src")).startswith("/-/static-plugins/avr_docs/") for each in page.all("script"))
    assert page.all("style") == []
    for tag, found in page.elements:
        assert tag not in ("img", "iframe", "object", "embed", "base")
        assert not [name for name in found if name.startswith("on") or name == "style"], found
        for name in ("href", "src", "action"):
            given = found.get(name) or "/"
            assert given.startswith(("/", "?", "#", "http://", "https://")), given


@pytest.mark.parametrize("url", PAGES)
async def test_every_page_can_be_read_by_everybody(datasette: Any, url: str) -> None:
    answer = await datasette.client.get(url)
    assert answer.status_code == (404 if url.endswith("none") else 200), answer.text[:2000]
    readable(answer.text)


@pytest.mark.parametrize("url", PAGES)
async def test_nothing_of_a_document_is_markup_and_nothing_is_inline(datasette: Any, url: str) -> None:
    harmless((await datasette.client.get(url)).text)


async def test_the_home_page_says_what_is_inside(datasette: Any) -> None:
    text = (await datasette.client.get("/")).text
    assert "What was said about assisted voluntary return" in text
    assert "3 of them read" in text
    assert "Its 3 pages are pictures." in text
    assert "Who said what about a safeguard?" in text
    assert "/-/avr/compare/voluntariness/rap" in text
    assert "publishers&#39; own terms" in text


async def test_a_search_leads_to_the_sentence_with_who_says_it(datasette: Any) -> None:
    text = (await datasette.client.get("/-/avr/search?q=lawyers")).text
    assert "<strong>2 results</strong>" in text
    assert "<mark>lawyer</mark>" in text
    assert 'href="/-/avr/document/letter-2024#s2"' in text
    assert "said to be missing or violated" in text


async def test_claims_stand_in_their_whole_sentence(datasette: Any) -> None:
    searched = (await datasette.client.get("/-/avr/search?q=voluntary+-programme")).text
    marked = 'The agency says that <mark class="claim kind-stated">all returns are </mark>'
    assert f'{marked}<mark class="claim kind-stated"><mark>voluntary</mark></mark>.' in searched
    filtered = (await datasette.client.get("/-/avr/search?kind=stated&role=implementer")).text
    assert 'The agency says that <mark class="claim kind-stated">all returns are voluntary</mark>.' in filtered
    demanded = (await datasette.client.get("/-/avr/demands")).text
    assert "The agency should <mark" in demanded
    for url in ("/letters/who-said-what", "/letters/claims"):
        assert "The agency says that <mark>all returns are voluntary</mark>." in (await datasette.client.get(url)).text
    asked = (await datasette.client.get("/letters/demands-without-response")).text
    assert "The agency should <mark>guarantee legal counsel</mark> before any return." in asked
    assert "tagged part" not in asked


async def test_a_very_long_sentence_is_shown_in_part(tmp_path: Path) -> None:
    path = site_example.make(tmp_path / "letters.db")
    db = Database(path)
    with db.conn:
        db["sentences"].update(f"{site_example.LETTER}-s1", {"text": "Zebra. " + "word " * 5000})
    search_index.refresh(db)
    db.close()
    long = site(path)
    await long.invoke_startup()
    answer = await long.client.get("/-/avr/search?q=zebra")
    assert "<mark>Zebra</mark>" in answer.text
    assert len(answer.text) < 25_000


async def test_a_search_can_be_narrowed_without_a_word(datasette: Any) -> None:
    text = (await datasette.client.get("/-/avr/search?safeguard=voluntariness&role=implementer")).text
    assert "<strong>1 result</strong>" in text
    assert "all returns are voluntary" in text


async def test_notes_are_found_with_the_sentence_that_they_stand_behind(datasette: Any) -> None:
    text = (await datasette.client.get("/-/avr/search?q=interview&in=notes")).text
    assert "<mark>Interview</mark> with a client" in text
    assert "/-/avr/document/letter-2024#note-0" in text
    assert "Our clients were never told" in text


async def test_actors_whose_name_was_typed_are_offered(datasette: Any) -> None:
    text = (await datasette.client.get("/-/avr/search?q=return+agency")).text
    assert '<a href="/-/avr/search?actor=agency">Return Agency</a> (2 claims)' in text


@pytest.mark.parametrize(
    "words", ['"', "NEAR(", "title:x", "a-number", "%", "*", "%00", "O'Hare", "x" * 3000, "%F0%9F%98%80"]
)
@pytest.mark.parametrize(
    "place", ["/-/avr/search?q={}", "/letters/who-said-what?word={}", "/letters/search-notes?word={}"]
)
async def test_no_word_gives_an_error(datasette: Any, place: str, words: str) -> None:
    assert (await datasette.client.get(place.format(words))).status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999", "2.5", ""])
async def test_odd_page_numbers_give_no_error(datasette: Any, page: str) -> None:
    assert (await datasette.client.get(f"/-/avr/search?q=a&page={page}")).status_code == 200


async def test_a_document_shows_its_claims_notes_and_places(datasette: Any) -> None:
    text = (await datasette.client.get(f"/-/avr/document/{site_example.LETTER}")).text
    assert 'id="s2"' in text
    assert re.search(
        r'<mark class="claim kind-observed" id="claim-2"><a class="tag" href="#about-2"[^>]*>observed 2</a>', text
    )
    assert 'href="#note-0">1<span' in text
    assert 'id="note-0"' in text
    assert 'href="#ref-0-0"' in text
    assert "p. 2" in text
    assert "Ana Example, Director" in text
    assert "Letterhead" in text
    assert "Running heads, page numbers and the like (1)" in text
    assert '<a href="https://example.org/letter.pdf" rel="noopener noreferrer nofollow">' in text
    assert "Claims were tagged by rules" in text


async def test_each_claim_has_a_card_and_says_who_speaks_only_where_that_is_not_the_document(datasette: Any) -> None:
    text = (await datasette.client.get(f"/-/avr/document/{site_example.LETTER}")).text
    card = re.compile(r'id="about-(\d)">(.*?)<details', re.DOTALL)
    said = {number: "told" in card for number, card in card.findall(text)}
    assert said == {"1": True, "2": True, "3": True, "4": False}


async def test_claims_of_one_kind_can_be_shown_alone(datasette: Any) -> None:
    text = (await datasette.client.get(f"/-/avr/document/{site_example.LETTER}?kind=demanded")).text
    assert "1 claim marked" in text
    assert "kind-demanded" in text
    assert 'mark class="claim kind-stated' not in text


async def test_an_unread_document_says_why(datasette: Any) -> None:
    text = (await datasette.client.get(f"/-/avr/document/{site_example.SCAN}")).text
    assert "Pages are pictures" in text
    assert "Its 3 pages are pictures." in text
    assert "There is no text to show." in text


async def test_why_a_document_is_unread_is_said_once_and_its_format_by_its_name(tmp_path: Path) -> None:
    path, reason = site_example.make(tmp_path / "letters.db"), "Its 3 pages are pictures."
    db = Database(path)
    with db.conn:
        db["documents"].update(site_example.SCAN, {"media_type": None})
        problem = {"document": site_example.SCAN, "code": "needs_ocr"}
        db["problems"].insert({"id": "p", **problem, "message": reason})
        db["problems"].insert({"id": "q", **problem, "message": "Page 2 is upside down."})
    db.close()
    unread = site(path)
    await unread.invoke_startup()
    text = (await unread.client.get(f"/-/avr/document/{site_example.SCAN}")).text
    assert text.count(reason) == 1
    assert "Page 2 is upside down." in text
    assert f"The file is <code>{site_example.SCAN}.pdf</code> (PDF), looked at on 2 January 2025." in text
    assert "nknown format" not in text
    assert "its claims as a table" not in text


async def test_how_a_page_was_made_is_told_in_plain_words(datasette: Any) -> None:
    text = (await datasette.client.get(f"/-/avr/document/{site_example.LETTER}")).text
    assert f"Read from <code>{site_example.LETTER}.pdf</code> (PDF), 2 January 2025." in text
    assert "Claims were tagged by rules, version 0.1.0." in text
    assert "coding scheme" not in text


@pytest.mark.parametrize("words", ["%22%22", "%22", "%E2%80%9C%E2%80%9D", "...", "-lawyer"])
async def test_signs_alone_are_asked_to_be_words(datasette: Any, words: str) -> None:
    assert "Type at least one word or number" in (await datasette.client.get(f"/-/avr/search?q={words}")).text


async def test_unsafe_addresses_are_no_links(datasette: Any) -> None:
    text = (await datasette.client.get(f"/-/avr/document/{site_example.HOSTILE}")).text
    assert 'href="javascript' not in text
    assert "Published at" not in text
    assert "&lt;script&gt;" in text
    assert 'dir="auto"' in text


async def test_a_cell_of_the_comparison_opens_the_sentences_behind_it(datasette: Any) -> None:
    table = (await datasette.client.get("/-/avr/compare")).text
    assert "/-/avr/compare/legal_counsel/rap" in table
    assert "Nothing tagged in 3 documents read" in table
    text = (await datasette.client.get("/-/avr/compare/legal_counsel/rap")).text
    assert "Contradicted" in text
    assert 'kind-stated">We always offer a lawyer</mark>' in text
    assert "Interview with a client" in text
    assert "/-/avr/document/letter-2024#s2" in text
    assert text.index("side-stated") < text.index("side-observed") < text.index("side-demanded")


async def test_silence_claims_no_more_than_that_nothing_was_tagged(datasette: Any) -> None:
    search = '<a href="/-/avr/search?q=monitoring">Search for its words</a>'
    assert search in (await datasette.client.get("/-/avr/compare")).text
    for url, read in (("/-/avr/compare/monitoring/rap", 3), ("/-/avr/compare/monitoring/other", 3)):
        text = (await datasette.client.get(url)).text
        assert f"No sentence in the {read} documents read was tagged with this safeguard" in text
        assert "a wording that the tagger does not know may still stand there" in text
        assert "Silent" in text
        assert search in text
    half = (await datasette.client.get("/-/avr/compare/voluntariness/-")).text
    assert "No sentence was tagged here. A wording that the tagger does not know" in half


async def test_what_tags_are_worth_is_said_where_they_are_counted(datasette: Any) -> None:
    for url in ("/", "/-/avr/compare"):
        assert (await datasette.client.get(url)).text.count("Tags are found by rules and by a small network") == 1


async def test_demands_have_their_status_and_log(datasette: Any) -> None:
    text = (await datasette.client.get("/-/avr/demands?status=no_response")).text
    assert "guarantee legal counsel" in text
    assert "Asked again." in text
    assert "<strong>1 demand</strong>" in text


@pytest.mark.parametrize(
    ("place", "leads_to"),
    [
        ("sentence/letter-2024-s2", "letter-2024#s2"),
        ("claim/c5", "news-2024#s0"),
        ("note/letter-2024-n1", "letter-2024#note-1"),
    ],
)
async def test_ids_lead_to_their_place(datasette: Any, place: str, leads_to: str) -> None:
    answer = await datasette.client.get(f"/-/avr/{place}")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/-/avr/document/{leads_to}")


async def test_an_id_that_has_gone_is_explained(datasette: Any) -> None:
    answer = await datasette.client.get("/-/avr/claim/none")
    assert answer.status_code == 404
    assert "There is no such claim" in answer.text


async def test_tables_and_questions_lead_to_documents(datasette: Any) -> None:
    claims = (await datasette.client.get("/letters/claims")).text
    assert 'href="/-/avr/document/letter-2024">Letter on the Return' in claims
    assert 'href="/-/avr/sentence/letter-2024-s2"' in claims
    asked = (await datasette.client.get("/letters/who-said-what")).text
    assert '<a href="/-/avr/document/letter-2024#s1">Letter on the Return' in asked
    cited = (await datasette.client.get("/letters/required-but-unstated")).text
    assert '<a href="/-/avr/compare/voluntariness/-">Read it there</a>' in cited
    assert (
        '<a href="/-/avr/document/news-2024">Agency defends' in (await datasette.client.get("/letters/documents")).text
    )
    assert "said to be in place" in asked
    assert '<option value="legal_counsel">Legal counsel</option>' in asked


async def test_what_is_not_allowed_to_be_seen_is_not_shown(path: Path) -> None:
    closed = site(path, metadata={"databases": {"letters": {"tables": {"claims": {"allow": False}}}}})
    await closed.invoke_startup()
    for url in (
        "/-/avr/search?q=lawyer",
        "/-/avr/document/letter-2024",
        "/-/avr/compare",
        "/-/avr/compare/legal_counsel/rap",
        "/-/avr/demands",
        "/-/avr/claim/c1",
    ):
        assert (await closed.client.get(url)).status_code == 403, url
    assert "3 of them read" not in (await closed.client.get("/")).text


async def test_rules_for_avr_hold_under_another_name(path: Path) -> None:
    closed = site(path, metadata={"databases": {"avr": {"tables": {"claims": {"allow": False}}}}})
    await closed.invoke_startup()
    assert (await closed.client.get("/letters/claims")).status_code == 403
    assert (await closed.client.get("/-/avr/search?q=lawyer")).status_code == 403


async def test_visitors_run_no_sql_of_their_own(datasette: Any) -> None:
    for url in ("/letters?sql=select+1", "/letters.json?sql=select+1", "/letters/claims?_where=1=1", "/letters.db"):
        assert (await datasette.client.get(url)).status_code in (400, 403), url


@pytest.mark.parametrize(
    "table",
    ["documents_fts", "DOCUMENTS_FTS", "claims_fts_data", "notes_fts_docsize", "search_texts", "Search_Content"],
)
async def test_search_tables_are_closed(datasette: Any, table: str) -> None:
    for suffix in ("", ".json", ".csv"):
        assert (await datasette.client.get(f"/letters/{table}{suffix}")).status_code in (403, 404)


async def test_one_value_cannot_fill_the_memory(datasette: Any) -> None:
    with pytest.raises(Exception, match="too big"):
        await datasette.get_database("letters").execute("select randomblob(500000000)", log_sql_errors=False)


async def test_a_site_without_our_database_still_answers(tmp_path: Path) -> None:
    from sqlite_utils import Database

    Database(tmp_path / "other.db")["people"].insert({"id": 1})
    other = site(tmp_path / "other.db")
    await other.invoke_startup()
    assert (await other.client.get("/")).status_code == 200
    assert (await other.client.get("/other/people")).status_code == 200
    assert (await other.client.get("/-/avr/search")).status_code == 404


async def test_errors_show_nothing_of_the_inside(datasette: Any, capsys: pytest.CaptureFixture[str]) -> None:
    answer = await datasette.client.get("/letters/claims?_sort=secretword")
    assert answer.status_code == 500 or answer.status_code == 400
    assert "Traceback" not in answer.text
    said = capsys.readouterr()
    assert "locals" not in said.out
    json = (await datasette.client.get("/letters/none.json")).json()
    assert json == {"ok": False, "error": "Table not found", "status": 404, "title": "There is no such page"}


async def test_while_a_build_is_under_way_nothing_is_called_silent(tmp_path: Path) -> None:
    db = site_example.make(tmp_path / "letters.db")
    with Database(db).conn as connection:
        connection.execute("delete from comparison_claims")
        connection.execute("delete from comparisons")
    site = Datasette([str(db)])
    await site.invoke_startup()
    table, cell = [await site.client.get(f"/-/avr/compare{path}") for path in ("", "/monitoring/rap")]
    assert (table.status_code, cell.status_code) == (200, 404)
    for answer in (table, cell):
        assert "The comparison is not made" in answer.text
        assert "Silent" not in answer.text


async def test_a_wish_that_cannot_be_met_is_no_fault_of_ours(tmp_path: Path) -> None:
    site = Datasette([str(site_example.make(tmp_path / "letters.db"))])
    await site.invoke_startup()
    answer = await site.client.get("/letters/claims?_sort=nothing")
    assert (answer.status_code, "Cannot sort table by nothing" in answer.text) == (400, True)
