"""Tagged claims for spreadsheets and programs."""

import csv
import io
import json
from pathlib import Path

import pytest
from made import BODY, NOTES, database, tagged
from sqlite_utils import Database

from avr_docs import export, store
from avr_docs.corpus import Row
from avr_docs.errors import StoreError
from avr_docs.export.csv_files import COLUMNS, guarded

SITE = "https://example.org/"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    facts = {"publisher": "Group", "url": "https://example.org/letter", "programme": "way-home"}
    row = Row(id="letter 1", file="letter.txt", **facts)
    database(tmp_path / "a.db", tagged("memo", body=["Título"]), (tagged("letter 1"), row)).close()
    return tmp_path / "a.db"


def lines(path: Path, out: Path, **options: str) -> list[dict[str, object]]:
    export.write(path, "jsonl", out, **options)
    return [json.loads(line) for line in out.read_text().splitlines()]


def test_a_claim_with_all_that_stands_around_it(path: Path, tmp_path: Path) -> None:
    found = lines(path, tmp_path / "c.jsonl", site=SITE)
    ids = [row["claim"] for row in found]
    assert len(set(ids)) == 3
    work = {"author": ["Ana Ruiz"], "title": "Tickets Home", "issued": "2020", "url": "https://example.org/ruiz"}
    assert found[0] == {
        "claim": ids[0],
        "document": "letter 1",
        "title": BODY[0],
        "type": "letter",
        "publisher": "Group",
        "date": "2020-05-04",
        "url": "https://example.org/letter",
        "page": 1,
        "sentence": BODY[1],
        "content": BODY[1],
        "kind": "stated",
        "source": "The Return Office",
        "source_role": "implementer",
        "actor": "return-office",
        "actor_name": "Return Office",
        "attribution": "author",
        "certainty": "asserted",
        "cue": "says",
        "programme": "way-home",
        "tagger": "rules",
        "score": 1.0,
        "safeguards": {"voluntariness": "in_place"},
        "footnotes": [{"label": "1", "text": NOTES[0]}],
        "citations": [work],
        "address": "https://example.org/-/avr/document/letter%201#s2",
    }
    assert found[1]["footnotes"] == [{"label": "2", "text": "Id."}]
    assert found[1]["citations"] == [work], "what Id. stands for"
    assert found[1]["actor_name"] is None


def test_without_a_site_addresses_begin_at_its_root(path: Path, tmp_path: Path) -> None:
    assert lines(path, tmp_path / "c.jsonl")[2]["address"] == "/-/avr/document/letter%201#s4"


def test_csv_opens_in_excel(path: Path, tmp_path: Path) -> None:
    assert export.write(path, "csv", tmp_path / "c.csv", site=SITE) == 3
    data = (tmp_path / "c.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfclaim,document,title,")
    first, *_ = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert list(first) == list(COLUMNS)
    assert (first["safeguards"], first["footnotes"]) == ("voluntariness: in_place", "1")
    assert first["footnote_texts"] == f"1: {NOTES[0]}"
    assert first["citations"] == "Ana Ruiz: Tickets Home (2020) https://example.org/ruiz"
    assert first["address"] == "https://example.org/-/avr/document/letter%201#s2"


def test_both_formats_hold_the_same_claims(path: Path, tmp_path: Path) -> None:
    export.write(path, "csv", tmp_path / "c.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "c.csv").read_text("utf-8-sig"), newline="")))
    found = lines(path, tmp_path / "c.jsonl")
    assert [row["claim"] for row in rows] == [row["claim"] for row in found]
    assert set(found[0]) == set(COLUMNS) - {"footnote_texts"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", " =", "\n@"])
def test_no_text_of_a_document_is_run_as_a_formula(start: str, tmp_path: Path) -> None:
    text = f'{start}HYPERLINK("https://evil.example", "x") says so'
    database(tmp_path / "a.db", tagged(body=["Title", text], notes=[])).close()
    export.write(tmp_path / "a.db", "csv", tmp_path / "c.csv")
    (row,) = csv.DictReader(io.StringIO((tmp_path / "c.csv").read_bytes().decode("utf-8-sig"), newline=""))
    assert row["content"] == f"'{text}"
    assert lines(tmp_path / "a.db", tmp_path / "c.jsonl")[0]["content"] == text


def test_numbers_are_no_formulas() -> None:
    assert [guarded(value) for value in (-1.5, None, 3, "a-b", "1-2")] == [-1.5, None, 3, "a-b", "1-2"]


def test_no_claims_give_a_header(tmp_path: Path) -> None:
    store.create(tmp_path / "a.db").close()
    assert export.write(tmp_path / "a.db", "csv", tmp_path / "c.csv") == 0
    assert (tmp_path / "c.csv").read_text("utf-8-sig").strip() == ",".join(COLUMNS)


def test_to_standard_output(path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert export.write(path, "jsonl") == 3
    assert len(capsysbinary.readouterr().out.splitlines()) == 3


def test_what_cannot_be_done_is_said(path: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no format 'xlsx'\. There are: csv, jsonl, csl, "):
        export.write(path, "xlsx")
    with pytest.raises(StoreError, match="is a folder"):
        export.write(path, "csv", tmp_path)
    with pytest.raises(StoreError, match="cannot be written"):
        export.write(path, "csv", tmp_path / "none" / "c.csv")
    with pytest.raises(StoreError, match="is the database"):
        export.write(path, "csv", path)


def test_an_export_that_fails_leaves_the_old_file(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "c.jsonl").write_text("the old one")

    def broken(db: Database, *, site: str | None) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("avr_docs.export.jsonl.claims", broken)
    with pytest.raises(KeyboardInterrupt):
        export.write(path, "jsonl", tmp_path / "c.jsonl")
    assert (tmp_path / "c.jsonl").read_text() == "the old one"
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_other_packages_can_add_a_format(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "counting_format.py").write_text(
        "NAME, SUFFIX = 'count', '.txt'\n"
        "def export(db, out, *, site=None):\n"
        "    out.write(str(db.table('claims').count).encode())\n"
        "    return db.table('claims').count\n"
    )
    package = tmp_path / "counting-1.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: counting\nVersion: 1\n")
    (package / "entry_points.txt").write_text("[avr_docs.exporters]\ncount = counting_format\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert export.names() == ["csv", "jsonl", "csl", "bibtex", "ris", "bibliography", "count"]
    export.write(path, "count", tmp_path / "n.txt")
    assert (tmp_path / "n.txt").read_text() == "3"
