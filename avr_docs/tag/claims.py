"""The claims of a document."""

from dataclasses import replace

from avr_docs.nlp import Parsed
from avr_docs.records import Claim, Setting, Tagged


def tag(tagged: Tagged, parsed: Parsed, setting: Setting) -> Tagged:
    """The document with its claims."""
    claims = tuple(
        Claim(sentence=s.n, kind="observed", start=s.start, end=s.end, content=s.text) for s in tagged.sentences
    )
    return replace(tagged, claims=claims)
