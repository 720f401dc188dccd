"""Demands with entries in the log that are not in the database now: their words changed, or their document is gone.

Nobody but a person can say whether another demand is the same one; here are the likeliest, found by their words.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import token_sort_ratio
from sqlite_utils import Database

from avr_docs import store, tracked, tracking
from avr_docs.entries import Entry
from avr_docs.keys import normalised

#: The most demands that are offered for one that is lost.
MOST_CANDIDATES = 5
#: Likeness of words, of 100, below which a demand is not offered: of its own document, of any other.
LEAST_SAME, LEAST_OTHER = 50, 60
#: How many words of a lost demand other documents are asked for, the longest first, and how many claims are looked at.
WORDS, CLAIMS = 4, 200
CANDIDATE = """
select m.key, m.text, m.document, d.title, m.page, m.addressee, m.status, s.text as sentence, s.n as sentence_n
from demands m join documents d on d.id = m.document left join sentences s on s.id = m.sentence
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A demand of the log that no document holds now. `text`, `document` and `title` are as they were last seen, None
    where they never were; `candidates` are demands that may be it, the likeliest first, each with its `likeness`."""

    key: str
    text: str | None
    document: str | None
    title: str | None
    sentence: str | None
    entries: tuple[Entry, ...]
    candidates: tuple[dict[str, Any], ...] = ()

    @property
    def same_words(self) -> dict[str, Any] | None:
        """The one candidate in the very same words: the document has another id now, for instance."""
        alike = [each for each in self.candidates if normalised(each["text"] or "") == normalised(self.text or "")]
        return alike[0] if len(alike) == 1 else None


def lost(db: Database, path: Path) -> list[Lost]:
    """The demands of the log at `path` that await a person's word, those with the latest entry first; not `searched`
    for yet, which is what takes time."""
    if not path.exists():
        return []
    with tracking.opened(path) as log:
        named = tracking.with_status(log)
        where = tracked.keys(db, tracking.placings(log), named)
        awaiting = [
            key
            for key in dict.fromkeys(where.present(key) for key in named)
            if key not in where.there and key not in where.gone
        ]
        listed = store.json_list(awaiting)
        query = "select * from demands_seen where key in (select value from json_each(?))"
        seen = {row["key"]: row for row in log.execute(query, [listed])}
        of_key: dict[str, list[Entry]] = defaultdict(list)
        for entry in tracked.standing(tracking.entries_of(log, where.leading_to(awaiting))):
            if entry.kind == "status":
                of_key[where.present(entry.demand)].append(entry)
    names = ("text", "document", "title", "sentence")
    words: dict[str, dict[str, Any]] = {
        key: {name: seen[key][name] if key in seen else None for name in names} for key in awaiting
    }
    return [Lost(key=key, entries=tuple(of_key[key]), **words[key]) for key in awaiting]


def searched(db: Database, one: Lost) -> Lost:
    """The lost demand with those that it may be now."""
    return replace(one, candidates=tuple(candidates(db, one.text, one.document))) if one.text else one


def candidates(db: Database, text: str, document: str | None) -> list[dict[str, Any]]:
    """Demands with words like `text`, those of its own document first, the likeliest first among them."""
    same = list(db.query(f"{CANDIDATE} where m.document = ?", [document]))
    others = [row for row in _elsewhere(db, text) if row["document"] != document]
    rated = [{**row, "likeness": likeness(text, row["text"] or ""), "same": True} for row in same]
    rated += [{**row, "likeness": likeness(text, row["text"] or ""), "same": False} for row in others]
    fit = [row for row in rated if row["likeness"] >= (LEAST_SAME if row["same"] else LEAST_OTHER)]
    return sorted(fit, key=lambda row: (not row["same"], -row["likeness"], row["key"]))[:MOST_CANDIDATES]


def likeness(one: str, other: str) -> int:
    """How alike the words of two demands are, of 100, in whatever order they stand."""
    return round(token_sort_ratio(normalised(one), normalised(other)))


def _elsewhere(db: Database, text: str) -> list[dict[str, Any]]:
    """Demands of any document with the longest words of `text`, fewer of them where there is none: by the index."""
    words = sorted(dict.fromkeys(re.findall(r"\w{4,}", normalised(text))), key=len, reverse=True)[:WORDS]
    for count in range(len(words), 0, -1):
        query = " AND ".join(f'"{word}"' for word in words[:count])
        found = list(
            db.query(
                f"{CANDIDATE} where m.claim in (select c.id from claims c where c.rowid in "
                "(select rowid from claims_fts where claims_fts match ? limit ?))",
                [f"content : ({query})", CLAIMS],
            )
        )
        if found:
            return found
    return []
