"""Who says what: source, cue and content of each stretch of a sentence that is attributed.

Rules on words, with quotations masked, and on trees (PolNeAR's terms: an attribution is source + cue + content). The
frames of the cues are those of cues/reporting.yml. A sentence that is wholly quoted goes on with the speaker before
it, or takes the one after it in its paragraph. A word or two in quotation marks are no speech.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from spacy.tokens import Doc

from avr_docs.network import Reading
from avr_docs.nlp import Parsed
from avr_docs.records import Sentence
from avr_docs.tag.attribution_rules import in_unit
from avr_docs.tag.attribution_trees import in_tree, last_speaker, noun_phrase, subject
from avr_docs.tag.noun_phrases import NUMBERING
from avr_docs.tag.quotations import masked, quotations, within
from avr_docs.tag.read_attributions import beside, read, share
from avr_docs.tag.voices import SPEECH_WORDS, View, Voice
from extract.document import Span

#: How likely, on average, the network must hold the words of a content that the tree or itself found.
SHARE_TREE, SHARE_READ = 0.1, 0.75


def find(parsed: Parsed, reading: Callable[[str], Reading | None] = lambda _: None) -> dict[int, list[Voice]]:
    """The attributed stretches of each sentence, by sentence number, in order; `reading` gives the network's."""
    quoted = quotations(parsed.document)
    found: dict[int, list[Voice]] = {}
    views: dict[int, View] = {}
    first = 0
    for sentence, doc in zip(parsed.sentences, parsed.docs, strict=True):
        while first < len(quoted) and quoted[first].end <= sentence.start:
            first += 1
        near = quoted[first : first + 60]
        parts = tuple(within(sentence.start, sentence.end, near))
        mask = _unnumbered(masked(sentence.text, parts))
        view = views[sentence.n] = View(sentence, mask, parts, 0, len(mask))
        found[sentence.n] = _together(view, doc, reading(sentence.text))
    _continue(parsed, views, found)
    return found


def _together(view: View, doc: Doc, reading: Reading | None) -> list[Voice]:
    """What the rules on words find, and what the tree and the network find beside that."""
    by_words = [voice for unit in _units(view) for voice in in_unit(unit)]
    by_tree = in_tree(view, doc)
    if reading is None:
        return beside(by_words, by_tree)
    by_tree = [voice for voice in by_tree if share(view, voice, reading) >= SHARE_TREE]
    more = [voice for voice in read(view, reading) if share(view, voice, reading) >= SHARE_READ]
    return beside(beside(by_words, by_tree), more)


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


def _continue(parsed: Parsed, views: dict[int, View], found: dict[int, list[Voice]]) -> None:
    """Gives sentences that are wholly quoted, and name no speaker, the one before them or else the one after."""
    speaker: Voice | None = None
    block = -1
    pending: list[Sentence] = []
    before: tuple[Sentence, Doc] | None = None
    for sentence, doc in zip(parsed.sentences, parsed.docs, strict=True):
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
            heard = speaker or _told_of(sentence, before)
            if heard:
                found[sentence.n] = [_inherited(sentence, view, heard)]
            else:
                pending.append(sentence)
                found[sentence.n] = [_unknown(sentence, view)]
        else:
            announced = _announced(view, doc)
            speaker = announced or speaker
            pending = []
        before = (sentence, doc)


def _announced(view: View, doc: Doc) -> Voice | None:
    """The speaker of what comes after a sentence that ends "he said:" or "the letter reads as follows:"."""
    if not view.mask.rstrip().endswith(":"):
        return None
    source = last_speaker(view, doc)
    if source is None:
        return None
    base = view.sentence.start
    return _speaker(view.sentence, Span(base + source.start, base + source.end))


def _told_of(sentence: Sentence, before: tuple[Sentence, Doc] | None) -> Voice | None:
    """The person whom the sentence before, in the same paragraph, is about: "Ana was furious. “...”"."""
    if before is None or before[0].block != sentence.block:
        return None
    earlier, doc = before
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    head = subject(root) if root is not None else None
    if head is None or not (head.ent_type_ == "PERSON" or head.lower_ in ("he", "she")):
        return None
    span = noun_phrase(head)
    return _speaker(earlier, Span(earlier.start + span.start, earlier.start + span.end))


def _speaker(sentence: Sentence, source: Span) -> Voice:
    return Voice(
        sentence=sentence.n, start=sentence.start, end=sentence.end, source=source, cue=None, attribution="direct"
    )


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
