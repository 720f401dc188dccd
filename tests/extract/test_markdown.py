"""Markdown: its marks become kinds, links and notes; nothing of them stays in the text."""

import pytest

from extract.assemble import assemble
from extract.document import PieceLink
from extract.errors import Empty
from extract.readers import markdown
from extract.structure import label

REPORT = """\
---
title: Buses at noon
date: 2031-04-02
author: Ada Poe, Ben Roe
---

# Buses at noon

A first paragraph with a [list of towns](https://example.org/towns), which is *not*
complete.[^1] It goes **on**.

## What we asked

1. Who pays?
2. Who decides?
   And when?

> Nobody asked me,
> said one of them.

| town | buses |
|------|-------|
| Azure | 3 |

```
x = 1
```

### A closer look

- one
- two[^long]

[^1]: See [the annex](https://example.org/annex), page 3.
[^long]: A note of two paragraphs,
    the first over two lines.

    And the second.
"""


def test_every_mark_becomes_a_kind() -> None:
    reading = markdown.read(REPORT.encode())
    assert [(piece.kind, piece.text) for piece in reading.pieces] == [
        ("title", "Buses at noon"),
        ("paragraph", "A first paragraph with a list of towns, which is not complete. It goes on."),
        ("heading", "What we asked"),
        ("list_item", "Who pays?"),
        ("list_item", "Who decides? And when?"),
        ("quote", "Nobody asked me, said one of them."),
        ("table", "town | buses\nAzure | 3"),
        ("boilerplate", "x = 1"),
        ("heading", "A closer look"),
        ("list_item", "one"),
        ("list_item", "two"),
        ("note", "See the annex, page 3."),
        ("note", "A note of two paragraphs, the first over two lines."),
        ("note", "And the second."),
    ]
    assert [piece.level for piece in reading.pieces if piece.kind == "heading"] == [2, 3]


def test_links_are_kept_beside_the_text() -> None:
    paragraph = markdown.read(REPORT.encode()).pieces[1]
    assert paragraph.links == (PieceLink(25, 38, "https://example.org/towns"),)
    assert paragraph.text[25:38] == "list of towns"


def test_footnotes_are_tied_to_their_markers() -> None:
    document = assemble(label(markdown.read(REPORT.encode())), id="a", path="a.md", sha256="")
    first, second = document.notes
    assert (first.label, second.label) == ("1", "long")
    assert document.text[: first.anchors[0] + 1].endswith("complete.")
    assert document.text[second.start : second.end].endswith("And the second.")


def test_front_matter_gives_meta() -> None:
    meta = label(markdown.read(REPORT.encode())).meta
    assert (meta.title, meta.date, meta.authors) == ("Buses at noon", "2031-04-02", ("Ada Poe", "Ben Roe"))


@pytest.mark.parametrize(
    ("source", "accepted"),
    [
        (REPORT, True),
        ("# Title\n\nText.\n\n## Part\n\nMore text.\n", True),
        ("Text with a note.[^a]\n\n[^a]: The note.\n", True),
        ("See [the page](https://example.org/x) and [another](https://example.org/y).\n", True),
        ("The release ends here.\n\n###\n", False),
        ("A plain text.\n\n- with a list\n- of two\n", False),
        ("Results:\nimport x\n# load the data\ny = x.load()\n# print it\nprint(y)\n", False),
        ("Issue #3 and note [1] are in *one* line.\n", False),
    ],
)
def test_markdown_is_told_by_its_marks(source: str, accepted: bool) -> None:
    assert markdown.accepts(source.encode()) is accepted


def test_a_reference_without_a_definition_stays_as_it_stands() -> None:
    reading = markdown.read(b"# One\n\nText[^9] and more.\n\n# Two\n")
    assert reading.pieces[1].text == "Text[^9] and more."


def test_html_in_markdown_is_no_text() -> None:
    reading = markdown.read(b"# One\n\nA <b>bold</b> word.<br>And a line.\n\n<!-- hidden -->\n\n# Two\n")
    assert reading.pieces[1].text == "A bold word.\nAnd a line."
    assert len(reading.pieces) == 3


def test_no_words_is_empty() -> None:
    with pytest.raises(Empty):
        markdown.read(b"# \n\n---\n")
