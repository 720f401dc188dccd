"""Works of every type, with the fields that documents really leave, and a database of documents that cite them."""

from pathlib import Path
from typing import Any

import site_example
from sqlite_utils import Database

from avr_docs.csl import TYPES

Row = dict[str, Any]

#: Two sets of facts for each type, so that every type meets every field.
FULL = {
    "author": "Peter Orsi; Human Rights Watch",
    "editor": "María de la Cruz Ruiz",
    "container": "Journal of Returns & Readmission",
    "publisher": "Presses de l’Université",
    "place": "Tegucigalpa",
    "issued": "2019-07-02",
    "volume": "12",
    "issue": "3",
    "pages": "101–134",
    "edition": "2nd",
    "number": "WP 17",
    "genre": "working paper",
    "url": "https://example.org/a_b?x=1&y=%20#p~2",
    "doi": "10.1093/rsq/hdz_009",
}
SPARE = {"author": "IOM", "issued": "2019"}

ANNULLED = {
    "status": "annulled",
    "status_date": "2031-02-03",
    "status_note": "Set aside on appeal.",
    "status_source": "https://example.org/appeal",
}

MESSY: list[Row] = [
    {"title": "100 % “safe” & {sound}: $5_000 #1 ~ \\home ^ 2", "author": "Ğülşen Çağ; Łukasz Żółć"},
    {"title": "An opening { alone", "author": "Paz, A., Jr."},
    {"title": "A closing } alone", "author": "Ruiz & Partners LLP"},
    {"title": "\\", "author": "O’Brien, Conor; D'Ávila, João"},
    {"title": 'He said "go"; she said \'no\'', "author": "Jose “Pepe” Mujica"},
    {"title": "Straße, Fjörður, Đà Nẵng, Киев, 難民, العودة", "author": "Ødegård, Åse; Nguyễn Văn An"},
    {"title": "<script>alert(1)</script> <b>bold</b> &amp; <i>it</i>", "author": "<img src=x onerror=alert(1)>"},
    {"title": "Line one\n  line two\ttab\x0b\x00\x1f end", "author": "Ana\nRuiz"},
    {"title": "TY  - JOUR\nER  - \n@book{x,", "publisher": "A\r\nTY  - BOOK"},
    {"title": "@article{evil, title = {x}}", "place": "São Tomé % comment"},
    {"title": "What is it?", "author": "Orsi et al."},
    {"title": "And then what", "author": "Sandy And Land; Peter Orsi and others"},
    {"author": "Returned Migrants of Choluteca", "url": "https://example.org/only"},
    {"url": "http://example.org/{a}|b\\c^d`e"},
    {"title": "No author", "issued": "2020-13-40"},
    {"title": "A season", "issued": "Spring 2020"},
    {"title": "A span", "issued": "2019-10/2020-02"},
    {"title": "A month", "issued": "2021-02", "author": "van der Berg, Jan; ter Braak, C. J. F."},
    {"title": "No such day", "issued": "2021-02-30", "author": "Martin Luther King Jr.; John Smith III"},
    {"title": "Before Unix", "issued": "0994-01-01", "author": "Ludwig van Beethoven"},
    {"title": "Pages of roman", "pages": "xii–xx", "type": "chapter", "container": "Book % of & all"},
    {"title": "Pages with a gap", "pages": "3, 7-9 & 12", "type": "article-journal", "container": "J"},
    {"title": "One page", "pages": "S12", "type": "article-journal", "issue": "4", "number": "e12"},
    {"title": "Small letters", "author": "José Ortega y Gasset; Abdul Rahman al-Hassan; Maria de la Cruz Garcia"},
    {"title": "Many of us", "author": "; ".join(f"Given{n} Family{n}" for n in range(40))},
    {"title": "Trailing; ", "author": "; Ana Ruiz ;; "},
    {"title": "Ruiz v. Return Office", "type": "legal_case", "court": "9th Cir.", "docket": "No. 19-1234",
     "reporter": "565 F.3d 12", "issued": "2019-05-04", **ANNULLED},
    {"title": "M.S.S. v. Belgium & Greece", "type": "legal_case", "court": "ECtHR", "docket": "30696/09"},
    {"title": "Parallel v. Reports", "type": "legal_case", "reporter": "1 U.S. 2; 3 S. Ct. 4", "number": "7"},
    {"title": "Held in a book", "type": "legal_case", "reporter": "10 F.2d 20", "container": "Casebook"},
    {"title": "Return Act of 1980", "type": "legislation", "reporter": "94 Stat. 102", "number": "Pub. L. 96-212"},
    {"title": "Directive 2008/115/EC", "type": "legislation", "reporter": "OJ L 348", "court": "Council"},
    {"title": "Convention, art. 33", "type": "treaty", "reporter": "189 U.N.T.S. 137", "issued": "1951-07-28"},
    {"title": "Of two publishers", "type": "legal_case", "court": "High Court", "publisher": "Reports Ltd"},
    {"title": "A master's thesis", "type": "thesis", "genre": "MA thesis", "publisher": "Univ. of X"},
    {"title": "A doctor's", "type": "thesis", "genre": "PhD thesis", "publisher": "Univ. of Y"},
    {"title": "Press release on return", "type": "press_release", "author": "Ministerio del Interior"},
    {"title": "Retracted", "type": "article-journal", "status": "retracted", "archive_url": "https://web.example/1"},
    {"title": "Archived", "type": "webpage", "archive_url": "https://web.example/2?a=b", "doi": "https://doi.org/10.1/x"},
]  # fmt: skip


