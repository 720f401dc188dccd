"""What tagging finds in a document: plain values and spans of its text. Identity belongs to the store."""

from dataclasses import dataclass, field
from typing import Literal

from extract.document import Document, DocumentType, Span

ClaimKind = Literal["stated", "observed", "demanded", "norm", "context"]
SourceRole = Literal["implementer", "government", "civil_society", "affected", "media", "legal", "research", "other"]
Attribution = Literal["direct", "mixed", "indirect", "author"]
Certainty = Literal["asserted", "hedged", "unknown"]
SafeguardStatus = Literal["in_place", "absent", "unclear", "demanded", "required"]
Action = Literal[
    "halt",
    "guarantee",
    "coordinate",
    "publish",
    "provide",
    "investigate",
    "fund",
    "end",
    "adopt",
    "allow",
    "consult",
    "monitor",
    "other",
]
#: Names that are kept: an organisation, a place, a law or another norm, a programme. People's are not.
NameLabel = Literal["ORG", "LOC", "LAW", "PROGRAMME"]
#: What became of a demand; silence is a status too.
DemandStatus = Literal["open", "no_response", "in_progress", "stalled", "partly_met", "met", "refused", "overtaken"]

#: How the search for what a short form stands for ended: found; the note that it names is there and cites nothing, or
#: something else by its name; there is no note of that label; nothing stands before it that it could take up.
Resolution = Literal["found", "other_work", "no_citation", "no_note", "nothing_before"]

#: How much of a document's text may be shown to the public: all of it, the sentences that carry a claim or a demand
#: with their notes, or nothing but what is known about it.
Republish = Literal["full", "quotes", "none"]
#: What an address was found to be: there; at another place now; not there; not shown to a program, and perhaps to a
#: reader; or nobody answered.
LinkState = Literal["good", "moved", "gone", "refused", "unreachable"]
#: What became of a work that is cited. A work that has vanished is "dead"; one that its publisher took back is
#: "withdrawn", a study "retracted"; a judgment that its own court set aside is "annulled", that a higher one did,
#: "overturned"; what a newer version stands in the place of is "superseded".
WorkStatus = Literal["dead", "retracted", "annulled", "superseded", "corrected", "disputed", "withdrawn", "overturned"]

#: The value of `Claim.source` for what the document says in its own voice.
AUTHOR = "author"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of the body: the unit that is searched and labelled. `block` indexes `Document.blocks`."""

    n: int
    start: int
    end: int
    text: str
    page: int | None
    block: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One proposition that a reader could check or hold somebody to. `sentence` is a `Sentence.n`.

    `[start, end)` spans `content`. `source` is the text that names who says it, or `AUTHOR`.
    `actor` is the key of the actor that the source was resolved to. `score` is how likely `kind` is, in [0, 1], and
    `safeguard_scores` how likely the claim is about each of `safeguards`.
    """

    sentence: int
    kind: ClaimKind
    start: int
    end: int
    content: str
    source: str = AUTHOR
    source_span: Span | None = None
    source_role: SourceRole = "other"
    actor: str | None = None
    cue: str | None = None
    cue_span: Span | None = None
    attribution: Attribution = "author"
    certainty: Certainty = "asserted"
    safeguards: dict[str, SafeguardStatus] = field(default_factory=dict)
    safeguard_scores: dict[str, float] = field(default_factory=dict)
    footnotes: tuple[str, ...] = ()
    score: float = 1.0
    tagger: str = "rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Something that somebody is asked to do. `claim` indexes `Tagged.claims`."""

    claim: int
    action: Action
    text: str
    addressee: str | None = None
    condition: str | None = None
    deadline: str | None = None
    safeguards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One citation in CSL terms; `type` is a CSL type, "supra" or "id". `[start, end)` spans it in the document's text.

    `note` is the label of its note; None for an address or a link in the body. `short` is the name that it is given for
    later ("hereinafter"). Of a short form, `refers_to` is the label of the note in which what it stands for is cited in
    full, `stands_for` that citation's index in `Tagged.citations`, and `resolution` says how the search for it ended.
    """

    note: str | None
    start: int
    end: int
    type: str
    author: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    title: str | None = None
    container: str | None = None
    publisher: str | None = None
    place: str | None = None
    issued: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    edition: str | None = None
    number: str | None = None
    genre: str | None = None
    accessed: str | None = None
    url: str | None = None
    archive_url: str | None = None
    doi: str | None = None
    court: str | None = None
    docket: str | None = None
    reporter: str | None = None
    signal: str | None = None
    parenthetical: str | None = None
    locator: str | None = None
    short: str | None = None
    refers_to: str | None = None
    stands_for: int | None = None
    resolution: Resolution | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What a note says beside its citations: `[start, end)` in the document's text. `note` is the note's label."""

    note: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, body or group that the document names, with the places where it does."""

    key: str
    name: str
    role: SourceRole = "other"
    aliases: tuple[str, ...] = ()
    listed: bool = False  # stands in corpus/actors.csv
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in sentence number `sentence`; `[start, end)` spans it in the document's text."""

    sentence: int
    label: NameLabel
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """A document with its tags."""

    document: Document
    sentences: tuple[Sentence, ...] = ()
    claims: tuple[Claim, ...] = ()
    demands: tuple[Demand, ...] = ()
    citations: tuple[Citation, ...] = ()
    comments: tuple[Comment, ...] = ()
    actors: tuple[Actor, ...] = ()
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedActor:
    """A row of corpus/actors.csv."""

    key: str
    name: str
    role: SourceRole
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A row of corpus/programmes.csv. `host` and `implementer` are actor keys; dates are ISO 8601."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    host: str | None = None
    implementer: str | None = None
    from_date: str | None = None
    to_date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCheck:
    """A row of corpus/link_checks.csv: what was found at a cited address when it was last asked for, on `checked`.

    `last_seen` is the last day on which it was good. `archived_url` is a copy at the Wayback Machine, made on
    `archived`. Dates are ISO 8601.
    """

    url: str
    state: LinkState
    checked: str
    http_status: int | None = None
    final_url: str | None = None
    archived_url: str | None = None
    archived: str | None = None
    last_seen: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedStatus:
    """A row of corpus/works_status.csv: what became of a work, on `date`, and who says so (`source`).

    The work is known by what is given of `url` (in its canonical form), `doi` (lower case, without "doi:"), `docket`
    and `title`; at least one is. Later decisions in a case have its docket too: the row is about works of before
    `date`.
    """

    status: WorkStatus
    source: str
    url: str | None = None
    doi: str | None = None
    docket: str | None = None
    title: str | None = None
    date: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is known of a document before it is tagged: actors and programmes on file, and what its row says of it."""

    actors: tuple[ListedActor, ...] = ()
    programmes: tuple[Programme, ...] = ()
    programme: Programme | None = None
    publisher: str | None = None
    type: DocumentType | None = None
