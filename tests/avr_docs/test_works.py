"""One row for one work however it is cited, and two rows for two works that look alike."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from made import dump, sound
from sqlite_utils import Database

from avr_docs import store, works
from avr_docs.records import ListedStatus
from avr_docs.schema import create

URL = "https://example.org/reports/tickets-home-and-back"
TITLE = "Tickets Home: Returns from the Lake District"


def cite(document: str = "d1", type: str = "report", **fields: Any) -> dict[str, Any]:
    return {"document": document, "type": type, **fields}


def filled(path: Path, citations: Sequence[dict[str, Any]], documents: Sequence[dict[str, Any]] = ()) -> Database:
    """A database with these citations; the documents that they stand in are made where they are not given."""
    db = Database(path / "a.db") if path.is_dir() else Database(path)
    if not db.table_names():
        create(db)
    db.execute("PRAGMA foreign_keys = ON")
    given = {each["id"] for each in documents}
    others = [{"id": id} for id in dict.fromkeys(each["document"] for each in citations) if id not in given]
    rows = [{"id": f"c{n}", "n": n, **each} for n, each in enumerate(citations)]
    with store.transaction(db):
        store.insert(db, "documents", [{"state": "ok", **each} for each in (*documents, *others)])
        store.insert(db, "citations", rows)
    works.identify(db)
    sound(db)
    return db


def grouped(path: Path, citations: Sequence[dict[str, Any]]) -> list[list[int]]:
    """The numbers of the citations, by the work that they lead to."""
    db = filled(path, citations)
    found: dict[str, list[int]] = {}
    for id, work in db.execute("select id, work from citations where work is not null order by n"):
        found.setdefault(work, []).append(int(id[1:]))
    db.close()
    return sorted(found.values())


ONE_WORK: dict[str, list[dict[str, Any]]] = {
    "address with tracking": [
        cite(title=TITLE, url=f"{URL}?utm_source=x"),
        cite(url=f"http://www.{URL.removeprefix('https://')}/", type="webpage"),
    ],
    "doi": [
        cite(title=TITLE, doi="10.1000/ABC.1"),
        cite(title="Tickets home", url="https://doi.org/10.1000/abc.1"),
    ],
    "subtitle left out": [
        cite(title=TITLE, author="Ana Ruiz", issued="2020"),
        cite(title="TICKETS HOME", author="Ruiz, A.", issued="2020-05"),
    ],
    "subtitle without colon": [
        cite(title="Buses to the Border Returns from Lakeland", issued="2020"),
        cite(title="Buses to the Border: Returns from Lakeland", issued="2020-01-01"),
    ],
    "a scanner's slip": [
        cite(title="Detention and Return in Lakeland", author="Lake Group", issued="2020"),
        cite(title="Detention and Retum in Lakeland", author="Lake Group", issued="2020"),
    ],
    "acronym": [
        cite(title="Buses to the Border Towns", author="Human Rights Watch", issued="2020"),
        cite(title="Buses to the Border Towns", author="HRW", issued="2020-03"),
    ],
    "abbreviated office": [
        cite(title="Oversight of Flights", author="U.S. Dep’t of Homeland Security", issued="2020"),
        cite(title="Oversight of flights", author="Department of Homeland Security (DHS)", issued="2020"),
    ],
    "symbol": [
        cite(title="Report of the Special Rapporteur", number="U.N. Doc. A/HRC/38/41"),
        cite(title="Report on return, A/HRC/38/41 (2018)"),
    ],
    "docket of a federal court": [
        cite(type="legal_case", title="Lake v. Ruiz", docket="1:20-cv-00123-ABC", court="S.D.N.Y."),
        cite(type="legal_case", title="Lake et al. v. Ruiz", docket="No. 20-cv-123", court="SDNY"),
    ],
    "application to the court in Strasbourg": [
        cite(type="legal_case", title="N.A. v. Finland", docket="App. No. 25244/18", court="ECtHR"),
        cite(type="legal_case", title="NA v Finland", docket="25244/18", court="Eur. Ct. H.R.", issued="2019"),
    ],
    "a case by a long name": [
        cite(type="legal_case", title="Lake Defence Project v. Minister of River Affairs", issued="2020"),
        cite(
            type="legal_case",
            title="Lake Defence Project v Minister of River Affairs",
            issued="2020",
            court="High Ct.",
        ),
    ],
    "reporter": [
        cite(type="legal_case", title="Lake v. Ruiz", reporter="550 U.S. 544, 555"),
        cite(type="legal_case", title="Lake v Ruiz", reporter="550 US 544"),
    ],
    "story by day of print and of web": [
        cite(type="article-newspaper", title="Agency defends flights", container="The Courier", issued="2020-05-04"),
        cite(type="article-newspaper", title="Agency Defends Flights", container="Courier", issued="2020-05-05"),
    ],
    "article of a treaty": [
        cite(type="treaty", title="Convention on Lakes, art. 33"),
        cite(type="treaty", title="Convention on Lakes, art. 3"),
    ],
    "section of a code in two editions": [
        cite(type="legislation", title="8 U.S.C. § 1158", issued="2018"),
        cite(type="legislation", title="8 U.S.C. § 1158", issued="2020"),
    ],
    "annual report of one year": [
        cite(title="World Report 2031", author="Human Rights Watch", issued="2031"),
        cite(title="World Report 2031", author="HRW", issued="2031-01"),
    ],
    "title and address of another copy": [
        cite(title=TITLE, issued="2020", url=URL),
        cite(title=TITLE, issued="2020", url="https://mirror.example.net/doc/4711"),
    ],
}  # fmt: skip

TWO_WORKS: dict[str, list[dict[str, Any]]] = {
    "one title, another year": [
        cite(title="World Report", author="Human Rights Watch", issued="2030"),
        cite(title="World Report", author="Human Rights Watch", issued="2031"),
    ],
    "year in the title": [
        cite(title="World Report 2030", author="HRW"),
        cite(title="World Report 2031", author="HRW"),
    ],
    "a common title, author and year unknown": [
        cite(title="Annual Report", author="Lake Group"),
        cite(title="Annual Report", issued="2020"),
    ],
    "a letter of another day": [
        cite(title="Letter", author="Lake Group", issued="2020-05-04"),
        cite(title="Letter", author="Lake Group", issued="2020-09-04"),
    ],
    "letters of a year": [
        cite(title="Letter", author="Lake Group", issued="2020"),
        cite(title="Letter", author="Lake Group", issued="2020", publisher="Somebody else"),
    ],
    "one press release by two bodies": [
        cite(title="Statement on the flights to Lakeland", author="Lake Group", issued="2020-05-04"),
        cite(title="Statement on the flights to Lakeland", author="Border Clinic", issued="2020-05-04"),
    ],
    "one headline in two papers": [
        cite(type="article-newspaper", title="Agency defends its flights", container="Courier", issued="2020-05-04"),
        cite(type="article-newspaper", title="Agency defends its flights", container="Gazette", issued="2020-05-04"),
    ],
    "cases of one name": [
        cite(type="legal_case", title="Doe v. Lake", docket="20-cv-123", court="S.D.N.Y.", issued="2020"),
        cite(type="legal_case", title="Doe v. Lake", docket="20-cv-999", court="S.D.N.Y.", issued="2020"),
    ],
    "cases of one name in two courts": [
        cite(type="legal_case", title="Doe v. Lake", court="S.D.N.Y.", issued="2020"),
        cite(type="legal_case", title="Doe v. Lake", court="D. Mass.", issued="2020"),
    ],
    "one docket in two courts": [
        cite(type="legal_case", title="Doe v. Lake", docket="20-cv-123", court="S.D.N.Y."),
        cite(type="legal_case", title="Roe v. River", docket="20-cv-123", court="D. Mass."),
    ],
    "the judgment and the one that annulled it": [
        cite(type="legal_case", title="N.A. v. Finland", docket="25244/18", court="ECtHR", issued="2019-11-14"),
        cite(type="legal_case", title="N.A. v. Finland", docket="25244/18", court="ECtHR", issued="2021-07-13"),
    ],
    "a front page": [
        cite(title="Voluntary Return Explained", url="https://agency.example/"),
        cite(title="Flights and Tickets in Numbers", url="https://agency.example"),
    ],
    "a folder of files": [
        cite(title="Voluntary Return Explained", author="Agency", issued="2019", url="https://agency.example/documents"),
        cite(title="Flights and Tickets in Numbers", author="Agency", issued="2020", url="https://agency.example/documents"),
    ],
    "sections of a code": [
        cite(type="legislation", title="8 U.S.C. § 1158"),
        cite(type="legislation", title="8 U.S.C. § 1225"),
    ],
    "countries that differ in a letter": [
        cite(title="Country Note on Return: Iran", author="Home Office", issued="2020"),
        cite(title="Country Note on Return: Iraq", author="Home Office", issued="2020"),
    ],
    "volumes": [
        cite(title="Selected Standards on Return", volume="1", author="Lake Group", issued="2020"),
        cite(title="Selected Standards on Return", volume="2", author="Lake Group", issued="2020"),
    ],
    "symbols": [
        cite(title="Report of the Special Rapporteur on migrants", number="A/HRC/38/41"),
        cite(title="Report of the Special Rapporteur on migrants", number="A/HRC/20/24"),
    ],
    "interviews": [
        cite(type="interview", title="Interview with a client of the clinic", issued="2020-05-04"),
        cite(type="interview", title="Interview with a client of the clinic", issued="2020-05-04", publisher="Lake"),
    ],
    "chapters": [
        cite(title="World Report 2031: Lakeland", author="HRW", issued="2031"),
        cite(title="World Report 2031: Riverland", author="HRW", issued="2031"),
    ],
    "reformed act": [
        cite(type="legislation", title="Refugee Act", issued="1980"),
        cite(type="legislation", title="Refugee Act", issued="2006"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", ONE_WORK)
def test_one_work(tmp_path: Path, name: str) -> None:
    assert grouped(tmp_path, ONE_WORK[name]) == [[0, 1]]


@pytest.mark.parametrize("name", TWO_WORKS)
def test_two_works(tmp_path: Path, name: str) -> None:
    assert grouped(tmp_path, TWO_WORKS[name]) == [[0], [1]]


@pytest.mark.parametrize(
    "row",
    [
        cite(title="Annual Report"),
        cite(title="Letter", author="Lake Group", issued="2020"),
        cite(type="interview", title="Interview with a client of the clinic", issued="2020-05-04"),
        cite(type="legal_case", title="Doe v. Lake"),
    ],
)
def test_the_same_few_words_in_two_documents_are_two_works(tmp_path: Path, row: dict[str, Any]) -> None:
    rows = [row, row, {**row, "document": "d2"}]
    assert grouped(tmp_path, rows) == [[0, 1], [2]]
    db = filled(tmp_path / "b.db", rows[2:])
    (alone,) = db.execute("select key from works").fetchone()
    assert Database(tmp_path / "a.db").execute("select work from citations where id = 'c2'").fetchone() == (alone,)


def test_what_fits_into_two_works_joins_none(tmp_path: Path) -> None:
    """A report that comes out every year, cited once without its year."""
    named = {"title": "Returns in the Lake Countries", "author": "Lake Group"}
    found = [cite(**named, issued="2019"), cite(**named, issued="2021"), cite(**named), cite(**named, issued="2019-04")]
    assert grouped(tmp_path, found) == [[0, 3], [1], [2]]


def test_an_address_alone_goes_with_the_one_work_that_stands_there(tmp_path: Path) -> None:
    one = [cite(title=TITLE, url=URL), cite(type="webpage", url=URL, note=None)]
    assert grouped(tmp_path, one) == [[0, 1]]
    several = [
        cite(title="Voluntary Return Explained", url="https://agency.example/documents"),
        cite(title="Flights and Tickets in Numbers", url="https://agency.example/documents"),
        cite(type="webpage", url="https://agency.example/documents"),
    ]
    assert grouped(tmp_path / "b.db", several) == [[0], [1], [2]]


def test_short_forms_lead_to_the_work_of_what_they_stand_for(tmp_path: Path) -> None:
    db = filled(
        tmp_path,
        [
            cite(title=TITLE, url=URL),
            cite(type="id", stands_for="c0", resolution="found"),
            cite(type="supra", stands_for="c0", resolution="other_work"),
            cite(type="supra", resolution="no_note"),
            cite("d2", title=TITLE, url=URL),
        ],
    )
    (row,) = db.query("select key, citations, documents, title, url, type from works")
    assert row == {
        "key": row["key"],
        "citations": 3,
        "documents": 2,
        "title": TITLE,
        "url": URL,
        "type": "report",
    }
    assert [work for (work,) in db.execute("select work from citations order by id")] == [
        row["key"],
        row["key"],
        None,
        None,
        row["key"],
    ]


def test_a_row_has_the_best_of_its_citations(tmp_path: Path) -> None:
    db = filled(
        tmp_path,
        [
            cite(title="TICKETS HOME", author="Ruiz et al.", issued="2020", url=URL, type="webpage"),
            cite("d2", title="Tickets Home", author="Ana Ruiz; Bo Lind", issued="2020", url=URL),
            cite("d3", title=TITLE, author="Ana Ruiz; Bo Lind", issued="2020-05", url=URL, publisher="Lake Press"),
        ],
    )
    (row,) = db.query("select key, type, title, author, issued, publisher, citations, documents from works")
    assert row["key"].startswith("ruiz-2020-tickets-home-")
    del row["key"]
    assert row == {
        "type": "report",
        "title": TITLE,
        "author": "Ana Ruiz; Bo Lind",
        "issued": "2020-05",
        "publisher": "Lake Press",
        "citations": 3,
        "documents": 3,
    }


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (cite(title="X", doi="10.1000/ABC.1"), "doi-10.1000-abc.1"),
        (cite(title="Report", number="U.N. Doc. A/HRC/38/41"), "doc-a-hrc-38-41"),
        (
            cite(type="legal_case", title="N.A. v. Finland", docket="25244/18", court="ECtHR", issued="2019-11-14"),
            "case-ecthr-25244-18-2019-11-14-na-v-finland",
        ),
        (cite(type="legal_case", title="Lake v. Ruiz", reporter="550 U.S. 544"), "case-550us544-lake-v-ruiz"),
    ],
)
def test_keys_by_number(tmp_path: Path, row: dict[str, Any], key: str) -> None:
    assert filled(tmp_path, [row]).execute("select key from works").fetchall() == [(key,)]


def everything() -> list[dict[str, Any]]:
    found = [each for name in (*ONE_WORK, *TWO_WORKS) for each in (ONE_WORK.get(name) or TWO_WORKS[name])]
    return [{**each, "document": f"d{n % 7}", "id": f"x{n}", "n": n} for n, each in enumerate(found)]


def test_the_order_of_documents_changes_nothing(tmp_path: Path) -> None:
    rows = everything()
    before = dump(filled(tmp_path / "0.db", rows))
    for seed in range(4):
        random.Random(seed).shuffle(rows)
        assert dump(filled(tmp_path / f"{seed + 1}.db", rows)) == before


def test_what_is_added_changes_no_key_of_what_was_there(tmp_path: Path) -> None:
    rows = everything()
    half = dict(filled(tmp_path / "a.db", rows[::2]).execute("select id, work from citations").fetchall())
    whole = dict(filled(tmp_path / "b.db", rows).execute("select id, work from citations").fetchall())
    changed = {id for id, work in half.items() if whole[id] != work}
    # Those that were cited without something that the key is made of.
    assert len(changed) <= 0.15 * len(half)


def test_again_gives_the_same_and_a_removed_document_leaves_nothing(tmp_path: Path) -> None:
    rows = everything()
    db = filled(tmp_path, rows)
    before = dump(db)
    works.identify(db)
    assert dump(db) == before
    store.remove(db, "d3")
    works.identify(db)
    sound(db)
    other = filled(tmp_path / "b.db", [each for each in rows if each["document"] != "d3"])
    assert dump(db)["works"] == dump(other)["works"]


# -- copies ----------------------------------------------------------------------------------------------------------


def copy(path: Path, citation: dict[str, Any], **document: Any) -> tuple[str | None, float | None, str | None]:
    db = filled(path, [citation], [{"id": "held", **document}])
    (row,) = db.execute("select document, document_score, document_match from works").fetchall()
    return tuple(row)  # type: ignore[return-value]


def test_a_copy_by_its_address(tmp_path: Path) -> None:
    found = copy(tmp_path, cite(url=f"http://{URL.removeprefix('https://')}#page=3"), url=URL, title="Another name")
    assert found == ("held", 1.0, "address")


def test_a_copy_by_an_archived_address(tmp_path: Path) -> None:
    row = cite(title=TITLE, archive_url="https://web.archive.org/web/2020/https://example.org/a/report-2020.pdf")
    assert copy(tmp_path, row, url="https://example.org/a/report-2020.pdf")[2] == "address"


def test_a_copy_by_title_and_date(tmp_path: Path) -> None:
    row = cite(title="Tickets Home", author="Lake Group", issued="2020-05-04")
    held = copy(tmp_path, row, title="Tickets Home", publisher="Lake Group", date="2020-05-04")
    assert held == ("held", 0.95, "title and date")


def test_a_copy_by_title(tmp_path: Path) -> None:
    row = cite(title="Who flies home from the lakes and why", author="Lake Group")
    held = copy(tmp_path, row, title="Who Flies Home From the Lakes, and Why", publisher="Lake Group")
    assert held == ("held", 0.7, "title")


def test_a_copy_of_a_letter_by_kind_and_day(tmp_path: Path) -> None:
    row = cite(title="Letter to the Director of the Agency", author="Lake Group", issued="2020-05-04")
    letter = {"title": "On flights", "type": "letter", "publisher": "Lake Group", "date": "2020-05-04"}
    assert copy(tmp_path / "1.db", row, **letter) == ("held", 0.8, "kind and day")
    assert copy(tmp_path / "2.db", row, **{**letter, "date": "2020-05-05"})[0] is None
    assert copy(tmp_path / "3.db", row, **{**letter, "publisher": "Border Clinic"})[0] is None
    assert copy(tmp_path / "4.db", row, **{**letter, "type": "report"})[0] is None


def test_a_copy_of_a_memo_by_number_and_day(tmp_path: Path) -> None:
    row = cite(title="Memo No. LG/2020/07", author="Ana Ruiz", issued="2020-05-04")
    memo = {"title": "Where we stand", "type": "memo", "number": "LG/2020/07", "date": "2020-05-04"}
    assert copy(tmp_path, row, **memo)[0] == "held"


@pytest.mark.parametrize(
    "document",
    [
        {"title": "Tickets Home", "publisher": "Lake Group", "date": "2019"},
        {"title": "Tickets Home", "publisher": "Border Clinic", "date": "2020"},
        {"title": "Tickets Home", "date": "2020"},
        {"title": "Letter", "publisher": "Lake Group", "date": "2020"},
    ],
)
def test_no_copy(tmp_path: Path, document: dict[str, Any]) -> None:
    row = cite(title=document["title"], author="Lake Group", issued="2020")
    assert copy(tmp_path, row, **document) == (None, None, None)


def test_of_two_copies_the_one_that_could_be_read(tmp_path: Path) -> None:
    held = [
        {"id": "a", "url": URL, "state": "not_fetched"},
        {"id": "b", "archive_url": URL, "state": "ok"},
        {"id": "c", "archive_url": URL, "state": "ok"},
    ]
    db = filled(tmp_path, [cite(title=TITLE, url=URL)], held)
    assert db.execute("select document from works").fetchall() == [("b",)]


def test_a_document_that_goes_is_no_copy_any_more(tmp_path: Path) -> None:
    db = filled(tmp_path, [cite(title=TITLE, url=URL)], [{"id": "held", "url": URL}])
    store.remove(db, "held")
    sound(db)
    assert db.execute("select document, document_score from works").fetchall() == [(None, None)]


# -- status ----------------------------------------------------------------------------------------------------------


def known(status: str = "annulled", date: str | None = "2021-07-13", **facts: Any) -> ListedStatus:
    return ListedStatus(
        status=status,  # type: ignore[arg-type]
        date=date,
        note="Forged evidence.",
        source="https://example.org/why",
        **facts,
    )


CASE = cite(type="legal_case", title="N.A. v. Finland", docket="25244/18", court="ECtHR", issued="2019-11-14")


@pytest.mark.parametrize(
    ("record", "row", "holds"),
    [
        (known(docket="25244/18", title="N.A. v. Finland"), CASE, True),
        (known(docket="25244/18"), CASE, True),
        (known(docket="25244/18", title="Lake v. Ruiz"), CASE, False),
        (known(docket="25244/19"), CASE, False),
        (known(docket="25244/18"), {**CASE, "issued": "2021-07-13"}, False),
        (known(url=f"{URL}?utm_source=x"), cite(title=TITLE, url=URL), True),
        (known(doi="https://doi.org/10.1000/abc"), cite(title=TITLE, doi="10.1000/ABC"), True),
        (known(title="Returns from the Lake Countries"), cite(title="Returns From the Lake Countries"), True),
        (known(title="Tickets Home"), cite(title="Tickets Home"), False),
        (known(title=TITLE, doi="10.1000/other"), cite(title=TITLE), True),
        (known(title=TITLE, doi="10.1000/other"), cite(title=TITLE, doi="10.1000/abc"), False),
    ],
)
def test_statuses(tmp_path: Path, record: ListedStatus, row: dict[str, Any], holds: bool) -> None:
    db = filled(tmp_path, [row])
    assert works.set_statuses(db, [record]) == holds
    found = db.execute("select status, status_date, status_note, status_source from works").fetchall()
    assert found == [(record.status, record.date, record.note, record.source) if holds else (None,) * 4]
    assert works.set_statuses(db, []) == 0
    assert db.execute("select status from works").fetchall() == [(None,)]


def test_the_later_status_holds(tmp_path: Path) -> None:
    db = filled(tmp_path, [CASE])
    records = [known("corrected", "2022-01-01", docket="25244/18"), known("annulled", "2021-01-01", docket="25244/18")]
    works.set_statuses(db, records)
    assert db.execute("select status from works").fetchall() == [("corrected",)]
