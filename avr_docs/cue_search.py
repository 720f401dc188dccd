"""Finding cues in a text, with each pattern compiled only once a word that it needs has been met.

A process that tags a short text needs few of the patterns; to compile all of them costs more than the tagging. So each
pattern is filed under the first letters of words of which one must stand in what it finds.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache

from avr_docs.cue_patterns import TOKEN, inflections, to_regex

#: Letters that a pattern is filed under; longer ones would tell few patterns more apart.
LETTERS = 3
WORD = re.compile(r"\w+")


class Finder:
    """Finds any of some patterns, as one expression of all of them in their order would."""

    def __init__(self, patterns: tuple[str, ...], around: Callable[[str], str]) -> None:
        self.patterns = [single for pattern in patterns for single in alternatives(pattern)]
        self._around = around
        self._compiled: dict[int, re.Pattern[str]] = {}

    @cached_property
    def _filed(self) -> tuple[dict[str, list[int]], list[int]]:
        """Numbers of patterns by first letters, and of those that need no word."""
        filed: dict[str, list[int]] = {}
        always: list[int] = []
        for n, pattern in enumerate(self.patterns):
            keys = needed(pattern)
            if not keys:
                always.append(n)
            for key in keys:
                filed.setdefault(key, []).append(n)
        return filed, always

    def _candidates(self, text: str) -> list[re.Pattern[str]]:
        filed, always = self._filed
        found = set(always)
        for start in filed.keys() & first_letters(text):
            found.update(filed[start])
        return [self._expression(n) for n in sorted(found)]

    def _expression(self, n: int) -> re.Pattern[str]:
        if n not in self._compiled:
            self._compiled[n] = re.compile(self._around(to_regex(self.patterns[n])), re.IGNORECASE)
        return self._compiled[n]

    def finditer(self, text: str, pos: int = 0, endpos: int | None = None) -> Iterator[re.Match[str]]:
        """Matches from left to right that do not overlap; of those that begin at one place, the first pattern's."""
        end = len(text) if endpos is None else endpos
        following = [(expression, expression.search(text, pos, end)) for expression in self._candidates(text)]
        while True:
            following = [
                (expression, match if match.start() >= pos else expression.search(text, pos, end))
                for expression, match in following
                if match is not None
            ]
            first = min((match for _, match in following if match), key=lambda match: match.start(), default=None)
            if first is None:
                return
            yield first
            pos = max(first.end(), first.start() + 1)

    def search(self, text: str, pos: int = 0, endpos: int | None = None) -> re.Match[str] | None:
        """The first match."""
        return next(self.finditer(text, pos, endpos), None)

    def match(self, text: str, pos: int = 0, endpos: int | None = None) -> re.Match[str] | None:
        """The match that begins at `pos`."""
        end = len(text) if endpos is None else endpos
        found = (expression.match(text, pos, end) for expression in self._candidates(text))
        return next((match for match in found if match), None)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match that is the whole text."""
        found = (expression.fullmatch(text) for expression in self._candidates(text))
        return next((match for match in found if match), None)


def whole_words(body: str) -> str:
    """The expression of `body` at word boundaries."""
    return rf"(?<![\w])(?:{body})(?!\w)"


@lru_cache(maxsize=1024)
def finder(patterns: tuple[str, ...], around: Callable[[str], str] = whole_words) -> Finder:
    """What finds any of the patterns; no pattern at all finds nothing. `around` makes each expression whole."""
    return Finder(patterns, around)


@lru_cache(maxsize=64)
def first_letters(text: str) -> frozenset[str]:
    """The first letters of the text's words: one, two and three of them."""
    words = set(WORD.findall(text.lower()))
    return frozenset(word[:n] for word in words for n in range(1, LETTERS + 1))


def alternatives(pattern: str) -> list[str]:
    """The pattern, or the parts of one that is nothing but "(a|b c|d)"."""
    if not (pattern.startswith("(") and pattern.endswith(")")):
        return [pattern]
    parts, depth, start = [], 0, 1
    for place, char in enumerate(pattern):
        depth += (char in "([") - (char in ")]")
        if depth == 0 and place < len(pattern) - 1:
            return [pattern]
        if depth == 1 and char == "|":
            parts.append(pattern[start:place])
            start = place + 1
    return [*parts, pattern[start:-1]]


def needed(pattern: str) -> frozenset[str]:
    """First letters of which one must begin a word of what the pattern finds; empty where it needs no one word."""
    sequence: list[frozenset[str] | None] = []
    open_: list[tuple[str, list[list[frozenset[str] | None]]]] = [("", [sequence])]
    for match in TOKEN.finditer(pattern):
        branches = open_[-1][1]
        if match["word"]:
            branches[-1].append(_letters(match["word"]))
        elif match["punct"] in ("(", "["):
            open_.append((match["punct"], [[]]))
        elif match["punct"] == "|":
            branches.append([])
        elif match["punct"]:
            bracket, inner = open_.pop()
            open_[-1][1][-1].append(_union([_rarest(branch) for branch in inner]) if bracket == "(" else None)
    return _rarest(open_[0][1][0]) or frozenset()


def _union(choices: list[frozenset[str] | None]) -> frozenset[str] | None:
    return frozenset().union(*[c for c in choices if c is not None]) if all(choices) else None


def _rarest(branch: list[frozenset[str] | None]) -> frozenset[str] | None:
    """Of the words that a branch needs, those that fewest texts have: longer letters, then fewer choices."""
    known = [letters for letters in branch if letters]
    return min(known, key=lambda letters: (-min(map(len, letters)), len(letters)), default=None)


def _letters(word: str) -> frozenset[str] | None:
    bare = WORD.match(word.lstrip("=").lower())
    if bare is None or word in ("$", "#", ","):
        return None
    stem = bare.group()
    if word.endswith("+"):
        return frozenset(form.lower()[:LETTERS] for form in inflections(word[:-1])) if len(word) > 1 else None
    return frozenset([stem[:LETTERS]])
