"""Files outside a corpus: in the order given, each with its state, in doubt where the name promises another format."""

from pathlib import Path

import pytest

from avr_docs.limits import Limits
from avr_docs.reading import read_files, state_of, tag_files
from extract.document import Block, Document, Meta, Source
from extract.errors import State

LETTER = """14 May 2024

Dear Director,

The agency gives no legal advice to people in the camp.

Yours sincerely,

A. Writer
"""
ONE_WORKER = Limits(workers=1)


def test_files_come_in_the_order_given(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("b.txt", "a.txt", "c.txt")]
    for path in paths:
        path.write_text(LETTER, encoding="utf-8")
    assert [outcome.path for outcome in read_files(paths, limits=ONE_WORKER)] == paths


def test_two_files_of_one_name_have_two_ids(tmp_path: Path) -> None:
    paths = [tmp_path / folder / "letter.txt" for folder in ("one", "two")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(LETTER, encoding="utf-8")
    ids = [outcome.value["id"] for outcome in read_files(paths, limits=ONE_WORKER) if outcome.value]
    assert ids == ["letter", "letter-2"]


def test_a_file_that_is_not_there_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(LETTER, encoding="utf-8")
    missing, read = read_files([tmp_path / "none.txt", good], limits=ONE_WORKER)
    assert (missing.state, missing.value) == (State.CORRUPT, None)
    assert "cannot be opened" in (missing.reason or "")
    assert read.state is State.OK


def test_tagged_files_have_sentences_and_claims(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER, encoding="utf-8")
    (outcome,) = tag_files([path], limits=ONE_WORKER)
    assert outcome.value is not None
    assert [sentence["text"] for sentence in outcome.value["sentences"]] == [
        "The agency gives no legal advice to people in the camp."
    ]
    assert outcome.value["claims"][0]["safeguards"] == {"legal_counsel": "absent"}


@pytest.mark.parametrize("name", ["letter.pdf", "letter.DOCX"])
def test_an_error_page_saved_as_a_document_is_in_doubt(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("<html><body><h1>403 Forbidden</h1><p>You may not see this.</p></body></html>", encoding="utf-8")
    (outcome,) = read_files([path], limits=ONE_WORKER)
    assert outcome.state is State.SUSPECT_TEXT
    assert "download may have failed" in (outcome.reason or "")


def test_a_text_of_running_heads_alone_is_in_doubt() -> None:
    """Lines that are nearly the same throughout look like them, and then nothing is tagged."""
    source = Source(path="a.txt", media_type="text/plain", sha256="0", reader="text")
    for kind, state in (("header", State.SUSPECT_TEXT), ("table", State.OK)):
        document = Document(id="a", source=source, text="Page", meta=Meta(), blocks=(Block(kind=kind, start=0, end=4),))
        assert state_of(document)[0] is state
