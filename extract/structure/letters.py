"""Letters: date, address, salutation, closing, signature, copies; the longest where a document holds several."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.document import Party
from extract.structure import dates, letter_lists, names, parties
from extract.structure.greetings import greeted
from extract.structure.letter_words import (
    COPY,
    DELIVERY,
    ENCLOSURE,
    MAIL_HEADER,
    QUOTING,
    SUBJECT,
    is_closing,
    is_salutation,
)
from extract.structure.rows import Row, unwrap

#: How many lines before a salutation belong to a letter's head, and after a closing to its foot, at most.
HEAD, FOOT = 400, 400


@dataclass(slots=True)
class Letter:
    """What was found of a letter; indexes are of rows. `length` is the words between salutation and closing."""

    salutation: int | None = None
    closing: int | None = None
    end: int = 0
    length: int = 0
    date: dates.Found | None = None
    subject: str | None = None
    addressees: list[Party] = field(default_factory=list)
    signatories: list[Party] = field(default_factory=list)
    cc: list[str] = field(default_factory=list)
    address: bool = False


def label(rows: Sequence[Row], *, day_first: bool | None) -> Letter | None:
    """Puts the kinds of a letter's parts on the rows; returns the longest letter found, or None."""
    _mail_headers(rows)
    starts = [
        i for i, row in enumerate(rows) if row.kind is None and is_salutation(row.text) and _stands_alone(rows, i)
    ]
    closings = [i for i, row in enumerate(rows) if row.kind is None and is_closing(row.text) and _ends_text(rows, i)]
    letters: list[Letter] = []
    taken = 0
    for n, start in enumerate(starts):
        until = starts[n + 1] if n + 1 < len(starts) else len(rows)
        inside = closings[bisect_right(closings, start) : bisect_left(closings, until)]
        letter = Letter(salutation=start, closing=inside[0] if inside else None)
        # "Thanks," may stand in the text before the real closing: the one that names follow is it.
        letter.closing = next((c for c in inside if c + 1 < len(rows) and _foot_follows(rows, c)), letter.closing)
        _salutation(rows, start)
        _head(rows, taken, start, letter, day_first=day_first)
        last = letter.closing if letter.closing is not None else until
        letter.length = sum(len(row.text.split()) for row in rows[start:last])
        letter.end = _foot(rows, letter.closing, until, letter) if letter.closing is not None else until
        taken = letter.end
        letters.append(letter)
    if not letters and closings and _foot_follows(rows, closings[-1]):
        letter = Letter(closing=closings[-1], length=sum(len(row.text.split()) for row in rows[: closings[-1]]))
        letter.end = _foot(rows, closings[-1], len(rows), letter)
        _head(rows, 0, min(closings[-1], _first_prose(rows)), letter, day_first=day_first)
        if letter.addressees or letter.signatories:
            letters.append(letter)
    if not letters:
        return None
    main = max(letters, key=lambda letter: letter.length + 200 * (letter.closing is not None))
    if not main.addressees and main.salutation is not None:
        main.addressees = greeted(rows[main.salutation].text, rows)
    return main


def _stands_alone(rows: Sequence[Row], i: int) -> bool:
    """A salutation begins a piece, or follows the lines of a letter's head; text comes after it."""
    if i + 1 >= len(rows):
        return False
    return rows[i].first or len(rows[i - 1].text) < 80


def _ends_text(rows: Sequence[Row], i: int) -> bool:
    """A closing stands in a line of its own, after the end of a sentence."""
    return (
        i == 0 or rows[i].first or bool(re.search(r"[.!?:,;”\")\d]$", rows[i - 1].text)) or len(rows[i - 1].text) < 60
    )


def _foot_follows(rows: Sequence[Row], i: int) -> bool:
    return i + 1 < len(rows) and len(rows[i + 1].text.split()) <= 16 and not re.search(r"[a-z]{3}\.$", rows[i + 1].text)


def _first_prose(rows: Sequence[Row]) -> int:
    return next(
        (i for i, row in enumerate(rows) if len(row.text.split()) >= 10 and not SUBJECT.match(row.text)), len(rows)
    )


def _salutation(rows: Sequence[Row], start: int) -> None:
    rows[start].kind, rows[start].own = "salutation", True


