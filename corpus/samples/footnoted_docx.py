"""A DOCX with real footnotes, written part by part, since python-docx cannot make them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from source import MARK, Paragraph

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = "application/vnd.openxmlformats-package"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MARKUP = re.compile(r"(\*\*|\*|\[\^\d+\])")
RAISED = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
#: Styles of the paragraphs by their sign; "!Title" names one itself, and "!Table" is where the table stands.
STYLES = {"#": "Heading1", "##": "Heading2", "1.": "ListNumber", "": "Normal"}
#: Parts beside the document: name and kind.
PARTS = {
    "styles": "styles",
    "footnotes": "footnotes",
    "numbering": "numbering",
    "header1": "header",
    "footer1": "footer",
}


def write(
    path: Path,
    paragraphs: Sequence[Paragraph],
    notes: Mapping[str, str],
    *,
    table: Sequence[Sequence[str]],
    title: str,
    authors: str,
    date: tuple[int, int, int],
) -> None:
    """Writes the file; the same text always gives the same bytes."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            {
                "word/document": f"{R}/officeDocument",
                "docProps/core": f"{PACKAGE}/relationships/metadata/core-properties",
            }
        ),
        "docProps/core.xml": _properties(title, authors, date),
        "word/document.xml": _document(paragraphs, table),
        "word/_rels/document.xml.rels": _relations({name: f"{R}/{kind}" for name, kind in PARTS.items()}),
        "word/styles.xml": _styles(),
        "word/footnotes.xml": _footnotes(notes),
        "word/numbering.xml": _numbering(),
        "word/header1.xml": f'{HEAD}<w:hdr xmlns:w="{W}">{_paragraph("Normal", MARK)}</w:hdr>',
        "word/footer1.xml": f'{HEAD}<w:ftr xmlns:w="{W}"><w:p>{_page_number()}</w:p></w:ftr>',
    }
    with ZipFile(path, "w") as package:
        for name, text in parts.items():
            entry = ZipInfo(name, date_time=(*date, 9, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            package.writestr(entry, text)


def _runs(text: str) -> Iterator[str]:
    bold = italic = False
    for part in MARKUP.split(text):
        if part == "**":
            bold = not bold
        elif part == "*":
            italic = not italic
        elif part.startswith("[^"):
            yield f'<w:r>{RAISED}<w:footnoteReference w:id="{part[2:-1]}"/></w:r>'
        elif part:
            how = "<w:b/>" * bold + "<w:i/>" * italic
            how = f"<w:rPr>{how}</w:rPr>" if how else ""
            yield f'<w:r>{how}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>'


def _paragraph(style: str, text: str, *, before: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{before}{"".join(_runs(text))}</w:p>'


def _table(rows: Sequence[Sequence[str]]) -> str:
    grid = "".join(f'<w:gridCol w:w="{5200 if n == 0 else 1400}"/>' for n in range(len(rows[0])))
    found = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{_paragraph('Normal', cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{found}</w:tbl>'


def _document(paragraphs: Sequence[Paragraph], table: Sequence[Sequence[str]]) -> str:
    parts = [
        _table(table) if sign == "!Table" else _paragraph(STYLES.get(sign, sign[1:]), text) for sign, text in paragraphs
    ]
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" '
        'w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
    )
    return f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{"".join(parts)}{section}</w:body></w:document>'


def _footnotes(notes: Mapping[str, str]) -> str:
    rules = "".join(
        f'<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for id, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    mark = f"<w:r>{RAISED}<w:footnoteRef/></w:r>"
    found = "".join(
        f'<w:footnote w:id="{label}">{_paragraph("FootnoteText", " " + text, before=mark)}</w:footnote>'
        for label, text in notes.items()
    )
    return f'{HEAD}<w:footnotes xmlns:w="{W}">{rules}{found}</w:footnotes>'


def _style(id: str, name: str, *, kind: str = "paragraph", paragraph: str = "", run: str = "") -> str:
    default = ' w:default="1"' if name == "Normal" else ""
    based = '<w:basedOn w:val="Normal"/>' if kind == "paragraph" and not default else ""
    paragraph = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    return (
        f'<w:style w:type="{kind}"{default} w:styleId="{id}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
        f"{paragraph}<w:rPr>{run}</w:rPr></w:style>"
    )


def _styles() -> str:
    def size(points: float) -> str:
        return f'<w:sz w:val="{round(2 * points)}"/>'

    styles = (
        _style("Normal", "Normal", paragraph='<w:spacing w:after="140"/>', run=size(11)),
        _style("Title", "Title", paragraph='<w:spacing w:after="240"/>', run="<w:b/>" + size(20)),
        _style("Subtitle", "Subtitle", run=size(12)),
        _style("Heading1", "heading 1", paragraph='<w:keepNext/><w:outlineLvl w:val="0"/>', run="<w:b/>" + size(15)),
        _style("Heading2", "heading 2", paragraph='<w:keepNext/><w:outlineLvl w:val="1"/>', run="<w:b/>" + size(12.5)),
        _style("Caption", "caption", run="<w:i/>" + size(10)),
        _style("ListNumber", "List Number", paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>'),
        _style("FootnoteText", "footnote text", run=size(9)),
        _style("FootnoteReference", "footnote reference", kind="character", run='<w:vertAlign w:val="superscript"/>'),
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/></w:style>',
    )
    return f'{HEAD}<w:styles xmlns:w="{W}">{"".join(styles)}</w:styles>'


def _numbering() -> str:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
        '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>'
    )
    return (
        f'{HEAD}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def _content_types() -> str:
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{kind}+xml"/>'
        for name, kind in {"document": "document.main", **PARTS}.items()
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="{TYPES}.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{parts}'
        f'<Override PartName="/docProps/core.xml" ContentType="{TYPES}.core-properties+xml"/></Types>'
    )


def _relations(targets: Mapping[str, str]) -> str:
    found = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{name}.xml"/>'
        for n, (name, kind) in enumerate(targets.items(), 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{found}</Relationships>'


def _properties(title: str, authors: str, date: tuple[int, int, int]) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(authors)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{date[0]}-{date[1]:02}-{date[2]:02}T09:00:00Z</dcterms:created>'
        "</cp:coreProperties>"
    )


def _page_number() -> str:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{at}"/></w:r>' for at in ("begin", "end"))
    return f"{begin}<w:r><w:instrText>PAGE</w:instrText></w:r>{end}"
