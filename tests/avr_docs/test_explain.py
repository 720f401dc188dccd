"""Why a sentence is tagged as it is: the reasons name the words that the taggers went by."""

import pytest
from tagging import tagged

from avr_docs.explain import Explanation, Reason, explain
from avr_docs.records import ListedActor, Setting
from extract.document import BlockKind

SETTING = Setting(actors=(ListedActor(key="iom", name="International Agency", role="implementer", aliases=("IA",)),))


def explained(*paragraphs: str | tuple[BlockKind, str], n: int = 1, **meta: object) -> Explanation:
    return explain(tagged(*paragraphs, setting=SETTING, **meta), SETTING, n)  # type: ignore[arg-type]


def only(*paragraphs: str | tuple[BlockKind, str], **options: object) -> dict[str, Reason]:
    """The reasons for the one claim, by what they are about."""
    (claim,) = explained(*paragraphs, **options).claims  # type: ignore[arg-type]
    return {reason.about: reason for reason in claim.reasons}


def test_a_statement_is_told_by_who_says_it() -> None:
    told = only("IA said that every return is voluntary.")
    assert told["Kind"].says == "stated"
    assert told["Kind"].because == ("who says it runs, orders or funds return programmes",)
    assert told["Who says it"].says == "“IA” (implementing agency), paraphrased"
    assert told["Who says it"].because == (
        "“said” gives the words to them",
        "that is International Agency, on the list of actors",
    )
    assert told["Certainty"].says.startswith("asserted")
    assert told["Voluntariness"] == Reason(
        about="Voluntariness", says="said to be in place", because=("“is voluntary” says that it holds",)
    )
    assert told["Score"].says.endswith(" of 1, by rules and network")


def test_a_negation_is_named_with_the_word_that_it_bears_on() -> None:
    told = only("None of the families had spoken with a lawyer.")
    assert told["Legal counsel"].says == "said to be missing or violated"
    (because,) = told["Legal counsel"].because
    assert "“None” denies that" in because
    assert "lawyer”" in because


def test_where_cues_disagree_each_says_what_it_speaks_for() -> None:
    told = only("Families have no roof and no papers.")
    assert any(fact.endswith(": said to be in place") for fact in told["Safe conditions while waiting"].because)
    assert told["Safe conditions while waiting"].because[-1].startswith("1 of 2 speak for it; where as many")


@pytest.mark.parametrize(
    ("text", "says", "word"),
    [
        ("Buses may leave at night with no food.", "hedged", "“may” says less than that it is so"),
        ("Aid workers reportedly said that families sleep outside.", "hedged", "“reportedly"),
        ("It is unclear whether anybody has access to a lawyer.", "not known", "“is unclear” says"),
        ("There is no indication that families saw a lawyer.", "not known", "counts as missing"),
    ],
)
def test_doubt_is_told_by_its_words(text: str, says: str, word: str) -> None:
    told = only(text)["Certainty"]
    assert told.says == says
    assert any(word in fact for fact in told.because)


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("The agency must publish the agreement.", "demanded", "“must” asks for it"),
        ("We urge the ministry to open the files.", "demanded", "“urge” asks for it"),
        (
            "Advocates said that they would write to ask her to stop the flights.",
            "demanded",
            "“ask her to” asks for it",
        ),
        ("International law requires that every claim be heard.", "required", "is a word of law"),
        ("Guards pressed the families to sign.", "observed", "it bears on a safeguard"),
        ("Returns are going on every day.", "observed", "“Returns” and “are” describe how a programme works now"),
        ("The town was founded in 1851.", "context", "it bears on no safeguard"),
    ],
)
def test_a_kind_is_told_by_its_words(text: str, kind: str, word: str) -> None:
    told = only(text)["Kind"]
    assert told.says == kind
    assert any(word in fact for fact in told.because)


def test_points_under_a_heading_that_asks_are_demands_because_of_it() -> None:
    told = only(("heading", "Our recommendations"), ("list_item", "Open the files to the families."), n=2)
    assert told["Kind"].because == ("it is one of the points under “Our recommendations”",)
    assert told["Demand"].says.startswith("action: ")


def test_the_documents_own_voice_is_told_by_who_issued_it() -> None:
    own = only("Nobody is forced to leave.", type="press_release", publisher="International Agency")
    assert own["Kind"].says == "stated"
    assert own["Who says it"].because == ("issued or signed by International Agency (implementing agency)",)
    report = only("Nobody was offered a lawyer.", type="report")
    assert report["Who says it"].because == ("nobody is named whose report it is (research)",)


def test_a_denial_turns_what_is_denied() -> None:
    told = only("The ministry denied that families had been forced to sign.")
    assert told["Voluntariness"].says == "said to be in place"
    assert told["Voluntariness"].because[-1] == "“denied” says the opposite of that"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Who was told about the deadline for appeals?", "It is a question."),
        (
            "Thank you for your time and consideration.",
            "It is a greeting, thanks, or a word about the document itself.",
        ),
        ("We set out our main concerns below:", "It only leads up to what follows it."),
    ],
)
def test_a_sentence_without_claims_says_why(text: str, why: str) -> None:
    told = explained(text)
    assert (told.claims, told.no_claim) == ((), why)


@pytest.mark.parametrize("n", [-1, 0, 2])
def test_a_number_that_no_sentence_has_is_told_with_the_last(n: int) -> None:
    assert explained("Nobody has access to a lawyer.", n=n) == Explanation(n=n, last=1)
