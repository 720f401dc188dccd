"""The claims of a document: propositions about the programme, its conditions, its safeguards or its effects.

A sentence is parted by who speaks (`attributions`) and by clauses (`clauses`); each part gets its kind, certainty and
safeguards; parts that agree in all of these are one claim again.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from avr_docs import classify, network
from avr_docs.network import Reading
from avr_docs.nlp import Parsed
from avr_docs.records import (
    AUTHOR,
    Attribution,
    Certainty,
    Claim,
    SafeguardStatus,
    Sentence,
    Setting,
    SourceRole,
    Tagged,
)
from avr_docs.tag import attributions, decisions, kinds
from avr_docs.tag.actors import APPOSITION, Resolver, role_by_words
from avr_docs.tag.certainty import certainty, leaves
from avr_docs.tag.clauses import clauses
from avr_docs.tag.merging import merged
from avr_docs.tag.proper_names import names_of_programmes, without_names
from avr_docs.tag.quotations import is_name, quotations, within
from avr_docs.tag.reporting import STANCE
from avr_docs.tag.safeguards import find, statuses
from avr_docs.tag.speaker_words import DENIES, LAW, PEOPLE, STAFF
from avr_docs.tag.speakers import PARTIES, Author, author
from avr_docs.tag.voices import Voice
from extract.document import Span

#: Fewest words of a stretch beside an attribution that is a claim of its own.
REST_WORDS = 5
OPPOSITE: dict[SafeguardStatus, SafeguardStatus] = {"in_place": "absent", "absent": "in_place"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A stretch of a sentence with its speaker; `context` is the text around that its certainty depends on."""

    start: int
    end: int
    context: str
    voice: Voice | None = None
    premise: bool = False
    listed: bool = False


def tag(tagged: Tagged, parsed: Parsed, setting: Setting) -> Tagged:
    """The document with its claims, in the order of the text."""
    tagger = _Tagger(tagged, parsed, setting)
    return replace(tagged, claims=tuple(claim for sentence in parsed.sentences for claim in tagger.claims(sentence)))


