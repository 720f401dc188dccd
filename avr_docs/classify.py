"""The safeguards that a text is about, by its words: logistic regressions that are fitted on the user's own machine.

Each safeguard has one, over the text's words and pairs of words (tf-idf) and its sentence vector. They are fitted at
first use on `labelled/` in a few seconds, and kept in the user's cache under a key of what they depend on. What is kept
are arrays and words, and no pickle, so that a file that somebody else left there runs nothing.
"""

import os
import tempfile
import zipfile
from collections.abc import Sequence
from functools import cache
from hashlib import blake2s
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import numpy as np
import platformdirs
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from avr_docs import cues, labelled
from avr_docs.labelled import Labelled
from avr_docs.sentence_vectors import text_vectors

#: What a sentence vector, of length 1, counts beside the words' weights.
VECTOR_WEIGHT = 2.0
#: The inverse of the regularisation's strength; chosen by cross-validation over documents.
INVERSE_STRENGTH = 4.0

Floats = NDArray[np.float32]


class Classifier:
    """Fitted regressions. `ids` names the safeguards in the order of the columns of what `probabilities` gives."""

    def __init__(self, vocabulary: Sequence[str], idf: Floats, weights: Floats, intercepts: Floats) -> None:
        self.ids = tuple(safeguard.id for safeguard in cues.safeguards())
        self._words = _vectorizer(list(vocabulary))
        self._words.idf_ = idf
        self.vocabulary, self.idf, self.weights, self.intercepts = tuple(vocabulary), idf, weights, intercepts

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """How likely each text is about each safeguard, shape (texts, safeguards)."""
        logits = _features(texts, self._words) @ self.weights.T + self.intercepts
        return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)


def classifier() -> Classifier:
    """The classifier of the shipped sentences: from the cache, or else fitted now and kept there."""
    return _kept(platformdirs.user_cache_path("avr-docs"))


@cache
def _kept(folder: Path) -> Classifier:
    path = folder / f"safeguards-{_key()}.npz"
    found = _loaded(path)
    if found is None:
        found = fit(list(labelled.sentences()))
        _save(found, path)
    return found


def fit(sentences: Sequence[Labelled]) -> Classifier:
    """Regressions fitted to the sentences; the same sentences give the same ones."""
    texts = [sentence.text for sentence in sentences]
    words = _vectorizer(None).fit(texts)
    features = _features(texts, words)
    weights, intercepts = [], []
    for safeguard in cues.safeguards():
        marked = [any(safeguard.id in claim.safeguards for claim in sentence.claims) for sentence in sentences]
        if len(set(marked)) == 1:  # none of a small set, or all: nothing to learn
            weights.append(np.zeros(features.shape[1]))
            intercepts.append(9.0 if marked[0] else -9.0)
            continue
        model = LogisticRegression(C=INVERSE_STRENGTH, solver="liblinear", max_iter=300, random_state=0)
        model.fit(features, marked)
        weights.append(model.coef_[0])
        intercepts.append(float(model.intercept_[0]))
    vocabulary = sorted(words.vocabulary_, key=words.vocabulary_.__getitem__)
    return Classifier(
        vocabulary, words.idf_.astype(np.float32), np.array(weights, np.float32), np.array(intercepts, np.float32)
    )


def _vectorizer(vocabulary: list[str] | None) -> TfidfVectorizer:
    return TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, vocabulary=vocabulary)


def _features(texts: Sequence[str], words: TfidfVectorizer) -> csr_matrix:
    return hstack([words.transform(texts), VECTOR_WEIGHT * csr_matrix(text_vectors(texts))]).tocsr()


def _key() -> str:
    """Changes with the sentences, the safeguards, the vectors' model, this module and the libraries that fit."""
    digest = blake2s(digest_size=10)
    package = files("avr_docs")
    for name in ("labelled", "cues"):
        for entry in sorted(package.joinpath(name).iterdir(), key=lambda entry: entry.name):
            if entry.name.endswith((".jsonl", ".yml")):
                digest.update(entry.read_bytes())
    for name in ("classify.py", "sentence_vectors.py", "model/meta.json"):
        digest.update(package.joinpath(name).read_bytes())
    digest.update(" ".join(version(name) for name in ("scikit-learn", "numpy", "spacy")).encode())
    return digest.hexdigest()


def _loaded(path: Path) -> Classifier | None:
    try:
        with np.load(path, allow_pickle=False) as kept:
            words = str(kept["vocabulary"]).split("\n")
            return Classifier(words, kept["idf"], kept["weights"], kept["intercepts"])
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None  # not there yet, or cut off by a full disk: it is fitted again


def _save(made: Classifier, path: Path) -> None:
    """Writes all or nothing; where the cache cannot be written, the next process fits again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".npz", delete=False) as file:
            np.savez_compressed(
                file,
                vocabulary=np.array("\n".join(made.vocabulary)),
                idf=made.idf,
                weights=made.weights,
                intercepts=made.intercepts,
            )
        os.replace(file.name, path)
    except OSError:
        return
