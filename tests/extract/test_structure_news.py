"""News, press releases and reports: what is no part of the story, and what the document is."""

import pytest

from extract.document import Reading
from extract.readers import text
from extract.structure import label

STORY = """\
The travel office has sent nine hundred people home since spring, according to two officials who
asked not to be named. “Nobody was made to go,” a spokeswoman said on Monday.

Passengers told this paper another story. “They said the bus was the only way out of the hall,”
said Omar, who came back within a week. He added that he had signed a form in a language that he
does not read.

A lawyer for the passengers said the forms were worthless. The office declined to comment.
"""

RELEASE = """\
The Open Roads Network today announced that it will send observers to the square. The agency is
pleased to work with partners throughout the region and will publish what they find.
"""


def labelled(source: str) -> Reading:
    return label(text.read(source.encode()))


def of_kind(reading: Reading, kind: str) -> list[str]:
    return [piece.text for piece in reading.pieces if piece.kind == kind]


def test_a_news_story_with_headline_byline_and_date() -> None:
    reading = labelled(
        f"Nine hundred sent home since spring\n\nBy Ada Poe and Ben Roe\n\nMonday, May 5, 2031\n\n{STORY}"
    )
    meta = reading.meta
    assert (meta.type, meta.title, meta.date) == ("news", "Nine hundred sent home since spring", "2031-05-05")
    assert meta.authors == ("Ada Poe", "Ben Roe")
    assert of_kind(reading, "title") == ["Nine hundred sent home since spring"]
    assert len(of_kind(reading, "paragraph")) == 3


def test_advertisements_and_credits_are_no_text() -> None:
    between = (
        "\nAdvertisement\n\nRead more: What the mayor knew\n\nPhoto: Ben Roe / River News\n\n"
        "Sign up for our newsletter\n\n"
    )
    first, rest = STORY.split("\n\n", 1)
    reading = labelled(f"ARTICLE AD BOX\n{first}\n{between}{rest}")
    assert of_kind(reading, "boilerplate") == [
        "ARTICLE AD BOX",
        "Advertisement",
        "Read more: What the mayor knew",
        "Sign up for our newsletter",
    ]
    assert of_kind(reading, "caption") == ["Photo: Ben Roe / River News"]
    assert len(of_kind(reading, "paragraph")) == 3
    assert reading.meta.type == "news"


@pytest.mark.parametrize(
    ("dateline", "date"),
    [
        ("AZURE, Texas (RN) — ", None),
        ("GENEVA, 12 May 2031 – ", "2031-05-12"),
        ("CIUDAD AZUL, 3 de mayo de 2031 - ", "2031-05-03"),
    ],
)
def test_datelines(dateline: str, date: str | None) -> None:
    meta = labelled(dateline + STORY).meta
    assert (meta.type, meta.date) == ("news", date)


def test_a_press_release() -> None:
    reading = labelled(
        "FOR IMMEDIATE RELEASE\nApril 9, 2031\n\nMedia Contact:\nAda Poe, ada@example.org\n(555) 010-0199\n\n"
        f"Observers for the Square\n\nAZURE, Texas – {RELEASE}\n"
        "“We will be there every Tuesday,” said Ben Roe, director of the network.\n\n###\n"
    )
    meta = reading.meta
    assert (meta.type, meta.date) == ("press_release", "2031-04-09")
    assert "###" in of_kind(reading, "boilerplate")
    assert any("ada@example.org" in found for found in of_kind(reading, "boilerplate"))
    assert meta.title == "Observers for the Square"


def test_a_spanish_press_release() -> None:
    meta = labelled(
        "COMUNICADO DE PRENSA\nCiudad Azul, 9 de abril de 2031\n\nObservadores en la plaza\n\nLa Red de Caminos "
        "anuncia que "
        "enviará observadores a la plaza todos los martes, y que publicará lo que encuentren en su página.\n\n"
        "Para más información: prensa@example.org\n"
    ).meta
    assert (meta.type, meta.date, meta.language) == ("press_release", "2031-04-09", "es")


