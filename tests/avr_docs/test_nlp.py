"""Sentences: where they begin and end, and that they are spans of the document's text."""

from itertools import pairwise

import pytest

from avr_docs import nlp
from avr_docs.boundaries import MAX_CHARS, sentence_spans
from extract.assemble import assemble
from extract.document import BlockKind, Document, Piece, Reading

#: "|" stands where a sentence begins; it is taken out of the text that is cut.
CASES = [
    "The bus left at noon. |Nobody was told.",
    "They crossed into the U.S. on foot.",
    "The U.S. Departments of State and Justice paid for it.",
    "The U.S. Congress has asked for the figures.",
    "Few could leave the U.S. |Advocates say the forms were in English only.",
    "He had never seen the U.S. |It was his first visit.",
    "Talks between the U.S. and Honduras went on.",
    "It was the first U.S. – Guatemala accord of the year.",
    "She lives in Washington, D.C. |The hearing was held there.",
    "The U.N. Secretary-General wrote back.",
    "The case is Roe v. Doe (N.D.Cal. 2:20-cv-00001).",
    "Roe v. Doe was decided in May. |The order came later.",
    "See No. 2 of the annex.",
    "Nos. 4 and 5 were withdrawn.",
    "The answer was no. |Then the talks ended.",
    "Mr. Okoro spoke to Mrs. Paz and Ms. Lind.",
    "Dr. Ana Ruiz examined them. |She found injuries.",
    "Gen. Luis Mora and Sen. Jo Park met Gov. Kim Dale.",
    "Bring papers, e.g. Passports or birth certificates.",
    "The partner, i.e. IOM, runs the desk.",
    "The table on p. 12 shows it.",
    "Compare pp. 12 to 14 of vol. 3.",
    "Under Art. 5 of the Convention nobody may be held.",
    "Arts. 6 and 13 apply as well. |So does para. 4.",
    "J. Smith and A. B. Jones signed.",
    "The letter was signed by J. R. Moreno. |He is a lawyer.",
    "The desk opens at 9 a.m. and closes at 5 p.m.",
    "The bus leaves at 6 a.m. |Families wait all night.",
    "The call is at 3 p.m. Monday.",
    "Lopez et al. describe three cases.",
    "This was shown by Lopez et al. (2019) and others.",
    "They brought clothes, papers, etc. |The rest was left behind.",
    "He paused ... and went on.",
    "“We waited…” |She did not go on.",
    "They asked again… |Nothing happened.",
    "She called it “voluntary.” |Nobody else did.",
    'She called it "voluntary." |Nobody else did.',
    "“We had no choice,” she said. |“They took our papers.”",
    "“We had no choice. |They took our papers. |We signed,” she said.",
    "“Who decides?” asked the clerk.",
    "“Who decides?” Marta Diaz asked.",
    "“Stop!” |The crowd fell silent.",
    "Was it free? |Was it informed?",
    "Few were told. [12] |Nobody asked. [13] |They left.",
    "Few were told.[12] |Nobody asked.",
    "They said so (see the note by M. Ruiz. It is short.) and left.",
    "The plan failed. |(Nobody was surprised. |It was rushed.)",
    "The fee was 3.50 dollars. |It rose to 4.25.",
    "About 1.5 million people went home. |Most were adults.",
    "The form is at https://example.org/a.b/c.html and at www.example.org. |It is short.",
    "Write to help@example.org. |An answer takes a week.",
    "1. The agency should publish the agreement.",
    "1.2. The agency should publish the agreement. |It should do so now.",
    "(a) Publish the agreement. |This is overdue.",
    "IV. Findings of the visit",
    "A. Background",
    "There are two aims: to inform and to protect; both failed.",
    "Security: The governments agree. |They meet in May.",
    "It violates § 12 of the Act. |The court said so.",
    "Según el art. 8, nadie puede ser expulsado. |El Sr. Vega lo confirmó.",
    "Volvieron de EE. UU. en avión. |La Sra. Paz los recibió.",
    "¿Quién decide? |Nadie lo sabe. |¡Basta!",
    "La décision no. 7 de M. Petit est nulle. |Mme. Roux l’a dit.",
    "The funds end in Sept. 2024. |Staff will leave.",
    "It was published Oct. 25. |The agency replied in Nov. and Dec.",
    "Acme Inc. runs the flights. |Blue Air Co. |The other firm left.",
    "Acme Corp. Vice President Jo Lee resigned.",
    "Martin Luther King Jr. Boulevard is closed.",
    "They took Plan B. |The others stayed.",
    "My brother is older than I. |He left first.",
    "They had no choice.|Officials denied it.",
    "The ministry holds two lists: |• people who asked to go |• people who were told to go",
    "He met Lt. Col. Ray Fox at Ft. Bliss in St. Louis.",
    "The order (No. 12/2021) was struck down. |See fig. 3.",
    "The letter of Jan. 3 was answered by Prof. Lee, Ph.D. |Her reply is short.",
    "This is the rule.¹ |It has exceptions.[2] |They are few.",
    "He asked, “Is it safe?” and signed.",
    "The “safe third country” rule ended. |“Remain” did not.",
    "Return is voluntary vs. forced in name only.",
    "Yes. |No. |Perhaps.",
]


