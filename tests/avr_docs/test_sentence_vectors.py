"""Sentences as vectors: of one length, near where they mean alike, the same whichever pipeline made the Docs."""

import numpy as np
import spacy

from avr_docs.sentence_vectors import sentence_vectors

BLANK = spacy.blank("en")


def vectors(*texts: str) -> np.ndarray:
    return sentence_vectors([BLANK(text) for text in texts])


def test_rows_have_length_one_and_what_is_unknown_is_zero() -> None:
    found = vectors("They were not given a lawyer.", "", "– 12 –", "Zzxqv")
    assert found.shape == (4, 100)
    assert found.dtype == np.float32
    assert np.allclose(np.linalg.norm(found, axis=1), [1, 0, 0, 0], atol=1e-5)


def test_sentences_that_mean_alike_are_nearer() -> None:
    lawyer, attorney, food = vectors(
        "Nobody gave them access to a lawyer.", "They had no attorney.", "Meals and water ran out in the shelter."
    )
    assert lawyer @ attorney > lawyer @ food + 0.1


def test_capitals_change_nothing() -> None:
    small, large = vectors("the ministry refused", "THE MINISTRY REFUSED")
    assert np.allclose(small, large)
