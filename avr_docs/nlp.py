"""A document's sentences, each with its spaCy Doc; the one place where a pipeline is loaded and run.

The sentence boundaries are our own (`boundaries`), so that blocks are respected and every pipeline cuts alike; a
trained pipeline adds lemmas, parts of speech, a parse and entities to the Docs, and nothing else changes.
"""

from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokens import Doc

from avr_docs.boundaries import sentence_spans
from avr_docs.errors import AvrDocsError
from avr_docs.records import Sentence
from extract.document import BODY_KINDS, Block, Document

#: Kept whole by the tokenizer, beside what spaCy's English rules keep.
WHOLE = (
    "U.S.",
    "U.N.",
    "U.K.",
    "E.U.",
    "N.D.Cal.",
    "N.D.",
    "D.C.",
    "EE.UU.",
    "Cmdr.",
    "Art.",
    "Arts.",
    "Nos.",
    "No.",
    "pp.",
    "núm.",
    "pág.",
    "Sra.",
)


class ModelMissing(AvrDocsError):
    """A spaCy pipeline that was asked for is not installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A document cut into sentences; `docs[i]` is the spaCy Doc of `sentences[i]`, offsets in it count from there."""

    document: Document
    sentences: tuple[Sentence, ...]
    docs: tuple[Doc, ...]


def load(name: str | None = None) -> Language:
    """The pipeline that is installed under `name`, or English tokenization alone.

    Raises:
        ModelMissing: no pipeline of that name is installed.
    """
    if name is None:
        nlp = spacy.blank("en")
    else:
        try:
            nlp = spacy.load(name)
        except OSError as error:
            raise ModelMissing(
                f"The language model {name!r} is not installed: pip install it, or leave the name out."
            ) from error
    for text in WHOLE:
        nlp.tokenizer.add_special_case(text, [{ORTH: text}])
    return nlp


def parse(document: Document, nlp: Language) -> Parsed:
    """The sentences of the document's body blocks, in order, numbered from 1, each run through `nlp`."""
    sentences: list[Sentence] = []
    for index, block in enumerate(document.blocks):
        if block.kind in BODY_KINDS:
            for start, end in sentence_spans(document.text[block.start : block.end]):
                sentences.append(_sentence(document, block, index, len(sentences) + 1, start, end))
    docs = tuple(nlp.pipe(sentence.text for sentence in sentences))
    return Parsed(document=document, sentences=tuple(sentences), docs=docs)


def _sentence(document: Document, block: Block, index: int, n: int, start: int, end: int) -> Sentence:
    first, last = block.start + start, block.start + end
    return Sentence(n=n, start=first, end=last, text=document.text[first:last], page=block.page_at(first), block=index)
