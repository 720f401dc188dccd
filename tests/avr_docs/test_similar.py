"""One text that is filed twice is told, and different texts are not."""

import random
from pathlib import Path

import pytest
from small_corpus import in_process

from avr_docs import reading, store
from avr_docs.build import build
from avr_docs.similar import pairs

WORDS = ("agency", "camp", "lawyer", "bus", "family", "return", "notice", "court", "permit", "shelter", "doctor")


def story(seed: int, words: int = 400) -> str:
    source = random.Random(seed)
    return " ".join(source.choice(WORDS) for _ in range(words))


def test_a_text_and_its_dump_are_a_pair() -> None:
    text = story(1)
    dump = "Page 1 of 3\n\n" + text.replace("shelter", "Shelter", 3) + "\n\nPrinted on Monday"
    (pair,) = pairs({"b": dump, "a": text, "c": story(2)})
    assert (pair.first, pair.second) == ("a", "b")
    assert 0.9 < pair.likeness <= 1.0


def test_texts_on_one_subject_are_no_pair() -> None:
    assert not list(pairs({str(n): story(n) for n in range(20)}))


def test_short_texts_are_not_compared() -> None:
    assert not list(pairs({"a": "Closed on Monday.", "b": "Closed on Monday."}))


def test_more_documents_than_are_compared_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("avr_docs.similar.ROWS", 2)
    texts = {str(n): story(n) for n in range(5)} | {"copy": story(0)}
    assert [(pair.first, pair.second) for pair in pairs(texts)] == [("0", "copy")]


def test_a_build_says_so_until_one_of_the_two_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "tag_all", in_process)
    for name in ("letter.txt", "same.txt"):
        (tmp_path / "corpus").mkdir(exist_ok=True)
        (tmp_path / "corpus" / name).write_text(story(3).capitalize() + f".\n\nFiled as {name}.\n", encoding="utf-8")
    summary = build(tmp_path / "corpus", tmp_path / "a.db")
    told = [(remark.document, remark.code) for remark in summary.remarks]
    assert told == [("letter", "nearly_the_same"), ("same", "nearly_the_same")]
    (tmp_path / "corpus" / "same.txt").unlink()
    assert not build(tmp_path / "corpus", tmp_path / "a.db").remarks
    with store.connect(tmp_path / "a.db") as db:
        assert db.table("problems").count == 0


def test_the_same_file_twice_is_told_however_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "tag_all", in_process)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Nobody in the camp has seen a lawyer.\n", encoding="utf-8")
    remarks = build(tmp_path, tmp_path / "a.db").remarks
    assert [remark.message for remark in remarks if remark.document == "a"] == [
        "100% of its text is that of b: its claims are counted in each."
    ]
