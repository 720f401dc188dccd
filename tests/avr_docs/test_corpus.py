"""The corpus folder: spreadsheets as people save them, and whatever files lie beside them."""

import hashlib
from pathlib import Path

import pytest

from avr_docs import corpus
from avr_docs.corpus import Corpus, slug
from avr_docs.errors import CorpusError

DOCUMENTS = "id,file,url,title,type,publisher,date,programme,republish,sample\n"
PROGRAMMES = "id,name,aliases,host,implementer,from,to\nway-home,Way Home,WH; Way Home scheme,north,office,2018-01,\n"
ACTORS = "key,name,aliases,role\nnorth,Northland,,government\noffice,Return Office,RO;the Office,implementer\n"


def folder(tmp_path: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path


def read(tmp_path: Path, **files: str | bytes) -> Corpus:
    return corpus.read(folder(tmp_path, {f"{name}.csv": content for name, content in files.items()}))


def mistakes(tmp_path: Path, **files: str | bytes) -> list[str]:
    with pytest.raises(CorpusError) as caught:
        read(tmp_path, **files)
    return str(caught.value).splitlines()


def test_a_plain_folder_of_documents_is_a_corpus(tmp_path: Path) -> None:
    found = corpus.read(folder(tmp_path, {"b/Second Letter.txt": "x", "First.pdf": b"%PDF", "b/c/third.html": "x"}))
    assert [(row.id, row.file, row.line) for row in found.documents] == [
        ("first", "First.pdf", None),
        ("second-letter", "b/Second Letter.txt", None),
        ("third", "b/c/third.html", None),
    ]
    assert found.problems == ()


def test_what_is_no_document_is_left_out(tmp_path: Path) -> None:
    names = ["~$draft.docx", ".DS_Store", ".hidden/a.txt", "make.py", "README.md", "other.csv", "avr.db", "avr.db-wal"]
    names += ["Thumbs.db", "__pycache__/x.txt", "page.html.part", "readme.txt"]
    found = corpus.read(folder(tmp_path, dict.fromkeys([*names, "letter.txt"], "x")))
    assert [row.file for row in found.documents] == ["letter.txt"]


def test_a_row_can_name_a_file_that_is_else_left_out(tmp_path: Path) -> None:
    folder(tmp_path, {"README.txt": "x", "figures.csv": "x"})
    found = read(tmp_path, documents="id,file\nreadme,README.txt\nfigures,figures.csv\n")
    assert [row.file for row in found.documents] == ["README.txt", "figures.csv"]


STATUS = "url,doi,docket,title,status,date,note,source\n"


def test_what_became_of_works(tmp_path: Path) -> None:
    listed = (
        "http://www.a.org/r/?utm_source=x,https://doi.org/10.1000/ABC,,A report,retracted,2021,Data made up,Journal\n"
        ",10.1000/xyz,,,corrected,,,Journal\n,,25244/18,,annulled,2021-07-13,,Court\n"
    )
    found = read(tmp_path, works_status=STATUS + listed).works_status
    assert [(work.url, work.doi, work.docket, work.title, work.status) for work in found] == [
        ("https://a.org/r", "10.1000/abc", None, "A report", "retracted"),
        (None, "10.1000/xyz", None, None, "corrected"),
        (None, None, "25244/18", None, "annulled"),
    ]
    assert (found[0].date, found[0].note, found[0].source) == ("2021", "Data made up", "Journal")
    assert read(tmp_path / "none", documents=DOCUMENTS).works_status == ()


def test_mistakes_about_works_are_told_all_at_once(tmp_path: Path) -> None:
    listed = "x.org,11.1/a,,,cancelled,13/07/2021,,\n,,,,dead,,Gone,Staff\n"
    assert mistakes(tmp_path, works_status=STATUS + listed) == [
        "works_status.csv, line 2, column 5 (status): 'cancelled' is not one of dead, retracted, annulled, superseded, "
        "corrected, disputed, withdrawn, overturned.",
        "works_status.csv, line 2, column 1 (url): 'x.org' is not an address that begins with http:// or https://.",
        "works_status.csv, line 2, column 2 (doi): '11.1/a' is no DOI; it begins with 10. and holds a slash, as "
        "10.1000/182.",
        "works_status.csv, line 2, column 8 (source): 'source' must not be blank.",
        "works_status.csv, line 2, column 6 (date): '13/07/2021' is not a date; write it as 2019-07-30, 2019-07 or "
        "2019.",
        "works_status.csv, line 3, column 1 (url): a row needs a url, doi, docket or title, by which "
        "the work is known.",
    ]


CHECKS = "url,state,http_status,last_seen,archived_url,archived,final_url,checked,note\n"


def test_of_two_checks_of_an_address_the_later_row_holds(tmp_path: Path) -> None:
    rows = "http://b.org/,good,200,2024-01-02,,,,2024-01-02,\nhttp://a.org/,gone,404,,,,,2024-01-03,Not Found.\n"
    rows += "http://b.org/,refused,403,2024-01-02,,,,2024-02-02,Forbidden.\n"
    found = read(tmp_path, link_checks=CHECKS + rows).link_checks
    assert [(check.url, check.state, check.http_status, check.last_seen) for check in found] == [
        ("http://a.org/", "gone", 404, None),
        ("http://b.org/", "refused", 403, "2024-01-02"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{CHECKS}http://a.org/,good,2x,,,,,2024-01-01,\n", "column 3 (http_status): '2x' is no status of HTTP"),
        (f"{CHECKS}http://a.org/,good\n", "column 8 (checked): 'checked' must not be blank. The row is left out."),
        (f"{CHECKS},good,,,,,,2024-01-01,\n", "column 1 (url): 'url' must not be blank."),
        (f'{CHECKS}"http://a.org/,good\n', "Look for a double quote that is not closed"),
        ("address,result\n", "no column 'url' or 'state' or 'checked'"),
    ],
)
def test_what_is_wrong_with_checks_of_addresses_stops_no_build(tmp_path: Path, text: str, message: str) -> None:
    found = read(tmp_path, link_checks=text)
    assert found.link_checks == ()
    assert message in found.warnings[0]


def test_facts_of_a_row(tmp_path: Path) -> None:
    folder(tmp_path, {"samples/letter.txt": "x"})
    row = "l1,samples/letter.txt,https://example.org/l,A letter,letter,Group,2019-07,way-home,no,Yes\n"
    found = read(tmp_path, documents=DOCUMENTS + row, programmes=PROGRAMMES, actors=ACTORS)
    (document,) = found.documents
    assert (document.id, document.type, document.date, document.line) == ("l1", "letter", "2019-07", 2)
    assert (document.sample, document.republish, document.publisher) == (True, "none", "Group")
    setting = found.setting(document)
    assert setting.programme is not None
    assert setting.programme.aliases == ("WH", "Way Home scheme")
    assert (setting.programme.implementer, setting.programme.from_date, setting.programme.to_date) == (
        "office",
        "2018-01",
        None,
    )
    assert [actor.aliases for actor in setting.actors] == [(), ("RO", "the Office")]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_csv_as_excel_writes_it_in_any_country(tmp_path: Path, mark: str, bom: bytes, newline: str) -> None:
    lines = [["key", "name", "aliases", "role"], [" a ", '"Büro\nNord"', '"B1; B2"', " media"], ["", "", "", ""]]
    text = newline.join(mark.join(cells) for cells in lines) + newline
    (actor,) = read(tmp_path, actors=bom + text.encode()).actors
    assert (actor.key, actor.name, actor.aliases, actor.role) == ("a", "Büro\nNord", ("B1", "B2"), "media")


def test_excel_may_say_its_delimiter_in_a_first_line(tmp_path: Path) -> None:
    (actor,) = read(tmp_path, actors="sep=;\r\nkey;name;role\r\na;A, B;media\r\n").actors
    assert actor.name == "A, B"


def test_every_mistake_is_named_with_its_place(tmp_path: Path) -> None:
    folder(tmp_path, {"a.txt": "x"})
    rows = "a,a.txt,,,leter,,30/07/2019,nowhere,maybe,\n\nb b,../b.txt,ftp://example.org,,,,2019-02-30,,,\n"
    found = mistakes(tmp_path, documents=DOCUMENTS + rows, programmes=PROGRAMMES)
    assert [message.removeprefix("documents.csv, ") for message in found] == [
        "line 2, column 8 (programme): 'nowhere' is not the id of a programme in programmes.csv (way-home).",
        "line 2, column 5 (type): 'leter' is not one of letter, memo, report, press_release, news, other.",
        "line 2, column 7 (date): '30/07/2019' is not a date; write it as 2019-07-30, 2019-07 or 2019.",
        "line 2, column 9 (republish): 'maybe' is not one of full, quotes, none (or yes, which is full, and no, none).",
        "line 4, column 2 (file): '../b.txt' must be a path within the corpus folder.",
        "line 4, column 3 (url): 'ftp://example.org' is not an address that begins with http:// or https://.",
        "line 4, column 1 (id): 'b b' must be of letters a-z, digits, '.', '_' and '-', "
        "and begin with a letter or digit.",
        "line 4, column 7 (date): '2019-02-30' is not a date; write it as 2019-07-30, 2019-07 or 2019.",
    ]


def test_lines_are_counted_as_the_file_has_them(tmp_path: Path) -> None:
    (message,) = mistakes(tmp_path, actors='key,name,role\na,"two\nlines",media\nb,B,none\n')
    assert message.startswith("actors.csv, line 4, column 3 (role): 'none' is not one of implementer, government,")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "documents",
            "id,url\na,https://x.org\na,https://y.org\n",
            "line 3, column 1 (id): 'a' stands on line 2 already.",
        ),
        ("actors", "key,name,role\na,A,media\na,B,media\n", "line 3, column 1 (key): 'a' stands on line 2 already."),
        ("documents", "id,url,progamme\n", "line 1, column 3: 'progamme' is no column; is it 'programme'"),
        ("actors", "key,name\na,A\n", "line 1: no column 'role'. The columns are key, name, aliases, role."),
        ("actors", "key,name,role\na,A,B,media\n", "line 2: 4 cells under 3 columns; "),
        ("documents", "id,title\na,A title\n", "line 2: a row needs a file or a url."),
        ("documents", "id,url,url\na,,\n", "line 1, column 3: 'url' stands twice."),
        ("documents", "id,url\n,https://x.org\n", "line 2, column 1 (id): a row needs an id"),
        ("documents", "id,file\na,C:\\a.txt\n", "line 2, column 2 (file): 'C:/a.txt' must be"),
        ("actors", 'key,name,role\na,"A,media\nb,B,media\n', "line 2: unexpected end of data. Look for"),
        ("actors", b"key,name,role\na,B\xfcro,media\n", "line 2: not UTF-8. Save it in Excel as 'CSV UTF-8"),
        ("actors", "key,name,role\n".encode("utf-16"), "line 1: not UTF-8."),
        ("programmes", "id,name,host\np,P,nobody\n", ""),
        ("demand_events", "demand,date,status\nk,2020-01-01,done\n", "line 2, column 3 (status): 'done' is not"),
    ],
)
def test_one_mistake(tmp_path: Path, name: str, text: str | bytes, message: str) -> None:
    if not message:  # without actors.csv, keys of actors cannot be checked
        assert read(tmp_path, **{name: text}).programmes[0].host == "nobody"
    else:
        assert mistakes(tmp_path, **{name: text})[0].startswith(f"{name}.csv, {message}")


