"""Citations of notes: parted, and their fields."""

import pytest
from tagging import noted, tagged

from avr_docs.records import Citation
from avr_docs.tag.citation_fields import fields, iso


def cited(*notes: str) -> tuple[Citation, ...]:
    return tagged(*noted("The camp has no shelter.", *notes)).citations


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Ana Paz, “Buses leave at night,” THE HERALD, July 2, 2020, https://herald.example/buses-leave.",
            {
                "type": "article-newspaper",
                "author": ("Ana Paz",),
                "title": "Buses leave at night",
                "container": "The Herald",
                "issued": "2020-07-02",
                "url": "https://herald.example/buses-leave",
            },
        ),
        (
            "See, e.g., HAVEN NETWORK, NO WAY HOME: RETURNS BY BUS (March 2020), available at https://haven.example/no-way.",
            {
                "type": "report",
                "signal": "See, e.g.,",
                "author": ("Haven Network",),
                "title": "No Way Home: Returns by Bus",
                "issued": "2020-03",
            },
        ),
        (
            "See Doe v. Roe (N.D.Cal. 3:20-cv-00123-AB).",
            {"type": "legal_case", "title": "Doe v. Roe", "court": "N.D. Cal.", "docket": "3:20-cv-00123-AB"},
        ),
        (
            "Ministry of Travel, “Travel Notice,” available at https://travel.example/notice "
            "(last accessed May 3, 2020) (noting that roads are closed).",
            {"type": "webpage", "accessed": "2020-05-03", "parenthetical": "noting that roads are closed"},
        ),
        ("See supra note 3, at 12.", {"type": "supra", "refers_to": "3", "locator": "12", "signal": "See"}),
        ("Id. at 4.", {"type": "id", "locator": "4"}),
    ],
)
def test_fields(text: str, wanted: dict[str, object]) -> None:
    found = fields(text)
    assert found is not None
    assert {name: found.get(name) for name in wanted} == wanted


def test_supra_and_id_stand_for_the_first_through_any_chain() -> None:
    found = cited("Ana Paz, “Buses,” THE HERALD, July 2, 2020.", "Id.", "See supra note 2.", "Ibid.")
    assert [(citation.type, citation.refers_to) for citation in found] == [
        ("article-newspaper", None),
        ("id", "1"),
        ("supra", "1"),
        ("id", "1"),
    ]


def test_a_note_of_several_citations_is_parted() -> None:
    found = cited("Ana Paz, “Buses,” THE HERALD, July 2, 2020; see also HAVEN NETWORK, NO WAY HOME (2019).")
    assert [(citation.title, citation.signal) for citation in found] == [("Buses", None), ("No Way Home", "see also")]


def test_spans_are_of_the_documents_text() -> None:
    result = tagged(*noted("The camp has no shelter.", "See HAVEN NETWORK, NO WAY HOME (2019)."))
    (citation,) = result.citations
    assert result.document.text[citation.start : citation.end] == "See HAVEN NETWORK, NO WAY HOME (2019)."


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("July 2, 2020", "2020-07-02"),
        ("2 July 2020", "2020-07-02"),
        ("Sept. 2020", "2020-09"),
        ("2020", "2020"),
        ("2020-07-02", "2020-07-02"),
        ("soon", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    assert iso(text) == date
