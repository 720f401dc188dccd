"""The database of `site_example` with works that its documents cite and name, one of them annulled, one hostile."""

from pathlib import Path
from typing import Any

import site_example
from sqlite_utils import Database

from avr_docs import compare

LETTER, NEWS, HOSTILE = site_example.LETTER, site_example.NEWS, site_example.HOSTILE
BAD = "<img src=x onerror=alert(9)>"
CASE, REPORT, PLAIN, EVIL = "case-echr-1-19-2019-ruiz-v-examplia", "group-2023-waiting-abcde", "web-nothing", 'e"/<vil>'
FORMER = "law-former"


def make(path: Path) -> Path:
    """The database, at `path`.

    The letter's note 1 cites the report, for claim c2, and by a second citation the case; its note 2 is an Id. of the
    first. The news names the report in words and links to the case; it is the copy of the work PLAIN.
    """
    site_example.make(path, works=False)
    db = Database(path)
    with db.conn:
        _works(db)
        _citations(db)
        _rest(db)
    db.close()
    return path


def _works(db: Any) -> None:
    case = {
        "key": CASE,
        "type": "legal_case",
        "title": "Ruiz v. Examplia",
        "court": "European Court of Human Rights",
        "docket": "1/19",
        "issued": "2019-11-14",
        "url": "https://www.court.example.org/ruiz",
        "status": "annulled",
        "status_date": "2024-05-20",
        "status_note": "The court set its judgment aside: documents were forged.",
        "status_source": "https://court.example.org/revision",
    }
    report = {
        "key": REPORT,
        "type": "report",
        "author": "Lake Group; Ana Example",
        "title": "Waiting",
        "publisher": "Lake Group",
        "place": "Exampletown",
        "issued": "2023-07",
        "url": "https://lake.example.org/waiting",
        "doi": "doi:10.1234/waiting(1)",
    }
    plain = {"key": PLAIN, "type": "webpage", "url": "https://example.org/news", "document": NEWS}
    evil = dict.fromkeys(["title", "author", "container", "court", "docket", "status_note", "status", "genre"], BAD)
    evil |= {"key": EVIL, "type": BAD, "url": "javascript:alert(10)", "archive_url": "data:text/html,x", "doi": BAD}
    former = {"key": FORMER, "type": "legislation", "title": "Return Act", "status": "superseded"}
    db["works"].insert_all(
        [
            case,
            report,
            {**plain, "document_score": 0.75, "document_match": "title and date"},
            {**evil, "document_match": BAD, "status_source": "javascript:alert(11)"},
            former,
        ]
    )
    db["link_checks"].insert_all(
        [
            {"url": case["url"], "state": "good", "checked": "2031-05-03"},
            {
                "url": report["url"],
                "state": "gone",
                "checked": "2031-05-04",
                "last_seen": "2030-01-02",
                "archived_url": "https://web.archive.org/web/2023/https://lake.example.org/waiting",
                "archived": "2023-08-09",
                "note": "The server answered 404 Not Found.",
            },
        ]
    )


def _citations(db: Any) -> None:
    first, second = f"{LETTER}-n0", f"{LETTER}-n1"
    facts = {"title": "Waiting", "author": "Lake Group; Ana Example", "issued": "2023-07", "type": "report"}
    told = {"signal": "See", "locator": "p. 4", "parenthetical": "on lawyers at the border"}
    db["citations"].update(f"{first}-c", {**facts, **told, "work": REPORT, "url": None})
    db["citations"].update(
        f"{second}-c",
        {"type": "id", "title": None, "url": None, "work": REPORT, "stands_for": f"{first}-c", "resolution": "found"},
    )
    common = {"document": LETTER, "text": "Ruiz v. Examplia"}
    db["citations"].insert_all(
        [
            {
                **common,
                "id": "cx",
                "note": first,
                "n": 1,
                "type": "legal_case",
                "title": "Ruiz v. Examplia",
                "work": CASE,
            },
            {
                **common,
                "id": "cy",
                "note": second,
                "n": 2,
                "type": "supra",
                "refers_to": "1",
                "resolution": "other_work",
            },
            {
                "id": "cz",
                "document": NEWS,
                "sentence": f"{NEWS}-s1",
                "n": 0,
                "type": "webpage",
                "text": "unclear",
                "url": "https://www.court.example.org/ruiz",
                "start": 72,
                "end": 79,
                "work": CASE,
            },
        ],
        alter=False,
    )
    db["notes"].update(second, {"text": "Id.; Example, supra note 1."})
    db["citations"].update("hc", {"work": EVIL, "signal": BAD, "parenthetical": BAD})
    db["claim_citations"].insert_all(
        [{"claim": "c2", "citation": f"{first}-c"}, {"claim": "c4", "citation": f"{second}-c"}]
    )
    db["claim_citations"].insert_all([{"claim": "h1", "citation": "hc"}, {"claim": "h2", "citation": "hc"}])


def _rest(db: Any) -> None:
    db["work_mentions"].insert_all(
        [
            {
                "id": "m1",
                "document": NEWS,
                "sentence": f"{NEWS}-s0",
                "work": REPORT,
                "text": "a lawyer",
                "start": 17,
                "end": 25,
                "score": 0.85,
            },
            {"id": "m2", "document": HOSTILE, "sentence": f"{HOSTILE}-s0", "work": EVIL, "text": BAD, "start": 0,
             "end": 20, "score": 0.6},
        ]
    )  # fmt: skip
    db["claim_roots"].insert_all(
        [
            {"claim": "c2", "root": REPORT, "work": REPORT, "steps": 1},
            {"claim": "c6", "root": CASE, "work": CASE, "steps": 2},
            {"claim": "c5", "root": f"document:{NEWS}", "document": NEWS, "steps": 0},
            {"claim": "h1", "root": EVIL, "work": EVIL, "steps": 1},
        ]
    )
    db.execute(compare.ROOTS)
    db["comparisons"].update("l", {"stated_roots": 1, "observed_roots": 2})
