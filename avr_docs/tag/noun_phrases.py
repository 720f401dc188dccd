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


def before(text: str, place: int) -> Span | None:
    """The phrase that ends just before `place`, or None; an apposition between commas before the place is skipped."""
    end = len(text[:place].rstrip())
    if end and text[end - 1] in ",—–":
        return _before_apposition(text, end - 1)
    adverb = re.search(r"(?<=\w)\s+(?:also|further|later|then|again|both|once|\w+ly)$", text[:end])
    end = adverb.start() if adverb and end - adverb.start() < 20 else end
    return _listed(text, _checked(text, _walk(text, end), end))


def _listed(text: str, found: Span | None) -> Span | None:
    """For "Doctors, among them Ana Paz, and the union said": the whole list, if no verb stands in it."""
    if found is None or not re.search(r",\s+and\s+$", text[: found.start]):
        return found
    floor = max((text.rfind(mark, 0, found.start) for mark in (";", ":", "█")), default=-1) + 1
    whole = _checked(text, floor, found.end)
    if whole is None or any(word.lower() in STOPS for word in re.findall(r"\w+", text[whole.start : found.start])):
        return found
    return found if ADVERBIAL.match(text[whole.start : found.end]) else whole


def _before_apposition(text: str, comma: int) -> Span | None:
    """For "Ana Paz, a lawyer in Lima, said": the phrase before the first of the commas that set it off."""
    floor = max((text.rfind(mark, 0, comma) for mark in (";", ":", "█")), default=-1) + 1
    segments = [Span(*match.span()) for match in re.finditer(r"[^,—–]+", text[floor:comma])]
    heads = [Span(floor + start, floor + end) for start, end in segments]
    while len(heads) > 1 and _sets_off(text[heads[-1].start : heads[-1].end].strip()):
        heads.pop()
    if len(heads) == len(segments) or ADVERBIAL.match(text[heads[-1].start : heads[-1].end].strip()):
        return None
    end = len(text[: heads[-1].end].rstrip())
    return _checked(text, max(_walk(text, end), heads[-1].start), end)


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
