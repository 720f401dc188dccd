"""The sample of a scanned page: a PDF that holds a picture of a notice, a little askew and grey, and no text."""

import random
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from source import MARK
from typeset import FONTS

FILE = "scan-2022-06-notice-to-participants.pdf"
DPI = 100
SIZE = (827, 1169)  # A4

LINES = (
    ("bold", "NATIONAL MIGRATION DIRECTORATE"),
    ("roman", "Republic of Corvana – Office Lindro"),
    ("", ""),
    ("bold", "NOTICE TO PERSONS IN THE WAIT ABROAD PROCEDURE"),
    ("roman", "Lindro, 3 June 2022"),
    ("", ""),
    ("roman", "1. The hostel at the bus station closes on 30 June 2022."),
    ("roman", "2. Persons who wish to return to their country may ask at the"),
    ("roman", "    desk of IARA, Monday to Friday, 8 a.m. to noon."),
    ("roman", "3. Return is voluntary. Nobody is obliged to sign."),
    ("roman", "4. Persons without a residence card who remain in the town"),
    ("roman", "    may be taken to the centre at Esteva (Migration Act, s. 71)."),
    ("roman", "5. Questions about hearings in Northmark are answered by the"),
    ("roman", "    border tribunal only, not by this office."),
    ("", ""),
    ("roman", "By order of the Director"),
    ("bold", "C. Oriol"),
)


def picture() -> Image.Image:
    """The page as a scanner sees it; the same every time, since the noise has a fixed seed."""
    faces = {
        name: ImageFont.truetype(str(FONTS / file), 17)
        for name, file in (("roman", "Vera.ttf"), ("bold", "VeraBd.ttf"))
    }
    small = ImageFont.truetype(str(FONTS / "VeraIt.ttf"), 11)
    page = Image.new("L", SIZE, 246)
    pen = ImageDraw.Draw(page)
    for n, (face, text) in enumerate(LINES):
        if text:
            pen.text((95, 130 + 36 * n), text, font=faces[face], fill=40)
    pen.ellipse((520, 720, 690, 890), outline=110, width=4)
    pen.text((556, 792), "RECEIVED", font=small, fill=110)
    pen.text((60, 1105), MARK, font=small, fill=70)
    page = page.rotate(1.3, resample=Image.Resampling.BICUBIC, fillcolor=238).filter(ImageFilter.GaussianBlur(0.6))
    source = random.Random(2022)
    for _ in range(2500):
        place = (source.randrange(SIZE[0]), source.randrange(SIZE[1]))
        page.putpixel(place, source.choice((90, 150, 200)))
    return page


def make(folder: Path) -> None:
    """Writes the scan into the folder."""
    data = BytesIO()
    picture().save(data, "JPEG", quality=45)
    data.seek(0)
    canvas = Canvas(str(folder / FILE), pagesize=A4, invariant=1)
    canvas.setTitle("Scan_0042")
    canvas.setSubject("Sample written for the avr-docs project")
    canvas.drawImage(ImageReader(data), 0, 0, *A4)
    canvas.showPage()
    canvas.save()