class _Tagger:
    """What is carried from sentence to sentence: speakers, and the lead of a list."""

    def __init__(self, tagged: Tagged, parsed: Parsed, setting: Setting) -> None:
        self.document = parsed.document
        self.author: Author = author(parsed.document, tagged.actors, setting)
        self.type = setting.type or parsed.document.meta.type
        self.english = parsed.document.meta.language in (None, "en")
        self.voices = attributions.find(parsed, self.reading)
        self.words = self._words(parsed.sentences)
        self.resolver = Resolver(tagged.actors, setting, parsed.document.text)
        self.quoted = quotations(parsed.document)
        self.anchors = sorted((anchor, note.label) for note in parsed.document.notes for anchor in note.anchors)
        self.lead: kinds.Lead = kinds.Lead()
        self.names = names_of_programmes(setting)

    def reading(self, text: str, role: SourceRole | None = None) -> Reading | None:
        """What the network reads in a sentence, or in a part of one that somebody of a role says; English alone."""
        return network.read(text, self.type, self.author.role, role) if self.english else None

    def _words(self, sentences: Sequence[Sentence]) -> dict[int, dict[str, float]]:
        """How likely each safeguard is by the words of each sentence, by its number; English alone."""
        if not self.english or not sentences:
            return {}
        known = classify.classifier()
        rows = known.probabilities([sentence.text for sentence in sentences])
        return {
            sentence.n: dict(zip(known.ids, map(float, row), strict=True))
            for sentence, row in zip(sentences, rows, strict=True)
        }

    def claims(self, sentence: Sentence) -> list[Claim]:
        """The claims of one sentence; call in the order of the text."""
        block = self.document.blocks[sentence.block]
        voices = self.voices[sentence.n]
        self.lead = kinds.lead(self.lead, sentence, block.kind, voices)
        ruled = kinds.is_claim(sentence.text, block.kind, self.document.meta.type, voices, self.lead)
        claimed = decisions.holds_claim(ruled, self.reading(sentence.text))
        found = self._found(sentence, voices) if claimed else []
        self.lead = kinds.next_lead(sentence, block.kind, voices, self.lead)
        return found

    def _found(self, sentence: Sentence, voices: Sequence[Voice]) -> list[Claim]:
        parts = list(self._parts(sentence, voices))
        found = [claim for part in parts if (claim := self._claim(sentence, part, alone=len(parts) == 1))]
        labels = self._labels(sentence)
        return [replace(claim, footnotes=labels) for claim in merged(found, self.document.text)]

    def _labels(self, sentence: Sentence) -> tuple[str, ...]:
        first = bisect_left(self.anchors, (sentence.start, ""))
        last = bisect_left(self.anchors, (sentence.end, ""))
        return tuple(dict.fromkeys(label for _, label in self.anchors[first:last]))

    def _parts(self, sentence: Sentence, voices: Sequence[Voice]) -> Iterator[_Part]:
        if not voices:
            inherited = self.lead.voice
            if inherited is not None:
                yield _Part(
                    start=sentence.start,
                    end=_without_stop(sentence),
                    context=sentence.text,
                    voice=inherited,
                    listed=True,
                )
                return
            yield from self._clauses(sentence, sentence.start, sentence.end, None)
            return
        covered = sentence.start
        for voice in voices:
            if voice.start < covered and voice is not voices[0]:
                yield _Part(start=voice.start, end=voice.end, context=self._text(voice.start, voice.end), voice=voice)
                continue
            first = (
                min(span.start for span in (voice.source, voice.cue, Span(voice.start, voice.end)) if span)
                if not voice.inherited
                else voice.start
            )
            if first >= sentence.start:
                yield from self._rest(sentence, covered, first)
            if (voice.source is None and voice.attribution == "author") or (
                voice.attribution == "direct" and not voice.request
            ):
                yield from self._clauses(sentence, voice.start, voice.end, voice)
            else:
                yield _Part(start=voice.start, end=voice.end, context=self._text(first, voice.end), voice=voice)
            covered = max(
                covered, voice.end, *(span.end for span in (voice.source, voice.cue) if span and not voice.inherited), 0
            )
        yield from self._rest(sentence, covered, sentence.end)

    def _rest(self, sentence: Sentence, start: int, end: int) -> Iterator[_Part]:
        """What stands beside an attribution, where it is a clause of its own and the author's."""
        text = self._text(start, end)
        if (
            len(re.findall(r"\w+", text)) < REST_WORDS
            or not kinds.has_verb(text)
            or re.match(r"\W*according to\b", text, re.IGNORECASE)
        ):
            return
        if end < sentence.end and not re.search(r"(?:[;:]|,?\s(?:and|but|yet|while|which,?)|,)\s*$", text):
            return
        if end < sentence.end and re.match(
            r"\W*(?:in|on|at|as|after|before|during|when|while|although|though|asked|speaking|citing|since|if)\b",
            text,
            re.IGNORECASE,
        ):
            return
        for part in self._clauses(sentence, start, end, None):
            if len(re.findall(r"\w+", self._text(part.start, part.end))) >= REST_WORDS:
                yield part

    def _clauses(self, sentence: Sentence, start: int, end: int, voice: Voice | None) -> Iterator[_Part]:
        text = self._text(start, end)
        if voice is None or (voice.source is None and voice.attribution == "author"):
            stance = STANCE.search(sentence.text)
            for span, premise in clauses(text):
                context = text[span.start : span.end]
                if stance and start + span.start <= sentence.start + stance.end() + 2:
                    context = f"{stance.group()} {context}"
                yield _Part(
                    start=start + span.start, end=start + span.end, context=context, voice=voice, premise=premise
                )
            return
        yield _Part(start=start, end=end, context=text, voice=voice)

    def _text(self, start: int, end: int) -> str:
        return self.document.text[start:end]

    def _claim(self, sentence: Sentence, part: _Part, *, alone: bool) -> Claim | None:
        voice = part.voice if part.voice is not None and part.voice.source is not None else None
        source, actor, role = self._speaker(voice)
        party = role in PARTIES if voice else self.author.party
        text = self._text(part.start, part.end)
        asked = self.lead.demands or (part.voice is not None and part.voice.request)
        ordered = False  # an order to people is no demand
        if voice is not None and voice.cue and party and voice.request:
            ordered = bool(PEOPLE.search(self._text(voice.cue.end, part.start)))
            asked = not ordered
        law = bool(voice and LAW.search(source))
        ruled, cue, start = kinds.kind(text, party=party, own=party and voice is None, request=asked, law=law)
        reading = self._reading_of(sentence, part, role if voice else None, alone=alone)
        unknown = leaves(part.context)
        said = without_names(sentence.text, self.names)[part.start + start - sentence.start : part.end - sentence.start]
        if ruled in ("observed", "context"):
            named = bool(statuses(said, kind=ruled, unknown=unknown))
            ruled = "observed" if named or kinds.present(text) else "context"
        own = party and voice is None
        kind, likely = decisions.kind(ruled, reading, party=party, own=own, asks=not (law or ordered))
        if kind != "demanded":
            cue, start = None, 0
        start += part.start
        certain = self._certainty(part)
        by_cues = statuses(said, kind=kind, unknown=unknown)
        if voice is not None and voice.cue and DENIES.search(self._text(*voice.cue)):
            by_cues = {safeguard: OPPOSITE.get(status, status) for safeguard, status in by_cues.items()}
        assumed = {found.safeguard for found in find(said)} - by_cues.keys()
        marks = decisions.marks(by_cues, reading, self.words.get(sentence.n, {}), kind, assumed)
        if part.premise and not marks:
            return None
        cue_span = self._cue(part, voice, cue)
        return Claim(
            sentence=sentence.n,
            kind=kind,
            start=start,
            end=part.end,
            content=self._text(start, part.end),
            source=source,
            source_span=voice.source if voice else None,
            source_role=role,
            actor=actor,
            cue=self._text(*cue_span) if cue_span else None,
            cue_span=cue_span,
            attribution=self._attribution(part),
            certainty=certain,
            safeguards={safeguard: mark.status for safeguard, mark in marks.items()},
            safeguard_scores={safeguard: round(mark.score, 3) for safeguard, mark in marks.items()},
            score=round(likely, 3) if likely is not None else kinds.score(kind, bool(marks), voice is not None),
            tagger="rules" if reading is None else "rules and network",
        )

    def _reading_of(self, sentence: Sentence, part: _Part, role: SourceRole | None, *, alone: bool) -> Reading | None:
        """The reading of the whole sentence where it says one thing, else of the part."""
        if alone:
            return self.reading(sentence.text)
        return self.reading(self._text(part.start, part.end), role)

    def _speaker(self, voice: Voice | None) -> tuple[str, str | None, SourceRole]:
        """Source, actor key and role; what a comma sets off after a name ("a lawyer in Lima") tells the role too."""
        if voice is None or voice.source is None:
            return AUTHOR, None, self.author.role
        source = self._text(*voice.source)
        actor, role = self.resolver.resolve(source, voice.source.start)
        if role == "other" and not voice.inherited:
            after = APPOSITION.match(self.document.text, voice.source.end, voice.source.end + 120)
            before = re.search(r"[^,;:.]{3,60},\s+$", self._text(max(0, voice.source.start - 60), voice.source.start))
            if after:
                role = self.resolver.beside(after["who"], after.start("who"))
            if before and role == "other" and not after:
                role = role_by_words(before.group().strip(" ,"))
            self.resolver.correct(source, role)
        if role == "other" and actor is None and self.author.party and STAFF.search(source):
            role = self.author.role
        return source, actor, role

    def _cue(self, part: _Part, voice: Voice | None, demand: Span | None) -> Span | None:
        if voice is not None:
            return None if part.listed or voice.inherited else voice.cue
        return Span(part.start + demand.start, part.start + demand.end) if demand else None

    def _certainty(self, part: _Part) -> Certainty:
        found = certainty(part.context)
        return "hedged" if found == "asserted" and part.voice is not None and part.voice.hedged else found

    def _attribution(self, part: _Part) -> Attribution:
        if part.voice is None:
            return "author"
        if part.listed or (part.voice.attribution == "mixed" and not self._partly_quoted(part)):
            return "indirect"
        return part.voice.attribution

    def _partly_quoted(self, part: _Part) -> bool:
        inside = within(part.start, part.end, self.quoted)
        text = self._text(part.start, part.end)
        return any(not is_name(text[start:end], text[end:]) for start, end in inside)


def _without_stop(sentence: Sentence) -> int:
    return sentence.end - (len(sentence.text) - len(sentence.text.rstrip(" .,;")))
