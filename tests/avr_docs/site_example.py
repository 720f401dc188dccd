"""A small database as the store leaves it, with sentences of our own and a hostile document, for tests of the site."""

from pathlib import Path
from typing import Any

from sqlite_utils import Database

from avr_docs import compare, counts, demand_facts, examples, search_index
from avr_docs.schema import create

LETTER = "letter-2024"
NEWS = "news-2024"
HOSTILE = "hostile"
SCAN = "scan-1998"

#: (kind of block, text, page); the letter's note markers stand in NOTES.
LETTER_BLOCKS = [
    ("letterhead", "Lake Street Legal Clinic\n12 Lake Street", 1),
    ("title", "Letter on the Return Assistance Programme", 1),
    ("salutation", "Dear Director,", 1),
    ("paragraph", "The agency says that all returns are voluntary. Our clients were never told of a lawyer.", 1),
    ("heading", "What we ask", 1),
    ("list_item", "• The agency should guarantee legal counsel before any return.", 2),
    ("quote", "Nobody may be returned to danger.", 2),
    ("table", "Year  Returns\n2023  140", 2),
    ("signature", "Ana Example\nDirector", 2),
    ("note", "1 Interview with a client, May 2024.", 1),
    ("note", "2 Convention on Examples, art. 33.", 2),
    ("footer", "Lake Street Legal Clinic, page 1", 1),
]
HOSTILE_TEXT = (
    '<script>alert("claim")</script> says "><img src=x onerror=alert(1)> that the מרכז is safe. '
    "See javascript:alert(1) for more."
)


def make(path: Path, *, works: bool = True) -> Path:
    """The database, at `path`; without rows about works for examples that have their own."""
    db = Database(path)
    create(db)
    with db.conn:
        _fill(db)
        if works:
            _works(db)
        _mentioned(db)
        _dated(db)
    settle(db)
    db.close()
    return path


def settle(db: Database) -> None:
    """What a build does when it ends, so that pages have numbers and examples; again after a change of the rows."""
    demand_facts.settle(db)
    examples.choose(db)
    counts.count(db)
    search_index.refresh(db)


def _mentioned(db: Any) -> None:
    """The letter names the agency twice in one sentence of its demands, and once where the agency itself speaks."""
    for n, words in ((1, "The agency"), (4, "The agency"), (4, "agency")):
        (start,) = db.execute("select start from sentences where id = ?", [f"{LETTER}-s{n}"]).fetchone()
        first = start + (2 if n == 4 else 0) + (4 if words == "agency" else 0)
        mention = {"document": LETTER, "actor": "agency", "sentence": f"{LETTER}-s{n}", "text": words}
        db["actor_mentions"].insert({**mention, "id": f"m{n}-{first}", "start": first, "end": first + len(words)})


def _dated(db: Any) -> None:
    """Dates and kinds, which the store puts beside claims so that long lists need not look them up."""
    for table in ("claims", "actor_mentions"):
        db.execute(f"update [{table}] set date = (select date from documents d where d.id = document)")
    db.execute(
        "update claim_safeguards set (kind, date) = (select kind, date from claims where id = claim_safeguards.claim)"
    )


def _fill(db: Any) -> None:
    db["programmes"].insert_all(
        [
            {"id": "rap", "name": "Return Assistance Programme", "host": "Examplia", "implementer": "agency"},
            {"id": "other", "name": "Second Programme"},
        ]
    )
    db["actors"].insert_all(
        [
            {"key": "agency", "name": "Return Agency", "aliases": "RA; the Agency", "role": "implementer", "listed": 1},
            {"key": "clinic", "name": "Lake Street Legal Clinic", "role": "legal", "listed": 1},
        ]
    )
    db["safeguards"].insert_all(
        [
            {"id": "voluntariness", "position": 1, "name": "Voluntariness", "definition": "A free decision."},
            {"id": "legal_counsel", "position": 2, "name": "Legal counsel", "definition": "Access to a lawyer."},
            {"id": "monitoring", "position": 3, "name": "Monitoring", "definition": "Follow-up after return."},
        ]
    )
    db["runs"].insert({"id": 1, "finished": "2025-01-02T03:04:05", "version": "0.1.0", "model": "en", "scheme": "1"})
    _letter(db)
    _news(db)
    _hostile(db)
    _document(
        db, SCAN, "", title="Old memo", type="memo", state="needs_ocr", reason="Its 3 pages are pictures.", words=0
    )
    _compared(db)
    db["demand_events"].insert(
        {
            "id": 1,
            "demand": "d1",
            "date": "2024-08-01",
            "status": "no_response",
            "note": "Asked again.",
            "evidence": "http://example.org/r",
        }
    )


