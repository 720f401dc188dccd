"""The labelled sentences: each line is by the scheme, and its parts stand in its text."""

from collections import Counter
from typing import get_args

import pytest

from avr_docs import cues, labelled
from avr_docs.labelled import Label, Labelled
from avr_docs.records import AUTHOR, Attribution, Certainty, ClaimKind, SafeguardStatus, SourceRole
from extract.document import DocumentType

SENTENCES = list(labelled.sentences())
SAFEGUARDS = {safeguard.id for safeguard in cues.safeguards()}
VALUES = {
    "kind": get_args(ClaimKind),
    "attribution": get_args(Attribution),
    "certainty": get_args(Certainty),
    "role": get_args(SourceRole),
}


def test_there_are_as_many_as_the_card_says() -> None:
    assert len(SENTENCES) == 5673
    assert sum(len(sentence.claims) for sentence in SENTENCES) == 5141


def test_no_sentence_stands_there_twice() -> None:
    assert [text for text, n in Counter(s.text for s in SENTENCES).items() if n > 1] == []


def test_values_are_those_of_the_scheme() -> None:
    for sentence in SENTENCES:
        assert sentence.type in get_args(DocumentType), sentence
        assert sentence.voice in get_args(SourceRole), sentence
        for claim in sentence.claims:
            assert all(getattr(claim, name) in values for name, values in VALUES.items()), claim
            assert set(claim.safeguards) <= SAFEGUARDS, claim
            assert set(claim.safeguards.values()) <= set(get_args(SafeguardStatus)), claim


def test_contents_sources_and_cues_stand_in_the_text() -> None:
    before: dict[str, str] = {}
    for sentence in SENTENCES:
        for claim in sentence.claims:
            assert claim.content in sentence.text, claim
            assert claim.cue is None or claim.cue in sentence.text, claim
            so_far = before.get(sentence.document, "") + sentence.text
            assert claim.source == AUTHOR or claim.source in so_far, claim
            assert (claim.source == AUTHOR) or claim.attribution != "author", claim
        before[sentence.document] = before.get(sentence.document, "") + sentence.text + "\n"


def test_a_line_says_only_what_is_not_the_default() -> None:
    row = {"document": "d", "type": "news", "voice": "media", "text": "It rained.", "claims": [{"kind": "context"}]}
    claim = Label(kind="context", content="It rained", role="media")
    assert labelled.sentence(row) == Labelled(
        document="d", type="news", voice="media", text="It rained.", claims=(claim,)
    )


def test_a_key_that_is_no_field_is_refused() -> None:
    row = {"document": "d", "type": "news", "voice": "media", "text": "It rained.", "claims": [], "mood": "wet"}
    with pytest.raises(TypeError, match="mood"):
        labelled.sentence(row)
