"""A document as one page: every character once, spans nested, nothing run or loaded; what a reader is told."""

import random
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from site_browser import CHROMIUM, Browser
from tagging import noted, parsed
from test_site_browser import CONTRAST

from avr_docs import page
from avr_docs.nlp import Parsed
from avr_docs.page.segments import Stretch, segments
from avr_docs.records import Claim, ListedActor, Setting, Tagged
from avr_docs.tag import tag
from extract.document import Piece

VOID = {"meta"}
#: What the page adds to the document's text.
ADDED = {"tag", "safeguard", "gap", "number", "what", "page", "hidden"}
SETTING = Setting(
    actors=(ListedActor(key="aid", name="Lake Aid", role="civil_society"),),
)


class Reader(HTMLParser):
    """What stands on a page: its own words by their classes, the document's text by sentence, marks by their text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str]]] = []
        self.sentences: dict[str, str] = {}
        self.marked: dict[str, list[str]] = {"u": [], "i": []}
        self.kinds: list[tuple[str, list[str]]] = []
        self.added: list[tuple[str, str]] = []
        self.names: list[str] = []
        self.links: set[str] = set()
        self.ids: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.names.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links |= {given["href"]} if "href" in given else set()
        if tag not in VOID:
            self.open.append((tag, given))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        classes = [name for _, given in self.open for name in given.get("class", "").split()]
        tags = [tag for tag, _ in self.open]
        if ADDED & set(classes) or "sup" in tags:
            self.added.append((" ".join(classes), data))
            return
        sentence = next((given["id"] for tag, given in self.open if "sentence" in given.get("class", "")), None)
        if sentence is None:
            return
        self.sentences[sentence] = self.sentences.get(sentence, "") + data
        for mark in self.marked.keys() & set(tags):
            self.marked[mark].append(data)
        kinds = [given["class"].split()[0].removeprefix("kind-") for tag, given in self.open if tag == "mark"]
        if kinds:
            self.kinds.append((data, kinds))

    def labels(self) -> list[str]:
        """The labels of claims in the text, in order."""
        return [text for classes, text in self.added if "sentence" in classes and "tag" in classes.split()]

    def safeguards(self) -> list[str]:
        parts = [text for classes, text in self.added if "sentence" in classes and "safeguard" in classes.split()]
        return ["".join(pair) for pair in zip(parts[::2], parts[1::2], strict=True)]


def made(*paragraphs: str | Piece, setting: Setting = SETTING, **meta: object) -> tuple[Tagged, Parsed]:
    sentences = parsed(*paragraphs, **meta)  # type: ignore[arg-type]
    return tag(sentences, setting), sentences


def read(*paragraphs: str | Piece, **meta: object) -> Reader:
    return Reader(page.render(*made(*paragraphs, **meta)))


@pytest.mark.parametrize("seed", range(50))
def test_segments_hold_every_character_once_and_all_that_lies_over_it(seed: int) -> None:
    chance = random.Random(seed)
    start, end = sorted((chance.randint(0, 40), chance.randint(0, 40)))
    stretches = [
        Stretch(*sorted((chance.randint(-5, 45), chance.randint(-5, 45))), str(i)) for i in range(chance.randint(0, 8))
    ]
    cuts = [chance.randint(-5, 45) for _ in range(3)]
    found = list(segments(start, end, stretches, cuts))
    assert [place for each in found for place in range(each.start, each.end)] == list(range(start, end))
    for each in found:
        for place in range(each.start, each.end):
            assert {over.value for over in each.over} == {s.value for s in stretches if s.start <= place < s.end}
        assert not any(each.start < cut < each.end for cut in cuts)


def test_the_text_is_whole_and_sentences_have_anchors() -> None:
    tagged, sentences = made(
        "The ministry said that “every return is voluntary.” Nobody was offered a lawyer, and families sleep outside.",
        *noted("People may have been forced to sign.", "Ruiz, Tickets Home."),
    )
    found = Reader(page.render(tagged, sentences))
    assert found.sentences == {f"s{sentence.n}": sentence.text for sentence in tagged.sentences}
    assert {f"#s{sentence.n}" for sentence in tagged.sentences} <= found.links
    assert len(found.ids) == len(set(found.ids))
    assert found.links <= {f"#{id}" for id in found.ids}


def test_a_label_says_kind_attribution_and_doubt_and_safeguards_follow() -> None:
    found = read("The ministry said that families may have been forced to sign. Nobody has access to a lawyer.")
    assert found.labels() == ["stated · paraphrased · hedged", "observed"]
    assert found.safeguards() == ["Voluntariness: missing", "Legal counsel: missing"]
    assert (found.marked["u"], found.marked["i"]) == (["The ministry"], ["said"])


def test_claims_that_overlap_are_cut_and_nested() -> None:
    tagged, sentences = made("The families had asked in July to see the contract.")
    text = tagged.document.text

    def claim(words: str, **fields: object) -> Claim:
        start = text.index(words)
        return Claim(sentence=1, start=start, end=start + len(words), content=words, **fields)  # type: ignore[arg-type]

    claims = (claim("families had asked in July", kind="context"), claim("asked in July to see", kind="demanded"))
    found = Reader(page.render(replace(tagged, claims=claims, demands=()), sentences))
    assert found.kinds == [
        ("families had ", ["context"]),
        ("asked in July", ["context", "demanded"]),
        (" to see", ["demanded"]),
    ]
    assert found.labels() == ["context", "demanded"]
    assert found.sentences["s1"] == text


@pytest.mark.parametrize(
    ("text", "underlined"),
    [
        ("Amina Okoro, who returned in May, said that nobody gave her food.", []),
        ("Maria told us that the centre gave her no food.", []),
        ("Returnees said that the centre gave them no food.", ["Returnees"]),
        ("The minister said that the centre gives everyone food.", ["The minister"]),
        ("Lake Aid said that the centre gave nobody food.", ["Lake Aid"]),
    ],
)
def test_names_of_private_persons_are_not_marked(text: str, underlined: list[str]) -> None:
    found = read(text)
    assert found.labels()[0].endswith("paraphrased")
    assert found.marked["u"] == underlined


def test_who_is_quoted_further_on_is_told_with_the_place() -> None:
    found = read("“Every return is voluntary,” the minister said. “Nobody is ever forced to board a bus.”")
    assert any("by “the minister” in" in label for label in found.labels())
    assert "#s1" in found.links


def test_notes_stand_at_the_end_with_their_labels_and_the_way_back() -> None:
    html = page.render(*made(*noted("The agency publishes no figures.", "Ruiz, Tickets Home.", "Ibid.")))
    notes = html.partition('id="notes"')[2]
    assert "<b>1</b>" in notes
    assert "Ruiz, Tickets Home." in notes
    assert "Ruiz" not in html.partition('id="notes"')[0]
    found = Reader(html)
    assert {"#note-0", "#note-1", "#ref-0-0", "#ref-1-0"} <= found.links


def test_the_legend_counts_claims_and_safeguards() -> None:
    html = page.render(
        *made("Nobody has access to a lawyer. Guards coerced two families. The agency must publish the agreement.")
    )
    legend = re.sub(r"<[^>]+>|\s+", " ", html.partition('class="legend"')[2].partition("</section>")[0])
    words = " ".join(legend.split())
    assert "3 claims stated 0" in words
    assert "observed 2" in words
    assert "demanded 1" in words
    assert "Voluntariness missing 1" in words
    assert "Transparency demanded 1" in words


def test_nothing_of_a_document_is_markup() -> None:
    evil = '<script>alert("1")</script><img src=x onerror=alert(1)> & "\'><style>*{}</style>'
    html = page.render(*made(f"The agency says that every return is {evil} voluntary.", title=evil, authors=(evil,)))
    found = Reader(html)
    assert not {"script", "img"} & set(found.names)
    assert found.names.count("style") == 1
    assert evil in found.sentences["s1"]


def test_the_policy_allows_this_pages_style_and_nothing_else() -> None:
    html = page.render(*made("Nobody has access to a lawyer."))
    style = html.partition("<style>")[2].partition("</style>")[0]
    assert f'content="{page.policy(style)}"'.replace("'", "&#39;") in html
    assert page.policy(style).startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in html
    assert not re.search(r"https?:|\burl\(|@import|style=|\bon\w+=", html)


def test_a_document_without_sentences_has_a_page() -> None:
    assert "There is no text to show" in page.render(*made())


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_the_page_fits_a_phone_and_is_legible_in_light_and_dark(tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    html = page.render(
        *made(
            Piece(kind="title", text="A letter on returns"),
            "The ministry said that every return is voluntary, but officials may have forced families to sign.",
            "“Nobody is ever forced,” the director of the department said. “They came of their own free will.”",
            Piece(kind="list_item", text="International law requires that they have access to a lawyer."),
            Piece(kind="list_item", text="It is unclear whether anybody was told. The agency must publish it."),
            *noted("Some left.", "https://example.org/" + "a-long-address/" * 12),
            type="letter",
        )
    )
    out.write_text(html, encoding="utf-8")
    with Browser() as browser:
        for scheme, paper in (("light", "rgb(253, 252, 250)"), ("dark", "rgb(23, 23, 22)")):
            browser.colours(scheme)
            for width in (1280, 390):
                browser.open(out.as_uri(), width=width)
                assert browser.complaints == [f"request to {out.as_uri()}"]
                assert browser.run("document.documentElement.scrollWidth") <= width
            assert browser.run("getComputedStyle(document.body).backgroundColor") == paper
            assert browser.run(CONTRAST) == []
