"""Documents that are nearly one text: a letter as PDF and as web page, a story that two papers print.

Their claims would be counted as often as the text was filed, so a person is told. Nothing is merged or left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sklearn.feature_extraction.text import HashingVectorizer
from sqlite_utils import Database

from avr_docs import store

#: Share of runs of five words that two texts have in common (cosine, in [0, 1]) from which they are reported. A text
#: and its dump with other hyphens and page numbers lie above 0.9; two letters of one campaign, much below 0.5.
ALIKE = 0.7
WORDS = 5
#: Texts shorter than this, in characters, are alike by chance.
SHORTEST = 400
#: How the ids of problems noted here begin: they are of two documents, and not made again with one of them.
NOTED = "similar:"
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


def found(db: Database) -> list[Pair]:
    """The pairs of stored documents that are nearly one text, each once."""
    texts = dict(db.execute("select id, text from documents where text is not null"))
    alike = {(pair.first, pair.second): pair for pair in (*pairs(texts), *_copies(db))}
    return list(alike.values())


def note(db: Database, alike: Iterable[Pair]) -> int:
    """Notes the likest other text as a problem of each document that has one, in the place of those noted before.

    Returns the number of such documents.
    """
    others: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for first, second, likeness in alike:
        others[first].append((-likeness, second))
        others[second].append((-likeness, first))
    rows = [
        {"id": f"{NOTED}{id}", "document": id, "code": "nearly_the_same", "message": _message(sorted(likest))}
        for id, likest in sorted(others.items())
    ]
    with store.transaction(db):
        db.execute("delete from problems where id like ?", [f"{NOTED}%"])
        store.insert(db, "problems", rows)
    return len(rows)


def _copies(db: Database) -> Iterator[Pair]:
    """The pairs of documents whose files are the same, byte for byte, however short."""
    same = "select a.id, b.id from documents a join documents b on a.sha256 = b.sha256 and a.id < b.id"
    for first, second in db.execute(f"{same} where a.text is not null and b.text is not null"):
        yield Pair(first, second, 1.0)


def _message(found: list[tuple[float, str]]) -> str:
    (likeness, likest), *more = found
    rest = f", and nearly as much that of {len(more)} more" if more else ""
    return f"{-likeness:.0%} of its text is that of {likest}{rest}: its claims are counted in each."
