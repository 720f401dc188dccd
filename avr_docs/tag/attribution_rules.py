"""The rules of attribution: each finds one way of saying who says what in a part of a sentence."""

import re
from dataclasses import replace

from avr_docs.tag import noun_phrases
from avr_docs.tag.reported_content import content_after, content_end
from avr_docs.tag.reporting import (
    CLAUSE_START,
    NOUNS,
    STANCE,
    THAT,
    verbs,
)
from avr_docs.tag.voices import View, Voice, first_person, is_speech, make, subject
from extract.document import Span

CALLED = re.compile(
    r"(?:(?:has|have|had)\s+)?(?P<cue>presents?|presented|portrays?|portrayed|depicts?|depicted|promotes?"
    r"|promoted|advertises?"
    r"|advertised|markets|marketed)\s+(?P<what>[^,;:]{2,60}?\s+as\s)"
    r"|(?P<cue2>(?:is|are|was|were|been)\s+(?:described|presented|portrayed|advertised|promoted))\s+by\s+"
    r"(?P<by>[^,;:]{2,60}?)\s+as\s"
)


#: What stands after this is what the author asks for: "we recommend that the office ask them to".
WE_ASK = re.compile(
    r"\b(?:we|i)\b[^.;:]{0,40}\b(?:recommend|ask|urge|request|demand|propose)\b.*\bthat\s+$",
    re.IGNORECASE,
)


SIGNED = re.compile(
    r"█[.,]?\s*(?:[―—–]|--?)\s*(?P<who>[A-Z][\w.’'-]*(?:\s+(?:[A-Z][\w.’'-]*|de|van|von|al|bin)){0,4})(?:,[^;:█]{2,80})?\W*$"
)
#: Whom or what one cites for a fact; reasons ("citing data protection") are no sources.
CITED = re.compile(
    r"(?:[A-Z]|(?:an?|the|its|their|two|three|several|unnamed|official|government|police)\s|officials|sources)"
)


def in_unit(view: View) -> list[Voice]:
    """The attributions of one part: the innermost speaker first, a second one that is embedded after it."""
    for rule in (
        _passive,
        _called,
        _signed,
        _quote_then_speaker,
        _interposed,
        _speaker_then_content,
        _according,
        _speaker_last,
        _objects,
    ):
        voices = rule(view)
        if voices and rule is _interposed:
            return voices
        if voices:
            return [*_before(view, voices[0]), *voices, *_embedded(view, voices[0])]
    return []


def _before(view: View, voice: Voice) -> list[Voice]:
    """What an earlier clause of the part attributes: "X denied it, and Y said that ..."."""
    if (
        voice.source is None
        or voice.source.start - view.sentence.start <= view.start + 20
        or voice.source.start > voice.start
    ):
        return []
    return _objects(replace(view, end=voice.source.start - view.sentence.start))


def _embedded(view: View, voice: Voice) -> list[Voice]:
    """A speaker within what another says: "X noted that Y had said ..."."""
    if voice.attribution == "direct":
        return []
    base = view.sentence.start
    inner = _speaker_then_content(replace(view, start=voice.start - base, end=voice.end - base))
    return [other for other in inner if other.source and other.start > voice.start and not _threat(view, other)]


def _threat(view: View, voice: Voice) -> bool:
    """A warning that somebody tells of is an act that is observed: "women said that a guard had warned them that"."""
    base = view.sentence.start
    cue = voice.cue and view.mask[voice.cue.start - base : voice.cue.end - base]
    return bool(cue and re.search(r"warn|threat", cue, re.IGNORECASE))


def _passive(view: View) -> list[Voice]:
    """X was quoted as saying that ..."""
    for match in verbs("passive").finditer(view.mask, view.start, view.end):
        source = subject(view, match)
        that = THAT.match(view.mask, match.end(), view.end)
        if source:
            voice = make(view, (that.end() if that else match.end(), view.end), source, Span(*match.span()))
            return [voice] if voice else []
    return []


def _called(view: View) -> list[Voice]:
    """X presents it as ..., and it is described by X as ...: what it is called is X's."""
    for match in CALLED.finditer(view.mask, view.start, view.end):
        source = Span(*match.span("by")) if match["by"] else noun_phrases.before(view.mask[: view.end], match.start())
        if source is None or first_person(view, source):
            continue
        start = match.start("what") if match["what"] else view.start
        voice = make(view, (start, view.end), source, Span(*match.span("cue" if match["cue"] else "cue2")))
        return [voice] if voice else []
    return []


def _signed(view: View) -> list[Voice]:
    """A quotation with a name after a dash: "..." — Ana Paz, Lima."""
    match = SIGNED.search(view.mask, view.start, view.end)
    if match is None:
        return []
    voice = make(view, (view.start, match.start() + 1), Span(*match.span("who")), None)
    return [voice] if voice else []


def _quote_then_speaker(view: View) -> list[Voice]:
    """ "...," said X and "...," X said; what is quoted after the speaker belongs to it too."""
    mask, saying = view.mask, verbs("clause", "finding", "attitude")
    for match in re.finditer(r"█[.,]?\s+", mask[: view.end]):
        if match.start() < view.start:
            continue
        first = next((part for part in view.quotes if part.end >= match.start() + 1), None)
        if first is None or not is_speech(view, first):
            continue
        cue = saying.match(mask, match.end(), view.end)
        source = noun_phrases.after(mask[: view.end], cue.end()) if cue else None
        if cue is None:
            cue = next((v for v in saying.finditer(mask, match.end(), view.end) if subject(view, v)), None)
            if cue is None or cue.start() - match.end() > 160:
                continue
            source = subject(view, cue)
        if not source or source.start < match.end() or first_person(view, source):
            continue
        before = make(view, (view.start, match.start() + 1), source, Span(*cue.span()))
        later = [
            part
            for part in view.quotes
            if part.start >= cue.end() and part.start >= source.end and is_speech(view, part)
        ]
        if before and later:
            return [before, *filter(None, [make(view, (later[0].start, view.end), source, Span(*cue.span()))])]
        return [before] if before else []
    return []


