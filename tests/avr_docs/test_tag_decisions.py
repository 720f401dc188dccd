"""How the cues, the network and the words decide together."""

from typing import Any

import pytest

from avr_docs.network import Reading
from avr_docs.tag import decisions

SURE = {"stated": 0.01, "observed": 0.98, "demanded": 0.01, "norm": 0.01, "context": 0.05}


def reading(**changed: Any) -> Reading:
    known: dict[str, Any] = {
        "kinds": SURE,
        "safeguards": {"monitoring": 0.02, "legal_counsel": 0.02},
        "statuses": {"monitoring": (0.1, 0.85, 0.05), "legal_counsel": (0.9, 0.05, 0.05)},
        "certainty": (1.0, 0.0, 0.0),
        "words": (),
    }
    return Reading(**{**known, **changed})


UNLIKELY = {"monitoring": 0.02, "legal_counsel": 0.02}


def test_without_a_reading_the_cues_decide() -> None:
    assert decisions.kind("norm", None, party=False) == ("norm", None)
    assert decisions.holds_claim(True, None)
    assert not decisions.holds_claim(False, None)
    marks = decisions.marks({"monitoring": "absent"}, None, {}, "observed")
    assert {id: mark.status for id, mark in marks.items()} == {"monitoring": "absent"}


def test_a_party_observes_nothing_and_only_a_party_states() -> None:
    assert decisions.kind("stated", reading(), party=True)[0] != "observed"
    stated = reading(kinds={**SURE, "stated": 0.99, "observed": 0.3})
    assert decisions.kind("context", stated, party=False)[0] != "stated"


def test_the_network_overrules_a_rule_where_it_is_sure() -> None:
    kind, score = decisions.kind("context", reading(), party=False)
    assert kind == "observed"
    assert score is not None
    assert 0.5 < score <= 1


def test_a_safeguard_needs_more_than_one_faint_witness() -> None:
    assert decisions.marks({}, reading(), UNLIKELY, "observed") == {}


def test_a_wording_that_no_cue_names_is_found() -> None:
    read = reading(safeguards={"monitoring": 0.95, "legal_counsel": 0.01})
    marks = decisions.marks({}, read, {**UNLIKELY, "monitoring": 0.5}, "observed")
    assert {id: mark.status for id, mark in marks.items()} == {"monitoring": "absent"}
    assert 0 < marks["monitoring"].score < 1


def test_a_score_is_higher_where_more_witnesses_agree() -> None:
    faint = reading(safeguards={"monitoring": 0.8, "legal_counsel": 0.01})
    alone = decisions.marks({}, faint, {**UNLIKELY, "monitoring": 0.5}, "observed")["monitoring"].score
    together = decisions.marks({"monitoring": "absent"}, faint, {**UNLIKELY, "monitoring": 0.5}, "observed")
    assert alone < together["monitoring"].score


@pytest.mark.parametrize(("kind", "status"), [("demanded", "demanded"), ("norm", "required")])
def test_kinds_that_settle_the_status(kind: Any, status: str) -> None:
    read = reading(safeguards={"monitoring": 0.01, "legal_counsel": 0.97})
    marks = decisions.marks({}, read, {**UNLIKELY, "legal_counsel": 0.9}, kind)
    assert marks["legal_counsel"].status == status


def test_heading_and_greeting_make_no_claim() -> None:
    none = reading(kinds=dict.fromkeys(SURE, 0.005))
    assert not decisions.holds_claim(False, none)
    assert not decisions.holds_claim(True, none)
    assert decisions.holds_claim(True, reading())
