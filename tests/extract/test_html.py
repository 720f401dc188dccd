"""Web pages: the article, its links and notes, and nothing that the page does not show."""

import time

import pytest

from extract import read
from extract.document import Document, Piece, Reading
from extract.errors import Corrupt, Empty, TooLarge
from extract.readers import html

FILLER = (
    "The office in the port town opened in spring, and since then about forty people a week have asked there for help "
    "with travel papers, a ticket, or a place to sleep, according to the two women who run it."
)


def page(body: str, head: str = "", attributes: str = "") -> bytes:
    return f"<!doctype html><html {attributes}><head>{head}</head><body>{body}</body></html>".encode()


def article(*paragraphs: str) -> str:
    return f"<main><article>{''.join(paragraphs)}<p>{FILLER}</p><p>{FILLER} Others come later.</p></article></main>"


def reading(body: str, head: str = "", attributes: str = "") -> Reading:
    return html.read(page(body, head, attributes))


def pieces(found: Reading, *kinds: str) -> list[str]:
    return [piece.text for piece in found.pieces if piece.kind in kinds]


def first(found: Reading, start: str) -> Piece:
    return next(piece for piece in found.pieces if piece.text.startswith(start))


def document(body: str, head: str = "") -> Document:
    return read(page(body, head), id="page", path="page.html")


def test_the_article_is_read_and_what_stands_around_it_is_not() -> None:
    found = reading(
        "<nav><ul><li><a href='/a'>Home</a><li><a href='/b'>World</a></ul></nav>"
        + article("<h1>Forty a week</h1>", f"<p>{FILLER} First of all.</p>", "<h2>Who comes</h2>")
        + "<footer><p>All rights reserved.</p></footer>"
    )
    assert pieces(found, "title") == ["Forty a week"]
    assert "Who comes" in pieces(found, "heading")
    assert not any("rights" in text or "World" in text for text in pieces(found, "paragraph", "heading", "list_item"))


def test_headings_lists_quotes_and_tables_are_pieces_of_their_kinds() -> None:
    found = reading(
        article(
            "<h2>What is offered</h2>",
            "<ul><li>A ticket home for each adult.</li><li>Two hundred in cash.</li></ul>",
            "<blockquote>Nobody asked me whether I wanted to go at all.</blockquote>",
            "<table><tr><th>Year</th><th>People</th></tr><tr><td>2018</td><td>1,204</td></tr></table>",
        )
    )
    assert first(found, "What is offered").level == 2
    assert pieces(found, "list_item") == ["A ticket home for each adult.", "Two hundred in cash."]
    assert pieces(found, "quote") == ["Nobody asked me whether I wanted to go at all."]
    assert pieces(found, "table") == ["Year\tPeople\n2018\t1,204"]


def test_a_link_spans_its_words_and_keeps_its_address() -> None:
    found = reading(
        article(f'<p>The figures were <a href="https://example.org/figures">published in May</a>. {FILLER}</p>')
    )
    piece = first(found, "The figures")
    (link,) = piece.links
    assert piece.text[link.start : link.end] == "published in May"
    assert link.href == "https://example.org/figures"


def test_links_that_run_scripts_are_no_links() -> None:
    found = reading(article(f'<p>They <a href="javascript:alert(1)">said so</a> again. {FILLER}</p>'))
    assert first(found, "They said so").links == ()


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display:none'>{}</p>",
        "<p hidden>{}</p>",
        "<p aria-hidden='true'>{}</p>",
        "<p style='visibility: hidden'>{}</p>",
        "<p style='font-size:0'>{}</p>",
        "<p style='position:absolute; left:-9999px'>{}</p>",
        "<span class='sr-only'>{}</span>",
        "<script>{}</script>",
        "<style>{}</style>",
        "<template>{}</template>",
        "<noscript>{}</noscript>",
        "<!-- {} -->",
        "<div style='display:none'><div><p>{}</p></div></div>",
    ],
)
def test_what_the_page_does_not_show_is_not_in_the_text(hidden: str) -> None:
    found = document(article(hidden.format("Swordfish is the word that nobody is meant to see on this page at all.")))
    assert "Swordfish" not in found.text
    assert FILLER in found.text


def test_hidden_sentences_are_told_of() -> None:
    found = reading(article(f"<p style='display:none'>{FILLER}</p>"))
    assert [problem.code for problem in found.problems] == ["hidden_text"]


