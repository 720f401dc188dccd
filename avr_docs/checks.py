"""Everything that can be wrong before a run: the spreadsheets, the files, the cues, what reads the sentences."""

from pathlib import Path
from typing import NamedTuple

from avr_docs import corpus as corpora
from avr_docs import cues, network, nlp
from avr_docs.errors import AvrDocsError


class Check(NamedTuple):
    """One thing that was looked at, what was found, and whether a run can go on with it."""

    what: str
    result: str
    good: bool


def check(folder: Path) -> list[Check]:
    """What was found in the corpus under `folder`, in the cues, in the language model and in the network."""
    return [*_corpus(folder), _cues(), *_model(), *_network()]


def _corpus(folder: Path) -> list[Check]:
    try:
        corpus = corpora.read(folder)
    except AvrDocsError as error:
        return [Check("corpus", str(error), False)]
    missing = [row for row in corpus.documents if row.missing]
    counts = (
        f"{len(corpus.documents)} documents, {len(corpus.actors)} actors, {len(corpus.programmes)} programmes, "
        f"{len(corpus.works_status)} works with a status, {len(corpus.link_checks)} addresses checked"
    )
    return [
        Check("corpus", counts, True),
        *(
            Check(f"documents.csv: {row.id}", f"no file {row.file}: put it there, or empty the cell", False)
            for row in missing
        ),
        *(Check("corpus", message, True) for message in corpus.warnings),
    ]


def _cues() -> Check:
    try:
        return Check("cues", f"{len(cues.safeguards())} safeguards", True)
    except AvrDocsError as error:
        return Check("cues", str(error), False)


def _model() -> list[Check]:
    """The card of the shipped pipeline, and that it can be loaded."""
    try:
        nlp.load()
        card = nlp.card()
    except AvrDocsError as error:
        return [Check("language model", str(error), False)]
    parts = ", ".join(card["pipeline"])
    name = f"{card['lang']}_{card['name']} {card['version']}, weights {card['weights']}, licence {card['license']}"
    learnt = [f"{source['name']} ({source['used']}; {source['licence']})" for source in card["sources"]]
    return [
        Check(
            "language model",
            f"{name}: {parts}; made with {card['made_with']}, seed {card['seed']}, {_cost(card['training'])}",
            True,
        ),
        *(Check("language model: learnt from", source, True) for source in learnt),
        *(Check(f"F1 on {name}", _figures(found), True) for name, found in card["performance"].items()),
    ]


def _network() -> list[Check]:
    """The card of the network that reads sentences, and that it can be run."""
    try:
        network.read("It rained.", "news", "media")
        card = network.card()
    except AvrDocsError as error:
        return [Check("network", str(error), False)]
    name = f"{card['name']} {card['version']}"
    return [
        Check("network", f"{name}: {card['description']}; licence {card['license']}", True),
        *(Check("network: learnt from", source, True) for source in card["sources"]),
        *(Check(f"F1 of the tags on {name}", _figures(found), True) for name, found in card["performance"].items()),
    ]


def _cost(parts: dict[str, dict[str, float]]) -> str:
    return ", ".join(
        f"{part} in {spent['minutes']} minutes and {spent['memory_mb']} MB" for part, spent in parts.items()
    )


def _figures(found: dict[str, float]) -> str:
    return ", ".join(f"{name} {value}" for name, value in found.items())