def _document(db: Any, id: str, text: str, **more: Any) -> None:
    row = {"id": id, "text": text, "state": "ok", "run": 1, "path": f"{id}.pdf", "media_type": "application/pdf"}
    db["documents"].insert({**row, "sha256": id, **more})


def _letter(db: Any) -> None:
    text = "\n\n".join(each for _, each, _ in LETTER_BLOCKS)
    _document(
        db,
        LETTER,
        text,
        title="Letter on the Return Assistance Programme",
        type="letter",
        type_score=0.9,
        date="2024-05-06",
        publisher="Lake Street Legal Clinic",
        programme="rap",
        url="https://example.org/letter.pdf",
        language="en",
    )
    start = 0
    for n, (kind, each, page) in enumerate(LETTER_BLOCKS):
        block = {"id": f"{LETTER}-b{n}", "document": LETTER, "n": n, "kind": kind, "page": page, "parts": "[]"}
        db["blocks"].insert(
            {**block, "start": start, "end": start + len(each), "level": 1 if kind == "heading" else None}
        )
        start += len(each) + 2
    db["parties"].insert_all(
        [
            {"id": "p1", "document": LETTER, "part": "addressee", "position": 0, "name": "The Director"},
            {
                "id": "p2",
                "document": LETTER,
                "part": "signatory",
                "position": 0,
                "name": "Ana Example",
                "role": "Director",
            },
        ]
    )
    sentences = [
        "Letter on the Return Assistance Programme",
        "The agency says that all returns are voluntary.",
        "Our clients were never told of a lawyer.",
        "What we ask",
        "• The agency should guarantee legal counsel before any return.",
        "Nobody may be returned to danger.",
    ]
    for n, each in enumerate(sentences):
        _sentence(db, LETTER, text, n, each)
    _claim(
        db,
        LETTER,
        text,
        1,
        "c1",
        "all returns are voluntary",
        "stated",
        "The agency",
        "implementer",
        "agency",
        attribution="indirect",
        safeguards={"voluntariness": "in_place"},
    )
    _claim(
        db,
        LETTER,
        text,
        2,
        "c2",
        "Our clients were never told of a lawyer",
        "observed",
        "author",
        "legal",
        "clinic",
        safeguards={"legal_counsel": "absent", "voluntariness": "absent"},
        footnotes="1",
        certainty="hedged",
    )
    _claim(
        db,
        LETTER,
        text,
        4,
        "c3",
        "guarantee legal counsel before any return",
        "demanded",
        "author",
        "legal",
        "clinic",
        safeguards={"legal_counsel": "demanded"},
    )
    _claim(
        db, LETTER, text, 5, "c4", "Nobody may be returned to danger", "norm", "author", "legal", None, footnotes="2"
    )
    notes = [("1", "1 Interview with a client, May 2024.", 2), ("2", "2 Convention on Examples, art. 33.", 5)]
    for n, (label, body, sentence) in enumerate(notes):
        id, start = f"{LETTER}-n{n}", text.index(body)
        db["notes"].insert(
            {
                "id": id,
                "document": LETTER,
                "n": n,
                "label": label,
                "kind": "footnote",
                "text": body[2:],
                "page": 1,
                "start": start,
                "end": start + len(body),
            }
        )
        offset = text.index(sentences[sentence]) + len(sentences[sentence]) - 1
        db["note_anchors"].insert(
            {"id": f"{id}-a", "document": LETTER, "note": id, "sentence": f"{LETTER}-s{sentence}", "offset": offset}
        )
        db["claim_notes"].insert({"claim": "c2" if n == 0 else "c4", "note": id})
        db["citations"].insert(
            {
                "id": f"{id}-c",
                "document": LETTER,
                "note": id,
                "n": 0,
                "type": "treaty",
                "title": body[2:],
                "start": start,
                "end": start + len(body),
                "url": "https://example.org/convention",
            }
        )
    demand = {"document": LETTER, "claim": "c3", "sentence": f"{LETTER}-s4", "status": "no_response", "page": 2, "n": 0}
    demand |= {"programme": "rap", "specificity": "partly", "date": "2024-05-06", "role": "legal"}
    named = {"document": LETTER, "actor": "agency", "name": "the agency", "role": "implementer"}
    db["document_actors"].insert(named)
    db["demands"].insert(
        {"key": "d1", **demand, "action": "guarantee", "text": "guarantee legal counsel", "addressee": "The agency"}
    )
    db["demand_safeguards"].insert({"demand": "d1", "safeguard": "legal_counsel"})
    db["demand_suggestions"].insert({"demand": "d1", "sentence": f"{NEWS}-s0", "document": NEWS, "score": 0.61})


