"""How specific a demand is, by the three questions of the rule."""

import pytest

from avr_docs.records import Action, Demand
from avr_docs.specificity import specificity


@pytest.mark.parametrize(
    ("addressee", "action", "text", "deadline", "found"),
    [
        ("IARA", "publish", "publish its agreement with the Ministry", None, "specific"),
        ("the agency", "halt", "halt returns at once", "at once", "specific"),
        ("The Ministry", "end", "withdraw the cut of the allowance", None, "partly"),
        ("Donors", "fund", "fund reception and an independent evaluation", None, "partly"),
        (None, "publish", "publish the figures of 2023", None, "partly"),
        ("IARA", "other", "act in the spirit of the framework", None, "vague"),
        ("in July", "other", "be present at the desk", None, "vague"),
        (None, "other", "a decision must be free of coercion", None, "vague"),
    ],
)
def test_two_of_three_make_a_demand_partly_specific(
    addressee: str | None, action: Action, text: str, deadline: str | None, found: str
) -> None:
    demand = Demand(claim=0, action=action, text=text, addressee=addressee, deadline=deadline)
    assert specificity(demand) == found
