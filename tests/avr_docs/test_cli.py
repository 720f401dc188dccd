"""The commands as a person types them: results on standard output, messages on standard error, a status to go by."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from avr_docs.cli import main

LETTER = """14 May 2024

Director General
Agency for Returns
1 Harbour Road

Dear Director General,

The agency says that every return is voluntary.1 People in the camp are told that they will be detained if they stay. We
urge you to publish the agreement with the ministry.

Yours sincerely,

A. Writer
Lake Law Centre

1 Agency for Returns, “Our work,” 3 May 2024, https://agency.example/work.
"""


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of one letter and one file that is broken, and the database built from it."""
    root = tmp_path_factory.mktemp("cli")
    corpus = root / "corpus"
    corpus.mkdir()
    (corpus / "letter.txt").write_text(LETTER, encoding="utf-8")
    (corpus / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing follows")
    (corpus / "demand_events.csv").write_text("demand,date,status,note,evidence\n", encoding="utf-8")
    built = run("build", corpus, root / "avr.db", "--workers", "1")
    (root / "build.txt").write_text(built.stdout, encoding="utf-8")
    assert built.exit_code == 1
    return root


def test_a_build_with_one_broken_file_keeps_the_others_and_says_what_failed(folder: Path) -> None:
    printed = (folder / "build.txt").read_text(encoding="utf-8")
    assert "letter\t1" in printed
    failed = printed.split("\nFailed\n")[1]
    assert failed.startswith("path\tstate\treason\nbroken.pdf\tcorrupt\tThe PDF is broken")
    assert "Traceback" not in printed


def test_nothing_is_read_again_when_nothing_has_changed(folder: Path) -> None:
    printed = run("build", folder / "corpus", folder / "avr.db", "--workers", "1").stdout
    assert printed.splitlines()[3].split("\t")[:3] == ["2", "0", "2"]


def test_extract_prints_one_line_a_document_and_names_what_failed(folder: Path) -> None:
    corpus = folder / "corpus"
    result = run("extract", corpus / "letter.txt", corpus / "broken.pdf", "--workers", "1")
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    assert json.loads(line)["meta"]["type"] == "letter"
    assert "broken.pdf: corrupt: The PDF is broken" in result.stderr


def test_tag_prints_claims_with_their_words(folder: Path) -> None:
    result = run("tag", folder / "corpus" / "letter.txt", "--workers", "1")
    document = json.loads(result.stdout)
    assert result.exit_code == 0
    assert document["notes"][0]["label"] == "1"
    for claim in document["claims"]:
        assert document["text"][claim["start"] : claim["end"]] == claim["content"]


def test_demands_are_listed_set_and_kept_over_a_rebuild(folder: Path) -> None:
    db = folder / "avr.db"
    header, first, *_ = run("demands", db).stdout.splitlines()
    key = dict(zip(header.split("\t"), first.split("\t"), strict=True))["key"]
    said = run(
        "demands", db, "set", key, "--status", "partly_met", "--note", "A summary is out", "--date", "2024-09-01"
    )
    assert said.exit_code == 0, said.output
    assert key in run("demands", db, "log").stdout
    run("build", folder / "corpus", db, "--force", "--workers", "1")
    assert f"{key}\tpartly_met\t2024-09-01" in run("demands", db, "--status", "partly_met").stdout


def test_export_writes_a_file_that_a_spreadsheet_opens(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "claims.csv"
    result = run("export", folder / "avr.db", "--format", "csv", "--out", out, "--site", "https://site.example")
    assert result.exit_code == 0
    with out.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert rows
    assert all(row["address"].startswith("https://site.example/-/avr/document/letter#s") for row in rows)


def test_the_comparison_is_a_table(folder: Path) -> None:
    header, *rows = run("compare", folder / "avr.db").stdout.splitlines()
    assert header.split("\t")[:3] == ["programme", "safeguard", "verdict"]
    assert len(rows) == 14


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("build", "none"), "none"),
        (("build", "{empty}"), "no documents"),
        (("serve", "none.db"), "avr-docs build"),
        (("compare", "{letter}"), "no SQLite database"),
        (("demands", "{db}", "--status", "unheard-of"), "status"),
        (("demands", "{db}", "set", "nokey", "--status", "met", "--note", "x"), "nokey"),
        (("demands", "{db}", "set", "nokey"), "Missing option '--status'"),
        (("export", "{db}", "--format", "papyrus"), "csv"),
        (("check", "{wrong}"), "documents.csv"),
    ],
)
def test_mistakes_have_a_plain_message_and_no_trace(
    folder: Path, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "wrong").mkdir()
    (tmp_path / "wrong" / "documents.csv").write_text("id,file,tpye\na,b.pdf,letter\n", encoding="utf-8")
    places = {
        "empty": tmp_path / "empty",
        "wrong": tmp_path / "wrong",
        "db": folder / "avr.db",
        "letter": folder / "corpus" / "letter.txt",
    }
    result = run(*(word.format(**places) for word in words))
    assert result.exit_code in (1, 2)
    assert told in result.output
    assert "Traceback" not in result.output
    assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize(
    "words",
    [
        ("serve", "{db}", "--port", "99999"),
        ("build", "{corpus}", "{db}", "--cpu-seconds", "0"),
        ("extract", "{corpus}/letter.txt", "--memory-mb", "-1"),
    ],
)
def test_a_limit_that_would_be_none_is_refused(folder: Path, words: tuple[str, ...]) -> None:
    result = run(*(word.format(db=folder / "avr.db", corpus=folder / "corpus") for word in words))
    assert result.exit_code == 2
    assert "is not in the range" in result.output


