"""The sample letter of a coalition to the director of an agency: four pages with footnotes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from footnoted_pdf import Block, Sheet, draw, paginate
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from source import MARK, Paragraph, parse
from typeset import HELVETICA, TIMES

FILE = "letter-2021-09-14-coalition-to-iara.pdf"

ADDRESS = (
    "Ms. Ingrid Haldane, Director General",
    "International Agency for Return Assistance (IARA)",
    "9 Harbour Row",
    "P.O. Box 210",
    "Selwyn 1204",
    "Republic of Maren",
)

SOURCE = """
We, the undersigned 12 organisations, write to express our alarm at the assisted voluntary return programme
“Safe Return Home” that the International Agency for Return Assistance (IARA) has run since August in the border
towns of Lindro and Esteva, Corvana, for people whom the Federation of Northmark has sent back there under its
“Wait Abroad Procedure” (WAP).

According to an *Almar Courier* report of 2 September, 84 people, 31 of them children, were enrolled in Lindro
within two days and taken by bus to Tesmar with the help of Corvana’s National Migration Directorate.[^1]
Officials told the newspaper that the programme would reach Esteva before the end of the year.[^2] Little about
it is public, but it appears to be paid for by the Return Fund of Northmark’s Ministry of Border Affairs.[^3]

Our members have worked with people in the WAP since its first week. Almost all of them have an open asylum case
before Northmark’s border tribunal and a date for a hearing. We are concerned that IARA invites them to give up
that case in a town where they have no roof, no papers and nobody to ask, and that a decision taken there out of
exhaustion is entered in its books as a free one.

Return may be called voluntary only if nobody is pressed into it. The Global Compact for Migration ties assisted
return to the free, prior and informed consent of the person concerned,[^4] and the United Nations Special
Rapporteur on the human rights of migrants has written that a decision to return must be free of coercion and
taken with valid alternatives at hand.[^5] IARA’s own Charter commits the agency “to serve the will of the
migrant before the wish of any State.”[^6]

We set out our main concerns below:

• IARA’s programme works where people are not free to say no, so that what it calls a decision is not a
voluntary one.

First, people who are sent back to Lindro wait between four and nine months for a first hearing.[^7] Most of
them are without shelter during that time: the municipal hostel has 120 beds for some 1,900 people, and since
June the Directorate has issued no temporary residence cards, without which nobody may work. Field teams of the
Border Justice Centre recorded 212 assaults, kidnappings and cases of extortion against WAP returnees between
February and July.[^8] In three interviews, women told us that a Directorate officer had warned them that they
would be held at the Esteva detention centre if they did not board the bus.[^9]

Nobody whom we interviewed said that he or she had been shown another way out of Lindro. The hostel’s waiting
list is closed, the Directorate’s transfer scheme to Port Almar has been suspended, and a request for release
into Northmark on medical grounds takes eleven weeks on average, during which the person must stay in the town.
A father of two from Tesmar put it to our colleagues in these words: “They did not push us onto the bus. They
only closed every other door.”

A choice between a bus and a cell is no choice. In a study of return programmes in five countries, Mirela Tolan
found that “people sign when waiting has become more dangerous than going back,” and that agencies seldom record
why a person enrolled.[^10] This is what our members see in Lindro every day.

IARA sees it differently. Its chief of mission in Corvana, Tomas Brandt, said that all participants “came to our
desk on their own feet” and that the agency “does not work with anybody who is afraid to go home.”[^11] It is
hard to understand how IARA could know this, given that 84 people were registered, interviewed and sent on
their way in 48 hours. There is no public information on what they were asked about their fear of return, by
whom, or in which language. The Directorate, for its part, has in past years entered hundreds of removals as
“voluntary” that were nothing of the kind.[^12]

• People leave without knowing what they lose.

Second, the programme appears to lack the safeguards that would let a person weigh the consequences. None of the
27 participants whom our members could reach by telephone had spoken with a lawyer before signing.[^13] The
consent form is in Spanish only, although most participants from the Tesmar highlands speak Kelta as their first
language. Nor is there any indication that IARA informs the border tribunal when somebody has left. A person who
does not appear at a hearing is ordered removed in absentia and barred from Northmark for ten years.[^14]

