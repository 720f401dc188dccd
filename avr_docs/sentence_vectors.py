"""Sentences as vectors, for finding wordings that no cue names: the mean of the model's static word vectors.

Function words count little. Nearest neighbours among sentences labelled with a safeguard agree as often as with the
embedding of wordllama 0.4, which is larger, brings five packages and fetches its tokenizer from the network.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vectors import Vectors

from avr_docs.nlp import MODEL, require

#: What a function word counts beside another word.
FUNCTION_WORD = 0.05


def sentence_vectors(docs: Sequence[Doc]) -> NDArray[np.float32]:
    """One row of length 1 for each Doc, shape (docs, 100); a row of zeros where no word is known.

    The vectors are those of the shipped pipeline, whichever one made the Docs.
    """
    table = _table()
    rows = np.zeros((len(docs), table.shape[1]), dtype=np.float32)
    for row, doc in zip(rows, docs, strict=True):
        words = [token for token in doc if token.is_alpha]
        found = table.find(keys=np.array([token.lower for token in words], dtype=np.uint64)) if words else np.array([])
        known = [(word, place) for word, place in zip(words, found, strict=True) if place >= 0]
        if known:
            weights = np.array([FUNCTION_WORD if word.is_stop else 1.0 for word, _ in known], dtype=np.float32)
            row[:] = weights @ table.data[[place for _, place in known]]
            row /= np.linalg.norm(row)
    return rows


def text_vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """The same for texts that no pipeline has read: shape (texts, 100)."""
    return sentence_vectors([_blank().make_doc(text) for text in texts])


@cache
def _blank() -> Language:
    return spacy.blank("en")


@cache
def _table() -> Vectors:
    require(None)
    return spacy.load(
        MODEL, exclude=["tok2vec", "tagger", "morphologizer", "lemmatizer", "parser", "ner"]
    ).vocab.vectors
