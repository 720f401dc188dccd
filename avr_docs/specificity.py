"""How specific a demand is: whether anybody could tell later that it was met."""

import re
from typing import Literal

from avr_docs.addressees import is_named
from avr_docs.records import Demand

Specificity = Literal["specific", "partly", "vague"]

#: Something that can be counted or looked at: "within 30 days", "every quarter", "the consent form", "its agreement
#: with the Ministry", "the 84 returns"; not "more transparency", not "at once".
MEASURABLE = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|thirty|sixty|ninety|hundred|all|each|every|no(?:body)?"
    r"|daily|weekly|monthly|quarterly|annual(?:ly)?)\b"
    r"|\b(?:agreements?|contracts?|copies|figures|statistics|forms?|guidelines?|instructions?|lists?|memorand(?:um|a)"
    r"|minutes|notices?|orders?|polic(?:y|ies)|procedures?|protocols?|records?|registers?|reports?|reviews?"
    r"|evaluations?|audits?|standards?)\b",
    re.I,
)


def specificity(demand: Demand) -> Specificity:
    """By three questions: is somebody in particular asked; for an action that the scheme knows; with a deadline, or
    something that can be counted or looked at? Three times yes is `specific`, twice `partly`, else `vague`."""
    yes = (
        is_named(demand.addressee),
        demand.action != "other",
        demand.deadline is not None or bool(MEASURABLE.search(demand.text)),
    )
    return "specific" if all(yes) else "partly" if sum(yes) == 2 else "vague"
