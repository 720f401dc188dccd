"""Letters in several national styles: who writes to whom, when, and what is no body text."""

import pytest

from extract.document import Meta, Party, Piece, Reading
from extract.readers import text
from extract.structure import label


def labelled(source: str) -> Reading:
    return label(text.read(source.encode()))


def kinds(reading: Reading, kind: str) -> list[str]:
    return [piece.text for piece in reading.pieces if piece.kind == kind]


BODY = """\
We write about the buses that leave the square every Tuesday with people who were told that they
had signed up for them. Three of those whom we spoke to had signed nothing, and two could not read
the paper that they were shown.

We ask you to stop the buses until each passenger has spoken to a lawyer, and to publish the list of
those who have left since March.
"""

AMERICAN = f"""\
River Valley Legal Aid
12 Mill Street, Suite 4
Azure, TX 78001
Tel. (555) 010-0199 | www.rvla.example.org

March 3, 2031

VIA EMAIL

The Honorable Maria del Carmen Roe
Secretary
Department of Inland Travel
200 Federal Plaza
Washington, DC 20001

Re: Buses from the square, and the people on them

Dear Secretary Roe:

{BODY}
Sincerely,

Ada Poe
Executive Director
River Valley Legal Aid

cc: Ben Doe, Office of the Inspector General
    Cleo Loe, Committee on Travel

Enclosures: List of departures (2 pages)
"""


def test_an_american_letter() -> None:
    reading = labelled(AMERICAN)
    meta = reading.meta
    assert (meta.type, meta.date, meta.language) == ("letter", "2031-03-03", "en")
    assert meta.type_score > 0.6
    assert meta.subject == meta.title == "Buses from the square, and the people on them"
    assert meta.addressees == (
        Party(name="Maria del Carmen Roe", role="Secretary", organization="Department of Inland Travel"),
    )
    assert meta.signatories == (
        Party(name="Ada Poe", role="Executive Director", organization="River Valley Legal Aid"),
    )
    assert meta.cc == ("Ben Doe, Office of the Inspector General", "Cleo Loe, Committee on Travel")
    assert kinds(reading, "salutation") == ["Dear Secretary Roe:"]
    assert kinds(reading, "closing") == ["Sincerely,"]
    assert len(kinds(reading, "paragraph")) == 2
    assert "Enclosures" in kinds(reading, "cc")[-1]


BRITISH = f"""\
Ms Nora Kew
Head of Casework
Home Travel Agency
1 Quay Street
London SW1A 2AA

14th May 2031

Dear Ms Kew,

{BODY}
Yours sincerely,

Dr Tom Ash
Chair, Harbour Solidarity
"""


def test_a_british_letter_has_its_address_before_the_date() -> None:
    meta = labelled(BRITISH).meta
    assert meta.date == "2031-05-14"
    assert meta.addressees == (Party(name="Nora Kew", role="Head of Casework", organization="Home Travel Agency"),)
    assert meta.signatories == (Party(name="Tom Ash", role="Chair", organization="Harbour Solidarity"),)


SPANISH = """\
Ciudad Azul, 30 de julio de 2031

Excmo. Sr. Julio Ramos Vela
Ministro de Viajes
Secretaría de Viajes Interiores
Avenida Central 100
06000 Ciudad Azul

Asunto: Autobuses de los martes

Estimado señor ministro:

Nos dirigimos a usted por los autobuses que salen de la plaza todos los martes con personas que no han
firmado ningún papel y que no saben a qué ciudad las llevan. Tres de ellas hablaron con nosotras.

Le pedimos que suspenda los viajes hasta que cada persona haya hablado con una abogada y que publique
la lista de las salidas desde el mes de marzo.

Atentamente,

Ana Ruiz Soto
Directora
Red de Casas del Norte

c.c.p. Lic. Rosa Gil, Comisión de Derechos
"""


def test_a_spanish_letter() -> None:
    meta = labelled(SPANISH).meta
    assert (meta.type, meta.date, meta.language, meta.subject) == (
        "letter",
        "2031-07-30",
        "es",
        "Autobuses de los martes",
    )
    assert meta.addressees == (
        Party(name="Julio Ramos Vela", role="Ministro de Viajes", organization="Secretaría de Viajes Interiores"),
    )
    assert meta.signatories == (Party(name="Ana Ruiz Soto", role="Directora", organization="Red de Casas del Norte"),)
    assert meta.cc == ("Lic. Rosa Gil, Comisión de Derechos",)


