"""Tables for spaCy's rule lemmatizer: those of spacy-lookups-data, and the training treebanks' lemmas as exceptions."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from spacy.lookups import Lookups, load_lookups

from training.treebanks import Sentence

#: Parts of speech whose forms say nothing of the next text.
OPEN = frozenset({"PROPN", "X", "PUNCT", "SYM"})
TABLES = ("lemma_rules", "lemma_exc", "lemma_index")


def tables(found: Iterable[Sentence]) -> Lookups:
    """The tables; a form that the treebanks hold takes the lemma that it has there most often."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in found:
        for token in sentence.tokens:
            if token.upos not in OPEN and token.lemma not in ("", "_"):
                seen[token.upos.lower(), token.text.lower()][token.lemma] += 1
    lookups = load_lookups("en", list(TABLES))
    for (pos, form), lemmas in seen.items():
        for name, empty in (("lemma_exc", {}), ("lemma_rules", []), ("lemma_index", [])):
            table = lookups.get_table(name)
            if pos not in table:
                table[pos] = empty
        exceptions = lookups.get_table("lemma_exc")[pos]
        exceptions[form] = [lemmas.most_common(1)[0][0]]
    return lookups