def _interposed(view: View) -> list[Voice]:
    """Five months later, X says, nothing has come: what stands on both sides is the speaker's."""
    for match in verbs("clause").finditer(view.mask, view.start, view.end):
        source = subject(view, match)
        if source is None or source.start <= view.start or first_person(view, source):
            continue
        commas = view.mask[: source.start].rstrip().endswith(",") and view.mask[match.end() :].startswith(",")
        if commas and re.match(r",\s+\w", view.mask[match.end() :]) and "█" not in view.mask[view.start : view.end]:
            voice = make(view, (view.start, view.end), source, Span(*match.span()))
            return [voice] if voice else []
    return []


def _speaker_then_content(view: View) -> list[Voice]:
    """X said (that) ..., X told Y (that) ..., X is concerned that ..., a study shows that ..., X: "..."."""
    stance = STANCE.search(view.mask, view.start, view.end)
    for match in verbs("clause", "finding", "attitude", "request").finditer(view.mask, view.start, view.end):
        if stance and stance.start() <= match.start():
            break
        found = content_after(view, match)
        source = subject(view, match) if found else None
        if not found or source is None or source.start < view.start or first_person(view, source):
            continue
        if WE_ASK.search(view.mask, view.start, source.start):
            continue
        start, request = found
        voice = make(view, (start, content_end(view, start, source)), source, Span(*match.span()), request=request)
        if voice:
            return [voice]
    if stance and not view.quotes:
        voice = make(view, (stance.end(), view.end), None, None)
        return [voice] if voice else []
    return []


def _according(view: View) -> list[Voice]:
    """According to X, ...; ..., according to X."""
    for match in verbs("source_first").finditer(view.mask, view.start, view.end):
        rest = view.mask[match.end() : view.end]
        name = re.match(r"\s+(?P<name>[^;:█]+?)(?=,\s|[—–]|\s–|\.?\s*$)", rest)
        if name is None or (match["verb"].lower() == "citing" and not CITED.match(name["name"])):
            continue
        source = Span(match.end() + name.start("name"), match.end() + name.end("name"))
        leads = not re.search(r"\w", view.mask[view.start : match.start()]) or (
            bool(re.search(r",\s+$", view.mask[: match.start()]))
            and bool(re.match(r",\s+(?=" + CLAUSE_START + r"\b)", view.mask[source.end : view.end]))
        )
        content = (source.end, view.end) if leads else (view.start, match.start())
        if not leads and not source.end >= view.end - 2 and re.match(r"[—–]", view.mask[source.end : source.end + 1]):
            content = (view.start, view.end)
        voice = make(view, content, source, Span(*match.span()))
        return [voice] if voice else []
    return []


def _speaker_last(view: View) -> list[Voice]:
    """..., X noted (to Y)."""
    for match in verbs("clause").finditer(view.mask, view.start, view.end):
        rest = view.mask[match.end() : view.end].strip(' ."”’')
        if len(rest.split()) > 6 or "," in rest:
            continue
        source = subject(view, match)
        if source is None or source.start <= view.start + 10 or first_person(view, source):
            continue
        comma = re.search(r",\s+$", view.mask[view.start : source.start])
        if comma:
            voice = make(view, (view.start, view.start + comma.start()), source, Span(*match.span()))
            return [voice] if voice else []
    return []


def _objects(view: View) -> list[Voice]:
    """X rejected the claim, X described the camp as ..., and "..., arguing that ..." with the subject of the clause."""
    voices: list[Voice] = []
    for match in verbs("continued").finditer(view.mask, view.start, view.end):
        that = re.compile(r"\s*(?:that\s+|(?=█)|(?=(?:the|it|they|its|their|he|she)\b))").match(
            view.mask, match.end(), view.end
        )
        source = _leading_subject(view, match.start())
        if that and that.end() > match.end() and source:
            voices += filter(None, [make(view, (that.end(), view.end), source, Span(*match.span()))])
            break
    for match in verbs("object").finditer(view.mask, view.start, view.end):
        source = subject(view, match)
        if source is None or first_person(view, source) or match["verb"].lower() in NOUNS:
            continue
        if re.match(r"(?:slam|blast|condemn|denounc|decr|prais|welcom|defend|blam)", match["verb"].lower()):
            continue
        end = voices[0].cue.start - view.sentence.start if voices and voices[0].cue else view.end
        if match.end() < end:
            voices += filter(None, [make(view, (match.end(), end), source, Span(*match.span()))])
            break
    return sorted(voices, key=lambda voice: voice.start)


def _leading_subject(view: View, place: int) -> Span | None:
    """The phrase before the first finite verb of the part: its subject."""
    words = list(
        re.finditer(
            r"\b(?:\w+ed|is|are|was|were|has|have|had|will|left|met|went|took|made|gave|held|sent|\w+s)\s",
            view.mask[view.start : place],
        )
    )
    for word in words:
        span = noun_phrases.before(view.mask, view.start + word.start())
        if (
            span
            and span.start - view.start < 60
            and len(view.mask[span.start : span.end].split()) <= 10
            and not first_person(view, span)
        ):
            return span
    return None