GERMAN = """\
Verein Hafenhilfe e. V.
Hafenstraße 7
20099 Blaustadt

Bundesamt für Reisen
Frau Dr. Eva Kern
Reiseplatz 1
10115 Berlin

Blaustadt, den 4. März 2031

Betreff: Busse am Dienstag

Sehr geehrte Frau Dr. Kern,

wir schreiben Ihnen wegen der Busse, die jeden Dienstag mit Menschen abfahren, die nicht unterschrieben
haben und nicht wissen, wohin sie gebracht werden. Drei von ihnen haben mit uns gesprochen.

Wir bitten Sie, die Fahrten auszusetzen, bis alle mit einer Anwältin gesprochen haben.

Mit freundlichen Grüßen

Jan Otter
Vorsitzender
"""


def test_a_german_letter_with_sender_before_addressee() -> None:
    reading = labelled(GERMAN)
    meta = reading.meta
    assert (meta.type, meta.date, meta.language, meta.subject) == ("letter", "2031-03-04", "de", "Busse am Dienstag")
    assert len(meta.addressees) == 1
    assert meta.addressees[0].organization == "Bundesamt für Reisen" or meta.addressees[0].name == "Eva Kern"
    assert meta.signatories == (Party(name="Jan Otter", role="Vorsitzender"),)
    assert "Verein Hafenhilfe" in kinds(reading, "letterhead")[0]


FRENCH = """\
Genève, le 12 juin 2031

Monsieur Paul Lac
Directeur général
Organisation des Voyages
Chemin du Lac 3
1202 Genève

Objet : les autocars du mardi

Monsieur le Directeur général,

Nous vous écrivons au sujet des autocars qui quittent la place chaque mardi avec des personnes qui n'ont
rien signé et qui ne savent pas où on les emmène. Trois d'entre elles nous ont parlé.

Nous vous demandons de suspendre ces voyages jusqu'à ce que chacune ait parlé à une avocate.

Veuillez agréer, Monsieur le Directeur général, l'expression de nos salutations distinguées.

Marie Pré
Présidente, Maison du Lac
"""


def test_a_french_letter() -> None:
    meta = labelled(FRENCH).meta
    assert (meta.type, meta.date, meta.language, meta.subject) == (
        "letter",
        "2031-06-12",
        "fr",
        "les autocars du mardi",
    )
    assert meta.addressees == (
        Party(name="Paul Lac", role="Directeur général", organization="Organisation des Voyages"),
    )
    assert meta.signatories == (Party(name="Marie Pré", role="Présidente", organization="Maison du Lac"),)


PORTUGUESE = """\
Brasília, 5 de agosto de 2031

Prezada Senhora Ministra,

Escrevemos sobre os ônibus que saem da praça todas as terças com pessoas que não assinaram nada e que não
sabem para onde vão. Pedimos que os suspenda até que cada uma tenha falado com uma advogada.

Atenciosamente,

João Prado
Coordenador, Casa do Sul
"""


def test_a_portuguese_letter() -> None:
    meta = labelled(PORTUGUESE).meta
    assert (meta.type, meta.date, meta.language) == ("letter", "2031-08-05", "pt")
    assert meta.signatories == (Party(name="João Prado", role="Coordenador", organization="Casa do Sul"),)


SIGNED_BY_MANY = f"""\
January 9, 2031

To Whom It May Concern:

{BODY}
Respectfully submitted,

Azure Refuge Network
Bread and Salt
Centre for the Study of Roads, Inc.
Dar al-Bahr
House of the Four Winds (a project of the
Harbour Fund)
Movimiento Tierra Abierta
Open Roads
Sisters of the Ford
"""


def test_a_list_of_organisations_signs_one_a_line() -> None:
    reading = labelled(SIGNED_BY_MANY)
    named = [party.name or party.organization for party in reading.meta.signatories]
    assert named == [
        "Azure Refuge Network",
        "Bread and Salt",
        "Centre for the Study of Roads, Inc.",
        "Dar al-Bahr",
        "House of the Four Winds (a project of the Harbour Fund)",
        "Movimiento Tierra Abierta",
        "Open Roads",
        "Sisters of the Ford",
    ]
    assert reading.meta.addressees == ()


TWO_COLUMNS = f"""\
January 9, 2031

Dear Director Low:

{BODY}
Sincerely,

/s/ Ada Poe                         /s/ Ben Roe
Ada Poe                             Ben Roe
Executive Director                  Staff Attorney
Azure Refuge Network                Harbour Legal Clinic
"""


