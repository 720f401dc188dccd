"""Headings in texts that show no type: told by their shape and by what stands before and after them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.document import Piece
from extract.structure.rows import part

MAX_WORDS = 14
# "2.1 Scope", "IV. Fees", "A. Facts", "Annex 2: Figures"; not "14 other people".
_NUMBER = re.compile(
    r"(?:(?P<numbers>\d{1,2}(?:\.\d{1,2}){0,3})\.?|(?P<roman>[IVX]{1,5})\.|(?P<letter>[A-Z])\."
    r"|(?i:chapter|part|section|annex|appendix|capítulo|anexo|teil|kapitel|chapitre|partie)\s+[\dIVXA-Z]+[.:]?)"
    r"\s+(?=[A-ZÀ-Ý“\"])"
)
# "ENDING THE PROGRAMME: Today ..." is a heading run into its paragraph; "Security: The parties ..." stays a sentence.
_CAPITALS = re.compile(r"(?P<label>[A-ZÀ-Ý][A-ZÀ-Ý0-9’'“”\"&,/() -]{5,110}[:.])\s+(?=[A-ZÀ-Ý“\"‘][a-zà-ÿ’' ]|\d)")
_SENTENCE_INSIDE = re.compile(r"[a-zà-ÿ]{2,}[.!?][”\"’]?\s+[A-ZÀ-Ý“\"]")
_PRONOUN = re.compile(
    r"(?:we|i|they|it|this|these|those|he|she|you|there|our|and|or|but|as|if|when|since|for|to|in|the following"
    r"|please|nosotr|esto|ello|wir|nous)\b",
    re.I,
)
_FULL = re.compile(r"[.!?…]['\"”’»)]*$")


def label(pieces: Sequence[Piece], *, guess: bool, plain: bool) -> list[Piece]:
    """The pieces with headings marked: lines that head a section where `guess`, bullets that do, capitals run in.

    `plain` says that no type was seen, so that a short line in plain words may be a heading too; else numbered ones
    and capitals alone are taken for one.
    """
    made = _run_in(pieces)
    body = [i for i, piece in enumerate(made) if piece.kind in _BODY]
    for n, i in enumerate(body):
        before = made[body[n - 1]] if n else None
        after = made[body[n + 1]] if n + 1 < len(body) else None
        piece = made[i]
        if piece.kind == "list_item" and _is_bullet_heading(piece, before, after):
            made[i] = replace(piece, kind="heading", level=piece.level or 2)
        elif (
            guess
            and piece.kind in ("paragraph", "list_item", "quote")
            and (plain or piece.text.isupper() or _NUMBER.match(piece.text))
            and _is_heading(piece, before, after)
        ):
            made[i] = replace(piece, kind="heading", level=_level(piece.text))
    return made


_BODY = frozenset(
    {"title", "heading", "paragraph", "list_item", "quote", "table", "closing", "signature", "salutation", "letterhead"}
)


def _run_in(pieces: Sequence[Piece]) -> list[Piece]:
    found = [_CAPITALS.match(piece.text) if piece.kind in ("paragraph", "list_item") else None for piece in pieces]
    found = [match if match and len(re.findall(r"[A-ZÀ-Ý]{2,}", match["label"])) >= 2 else None for match in found]
    several = sum(match is not None for match in found) >= 2
    made: list[Piece] = []
    for piece, match in zip(pieces, found, strict=True):
        if match is None or not (several or len(match["label"].split()) >= 4):
            made.append(piece)
            continue
        end = match.end("label")
        made.append(replace(part(piece, 0, end), kind="heading", level=2, lines=()))
        made.append(replace(part(piece, end, len(piece.text)), lines=()))
    return made


def _is_bullet_heading(piece: Piece, before: Piece | None, after: Piece | None) -> bool:
    """A bullet alone that is one sentence, with ordinary paragraphs after it and no other bullet beside it."""
    if before is not None and before.kind == "list_item":
        return False
    if after is None or after.kind not in ("paragraph", "quote") or len(after.text.split()) < 12:
        return False
    words = piece.text.split()
    return (
        3 <= len(words) <= 45
        and not _SENTENCE_INSIDE.search(piece.text)
        and piece.text[:1].isupper()
        and piece.text[-1:] not in ",;:"
    )


def _is_heading(piece: Piece, before: Piece | None, after: Piece | None) -> bool:
    text = piece.text.strip()
    words = text.split()
    if not words or len(words) > MAX_WORDS or len(text) > 130 or "\n" in text or after is None:
        return False
    if piece.kind == "list_item" and not (_NUMBER.match(text) and not _FULL.search(text)):
        return False
    if not re.match(r"[A-ZÀ-Ý0-9“\"‘'«¿¡…(]", text) or re.search(r"[,;]$|@|https?:", text):
        return False
    numbered = _NUMBER.match(text)
    if text[0].isdigit() and not numbered:
        return False
    if numbered and numbered["numbers"] and "." not in numbered[0] and re.search(r"\d", text[numbered.end() :]):
        return False  # a row of a table
    if (
        numbered
        and piece.kind == "list_item"
        and any(one is not None and one.kind == "list_item" and _NUMBER.match(one.text) for one in (before, after))
    ):
        return False
    if text.endswith(":"):
        return len(words) <= 4 and not _PRONOUN.match(text)
    if _FULL.search(text) and not text.endswith("?") and not (numbered and len(words) <= 10 and text.count(".") <= 2):
        return False
    if text.endswith("?") and (len(words) > 12 or after.kind not in ("paragraph", "list_item")):
        return False
    if 2 * sum(bool(re.search(r"[^\W\d_]{2,}", word)) and not re.search(r"\d", word) for word in words) < len(words):
        return False
    if (
        before is not None
        and before.kind == "paragraph"
        and not re.search(r"[.!?:;…”\"’)\]]$", before.text.strip())
        and not _short(before)
    ):
        return False
    if numbered or text.isupper():
        return True
    return after.kind in ("paragraph", "list_item", "quote", "table", "heading", "letterhead", "salutation") and not (
        _short(after) and after.kind == "paragraph"
    )


def _short(piece: Piece) -> bool:
    return len(piece.text.split()) <= MAX_WORDS and not _FULL.search(piece.text.strip())


def _level(text: str) -> int:
    match = _NUMBER.match(text)
    if match is None:
        return 2
    if match["numbers"]:
        return min(1 + len(match["numbers"].split(".")), 6)
    return 3 if match["letter"] else 2
