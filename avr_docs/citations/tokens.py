"""The words of a note, and what is seen of each: the features that the labeller learns from."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from avr_docs.citations.vocabulary import kinds_of

#: An address that a line break has parted goes on after the blank: "https://a.example/one- two/three".
URL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”«»]*[^\s<>\"“”«».,;:!?)\]’'|]", re.IGNORECASE)
DOI = re.compile(r"10\.\d{4,9}/[^\s\"“”<>]*[^\s\"“”<>.,;:)\]]")
#: Matches "Ana", "O’Neil", "U.S", "2019a", "12-14", "art"; a sign of its own is each of "(", "§", ",".
TOKEN = re.compile(rf"{URL.pattern}|{DOI.pattern}|[^\W_]+(?:[-‐‑’'.&][^\W_]+)*|\S", re.IGNORECASE)
OPENING = {"(": ")", "[": "]", "“": "”", "«": "»", "‘": "’", "„": "“"}


class Token(NamedTuple):
    """A word or sign; `[start, end)` spans it in the text."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words and signs of a note, in order; an address is one."""
    return [Token(match.group(), match.start(), match.end()) for match in TOKEN.finditer(text)]


def features(found: Sequence[Token]) -> list[list[str]]:
    """What is seen of each token and of its neighbours, as names; one list a token."""
    own = [list(_own(token.text)) for token in found]
    inside = list(_inside(found))
    before, ahead = _seen(found, own), _seen(found[::-1], own[::-1])[::-1]
    rows = []
    for i, token in enumerate(found):
        row = ["bias", *(f"0:{name}" for name in own[i]), *inside[i]]
        row += [f"before={name}" for name in before[i]] + [f"ahead={name}" for name in ahead[i]]
        row.append(
            f"shapes={'|'.join(_shape(found[j].text) if 0 <= j < len(found) else '' for j in (i - 1, i, i + 1))}"
        )
        for distance in (-2, -1, 1, 2):
            place = i + distance
            if 0 <= place < len(found):
                row += [f"{distance}:{name}" for name in own[place] if not name.startswith(("p=", "s="))]
            else:
                row.append(f"{distance}:none")
        if i and found[i - 1].end == token.start:
            row.append("glued")
        if 0 < i < len(found) - 1:
            row.append(f"around={_sign(found[i - 1].text)}{_sign(found[i + 1].text)}")
        row.append(f"place={min(9, 10 * i // len(found))}")
        if i < 3:
            row.append(f"first={i}")
        if len(found) - i <= 3:
            row.append(f"last={len(found) - i}")
        rows.append(row)
    return rows


#: What tells, standing before or after a word in one citation, how far the citation has come.
TELLING = (
    "year",
    "url",
    "doi",
    "kind=journal",
    "kind=in",
    "kind=editing",
    "kind=page",
    "kind=versus",
    "kind=again",
    "range",
)
#: So far words look back and ahead for those.
REACH = 45


def _seen(found: Sequence[Token], own: Sequence[Sequence[str]]) -> list[list[str]]:
    """For each token which of `TELLING` stand before it, and how many full stops that end no abbreviation."""
    last: dict[str, int] = {}
    stops = 0
    rows = []
    for i, token in enumerate(found):
        rows.append([*(name for name, at in last.items() if i - at < REACH), f"stops={min(stops, 4)}"])
        for name in own[i]:
            if name in TELLING:
                last[name] = i
        if token.text in '”»"':
            last["quotes"] = i
        if token.text == ";":
            last, stops = {}, 0
        beside = [found[j].text for j in (i - 1, i + 1) if 0 <= j < len(found)]
        if token.text in ".?" and any(len(text) > 3 and text[0].isalpha() for text in beside[:1]):
            stops += 1
    return rows


def _own(text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", text)
    lower = plain.casefold()
    if URL.fullmatch(plain):
        yield from (
            "url",
            "url=archive" if re.search(r"perma\.cc|web\.archive|archive\.(?:is|ph|today)", lower) else "u",
        )
        return
    if DOI.fullmatch(plain):
        yield "doi"
        return
    yield f"w={re.sub('[0-9]', '0', lower)}"
    yield f"shape={_shape(plain)}"
    if not plain[0].isalnum():
        return
    yield f"p={lower[:3]}"
    yield f"s={lower[-3:]}"
    yield from kinds_of(lower)
    if re.fullmatch(r"(?:1[5-9]|20)\d\d[a-z]?", lower):
        yield "year"
    elif lower.isdigit():
        yield f"digits={min(len(lower), 5)}"
    elif re.fullmatch(r"\d+[-–]\d+", lower):
        yield "range"
    elif re.fullmatch(r"[ivxlcdm]+", lower) and len(lower) < 8:
        yield "roman"
    if plain.isalpha() and len(plain) == 1 and plain.isupper():
        yield "initial"


def _shape(text: str) -> str:
    """ "Ana" is Xx, "IOM" XX, "O’Neil" X’Xx, "2019a" 0x."""
    shape = "".join("0" if c.isdigit() else "X" if c.isupper() else "x" if c.isalpha() else c for c in text[:24])
    return re.sub(r"(.)\1{2,}", r"\1\1", shape)


def _sign(text: str) -> str:
    return text if not text[0].isalnum() else "0" if text[0].isdigit() else "X" if text[0].isupper() else "x"


def _inside(found: Sequence[Token]) -> Iterator[list[str]]:
    """Whether a token stands in quotation marks or brackets, and which sign opened them."""
    awaited: list[tuple[str, int]] = []
    straight = False
    since = 0
    for i, token in enumerate(found):
        text = token.text
        if text == '"':
            straight = not straight
        if awaited and text == awaited[-1][0]:
            awaited.pop()
        elif text in OPENING:
            awaited.append((OPENING[text], i))
        elif text == ";":
            since = i
        # a bracket that is never closed says nothing any more after a while
        awaited = [(sign, at) for sign, at in awaited if i - at < 60]
        row = [f"in={sign}" for sign, _ in awaited] + (["in=quotes"] if straight else [])
        yield [*row, f"since={min(4, (i - since) // 8)}"]