def test_two_signatures_side_by_side() -> None:
    meta = labelled(TWO_COLUMNS).meta
    assert meta.signatories == (
        Party(name="Ada Poe", role="Executive Director", organization="Azure Refuge Network"),
        Party(name="Ben Roe", role="Staff Attorney", organization="Harbour Legal Clinic"),
    )
    assert meta.addressees == (Party(name="Low", role="Director"),)


ONE_LINE_EACH = f"""\
January 9, 2031

Dear friends,

{BODY}
In solidarity,

Ada Poe, Executive Director, Azure Refuge Network
Ben Roe, Staff Attorney, Harbour Legal Clinic
Cy Loe, Professor of Law, University of Azure
Open Roads
"""


def test_name_title_and_organisation_in_one_line() -> None:
    meta = labelled(ONE_LINE_EACH).meta
    assert [(p.name, p.role, p.organization) for p in meta.signatories[:3]] == [
        ("Ada Poe", "Executive Director", "Azure Refuge Network"),
        ("Ben Roe", "Staff Attorney", "Harbour Legal Clinic"),
        ("Cy Loe", "Professor of Law", "University of Azure"),
    ]
    assert len(meta.signatories) == 4


SEVERAL_BLOCKS = f"""\
2 April 2031

H.E. Mr. Omar Said
Director General
World Travel Office
17 Lake Road
1211 Geneva

Mrs. Lena Holm
Special Envoy for Journeys
World Travel Office
17 Lake Road
1211 Geneva

Your Excellencies,

{BODY}
Yours faithfully,

Ada Poe
Azure Refuge Network

Ben Roe
Director
Harbour Legal Clinic
"""


def test_several_addressees_and_several_signature_blocks() -> None:
    meta = labelled(SEVERAL_BLOCKS).meta
    assert [party.name for party in meta.addressees] == ["Omar Said", "Lena Holm"]
    assert [party.role for party in meta.addressees] == ["Director General", "Special Envoy for Journeys"]
    assert [(p.name, p.organization) for p in meta.signatories] == [
        ("Ada Poe", "Azure Refuge Network"),
        ("Ben Roe", "Harbour Legal Clinic"),
    ]


AN_OFFICE = f"""\
May 31, 2031

SENT VIA E-MAIL

Department of Inland Travel
Records Office
500 Tenth Street SW, Stop 5
Washington, DC 20001
Attn: Kim Lee

Dear Records Officer:

{BODY}
Thank you,

Ada Poe
"""


def test_an_office_is_addressed_at_somebodys_attention() -> None:
    (party,) = labelled(AN_OFFICE).meta.addressees
    assert "Department of Inland Travel" in (party.organization or "")


def test_surnames_in_a_salutation_are_completed_from_the_text() -> None:
    source = f"""\
I wrote to Olga Stein, the president of the River Council, and to Max Berg before they met.

Dear President Stein and Dr. Berg,

{BODY}
Yours sincerely,
Ada Poe
"""
    meta = labelled(source).meta
    assert meta.addressees == (
        Party(name="Olga Stein", role="President", organization="River Council"),
        Party(name="Max Berg"),
    )


def test_the_longest_letter_of_a_page_with_several_is_the_document() -> None:
    source = f"""\
Update: they answered, briefly.

Dear Ms Poe,

We have your letter.

Yours sincerely,
The Information Desk
Office of Roads

And this is what I had sent:

> Dear Director Low,
>
> {BODY.replace(chr(10), chr(10) + "> ")}
> Yours sincerely,
>
> Ada Poe
>
> encl: A list of names
"""
    reading = labelled(source)
    assert reading.meta.addressees == (Party(name="Low", role="Director"),)
    assert reading.meta.signatories == (Party(name="Ada Poe"),)
    body = " ".join(piece.text for piece in reading.pieces if piece.kind in ("paragraph", "quote"))
    assert "We have your letter." in body
    assert "Information Desk" not in body
    assert "And this is what I had sent:" in body


EMAIL = f"""\
From: Ada Poe
Sent: Thursday, April 10, 2031 10:54 AM
To: Press Desk
Subject: The buses

Dear Mr Low,

{BODY}
Thanks,
Ada
"""


