"""The figures that the site shows are those of the README, and what is measured again is changed in both."""

from pathlib import Path

import pytest

from avr_docs.scores import of_language_model, scores

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
SECTION = README.split("## How good it is")[1].split("\n## ")[0]


def line(*cells: object) -> str:
    return "|" + "|".join(f" {'' if cell is None else cell} ".replace("  ", " ") for cell in cells) + "|"


def test_the_columns_are_those_of_the_readme() -> None:
    assert line("what", *scores().columns.values()) in SECTION


@pytest.mark.parametrize("tag", scores().tags)
def test_every_tags_figures_stand_in_the_readme(tag: str) -> None:
    what, figures = scores().tags[tag]
    assert line(what, *figures) in SECTION
    assert len(figures) == len(scores().columns)


def test_the_readme_has_no_figure_of_a_tag_that_the_site_has_not() -> None:
    table = SECTION.split(line("what", *scores().columns.values()))[1].split("\n\n")[0]
    assert len([each for each in table.splitlines() if each.startswith("| ")]) == len(scores().tags)


@pytest.mark.parametrize("row", scores().documents, ids=lambda row: row["what"][:30])
def test_figures_on_documents_stand_in_the_readme(row: dict[str, str]) -> None:
    assert line(row["what"], row["seen"], row["unseen"]) in SECTION


def test_what_was_read_by_eye_stands_in_the_readme() -> None:
    sentences, all_right, shares = scores().by_eye
    told = ", ".join(f"{what} {share} %" for what, share in shares.items())
    plain = " ".join(SECTION.split())
    assert f"Of {sentences} sentences drawn at random" in plain
    assert f"{all_right} had every tag right ({told})" in plain
    spanish = scores().spanish
    assert f"on {spanish['sentences']} sentences written for it: kind {spanish['kind']}, safeguards" in plain


def test_every_column_is_explained() -> None:
    assert scores().about.keys() == scores().columns.keys()


def test_a_figure_is_found_by_tag_and_column() -> None:
    assert scores().score("kind", "readers") == scores().tags["kind"].scores[0]
    assert scores().score("certainty", "other_half") is None


def test_the_language_models_figures_are_its_cards() -> None:
    assert of_language_model()["GUM test"]["las"] > 80
