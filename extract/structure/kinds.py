"""What a document is: letter, memo, report, press release, news or other, by weighing what was found in it."""

import re
from collections.abc import Sequence

from extract.document import DocumentType, Meta, Piece
from extract.structure.letters import Letter
from extract.structure.memos import Header
from extract.structure.news import Story

#: Points that count as much as all that was found when a score is made: little evidence gives a low score.
DOUBT = 1.0
_MEMO = re.compile(r"\b(?:this|the present|present) memo(?:randum)?\b|\beste memor[áa]ndum?\b", re.IGNORECASE)
_ITSELF = re.compile(r"\bthis (?:report|paper|study|brief(?:ing)?|working paper|publication|dossier)\b", re.IGNORECASE)
_REPORT = re.compile(
    r"\bthis (?:report|paper|study|brief|chapter|dossier|working paper|publication|assessment|evaluation)\b"
    r"|\b(?:executive summary|table of contents|methodology|acknowledge?ments|bibliography|recommendations"
    r"|key findings|abstract)\b"
    r"|\b(?:este|presente) (?:informe|estudio)\b|\bce rapport\b|\bdieser bericht\b|\bresumen ejecutivo\b|\brésumé\b",
    re.IGNORECASE,
)
_ANALYSIS = re.compile(
    r"\b(?:analysis|framework|data|findings?|evidence|legislation|directive|implementation|respondents?"
    r"|interviews?|survey|research|statistical|institutional|governance|legal|table \d|figure \d|policy"
    r"|policies|practices|context)\b",
    re.IGNORECASE,
)
_RELEASE = re.compile(
    r"\b(?:today,? (?:the )?(?:president|secretary|minister|prime minister|department|ministry|government"
    r"|white house|agency|commission|director)|announced today|today announced|is pleased to|will meet with"
    r"|the administration|the (?:two )?governments? of|both countries|we are working|our (?:nation|partners"
    r"|commitment))\b",
    re.IGNORECASE,
)
# "Shorter waits: The agency will ..."; not "The minister said: We ...": a label is a phrase without a verb of speech.
_LABEL = re.compile(r"(?P<label>[A-ZÀ-Ý][^.!?:]{2,70}):\s+[A-ZÀ-Ý]")
#: Below so many words a text tells little of its type but by its marks; so many reporting words make a story.
ENOUGH_WORDS, ENOUGH_SAID = 50, 4
#: So many notes are more than a story or a release has.
MANY_NOTES = 4
# What stands at the head of a judgment, an order, a brief or a motion, each counted once. Such papers are acts in a
# case and none of the five types: they are `other`, as are laws and contracts.
_COURT = tuple(
    re.compile(form, flags)
    for form, flags in (
        (r"\b(?:IN THE )?(?:[A-Z]+ )*COURTS? (?:OF|FOR)\b|\b(?:DISTRICT|SUPREME|SUPERIOR|HIGH|CIRCUIT) COURT\b", 0),
        (r"\b(?:plaintiffs?|petitioners?|appellants?|applicants?|claimants?)\b[^.]{0,200}\bv(?:s?\.|ersus)\s", re.I),
        (r"\b(?:defendants?|respondents?|appellees?)(?:-appell\w+)?\s*[.,)]*$", re.I | re.M),
        (r"\b(?:case|civil action|docket|cause|index) (?:no|number|nos)\b\.?:?\s*\S*\d", re.I),
        (r"\b(?:slip opinion|syllabus|opinion of the court|delivered the opinion|per curiam|certiorari)\b", re.I),
        (
            r"^(?:ORDER|OPINION|JUDGMENT|COMPLAINT|PETITION|MOTION|DECLARATION|BRIEF|MEMORANDUM OF LAW|STIPULATION)\b",
            re.M,
        ),
        (
            r"\b(?:brief (?:of|for)|motion (?:for|to)|in support of|notice of) (?:\w+ ){0,2}(?:amic\w+|summary judgment"
            r"|dismiss|appeal|petitioners?|respondents?|plaintiffs?|defendants?|appell\w+)",
            re.I,
        ),
        (r"\b(?:it is (?:so |hereby )?ordered|comes? now|hereby orders?|court finds|this court)\b", re.I),
        (r"\bcase:? \d\S*\s+(?:\S+\s+)?document:? \S+\s+(?:\S+ ){0,4}filed\b", re.I),
    )
)
#: How many characters of a document's beginning are looked at for the head of a court's paper.
COURT_HEAD = 4000


