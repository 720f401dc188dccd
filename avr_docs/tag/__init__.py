"""Parsed to Tagged: the built-in taggers in their order, then those of other packages.

A tagger is a module with `tag(tagged, parsed, setting) -> Tagged`: it returns what it was given with its own records
added. Other packages add one with an entry point of the group `avr_docs.taggers`.
"""

from functools import lru_cache
from types import ModuleType

from avr_docs.nlp import Parsed
from avr_docs.records import Setting, Tagged
from avr_docs.tag_json import as_json
from extract.registry import modules

__all__ = ["BUILTIN", "GROUP", "as_json", "tag"]

GROUP = "avr_docs.taggers"
#: Each uses what those before it found.
BUILTIN = (
    "avr_docs.tag.actors",
    "avr_docs.tag.claims",
    "avr_docs.tag.demands",
    "avr_docs.tag.citations",
    "avr_docs.tag.names",
)


@lru_cache(maxsize=1)
def _taggers() -> tuple[ModuleType, ...]:
    return tuple(modules(GROUP, BUILTIN))


def tag(parsed: Parsed, setting: Setting | None = None) -> Tagged:
    """The document with all its tags; `setting` is what the corpus knows of it."""
    known = setting if setting is not None else Setting()
    tagged = Tagged(document=parsed.document, sentences=parsed.sentences)
    for tagger in _taggers():
        tagged = tagger.tag(tagged, parsed, known)
    return tagged
