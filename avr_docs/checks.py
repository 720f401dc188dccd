"""Everything that can be wrong before a run: the spreadsheets, the files, the cues, the language model."""

from pathlib import Path
from typing import NamedTuple

from avr_docs import corpus as corpora
from avr_docs import cues, nlp
from avr_docs.errors import AvrDocsError


class Check(NamedTuple):
    """One thing that was looked at, what was found, and whether a run can go on with it."""

    what: str
    result: str
    good: bool


def check(folder: Path) -> list[Check]:
    """What was found in the corpus under `folder`, in the cues and in the language model."""
    return [*_corpus(folder), _cues(), _model()]


def _corpus(folder: Path) -> list[Check]:
    try:
        corpus = corpora.read(folder)
    except AvrDocsError as error:
        return [Check("corpus", str(error), False)]
    missing = [row for row in corpus.documents if row.missing]
    counts = f"{len(corpus.documents)} documents, {len(corpus.actors)} actors, {len(corpus.programmes)} programmes"
    return [
        Check("corpus", counts, True),
        *(
            Check(f"documents.csv: {row.id}", f"no file {row.file}: put it there, or empty the cell", False)
            for row in missing
        ),
        *(Check("corpus", message, True) for message in corpus.warnings),
    ]


def _cues() -> Check:
    try:
        return Check("cues", f"{len(cues.safeguards())} safeguards", True)
    except AvrDocsError as error:
        return Check("cues", str(error), False)


def _model() -> Check:
    try:
        meta = nlp.load().meta
        parts = ", ".join(meta["pipeline"]) or "tokenizer alone: tags are found by cues and rules"
        return Check("language model", f"{meta['lang']}_{meta['name']} ({parts})", True)
    except AvrDocsError as error:
        return Check("language model", str(error), False)
