"""The pages of the comparison: by programme, actor and period, its cells, its files, the chart and the time line."""

import csv
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import compare_example
import pytest
import pytest_asyncio
from compare_example import FORMULA, MANY
from datasette.app import Datasette
from test_site_pages import harmless, readable

from avr_docs.site import headers
from avr_docs.site.comparison import COLUMNS
from avr_docs.site.comparison_side import PAGE

pytestmark = pytest.mark.asyncio(loop_scope="module")

PAGES = [
    "/-/avr/compare",
    "/-/avr/compare?by=actor",
    "/-/avr/compare?by=actor&programme=rap",
    "/-/avr/compare?by=actor&page=9",
    "/-/avr/compare?by=period",
    "/-/avr/compare?by=period&span=1&programme=other",
    "/-/avr/compare?by=nothing&span=7&page=x",
    "/-/avr/compare/legal_counsel/*",
    "/-/avr/compare/voluntariness/other",
    "/-/avr/compare/legal_counsel/*?actor=agency",
    "/-/avr/compare/legal_counsel/rap?actor=clinic&from=2024-05&to=2024-05",
    "/-/avr/compare/legal_counsel/*?from=2019&to=2021",
    "/-/avr/compare/voluntariness/*?from=-",
    "/-/avr/compare/monitoring/other?observed=3&observed_is=absent",
    "/-/avr/compare/chart",
    "/-/avr/compare/chart?programme=rap",
    "/-/avr/compare/chart?programme=other&embed=1",
    "/-/avr/compare/chart?by=period",
    "/-/avr/timeline",
    "/-/avr/timeline?safeguard=legal_counsel&programme=rap",
    "/-/avr/timeline?safeguard=legal_counsel&year=2024",
    "/-/avr/timeline?safeguard=monitoring&programme=rap",
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compare_example.make(tmp_path_factory.mktemp("compare") / "letters.db")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def datasette(path: Path) -> AsyncIterator[Any]:
    made = Datasette([str(path)], settings=compare_example.settings())
    await made.invoke_startup()
    yield made


async def text(datasette: Any, url: str, status: int = 200) -> str:
    answer = await datasette.client.get(url)
    assert answer.status_code == status, url
    found: str = answer.text
    return found


@pytest.mark.parametrize("url", PAGES)
async def test_every_page_can_be_read_and_nothing_of_a_document_runs(datasette: Any, url: str) -> None:
    page = await text(datasette, url)
    harmless(page)
    if "embed=1" not in url:
        readable(page)


async def test_by_actor_a_verdict_stays_within_a_programme(datasette: Any) -> None:
    page = await text(datasette, "/-/avr/compare?by=actor")
    assert 'aria-label="Contradicted: Legal counsel, Return Agency"' in page
    assert 'aria-label="Contradicts: Legal counsel, Lake Street Legal Clinic"' in page
    assert "Of those who observe" in page
    assert "in 1 of 2 programmes" in page
    other = await text(datasette, "/-/avr/compare?by=actor&programme=other")
    assert 'aria-label="Unaddressed: Legal counsel, Lake Street Legal Clinic"' in other
    assert "Return Agency" not in other
    assert 'href="/-/avr/compare/legal_counsel/other?actor=clinic"' in other


async def test_by_period_no_year_is_left_out_and_what_was_not_read_is_not_silent(datasette: Any) -> None:
    page = await text(datasette, "/-/avr/compare?by=period&span=1&programme=rap")
    for year in range(2019, 2025):
        assert f'data-column="{year}"' in page
    assert 'aria-label="Not known: Legal counsel, 2022"' in page
    assert "No document was read." in page
    assert 'aria-label="Silent: Monitoring, 2019"' in page
    assert 'aria-label="Unverified: Legal counsel, 2019"' in page
    assert 'href="/-/avr/compare/legal_counsel/rap?from=2019&amp;to=2019"' in page


async def test_years_are_put_together_so_that_they_fit(datasette: Any) -> None:
    page = await text(datasette, "/-/avr/compare?by=period")
    assert "as fits (2)" in page
    assert 'data-column="2018–2019"' in page
    assert 'data-column="No date"' in page
    assert 'href="/-/avr/compare/voluntariness/*?from=-"' in page
    assert page.count("<th scope=") <= COLUMNS + 1 + 3


async def test_a_page_beyond_the_last_leads_back(datasette: Any) -> None:
    assert "this page is beyond the last" in await text(datasette, "/-/avr/compare?by=actor&page=9")


async def test_a_cell_is_paged_and_counted_in_full(datasette: Any) -> None:
    first = await text(datasette, "/-/avr/compare/monitoring/other")
    assert f'Observed <span class="count">{MANY}</span>' in first
    assert first.count('<p class="found"') == PAGE
    assert "Page 1 of 3" in first
    last = await text(datasette, "/-/avr/compare/monitoring/other?observed=3")
    assert last.count('<p class="found"') == MANY - 2 * PAGE
    assert "Nothing is on this page" in await text(datasette, "/-/avr/compare/monitoring/other?observed=4")


async def test_a_side_can_be_narrowed_to_what_its_claims_say(datasette: Any) -> None:
    page = await text(datasette, "/-/avr/compare/monitoring/other?observed_is=in_place")
    assert page.count('<p class="found"') == 1
    assert f"missing or violated {MANY - 1}" in page
    assert 'aria-current="true">in place 1' in page


async def test_a_cell_of_an_actor_or_span_has_its_own_verdict(datasette: Any) -> None:
    agency = await text(datasette, "/-/avr/compare/legal_counsel/*?actor=agency")
    assert "<title>Legal counsel, Return Agency, all programmes: Contradicted</title>" in agency
    assert "Observed by others" in agency
    assert "Our clients were never told" in agency
    assert "No lawyer came" not in agency, "the agency says nothing of that programme"
    early = await text(datasette, "/-/avr/compare/legal_counsel/*?actor=agency&from=2019&to=2020")
    assert "<title>Legal counsel, Return Agency, all programmes: Unverified</title>" in early
    both = await text(datasette, "/-/avr/compare/legal_counsel/*?from=2019&to=2021")
    assert "in 1 of 2 programmes; none is compared with another" in both
    month = await text(datasette, "/-/avr/compare/legal_counsel/rap?from=2024-05&to=2024-05")
    assert "Our clients were never told" in month.replace("</mark>", "")
    assert "We always offer a lawyer" not in month


async def test_who_reports_a_lack_is_not_called_contradicted(datasette: Any) -> None:
    page = await text(datasette, "/-/avr/compare/legal_counsel/*?actor=clinic")
    assert "<title>Legal counsel, Lake Street Legal Clinic, all programmes: Contradicts</title>" in page
    assert "It reports that it is missing; those responsible say that it is in place." in page
    assert '<dt>Said by</dt><dd><a href="/-/avr/actor/clinic">Lake Street Legal Clinic</a>' in page
    assert "So the column of statements is of others" in page
    assert "We always offer a lawyer" in page
    data = (await datasette.client.get("/-/avr/compare/chart.json?by=actor")).json()
    words = {cell["word"] for row in data["rows"] for cell in row["cells"]}
    assert {"Contradicts", "Contradicted"} <= words


async def test_what_was_never_read_is_not_called_silent(datasette: Any) -> None:
    page = await text(datasette, "/-/avr/compare/legal_counsel/*?from=2022&to=2022")
    assert "No claim about this safeguard was tagged here" in page


@pytest.mark.parametrize(
    ("url", "status", "says"),
    [
        ("/-/avr/compare/legal_counsel/rap?from=yesterday", 400, "A date is written as a year"),
        ("/-/avr/compare/legal_counsel/rap?actor=nobody", 404, "no such safeguard, programme or actor"),
        ("/-/avr/compare/nothing/*", 404, "no such safeguard, programme or actor"),
        ("/-/avr/compare/nothing/rap/claims.csv", 404, "no such safeguard and programme"),
        ("/-/avr/timeline?safeguard=nothing", 404, "no such safeguard"),
        ("/-/avr/timeline?programme=nothing", 404, "no such programme"),
        ("/-/avr/compare?by=actor&programme=nothing", 404, "no such programme"),
        ("/-/avr/compare.csv?programme=nothing", 404, "no such programme"),
        ("/-/avr/timeline?year=24", 400, "four digits"),
    ],
)
async def test_a_mistake_is_explained(datasette: Any, url: str, status: int, says: str) -> None:
    assert says in await text(datasette, url, status)


async def test_the_claims_of_a_cell_can_be_taken_away(datasette: Any) -> None:
    answer = await datasette.client.get("/-/avr/compare/monitoring/other/claims.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="monitoring-other.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    found = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(found) == MANY
    assert (found[0]["side"], found[0]["position"], found[0]["content"]) == ("observed", "in_place", f"'{FORMULA}")
    assert found[1]["address"] == "http://localhost/-/avr/document/many#s1"
    as_json = (await datasette.client.get("/-/avr/compare/monitoring/other/claims.json")).json()
    assert [each["claim"] for each in as_json] == [each["claim"] for each in found]
    assert as_json[0]["content"] == FORMULA


async def test_a_file_holds_the_same_claims_as_its_page(datasette: Any) -> None:
    chosen = "/-/avr/compare/legal_counsel/*{}?actor=clinic&from=2021&to=2024"
    assert 'href="/-/avr/compare/legal_counsel/*/claims.csv?actor=clinic&amp;from=2021&amp;to=2024"' in await text(
        datasette, chosen.format("")
    )
    found = (await datasette.client.get(chosen.format("/claims.json"))).json()
    assert [(each["side"], each["claim"]) for each in found] == [
        ("observed", "c2"),
        ("observed", "far-c0"),
        ("demanded", "c3"),
    ]


async def test_the_whole_table_can_be_taken_away(datasette: Any) -> None:
    for by, first in (("programme", "safeguard"), ("actor", "actor"), ("period", "year")):
        answer = await datasette.client.get(f"/-/avr/compare.csv?by={by}&programme=rap")
        found = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert next(iter(found[0])) == first
        assert {each["programme"] for each in found} == {"rap"}
        assert found == [
            {key: "" if value is None else str(value) for key, value in each.items()}
            for each in (await datasette.client.get(f"/-/avr/compare.json?by={by}&programme=rap")).json()
        ]
    assert (await datasette.client.get("/-/avr/compare.json?by=actor&programme=-")).json() == []


async def test_the_chart_has_its_numbers_without_a_script(datasette: Any) -> None:
    page = await text(datasette, "/-/avr/compare/chart?programme=rap")
    assert '<figure class="chart" data-source="/-/avr/compare/chart.json?by=programme&amp;programme=rap"' in page
    assert '<th scope="row">Legal counsel</th><td class="word">Contradicted</td><td>2</td><td>0</td>' in page
    assert "6 documents, as of" in page
    data = (await datasette.client.get("/-/avr/compare/chart.json?programme=rap")).json()
    assert (data["form"], data["columns"]) == ("bars", ["Return Assistance Programme"])
    (cell,) = next(each["cells"] for each in data["rows"] if each["safeguard"] == "Legal counsel")
    assert cell["stated"] == {"in_place": 2, "absent": 0, "unclear": 0}
    assert cell["observed"] == {"in_place": 0, "absent": 1, "unclear": 1}
    assert (await datasette.client.get("/-/avr/compare/chart.json?by=period")).json()["form"] == "marks"


async def test_the_code_to_embed_is_of_this_picture(datasette: Any) -> None:
    page = await text(datasette, "/-/avr/compare/chart?programme=rap")
    address = "http://localhost/-/avr/compare/chart?by=programme&amp;amp;programme=rap&amp;amp;embed=1"
    assert f'&lt;iframe src="{address}" title="Stated against observed: Return Assistance Programme"' in page
    embedded = await text(datasette, "/-/avr/compare/chart?by=programme&programme=rap&embed=1")
    assert "site-header" not in embedded
    assert "<form" not in embedded


async def test_only_the_embedded_chart_may_stand_in_a_frame_of_others(datasette: Any) -> None:
    for url in (
        "/-/avr/compare/chart",
        "/-/avr/compare/chart?embed=0",
        "/-/avr/compare?embed=1",
        "/?embed=1",
        "/-/avr/compare/chart/?embed=1",
        "/-/avr/compare/chart?embed=1&embed=2",
    ):
        found = (await datasette.client.get(url)).headers
        assert found["x-frame-options"] == "DENY", url
        assert "frame-ancestors 'none'" in found["content-security-policy"]
    found = (await datasette.client.get("/-/avr/compare/chart?embed=1")).headers
    assert "x-frame-options" not in found
    assert found["content-security-policy"] == headers.POLICY.replace("ancestors 'none'", "ancestors *")
    assert found["x-content-type-options"] == "nosniff"


async def test_the_time_line_has_its_numbers_and_leads_to_sentences(datasette: Any) -> None:
    page = await text(datasette, "/-/avr/timeline?safeguard=legal_counsel&programme=rap")
    for year in range(2019, 2025):
        assert f'<tr><th scope="row">{year}</th>' in page
    assert 'href="/-/avr/compare/legal_counsel/rap?from=2019&amp;to=2019"' in page
    data = (await datasette.client.get("/-/avr/timeline.json?safeguard=legal_counsel&programme=rap&year=2024")).json()
    may, june = data["periods"][4:6]
    assert (may["observed"]["absent"], june["stated"]["in_place"], june["observed"]["unclear"]) == (1, 1, 1)
    assert may["path"] == "/-/avr/compare/legal_counsel/rap?from=2024-05&to=2024-05"


async def test_what_has_no_month_is_counted_beside_the_time_line(datasette: Any) -> None:
    page = await text(datasette, "/-/avr/timeline?safeguard=legal_counsel&year=2021")
    assert "1 claim more is in documents of 2021 whose month is not known" in page


async def test_the_time_line_begins_where_words_and_reports_part(datasette: Any) -> None:
    assert '<option value="legal_counsel" selected>' in await text(datasette, "/-/avr/timeline")


async def test_what_is_not_allowed_to_be_seen_is_not_shown(path: Path) -> None:
    closed = Datasette([str(path)], metadata={"databases": {"letters": {"tables": {"claims": {"allow": False}}}}})
    await closed.invoke_startup()
    for url in (
        *("/-/avr/compare.csv", "/-/avr/compare/legal_counsel/rap/claims.json", "/-/avr/compare/chart"),
        *("/-/avr/compare/chart.json", "/-/avr/compare/chart?embed=1", "/-/avr/timeline", "/-/avr/timeline.json"),
    ):
        assert (await closed.client.get(url)).status_code == 403, url
