"""Spanish: by cues alone, without the network and the regressions, which have learnt English."""

import json
from pathlib import Path
from typing import Any

import pytest
from tagging import parsed

from avr_docs import classify, network
from avr_docs.records import Tagged
from avr_docs.tag import tag

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in Path(__file__).with_name("spanish_sentences.jsonl").read_text(encoding="utf-8").splitlines()
]


def read(row: dict[str, Any]) -> Tagged:
    return tag(parsed(row["text"], type="press_release", language="es"))


def test_what_has_learnt_english_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "read", lambda *asked: pytest.fail("asked the network"))
    monkeypatch.setattr(classify, "classifier", lambda: pytest.fail("asked the regressions"))
    (claim,) = tag(parsed("Nadie les explicó las consecuencias de firmar.", type="news", language="es")).claims
    assert claim.safeguards == {"informed_consent": "absent"}
    assert claim.tagger == "rules"


def test_most_safeguards_that_are_found_are_right() -> None:
    found, right, wanted = 0, 0, 0
    for row in ROWS:
        coded = {id for claim in row["claims"] for id in claim.get("safeguards", {})}
        tagged = {id for claim in read(row).claims for id in claim.safeguards}
        found, right, wanted = found + len(tagged), right + len(tagged & coded), wanted + len(coded)
    assert right / found >= 0.5
    assert right / wanted >= 0.1  # cues find few of the wordings: the README says so
