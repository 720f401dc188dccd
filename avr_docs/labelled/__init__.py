"""The labelled sentences that the classifiers learn from: written for this project, by the coding scheme.

A line of JSON a sentence, in document order; its keys are the fields of `Labelled` and `Label`, less those that
have their default. `README.md` beside this file says how they were made and checked.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from avr_docs.records import AUTHOR, Attribution, Certainty, ClaimKind, SafeguardStatus, SourceRole
from extract.document import DocumentType


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A claim of a labelled sentence; the fields are those of `records.Claim`."""

    kind: ClaimKind
    content: str
    role: SourceRole
    source: str = AUTHOR
    cue: str | None = None
    attribution: Attribution = "author"
    certainty: Certainty = "asserted"
    safeguards: dict[str, SafeguardStatus] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A sentence with its claims; `voice` is the role of the document's author, `family` that of a paraphrase."""

    document: str
    type: DocumentType
    voice: SourceRole
    text: str
    claims: tuple[Label, ...] = ()
    family: str | None = None


def sentences() -> Iterator[Labelled]:
    """All labelled sentences, file by file, in order."""
    for file in sorted(files(__name__).iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".jsonl"):
            for line in file.read_text(encoding="utf-8").splitlines():
                yield sentence(json.loads(line))


def sentence(row: dict[str, Any]) -> Labelled:
    """The Labelled of a line. Raises TypeError where a key is none of its fields."""
    claims = tuple(_label(claim, row) for claim in row["claims"])
    return Labelled(**{**row, "claims": claims})


def _label(claim: dict[str, Any], row: dict[str, Any]) -> Label:
    """Left out: a content that is the whole sentence, and the role of the document's voice."""
    return Label(**{"content": row["text"].rstrip(" ."), "role": row["voice"], **claim})
