"""A tagged document as rows of the tables, with their ids and the keys that tie them together."""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from avr_docs.document_row import listed
from avr_docs.keys import Keys
from avr_docs.records import Actor, Citation, Claim, Tagged
from avr_docs.schema import TABLES
from avr_docs.specificity import specificity
from extract.document import Party

Rows = dict[str, list[dict[str, Any]]]
#: Columns of `citations` that are fields of `Citation`, by the same names.
OF_A_CITATION = tuple(
    {field.name for field in fields(Citation)} & TABLES["citations"].columns.keys() - {"note", "stands_for"}
)


def children(tagged: Tagged, *, programme: str | None = None) -> Rows:
    """The rows of every table that belong to the document, in the order of the text."""
    return _Children(tagged, programme).rows()


class _Children:
    """The ids of one document's rows as they are given out; each table refers to those before it."""

    def __init__(self, tagged: Tagged, programme: str | None) -> None:
        self.tagged, self.document, self.programme = tagged, tagged.document, programme
        self.id = self.document.id
        self.keys = Keys(self.id)
        self.block_ids = [self.keys.make("block", b.kind, self.text(b)) for b in self.document.blocks]
        self.sentence_ids = [self.keys.make("sentence", s.text) for s in tagged.sentences]
        self.note_ids = [self.keys.make("note", self.text(note)) for note in self.document.notes]
        self.place_of = {sentence.n: i for i, sentence in enumerate(tagged.sentences)}
        self.starts = [sentence.start for sentence in tagged.sentences]
        self.citation_notes = [self.note_key(c) for c in tagged.citations]
        self.citation_ids = [
            self.keys.make("citation", note, self.text(c))
            for note, c in zip(self.citation_notes, tagged.citations, strict=True)
        ]
        self.claim_ids = [self.keys.make("claim", self.sentence(c), c.content) for c in tagged.claims]

    def rows(self) -> Rows:
        return {
            "parties": list(self.parties()),
            "pages": [
                {"id": self.keys.make("page", p.number), "number": p.number, "width": p.width, "height": p.height}
                for p in self.document.pages
            ],
            "blocks": list(self.blocks()),
            "sentences": list(self.sentences()),
            "notes": list(self.notes()),
            "note_anchors": list(self.anchors()),
            "links": list(self.links()),
            "note_comments": list(self.comments()),
            "citations": list(self.citations()),
            "claims": [self.claim(i) for i in range(len(self.tagged.claims))],
            "claim_safeguards": [
                {
                    "claim": key,
                    "safeguard": safeguard,
                    "status": status,
                    "score": claim.safeguard_scores.get(safeguard),
                    "kind": claim.kind,
                }
                for key, claim in zip(self.claim_ids, self.tagged.claims, strict=True)
                for safeguard, status in claim.safeguards.items()
            ],
            "claim_notes": list(self.claim_notes()),
            "claim_citations": list(self.claim_citations()),
            **self.demands(),
            "document_actors": [{"actor": a.key, "name": a.name, "role": a.role} for a in self.actors()],
            "actor_mentions": list(self.mentions()),
            "names": list(self.names()),
            "problems": [
                {
                    "id": self.keys.make("problem", p.code, p.message, p.page),
                    "code": p.code,
                    "message": p.message,
                    "page": p.page,
                }
                for p in self.document.problems
            ],
        }

    def text(self, span: Any) -> str:
        return self.document.text[span.start : span.end]

    def sentence(self, claim: Claim) -> str:
        return self.sentence_ids[self.place_of[claim.sentence]]

    def sentence_at(self, offset: int) -> str | None:
        """The id of the sentence that the character at `offset` lies in."""
        place = bisect_right(self.starts, offset) - 1
        return self.sentence_ids[place] if place >= 0 and offset < self.tagged.sentences[place].end else None

    def parties(self) -> Iterator[dict[str, Any]]:
        meta = self.document.meta
        found: list[tuple[str, Sequence[Party]]] = [
            ("addressee", meta.addressees),
            ("signatory", meta.signatories),
            ("cc", [Party(name=name) for name in meta.cc]),
            ("author", [Party(name=name) for name in meta.authors]),
        ]
        for part, parties in found:
            for position, each in enumerate(parties, 1):
                facts = {"name": each.name, "role": each.role, "organization": each.organization}
                yield {
                    "id": self.keys.make("party", part, *facts.values()),
                    "part": part,
                    "position": position,
                    **facts,
                }

    def blocks(self) -> Iterator[dict[str, Any]]:
        for n, (key, block) in enumerate(zip(self.block_ids, self.document.blocks, strict=True)):
            box = block.bbox or (None, None, None, None)
            parts = [
                {"page": part.page, "bbox": list(part.bbox) if part.bbox else None, "start": part.start}
                for part in block.parts
            ]
            yield {
                "id": key,
                "n": n,
                "kind": block.kind,
                "start": block.start,
                "end": block.end,
                "page": block.page,
                **dict(zip(("x0", "top", "x1", "bottom"), box, strict=True)),
                "level": block.level,
                "parts": json.dumps(parts) if parts else None,
            }

    def sentences(self) -> Iterator[dict[str, Any]]:
        for key, each in zip(self.sentence_ids, self.tagged.sentences, strict=True):
            place = {"n": each.n, "text": each.text, "page": each.page, "start": each.start, "end": each.end}
            yield {"id": key, **place, "block": self.block_ids[each.block]}

    def notes(self) -> Iterator[dict[str, Any]]:
        for n, (key, note) in enumerate(zip(self.note_ids, self.document.notes, strict=True), 1):
            place = {"page": note.page, "start": note.start, "end": note.end}
            yield {"id": key, "n": n, "label": note.label, "kind": note.kind, "text": self.text(note), **place}

    def anchors(self) -> Iterator[dict[str, Any]]:
        for key, note in zip(self.note_ids, self.document.notes, strict=True):
            for offset in note.anchors:
                sentence = self.sentence_at(offset)
                yield {
                    "id": self.keys.make("anchor", key, sentence),
                    "note": key,
                    "sentence": sentence,
                    "offset": offset,
                }

    def links(self) -> Iterator[dict[str, Any]]:
        for link in self.document.links:
            text = self.text(link)
            place = {"start": link.start, "end": link.end}
            yield {"id": self.keys.make("link", link.href, text), **place, "text": text, "href": link.href}

    def citations(self) -> Iterator[dict[str, Any]]:
        for n, each in enumerate(self.tagged.citations):
            values = {name: getattr(each, name) for name in OF_A_CITATION}
            target = None if each.stands_for is None else self.citation_ids[each.stands_for]
            yield {
                "id": self.citation_ids[n],
                "note": self.citation_notes[n],
                "sentence": None if each.note is not None else self.sentence_at(each.start),
                "n": n + 1,
                "text": self.text(each),
                **values,
                "author": listed(each.author),
                "editor": listed(each.editor),
                "stands_for": target,
            }

    def comments(self) -> Iterator[dict[str, Any]]:
        for each in self.tagged.comments:
            note = self.note_of(each.note, each.start)
            key = None if note is None else self.note_ids[note]
            place = {"text": self.text(each), "start": each.start, "end": each.end}
            yield {"id": self.keys.make("comment", key, self.text(each)), "note": key, **place}

    def note_of(self, label: str, start: int) -> int | None:
        """The place among the notes of the one that holds the character at `start`, else of the one of that label."""
        notes = list(enumerate(self.document.notes))
        holding = [i for i, note in notes if note.start <= start < note.end]
        return next(iter(holding or [i for i, note in notes if note.label == label]), None)

    def note_key(self, citation: Citation) -> str | None:
        note = None if citation.note is None else self.note_of(citation.note, citation.start)
        return None if note is None else self.note_ids[note]

    def claim(self, i: int) -> dict[str, Any]:
        claim = self.tagged.claims[i]
        source, cue = claim.source_span or (None, None), claim.cue_span or (None, None)
        block = self.document.blocks[self.tagged.sentences[self.place_of[claim.sentence]].block]
        return {
            "id": self.claim_ids[i],
            "sentence": self.sentence(claim),
            "n": i + 1,
            "kind": claim.kind,
            "content": claim.content,
            "source": claim.source,
            "source_role": claim.source_role,
            "actor": claim.actor,
            "cue": claim.cue,
            "attribution": claim.attribution,
            "certainty": claim.certainty,
            "footnotes": listed(claim.footnotes),
            "programme": self.programme,
            "page": block.page_at(claim.start),
            "score": claim.score,
            "tagger": claim.tagger,
            "start": claim.start,
            "end": claim.end,
            "source_start": source[0],
            "source_end": source[1],
            "cue_start": cue[0],
            "cue_end": cue[1],
        }

    def claim_notes(self) -> Iterator[dict[str, Any]]:
        """Labels may start again on each page or in each chapter: the note that is anchored in the sentence counts."""
        for key, claim in zip(self.claim_ids, self.tagged.claims, strict=True):
            sentence = self.tagged.sentences[self.place_of[claim.sentence]]
            for label in dict.fromkeys(claim.footnotes):
                alike = [i for i, note in enumerate(self.document.notes) if note.label == label]
                inside = [
                    i
                    for i in alike
                    if any(sentence.start <= at < sentence.end for at in self.document.notes[i].anchors)
                ]
                for i in inside or (alike if len(alike) == 1 else []):
                    yield {"claim": key, "note": self.note_ids[i]}

    def claim_citations(self) -> Iterator[dict[str, Any]]:
        """The citations of a claim's notes, and the addresses and links in its sentence."""
        in_notes: dict[str, list[str]] = defaultdict(list)
        for citation, note in zip(self.citation_ids, self.citation_notes, strict=True):
            if note is not None:
                in_notes[note].append(citation)
        linked: dict[str | None, list[str]] = defaultdict(list)
        for each, citation in zip(self.tagged.citations, self.citation_ids, strict=True):
            if each.note is None:
                linked[self.sentence_at(each.start)].append(citation)
        for row in self.claim_notes():
            yield from ({"claim": row["claim"], "citation": citation} for citation in in_notes[row["note"]])
        for key, claim in zip(self.claim_ids, self.tagged.claims, strict=True):
            yield from ({"claim": key, "citation": citation} for citation in linked[self.sentence(claim)])

    def demands(self) -> Rows:
        rows: Rows = {"demands": [], "demand_safeguards": []}
        for n, demand in enumerate(self.tagged.demands, 1):
            key = self.keys.make("demand", demand.text)
            claim = self.claim(demand.claim)
            place = {"claim": claim["id"], "sentence": claim["sentence"], "n": n, "page": claim["page"]}
            words = {"text": demand.text, "addressee": demand.addressee, "condition": demand.condition}
            action = {"action": demand.action, "deadline": demand.deadline, "status": "open", "status_date": None}
            said = {"specificity": specificity(demand), "programme": claim["programme"], "role": claim["source_role"]}
            rows["demands"].append({"key": key, **place, **words, **action, **said})
            rows["demand_safeguards"] += [{"demand": key, "safeguard": s} for s in dict.fromkeys(demand.safeguards)]
        return rows

    def actors(self) -> list[Actor]:
        """The document's actors, and any that only a claim names."""
        known = {actor.key: actor for actor in self.tagged.actors}
        for claim in self.tagged.claims:
            if claim.actor is not None and claim.actor not in known:
                known[claim.actor] = Actor(key=claim.actor, name=claim.source, role=claim.source_role)
        return list(known.values())

    def mentions(self) -> Iterator[dict[str, Any]]:
        for actor in self.tagged.actors:
            for span in actor.mentions:
                text, sentence = self.text(span), self.sentence_at(span.start)
                place = {"sentence": sentence, "text": text, "start": span.start, "end": span.end}
                yield {"id": self.keys.make("mention", actor.key, sentence, text), "actor": actor.key, **place}

    def names(self) -> Iterator[dict[str, Any]]:
        for name in self.tagged.names:
            sentence = self.sentence_ids[self.place_of[name.sentence]]
            yield {
                "id": self.keys.make("name", sentence, name.label, name.text),
                "sentence": sentence,
                "label": name.label,
                "text": name.text,
                "start": name.start,
                "end": name.end,
            }
