"""What a file is, told from its bytes alone: names lie, and a `.pdf` is often a saved web page."""

import codecs
import io
import re
import zipfile
from typing import NamedTuple

from extract.errors import Corrupt, Encrypted, ExtractError, NeedsOcr, TooLarge, UnsupportedFormat

#: The most members of a ZIP archive: Word writes some dozens.
MAX_MEMBERS = 20_000
#: How much of a text is looked at, in bytes, to tell what it is.
HEAD = 65_536


class Format(NamedTuple):
    """A format: its name within this package, what to call it, and why it is not read (None where a reader may)."""

    name: str
    called: str = ""
    error: type[ExtractError] | None = None
    advice: str = ""

    def refusal(self) -> ExtractError | None:
        """The error that says what the file is and what to do, for a format that is not read."""
        if self.error is None:
            return None
        return self.error(f"This is {self.called}: {self.advice}.")


_CONVERT = "it is not read yet; save it as DOCX or PDF"
_PICTURE = "the text of pictures is not read yet; run text recognition (OCR) and save it as a PDF with a text layer"
_NO_DOCUMENT = "it is no document; give the file of the document itself"


def _other(name: str, called: str, advice: str = _CONVERT) -> Format:
    return Format(name, called, UnsupportedFormat, advice)


def _picture(name: str, called: str) -> Format:
    return Format(name, f"a picture ({called})", NeedsOcr, _PICTURE)


EMPTY = Format("empty", "an empty file", Corrupt, "it has no bytes; get it again from where it came")
PDF, DOCX, HTML, TEXT = Format("pdf"), Format("docx"), Format("html"), Format("text")
BINARY = _other("binary", "a file of an unknown binary format", "open it where it was made and save it as PDF or DOCX")
XML = _other("xml", "an XML file of a kind that is not read", "save it as HTML, DOCX or PDF")
EMAIL = _other(
    "email", "an e-mail message", "print it to PDF, or save its text and each attachment as files of their own"
)
MHTML = _other("mhtml", "a web archive (MHTML)", "save the page as HTML")
CROWDED = Format("zip", "a ZIP archive with too many members", TooLarge, f"more than {MAX_MEMBERS:,} are not opened")
ENCRYPTED_OFFICE = Format(
    "encrypted-office", "an Office document with a password", Encrypted, "open it and save a copy without the password"
)

