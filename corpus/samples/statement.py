"""The sample press statement of the agency that runs the programme: a PDF with embedded fonts and ligatures."""

from pathlib import Path

from footnoted_pdf import Block, Sheet, draw, paginate
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from source import MARK, parse
from typeset import VERA

FILE = "statement-2021-10-05-iara-safeguards.pdf"

SOURCE = """
!kicker PRESS STATEMENT

!title IARA: Safeguards in the Safe Return Home Programme

Selwyn, 5 October 2021 – The International Agency for Return Assistance (IARA) has taken note of recent reports and
of an open letter about Safe Return Home, its assisted voluntary return programme in Corvana. Since August the
programme has helped 311 people who asked to go home. IARA takes every concern seriously and wishes to set out the
safeguards that are in place.

# A free decision

Participation in Safe Return Home is voluntary at every step. A person may withdraw at any time, also at the door of
the bus, and nobody loses a place in the hostel or in the asylum procedure by saying no. IARA does not carry out
deportations and has no part in the Wait Abroad Procedure. “We are there for those who have made up their minds,”
said Ingrid Haldane, Director General of IARA. “It is not our office to make them up for anybody.”

# Information before the signature

Every person receives individual counselling in a language that he or she understands. The form is signed at the
earliest 24 hours after the first talk, so that there is time to think and to ask. Counsellors explain that a case
in Northmark may be affected by departure, and IARA informs the border tribunal of each departure within five days.

# Nobody is returned to danger

Caseworkers ask each applicant about fear of return. Whoever expresses such fear is not enrolled and is referred to
the asylum authorities. In September, 19 people were referred in this way.

# Children and people with special needs

No unaccompanied child travels unless a best interests determination has been made and the family has been found.
People with serious illnesses are examined by a doctor, and survivors of trafficking are received by specialised
staff.

# The journey and after

Travel is by accompanied bus, with a nurse on board and stops for meals. Each adult receives a cash grant of 80
dollars and a voucher for onward travel. IARA caseworkers call each household one month and three months after its
return.

# Confidentiality and complaints

IARA does not share personal data with the National Migration Directorate or with Northmark’s Ministry of Border
Affairs without the written consent of the person. A complaints line is open every day, free of charge, in Spanish
and Kelta. From January 2022 IARA will publish quarterly figures on enrolment, refusals and follow-up.

IARA is convinced that return with dignity is possible for those who choose it. It will invite the signatories of
the open letter to a meeting in Port Almar before the end of the year.

!small **Media contact:** Press office, IARA Corvana, press@iara.example, www.iara.example/press

!small **About IARA:** The International Agency for Return Assistance is an intergovernmental body with 41 member
States. It was founded in 1974 and has its seat in Selwyn, Republic of Maren.
"""

LIGATURES = (("fi", "\ufb01"), ("fl", "\ufb02"))


def furniture(canvas: Canvas, number: int, total: int) -> None:
    """The agency's name and rule at the head, the mark and the page at the foot."""
    width, height = A4
    canvas.setFillGray(0.35)
    canvas.setFont(VERA.bold, 22 if number == 1 else 10)
    canvas.drawString(64, height - 60, "IARA")
    canvas.setFont(VERA.roman, 9 if number == 1 else 7)
    canvas.drawRightString(width - 64, height - 60, "International Agency for Return Assistance")
    canvas.setStrokeGray(0.35)
    canvas.line(64, height - 68, width - 64, height - 68)
    canvas.setFont(VERA.roman, 6)
    canvas.drawCentredString(width / 2, 40, MARK)
    canvas.setFont(VERA.roman, 8)
    canvas.drawRightString(width - 64, 26, f"{number}/{total}")
    canvas.setFillGray(0)


def _block(sign: str, text: str) -> Block:
    for letters, ligature in LIGATURES:
        text = text.replace(letters, ligature)
    if sign == "!kicker":
        return Block(text=f"**{text}**", family=VERA, size=9, leading=12)
    if sign == "!title":
        return Block(text=f"**{text}**", family=VERA, size=16, leading=21, before=8)
    if sign == "#":
        return Block(text=f"**{text}**", family=VERA, size=11, leading=14, before=12, keep=True)
    size = 8 if sign == "!small" else 10.5
    return Block(text=text, family=VERA, size=size, leading=1.42 * size, before=7)


def make(folder: Path) -> None:
    """Writes the statement into the folder."""
    paragraphs, notes = parse(SOURCE)
    sheet = Sheet(furniture=furniture, first_top=104, top=92, bottom=64, left=64, right=64)
    pages = paginate([_block(*paragraph) for paragraph in paragraphs], notes, sheet)
    draw(folder / FILE, pages, sheet, title="IARA: Safeguards in the Safe Return Home Programme", author="IARA")
