"""One invented document as rows of our tables: a text that its blocks tile, and everything else by offsets into it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product
from random import Random
from typing import Any, NamedTuple

from benchmarks.invented_text import PHRASES, Sentences

Rows = dict[str, list[tuple[Any, ...]]]
#: Sentences on a page, and a heading after so many paragraphs.
PAGE, CHAPTER = 24, 7
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
#: Ids are sixty random bits, four letters at a time.
QUARTERS = ["".join(letters) for letters in product(LETTERS, repeat=4)]
SPEAKING = ("implementer", "government")
KINDS = ("stated", "observed", "demanded", "norm", "context")
KIND_WEIGHTS = {True: (60, 6, 2, 8, 24), False: (6, 48, 14, 8, 24)}
STATUSES = ("in_place", "absent", "unclear")
STATUS_WEIGHTS = {"stated": (80, 8, 12), "observed": (22, 58, 20)}
ALWAYS = {"demanded": "demanded", "norm": "required"}
ATTRIBUTIONS = {"indirect": 50, "direct": 30, "mixed": 20}
CERTAINTY = {"asserted": 84, "hedged": 11, "unknown": 5}
ACTIONS = ("publish", "allow", "stop", "investigate", "inform", "other")


class Actor(NamedTuple):
    """Somebody who publishes documents and is named in others'."""

    key: str
    name: str
    role: str


class Work(NamedTuple):
    """Something that documents cite."""

    key: str
    author: str
    title: str
    issued: str
    url: str | None


@dataclass(frozen=True, slots=True)
class World:
    """What all documents have in common."""

    actors: Sequence[Actor]
    works: Sequence[Work]  # those first that are cited most
    work_weights: Sequence[float]


@dataclass(slots=True)
class Draft:
    """A document while its text grows."""

    id: str
    publisher: Actor
    programme: str | None
    random: Random
    sentences: Sentences
    world: World
    rows: Rows = field(default_factory=lambda: defaultdict(list))
    parts: list[str] = field(default_factory=list)
    length: int = 0
    numbers: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    page: int = 1
    pending: list[tuple[str, str, int]] = field(default_factory=list)  # notes of this page: id, label, n
    last_citation: tuple[str, str] | None = None
    cited_by: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    claimed: list[tuple[str, list[str]]] = field(default_factory=list)  # claims, with the notes of each

    def next_id(self) -> str:
        bits = self.random.getrandbits(60)
        return QUARTERS[bits >> 40] + QUARTERS[bits >> 20 & 0xFFFFF] + QUARTERS[bits & 0xFFFFF]

    def number(self, kind: str) -> int:
        self.numbers[kind] += 1
        return self.numbers[kind]

    def block(self, kind: str, texts: Sequence[str], level: int | None = None) -> tuple[str, list[int]]:
        """Adds a block that holds `texts`, parted by blanks; its id and where each begins."""
        id, start = self.next_id(), self.length + 2 if self.length else 0
        at, begins = start, []
        for text in texts:
            begins.append(at)
            at += len(text) + 1
        whole = " ".join(texts)
        self.parts.append(whole)
        self.length = start + len(whole)
        top = 72.0 + 20 * (len(self.rows["blocks"]) % 34)
        box = (72.0, top, 523.0, top + 18)
        self.rows["blocks"].append(
            (id, self.id, self.number("block"), kind, start, self.length, self.page, *box, level)
        )
        return id, begins


def make(draft: Draft, *, claims: int) -> str:
    """Fills the draft's rows with a document of `claims` claims and twice as many sentences; its text."""
    _title(draft)
    wanted = max(4, 2 * claims)
    counts: dict[int, int] = defaultdict(int)
    for place in draft.random.sample(range(2 * wanted), k=claims):  # no more than two in a sentence
        counts[place % wanted] += 1
    at = on_page = 0
    while at < wanted:
        if draft.number("paragraph") % CHAPTER == 0:
            _plain(draft, "heading", draft.sentences.title(), level=1 + draft.numbers["paragraph"] % 2)
        size = min(wanted - at, draft.random.randint(2, 6))
        _paragraph(draft, [counts[at + i] for i in range(size)])
        at, on_page = at + size, on_page + size
        if on_page >= PAGE:
            _end_page(draft)
            on_page = 0
    _end_page(draft)
    _rest(draft)
    draft.rows["pages"] += [(draft.next_id(), draft.id, n, 595.28, 841.89) for n in range(1, draft.page)]
    return "\n\n".join(draft.parts)


