"""Whom the words of a demand name: one name for each actor, and no name where the words are none."""

import pytest

from avr_docs.addressees import Known, Names, cleaned, is_named, known

IARA = Known("iara", "International Agency for Return Assistance", ("IARA", "Agencia Internacional de Retorno"))
MINISTRY = Known("ministry", "Ministry of Border Affairs of Northmark", ("Ministry of Border Affairs",))
OTHER = Known("interior", "Ministry of the Interior")
HEALTH = Known("who", "World Health Organization", ("WHO",))
SAMPLE = Known("forum", "Refugee Law Forum (sample)")
NAMES = Names([IARA, MINISTRY, OTHER, HEALTH, SAMPLE])


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("IARA", ["iara"]),
        ("the International Agency for Return Assistance", ["iara"]),
        ("International Agency for Return Assistance (IARA)", ["iara"]),
        ("that the international agency for return assistance", ["iara"]),
        ("además a la Agencia Internacional de Retorno que", ["iara"]),
        ("IARA and the Ministry of Border Affairs", ["iara", "ministry"]),
        ("the Refugee Law Forum", ["forum"]),
        ("WHO", ["who"]),
        ("the border tribunal", ["border-tribunal"]),
        ("13. Members", ["members"]),
    ],
)
def test_whoever_is_named_is_known_by_one_key(words: str, keys: list[str]) -> None:
    assert [each.key for each in NAMES.asked(words)] == keys


@pytest.mark.parametrize(
    "words",
    [
        None,
        "",
        "in July",
        "and what they",
        "that they would write to the agency’s head, to ask her",
        "Those who have already left",
        "that a signature under pressure waives nothing, was annulled on revision in 2021 and",
        "12",
        "…",
    ],
)
def test_words_that_are_no_name_name_nobody(words: str | None) -> None:
    assert cleaned(words) == ""
    assert NAMES.asked(words) == []
    assert not is_named(words)


def test_a_ministry_is_the_one_that_its_document_names() -> None:
    assert [each.key for each in NAMES.asked("The Ministry", of_document=["iara", "ministry"])] == ["ministry"]


@pytest.mark.parametrize("of_document", [[], ["iara"], ["ministry", "interior"], ["gone"]])
def test_a_ministry_that_could_be_any_stays_what_it_is_called(of_document: list[str]) -> None:
    (found,) = NAMES.asked("The Ministry", of_document=of_document)
    assert (found.name, found.actor) == ("Ministry", None)


def test_a_name_that_is_the_key_of_another_actor_is_kept_apart() -> None:
    (found,) = NAMES.asked("the Interior")
    assert (found.key, found.actor) == ("interior-", None)


def test_a_word_is_no_acronym() -> None:
    assert NAMES.within("those who ask") == []
    assert NAMES.is_actor("who") is None
    assert NAMES.is_actor("the world health organization") == "who"


@pytest.mark.parametrize("words", ["Donors", "all parties", "Members", "governments of the region"])
def test_everybody_is_nobody_in_particular(words: str) -> None:
    assert cleaned(words)
    assert not is_named(words)


def test_aliases_are_read_from_a_cell() -> None:
    (found,) = known([{"key": "k", "name": None, "aliases": "A; B ;"}])
    assert found == Known("k", "k", ("A", "B"))
