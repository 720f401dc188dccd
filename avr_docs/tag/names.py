"""The names in the body: organisations, places, laws and programmes, from the language model and the rules.

Names of people are left out: those who return are vulnerable, and a table of persons is what nobody should be able to
download. Who speaks stands with the claims; addressees and signatories stand with their document.
"""

from dataclasses import replace
from typing import get_args

from avr_docs.nlp import Parsed
from avr_docs.records import Name, NameLabel, Setting, Tagged

LABELS = frozenset(get_args(NameLabel))
#: What other pipelines call a place.
ALIKE = {"GPE": "LOC", "FAC": "LOC"}


def tag(tagged: Tagged, parsed: Parsed, setting: Setting) -> Tagged:
    """The document with the names in its sentences, in order."""
    found = []
    for sentence, doc in zip(parsed.sentences, parsed.docs, strict=True):
        for entity in doc.ents:
            label = ALIKE.get(entity.label_, entity.label_)
            if label in LABELS:
                start, end = sentence.start + entity.start_char, sentence.start + entity.end_char
                found.append(Name(sentence=sentence.n, label=label, text=entity.text, start=start, end=end))
    return replace(tagged, names=tuple(found))