def test_programmes_name_actors_that_are_listed(tmp_path: Path) -> None:
    (message,) = mistakes(tmp_path, actors=ACTORS, programmes="id,name,host\np,P,south\n")
    assert message.endswith("'south' is not the key of an actor in actors.csv (north, office).")


def test_columns_of_their_own_are_welcome(tmp_path: Path) -> None:
    assert read(tmp_path, documents="id,url,remarks\na,https://x.org,ask Ana\n").documents[0].id == "a"


def test_a_row_without_its_file_is_told_and_stops_nothing(tmp_path: Path) -> None:
    folder(tmp_path, {"b.txt": "x"})
    found = read(tmp_path, documents="id,file,url\na,a.txt,\nb,b.txt,\nc,,https://x.org/c\n")
    assert [(row.id, row.missing, found.path(row)) for row in found.documents] == [
        ("a", True, None),
        ("b", False, tmp_path / "b.txt"),
        ("c", False, None),
    ]
    (problem,) = found.problems
    assert (problem.code, problem.document) == ("missing_file", "a")
    assert "line 2" in problem.message
    assert "'a.txt'" in problem.message


def test_a_fetched_file_that_is_named_by_the_id_belongs_to_its_row(tmp_path: Path) -> None:
    folder(tmp_path, {"fetched/a.html": "x"})
    (row,) = read(tmp_path, documents="id,url\na,https://x.org/a\n").documents
    assert (row.file, row.url) == ("fetched/a.html", "https://x.org/a")


