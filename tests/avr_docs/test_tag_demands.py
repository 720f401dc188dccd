"""What is asked of whom."""

import pytest
from tagging import tagged

from avr_docs.tag.demands import action
from extract.document import Party


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("immediately halt all flights", "halt"),
        ("must be suspended at once", "halt"),
        ("the contract should be terminated", "end"),
        ("make the agreement public", "publish"),
        ("look into the deaths", "investigate"),
        ("ensure that nobody is sent back", "guarantee"),
        ("provide interpreters", "provide"),
        ("work together with the courts", "coordinate"),
        ("fund independent lawyers", "fund"),
        ("not to detain children", "halt"),
        ("let them back in for the hearing", "allow"),
        ("think again", "other"),
    ],
)
def test_action(text: str, wanted: str) -> None:
    assert action(text) == wanted


def test_you_is_whom_the_letter_is_written_to() -> None:
    (demand,) = tagged(
        "We urge you to immediately publish the agreement.",
        type="letter",
        addressees=(Party(name="Ana Paz", organization="Ministry of Labour"),),
    ).demands
    assert (demand.text, demand.addressee, demand.action, demand.deadline) == (
        "immediately publish the agreement",
        "Ministry of Labour",
        "publish",
        "immediately",
    )


def test_verbs_with_their_own_objects_make_a_demand_each() -> None:
    text = "If the flights go on, the agency should ensure access to a lawyer and should publish the agreement."
    first, second = tagged(text, type="letter").demands
    assert (first.action, first.safeguards, first.condition) == (
        "guarantee",
        ("legal_counsel",),
        "If the flights go on",
    )
    assert (second.action, second.safeguards, second.condition) == (
        "publish",
        ("transparency",),
        "If the flights go on",
    )
    assert first.addressee == second.addressee == "the agency"


def test_verbs_that_share_an_object_are_one_demand() -> None:
    (demand,) = tagged(
        "We urge the ministry to halt supporting, funding or staffing the flights.", type="letter"
    ).demands
    assert demand.action == "halt"
    assert demand.addressee == "the ministry"


def test_a_reported_request_is_a_demand_of_its_speaker() -> None:
    result = tagged("The union called on the mayor to open a shelter.")
    assert [(claim.kind, claim.source) for claim in result.claims] == [("demanded", "The union")]
    assert [(demand.text, demand.addressee) for demand in result.demands] == [("open a shelter", "the mayor")]


def test_items_under_recommendations_are_demands() -> None:
    result = tagged(
        ("heading", "Recommendations"), ("list_item", "Publish the agreement with the airline."), type="report"
    )
    assert [demand.action for demand in result.demands] == ["publish"]


@pytest.mark.parametrize(
    "text",
    [
        "They had to leave at night with two bags.",
        "It should be noted that the camp is full.",
        "People need shelter to survive.",
    ],
)
def test_what_asks_for_nothing_is_no_demand(text: str) -> None:
    assert tagged(text).demands == ()
