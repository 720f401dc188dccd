"""Noun phrases beside a verb, by rules on words: who says something, without a parse.

Works on a sentence whose quotations are masked. What is found is the head phrase with its title, without the
apposition that commas set off.
"""

import re

from extract.document import Span

#: Words that no noun phrase runs over, so that the one before a verb begins after them.
STOPS = frozenset(
    re.findall(
        r"\S+",
        """
    that which who whom whose while but although though because when if as whereas since where after before
    until unless so then than however yet or is are was were be been being has have had will would can could may
    might must should shall do does did not never it's there says said say told and/or
    """,
    )
)
LEADING = re.compile(
    r"(?:(?:and|but|yet|however|meanwhile|indeed|still|also|now|today|thus|so|then|later|recently"
    r"|earlier|moreover|furthermore"
    r"|additionally|instead|first|second|third|finally|similarly|nevertheless|nonetheless|yesterday"
    r"|even|just|while|although|though"
    r"|since|because|as|when|if|that|where|after|before|last (?:week|month|year)|this (?:week|month"
    r"|year)|\w+ly"
    r"|(?:on|in|by|since) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:january|february|march"
    r"|april|may|june|july|august|september"
    r"|october|november|december)(?: \d{1,2})?(?:,? \d{4})?|\d{4}))\b,?\s+)+",
    re.IGNORECASE,
)
#: A phrase that a comma sets off before the subject: "In an interview with the paper, she said".
ADVERBIAL = re.compile(
    r"(?:in|on|at|by|for|from|with|without|during|after|before|since|until|over|under|about|as|asked"
    r"|speaking|discussing|given|despite"
    r"|because|when|while|if|although|though|however|meanwhile|instead|moreover|furthermore|finally"
    r"|similarly|indeed|still|also|thus|first"
    r"|second|third|according|among|like|unlike|\w+ly|\w+ing|today|yesterday)\b",
    re.IGNORECASE,
)
PRONOUN = re.compile(
    r"(?:he|she|it|they|we|i|you|this|these|those|who|everyone|nobody|one|some|many|others|most)$", re.IGNORECASE
)
FIRST_PERSON = re.compile(
    r"(?:we|i|us|our\b.*|this (?:letter|memo|report|paper|petition|study|analysis|briefing|article))\b", re.IGNORECASE
)
DETERMINER = re.compile(
    r"(?:the|a|an|this|these|those|its|his|her|their|our|some|many|several|most|two|three|four|five"
    r"|one|other|another|all|both|few|no|any|each|past|recent"
    r"|numerous|various|more|certain|local|former|senior|early|new|independent|human)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\s,;:()\[\]—–█]+")
MAX_WORDS = 22
#: Most words of one item of a list of speakers.
ITEM_WORDS = 8


def before(text: str, place: int) -> Span | None:
    """The phrase that ends just before `place`, or None; an apposition between commas before the place is skipped."""
    end = len(text[:place].rstrip())
    if end and text[end - 1] in ",—–":
        return _before_apposition(text, end - 1)
    if re.search(r"\b(?:never|seldom|rarely|hardly|scarcely|barely)$", text[:end], re.IGNORECASE):
        return None
    adverb = re.search(r"(?<=\w)\s+(?:also|further|later|then|again|both|once|still|often|now|\w+ly)$", text[:end])
    end = adverb.start() if adverb and end - adverb.start() < 20 else end
    return _listed(text, _checked(text, _walk(text, end), end))


#: "NP who left after that date": a phrase with a clause about it.
RELATIVE = re.compile(r"(?P<head>[^,;:█]{2,80}?),?\s+(?:who|which|that|whom|whose)\b(?P<clause>[^;:█]*)$")
#: Where the subject of what follows may begin.
CLAUSE_END = re.compile(r"[;:█]\s*|,\s+(?:and|but|while|although|yet)\s+|\b(?:said|says) that\s+")
FINITE = re.compile(
    r"\s+(?:is|are|was|were|has|have|had|will|\w+ed|speak|live|work|left|met|went|took|made|gave|held|spoke|came)\s"
)
#: Words in -s may be nouns too, and count where there is no other.
FINITE_S = re.compile(r"\s+[a-z]{3,}s\s")


