"""Sentences that the teacher has labelled, for the small networks to learn from beside those that people have.

python -m training.silver names|trees --statements FILE --treebanks DIR --minilm DIR --teacher FILE --out FILE
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import spacy
import torch
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from transformers import AutoTokenizer

from avr_docs.boundaries import sentence_spans
from avr_docs.tokenization import customise
from training import corpus, teacher, treebanks

#: Least certainty of a sentence that is kept: of its least certain word for names, on average for trees.
CERTAIN = {"names": 0.5, "trees": 0.9}
#: Shorter ones teach nothing, longer ones are tables.
TOKENS = range(4, 120)


def statements(path: Path, nlp: Language) -> Iterator[Doc]:
    """The sentences of the statements in a JSON Lines file, plain or xz-compressed, each once."""
    seen: set[str] = set()
    for line in treebanks.lines(path):
        for block in json.loads(line)["text"].split("\n"):
            for start, end in sentence_spans(block):
                text = " ".join(block[start:end].split())
                if text not in seen:
                    seen.add(text)
                    doc = nlp.make_doc(text)
                    if len(doc) in TOKENS:
                        yield doc


def unlabelled(kind: str, path: Path, treebank: Path) -> list[Doc]:
    """What the teacher labels: the statements, and for names the sentences of EWT, which has trees alone."""
    nlp = spacy.blank("en")
    customise(nlp)
    docs = list(statements(path, nlp))
    if kind == "names":
        found = corpus.sentences(treebanks.documents(treebank / "ewt-train.conllu.xz"))
        docs += [corpus.names(nlp.vocab, sentence) for sentence in found]
    return docs


def save(kind: str, docs: list[Doc], minilm: Path, weights: Path, out: Path) -> int:
    """Labels the Docs with the teacher of that kind, keeps those it is certain of, and returns how many those are."""
    torch.set_num_threads(1)
    tokenizer = AutoTokenizer.from_pretrained(minilm)
    net = teacher.load(kind, minilm, weights)
    kept = [i for i, certain in teacher.label(net, docs, tokenizer) if certain >= CERTAIN[kind]]
    DocBin(docs=[docs[i] for i in sorted(kept)], store_user_data=False).to_disk(out)
    return len(kept)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=tuple(CERTAIN))
    for option in ("--statements", "--treebanks", "--minilm", "--teacher", "--out"):
        parser.add_argument(option, type=Path, required=True)
    options = parser.parse_args()
    docs = unlabelled(options.kind, options.statements, options.treebanks)
    kept = save(options.kind, docs, options.minilm, options.teacher, options.out)
    print(f"{kept} of {len(docs)} sentences kept")


if __name__ == "__main__":
    main()
