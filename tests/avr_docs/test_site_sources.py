"""Short forms of citations are told in full: in a document's notes, behind a comparison, among the notes found."""

from pathlib import Path
from typing import Any

import pytest
import site_example
from datasette.app import Datasette
from sqlite_utils import Database

from avr_docs import search_index
from avr_docs.site.sources import ShortForm, Step, described, told

FULL = {
    "author": "Ana Example; Lake Group",
    "title": "Waiting",
    "container": "Example Review",
    "court": None,
    "issued": "2021-07",
    "url": "https://www.example.org/waiting",
}
UNKNOWN: dict[str, str | None] = {"resolution": None, "work": None, "status": None}
NONE = dict.fromkeys(FULL)
WAITING = "Ana Example, Lake Group, Waiting, Example Review, July 2021"


def citation(n: int, label: str, type: str, **more: Any) -> dict[str, Any]:
    row = {"id": f"c{n}", "document": "d", "note": f"n{label}", "n": n, "note_n": int(label), "label": label}
    return {**row, "type": type, "text": "", "refers_to": None, "stands_for": None, **UNKNOWN, **NONE, **more}


def test_an_id_leads_to_its_source_and_its_address() -> None:
    citations = [citation(1, "3", "report", **FULL), citation(2, "4", "id", refers_to="3", stands_for="c1")]
    form = ShortForm(
        name="Id.", source=WAITING, step=Step(3, "3"), web="https://www.example.org/waiting", host="example.org"
    )
    assert told(citations) == [("n4", form)]


def test_the_notes_between_are_told() -> None:
    citations = [
        citation(1, "3", "report", **FULL),
        citation(2, "4", "id", refers_to="3", stands_for="c1"),
        citation(3, "5", "id", refers_to="3", stands_for="c1"),
        citation(4, "9", "supra", refers_to="5", stands_for="c1", text="See supra note 5."),
    ]
    assert [form.hops for _, form in told(citations)] == [(), (Step(4, "4"),), (Step(5, "5"), Step(4, "4"))]


def test_a_long_row_of_ids_is_told_in_part_and_at_once() -> None:
    row = [citation(n, str(n), "id", stands_for="c1") for n in range(2, 3000)]
    forms = [form for _, form in told([citation(1, "1", "report", **FULL), *row])]
    assert [step.n for step in forms[-1].hops] == [2998, 2997, 2996, 2995]


def test_a_number_that_the_note_does_not_say_is_not_put_into_its_mouth() -> None:
    full = citation(1, "1", "report", **FULL)
    texts = ("See supra note 1, at 4.", "Example, supra note 7.")
    short = [citation(i, str(i), "supra", refers_to="1", stands_for="c1", text=t) for i, t in enumerate(texts, start=2)]
    assert [form.name for _, form in told([full, *short])] == ["Supra note 1", "Supra"]


def test_what_was_not_found_is_said_to_be_so() -> None:
    assert told([citation(1, "1", "id")]) == [("n1", ShortForm(name="Id."))]


def test_a_source_later_in_the_document_ends_the_chain() -> None:
    citations = [citation(1, "1", "supra", refers_to="2", stands_for="c2"), citation(2, "2", "report", **FULL)]
    ((_, form),) = told(citations)
    assert (form.step, form.hops) == (Step(2, "2"), ())


def test_a_source_without_title_is_told_in_the_words_of_its_note() -> None:
    assert described({**NONE, "text": "Interview, May 2024."}) == "Interview, May 2024."
    assert described({**NONE, "text": "word " * 100}).endswith("word …")


def test_an_address_that_is_not_the_webs_is_no_link() -> None:
    full = citation(1, "1", "report", **{**FULL, "url": "javascript:alert(1)"})
    ((_, form),) = told([full, citation(2, "2", "id", stands_for="c1")])
    assert (form.web, form.host) == (None, None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The example, with the second note an Id. of the first and behind a claim of a comparison."""
    path = site_example.make(tmp_path / "letters.db")
    db = Database(path)
    first, second = f"{site_example.LETTER}-n0", f"{site_example.LETTER}-n1"
    with db.conn:
        db["notes"].update(second, {"text": "Id. at 33."})
        db["citations"].update(f"{first}-c", {**FULL, "n": 1})
        short = {"type": "id", "title": None, "url": None, "n": 2, "refers_to": "1", "stands_for": f"{first}-c"}
        db["citations"].update(f"{second}-c", short)
        db["claim_notes"].insert({"claim": "c2", "note": second})
    search_index.refresh(db)
    db.close()
    return path


@pytest.mark.asyncio
async def test_readers_are_told_wherever_the_note_is_shown(path: Path) -> None:
    site = Datasette([str(path)])
    await site.invoke_startup()
    letter = f"/-/avr/document/{site_example.LETTER}"
    for url, page in (
        (letter, ""),
        ("/-/avr/compare/legal_counsel/rap", letter),
        ("/-/avr/search?q=id&in=notes", letter),
    ):
        text = (await site.client.get(url)).text
        assert f'Id. stands for <a href="{page}#note-0">note 1</a>: <span dir="auto">{WAITING}</span>' in text, url
        assert '<a href="https://www.example.org/waiting" rel="noopener noreferrer nofollow">example.org</a>' in text
