"""The attributions of a sentence by its dependency tree: a reporting word, its subject and the clause that it governs.

The reporting words and their frames are those of cues/reporting.yml. The tree says who the subject is over any
distance ("The minister, who had toured the site for two days, said") and where a clause ends; what it gets wrong
most is which clause a parenthetical "he said" belongs to, so that quotations and commas decide that.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from avr_docs.tag.reporting import verbs
from avr_docs.tag.voices import DENIED, View, Voice, first_person, is_speech, make
from extract.document import Span

#: In order: where a word has several frames, the first that finds a content counts.
FRAMES = ("clause", "finding", "attitude", "request", "object", "continued", "intention", "topic", "quoted")
#: What stands in the content is a clause, or a quotation.
REPORTS = frozenset({"clause", "finding", "attitude", "continued", "quoted"})
#: Dependents of a source that are no part of the phrase that names it.
BESIDE = frozenset(
    {"acl:relcl", "parataxis", "advcl", "appos", "case", "cc", "punct", "discourse", "mark", "advcl:relcl"}
)
SUBJECTS = ("nsubj", "nsubj:outer", "csubj", "nsubj:pass")
#: What is wished for, asked or possible was not said.
UNREAL = frozenset(
    {"should", "must", "may", "might", "could", "can", "cannot", "to", "not", "n't", "n’t", "never", "let"}
)
CONDITIONS = frozenset({"if", "unless", "whether", "until", "once", "before"})
QUESTIONS = frozenset({"what", "whether", "how", "why", "who", "whom", "whose", "when", "where", "which", "if"})
WHO = ("who", "which", "that")
#: What is rejected or denied is what somebody said; of what is merely praised or described nothing is told.
DENIALS = frozenset({"reject", "deny", "dismiss", "refute", "dispute", "criticise", "criticize", "condemn", "denounce"})
#: A verb in these relations may have the subject of the verb over it, at most so many steps up.
CLIMBS = frozenset({"conj", "xcomp", "advcl", "ccomp"})
STEPS = 3


@dataclass(frozen=True, slots=True)
class _Cue:
    token: Token
    span: Span
    frame: str


def in_tree(view: View, doc: Doc) -> list[Voice]:
    """The attributions whose cue stands in the view's part of the sentence, in the order of their cues."""
    found: list[Voice] = []
    for cue in _cues(view, doc):
        if any(voice.cue and _overlap(voice.cue, cue.span, view) for voice in found):
            continue
        found += _voices(view, doc, cue)
    return found


def last_speaker(view: View, doc: Doc) -> Span | None:
    """Who stands with the last reporting word of the sentence, outside of quotations."""
    sources = [source for cue in _cues(view, doc) if cue.frame != "object" and (source := _source(view, cue))]
    return sources[-1] if sources else None


def _overlap(given: Span, span: Span, view: View) -> bool:
    base = view.sentence.start
    return given.start - base < span.end and span.start < given.end - base


def _cues(view: View, doc: Doc) -> Iterator[_Cue]:
    """The reporting words outside of quotations, each with its topmost token."""
    seen: set[tuple[int, str]] = set()
    for frame in FRAMES:
        for match in verbs(frame).finditer(view.mask, view.start, view.end):
            verb = Span(*match.span("verb"))
            span = doc.char_span(verb.start, verb.end, alignment_mode="expand")
            if span is None:
                continue
            key = (span.root.i, frame)
            if key not in seen:
                seen.add(key)
                yield _Cue(span.root, Span(*match.span()), frame)


def _voices(view: View, doc: Doc, cue: _Cue) -> list[Voice]:
    token = cue.token
    gerund = token.tag_ == "VBG" and not any(child.dep_ == "aux" for child in token.children)
    if token.pos_ not in ("VERB", "AUX", "ADJ") or _unreal(token) or (gerund and cue.frame != "continued"):
        return []
    if token.dep_ == "acl:relcl" and any(
        child.dep_ in SUBJECTS and child.lower_ not in WHO for child in token.children
    ):
        return []  # "places that the ministry warns people to avoid"
    source = _source(view, cue)
    if source is None or first_person(view, source) or DENIED.match(view.mask, source.start, source.end):
        return []
    contents, request = _contents(view, doc, cue, source)
    made = (make(view, content, source, cue.span, request=request) for content in contents)
    return [voice for voice in made if voice]


def _unreal(token: Token) -> bool:
    """An infinitive, or what nobody said: "to say", "did not say", "could argue", "if they ask"."""
    if token.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ in CONDITIONS for child in token.children):
        return True
    return any(child.lower_ in UNREAL and child.dep_ in ("aux", "mark", "advmod") for child in token.children) and (
        token.dep_ != "advmod"
    )


def _source(view: View, cue: _Cue) -> Span | None:
    head = subject(cue.token)
    if head is None:
        return None
    phrase = noun_phrase(head)
    if phrase.start < cue.span.end and cue.span.start < phrase.end:
        return None
    if "█" in view.mask[phrase.start : phrase.end] and not re.search(r"\w", view.mask[phrase.start : phrase.end]):
        return None
    return phrase