def judge(
    pieces: Sequence[Piece], meta: Meta, *, letter: Letter | None, memo: Header, story: Story
) -> tuple[DocumentType, float]:
    """The type with most points, and its share of all points, in [0, 1)."""
    body = [piece for piece in pieces if piece.kind in ("title", "heading", "paragraph", "list_item", "quote")]
    text = "\n".join(piece.text for piece in body)
    points: dict[DocumentType, float] = {
        "letter": _letter(letter, text),
        "memo": _memo(memo, text, meta),
        "report": _report(body, text, meta),
        "press_release": _release(body, text, story),
        "news": _news(body, text, story, meta),
        "other": 1.0 + _court(pieces),
    }
    notes = sum(piece.kind == "note" and not piece.continued for piece in pieces)
    if notes >= MANY_NOTES:
        points["report"] += min(2.0, 0.5 + notes / 10)
        points["memo"] += min(2.0, 0.5 + notes / 10) if points["memo"] else 0.0
        points["news"] *= 0.6
        points["press_release"] *= 1.0 if story.release else 0.6
    for name in ("report", "news"):
        points[name] *= min(1.0, len(text.split()) / ENOUGH_WORDS)
    best = max(points, key=lambda name: points[name])
    return best, round(points[best] / (sum(points.values()) + DOUBT), 2)


def _letter(letter: Letter | None, text: str) -> float:
    if letter is None:
        return 0.0
    words = max(len(text.split()), 1)
    share = min(1.0, letter.length / words * 1.5)
    points = 3.0 * (letter.salutation is not None) + 2.5 * (letter.closing is not None) + 1.5 * letter.address
    points += bool(letter.signatories) + bool(letter.cc) + 0.5 * (letter.date is not None) + 0.5 * bool(letter.subject)
    return points * (0.4 + 0.6 * share)


def _memo(memo: Header, text: str, meta: Meta) -> float:
    points = 4.0 + len(memo.fields) if memo.found and len(memo.fields) >= 2 else 0.0
    points += (
        3.0 * memo.titled
        + (3.0 + 1.0 * min(calls, 3) if (calls := len(_MEMO.findall(text))) else 0.0)
        + 2.0 * bool(re.search(r"\bmemo(?:randum)?\b", meta.title or "", re.I))
    )
    return points


def _report(body: Sequence[Piece], text: str, meta: Meta) -> float:
    words = max(len(text.split()), 1)
    headings = [piece for piece in body if piece.kind == "heading"]
    numbered = sum(bool(re.match(r"\d+(?:\.\d+)*\.?\s", piece.text)) for piece in headings)
    points = 1.5 * min(len(set(map(str.lower, _REPORT.findall(text)))), 3) + 0.5 * min(numbered, 4)
    points += 0.5 * bool(_ITSELF.search(text))
    points += min(2.5, 100 * len(_ANALYSIS.findall(text)) / words) if words > 150 else 0.0
    points += 1.0 * bool(meta.authors and len(meta.authors) > 2) + (
        1.0 if words > 5000 else 0.5 if words > 2500 else 0.0
    )
    return points


def _court(pieces: Sequence[Piece]) -> float:
    """Points for the head of a court's paper: two of its marks at least."""
    head, length = list[str](), 0
    for piece in pieces:
        if piece.kind != "note" and length < COURT_HEAD:
            head.append(piece.text)
            length += len(piece.text)
    furniture = next((piece.text for piece in pieces if piece.kind in ("header", "footer")), "")
    found = sum(form.search("\n".join([*head, furniture])) is not None for form in _COURT)
    return 1.6 * min(found, 5) if found >= 2 else 0.0


def _release(body: Sequence[Piece], text: str, story: Story) -> float:
    points = 5.0 * story.release + 2.0 * story.ending + 1.5 * story.contact
    points += min(3.0, 1.0 * len(_RELEASE.findall(text)))
    sections = sum(piece.kind == "heading" and piece.text.endswith(":") for piece in body)
    paragraphs = [piece for piece in body if piece.kind in ("paragraph", "list_item")]
    labelled = sum(map(_is_labelled, paragraphs))
    # A fact sheet: labels that open its sections or paragraphs.
    if (sections >= 2 or sections + labelled >= max(2, 0.12 * len(paragraphs))) and story.said < 0.6:
        points += 2.5
    return points


def _is_labelled(piece: Piece) -> bool:
    match = _LABEL.match(piece.text)
    if match is None:
        return False
    words = match["label"].split()
    capitals = sum(word[0].isupper() for word in words if len(word) > 3)
    return len(words) <= 4 or capitals * 2 > sum(len(word) > 3 for word in words)


def _news(body: Sequence[Piece], text: str, story: Story, meta: Meta) -> float:
    said = story.said * len(text.split()) / 100  # how many reporting words there are
    points = (
        min(4.0, 3.0 * story.said) * min(1.0, said / ENOUGH_SAID)
        + 1.5 * bool(story.advertisements)
        + 2.0 * bool(story.agency)
        + 0.5 * (story.agency == "")
    )
    # A file's author is in every office document; a byline or a publisher is what news has.
    points += 1.0 * bool(story.authors and len(story.authors) <= 3) + 1.5 * bool(meta.publisher)
    paragraphs = [len(piece.text.split()) for piece in body if piece.kind == "paragraph"]
    if len(paragraphs) >= 6 and sum(paragraphs) / len(paragraphs) < 60:
        points += 0.5
    return points + 0.5 * bool(story.title and story.date)
