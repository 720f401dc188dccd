"""Ids are stable when text is stable."""

import re

from avr_docs.keys import Keys, normalised

TEXTS = ["The office opened in May.", "Nobody was told why.", "The office opened in May.", "It closed in June."]


def ids(texts: list[str], document: str = "letter") -> list[str]:
    keys = Keys(document)
    return [keys.make("sentence", text) for text in texts]


def test_same_text_same_id_in_every_run() -> None:
    assert ids(TEXTS) == ids(TEXTS)
    # A change here would part every demand from its events in demand_events.csv.
    assert ids(["The office opened in May."]) == ["aqjwedort356"]


def test_ids_are_short_and_safe_in_addresses() -> None:
    assert all(re.fullmatch("[a-z2-7]{12}", key) for key in ids(TEXTS))


def test_repeated_text_gets_ids_of_its_own() -> None:
    assert len(set(ids(TEXTS))) == 4


def test_a_sentence_put_in_elsewhere_changes_no_other_id() -> None:
    before = ids(TEXTS)
    after = ids([TEXTS[0], "A new one.", *TEXTS[1:]])
    assert [after[0], *after[2:]] == before


def test_documents_and_kinds_do_not_share_ids() -> None:
    assert ids(TEXTS[:1], "letter") != ids(TEXTS[:1], "memo")
    assert Keys("letter").make("note", TEXTS[0]) != Keys("letter").make("sentence", TEXTS[0])


def test_facts_are_kept_apart() -> None:
    assert Keys("a").make("party", "Ana Ruiz", None) != Keys("a").make("party", "Ana", "Ruiz")


def test_print_and_web_forms_of_one_text_are_one() -> None:
    assert (
        normalised("“Safe  and\nsound” – ﬁnally")
        == normalised('"Safe and sound" - FINALLY')
        == "safe and sound finally"
    )
