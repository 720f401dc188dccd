"""How good the tags are, as measured: the figures in scores.yml, and those that the language model brings with it."""

import json
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml


class Line(NamedTuple):
    """What was measured, and its figure in each column; None where it was not measured there."""

    what: str
    scores: tuple[int | None, ...]


class ByEye(NamedTuple):
    """Sentences that were read by eye: how many, how many of them had every tag right, and shares in percent."""

    sentences: int
    all_right: int
    shares: dict[str, int]


class Scores(NamedTuple):
    """All figures; `columns` and `about` name and explain those of `tags`."""

    columns: dict[str, str]
    about: dict[str, str]
    tags: dict[str, Line]
    by_eye: ByEye
    spanish: dict[str, int]
    documents: list[dict[str, str]]

    def score(self, tag: str, column: str) -> int | None:
        """The figure of one tag in one column."""
        return self.tags[tag].scores[list(self.columns).index(column)]


@cache
def scores() -> Scores:
    """The figures in scores.yml."""
    read: dict[str, Any] = yaml.safe_load((files("avr_docs") / "scores.yml").read_text(encoding="utf-8"))
    tags = read["tags"]
    return Scores(
        columns=tags["columns"],
        about=tags["about"],
        tags={key: Line(row["what"], tuple(row["scores"])) for key, row in tags["rows"].items()},
        by_eye=ByEye(**read["by_eye"]),
        spanish=read["spanish"],
        documents=read["documents"]["rows"],
    )


@cache
def of_language_model() -> dict[str, dict[str, float]]:
    """The figures of the language model that ships with the package, by kind of text, in percent."""
    read: dict[str, Any] = json.loads((files("avr_docs") / "model" / "meta.json").read_text(encoding="utf-8"))
    found: dict[str, dict[str, float]] = read["performance"]
    return found
