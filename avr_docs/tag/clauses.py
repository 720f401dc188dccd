"""A sentence cut into stretches that may be claims of their own, by words and commas.

Cuts are made where a new clause with its own subject and verb clearly begins; whether the parts become claims of
their own is decided later, by what they say (`claims`).
"""

import re
from collections.abc import Iterator

from extract.document import Span

FINITE = (
    r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|do|does|did|cannot"
    r"|isn['’]t|aren['’]t|don['’]t|doesn['’]t"
    r"|[a-z]{2,}(?:ed|es)|[a-z]{3,}[^su\W]s|made|took|gave|went|came|said|left|sent|told|found|held"
    r"|saw|got|began|kept|put|ran|fell|became|face|faces)"
)
SUBJECT = (
    r"(?:it|he|she|they|we|i|you|there|this|that|these|those|the|a|an|its|his|her|their|our|some|many"
    r"|most|no|all|each|several|both|nobody|people|returnees|migrants|[A-Z][\w.’'-]*)"
)
#: ", and it has ..."; ", but many are ..."; ", while officials have ..."; needs a subject and a verb within some words.
COORDINATED = re.compile(
    rf",?\s+(?P<word>and|but|yet|while|whereas|although|though|even though|even if"
    rf"|so)\s+(?P<clause>{SUBJECT}\b(?:\s+[^\s,;:]+){{0,8}}?\s+{FINITE}\b)"
)
PREDICATE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|do|does|did|cannot|\w+n['’]t"
    r"|[a-z]{2,}ed|made|took|gave|went|came|said|left|sent|told|found|held|saw|got|began|kept|put|ran|fell|became|met"
    r"|paid|signed|[a-z]{2,}(?:tes|zes|ves|cts|nts|ins|ims|ows|rts|kes|ays|eks|eds|cks))\b"
)
RELATIVE = re.compile(
    r",\s+(?:and\s+)?where\s+(?=(?:they|he|she|people|some|many|it|we|families|migrants|returnees)\b)"
)
COLON = re.compile(rf":\s+(?={SUBJECT}\b(?:\s+[^\s,;:]+){{0,10}}?\s+{FINITE}\b)", re.IGNORECASE)
#: A second predicate that asks: "is costly and should stop".
MODAL = re.compile(r"\s+and\s+(?=(?:must|should|shall|ought to)\b)")
SEMICOLON = re.compile(r";\s+(?:(?:and|but|or|however|moreover|instead|meanwhile),?\s+)?")
#: A lesser clause before the main one: "Though little is known, it appears ..."; "Given the scant data, we ask ...".
OPENING = re.compile(
    r"^(?:(?:furthermore|moreover|finally|however|also|but|and|indeed|second"
    r"|first),?\s+)?(?P<word>though|although|while|even though|whereas|given(?: that)?"
    r"|considering(?: that)?|in (?:light|view) of)\s+"
    rf"(?P<premise>[^;:]{{15,400}}?),\s+(?=(?:{SUBJECT}|respectfully)\b(?:\s+[^\s,;:]+){{0,8}}?\s+\w)",
    re.IGNORECASE,
)
LABEL = re.compile(r"^[A-Z][\w’'&/-]*(?:\s+[\w’'&/-]+){0,5}:\s+(?=\S+\s+\S+)")
CONNECTIVE = re.compile(
    r"^(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s+|(?:and|but|yet|so(?!\s+far)|or|nor|however|moreover|furthermore"
    r"|meanwhile"
    r"|indeed|similarly|finally"
    r"|first|second|third|also|still|thus|therefore|hence|consequently|nevertheless"
    r"|nonetheless|in addition|as a result|for example|for instance|in fact|of course|more recently"
    r"|recently|particularly|in particular|on the other hand|at the same time|additionally|instead"
    r"|as a preliminary matter|in short|in sum|overall|today|lastly|then)\b,\s+|(?:and|but|yet|so(?!\s+far)|or"
    r"|thus)\s+)+",
    re.IGNORECASE,
)


def clauses(text: str) -> list[tuple[Span, bool]]:
    """The parts of a text in order, each with True where it is a premise that leads up to another ("given ...")."""
    label = LABEL.match(text)
    begin = label.end() if label and len(label.group().split()) <= 6 else 0
    parts: list[tuple[Span, bool]] = []
    opening = OPENING.match(text[begin:])
    if opening:
        premise = opening["word"].lower().startswith(("given", "considering", "in "))
        parts.append((Span(begin + opening.start("premise"), begin + opening.end("premise")), premise))
        begin += opening.end()
    parts += [(span, False) for span in _cut(text, begin)]
    return [(_trimmed(text, span), premise) for span, premise in parts if _trimmed(text, span)]


def _cut(text: str, begin: int) -> Iterator[Span]:
    cuts: list[tuple[int, int]] = []
    for expression in (SEMICOLON, COLON, MODAL, RELATIVE):
        cuts += [match.span() for match in expression.finditer(text, begin)]
    joined = list(COORDINATED.finditer(text, begin))
    cuts += [(match.start(), match.start("clause")) for match in joined]
    bare = {match.start() for match in joined if not match.group().startswith(",")}
    start = begin
    for first, last in sorted(cuts):
        if first - start < 12 or len(text) - last < 12:
            continue
        if first in bare and not _has_predicate(text[start:first]):
            continue
        yield Span(start, first)
        start = last
    yield Span(start, len(text))


def _has_predicate(text: str) -> bool:
    """Whether a part before a bare "and" can be a clause: "the deal between X" of "X and Y is secret" is none."""
    if re.search(r"\bbetween\b(?:(?!\band\b).)*$", text):
        return False
    return bool(PREDICATE.search(text))


def _trimmed(text: str, span: Span) -> Span:
    """The span without connectives before and marks and blanks after."""
    start, end = span
    lead = CONNECTIVE.match(text[start:end])
    start += lead.end() if lead else 0
    while start < end and text[start] in " ,;:—–":
        start += 1
    joined = re.search(r",?\s+(?:and|but|while|yet|so)[\s,]*$", text[start:end])
    end = start + joined.start() if joined else end
    while start < end and text[end - 1] in " ,;:—–":
        end -= 1
    if (
        end - start > 2
        and text[end - 1] == "."
        and not re.search(r"\b[A-Z]\.$|\b(?:a\.m|p\.m|etc)\.$", text[start:end])
    ):
        end -= 1
    return Span(start, end)
