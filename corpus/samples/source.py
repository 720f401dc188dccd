"""The form in which the samples are written: paragraphs parted by blank lines, with a sign before some of them.

    # Heading            • Bullet that opens a section       1. Numbered paragraph or item       [^1]: Text of note 1

Lines are joined with a blank, so that an address stands on one line.
"""

import re
from typing import NamedTuple

MARK = "Sample written for the avr-docs project: the organisations, people, places and events in it are invented."
SIGN = re.compile(r"(#{1,3}|•|\d+\.|!\w+)\s+")
NOTE = re.compile(r"\[\^(\d+)\]:\s+")


class Paragraph(NamedTuple):
    """A paragraph with its sign ("" for a plain one; "!name" names a style) and its lines joined."""

    sign: str
    text: str


def parse(source: str) -> tuple[list[Paragraph], dict[str, str]]:
    """The paragraphs of a source, and its notes by label."""
    paragraphs: list[Paragraph] = []
    notes: dict[str, str] = {}
    for chunk in re.split(r"\n\s*\n", source.strip()):
        text = " ".join(line.strip() for line in chunk.splitlines())
        if note := NOTE.match(text):
            notes[note[1]] = text[note.end() :]
        elif sign := SIGN.match(text):
            paragraphs.append(Paragraph(sign[1], text[sign.end() :]))
        else:
            paragraphs.append(Paragraph("", text))
    return paragraphs, notes
