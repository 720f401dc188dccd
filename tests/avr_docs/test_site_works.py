"""The page of a cited work, and the sources that documents, the comparison and tables lead to, on a real Datasette."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import cited_example
import pytest
import pytest_asyncio
from cited_example import CASE, EVIL, FORMER, HOSTILE, LETTER, NEWS, PLAIN, REPORT
from sqlite_utils import Database
from test_site_pages import harmless, readable, site

from avr_docs.csl import TYPES
from avr_docs.site.standing import asked, is_after, named, sureness
from avr_docs.site.works import MOST_PLACES, PAGE
from avr_docs.words import WORDS

pytestmark = pytest.mark.asyncio(loop_scope="module")

#: Types of works that no note in a document on return is likely to have; they are shown by their codes.
RARE = set(
    """classic collection entry event figure graphic map musical_score pamphlet patent performance periodical review
    software song""".split()
)
PAGES = [
    *(f"/-/avr/work/{quote(key, safe='')}" for key in (CASE, REPORT, PLAIN, EVIL, FORMER)),
    *(f"/-/avr/document/{id}" for id in (LETTER, NEWS, HOSTILE)),
    "/-/avr/compare",
    "/-/avr/compare/legal_counsel/rap",
    "/-/avr/search?q=id&in=notes",
    "/letters/works",
    "/letters/citations",
    "/letters/claim_roots",
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cited_example.make(tmp_path_factory.mktemp("works") / "letters.db")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def datasette(path: Path) -> AsyncIterator[Any]:
    made = site(path)
    await made.invoke_startup()
    yield made


async def shown(datasette: Any, url: str) -> str:
    """The page as text, with each run of blanks as one."""
    answer = await datasette.client.get(url)
    assert answer.status_code == 200, answer.text[:2000]
    return " ".join(answer.text.split())


@pytest.mark.parametrize("url", PAGES)
async def test_every_page_can_be_read_by_everybody_and_runs_nothing(datasette: Any, url: str) -> None:
    text = (await datasette.client.get(url)).text
    readable(text)
    harmless(text)


async def test_a_work_says_what_it_is_and_whether_it_is_still_there(datasette: Any) -> None:
    text = await shown(datasette, f"/-/avr/work/{REPORT}")
    assert '<p class="type">Report</p>' in text
    assert "<dt>Authors</dt><dd>Lake Group; Ana Example</dd>" in text
    assert "<dt>Publisher</dt><dd>Lake Group, Exampletown</dd>" in text
    assert "<dt>Date</dt><dd>July 2023</dd>" in text
    assert 'href="https://doi.org/10.1234/waiting%281%29"' in text
    assert "gone when last asked for on 4 May 2031; it answered last on 2 January 2030. The server answered" in text
    assert 'href="https://web.archive.org/web/2023/https://lake.example.org/waiting"' in text
    assert "as it was on 9 August 2023" in text
    assert f'href="/-/avr/works.bib?key={REPORT}"' in text


async def test_what_became_of_a_work_is_set_off(datasette: Any) -> None:
    text = await shown(datasette, f"/-/avr/work/{CASE}")
    assert '<strong>Annulled on <time datetime="2024-05-20">20 May 2024</time>.</strong> The court set its' in text
    assert '<a href="https://court.example.org/revision" rel="noopener noreferrer nofollow">' in text
    assert "It may have been good on the date of the document that cites it." in text
    assert "answered on 3 May 2031" in text
    news, letter = text.index("Agency defends returns"), text.index("Letter on the Return")
    assert news < text.index("written after it was annulled") < letter
    assert text.count("written after it was annulled") == 1
    assert 'class="warning"' not in await shown(datasette, f"/-/avr/work/{REPORT}")
    assert "A newer version stands in its place." in await shown(datasette, f"/-/avr/work/{FORMER}")


async def test_who_cites_a_work_is_told_with_the_claims_that_rest_on_it(datasette: Any) -> None:
    text = await shown(datasette, f"/-/avr/work/{REPORT}")
    assert "2 citations in 1 document, 1 of them by a short form (Id., supra), behind 2 claims." in text
    assert f'<a class="note-label" href="/-/avr/document/{LETTER}#note-0">Note 1</a>' in text
    assert "Introduced by “See”. At p. 4. What the note says of it:" in text
    assert "on lawyers at the border" in text
    assert '<mark class="claim kind-observed">Our clients were never told of a lawyer</mark>.' in text
    assert "said to be missing or violated" in text
    assert f'href="/-/avr/document/{LETTER}#note-1">Note 2</a> <span class="badge">short form</span>' in text
    assert f'<a href="/letters/claim_roots?root={REPORT}">1 claim</a> rests on it in the end' in text


async def test_a_work_named_in_prose_has_its_sentence_and_how_sure_that_is(datasette: Any) -> None:
    text = await shown(datasette, f"/-/avr/work/{REPORT}")
    assert "“We always offer <mark>a lawyer</mark>,” said" in text
    assert "very likely (0.85 of 1)" in text


async def test_the_copy_in_the_collection_is_told_with_what_it_was_matched_by(datasette: Any) -> None:
    text = await shown(datasette, f"/-/avr/work/{PLAIN}")
    assert f'<a href="/-/avr/document/{NEWS}">Agency defends returns</a>' in text
    assert "matched by title and date: likely (0.75 of 1)" in text
    assert "No note or link cites it." in text


async def test_a_hostile_work_has_no_address_to_follow(datasette: Any) -> None:
    text = await shown(datasette, f"/-/avr/work/{quote(EVIL, safe='')}")
    assert "javascript:alert(10)" in text
    assert 'href="javascript' not in text
    row = text.partition("The work’s row")[0].rpartition('href="')[2].partition('"')[0]
    assert (await datasette.client.get(row)).status_code == 200


async def test_a_work_that_has_gone_is_explained(datasette: Any) -> None:
    answer = await datasette.client.get("/-/avr/work/none")
    assert answer.status_code == 404
    assert "There is no such work" in answer.text


async def test_a_note_opens_its_sources(datasette: Any) -> None:
    text = await shown(datasette, f"/-/avr/document/{LETTER}")
    assert '<summary>2 sources<span class="visually-hidden"> of note 1</span> <span class="standing' in text
    assert f'<a href="/-/avr/work/{REPORT}" dir="auto">Lake Group, Ana Example, Waiting, July 2023</a>' in text
    assert ">lake.example.org</a> (gone) · <a" in text
    assert f'Id. stands for <a href="#note-0">note 1</a>: <a href="/-/avr/work/{REPORT}" dir="auto">' in text
    assert "Supra note 1: what it stands for was not found, as note 1 cites something else." in text
    assert f'href="/-/avr/works.bib?document={LETTER}"' in text
    assert "see what became of <a" in text


async def test_works_named_or_linked_in_the_text_lead_to_their_pages(datasette: Any) -> None:
    text = await shown(datasette, f"/-/avr/document/{NEWS}")
    assert f'<a class="named" href="/-/avr/work/{REPORT}">a lawyer</a>' in text
    assert "Named here (very likely):" in text
    assert f'Linked here: <a href="/-/avr/work/{CASE}" dir="auto">Ruiz v. Examplia, European Court' in text


async def test_the_comparison_tells_what_its_claims_rest_on(datasette: Any) -> None:
    text = await shown(datasette, "/-/avr/compare/legal_counsel/rap")
    assert "2 claims rest on 2 works or documents" in text
    assert "1 claim rests on 1 work or document" in text
    assert f'<a href="/-/avr/work/{CASE}" dir="auto">Ruiz v. Examplia, European Court of Human Rights,' in text
    assert "1 claim, up to 2 citations away" in text
    assert "1 claim, made there" in text
    assert 'href="/-/avr/works.bib?safeguard=legal_counsel&amp;programme=rap"' in text
    table = await shown(datasette, "/-/avr/compare")
    assert '<dd>2 <span class="on">on 2 roots</span></dd>' in table
    assert '<dd>1 <span class="on">on 1 root</span></dd>' in table
    assert "works.bib" not in await shown(datasette, "/-/avr/compare/monitoring/rap")


async def test_tables_lead_to_the_pages_of_works(datasette: Any) -> None:
    assert f'<a href="/-/avr/work/{REPORT}">Waiting</a>' in await shown(datasette, "/letters/works")
    assert f'<a href="/-/avr/work/{REPORT}">Waiting</a>' in await shown(datasette, "/letters/citations")
    roots = await shown(datasette, "/letters/claim_roots")
    assert f'<a href="/-/avr/document/{NEWS}">{NEWS}</a>' in roots
    assert f'<a href="/-/avr/work/{CASE}">{CASE}</a>' in roots
    assert f"/-/avr/work/{quote(EVIL, safe='')}" in roots


async def test_works_are_not_shown_to_those_who_may_not_see_them(path: Path) -> None:
    closed = site(path, metadata={"databases": {"letters": {"tables": {"works": {"allow": False}}}}})
    await closed.invoke_startup()
    for url in (f"/-/avr/work/{CASE}", f"/-/avr/document/{LETTER}", "/-/avr/compare/legal_counsel/rap"):
        assert (await closed.client.get(url)).status_code == 403, url


async def test_a_work_that_everybody_cites_is_shown_in_pages(tmp_path: Path) -> None:
    path = cited_example.make(tmp_path / "letters.db")
    db = Database(path)
    with db.conn:
        for n in range(PAGE + 1):
            db["documents"].insert({"id": f"d{n:02d}", "title": f"Document {n}", "date": f"20{n:02d}", "state": "ok"})
            cited = {"document": f"d{n:02d}", "type": "report", "text": "Return Act", "work": FORMER}
            db["citations"].insert_all({"id": f"d{n}-{i}", "n": i, **cited} for i in range(MOST_PLACES + 2))
    db.close()
    many = site(path)
    await many.invoke_startup()
    first = await shown(many, f"/-/avr/work/{FORMER}")
    assert "Page 1 of 2" in first
    assert "And 2 more places in this document." in first
    assert "Document 0<" not in first
    second = await shown(many, f"/-/avr/work/{FORMER}?page=2")
    assert "Document 0<" in second
    assert "There is no such page." in await shown(many, f"/-/avr/work/{FORMER}?page=3")
    readable((await many.client.get(f"/-/avr/work/{FORMER}?page=2")).text)


async def test_every_state_of_an_address_is_told_in_words() -> None:
    check = {"checked": "2031-05-03", "last_seen": "2030-01-02"}
    told = {state: asked({"check_state": state, **check}) for state in ("good", "moved", "gone", "refused", None)}
    assert told == {
        "good": "answered on 3 May 2031",
        "moved": "moved to another place, as was found on 3 May 2031",
        "gone": "gone when last asked for on 3 May 2031; it answered last on 2 January 2030",
        "refused": "not shown to a program on 3 May 2031; a reader may be let in",
        None: None,
    }


@pytest.mark.parametrize(
    ("date", "other", "after"),
    [
        ("2024-06-01", "2024-05-20", True),
        ("2024-05-20", "2024-05-20", False),
        ("2023", "2024-05-20", False),
        ("2024", "2024-05-20", None),
        ("2025", "2024-05-20", True),
        (None, "2024", None),
    ],
)
async def test_dates_are_compared_as_far_as_they_are_known(date: str | None, other: str, after: bool | None) -> None:
    assert is_after(date, other) is after


async def test_a_work_without_title_is_called_by_what_is_known() -> None:
    none = dict.fromkeys(["title", "genre", "type", "author", "container", "docket", "url"])
    assert named({**none, "key": "k", "type": "legal_case", "docket": "1/19"}) == "Decision of a court: 1/19"
    assert named({**none, "key": "k", "url": "https://example.org"}) == "https://example.org"
    assert named({**none, "key": "k"}) == "k"


async def test_sureness_has_a_word_for_every_score() -> None:
    assert [sureness(each) for each in (1.0, 0.95, 0.85, 0.75, 0.6, None)] == [
        "sure", "sure", "very likely", "likely", "possible", ""
    ]  # fmt: skip


async def test_types_of_works_have_plain_words() -> None:
    assert set(WORDS["work_type"]) | RARE >= TYPES