def test_a_fact_sheet_of_labels_and_bullets() -> None:
    reading = labelled(
        "OPENING THE ROAD: Today, the Minister of Travel signed an order that opens the road to the north for\n"
        "everybody with a ticket.\n\n-   The order pays for the buses.\n-   It sets up a desk at each station.\n\n"
        "PAYING FOR IT: The ministry has set aside nine million for the first year of the programme and for\n"
        "the desks at the stations.\n\n-   Towns pay for the halls.\n"
    )
    assert reading.meta.type == "press_release"
    assert of_kind(reading, "heading") == ["OPENING THE ROAD:", "PAYING FOR IT:"]
    assert of_kind(reading, "paragraph")[0].startswith("Today, the Minister")


def test_labels_in_plain_letters_stay_in_their_sentences() -> None:
    reading = labelled(
        "Roads: The two towns agree that the road is to be mended before the winter, at the cost of both.\n\n"
        "Halls: The two towns will open three halls for those who wait, and will heat them in the winter.\n"
    )
    assert of_kind(reading, "heading") == []
    assert of_kind(reading, "paragraph")[0].startswith("Roads: The two")


def test_a_report_with_numbered_headings() -> None:
    reading = labelled(
        "After the Bus\nA report on passengers\n\nMarch 2031\n\nExecutive Summary\n\nThis report presents "
        "findings from "
        "interviews with forty passengers, and data that the ministry published about the policy. The analysis shows "
        "gaps in the legal framework and in its implementation.\n\n1. Methodology\n\nWe made interviews in four towns "
        "over a year, and compared the evidence with the statistical data of the ministry.\n\n1.1 "
        "Sample\n\nRespondents "
        "were found through shelters, and through other respondents, in the towns where the buses stop.\n\n"
        "2. Findings\n\nMost respondents said nothing on the forms, since nobody had asked them about the forms "
        "before.\n"
    )
    meta = reading.meta
    assert (meta.type, meta.date) == ("report", "2031-03")
    headings = [(piece.text, piece.level) for piece in reading.pieces if piece.kind == "heading"]
    assert headings == [("Executive Summary", 2), ("1. Methodology", 2), ("1.1 Sample", 3), ("2. Findings", 2)]


def test_authors_under_a_text() -> None:
    meta = labelled(
        "The analysis of the legal framework that governs the buses shows a number of gaps in data and in policy, "
        "which this brief sets out for the years since the ford was closed.\n\nAuthors: Poe, A., Roe, B., & "
        "Doe, C. D.\n"
    ).meta
    assert meta.authors == ("A. Poe", "B. Roe", "C. D. Doe")
    assert meta.type == "report"


def test_bullets_that_head_sections_are_headings() -> None:
    reading = labelled(
        "We have two concerns:\n\n• The forms are in a language that passengers do not read.\n\nFirst, the forms that "
        "passengers are given are in one language, and the people whom we met do not read it.\n\nNobody reads "
        "the forms "
        "out to them either, though the rules of the office say that somebody must.\n\n• The buses leave at night.\n\n"
        "Second, the buses leave in the night, when the lawyers who might help have long gone home.\n\nWe ask for:\n\n"
        "• forms in six languages;\n• buses by day.\n"
    )
    assert of_kind(reading, "heading") == [
        "The forms are in a language that passengers do not read.",
        "The buses leave at night.",
    ]
    assert of_kind(reading, "list_item") == ["forms in six languages;", "buses by day."]


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("What the passengers said", True),
        ("“The only way out”", True),
        ("A. Facts", True),
        ("SUMMARY", True),
        ("Who pays?", True),
        ("First question:", True),
        ("We have these questions:", False),
        ("It was late.", False),
        ("the rest of it", False),
        ("1,200 in May, 900 in June", False),
    ],
)
def test_lines_alone_before_a_paragraph(line: str, is_heading: bool) -> None:
    paragraph = (
        "The hall was full by the evening, and those who came later slept in front of the doors until the morning."
    )
    reading = labelled(f"{paragraph}\n\n{line}\n\n{paragraph}\n")
    assert (of_kind(reading, "heading") == [line]) is is_heading