LINKED_NOTE = (
    "<p>Nobody was told{}. {}</p>",
    "<p>It closed in June{}. {}</p>",
)
NOTES = {
    "superscript links": (
        '<sup><a href="#fn1" id="r1">1</a></sup>',
        '<sup><a href="#fn2" id="r2">2</a></sup>',
        '<hr><ol><li id="fn1">See the first report. <a href="#r1">↩</a></li>'
        '<li id="fn2">Letter of 3 May, <a href="https://example.org/letter">online</a>.</li></ol>',
    ),
    "word processor": (
        '<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a>',
        '<a href="#_ftn2" name="_ftnref2"><sup>[2]</sup></a>',
        '<div><p><a href="#_ftnref1" name="_ftn1">[1]</a> See the first report.</p></div>'
        '<div><p><a href="#_ftnref2" name="_ftn2">[2]</a> Letter of 3 May, online.</p></div>',
    ),
    "encyclopedia": (
        '<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup>',
        '<sup id="cite_ref-2" class="reference"><a href="#cite_note-2">[2]</a></sup>',
        '<ol><li id="cite_note-1"><b><a href="#cite_ref-1">^</a></b> <span>See the first report.</span></li>'
        '<li id="cite_note-2"><b><a href="#cite_ref-2">^</a></b> <span>Letter of 3 May, online.</span></li></ol>',
    ),
    "plain superscripts": (
        "<sup>1</sup>",
        "<sup>2</sup>",
        "<p><sup>1</sup> See the first report.</p><p><sup>2</sup> Letter of 3 May, online.</p>",
    ),
}


@pytest.mark.parametrize("way", NOTES)
def test_notes_are_taken_from_the_text_and_anchored_where_their_markers_stood(way: str) -> None:
    one, two, bodies = NOTES[way]
    found = document(
        article(LINKED_NOTE[0].format(one, FILLER), LINKED_NOTE[1].format(two, FILLER)) + f"<section>{bodies}</section>"
    )
    assert [note.label for note in found.notes] == ["1", "2"]
    assert [found.text[note.start : note.end] for note in found.notes] == [
        "See the first report.",
        "Letter of 3 May, online.",
    ]
    ends = [found.text[: note.anchors[0] + 1] for note in found.notes]
    assert ends[0].endswith("Nobody was told")
    assert ends[1].endswith("It closed in June")
    assert "Nobody was told. The office" in found.text


def test_a_power_is_no_note() -> None:
    found = document(article(f"<p>The room has 12 m<sup>2</sup> for nine people. {FILLER}</p>"))
    assert found.notes == ()
    assert "12 m2 for nine" in found.text


def test_a_page_says_its_title_authors_date_publisher_and_language() -> None:
    head = (
        "<title>Forty a week - The Harbour Post</title><meta property='og:type' content='article'>"
        "<meta property='og:site_name' content='The Harbour Post'>"
        "<script type='application/ld+json'>"
        '{"@type": "NewsArticle", "headline": "Forty a week", "author": [{"@type": "Person", "name": "Ana Ruiz"}],'
        ' "datePublished": "2021-03-04T10:00:00Z"}</script>'
        "<meta property='article:published_time' content='2021-03-04T10:00:00Z'>"
    )
    meta = html.read(page(article(), head, "lang='en-GB'")).meta
    assert (meta.title, meta.authors, meta.date) == ("Forty a week", ("Ana Ruiz",), "2021-03-04")
    assert (meta.publisher, meta.language, meta.type) == ("The Harbour Post", "en", "news")


def test_linked_data_that_is_broken_or_deep_costs_nothing() -> None:
    head = f"<script type='application/ld+json'>{'[' * 100_000}</script><script type='application/ld+json'>{{</script>"
    assert FILLER in pieces(html.read(page(article(), head)), "paragraph")


def test_a_layout_that_hides_the_article_from_extraction_loses_nothing() -> None:
    cells = "".join(f"<tr><td>Row {n}</td><td>{FILLER} This is the {n}th time.</td></tr>" for n in range(12))
    text = " ".join(piece.text for piece in reading(f"<table>{cells}</table>").pieces)
    assert all(f"This is the {n}th time." in text for n in range(12))


def test_a_fragment_is_read() -> None:
    found = html.read(f"<div><p>{FILLER}</p></div>".encode())
    assert pieces(found, "paragraph") == [FILLER]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encoding_is_found(encoding: str) -> None:
    text = f"<html><body><p>“Señora Peña – así lo dijo”, {FILLER}</p></body></html>"
    assert html.accepts(text.encode(encoding))
    assert pieces(html.read(text.encode(encoding)), "paragraph")[0].startswith("“Señora Peña – así lo dijo”")


