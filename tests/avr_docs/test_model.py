"""The language model that ships with the package: what it gives, that it is whole, and that it may be shipped."""

import json
from pathlib import Path

import pytest
import spacy

from avr_docs import nlp
from avr_docs.records import ListedActor

NLP = nlp.load()
SENTENCE = "The UNHCR Minister for Migration said that officers had not informed the returnees."


def parsed(text: str, *actors: ListedActor) -> spacy.tokens.Doc:
    return nlp.annotate([text], NLP, actors)[0]


def named(text: str, *actors: ListedActor) -> list[tuple[str, str]]:
    return [(entity.text, entity.label_) for entity in parsed(text, *actors).ents]


def test_every_part_does_its_work() -> None:
    doc = parsed(SENTENCE)
    by_text = {token.text: token for token in doc}
    assert (by_text["said"].tag_, by_text["said"].pos_, by_text["said"].lemma_) == ("VBD", "VERB", "say")
    assert by_text["said"].dep_ == "ROOT"
    assert by_text["Minister"].dep_ == "nsubj"
    assert by_text["Minister"].head.text == "said"
    assert by_text["informed"].dep_ == "ccomp"
    assert by_text["returnees"].lemma_ == "returnee"
    assert by_text["officers"].lemma_ == "officer"


@pytest.mark.parametrize("word", ["minister", "Minister", "MINISTER", "UNHCR", "unhcr", "Tripoli", "Repatriation"])
def test_words_have_their_vector_however_they_are_written(word: str) -> None:
    """spaCy 3.8 drops `Vectors.attr` on saving; then all words with a capital are unknown, and names are lost."""
    token = NLP.make_doc(word)[0]
    assert token.has_vector
    assert (token.vector == NLP.make_doc(word.lower())[0].vector).all()


def test_a_sentence_stays_one_whatever_its_parser_thinks() -> None:
    text = "Nobody was told. Nobody asked. “Who decides?” The officer left; the bus was gone."
    assert len(list(parsed(text).sents)) == 1
    assert parsed(text).text == text


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Ana Ruiz, a lawyer from Tegucigalpa, said so on Monday.", "Ana Ruiz", "PERSON"),
        ("Ana Ruiz, a lawyer from Tegucigalpa, said so on Monday.", "Tegucigalpa", "LOC"),
        ("The flight left Tripoli for Accra on 12 March 2021.", "12 March 2021", "DATE"),
        ("The flight left Tripoli for Accra on 12 March 2021.", "Accra", "LOC"),
        ("The Ministry of Justice of Ghana published the agreement.", "Ministry of Justice of Ghana", "ORG"),
        ("She cited the Refugee Act of 1980 and 8 U.S.C. § 1158(b)(1).", "Refugee Act of 1980", "LAW"),
        ("She cited the Refugee Act of 1980 and 8 U.S.C. § 1158(b)(1).", "8 U.S.C. § 1158(b)(1)", "LAW"),
        ("Directive 2008/115/EC allows it.", "Directive 2008/115/EC", "LAW"),
        ("The Dublin III Regulation and the Convention against Torture apply.", "Dublin III Regulation", "LAW"),
        ("The Dublin III Regulation and the Convention against Torture apply.", "Convention against Torture", "LAW"),
        ("It is in A/HRC/38/41, paragraph 12.", "A/HRC/38/41", "LAW"),
        ("UN Security Council Resolution 2254 was adopted.", "UN Security Council Resolution 2254", "LAW"),
        ("The Safe Return and Reintegration Programme began.", "Safe Return and Reintegration Programme", "PROGRAMME"),
        (
            "It is run by the International Organization for Migration.",
            "International Organization for Migration",
            "ORG",
        ),
        ("They may ask for it (see 5 U.S.C. 552).", "5 U.S.C. 552", "LAW"),
        ("It rests on the Declaration of Ana Ruiz.", "Ana Ruiz", "PERSON"),
        ("The Northmark Refugee Law Forum replied.", "Northmark Refugee Law Forum", "ORG"),
        ("ISIL held the town until 2017.", "ISIL", "ORG"),
    ],
)
def test_names_are_found(text: str, name: str, label: str) -> None:
    assert (name, label) in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Act says so.",
        "This Convention does not.",
        "The programme began.",
        "The Agency refused.",
        "No.",
        "See AB/2022/07.",
    ],
)
def test_what_has_no_name_gets_none(text: str) -> None:
    assert named(text) == []


