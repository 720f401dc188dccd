"""Who says what: source, cue and content of each stretch of a sentence that is attributed.

Rules on words, with quotations masked (PolNeAR's terms: an attribution is source + cue + content). The frames of the
cues are those of cues/reporting.yml. A sentence that is wholly quoted goes on with the speaker before it, or takes the
one after it in its paragraph. A word or two in quotation marks are no speech.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from avr_docs.nlp import Parsed
from avr_docs.records import Sentence
from avr_docs.tag.attribution_rules import in_unit
from avr_docs.tag.noun_phrases import NUMBERING
from avr_docs.tag.quotations import masked, quotations, within
from avr_docs.tag.voices import SPEECH_WORDS, View, Voice


def find(parsed: Parsed) -> dict[int, list[Voice]]:
    """The attributed stretches of each sentence, by sentence number, in order."""
    quoted = quotations(parsed.document)
    found: dict[int, list[Voice]] = {}
    views: dict[int, View] = {}
    first = 0
    for sentence in parsed.sentences:
        while first < len(quoted) and quoted[first].end <= sentence.start:
            first += 1
        near = quoted[first : first + 60]
        parts = tuple(within(sentence.start, sentence.end, near))
        mask = _unnumbered(masked(sentence.text, parts))
        views[sentence.n] = View(sentence, mask, parts, 0, len(mask))
        found[sentence.n] = [voice for view in _units(views[sentence.n]) for voice in in_unit(view)]
    _continue(parsed.sentences, views, found)
    return found


def _unnumbered(mask: str) -> str:
    """The mask with blanks for the number of a paragraph, "14. ", which is no part of what is said."""
    number = NUMBERING.match(mask)
    return " " * number.end() + mask[number.end() :] if number else mask


def _units(view: View) -> Iterator[View]:
    """The parts between semicolons, each with its own attribution."""
    start = 0
    for match in re.finditer(r";\s+", view.mask):
        yield replace(view, start=start, end=match.start())
        start = match.end()
    yield replace(view, start=start, end=view.end)


def _continue(sentences: Sequence[Sentence], views: dict[int, View], found: dict[int, list[Voice]]) -> None:
    """Gives sentences that are wholly quoted, and name no speaker, the one before them or else the one after."""
    speaker: Voice | None = None
    block = -1
    pending: list[Sentence] = []
    for sentence in sentences:
        view, voices = views[sentence.n], found[sentence.n]
        named = [v for v in voices if v.source]
        if sentence.block != block:
            if not view.mask.startswith("█"):
                speaker = None
            block, pending = sentence.block, []
        if named:
            speaker = named[-1]
            for earlier in pending:
                found[earlier.n] = [_inherited(earlier, views[earlier.n], named[0])]
            pending = []
        elif _wholly_quoted(view):
            if speaker:
                found[sentence.n] = [_inherited(sentence, view, speaker)]
            else:
                pending.append(sentence)
                found[sentence.n] = [_unknown(sentence, view)]
        else:
            pending = []


def _wholly_quoted(view: View) -> bool:
    rest = re.findall(r"\w+", view.mask)
    return bool(view.quotes) and not rest and len(view.sentence.text.split()) >= SPEECH_WORDS


def _inherited(sentence: Sentence, view: View, speaker: Voice) -> Voice:
    return Voice(
        sentence=sentence.n,
        start=sentence.start,
        end=sentence.end,
        source=speaker.source,
        cue=None,
        attribution="direct",
        inherited=True,
    )


def _unknown(sentence: Sentence, view: View) -> Voice:
    return Voice(
        sentence=sentence.n, start=sentence.start, end=sentence.end, source=None, cue=None, attribution="direct"
    )
