"""The data of the language model: names out of mentions, dates, labelled sentences, and how figures are counted."""

from pathlib import Path

import pytest
import spacy

from training import corpus, entities, evaluate, treebanks
from training.names import date_span, gum_names

#: One invented sentence in the form of GUM: mentions of every kind, nested, of which some are names.
GUM = """\
# newdoc id = GUM_letter_made
# newpar
# sent_id = made-1
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\tEntity=(1-organization-new-n-cf1-1-coref
2\tagency\tagency\tNOUN\tNN\t_\t3\tnsubj\t_\tEntity=1)
3\ttold\ttell\tVERB\tVBD\t_\t0\troot\t_\t_
4\tJudge\tJudge\tPROPN\tNNP\t_\t5\tnmod:desc\t_\tEntity=(2-person-new-n-cf2-1-coref
5\tAna\tAna\tPROPN\tNNP\t_\t3\tobj\t_\t_
6\tRuiz\tRuiz\tPROPN\tNNP\t_\t5\tflat\t_\tEntity=2)
7\tof\tof\tADP\tIN\t_\t9\tcase\t_\t_
8\tthe\tthe\tDET\tDT\t_\t9\tdet\t_\tEntity=(3-organization-new-n-cf3-1-sgl
9\tMinistry\tMinistry\tPROPN\tNNP\t_\t5\tnmod\t_\t_
10\tof\tof\tADP\tIN\t_\t11\tcase\t_\t_
11\tJustice\tJustice\tPROPN\tNNP\t_\t9\tnmod\t_\t_
12\tof\tof\tADP\tIN\t_\t13\tcase\t_\t_
13\tZubrowka\tZubrowka\tPROPN\tNNP\t_\t9\tnmod\t_\tEntity=(4-place-new-n-cf4-1-sgl)3)
14\ton\ton\tADP\tIN\t_\t15\tcase\t_\t_
15\t4\t4\tNUM\tCD\t_\t3\tobl\t_\tEntity=(5-time-new-n-cf5-1-sgl
16\tMay\tMay\tPROPN\tNNP\t_\t15\tflat\t_\tEntity=5)|SpaceAfter=No
17\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# sent_id = made-2
1-2\tDidn't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
3\tshe\tshe\tPRON\tPRP\t_\t4\tnsubj\t_\tEntity=(2-person-giv-n-cf1-1-ana)
4\task\task\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
5\t?\t?\tPUNCT\t.\t_\t4\tpunct\t_\t_

# newpar
# sent_id = made-3
1\tSilence\tsilence\tNOUN\tNN\t_\t0\troot\t_\t_

"""


@pytest.fixture
def document(tmp_path: Path) -> treebanks.Document:
    (tmp_path / "made.conllu").write_text(GUM, "utf-8")
    (found,) = treebanks.documents(tmp_path / "made.conllu")
    return found


def test_a_treebank_is_read_with_its_blocks_and_blanks(document: treebanks.Document) -> None:
    assert document.genre == "letter"
    assert [sentence.opens_block for sentence in document.sentences] == [True, False, True]
    texts = [block.text for block in evaluate.blocks(document)]
    assert texts == [
        "The agency told Judge Ana Ruiz of the Ministry of Justice of Zubrowka on 4 May. Didn't she ask?",
        "Silence",
    ]
    (joined,) = evaluate.blocks(document, joined=True)
    assert joined.text == " ".join(texts)


def test_names_are_taken_out_of_mentions(document: treebanks.Document) -> None:
    """Descriptions, pronouns, titles and articles are no names; of nested names the longest stays."""
    words = [token.text for token in document.sentences[0].tokens]
    found = [(" ".join(words[start:end]), label) for start, end, label in gum_names(document.sentences[0])]
    assert found == [("Ana Ruiz", "PERSON"), ("Ministry of Justice of Zubrowka", "ORG"), ("4 May", "DATE")]
    assert gum_names(document.sentences[1]) == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("4 May 2020", "4 May 2020"),
        ("the end of March 2019", "end of March 2019"),
        ("Tuesday , June 3rd , 2014", "Tuesday , June 3rd , 2014"),
        ("the 1990s", "1990s"),
        ("last year", "last year"),
        ("tomorrow", "tomorrow"),
        ("the summer of 2016", "summer of 2016"),
        ("three years", None),
        ("18 months later", None),
        ("9 a.m.", None),
        ("the next day", None),
        ("every week", None),
    ],
)
def test_dates_are_calendar_dates(text: str, date: str | None) -> None:
    words = text.split()
    span = date_span(words)
    assert (" ".join(words[slice(*span)]) if span else None) == date


def test_labelled_sentences_are_read_and_wrong_ones_are_named(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    (tmp_path / "a.txt").write_text("[PERSON Ana Ruiz] left [LOC Accra] with Kampala Works [ORG Ltd].\n", "utf-8")
    (sentence,) = entities.labelled(tmp_path / "a.txt", nlp)
    assert [label for *_, label in sentence.names or []] == ["PERSON", "LOC", "ORG"]
    assert [entity.text for entity in corpus.names(nlp.vocab, sentence).ents][:2] == ["Ana Ruiz", "Accra"]
    (tmp_path / "b.txt").write_text("Fine.\nSee [GPE Accra].\n", "utf-8")
    with pytest.raises(ValueError, match=r"b\.txt, line 2"):
        entities.labelled(tmp_path / "b.txt", nlp)


def test_the_projects_own_sentences_are_well_formed() -> None:
    nlp = spacy.blank("en")
    folder = Path(__file__).parents[2] / "training" / "labelled"
    found = [sentence for path in sorted(folder.glob("*.txt")) for sentence in entities.labelled(path, nlp)]
    assert len(found) > 2000
    assert len({" ".join(token.text for token in sentence.tokens) for sentence in found}) > 0.99 * len(found)


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        (["B-PER", "I-PER", "O", "I-ORG"], [(0, 2, "PERSON"), (3, 4, "ORG")]),
        (["I-LOC", "I-LOC", "B-LOC"], [(0, 2, "LOC"), (2, 3, "LOC")]),
        (["I-MISC", "O"], []),
    ],
)
def test_tags_in_columns_become_spans(tags: list[str], spans: list[tuple[int, int, str]]) -> None:
    assert entities.spans(tags) == spans


def test_figures_count_what_both_have() -> None:
    tally = evaluate.Tally()
    tally.add({"ORG": {(0, 2), (5, 6)}, "LOC": {(8, 9)}}, {"ORG": {(0, 2)}, "LOC": {(9, 10)}})
    assert tally.f1("ORG") == 66.7
    assert tally.f1("LOC") == 0.0
    assert tally.f1("ORG", "LOC") == 40.0
    assert tally.f1("DATE") is None


def test_a_wrong_sentence_boundary_costs_its_sentences(document: treebanks.Document) -> None:
    assert evaluate.sentences([document], joined=False).f1("sentence") == 100.0
    document.sentences[1].tokens[3].text = "ask. And"
    assert (evaluate.sentences([document], joined=False).f1("sentence") or 0) < 100


def test_quotation_marks_and_capitals_are_varied_and_nothing_else(document: treebanks.Document) -> None:
    sentences = document.sentences * 40
    found = list(corpus.varied(sentences))
    assert found != sentences
    for one, other in zip(sentences, found, strict=True):
        plain = [token.text.lower().replace("’", "'") for token in other.tokens]
        assert plain == [token.text.lower() for token in one.tokens]
