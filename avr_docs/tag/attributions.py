"""Who says what: source, cue and content of each stretch of a sentence that is attributed.

Rules on words, with quotations masked (PolNeAR's terms: an attribution is source + cue + content). The frames of the
cues are those of cues/reporting.yml. A sentence that is wholly quoted goes on with the speaker before it, or takes the
one after it in its paragraph. A word or two in quotation marks are no speech.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from avr_docs import cues
from avr_docs.cue_patterns import compiled
from avr_docs.nlp import Parsed
from avr_docs.records import Attribution, Sentence
from avr_docs.tag import noun_phrases
from avr_docs.tag.quotations import is_name, masked, quotations, within
from extract.document import Span

#: Fewest words of a quotation that is believed to be speech without a cue beside it.
SPEECH_WORDS = 4
AUXILIARY = (
    r"(?:(?:has|have|had|is|are|was|were|will|would|did|does|do|also)\s+(?:(?:\w+ly|also|been|long"
    r"|again|already|since|further|then)\s+)*)?"
)
#: Reporting words that are nouns as often; with these a "that" or a quotation must follow.
NOUNS = frozenset(
    [
        "report",
        "reports",
        "note",
        "notes",
        "claim",
        "claims",
        "state",
        "states",
        "show",
        "shows",
        "find",
        "finds",
        "record",
        "records",
        "document",
        "documents",
        "evidence",
        "promise",
        "promises",
        "pledge",
        "pledges",
        "answer",
        "answers",
        "comment",
        "comments",
        "reply",
        "replies",
        "forecast",
        "forecasts",
        "estimate",
        "estimates",
        "hope",
        "hopes",
        "fear",
        "fears",
        "doubt",
        "doubts",
        "feel",
        "feels",
        "concern",
        "blame",
        "praise",
        "call",
        "calls",
        "ask",
        "asks",
        "request",
        "requests",
        "demand",
        "demands",
        "urge",
        "urges",
        "press",
        "appeal",
        "appeals",
        "label",
        "labels",
        "brand",
        "term",
        "terms",
        "rate",
        "rates",
        "estimated",
        "reported",
        "documented",
        "recorded",
        "expected",
        "found",
        "noted",
        "confirmed",
        "reflected",
        "confirm",
        "reflect",
        "indicate",
        "repeat",
        "repeats",
        "observe",
        "observes",
        "advise",
        "advised",
        "consider",
        "considered",
        "proposed",
        "announced",
        "promised",
        "propose",
        "revealed",
    ]
)
CLAUSE_START = (
    r"(?:the|a|an|it|he|she|they|we|i|you|there|this|that|these|those|its|his|her|their|our|your|no"
    r"|many|most|some|all|any|each|every|more|few|"
    r"both|about|around|over|up to|at least|almost|nearly|approximately|only|people|migrants"
    r"|returnees|refugees|immigrants|such|if|while|when|"
    r"although|under|in|\d[\d,.]*|[A-Z][\w.’'-]*)"
)
FINDING_NOUN = re.compile(
    r"\b(?:reports?|study|studies|research|analys[ei]s|data|figures|surveys?|estimates|evidence"
    r"|documents|records|investigations?|inquiry"
    r"|interviews|statistics|polls?|papers?|reviews?|audits?|assessments?|findings|website|site|page"
    r"|letters?|memos?|articles?|statements?|accounts"
    r"|researchers|experts|testimon(?:y|ies)|indicators|observers|leaflet|brochure|guidance|manual"
    r"|handbook|video|emails?|e-mails?)\b",
    re.IGNORECASE,
)
#: Between a verb of saying and its content: "in a statement", "to reporters on Monday", "on its site".
ADJUNCT = (
    r"(?:\s+(?:in|on|to|at|during|via|through|by|last|earlier|late|after|before|from|of|over|with"
    r"|publicly|simultaneously|also|today|yesterday|\w+day)\b[^,;:█]{0,60}?)?"
)
THAT = re.compile(ADJUNCT + r",?\s+(?:that|how|whether|why)\s+(?=\S)", re.IGNORECASE)
TOLD_THAT = re.compile(r"\s+[^,;:█]{1,90}?\s+(?:that|how|whether|why)\s+(?=\S)", re.IGNORECASE)
TOLD = re.compile(
    r"\s+(?:(?:[A-Z][\w.&’'-]*)(?:\s+[A-Z][\w.&’'-]*)*|reporters|journalists|(?:the|a|an)\s+[\w-]+"
    r"|them|him|her|me|us|it)"
    r"(?:\s+(?:in|on)\s+[A-Z]\w+\.?(?:\s+\d+)*)?,?\s+(?=\S)"
)
QUOTE_FOLLOWS = re.compile(r"[^.;:█]{0,90}?[,:]?\s*(?=█)")
BARE = re.compile(rf"{ADJUNCT},?\s+(?={CLAUSE_START}\b)")
#: A clause that stands beside the attributed one, after "While X said ...": the main clause.
MAIN = re.compile(
    r"(?:,\s+|█,?\s+)(?:(?:and|but|yet)\s+)?(?=(?:it|there|this|the|those|these|we|they|he|she|many"
    r"|most|some|no|its|their|our|[A-Z]\w+)\b)"
)
SUBORDINATE = re.compile(r"\s*(?:while|although|though|even though|whereas|as)\s", re.IGNORECASE)
#: What the author's own stance leaves as content: "it appears that ...", "there is growing concern that ...".
STANCE = re.compile(
    r"(?:we|i)\s+(?:(?:are|am|remain)\s+(?:\w+\s+){0,3}?(?:concerned|worried|alarmed|perturbed"
    r"|troubled|dismayed|convinced|aware)\s+(?:that|about how|about|by)"
    r"|(?:also\s+|strongly\s+|firmly\s+)?(?:believe|think|fear|note|find|found|observe|understand"
    r"|know|learned|can verify|conclude|estimate|regret|worry)(?:\s+that)?)\s+"
    r"|there\s+(?:is|are|was|were)\s+(?:\w+\s+){0,3}?(?:concerns?|evidence|fears?|reports|signs"
    r"|indications|worry|doubt)(?:\s+and\s+\w+)?\s+(?:that|about)\s+"
    r"|it\s+(?:appears|seems)\s+(?:that\s+)?",
    re.IGNORECASE,
)
#: A form of "be" and a participle, but for "was quoted as" and "is concerned that".
PASSIVE = re.compile(
    r"(?:(?:has|have|had|will|would)\s+)?(?:(?:is|are|was|were|been)\s+(?:\w+ly\s+"
    r"|also\s+)*)+(?!quoted|cited|reported as|concerned|worried|alarmed|convinced|troubled|dismayed"
    r"|shocked)(?:\w+ed|found|shown|said|told|known|thought|held|made)\b",
    re.IGNORECASE,
)
#: Before a verb these rule out that it is the clause's finite verb.
NO_VERB = re.compile(
    r"(?:\b(?:to|the|a|an|this|these|its|his|her|their|our|of|no|any|or|should|must|may|might|could"
    r"|can|cannot|not|be|being|for|by|what|how|let)|’s|'s)\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A stretch `[start, end)` of the document's text that `source` says; None for the author's own stance."""

    sentence: int
    start: int
    end: int
    source: Span | None
    cue: Span | None
    attribution: Attribution
    hedged: bool = False
    request: bool = False
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class _View:
    """A sentence with its quotations masked, and the part of it that is looked at."""

    sentence: Sentence
    mask: str
    quotes: tuple[Span, ...]
    start: int
    end: int