def before_relative(text: str, place: int) -> Span | None:
    """The phrase that a relative clause before the verb is about: "People who left told us"; None without one."""
    floor = max((match.end() for match in CLAUSE_END.finditer(text, 0, place)), default=0)
    relative = RELATIVE.match(text[:place].rstrip(" ,"), floor)
    if relative is None or not FINITE.search(relative["clause"] + " "):
        return None
    head = _checked(text, *relative.span("head"))
    inside = re.findall(r"\w+", text[head.start : head.end]) if head else []
    return head if inside and not STOPS.intersection(map(str.lower, inside)) else None


def of_first_verb(text: str, start: int, place: int) -> Span | None:
    """The first subject for a second verb ("X speaks Kelta and said ..."); None if it is no second."""
    if not re.search(r"[^,;:]\s+(?:and|but)(?:\s+(?:also|then|later))?\s+$", text[start:place]):
        return None
    floor = max((match.end() for match in CLAUSE_END.finditer(text, start, place)), default=start)
    verb = FINITE.search(text, floor, place) or FINITE_S.search(text, floor, place)
    found = before(text, verb.start()) if verb else None
    return found if found and found.start - floor < 40 else None


#: A word with an object, so likely a verb: "employers hold the passports".
HAS_OBJECT = re.compile(
    r"\b(?!(?:of|in|for|at|from|by|with|to|on|and|among|including|near|both|all)\b)[a-z]+ (?:the|an?|their|his"
    r"|her|its) "
)


def _listed(text: str, found: Span | None) -> Span | None:
    """For "Doctors, among them Ana Paz, and the union said": the whole list, if no verb stands in it."""
    if found is None or not re.search(r",\s+and\s+$", text[: found.start]):
        return found
    floor = max((text.rfind(mark, 0, found.start) for mark in (";", ":", "█")), default=-1) + 1
    whole = _checked(text, floor, found.end)
    if whole is None or max(len(item.split()) for item in text[whole.start : found.start].split(",")) > ITEM_WORDS:
        return found
    if HAS_OBJECT.search(text, whole.start, found.start) or any(
        word.lower() in STOPS for word in re.findall(r"\w+", text[whole.start : found.start])
    ):
        return found
    return found if ADVERBIAL.match(text[whole.start : found.end]) else whole


def _before_apposition(text: str, comma: int) -> Span | None:
    """For "Ana Paz, a lawyer in Lima, said": the phrase before the first of the commas that set it off."""
    floor = max((text.rfind(mark, 0, comma) for mark in (";", ":", "█")), default=-1) + 1
    segments = [Span(*match.span()) for match in re.finditer(r"[^,—–]+", text[floor:comma])]
    heads = [Span(floor + start, floor + end) for start, end in segments]
    while len(heads) > 1 and (
        _sets_off(text[heads[-1].start : heads[-1].end].strip())
        or _names(*(text[start:end].strip() for start, end in heads[-2:]))
    ):
        heads.pop()
    if len(heads) == len(segments) or ADVERBIAL.match(text[heads[-1].start : heads[-1].end].strip()):
        return None
    end = len(text[: heads[-1].end].rstrip())
    return _checked(text, max(_walk(text, end), heads[-1].start), end)


def _names(described: str, name: str) -> bool:
    """Whether a name follows the words for its bearer: "A spokeswoman, Ana Paz, said"."""
    who = re.match(r"(?:an?|the|its|their|his|her|our)\s+[a-z]", described, re.IGNORECASE)
    return bool(who and re.fullmatch(r"[A-Z][\w.’'-]*(?:\s+(?:[A-Z][\w.’'-]*|de|la|del|van|von|al|bin)){0,4}", name))


def _sets_off(segment: str) -> bool:
    return bool(segment) and (segment[0].islower() or bool(re.match(r"(?:The|A|An)\b", segment)) or "█" in segment)


