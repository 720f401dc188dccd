"""What tagging costs beside the language model: seconds of both on the same sentences, in one run on one core.

    .venv/bin/python benchmarks/tagging.py [FILE ...] [--rounds 5]

Reads the samples under corpus/ where no file is given. `tagging` is all taggers together, without the language model;
the readings of earlier rounds are forgotten, so that each sentence is read anew.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from avr_docs import network, nlp
from avr_docs.nlp import Parsed
from avr_docs.tag import tag
from extract import read
from extract.document import Document
from extract.errors import ExtractError

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
SUFFIXES = (".pdf", ".docx", ".html", ".txt")


def documents(paths: list[Path]) -> list[Document]:
    """Those of the files that can be read."""
    found = []
    for path in paths:
        try:
            found.append(read(path.read_bytes(), id=path.stem, path=path.name))
        except ExtractError as error:
            print(f"left out: {path.name}: {error}")
    return found


def seconds(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    paths = options.files or sorted(path for path in SAMPLES.iterdir() if path.suffix in SUFFIXES)
    read_in = [document for document in documents(paths) if document.meta.language in (None, "en")]
    pipeline = nlp.load()
    parsed: list[Parsed] = [nlp.parse(document, pipeline) for document in read_in]
    words = sum(len(sentence.text.split()) for each in parsed for sentence in each.sentences)
    for each in parsed:  # warm: the classifier is fitted or loaded, expressions are compiled
        tag(each)
    spent: dict[str, list[float]] = {"language model": [], "tagging": []}
    for _ in range(options.rounds):
        network.read.cache_clear()
        spent["language model"].append(seconds(lambda: [nlp.parse(document, pipeline) for document in read_in]))
        spent["tagging"].append(seconds(lambda: [tag(each) for each in parsed]))
    middle = {name: statistics.median(times) for name, times in spent.items()}
    for name, value in middle.items():
        print(f"{name:16} {value:6.2f} s  {words / value:8,.0f} words/s")
    print(f"tagging takes {middle['tagging'] / middle['language model']:.2f} times what the language model takes")


if __name__ == "__main__":
    main()
