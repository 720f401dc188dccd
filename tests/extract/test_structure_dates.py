"""Dates to ISO of the precision known, and languages."""

import pytest

from extract.readers import text
from extract.structure import dates, label, language


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("July 30, 2031", "2031-07-30"),
        ("Sept. 3, 2031", "2031-09-03"),
        ("3rd of March, 2031", "2031-03-03"),
        ("30 de julio de 2031", "2031-07-30"),
        ("1º de mayo del 2031", "2031-05-01"),
        ("4. März 2031", "2031-03-04"),
        ("le 1er août 2031", "2031-08-01"),
        ("12 de março de 2031", "2031-03-12"),
        ("18.04.2031", "2031-04-18"),
        ("18/4/31", "2031-04-18"),
        ("4/18/2031", "2031-04-18"),
        ("2031-04-18T10:00:00Z", "2031-04-18"),
        ("July 2031", "2031-07"),
        ("julio de 2031", "2031-07"),
    ],
)
def test_dates_are_found(written: str, iso: str) -> None:
    assert [found.iso for found in dates.find(f"On {written}, it was.")] == [iso]


@pytest.mark.parametrize(
    "written", ["31/02/2031", "12345-04-2031", "version 1.2.2031.4", "page 7 of 2031", "in 1/2 of them"]
)
def test_what_is_no_date(written: str) -> None:
    assert dates.find(written) == []


def test_day_and_month_are_told_by_the_other_dates_of_the_document() -> None:
    body = (
        "\n\nThe office wrote on {} that the buses would go on until the end of the summer, whatever the town said.\n"
    )
    for other, iso in (("25/03/2031", "2031-04-03"), ("03/25/2031", "2031-03-04")):
        found = label(text.read(("03/04/2031" + body.format(other)).encode()))
        assert found.meta.date == iso
        assert found.problems == ()
    found = label(text.read(("03/04/2031" + body.format("Monday")).encode()))
    assert found.meta.date == "2031-03-04"
    assert [problem.code for problem in found.problems] == ["ambiguous_date"]


def test_a_date_in_the_files_name_is_used_where_the_text_has_none() -> None:
    reading = text.read(b"The office wrote that the buses would go on until the end of the summer.\n")
    found = label(reading, name="2031-05-06-statement")
    assert found.meta.date == "2031-05-06"
    assert [problem.code for problem in found.problems] == ["date_from_name"]
    assert label(reading, name="statement-2031").meta.date is None


@pytest.mark.parametrize(
    ("sample", "code"),
    [
        ("The buses that leave the square are full of people who have not signed.", "en"),
        ("Los autobuses que salen de la plaza van llenos de personas que no han firmado por su cuenta.", "es"),
        ("Les autocars qui quittent la place sont pleins de gens qui n'ont pas signé avec une avocate.", "fr"),
        ("Die Busse, die den Platz verlassen, sind voll mit Menschen, die nicht unterschrieben haben.", "de"),
        (
            "Gli autobus che lasciano la piazza sono pieni di persone che non hanno firmato con il nome della città.",
            "it",
        ),
        ("Os ônibus que saem da praça vão cheios de pessoas que não assinaram o papel e não foram ouvidas.", "pt"),
        (
            "De bussen die van het plein vertrekken zijn vol met mensen die niet hebben getekend en ook niet "
            "zijn gehoord.",
            "nl",
        ),
        ("0199 1200 x", None),
    ],
)
def test_languages(sample: str, code: str | None) -> None:
    assert language.of([sample]) == code
