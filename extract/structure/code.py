"""Program code among the lines of a text: nobody's words."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.document import Piece

# "x = f(y)", "import z", "for a in b:", "})"; not "If the programme continues:", "(a) = the first option".
_CODE = re.compile(
    r"(?:import|from) [\w.]+(?: import .+| as \w+)?$|(?:def|class) \w+.*:$|for \w+(?:, ?\w+)* in [\w.()\[\]]+:$"
    r"|(?:while|with|if|elif) .*[=(\[\])].*:$"
    r"|(?:try|else|finally|except.*):$|(?:pass|break|continue)$|\*\*\w+|[’'\"][^\s’'\"]+[’'\"],?$"
    r"|return\b.*[(\[=:]|del \w+$|[\w.\[\]’'\"]+ ?(?:[-+*/|]?=|:=|<-) ?\S.*|[\w.]+\(.*\)?[;,]?$"
    r"|[\])}]+[;,)]*$|#\s?\w.*|//.*|SELECT .* FROM|\$ \w+ "
)
_STRONG = re.compile(r"\w+\.\w+\(|^\w+(?:\.\w+|\[.*\])* ?= ?\S|^(?:import|from) \w|\w+\(\w*\):$|^\}|;$")
_MARKS = re.compile(r"[=(){}\[\]|<>;\\_’'\"]")


def is_code(line: str) -> bool:
    """Whether a line looks like code, alone or within a run of such lines."""
    if re.search(r"[a-z]{2}\. [A-Z]", line):
        return False
    if _CODE.match(line):
        return True
    return len(_MARKS.findall(line)) >= 0.16 * len(line) and not re.search(r"[.?!]$|§", line)


def is_program(lines: Sequence[str]) -> bool:
    """Whether lines that look like code are: two at least, one of five beyond doubt."""
    return len(lines) >= 2 and sum(bool(_STRONG.search(line)) for line in lines) * 5 >= len(lines)


def label(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with runs of code marked as boilerplate, for readers that took its lines for paragraphs."""
    made = list(pieces)
    i = 0
    while i < len(made):
        end, lines = i, list[str]()
        while end < len(made) and made[end].kind in ("paragraph", "quote") and all(map(is_code, _lines(made[end]))):
            lines += _lines(made[end])
            end += 1
        if is_program(lines):
            made[i:end] = [replace(piece, kind="boilerplate") for piece in made[i:end]]
        i = max(end, i + 1)
    return made


def _lines(piece: Piece) -> list[str]:
    return [line.strip() for line in piece.lines or piece.text.split("\n")]