def test_a_damaged_database_is_named_without_a_trace(folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    data = bytearray((folder / "avr.db").read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    db.write_bytes(data)
    for words in (["compare", db], ["demands", db], ["build", folder / "corpus", db]):
        result = run(*words)
        assert (result.exit_code, "malformed" in result.output) == (1, True), result.output
        assert isinstance(result.exception, SystemExit)


def test_what_goes_to_a_pipe_is_utf8_on_every_system(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("avr_docs.compare.rows", lambda db, programme: [{"programme": "Retorno “asistido” \udcff"}])
    result = CliRunner(charset="cp1252").invoke(main, ["compare", str(folder / "avr.db")])
    assert result.stdout_bytes.splitlines()[1] == "Retorno “asistido” \\udcff".encode()


def test_help_needs_neither_language_model_nor_web_server() -> None:
    heavy = {"spacy", "datasette", "sklearn", "pdfplumber", "trafilatura"}
    code = f"import sys, avr_docs.cli; print(sorted({heavy!r} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"


def test_a_model_that_is_not_installed_is_told_before_anything_is_done(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("The bus left.", "utf-8")
    for command in (["build", str(tmp_path), str(tmp_path / "a.db")], ["tag", str(tmp_path / "note.txt")]):
        result = CliRunner().invoke(main, [*command, "--model", "en_no_such_model"])
        assert result.exit_code == 1
        assert "'en_no_such_model' is not installed" in result.output
        assert "Traceback" not in result.output
    assert not (tmp_path / "a.db").exists()


def test_check_prints_the_card_of_the_model(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert "en_avr 1." in result.output
    assert "UD English GUM" in result.output
    assert "F1 on GUM test" in result.output


def test_tag_writes_one_page_with_the_document_in_it(folder: Path, tmp_path: Path) -> None:
    letter, out = folder / "corpus" / "letter.txt", tmp_path / "letter.html"
    result = run("tag", letter, "--html", out, "--workers", "1")
    assert (result.exit_code, result.stdout) == (0, "")
    html = out.read_text(encoding="utf-8")
    assert html.lstrip().startswith("<!DOCTYPE html>")
    assert 'id="s3"' in html
    assert run("tag", letter, "--html", "-", "--workers", "1").stdout == html


def test_tag_explains_one_sentence_and_names_the_numbers_there_are(folder: Path) -> None:
    letter = folder / "corpus" / "letter.txt"
    told = run("tag", letter, "--explain", "1", "--workers", "1")
    assert told.exit_code == 0
    assert told.stdout.startswith("Sentence 1 of 3 (paragraph)\n  The agency says that every return is voluntary.\n")
    assert "    - “is voluntary” says that it holds\n" in told.stdout
    wrong = run("tag", letter, "--explain", "4", "--workers", "1")
    assert wrong.exit_code == 2
    assert "has no sentence 4: its sentences are 1 to 3." in wrong.stderr


def test_a_page_that_cannot_be_written_is_told_and_nothing_is_lost(folder: Path, tmp_path: Path) -> None:
    letter = folder / "corpus" / "letter.txt"
    for words, status, told in (
        ((letter, "--html", letter), 2, "is the document"),
        ((letter, letter, "--explain", "1"), 2, "take one file"),
        ((letter, "--html", tmp_path), 2, "is a directory"),
        ((letter, "--html", tmp_path / "none" / "a.html", "--workers", "1"), 1, "cannot be written"),
        ((folder / "corpus" / "broken.pdf", "--html", tmp_path / "a.html", "--workers", "1"), 1, "The PDF is broken"),
    ):
        result = run("tag", *words)
        assert (result.exit_code, told in result.stderr) == (status, True), result.output
    assert letter.read_text(encoding="utf-8") == LETTER
    assert list(tmp_path.iterdir()) == []
