"""What a file is, by its bytes alone."""

import io
import random
import zipfile

import pytest

from extract import read
from extract.errors import Corrupt, Encrypted, ExtractError, NeedsOcr, UnsupportedFormat
from extract.sniff import encoding, kind

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def archive(*names: str, first: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        if first:
            made.writestr("mimetype", first)
        for name in names:
            made.writestr(name, "x")
    return buffer.getvalue()


FILES = {
    "pdf": b"%PDF-1.4\n%\xe2\xe3\n1 0 obj",
    "pdf after junk": b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n1 0 obj <<>> endobj",
    "docx": archive("[Content_Types].xml", "word/document.xml"),
    "docx of another main part": archive("[Content_Types].xml", "word/document2.xml"),
    "docx cut short": archive("[Content_Types].xml", "word/document.xml")[:120],
    "xlsx": archive("[Content_Types].xml", "xl/workbook.xml"),
    "pptx": archive("[Content_Types].xml", "ppt/presentation.xml"),
    "odt": archive("content.xml", first=b"application/vnd.oasis.opendocument.text"),
    "epub": archive("META-INF/container.xml", first=b"application/epub+zip"),
    "zip": archive("letter.docx", "notes.txt"),
    "encrypted-office": OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"),
    "doc": OLE + bytes(500) + "WordDocument".encode("utf-16-le"),
    "msg": OLE + bytes(500) + "__substg1.0_0037001F".encode("utf-16-le"),
    "ole": OLE + bytes(500),
    "rtf": b"{\\rtf1\\ansi Hello}",
    "png": b"\x89PNG\r\n\x1a\n" + bytes(20),
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "tiff": b"II*\x00" + bytes(20),
    "gif": b"GIF89a" + bytes(20),
    "webp": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "html": b"<!DOCTYPE html><html><body><p>Hello</p></body></html>",
    "html after a comment": b"\n<!-- saved from url -->\n<HTML><head></head>",
    "html in xml": b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
    "html fragment": b"<div class='text'><p>Hello</p></div>",
    "html with words before": b"Cached copy\n<html><body><p>Hello</p></body></html>",
    "html of two bytes a letter": "<html><body><p>Hello</p></body></html>".encode("utf-16-le"),
    "xml": b'<?xml version="1.0"?><feed><entry/></feed>',
    "email": b"Received: from a by b\nFrom: ana@example.org\nTo: ben@example.org\nSubject: Returns\n\nHello",
    "mhtml": b'From: <Saved>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html"\n\n--x',
    "text": b"A letter about 3 < 4 and <angle> brackets.\n",
    "text that is a memo": b"TO: The Director\nFROM: The Auditor\nDATE: 4 March 2019\n\nFindings follow.",
    "text in Latin-1": "Señora Peña".encode("latin-1"),
    "text of two bytes a letter": "A plain letter".encode("utf-16-le"),
    "text that is Markdown": b"<p align='center'>Logo</p>\n\n# Returns\n\n- one\n- two\n",
    "text with a tag quoted": b"The page held a <p> tag, and nothing else of note.",
    "binary": random.Random(1).randbytes(4000),
    "empty": b"",
}


@pytest.mark.parametrize("name", FILES)
def test_files_are_what_their_bytes_say(name: str) -> None:
    assert kind(FILES[name]).name == name.split()[0]


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("rtf", UnsupportedFormat, "an RTF file: .* save it as DOCX or PDF"),
        ("email", UnsupportedFormat, "an e-mail"),
        ("odt", UnsupportedFormat, "OpenDocument"),
        ("xlsx", UnsupportedFormat, "Excel"),
        ("doc", UnsupportedFormat, "old binary format"),
        ("zip", UnsupportedFormat, "unpack it"),
        ("binary", UnsupportedFormat, "unknown"),
        ("encrypted-office", Encrypted, "password"),
        ("png", NeedsOcr, "picture"),
        ("empty", Corrupt, "no bytes"),
        ("docx cut short", Corrupt, "cut short"),
    ],
)
def test_what_is_not_read_is_named_with_what_to_do(name: str, error: type[ExtractError], words: str) -> None:
    with pytest.raises(error, match=words):
        read(FILES[name], id="x", path="x.pdf")


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_unicode_encodings_are_told_without_a_mark(name: str) -> None:
    assert encoding("Señora Peña returned.".encode(name)) == name


def test_eight_bits_are_no_unicode() -> None:
    assert encoding("Señora Peña".encode("cp1252")) is None


def test_any_bytes_have_a_kind() -> None:
    chance = random.Random(3)
    beginnings = [data[: chance.randint(1, 60)] for data in FILES.values()]
    for _ in range(2000):
        kind(chance.choice(beginnings) + chance.randbytes(chance.randint(0, 200)))
