"""The small notation in which cues are written, and the regular expression that it stands for.

=============  ====================================================================================
`urge`         the word, in capitals or small letters; blanks, hyphens and quotation marks may part words
`urge+`        the word in any form: urge, urges, urged, urging; child, children; buy, bought
`coerc*`       any word that begins so
`=may`         the word in exactly these letters (so that the month is not meant)
`(a|b c)`      one of several; `[very]` may be left out
`...`          up to four words between, in the same clause; `...9` up to nine
`,` `$` `#`    a comma; a sum of money ($5, 5 euros); a number
=============  ====================================================================================
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

#: YAML in C is ten times as quick to read, where it is built.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
GAP = 4
#: Between two words of a pattern: blanks with quotation marks or brackets around, or a hyphen.
BETWEEN = r"(?:[^\w.;:!?,–—]{1,4}|(?=,))"
#: One word within a gap and what parts it from the next; a clause's end is not crossed.
GAP_WORD = r"(?:(?:[^\s;:]*[^\s;:.!?…]|(?:[A-Za-z]\.)+)\s+)"
TOKEN = re.compile(r"\.\.\.(?P<gap>\d*)|(?P<punct>[()|\[\]])|(?P<word>[^\s()|\[\]]+)")
#: Words whose last consonant is doubled, beside short ones with one vowel (stop, plan).
DOUBLED = frozenset(
    [
        "admit",
        "permit",
        "submit",
        "commit",
        "refer",
        "occur",
        "deter",
        "compel",
        "transfer",
        "control",
        "begin",
        "forget",
        "omit",
        "regret",
        "prefer",
        "expel",
        "repel",
    ]
)
DOUBLED_OR_NOT = frozenset(["counsel", "travel", "cancel", "label", "channel", "signal", "tunnel", "model"])


class BadPattern(ValueError):
    """A cue's pattern is not in the notation."""


@lru_cache(maxsize=1)
def _irregular() -> dict[str, list[str]]:
    text = (files("avr_docs") / "cues" / "inflections.yml").read_text(encoding="utf-8")
    return {str(word): str(forms).split() for word, forms in yaml.load(text, Loader=LOADER).items()}


def inflections(word: str) -> list[str]:
    """The word's forms as verb and as noun, longest first; irregular ones come from cues/inflections.yml."""
    forms = {word, *_irregular()[word]} if word in _irregular() else {word, *_regular(word)}
    return sorted(forms, key=lambda form: (-len(form), form))


def _regular(word: str) -> Iterable[str]:
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies", word[:-1] + "ied", word + "ing"
    if re.search(r"(?:s|x|z|ch|sh)$", word):
        return word + "es", word + "ed", word + "ing"
    if word.endswith("ee"):
        return word + "s", word + "d", word + "ing"
    if word.endswith("ie"):
        return word + "s", word + "d", word[:-2] + "ying"
    if word.endswith("e"):
        return word + "s", word + "d", word[:-1] + "ing"
    stem = word + word[-1]
    if word in DOUBLED or re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", word):
        return word + "s", stem + "ed", stem + "ing"
    if word in DOUBLED_OR_NOT:
        return word + "s", word + "ed", word + "ing", stem + "ed", stem + "ing"
    return word + "s", word + "ed", word + "ing"


def to_regex(pattern: str) -> str:
    """The regular expression of one pattern.

    Raises:
        BadPattern: brackets do not pair, or a gap stands at an end.
    """
    parts = _Parts()
    for match in TOKEN.finditer(pattern):
        if match["word"]:
            parts.word(_word(match["word"]))
        elif match["punct"]:
            parts.punctuation(match["punct"], pattern)
        else:
            parts.gap(int(match["gap"] or GAP), pattern)
    return parts.finished(pattern)


class _Parts:
    """A pattern as it is read; `joint` is what must stand before the next word."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.joint = ""
        self.open: list[tuple[str, str]] = []  # the bracket, and the joint that stood before it

    def word(self, regex: str) -> None:
        self.out.append(self.joint + regex)
        self.joint = BETWEEN

    def gap(self, words: int, pattern: str) -> None:
        if self.joint != BETWEEN:
            raise BadPattern(f"a gap needs a word before it: {pattern!r}")
        self.joint = f"{BETWEEN}{GAP_WORD}{{0,{words}}}?[\"“‘'(]?"

    def punctuation(self, mark: str, pattern: str) -> None:
        if mark in "([":
            self.open.append((mark, self.joint))
            self.out.append(f"{self.joint}(?:" if mark == "(" else f"(?:{self.joint}(?:")
            self.joint = ""
            return
        if not self.open:
            raise BadPattern(f"brackets do not pair: {pattern!r}")
        if mark == "|":
            self.out.append("|")
            self.joint = ""
            return
        opened, before = self.open.pop()
        if (opened, mark) not in (("(", ")"), ("[", "]")):
            raise BadPattern(f"brackets do not pair: {pattern!r}")
        if opened == "(":
            self.out.append(")")
            self.joint = BETWEEN
        else:
            self.out.append(")" + (BETWEEN if not before else "") + ")?")
            self.joint = before

    def finished(self, pattern: str) -> str:
        if self.open:
            raise BadPattern(f"brackets do not pair: {pattern!r}")
        if not self.out or self.joint not in ("", BETWEEN):
            raise BadPattern(f"a pattern is empty or ends in a gap: {pattern!r}")
        return "".join(self.out)


MONEY = (
    r"(?:(?:[$€£]|USD |EUR )\s?\d[\d,.]*|\d[\d,.]*\s(?:(?:US|U\.S\.|thousand|million)\s)?"
    r"(?:dollars|euros?|pounds|crowns|pesos|rupees|francs|dinars|afghanis|rands|dirhams|USD|EUR))"
)
SPECIAL = {",": ",", "$": MONEY, "#": r"\d[\d,.]*"}
PLAIN = re.compile(r"=?[\w.,’'§&/-]+[+*]?")


def _word(word: str) -> str:
    if word in SPECIAL:
        return SPECIAL[word]
    if not PLAIN.fullmatch(word):
        raise BadPattern(f"{word!r} is no word, nor a word with + or *")
    if word.startswith("="):
        return f"(?-i:{re.escape(word[1:])})"
    if word.endswith("+") and len(word) > 1:
        return "(?:" + "|".join(re.escape(form) for form in inflections(word[:-1])) + ")"
    if word.endswith("*"):
        return re.escape(word[:-1]) + r"[\w’'-]*"
    return re.sub(r"['’]", "['’]", re.escape(word))
