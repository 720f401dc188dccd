"""Who says what by the tree of a sentence: what rules on neighbouring words cannot see."""

import pytest
from tagging import parsed

from avr_docs.tag.attribution_trees import in_tree
from avr_docs.tag.quotations import masked, quotations, within
from avr_docs.tag.voices import View, Voice


def voices(text: str) -> tuple[str, list[Voice]]:
    document = parsed(text)
    (sentence,) = document.sentences
    quotes = tuple(within(sentence.start, sentence.end, quotations(document.document)))
    mask = masked(sentence.text, quotes)
    view = View(sentence, mask, quotes, 0, len(mask))
    return sentence.text, in_tree(view, document.docs[0])


#: text, source, content
SAID = [
    (
        "The minister, who had toured the site for two days with his staff, said the shelter was full.",
        "The minister",
        "the shelter was full",
    ),
    ("The letter, which warns that the buses were unsafe, was not answered.", "The letter", "the buses were unsafe"),
    ("The mayor plans to close the shelter in May.", "The mayor", "close the shelter in May"),
    ("Teachers complained about the cold rooms in the old school.", "Teachers", "the cold rooms in the old school"),
    ("Two nurses who work at the port told us that the ship had left.", "Two nurses", "the ship had left"),
]


@pytest.mark.parametrize(("text", "source", "content"), SAID, ids=[row[0][:40] for row in SAID])
def test_source_and_content(text: str, source: str, content: str) -> None:
    whole, found = voices(text)
    assert [(whole[v.source.start : v.source.end], whole[v.start : v.end]) for v in found if v.source] == [
        (source, content)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody said that the shelter was full.",
        "The mayor did not say that the shelter was full.",
        "To say that the shelter is full would be wrong.",
        "Officials could argue that the shelter is full.",
        "They were sent to places that the ministry warns travellers to avoid.",
        "The programme continues in spring.",
        "A caseworker asked the families where they wanted to go.",
        "If the ministry says that the list is closed, nobody can go.",
    ],
)
def test_what_nobody_said_is_the_authors(text: str) -> None:
    assert voices(text)[1] == []
