"""Who speaks in a document's own voice, and whether a speaker is a party to the programme.

Whose voice it is must be told: by the publisher, the sender, the signatories, the authors, or by a body that the
document's head or first words name. Where nothing tells, the voice is an observer's, never a party's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from avr_docs.records import Actor, Setting, SourceRole
from avr_docs.tag.actors import role_by_words
from extract.document import Document, Span

#: Roles of bodies that run, order or fund programmes: what they say is `stated`.
PARTIES: frozenset[str] = frozenset({"implementer", "government"})
#: Whose voice a type of document is in, where nothing else tells.
BY_TYPE: dict[str, SourceRole] = {"news": "media", "report": "research", "memo": "research", "letter": "civil_society"}
#: Blocks that name who issues a document.
HEADS = frozenset({"letterhead", "header", "title"})
#: What stands before the first words of a release: "Selwyn, 5 October 2021 – ".
DATELINE = re.compile(r"[^–—]{0,60}(?:\s[–—-]+\s|[—–]\s?)")
ABOUT = re.compile(r"(?:About|Acerca de|Sobre)\s+(?P<who>[^:.\n]{2,80})[:.\n]?")
#: A title that is nothing but a body's name: capitals and small words.
OWN_NAME = re.compile(r"(?:(?:[A-ZÁÉÍÓÚÑ][\w’'.-]*|of|for|the|and|on|de|la|del|para|los|sobre|y)(?:\s+|$))+\Z")
#: What a body says of itself in the first sentence of its own release.
ANNOUNCES = re.compile(
    r"[^.]{0,200}\b(?:today|this week|announc\w+|launch\w*|welcom\w+|taken note|takes note|pleased|opened|signed"
    r"|confirm\w*|conclud\w+|helped|assisted|presented|published|statement)\b"
)
#: How heads of state and their offices speak in their own papers: proclamations, remarks, declarations, fact sheets.
OFFICIAL = re.compile(
    r"\b[Bb]y the authority vested in me\b|\b[Mm]y Administration\b|\bI hereby (?:order|direct|proclaim|determine)\b"
    r"|\b(?:do )?hereby (?:proclaim|order|determine)\b|\b[Ww]e, the [Hh]eads of [Ss]tate\b"
    r"|^(?:THE (?:VICE )?PRESIDENT|(?:THE )?PRIME MINISTER(?: [A-Z]+)?|SECRETARY [A-Z]+|SENIOR [A-Z ]+ OFFICIAL):"
    r"|^FACT SHEET: .*\bAdministration\b",
    re.MULTILINE,
)
#: How many words open a paragraph, and the share of paragraphs that must open with an authority.
OPENING_WORDS = 14
OWN_SHARE = 0.3
#: What a body does not say of its own deeds.
AGAINST = re.compile(
    r"\b(?:condemn\w*|violat(?:es?|ed|ing)|unlawful\w*|we (?:urge|demand|call on)|deeply concerned|alarm\w*"
    r"|fail(?:s|ed|ure) to"
    r"|cruel\w*|inhuman\w*|coerc\w+|must (?:stop|end|halt))\b",
    re.IGNORECASE,
)
#: Furthest into a block that the body that issues the document is named.
NEAR = 40


@dataclass(frozen=True, slots=True)
class Author:
    """The voice of what is not attributed: its role, whether it is an authority's own document, and who told it.

    `name` is the publisher, sender, signatory or author whose role it is; None where something else told it.
    """

    role: SourceRole
    party: bool
    name: str | None = None


def author(document: Document, actors: Sequence[Actor], setting: Setting) -> Author:
    """The document's own voice: that of its publisher, sender or signatories, else of the body at its head."""
    meta = document.meta
    type = setting.type or meta.type
    if type == "news":
        return Author("media", False)
    names = [setting.publisher, meta.publisher, meta.sender, *(p.organization or p.name for p in meta.signatories)]
    told = ((name, role_of(name, actors, setting)) for name in [*names, *meta.authors] if name)
    known = next(((name, role) for name, role in told if role != "other"), None)
    name, role = known if known else (None, _issuer(document, actors))
    if role is None and type not in ("letter", "report") and OFFICIAL.search(document.text):
        role = "government"
    if role is None and type == "press_release" and not any(names):
        role = _own_deeds(document)
    if role is None:
        return Author(BY_TYPE.get(type, "other"), False)
    return Author(role, role in PARTIES and (type != "letter" or _signed_by_party(document, setting)), name)


