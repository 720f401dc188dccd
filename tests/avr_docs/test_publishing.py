"""What a database for the public holds, and above all what it does not."""

import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import publish_example
import pytest
from publish_example import DOCUMENTS, ID
from sqlite_utils import Database

from avr_docs import publishing
from avr_docs.publishing import PublishError, place
from avr_docs.publishing.shown import NOT_SHOWN

ROOT = Path(__file__).parents[2]
CANARY = re.compile(r"zq([a-z]+?)qz")
#: Of these, whatever the document's text, the words are facts about it.
FACTS = {"title", "publisher", "licence", "number", "url", "sha"}


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_example.make(tmp_path_factory.mktemp("private") / "avr.db")


@pytest.fixture(scope="module")
def report(private: Path, tmp_path_factory: pytest.TempPathFactory) -> publishing.Report:
    return publishing.publish(private, tmp_path_factory.mktemp("public") / "public.db")


@pytest.fixture(scope="module")
def public(report: publishing.Report) -> Database:
    return Database(sqlite3.connect(f"{report.target.as_uri()}?mode=ro", uri=True))


def canaries(path: Path) -> set[str]:
    """The canaries in the values, the search indexes and the bytes of the file, without their "zq" and "qz"."""
    found = {canary for text in publish_example.words_of(path) for canary in CANARY.findall(text.casefold())}
    return found | {canary.decode() for canary in re.findall(rb"zq([a-z]+?)qz", path.read_bytes().lower())}


def of(document: str, found: set[str]) -> set[str]:
    return {each.removeprefix(document) for each in found if each.startswith(document)}


def test_every_canary_of_a_full_document_is_there_but_folders_and_fingerprints(
    private: Path, report: publishing.Report
) -> None:
    before, after = (of("full", canaries(path)) for path in (private, report.target))
    assert before - after == {"fingerprint"}
    assert "folderfull" in canaries(private)
    assert "folderfull" not in canaries(report.target)


def test_of_a_document_whose_text_is_not_shown_only_facts_are_there(report: publishing.Report) -> None:
    assert of("none", canaries(report.target)) == FACTS


def test_of_a_quoted_document_only_the_claims_sentence_and_note_are_there(report: publishing.Report) -> None:
    found = of("quotes", canaries(report.target))
    its = {"claim", "actor", "note", "authors", "ruling"} | {each for each in found if each.startswith("note")}
    assert found == FACTS | its
    assert not any(each.startswith("other") for each in found)


def test_of_a_document_that_is_held_back_nothing_is_there(private: Path, report: publishing.Report) -> None:
    assert of("withheld", canaries(private))
    assert not of("withheld", canaries(report.target))
    assert ID["withheld"].encode() not in report.target.read_bytes()
    assert not {"programme", "unused"} & canaries(report.target)


def test_nothing_of_staff_or_of_the_folder_is_there(report: publishing.Report) -> None:
    kept_back = {"internal", "leaked", "mistaken", "back", "who", "recorded", "gone", "corpus", "folder"}
    assert not kept_back & canaries(report.target)


def test_nothing_of_it_lies_beside_the_file_either(report: publishing.Report) -> None:
    for file in report.target.parent.iterdir():
        if file != report.target:
            found = set(CANARY.findall(file.read_text().casefold()))
            assert found <= {f"{name}{fact}" for name in ("full", "quotes", "none") for fact in ("title", "url")}


def test_claims_stay_as_facts(public: Database) -> None:
    (claim,) = public.query("select * from claims where id = ?", [f"{ID['none']}-c"])
    facts = {name: claim[name] for name in ("kind", "page", "score", "sentence", "actor")}
    assert facts == {"kind": "stated", "page": 1, "score": 0.9, "sentence": f"{ID['none']}-s-claim", "actor": None}
    assert (claim["content"], claim["source"], claim["cue"], claim["start"], claim["source_end"]) == (
        *(NOT_SHOWN, NOT_SHOWN, None, None, None),
    )
    statuses = "select status from claim_safeguards where claim like ?"
    assert [each["status"] for each in public.query(statuses, [f"{ID['none']}%"])] == ["in_place", "demanded"]
    (demand,) = public.query("select * from demands where key = 'demand-none'")
    assert (demand["text"], demand["addressee"], demand["status"]) == (NOT_SHOWN, None, "open")


