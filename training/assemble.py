"""Puts the fitted parts together into one pipeline, as small as it can be, and gives it its card."""

import hashlib
import shutil
from pathlib import Path
from typing import Any

import spacy
import srsly
from spacy.language import Language
from spacy.lookups import Lookups
from thinc.api import Model

from training.vectors import keep_lower_case

NAME = "avr"


def assemble(syntax: Path, names: Path, lemmas: Lookups, out: Path) -> Language:
    """The pipeline of tags, lemmas, trees and names, written to `out` and loaded from there again."""
    nlp = spacy.load(syntax)
    entities = spacy.load(names)
    entities.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"}, after="morphologizer")
    lemmatizer.initialize(lookups=lemmas)
    nlp.add_pipe("ner", source=entities, last=True)
    _round(nlp)
    shutil.rmtree(out, ignore_errors=True)
    nlp.meta["name"] = NAME
    nlp.to_disk(out)
    _forget_paths(out)
    keep_lower_case(out)
    _prune(out, nlp)
    return spacy.load(out)


def _round(nlp: Language) -> None:
    """Rounds all weights to half precision, kept in single: a wheel needs little more than half the space for them."""
    for _, pipe in nlp.components:
        model = getattr(pipe, "model", None)  # a lemmatizer has none to speak of
        for node in model.walk() if isinstance(model, Model) else ():
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, node.get_param(name).astype("float16").astype("float32"))


def _forget_paths(out: Path) -> None:
    """Where the corpora lay on the machine that fitted the parts is nobody's business."""
    config = spacy.util.load_config(out / "config.cfg", interpolate=False)
    config["paths"] = dict.fromkeys(config["paths"])
    config.to_disk(out / "config.cfg")


def _prune(out: Path, nlp: Language) -> None:
    """Leaves out the words that training has seen: vectors and tables are keyed by hashes. Labels are needed."""
    labels = {label for name in nlp.pipe_names for label in getattr(nlp.get_pipe(name), "labels", ())}
    srsly.write_json(out / "vocab" / "strings.json", sorted(labels))


def describe(out: Path, card: dict[str, Any]) -> None:
    """Writes the card into the pipeline's meta.json, with a digest of its files, by which a changed model is told."""
    meta = srsly.read_json(out / "meta.json")
    kept = {key: value for key, value in meta.items() if key not in ("labels", "components", "spacy_git_version")}
    srsly.write_json(out / "meta.json", {**kept, **card, "weights": digest(out)}, indent=0)


def digest(out: Path) -> str:
    """A short digest of all files of a pipeline but its meta.json."""
    found = hashlib.blake2s(digest_size=8)
    for path in sorted(path for path in out.rglob("*") if path.is_file() and path.name != "meta.json"):
        found.update(f"{path.relative_to(out).as_posix()}\0".encode())
        found.update(path.read_bytes())
    return found.hexdigest()