def _title(draft: Draft) -> None:
    _plain(draft, "letterhead", draft.publisher.name)
    _plain(draft, "title", draft.sentences.title())


def _plain(draft: Draft, kind: str, text: str, level: int | None = None) -> None:
    block, (start,) = draft.block(kind, [text], level)
    draft.rows["sentences"].append(
        (draft.next_id(), draft.id, draft.number("sentence"), text, draft.page, start, start + len(text), block)
    )


def _paragraph(draft: Draft, claims: Sequence[int]) -> None:
    random, made = draft.random, []
    for n in claims:
        speaker = random.choice(draft.world.actors)
        text, safeguard = draft.sentences.sentence(speaker.name, about=random.random() < (0.62 if n else 0.2))
        made.append((text, safeguard, speaker, n))
    kind = "list_item" if random.random() < 0.12 else "paragraph"
    block, begins = draft.block(kind, [text for text, *_ in made])
    for (text, safeguard, speaker, n), start in zip(made, begins, strict=True):
        id, notes = draft.next_id(), []
        row = (id, draft.id, draft.number("sentence"), text, draft.page, start, start + len(text), block)
        draft.rows["sentences"].append(row)
        if random.random() < (0.24 if n else 0.08):
            notes.append(_note(draft, id, start + len(text) - 1))
        if text.startswith(speaker.name):
            span = (start, start + len(speaker.name))
            draft.rows["actor_mentions"].append((draft.next_id(), draft.id, speaker.key, id, speaker.name, *span))
            draft.rows["names"].append((draft.next_id(), draft.id, id, "ORG", speaker.name, *span))
        elif text.startswith("In "):
            place = text[3 : text.index(" ", 4)]
            draft.rows["names"].append((draft.next_id(), draft.id, id, "GPE", place, start + 3, start + 3 + len(place)))
        _claims(draft, id, text, start, n, safeguard, speaker, notes)


def _note(draft: Draft, sentence: str, offset: int) -> str:
    n = draft.number("note")
    id, label = draft.next_id(), str(n)
    draft.rows["note_anchors"].append((draft.next_id(), draft.id, id, sentence, offset))
    draft.pending.append((id, label, n))
    return id


def _claims(
    draft: Draft, sentence: str, text: str, start: int, n: int, safeguard: str | None, speaker: Actor, notes: list[str]
) -> None:
    """Cuts the sentence into `n` claims at its blanks; they share its safeguard."""
    random, named = draft.random, text.startswith(speaker.name)
    said_by, voice = (speaker.name, speaker) if named else ("author", draft.publisher)
    source = (start, start + len(speaker.name)) if named else (None, None)
    for first, last in _pieces(text, n):
        id = draft.next_id()
        (kind,) = random.choices(KINDS, KIND_WEIGHTS[voice.role in SPEAKING])
        how = _drawn(random, ATTRIBUTIONS) if named else "author"
        number, certainty, score = draft.number("claim"), _drawn(random, CERTAINTY), round(random.random(), 3)
        who = (said_by, voice.role, voice.key, how, certainty, draft.programme)
        place = (draft.page, score, "rules and network", start + first, start + last, *source)
        draft.rows["claims"].append((id, draft.id, sentence, number, kind, text[first:last], *who, *place))
        status = ALWAYS.get(kind) or random.choices(STATUSES, STATUS_WEIGHTS.get(kind, (40, 30, 30)))[0]
        about = {safeguard} if safeguard else set()
        about |= {random.choice(tuple(PHRASES))} if random.random() < 0.12 else set()
        for each in sorted(about):
            draft.rows["claim_safeguards"].append((id, each, status, round(0.4 + 0.6 * random.random(), 3)))
        draft.claimed.append((id, notes))
        if kind == "demanded":
            _demand(draft, id, sentence, text[first:last], sorted(about))


