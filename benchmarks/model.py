"""Words a second, load time and size of the language model, beside a bare spaCy tokenizer and beside other pipelines.

    .venv/bin/python benchmarks/model.py [--model NAME ...] [--rounds 5]

Each pipeline reads the samples under corpus/ in turn in one process and on one core, so that a busy machine slows all
alike; words are parted by blanks, figures are medians. Give an installed pipeline (en_core_web_sm) to
compare with it.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import spacy
from spacy.language import Language

from avr_docs import nlp
from avr_docs.boundaries import sentence_spans
from extract import read
from extract.document import BODY_KINDS
from extract.errors import ExtractError

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"


def sentences() -> list[str]:
    """The body sentences of all samples that can be read."""
    found = []
    for path in sorted(path for path in SAMPLES.iterdir() if path.suffix in (".pdf", ".docx", ".html")):
        try:
            document = read(path.read_bytes(), id=path.stem, path=path.name)
        except ExtractError:
            continue
        for block in document.blocks:
            if block.kind in BODY_KINDS:
                text = document.text[block.start : block.end]
                found += [text[start:end] for start, end in sentence_spans(text)]
    return found


def seconds(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return time.process_time() - start


def megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", action="append", default=[], help="Another pipeline; may be given several times.")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    texts = sentences()
    words = sum(len(text.split()) for text in texts)
    pipelines: dict[str, Language] = {"tokenizer alone": spacy.blank("en")}
    loading: dict[str, float] = {}
    for name in (None, *options.model):
        start = time.process_time()
        pipelines[name or "en_avr"] = nlp.load(name)
        loading[name or "en_avr"] = time.process_time() - start
    bare = nlp.load()
    bare.disable_pipe("ner")
    pipelines["en_avr without names"] = bare
    spent: dict[str, list[float]] = {name: [] for name in pipelines}
    for _ in range(options.rounds + 1):  # the first round warms caches and is left out
        for name, pipeline in pipelines.items():
            spent[name].append(seconds(lambda pipeline=pipeline: nlp.annotate(texts, pipeline)))  # type: ignore[misc]
    base = statistics.median(spent["en_avr"][1:])
    print(f"{words:,} words in {len(texts):,} sentences; en_avr holds {megabytes(nlp.MODEL):.1f} MB")
    for name, times in spent.items():
        middle = statistics.median(times[1:])
        load = f"loaded in {loading[name]:.2f} s" if name in loading else ""
        print(f"{name:24} {words / middle:8,.0f} words/s  {middle / base:5.2f} x en_avr  {load}")


if __name__ == "__main__":
    main()