def find(parsed: Parsed) -> dict[int, list[Voice]]:
    """The attributed stretches of each sentence, by sentence number, in order."""
    quoted = quotations(parsed.document)
    found: dict[int, list[Voice]] = {}
    views: dict[int, _View] = {}
    first = 0
    for sentence in parsed.sentences:
        while first < len(quoted) and quoted[first].end <= sentence.start:
            first += 1
        near = quoted[first : first + 60]
        parts = tuple(within(sentence.start, sentence.end, near))
        mask = masked(sentence.text, parts)
        views[sentence.n] = _View(sentence, mask, parts, 0, len(mask))
        found[sentence.n] = [voice for view in _units(views[sentence.n]) for voice in _of_unit(view)]
    _continue(parsed.sentences, views, found)
    return found


def _units(view: _View) -> Iterator[_View]:
    """The parts between semicolons, each with its own attribution."""
    start = 0
    for match in re.finditer(r";\s+", view.mask):
        yield replace(view, start=start, end=match.start())
        start = match.end()
    yield replace(view, start=start, end=view.end)


@lru_cache(maxsize=64)
def _verbs(*frames: str) -> re.Pattern[str]:
    patterns = tuple(p for cue in cues.reporting() if cue.frame in frames for p in cue.patterns)
    return re.compile(rf"(?<![\w’'-]){AUXILIARY}(?P<verb>{compiled(patterns).pattern})(?!-)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _hedged() -> re.Pattern[str]:
    return compiled(tuple(p for cue in cues.reporting() if cue.hedged for p in cue.patterns))


def _of_unit(view: _View) -> list[Voice]:
    """The attributions of one part: the innermost speaker first, a second one that is embedded after it."""
    for rule in (_passive, _quote_then_speaker, _speaker_then_content, _according, _speaker_last, _objects):
        voices = rule(view)
        if voices:
            inner = _speaker_then_content(
                replace(view, start=voices[0].start - view.sentence.start, end=voices[0].end - view.sentence.start)
            )
            embedded = [
                v for v in inner if v.source and v.start > voices[0].start and voices[0].attribution != "direct"
            ]
            return [*voices, *embedded]
    return []


def _voice(view: _View, content: tuple[int, int], source: Span | None, cue: Span | None, **more: bool) -> Voice | None:
    """A Voice with the content trimmed; None where too little is left of it."""
    start, end = content
    text = view.sentence.text
    while start < end and text[start] in " ,:;—–":
        start += 1
    while start < end and text[end - 1] in " ,:;—–.":
        end -= 1
    if end < len(text) and text[end] in '"”»’' and view.mask[end] == "█":
        end += 1
    if len(re.findall(r"\w+", text[start:end])) < 2:
        return None
    base = view.sentence.start
    shifted = [Span(base + span.start, base + span.end) if span else None for span in (source, cue)]
    kind = _attribution(view, start, end) if source else "author"
    hedged = bool(cue and _hedged().search(text[cue.start : cue.end])) or more.pop("hedged", False)
    return Voice(
        sentence=view.sentence.n,
        start=base + start,
        end=base + end,
        source=shifted[0],
        cue=shifted[1],
        attribution=kind,
        hedged=hedged,
        **more,
    )


def _attribution(view: _View, start: int, end: int) -> Attribution:
    inside = [part for part in view.quotes if part.start < end and part.end > start]
    whole = view.sentence.text
    told = [part for part in inside if not is_name(whole[part.start : part.end], whole[part.end :])]
    if not told:
        return "indirect"
    rest = re.findall(
        r"\w+",
        "".join(
            char
            for char, hidden in zip(view.sentence.text[start:end], view.mask[start:end], strict=True)
            if hidden != "█"
        ),
    )
    return "direct" if not rest else "mixed"


def _subject(view: _View, match: re.Match[str]) -> Span | None:
    """The phrase before a verb; None for a passive ("are believed to"), an infinitive or a noun."""
    if NO_VERB.search(view.mask[: match.start()]) or PASSIVE.match(match.group()):
        return None
    return noun_phrases.before(view.mask[: view.end], match.start())


def _first_person(view: _View, span: Span) -> bool:
    return bool(noun_phrases.FIRST_PERSON.match(view.mask[span.start : span.end]))


def _passive(view: _View) -> list[Voice]:
    """X was quoted as saying that ..."""
    for match in _verbs("passive").finditer(view.mask, view.start, view.end):
        source = _subject(view, match)
        that = THAT.match(view.mask, match.end(), view.end)
        if source:
            voice = _voice(view, (that.end() if that else match.end(), view.end), source, Span(*match.span()))
            return [voice] if voice else []
    return []


def _quote_then_speaker(view: _View) -> list[Voice]:
    """ "...," said X and "...," X said; what is quoted after the speaker belongs to it too."""
    mask, verbs = view.mask, _verbs("clause", "finding", "attitude")
    for match in re.finditer(r"█[.,]?\s+", mask[: view.end]):
        if match.start() < view.start:
            continue
        first = next((part for part in view.quotes if part.end >= match.start() + 1), None)
        if first is None or not _is_speech(view, first):
            continue
        cue = verbs.match(mask, match.end(), view.end)
        source = noun_phrases.after(mask[: view.end], cue.end()) if cue else None
        if cue is None:
            cue = next((v for v in verbs.finditer(mask, match.end(), view.end) if _subject(view, v)), None)
            if cue is None or cue.start() - match.end() > 160:
                continue
            source = _subject(view, cue)
        if not source or source.start < match.end() or _first_person(view, source):
            continue
        before = _voice(view, (view.start, match.start() + 1), source, Span(*cue.span()))
        later = [
            part
            for part in view.quotes
            if part.start >= cue.end() and part.start >= source.end and _is_speech(view, part)
        ]
        if before and later:
            return [before, *filter(None, [_voice(view, (later[0].start, view.end), source, Span(*cue.span()))])]
        return [before] if before else []
    return []


def _is_speech(view: _View, part: Span) -> bool:
    quoted = view.sentence.text[part.start : part.end]
    return len(re.findall(r"\w+", quoted)) >= SPEECH_WORDS or bool(
        re.search(r"[,.!?]['’\"”»]+$", quoted) and part.start <= 1
    )


def _speaker_then_content(view: _View) -> list[Voice]:
    """X said (that) ..., X told Y (that) ..., X is concerned that ..., a study shows that ..., X: "..."."""
    stance = STANCE.search(view.mask, view.start, view.end)
    for match in _verbs("clause", "finding", "attitude", "request").finditer(view.mask, view.start, view.end):
        if stance and stance.start() <= match.start():
            break
        found = _content_after(view, match)
        source = _subject(view, match) if found else None
        if not found or source is None or source.start < view.start or _first_person(view, source):
            continue
        start, request = found
        voice = _voice(view, (start, _content_end(view, start, source)), source, Span(*match.span()), request=request)
        if voice:
            return [voice]
    if stance and not view.quotes:
        voice = _voice(view, (stance.end(), view.end), None, None)
        return [voice] if voice else []
    return []


def _content_after(view: _View, match: re.Match[str]) -> tuple[int, bool] | None:
    """Where the content begins after a verb, and whether it is a request; None if the verb attributes nothing."""
    mask, verb = view.mask, match["verb"].lower()
    ends, stop = match.end(), view.end
    if _verbs("request").fullmatch(match["verb"]) and (asked := _requested(mask, ends, stop)):
        return asked, True
    if _verbs("attitude").fullmatch(match["verb"]) and re.search(r"\b(?:that|how|about|at|by|over)$", verb):
        return ends, False
    told = re.match(r"(?:tell|told|inform|assur|remind|notif|advis|warn)", verb)
    that = (TOLD_THAT if told else THAT).match(mask, ends, stop)
    if that and not (told and "█" in mask[ends : that.end()]):
        return that.end(), False
    quote = QUOTE_FOLLOWS.match(mask, ends, stop)
    if (
        quote
        and not _verbs("object").fullmatch(match["verb"])
        and any(part.start >= quote.end() - 1 for part in view.quotes)
    ):
        colon = re.search(r"[:,]\s*$", mask[ends : quote.end()])
        bare = TOLD.match(mask, ends, stop) if told else BARE.match(mask, ends, stop)
        return (bare.end() if bare and not colon else quote.end()), False
    if told:
        bare = TOLD.match(mask, ends, stop)
        return (bare.end(), False) if bare else None
    if _verbs("finding").fullmatch(match["verb"]) and verb not in ("confirmed", "revealed"):
        subject = noun_phrases.before(mask, match.start())
        if subject is None or not FINDING_NOUN.search(mask[subject.start : subject.end]):
            return None
    elif verb in NOUNS:
        return None
    bare = BARE.match(mask, ends, stop)
    return (bare.end(), False) if bare else None


def _requested(mask: str, place: int, stop: int) -> int | None:
    """Where what is asked for begins: after "to" or "that"."""
    match = re.compile(r"(?:\s+(?!to\b|that\b)[^\s,;:█]+){0,14}\s+(?:that\s+|to\s+|(?=not to\s))").match(
        mask, place, stop
    )
    return match.end() if match else None


def _content_end(view: _View, start: int, source: Span) -> int:
    """The content's end: before "according to", and before the main clause after "While X said ..."."""
    end = view.end
    tail = re.compile(r",?\s+according to\s", re.IGNORECASE).search(view.mask, start, view.end)
    if tail and len(re.findall(r"\w+", view.mask[tail.end() : view.end])) <= 12:
        end = tail.start()
    opener = view.mask[max(view.start, 0) : source.start]
    lesser = SUBORDINATE.search(opener + " ")
    if lesser and len(opener) < 40:
        main = MAIN.search(view.mask, min(start + 15, end), end)
        end = main.start() + 1 if main and view.mask[main.start()] == "█" else main.start() if main else end
    return end


def _according(view: _View) -> list[Voice]:
    """According to X, ...; ..., according to X."""
    for match in _verbs("source_first").finditer(view.mask, view.start, view.end):
        rest = view.mask[match.end() : view.end]
        name = re.match(r"\s+(?P<name>[^;:█]+?)(?=,\s|[—–]|\s–|\.?\s*$)", rest)
        if name is None:
            continue
        source = Span(match.end() + name.start("name"), match.end() + name.end("name"))
        leads = not re.search(r"\w", view.mask[view.start : match.start()]) or (
            bool(re.search(r",\s+$", view.mask[: match.start()]))
            and bool(re.match(r",\s+(?=" + CLAUSE_START + r"\b)", view.mask[source.end : view.end]))
        )
        content = (source.end, view.end) if leads else (view.start, match.start())
        if not leads and not source.end >= view.end - 2 and re.match(r"[—–]", view.mask[source.end : source.end + 1]):
            content = (view.start, view.end)
        voice = _voice(view, content, source, Span(*match.span()))
        return [voice] if voice else []
    return []


def _speaker_last(view: _View) -> list[Voice]:
    """..., X noted (to Y)."""
    for match in _verbs("clause").finditer(view.mask, view.start, view.end):
        rest = view.mask[match.end() : view.end].strip(' ."”’')
        if len(rest.split()) > 6 or "," in rest:
            continue
        source = _subject(view, match)
        if source is None or source.start <= view.start + 10 or _first_person(view, source):
            continue
        comma = re.search(r",\s+$", view.mask[view.start : source.start])
        if comma:
            voice = _voice(view, (view.start, view.start + comma.start()), source, Span(*match.span()))
            return [voice] if voice else []
    return []


def _objects(view: _View) -> list[Voice]:
    """X rejected the claim, X described the camp as ..., and "..., arguing that ..." with the subject of the clause."""
    voices: list[Voice] = []
    for match in _verbs("continued").finditer(view.mask, view.start, view.end):
        that = re.compile(r"\s*(?:that\s+|(?=█)|(?=(?:the|it|they|its|their|he|she)\b))").match(
            view.mask, match.end(), view.end
        )
        source = _leading_subject(view, match.start())
        if that and that.end() > match.end() and source:
            voices += filter(None, [_voice(view, (that.end(), view.end), source, Span(*match.span()))])
            break
    for match in _verbs("object").finditer(view.mask, view.start, view.end):
        source = _subject(view, match)
        if source is None or _first_person(view, source) or match["verb"].lower() in NOUNS:
            continue
        if re.match(r"(?:slam|blast|condemn|denounc|decr|prais|welcom|defend|blam)", match["verb"].lower()):
            continue
        end = voices[0].cue.start - view.sentence.start if voices and voices[0].cue else view.end
        if match.end() < end:
            voices += filter(None, [_voice(view, (match.end(), end), source, Span(*match.span()))])
            break
    return sorted(voices, key=lambda voice: voice.start)


def _leading_subject(view: _View, place: int) -> Span | None:
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
            and not _first_person(view, span)
        ):
            return span
    return None


def _continue(sentences: Sequence[Sentence], views: dict[int, _View], found: dict[int, list[Voice]]) -> None:
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


def _wholly_quoted(view: _View) -> bool:
    rest = re.findall(r"\w+", view.mask)
    return bool(view.quotes) and not rest and len(view.sentence.text.split()) >= SPEECH_WORDS


def _inherited(sentence: Sentence, view: _View, speaker: Voice) -> Voice:
    return Voice(
        sentence=sentence.n,
        start=sentence.start,
        end=sentence.end,
        source=speaker.source,
        cue=None,
        attribution="direct",
        inherited=True,
    )


def _unknown(sentence: Sentence, view: _View) -> Voice:
    return Voice(
        sentence=sentence.n, start=sentence.start, end=sentence.end, source=None, cue=None, attribution="direct"
    )
