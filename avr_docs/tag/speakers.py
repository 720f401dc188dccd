"""Who speaks in a document's own voice, and whether a speaker is a party to the programme."""

from collections.abc import Sequence
from dataclasses import dataclass

from avr_docs.records import Actor, Setting, SourceRole
from avr_docs.tag.actors import role_by_words
from extract.document import Document

#: Roles of bodies that run, order or fund programmes: what they say is `stated`.
PARTIES: frozenset[str] = frozenset({"implementer", "government"})
#: Whose voice a type of document is in, where nothing else tells.
BY_TYPE: dict[str, SourceRole] = {"news": "media", "report": "research", "memo": "research", "letter": "civil_society"}


@dataclass(frozen=True, slots=True)
class Author:
    """The voice of what is not attributed: its role, and whether it is an authority's own document."""

    role: SourceRole
    party: bool


def author(document: Document, actors: Sequence[Actor], setting: Setting) -> Author:
    """The document's own voice: its publisher's or sender's, else its signatories', else what its type suggests."""
    meta = document.meta
    names = [meta.publisher, meta.sender, *(p.organization or p.name for p in meta.signatories), *meta.authors]
    if meta.type == "news":
        return Author("media", False)
    named = (role_of(name, actors, setting) for name in names if name)
    roles: list[SourceRole] = [role for role in named if role != "other"]
    if not roles:
        heads = [document.text[b.start : b.end] for b in document.blocks if b.kind in ("letterhead", "title", "header")]
        roles = [role for head in heads if (role := role_by_words(head)) in PARTIES and meta.type == "press_release"]
    role = roles[0] if roles else BY_TYPE.get(meta.type, "other")
    if not roles and meta.type == "press_release":
        role = "government"
    return Author(role, role in PARTIES and meta.type not in ("letter", "news"))


def role_of(name: str, actors: Sequence[Actor], setting: Setting) -> SourceRole:
    """The role on file of the actor of this name or alias, else what the name's words tell."""
    low = name.casefold()
    for actor in setting.actors:
        if low in map(str.casefold, (actor.name, *actor.aliases)):
            return actor.role
    for named in actors:
        if low in map(str.casefold, (named.name, *named.aliases)):
            return named.role
    return role_by_words(name)
