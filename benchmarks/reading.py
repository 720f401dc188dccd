"""CPU time of reading and tagging a document, as a multiple of what its library alone takes for the bare text.

    .venv/bin/python benchmarks/reading.py [FILE ...] [--rounds 5]

The two are run in turn in one process, so that a busy machine slows both; the figure is the median of the ratios.
Without files, the samples under corpus/ are measured.
"""

import argparse
import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import trafilatura

from avr_docs import nlp, tag
from extract import read
from extract.errors import ExtractError

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
MODEL = nlp.load()


def pdf_text(data: bytes) -> None:
    """What most scripts do: every page's text, the page closed."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()


def html_text(data: bytes) -> None:
    """The article's text, without metadata."""
    trafilatura.extract(data.decode("utf-8", "replace"))


ALONE = {".pdf": ("pdfplumber extract_text", pdf_text), ".html": ("trafilatura extract", html_text)}


def seconds(action: Callable[[bytes], object], data: bytes) -> float:
    start = time.process_time()
    action(data)
    return time.process_time() - start


def measure(path: Path, rounds: int) -> None:
    """Prints one line for the file, or why there is none."""
    name, alone = ALONE[path.suffix]
    data = path.read_bytes()
    try:
        document = read(data, id=path.stem, path=path.name)
    except ExtractError as refused:
        print(f"{path.name:52} {refused}")
        return
    ratios, tagging = [], []
    for _ in range(rounds + 1):  # the first round warms caches and is left out
        bare = seconds(alone, data)
        ours = seconds(lambda data: read(data, id=path.stem, path=path.name), data)
        ratios.append(ours / bare)
        tagging.append(seconds(lambda _: tag.tag(nlp.parse(document, MODEL)), data))
    words = len(document.text.split())
    print(
        f"{path.name:52} read {statistics.median(ratios[1:]):5.2f} x {name:24}"
        f" tag {words / statistics.median(tagging[1:]):8,.0f} words/s  ({words:,} words)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    for path in options.files or sorted(path for path in SAMPLES.iterdir() if path.suffix in ALONE):
        measure(path, options.rounds)


if __name__ == "__main__":
    main()
