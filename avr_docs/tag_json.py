"""A tagged document as the JSON object that `avr-docs tag` prints: that of `extract`, and the tags."""

from dataclasses import asdict
from typing import Any

from avr_docs.records import Actor, Citation, Claim, Demand, Sentence, Tagged
from extract.as_json import as_json as document_json


def as_json(tagged: Tagged) -> dict[str, Any]:
    """The object, ready for `json.dumps`; absent values are None, spans are lists of two."""
    return {
        **document_json(tagged.document),
        "sentences": [_sentence(sentence) for sentence in tagged.sentences],
        "claims": [_claim(claim) for claim in tagged.claims],
        "demands": [_demand(demand) for demand in tagged.demands],
        # those of the body are its addresses and "links"
        "citations": [_citation(citation) for citation in tagged.citations if citation.note is not None],
        "comments": [asdict(comment) for comment in tagged.comments],
        "actors": [_actor(actor) for actor in tagged.actors],
        "names": [asdict(name) for name in tagged.names],
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return asdict(sentence)


def _claim(claim: Claim) -> dict[str, Any]:
    row = asdict(claim)
    for name in ("source_span", "cue_span"):
        row[name] = list(row[name]) if row[name] is not None else None
    return {**row, "footnotes": list(claim.footnotes)}


def _demand(demand: Demand) -> dict[str, Any]:
    return {**asdict(demand), "safeguards": list(demand.safeguards)}


def _citation(citation: Citation) -> dict[str, Any]:
    return {**asdict(citation), "author": list(citation.author), "editor": list(citation.editor)}


def _actor(actor: Actor) -> dict[str, Any]:
    return {
        "key": actor.key,
        "name": actor.name,
        "role": actor.role,
        "mentions": [list(span) for span in actor.mentions],
    }