def test_ids_are_made_unique_by_the_folder_and_the_least_deep_keeps_its_own(tmp_path: Path) -> None:
    files = dict.fromkeys(["x/letter.txt", "letter.pdf", "letter.txt", "y/letter.txt", "x/memo.txt"], "x")
    ids = {row.file: row.id for row in corpus.read(folder(tmp_path, files)).documents}
    assert ids == {
        "letter.pdf": "letter",
        "letter.txt": "letter-txt",
        "x/letter.txt": "x-letter",
        "y/letter.txt": "y-letter",
        "x/memo.txt": "memo",
    }


def test_an_id_that_a_row_has_is_not_given_to_a_file(tmp_path: Path) -> None:
    folder(tmp_path, {"letter.txt": "x", "sub/other.txt": "x"})
    found = read(tmp_path, documents="id,file\nletter,sub/other.txt\n")
    assert [(row.id, row.file) for row in found.documents] == [
        ("letter", "sub/other.txt"),
        ("letter-txt", "letter.txt"),
    ]


def test_slugs() -> None:
    assert slug("Carta a la Señora Núñez, 2019 (1)") == "carta-a-la-senora-nunez-2019-1"
    assert slug("отчёт 2019") != slug("письмо 2019")
    assert slug("отчёт").startswith("document-")


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside = folder(tmp_path / "outside", {"secret.txt": "x", "more/secret.txt": "x"})
    inside = folder(tmp_path / "corpus", {"real.txt": "x"})
    (inside / "link.txt").symlink_to(outside / "secret.txt")
    (inside / "more").symlink_to(outside / "more")
    (inside / "alias.txt").symlink_to(inside / "real.txt")
    found = corpus.read(inside)
    assert [row.file for row in found.documents] == ["alias.txt", "real.txt"]
    assert found.warnings == (
        "link.txt is a link out of the corpus folder: left out.",
        "more is a link to a folder: left out.",
    )


def test_links_in_a_circle_and_to_nothing_are_told(tmp_path: Path) -> None:
    folder(tmp_path, {"real.txt": "x"})
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "c.txt").symlink_to(tmp_path / "gone.txt")
    found = corpus.read(tmp_path)
    assert [row.file for row in found.documents] == ["real.txt"]
    assert found.warnings == tuple(f"{name}.txt is a link to nothing: left out." for name in "abc")


def test_a_checksum_is_held_against_the_file(tmp_path: Path) -> None:
    folder(tmp_path, {"a.txt": "as it was", "b.txt": "changed"})
    sums = [hashlib.sha256(text).hexdigest() for text in (b"as it was", b"as it was")]
    found = read(tmp_path, documents=f"id,file,sha256\na,a.txt,{sums[0].upper()}\nb,b.txt,{sums[1]}\n")
    (problem,) = found.problems
    assert (problem.code, problem.document) == ("checksum", "b")


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="is not there"):
        corpus.read(tmp_path / "none")
    with pytest.raises(CorpusError, match="is a file: give the folder"):
        corpus.read(folder(tmp_path, {"a.txt": "x"}) / "a.txt")
