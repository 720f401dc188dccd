"""A stretch of a sentence that somebody says, and what the rules of attribution make one with."""

import re
from dataclasses import dataclass

from avr_docs.records import Attribution, Sentence
from avr_docs.tag import noun_phrases
from avr_docs.tag.quotations import is_name
from avr_docs.tag.reporting import NO_VERB, PASSIVE, hedged_cues
from extract.document import Span

#: Fewest words of a quotation that is believed to be speech without a cue beside it.
SPEECH_WORDS = 4
#: Without "is" or "was" before it, no finite verb: "contributed reporting".
GERUND = re.compile(r"\w+ing", re.IGNORECASE)
#: What nobody says is said by the author: "none of them said that ...".
DENIED = re.compile(r"(?:nobody|no one|no-one|none|neither|no \w+|not one|few|hardly any\w*)\b", re.IGNORECASE)


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
class View:
    """A sentence with its quotations masked, and the part of it that is looked at."""

    sentence: Sentence
    mask: str
    quotes: tuple[Span, ...]
    start: int
    end: int


def make(view: View, content: tuple[int, int], source: Span | None, cue: Span | None, **more: bool) -> Voice | None:
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
    kind = attribution(view, start, end) if source else "author"
    hedged = bool(cue and hedged_cues().search(text[cue.start : cue.end])) or more.pop("hedged", False)
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


def attribution(view: View, start: int, end: int) -> Attribution:
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


def subject(view: View, match: re.Match[str]) -> Span | None:
    """The phrase before a verb; None for a passive ("are believed to"), an infinitive or a noun."""
    if NO_VERB.search(view.mask[: match.start()]) or PASSIVE.match(match.group()) or GERUND.fullmatch(match.group()):
        return None
    found = noun_phrases.before(view.mask[: view.end], match.start())
    found = found or noun_phrases.before_relative(view.mask[: view.end], match.start())
    found = found or noun_phrases.of_first_verb(view.mask[: view.end], view.start, match.start())
    return None if found and DENIED.match(view.mask, found.start, found.end) else found


def first_person(view: View, span: Span) -> bool:
    return bool(noun_phrases.FIRST_PERSON.match(view.mask[span.start : span.end]))


def is_speech(view: View, part: Span) -> bool:
    quoted = view.sentence.text[part.start : part.end]
    return len(re.findall(r"\w+", quoted)) >= SPEECH_WORDS or bool(
        re.search(r"[,.!?]['’\"”»]+$", quoted) and part.start <= 1
    )
