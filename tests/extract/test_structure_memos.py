"""Memos: headers in their many forms."""

from extract.document import Meta, Party, Piece, Reading
from extract.readers import text
from extract.structure import label

BODY = """\
The field offices shall record the name of each person who is put on a bus, and the time at which that
person was told of it. Each office keeps the record for five years.

1. Offices that have no form use the one of the river district.
2. The form is signed by the officer who gives the ticket.
"""


def labelled(source: str) -> Reading:
    return label(text.read(source.encode()))


def test_a_memo_with_a_header_in_capitals() -> None:
    reading = labelled(
        f"MEMORANDUM\n\nTO:       All Field Offices\nFROM:     Ida Crane, Director of Travel\nDATE:     2 June 2031\n"
        f"SUBJECT:  Records of passengers on\n          buses and trains\n\n{BODY}"
    )
    meta = reading.meta
    assert (meta.type, meta.date) == ("memo", "2031-06-02")
    assert meta.recipient == "All Field Offices"
    assert meta.sender == "Ida Crane, Director of Travel"
    assert meta.subject == meta.title == "Records of passengers on buses and trains"
    assert meta.addressees == (Party(name="All Field Offices"),)
    assert [piece.kind for piece in reading.pieces if "shall record" in piece.text] == ["paragraph"]
    assert not any("FROM" in piece.text for piece in reading.pieces if piece.kind == "paragraph")


def test_a_memo_for_somebody_with_a_number() -> None:
    meta = labelled(
        "Department of Inland Travel\nPolicy Memorandum No. 31-07\n\nMEMORANDUM FOR:  Heads of Bus Stations\n"
        f"FROM:  Ida Crane\n       Director\nSUBJECT:  Records\nDATE:  June 2, 2031\n\n{BODY}"
    ).meta
    assert (meta.type, meta.number, meta.recipient) == ("memo", "31-07", "Heads of Bus Stations")
    assert meta.sender == "Ida Crane Director"
    assert meta.date == "2031-06-02"


def test_a_memo_whose_values_stand_under_their_names() -> None:
    meta = labelled(f"MEMO\n\nTo:\nAll staff\n\nFrom:\nIda Crane\n\nRe:\nRecords\n\n{BODY}").meta
    assert (meta.type, meta.recipient, meta.sender, meta.subject) == ("memo", "All staff", "Ida Crane", "Records")


def test_a_spanish_memo() -> None:
    meta = labelled(
        "MEMORANDO\n\nPARA: Todas las oficinas\nDE: Irene Grulla\nFECHA: 2 de junio de 2031\nASUNTO: Registros\n\n"
        "Las oficinas anotan el nombre de cada persona que sube a un autobús y la hora en que se le avisó de ello.\n"
    ).meta
    assert (meta.type, meta.date, meta.recipient, meta.language) == ("memo", "2031-06-02", "Todas las oficinas", "es")


def test_a_memo_without_a_header_is_known_by_what_it_calls_itself() -> None:
    reading = labelled(
        "Buses from the Square, by Week\nAda Poe, Programme Coordinator\nInstitute of "
        "Roads\nada@example.org\nMay 2031\n\n"
        "1\n\nIntroduction\n\nThis memo looks at the buses of one square in the weeks after the ford was "
        "closed, with lists "
        "that the town gave out.\n\n2\n\nConclusion\n\nThe buses were full in all but two of the weeks that we "
        "looked at "
        "in this memo.\n"
    )
    meta = reading.meta
    assert (meta.type, meta.date, meta.authors) == ("memo", "2031-05", ("Ada Poe",))
    assert meta.title == "Buses from the Square, by Week"
    assert [piece.text for piece in reading.pieces if piece.kind == "heading"] == ["Introduction", "Conclusion"]


def test_a_dump_with_all_names_of_fields_before_their_values() -> None:
    reading = labelled(
        "Office of Inland Travel\nDirectorate of Buses\n\nMEMORANDUM\nTO:\nFROM:\nDATE:\nSUBJECT:\n\n"
        f"Ada Poe, Head of Stations\nIda Crane, Director\nJune 2, 2031\nRecords of passengers\n\n{BODY}"
    )
    meta = reading.meta
    assert (meta.type, meta.date, meta.subject) == ("memo", "2031-06-02", "Records of passengers")
    assert (meta.recipient, meta.sender) == ("Ada Poe, Head of Stations", "Ida Crane, Director")
    assert {piece.kind for piece in reading.pieces if "Office of Inland" in piece.text} == {"letterhead"}


def test_a_header_that_a_reader_took_for_a_table() -> None:
    table = Piece(kind="table", text="FROM:\tIda Crane, Director\nDATE:\t2 June 2031\nSUBJECT:\tRecords of passengers")
    reading = Reading(
        reader="docx",
        media_type="application/x",
        pieces=(
            Piece(kind="heading", text="MEMORANDUM"),
            Piece(kind="paragraph", text="TO: All Field Offices"),
            table,
            *(Piece(kind="paragraph", text=text) for text in BODY.split("\n\n")),
        ),
        meta=Meta(date="2031-07-01"),
    )
    meta = label(reading).meta
    assert (meta.type, meta.date, meta.sender) == ("memo", "2031-06-02", "Ida Crane, Director")
    assert (meta.recipient, meta.subject) == ("All Field Offices", "Records of passengers")
