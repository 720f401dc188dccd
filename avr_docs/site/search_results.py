"""Items of the search index made whole: each with its text, its document, and what stands around it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from avr_docs.search_items import item
from avr_docs.site.database import Row, rows
from avr_docs.site.highlight import END, FOUND, Run, Stretch, runs, snippet
from avr_docs.site.values import document_path, work_path

#: Sentences up to this many characters are shown whole with their claims marked, longer ones in part.
LONGEST_WHOLE = 4000
#: Tokens in a part.
TOKENS = 64

PLAIN = """
select item, ref, title as title_text, words from search_texts where item in (select value from json_each(:numbers))
"""
MARKED = f"""
select t.item, t.ref, highlight(search_fts, 0, '{FOUND}', '{END}') as title_text,
  case when length(t.words) <= {LONGEST_WHOLE} then highlight(search_fts, 1, '{FOUND}', '{END}')
  else snippet(search_fts, 1, '{FOUND}', '{END}', ' … ', {TOKENS}) end as words
from search_fts join search_texts t on t.item = search_fts.rowid
where search_fts match :match and {{rowid}} in (select value from json_each(:numbers))
"""
#: Each number is looked up in turn; but beginnings of words, which are put together anew each time, are walked through.
EACH, AMONG = "search_fts.rowid", "search_fts.rowid between :first and :last and +search_fts.rowid"
LISTED = "in (select value from json_each(:ids))"
OF_DOCUMENT = "d.id as document, d.title, d.type, d.date, d.publisher, d.url, d.programme"
SENTENCES = f"""
select s.id, s.n, s.page, s.start, {OF_DOCUMENT} from sentences s join documents d on d.id = s.document
where s.id {LISTED}
"""
NOTES = f"""
select s.id, s.n, s.label, s.page, {OF_DOCUMENT} from notes s join documents d on d.id = s.document where s.id {LISTED}
"""
DOCUMENTS = f"""
select d.id, {OF_DOCUMENT}, d.state, d.subject, (select count(*) from claims c where c.document = d.id) as claims
from documents d where d.id {LISTED}
"""
WORKS = f"""
select w.key as id, w.type as work_type, w.issued as date, w.url, w.status, w.citations, w.documents, w.document as held
from works w where w.key {LISTED}
"""
CLAIMS = f"""
select c.id, c.sentence, c.kind, c.content, c.start, c.end, c.source, c.source_role, c.actor, c.attribution,
  c.certainty, c.score, a.name as actor_name,
  (select json_group_array(json_object('id', cs.safeguard, 'name', coalesce(g.name, cs.safeguard), 'status', cs.status))
   from claim_safeguards cs left join safeguards g on g.id = cs.safeguard where cs.claim = c.id) as safeguards
