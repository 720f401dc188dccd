"""What the page shows of a tagged document: blocks of sentences of runs, each run within the same spans throughout."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from avr_docs import cues
from avr_docs.nlp import Parsed
from avr_docs.page.segments import Stretch, segments
from avr_docs.records import Claim, ClaimKind, SafeguardStatus, Sentence, Tagged
from avr_docs.words import KINDS, WORDS, say
from extract.document import FURNITURE_KINDS, Block, Document, Note, Span

#: Roles in which people speak for themselves. Their names get no mark; the names of offices and authors do.
PRIVATE_ROLES = frozenset({"affected", "other"})
#: Entities whose names are no person's.
BODIES = frozenset({"ORG", "LOC", "GPE", "FAC", "LAW", "PROGRAMME", "NORP", "DATE"})
#: A page has one h1, its parts have an h2.
TOP_LEVEL, LAST_LEVEL = 3, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What is said of a claim around it: `words` and `elsewhere` where it begins, `safeguards` where it ends.

    `elsewhere` is who says it and the number of the sentence where that stands, if that is another one.
    """

    kind: ClaimKind
    words: tuple[str, ...]
    elsewhere: tuple[str, int] | None
    safeguards: tuple[tuple[str, SafeguardStatus], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text in which nothing begins or ends. `kinds` are those of the claims that it is part of, the outermost first.

    `markers` are notes whose marker stands after it, each as its number on the page and which of its markers it is.
    """

    text: str
    kinds: tuple[ClaimKind, ...] = ()
    source: bool = False
    cue: bool = False
    opens: tuple[Label, ...] = ()
    closes: tuple[Label, ...] = ()
    markers: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBlock:
    """A block; `begins` and `ends` a row of its kind; `bullet` is due to an item of a list that has no mark of its own.

    Sentences are numbered, what stands between them is not.
    """

    kind: str
    level: int
    pages: str | None
    begins: bool
    ends: bool
    bullet: bool
    sentences: tuple[tuple[int | None, tuple[Run, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A document as the page shows it; `notes` are numbered from 0, `furniture` is what is no part of the text."""

    blocks: tuple[ShownBlock, ...]
    notes: tuple[Note, ...]
    furniture: tuple[tuple[str, str], ...]
    kinds: dict[str, int]
    safeguards: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    taggers: tuple[str, ...]


#: What a stretch of the text is: the words that name a source or that attribute, a sentence, or a claim.
Thing: TypeAlias = Literal["source", "cue"] | Sentence | Label
#: What an item of a list may begin with: "– ", "12. ", "(a) ".
OWN_MARK = re.compile(r"[^\w\s(\[“\"'‘«¿¡]|[(\[]?\w{1,4}[.)\]]\s")
#: Marks after a claim's last word: its labels stand after them.
CLOSING = re.compile(r"[^\w\s—–]*")


def shown(tagged: Tagged, parsed: Parsed) -> Shown:
    """The view of a document with its tags; `parsed` tells which sources are names of people."""
    document = tagged.document
    counted = Counter(claim.kind for claim in tagged.claims)
    return Shown(
        blocks=tuple(_blocks(tagged, _stretches(tagged, parsed))),
        notes=document.notes,
        furniture=tuple(
            (block.kind, document.text[block.start : block.end])
            for block in document.blocks
            if block.kind in FURNITURE_KINDS
        ),
        kinds={kind: counted[kind] for kind in KINDS},  # type: ignore[index]
        safeguards=tuple(_safeguards(tagged.claims)),
        taggers=tuple(sorted({claim.tagger for claim in tagged.claims})),
    )


def _safeguards(claims: Iterable[Claim]) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
    """Each safeguard that a claim is about, in the order of the scheme, with how many claims give it each status."""
    counted = Counter(pair for claim in claims for pair in claim.safeguards.items())
    for safeguard in cues.safeguards():
        of_it = tuple((status, counted[safeguard.id, status]) for status in WORDS["status"])  # type: ignore[index]
        if any(count for _, count in of_it):
            yield safeguard.name, tuple((status, count) for status, count in of_it if count)


def _stretches(tagged: Tagged, parsed: Parsed) -> list[Stretch[Thing]]:
    """Everything that is marked in the text. What begins and ends at the same places is in the order of the claims."""
    names = {safeguard.id: safeguard.name for safeguard in cues.safeguards()}
    sentences = {sentence.n: sentence for sentence in tagged.sentences}
    listed = {actor.key for actor in tagged.actors if actor.listed}
    found: list[Stretch[Thing]] = [Stretch(each.start, each.end, each) for each in tagged.sentences]
    sources: set[Span] = set()
    cued: set[Span] = set()
    for claim in tagged.claims:
        sentence, source = sentences[claim.sentence], claim.source_span
        private = source is not None and claim.actor not in listed and _is_private(claim, source, parsed)
        elsewhere = None
        if source is not None and not private:
            sources.add(source)
            if not sentence.start <= source.start < sentence.end:
                elsewhere = (claim.source, _sentence_at(tagged.sentences, source.start).n)
        if claim.cue_span is not None:
            cued.add(claim.cue_span)
        label = Label(
            kind=claim.kind,
            words=tuple(_words(claim)),
            elsewhere=elsewhere,
            safeguards=tuple((names.get(id, id), status) for id, status in claim.safeguards.items()),
        )
        found.append(Stretch(max(claim.start, sentence.start), min(claim.end, sentence.end), label))
    found += [Stretch(span.start, span.end, "source") for span in sorted(sources)]
    found += [Stretch(span.start, span.end, "cue") for span in sorted(cued)]
    return found


def _words(claim: Claim) -> Iterator[str]:
    """The words of a claim's label: its kind, how it is attributed, and how sure it is, where that is worth a word."""
    yield say("kind", claim.kind).lower()
    if claim.attribution != "author":
        yield say("attribution", claim.attribution)
    if claim.certainty != "asserted":
        yield say("certainty", claim.certainty).lower()


def _is_private(claim: Claim, source: Span, parsed: Parsed) -> bool:
    """Whether a source is, or names, a person who speaks for no body that is known."""
    if claim.source_role not in PRIVATE_ROLES:
        return False
    sentence = _sentence_at(parsed.sentences, source.start)
    tokens = (
        token
        for token in parsed.docs[sentence.n - 1]
        if source.start < sentence.start + token.idx + len(token) and sentence.start + token.idx < source.end
    )
    return any(
        token.ent_type_ == "PERSON" or (token.pos_ == "PROPN" and token.ent_type_ not in BODIES) for token in tokens
    )


def _sentence_at(sentences: Sequence[Sentence], offset: int) -> Sentence:
    return sentences[max(0, bisect_right(sentences, offset, key=lambda sentence: sentence.start) - 1)]


def _blocks(tagged: Tagged, stretches: list[Stretch[Thing]]) -> Iterator[ShownBlock]:
    document = tagged.document
    body = [block for block in document.blocks if block.kind not in FURNITURE_KINDS and block.kind != "note"]
    inside = _by_block(stretches, body)
    markers = _markers(document)
    page: str | None = None
    level = TOP_LEVEL - 1
    for i, block in enumerate(body):
        if block.kind == "heading":
            level = min(level + 1, LAST_LEVEL, TOP_LEVEL - 1 + max(1, block.level or 1))
        pages = _pages(block)
        yield ShownBlock(
            kind=block.kind,
            level=level,
            pages=pages if pages != page else None,
            begins=i == 0 or body[i - 1].kind != block.kind,
            ends=i + 1 == len(body) or body[i + 1].kind != block.kind,
            bullet=not OWN_MARK.match(document.text, block.start, block.end),
            sentences=tuple(_sentences(document.text, block, inside[i], markers)),
        )
        page = pages.rpartition("–")[2] if pages else page


def _sentences(
    text: str, block: Block, stretches: list[Stretch[Thing]], markers: dict[int, list[tuple[int, int]]]
) -> Iterator[tuple[int | None, tuple[Run, ...]]]:
    """The runs of a block, by sentence; those between sentences have no number."""
    closes = _closes(text, block, stretches)
    current: int | None = None
    runs: list[Run] = []
    for segment in segments(block.start, block.end, stretches, [*markers, *closes]):
        things = [each.value for each in segment.over]
        number = next((each.n for each in things if isinstance(each, Sentence)), None)
        if runs and number != current:
            yield current, tuple(runs)
            runs = []
        current = number
        begun = [each.value for each in segment.over if each.start == segment.start]
        runs.append(
            Run(
                text=text[segment.start : segment.end],
                kinds=tuple(each.kind for each in things if isinstance(each, Label)),
                source="source" in things,
                cue="cue" in things,
                opens=tuple(each for each in begun if isinstance(each, Label)),
                closes=tuple(closes.get(segment.end, ())),
                markers=tuple(markers.get(segment.end, ())),
            )
        )
    if runs:
        yield current, tuple(runs)


def _closes(text: str, block: Block, stretches: list[Stretch[Thing]]) -> dict[int, list[Label]]:
    """The labels of claims with safeguards by the offset before which these stand: after the claim and its marks."""
    found: dict[int, list[Label]] = defaultdict(list)
    for each in stretches:
        if isinstance(each.value, Label) and each.value.safeguards and each.end <= block.end:
            mark = CLOSING.match(text, each.end, block.end)
            found[mark.end() if mark else each.end].append(each.value)
    return found


def _markers(document: Document) -> dict[int, list[tuple[int, int]]]:
    """The markers of notes by the offset that they stand before; a note's anchor is the character before its marker."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for n, note in enumerate(document.notes):
        for nth, anchor in enumerate(note.anchors):
            found[anchor + 1].append((n, nth))
    return found


def _by_block(stretches: Iterable[Stretch[Thing]], blocks: Sequence[Block]) -> list[list[Stretch[Thing]]]:
    """For each block what has characters in common with it; blocks follow one another in the text."""
    starts = [block.start for block in blocks]
    found: list[list[Stretch[Thing]]] = [[] for _ in blocks]
    for each in stretches:
        i = max(0, bisect_right(starts, each.start) - 1)
        while i < len(blocks) and starts[i] < each.end:
            found[i].append(each)
            i += 1
    return found


def _pages(block: Block) -> str | None:
    """The page of a block, or the first and last of one that runs on: "2–3"."""
    numbers = [page for page in (block.page, *(part.page for part in block.parts)) if page is not None]
    if not numbers:
        return None
    return str(numbers[0]) if numbers[0] == numbers[-1] else f"{numbers[0]}–{numbers[-1]}"
