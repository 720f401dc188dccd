"""Web pages: the article by trafilatura, checked against what the page shows; links, tables and notes kept."""

import re
from copy import deepcopy
from dataclasses import replace

from lxml import html
from trafilatura import bare_extraction

from extract.document import Piece, Problem, Reading
from extract.errors import Corrupt, Empty
from extract.normalise import clean
from extract.readers.html_article import restored
from extract.readers.html_blocks import blocks, content_words, placed_blocks, without_teasers
from extract.readers.html_meta import meta_of
from extract.readers.html_notes import take_notes
from extract.readers.html_page import PageTree, drop_unseen, paragraphs_of_source, parse
from extract.sniff import kind

NAME = "html"
MEDIA_TYPE = "text/html"
#: The article that was found is doubted when it holds less than this share of the words that look like content.
FOUND_SHARE = 0.5
#: Below so many words there is nothing to doubt.
FEW_WORDS = 30


def accepts(data: bytes) -> bool:
    """Whether the bytes are a web page, or a part of one."""
    return kind(data).name == "html"


def read(data: bytes) -> Reading:
    """The page's article, its title first and its notes last. Nothing is fetched, and no script is run.

    Raises TooLarge over a limit on bytes or tags, Corrupt for markup without an element, Empty without visible text.
    """
    page = parse(data)
    meta = meta_of(page.tree)
    hidden = drop_unseen(page.tree)
    problems = (
        [] if not hidden else [_problem("hidden_text", f"{hidden} words that the page does not show were left out.")]
    )
    if page.whole:
        labels, notes = take_notes(page.tree)
        found, doubts = _article(page, labels)
    else:
        found, doubts = _from_source(page)
        notes = []
    pieces = _without_byline(_with_title(without_teasers(found), meta.title), meta.authors)
    if not any(piece.text.strip() for piece in pieces):
        raise Empty("The web page shows no text: what it holds may be made by scripts. Save the page from a browser.")
    return Reading(
        reader=NAME, media_type=MEDIA_TYPE, pieces=(*pieces, *notes), meta=meta, problems=(*problems, *doubts)
    )


def _article(page: PageTree, labels: list[str]) -> tuple[list[Piece], list[Problem]]:
    """The article's pieces; all that the page shows, with a problem, where the article found is far too short."""
    article = _extracted(page.tree, labels)
    body = page.tree.find("body")
    placed = placed_blocks(body if body is not None else page.tree, labels)
    visible = [piece for piece, _ in placed]
    shown, found = content_words(visible), content_words(article)
    if article and (shown < FEW_WORDS or found >= shown * FOUND_SHARE):
        return restored(article, placed), []
    if not article and shown < FEW_WORDS:
        return visible, []
    message = f"The article could not be told apart ({found} of {shown} words), so all that the page shows was taken."
    return visible, [_problem("article_not_found", message)]


def _extracted(tree: html.HtmlElement, labels: list[str]) -> list[Piece]:
    try:
        article = bare_extraction(
            deepcopy(tree),
            fast=True,
            include_links=True,
            include_formatting=True,
            include_tables=True,
            deduplicate=False,
        )
    except Exception:  # odd markup that trafilatura breaks on is read without it
        return []
    return [] if article is None or article.body is None else blocks(article.body, labels)


def _from_source(page: PageTree) -> tuple[list[Piece], list[Problem]]:
    """A page nested deeper than any parser goes: its text without structure."""
    paragraphs = paragraphs_of_source(page.source)
    if not paragraphs:
        raise Corrupt("The web page is nested too deeply to be read, and has no text that is not.")
    message = "The page is nested too deeply to be parsed: its text was taken without its structure, hidden text too."
    found = [Piece(kind="paragraph", text=" ".join(clean(text).split())) for text in paragraphs]
    return found, [_problem("markup_lost", message)]


def _with_title(found: list[Piece], title: str | None) -> list[Piece]:
    """The pieces with the title first: the heading that it stands in, or a piece of its own."""
    if not title:
        return found
    same = [
        n for n, piece in enumerate(found[:12]) if _bare(piece.text) == _bare(title) and piece.kind != "boilerplate"
    ]
    if same and same[0] < 4:
        return [
            replace(piece, kind="title") if n == same[0] else piece
            for n, piece in enumerate(found)
            if n not in same[1:]
        ]
    return [Piece(kind="title", text=title), *(piece for n, piece in enumerate(found) if n not in same)]


def _without_byline(found: list[Piece], authors: tuple[str, ...]) -> list[Piece]:
    """The pieces, a short one near the start that names an author being no part of the text."""
    return [
        replace(piece, kind="boilerplate")
        if n < 6 and piece.kind == "paragraph" and len(piece.text.split()) <= 20 and _names_author(piece.text, authors)
        else piece
        for n, piece in enumerate(found)
    ]


def _names_author(text: str, authors: tuple[str, ...]) -> bool:
    return not text.rstrip().endswith((".", "?", "!", "”", '"')) and any(author in text for author in authors)


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _problem(code: str, message: str) -> Problem:
    return Problem(code=code, message=message)
