"""The samples under corpus/samples: made anew they are the same, they say what they are, and the corpus lists them."""

import importlib.util
import re
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pdfplumber
import pytest

from avr_docs import corpus

FOLDER = Path(__file__).parents[1] / "corpus"
SAMPLES = FOLDER / "samples"
SCRIPT = SAMPLES / "make_samples.py"
LETTER = SAMPLES / "letter-2021-09-14-coalition-to-iara.pdf"
MEMO = SAMPLES / "memo-2022-03-21-legal-position.pdf"
STATEMENT = SAMPLES / "statement-2021-10-05-iara-safeguards.pdf"
REPORT = SAMPLES / "report-2023-05-home-again.docx"
SCAN = SAMPLES / "scan-2022-06-notice-to-participants.pdf"
MARK = re.compile(r"(?i)(sample written for|ejemplo escrito para) (the avr-docs project|el proyecto avr-docs)")


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    """The script, loaded by its path; what it puts before the path of modules is taken away again."""
    before, known = list(sys.path), set(sys.modules)
    spec = importlib.util.spec_from_file_location("make_samples", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.path[:] = before
    for name in set(sys.modules) - known:
        if str(SAMPLES) in str(getattr(sys.modules[name], "__file__", None)):
            del sys.modules[name]


@cache
def pages_of(path: Path) -> tuple[str, ...]:
    with pdfplumber.open(path) as pdf:
        return tuple(page.extract_text(x_tolerance=1.5) for page in pdf.pages)


def text_of(path: Path) -> str:
    """The text of a sample as plainly as it can be had, without this project's readers."""
    if path.suffix == ".pdf":
        return "\n".join(pages_of(path))
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            parts = [package.read(name).decode() for name in package.namelist() if name.startswith("word/")]
        return re.sub(r"<[^>]+>", " ", " ".join(parts))
    return path.read_text(encoding="utf-8")


def listed() -> list[Path]:
    return [FOLDER / row.file for row in corpus.read(FOLDER).documents if row.sample and row.file]


def test_made_anew_the_samples_are_the_same(script: ModuleType, tmp_path: Path) -> None:
    made = script.make(tmp_path / "made")
    again = script.make(tmp_path / "again")
    assert [path.read_bytes() for path in made] == [path.read_bytes() for path in again]
    assert sorted(path.name for path in made) == sorted(path.name for path in (LETTER, MEMO, REPORT, SCAN, STATEMENT))
    for path in made:
        # Another version of zlib or FreeType packs or draws otherwise; the words and their number of pages stay.
        same = path.read_bytes() == (SAMPLES / path.name).read_bytes()
        assert same or text_of(path) == text_of(SAMPLES / path.name), path.name


def test_the_corpus_lists_every_sample_and_nothing_is_wrong_with_it() -> None:
    found = corpus.read(FOLDER)
    assert found.problems == ()
    files = {path for path in SAMPLES.iterdir() if path.is_file() and path.suffix != ".py"}
    assert set(listed()) == files
    for row in found.documents:
        assert row.sample == row.id.startswith("sample-")
        assert row.republish == ("full" if row.sample else "none")
        assert not row.withheld
        assert row.licence, row.id
        assert row.sample or (row.url and row.archive_url and row.archive_url.endswith(row.url)), row.id


@pytest.mark.parametrize("path", listed(), ids=lambda path: path.name)
def test_each_says_that_it_is_a_sample(path: Path) -> None:
    if path == SCAN:
        with pdfplumber.open(path) as pdf:
            assert "avr-docs" in pdf.metadata["Subject"]  # its page says so in the picture
    else:
        assert MARK.search(text_of(path)), path.name


def test_they_are_small_and_long_enough_to_show_something() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.iterdir() if path.is_file()) < 600_000
    words = sum(len(re.sub(r"<[^>]+>", " ", text_of(path)).split()) for path in listed())
    assert 5_000 < words < 9_000


def test_the_letter_has_four_pages_and_a_note_that_runs_over_one() -> None:
    pages = pages_of(LETTER)
    assert len(pages) == 4
    assert "11 See supra note 1. Asked by email" in pages[1]
    assert "counted two. If both had worked" in pages[2].replace("\n", " ")
    assert pages[2].index("counted two. If both") > pages[2].index("Third, at least four")


def test_the_letter_raises_its_markers_and_the_memo_sets_them_higher() -> None:
    assert rises(LETTER)
    assert not rises(MEMO)


def rises(path: Path) -> bool:
    with pdfplumber.open(path) as pdf:
        return any(b" Ts" in stream.get_data() for page in pdf.pages for stream in page.page_obj.contents)


def test_an_address_is_broken_over_lines() -> None:
    broken = [line for line in text_of(LETTER).splitlines() if re.search(r"https?://\S+[/-]$", line)]
    assert len(broken) >= 2


def test_the_scan_has_no_text() -> None:
    assert text_of(SCAN).strip() == ""


def test_the_report_has_real_footnotes() -> None:
    with zipfile.ZipFile(REPORT) as package:
        body, notes = (package.read(f"word/{name}.xml").decode() for name in ("document", "footnotes"))
    labels = re.findall(r'<w:footnoteReference w:id="(\d+)"', body)
    assert labels == [str(n) for n in range(1, 10)]
    assert all(f'<w:footnote w:id="{label}">' in notes for label in labels)


def test_the_statement_is_set_with_ligatures() -> None:
    with pdfplumber.open(STATEMENT) as pdf:
        assert "\ufb01" in {char["text"] for char in pdf.pages[0].chars}
