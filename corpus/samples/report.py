"""The sample report of a university institute, a DOCX."""

from pathlib import Path

from footnoted_docx import write
from source import parse

FILE = "report-2023-05-home-again.docx"
TITLE = "Home Again? Follow-up of 62 households returned from Corvana to Tesmar"
AUTHORS = "Helena Sandoval; Piet Arens"

SOURCE = """
!Title Home Again? Follow-up of 62 households returned from Corvana to Tesmar

!Subtitle Institute for Mobility Studies, University of Port Almar

!Subtitle Research report 2023/4, May 2023

!Subtitle Helena Sandoval and Piet Arens

# Summary

Since August 2021 the International Agency for Return Assistance (IARA) has helped some 2,300 people who were
waiting in Corvana for an asylum hearing in Northmark to return to their countries of origin. Its programme,
Safe Return Home, is described by the agency as voluntary, informed and safe.[^1] This report asks what became
of those who left. We interviewed 62 households in the Tesmar districts of San Hilario and Upper Kelta between
October 2022 and February 2023.

The picture is mixed. The journey was well organised, and the cash grant was paid. But most households say that
they saw no alternative to leaving, few understood what would happen to their asylum cases, and almost nobody
had spoken with a lawyer. Whether IARA’s own follow-up reaches people is not known.

# 1. How we worked

Households were found through parish registers, the municipal reception centre in San Hilario and by asking
those whom we had met. They are not a random sample. Interviews were held in Spanish and Kelta and lasted about
an hour; the questionnaire is in the annex. IARA answered a list of written questions in March 2023.[^2]

# 2. The decision to leave

## 2.1 Pressure

Forty-four of 62 households said that they enrolled because they could no longer stay in Lindro or Esteva. The
reasons most often named were the lack of a place to sleep, violence, and warnings by officers of the National
Migration Directorate that those who stayed would be detained. Nine households reported such a warning in almost
the same words.[^3] A woman from Upper Kelta said that “the paper was voluntary, the street was not.”

IARA told us that its staff “are instructed to end the interview when a person shows signs of pressure.” The
agency said that it had ended 41 interviews for this reason in 2022. It did not say what happened to those
people afterwards.

## 2.2 Information

Only 14 households could say in their own words what the form meant for their case in Northmark. According to
the Corvana Legal Aid Network, the form was translated into Kelta in June 2022, after civil society had asked
for it for nine months.[^4] Counselling sessions appear to have become longer since then. Yet three of the eight
households who left after that date still told us that nobody had explained the ten-year bar.

Fifty-nine of 62 households had not spoken with a lawyer before they signed. IARA’s answer does not mention
legal advice at all. The Special Rapporteur on the human rights of migrants has stated that people who consider
return should have access to legal aid.[^5]

# 3. The journey

Sixty of 62 households described the journey as safe and orderly. The buses stopped for meals, a nurse was on
board, and families were seated together. Every adult whom we asked had received the cash grant of 80 dollars,
which was raised to 150 dollars in 2022. Two households said that medicines had been taken from them at the
border and not been given back.

# 4. Arrival and after

In 2021 nobody met the buses.[^6] Since March 2022, the municipality of San Hilario has run a reception centre
with 40 beds, where returnees are registered and may stay for a week. Thirty-eight households had used it, and
most of them praised it. In Upper Kelta, by contrast, there is no reception of any kind: people are put off at
the fork of the road and walk. Twenty-three households were looking for work at the time of the interview, and
17 told us that at least one member had set out for the north again.

IARA states that caseworkers call each household one month and three months after its return.[^7] We could not
establish how many of them are reached. It is unclear whether the results of these calls are recorded, since the
agency declined to share figures, citing data protection.

!Caption Table 1. What 62 households told us

!Table -

# 5. The asylum cases

We looked up 51 cases in the public register of Northmark’s border tribunal. In 43 of them a removal order had
been made in absentia, and in none had the tribunal been told that the person had left with IARA’s help. This is
hard to square with the judgment in *Asylum Defence Project*,[^8] and with the agency’s statement that it
informs the tribunal of each departure.[^9] The orders may bar those concerned from entering Northmark for ten
years.

# 6. What is not known

IARA announced in October 2021 that it would publish quarterly figures from January 2022. By the end of April
2023 none had appeared. The agreement between IARA and Northmark’s Ministry of Border Affairs remains secret.
Nothing is known about how many people were refused enrolment because they feared return.

# 7. Recommendations

On the basis of these findings, we recommend the following.

1. IARA should provide free and independent legal advice to every person before enrolment.

1. IARA and the Ministry of Border Affairs should publish their agreement and, every quarter, figures on
enrolment, refusals and follow-up.

1. The Ministry should ask the border tribunal to reopen all cases of participants in which a removal order was
made in absentia.

1. The Directorate should investigate the warnings reported by returnees and make the outcome public.

1. Donors should fund reception in Upper Kelta and an independent evaluation of the programme.

# Annex: questionnaire

The questionnaire has 48 questions and can be obtained from the authors.

[^1]: IARA, “IARA: Safeguards in the Safe Return Home Programme,” press statement, 5 October 2021,
https://www.iara.example/press/2021/safeguards-in-the-safe-return-home-programme.

[^2]: Letter from Tomas Brandt, chief of mission, to the Institute for Mobility Studies, 14 March 2023 (on file
with the authors).

[^3]: See also Coalition for Fair Return, Letter to Ingrid Haldane, Director General of IARA, 14 September 2021
(reporting a similar warning to three women).

[^4]: Corvana Legal Aid Network, *Annual Report 2022* (January 2023), p. 17.

[^5]: Report of the Special Rapporteur on the human rights of migrants, U.N. Doc. A/HRC/38/41 (2018), available
at https://undocs.org/A/HRC/38/41.

[^6]: Lidia Marsh, “Forty-Eight Hours in Lindro: How 84 People Were Sent Home,” *Almar Courier*, 2 September
2021, https://www.almarcourier.example/2021/09/02/forty-eight-hours-in-lindro-how-84-people-were-sent-home.

[^7]: See supra note 1.

[^8]: Asylum Defence Project v. Minister of Border Affairs (High Ct. Northmark, No. 2020-HC-1187).

[^9]: See supra note 2. Cf. Nadia Quist and Ruben Adler, *Memo No. BJC/2022/07* (Border Justice Centre, 21 March
2022), paras. 6–8 (finding no notice to the tribunal in any of 14 files).
"""

TABLE = (
    ("Question", "Yes", "No", "Does not know"),
    ("Did you see another way out?", "11", "44", "7"),
    ("Could you say what the form meant for your case?", "14", "40", "8"),
    ("Did you speak with a lawyer before signing?", "3", "59", "0"),
    ("Were you asked whether you feared return?", "29", "22", "11"),
    ("Was the journey safe and orderly?", "60", "2", "0"),
    ("Did you receive the cash grant?", "62", "0", "0"),
)


def make(folder: Path) -> None:
    """Writes the report into the folder."""
    paragraphs, notes = parse(SOURCE)
    write(folder / FILE, paragraphs, notes, table=TABLE, title=TITLE, authors=AUTHORS, date=(2023, 5, 11))
