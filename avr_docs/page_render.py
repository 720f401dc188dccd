"""A program of its own that looks at one page of a PDF, so that a hostile one ends this process and no other.

It reads one request as a line of JSON, and answers with a line of JSON, after which the bytes of the picture follow.
`page_images` starts it.
"""

import ctypes
import hashlib
import io
import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from avr_docs.limits import Limits, limited

#: What looking at one page may cost.
LIMITS = Limits(cpu_seconds=10, wall_seconds=20, memory_mb=700)
#: The picture in pixels: as wide as a page of A4 at 150 dots an inch, and no higher than this.
WIDE, HIGH = 1240, 2600
MEDIA_TYPE = "image/webp"
QUALITY = 82
#: Pages that boxes are drawn on have a few thousand characters; a page made to take time has millions.
MOST_CHARACTERS = 200_000
#: A text that runs over a page's end is known again by so many of its letters, and so large a part of it, at the least.
ENOUGH_LETTERS, ENOUGH_PART = 24, 0.25
#: Corners of boxes are asked for on a page that is so many units wide and high.
FINE = 100_000

Box = list[float]


class Refused(Exception):
    """The page cannot be shown: `code` for the program, the message for a person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def main() -> None:
    """Answers the one request on standard input."""
    asked = json.loads(sys.stdin.buffer.readline())
    picture = b""
    try:
        with limited(LIMITS):
            said, picture = answer(asked)
    except Refused as refusal:
        said = {"error": refusal.code, "message": str(refusal)}
    except MemoryError:
        said = {"error": "memory", "message": "The page needs more memory than one page may have here."}
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + picture)
    sys.stdout.buffer.flush()


def answer(asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """What is asked for of one page: its size in points, where the words of `words` stand, its picture.

    Raises:
        Refused: the file has gone or changed, is no PDF that can be opened, or has no such page.
    """
    pdf = _opened(_bytes(Path(asked["path"]), asked["sha256"]))
    pages, number = len(pdf), asked["page"]
    if not 1 <= number <= pages:
        counted = "1 page" if pages == 1 else f"{pages:,} pages"
        raise Refused("no_page", f"The document has {counted}; there is no page {number}.")
    last = min(pages, number + asked.get("more", 0))
    said: dict[str, Any] = {
        "pages": pages,
        "sizes": [pdf.get_page_size(each - 1) for each in range(number, last + 1)],
        "media_type": MEDIA_TYPE,
    }
    try:
        if asked.get("words"):
            said["boxes"] = boxes(pdf[number - 1], asked["words"])
        return said, _picture(pdf[number - 1]) if asked.get("picture") else b""
    except pypdfium2.PdfiumError as error:
        raise Refused("broken", f"Page {number} of the file is broken and cannot be drawn.") from error


def _bytes(path: Path, sha256: str) -> bytes:
    try:
        data = path.read_bytes() if path.stat().st_size <= LIMITS.max_bytes else b""
    except OSError as error:
        raise Refused("missing", "The file that the text was read from is no longer in the collection.") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Refused(
            "changed",
            "The file has changed since its text was read, so its pages are not shown beside it; "
            "after the next build they are.",
        )
    return data


def _opened(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refused("locked", "A password is needed to open the file.") from error
        raise Refused("broken", "The file is not a PDF that can be opened, so it has no pages to show.") from error


def _picture(page: Any) -> bytes:
    width, height = page.get_size()
    scale = min(WIDE / max(width, 1), HIGH / max(height, 1))
    drawn = page.render(scale=scale).to_pil().convert("RGB")
    written = io.BytesIO()
    # Method 2 takes a third of the time of the default, for a few per cent more bytes.
    drawn.save(written, "WEBP", quality=QUALITY, method=2)
    return written.getvalue()


def boxes(page: Any, words: list[list[str]]) -> list[list[Box]]:
    """For each pair of a sentence and its claim the boxes around the claim, one a line; none where it is not found.

    A box is left, top, right and bottom as parts of the page's width and height, in [0, 1].
    """
    text = page.get_textpage()
    letters, places = _letters(text)
    found = []
    for sentence, claim in words:
        span = located(letters, plain(sentence), plain(claim))
        found.append(_rectangles(page, text, places[span[0]], places[span[1] - 1]) if span else [])
    return found


def located(letters: str, sentence: str, claim: str) -> tuple[int, int] | None:
    """Where the claim stands in the letters of a page: within its sentence, alone, or as much as is on this page."""
    if not claim:
        return None
    around = letters.find(sentence) if claim in sentence else -1
    start = around + sentence.find(claim) if around >= 0 else letters.find(claim)
    if start >= 0:
        return start, start + len(claim)
    begun, ended = _longest(letters, claim, head=True), _longest(letters, claim, head=False)
    length = max(begun, ended)
    if length < max(ENOUGH_LETTERS, ENOUGH_PART * len(claim)):
        return None
    start = letters.rfind(claim[:length]) if begun >= ended else letters.find(claim[-length:])
    return start, start + length


def _longest(letters: str, claim: str, *, head: bool) -> int:
    """The length of the longest beginning of the claim, or end of it, that stands on the page."""
    low, high = 0, len(claim)
    while low < high:
        middle = (low + high + 1) // 2
        part = claim[:middle] if head else claim[-middle:]
        low, high = (middle, high) if part in letters else (low, middle - 1)
    return low


def plain(text: str) -> str:
    """Letters and digits alone, so that line ends, hyphens, ligatures and kinds of quotation marks do not matter."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def _letters(text: Any) -> tuple[str, list[int]]:
    """The letters of a page, and for each the number of the character that it comes from."""
    letters, places = [], []
    for n in range(min(text.count_chars(), MOST_CHARACTERS)):
        for letter in plain(chr(pdfium.FPDFText_GetUnicode(text, n))):
            letters.append(letter)
            places.append(n)
    return "".join(letters), places


def _rectangles(page: Any, text: Any, first: int, last: int) -> list[Box]:
    found = []
    for n in range(min(pdfium.FPDFText_CountRects(text, first, last - first + 1), 200)):
        left, top, right, bottom = (ctypes.c_double() for _ in range(4))
        if pdfium.FPDFText_GetRect(text, n, left, top, right, bottom):
            corners = [_on_page(page, x.value, y.value) for x, y in ((left, top), (right, bottom))]
            xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
            found.append([xs[0], ys[0], xs[1], ys[1]])
    return lines(found)


def lines(boxes: list[Box]) -> list[Box]:
    """One box for each line: PDFium gives one for each run of letters that were printed together."""
    found: list[Box] = []
    for left, top, right, bottom in boxes:
        last = found[-1] if found else None
        if last and min(bottom, last[3]) - max(top, last[1]) > 0.5 * min(bottom - top, last[3] - last[1]):
            found[-1] = [min(left, last[0]), min(top, last[1]), max(right, last[2]), max(bottom, last[3])]
        else:
            found.append([left, top, right, bottom])
    return found


def _on_page(page: Any, x: float, y: float) -> tuple[float, float]:
    """A point of the file as parts of the page's width and height, as it is drawn: turned, and cut to its crop box."""
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, FINE, FINE, 0, x, y, across, down)
    return tuple(round(min(max(each.value / FINE, 0.0), 1.0), 5) for each in (across, down))  # type: ignore[return-value]


if __name__ == "__main__":
    main()