def rows() -> list[Row]:
    """Every work, as a row of `works` with all its columns but what is not known."""
    typed = [{"type": type, "title": f"Of type {type}", **FULL} for type in sorted(TYPES)]
    spare = [{"type": type, "title": f"Plain {type}", **SPARE} for type in sorted(TYPES)[::4]]
    made = [*typed, *spare, *MESSY]
    return [{"type": "report", "key": f"w{n:02d}", "citations": 1, "documents": 1, **row} for n, row in enumerate(made)]


def make(path: Path) -> Path:
    """The database of `site_example` at `path`, whose letter and news cite five works of the example.

    The letter cites w00, also by a short form that stands for it, and w01, for a claim on counsel in the programme
    "rap"; the news w01, for a claim on counsel, w02, and by a link w03, for a claim on voluntariness in "other".
    """
    site_example.make(path, works=False)
    db = Database(path)
    with db.conn:
        for table in ("work_mentions", "claim_roots"):
            db.execute(f"delete from {table}")
        db.execute("update citations set work = null")
        db.execute("delete from works")
        db["works"].insert_all(rows(), alter=False)
        cite(db, "x0", site_example.LETTER, work="w00")
        cite(db, "x1", site_example.LETTER, type="id", stands_for="x0")
        cite(db, "x2", site_example.LETTER, work="w01", claim="k1", safeguard="legal_counsel", programme="rap")
        cite(db, "x3", site_example.NEWS, work="w01", claim="k2", safeguard="legal_counsel")
        cite(db, "x4", site_example.NEWS, work="w02")
        cite(db, "x5", site_example.NEWS, work="w03", claim="k3", safeguard="voluntariness", programme="other")
    db.close()
    return path


def cite(
    db: Any,
    id: str,
    document: str,
    *,
    claim: str | None = None,
    safeguard: str = "",
    programme: str | None = None,
    **facts: Any,
) -> None:
    """A citation in a document, of a claim if there is one."""
    db["citations"].insert({"id": id, "document": document, "type": "report", **facts})
    if claim:
        db["claims"].insert({"id": claim, "document": document, "programme": programme, "kind": "stated"})
        db["claim_safeguards"].insert({"claim": claim, "safeguard": safeguard})
        db["claim_citations"].insert({"claim": claim, "citation": id})
