"""Documents that are nearly one text: a letter as PDF and as web page, a story that two papers print.

Their claims would be counted as often as the text was filed, so a person is told. Nothing is merged or left out.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sklearn.feature_extraction.text import HashingVectorizer
from sqlite_utils import Database

from avr_docs import store
from avr_docs.keys import Keys

#: Share of runs of five words that two texts have in common (cosine, in [0, 1]) from which they are reported. A text
#: and its dump with other hyphens and page numbers lie above 0.9; two letters of one campaign, much below 0.5.
ALIKE = 0.7
WORDS = 5
#: Texts shorter than this, in characters, are alike by chance.
SHORTEST = 400
#: Documents compared with all others at once; bounds the memory for large collections.
ROWS = 500


class Pair(NamedTuple):
    """Two documents, in the order of their ids, and how alike they are."""

    first: str
    second: str
    likeness: float


def pairs(texts: Mapping[str, str], *, least: float = ALIKE) -> Iterator[Pair]:
    """The pairs of texts, by id, whose likeness is at least `least`."""
    ids = sorted(id for id, text in texts.items() if len(text) >= SHORTEST)
    if len(ids) < 2:
        return
    runs = HashingVectorizer(ngram_range=(WORDS, WORDS), binary=True, alternate_sign=False, dtype="float32")
    matrix = runs.transform(texts[id] for id in ids)
    for start in range(0, len(ids), ROWS):
        product = (matrix[start : start + ROWS] @ matrix.T).tocoo()
        for row, column, likeness in zip(product.row, product.col, product.data, strict=True):
            if start + row < column and likeness >= least:
                yield Pair(ids[start + row], ids[column], float(likeness))


def note(db: Database) -> int:
    """Notes each pair as a problem of both documents, in the place of those noted before; the number of pairs."""
    texts = dict(db.execute("select id, text from documents where text is not null"))
    found = list(pairs(texts))
    keys = Keys("similar:")
    rows = [
        {
            "id": f"similar:{keys.make('problem', document, other)}",
            "document": document,
            "code": "nearly_the_same",
            "message": f"{likeness:.0%} of its text is that of {other}: its claims are counted in both.",
        }
        for first, second, likeness in found
        for document, other in ((first, second), (second, first))
    ]
    with store.transaction(db):
        db.execute("delete from problems where id like 'similar:%'")
        store.insert(db, "problems", rows)
    return len(found)
