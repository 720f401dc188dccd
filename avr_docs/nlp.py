"""A document's sentences, each with its spaCy Doc; the one place where a pipeline is loaded and run.

The sentence boundaries are our own (`boundaries`), so that blocks are respected and every pipeline cuts alike. The
pipeline `en_avr` ships with the package (`model/`, made by `training/`) and gives tags, lemmas, trees and names; rules
over a gazetteer and the corpus's actors complete the names (`entities`). Another spaCy pipeline can stand in for it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import srsly
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import is_package
from thinc.api import NumpyOps, get_current_ops, set_current_ops
from threadpoolctl import threadpool_limits

from avr_docs.agreement import agree
from avr_docs.boundaries import sentence_spans
from avr_docs.entities import rules
from avr_docs.errors import AvrDocsError
from avr_docs.records import ListedActor, Sentence
from avr_docs.tokenization import customise
from extract.document import BODY_KINDS, Block, Document

#: The folder of the pipeline that ships with the package.
MODEL = Path(str(files("avr_docs"))) / "model"


class ModelMissing(AvrDocsError):
    """A spaCy pipeline that was asked for is not installed, or cannot be loaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A document cut into sentences; `docs[i]` is the spaCy Doc of `sentences[i]`, offsets in it count from there."""

    document: Document
    sentences: tuple[Sentence, ...]
    docs: tuple[Doc, ...]


def load(name: str | None = None) -> Language:
    """The pipeline that ships with the package, or the one that is installed under `name` or lies in that folder.

    Raises:
        ModelMissing: there is none of that name, or this version of spaCy cannot load it.
    """
    require(name)
    try:
        with _fast_products():
            nlp = spacy.load(MODEL if name is None else name)
    except (OSError, ValueError, ImportError) as error:
        what = "that ships with avr-docs" if name is None else repr(name)
        reason = str(error).splitlines()[0]
        raise ModelMissing(
            f"The language model {what} cannot be loaded by spaCy {spacy.__version__}: {reason}"
        ) from error
    customise(nlp)
    return nlp


@contextmanager
def _fast_products() -> Iterator[None]:
    """Models made in here multiply matrices with numpy, about three times as fast as with the BLIS that spaCy brings.

    On one core: documents are read side by side, each in a process of its own.
    """
    threadpool_limits(1, user_api="blas")
    before = get_current_ops()
    set_current_ops(NumpyOps(use_blis=False))
    try:
        yield
    finally:
        set_current_ops(before)


def require(name: str | None) -> None:
    """Raises ModelMissing where there is no pipeline of that name; tells in no time, since nothing is loaded."""
    found = (
        (MODEL / "meta.json").is_file() if name is None else is_package(name) or (Path(name) / "meta.json").is_file()
    )
    if not found:
        raise ModelMissing(_missing(name))


def _missing(name: str | None) -> str:
    if name is None:
        return f"The language model that ships with avr-docs is not in {MODEL}: install avr-docs again."
    return (
        f"The language model {name!r} is not installed: install it with pip, give the folder of one, "
        "or leave the name out to use the one that ships with avr-docs."
    )


@cache
def card() -> dict[str, Any]:
    """What is known of the pipeline that ships with the package: version, data and licences, settings, figures."""
    require(None)
    meta: dict[str, Any] = srsly.read_json(MODEL / "meta.json")
    return meta


def parse(document: Document, nlp: Language, actors: tuple[ListedActor, ...] = ()) -> Parsed:
    """The sentences of the document's body blocks, in order, numbered from 1, each run through `nlp`.

    `actors` are those on file, whose names become entities.
    """
    sentences: list[Sentence] = []
    for index, block in enumerate(document.blocks):
        if block.kind in BODY_KINDS:
            for start, end in sentence_spans(document.text[block.start : block.end]):
                sentences.append(_sentence(document, block, index, len(sentences) + 1, start, end))
    docs = annotate((sentence.text for sentence in sentences), nlp, actors)
    return Parsed(document=document, sentences=tuple(sentences), docs=docs)


def annotate(texts: Iterable[str], nlp: Language, actors: tuple[ListedActor, ...] = ()) -> tuple[Doc, ...]:
    """One Doc for each sentence of a document, with the pipeline's annotations and the names of all.

    A text is one sentence and stays one.
    """
    named = rules(nlp, actors)
    docs = tuple(map(_light, map(named, nlp.pipe(_one_sentence(nlp.make_doc(text)) for text in texts))))
    agree(docs)
    return docs


def _light(doc: Doc) -> Doc:
    """The Doc without what the network thought of each token: most of its memory, and nobody reads it."""
    doc.tensor = np.zeros((0,), dtype=np.float32)
    return doc


def _one_sentence(doc: Doc) -> Doc:
    """The Doc, told that no sentence begins inside it; a parser keeps to that."""
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def _sentence(document: Document, block: Block, index: int, n: int, start: int, end: int) -> Sentence:
    first, last = block.start + start, block.start + end
    return Sentence(n=n, start=first, end=last, text=document.text[first:last], page=block.page_at(first), block=index)