def _news(db: Any) -> None:
    text = "“We always offer a lawyer,” said the Return Agency’s spokesperson. It is unclear whether that is so."
    _document(
        db,
        NEWS,
        text,
        title="Agency defends returns",
        type="news",
        date="2024-06-01",
        publisher="Example Courier",
        programme="rap",
        media_type="text/html",
        url="https://example.org/news",
    )
    db["blocks"].insert(
        {"id": "news-b0", "document": NEWS, "n": 0, "kind": "paragraph", "start": 0, "end": len(text), "parts": None}
    )
    first = "“We always offer a lawyer,” said the Return Agency’s spokesperson."
    _sentence(db, NEWS, text, 0, first)
    _sentence(db, NEWS, text, 1, text[len(first) + 1 :])
    _claim(
        db,
        NEWS,
        text,
        0,
        "c5",
        "We always offer a lawyer",
        "stated",
        "the Return Agency’s spokesperson",
        "implementer",
        "agency",
        attribution="direct",
        safeguards={"legal_counsel": "in_place"},
    )
    _claim(
        db,
        NEWS,
        text,
        1,
        "c6",
        "It is unclear whether that is so",
        "observed",
        "author",
        "media",
        None,
        certainty="unknown",
        safeguards={"legal_counsel": "unclear"},
    )