def test_places_are_those_of_the_text_that_is_shown(public: Database) -> None:
    for table, column in (("sentences", "text"), ("notes", "text"), ("claims", "content"), ("names", "text")):
        for row in public.query(f"select t.*, d.text as whole from [{table}] t join documents d on d.id = t.document"):
            if row["start"] is None:
                assert row[column] == NOT_SHOWN or row["end"] is None
            elif row["kind"] != "demanded" if table == "claims" else True:
                assert row["whole"][row["start"] : row["end"]] == row[column]
    (text,) = public.execute("select text from documents where id = ?", [ID["quotes"]]).fetchone()
    assert text.startswith(f"{NOT_SHOWN} The agency")
    assert f"\n\n{NOT_SHOWN} Interview" in text
    first = "select min(start) from blocks where document = ?"
    assert public.execute(first, [ID["quotes"]]).fetchone() == (0,)
    (blocks,) = public.execute("select count(*) from blocks where document = ?", [ID["quotes"]]).fetchone()
    assert blocks == 2


def test_a_comparison_counts_what_remains(public: Database, private: Path) -> None:
    rows = {(row["programme"], row["safeguard"]): row for row in public.query("select * from comparisons")}
    assert rows.keys() == {("rap", "counsel"), ("rap", "choice")}
    counts = rows["rap", "choice"]
    assert (counts["stated"], counts["demanded"], counts["documents"], counts["documents_read"]) == (3, 3, 3, 3)
    assert {row["programme"] for row in Database(private).query("select programme from documents")} == {"rap", "secret"}
    (work,) = public.query("select * from works where docket = '12/34'")
    assert (work["citations"], work["documents"], work["status"]) == (3, 3, "annulled")


def test_a_source_known_by_words_that_are_not_shown_has_no_name(public: Database) -> None:
    (row,) = public.query(
        "select w.* from works w join citations c on c.work = w.key where c.id = ?", [f"{ID['none']}-q-note"]
    )
    assert row["key"].startswith("unnamed-")
    assert (row["type"], row["title"], row["author"]) == ("interview", None, None)


def test_the_log_tells_what_may_be_told(public: Database, report: publishing.Report) -> None:
    assert [row["note"] for row in public.query("select note from demand_events")] == [
        "Asked in public.",
        "A public letter.",
    ]
    (demand,) = public.query("select status, status_date from demands where key = 'demand-full'")
    assert demand == {"status": "stalled", "status_date": "2024-04-01"}
    assert report.entries_left_out == 4


def test_the_publication_says_how_much_is_shown(public: Database, report: publishing.Report) -> None:
    (row,) = public.query("select * from publication")
    shown = {name: row[name] for name in ("documents", "full", "quotes", "none", "withheld", "sentences_shown")}
    assert shown == {"documents": 3, "full": 1, "quotes": 1, "none": 1, "withheld": 1, "sentences_shown": 4}
    assert report.cut == {ID["quotes"]: 1}
    told = {
        row["document"]: row["message"] for row in public.query("select * from problems where id like 'published:%'")
    }
    assert "1 more such sentence is left out, since no more than 30% of its words are quoted." in told[ID["quotes"]]
    assert told[ID["none"]].startswith("The publisher’s text is not shown here; read it where it was published.")


def test_the_file_is_whole_packed_and_closed(report: publishing.Report) -> None:
    connection = sqlite3.connect(report.target)
    assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert connection.execute("pragma foreign_key_check").fetchall() == []
    assert connection.execute("pragma journal_mode").fetchone() == ("delete",)
    assert connection.execute("pragma freelist_count").fetchone() == (0,)
    connection.close()
    names = {"public.db", "SHA256SUMS", "datapackage.json", "inspect.json", "metadata.yml"}
    assert {file.name for file in report.target.parent.iterdir()} == names


def test_the_check_sums_are_those_of_the_files(report: publishing.Report) -> None:
    done = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=report.target.parent, check=False)
    assert done.returncode == 0


def test_publishing_again_is_the_same_but_for_the_time(
    private: Path, report: publishing.Report, tmp_path: Path
) -> None:
    target = tmp_path / "public.db"
    publishing.publish(private, target)
    publishing.publish(private, target)
    one, other = (
        {name: list(Database(path)[name].rows) for name in Database(path).table_names() if name != "publication"}
        for path in (report.target, target)
    )
    assert one == other


