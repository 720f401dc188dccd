"""Treebank documents as spaCy's training corpora: one Doc a sentence, as `avr_docs.nlp` gives them to the pipeline."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from training.treebanks import Document, Sentence, Token

#: Part of the training sentences that get the other style of quotation marks, and that are written in capitals.
OTHER_QUOTES = 0.3
CAPITALS = 0.03


def syntax(vocab: Vocab, sentence: Sentence) -> Doc:
    """A sentence with gold tags, lemmas and tree."""
    tokens = sentence.tokens
    return Doc(
        vocab,
        words=[token.text for token in tokens],
        spaces=[token.blank_after for token in tokens],
        tags=[token.xpos for token in tokens],
        pos=[token.upos for token in tokens],
        lemmas=[token.lemma for token in tokens],
        heads=[i if token.head is None else token.head for i, token in enumerate(tokens)],
        deps=["ROOT" if token.head is None else token.relation for token in tokens],
    )


def names(vocab: Vocab, sentence: Sentence) -> Doc:
    """A sentence with its names as gold entities."""
    doc = Doc(
        vocab,
        words=[token.text for token in sentence.tokens],
        spaces=[token.blank_after for token in sentence.tokens],
    )
    doc.ents = [Span(doc, start, end, label=label) for start, end, label in sentence.names or []]
    return doc


def save(docs: Iterable[Doc], path: Path) -> int:
    """Writes the Docs as a DocBin and returns how many there are."""
    binary = DocBin(docs=docs, store_user_data=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    binary.to_disk(path)
    return len(binary)


def sentences(found: Iterable[Document]) -> list[Sentence]:
    """All sentences of the documents."""
    return [sentence for document in found for sentence in document.sentences]


def varied(found: Iterable[Sentence], seed: int = 0) -> Iterator[Sentence]:
    """The sentences, some with curly for straight quotation marks or the other way round, a few in capitals."""
    chance = random.Random(seed)
    for sentence in found:
        if chance.random() < OTHER_QUOTES:
            sentence = replace(sentence, tokens=list(_other_quotes(sentence.tokens)))
        if chance.random() < CAPITALS:
            sentence = replace(sentence, tokens=[replace(token, text=token.text.upper()) for token in sentence.tokens])
        yield sentence


def _other_quotes(tokens: list[Token]) -> Iterator[Token]:
    opened = False
    for token in tokens:
        text = token.text
        if text in ('"', "“", "”"):
            opened = not opened
            text = '"' if text != '"' else "“" if opened else "”"
        elif "’" in text:
            text = text.replace("’", "'")
        elif "'" in text:
            text = text.replace("'", "’")
        yield replace(token, text=text)