def test_a_printed_e_mail() -> None:
    reading = labelled(EMAIL)
    assert reading.meta.type == "letter"
    assert "Sent: Thursday" in " ".join(kinds(reading, "letterhead"))
    assert not any("From:" in paragraph for paragraph in kinds(reading, "paragraph"))


def test_thanks_within_the_text_close_nothing() -> None:
    source = AMERICAN.replace("We ask you", "Thank you for your time last week; we ask you")
    reading = labelled(source)
    assert kinds(reading, "closing") == ["Sincerely,"]


def test_text_after_the_signature_is_text_again() -> None:
    source = (
        BRITISH + "\nUpdate: the agency has answered that it will look into the matter before the end of the summer.\n"
    )
    reading = labelled(source)
    assert kinds(reading, "paragraph")[-1].startswith("Update: the agency")


@pytest.mark.parametrize("kept", ["title", "date", "type"])
def test_what_a_reader_gave_is_kept(kept: str) -> None:
    given = Meta(title="Given", date="2030", type="report", type_score=0.9)
    reading = text.read(AMERICAN.encode())
    found = label(Reading(reader="html", media_type="text/html", pieces=reading.pieces, meta=given)).meta
    assert getattr(found, kept) == getattr(given, kept)


def test_markers_and_links_stay_where_they_were_when_a_piece_is_cut() -> None:
    from extract.document import Marker, PieceLink

    piece = Piece(
        kind="paragraph",
        text="Sincerely, Ada Poe",
        lines=("Sincerely,", "Ada Poe"),
        markers=(Marker(18, "1"),),
        links=(PieceLink(11, 18, "https://example.org"),),
    )
    before = Piece(kind="paragraph", text=BODY.split("\n\n")[0].replace("\n", " "))
    greeting = Piece(kind="paragraph", text="Dear Director Low:")
    found = label(Reading(reader="docx", media_type="x", pieces=(greeting, before, piece))).pieces
    assert [p.kind for p in found] == ["salutation", "paragraph", "closing", "signature"]
    assert found[-1].text == "Ada Poe"
    assert found[-1].links == (PieceLink(0, 7, "https://example.org"),)
    assert found[-1].markers == (Marker(7, "1"),)


TOWN = f"""\
North Quay Council

3 May 2031

Ms. Iris Holt, Director General
Agency for Overland Travel
4 Quay Row
P.O. Box 77
Ostrava 4410
Republic of Tessaly

By email and post

Dear Director General Holt:

{BODY}
Sincerely,

Ada Poe
Chair of the Board
Harbour Bench
"""


def test_a_town_and_a_country_without_a_street_are_no_second_addressee() -> None:
    meta = labelled(TOWN).meta
    assert meta.addressees == (
        Party(name="Iris Holt", role="Director General", organization="Agency for Overland Travel"),
    )


def test_a_letter_without_blank_lines_tells_its_sender_from_its_addressee() -> None:
    meta = labelled(TOWN.replace("\n\n", "\n")).meta
    assert [one.name for one in meta.addressees] == ["Iris Holt"]
    assert meta.date == "2031-05-03"


@pytest.mark.parametrize("parting", ["\n", "\n\n"])
@pytest.mark.parametrize("role", ["Chair of the Board", "Legal Director", "Programme Coordinator", "Head of Mission"])
@pytest.mark.parametrize("body", ["Harbour Bench", "Open Ferries Trust", "Partner Law Network"])
def test_office_and_body_in_lines_of_their_own_belong_to_the_name_above(parting: str, role: str, body: str) -> None:
    signature = parting.join(["Ada Poe", role, body])
    meta = labelled(TOWN.replace("Ada Poe\nChair of the Board\nHarbour Bench", signature)).meta
    assert meta.signatories == (Party(name="Ada Poe", role=role, organization=body),)


def test_bodies_named_after_offices_sign_a_line_each() -> None:
    bodies = ["Border Clinic", "Quay Justice Centre", "Sisters of the Ford", "Judge Advocates Association"]
    meta = labelled(TOWN.replace("Ada Poe\nChair of the Board\nHarbour Bench", "\n".join(bodies))).meta
    assert [one.organization or one.name for one in meta.signatories] == bodies


def test_what_stands_under_the_subject_is_no_addressee() -> None:
    source = TOWN.replace("By email and post", "RE: Ferry Line v. Harbour Board\nCase Number: 31-204\n\nENTRY OF ORDER")
    assert [one.name for one in labelled(source).meta.addressees] == ["Iris Holt"]