In *Asylum Defence Project v. Minister of Border Affairs*, the High Court of Northmark held that a missed
hearing must not be treated as a withdrawal where the State itself had helped the person to leave.[^15] It is
unclear whether the Ministry applies that ruling to people who took part in Safe Return Home. IARA stated in
August that cases “stay open for those who leave.”[^16] The Ministry’s spokesman, by contrast, has reportedly
told legal aid groups that departure ends the case.[^17] With ten years at stake, such uncertainty is
unacceptable.

• Children are sent home without anybody having looked at their interests.

Third, at least four of the 31 children travelled without a parent, according to Sister Amparo Ruel, who runs
the Lindro hostel.[^18] She told us that nobody had appointed a guardian for them and that no best interests
procedure had taken place. One of them, a boy of thirteen, was handed over to an uncle whom he had never met.
IARA has not said what it does to find a child’s family before the journey or who receives the child at the
other end.

For these reasons, we urge IARA to suspend enrolment in Lindro and Esteva immediately, until an independent body
has examined the 84 returns. If the programme continues, IARA should guarantee every person a free and
confidential consultation with an independent lawyer before enrolment, and should agree with the Ministry of
Border Affairs that no participant is ordered removed in absentia. No child should be returned unless a guardian
has been appointed and a best interests determination has been made. Given how little is known, we also request
that you publish, by 15 October 2021, the agreement with the Ministry, the consent form, and monthly figures on
enrolment.

The Wait Abroad Procedure itself is the root of these harms, and Northmark must end it. Until it does, IARA
bears responsibility for each person whom it helps to leave. We would welcome a meeting with you and your staff
in Corvana.

[^1]: Lidia Marsh, “Forty-Eight Hours in Lindro: How 84 People Were Sent Home,” ~Almar Courier~, 2 September
2021, https://www.almarcourier.example/2021/09/02/forty-eight-hours-in-lindro-how-84-people-were-sent-home.

[^2]: *Id.*

[^3]: *See* “Safe Return Home: Funding and Partners,” available at
https://www.iara.example/programmes/safe-return-home/funding-and-partners (last accessed 10 September 2021)
(noting that the pilot phase is financed by the Return Fund).

[^4]: Global Compact for Safe, Orderly and Regular Migration, G.A. Res. 73/195, Objective 21 (19 December 2018),
available at https://undocs.org/A/RES/73/195.

[^5]: Report of the Special Rapporteur on the human rights of migrants, U.N. Doc. A/HRC/38/41 (2018), available
at https://undocs.org/A/HRC/38/41.

[^6]: IARA Charter, art. 3, available at https://www.iara.example/charter.

[^7]: *See, e.g.*, ~Border Justice Centre, Waiting at the Wall: Six Months of the Wait Abroad Procedure~ 12
(July 2021), available at
https://www.borderjustice.example/publications/2021/waiting-at-the-wall-six-months-of-the-wait-abroad-procedure.

[^8]: *Id.* at 31.

[^9]: Interviews by Casa Abierta de Lindro with three women, Lindro, 6 and 7 September 2021 (names withheld at
their request). All three described the same officer and the same room at the bus station, and two of them said
that a person in an IARA vest stood by while the warning was given. The notes of the interviews are on file with
the Border Justice Centre and can be shown to IARA’s inspector general under an agreement on confidentiality.
We have asked the Directorate for its rules on detention at Esteva and have received no answer. *Cf.* Migration
Act 2014 (Corvana), s. 71 (limiting detention to people under an order of expulsion).

[^10]: Mirela Tolan, “Signing to Leave: Consent in Five Return Programmes,” 12 ~Journal of Coastal Migration~
201, 219 (2019).

[^11]: *See supra* note 1. Asked by email on 9 September how long an interview lasts, IARA’s press office in
Port Almar answered that “caseworkers take the time that a case needs” and that it could not comment on
individual files. It did not say how many caseworkers had been at the desk. Volunteers of Casa Abierta de
Lindro, who were at the bus station on both days, counted two. If both had worked for twelve hours without a
pause, each of the 53 adults would have had some 54 minutes for registration, counselling, the interview about
fear of return, and the signing of the form, with interpretation into Kelta where it was needed. IARA’s own
manual, as quoted in a tender of 2020, reckons with two sessions on different days. *See* IARA, “Tender for
Counselling Services in Four Countries,” No. T-2020-113 (November 2020), available at
https://www.iara.example/procurement/2020/t-2020-113-counselling-services-four-countries.

[^12]: ~Observatorio de Retornos, Voluntary on Paper: Removals from Corvana 2015–2019~ (March 2020), available
at https://www.observatorioretornos.example/informes/voluntary-on-paper. *But see* National Migration
Directorate, “Answer to the Observatory,” 4 April 2020 (calling the count mistaken).

