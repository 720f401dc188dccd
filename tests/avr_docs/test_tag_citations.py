"""Citations of notes: parted, their fields, comments, and what short forms stand for."""

import pytest
from tagging import noted, tagged

from avr_docs.citations.fields import iso
from avr_docs.citations.names import authors
from avr_docs.records import Citation


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
            "See, e.g., HAVEN NETWORK, NO WAY HOME: RETURNS BY BUS (March 2020), available at "
            "https://haven.example/no-way.",
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
        (
            "Ilse Brandt, The Price of a Ticket, 14 J. REFUGEE STUD. 201, 209 (2017).",
            {"type": "article-journal", "author": ("Ilse Brandt",), "title": "The Price of a Ticket", "issued": "2017"},
        ),
        (
            "Human Rights Council, Report of the Special Rapporteur on returns, UN Doc. A/HRC/99/41, 4 May 2018, "
            "para. 12.",
            {"number": "A/HRC/99/41", "issued": "2018-05-04"},
        ),
        (
            "Brandt v. Corvana, no. 99123/17, § 45, ECtHR, 3 March 2018.",
            {"type": "legal_case", "title": "Brandt v. Corvana", "docket": "99123/17", "issued": "2018-03-03"},
        ),
        (
            "Brandt v. Corvana (ECtHR, App. No. 99123/17), judgment of 3 March 2018.",
            {"type": "legal_case", "docket": "99123/17", "court": "ECtHR", "issued": "2018-03-03"},
        ),
        (
            "Brandt v. Minister of Travel (High Ct. Corvana, No. 2017-HC-204).",
            {"type": "legal_case", "docket": "2017-HC-204", "court": "High Ct. Corvana"},
        ),
        ("Travel Act 2016 (Corvana), s. 12.", {"type": "legislation", "title": "Travel Act", "author": ()}),
        (
            "COLO. REV. STAT. ANN. § 99-25-105 (2022).",
            {"type": "legislation", "author": (), "issued": "2022", "container": None},
        ),
        ("8 U.S.C. § 1158(b).", {"type": "legislation", "reporter": "8 U.S.C. § 1158(b)"}),
        ("See supra note 3, at 12.", {"type": "supra", "refers_to": "3", "locator": "12", "signal": "See"}),
        ("Id. at 4.", {"type": "id", "locator": "4"}),
        ("Ebd., S. 5.", {"type": "id", "locator": "5"}),
    ],
)
def test_fields(text: str, wanted: dict[str, object]) -> None:
    (found,) = cited(text)
    assert {name: getattr(found, name) for name in wanted} == wanted


def test_supra_and_id_stand_for_the_first_through_any_chain() -> None:
    found = cited("Ana Paz, “Buses,” THE HERALD, July 2, 2020.", "Id.", "See supra note 2.", "Ibid.")
    assert [(each.type, each.refers_to, each.stands_for, each.resolution) for each in found] == [
        ("article-newspaper", None, None, None),
        ("id", "1", 0, "found"),
        ("supra", "1", 0, "found"),
        ("id", "1", 0, "found"),
    ]


def test_of_two_works_in_a_note_the_one_that_is_named_is_meant() -> None:
    found = cited(
        "Ana Paz, “Buses,” THE HERALD, July 2, 2020; see also HAVEN NETWORK, NO WAY HOME (2019).",
        "Haven Network, supra note 1, at 7.",
        "Paz, supra note 1.",
    )
    assert [(each.type, each.stands_for) for each in found][2:] == [("supra", 1), ("supra", 0)]
    assert found[2].locator == "7"


def test_a_supra_that_names_another_work_than_its_note_cites_is_not_guessed_away() -> None:
    found = cited("Ana Paz, “Buses,” THE HERALD, July 2, 2020.", "Amnesty International, supra note 1, at 7.")
    assert [(each.refers_to, each.stands_for, each.resolution) for each in found][1] == ("1", None, "other_work")


