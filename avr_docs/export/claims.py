"""A claim with all that stands around it: what every format writes."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from sqlite_utils import Database

CLAIMS = """
select c.id as claim, d.id as document, d.title, d.type, d.publisher, d.date, d.url, c.page, s.n as sentence_number,
  s.text as sentence, c.content, c.kind, c.source, c.source_role, c.actor, a.name as actor_name, c.attribution,
  c.certainty, c.cue, c.programme, c.tagger, c.score
from documents d join claims c on c.document = d.id join sentences s on s.id = c.sentence
left join actors a on a.key = c.actor order by d.id, c.n
"""
SAFEGUARDS = """
select cs.claim, cs.safeguard, cs.status from claim_safeguards cs join claims c on c.id = cs.claim
where c.document = ? order by cs.claim, cs.safeguard
"""
NOTES = """
select cn.claim, n.label, n.text from claim_notes cn join claims c on c.id = cn.claim join notes n on n.id = cn.note
where c.document = ? order by cn.claim, n.n
"""
#: "Id." and "supra" are given as the work that they stand for; a work that a claim's notes cite twice, once.
CITATIONS = """
select distinct cn.claim, w.author, w.title, w.issued, w.url from claim_notes cn join claims c on c.id = cn.claim
join citations each on each.note = cn.note join citations w on w.id = coalesce(each.stands_for, each.id)
where c.document = ? and w.type not in ('id', 'supra') order by cn.claim, each.n
"""


def claims(db: Database, *, site: str | None) -> Iterator[dict[str, Any]]:
    """One dict a claim, by document and place in it; lists stay lists, and what is not known is None.

    `address` is that of the sentence: on the site, or from its root where no `site` is given.
    """
    document, around = None, _Around(db, "")
    for row in db.query(CLAIMS):
        if row["document"] != document:
            document = row["document"]
            around = _Around(db, document)
        number = row.pop("sentence_number")
        path = f"/-/avr/document/{quote(row['document'], safe='')}#s{number}"
        yield {
            **row,
            "safeguards": dict(around.safeguards[row["claim"]]),
            "footnotes": around.notes[row["claim"]],
            "citations": around.citations[row["claim"]],
            "address": f"{(site or '').rstrip('/')}{path}",
        }


class _Around:
    """What belongs to the claims of one document, by claim."""

    def __init__(self, db: Database, document: str) -> None:
        self.safeguards: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.notes: dict[str, list[dict[str, str]]] = defaultdict(list)
        self.citations: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for claim, safeguard, status in db.execute(SAFEGUARDS, [document]):
            self.safeguards[claim].append((safeguard, status))
        for claim, label, text in db.execute(NOTES, [document]):
            self.notes[claim].append({"label": label, "text": text})
        for claim, author, title, issued, url in db.execute(CITATIONS, [document]):
            work = {"author": author.split("; ") if author else [], "title": title, "issued": issued, "url": url}
            self.citations[claim].append(work)