#: Beginnings of files, the longest that fits wins.
_MAGIC: dict[bytes, Format] = {
    b"{\\rtf": _other("rtf", "an RTF file"),
    b"\x89PNG\r\n\x1a\n": _picture("png", "PNG"),
    b"\xff\xd8\xff": _picture("jpeg", "JPEG"),
    b"GIF87a": _picture("gif", "GIF"),
    b"GIF89a": _picture("gif", "GIF"),
    b"II*\x00": _picture("tiff", "TIFF"),
    b"MM\x00*": _picture("tiff", "TIFF"),
    b"\x00\x00\x00\x0cjP  ": _picture("jpeg2000", "JPEG 2000"),
    b"AT&TFORM": Format("djvu", "a DjVu file", UnsupportedFormat, "save it as a PDF with a text layer"),
    b"%!PS": _other("postscript", "a PostScript file", "convert it to PDF"),
    b"\xffWPC": _other("wordperfect", "a WordPerfect document"),
    b"Rar!": _other("rar", "a RAR archive", "unpack it and give its files"),
    b"7z\xbc\xaf\x27\x1c": _other("7z", "a 7z archive", "unpack it and give its files"),
    b"\x1f\x8b": _other("gzip", "a gzip archive", "unpack it and give its files"),
    b"BZh": _other("bzip2", "a bzip2 archive", "unpack it and give its files"),
    b"\xfd7zXZ\x00": _other("xz", "an xz archive", "unpack it and give its files"),
    b"SQLite format 3\x00": _other("sqlite", "an SQLite database", _NO_DOCUMENT),
    b"ID3": _other("mp3", "a sound recording (MP3)", "give a transcript of it"),
    b"OggS": _other("ogg", "a sound recording (Ogg)", "give a transcript of it"),
    b"\x7fELF": _other("program", "a program", _NO_DOCUMENT),
}
#: Streams whose name in a legacy Office container tells what it holds.
_OLE_STREAMS: dict[str, Format] = {
    "EncryptedPackage": ENCRYPTED_OFFICE,
    "WordDocument": _other("doc", "a Word document of the old binary format (.doc)"),
    "Workbook": _other("xls", "an Excel workbook of the old binary format (.xls)", "save what is text in it as PDF"),
    "PowerPoint Document": _other("ppt", "a PowerPoint presentation of the old binary format", "save it as PDF"),
    "__substg1.0_": _other("msg", "an Outlook message (.msg)", "save it as PDF, and each attachment as a file"),
}
#: Members that tell what a ZIP archive holds.
_ZIP_MEMBERS: tuple[tuple[str, Format], ...] = (
    ("word/", DOCX),
    ("xl/", _other("xlsx", "an Excel workbook", "save what is text in it as PDF")),
    ("ppt/", _other("pptx", "a PowerPoint presentation", "save it as PDF")),
    ("Index/Document.iwa", _other("pages", "an Apple Pages document")),
    ("FixedDocSeq.fdseq", _other("xps", "an XPS file", "save it as PDF")),
)
_MIMETYPES: tuple[tuple[bytes, Format], ...] = (
    (b"application/vnd.oasis.opendocument.text", _other("odt", "an OpenDocument text (ODT)")),
    (b"application/vnd.oasis.opendocument", _other("odf", "an OpenDocument file", "save it as PDF")),
    (b"application/epub+zip", _other("epub", "an e-book (EPUB)", "save it as PDF or HTML")),
)
_ARCHIVE = _other("zip", "a ZIP archive", "unpack it and give its files")
_OLE = _other("ole", "an Office file of the old binary format")


def kind(data: bytes) -> Format:
    """What the bytes are. Never raises, and reads no more of an archive than its list of members."""
    if not data:
        return EMPTY
    head = data[:HEAD]
    if re.match(rb"[\s\x00]*%PDF", head[:1024]) or (re.search(rb"%PDF-\d", head[:1024]) and b" obj" in data):
        return PDF
    for magic in sorted(_MAGIC, key=len, reverse=True):
        if head.startswith(magic):
            return _MAGIC[magic]
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return _zip(data)
    if head.startswith(bytes.fromhex("d0cf11e0a1b11ae1")):
        return next((held for name, held in _OLE_STREAMS.items() if name.encode("utf-16-le") in data), _OLE)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _picture("webp", "WebP")
    if head[4:8] == b"ftyp":
        heic = head[8:12] in (b"heic", b"heix", b"mif1", b"avif")
        return _picture("heic", "HEIC") if heic else _other("video", "a film or recording", "give a transcript of it")
    if head[257:262] == b"ustar":
        return _other("tar", "a tar archive", "unpack it and give its files")
    return _text(head, data)


