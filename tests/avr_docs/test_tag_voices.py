"""Whose voice a document is in, what names hide, and who "the office", "she" and "14. We" are."""

import pytest
from tagging import tagged

from avr_docs.records import Claim, ListedActor, Programme, Setting
from avr_docs.tag.proper_names import without_names

SETTING = Setting(
    actors=(
        ListedActor(key="rha", name="Return Help Agency", role="implementer", aliases=("RHA",)),
        ListedActor(key="mob", name="Ministry of Borders", role="government"),
        ListedActor(key="forum", name="Harbour Law Forum", role="legal"),
    ),
    programme=Programme(id="p", name="Safe Voyage Home", implementer="rha", host="mob"),
)


def claims(*paragraphs: str, **options: object) -> tuple[Claim, ...]:
    return tagged(*paragraphs, setting=SETTING, **options).claims  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "meta", "kind", "role"),
    [
        ("The programme offers plane tickets.", {}, "observed", "other"),
        ("The programme offers plane tickets.", {"publisher": "Return Help Agency (RHA)"}, "stated", "implementer"),
        ("The programme offers plane tickets.", {"publisher": "Harbour Law Forum, Port Lisse"}, "observed", "legal"),
        ("Lisse, 5 May 2023 – The Return Help Agency today opened a desk that offers plane tickets.", {}, "stated", ""),
        ("Lisse, 5 May 2023 – The Return Help Agency locks families up and offers plane tickets.", {}, "observed", ""),
        ("The programme offers plane tickets. RHA is to blame.", {}, "observed", "other"),
    ],
)
def test_a_release_states_only_where_its_body_is_told(text: str, meta: dict[str, str], kind: str, role: str) -> None:
    first = claims(text, type="press_release", **meta)[0]
    assert first.kind == kind
    assert not role or first.source_role == role


def test_the_row_of_a_document_tells_its_publisher_and_type() -> None:
    setting = Setting(actors=SETTING.actors, publisher="Ministry of Borders", type="press_release")
    (claim,) = tagged("The programme offers plane tickets.", type="news", setting=setting).claims
    assert (claim.kind, claim.source_role) == ("stated", "government")


@pytest.mark.parametrize(
    "text",
    [
        "By the authority vested in me as President, I hereby order that the list be closed. It holds 400 names.",
        "THE PRESIDENT: Good morning. We gave 400 families plane tickets last year.",
        "We, the Heads of State of the coast, met in Lisse. We gave 400 families plane tickets last year.",
    ],
)
def test_heads_of_state_are_known_by_their_forms(text: str) -> None:
    assert {claim.source_role for claim in claims(text, type="other")} == {"government"}


def test_an_authoritys_deeds_told_throughout_are_its_own_voice() -> None:
    texts = [f"The government of the day helped {n} families with plane tickets last year." for n in range(4)]
    assert {claim.kind for claim in claims(*texts, type="press_release")} == {"stated"}
    against = "We condemn this: nobody was asked, and families were left in the rain at the harbour."
    assert claims(*texts, against, type="press_release")[0].kind == "observed"


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("They joined Safe Voyage Home in May.", "They joined xxxx xxxxxx xxxx in May."),
        ("The Assisted Voluntary Return Act passed.", "xxx xxxxxxxx xxxxxxxxx xxxxxx xxx passed."),
        ("Unaccompanied Tesmar children left.", "Unaccompanied Tesmar children left."),
        ("A Free and Informed Decision", "A Free and Informed Decision"),
        ("The return was voluntary.", "The return was voluntary."),
    ],
)
def test_names_are_hidden_and_offsets_stay(text: str, hidden: str) -> None:
    assert without_names(text, ("Safe Voyage Home",)) == hidden


def test_what_a_programme_is_called_says_nothing_of_it() -> None:
    (claim,) = claims("Since June 40 people have joined Safe Voyage Home.")
    assert claim.safeguards == {}


def test_an_invitation_that_is_reported_is_no_demand() -> None:
    (claim,) = claims("We are concerned that RHA invites them to give up their claims.", type="letter")
    assert (claim.kind, claim.safeguards) == ("observed", {"case_protection": "absent"})


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("RHA opened a desk. In a short note it said that the tickets are free.", "it"),
        ("14. The forum said that the tickets are free.", "The forum"),
        ("Six of the men speak Somali and said that the tickets are free.", "Six of the men"),
        ("People who left in May told us that the tickets are free.", "People"),
        ("A spokeswoman, Ana Paz, said that the tickets are free.", "A spokeswoman"),
        ("The tickets, the forum says, are free.", "the forum"),
        ("The flights are described by RHA as entirely voluntary.", "RHA"),
    ],
)
def test_sources(text: str, source: str) -> None:
    assert claims(text)[-1].source == source


@pytest.mark.parametrize(
    "text",
    [
        "Nobody whom we met said that he had been given a lawyer.",
        "RHA informs the court when somebody has left.",
        "Ana Paz contributed reporting from Port Lisse.",
        "RHA kept its figures to itself, citing data protection.",
    ],
)
def test_nobody_is_the_source_of_what_is_not_said(text: str) -> None:
    assert {claim.source for claim in claims(text)} <= {"author"}


def test_descriptions_stand_for_the_body_whose_name_has_the_noun() -> None:
    text = "RHA and the Ministry of Borders met. The ministry said that tickets are free. The agency said so too."
    assert [claim.actor for claim in claims(text) if claim.source != "author"][:1] == ["mob"]


def test_she_is_the_person_whom_the_paragraph_is_about() -> None:
    text = "Tom Brand, the agency’s head, said that tickets are free. Rosa Lind, 34, has come home. “I paid,” she said."
    roles = {claim.source: claim.source_role for claim in claims("RHA flies people home.", text)}
    assert (roles["Tom Brand"], roles["she"]) == ("implementer", "other")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("None of the nine whom we could reach by telephone had spoken with a lawyer.", "absent"),
        ("Only three of the families had legal advice.", "absent"),
        ("In none of the files is there a record of legal advice.", "absent"),
        ("No case is decided unless a lawyer is present.", "in_place"),
        ("If they had legal advice, they would stay.", None),
        ("The ministry denied that people leave without a lawyer.", "in_place"),
    ],
)
def test_what_is_denied(text: str, status: str | None) -> None:
    assert claims(text)[0].safeguards.get("legal_counsel") == status


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The court held that an order must not be made in absentia.", "norm"),
        ("The Compact asks States to make sure that return rests on due process.", "norm"),
        ("The police asked the families to leave the camp at once.", "stated"),
        ("Applicants wait for months, during which they must stay in the town.", "context"),
        ("The judge asked the families what they wanted.", "context"),
    ],
)
def test_what_is_no_demand(text: str, kind: str) -> None:
    assert {claim.kind for claim in claims(text)} <= {kind, "observed"}
    assert "demanded" not in {claim.kind for claim in claims(text)}


def test_clauses_that_agree_are_one_claim() -> None:
    (claim,) = claims("The camp has had no shelter for months, and it has no clean water for the children.")
    assert claim.content.startswith("The camp")
    assert claim.content.endswith("for the children")
