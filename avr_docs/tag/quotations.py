"""Where quotation marks enclose what somebody said or wrote: spans of the document's text, marks included.

Straight and curly marks and two apostrophes pair with each other, as pasted text mixes them. A quotation may run over
sentences; over paragraphs it does when the next paragraph opens with a mark of its own, by the newspapers' habit.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.document import BODY_KINDS, Document, Span

#: Longest stretch, in characters, that a mark without a partner is believed to open.
UNCLOSED = 600
MARKS = re.compile("[\"“”«»„]|''|``")
OPENER = re.compile(r"\s*(?:[\"“«„]|''|``)")
#: ‘so’ or 'so', with apostrophes inside words; not the apostrophes of "returnees’ rights".
SINGLE = re.compile(r"(?<![\w’'])[‘'](?=\w)(?:[^‘’'\n]|(?<=\w)[’'](?=\w))+[’'](?!\w)")


def quotations(document: Document) -> tuple[Span, ...]:
    """Spans of quotations in the body, in order, none within another."""
    blocks = [block for block in document.blocks if block.kind in BODY_KINDS]
    opens = [bool(OPENER.match(document.text, block.start, block.end)) for block in blocks]
    spans: list[Span] = []
    for i, block in enumerate(blocks):
        text = document.text[block.start : block.end]
        follows = i + 1 < len(blocks) and opens[i + 1]
        found = in_text(text, goes_on=opens[i] and follows)
        spans += [Span(block.start + start, block.start + end) for start, end in found]
    return tuple(spans)


def in_text(text: str, *, goes_on: bool = False) -> list[Span]:
    """Spans of quotations in one paragraph; `goes_on` if a quotation left open goes on in the next."""
    spans: list[Span] = []
    opened: int | None = None
    for match in MARKS.finditer(text):
        place = match.start()
        if opened is None:
            if _opens(text, match):
                opened = place
        elif _closes(text, match, text[opened]):
            spans.append(Span(opened, match.end()))
            opened = None
    if opened is not None and (goes_on or len(text) - opened <= UNCLOSED):
        spans.append(Span(opened, len(text)))
    singles = [Span(*match.span()) for match in SINGLE.finditer(text)]
    return sorted([*spans, *(span for span in singles if not _within(span, spans))])


def _opens(text: str, mark: re.Match[str]) -> bool:
    start, end = mark.span()
    after = text[end : end + 1]
    if mark.group() in "”»":
        return False
    return mark.group() in ("“", "«", "„", "``") or (
        (bool(after.strip()) and not text[start - 1 : start].isalnum()) or start == 0
    )


def _closes(text: str, mark: re.Match[str], opener: str) -> bool:
    if mark.group() in "”»":
        return True
    if mark.group() == "“":
        return opener == "„"
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return mark.group() in ('"', "''") and (not before.isspace() or not after.strip())


def _within(span: Span, spans: Sequence[Span]) -> bool:
    return any(start <= span.start and span.end <= end for start, end in spans)


def within(start: int, end: int, spans: Sequence[Span]) -> list[Span]:
    """The parts of `spans` that lie in `[start, end)`, counted from `start`."""
    return [
        Span(max(first, start) - start, min(last, end) - start) for first, last in spans if first < end and last > start
    ]


def masked(text: str, parts: Sequence[Span], mark: str = "█") -> str:
    """The text with every character of the parts replaced by `mark`, so that offsets stay."""
    bounds = [0, *(place for part in parts for place in part), len(text)]
    return "".join(
        mark * (end - start) if i % 2 else text[start:end] for i, (start, end) in enumerate(pairwise(bounds))
    )


def is_name(quoted: str, following: str = "") -> bool:
    """True for a title or a proper name in quotation marks: its longer words in capitals, or an acronym after it."""
    if re.match(r"\s+\([A-Z]{2,}s?\)", following):
        return True
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", quoted) if len(word) > 3]
    return bool(words) and all(word[0].isupper() for word in words)
