"""What people type into the search box, as queries that full-text search never refuses."""

import re
from typing import NamedTuple

#: A phrase in quotation marks, or a run without blanks; a leading minus excludes it, a trailing star makes it a prefix.
TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))(?P<star>\*?)')
CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
LONGEST = 400
MOST_TERMS = 24
#: Beginnings cost a merge of all words that begin so: shorter ones, and more of them, are looked for as whole words.
SHORTEST_BEGINNING, MOST_BEGINNINGS = 3, 3
#: Two words are near each other with at most so many between them.
NEAR = 8


class Branch(NamedTuple):
    """One side of an OR: terms that must all be there, and terms that must not, each in quotation marks."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The branch as an FTS5 query."""
        wanted = " AND ".join(self.wanted)
        return f"(({wanted}) NOT ({' OR '.join(self.unwanted)}))" if self.unwanted else f"({wanted})"


def branches(text: object) -> list[Branch]:
    """What was typed, as the branches of its ORs; none if there is nothing to find.

    Every term is quoted, so no character in it has a meaning of its own: `a-number`, `NEAR(`, `title:` are words.
    """
    cleaned = re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", " ", str(text or ""))[:LONGEST].translate(CURLY)
    found: list[tuple[list[str], list[str]]] = [([], [])]
    beginnings = 0
    for each in list(TERM.finditer(cleaned))[:MOST_TERMS]:
        word = each["phrase"] if each["phrase"] is not None else each["word"]
        if word == "AND" and not each["minus"]:
            continue
        if word == "OR" and not each["minus"]:
            found.append(([], []))
            continue
        bare = word.rstrip("*")
        letters = sum(character.isalnum() for character in bare)
        if not letters:
            continue
        starred = bool(each["star"]) or bare != word
        begins = starred and letters >= SHORTEST_BEGINNING and beginnings < MOST_BEGINNINGS
        beginnings += begins
        found[-1][1 if each["minus"] else 0].append(f'"{bare}"{"*" if begins else ""}')
    return [Branch(tuple(wanted), tuple(unwanted)) for wanted, unwanted in found if wanted]


def match_query(text: object) -> str | None:
    """An FTS5 query: all words, or either side of OR, without those after a minus. None if there is nothing to find."""
    return " OR ".join(branch.query for branch in branches(text)) or None


def near_query(text: object) -> str | None:
    """An FTS5 query for the words near one another, for an order that puts such places first; None for one word."""
    found = [branch for branch in branches(text) if len(branch.wanted) > 1]
    return " OR ".join(f"NEAR({' '.join(branch.wanted)}, {NEAR})" for branch in found) or None


def terms(text: object) -> list[str]:
    """The terms that are looked for, each an FTS5 query of its own; without those that are left out."""
    return list(dict.fromkeys(term for branch in branches(text) for term in branch.wanted))


def too_long(text: str) -> bool:
    """Whether more was typed than is looked for."""
    return len(text) > LONGEST or len(TERM.findall(text.translate(CURLY))) > MOST_TERMS


def any_of(text: str) -> str | None:
    """The same words joined by OR, for a search that found nothing; None if there is one word only."""
    words = [word for word in re.findall(r"[^\s\"]+", text.translate(CURLY)) if word != "OR" and word[0] != "-"]
    return " OR ".join(words[:MOST_TERMS]) if len(words) > 1 else None


#: Words in the names of safeguards that say nothing of what they are about.
FUNCTION_WORDS = frozenset(
    [
        "about",
        "after",
        "and",
        "at",
        "before",
        "by",
        "during",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "the",
        "to",
        "while",
        "with",
    ]
)


def name_query(name: object) -> str:
    """The words of a name joined by OR, as a person would type them to look for any of them."""
    words = [word for word in re.findall(r"\w[\w-]*", str(name or "").lower()) if word not in FUNCTION_WORDS]
    return " OR ".join(dict.fromkeys(words[:MOST_TERMS]))