def _hostile(db: Any) -> None:
    bad = "<img src=x onerror=alert(2)>"
    _document(
        db,
        HOSTILE,
        HOSTILE_TEXT,
        title=f'<script>alert("title")</script>{bad}',
        type="other",
        publisher=bad,
        url="javascript:alert(3)",
        archive_url="data:text/html,<script>alert(4)</script>",
        licence=bad,
        subject=bad,
        language='en" onload="alert(5)',
        programme="other",
        path=bad,
        authors=f'["{bad}"]',
        reader=bad,
    )
    db["blocks"].insert(
        {
            "id": "hb",
            "document": HOSTILE,
            "n": 0,
            "kind": "paragraph",
            "start": 0,
            "end": len(HOSTILE_TEXT),
            "parts": "no",
        }
    )
    first = HOSTILE_TEXT[: HOSTILE_TEXT.index("safe.") + 5]
    _sentence(db, HOSTILE, HOSTILE_TEXT, 0, first)
    _claim(
        db,
        HOSTILE,
        HOSTILE_TEXT,
        0,
        "h1",
        first[:40],
        "stated",
        bad,
        "government",
        None,
        attribution="indirect",
        safeguards={"voluntariness": "in_place"},
    )
    _claim(db, HOSTILE, HOSTILE_TEXT, 0, "h2", first[20:60], "observed", bad, "other", None)
    db["links"].insert(
        {"id": "hl", "document": HOSTILE, "start": 0, "end": 8, "text": "x", "href": "javascript:alert(6)"}
    )
    db["notes"].insert(
        {
            "id": "hn",
            "document": HOSTILE,
            "n": 0,
            "label": "<b>",
            "kind": "footnote",
            "text": f"{bad} מרכז note",
            "start": 0,
            "end": 4,
        }
    )
    db["note_anchors"].insert(
        {"id": "hna", "document": HOSTILE, "note": "hn", "sentence": f"{HOSTILE}-s0", "offset": 30}
    )
    db["citations"].insert(
        {
            "id": "hc",
            "document": HOSTILE,
            "note": "hn",
            "n": 0,
            "type": "webpage",
            "title": bad,
            "url": "javascript:alert(7)",
        }
    )
    db["problems"].insert({"id": "hp", "document": HOSTILE, "code": "bad", "message": bad, "page": 1})
    db["parties"].insert({"id": "hy", "document": HOSTILE, "part": "signatory", "position": 0, "name": bad})
    db["demands"].insert(
        {
            "key": "h-d",
            "document": HOSTILE,
            "claim": "h1",
            "sentence": f"{HOSTILE}-s0",
            "n": 0,
            "action": bad,
            "text": bad,
            "addressee": bad,
            "status": "open",
        }
    )
    db["demand_events"].insert(
        {
            "id": 2,
            "demand": "h-d",
            "date": "2024-01-01",
            "status": "open",
            "note": bad,
            "evidence": "javascript:alert(8)",
        }
    )


def _sentence(db: Any, document: str, text: str, n: int, sentence: str) -> None:
    start = text.rindex(sentence)
    db["sentences"].insert(
        {
            "id": f"{document}-s{n}",
            "document": document,
            "n": n,
            "text": sentence,
            "page": 1,
            "start": start,
            "end": start + len(sentence),
            "block": db.execute(
                "select id from blocks where document = ? and start <= ? order by start desc", [document, start]
            ).fetchone()[0],
        }
    )


def _claim(
    db: Any,
    document: str,
    text: str,
    sentence: int,
    id: str,
    content: str,
    kind: str,
    source: str,
    role: str,
    actor: str | None,
    *,
    attribution: str = "author",
    certainty: str = "asserted",
    safeguards: dict[str, str] | None = None,
    footnotes: str | None = None,
) -> None:
    start = text.index(content)
    programme = db.execute("select programme from documents where id = ?", [document]).fetchone()[0]
    db["claims"].insert(
        {
            "id": id,
            "document": document,
            "sentence": f"{document}-s{sentence}",
            "n": 0,
            "kind": kind,
            "content": content,
            "source": source,
            "source_role": role,
            "actor": actor,
            "attribution": attribution,
            "certainty": certainty,
            "footnotes": footnotes,
            "programme": programme,
            "page": 1,
            "score": 0.8,
            "tagger": "rules",
            "start": start,
            "end": start + len(content),
        }
    )
    for safeguard, status in (safeguards or {}).items():
        db["claim_safeguards"].insert({"claim": id, "safeguard": safeguard, "status": status})