from claims c left join actors a on a.key = c.actor where c.sentence {LISTED} order by c.start, c.id
"""
DEMANDS = (
    "select m.key, m.sentence, m.status, (select group_concat(a.name, ' · ') from demand_addressees x "
    "join addressees a on a.key = x.addressee where x.demand = m.key) as addressee "
    f"from demands m where m.sentence {LISTED} order by m.n, m.key"
)
BEHIND = f"""
select a.note, s.n, s.text from note_anchors a join sentences s on s.id = a.sentence where a.note {LISTED}
order by a.offset
"""
#: The table that the items of each sort are rows of.
TABLES = {"sentence": SENTENCES, "demand": SENTENCES, "note": NOTES, "work": WORKS, "document": DOCUMENTS}


async def whole(datasette: Any, name: str, numbers: Sequence[int], match: str | None = None) -> list[Row]:
    """The items, in this order, with their texts in parts: words of the full-text query `match` are hits.

    An item that has gone since it was found is left out.
    """
    texts = await rows(datasette, name, *_texts(numbers, match))
    by_number = {each["item"]: each for each in texts}
    found = [{**by_number[number], "sort": item(number).sort} for number in numbers if number in by_number]
    facts = {sql: await _by_id(datasette, name, sql, found) for sql in set(TABLES.values())}
    found = [{**each, **of_it} for each in found if (of_it := facts[TABLES[each["sort"]]].get(each["ref"]))]
    return [_placed(each) for each in await _with_claims(datasette, name, found)]


def _texts(numbers: Sequence[int], match: str | None) -> tuple[str, Row]:
    values: Row = {"numbers": json.dumps(numbers)}
    if not (match and numbers):
        return PLAIN, values
    sql = MARKED.format(rowid=AMONG if '"*' in match else EACH)
    return sql, {**values, "match": match, "first": min(numbers), "last": max(numbers)}


async def _by_id(datasette: Any, name: str, sql: str, found: Iterable[Row]) -> dict[str, Row]:
    ids = [each["ref"] for each in found if TABLES[each["sort"]] == sql]
    return {each["id"]: each for each in await rows(datasette, name, sql, _ids(ids))} if ids else {}


async def _with_claims(datasette: Any, name: str, found: list[Row]) -> list[Row]:
    """Sentences with their claims and demands, notes with the sentences that they stand behind."""
    sentences = _ids(each["ref"] for each in found if each["sort"] in ("sentence", "demand"))
    claims = await _grouped(datasette, name, CLAIMS, "sentence", sentences)
    demands = await _grouped(
        datasette, name, DEMANDS, "sentence", _ids(each["ref"] for each in found if each["sort"] == "demand")
    )
    behind = await _grouped(
        datasette, name, BEHIND, "note", _ids(each["ref"] for each in found if each["sort"] == "note")
    )
    return [
        {
            **each,
            "claims_in": [{**claim, "safeguards": json.loads(claim["safeguards"])} for claim in claims[each["ref"]]],
            "demands": demands[each["ref"]],
            "behind": behind[each["ref"]],
        }
        for each in found
    ]


async def _grouped(datasette: Any, name: str, sql: str, key: str, ids: Row) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    if ids["ids"] != "[]":
        for each in await rows(datasette, name, sql, ids):
            found[each[key]].append(each)
    return found


def _ids(ids: Iterable[str]) -> Row:
    return {"ids": json.dumps(list(ids))}


def _placed(found: Row) -> Row:
    """The item with its text in runs, and where it stands on the site."""
    words = snippet(found["words"])
    text = "".join(part for part, _ in words)
    parts: Row = {"title_parts": snippet(found["title_text"]), "parts": words, "text": text}
    if found["sort"] == "work":
        return {**found, **parts, "lines": _lines(found["words"]), "path": work_path(found["ref"])}
    if found["sort"] == "document":
        # Its page says the rest: here stands only why it was found.
        lines = [line for line in _lines(found["words"]) if any(hit for _, hit in line)]
        return {**found, **parts, "lines": lines, "path": document_path(found["ref"])}
    if found["sort"] == "note":
        return {**found, **parts, "path": f"{document_path(found['document'])}#note-{found['n']}"}
    marked = _runs(found, words, text)
    return {**found, **parts, "runs": marked, "path": document_path(found["document"], found["n"])}


def _lines(marked: str) -> list[list[tuple[str, bool]]]:
    return [snippet(line) for line in marked.split("\n") if line]


def _runs(sentence: Row, parts: list[tuple[str, bool]], text: str) -> list[Run[Row]]:
    """The sentence with its claims marked, and as `link` the words that were looked for."""
    hits, place = [], 0
    for part, hit in parts:
        if hit:
            hits.append(Stretch(place, place + len(part), sentence))
        place += len(part)
    marked = []
    for claim in sentence["claims_in"]:
        first, last = (claim["start"] or 0) - (sentence["start"] or 0), (claim["end"] or 0) - (sentence["start"] or 0)
        if text[max(0, first) : last] and claim["content"] == text[max(0, first) : last]:  # not so in a part of it
            marked.append(Stretch(first, last, claim))
    return runs(text, 0, len(text), claims=marked, links=hits)