def subject(verb: Token) -> Token | None:
    """Who does what a verb says: its subject or agent, that of a verb over it, or the noun that a relative is of."""
    at = verb
    for _ in range(STEPS):
        passive = any(child.dep_ in ("aux:pass", "nsubj:pass") for child in at.children) or at.dep_ == "acl"
        agent = next((c for c in at.children if c.dep_ == "obl:agent"), None)
        if agent is not None:
            return agent
        if passive and at.tag_ == "VBN":
            return None
        found = next((child for child in at.children if child.dep_ in SUBJECTS), None)
        if found is not None:
            relative = found.lower_ in WHO
            return at.head if relative and at.dep_ == "acl:relcl" else None if relative else found
        if at.dep_ == "acl" or at.dep_ == "acl:relcl":
            return at.head
        if at.dep_ not in CLIMBS or at.head is at:
            return None
        at = at.head
    return None


def noun_phrase(head: Token) -> Span:
    """The span of a phrase that names somebody, without what commas and relatives set off."""
    inside = {head.i}
    for child in head.children:
        name = child.dep_ == "appos" and abs(child.i - head.i) <= 4 and not _comma_between(head, child)
        if child.dep_ not in BESIDE or name:
            inside |= {token.i for token in child.subtree}
    first = last = head.i
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    doc = head.doc
    return Span(doc[first].idx, doc[last].idx + len(doc[last]))


def _comma_between(one: Token, other: Token) -> bool:
    low, high = sorted((one.i, other.i))
    return any(token.text in ",;—–-(" for token in one.doc[low:high])


def _contents(view: View, doc: Doc, cue: _Cue, source: Span) -> tuple[list[tuple[int, int]], bool]:
    verb, frame = cue.token, cue.frame
    children = list(verb.children)
    taken = (source, cue.span)
    if frame == "request":
        return _requested(verb, children, taken), True
    clause = next((c for c in children if c.dep_ == "ccomp"), None)
    quotes = [part for part in view.quotes if is_speech(view, part) and view.start <= part.start < view.end]
    if frame in REPORTS:
        if frame == "quoted" and not quotes:
            return [], False
        if clause is not None:
            return _with_quotes(_split(_extent(clause), taken), quotes, taken), False
        if verb.dep_ == "parataxis" and verb.head is not verb:
            return _split((view.start, view.end), (Span(*_extent(verb)), *taken)), False
        if quotes:
            return [(part.start, part.end) for part in quotes if not _meets(part, taken)], False
        later = next((c for c in children if c.dep_ == "parataxis" and c.i > verb.i), None)
        if later is not None and frame in ("clause", "finding"):
            return _split(_extent(later), taken), False
    if frame == "object":
        parts = [c for c in children if c.dep_ in ("obj", "xcomp", "ccomp", "obl") and c.i > verb.i]
        called = any(c.dep_ == "xcomp" or any(g.lower_ == "as" for g in c.children) for c in parts)
        if parts and parts[0].dep_ in ("obj", "ccomp", "xcomp") and (called or verb.lemma_ in DENIALS):
            start, end = min(_extent(c)[0] for c in parts), max(_extent(c)[1] for c in parts)
            return _split((start, end), taken), False
    if frame == "intention":
        wished = next((c for c in children if c.dep_ == "xcomp" and c.i > verb.i), None)
        return _split(_extent(wished), taken) if wished is not None else [], False
    if frame == "topic":
        about = next((c for c in children if c.dep_ == "obl" and c.i > verb.i), None)
        return _split(_extent(about), taken) if about is not None else [], False
    return [], False


def _requested(verb: Token, children: list[Token], taken: tuple[Span, ...]) -> list[tuple[int, int]]:
    for name in ("xcomp", "ccomp", "advcl"):
        found = next((c for c in children if c.dep_ == name and c.i > verb.i), None)
        if found is not None:
            asks = found.left_edge.lower_ in QUESTIONS  # "asked where they came from" demands nothing
            return [] if asks else _split(_extent(found), taken)
    wanted = next((c for c in children if c.dep_ == "obl" and any(g.lower_ == "for" for g in c.children)), None)
    return _split(_extent(wanted), taken) if wanted is not None else []


def _extent(token: Token) -> tuple[int, int]:
    """A token with all that depends on it, without the "that" which opens it."""
    left, right = token.left_edge, token.right_edge
    opened = left.lower_ == "that" and left.dep_ == "mark" and left.i + 1 < right.i
    return (left.nbor().idx if opened else left.idx), right.idx + len(right)


def _split(content: tuple[int, int], taken: tuple[Span, ...]) -> list[tuple[int, int]]:
    """The content without the source and the cue that stand within it."""
    parts = [content]
    for span in taken:
        left = [(start, min(end, span.start)) for start, end in parts if start < span.start]
        right = [(max(start, span.end), end) for start, end in parts if end > span.end]
        parts = sorted({*left, *right})
    return parts


def _with_quotes(contents: list[tuple[int, int]], quotes: list[Span], taken: tuple[Span, ...]) -> list[tuple[int, int]]:
    """The contents, each run out to the end of a quotation that it cuts."""
    grown = []
    for start, end in contents:
        for part in quotes:
            if part.start < end and part.end > start and not _meets(part, taken):
                start, end = min(start, part.start), max(end, part.end)
        grown.append((start, end))
    return grown


def _meets(part: Span, taken: tuple[Span, ...]) -> bool:
    return any(part.start < span.end and span.start < part.end for span in taken)
