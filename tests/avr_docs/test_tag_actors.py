"""Actors: on file, by acronym, by words; and the object that is printed."""

import json

import pytest
from tagging import noted, tagged

from avr_docs.records import ListedActor, Setting
from avr_docs.tag import as_json
from avr_docs.tag.actors import acronyms, role_by_words


def test_an_acronym_belongs_to_the_words_that_its_letters_stand_for() -> None:
    assert acronyms("The International Red Aid Committee (IRAC) and the Network of Parents (NP) met.") == [
        ("International Red Aid Committee", "IRAC"),
        ("Network of Parents", "NP"),
    ]
    assert acronyms("They came by bus (B) and the plan (NOW) failed.") == []


def test_actors_have_their_mentions() -> None:
    setting = Setting(actors=(ListedActor(key="haven", name="Haven Network", role="civil_society", aliases=("HN",)),))
    result = tagged(
        "Haven Network wrote to the Ministry of Inland Affairs (MIA). HN got no answer from MIA.", setting=setting
    )
    assert [(actor.key, actor.role, actor.listed) for actor in result.actors] == [
        ("haven", "civil_society", True),
        ("mia", "government", False),
    ]
    assert [[result.document.text[start:end] for start, end in actor.mentions] for actor in result.actors] == [
        ["Haven Network", "HN"],
        ["Ministry of Inland Affairs", "MIA", "MIA"],
    ]


@pytest.mark.parametrize(
    ("phrase", "role"),
    [
        ("two immigration attorneys", "legal"),
        ("officials at the Home Office", "government"),
        ("a reporter of The Herald", "media"),
        ("a study of returns", "research"),
        ("a mother of three", "affected"),
        ("Amnesty International", "civil_society"),
        ("the International Organization for Migration", "implementer"),
        ("the bakery", "other"),
    ],
)
def test_roles_by_words(phrase: str, role: str) -> None:
    assert role_by_words(phrase) == role


def test_the_json_has_the_keys_of_the_format() -> None:
    result = as_json(
        tagged(
            *noted("Lawyers said that the agency must publish the agreement.", "Ana Paz, “Buses,” THE HERALD, 2020.")
        )
    )
    assert json.loads(json.dumps(result)) == result
    assert list(result)[-7:] == ["sentences", "claims", "demands", "citations", "comments", "actors", "names"]
    assert set(result["sentences"][0]) == {"n", "start", "end", "text", "page", "block"}
    assert set(result["claims"][0]) >= {
        "sentence",
        "kind",
        "start",
        "end",
        "content",
        "source",
        "source_span",
        "source_role",
        "actor",
        "cue",
        "cue_span",
        "attribution",
        "certainty",
        "safeguards",
        "footnotes",
        "score",
        "tagger",
    }
    assert set(result["demands"][0]) == {"claim", "action", "text", "addressee", "condition", "deadline", "safeguards"}
    assert result["claims"][0]["footnotes"] == ["1"]
