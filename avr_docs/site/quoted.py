"""Sentences as several pages quote them: their claims marked, who says each, their notes, and where they stand."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from avr_docs.site.database import Row, rows
from avr_docs.site.highlight import Stretch, runs
from avr_docs.site.sources import short_forms

#: Tables that quoting reads.
TABLES = ("documents", "sentences", "claims", "claim_safeguards", "claim_notes", "notes", "citations", "works")
#: Sentences on a page of a list.
PAGE = 20
SENTENCES = """
select s.id, s.n, s.text, s.page, s.start, d.id as document, d.title, d.type, d.date, d.publisher, d.language, d.url
from sentences s join documents d on d.id = s.document where s.id in (select value from json_each(:ids))
"""
CLAIMS = """
select c.id, c.sentence, c.kind, c.content, c.start, c.end, c.source, c.source_role, c.attribution, c.certainty,
  c.actor, a.name as actor_name,
  (select json_group_array(json_object('id', cs.safeguard, 'name', coalesce(g.name, cs.safeguard), 'status', cs.status))
   from claim_safeguards cs left join safeguards g on g.id = cs.safeguard where cs.claim = c.id) as safeguards,
  (select json_group_array(json_object('id', n.id, 'n', n.n, 'label', n.label, 'text', n.text))
   from claim_notes cn join notes n on n.id = cn.note where cn.claim = c.id) as notes
from claims c left join actors a on a.key = c.actor
where c.sentence in (select value from json_each(:ids)) order by c.start, c.id
"""


#: Of a sentence longer than this many characters, which is rather a table or a list, a part around its first claim.
LONGEST, BEFORE = 2400, 400


async def quoted(
    datasette: Any,
    name: str,
    sentences: Iterable[str | None],
    *,
    kind: str = "",
    only: Collection[str] = (),
    named: Mapping[str, tuple[int, int]] | None = None,
) -> list[Row]:
    """These sentences in their order, each once, with their claims and the notes of these.

    Of the claims those of one `kind`, or `only` those with these ids, where given. `named` are characters of the
    document that are to be set off in a sentence, by its id. A sentence whose words were left out of a published copy
    comes without `runs`; one that is not there is left out.
    """
    ids = list(dict.fromkeys(each for each in sentences if each))
    values = {"ids": json.dumps(ids)}
    found = {each["id"]: each for each in await rows(datasette, name, SENTENCES, values)}
    claims: dict[str, list[Row]] = defaultdict(list)
    for claim in await rows(datasette, name, CLAIMS, values):
        if kind in ("", claim["kind"]) and (not only or claim["id"] in only):
            read = {key: json.loads(claim[key]) for key in ("safeguards", "notes")}
            claims[claim["sentence"]].append({**claim, **read})
    with_notes = {found[id]["document"] for id, of in claims.items() if id in found and any(c["notes"] for c in of)}
    short = await short_forms(datasette, name, with_notes)
    return [_quoted(found[id], claims[id], short, (named or {}).get(id)) for id in ids if id in found]


def _quoted(sentence: Row, claims: list[Row], short: Row, named: tuple[int, int] | None) -> Row:
    text, start = sentence["text"] or "", sentence["start"] or 0
    marked = [
        Stretch(claim["start"] - start, claim["end"] - start, claim)
        for claim in claims
        if claim["start"] is not None and claim["end"] is not None
    ]
    links = [Stretch(named[0] - start, named[1] - start, sentence)] if named else []
    first = 0
    if len(text) > LONGEST:
        first = max(0, min((each.start for each in [*marked, *links]), default=0) - BEFORE)
    last = min(len(text), first + LONGEST)
    notes = {note["id"]: {**note, "short": short.get(note["id"], [])} for claim in claims for note in claim["notes"]}
    return {
        **sentence,
        "claims": claims,
        "runs": runs(text, first, last, claims=marked, links=links) if text else [],
        "cut": (first > 0, last < len(text)),
        "notes": list(notes.values()),
    }
