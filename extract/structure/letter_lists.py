"""The lists under a letter: signatures side by side, and who gets a copy."""

import re
from collections.abc import Sequence

from extract.structure import names


def is_entry(text: str) -> bool:
    return bool(re.match(r"[-•*]\s", text)) or names.is_person(text.split(",")[0]) or bool(names.BODY.search(text))


def entries(line: str) -> list[str]:
    return [part for entry in line.split(";") if (part := re.sub(r"^[-•*·]\s*", "", entry.strip()).strip(" ,"))]


def columns(text: str) -> list[str]:
    return re.split(r"\s{3,}|\t+", text)


def across(blocks: Sequence[list[list[str]]]) -> list[list[str]]:
    """Blocks of lines; where a block has two signatures side by side, each column is a block."""
    made: list[list[str]] = []
    for block in blocks:
        width = max(map(len, block))
        wide = [line for line in block if len(line) == width]
        if width > 1 and len(wide) * 2 >= len(block):
            made += [[line[n] for line in block if n < len(line) and line[n]] for n in range(width)]
        else:
            made.append([" ".join(line) for line in block])
    return made
