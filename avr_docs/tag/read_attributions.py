"""The attributions that the network reads in a sentence: runs of words that are content, source and cue."""

import re
from collections.abc import Iterable, Sequence

from avr_docs.network import PARTS, Reading
from avr_docs.tag.voices import DENIED, View, Voice, first_person, make
from extract.document import Span

SOURCE, CUE, CONTENT = PARTS.index("source"), PARTS.index("cue"), PARTS.index("content")
#: How many pieces of words of another part a run goes over: an "also", a comma.
GAP = 2
#: Fewest words of a content that is believed.
FEWEST = 3
#: Whose something is, and not who says something: "your", "the agency's".
POSSESSIVE = re.compile(r"(?:^(?:your|his|its|their|my|her)|['’]s?)$", re.IGNORECASE)
#: A word cut by a run's end is taken whole.
WORD = re.compile(r"[\w’'-]*")


def read(view: View, reading: Reading) -> list[Voice]:
    """The stretches of the view's sentence that somebody named in it says, in order."""
    runs = {part: _runs(view, reading, part) for part in (SOURCE, CUE, CONTENT)}
    found = []
    for content in runs[CONTENT]:
        text = view.sentence.text[content.start : content.end]
        source = _nearest(content, runs[SOURCE])
        if (
            source is None
            or POSSESSIVE.search(view.sentence.text[source.start : source.end])
            or len(re.findall(r"\w+", text)) < FEWEST
            or first_person(view, source)
        ):
            continue
        if DENIED.match(view.sentence.text, source.start, source.end):
            continue
        voice = make(view, (content.start, content.end), source, _nearest(source, runs[CUE]))
        found += [voice] if voice else []
    return found


def share(view: View, voice: Voice, reading: Reading) -> float:
    """How likely, on average, the words of a voice's stretch are said by somebody, as the network reads it."""
    start, end = voice.start - view.sentence.start, voice.end - view.sentence.start
    inside = [figures[CONTENT] for span, figures in reading.words if span.start < end and start < span.end]
    return sum(inside) / len(inside) if inside else 1.0


def _runs(view: View, reading: Reading, part: int) -> list[Span]:
    """The stretches of words of one part, whole words, without what stands around them."""
    spans: list[Span] = []
    gap = 0
    for span, figures in reading.words:
        if max(range(len(figures)), key=figures.__getitem__) == part:
            if spans and gap <= (GAP if part == CONTENT else 0):
                spans[-1] = Span(spans[-1].start, span.end)
            else:
                spans.append(span)
            gap = 0
        else:
            gap += 1
    return [whole for span in spans if (whole := _whole(view.sentence.text, span)) is not None]


def _whole(text: str, span: Span) -> Span | None:
    start, end = span
    while start > 0 and (text[start - 1].isalnum() and text[start].isalnum()):
        start -= 1
    after = WORD.match(text, end)
    end = after.end() if after and text[end - 1].isalnum() else end
    while start < end and not text[start].isalnum() and text[start] not in "\"“«‘'$€£(":
        start += 1
    while end > start and text[end - 1] in " ,;:—–-":
        end -= 1
    return Span(start, end) if end > start else None


def _nearest(span: Span, others: Sequence[Span]) -> Span | None:
    return min(others, key=lambda other: _distance(span, other), default=None)


def _distance(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def beside(voices: Sequence[Voice], more: Iterable[Voice]) -> list[Voice]:
    """The voices, and those of `more` that overlap none of them, in order."""
    added = [v for v in more if not any(w.start < v.end and v.start < w.end for w in voices)]
    return sorted([*voices, *added], key=lambda voice: voice.start)
