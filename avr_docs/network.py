"""What a small network reads in a sentence: the kinds of its claims, safeguards with their status, who says what.

A transformer of few layers (MiniLM, fitted by `training.sentences` on the sentences of `labelled/`), run by ONNX
Runtime on one core. It ships with the package in `network/`; nothing is downloaded, and its weights are data, no code.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from avr_docs.errors import AvrDocsError
from avr_docs.records import Certainty, ClaimKind, SafeguardStatus, SourceRole
from extract.document import DocumentType, Span

FOLDER = Path(str(files("avr_docs"))) / "network"
#: The statuses that a statement or an observation gives a safeguard; the others follow from the claim's kind.
STATUSES: tuple[SafeguardStatus, ...] = ("in_place", "absent", "unclear")
KINDS: tuple[ClaimKind, ...] = get_args(ClaimKind)
CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)
#: What a word can be part of.
PARTS = ("other", "source", "cue", "content")
#: Readings that are kept: the parts of a sentence are asked for more than once.
KEPT = 4096

Floats = NDArray[np.float32]


class NetworkMissing(AvrDocsError):
    """The network that ships with the package is not where it was installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the network makes of a text; all figures are probabilities.

    `kinds` by kind, each on its own as a sentence can hold several claims; `safeguards` by id; `statuses` by id, three
    figures in the order of `STATUSES`; `certainty` in the order of `CERTAINTIES`; `words` spans of the text with four
    figures each in the order of `PARTS`.
    """

    kinds: dict[ClaimKind, float]
    safeguards: dict[str, float]
    statuses: dict[str, tuple[float, float, float]]
    certainty: tuple[float, float, float]
    words: tuple[tuple[Span, tuple[float, float, float, float]], ...]


@lru_cache(maxsize=KEPT)
def read(text: str, type: DocumentType, voice: SourceRole, role: SourceRole | None = None) -> Reading:
    """The network's reading of one sentence, or of the part of one that somebody of the role `role` says.

    `type` is that of the document and `voice` the role of its author.

    Raises:
        NetworkMissing: its files are not there.
    """
    session, tokenizer, card = _loaded()
    said = f", {role.replace('_', ' ')} says" if role else ""
    prefix = tokenizer.encode(f"{type.replace('_', ' ')} by {voice.replace('_', ' ')}{said}:").ids[:-1]
    encoded = tokenizer.encode(text)
    tokens = encoded.ids[1:][: card["longest"]]
    ids = np.array([[*prefix, *tokens]], dtype=np.int64)
    sentence, words = session.run(None, {"ids": ids})
    return _reading(sentence[0], words[0][len(prefix) :], encoded.offsets[1:][: len(tokens)], card["safeguards"])


def _reading(sentence: Floats, words: Floats, offsets: Sequence[tuple[int, int]], ids: list[str]) -> Reading:
    n = len(ids)
    kinds = _sigmoid(sentence[: len(KINDS)])
    safeguards = _sigmoid(sentence[len(KINDS) : len(KINDS) + n])
    statuses = _softmax(sentence[len(KINDS) + n : len(KINDS) + 4 * n].reshape(n, 3))
    certainty = _softmax(sentence[len(KINDS) + 4 * n :])
    parts = _softmax(words)
    return Reading(
        kinds=dict(zip(KINDS, map(float, kinds), strict=True)),
        safeguards=dict(zip(ids, map(float, safeguards), strict=True)),
        statuses={id: (float(row[0]), float(row[1]), float(row[2])) for id, row in zip(ids, statuses, strict=True)},
        certainty=(float(certainty[0]), float(certainty[1]), float(certainty[2])),
        words=tuple(
            (Span(start, end), (float(row[0]), float(row[1]), float(row[2]), float(row[3])))
            for (start, end), row in zip(offsets, parts, strict=True)
            if end > start
        ),
    )


def _sigmoid(values: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-values)), dtype=np.float32)


def _softmax(values: Floats) -> Floats:
    raised = np.exp(values - values.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)


@cache
def card() -> dict[str, Any]:
    """What is known of the network: version, data and licences, settings, figures."""
    try:
        value: dict[str, Any] = json.loads((FOLDER / "meta.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise NetworkMissing(
            f"The network that ships with avr-docs is not in {FOLDER}: install avr-docs again."
        ) from error
    return value


@cache
def _loaded() -> tuple[onnxruntime.InferenceSession, Tokenizer, dict[str, Any]]:
    known = card()
    options = onnxruntime.SessionOptions()
    # documents are read side by side, each in a process of its own
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    try:
        session = onnxruntime.InferenceSession(str(FOLDER / "claims.onnx"), options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    except Exception as error:  # both libraries raise their own kinds, and bare Exception
        reason = str(error).splitlines()[0]
        raise NetworkMissing(f"The network in {FOLDER} cannot be loaded ({reason}): install avr-docs again.") from error
    return session, tokenizer, known
