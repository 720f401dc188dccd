"""Where sentences begin and end in one block of text, by rules on characters.

A block is a paragraph, a heading or a list item, its lines joined and its note markers taken out. Colons and
semicolons do not end a sentence; each sentence of a quotation is one of its own, and a closing quotation mark
belongs to the sentence before it. Works on text alone, so that a trained pipeline and a blank one cut alike.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from avr_docs.abbreviations import AFTER_CLOCK, ALWAYS_OPEN, BEFORE_NUMBER, LETTERED, PEOPLE, STARTERS, USUALLY_OPEN

#: Longest sentence in characters; what is longer (a table read as prose, a hostile file) is cut at a blank.
MAX_CHARS = 2000

SPEECH = (
    r"(?:said|says|asked|asks|told|wrote|writes|added|replied|shouted|cried|exclaimed|wondered|warned|argued|explained)"
)

#: Of BEFORE_NUMBER, what is a word or a letter of its own when no number follows.
ALSO_WORDS = frozenset({"no", "par", "s", "t", "l", "r", "c", "n"})
BULLETS = "•●▪◦‣·■□➢➤►✓✔❖–—*-"
CLOSERS = "\"”’'»)]}›"
OPENERS = "\"“‘'«([{‹¿¡"

#: A run of end marks with what closes after it, also a note's "[12]" behind a blank.
#: Matches `.”` in 'voluntary.” Next'; not the dots in "3.5" or "who.int".
END = re.compile(
    rf"(?P<marks>[.!?…]+|\.(?: \.){{2,3}})"
    rf"(?P<closers>(?:[{re.escape(CLOSERS)}]|\s?\[\d{{1,3}}\]|[¹²³⁰-⁹])*)(?P<gap>\s+|$)"
)
#: A missing blank between sentences: "they left.Officials said"; not "N.D.Cal.", not "www.Example.org".
GLUED = re.compile(
    r"(?<=[a-záéíóúñç]{3})(?P<marks>[.!?])(?P<closers>[”»\"]?)(?P<gap>)(?=[“\"]?[A-ZÁÉÍÓÚÑ][a-záéíóúñç]{2,}\s)"
)
#: A bullet inside a block begins a sentence: "two aims: • to inform".
INNER_BULLET = re.compile(r"\s+(?=[•●▪◦‣■➢➤►❖]\s*\w)|\n\s*\n\s*|\n\s*(?=[-*–•]\s+\w)")
WORD_BEFORE = re.compile(r"[^\s\"“”‘«»(\[{/—]+$")
ENUMERATOR = re.compile(
    rf"^[\s{re.escape(BULLETS)}]*[(\[]?(?:\d{{1,3}}(?:\.\d{{1,3}})*|[A-Za-z]|[ivxlcIVXLC]{{1,6}})[)\]]?$"
)
ACRONYM = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,4}$")
NEXT_WORD = re.compile(rf"[{re.escape(OPENERS)}]*([\w'’.-]*\w)?")
NUMBERISH = re.compile(r"[(\[]?(?:\d|[IVXLC]+\b|§|#)")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The sentences of one block as half-open spans, without the blanks and bullets around them, none empty."""
    starts = sorted({0, *_breaks(text), len(text)})
    spans = []
    for start, end in pairwise(starts):
        for first, last in _capped(text, start, end):
            span = _stripped(text, first, last)
            if span is not None:
                spans.append(span)
    return spans


def _breaks(text: str) -> Iterator[int]:
    """Offsets at which a sentence begins, but for the first."""
    begins = [match.end() for match in INNER_BULLET.finditer(text)]
    yield from begins
    matches = sorted([*END.finditer(text), *GLUED.finditer(text)], key=lambda match: match.start())
    inner, latest, depth = iter([*begins, len(text) + 1]), 0, _Depth(text)
    upcoming = next(inner)
    for match in matches:
        while upcoming <= match.start():
            latest, upcoming = upcoming, next(inner)
        if match.end() >= len(text):
            return
        if match.re is GLUED and _in_address(text, match.start()):
            continue
        if _ends(text, latest, match) and not depth.encloses(latest, match.start(), match.end()):
            yield match.end()
            latest = match.end()