def test_actors_on_file_become_organisations() -> None:
    text = "We wrote to Lantern House and got no answer."
    actor = ListedActor(key="lantern", name="Lantern House", role="civil_society")
    assert ("Lantern House", "ORG") in named(text, actor)


def test_a_listed_name_does_not_cut_a_longer_one() -> None:
    assert ("Texas Department of State Health Services", "ORG") in named(
        "The Texas Department of State Health Services published the figures."
    )


def test_an_acronym_is_what_its_long_name_is_in_the_whole_document() -> None:
    first = "The Harbour Legal Aid Centre (HLAC) sent observers to the airport."
    docs = nlp.annotate([first, "Staff of HLAC were turned away."], NLP)
    assert ("HLAC", "ORG") in [(entity.text, entity.label_) for entity in docs[1].ents]


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("See Doe v. Roe, No. 20-cv-00001-JD (N.D. Cal. 2020).", "20-cv-00001-JD"),
        ("See Doe v. Roe, No. 20-cv-00001-JD (N.D. Cal. 2020).", "No."),
        ("Under 8 U.S.C. § 1158(b)(1)(A).", "1158(b)(1)(A)"),
        ("It is in A/HRC/38/41.", "A/HRC/38/41"),
        ("See www.example.org/a_b.", "www.example.org/a_b"),
        ("Write to a.b@example.org.", "a.b@example.org"),
        ("•Publish the agreement.", "Publish"),
        ("The U.S.–Mexico talks ended.", "U.S."),
        ("Since COVID-19 began.", "COVID"),
        ("Officers and/or guards.", "/"),
    ],
)
def test_the_fields_forms_are_tokens(text: str, token: str) -> None:
    assert token in [each.text for each in NLP.make_doc(text)]


def test_the_card_tells_data_licences_and_figures() -> None:
    card = nlp.card()
    assert all(source["licence"] and source["used"] for source in card["sources"])
    assert card["license"] == "CC BY-SA 4.0"
    assert {"GUM test", "EWT test", "GUM letters"} <= card["performance"].keys()
    assert not any("NC" in source["licence"] for source in card["sources"])


def test_the_weights_are_those_that_the_card_speaks_of() -> None:
    from training.assemble import digest

    assert nlp.card()["weights"] == digest(nlp.MODEL)


def test_the_model_is_small() -> None:
    assert sum(path.stat().st_size for path in nlp.MODEL.rglob("*") if path.is_file()) < 30_000_000


def test_it_holds_no_pickle() -> None:
    assert not [path for path in nlp.MODEL.rglob("*") if path.suffix in (".pkl", ".pickle", ".joblib")]


def test_loading_leaves_spacys_own_products_as_they_were() -> None:
    from thinc.api import get_current_ops

    before = get_current_ops()
    nlp.load()
    assert get_current_ops() is before


def test_another_pipeline_is_loaded_by_its_folder_and_tagged_alike(tmp_path: Path) -> None:
    other = spacy.blank("en")
    other.add_pipe("sentencizer")
    other.to_disk(tmp_path / "other")
    loaded = nlp.load(str(tmp_path / "other"))
    doc = nlp.annotate(["Under Directive 2008/115/EC. It stays one."], loaded)[0]
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("Directive 2008/115/EC", "LAW")]
    assert [token.text for token in doc] == [token.text for token in NLP.make_doc(doc.text)]


def test_a_pipeline_that_cannot_be_loaded_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text(
        json.dumps({"lang": "en", "name": "x", "version": "1", "spacy_version": ">=3.8,<4"})
    )
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = en\n")
    with pytest.raises(nlp.ModelMissing, match="cannot be loaded") as caught:
        nlp.load(str(tmp_path))
    assert "\n" not in str(caught.value)


def test_it_tells_nothing_of_the_machine_that_made_it() -> None:
    assert set(NLP.config["paths"].values()) == {None}