def test_a_supra_of_a_note_that_is_not_there_and_an_id_with_nothing_before() -> None:
    found = cited("Id. at 3.", "See supra note 9.")
    assert [each.resolution for each in found] == ["nothing_before", "no_note"]


def test_two_notes_that_point_at_each_other_stand_for_nothing() -> None:
    found = cited("Paz, supra note 2.", "Ruiz, supra note 1.")
    assert {each.stands_for for each in found} == {None}


def test_a_body_may_be_named_by_its_initials() -> None:
    found = cited(
        "Haven Relief Network, “No Way Home,” March 2019, https://haven.example/no-way.", "HRN, supra note 1, at 3."
    )
    assert found[1].resolution == "found"


def test_a_note_of_several_citations_is_parted() -> None:
    found = cited("Ana Paz, “Buses,” THE HERALD, July 2, 2020; see also HAVEN NETWORK, NO WAY HOME (2019).")
    assert [(citation.title, citation.signal) for citation in found] == [("Buses", None), ("No Way Home", "see also")]


def test_spans_are_of_the_documents_text() -> None:
    result = tagged(*noted("The camp has no shelter.", "See HAVEN NETWORK, NO WAY HOME (2019)."))
    (citation,) = result.citations
    assert result.document.text[citation.start : citation.end].rstrip(".") == "See HAVEN NETWORK, NO WAY HOME (2019)"


def test_what_a_note_says_beside_its_sources_is_a_comment() -> None:
    note = "The ministry did not reply to three letters. See HAVEN NETWORK, NO WAY HOME (2019)."
    result = tagged(*noted("The camp has no shelter.", note))
    said = [result.document.text[comment.start : comment.end] for comment in result.comments]
    assert said == ["The ministry did not reply to three letters."]
    assert [citation.title for citation in result.citations] == ["No Way Home"]


def test_a_note_without_sources_has_none() -> None:
    result = tagged(
        *noted("The camp has no shelter.", "We spoke with eleven families, who asked not to be named here.")
    )
    assert result.citations == ()
    assert len(result.comments) == 1


def test_an_address_in_a_comment_is_a_citation_all_the_same() -> None:
    found = cited(
        "We wrote to the agency on these matters and it sent us to https://agency.example/faq in reply to that."
    )
    assert [each.url for each in found] == ["https://agency.example/faq"]


def test_an_archived_copy_stands_beside_the_address() -> None:
    (found,) = cited(
        "Ana Paz, “Buses leave,” The Herald, July 2, 2020, https://herald.example/buses [https://perma.cc/AB12-CD34]."
    )
    assert (found.url, found.archive_url) == ("https://herald.example/buses", "https://perma.cc/AB12-CD34")


def test_an_address_in_the_body_is_a_citation_without_a_note() -> None:
    (found,) = tagged("The agency lists its offices at https://agency.example/offices on its site.").citations
    assert (found.note, found.type, found.url) == (None, "webpage", "https://agency.example/offices")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ana Paz & Li Wei", ("Ana Paz", "Li Wei")),
        ("Paz, A. M., Wei, L. and Brandt, I.", ("Paz, A. M.", "Wei, L.", "Brandt, I.")),
        ("Paz AM, Wei L, et al.", ("Paz AM", "Wei L")),
        ("MINISTRY OF TRAVEL AND TRADE", ("Ministry of Travel and Trade",)),
        ("Group 484", ("Group 484",)),
        ("Office of Returns, 999 F.3d 381, 388 (9th Cir. 2031) (because the report", ()),
        ("", ()),
    ],
)
def test_authors(text: str, names: tuple[str, ...]) -> None:
    assert authors(text) == names


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("July 2, 2020", "2020-07-02"),
        ("2 July 2020", "2020-07-02"),
        ("Sept. 2020", "2020-09"),
        ("2020", "2020"),
        ("2020-07-02", "2020-07-02"),
        ("(mars 1998)", "1998-03"),
        ("soon", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    assert iso(text) == date
