"""Reads the treebanks: CoNLL-U files, plain or xz-compressed, into documents of sentences of tokens.

Format: https://universaldependencies.org/format.html. Ranges and empty nodes are left out: a token is a syntactic word.
"""

import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

MENTION = re.compile(r"(?:^|\|)Entity=([^|]*)")


@dataclass(slots=True)
class Token:
    """One syntactic word; `head` is an index into its sentence, None for the root."""

    text: str
    lemma: str
    upos: str
    xpos: str
    head: int | None
    relation: str
    blank_after: bool
    mentions: str = ""


@dataclass(slots=True)
class Sentence:
    """One sentence, whether it begins a block (paragraph, heading, list item), and its names as [start, end) tokens."""

    id: str
    tokens: list[Token]
    opens_block: bool = False
    names: list[tuple[int, int, str]] | None = None


@dataclass(slots=True)
class Document:
    """One document of a treebank."""

    id: str
    sentences: list[Sentence] = field(default_factory=list)

    @property
    def genre(self) -> str:
        """The genre that GUM writes into a document's name ("GUM_court_loan"), or the source of EWT's."""
        return self.id.split("_")[1] if self.id.startswith("GUM_") else self.id.split("-")[0]


def lines(path: Path) -> Iterator[str]:
    """The lines of a text file, which may be xz-compressed, without their ends."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n")


def documents(path: Path) -> list[Document]:
    """The documents of a CoNLL-U file, in order."""
    found: list[Document] = []
    sentence_id, opens_block, rows = "", False, list[list[str]]()
    for line in [*lines(path), ""]:
        if line.startswith("# newdoc"):
            found.append(Document(id=line.partition("=")[2].strip()))
            opens_block = True
        elif re.match(r"# newpar\b(?!_)", line):
            opens_block = True
        elif line.startswith("# sent_id"):
            sentence_id = line.partition("=")[2].strip()
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            found[-1].sentences.append(Sentence(id=sentence_id, tokens=_tokens(rows), opens_block=opens_block))
            rows, opens_block = [], False
    return found


def _tokens(rows: list[list[str]]) -> list[Token]:
    tokens: list[Token] = []
    range_end, blank_after_range = 0, True
    for row in rows:
        number = row[0]
        if "." in number:
            continue
        blank = "SpaceAfter=No" not in row[9]
        if "-" in number:
            range_end, blank_after_range = int(number.split("-")[1]), blank
            continue
        if int(number) < range_end:
            blank = False
        elif int(number) == range_end:
            blank = blank_after_range
        mention = MENTION.search(row[9])
        head = int(row[6])
        tokens.append(
            Token(
                text=row[1],
                lemma=row[2],
                upos=row[3],
                xpos=row[4],
                head=head - 1 if head else None,
                relation=row[7],
                blank_after=blank,
                mentions=mention.group(1) if mention else "",
            )
        )
    return tokens