@pytest.mark.parametrize("marked", CASES)
def test_sentences_begin_where_a_reader_sees_them_begin(marked: str) -> None:
    text = marked.replace("|", "")
    wanted = [part.strip().removeprefix("• ") for part in marked.split("|")]
    assert [text[start:end] for start, end in sentence_spans(text)] == wanted


def test_spans_cover_every_letter_once_and_in_order() -> None:
    text = " • One. Two is 2.5 long; three (a. b.) goes on…  “Four.” 5. "
    spans = sentence_spans(text)
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    outside = "".join(text[a[1] : b[0]] for a, b in zip([(0, 0), *spans], [*spans, (len(text), 0)], strict=True))
    assert not any(char.isalpha() for char in outside)


@pytest.mark.parametrize("text", ["", "   ", "• – *", "...", "***"])
def test_a_block_without_letters_or_figures_has_no_sentence(text: str) -> None:
    assert sentence_spans(text) == []


def test_a_sentence_is_never_longer_than_the_cap() -> None:
    for text in ("word " * 5000, "x" * 9000, "one, two; " * 900):
        spans = sentence_spans(text)
        assert max(end - start for start, end in spans) <= MAX_CHARS
        assert sum(end - start for start, end in spans) > 0.9 * len(text.strip())


def document(*blocks: tuple[BlockKind, str]) -> Document:
    pieces = tuple(Piece(kind=kind, text=text, page=1) for kind, text in blocks)
    reading = Reading(reader="test", media_type="text/plain", pieces=pieces)
    return assemble(reading, id="d", path="d.txt", sha256="0" * 64)


def test_only_body_blocks_are_cut_and_no_sentence_crosses_a_block() -> None:
    parsed = nlp.parse(
        document(
            ("letterhead", "The Association. Est. 1950."),
            ("heading", "Our concerns"),
            ("paragraph", "The bus left. Nobody was told"),
            ("list_item", "• why it left"),
            ("signature", "J. Smith"),
            ("page_number", "3"),
        ),
        nlp.load(),
    )
    assert [sentence.text for sentence in parsed.sentences] == [
        "Our concerns",
        "The bus left.",
        "Nobody was told",
        "why it left",
    ]
    assert [sentence.n for sentence in parsed.sentences] == [1, 2, 3, 4]
    for sentence, doc in zip(parsed.sentences, parsed.docs, strict=True):
        assert parsed.document.text[sentence.start : sentence.end] == sentence.text == doc.text
        block = parsed.document.blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end
        assert sentence.page == 1


def test_abbreviations_stay_one_token() -> None:
    doc = nlp.load()("The U.S. Departments cite N.D.Cal. and No. 2.")
    assert [token.text for token in doc] == ["The", "U.S.", "Departments", "cite", "N.D.Cal.", "and", "No.", "2", "."]


def test_a_missing_pipeline_is_named() -> None:
    with pytest.raises(nlp.ModelMissing, match="no_such_model"):
        nlp.load("no_such_model")