[^13]: Telephone interviews by the Corvana Legal Aid Network and Tesmar Families Without Borders, 4–11 September
2021.

[^14]: Border Procedure Act 2019 (Northmark), s. 44(2).

[^15]: Asylum Defence Project v. Minister of Border Affairs (High Ct. Northmark, No. 2020-HC-1187), available at
https://www.courts.northmark.example/high-court/judgments/2020/asylum-defence-project-v-minister-of-border-affairs.

[^16]: *See supra* note 3.

[^17]: “Ministry: Leaving Means Leaving,” ~Northmark Public Radio~, 6 September 2021,
https://publicradio.northmark.example/news/2021/09/06/ministry-leaving-means-leaving.

[^18]: Interview with Sister Amparo Ruel, Lindro, 8 September 2021; *see also supra* note 1.
"""

SIGNATORIES = (
    "Almar Women’s Shelter Network",
    "Asylum Defence Project",
    "Border Justice Centre",
    "Casa Abierta de Lindro",
    "Children on the Move Alliance (CoMA)",
    "Coalition for Fair Return",
    "Corvana Legal Aid Network",
    "Federation of Kelta Associations in Exile",
    "Jesuit House of Hospitality – Esteva",
    "Northmark Refugee Law Forum",
    "Observatorio de Retornos (Observatory on Returns)",
    "Tesmar Families Without Borders",
)

COPIES = (
    "cc: Halvard Ries, Minister of Border Affairs, Federation of Northmark",
    "Carmen Oriol, Director, National Migration Directorate, Republic of Corvana",
    "Dr. Paulo Estrela, Regional Ombudsman for Displaced Persons",
)


def furniture(canvas: Canvas, number: int, total: int) -> None:
    """The letterhead on the first page, the running head on the others, and at each foot the mark and the page."""
    width, height = A4
    if number == 1:
        canvas.setFont(HELVETICA.bold, 17)
        canvas.drawCentredString(width / 2, height - 62, "COALITION FOR FAIR RETURN")
        canvas.setFont(HELVETICA.roman, 8.5)
        canvas.drawCentredString(
            width / 2, height - 77, "c/o Border Justice Centre, 41 Calle del Faro, Port Almar, Corvana"
        )
        canvas.drawCentredString(width / 2, height - 88, "secretariat@fair-return.example  |  www.fair-return.example")
        canvas.setLineWidth(1)
        canvas.line(78, height - 97, width - 78, height - 97)
    else:
        canvas.setFont(TIMES.italic, 9.5)
        canvas.drawString(78, height - 50, "Director General Haldane, 14 September 2021")
    canvas.setFont(HELVETICA.roman, 7)
    canvas.drawCentredString(width / 2, 42, MARK)
    canvas.setFont(TIMES.roman, 9.5)
    canvas.drawCentredString(width / 2, 28, f"Page {number} of {total}")


def _block(text: str, **how: Any) -> Block:
    return Block(text=text, **{"size": 12, "leading": 16, "before": 9, **how})


def blocks(paragraphs: Sequence[Paragraph]) -> list[Block]:
    """The letter from its date to its cc lines."""
    found = [_block("14 September 2021")]
    found += [_block(line, before=0 if n else 16) for n, line in enumerate(ADDRESS)]
    found += [_block("By email and post", before=14), _block("Dear Director General Haldane:", before=14)]
    for sign, text in paragraphs:
        if sign:
            found.append(_block(f"**{text}**", label=sign, indent=36, before=11, keep=True))
        else:
            found.append(_block(text))
    found.append(_block("Respectfully,", before=14, keep=True))
    found += [_block(name, before=0 if n else 12) for n, name in enumerate(SIGNATORIES)]
    found += [_block(text, before=0 if n else 14, indent=20 if n else 0) for n, text in enumerate(COPIES)]
    return found


def make(folder: Path) -> None:
    """Writes the letter into the folder."""
    paragraphs, notes = parse(SOURCE)
    sheet = Sheet(furniture=furniture, first_top=126, bottom=66, left=78, right=78, note_size=9.5, note_leading=11.3)
    pages = paginate(blocks(paragraphs), notes, sheet)
    title = "Letter to IARA on the programme Safe Return Home"
    draw(folder / FILE, pages, sheet, title=title, author="Coalition for Fair Return")
