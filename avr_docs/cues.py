"""The words that the taggers go by, read from `cues/*.yml` and checked.

Each cue has `hits`, sentences that its patterns must find something in, and `misses`, sentences in which they must
not; both run as tests. The keys that a file may hold are the fields of the classes below.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal, TypeVar, get_args, get_type_hints

import yaml

from avr_docs.cue_patterns import LOADER, BadPattern, to_regex
from avr_docs.cue_search import Finder, finder
from avr_docs.errors import AvrDocsError
from avr_docs.records import Action, SourceRole

Polarity = Literal["met", "breached", "topic"]
#: How a reporting word is built into a sentence: see cues/reporting.yml.
Frame = Literal[
    "clause",
    "object",
    "request",
    "source_first",
    "passive",
    "attitude",
    "finding",
    "continued",
    "intention",
    "topic",
    "quoted",
]
NormEffect = Literal["requires", "forbids", "describes"]
DemandFrame = Literal["request", "modal"]
Leaves = Literal["unclear", "absent"]
NegationScope = Literal["right", "left"]


class CueError(AvrDocsError):
    """A file of cues is not as it must be."""


@dataclass(frozen=True, kw_only=True)
class Cue:
    """Patterns (see cue_patterns) with sentences that they must and must not find something in."""

    patterns: tuple[str, ...]
    hits: tuple[str, ...]
    misses: tuple[str, ...] = ()

    @cached_property
    def regex(self) -> Finder:
        """Finds any of the patterns."""
        return finder(self.patterns)


@dataclass(frozen=True, kw_only=True)
class ReportingCue(Cue):
    """Words by which something is attributed; `hedged` if they leave open whether it is so."""

    frame: Frame
    hedged: bool = False


@dataclass(frozen=True, kw_only=True)
class UnknownCue(Cue):
    """Words that say that something is not known; `leaves` is the status of the safeguards that it is about."""

    leaves: Leaves


@dataclass(frozen=True, kw_only=True)
class NegationCue(Cue):
    """Words that say no, of what follows them (`right`) or of what stands before them (`left`)."""

    scope: NegationScope


@dataclass(frozen=True, kw_only=True)
class SafeguardCue(Cue):
    """`met`: says that the safeguard holds. `breached`: names its lack or the harm. `topic`: names it, and no more."""

    polarity: Polarity


@dataclass(frozen=True, kw_only=True)
class Safeguard:
    """One of the safeguards that claims are about, with what it covers and where it comes from."""

    id: str
    name: str
    definition: str
    source: str
    cues: tuple[SafeguardCue, ...]


@dataclass(frozen=True, kw_only=True)
class DemandCue(Cue):
    """Words that ask somebody to do something."""

    frame: DemandFrame


@dataclass(frozen=True, kw_only=True)
class ActionCue(Cue):
    """Verbs of one kind of action that is asked for."""

    action: Action


@dataclass(frozen=True, kw_only=True)
class NormCue(Cue):
    """Words of law."""

    effect: NormEffect


@dataclass(frozen=True, kw_only=True)
class ActorCue(Cue):
    """Names and words for people that tell their role."""

    role: SourceRole


T = TypeVar("T")


def reporting() -> tuple[ReportingCue, ...]:
    """Verbs, nouns and phrases that attribute."""
    return _read("reporting", ReportingCue)


def hedges() -> tuple[Cue, ...]:
    """Words that say less than that it is so."""
    return _read("hedges", Cue)


def unknowns() -> tuple[UnknownCue, ...]:
    """Words that say that it is not known."""
    return _read("unknown", UnknownCue)


def negations() -> tuple[NegationCue, ...]:
    """Words that say no, or that something is missing, weak or violated."""
    return _read("negations", NegationCue)


def safeguards() -> tuple[Safeguard, ...]:
    """The safeguards in the order of the coding scheme."""
    return _read("safeguards", Safeguard)


def demands() -> tuple[DemandCue, ...]:
    """Frames of a demand."""
    return _read("demands", DemandCue)


def actions() -> tuple[ActionCue, ...]:
    """Verbs by action."""
    return _read("actions", ActionCue)


def norms() -> tuple[NormCue, ...]:
    """Words of law."""
    return _read("norms", NormCue)


def actors() -> tuple[ActorCue, ...]:
    """Names and words by role."""
    return _read("actors", ActorCue)


@cache
def _read(name: str, kind: type[T]) -> tuple[T, ...]:
    text = (files("avr_docs") / "cues" / f"{name}.yml").read_text(encoding="utf-8")
    return parse(text, kind, where=f"cues/{name}.yml", check=False)


def parse(text: str, kind: type[T], *, where: str, check: bool = True) -> tuple[T, ...]:
    """The entries of one file of cues, as records of `kind`; `where` names the file in messages.

    `check`: try each pattern. Those of the package are tried by its tests, and not each time that a process starts.

    Raises:
        CueError: the file is no list, a key is unknown or missing, a value is not allowed, or a pattern is wrong.
    """
    try:
        rows = yaml.load(text, Loader=LOADER)
    except yaml.YAMLError as error:
        raise CueError(f"{where} is no YAML: {error}") from error
    if not isinstance(rows, list):
        raise CueError(f"{where}: expected a list of entries, each beginning with '- '.")
    found = tuple(_record(row, kind, f"{where}, entry {n}") for n, row in enumerate(rows, 1))
    if check:
        for n, record in enumerate(found, 1):
            _try(record, f"{where}, entry {n}")
    return found


def _record(row: Any, kind: type[T], where: str) -> T:
    if not isinstance(row, Mapping):
        raise CueError(f"{where}: expected 'key: value' lines.")
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    unknown = set(map(str, row)) - known.keys()
    if unknown:
        raise CueError(f"{where}: unknown key {sorted(unknown)[0]!r}; known are {', '.join(known)}.")
    missing = [name for name, field in known.items() if field.default is MISSING and name not in row]
    if missing:
        raise CueError(f"{where}: the key {missing[0]!r} is missing.")
    hints = get_type_hints(kind)
    return kind(**{name: _value(value, hints[name], name, where) for name, value in row.items()})


def _value(value: Any, hint: Any, name: str, where: str) -> Any:
    if hint == tuple[SafeguardCue, ...]:
        return tuple(_record(row, SafeguardCue, f"{where}, {name} {n}") for n, row in enumerate(value or (), 1))
    if hint == tuple[str, ...]:
        return _strings(value, name, where)
    allowed = get_args(hint)
    if allowed and value not in allowed:
        raise CueError(f"{where}: {name} is {value!r}; it must be one of {', '.join(map(str, allowed))}.")
    if not allowed and not isinstance(value, hint):
        raise CueError(f"{where}: {name} is {value!r}; expected {hint.__name__}.")
    return value.strip() if isinstance(value, str) else value


def _strings(value: Any, name: str, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise CueError(f"{where}: {name} must be a list of texts (quote those that YAML reads as something else).")
    if name == "patterns" and not value:
        raise CueError(f"{where}: patterns is empty, which would find nothing.")
    return tuple(value)


def _try(record: Any, where: str) -> None:
    for cue in getattr(record, "cues", (record,)):
        for pattern in cue.patterns:
            try:
                to_regex(pattern)
            except BadPattern as error:
                raise CueError(f"{where}: {error}.") from error
