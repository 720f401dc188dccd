"""Who says what, and how."""

import pytest
from tagging import parsed, tagged

from avr_docs.tag import attributions
from avr_docs.tag.quotations import in_text, is_name

#: text, source, cue, content, attribution
CASES = [
    ("The mayor said that the shelter was full.", "The mayor", "said", "the shelter was full", "indirect"),
    (
        "Lawyers have repeatedly warned that the forms mislead people.",
        "Lawyers",
        "have repeatedly warned",
        "the forms mislead people",
        "indirect",
    ),
    (
        "“Nobody asked us what we wanted,” said Maria Lopez.",
        "Maria Lopez",
        "said",
        "“Nobody asked us what we wanted,”",
        "direct",
    ),
    (
        "“Nobody asked us what we wanted,” the mother of two told reporters.",
        "the mother of two",
        "told",
        "“Nobody asked us what we wanted,”",
        "direct",
    ),
    ('"Nobody asked us what we wanted," Lopez said.', "Lopez", "said", '"Nobody asked us what we wanted,"', "direct"),
    ("According to the ministry, two buses left.", "the ministry", "According to", "two buses left", "indirect"),
    (
        "Two buses left on Friday, according to the ministry.",
        "the ministry",
        "according to",
        "Two buses left on Friday",
        "indirect",
    ),
    (
        "The ministry said two buses left, according to The Herald.",
        "The ministry",
        "said",
        "two buses left",
        "indirect",
    ),
    (
        "The envoy was quoted as saying that talks had failed.",
        "The envoy",
        "was quoted as saying",
        "talks had failed",
        "indirect",
    ),
    (
        "The ministry insists the programme is “entirely a free choice” for families.",
        "The ministry",
        "insists",
        "the programme is “entirely a free choice” for families",
        "mixed",
    ),
    ("Ana Paz, a lawyer in Lima, said that the office was shut.", "Ana Paz", "said", "the office was shut", "indirect"),
    ("Officials told the paper the list was lost.", "Officials", "told", "the list was lost", "indirect"),
    (
        "A study of returns shows that few people were asked.",
        "A study of returns",
        "shows",
        "few people were asked",
        "indirect",
    ),
    (
        "Doctors are deeply concerned that children fall ill.",
        "Doctors",
        "are deeply concerned that",
        "children fall ill",
        "indirect",
    ),
    (
        "The union left the talks, arguing that it was not heard.",
        "The union",
        "arguing",
        "it was not heard",
        "indirect",
    ),
    (
        "Two buses left on Friday, the Red Cross noted.",
        "the Red Cross",
        "noted",
        "Two buses left on Friday",
        "indirect",
    ),
    ("She added: “We had to sign within an hour.”", "She", "added", "“We had to sign within an hour.”", "direct"),
]


@pytest.mark.parametrize(("text", "source", "cue", "content", "how"), CASES)
def test_source_cue_and_content(text: str, source: str, cue: str, content: str, how: str) -> None:
    document = parsed(text).document
    (voice,) = attributions.find(parsed(text))[1]
    assert voice.source is not None
    assert voice.cue is not None
    found = tuple(document.text[start:end] for start, end in (voice.source, voice.cue, (voice.start, voice.end)))
    assert (*found, voice.attribution) == (source, cue, content, how)


@pytest.mark.parametrize(
    "text",
    [
        "The report was late.",
        "They signed the “green form” on Monday.",
        "About 200 people are believed to remain there.",
        "The state of the camp is poor.",
        "Guards have been accused of theft.",
    ],
)
def test_no_speech_where_nobody_speaks(text: str) -> None:
    assert [voice for voice in attributions.find(parsed(text))[1] if voice.source] == []


def test_a_quoted_sentence_goes_on_with_the_speaker_before() -> None:
    found = tagged("“Nobody asked us,” said Maria Lopez. “They took our papers away.”", "The bus was full.").claims
    assert [(claim.source, claim.attribution, claim.cue) for claim in found] == [
        ("Maria Lopez", "direct", "said"),
        ("Maria Lopez", "direct", None),
        ("author", "author", None),
    ]


def test_a_quoted_sentence_before_the_speaker_is_theirs_too() -> None:
    found = tagged("“They took our papers away. Nobody asked us what we wanted,” said Maria Lopez.").claims
    assert [claim.source for claim in found] == ["Maria Lopez", "Maria Lopez"]


def test_two_speakers_in_one_sentence_are_two_claims() -> None:
    text = "Officials have claimed that nobody is forced to leave; however, lawyers have said that guards coerced men."
    first, second = tagged(text).claims
    assert (first.source, first.kind, first.safeguards) == ("Officials", "stated", {"voluntariness": "in_place"})
    assert (second.source, second.kind, second.safeguards) == ("lawyers", "observed", {"voluntariness": "absent"})


def test_the_main_clause_beside_a_reported_one_is_the_authors() -> None:
    text = "While the ministry has stated that every return is voluntary, the camp has no shelter for most families."
    assert [claim.source for claim in tagged(text).claims] == ["the ministry", "author"]


def test_list_items_go_on_with_the_lead_before_the_colon() -> None:
    found = tagged(
        "The union said that people who return:",
        ("list_item", "have no access to a lawyer,"),
        ("list_item", "sleep on the street."),
    )
    assert {claim.source for claim in found.claims if claim.sentence > 1} == {"The union"}


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “yes, all of it” twice.", ["“yes, all of it”"]),
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ('"It began well.”', ['"It began well.”']),
        ("the returnees’ rights and the parents’ fears", []),
        ("It is ‘free’ in name.", ["‘free’"]),
        ("«Nadie preguntó», dijo.", ["«Nadie preguntó»"]),
        ("He said “yes and never closed it.", ["“yes and never closed it."]),
    ],
)
def test_quotation_marks_pair(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in in_text(text)] == quoted


def test_a_name_in_quotation_marks_is_no_quotation() -> None:
    assert is_name("“Safe Harbour Protocols”")
    assert not is_name("“entirely a free choice”")
