"""Characters: what text may hold once it is read, and how lines become a paragraph."""

import random
import time
import unicodedata

import pytest

from extract.normalise import MARKS, clean, join_lines


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("plain text, with a tab\there\n", "plain text, with a tab\there\n"),
        ("of\ufb01ce, \ufb02oor, o\ufb00er, e\ufb03cient, ba\ufb04ed", "office, floor, offer, efficient, baffled"),
        ("non\u00a0breaking\u2009thin\u3000wide", "non breaking thin wide"),
        ("zero\u200bwidth\ufeff and\u2060 soft\u00adhyphen", "zerowidth and softhyphen"),
        ("a\x00b\x07c\x7f", "abc"),
        ("one\r\ntwo\rthree\u2028four\x0cfive", "one\ntwo\nthree\nfour\nfive"),
        ("\u202eright to left\u202c \u2066isolated\u2069", "right to left isolated"),
        ("cafe\u0301", "café"),
        ("\x93quoted\x94 \x96 and it\x92s", "“quoted” – and it’s"),
        ("smile \ud83d\ude00, alone \ud800.", "smile \U0001f600, alone \ufffd."),
        ("tag\U000e0041\U000e0042ged", "tagged"),
    ],
)
def test_clean_leaves_what_is_for_reading(given: str, cleaned: str) -> None:
    assert clean(given) == cleaned


def test_a_soft_hyphen_at_the_end_of_a_line_is_the_hyphen_that_was_printed() -> None:
    assert clean("assis\u00ad\ntance") == "assis-\ntance"
    assert clean("assis\u00ad") == "assis-"


def test_marks_of_direction_stay_with_the_letters_that_need_them() -> None:
    assert clean("العودة (AVR)\u200f.") == "العودة (AVR)\u200f."
    assert clean("A\u200f012\u202a345") == "A012345"
    assert clean("عودة \u202eevil\u202c") == "عودة evil\u202c"
    assert clean("\u202c", directions=True) == "\u202c"


def test_fill_in_lines_are_cut_and_nothing_after_them_is_lost() -> None:
    assert clean("Name: " + "_" * 5000 + " Date") == "Name: " + "_" * MARKS + " Date"
    mixed = clean("()" * 5000 + " Date")
    assert mixed.replace(" ", "") == "()" * 5000 + "Date"
    assert max(map(len, mixed.split())) <= MARKS


def test_accents_heaped_on_a_letter_are_cut_and_the_marks_after_them_are_not() -> None:
    assert clean("a" + "\u0316" * 500 + "?! End") == "a" + "\u0316" * 30 + "?! End"


def test_a_run_without_blanks_is_parted_and_text_without_blanks_by_nature_is_not() -> None:
    assert max(map(len, clean("abcD" * 10_000).split())) <= 2000
    assert clean("自愿返回" * 1000) == "自愿返回" * 1000


@pytest.mark.parametrize(
    "text",
    ["_" * 300_000, "()" * 150_000, "a" + "\u0301\u0316" * 150_000, "\u200b" * 300_000, " " * 300_000, "x\n" * 150_000],
    ids=["underscores", "brackets", "accents", "zero-width", "blanks", "lines"],
)
def test_cleaning_is_quick_on_text_made_to_be_slow(text: str) -> None:
    start = time.process_time()
    clean(text)
    assert time.process_time() - start < 2


def test_cleaning_again_changes_nothing_and_leaves_nothing_that_breaks_a_stage() -> None:
    alphabet = (
        "ab _-()\n\t\r"
        "\u00ad\u200b\u0301\u0316\ud800\udc00\ufb01\u00a0\u2028\x85\x00\u202e\u037e\u2126\u1161\u4e00\ufeff"
    )
    chance = random.Random(7)
    for _ in range(10_000):
        text = "".join(chance.choice(alphabet) * chance.choice([1, 1, 1, 2, 70]) for _ in range(chance.randint(0, 12)))
        cleaned = clean(text)
        assert clean(cleaned) == cleaned
        assert not any(unicodedata.category(c) in ("Cs", "Cf") for c in cleaned)
        assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in cleaned)
        cleaned.encode("utf-8")


@pytest.mark.parametrize(
    ("lines", "paragraph"),
    [
        (["The assis-", "tance is paid."], "The assistance is paid."),
        (["the principle of non-", "refoulement"], "the principle of non-refoulement"),
        (["during COVID-", "19 and after"], "during COVID-19 and after"),
        (["the Franco-", "German plan"], "the Franco-German plan"),
        (["their well-", "being"], "their well-being"),
        (["short-", "and long-term aims"], "short- and long-term aims"),
        (["a community-", "based shelter"], "a community-based shelter"),
        (["he left —", "and came back"], "he left — and came back"),
        (["from 2017–", "2019"], "from 2017–2019"),
        (["he left—", "then came back"], "he left—then came back"),
        (["  two  ", "", " lines "], "two lines"),
        (["in the soft\u00ad", "ware"], "in the software"),
        (["返回", "计划"], "返回计划"),
        ([], ""),
    ],
)
def test_lines_become_a_paragraph(lines: list[str], paragraph: str) -> None:
    assert join_lines(lines) == paragraph


def test_words_of_the_document_settle_a_hyphen() -> None:
    assert join_lines(["a pre-", "departure talk"], known={"pre-departure"}) == "a pre-departure talk"
    assert join_lines(["one-", "rous"], known={"onerous"}) == "onerous"


@pytest.mark.parametrize(
    ("lines", "paragraph"),
    [
        (["See https://example.org/a-", "page/of-it.html."], "See https://example.org/a-page/of-it.html."),
        (["See https://", "example.org/page."], "See https://example.org/page."),
        (
            ["https://example.org/news/", "story (last visited May 2)"],
            "https://example.org/news/story (last visited May 2)",
        ),
        (["www.example.org/long_", "name.pdf;", "more"], "www.example.org/long_name.pdf; more"),
        (["https://example.org/report", "/annex/two.pdf"], "https://example.org/report/annex/two.pdf"),
        (["example.org/a/b-", "c/d-", "e/f.html"], "example.org/a/b-c/d-e/f.html"),
        (["https://example.org/report.", "The next sentence"], "https://example.org/report. The next sentence"),
        (["https://example.org/report", "and another word"], "https://example.org/report and another word"),
        (["https://example.org/report,", "example.net/second"], "https://example.org/report, example.net/second"),
        (["https://example.org/one", "https://example.org/two"], "https://example.org/one https://example.org/two"),
    ],
)
def test_addresses_broken_over_lines_are_joined(lines: list[str], paragraph: str) -> None:
    assert join_lines(lines) == paragraph
