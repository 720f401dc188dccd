"""Names in GUM: from its mentions of entities of every kind to spans of PERSON, ORG, LOC and DATE.

GUM marks each mention of an entity with its type, whether it is named or not ("the small agency", "he"), nested. Here
a mention becomes a name where its head is a proper noun: the name is what stands around the head in one run of
capitalised words, figures and small linking words; titles and articles are left out; of overlapping names the longest
stays. What counts as a name is told in `labelled/README.md`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from training.treebanks import Sentence, Token

LABELS = {"person": "PERSON", "organization": "ORG", "place": "LOC"}

#: Words between the parts of a name: "Ministry of the Interior", "Doctors Without Borders" is capitalised anyway.
LINKS = frozenset(
    {"of", "for", "the", "and", "&", "-", "–", "/", "de", "del", "della", "di", "du", "da", "des", "la", "le"}
)
LINKS_OF_PEOPLE = frozenset(
    {"de", "del", "della", "di", "du", "da", "van", "von", "der", "den", "bin", "al", "el", "-", "–", "la", "le", "of"}
)
TITLES = frozenset(
    """
    mr mrs ms miss dr prof professor sir lord lady dame king queen prince princess emperor empress pope saint
    st rev reverend father sister brother mother president vice-president vice chancellor minister prime
    secretary senator sen representative rep congressman congresswoman governor gov mayor judge justice chief
    general gen colonel col captain capt major lieutenant lt sergeant sgt commander cmdr admiral officer
    deputy ambassador commissioner director chairman chairwoman chairperson chair administrator speaker
    councillor councilman attorney spokesman spokeswoman spokesperson editor author coach founder ceo mp mep
    uncle aunt grandma grandpa mum mom dad doctor hon honorable counsel counselor count countess duke earl
    baron archbishop bishop cardinal imam rabbi sheikh sultan tsar czar general-secretary astronaut actor
    actress singer writer poet composer historian
""".split()
)
GENERIC = frozenset(
    """
    government court courts supreme state states ministry department departments council committee commission
    agency board party parties union university college school schools company corporation office assembly
    authority bureau bank club church team group police army navy association society institute center centre
    hospital library museum city town village county country district province region street road park island
    river sea ocean lake mountain earth world hall house church square station airport market north south east
    west northern southern eastern western central republic kingdom empire nation nations federation
    legislature cabinet crown administration embassy subcommittee panel tribunal secretariat division branch
    section faculty academy band founders framers congressional republicans democrats press media internet web
""".split()
)
MONTHS = """
    january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec
