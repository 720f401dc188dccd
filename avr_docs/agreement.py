"""One name, one label throughout a document: what is plain in one sentence helps in the next.

After "Ana Ruiz" what was taken for a place called "Ruiz" is a person; "Harbour Legal Clinic (HLC)" makes "HLC" an
organisation, also where it was missed; what is taken for a place once and for an organisation five times is one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span

LABELS = frozenset({"PERSON", "ORG", "LOC"})
#: What a long name says of its short form counts more than one sentence's guess.
BY_LONG_NAME = 3
#: How many times the votes of the label that a name has, another one needs.
ENOUGH = 2
#: Votes by which a word is added that was missed. Names of people are not: a mistake would spread with them.
SURE = 5
ACRONYM = re.compile(r"\s?\((?:the |hereinafter |“|\")*([A-Z][A-Za-z&]*[A-Z])[”\"]?\)")

Votes = dict[str, Counter[str]]


def agree(docs: Sequence[Doc]) -> None:
    """Gives the names of a document's sentences the label that the whole document speaks for."""
    votes = _votes(docs)
    for doc in docs:
        changed = [_settled(entity, votes) for entity in doc.ents]
        taken = {i for entity in doc.ents for i in range(entity.start, entity.end)}
        added = list(_missed(doc, votes, taken))
        if added or any(new.label != old.label for new, old in zip(changed, doc.ents, strict=True)):
            doc.ents = [*changed, *added]


def _votes(docs: Sequence[Doc]) -> Votes:
    votes: Votes = defaultdict(Counter)
    for doc in docs:
        for entity in doc.ents:
            if entity.label_ not in LABELS:
                continue
            votes[entity.text][entity.label_] += 1
            bracket = entity.end < len(doc) and doc[entity.end].text == "("
            acronym = ACRONYM.match(doc.text, entity.end_char) if bracket else None
            if acronym and _stands_for(acronym[1], entity.text):
                votes[acronym[1]][entity.label_] += 2 * BY_LONG_NAME
            if entity.label_ == "PERSON" and len(entity) > 1 and len(entity[-1]) > 2:
                votes[entity[-1].text]["PERSON"] += BY_LONG_NAME
    return votes


def _stands_for(short: str, long: str) -> bool:
    initials = [word[0].lower() for word in re.findall(r"\w+", long)]
    return short[0].lower() == initials[0] and len(initials) > 1 and len(short) <= len(initials) + 3


def _settled(entity: Span, votes: Votes) -> Span:
    """The entity, under another label where the document speaks clearly for that."""
    if entity.label_ not in LABELS or len(entity) > 1:
        return entity
    counted = votes[entity.text]
    label, count = counted.most_common(1)[0]
    if count < ENOUGH * max(1, counted[entity.label_]):
        return entity
    return Span(entity.doc, entity.start, entity.end, label=label)


def _missed(doc: Doc, votes: Votes, taken: set[int]) -> Iterator[Span]:
    """Single words that stand unlabelled here and are a name elsewhere in the document."""
    for token in doc:
        counted = votes.get(token.text)
        if counted is None or token.i in taken or not token.text[:1].isupper() or token.pos_ not in ("PROPN", ""):
            continue
        label, count = counted.most_common(1)[0]
        if count >= SURE and label != "PERSON":
            yield Span(doc, token.i, token.i + 1, label=label)