def encoding(data: bytes) -> str | None:
    """The Unicode encoding of a text, by its byte order mark or by where its zero bytes stand; None if it is neither.

    A text that is valid UTF-8 is "utf-8". What is left is an encoding of eight bits, or no text.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return name
    head = data[: HEAD & ~3]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(head) >= 8 and max(even, odd) > len(head) / 5:
        if even > len(head) / 5 and odd > len(head) / 5:
            return "utf-32-le" if head[0] else "utf-32-be"
        if min(even, odd) < len(head) / 100:
            return "utf-16-le" if odd > even else "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _zip(data: bytes) -> Format:
    if data[30:38] == b"mimetype":
        content = data[38:120]
        for mimetype, held in _MIMETYPES:
            if mimetype in content:
                return held
    if data.count(b"PK\x01\x02") > MAX_MEMBERS:
        return CROWDED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        # Cut short: names stand in the members' own headers too, so the reader can say that it is a broken DOCX.
        names = [name.decode("cp437") for name in re.findall(rb"PK\x03\x04.{26}([ -~]{4,64}?\.[a-z]{3,4})", data, re.S)]
    if any(name.lower() == "[content_types].xml" for name in names) or any(name.startswith("word/") for name in names):
        for prefix, held in _ZIP_MEMBERS:
            if any(name.startswith(prefix) for name in names):
                return held
    for prefix, held in _ZIP_MEMBERS[3:]:
        if any(name.startswith(prefix) for name in names):
            return held
    return _ARCHIVE


_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?(.*)")
#: Header fields that a letter or memo typed as text does not have, though it may have From, To, Date and Subject.
_MAIL_ONLY = frozenset(
    {"received", "return-path", "message-id", "mime-version", "content-type", "content-transfer-encoding"}
    | {"delivered-to", "in-reply-to", "references", "x-mailer", "x-priority", "dkim-signature"}
)
_MAIL_ANY = frozenset({"from", "to", "subject", "date", "cc", "reply-to", "sender"})
_PROLOGUE = re.compile(r"(?:\s|<!--.*?(?:-->|\Z)|<\?xml[^>]*>)+", re.DOTALL)
_PAGE = re.compile(r"<!doctype\s+html|<(?:html|head|body|title|meta|frameset)\b", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"<(?:article|main|section|header|nav|div|p|h[1-6]|table|ul|ol|dl|blockquote|center|span|a|b|i|em|strong|font|br|hr"
    r"|img|script|style|link|base|form|pre|figure|template)\b[^>]{0,2000}>",
    re.IGNORECASE,
)
_ANYWHERE = re.compile(r"<(?:html|body)\b[^>]{0,2000}>|</(?:html|body)\s*>", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|```|\* \S|- \S|\d+\. \S)", re.MULTILINE)


def _text(head: bytes, data: bytes) -> Format:
    """What a file without a magic number is."""
    name = encoding(data)
    start = head.decode(name or "latin-1", "replace").lstrip("\ufeff\x00 \t\r\n")
    if not name and _is_binary(head):
        return BINARY
    if name and not name.startswith(("utf-16", "utf-32")) and _is_binary(head):
        return BINARY
    mail = _mail(start)
    if mail is not None:
        return mail
    begins = start[_PROLOGUE.match(start).end() :] if _PROLOGUE.match(start) else start  # type: ignore[union-attr]
    if _PAGE.match(begins):
        return HTML
    if start.startswith("<?xml") or re.match(r"<!DOCTYPE|<\w+:\w+|<(?:svg|rss|feed|TEI)\b", begins):
        return HTML if re.search(r"<(?:\w+:)?html\b", begins[:4096]) else XML
    if _FRAGMENT.match(begins) and len(_MARKDOWN.findall(start)) < 2:
        return HTML
    tail = data[-4096:].decode(name or "latin-1", "replace") if not (name or "").startswith("utf-16") else ""
    return HTML if len(_ANYWHERE.findall(start) + _ANYWHERE.findall(tail)) >= 2 else TEXT


def _is_binary(head: bytes) -> bool:
    """More than one byte of fifty is a control character that no text has."""
    controls = sum(head.count(byte) for byte in range(32) if byte not in b"\t\n\r\x0b\x0c\x1b\x08")
    return controls * 50 > len(head)


def _mail(start: str) -> Format | None:
    names: set[str] = set()
    values = ""
    for number, line in enumerate(start[:16_384].split("\n")):
        line = line.rstrip("\r")
        if (number == 0 and line.startswith("From ")) or (names and line.startswith((" ", "\t"))):
            values += line.lower()
            continue
        header = _HEADER.fullmatch(line)
        if header is None:
            break
        names.add(header[1].lower())
        values += line.lower()
    if not (names & _MAIL_ONLY) or len(names & (_MAIL_ONLY | _MAIL_ANY)) < 2:
        return None
    if "multipart/related" in values and ("text/html" in values or "snapshot-content-location" in names):
        return MHTML
    return EMAIL
