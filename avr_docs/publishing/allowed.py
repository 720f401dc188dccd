"""What may be published, as data: for every table of `schema` which columns go out, and of which documents.

What is not named here is not copied. A table or column that is new in `schema` has to be put here, either where it goes
out or under `back`: tests/avr_docs/test_publishing_allowed.py fails until it is.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from avr_docs.schema import OF_THE_COMPARISON

#: Which rows go out. Of a table without documents: `whole`. Of one with documents: those of `every` document that is
#: not held back (of documents that are not shown in full, sentences, notes and citations only where a claim or demand
#: rests on them); those whose words are `shown`; those of documents that are shown in `full`.
Rows = Literal["whole", "every", "shown", "full"]


class Allowed(NamedTuple):
    """A table's columns by what they hold; every column of the schema stands in exactly one of them.

    `words` are words of the document, each with the two columns that say where in its text they stand, or None where
    they must stand in the row's sentence; they go out where that place is shown. Columns of places go out with them,
    as places in the text that is shown. `quoted` go out unless nothing of the text is shown, `full` of documents that
    are shown in full. A row without one of `needs` does not go out.
    """

    rows: Rows
    facts: str
    words: Mapping[str, tuple[str, str] | None] = {}
    places: str = ""
    quoted: str = ""
    full: str = ""
    back: str = ""
    needs: str = ""

    def columns(self) -> list[str]:
        """Every column that is named."""
        return " ".join((self.facts, " ".join(self.words), self.places, self.quoted, self.full, self.back)).split()


ITS_OWN = ("start", "end")

ALLOWED: dict[str, Allowed] = {
    "programmes": Allowed("whole", "id name aliases host implementer from_date to_date"),
    "actors": Allowed("whole", "key name aliases role listed"),
    "safeguards": Allowed("whole", "id position name definition source"),
    # Numbers of documents would tell how many are held back, and `corpus` is a path of the machine.
    "runs": Allowed(
        "whole",
        "id started finished version reader_version model scheme",
        back="corpus documents changed removed failed",
    ),
    "documents": Allowed(
        "every",
        "id title type type_score publisher date language number programme state page_count words url archive_url "
        "licence republish sample media_type reader sha256 run",
        words={"text": None},
        quoted="authors",
        full="sender recipient subject reason path",
        back="withheld fingerprint",
    ),
    "parties": Allowed("full", "id document part position name role organization"),
    "pages": Allowed("full", "id document number width height"),
    "blocks": Allowed(
        "shown", "id document n kind page level", places="start end", full="x0 top x1 bottom parts", needs="start"
    ),
    "sentences": Allowed("every", "id document n page block", words={"text": ITS_OWN}, places="start end"),
    "notes": Allowed("every", "id document n label kind page", words={"text": ITS_OWN}, places="start end"),
    "note_anchors": Allowed("every", "id document note sentence", places="offset", needs="note sentence offset"),
    "note_comments": Allowed("shown", "id document note", words={"text": ITS_OWN}, places="start end", needs="note"),
    "links": Allowed("shown", "id document href", words={"text": ITS_OWN}, places="start end"),
    "works": Allowed(
        "whole",
        "key type author editor title container publisher place issued volume issue pages edition number genre url "
        "archive_url doi court docket reporter document document_score document_match status status_date status_note "
        "status_source citations documents",
    ),
    "citations": Allowed(
        "every",
        "id document note sentence n type refers_to stands_for resolution work",
        words=dict.fromkeys(
            "text signal author editor title container publisher place issued volume issue pages edition number genre "
            "accessed url archive_url doi court docket reporter parenthetical locator short".split(),
            ITS_OWN,
        ),
        places="start end",
    ),
    "claims": Allowed(
        "every",
        "id document sentence n kind source_role actor attribution certainty footnotes programme date page score "
        "tagger",
        words={"content": ITS_OWN, "source": ("source_start", "source_end"), "cue": ("cue_start", "cue_end")},
        places="start end source_start source_end cue_start cue_end",
    ),
    "claim_safeguards": Allowed("every", "claim safeguard status score kind date"),
    "claim_notes": Allowed("every", "claim note", needs="note"),
    "claim_citations": Allowed("every", "claim citation", needs="citation"),
    "demands": Allowed(
        "every",
        "key document claim sentence n action status status_date page specificity date programme role",
        words=dict.fromkeys(("text", "addressee", "condition", "deadline", "who")),
    ),
    "demand_safeguards": Allowed("every", "demand safeguard"),
    "demand_events": Allowed(
        "whole", "id demand date status note evidence evidence_document undoes", back="who recorded internal"
    ),
    "document_actors": Allowed("every", "document actor name role", needs="actor"),
    "actor_mentions": Allowed(
        "shown", "id document actor sentence date", words={"text": ITS_OWN}, places="start end", needs="actor"
    ),
    "names": Allowed("shown", "id document sentence label", words={"text": ITS_OWN}, places="start end"),
    "problems": Allowed("every", "id document code message page", needs="document"),
    "work_mentions": Allowed("every", "id document sentence work score", words={"text": ITS_OWN}, places="start end"),
    "claim_roots": Allowed("whole", "claim root work document steps"),
    "citation_circles": Allowed("whole", "circle document"),
    "link_checks": Allowed("whole", "url state http_status final_url archived_url archived last_seen checked note"),
    # Likeness alone, of a demand to a sentence or to another demand.
    "demand_suggestions": Allowed("every", "demand sentence document score", needs="sentence"),
    "similar_demands": Allowed("whole", "demand other score"),
}

#: Tables of the schema that the public file fills from what it holds itself, after all is copied.
MADE_AGAIN = frozenset({"addressees", "demand_addressees", "counts", *OF_THE_COMPARISON})
#: Tables of the schema that are never published.
KEPT_BACK: frozenset[str] = frozenset()
