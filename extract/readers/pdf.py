"""PDF: characters with their places to pieces in reading order, by pdfplumber and pdfminer."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pdfplumber

from extract.document import Meta, Page, Problem, Reading
from extract.errors import Corrupt, Empty, Encrypted, ExtractError, NeedsOcr
from extract.layout.pieces import PageLines, page_lines, pieces
from extract.normalise import clean
from extract.readers.pdf_page import page_glyphs
from extract.readers.pdf_trust import Trust

NAME = "pdf"
MEDIA_TYPE = "application/pdf"

#: A page with fewer characters than this, and a picture over most of it, is a picture.
FEW_CHARACTERS = 40
#: The part of a page that a picture covers when the page is a picture.
PICTURE = 0.35


def accepts(data: bytes) -> bool:
    """Whether the bytes begin as a PDF does; up to 1,024 bytes of junk before it are allowed, as readers do."""
    return b"%PDF-" in data[:1024]


def read(data: bytes) -> Reading:
    """The pieces of a PDF.

    Raises Corrupt, Encrypted, NeedsOcr where (almost) all pages are pictures, Empty where there is nothing on them.
    """
    document, repaired = _opened(data)
    with document:
        return _read(document, repaired)


def _opened(data: bytes) -> tuple[Any, bool]:
    """The pdfplumber document, and whether its table of contents of objects had to be made anew."""
    try:
        document = pdfplumber.open(io.BytesIO(data), raise_unicode_errors=False)
        if len(document.pages) > 0:
            return document, False
        failure: Exception | None = None
    except Exception as error:
        failure = error
        _refuse_encrypted(error)
    rebuilt = _rebuilt(data)
    if rebuilt is not None:
        try:
            document = pdfplumber.open(io.BytesIO(rebuilt), raise_unicode_errors=False)
            if len(document.pages) > 0:
                return document, True
        except Exception as error:
            failure = failure or error
    if failure is None:
        raise Corrupt("The PDF has no pages: it is broken or was cut short. Get the file again.")
    raise _corrupt(failure) from failure


def _cause(error: BaseException) -> BaseException:
    """The error itself; pdfplumber wraps it in one whose text is empty."""
    while error.args and isinstance(error.args[0], BaseException):
        error = error.args[0]
    return error


def _refuse_encrypted(error: Exception) -> None:
    name = type(_cause(error)).__name__
    if name == "PDFPasswordIncorrect":
        raise Encrypted(
            "The PDF is locked: a password is needed to open it. Save a copy without a password."
        ) from error
    if name == "PDFEncryptionError":
        raise Encrypted(
            "The PDF is encrypted in a way that cannot be opened (PDFEncryptionError). Save a copy without encryption."
        ) from error


def _corrupt(error: Exception) -> Corrupt:
    cause = _cause(error)
    told = " ".join(str(cause).split())[:120]
    return Corrupt(
        f"The PDF is broken ({type(cause).__name__}{': ' + clean(told) if told else ''}). "
        "Get the file again, or open it in a viewer and print it to a new PDF."
    )


def _rebuilt(data: bytes) -> bytes | None:
    """The file with its tables of objects hidden and one trailer that names the root, so that objects are searched for.

    Files whose last table is cut off open with no pages at all, though every object is there.
    """
    if b"/Encrypt" in data:
        return None
    roots: list[bytes] = re.findall(rb"/Root\s+(\d+\s+\d+)\s+R", data)
    roots = roots or re.findall(rb"(\d+\s+\d+)\s+obj\s*<<[^>]{0,2000}?/Type\s*/Catalog", data)
    if not roots:
        return None
    hidden = data.replace(b"startxref", b"startxxxx").replace(b"trailer", b"trailxx")
    return b"".join((hidden, b"\ntrailer\n<</Root ", roots[-1], b" R>>\n"))


def _read(document: Any, repaired: bool) -> Reading:
    problems: list[Problem] = []
    if repaired:
        problems.append(Problem(code="repaired", message="The file is damaged; its pages were found by searching it."))
    trust = Trust()
    read: list[PageLines] = []
    pages: list[Page] = []
    failures: list[Exception] = []
    for number, result in _pages(document):
        if isinstance(result, Exception):
            failures.append(result)
            name = type(_cause(result)).__name__
            problems.append(Problem(code="page_unreadable", message=f"This page is broken ({name}).", page=number))
            pages.append(Page(number=number))
            continue
        pages.append(Page(number=number, width=round(result.width, 2), height=round(result.height, 2)))
        trust.page(result)
        read.append(page_lines(result))
    if failures and not read:
        _refuse_encrypted(failures[0])
        raise _corrupt(failures[0]) from failures[0]
    problems += trust.problems()
    found = pieces(read)
    if trust.characters == 0 or not found:
        raise _nothing(trust)
    if trust.pictures and len(trust.pictures) == len(read) and trust.characters < FEW_CHARACTERS * len(read):
        raise _nothing(trust)
    text = " ".join(piece.text for piece in found)
    return Reading(
        reader=NAME,
        media_type=MEDIA_TYPE,
        pieces=tuple(found),
        pages=tuple(pages),
        meta=_meta(document),
        problems=tuple(problems),
        suspect=trust.suspect(text),
    )


def _pages(document: Any) -> Iterator[tuple[int, Any]]:
    """Each page's number with its glyphs, or with the exception that reading it raised; closed before the next."""
    for number, page in enumerate(document.pages, start=1):
        try:
            yield number, page_glyphs(page)
        except (MemoryError, ExtractError):
            raise
        except Exception as error:
            yield number, error
        finally:
            page.close()


def _nothing(trust: Trust) -> ExtractError:
    if trust.pictures or trust.any_picture:
        return NeedsOcr("The pages are pictures without a text layer. Run character recognition on the file first.")
    if trust.hidden:
        return Empty(f"No text that can be seen: {trust.hidden_words()}.")
    return Empty("The pages have no text and no pictures.")


def _meta(document: Any) -> Meta:
    """What the file's own properties say; programs fill them in by themselves, so only a likely title is taken."""
    title = document.metadata.get("Title") if isinstance(document.metadata, dict) else None
    if not isinstance(title, str):
        return Meta()
    title = " ".join(clean(title).split())
    if re.search(r"\.(?:docx?|pdf|indd|qxd|wpd|rtf|tex|p65)\b|^(?:microsoft|untitled|slide)|\\", title, re.IGNORECASE):
        return Meta()
    return Meta(title=title) if 4 < len(title) < 300 and " " in title else Meta()
