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
_LABEL = re.compile(r"[A-ZÀ-Ý][^.!?:]{2,70}:\s+[A-ZÀ-Ý“\"]")
_COURT = re.compile(
    r"\b(?:plaintiffs?|defendants?|petitioners?|respondents?|appell(?:ant|ee)s?)\b|\bcourt of appeals\b"
    r"|\bdistrict court\b|\bcomes now\b",
    re.IGNORECASE,
)


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
        "news": _news(body, story, meta),
        "other": 1.0 + 0.5 * min(len(_COURT.findall(text[:4000])), 6),
    }
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
        + 3.5 * bool(_MEMO.search(text))
        + 2.0 * bool(re.search(r"\bmemo(?:randum)?\b", meta.title or "", re.I))
    )
    return points


def _report(body: Sequence[Piece], text: str, meta: Meta) -> float:
    words = max(len(text.split()), 1)
    headings = [piece for piece in body if piece.kind == "heading"]
    numbered = sum(bool(re.match(r"\d+(?:\.\d+)*\.?\s", piece.text)) for piece in headings)
    points = 1.5 * min(len(set(map(str.lower, _REPORT.findall(text)))), 3) + 0.5 * min(numbered, 4)
    points += min(2.5, 100 * len(_ANALYSIS.findall(text)) / words) if words > 150 else 0.0
    points += 1.0 * bool(meta.authors and len(meta.authors) > 2) + (
        1.0 if words > 5000 else 0.5 if words > 2500 else 0.0
    )
    return points


def _release(body: Sequence[Piece], text: str, story: Story) -> float:
    points = 5.0 * story.release + 2.0 * story.ending + 1.5 * story.contact
    points += min(3.0, 1.0 * len(_RELEASE.findall(text)))
    labelled = sum(
        bool(_LABEL.match(piece.text)) or (piece.kind == "heading" and piece.text.endswith(":")) for piece in body
    )
    if labelled >= 2 and story.said < 0.6:  # a fact sheet: labels that open paragraphs, nobody who reports
        points += 2.5
    return points


def _news(body: Sequence[Piece], story: Story, meta: Meta) -> float:
    points = (
        min(4.0, 3.0 * story.said)
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