def _signed_by_party(document: Document, setting: Setting) -> bool:
    """Whether bodies on file that are parties, and nobody else, sign a letter; its parties are often misread."""
    names = [setting.publisher, *(p.organization or p.name for p in document.meta.signatories)]
    known = [_on_file(name, setting) for name in names if name]
    return bool(known) and all(role in PARTIES for role in known)


def _issuer(document: Document, actors: Sequence[Actor]) -> SourceRole | None:
    """The role of the body that the letterhead, a note "About ...", the title or the first words name as its own."""
    named = sorted((span, actor.role) for actor in actors for span in actor.mentions if actor.role != "other")
    for start, end in _heads(document):
        near = (role for span, role in named if start <= span.start <= start + NEAR and span.end <= end)
        if (found := next(near, None)) is not None:
            return found
    for block in document.blocks:
        if block.kind in HEADS:
            role = role_by_words(document.text[block.start : block.end])
            if role in PARTIES or role == "civil_society":
                return role
    return None


def _own_deeds(document: Document) -> SourceRole | None:
    """The role of the authority whose deeds a release tells throughout, with no word against them; None otherwise."""
    if AGAINST.search(document.text):
        return None
    texts = [document.text[b.start : b.end] for b in document.blocks if b.kind in ("paragraph", "list_item")]
    openings = [" ".join(text.split()[:OPENING_WORDS]) for text in texts if len(text.split()) >= OPENING_WORDS // 2]
    roles: list[SourceRole] = [role for opening in openings if (role := role_by_words(opening)) in PARTIES]
    return roles[0] if len(roles) >= 3 and len(roles) >= OWN_SHARE * len(openings) else None


def _heads(document: Document) -> Iterator[Span]:
    """Stretches that name the issuing body near their beginning, the surest first."""
    blocks = document.blocks
    for block in blocks:
        if block.kind == "letterhead":
            yield Span(block.start, block.end)
    for block in blocks:
        about = ABOUT.match(document.text, block.start, block.end)
        if about:
            yield Span(*about.span("who"))
    for block in blocks:
        if block.kind == "title" and len(document.text[block.start : block.end].split()) <= 8:
            own = OWN_NAME.match(document.text, block.start, block.end)
            if own:
                yield Span(block.start, block.end)
    paragraphs = [block for block in blocks if block.kind == "paragraph"]
    for block in paragraphs[:2]:
        line = DATELINE.match(document.text, block.start, block.end)
        if line and ANNOUNCES.search(document.text, line.end(), block.end):
            yield Span(line.end(), block.end)


def role_of(name: str, actors: Sequence[Actor], setting: Setting) -> SourceRole:
    """The role on file of the actor of this name or alias, else what the name's words tell."""
    role = _on_file(name, setting)
    if role is not None:
        return role
    low = name.casefold()
    for named in actors:
        if low in map(str.casefold, (named.name, *named.aliases)):
            return named.role
    return role_by_words(name)


def _on_file(name: str, setting: Setting) -> SourceRole | None:
    """The role of the actor on file whose name or alias this is, or begins: "Agency for Return (AR)"."""
    low = re.sub(r"\s*\([^)]*\)", "", name).strip().casefold()
    begins: list[tuple[int, SourceRole]] = []
    for actor in setting.actors:
        for alias in map(str.casefold, (actor.name, *actor.aliases)):
            if low == alias:
                return actor.role
            if re.match(re.escape(alias) + r"[,;/]", low):
                begins.append((len(alias), actor.role))
    return max(begins)[1] if begins else None