class _Depth:
    """Round brackets of a text: a full stop inside them ends no sentence, unless the sentence began inside them."""

    def __init__(self, text: str) -> None:
        self.pairs: list[tuple[int, int]] = []
        opened: list[int] = []
        for match in re.finditer(r"[()]", text):
            if match.group() == "(":
                opened.append(match.start())
            elif opened:
                self.pairs.append((opened.pop(), match.start()))

    def encloses(self, start: int, mark: int, end: int) -> bool:
        """True where a pair opens after the sentence's start and closes after the mark, not just at it."""
        return any(start < first < mark and end <= last for first, last in self.pairs)


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    marks, closers, after = match["marks"], match["closers"], text[match.end() :]
    if ENUMERATOR.match(text[start : match.start()]) and marks == ".":
        return False
    following = NEXT_WORD.match(after)
    word = (following.group(1) or "") if following else ""
    first = after[0]
    opener = first in OPENERS
    lead = after.lstrip(OPENERS)[:1] or first
    if lead.islower():
        return False
    if closers and marks[-1] in "!?" and re.match(rf"(?:[A-Z][\w.'’-]*\s+){{1,4}}{SPEECH}\b", after):
        return False
    if marks != ".":
        return marks[-1] in "!?" or not word or lead.isupper() or opener or lead.isdigit()
    before = WORD_BEFORE.search(text[start : match.start()])
    token = before.group().strip("'’") if before else ""
    return _period_ends(token, text[start : match.start() - len(token)], word, after, closed=bool(closers.strip("’'")))


def _period_ends(token: str, before: str, word: str, after: str, *, closed: bool) -> bool:
    """Whether the full stop after `token` ends a sentence that goes on, if at all, with `word`."""
    low, follows = token.lower(), word.lower().split("’")[0].split("'")[0]
    starter = follows in STARTERS
    if low in ALWAYS_OPEN and not closed:
        return False
    if low in BEFORE_NUMBER and NUMBERISH.match(after):
        return False
    if low in ("a.m", "p.m"):
        return follows not in AFTER_CLOCK and not after[:1].isdigit()
    if low == "etc":
        return True
    if low in USUALLY_OPEN or low in BEFORE_NUMBER - ALSO_WORDS:
        return closed or starter or not (token[:1].isupper() or low in ("al", "pp"))
    if len(token) == 1 and token.isalpha():
        return _initial_ends(token, before, starter)
    if ACRONYM.match(token):
        return closed or starter or _people_follow(after, follows)
    return True


def _initial_ends(token: str, before: str, starter: bool) -> bool:
    """A single letter is an initial ("J. Smith") unless it ends a label ("Plan B. The ...") or a clause ("than I.")."""
    previous = before.split()[-1].lower() if before.split() else ""
    if token.islower() or (token == "I" and previous and previous[0].islower()):
        return True
    return starter and (previous in LETTERED or not (before.rstrip()[-1:] == "." or previous.istitle()))


def _people_follow(after: str, word: str) -> bool:
    """True for "Advocates say": a plural for people and then a word in small letters."""
    return word in PEOPLE and bool(re.match(r"[\w’'-]+\s+[a-z]", after))


def _in_address(text: str, place: int) -> bool:
    """True inside a web or mail address."""
    token = text[text.rfind(" ", 0, place) + 1 : place + 40].split(" ")[0]
    return "/" in token or "@" in token or token.lower().startswith("www.")


def _capped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_CHARS:
        window = text[start : start + MAX_CHARS]
        cut = max(window.rfind(mark, MAX_CHARS // 2) for mark in ("; ", ", ", "\n"))
        cut = cut + 1 if cut > 0 else window.rfind(" ")
        cut = cut if cut > 0 else MAX_CHARS
        yield start, start + cut
        start += cut
    yield start, end


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without blanks at its ends and without a bullet before it; None where no letter or figure is left."""
    part = text[start:end]
    lead = re.match(rf"(?:\s|[{re.escape(BULLETS)}](?=\s|[^\W\d_])|[•●▪◦‣■□➢➤►✓✔❖])*", part)
    first = start + (lead.end() if lead else 0)
    last = start + len(part.rstrip())
    if first >= last or not any(char.isalnum() for char in text[first:last]):
        return None
    return first, last
