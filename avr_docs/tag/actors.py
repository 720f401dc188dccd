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
#: Descriptions that stand for a body named before: its noun, by which a name that has it is preferred.
DESCRIPTION = re.compile(
    r"(?:the|this|that) (?P<noun>agency|organi[sz]ation|body|association|group|institution|ministry|directorate"
    r"|department|administration|government|programme|program|company|office|institute|forum|council|coalition"
    r"|network|court|commission|committee|centre|center|foundation|union|service|authority|fund|alliance|project)$",
    re.IGNORECASE,
)
#: Roles of the bodies that a noun can stand for.
STANDS_FOR: dict[str, tuple[SourceRole, ...]] = {
    "agency": ("implementer", "government"),
    "programme": ("implementer", "government"),
    "program": ("implementer", "government"),
    "ministry": ("government",),
    "directorate": ("government",),
    "department": ("government",),
    "administration": ("government",),
    "government": ("government",),
    "authority": ("government",),
    "group": ("civil_society", "legal", "other"),
    "association": ("civil_society", "legal", "other"),
    "coalition": ("civil_society", "legal"),
    "network": ("civil_society", "legal", "other"),
    "alliance": ("civil_society", "legal"),
    "foundation": ("civil_society", "legal", "other"),
    "institute": ("research",),
    "court": ("legal",),
}
#: Those who speak for a body, after "its".
HOLDER = re.compile(
    r"\b(?:chief|head|director|spokes\w+|staff|officials?|officers?|lawyers?|president|minister|secretary|members"
    r"|team)\b",
    re.IGNORECASE,
)
#: How far back, in characters, "he" and "she" look for the subject of a sentence.
SUBJECT_WITHIN = 600
#: A sentence that begins with what may be a person's name and a verb or a comma after it.
PERSON_FIRST = re.compile(
    r"(?:^|\n|[.!?][”\"’]?\s)(?P<name>[A-Z][\w’-]+(?:\s[A-Z][\w’-]*\.?){0,2})(?=,\s\d\d|,\s(?:a|an|the|who)\s"
    r"|\s(?:has|had|is|was|did|does|left|remembers|[a-z]{3,}ed)\s)"
)
COMMON = frozenset(
    [
        "the",
        "a",
        "an",
        "it",
        "this",
        "that",
        "he",
        "she",
        "they",
        "we",
        "there",
        "these",
        "those",
        "some",
        "many",
        "most",
        "nobody",
        "everyone",
    ]
)
#: What a comma sets off after a name: "Ana Paz, 34, a lawyer in Lima"; not the next one of a list.
APPOSITION = re.compile(
    r"(?:,\s+\d{1,3})?,\s+(?!(?:two|three|four|five|six|seven|eight|nine|ten|and|some|several|\d)\b)"
    r"(?P<who>[^,;:.]{3,90})"
)
BODIES = ("implementer", "government", "other", "civil_society", "legal", "research")
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

    def __init__(self, actors: Sequence[Actor], setting: Setting, text: str = "") -> None:
        self.setting = setting
        self.mentions = sorted(
            (Mention(span, actor) for actor in actors for span in actor.mentions), key=lambda mention: mention.span
        )
        self.spoke: list[tuple[str, Actor | None, SourceRole]] = []
        self.text = text
        self.spoke_at = 0

    def resolve(self, source: str, place: int) -> tuple[str | None, SourceRole]:
        """Key and role of the actor that `source`, which stands at `place`, names or stands for."""
        actor, role = self._resolve(source, place)
        if source.lower() not in PRONOUNS:
            self.spoke.append((source, actor, role))
            self.spoke_at = max(place, self.spoke_at)
        return (actor.key if actor else None), role

    def _resolve(self, source: str, place: int) -> tuple[Actor | None, SourceRole]:
        low = source.lower().strip()
        if low in PRONOUNS or DESCRIPTION.match(low):
            return self._referred(low, place)
        actor, role = self._named(source, place)
        if actor is not None or role != "other":
            return actor, role
        for said, actor_before, role_before in reversed(self.spoke):
            if len(source.split()) <= 2 and len(source.split()[-1]) > 2 and source.split()[-1] in said.split():
                return actor_before, role_before
        return None, role

    def _named(self, phrase: str, place: int) -> tuple[Actor | None, SourceRole]:
        """The actor that the phrase names, unless as a place or an object; its role, or that of the words before it."""
        if re.match(r"your\b|you$", phrase, re.IGNORECASE):  # whom a letter is written to
            return None, "implementer"
        if re.match(r"(?:its|their) ", phrase, re.IGNORECASE) and HOLDER.search(phrase):
            return self._referred("it", place)
        inside = [m for m in self.mentions if place <= m.span.start and m.span.end <= place + len(phrase)]
        words = role_by_words(phrase)
        if not inside:
            return None, words
        named = max(inside, key=lambda m: m.span.end - m.span.start)
        before = phrase[: named.span.start - place]
        head = role_by_words(before) if before.strip() else "other"
        if re.search(r"\b(?:in|from|to|near|against|by)\s+(?:the\s+)?$", before, re.IGNORECASE):
            return None, head
        if head in ("media", "research", "affected", "legal", "civil_society") and head != named.actor.role:
            return named.actor, head
        return named.actor, named.actor.role if named.actor.role != "other" else words

    def beside(self, phrase: str, place: int) -> SourceRole:
        """The role that a phrase beside a name tells of it: "a lawyer in Lima", "the agency's head", "who runs IRA"."""
        role = self._named(phrase, place)[1]
        possessive = re.match(r"((?:the|its) [a-z]+)['’]s\s", phrase, re.IGNORECASE)
        if role == "other" and possessive and DESCRIPTION.match(possessive[1]):
            role = self._referred(possessive[1].lower(), place)[1]
        return role

    def correct(self, source: str, role: SourceRole) -> None:
        """Notes the role of the last speaker where words beside the name told it."""
        if role != "other" and self.spoke and self.spoke[-1][0] == source:
            self.spoke[-1] = (source, self.spoke[-1][1], role)

    def _referred(self, low: str, place: int) -> tuple[Actor | None, SourceRole]:
        """For a pronoun of a person the last person who spoke; for "it" and a description the last body that fits."""
        described = DESCRIPTION.match(low)
        if not described and low != "it":
            if low in ("he", "she") and (subject := self._subject(place)):
                return None, subject
            return next(
                ((actor, role) for said, actor, role in reversed(self.spoke) if not self._is_body(said)),
                (None, "other"),
            )
        before = [m.actor for m in self.mentions if m.span.end <= place]
        noun = described["noun"].lower() if described else ""
        fits = [actor for actor in before if noun and re.search(rf"\b{noun}\b", _all_names(actor), re.IGNORECASE)]
        roles = STANDS_FOR.get(noun, BODIES)
        wanted = fits or [actor for role in roles[:1] for actor in before if actor.role == role]
        wanted = wanted or [actor for actor in before if actor.role in roles]
        if not described and self.spoke and self._is_body(self.spoke[-1][0]):
            return self.spoke[-1][1], self.spoke[-1][2]
        if wanted and described:
            return wanted[-1], wanted[-1].role if wanted[-1].role != "other" else role_by_words(low)
        if wanted:
            return wanted[-1], wanted[-1].role
        role = role_by_words(low)
        return None, STANDS_FOR[noun][0] if role == "other" and noun in STANDS_FOR else role

    def _subject(self, place: int) -> SourceRole | None:
        """The role of a person who has not spoken, and whom a sentence since the last speaker began with."""
        start = max(self.spoke_at, place - SUBJECT_WITHIN)
        for match in reversed(list(PERSON_FIRST.finditer(self.text, start, place))):
            name = match["name"]
            if name.lower() in COMMON or any(m.span.start <= match.start("name") < m.span.end for m in self.mentions):
                continue
            known = next((role for said, _, role in reversed(self.spoke) if name.split()[-1] in said.split()), None)
            beside = APPOSITION.match(self.text, match.end("name"))
            return known or (role_by_words(beside["who"]) if beside else "other")
        return None

    def _is_body(self, source: str) -> bool:
        return bool(DESCRIPTION.match(source)) or any(source in _all_names(m.actor).split("\n") for m in self.mentions)


def _all_names(actor: Actor) -> str:
    return "\n".join((actor.name, *actor.aliases))
