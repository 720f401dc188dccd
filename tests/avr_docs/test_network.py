"""The network that ships: what it gives for a sentence, and what is said where it is missing."""

from pathlib import Path

import pytest

from avr_docs import cues, network
from avr_docs.network import PARTS, NetworkMissing

TEXT = "Nobody told her in her own language what she was signing, a lawyer in Tunis said."


def test_a_reading_has_a_figure_for_everything() -> None:
    reading = network.read(TEXT, "news", "media")
    assert set(reading.kinds) == {"stated", "observed", "demanded", "norm", "context"}
    assert set(reading.safeguards) == set(reading.statuses) == {safeguard.id for safeguard in cues.safeguards()}
    figures = [*reading.kinds.values(), *reading.safeguards.values(), *reading.certainty]
    assert all(0 <= figure <= 1 for figure in figures)
    assert sum(reading.certainty) == pytest.approx(1, abs=1e-4)


def test_its_words_are_stretches_of_the_text_in_order() -> None:
    spans = [span for span, _ in network.read(TEXT, "news", "media").words]
    assert spans == sorted(spans)
    assert spans[0].start == 0
    assert spans[-1].end == len(TEXT)
    assert all(TEXT[span.start : span.end].strip() for span in spans)


def test_it_tells_the_safeguard_that_no_cue_names_and_who_says_it() -> None:
    reading = network.read(TEXT, "news", "media")
    assert max(reading.safeguards, key=reading.safeguards.__getitem__) == "informed_consent"
    parts = {TEXT[s.start : s.end]: PARTS[max(range(4), key=figures.__getitem__)] for s, figures in reading.words}
    assert parts["lawyer"] == "source"
    assert parts["signing"] == "content"
    assert parts["said"] == "cue"


def test_the_same_words_from_a_ministry_are_a_statement() -> None:
    text = "Every participant receives a cash grant and a ticket."
    reading = network.read(text, "press_release", "government")
    assert reading.kinds["stated"] > 0.5 > reading.kinds["observed"]


@pytest.mark.parametrize("text", ["x " * 3000, "", "\u200b", "日本語の文", "\x00", "👩‍👩‍👧 " * 50])
def test_odd_texts_are_read_without_fault(text: str) -> None:
    assert 0 <= max(network.read(text, "other", "other").kinds.values()) <= 1


def test_where_it_is_missing_a_plain_message_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "FOLDER", tmp_path)
    network.card.cache_clear()
    network._loaded.cache_clear()
    network.read.cache_clear()
    with pytest.raises(NetworkMissing, match="install avr-docs again"):
        network.read(TEXT, "news", "media")
    (tmp_path / "meta.json").write_text('{"longest": 128, "safeguards": []}')
    (tmp_path / "claims.onnx").write_bytes(b"cut off")
    network.card.cache_clear()
    with pytest.raises(NetworkMissing, match="cannot be loaded"):
        network.read(TEXT, "news", "media")
    network.card.cache_clear()
