"""The sample memo of a legal team: a PDF with a header, numbered paragraphs and footnotes, justified."""

from pathlib import Path

from footnoted_pdf import Block, Sheet, draw, paginate
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from source import MARK, parse
from typeset import HELVETICA, TIMES

FILE = "memo-2022-03-21-legal-position.pdf"

HEADER = (
    ("TO:", "Member organisations of the Coalition for Fair Return"),
    ("FROM:", "Nadia Quist and Ruben Adler, Legal Unit, Border Justice Centre"),
    ("DATE:", "21 March 2022"),
    ("SUBJECT:", "Legal position of people who take part in Safe Return Home"),
    ("CC:", "Northmark Refugee Law Forum"),
)

SOURCE = """
# A. Why this memo

1. Since August 2021 the International Agency for Return Assistance (IARA) has offered assisted voluntary return to
people in the Wait Abroad Procedure (WAP) under the name Safe Return Home. Members have asked us what happens to a
person’s asylum case in Northmark after departure, and what they should tell people who think of enrolling.

2. This memo rests on 14 case files that participants or their relatives have given us, on the public register of
the border tribunal, and on IARA’s statement of 5 October 2021.[^1] We have asked IARA and the Ministry of Border
Affairs for their agreement. IARA replied that it “is not in a position to share documents of a partner”;[^2] the
Ministry did not reply.

# B. What the files show

3. All 14 participants had an open case and a hearing date. In none of the 14 files is there a record of legal
advice before the signature. Eleven participants told us that they had not known that they could ask for it.

4. None of the files holds an answer to a question about fear of return, although IARA’s form has a box for it. In
nine files the box is blank; in five the page is missing. IARA says that caseworkers ask every applicant about fear
of return.[^3] If they do, they do not write the answers down.

5. In twelve files the first talk and the signature bear the same date. The agency’s statement speaks of a waiting
period of 24 hours.

6. According to IARA, the border tribunal is told of each departure within five days.[^4] We found no such notice in
any of the 14 files or in the register.

7. In eleven cases a removal order was made in absentia. In the other three the hearing is still to come.

8. Two of the files concern boys of fifteen and sixteen who left without a parent. Neither file names a guardian,
and neither holds a best interests determination.

# C. The law

9. Under the Border Procedure Act 2019, a person who does not appear is ordered removed, and the order bars entry
for ten years.[^5] The tribunal may set an order aside within 60 days if the person shows that he or she could not
appear for reasons beyond his or her control.[^6]

10. In *Asylum Defence Project*, the High Court held that the Ministry may not rely on an absence that it has itself
paid for.[^7] The judgment binds the tribunal. It requires the Ministry to inform the tribunal of a departure that
it has funded, and the tribunal to stay the case. The Ministry has appealed; until the appeal is decided, the
judgment stands.

11. International standards point the same way. The Global Compact for Migration asks States to make sure that
return rests on an individual assessment and on due process.[^8] A person cannot validly give up a claim without
knowing what he or she gives up: consent must be informed.

12. A caution: the judgment of the European Court of Human Rights in *N.A. v. Finland*, often cited for the rule
that a signature under pressure waives nothing, was annulled on revision in 2021 and should no longer be relied
upon.[^9]

# D. What we advise

13. Members should advise nobody to enrol who has an open case, unless a lawyer has reviewed it first. Those who
have already left should contact us at once, since the period of 60 days may still be running.

14. We recommend that the Coalition repeat its demand for legal advice before enrolment, and that it ask IARA to
correct its statement or to show the notices to the tribunal. If the Ministry continues to apply the bar to
participants, it should be challenged in court. The Directorate should let lawyers into the bus station at Lindro.

[^1]: IARA, “IARA: Safeguards in the Safe Return Home Programme,” press statement, 5 October 2021,
https://www.iara.example/press/2021/safeguards-in-the-safe-return-home-programme.

[^2]: Email from IARA Corvana to the Border Justice Centre, 2 February 2022 (on file).

[^3]: *See supra* note 1.

[^4]: *Id.*

[^5]: Border Procedure Act 2019 (Northmark), s. 44(2).

[^6]: *Ibid.*, s. 46.

[^7]: Asylum Defence Project v. Minister of Border Affairs (High Ct. Northmark, No. 2020-HC-1187), paras. 31–40.

[^8]: Global Compact for Safe, Orderly and Regular Migration, G.A. Res. 73/195, Objective 21 (19 December 2018),
available at https://undocs.org/A/RES/73/195.

[^9]: N.A. v. Finland (ECtHR, App. No. 25244/18), judgment of 14 November 2019, annulled by judgment of 13 July
2021.
"""


def furniture(canvas: Canvas, number: int, total: int) -> None:
    """The memo's head on the first page, its number on the others; at each foot the mark and the page."""
    width, height = A4
    if number == 1:
        canvas.setFont(HELVETICA.bold, 13)
        canvas.drawString(80, height - 66, "BORDER JUSTICE CENTRE")
        canvas.setFont(HELVETICA.roman, 9)
        canvas.drawString(80, height - 79, "Legal Unit, Port Almar")
        canvas.setFont(HELVETICA.bold, 18)
        canvas.drawRightString(width - 80, height - 66, "MEMORANDUM")
        canvas.setFont(HELVETICA.roman, 9)
        canvas.drawRightString(width - 80, height - 79, "Memo No. BJC/2022/07")
        for n, (label, text) in enumerate(HEADER):
            y = height - 112 - 16 * n
            canvas.setFont(TIMES.bold, 11)
            canvas.drawString(80, y, label)
            canvas.setFont(TIMES.roman, 11)
            canvas.drawString(150, y, text)
        canvas.line(80, height - 190, width - 80, height - 190)
    else:
        canvas.setFont(TIMES.roman, 9)
        canvas.drawString(80, height - 54, "Memo No. BJC/2022/07")
        canvas.drawRightString(width - 80, height - 54, "21 March 2022")
    canvas.setFont(HELVETICA.roman, 7)
    canvas.drawCentredString(width / 2, 40, MARK)
    canvas.setFont(TIMES.roman, 9)
    canvas.drawCentredString(width / 2, 26, f"– {number} –")


def _block(sign: str, text: str) -> Block:
    if sign == "#":
        return Block(text=f"**{text}**", size=11.5, leading=15, before=13, keep=True)
    return Block(text=text, size=11, leading=14, before=7, label=sign, indent=24, justify=True)


def make(folder: Path) -> None:
    """Writes the memo into the folder."""
    paragraphs, notes = parse(SOURCE)
    # The markers are set higher, with no rise in the text state: files are made in both ways.
    sheet = Sheet(furniture=furniture, first_top=200, top=84, left=80, right=80, raise_markers=False)
    pages = paginate([_block(*paragraph) for paragraph in paragraphs], notes, sheet)
    draw(folder / FILE, pages, sheet, title="Memo No. BJC/2022/07", author="Border Justice Centre")
