"""What the search page finds: sentences with the claims in them, notes with the sentences that they stand behind."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from avr_docs.matching import match_query
from avr_docs.site.database import Row, row, rows
from avr_docs.site.highlight import END, FOUND, Run, Stretch, runs, snippet
from avr_docs.site.sources import short_forms

PAGE = 20
#: Sentences up to this many characters are shown whole with their claims marked, longer ones in part.
LONGEST_WHOLE = 4000
#: Tokens in a part.
TOKENS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for; empty fields ask for nothing. `within` is "text" or "notes"."""

    words: str = ""
    kind: str = ""
    safeguard: str = ""
    role: str = ""
    type: str = ""
    programme: str = ""
    within: str = "text"
    page: int = 1

    @property
    def match(self) -> str | None:
        """The words as a full-text query, or None."""
        return match_query(self.words)

    @property
    def about_claims(self) -> bool:
        """True if only sentences that hold a certain claim are wanted."""
        return bool(self.kind or self.safeguard or self.role)

    @property
    def empty(self) -> bool:
        """True if nothing was asked that could find anything."""
        return not (self.match or self.about_claims or self.type or self.programme)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """One page of results, and how many there are in all of each sort."""

    results: list[Row] = field(default_factory=list)
    sentences: int = 0
    notes: int = 0
    speakers: list[Row] = field(default_factory=list)

    def pages(self, within: str) -> int:
        """How many pages of results there are."""
        return -(-(self.notes if within == "notes" else self.sentences) // PAGE)


async def find(datasette: Any, name: str, asked: Asked) -> Hits:
    """The page of results asked for. With no words, all sentences with such claims, newest document first."""
    if asked.empty:
        return Hits()
    values = {
        "match": asked.match,
        "kind": asked.kind,
        "safeguard": asked.safeguard,
        "role": asked.role,
        "type": asked.type,
        "programme": asked.programme,
        "limit": PAGE,
        "offset": PAGE * (asked.page - 1),
    }
    of_text, of_notes = _sentences(asked), _notes(asked)
    text_count = await row(datasette, name, f"select count(*) as n {of_text}", values)
    note_count = await row(datasette, name, f"select count(*) as n {of_notes}", values) if of_notes else None
    if asked.within == "notes" and of_notes:
        results = await _found_notes(datasette, name, of_notes, values)
    else:
        results = await _found_sentences(datasette, name, asked, of_text, values)
    return Hits(
        results=results,
        sentences=text_count["n"] if text_count else 0,
        notes=note_count["n"] if note_count else 0,
        speakers=await _speakers(datasette, name, asked),
    )


def _sentences(asked: Asked) -> str:
    """The part of the query from "from" on that sentences are counted and listed by."""
    source = "sentences s"
    where = []
    if asked.match:
        source = "sentences_fts f join sentences s on s.rowid = f.rowid"
        where.append("sentences_fts match :match")
    where += _of_document(asked)
    if asked.about_claims or not asked.match:
        where.append(f"exists ({CLAIM_IN_SENTENCE})")
    return f"from {source} join documents d on d.id = s.document where {' and '.join(where)}"


def _notes(asked: Asked) -> str | None:
    if not asked.match or asked.about_claims:
        return None
    where = ["notes_fts match :match", *_of_document(asked)]
    return (
        "from notes_fts f join notes s on s.rowid = f.rowid join documents d on d.id = s.document "
        f"where {' and '.join(where)}"
    )


def _of_document(asked: Asked) -> list[str]:
    where = ["d.type = :type"] if asked.type else []
    return where + (["d.programme = :programme"] if asked.programme else [])


CLAIM_IN_SENTENCE = """
select 1 from claims c where c.sentence = s.id
and (:kind = '' or c.kind = :kind) and (:role = '' or c.source_role = :role)
and (:safeguard = '' or exists (
  select 1 from claim_safeguards cs where cs.claim = c.id and cs.safeguard = :safeguard))
"""
OF_DOCUMENT = "d.title, d.type, d.date, d.publisher, d.id as document"


async def _found_sentences(datasette: Any, name: str, asked: Asked, source: str, values: Row) -> list[Row]:
    order = "f.rank, s.id" if asked.match else "d.date desc, d.id, s.n"
    columns = f"s.id, s.n, s.page, s.start, {WHOLE if asked.match else 's.text'} as marked, {OF_DOCUMENT}"
    sql = f"select {columns} {source} order by {order} limit :limit offset :offset"
    found = await rows(datasette, name, sql, values)
    claims = await _claims(datasette, name, [each["id"] for each in found])
    return [{**each, "runs": _runs(each, claims[each["id"]]), "claims": claims[each["id"]]} for each in found]


WHOLE = f"""
case when length(s.text) <= {LONGEST_WHOLE} then highlight(sentences_fts, 0, '{FOUND}', '{END}')
else snippet(sentences_fts, 0, '{FOUND}', '{END}', ' … ', {TOKENS}) end
"""


def _runs(sentence: Row, claims: list[Row]) -> list[Run[Row]]:
    """The sentence with its claims marked, and as `link` the words that were looked for."""
    parts = snippet(sentence["marked"])
    text = "".join(part for part, _ in parts)
    hits, place = [], 0
    for part, hit in parts:
        if hit:
            hits.append(Stretch(place, place + len(part), sentence))
        place += len(part)
    marked = []
    for claim in claims:
        first, last = (claim["start"] or 0) - (sentence["start"] or 0), (claim["end"] or 0) - (sentence["start"] or 0)
        if text[max(0, first) : last] and claim["content"] == text[max(0, first) : last]:  # not so in a part of it
            marked.append(Stretch(first, last, claim))
    return runs(text, 0, len(text), claims=marked, links=hits)


async def _found_notes(datasette: Any, name: str, source: str, values: Row) -> list[Row]:
    sql = (
        f"select s.id, s.n, s.label, s.page, snippet(notes_fts, 0, '{FOUND}', '{END}', ' … ', {TOKENS}) as marked, "
        f"{OF_DOCUMENT} {source} order by f.rank, s.id limit :limit offset :offset"
    )
    found = await rows(datasette, name, sql, values)
    behind: dict[str, list[Row]] = defaultdict(list)
    places, bound = _bound([each["id"] for each in found])
    for each in await rows(datasette, name, BEHIND.format(places=places), bound):
        behind[each["note"]].append(each)
    short = await short_forms(datasette, name, (each["document"] for each in found))
    return [
        {
            **each,
            "parts": snippet(each["marked"]),
            "behind": behind[each["id"]],
            "short": short.get(each["id"], []),
        }
        for each in found
    ]


BEHIND = """
select note_anchors.note, sentences.n, sentences.text from note_anchors
join sentences on sentences.id = note_anchors.sentence
where note_anchors.note in ({places}) order by note_anchors.offset
"""
CLAIMS = """
select c.id, c.sentence, c.kind, c.content, c.start, c.end, c.source, c.source_role, c.attribution, c.certainty,
  a.name as actor_name,
  (select json_group_array(json_object('id', cs.safeguard, 'name', coalesce(g.name, cs.safeguard), 'status', cs.status))
   from claim_safeguards cs left join safeguards g on g.id = cs.safeguard where cs.claim = c.id) as safeguards
from claims c left join actors a on a.key = c.actor where c.sentence in ({places}) order by c.start
"""


async def _claims(datasette: Any, name: str, sentences: list[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    places, bound = _bound(sentences)
    for claim in await rows(datasette, name, CLAIMS.format(places=places), bound):
        found[claim["sentence"]].append({**claim, "safeguards": json.loads(claim["safeguards"])})
    return found


async def _speakers(datasette: Any, name: str, asked: Asked) -> list[Row]:
    """Actors whose name or other names hold the words, with how many claims are theirs."""
    words = asked.words.strip()
    if not 3 <= len(words) <= 80 or asked.page > 1:
        return []
    return await rows(datasette, name, SPEAKERS, {"words": words})


SPEAKERS = """
select a.key, a.name, a.role, count(c.id) as claims from actors a join claims c on c.actor = a.key
where instr(lower(a.name), lower(:words)) or instr(lower(coalesce(a.aliases, '')), lower(:words))
group by a.key order by claims desc limit 5
"""


def _bound(ids: list[str]) -> tuple[str, Row]:
    return ", ".join(f":id{i}" for i in range(len(ids))) or "null", {f"id{i}": id for i, id in enumerate(ids)}