def _walk(text: str, end: int) -> int:
    """Where a phrase that ends at `end` begins: after the last mark or the last word that it cannot run over."""
    floor = max((text.rfind(mark, 0, end) for mark in (",", ";", ":", "█", " – ", "— ", "(")), default=-1) + 1
    bracket = text.rfind(")", floor, end)
    if "(" in text[max(0, end - 200) : end] and bracket >= 0:
        floor = max((text.rfind(mark, 0, text.rfind("(", 0, bracket)) for mark in (",", ";", ":", "█")), default=-1) + 1
    start = end
    words = list(WORD.finditer(text, floor, end))[-MAX_WORDS:]
    for i in range(len(words) - 1, -1, -1):
        word = words[i].group().lower().strip(".’'")
        if word in STOPS or (word == "to" and _infinitive(text, words[i].end(), end)):
            break
        start = words[i].start()
    return start


def _infinitive(text: str, place: int, end: int) -> bool:
    following = text[place:end].strip()[:1]
    return (
        bool(following)
        and following.islower()
        and not re.match(r"\s*(?:the|a|an|its|their|his|her)\b", text[place:end])
    )


def _checked(text: str, start: int, end: int) -> Span | None:
    """The phrase without words that lead a clause, None if it can be no subject."""
    start = _after_adverbial(text, start, end)
    lead = LEADING.match(text, start, end)
    if lead and lead.end() < end:
        start = lead.end()
    phrase = text[start:end].strip()
    if not phrase or (phrase[-1] in ".!?" and not re.search(r"\b(?:[A-Z]\.)+$|\b(?:Jr|Sr|Inc|Co|Corp|Ltd)\.$", phrase)):
        return None
    first, last = phrase.split()[0], phrase.split()[-1].lower()
    if last in (
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "for",
        "and",
        "by",
        "with",
        "on",
        "at",
        "from",
        "his",
        "her",
        "its",
        "their",
        "our",
    ):
        return None
    if not (
        first[0].isupper() or first[0].isdigit() or DETERMINER.match(phrase) or PRONOUN.match(phrase) or _plural(phrase)
    ):
        return None
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return Span(start, end)


#: "14. ", "(a) ": what numbers a paragraph stands in no phrase.
NUMBERING = re.compile(r"\s*(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|[•*–-])\s+")
#: A phrase with a preposition that runs into the subject, without a comma between: "In a short note the office".
PREPOSED = re.compile(
    r"\s*(?i:in|on|at|by|after|before|during|since|for|with|from|under)\s+(?:[^\s,]+\s+){1,6}?"
    r"(?=(?:it|he|she|they|we|I|the\s+\S+|[A-Z]\S*(?:\s+[A-Z]\S*)*|officials|lawyers|people|residents|families)\s*$)"
)


def _after_adverbial(text: str, start: int, end: int) -> int:
    """Where the phrase begins without what a preposition puts before it."""
    opened = PREPOSED.match(text[:end], start)
    return opened.end() if opened else start


def _plural(phrase: str) -> bool:
    """True for a bare plural such as "immigration attorneys in Texas": one of the first three words ends in -s."""
    return any(
        re.fullmatch(r"[a-z][a-z-]+s|people|police|staff|women|men|children|research|media", word)
        for word in phrase.split()[:3]
    )


#: What goes on a phrase after the verb: '..." said Ana Paz of the centre, who ...' ends before the comma.
AFTER = re.compile(
    r"\s*(?P<phrase>(?:(?!\b(?:in (?:a|an|the|his|her|its)|on (?:mon|tues|wednes|thurs|fri|satur|sun)"
    r"|during|after|when|who|while|as|told|about|last|this week"
    r"|that|before|late|early|yesterday)\b)[^\s,;:█]+\s*){1,14})",
    re.IGNORECASE,
)


def after(text: str, place: int) -> Span | None:
    """The phrase that begins at `place`, up to a comma, the sentence's end or a word that opens another phrase."""
    match = AFTER.match(text, place)
    if match is None:
        return None
    start, end = match.span("phrase")
    phrase = text[start:end].rstrip()
    phrase = phrase[:-1] if phrase.endswith(".") and not re.search(r"\b[A-Z]\.$", phrase) else phrase
    phrase = phrase.rstrip('”"’ ')
    if not phrase or not (phrase[0].isupper() or DETERMINER.match(phrase) or PRONOUN.match(phrase) or _plural(phrase)):
        return None
    return Span(start, start + len(phrase))
