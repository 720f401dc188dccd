"""The regressions over words: what they learn, and how they are kept."""

from pathlib import Path

import numpy as np
import pytest

from avr_docs import classify
from avr_docs.labelled import Label, Labelled

ABOUT = {
    "monitoring": ("Staff rang her six months after the flight", "He was visited a year after his return"),
    "legal_counsel": ("A lawyer sat beside him in the room", "No lawyer was let into the room"),
}
OTHER = ("The mayor opened a bridge", "Rain fell on the harbour", "The budget was passed in May")


def sentences() -> list[Labelled]:
    found = []
    for id, texts in ABOUT.items():
        for text in texts * 3:
            claim = Label(kind="observed", content=text, role="media", safeguards={id: "in_place"})
            found.append(Labelled(document="d", type="news", voice="media", text=f"{text}.", claims=(claim,)))
    return found + [Labelled(document="d", type="news", voice="media", text=f"{text}.") for text in OTHER * 3]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> list[Labelled]:
    found = sentences()
    monkeypatch.setattr(classify.labelled, "sentences", lambda: iter(found))
    classify._kept.cache_clear()
    return found


def test_words_tell_the_safeguard() -> None:
    made = classify.fit(sentences())
    likely = made.probabilities(["She was visited months after her return.", "A lawyer was let in.", "It rained."])
    monitoring, counsel = made.ids.index("monitoring"), made.ids.index("legal_counsel")
    assert likely[0, monitoring] > likely[1, monitoring] > 0
    assert likely[1, counsel] > max(likely[0, counsel], likely[2, counsel])


def test_what_no_sentence_is_about_is_never_found() -> None:
    made = classify.fit(sentences())
    assert made.probabilities(["A lawyer was let in."])[0, made.ids.index("safe_travel")] < 0.001


def test_it_is_fitted_once_and_kept(tmp_path: Path, few: list[Labelled], monkeypatch: pytest.MonkeyPatch) -> None:
    first = classify._kept(tmp_path)
    assert [file.suffix for file in tmp_path.iterdir()] == [".npz"]
    classify._kept.cache_clear()
    monkeypatch.setattr(classify, "fit", lambda chosen: pytest.fail("fitted again"))
    texts = ["A lawyer was let in.", "It rained."]
    assert np.allclose(classify._kept(tmp_path).probabilities(texts), first.probabilities(texts), atol=1e-6)


def test_a_damaged_file_is_made_anew(tmp_path: Path, few: list[Labelled]) -> None:
    classify._kept(tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:900])
    classify._kept.cache_clear()
    classify._kept(tmp_path)
    assert classify._loaded(kept) is not None


def test_a_pickle_in_its_place_is_not_loaded(tmp_path: Path, few: list[Labelled]) -> None:
    path = tmp_path / "kept.npz"
    np.savez(path, vocabulary=np.array([{"a": 1}], dtype=object), idf=1, weights=1, intercepts=1)
    assert classify._loaded(path) is None


def test_without_a_folder_to_write_to_it_works_all_the_same(tmp_path: Path, few: list[Labelled]) -> None:
    (tmp_path / "file").write_text("in the way")
    assert classify._kept(tmp_path / "file" / "below").probabilities(["It rained."]).shape == (1, 14)


def test_the_key_changes_with_the_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    before = classify._key()
    monkeypatch.setattr(classify, "version", lambda name: "0")
    assert classify._key() != before