def test_a_text_of_no_known_shape_is_other_with_a_low_score() -> None:
    meta = labelled("Milk, flour, and two eggs.\n").meta
    assert meta.type == "other"
    assert meta.type_score < 0.6


def test_a_release_under_the_name_of_its_body_has_the_headline_for_its_title() -> None:
    text = (
        "HARBOUR BENCH\nFOR IMMEDIATE RELEASE\n3 May 2031\nHarbour Bench asks for a halt to buses from\n"
        "the river district\nAZURE, 3 May – The Harbour Bench today asked the ministry to stop the buses that leave "
        "the square\nevery Tuesday, since nobody on them had been told where they were going.\n"
        "“They were asleep,” said Ada Poe, who saw the buses leave on three Tuesdays in a row from her window.\n"
    )
    reading = labelled(text)
    assert reading.meta.type == "press_release"
    assert reading.meta.title == "Harbour Bench asks for a halt to buses from the river district"
    assert of_kind(reading, "letterhead") == ["HARBOUR BENCH", "FOR IMMEDIATE RELEASE", "3 May 2031"]


def test_a_title_page_in_capitals_is_one_title() -> None:
    prose = "The price of a ticket has risen each year, and fewer people than before can pay for one at the ford."
    text = (
        f"Statement\n\nBy\n\nAda Poe\n\n3 May 2031\n\nEmbargoed until delivery\n\nWHAT THE DISTRICT KNOWS OF THE\n\n"
        f"PRICE OF BUSES, FERRIES AND\n\nTHE FORD\n\n1. TICKETS\n\n{prose}\n\n2. FORDS\n\n{prose}\n"
    )
    reading = labelled(text)
    assert of_kind(reading, "title") == ["WHAT THE DISTRICT KNOWS OF THE PRICE OF BUSES, FERRIES AND THE FORD"]
    assert of_kind(reading, "heading") == ["1. TICKETS", "2. FORDS"]


def test_the_heading_of_the_first_section_is_no_part_of_the_title() -> None:
    section = "The buses left every Tuesday, and nobody on them had been told where they went or who had paid.\n"
    title = "Counting Buses: A Year of Tuesdays in\nAzure"
    text = f"{title}\nMethod\n{section}\nFindings\n\n{section}\nCosts\n\n{section}"
    reading = labelled(text)
    assert reading.meta.title == "Counting Buses: A Year of Tuesdays in Azure"
    assert of_kind(reading, "heading") == ["Method", "Findings", "Costs"]


@pytest.mark.parametrize(
    "source",
    [
        "Two of six said so.\n",
        "2031\n\nTowns      Buses     People\nAzure      12        300\nFord       4      77\nQuay       1     9\n",
        "Slides on buses\n\nThe ministry said yes\n\nWhat next?\n",
    ],
)
def test_little_evidence_gives_no_type(source: str) -> None:
    meta = labelled(source).meta
    assert meta.type == "other"
    assert meta.type_score <= 0.5


def test_a_courts_papers_are_of_no_type() -> None:
    opinion = (
        "IN THE DISTRICT COURT OF AZURE\n\nADA POE,\n\nPlaintiff,\n\nv.\n\nFERRY LINE,\n\nDefendant.\n\n"
        "Case No. 31-cv-204\n\nORDER\n\n"
    ) + "The motion of the line is denied. It is ordered that the line answer within thirty days of today.\n\n" * 8
    assert labelled(opinion).meta.type == "other"


def test_sentences_with_a_colon_make_no_fact_sheet() -> None:
    paragraph = (
        "The director denied that lists exist: “We count buses.” This paper looked at the lists of forty weeks, and at "
        "what the people on them knew. Nobody knew where the bus went, and no form was kept.\n\n"
    )
    assert labelled("Lists of Azure\n\nMethod\n\n" + 3 * paragraph).meta.type == "report"
