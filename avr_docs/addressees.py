"""Who is asked: the words that a demand names somebody by, as the actor whom they name or as a plain name.

"IARA" and "the International Agency for Return Assistance" are one where `actors.csv` says so. "The Ministry" is the
one actor of its document that is called a ministry; where there are two, or none, it stays what the document calls it.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from avr_docs.keys import normalised


class Known(NamedTuple):
    """An actor with the names that it goes by."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()


class Addressee(NamedTuple):
    """Somebody who is asked: key and name, and the key of the actor, or None where it is in no list."""

    key: str
    name: str
    actor: str | None


WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
#: "13. Members"; "(c) the agency".
NUMBER = re.compile(r"^\W*(?:\d{1,3}|[a-z])[.)]\s+", re.I)
LEAD = re.compile(r"^(?:(?:that|and|also|to|both|además|a|al|the|an|our|la|el|los|las)\s+)+", re.I)
TAIL = re.compile(r"(?:\s+(?:and|or|also|que|that|to))+$", re.I)
#: An actor's name may end in what tells it from another: "Coalition for Fair Return (sample)".
REMARK = re.compile(r"\s*\([^()]*\)$")
#: Words that show that a clause was taken for a name: "and what they", "those who have already left", "in July".
NO_NAME = frozenset(
    ("he her his i it its me my she their them they this those these us we what when where which who whom you your")
    .split()
)  # fmt: skip
BEFORE = frozenset("after as at before by during for from if in into of on since than through under until with".split())
MOST_WORDS = 10
#: Everybody and nobody: "Donors should", "All parties must".
GENERIC = frozenset(
    """all any anybody anyone authorities civil community donors everybody everyone governments member members no nobody
    officials one organisations organizations parties partners people policymakers some somebody someone stakeholders
    states those countries""".split()
)
#: What a body is called for short, and the words of actors' names that it is then found by.
SHORT = frozenset(
    """administration agency authority bureau centre center coalition commission committee council court department
    directorate director forum government institute ministry network office organisation organization police secretariat
    service tribunal union university""".split()
)


def cleaned(text: str | None) -> str:
    """The words without number, article and conjunction around them; nothing where they are no name of anybody."""
    bare = TAIL.sub("", LEAD.sub("", NUMBER.sub("", (text or "").strip())).strip(" ,;:.“”\"'"))
    words = [
        word if len(word) > 1 and word.isupper() else word.casefold() for word in WORD.findall(bare)
    ]  # US is no us
    if not words or len(words) > MOST_WORDS or words[0] in BEFORE or NO_NAME & set(words):
        return ""
    return bare if any(character.isalpha() for character in bare) else ""


def is_named(text: str | None) -> bool:
    """Whether the words name somebody in particular: "the Ministry", "IARA"; not "donors", not "and what they"."""
    bare = cleaned(text)
    words = WORD.findall(bare)
    if not words or words[0].casefold() in GENERIC:
        return False
    return any(word[0].isupper() for word in words) or bool(SHORT & {word.casefold() for word in words})


class Names:
    """The names of all actors, for looking up whom some words name."""

    def __init__(self, actors: Iterable[Known]) -> None:
        self._actors = {actor.key: actor for actor in actors}
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, str | None]]] = defaultdict(list)
        for actor in self._actors.values():
            for name in {actor.name, REMARK.sub("", actor.name), *actor.aliases}:
                words = tuple(normalised(LEAD.sub("", name)).split())
                if words:
                    # "WHO" is no "who", and "ICE" no ice
                    exact = name if len(words) == 1 and name.isupper() else None
                    self._by_first[words[0]].append((words, actor.key, exact))
        for found in self._by_first.values():
            found.sort(key=lambda each: (-len(each[0]), each[1]))

    def asked(self, text: str | None, *, of_document: Collection[str] = ()) -> list[Addressee]:
        """Those whom the words name, in order; nobody where they are no name. `of_document` are keys of its actors."""
        bare = cleaned(text)
        if not bare:
            return []
        keys = self.within(bare) or self._in_short(bare, of_document)
        if keys:
            return [Addressee(key, self.name(key), key) for key in keys]
        slug = "-".join(normalised(bare).split())
        if slug in self._actors:  # an actor of that key, and of another name
            slug += "-"
        return [Addressee(slug, bare[0].upper() + bare[1:], None)]

    def within(self, text: str) -> list[str]:
        """Keys of the actors that are named by any name of theirs, in order, each once; the longest name counts."""
        tokens = [(word, normalised(word)) for word in re.findall(r"\w+", text)]
        plain = [low for _, low in tokens]
        found, place = [], 0
        while place < len(tokens):
            hit = next(
                (
                    (words, key)
                    for words, key, exact in self._by_first.get(plain[place], ())
                    if tuple(plain[place : place + len(words)]) == words and exact in (None, tokens[place][0])
                ),
                None,
            )
            if hit:
                found.append(hit[1])
            place += len(hit[0]) if hit else 1
        return list(dict.fromkeys(found))

    def is_actor(self, text: str) -> str | None:
        """The key of the actor whose name, or other name, is the whole of the text."""
        words = tuple(normalised(LEAD.sub("", text)).split())
        for each, key, exact in self._by_first.get(words[0], ()) if words else ():
            if each == words and exact in (None, text.strip()):
                return key
        return None

    def name(self, key: str) -> str:
        """What the actor is called."""
        return self._actors[key].name

    def _in_short(self, bare: str, of_document: Collection[str]) -> list[str]:
        """The one actor of the document that "the Ministry" can stand for."""
        words = normalised(bare).split()
        if len(words) > 2 or words[-1] not in SHORT:
            return []
        called = [key for key in sorted(of_document) if key in self._actors and self._is_called(key, words)]
        return called if len(called) == 1 else []

    def _is_called(self, key: str, words: list[str]) -> bool:
        actor = self._actors[key]
        return any(set(words) <= set(normalised(name).split()) for name in (actor.name, *actor.aliases))


def known(rows: Iterable[Mapping[str, str | None]]) -> list[Known]:
    """Actors out of rows with `key`, `name` and `aliases` parted by ";"."""
    return [
        Known(
            str(row["key"]),
            str(row["name"] or row["key"]),
            tuple(part.strip() for part in (row["aliases"] or "").split(";") if part.strip()),
        )
        for row in rows
    ]
