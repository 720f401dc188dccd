"""Runs hold every character of the block once, however the stretches lie."""

import random
import time

import pytest

from avr_docs.site.highlight import END, FOUND, Mark, Stretch, by_sentence, clamp, runs, snippet, within

TEXT = "One thing. Another thing is said here."


def test_a_claim_within_a_sentence_is_one_run_that_opens() -> None:
    found = runs(TEXT, 0, 38, sentences=[Stretch(0, 10, "s0"), Stretch(11, 38, "s1")], claims=[Stretch(11, 24, "c")])
    assert [(run.text, run.sentence, run.claim, run.opens) for run in found] == [
        ("One thing.", "s0", None, False),
        (" ", None, None, False),
        ("Another thing", "s1", "c", True),
        (" is said here.", "s1", None, False),
    ]


def test_overlapping_claims_follow_one_another() -> None:
    assert clamp([Stretch(0, 10, "a"), Stretch(5, 15, "b"), Stretch(6, 9, "c")], 0, 12) == [
        Stretch(0, 10, "a"),
        Stretch(10, 12, "b"),
    ]


def test_a_claim_opens_once_though_a_marker_cuts_it() -> None:
    found = runs(TEXT, 0, 10, claims=[Stretch(0, 10, "c")], marks=[Mark(3, "1"), Mark(10, "2"), Mark(10, "3")])
    assert [(run.text, run.opens, run.marks) for run in found] == [
        ("One", True, ("1",)),
        (" thing.", False, ("2", "3")),
    ]


def test_a_mark_outside_is_left_out() -> None:
    assert [run.marks for run in runs(TEXT, 0, 3, marks=[Mark(0, "a"), Mark(9, "b")])] == [()]


def test_sentences_are_grouped_in_order() -> None:
    found = runs(TEXT, 0, 38, sentences=[Stretch(0, 10, "s0"), Stretch(11, 38, "s1")], claims=[Stretch(4, 20, "c")])
    assert [(sentence, [run.text for run in group]) for sentence, group in by_sentence(found)] == [
        ("s0", ["One ", "thing."]),
        (None, [" "]),
        ("s1", ["Another t", "hing is said here."]),
    ]


@pytest.mark.parametrize("seed", range(50))
def test_no_character_is_lost_or_shown_twice(seed: int) -> None:
    chance = random.Random(seed)

    def some() -> list[Stretch[str]]:
        places = [sorted((chance.randint(-5, 60), chance.randint(-5, 60))) for _ in range(chance.randint(0, 6))]
        return [Stretch(first, last, f"{i}") for i, (first, last) in enumerate(places)]

    start, end = sorted((chance.randint(0, 38), chance.randint(0, 45)))
    marks = [Mark(chance.randint(-5, 50), "m") for _ in range(4)]
    found = runs(TEXT, start, end, sentences=some(), claims=some(), links=some(), marks=marks)
    assert "".join(run.text for run in found) == TEXT[start:end]


def test_a_text_without_paragraphs_does_not_hold_up_the_site() -> None:
    """A block of some thousand sentences took a minute, during which nobody else was answered."""
    stretches = [Stretch(5 * i, 5 * i + 5, str(i)) for i in range(5000)]
    marks = [Mark(10 * i + 3, "m") for i in range(2000)]
    start = time.process_time()
    found = runs("word " * 5000, 0, 25_000, sentences=stretches, claims=stretches, marks=marks)
    assert time.process_time() - start < 3
    assert (len(found), sum(run.opens for run in found)) == (7000, 5000)


def test_a_snippet_is_cut_at_the_words_found() -> None:
    assert snippet(f"a {FOUND}law{END} <b>{FOUND}yer{END}") == [
        ("a ", False),
        ("law", True),
        (" <b>", False),
        ("yer", True),
    ]
    assert snippet(None) == []
    assert snippet("plain") == [("plain", False)]


def test_a_part_is_marked_in_its_text_or_nothing_is() -> None:
    assert within("they say that it holds.", "it holds") == [
        ("they say that ", False),
        ("it holds", True),
        (".", False),
    ]
    assert within("they say", "it holds") == within("they say", None) == [("they say", False)]
    assert within("all", "all") == [("all", True)]
