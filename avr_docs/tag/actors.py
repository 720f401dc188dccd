"""The actors of a document."""

from avr_docs.nlp import Parsed
from avr_docs.records import Setting, Tagged


def tag(tagged: Tagged, parsed: Parsed, setting: Setting) -> Tagged:
    """The document with its actors."""
    return tagged
