"""What people type into the search box, as a query that full-text search never refuses."""

import re

#: A phrase in quotation marks, or a run without blanks; a leading minus excludes it, a trailing star makes it a prefix.
TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))(?P<star>\*?)')
CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
LONGEST = 400
MOST_TERMS = 24


def match_query(text: object) -> str | None:
    """An FTS5 query: all words, or either side of OR, without those after a minus. None if there is nothing to find.

    Every term is quoted, so no character in it has a meaning of its own: `a-number`, `NEAR(`, `title:` are words.
    """
    cleaned = re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", " ", str(text or ""))[:LONGEST].translate(CURLY)
    branches: list[tuple[list[str], list[str]]] = [([], [])]
    for found in list(TERM.finditer(cleaned))[:MOST_TERMS]:
        word = found["phrase"] if found["phrase"] is not None else found["word"]
        if word == "AND" and not found["minus"]:
            continue
        if word == "OR" and not found["minus"]:
            branches.append(([], []))
            continue
        bare = word.rstrip("*")
        if not any(character.isalnum() for character in bare):
            continue
        prefix = "*" if found["star"] or bare != word else ""
        branches[-1][1 if found["minus"] else 0].append(f'"{bare}"{prefix}')
    wanted = [_branch(wanted, unwanted) for wanted, unwanted in branches if wanted]
    return " OR ".join(wanted) or None


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


def _branch(wanted: list[str], unwanted: list[str]) -> str:
    query = " AND ".join(wanted)
    if not unwanted:
        return f"({query})"
    return f"(({query}) NOT ({' OR '.join(unwanted)}))"
