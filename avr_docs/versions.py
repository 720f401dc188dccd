"""What a document's rows depend on beside the document: readers, language model, and scheme of tagging."""

from functools import cache
from hashlib import blake2s
from importlib.metadata import PackageNotFoundError, entry_points, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from avr_docs import nlp

#: Libraries that readers take text from; another version may read another text.
READ_WITH = ("pdfplumber", "pdfminer.six", "lxml", "trafilatura", "markdown-it-py", "charset-normalizer")
#: Parts of avr_docs that change nothing in a document's rows. What is not named here is taken to change them.
APART = frozenset(
    {
        "__pycache__",
        "access.py",
        "accounts.py",
        "addresses.py",
        "ask.py",
        "authors.py",
        "build.py",
        "changes.py",
        "check_links.py",
        "checks.py",
        "cited.py",
        "cli.py",
        "cli_demands.py",
        "cli_publish.py",
        "cli_staff.py",
        "compare.py",
        "compare_by.py",
        "connection.py",
        "corpus.py",
        "corpus_files.py",
        "corpus_sources.py",
        "counts.py",
        "csl",
        "demand_facts.py",
        "download.py",
        "engine.py",
        "entries.py",
        "examples.py",
        "explain.py",
        "export",
        "fetch.py",
        "formulas.py",
        "independence.py",
        "likeness.py",
        "limits.py",
        "link_privacy.py",
        "link_state.py",
        "log_files.py",
        "matching.py",
        "mentions.py",
        "model",  # told apart by its own digest, so that another pipeline's tags outlive it
        "moved.py",
        "options.py",
        "overall.py",
        "page",
        "page_images.py",
        "page_render.py",
        "publishing",
        "recording.py",
        "scores.py",
        "scores.yml",
        "search_index.py",
        "search_items.py",
        "search_tables.py",
        "similar.py",
        "site",
        "spreadsheet.py",
        "spreadsheet_log.py",
        "suggestions.py",
        "summary.py",
        "terminal.py",
        "tracked.py",
        "tracker.py",
        "tracking.py",
        "verdicts.py",
        "versions.py",
        "wayback.py",
        "words.py",
        "work_selection.py",
        "worker.py",
        "works",
    }
)


class Versions(NamedTuple):
    """Short words that change when the readers, the language model or the scheme do."""

    package: str
    reader: str
    model: str
    scheme: str


def versions(model: str | None = None) -> Versions:
    """The versions at work, by the contents of our own files, so that nobody has to remember to count one up.

    `model` is the name or the folder of a spaCy pipeline; None is the shipped one.
    """
    readers = [f"{name} {_version(name)}" for name in READ_WITH] + _others("avr_docs.readers")
    spacy = f"spacy {_version('spacy')}"
    return Versions(
        package=_version("avr-docs"),
        reader=_digest(_contents("extract"), *readers),
        model=f"{_model(model)}, {spacy}",
        scheme=_digest(_contents("avr_docs"), *_others("avr_docs.taggers")),
    )


def _model(name: str | None) -> str:
    if name is None:
        card = nlp.card()
        return f"{card['lang']}_{card['name']} {card['version']} {card.get('weights', 'unknown')}"
    folder = Path(name)
    if (folder / "meta.json").is_file():
        return f"{folder.name} {_digest((folder / 'meta.json').read_bytes())}"
    return f"{name} {_version(name)}"


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "unknown"


def _others(group: str) -> list[str]:
    """What other packages add."""
    found = entry_points(group=group)
    return sorted(f"{entry.name} {entry.value} {entry.dist.version if entry.dist else ''}" for entry in found)


@cache
def _contents(package: str) -> bytes:
    digest = blake2s()
    for name, data in _files(files(package), ""):
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.digest()


def _files(place: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for each in sorted(place.iterdir(), key=lambda each: each.name):
        if each.name in APART or each.name.endswith(".pyc"):
            continue
        name = f"{prefix}/{each.name}"
        found += _files(each, name) if each.is_dir() else [(name, each.read_bytes())]
    return found


def _digest(*parts: bytes | str) -> str:
    digest = blake2s(digest_size=8)
    for part in parts:
        digest.update(part if isinstance(part, bytes) else f"\0{part}".encode())
    return digest.hexdigest()
