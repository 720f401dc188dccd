"""CSV of the site: whole, a file, and nothing in it that a spreadsheet would run."""

import csv
import io
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
import site_example
from datasette.app import Datasette
from sqlite_utils import Database

from avr_docs.site import wanted
from avr_docs.site.csv_answers import Guard

on_one_site = pytest.mark.asyncio(loop_scope="module")

HOSTILE = [
    '=HYPERLINK("https://evil.example","See, here")',
    "+1 555 0100 or more",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
    'quoted "words"\nand\r\n=lines, with commas',
    "=first\n=second",
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def datasette(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Any]:
    path = site_example.make(tmp_path_factory.mktemp("csv") / "letters.db")
    db = Database(path)
    with db.conn:
        db["actors"].insert_all({"key": f"evil-{n:04d}", "name": text, "listed": -5} for n, text in enumerate(HOSTILE))
        db["actors"].insert_all({"key": f"more-{n:04d}", "name": f"Actor {n}", "role": "other"} for n in range(2500))
        db["document_actors"].insert_all(
            {"document": site_example.LETTER, "actor": f"evil-{n:04d}", "name": text} for n, text in enumerate(HOSTILE)
        )
        db["parties"].insert_all(
            {
                "id": f"signed-{n}",
                "document": site_example.LETTER,
                "part": "signatory",
                "position": n,
                "name": f"=Name {n}",
            }
            for n in range(1500)
        )
    db.close()
    made = Datasette([str(path)])
    await made.invoke_startup()
    yield made


def read(answer: Any) -> list[dict[str, str]]:
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))


def runs(cell: str) -> bool:
    return cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "＝")) and not cell.lstrip("+-").isdigit()


@on_one_site
@pytest.mark.parametrize(
    "arguments",
    ["", "?_stream=on", "?_dl=on", "?_labels=on", "?_stream=on&_labels=on&_dl=1", "?_size=max", "?_size=20",
     "?_header=off&_shape=array", "?_trace=1", "?_sort_desc=name", "?name__contains=%3D", "?_nofacet=1&_col=name"],
)  # fmt: skip
async def test_no_cell_of_a_table_is_run(datasette: Any, arguments: str) -> None:
    for table in ("actors", "document_actors"):
        if "name__contains" not in arguments or table == "actors":
            answer = await datasette.client.get(f"/letters/{table}.csv{arguments}")
            cells = list(csv.reader(io.StringIO(answer.content.decode(), newline="")))
            assert answer.headers["content-type"] == "text/csv; charset=utf-8"
            assert len({len(row) for row in cells}) == 1, "a row is broken"
            assert not [cell for row in cells for cell in row if runs(cell)]


@on_one_site
async def test_cells_are_as_they_were_but_for_the_guard(datasette: Any) -> None:
    found = {row["key"]: row for row in read(await datasette.client.get("/letters/actors.csv"))}
    assert [found[f"evil-{n:04d}"]["name"].removeprefix("'") for n in range(len(HOSTILE))] == HOSTILE
    assert found["evil-0000"]["listed"] == "-5", "a number is no formula"
    assert found["more-0007"]["name"] == "Actor 7"


@on_one_site
async def test_a_table_is_sent_to_its_last_row_as_a_file(datasette: Any) -> None:
    answer = await datasette.client.get("/letters/actors.csv?_size=max")
    assert len(read(answer)) > 2500
    assert answer.headers["content-disposition"] == 'attachment; filename="actors.csv"'
    assert len(read(await datasette.client.get("/letters/actors.csv?_size=20"))) == 20


@on_one_site
async def test_a_question_is_answered_to_its_last_row(datasette: Any) -> None:
    found = read(await datasette.client.get("/letters/who-signed.csv?word="))
    assert len(found) > 1500
    assert not [cell for row in found for cell in row.values() if runs(cell)]


@on_one_site
async def test_an_answer_that_is_cut_says_so_in_the_name_of_the_file(
    datasette: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wanted, "IN_A_FILE", 1200)
    answer = await datasette.client.get("/letters/who-signed.csv")
    assert len(read(answer)) == 1200
    assert answer.headers["content-disposition"] == 'attachment; filename="who-signed-first-1200-rows.csv"'


@on_one_site
async def test_what_is_no_csv_stays_as_it_is(datasette: Any) -> None:
    assert (await datasette.client.get("/letters/none.csv")).status_code == 404
    page = await datasette.client.get("/letters/actors.json?_shape=array&name__startswith=%3D")
    assert page.json()[0]["name"] == HOSTILE[0]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_pieces_may_be_cut_anywhere(size: int) -> None:
    rows = [["a", "naïve – text"], *([text, str(n)] for n, text in enumerate(HOSTILE)), ["", ""], ["-5", "+2.5e3"]]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    data, guard = out.getvalue().encode(), Guard()
    sent = b"".join(guard.feed(data[at : at + size]) for at in range(0, len(data), size)) + guard.feed(b"", last=True)
    found = list(csv.reader(io.StringIO(sent.decode(), newline="")))
    assert [[cell.removeprefix("'") for cell in row] for row in found] == rows
    assert not [cell for row in found[:-1] for cell in row if runs(cell)]
    assert found[-1] == ["-5", "+2.5e3"]


def test_records_leave_as_soon_as_they_are_whole() -> None:
    guard = Guard()
    assert guard.feed(b'a,b\r\n1,"two\r\n') == b"a,b\r\n"
    assert guard.feed(b'lines"\r\n=3') == b'1,"two\r\nlines"\r\n'
    assert guard.feed(b"", last=True) == b"'=3\r\n"