def _mail_headers(rows: Sequence[Row]) -> None:
    """Marks the header lines of printed or quoted e-mails: three fields one after the other, Sent among them."""
    i = 0
    while i < len(rows):
        end, fields = i, set()
        while end < len(rows) and (match := MAIL_HEADER.match(rows[end].text)):
            fields.add(match[1].lower())
            end += 1
        if len(fields) >= 3 and fields & {"sent", "enviado", "gesendet", "envoyé", "inviato"}:
            for row in rows[i:end]:
                row.kind = "letterhead"
        elif QUOTING.match(rows[i].text):
            rows[i].kind = "boilerplate"
        i = max(end, i + 1)


def _head(rows: Sequence[Row], low: int, start: int, letter: Letter, *, day_first: bool | None) -> None:
    """Date, address and subject, from the lines before the salutation."""
    begin = start
    while begin > max(low, start - HEAD) and _is_head(rows, begin - 1):
        begin -= 1
    blocks = _dated_apart(rows, _blocks(rows, begin, start), day_first)
    dated = None
    for n, block in enumerate(blocks):
        for i in block:
            found = dates.alone(rows[i].text, day_first=day_first)
            if found is not None and len(found.iso) > 4 and dated is None and not SUBJECT.match(rows[i].text):
                letter.date, dated = found, n
                rows[i].kind = "letterhead"
    subject = _subject(rows, begin, start, letter)
    blocks = [[i for i in block if rows[i].kind is None and not DELIVERY.fullmatch(rows[i].text)] for block in blocks]
    above = [[i for i in block if subject is None or i < subject] for block in blocks]
    addresses = _address_blocks(rows, above, dated)
    addresses = addresses or (_address_blocks(rows, blocks, dated) if subject is not None else [])
    for block in addresses:
        for i in block:
            rows[i].kind = "address"
        rows[block[0]].own = True
        one = parties.party([rows[i].text for i in block])
        if one is not None:
            letter.addressees.append(one)
            letter.address = True
    seen = letter.date is not None or letter.subject is not None or letter.address
    for i in range(begin, start):
        if rows[i].kind is None and (seen or begin == 0):
            rows[i].kind = "letterhead"


def _is_head(rows: Sequence[Row], i: int) -> bool:
    row = rows[i]
    if row.kind is not None:
        return row.kind == "letterhead" and not MAIL_HEADER.match(row.text)
    words = row.text.split()
    if row.prose:
        return False
    if SUBJECT.match(row.text) or names.is_address(row.text) or dates.alone(row.text):
        return True
    return len(words) <= 16 and not re.search(r"[a-z]{2,}[.?!]$|[a-z]{3,}:$", row.text)


def _blocks(rows: Sequence[Row], begin: int, end: int) -> list[list[int]]:
    blocks: list[list[int]] = []
    for i in range(begin, end):
        if blocks and not rows[i].first:
            blocks[-1].append(i)
        else:
            blocks.append([i])
    return blocks


def _dated_apart(rows: Sequence[Row], blocks: Sequence[list[int]], day_first: bool | None) -> list[list[int]]:
    """The blocks, cut before and after a line that is a date: a dump may have no blank line there."""
    made: list[list[int]] = []
    for block in blocks:
        made.append([])
        for i in block:
            found = dates.alone(rows[i].text, day_first=day_first)
            if found is not None and len(found.iso) > 4 and not SUBJECT.match(rows[i].text):
                made += [[i], []]
            else:
                made[-1].append(i)
    return [block for block in made if block]


def _subject(rows: Sequence[Row], begin: int, start: int, letter: Letter) -> int | None:
    """Marks the lines of the subject; the first of them. What follows it is no address, where one stands before."""
    for i in range(begin, start):
        match = SUBJECT.match(rows[i].text)
        if match is None:
            continue
        taken = [rows[i].text[match.end() :]] if rows[i].text[match.end() :] else []
        rows[i].kind = "letterhead"
        rows[i].own = True
        for j in range(i + 1, start):
            if (rows[j].first and taken) or rows[j].kind is not None or names.is_address(rows[j].text):
                break
            taken.append(rows[j].text)
            rows[j].kind = "letterhead"
        letter.subject = " ".join(taken) or None
        return i
    return None