def _pieces(text: str, n: int) -> list[tuple[int, int]]:
    """`n` parts of the text, parted at blanks; none where `n` is 0."""
    if n == 1:
        return [(0, len(text.rstrip(".")))]
    words = text.split(" ")
    cuts = [sum(len(word) + 1 for word in words[: len(words) * i // n]) for i in range(n + 1)] if n else []
    return [(first, first + len(text[first:last].rstrip(" ."))) for first, last in pairwise(cuts)]


def _drawn(random: Random, weighted: dict[str, int]) -> str:
    return random.choices(tuple(weighted), tuple(weighted.values()))[0]


def _demand(draft: Draft, claim: str, sentence: str, text: str, about: list[str]) -> None:
    key, random = draft.next_id(), draft.random
    addressee = random.choice(draft.world.actors).name if random.random() < 0.7 else None
    asked = (draft.number("demand"), random.choice(ACTIONS), text, addressee, "open", draft.page)
    draft.rows["demands"].append((key, draft.id, claim, sentence, *asked))
    draft.rows["demand_safeguards"] += [(key, each) for each in about]


def _end_page(draft: Draft) -> None:
    """Puts the notes of the page at its foot, and its number beneath them."""
    for id, label, n in draft.pending:
        made, begins = _citations(draft, id)
        _, starts = draft.block("note", [f"{label} {' '.join(made)}"])
        start = starts[0] + len(label) + 1
        text = " ".join(made)
        draft.rows["notes"].append((id, draft.id, n, label, "footnote", text, draft.page, start, start + len(text)))
        for (citation, values), begin in zip(begins, _starts(made, start), strict=True):
            draft.rows["citations"].append((citation, draft.id, id, *values, begin, begin + len(values[1])))
    draft.pending.clear()
    draft.block("page_number", [str(draft.page)])
    draft.page += 1


def _starts(texts: Sequence[str], at: int) -> list[int]:
    found = []
    for text in texts:
        found.append(at)
        at += len(text) + 1
    return found


def _citations(draft: Draft, note: str) -> tuple[list[str], list[tuple[str, tuple[Any, ...]]]]:
    random, made, rows = draft.random, [], []
    for _ in range(1 if random.random() < 0.7 else 2):
        id, n, locator = draft.next_id(), draft.number("citation"), str(random.randint(1, 90))
        if draft.last_citation and random.random() < 0.18:
            text, (before, work) = f"Ibid., p. {locator}.", draft.last_citation
            values = (n, text, "id", None, None, None, None, locator, before, "found", work)
        else:
            (cited,) = random.choices(draft.world.works, cum_weights=draft.world.work_weights)
            text = f"{cited.author}, {cited.title} ({cited.issued}), p. {locator}."
            told = (cited.author, cited.title, cited.issued, cited.url)
            values, work = (n, text, "report", *told, locator, None, None, cited.key), cited.key
        draft.last_citation = (id, work)
        draft.cited_by[note].append((id, work))
        made.append(text)
        rows.append((id, values))
    return made, rows


def _rest(draft: Draft) -> None:
    """What ties claims to notes, works and roots; and who signed."""
    for claim, notes in draft.claimed:
        cited = [pair for note in notes for pair in draft.cited_by[note]]
        draft.rows["claim_notes"] += [(claim, note) for note in notes]
        draft.rows["claim_citations"] += [(claim, citation) for citation, _ in cited]
        draft.rows["claim_roots"] += [(claim, work, work, None, 1) for work in sorted({work for _, work in cited})]
        if not cited:
            draft.rows["claim_roots"].append((claim, f"document:{draft.id}", None, draft.id, 0))
    named = {row[2] for row in draft.rows["actor_mentions"]} | {draft.publisher.key}
    draft.rows["document_actors"] += [
        (draft.id, actor.key, actor.name, actor.role) for actor in draft.world.actors if actor.key in named
    ]
    for position in range(1, draft.random.randint(1, 3)):
        name = f"{draft.random.choice(draft.world.works).author} Example"
        organization = draft.random.choice(draft.world.actors).name
        draft.rows["parties"].append(
            (
                draft.next_id(),
                draft.id,
                "signatory" if position == 1 else "cc",
                position,
                name,
                "Director",
                organization,
            )
        )
