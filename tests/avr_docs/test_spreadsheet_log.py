"""Rows that the tool adds to a spreadsheet beside people: as they left it, whole or not at all."""

import signal
from pathlib import Path

import pytest

from avr_docs import spreadsheet_log
from avr_docs.errors import CorpusError, LogError
from avr_docs.spreadsheet import Mistakes, lines

COLUMNS = ("demand", "date", "status", "note", "evidence")
ROW = {"demand": "k", "date": "2021-03-01", "status": "refused", "note": 'They said "no, never"; twice – señor.'}


def cells(path: Path) -> list[dict[str, str]]:
    return [line.cells for line in lines(path, COLUMNS, (), Mistakes())]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_rows_are_added_as_excel_left_the_file(tmp_path: Path, mark: str, bom: str, ending: str, last: bool) -> None:
    log = tmp_path / "log.csv"
    given = [["status", "demand", "note", "date", "evidence"], ["met", "gone", '"a; b, c"', "2020-01-01", ""]]
    text = bom + ending.join(mark.join(row) for row in given) + (ending if last else "")
    log.write_bytes(text.encode())
    spreadsheet_log.append(log, COLUMNS, [ROW])
    data = log.read_bytes().decode()
    assert data.startswith(text)
    assert data.endswith(ending)
    first, second = cells(log)
    assert first["note"] == "a; b, c"
    assert second == {**ROW, "evidence": ""}


def test_a_new_file_opens_in_excel_with_its_letters(tmp_path: Path) -> None:
    spreadsheet_log.append(tmp_path / "log.csv", COLUMNS, [{**ROW, "note": "Sí"}])
    assert (tmp_path / "log.csv").read_bytes().startswith(b"\xef\xbb\xbfdemand,date,status,note,evidence\n")


def test_a_broken_file_is_not_made_worse(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text('demand,date,status,note,evidence\na,2020-01-01,met,"open quote,\n')
    before = log.read_bytes()
    with pytest.raises(CorpusError, match="double quote"):
        spreadsheet_log.append(log, COLUMNS, [ROW])
    assert log.read_bytes() == before
    log.write_text("demand,date,status\n")
    with pytest.raises(LogError, match="has no column 'note'"):
        spreadsheet_log.append(log, COLUMNS, [ROW])
    assert log.read_bytes() == b"demand,date,status\n"


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="a limit on the size of files needs POSIX")
@pytest.mark.parametrize("room", [0, 40])
@pytest.mark.parametrize("there", [True, False])
def test_a_full_disk_leaves_no_half_row(tmp_path: Path, room: int, there: bool) -> None:
    """The system takes as many bytes as there is room for, and calls that a success."""
    import resource

    log = tmp_path / "log.csv"
    old = b"demand,date,status,note,evidence\n" if there else b""
    if there:
        log.write_bytes(old)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(old) + room, hard))
    try:
        with pytest.raises(LogError, match="Nothing was recorded"):
            spreadsheet_log.append(log, COLUMNS, [ROW])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert log.exists() == there
    assert not there or log.read_bytes() == old