def test_a_declared_encoding_is_used() -> None:
    data = "<html><head><meta charset='iso-8859-2'></head><body><p>Žádost o návrat</p></body></html>".encode(
        "iso8859-2"
    )
    assert pieces(html.read(data), "paragraph") == ["Žádost o návrat"]


def test_escaped_markup_stays_text() -> None:
    found = reading(article(f"<p>They wrote &lt;script&gt;alert(1)&lt;/script&gt; on it. {FILLER}</p>"))
    assert "<script>alert(1)</script>" in first(found, "They wrote").text


def test_stock_phrases_are_furniture() -> None:
    found = reading(article("<p>Advertisement</p>", "<p><a href='/x'>Read more: another story</a></p>"))
    assert not {"Advertisement", "Read more: another story"} & set(pieces(found, "paragraph"))


def test_a_page_without_visible_text_is_empty() -> None:
    with pytest.raises((Empty, Corrupt)):
        html.read(page("<div id='app'></div><script>render()</script>"))


def test_nesting_deeper_than_a_parser_goes_keeps_its_text_and_says_so() -> None:
    found = html.read(page("<div>" * 5000 + f"<p>{FILLER}</p>" + "</div>" * 5000 + "<p>Afterwards.</p>"))
    text = " ".join(piece.text for piece in found.pieces)
    assert FILLER in text
    assert "Afterwards." in text
    assert "markup_lost" in [problem.code for problem in found.problems]


def test_attributes_without_end_do_not_hold_the_reader() -> None:
    many = " ".join(f"a{n}=1" for n in range(200_000))
    start = time.process_time()
    found = reading(article(f"<p {many}>{FILLER} Attributed.</p>"))
    assert time.process_time() - start < 5
    assert any("Attributed." in text for text in pieces(found, "paragraph"))


def test_too_many_tags_are_refused() -> None:
    with pytest.raises(TooLarge, match="tags"):
        html.read(page("<b>x</b>" * 250_000))


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(TooLarge, match="bytes"):
        html.read(page("<p>" + "word " * 4_100_000))


SIGNED = """<h1>To the Harbour Board</h1>
<div>Harbour Bench<br>4 Quay Row, Azure<br>Tel. 555 0100</div>
<div>3 May 2031</div>
<div>Iris Holt<br>Director<br>Harbour Board<br>9 Ford Road<br>Azure, AZ 20531</div>
<div>Dear Director Holt:</div>
<p>We write about the ferries that leave the quay every Tuesday with people who did not ask to be taken anywhere.</p>
<h2>What we ask</h2>
<ul><li>Stop the ferries until each passenger has spoken to a lawyer of the town.</li>
<li>Publish the list of those who have left.</li></ul>
<p>The board has the list, and the town pays for the fuel, so that nothing stands in the way of either of these.</p>
<p>Nobody who spoke to us had signed a form, and two of them could not read the form that they were shown.</p>
<div>Sincerely,</div>
<div>Ada Poe<br>Chair of the Board<br>Harbour Bench</div>
"""


def test_short_blocks_beside_an_articles_paragraphs_are_part_of_it() -> None:
    menu = '<nav><ul><li><a href="/a">About us</a></li></ul></nav>'
    foot = '<aside class="related"><h3>Related</h3><a href="/b">Other ferries</a></aside><footer>Imprint</footer>'
    found = document(f"{menu}<main><article>{SIGNED}</article></main>{foot}")
    meta = found.meta
    assert (meta.type, meta.date) == ("letter", "2031-05-03")
    assert [(one.name, one.role, one.organization) for one in (*meta.addressees, *meta.signatories)] == [
        ("Iris Holt", "Director", "Harbour Board"),
        ("Ada Poe", "Chair of the Board", "Harbour Bench"),
    ]
    kinds = [(block.kind, found.text[block.start : block.end]) for block in found.blocks]
    assert ("heading", "What we ask") in kinds
    assert ("list_item", "Publish the list of those who have left.") in kinds
    assert sum("9 Ford Road" in text for _, text in kinds) == 1
    assert not any("Related" in text or "About us" in text for kind, text in kinds if kind in ("paragraph", "heading"))


def test_a_note_that_begins_with_a_number_keeps_it() -> None:
    body = "".join(
        f'<p>Ferry {n} left the quay with forty people.<a href="#n{n}"><sup>{n}</sup></a></p>' for n in (1, 2, 3)
    )
    notes = "".join(
        f'<li id="n{n}">{text}</li>' for n, text in enumerate(["See the list.", "2 Q.B. 40.", "Ibid."], start=1)
    )
    found = reading(f"<article>{body}</article><ol>{notes}</ol>")
    assert pieces(found, "note") == ["See the list.", "2 Q.B. 40.", "Ibid."]
