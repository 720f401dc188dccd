"""Word documents made here part by part: what each part of their markup becomes."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from extract import read
from extract.document import Document, Reading
from extract.errors import Corrupt, Empty, Encrypted, TooLarge
from extract.readers import docx, docx_package

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<w:{{0}} xmlns:w="{W}" xmlns:r="{R}">{{1}}</w:{{0}}>'
RELATIONSHIPS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
STYLES = """
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Chapter"/><w:basedOn w:val="berschrift2"/></w:style>
<w:style w:type="paragraph" w:styleId="Outlined"><w:name w:val="Band"/>
<w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Punkt"><w:name w:val="Bullets"/>
<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop2"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop2"><w:name w:val="Loop2"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="character" w:styleId="Unseen"><w:name w:val="Unseen"/><w:rPr><w:vanish/></w:rPr></w:style>
"""


def part(name: str, inside: str) -> str:
    return HEAD.format(name, inside)


def package(body: str, parts: Mapping[str, str] | None = None, links: Mapping[str, str] | None = None) -> bytes:
    """The bytes of a DOCX with this body; `parts` are other parts by name, `links` external targets by id."""
    members = {"word/styles.xml": part("styles", STYLES), **(parts or {})}
    related = "".join(
        f'<Relationship Id="p{n}" Type="{R}/{kind_of(name)}" Target="{name.removeprefix("word/")}"/>'
        for n, name in enumerate(members)
        if name.startswith("word/")
    )
    related += "".join(
        f'<Relationship Id="{id}" Type="{R}/hyperlink" Target="{target}" TargetMode="External"/>'
        for id, target in (links or {}).items()
    )
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": RELATIONSHIPS.format(
            f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="r2" Type="{R}/core-properties" Target="docProps/core.xml"/>'
        ),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": RELATIONSHIPS.format(related),
        **members,
    }
    return packed(members)


def packed(members: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def kind_of(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".xml").rstrip("0123456789")


def p(text: str = "", style: str = "", runs: str = "", properties: str = "") -> str:
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{style}{properties}</w:pPr>{r(text) if text else ''}{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def reading(body: str, parts: Mapping[str, str] | None = None, links: Mapping[str, str] | None = None) -> Reading:
    return docx.read(package(body, parts, links))


def document(body: str, parts: Mapping[str, str] | None = None) -> Document:
    return read(package(body, parts), id="document", path="document.docx")


def found(body: str, parts: Mapping[str, str] | None = None) -> list[tuple[str, int | None, str]]:
    return [(piece.kind, piece.level, piece.text) for piece in reading(body, parts).pieces]


def notes(*texts: str, kind: str = "footnote") -> dict[str, str]:
    """A part of notes with ids from 1, after the separators that Word puts there."""
    separators = "".join(
        f'<w:{kind} w:type="{name}" w:id="{n}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        for n, name in ((-1, "separator"), (0, "continuationSeparator"))
    )
    bodies = "".join(
        f'<w:{kind} w:id="{n}">'
        + "".join(
            p(runs=(f"<w:r><w:{kind}Ref/></w:r>" if not m else "") + r(f" {one}"))
            for m, one in enumerate(text.split("|"))
        )
        + f"</w:{kind}>"
        for n, text in enumerate(texts, 1)
    )
    return {f"word/{kind}s.xml": part(f"{kind}s", separators + bodies)}


def ref(number: int, kind: str = "footnote", mark: str = "") -> str:
    custom = ' w:customMarkFollows="1"' if mark else ""
    text = f"<w:t>{mark}</w:t>" if mark else ""
    return f'<w:r><w:{kind}Reference w:id="{number}"{custom}/>{text}</w:r>'


def anchored(read_document: Document) -> list[tuple[str, str, str]]:
    """Label, text, and the words that the marker stood after, of each note."""
    text = read_document.text
    return [
        (note.label, text[note.start : note.end], " ".join(text[: note.anchors[0] + 1].split()[-2:]))
        for note in read_document.notes
    ]


def test_paragraphs_are_what_their_styles_say_whatever_these_are_called() -> None:
    body = (
        p("A report", "Titel")
        + p("First chapter", "berschrift2")
        + p("Second chapter", "Own")
        + p("Third", "Outlined")
        + p("It was so.", "Zitat")
        + p("A point", "Punkt")
        + p("A deeper point", properties='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>')
        + p("Not one", "Punkt", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
        + p("Plain text.", "Loop")
    )
    assert found(body) == [
        ("title", 1, "A report"),
        ("heading", 2, "First chapter"),
        ("heading", 2, "Second chapter"),
        ("heading", 3, "Third"),
        ("quote", None, "It was so."),
        ("list_item", 1, "A point"),
        ("list_item", 2, "A deeper point"),
        ("paragraph", None, "Not one"),
        ("paragraph", None, "Plain text."),
    ]


def test_a_short_bold_paragraph_heads_what_follows_and_a_bold_sentence_does_not() -> None:
    body = p(runs=r("What was found", "<w:b/>")) + p(runs=r("All of it must end.", "<w:b/>"))
    assert [kind for kind, _, _ in found(body)] == ["heading", "paragraph"]


def test_footnotes_and_endnotes_have_labels_texts_and_places() -> None:
    body = p("One claim", runs=ref(1) + r(" and another") + ref(2) + r(".")) + p("A third", runs=ref(1, "endnote"))
    made = document(body, {**notes("First note.", "Second note."), **notes("At the end.", kind="endnote")})
    assert anchored(made) == [
        ("1", "First note.", "One claim"),
        ("2", "Second note.", "and another"),
        ("i", "At the end.", "A third"),
    ]
    assert [note.kind for note in made.notes] == ["footnote", "footnote", "endnote"]
    assert "One claim and another." in made.text


def test_notes_are_numbered_by_their_references_not_by_their_ids() -> None:
    made = document(p("Second in the file", runs=ref(2)) + p("First in the file", runs=ref(1)), notes("One.", "Two."))
    assert [(label, text) for label, text, _ in anchored(made)] == [("1", "Two."), ("2", "One.")]


def test_a_note_of_two_paragraphs_is_one_note() -> None:
    made = document(p("A claim", runs=ref(1)), notes("It begins.|It goes on."))
    assert [(label, text.split("\n\n")) for label, text, _ in anchored(made)] == [("1", ["It begins.", "It goes on."])]


def test_a_mark_of_its_own_is_the_label_and_takes_no_number() -> None:
    made = document(p("Title", runs=ref(1, mark="*")) + p("A claim", runs=ref(2)), notes("Thanks.", "A source."))
    assert [label for label, _, _ in anchored(made)] == ["*", "1"]
    assert "Title*" not in made.text


@pytest.mark.parametrize(
    ("form", "labels"),
    [
        ("lowerRoman", ["iv", "v"]),
        ("upperLetter", ["D", "E"]),
        ("chicago", ["§", "**"]),
        ("decimal", ["4", "5"]),
    ],
)
def test_labels_follow_the_numbering_in_the_settings(form: str, labels: list[str]) -> None:
    settings = part("settings", f'<w:footnotePr><w:numFmt w:val="{form}"/><w:numStart w:val="4"/></w:footnotePr>')
    body = p("One", runs=ref(1)) + p("Two", runs=ref(2))
    made = document(body, {**notes("A.", "B."), "word/settings.xml": settings})
    assert [note.label for note in made.notes] == labels


def test_numbering_that_starts_again_in_each_section_finds_the_right_notes() -> None:
    section = '<w:sectPr><w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr>'
    body = p("Part one", runs=ref(1), properties=section) + p("Part two", runs=ref(2)) + section
    assert anchored(document(body, notes("First.", "Second."))) == [
        ("1", "First.", "Part one"),
        ("1", "Second.", "Part two"),
    ]


def test_insertions_are_kept_deletions_are_not_and_a_problem_says_so() -> None:
    body = (
        "<w:p>"
        + r("We ")
        + "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
        + f"<w:ins>{r('always ')}</w:ins>"
        + f"<w:moveFrom>{r('moved ')}</w:moveFrom>"
        + r("ask.")
        + "</w:p>"
    )
    made = reading(body)
    assert [piece.text for piece in made.pieces] == ["We always ask."]
    assert [problem.code for problem in made.problems] == ["tracked_changes"]


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    first = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + r("It was ") + "</w:p>"
    assert [text for _, _, text in found(first + p("joined."))] == ["It was joined."]


@pytest.mark.parametrize("properties", ["<w:vanish/>", '<w:rStyle w:val="Unseen"/>'])
def test_hidden_text_is_left_out_and_told_of(properties: str) -> None:
    made = reading(p("Seen. ", runs=r("Four words nobody sees.", properties)))
    assert [piece.text.strip() for piece in made.pieces] == ["Seen."]
    assert made.problems[0].code == "hidden_text"
    assert made.problems[0].message.startswith("4 words")


def test_links_by_relationship_and_by_field() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://example.org/b" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("there") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = p("See ", runs=f'<w:hyperlink r:id="h1">{r("here")}</w:hyperlink>' + r(" and ") + field + r("."))
    (piece,) = reading(body, links={"h1": "https://example.org/a"}).pieces
    assert piece.text == "See here and there."
    assert [(piece.text[link.start : link.end], link.href) for link in piece.links] == [
        ("here", "https://example.org/a"),
        ("there", "https://example.org/b"),
    ]


def table(*rows: tuple[str, ...], style: str = '<w:tblStyle w:val="TableGrid"/>') -> str:
    cells = ["".join(f"<w:tc>{p(text)}</w:tc>" for text in row) for row in rows]
    return f"<w:tbl><w:tblPr>{style}</w:tblPr>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_a_table_of_data_is_a_table() -> None:
    assert found(table(("Year", "People"), ("2018", "1,204"))) == [("table", None, "Year\tPeople\n2018\t1,204")]


def test_a_layout_is_paragraphs_and_a_label_stands_before_its_text() -> None:
    body = table(("To:", "The Director"), ("From:", "The Auditor"), ("Date:", "4 March 2019"), style="")
    assert [text for _, _, text in found(body)] == ["To: The Director", "From: The Auditor", "Date: 4 March 2019"]


def test_content_controls_and_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{p('In a box.')}</w:txbxContent>"
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('In a control.')}</w:sdtContent></w:sdt>"
        + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Click to enter.')}</w:sdtContent></w:sdt>"
        + p(
            "Beside it.",
            runs=f'<w:r><mc:AlternateContent xmlns:mc="{compatible}"><mc:Choice>{box}</mc:Choice>'
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        )
    )
    assert [text for _, _, text in found(body)] == ["In a control.", "Beside it.", "In a box."]


def test_headers_and_footers_are_furniture() -> None:
    body = (
        p("Text.")
        + '<w:sectPr><w:headerReference w:type="default" r:id="p1"/>'
        + '<w:footerReference w:type="default" r:id="p2"/></w:sectPr>'
    )
    parts = {
        "word/header1.xml": part("hdr", p("Harbour Aid")),
        "word/footer1.xml": part("ftr", p("12 Quay Street") + p("Page 3 of 9")),
    }
    assert [(kind, text) for kind, _, text in found(body, parts)] == [
        ("header", "Harbour Aid"),
        ("paragraph", "Text."),
        ("footer", "12 Quay Street"),
        ("page_number", "Page 3 of 9"),
    ]


def test_properties_give_title_and_author_where_the_text_does_not() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="urn:x" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>{}</dc:title><dc:creator>Ana Ruiz</dc:creator></cp:coreProperties>"
    )
    meta = reading(p("Text."), {"docProps/core.xml": core.format("On returns")}).meta
    assert (meta.title, meta.authors) == ("On returns", ("Ana Ruiz",))
    assert reading(p("Text."), {"docProps/core.xml": core.format("Document1")}).meta.title is None
    assert (
        reading(p("Real title", "Titel"), {"docProps/core.xml": core.format("On returns")}).meta.title == "Real title"
    )


def test_right_to_left_text_keeps_its_marks_and_its_order() -> None:
    text = "العودة الطوعية (AVR)\u200f."
    assert found(p(text)) == [("paragraph", None, text)]


def test_strict_files_are_read() -> None:
    data = packed(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<w:document xmlns:w="{STRICT}"><w:body>{p("Strictly so.")}</w:body></w:document>',
        }
    )
    assert [piece.text for piece in docx.read(data).pieces] == ["Strictly so."]


def test_a_file_inside_is_told_of_and_not_read() -> None:
    data = package(p("Outside."), {"word/embeddings/inner.docx": "anything"})
    made = docx.read(data)
    assert [piece.text for piece in made.pieces] == ["Outside."]
    assert [problem.code for problem in made.problems] == ["embedded"]


def test_a_document_without_text_is_empty() -> None:
    with pytest.raises(Empty, match="no text"):
        reading(p())


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_file_cut_short_is_corrupt(share: float) -> None:
    data = package(p("Text."))
    cut = data[: int(len(data) * share)]
    assert docx.accepts(cut)
    with pytest.raises(Corrupt, match="cut short"):
        docx.read(cut)


def test_a_damaged_member_is_corrupt() -> None:
    data = bytearray(package(p("Text that will be damaged. " * 50)))
    start = data.index(b"word/document.xml") + 40
    data[start : start + 20] = b"\xff" * 20
    with pytest.raises(Corrupt):
        docx.read(bytes(data))


def test_entities_of_its_own_are_refused() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    xml = part("document", f"<w:body>{p('&b;')}</w:body>").replace("?>\n", f"?>\n{laughs}")
    data = packed({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})
    with pytest.raises(Corrupt, match="entities"):
        docx.read(data)


def test_what_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "MAX_PART", 100_000)
    with pytest.raises(TooLarge, match="unpacks"):
        reading(p("x" * 200_000))


def test_declared_sizes_are_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "MAX_PART", 100_000)
    data = package(p("x" * 3_000_000))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    lying = data.replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little"))
    assert lying != data
    with pytest.raises((TooLarge, Corrupt)):
        docx.read(lying)


def test_a_member_with_a_password_is_encrypted() -> None:
    data = bytearray(package(p("Text.")))
    for at in (at for at in range(len(data)) if data[at : at + 4] in (b"PK\x03\x04", b"PK\x01\x02")):
        flags = at + (6 if data[at + 2] == 3 else 8)
        data[flags] |= 1
    with pytest.raises(Encrypted, match="password"):
        docx.read(bytes(data))


def test_too_deep_markup_is_corrupt() -> None:
    deep = "<w:sdt><w:sdtContent>" * 2000 + p("Deep.") + "</w:sdtContent></w:sdt>" * 2000
    with pytest.raises(Corrupt):
        reading(deep)
