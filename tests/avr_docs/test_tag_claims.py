"""Kinds, certainty, safeguards and footnotes of claims; sentences that carry none."""

import pytest
from tagging import noted, tagged

from avr_docs.records import Claim, ListedActor, Programme, Setting

SETTING = Setting(
    actors=(
        ListedActor(key="iom", name="International Organization for Migration", role="implementer", aliases=("IOM",)),
        ListedActor(key="haven", name="Haven Network", role="civil_society", aliases=("HN",)),
    ),
    programmes=(Programme(id="p", name="Home Bound", implementer="iom"),),
    programme=Programme(id="p", name="Home Bound", implementer="iom"),
)


def only(text: str, **options: object) -> Claim:
    (claim,) = tagged(text, **options).claims  # type: ignore[arg-type]
    return claim


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("IOM said that every return is voluntary.", "stated"),
        ("The ministry announced that it will publish the agreement.", "stated"),
        ("Guards pressed the families to sign.", "observed"),
        ("Aid workers said that families sleep on the street.", "observed"),
        ("The agency must publish the agreement.", "demanded"),
        ("International law requires that every claim be heard.", "norm"),
        ("The treaty forbids collective expulsion.", "norm"),
        ("The town was founded in 1851.", "context"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert only(text, setting=SETTING).kind == kind


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Buses leave at night with no food.", "asserted"),
        ("Buses may leave at night with no food.", "hedged"),
        ("Buses reportedly leave at night with no food.", "hedged"),
        ("It is unclear whether anybody has access to a lawyer.", "unknown"),
        ("There is no indication that families were told about their options.", "unknown"),
        ("In May the office moved to the harbour.", "asserted"),
    ],
)
def test_certainty(text: str, certainty: str) -> None:
    assert only(text).certainty == certainty


@pytest.mark.parametrize(
    ("text", "safeguards"),
    [
        ("Everyone has access to a lawyer.", {"legal_counsel": "in_place"}),
        ("Nobody has access to a lawyer.", {"legal_counsel": "absent"}),
        ("It is unclear whether they have access to a lawyer.", {"legal_counsel": "unclear"}),
        ("There is no indication that they have access to a lawyer.", {"legal_counsel": "absent"}),
        ("The agency should give everyone access to a lawyer.", {"legal_counsel": "demanded"}),
        ("International law requires that they have access to a lawyer.", {"legal_counsel": "required"}),
        ("Guards coerced two families.", {"voluntariness": "absent"}),
        ("Nobody was coerced.", {"voluntariness": "in_place"}),
        ("Gangs kidnapped a boy near the bridge.", {"safe_conditions": "absent"}),
        ("The agreement was never published.", {"transparency": "absent"}),
        ("The centre fails to provide medical care.", {"safe_conditions": "absent"}),
        ("Not only shelter but also medical care is offered.", {"safe_conditions": "in_place"}),
        ("The bridge was painted.", {}),
    ],
)
def test_safeguards(text: str, safeguards: dict[str, str]) -> None:
    assert only(text).safeguards == safeguards


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for your time and consideration.",
        "Below are our questions:",
        "Who pays for the flights?",
        "We interviewed forty people in three towns.",
        "For more information, see our website.",
        "The data and code can be downloaded from the archive.",
        "N801XY",
    ],
)
def test_sentences_without_a_claim(text: str) -> None:
    assert tagged(text, type="report").claims == ()


def test_a_heading_is_a_claim_only_if_it_is_a_proposition() -> None:
    assert tagged(("heading", "Lack of legal aid")).claims == ()
    assert len(tagged(("heading", "The programme operates without any access to legal aid.")).claims) == 1


def test_an_authoritys_own_document_states() -> None:
    claims = tagged(
        "The programme offers plane tickets.", type="press_release", publisher="Ministry of the Interior"
    ).claims
    assert [(claim.kind, claim.source, claim.source_role) for claim in claims] == [("stated", "author", "government")]


def test_a_campaigns_press_release_does_not_state() -> None:
    claims = tagged(
        "The programme offers plane tickets.", type="press_release", publisher="Haven Network", setting=SETTING
    ).claims
    assert [(claim.kind, claim.source_role) for claim in claims] == [("observed", "civil_society")]


def test_sources_are_resolved_to_actors_on_file() -> None:
    first, second = tagged(
        "IOM said that returns are voluntary. The agency added that tickets are free.", setting=SETTING
    ).claims
    assert (first.source, first.actor, first.source_role) == ("IOM", "iom", "implementer")
    assert (second.source, second.actor, second.source_role) == ("The agency", "iom", "implementer")


def test_words_beside_a_name_tell_its_role() -> None:
    claim = only("Ana Paz, a spokeswoman for the ministry, said that the tickets are free.")
    assert (claim.source, claim.source_role, claim.kind) == ("Ana Paz", "government", "stated")


def test_spans_are_of_the_documents_text() -> None:
    result = tagged("First, the clerk went home. Lawyers said that nobody has access to a lawyer.")
    for claim in result.claims:
        assert result.document.text[claim.start : claim.end] == claim.content
        if claim.source_span:
            assert result.document.text[slice(*claim.source_span)] == claim.source
        if claim.cue_span:
            assert result.document.text[slice(*claim.cue_span)] == claim.cue
        assert 0 <= claim.score <= 1


def test_a_claim_carries_the_notes_of_its_sentence() -> None:
    first, *others = tagged(*noted("The camp has no shelter.", "Ana Paz, The Camp (2020).", "See supra note 1.")).claims
    assert first.footnotes == ("1", "2")
    assert others == []


def test_parts_that_contradict_are_claims_of_their_own() -> None:
    first, second = tagged("The office pays for the flight, and it has threatened families with prison.").claims
    assert first.safeguards == {"financial_assistance": "in_place"}
    assert second.safeguards == {"voluntariness": "absent"}
