"""PDF: characters with their places to pieces in reading order, by pdfplumber and pdfminer."""

import io
import logging
import re
from collections.abc import Iterator
from itertools import chain, count
from typing import Any

import pdfplumber
from pdfminer.pdfpage import PDFPage
from pdfplumber.page import Page as PlumberPage

from extract.document import Meta, Page, Problem, Reading
from extract.errors import Corrupt, Empty, Encrypted, ExtractError, NeedsOcr
from extract.layout.pieces import PageLines, page_lines, pieces
from extract.normalise import clean
from extract.readers.pdf_page import page_glyphs
from extract.readers.pdf_trust import Trust

NAME = "pdf"
MEDIA_TYPE = "application/pdf"

# What these libraries find wrong inside a file goes to the log, thousands of lines at times; here it is a Problem.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

#: A page with fewer characters than this, and a picture over most of it, is a picture.
FEW_CHARACTERS = 40


def accepts(data: bytes) -> bool:
    """Whether the bytes begin as a PDF does; up to 1,024 bytes of junk before it are allowed, as readers do."""
    return b"%PDF-" in data[:1024]


def read(data: bytes) -> Reading:
    """The pieces of a PDF.

    Raises Corrupt, Encrypted, NeedsOcr where (almost) all pages are pictures, Empty where there is nothing on them.
    """
    document, pages, repaired = _opened(data)
    return _read(document, pages, repaired)


def _opened(data: bytes) -> tuple[Any, Iterator[Any], bool]:
    """The document, its pages one after the other, and whether its objects had to be searched for."""
    failure: Exception | None = None
    for source in (data, None):
        repaired = source is None
        source = source if source is not None else _rebuilt(data)
        if source is None:
            break
        try:
            document = pdfplumber.open(io.BytesIO(source), raise_unicode_errors=False)
            pages = PDFPage.create_pages(document.doc)
            first = next(pages, None)
            if first is not None:
                return document, chain((first,), pages), repaired
        except Exception as error:
            failure = failure or error
            _refuse_encrypted(error)
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


def _read(document: Any, pdf_pages: Iterator[Any], repaired: bool) -> Reading:
    problems: list[Problem] = []
    if repaired:
        problems.append(Problem(code="repaired", message="The file is damaged; its pages were found by searching it."))
    trust = Trust()
    read: list[PageLines] = []
    pages: list[Page] = []
    failures: list[Exception] = []
    for number, result in _pages(document, pdf_pages):
        if isinstance(result, Exception):
            failures.append(result)
            name = type(_cause(result)).__name__
            problems.append(Problem(code="page_unreadable", message=f"This page is broken ({name}).", page=number))
            pages.append(Page(number=number))
            continue
        glyphs, lines = result
        pages.append(Page(number=number, width=round(glyphs.width, 2), height=round(glyphs.height, 2)))
        trust.page(glyphs)
        read.append(lines)
    if failures and not read:
        _refuse_encrypted(failures[0])
        raise _corrupt(failures[0]) from failures[0]
    found = pieces(read)
    if not found or (len(trust.pictures) == len(read) and trust.characters < FEW_CHARACTERS * len(read)):
        if failures:
            raise _corrupt(failures[0]) from failures[0]
        raise _nothing(trust, repaired)
    text = " ".join(piece.text for piece in found)
    return Reading(
        reader=NAME,
        media_type=MEDIA_TYPE,
        pieces=tuple(found),
        pages=tuple(pages),
        meta=_meta(document, text),
        problems=(*problems, *trust.problems()),
        suspect=trust.suspect(text),
    )


def _pages(document: Any, pdf_pages: Iterator[Any]) -> Iterator[tuple[int, Any]]:
    """Each page's number with its glyphs and lines, or with the exception that reading it raised.

    Each is closed before the next is read: open ones keep 7 MB each.
    """
    before: PageLines | None = None
    for number in count(1):
        page = None
        try:
            pdf_page = next(pdf_pages, None)
            if pdf_page is None:
                return
            pdf_page.attrs["MediaBox"] = list(pdf_page.mediabox)  # a default, where the file gives none
            page = PlumberPage(document, pdf_page, page_number=number)
            glyphs = page_glyphs(page)
            before = page_lines(glyphs, before=before)
            yield number, (glyphs, before)
        except (MemoryError, ExtractError):
            raise
        except Exception as error:
            yield number, error
            if page is None:
                return  # the tree of pages itself is broken here
        finally:
            if page is not None:
                page.close()


def _nothing(trust: Trust, repaired: bool) -> ExtractError:
    if repaired:
        return Corrupt("The PDF is broken: there are pages in it, but nothing on them can be read. Get the file again.")
    if trust.undecoded:
        return NeedsOcr(
            "The text is drawn with fonts whose letters are not known. Run character recognition on it first."
        )
    if trust.any_picture:
        return NeedsOcr("The pages are pictures without a text layer. Run character recognition on the file first.")
    if trust.hidden:
        return Empty(f"No text that can be seen: {trust.hidden_words()}.")
    return Empty("The pages have no text and no pictures.")


def _meta(document: Any, text: str) -> Meta:
    """The title of the file's own properties, where the document says it too: programs fill it in by themselves."""
    title = document.metadata.get("Title") if isinstance(document.metadata, dict) else None
    if not isinstance(title, str):
        return Meta()
    title = " ".join(clean(title).split())
    said = re.sub(r"\W+", "", title).casefold()
    if not 8 < len(title) < 300 or " " not in title or said not in re.sub(r"\W+", "", text[:20_000]).casefold():
        return Meta()
    return Meta(title=title)