""".split()
DAYS = """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
""".split()
SEASONS = ["spring", "summer", "autumn", "fall", "winter"]
#: What "last" and "next" make a date of.
SPANS = frozenset([*SEASONS, "week", "month", "quarter", "year", "decade", "century", "weekend"])
CALENDAR = frozenset(MONTHS) | frozenset(DAYS)
RELATIVE = frozenset({"yesterday", "today", "tomorrow", "tonight"})
YEAR = re.compile(r"(?:1[0-9]|20)\d\ds?$|['’]\d0s$|\d\ds$")
DAY = re.compile(r"(?:[0-3]?\d)(?:st|nd|rd|th)?$")
NUMERIC = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$")
PARTS_OF_TIME = frozenset(["early", "mid", "late", "beginning", "end", "start", "middle"])


class Mention(NamedTuple):
    """One mention of an entity: tokens [start, end), its type, and the article it is linked to, "" if to none."""

    start: int
    end: int
    kind: str
    identity: str


def gum_names(sentence: Sentence, countries: frozenset[str] = frozenset()) -> list[tuple[int, int, str]]:
    """The names of a sentence, in order, none overlapping; `countries` are places also where they act."""
    found = []
    for mention in mentions(sentence):
        name = _date(sentence.tokens, mention) if mention.kind == "time" else _name(sentence.tokens, mention)
        if name is not None:
            start, end, label = name
            if label == "ORG" and " ".join(token.text for token in sentence.tokens[start:end]) in countries:
                label = "LOC"
            found.append((start, end, label))
    chosen: list[tuple[int, int, str]] = []
    for start, end, label in sorted(set(found), key=lambda name: (name[0] - name[1], name)):
        if all(end <= first or last <= start for first, last, _ in chosen):
            chosen.append((start, end, label))
    return sorted(chosen)


def mentions(sentence: Sentence) -> Iterator[Mention]:
    """The mentions of a sentence; those in two pieces are left out."""
    opened: dict[str, list[tuple[int, str, str]]] = {}
    for i, token in enumerate(sentence.tokens):
        for part in re.findall(r"\([^()]+\)?|[^()]+\)", token.mentions):
            fields = part.strip("()").split("-", 7)
            if "[" in fields[0]:
                continue
            if part.startswith("("):
                kind = fields[1] if len(fields) > 1 else ""
                identity = fields[7] if len(fields) > 7 else ""
                if part.endswith(")"):
                    yield Mention(i, i + 1, kind, identity)
                else:
                    opened.setdefault(fields[0], []).append((i, kind, identity))
            elif opened.get(fields[0]):
                start, kind, identity = opened[fields[0]].pop()
                yield Mention(start, i + 1, kind, identity)


def _name(tokens: list[Token], mention: Mention) -> tuple[int, int, str] | None:
    label = LABELS.get(mention.kind)
    head = _head(tokens, mention)
    limit = mention.start
    if head is not None and tokens[head].upos != "PROPN" and head + 1 < mention.end:
        # "appellant Darnell Hurt", "the firm Microsoft": the name follows the noun that it belongs to.
        after = tokens[head + 1]
        if after.upos == "PROPN" and after.head == head and after.relation in ("flat", "appos", "nmod:desc"):
            limit = head = head + 1
    if label is None or head is None or tokens[head].upos != "PROPN" or not tokens[head].text[:1].isupper():
        return None
    links = LINKS
    if label == "PERSON":
        # "Hilary of Poitiers" has an article, "James To of the Democratic Party" goes by two names.
        links = LINKS_OF_PEOPLE if mention.identity else LINKS_OF_PEOPLE - {"of"}
    start, end = head, head + 1
    while (before := _before(tokens, start, limit, links)) is not None:
        start = before
    while (after := _after(tokens, end, mention.end, links)) is not None:
        end = after
    if label == "PERSON":
        return _person(tokens, start, end, head)
    while start < head and (tokens[start].upos == "DET" or tokens[start].text in ("The", "the")):
        start += 1
    words = [token.text.lower() for token in tokens[start:end]]
    if len(words) == 1 and words[0] in GENERIC:
        return None
    if len(words) == 1 and tokens[head].xpos == "NNPS" and label != "LOC":
        return None
    return start, end, label


def _head(tokens: list[Token], mention: Mention) -> int | None:
    for i in range(mention.start, mention.end):
        head = tokens[i].head
        if head is None or not mention.start <= head < mention.end:
            return i
    return None


def _namelike(token: Token) -> bool:
    return token.upos == "PROPN" or (
        token.text[:1].isupper() and token.upos in ("ADJ", "NOUN", "VERB", "NUM", "ADV", "X", "ADP")
    )


def _before(tokens: list[Token], start: int, limit: int, links: frozenset[str]) -> int | None:
    """Where the name begins if what stands before `start` belongs to it."""
    i = start - 1
    if i < limit:
        return None
    if _namelike(tokens[i]) or (tokens[i].text in ("'s", "’s", ".") and i > limit and _namelike(tokens[i - 1])):
        return i
    while i >= limit and tokens[i].text.lower() in links:
        i -= 1
    if limit <= i < start - 1 and start - 1 - i <= 3 and tokens[i].upos == "PROPN" and tokens[i].text[:1].isupper():
        return i
    return None


def _after(tokens: list[Token], end: int, limit: int, links: frozenset[str]) -> int | None:
    """Where the name ends if what stands at `end` belongs to it."""
    if end >= limit:
        return None
    token = tokens[end]
    if token.relation != "appos" and (_namelike(token) or re.fullmatch(r"\d+|[IVX]+|'s|’s", token.text)):
        if token.text in ("'s", "’s") and not (end + 1 < limit and _namelike(tokens[end + 1])):
            return None
        return end + 1
    i = end
    while i < limit and tokens[i].text.lower() in links:
        i += 1
    if end < i < limit and i - end <= 3 and _namelike(tokens[i]):
        return i + 1
    return None


def _person(tokens: list[Token], start: int, end: int, head: int) -> tuple[int, int, str] | None:
    for i in range(end - 1, start - 1, -1):
        if _is_title(tokens[i]) and i < end - 1:
            start = i + 1
            while start < end and tokens[start].text in (".", "of", "the", "for"):
                start += 1
            break
    words = [token.text for token in tokens[start:end]]
    if not words or _is_title(tokens[end - 1]) or tokens[head].xpos == "NNPS":
        return None
    if words[0].lower() in ("god", "lord", "jesus", "christ") and len(words) == 1:
        return None
    return start, end, "PERSON"


def _is_title(token: Token) -> bool:
    return token.text.lower().rstrip(".") in TITLES or token.relation == "nmod:desc"


def _date(tokens: list[Token], mention: Mention) -> tuple[int, int, str] | None:
    span = date_span([token.text for token in tokens[mention.start : mention.end]])
    if span is None:
        return None
    return mention.start + span[0], mention.start + span[1], "DATE"


def date_span(words: list[str]) -> tuple[int, int] | None:
    """The calendar date within the words of a mention of time, half-open; None for durations, ages and clock times."""
    low = [word.lower().rstrip(".") for word in words]
    kept = [_is_date_word(low, i) for i in range(len(low))]
    if not any(kept):
        return None
    start = kept.index(True)
    end = start + 1
    for i in range(start + 1, len(low)):
        if kept[i] and all(word in (",", "of", "the", "-", "–", "") for word in low[end:i]):
            end = i + 1
    if not any(_anchors(low, i) for i in range(start, end)):
        return None
    return start, end


def _anchors(low: list[str], i: int) -> bool:
    """A word that makes a date by itself: a month, a weekday, a year, "today"; "last" before a unit of time."""
    word = low[i]
    if word == "may" or word in ("sun", "sat", "mar", "march", "fall", "spring"):
        return len(low) > 1 or word in ("march",)
    if word in CALENDAR or word in RELATIVE or YEAR.match(word) or NUMERIC.match(word):
        return True
    return word in SPANS and i > 0 and low[i - 1] in ("last", "next", "this")


def _is_date_word(low: list[str], i: int) -> bool:
    word = low[i]
    near = low[max(0, i - 3) : i] + low[i + 1 : i + 4]
    if _anchors(low, i) or word in PARTS_OF_TIME:
        return True
    if word in ("last", "next", "this", "past"):
        return i + 1 < len(low) and (low[i + 1] in SPANS or low[i + 1] in CALENDAR)
    if DAY.match(word):
        return any(each in MONTHS for each in near)
    return word in SEASONS and any(YEAR.match(each) for each in near)