def _address_blocks(rows: Sequence[Row], blocks: Sequence[list[int]], dated: int | None) -> list[list[int]]:
    """Which blocks of a letter's head name its addressees: those after the date, else the last before it."""
    after = [block for n, block in enumerate(blocks) if block and (dated is None or n >= dated)]
    if dated is not None and after:
        return _joined(rows, after)
    before = [block for n, block in enumerate(blocks) if block and (dated is None or n < dated)]
    named = [block for block in before if _names_somebody(rows, block)]
    if len(named) > 1:
        return _joined(rows, named[1:])
    if named and (names.HONORIFIC.match(rows[named[0][0]].text) or names.is_person(rows[named[0][0]].text)):
        return _joined(rows, named)
    return []


def _names_somebody(rows: Sequence[Row], block: Sequence[int]) -> bool:
    text = rows[block[0]].text
    return bool(names.HONORIFIC.match(text) or names.is_person(text.split(",")[0]) or names.BODY.search(text))


def _joined(rows: Sequence[Row], blocks: Sequence[list[int]]) -> list[list[int]]:
    """Blocks that are one address, parted by blank lines in a dump, made one; two addresses in one block, parted."""
    made: list[list[int]] = []
    last = max((block[-1] for block in blocks if block), default=0)
    for block in blocks:
        for i in block:
            text = rows[i].text
            begins = not names.is_place(text) and (
                bool(made)
                and (i < last)  # a line alone after an address is its town or country
                and _closed(rows, made[-1])
                and not re.search(r"\d", text)
                and _names_somebody(rows, [i])
                and not names.is_address(text)
                and not names.ATTENTION.match(text)
            )
            new_person = (
                bool(made)
                and bool(names.HONORIFIC.match(text))
                and any(names.is_address(rows[j].text) or names.is_person(rows[j].text) for j in made[-1])
                and len(made[-1]) >= 1
                and not _only_titles(rows, made[-1])
            )
            if not made or begins or (new_person and not names.ATTENTION.match(text)):
                made.append([i])
            else:
                made[-1].append(i)
    return made


def _closed(rows: Sequence[Row], block: Sequence[int]) -> bool:
    return names.is_address(rows[block[-1]].text) and not names.is_person(rows[block[-1]].text)


def _only_titles(rows: Sequence[Row], block: Sequence[int]) -> bool:
    return all(names.bare(rows[i].text + " ") == "" for i in block)


def _foot(rows: Sequence[Row], closing: int | None, until: int, letter: Letter) -> int:
    """Marks the closing, the signature, copies and enclosures; returns the row after them."""
    assert closing is not None
    rows[closing].kind, rows[closing].own = "closing", True
    i, mode = closing + 1, "signature"
    blocks: list[list[list[str]]] = []
    while i < min(until, closing + FOOT):
        text = rows[i].text
        copy = COPY.match(text)
        if copy is not None:
            mode = "cc"
            rows[i].own = True
            letter.cc.append(text[copy.end() :].strip())
        elif ENCLOSURE.match(text):
            mode = "enclosure"
            rows[i].own = True
        elif (
            rows[i].kind is not None
            or _is_prose(rows, i)
            or QUOTING.match(text)
            or (mode == "enclosure" and rows[i].first and len(text.split()) <= 14 and not re.match(r"[-•\d]", text))
        ):
            break
        elif mode == "cc":
            if rows[i].first and letter.cc and letter.cc[-1] and not letter_lists.is_entry(text):
                break
            letter.cc.append(text)
        elif mode == "signature":
            if rows[i].first or not blocks:
                blocks.append([])
            blocks[-1].append(letter_lists.columns(text))
        rows[i].kind = "cc" if mode != "signature" else "signature"
        i += 1
    letter.signatories = parties.signatories(letter_lists.across(blocks))
    letter.cc = [entry for line in unwrap([c for c in letter.cc if c]) for entry in letter_lists.entries(line)]
    return i


def _is_prose(rows: Sequence[Row], i: int) -> bool:
    """Whether the text goes on after the signature: a long line, or one that a sentence ends in."""
    text = rows[i].text
    words = text.split()
    if (
        re.match(r"(?:update|disclaimer|note|annex|appendix|transcript|attachment)\b", text, re.IGNORECASE)
        and rows[i].first
    ):
        return True
    if names.CONTACT.search(text) and len(words) < 25:
        return False
    lower = sum(word[:1].islower() for word in words)
    if rows[i].first and len(words) >= 5 and lower >= 0.6 * len(words) and re.search(r"[a-z][.:]$", text):
        return True
    return len(words) >= 9 and lower >= 0.5 * len(words) and (len(words) >= 14 or re.search(r"[.:]$", text) is not None)
