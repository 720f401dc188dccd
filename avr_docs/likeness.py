"""How much two sentences speak of one thing, in [0, 1]: the words and pairs of words that they share, rare ones most,
and how near the rest of their words are in meaning.

How rare a word is comes from the labelled sentences that ship with the package, so that the likeness of two sentences
does not change with the collection that they stand in.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, HashingVectorizer
from sklearn.preprocessing import normalize

from avr_docs import labelled
from avr_docs.sentence_vectors import text_vectors

#: Words are cut to so many letters, so that "publishes" and "published" meet, and "detained" and "detention" do.
STEM = 6
#: What shared words count beside nearness in meaning.
SHARED = 0.6
#: Words in more than this share of the labelled sentences ("return", "agency") say nothing of what a sentence is about
#: and would make all be compared with all.
COMMON = 0.04
#: Sentences that share less in words than this are not looked at further: what is about one thing has some word of it.
LEAST_SHARED = 0.03
FEATURES = 2**20
WORD = re.compile(r"[^\W_]+")


class Features(NamedTuple):
    """Sentences as rows: `words` sparse, `meaning` of shape (sentences, 100); every row is of length 1 or 0."""

    words: csr_matrix
    meaning: NDArray[np.float32]

    def of(self, rows: NDArray[np.int64]) -> "Features":
        """Those of some of the sentences."""
        return Features(self.words[rows], self.meaning[rows])


class Pairs(NamedTuple):
    """Which of the first sentences is how like which of the second; three arrays of one length."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    score: NDArray[np.float32]


def features(texts: Sequence[str]) -> Features:
    """What the sentences are compared by."""
    return Features(normalize(_hashing().transform(texts) @ _weights()), text_vectors(texts))


def likeness(first: Features, second: Features, *, least: float) -> Pairs:
    """The pairs of a first and a second sentence that are alike by `least` or more."""
    shared = (first.words @ second.words.T).tocoo()
    some = shared.data >= LEAST_SHARED
    rows, columns = shared.row[some].astype(np.int64), shared.col[some].astype(np.int64)
    near = (first.meaning @ second.meaning.T)[rows, columns]
    scores = SHARED * shared.data[some] + (1 - SHARED) * np.maximum(near, 0)
    enough = scores >= least
    return Pairs(rows[enough], columns[enough], scores[enough])


def terms(text: str) -> list[str]:
    """The words of the text that mean something, cut to their stems, and each pair of neighbours among them."""
    stems = [word[:STEM] for word in WORD.findall(text.casefold()) if word not in ENGLISH_STOP_WORDS and len(word) > 1]
    return stems + [f"{first} {second}" for first, second in pairwise(stems)]


@cache
def _hashing() -> HashingVectorizer:
    return HashingVectorizer(
        analyzer=terms, n_features=FEATURES, alternate_sign=False, norm=None, binary=True, dtype=np.float32
    )


@cache
def _weights() -> csr_matrix:
    """What each feature counts, on the diagonal: the less the more of the labelled sentences have it."""
    counts = _hashing().transform(sentence.text for sentence in labelled.sentences())
    total = counts.shape[0]
    having = np.asarray(counts.sum(axis=0)).ravel()
    weights = np.log((1 + total) / (1 + having)) + 1
    weights[having > COMMON * total] = 0
    return diags(weights.astype(np.float32)).tocsr()
