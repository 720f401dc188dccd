"""One cited work as its page shows it: what it is, how it stands, and who cites it where, and for which claims."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from datasette.utils import tilde_encode

from avr_docs.site.database import Row, row, rows
from avr_docs.site.highlight import Run, Stretch, runs
from avr_docs.site.standing import CHECK, CHECKED, is_after, stood, sureness
from avr_docs.site.values import web_address

#: Documents on a page, and places of one document or mentions that are shown: a work may be cited thousands of times.
PAGE, MOST_PLACES, MOST_MENTIONS = 25, 10, 50
SHORT = "('id', 'supra')"

WORK = f"""
select w.*, {CHECK}, d.title as held_title, d.type as held_type, d.date as held_date, d.publisher as held_publisher
from works w left join {CHECKED} left join documents d on d.id = w.document where w.key = :key
"""
COUNTS = f"""
select count(*) as citations, count(distinct document) as documents, coalesce(sum(type in {SHORT}), 0) as short,
  (select count(distinct cc.claim) from citations x join claim_citations cc on cc.citation = x.id
   where x.work = :key) as claims,
  (select count(*) from claim_roots where root = :key) as rests,
  (select count(*) from work_mentions where work = :key) as mentions
from citations where work = :key
"""
DOCUMENTS = """
select d.id as document, d.title, d.type, d.date, d.publisher, c.citations
from (select document, count(*) as citations from citations where work = :key group by document) c
join documents d on d.id = c.document order by d.date is null, d.date desc, d.id limit :limit offset :offset
"""
#: The first places of each of these documents, with the note or the sentence in which each stands.
PLACES = f"""
select * from (
  select c.id, c.document, c.n as position, c.text as written, c.type, c.signal, c.locator, c.parenthetical,
    n.n as note_n, n.label, n.text as note_text, s.n as sentence_n, s.text as sentence_text, s.page,
    row_number() over (partition by c.document order by c.n) as nth
  from citations c left join notes n on n.id = c.note left join sentences s on s.id = c.sentence
  where c.work = :key and c.document in (select value from json_each(:documents)))
where nth <= {MOST_PLACES} order by document, position
"""
CLAIMS = """
select cc.citation, c.id, c.sentence, c.kind, c.content, c.start, c.end, c.source, c.source_role, c.attribution,
  c.certainty, a.name as actor_name, s.text, s.start as sentence_start, s.n, s.page,
  (select json_group_array(json_object('id', cs.safeguard, 'name', coalesce(g.name, cs.safeguard), 'status', cs.status))
   from claim_safeguards cs left join safeguards g on g.id = cs.safeguard where cs.claim = c.id) as safeguards
from claim_citations cc join claims c on c.id = cc.claim left join sentences s on s.id = c.sentence
left join actors a on a.key = c.actor
where cc.citation in (select value from json_each(:citations)) order by c.document, c.start
"""
MENTIONS = f"""
select m.text as words, m.score, m.start - s.start as first, m.end - s.start as last, s.text, s.n, s.page,
  d.id as document, d.title, d.type, d.date, d.publisher
from work_mentions m join documents d on d.id = m.document left join sentences s on s.id = m.sentence
where m.work = :key order by m.score desc, d.date desc, d.id, m.start limit {MOST_MENTIONS}
"""


async def find(datasette: Any, name: str, key: str, *, page: int = 1) -> Row | None:
    """The work with a page of the documents that cite it, newest first; None if there is no such work."""
    work = await row(datasette, name, WORK, {"key": key})
    if work is None:
        return None
    counts = await row(datasette, name, COUNTS, {"key": key}) or {}
    shown = {"key": key, "limit": PAGE, "offset": PAGE * (page - 1)}
    documents = await rows(datasette, name, DOCUMENTS, shown)
    places = await _places(datasette, name, key, [each["document"] for each in documents])
    mentions = await rows(datasette, name, MENTIONS, {"key": key}) if page == 1 else []
    return {
        "work": {
            **stood(work),
            "sure": sureness(work["document_score"]),
            "told_at": web_address(work["status_source"]),
        },
        "counts": counts,
        "documents": [
            {**each, "places": places[each["document"]], "late": is_after(each["date"], work["status_date"])}
            for each in documents
        ],
        "mentions": [
            {**each, "parts": _parts(each["text"] or each["words"], each["first"], each["last"])}
            | {"sure": sureness(each["score"])}
            for each in mentions
        ],
        "row_path": tilde_encode(key),
        "page": page,
        "pages": -(-counts.get("documents", 0) // PAGE),
    }


async def _places(datasette: Any, name: str, key: str, documents: list[str]) -> dict[str, list[Row]]:
    """The places in each document that cite the work, with the sentences whose claims rest on each."""
    found = await rows(datasette, name, PLACES, {"key": key, "documents": json.dumps(documents)})
    ids = json.dumps([each["id"] for each in found])
    by_citation: dict[str, list[Row]] = defaultdict(list)
    for claim in await rows(datasette, name, CLAIMS, {"citations": ids}):
        by_citation[claim["citation"]].append({**claim, "safeguards": json.loads(claim["safeguards"])})
    told: set[str] = set()  # a claim behind two places of a document is told of at the first
    places: dict[str, list[Row]] = defaultdict(list)
    for each in found:
        claims = [claim for claim in by_citation[each["id"]] if claim["id"] not in told]
        told |= {claim["id"] for claim in claims}
        places[each["document"]].append({**each, "sentences": _by_sentence(claims)})
    return places


def _by_sentence(claims: Iterable[Row]) -> list[Row]:
    """The sentences of these claims in order, each with its claims and its text in runs that mark them."""
    found: dict[str, list[Row]] = defaultdict(list)
    for claim in claims:
        found[claim["sentence"] or claim["id"]].append(claim)
    return [{"n": of[0]["n"], "page": of[0]["page"], "claims": of, "runs": _marked(of)} for of in found.values()]


def _marked(claims: list[Row]) -> list[Run[Row]]:
    text = claims[0]["text"] or claims[0]["content"] or ""
    start = claims[0]["sentence_start"]
    if start is None:
        return runs(text, 0, len(text))
    stretches = [Stretch(each["start"] - start, each["end"] - start, each) for each in claims if each["end"]]
    return runs(text, 0, len(text), claims=stretches)


def _parts(text: str, first: int | None, last: int | None) -> list[tuple[str, bool]]:
    """The text in parts, each with whether it is the characters `[first, last)`."""
    if first is None or last is None or not 0 <= first < last <= len(text):
        return [(text, False)]
    return [part for part in ((text[:first], False), (text[first:last], True), (text[last:], False)) if part[0]]