def _compared(db: Any) -> None:
    none = {"stated": 0, "observed": 0, "required": 0, "demanded": 0, "documents": 0, "documents_read": 3}
    db["comparisons"].insert_all(
        [
            {
                **none,
                "id": "v",
                "safeguard": "voluntariness",
                "programme": "rap",
                "verdict": "contradicted",
                "stated": 1,
                "stated_in_place": 1,
                "observed": 1,
                "observed_absent": 1,
                "documents": 1,
            },
            {
                **none,
                "id": "l",
                "safeguard": "legal_counsel",
                "programme": "rap",
                "verdict": "contradicted",
                "stated": 1,
                "observed": 2,
                "demanded": 1,
                "documents": 2,
            },
            {**none, "id": "m", "safeguard": "monitoring", "programme": "rap", "verdict": "silent"},
            {
                **none,
                "id": "o",
                "safeguard": "voluntariness",
                "programme": None,
                "verdict": "unverified",
                "required": 1,
            },
        ]
    )
    behind = [
        ("l", "c5", "stated", "in_place", "legal_counsel", "agency", NEWS),
        ("l", "c6", "observed", "unclear", "legal_counsel", None, NEWS),
        ("v", "c1", "stated", "in_place", "voluntariness", "agency", LETTER),
        ("v", "c2", "observed", "absent", "voluntariness", "clinic", LETTER),
        ("l", "c2", "observed", "absent", "legal_counsel", "clinic", LETTER),
        ("l", "c3", "demanded", "demanded", "legal_counsel", "clinic", LETTER),
    ]
    names = ("comparison", "claim", "side", "status", "safeguard", "actor", "document")
    dates = {LETTER: "2024-05-06", NEWS: "2024-06-01"}
    for n, each in enumerate(behind):
        row = dict(zip(names, each, strict=True))
        row |= {"position": row["status"], "date": dates[str(row["document"])], "n": n}
        db["comparison_claims"].insert(row)


def _works(db: Any) -> None:
    """Sources: a treaty that was superseded; the news story and the letter, which cite each other; a hostile one."""
    bad = "<img src=x onerror=alert(9)>"
    counted = {"citations": 1, "documents": 1}
    held = {"document_score": 1.0, "document_match": "address"}
    superseded = {
        "status": "superseded",
        "status_date": "2024-06-02",
        "status_note": "By a protocol.",
        "status_source": "https://example.org/protocol",
    }
    convention = "https://example.org/convention"
    db["works"].insert_all(
        [
            {"key": "convention", "type": "treaty", "title": "Convention", "url": convention, **counted, **superseded},
            {"key": "news", "title": "Agency defends returns", "document": NEWS, **counted, **held},
            {"key": "letter", "title": "Letter on the Programme", "document": LETTER, **counted, **held},
            {"key": "bad", "title": bad, "author": bad, "url": "javascript:alert(10)", "status": bad, **counted},
        ]
    )
    db.execute("update citations set work = 'convention' where id = ?", [f"{LETTER}-n1-c"])
    db.execute("update citations set work = 'bad' where id = 'hc'")
    db["citations"].insert_all(
        [
            {"id": "cn", "document": LETTER, "n": 9, "type": "webpage", "work": "news"},
            {"id": "cl", "document": NEWS, "n": 1, "type": "webpage", "work": "letter"},
            {"id": "cw", "document": NEWS, "n": 2, "type": "supra", "text": "Supra note 9.", "resolution": "no_note"},
        ]
    )
    cited = {"c4": f"{LETTER}-n1-c", "c2": "cn", "h1": "hc"}
    db["claim_citations"].insert_all([{"claim": claim, "citation": each} for claim, each in cited.items()])
    db["claim_roots"].insert_all(
        [
            {"claim": "c1", "root": "letter", "work": "letter", "document": LETTER, "steps": 0},
            {"claim": "c2", "root": "letter", "work": "letter", "document": LETTER, "steps": 2},
            {"claim": "c5", "root": "letter", "work": "letter", "document": LETTER, "steps": 1},
            {"claim": "c6", "root": f"document:{NEWS}", "document": NEWS, "steps": 0},
            {"claim": "h1", "root": "bad", "work": "bad", "steps": 1},
        ]
    )
    db.execute(compare.ROOTS)
    db["citation_circles"].insert_all([{"circle": 1, "document": each} for each in (LETTER, NEWS)])
    archived = f"https://web.archive.org/web/2024/{convention}"
    db["link_checks"].insert({"url": convention, "state": "gone", "archived_url": archived, "checked": "2025-01-01"})
