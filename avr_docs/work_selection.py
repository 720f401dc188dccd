"""Which works are meant: those of a document, of claims on a safeguard or programme, or with words; one query for all.

The command line runs it on its own connection and the site on Datasette's, so the query and its values come apart
from running it.
"""

import json
from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from avr_docs.errors import StoreError
from avr_docs.matching import match_query

Row = dict[str, Any]

#: Tables that the query may read; who may not see one of them does not see works by it.
TABLES = ("works", "documents", "citations", "claim_citations", "claims", "claim_safeguards")

#: A short form stands for the citation that it repeats, and so for that one's work.
CITED = """w.key in (
  select coalesce(x.work, f.work) from citations x left join citations f on f.id = x.stands_for where {where})"""
#: One claim must be about both the safeguard and the programme, as in a cell of the comparison.
BEHIND_CLAIM = """exists (
  select 1 from claim_citations cc join claims c on c.id = cc.claim where cc.citation = x.id and {where})"""
SAFEGUARD = "exists (select 1 from claim_safeguards cs where cs.claim = c.id and cs.safeguard = :safeguard)"
#: As in the addresses of the site: for claims that are about no programme.
NO_PROGRAMME = "-"
WORDS = "w.rowid in (select rowid from works_fts where works_fts match :match)"
KEYS = "w.key in (select value from json_each(:keys))"
ORDER = "order by coalesce(w.author, w.editor, w.title) collate nocase, w.issued, w.title, w.key"

#: Where each choice by id is looked up, to tell a wrong id from one that nothing belongs to.
KNOWN = {
    "document": "select id from documents where id = ?",
    "safeguard": "select id from safeguards where id = ?",
    "programme": "select id from programmes where id = ?",
}


def query(
    *,
    document: str | None = None,
    safeguard: str | None = None,
    programme: str | None = None,
    words: str | None = None,
    keys: Iterable[str] | None = None,
    limit: int | None = None,
) -> tuple[str, Row]:
    """The SQL that finds these works, in the order of their authors, and its values; all that is given must hold.

    `document` is the id of one that cites the work, `safeguard` and `programme` what a claim is about whose sentence
    or note cites it, `words` are looked for in authors, titles and containers. None asks for nothing; words without a
    letter or digit find nothing.
    """
    claim = [SAFEGUARD] if safeguard is not None else []
    if programme is not None:
        claim += ["c.programme is null" if programme == NO_PROGRAMME else "c.programme = :programme"]
    cited = ["x.document = :document"] if document is not None else []
    cited += [BEHIND_CLAIM.format(where=" and ".join(claim))] if claim else []
    where = [CITED.format(where=" and ".join(cited))] if cited else []
    where += [WORDS] if words is not None else []
    where += [KEYS] if keys is not None else []
    sql = f"select w.* from works w {'where ' + ' and '.join(where) if where else ''} {ORDER}"
    values = {"document": document, "safeguard": safeguard, "programme": programme, "limit": limit}
    values |= {"match": (match_query(words) or '""') if words is not None else None}
    values |= {"keys": json.dumps(list(keys)) if keys is not None else None}
    return sql + (" limit :limit" if limit is not None else ""), values


def works(
    db: Database,
    *,
    document: str | None = None,
    safeguard: str | None = None,
    programme: str | None = None,
    words: str | None = None,
    keys: Iterable[str] | None = None,
) -> list[Row]:
    """The rows of these works, as `query` finds them.

    Raises:
        StoreError: there is no such document, safeguard or programme, or there is no word in `words`.
    """
    for what, id in (("document", document), ("safeguard", safeguard), ("programme", programme)):
        listed = id is not None and (what, id) != ("programme", NO_PROGRAMME)
        if listed and db.execute(KNOWN[what], [id]).fetchone() is None:
            raise StoreError(f"There is no {what} {id!r} in this database.")
    if words is not None and match_query(words) is None:
        raise StoreError(f"There is no word to look for in {words!r}.")
    sql, values = query(document=document, safeguard=safeguard, programme=programme, words=words, keys=keys)
    return list(db.query(sql, values))
