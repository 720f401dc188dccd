"""Names in the body: spans of the text, of organisations, places, laws and programmes; never of people."""

import sqlite3
from pathlib import Path

import spacy
from spacy.tokens import Span
from tagging import document, tagged

from avr_docs import nlp
from avr_docs.build import build
from avr_docs.tag import as_json, tag

TEXT = (
    "Ana Ruiz of the Harbour Legal Clinic wrote from Tegucigalpa.",
    "The Refugee Act of 1980 applies to the Safe Return and Reintegration Programme.",
)


def test_names_are_spans_of_their_sentence() -> None:
    found = tagged(*TEXT)
    names = {(name.text, name.label) for name in found.names}
    assert {
        ("Harbour Legal Clinic", "ORG"),
        ("Tegucigalpa", "LOC"),
        ("Refugee Act of 1980", "LAW"),
        ("Safe Return and Reintegration Programme", "PROGRAMME"),
    } <= names
    for name in found.names:
        sentence = found.sentences[name.sentence - 1]
        assert found.document.text[name.start : name.end] == name.text
        assert sentence.start <= name.start < name.end <= sentence.end


def test_people_and_dates_are_left_out() -> None:
    found = tagged("Ana Ruiz and Bo Lind left Accra on 4 May 2020.")
    assert {(name.text, name.label) for name in found.names} == {("Accra", "LOC")}
    assert "Ana Ruiz" not in str(as_json(found)["names"])


def test_another_pipelines_places_are_places() -> None:
    other = spacy.blank("en")
    parsed = nlp.parse(document("They left Zubrowka in May."), other)
    doc = parsed.docs[0]
    doc.ents = [Span(doc, 2, 3, label="GPE")]
    assert [(name.text, name.label) for name in tag(parsed).names] == [("Zubrowka", "LOC")]


def test_the_database_has_them_and_says_which_model_found_them(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "note.txt").write_text("The flight left Tripoli for Accra under Directive 2008/115/EC.\n", "utf-8")
    build(corpus, tmp_path / "a.db")
    db = sqlite3.connect(tmp_path / "a.db")
    assert set(db.execute("select text, label from names")) == {
        ("Tripoli", "LOC"),
        ("Accra", "LOC"),
        ("Directive 2008/115/EC", "LAW"),
    }
    ((model,),) = db.execute("select runs.model from documents join runs on runs.id = documents.run")
    card = nlp.card()
    assert model.startswith(f"en_avr {card['version']} {card['weights']}, spacy ")


def test_documents_are_read_again_with_another_model(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "note.txt").write_text("The flight left Tripoli for Accra.\n", "utf-8")
    other = spacy.blank("en")
    other.to_disk(tmp_path / "other")
    assert build(corpus, tmp_path / "a.db").changed == 1
    assert build(corpus, tmp_path / "a.db").changed == 0
    assert build(corpus, tmp_path / "a.db", model=str(tmp_path / "other")).changed == 1
    assert build(corpus, tmp_path / "a.db", model=str(tmp_path / "other")).changed == 0
    db = sqlite3.connect(tmp_path / "a.db")
    ((model,),) = db.execute("select runs.model from documents join runs on runs.id = documents.run")
    assert model.startswith("other ")