def test_where_all_is_shown_nothing_changes(private: Path, tmp_path: Path) -> None:
    own = tmp_path / "avr.db"
    own.write_bytes(private.read_bytes())
    db = Database(own)
    db.execute("update documents set republish = 'full', withheld = 0")
    db.conn.commit()
    publishing.publish(own, tmp_path / "public.db")
    for table in ("sentences", "blocks", "notes", "claims", "parties", "names", "note_comments", "actor_mentions"):
        one, other = (list(each[table].rows_where(order_by="id")) for each in (Database(tmp_path / "public.db"), db))
        assert one == other


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("update runs set finished = null", "A build of .* is under way or was ended"),
        ("create table publication (id)", "is a published database"),
        (
            "update works set status_note = (select text from sentences where document like '%none%')",
            "works.status_note",
        ),
        ("update programmes set name = (select text from notes where document like '%withheld%')", "programmes.name"),
        ("update documents set licence = '/zq/' where 0", None),
    ],
)
def test_what_must_not_be_published_is_refused(private: Path, tmp_path: Path, change: str, message: str | None) -> None:
    own = tmp_path / "avr.db"
    own.write_bytes(private.read_bytes())
    db = Database(own)
    db.execute("update works set status = 'annulled'")
    db.execute(change)
    db.conn.commit()
    target = tmp_path / "out" / "public.db"
    if message is None:
        publishing.publish(own, target)
        return
    with pytest.raises(PublishError, match=message):
        publishing.publish(own, target)
    assert not list(target.parent.iterdir())


def test_a_path_of_this_machine_is_refused(private: Path, tmp_path: Path) -> None:
    own = tmp_path / "avr.db"
    own.write_bytes(private.read_bytes())
    db = Database(own)
    db.execute("update runs set model = ?", [str(tmp_path.resolve() / "model")])
    db.conn.commit()
    with pytest.raises(PublishError, match=re.escape(str(tmp_path.resolve()))):
        publishing.publish(own, tmp_path / "public.db")


def test_other_files_are_left_alone(private: Path, tmp_path: Path) -> None:
    target = tmp_path / "public.db"
    target.write_text("mine")
    with pytest.raises(PublishError, match="was not made by"):
        publishing.publish(private, target)
    with pytest.raises(PublishError, match="the database itself"):
        publishing.publish(private, private)
    with pytest.raises(PublishError, match="is a folder"):
        publishing.publish(private, tmp_path)
    with pytest.raises(PublishError, match=r"ends in \.db"):
        publishing.publish(private, tmp_path / "public.txt")
    target.unlink()
    (tmp_path / "metadata.yml").write_text("title: Mine")
    with pytest.raises(PublishError, match=r"metadata\.yml lies there"):
        publishing.publish(private, target)
    assert (tmp_path / "metadata.yml").read_text() == "title: Mine"
    assert not target.exists()
    other = publish_example.make(tmp_path / "other.db")
    with pytest.raises(PublishError, match="was not made by"):
        publishing.publish(private, other)


def test_what_was_published_before_stays_where_publishing_fails(
    private: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "public.db"
    publishing.publish(private, target)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}

    def fail(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(publishing.package, "write_sums", fail)
    with pytest.raises(OSError, match="no room"):
        publishing.publish(private, target)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
    assert place.is_published(target)


def test_the_data_package_describes_the_file(report: publishing.Report, public: Database) -> None:
    package = json.loads((report.target.parent / "datapackage.json").read_text())
    tables = {each["dialect"]["table"]: each for each in package["resources"]}
    assert "publication" in tables
    for name, resource in tables.items():
        assert (resource["path"], resource["rowCount"]) == ("public.db", public[name].count)
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert fields == [column.name for column in public[name].columns]
        assert all(field["description"] for field in resource["schema"]["fields"])
        assert set(resource["schema"]["primaryKey"]) <= set(fields)
        for key in resource["schema"]["foreignKeys"]:
            assert key["reference"]["resource"] in {each["name"] for each in tables.values()}
    assert {source["title"] for source in package["sources"]} == {
        f"zq{name}titleqz" for name in DOCUMENTS if name != "withheld"
    }
    assert package["licenses"][0]["title"]
    assert all(re.fullmatch(r"[a-z0-9._-]+", each["name"]) for each in package["resources"])


def test_what_datasette_need_not_count_is_what_it_would_have_counted(report: publishing.Report, tmp_path: Path) -> None:
    said = json.loads((report.target.parent / "inspect.json").read_text())
    command = [sys.executable, "-m", "datasette", "inspect", str(report.target)]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stdout)
    assert said["public"].pop("file") == "public.db"
    del theirs["public"]["file"]
    assert said == theirs
    assert said["public"]["tables"]["documents"] == {"count": len(DOCUMENTS) - 1}
