"""Who is named in a document: actors on file, and bodies that the document gives an acronym of its own.

A source phrase is resolved to an actor and a role: by the names on file, by the document's own acronyms, by words
that tell a role (cues/actors.yml), and for "it" and "the agency" by the actor of that sort named last before.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from avr_docs import cues
from avr_docs.nlp import Parsed
from avr_docs.records import Actor, ListedActor, Setting, SourceRole, Tagged
from extract.document import Document, Span

#: "International Organization for Migration (IOM)": the long name is cut to the words that the letters stand for.
ACRONYM = re.compile(
    r"(?P<long>(?:[A-Z][\w’'.&-]*|of|for|the|and|in|to|on|on|de|la|del|para|los"
    r"|&)(?:\s+(?:[A-Z][\w’'.&-]*|of|for|the|and|in|to|on|de|la|del|para|los"
    r"|&)){1,11})\s+\((?P<short>[A-Z][A-Za-z]{0,3}[A-Z]{1,6}s?)[),]"
)
SMALL = frozenset(["of", "for", "the", "and", "in", "to", "on", "de", "la", "del", "para", "los", "&"])
#: Descriptions that stand for a body named before.
DESCRIPTION = re.compile(
    r"(?:the|this|that) (?:agency|organi[sz]ation|body|association|group|institution|ministry"
    r"|department|administration|government|programme|company)$",
    re.IGNORECASE,
)
PRONOUNS = frozenset({"it", "he", "she", "they"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an actor is named."""

    span: Span
    actor: Actor


def tag(tagged: Tagged, parsed: Parsed, setting: Setting) -> Tagged:
    """The document with the actors that it names, each with its mentions in the body and the notes."""
    return replace(tagged, actors=find(parsed.document, setting))


def find(document: Document, setting: Setting) -> tuple[Actor, ...]:
    """Actors on file that are named, then bodies with an acronym of the document's own, by first mention."""
    found = [actor for listed in setting.actors if (actor := _listed(document.text, listed)) is not None]
    taken = {name.casefold() for actor in found for name in (actor.name, *actor.aliases)}
    for long, short in acronyms(document.text):
        if long.casefold() in taken or short.casefold() in taken:
            continue
        taken |= {long.casefold(), short.casefold()}
        mentions = _mentions(document.text, (long, short))
        if mentions:
            role = role_by_words(long)
            found.append(Actor(key=_key(short), name=long, role=role, aliases=(short,), mentions=mentions))
    return tuple(sorted(found, key=lambda actor: actor.mentions[0]))


def _listed(text: str, listed: ListedActor) -> Actor | None:
    mentions = _mentions(text, (listed.name, *listed.aliases))
    if not mentions:
        return None
    return Actor(
        key=listed.key, name=listed.name, role=listed.role, aliases=listed.aliases, listed=True, mentions=mentions
    )


def _mentions(text: str, names: Iterable[str]) -> tuple[Span, ...]:
    """Where any of the names stands as whole words, in its own capitals; longer names first."""
    expression = _names(tuple(sorted({name for name in names if name.strip()}, key=len, reverse=True)))
    return tuple(Span(*match.span()) for match in expression.finditer(text))


@lru_cache(maxsize=2048)
def _names(names: tuple[str, ...]) -> re.Pattern[str]:
    bodies = [re.sub(r"\\?\s+", r"\\s+", re.escape(name)).replace("'", "['’]").replace("’", "['’]") for name in names]
    return re.compile(rf"(?<!\w)(?:{'|'.join(bodies)})(?!\w)" if bodies else "(?!)")


def acronyms(text: str) -> list[tuple[str, str]]:
    """Pairs of a long name and its acronym, as the text introduces them: "Long Name (LN)"."""
    pairs: dict[str, str] = {}
    for match in ACRONYM.finditer(text):
        long = _stands_for(match["long"].split(), match["short"].rstrip("s"))
        if long:
            pairs.setdefault(match["short"], long)
    return [(long, short) for short, long in pairs.items()]


def _stands_for(words: list[str], short: str) -> str | None:
    """The last words whose initials give the acronym's letters, or else all of them from a capital on."""
    for start in range(len(words) - 1, -1, -1):
        part = words[start:]
        if part[0].lower() in SMALL:
            continue
        initials = "".join(word[0] for word in part if word.lower() not in SMALL).upper()
        every = "".join(word[0] for word in part).upper()
        if short.upper() in (initials, every):
            return " ".join(part)
    return None


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


@lru_cache(maxsize=4096)
def role_by_words(phrase: str) -> SourceRole:
    """The role that the words of a name or a description tell; "other" if none does."""
    head = re.split(r",| who | which | that ", phrase)[0]
    for part in (re.split(r"\s(?:of|for|at|in|from|with|on|by|to|inside)\s", head)[0], head):
        for cue in cues.actors():
            if cue.regex.search(part):
                return cue.role
    return "other"


class Resolver:
    """Resolves source phrases of one document, in reading order, to an actor and a role."""

    def __init__(self, actors: Sequence[Actor], setting: Setting) -> None:
        self.setting = setting
        self.mentions = sorted(
            (Mention(span, actor) for actor in actors for span in actor.mentions), key=lambda mention: mention.span
        )
        self.spoke: list[tuple[str, Actor | None, SourceRole]] = []

    def resolve(self, source: str, place: int) -> tuple[str | None, SourceRole]:
        """Key and role of the actor that `source`, which stands at `place`, names or stands for."""
        actor, role = self._resolve(source, place)
        if source.lower() not in PRONOUNS:
            self.spoke.append((source, actor, role))
        return (actor.key if actor else None), role

    def _resolve(self, source: str, place: int) -> tuple[Actor | None, SourceRole]:
        low = source.lower().strip()
        if low in PRONOUNS or DESCRIPTION.match(low):
            return self._referred(low, place)
        inside = [m.actor for m in self.mentions if place <= m.span.start and m.span.end <= place + len(source)]
        role = role_by_words(source)
        if inside:
            actor = inside[0]
            named_alone = len(actor.name) >= len(source) - 5 or len(inside) == 1
            return actor, actor.role if actor.role != "other" and named_alone and role not in (
                "research",
                "media",
            ) else role
        for said, actor_before, role_before in reversed(self.spoke):
            if role == "other" and len(source.split()) <= 2 and source.split()[-1] in said.split():
                return actor_before, role_before
        return None, role

    def correct(self, source: str, role: SourceRole) -> None:
        """Notes the role of the last speaker where words beside the name told it."""
        if role != "other" and self.spoke and self.spoke[-1][0] == source:
            self.spoke[-1] = (source, self.spoke[-1][1], role)

    def _referred(self, low: str, place: int) -> tuple[Actor | None, SourceRole]:
        """The last speaker for a pronoun; for a description or "it", the last body named, one on file first."""
        if low in ("he", "she") and self.spoke:
            return self.spoke[-1][1], self.spoke[-1][2]
        before = [m.actor for m in self.mentions if m.span.end <= place]
        bodies = [actor for actor in before if actor.role in ("implementer", "government", "other", "civil_society")]
        wanted = [actor for actor in bodies if "agency" in low and actor.role == "implementer"] or bodies
        if wanted:
            return wanted[-1], wanted[-1].role
        return (self.spoke[-1][1], self.spoke[-1][2]) if self.spoke else (None, role_by_words(low))
