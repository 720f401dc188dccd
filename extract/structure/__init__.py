"""Which piece of a document is what, and what the document says about itself, whatever format it came in."""

from dataclasses import replace

from extract.document import Meta, Party, Piece, PieceLink, Problem, Reading
from extract.structure import bullets, code, dates, headings, kinds, language, letters, memos, news, rows
from extract.structure.letters import Letter
from extract.structure.memos import Header
from extract.structure.news import Story

#: Readers whose files say themselves what is a heading and a title.
MARKED_UP = frozenset({"html", "docx", "markdown"})


def label(reading: Reading, *, name: str | None = None) -> Reading:
    """The reading with exact kinds of pieces and its `meta` filled.

    What the reader found stays; only what it left open is added. `name`, the file's name, gives the date where it
    holds a whole one ("2019-07-30-letter.txt") and the text says none.
    """
    reading = replace(reading, pieces=tuple(memos.reopened(reading.pieces)))
    found = rows.rows(reading.pieces)
    day_first = dates.day_comes_first(row.text for row in found)
    marked_up = reading.reader in MARKED_UP
    letter = letters.label(found, day_first=day_first)
    memo = memos.label(found, day_first=day_first)
    titled = any(piece.kind == "title" for piece in reading.pieces)
    story = news.label(found, day_first=day_first, titles=not titled and _may_have_title(letter, memo))
    pieces = rows.regroup(reading.pieces, found)
    if not titled:
        pieces = _one_title(pieces)
    pieces = bullets.label(code.label(_apart(pieces)))
    pieces = headings.label(pieces, guess=not marked_up, plain=reading.reader == "text")
    meta = _meta(reading, pieces, letter, memo, story)
    problems = reading.problems
    dated = _date(letter, memo, story)
    if dated is not None and meta.date == dated.iso and dated.ambiguous:
        problems = (*problems, Problem(code="ambiguous_date", message=_AMBIGUOUS.format(dated.iso)))
    if meta.date is None and name is not None and (from_name := dates.from_name(name)):
        meta = replace(meta, date=from_name)
        problems = (
            *problems,
            Problem(code="date_from_name", message=f"The date {from_name} is the file name's; the text says none."),
        )
    return replace(reading, pieces=tuple(pieces), meta=meta, problems=problems)


_AMBIGUOUS = "Day and month of the date could be the other way round; it was read as {}. Set the date in documents.csv."


def _may_have_title(letter: Letter | None, memo: Header) -> bool:
    return not memo.found and (letter is None or letter.salutation is None or letter.length < 40)


def _one_title(pieces: list[Piece]) -> list[Piece]:
    """A headline that a reader gave as several pieces, one after the other, made one."""
    made: list[Piece] = []
    for piece in pieces:
        last = made[-1] if made else None
        if last is None or last.kind != "title" or piece.kind != "title" or last.page != piece.page:
            made.append(piece)
            continue
        text = " ".join(last.text.split("\n"))
        shift = len(text) + 1
        made[-1] = replace(
            last,
            text=f"{text} {piece.text}",
            markers=last.markers + tuple(m._replace(offset=m.offset + shift) for m in piece.markers),
            links=last.links + tuple(PieceLink(k.start + shift, k.end + shift, k.href) for k in piece.links),
            lines=(*(last.lines or (last.text,)), *(piece.lines or (piece.text,))),
        )
    return made


def _apart(pieces: list[Piece]) -> list[Piece]:
    """Runs of short lines that turned out to be no address or signature: each entry a piece of its own."""
    made: list[Piece] = []
    for piece in pieces:
        lines = piece.text.split("\n")
        if piece.kind not in ("paragraph", "quote") or len(lines) < 2 or not piece.lines:
            made.append(piece)
            continue
        at = 0
        for entry in rows.unwrap(lines):
            start = at
            letters_left = sum(character.isalnum() for character in entry)
            while at < len(piece.text) and letters_left:
                letters_left -= piece.text[at].isalnum()
                at += 1
            newline = piece.text.find("\n", at)
            at = newline if newline >= 0 else len(piece.text)
            made.append(replace(rows.part(piece, start, at), text=entry, lines=(entry,)))
    return made


def _date(letter: Letter | None, memo: Header, story: Story) -> dates.Found | None:
    return (memo.date if memo.found else None) or (letter.date if letter else None) or story.date


def _meta(reading: Reading, pieces: list[Piece], letter: Letter | None, memo: Header, story: Story) -> Meta:
    given = reading.meta
    dated = _date(letter, memo, story)
    title = next((piece.text for piece in pieces if piece.kind == "title"), None)
    subject = memo.fields.get("subject") if memo.found else letter.subject if letter else None
    meta = replace(
        given,
        title=given.title or title or story.title or subject,
        authors=given.authors or tuple(dict.fromkeys(story.authors)),
        date=given.date or (dated.iso if dated else None),
        language=given.language or language.of(piece.text for piece in rows.body(pieces)),
        number=given.number or memo.number,
        sender=given.sender or (memo.fields.get("from") if memo.found else None),
        recipient=given.recipient or (memo.fields.get("to") if memo.found else None),
        subject=given.subject or subject,
    )
    if given.type == "other":
        kind, score = kinds.judge(pieces, meta, letter=letter, memo=memo, story=story)
        meta = replace(meta, type=kind, type_score=score)
    if meta.type in ("letter", "memo") and dated is not None:
        meta = replace(meta, date=dated.iso)  # its own date, and not that of the page or file that holds it
    if letter is not None and meta.type in ("letter", "other"):
        meta = replace(
            meta,
            addressees=given.addressees or tuple(letter.addressees),
            signatories=given.signatories or tuple(letter.signatories),
            cc=given.cc or tuple(letter.cc),
        )
    elif meta.type == "memo" and meta.recipient and not given.addressees:
        meta = replace(meta, addressees=(Party(name=meta.recipient),))
    return meta
