"""Works as items of CSL-JSON: valid by its schema, with people in parts and bodies whole."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
import works_example

from avr_docs.csl import TYPES, item
from avr_docs.csl.dates import csl_date, iso
from avr_docs.csl.names import names

#: The published schema is no part of this repository: it is looked for in a folder that is named, or beside it.
SCHEMA = (
    Path(os.environ.get("AVR_DOCS_SCHEMAS") or Path(__file__).parents[3] / "shared" / "schemas")
    / "csl"
    / "csl-data.json"
)
ITEMS = [item(row) for row in works_example.rows()]

TEXTS = set(
    "id type title container-title publisher publisher-place volume issue page edition number genre authority URL DOI "
    "references note".split()
)
NAME_PARTS = {"family", "given", "suffix", "non-dropping-particle"}


def test_an_item_holds_what_the_row_holds() -> None:
    row = {
        "key": "k",
        "type": "article-journal",
        "author": "Peter Orsi; Paz, A.; Human Rights Watch",
        "editor": "Jan van der Berg",
        "title": "Tickets  Home",
        "container": "Journal",
        "publisher": "Press",
        "place": "Lima",
        "issued": "2019-07",
        "volume": "3",
        "issue": "4",
        "pages": "5–6",
        "edition": "2",
        "number": "7",
        "genre": "essay",
        "url": "https://example.org/",
        "archive_url": "https://web.example/x",
        "doi": "doi:10.1/abc",
        "status": "annulled",
        "status_date": "2031-02-03",
        "status_note": "Set aside.",
        "status_source": "The Court",
        "citations": 4,
        "documents": 3,
        "court": None,
    }
    assert item(row) == {
        "id": "k",
        "type": "article-journal",
        "author": [
            {"family": "Orsi", "given": "Peter"},
            {"family": "Paz", "given": "A."},
            {"literal": "Human Rights Watch"},
        ],
        "editor": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}],
        "title": "Tickets Home",
        "container-title": "Journal",
        "publisher": "Press",
        "publisher-place": "Lima",
        "volume": "3",
        "issue": "4",
        "page": "5–6",
        "edition": "2",
        "number": "7",
        "genre": "essay",
        "URL": "https://example.org/",
        "DOI": "10.1/abc",
        "issued": {"date-parts": [[2019, 7]]},
        "note": "annulled 2031-02-03: Set aside (The Court). Archived at https://web.example/x",
    }


def test_a_case_has_its_court_its_docket_and_where_it_is_reported() -> None:
    row = {"key": "k", "type": "legal_case", "title": "A v. B", "court": "9th Cir.", "docket": "No. 1"}
    found = item({**row, "reporter": "565 F.3d 12"})
    assert (found["authority"], found["number"]) == ("9th Cir.", "No. 1")
    assert (found["volume"], found["container-title"], found["page"]) == ("565", "F.3d", "12")
    assert item({**row, "reporter": "1 U.S. 2; 3 S. Ct. 4"})["container-title"] == "1 U.S. 2; 3 S. Ct. 4"
    held = item({**row, "reporter": "1 U.S. 2", "container": "Casebook", "number": "7"})
    assert (held["container-title"], held["references"], held["number"]) == ("Casebook", "1 U.S. 2", "No. 1; 7")


def test_a_citation_is_an_item_too() -> None:
    found = item({"id": "c", "type": "webpage", "title": "T", "accessed": "2020-01-02", "note": "4", "document": "d"})
    assert found == {"id": "c", "type": "webpage", "title": "T", "accessed": {"date-parts": [[2020, 1, 2]]}}


def test_what_csl_has_no_type_for_is_a_document() -> None:
    assert [item({"key": "k", "type": type})["type"] for type in (None, "", "press_release", "Report")] == [
        "document",
        "document",
        "document",
        "report",
    ]


@pytest.mark.parametrize("made", ITEMS, ids=[made["id"] for made in ITEMS])
def test_items_are_built_as_csl_json_says(made: dict[str, Any]) -> None:
    """What the schema asks for, without the schema."""
    assert made["type"] in TYPES
    assert made.keys() <= TEXTS | {"author", "editor", "issued", "accessed"}
    assert all(isinstance(made[key], str) and made[key] for key in made.keys() & TEXTS)
    for name in [*made.get("author", []), *made.get("editor", [])]:
        assert name.keys() == {"literal"} or {"family", "given"} <= name.keys() <= NAME_PARTS
        assert all(name.values())
    date = made.get("issued", {"literal": "-"})
    assert date.keys() == {"literal"} or all(1 <= len(parts) <= 3 for parts in date["date-parts"])


@pytest.mark.skipif(not SCHEMA.is_file(), reason="the published schema of CSL-JSON is not on this machine")
def test_items_are_valid_by_the_published_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert set(schema["items"]["properties"]["type"]["enum"]) == TYPES
    assert 60 <= len(ITEMS) <= 100
    jsonschema.Draft7Validator(schema).validate(ITEMS)


BODIES = """
Human Rights Watch; Amnesty International; IOM; UN Women; BBC News; U.S. Department of State; The Guardian; Frontex;
Médecins Sans Frontières; Al Otro Lado; Border Angels; Sin Fronteras; Washington Post; Supreme Court; Costa Rica;
Department of Justice, Civil Rights Division; Hogan & Partners; +972 Magazine; Forum 18; UK Home Office; UNHCR;
Bundesamt für Migration und Flüchtlinge; Ministerio del Interior; Lake Street Legal Clinic; Doctors Without Borders
"""
PEOPLE = {
    "Peter Orsi": ("Peter", "", "Orsi", ""),
    "Paz, A.": ("A.", "", "Paz", ""),
    "Paz, A., Jr.": ("A.", "", "Paz", "Jr."),
    "Ludwig van Beethoven": ("Ludwig", "van", "Beethoven", ""),
    "van der Berg, Jan": ("Jan", "van der", "Berg", ""),
    "Maria de la Cruz Garcia": ("Maria", "de la", "Cruz Garcia", ""),
    "María del Carmen Ruiz": ("María", "del", "Carmen Ruiz", ""),
    "García Márquez, Gabriel": ("Gabriel", "", "García Márquez", ""),
    "José Ortega y Gasset": ("José", "", "Ortega y Gasset", ""),
    "Abdul Rahman al-Hassan": ("Abdul Rahman", "", "al-Hassan", ""),
    "Elena Dos Santos": ("Elena", "", "Dos Santos", ""),
    "E. Tendayi Achiume": ("E. Tendayi", "", "Achiume", ""),
    "Anne-Marie O’Connor": ("Anne-Marie", "", "O’Connor", ""),
    "JM Coetzee": ("JM", "", "Coetzee", ""),
    "PETER ORSI": ("PETER", "", "ORSI", ""),
    "John Smith III": ("John", "", "Smith", "III"),
    "Jane Doe, PhD": ("Jane", "", "Doe", "PhD"),
    "Dr. Jane Doe": ("Jane", "", "Doe", ""),
    "Judge Dana Sabraw": ("Judge Dana", "", "Sabraw", ""),
    "Frank Church": ("Frank", "", "Church", ""),
    "Emily J. R. Post": ("Emily J. R.", "", "Post", ""),
    "Michal Bar": ("Michal", "", "Bar", ""),
    "To Lam": ("To", "", "Lam", ""),
    "Van Nguyen": ("Van", "", "Nguyen", ""),
    "Ruiz, Ana (ed.)": ("Ana", "", "Ruiz", ""),
}


@pytest.mark.parametrize("name", re.split(r";\s", BODIES.strip()))
def test_bodies_stay_whole(name: str) -> None:
    assert names(name) == [{"literal": name}]


@pytest.mark.parametrize("name", PEOPLE)
def test_people_have_parts(name: str) -> None:
    parts = zip(("given", "non-dropping-particle", "family", "suffix"), PEOPLE[name], strict=True)
    assert names(name) == [{key: value for key, value in parts if value}]


@pytest.mark.parametrize("name", ["Ngozi", "Jose “Pepe” Mujica", "Paz, A., Lee, B.", "Prince", "-", "李"])
def test_whoever_cannot_be_parted_stays_whole(name: str) -> None:
    assert names(name) == [{"literal": name}]


def test_others_are_told_and_nobody_is_nobody() -> None:
    assert names("Peter Orsi et al.; IOM") == [
        {"family": "Orsi", "given": "Peter"},
        {"literal": "et al."},
        {"literal": "IOM"},
    ]
    assert names(" ; ;") == names(None) == names("") == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019", {"date-parts": [[2019]]}),
        ("2019-07", {"date-parts": [[2019, 7]]}),
        ("2020-02-29", {"date-parts": [[2020, 2, 29]]}),
        ("2019-10/2020-02", {"date-parts": [[2019, 10], [2020, 2]]}),
        ("0994-01-01", {"date-parts": [[994, 1, 1]]}),
        ("2019-02-29", {"literal": "2019-02-29"}),
        ("2019-13", {"literal": "2019-13"}),
        ("0000", {"literal": "0000"}),
        ("Spring 2020", {"literal": "Spring 2020"}),
        ("2019/2020/2021", {"literal": "2019/2020/2021"}),
    ],
)
def test_dates_are_as_precise_as_they_are_known(text: str, date: dict[str, Any]) -> None:
    assert csl_date(text) == date
    assert iso(date) == text


def test_no_date_is_none() -> None:
    assert csl_date(None) is csl_date(" ") is iso(None) is None
