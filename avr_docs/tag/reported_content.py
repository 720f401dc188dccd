"""Where what somebody says or asks for begins and ends, beside the verb that reports it."""

import re

from avr_docs.tag import noun_phrases
from avr_docs.tag.reporting import (
    BARE,
    FINDING_NOUN,
    MAIN,
    NOUNS,
    QUOTE_FOLLOWS,
    SAID,
    SUBORDINATE,
    THAT,
    TOLD,
    TOLD_THAT,
    verbs,
)
from avr_docs.tag.voices import View
from extract.document import Span

#: What somebody did not say is the reporter's again: "..., but he declined to show it".
DECLINED = re.compile(
    r",?\s+(?:but|and)\s+(?:he|she|it|they|the\s+\w+)?\s*(?:declined|refused|did not (?:say|answer|reply|comment)"
    r"|would not"
    r"|gave no)\b"
)
#: "Called for an inquiry", "demand the publication of the text": a noun is what is asked for.
ASKS_FOR = re.compile(r"\bfor$|^(?:demand(?:s|ed|ing)?|exig\w+|reclam\w+)$")
WANTED = re.compile(
    r"\s+(?=(?:an?|the|more|better|full|immediate|independent|urgent|access|an end|la|el|una?|los|las)\b)"
)


def content_after(view: View, match: re.Match[str]) -> tuple[int, bool] | None:
    """Where the content begins after a verb, and whether it is a request; None if the verb attributes nothing."""
    mask, verb = view.mask, match["verb"].lower()
    ends, stop = match.end(), view.end
    if ASKS_FOR.search(verb) and (wanted := WANTED.match(mask, ends, stop)):
        return wanted.end(), True
    if verbs("request").fullmatch(match["verb"]) and (asked := _requested(mask, ends, stop)):
        return asked, True
    if verbs("attitude").fullmatch(match["verb"]) and re.search(r"\b(?:that|how|about|at|by|over)$", verb):
        return ends, False
    told = re.match(r"(?:tell|told|inform|assur|remind|notif|advis|warn)", verb)
    bare_told = bool(told) and not re.match(r"(?:inform|notif|advis)", verb)
    that = THAT.match(mask, ends, stop) or (TOLD_THAT.match(mask, ends, stop) if told else None)
    if that and not (told and "█" in mask[ends : that.end()]):
        return that.end(), False
    quote = QUOTE_FOLLOWS.match(mask, ends, stop)
    if (
        quote
        and not verbs("object").fullmatch(match["verb"])
        and any(part.start >= quote.end() - 1 for part in view.quotes)
    ):
        colon = re.search(r"[:,]\s*$", mask[ends : quote.end()])
        bare = TOLD.match(mask, ends, stop) if bare_told else None if told else BARE.match(mask, ends, stop)
        return (bare.end() if bare and not colon else quote.end()), False
    if told:
        bare = TOLD.match(mask, ends, stop) if bare_told else None
        return (bare.end(), False) if bare else None
    if verbs("finding").fullmatch(match["verb"]) and not verbs("clause").fullmatch(match["verb"]):
        subject = noun_phrases.before(mask, match.start())
        if subject is None or not FINDING_NOUN.search(mask[subject.start : subject.end]):
            return None
    elif verb in NOUNS:
        return None
    bare = (SAID if verb in ("said", "says") else BARE).match(mask, ends, stop)
    return (bare.end(), False) if bare else None


def _requested(mask: str, place: int, stop: int) -> int | None:
    """Where what is asked for begins: after "to" or "that"; None where a question follows ("asked us what ...")."""
    mask = re.sub(r"\([^()]*\)", lambda match: "x" * len(match.group()), mask)
    if re.compile(r"(?:\s+[^\s,;:█]+){0,4}\s+(?:what|whether|how|why|who|when|where|if|about)\b").match(
        mask, place, stop
    ):
        return None
    match = re.compile(r"(?:\s+(?!to\b|that\b|que\b)[^\s,;:█]+){0,14}\s+(?:that\s+|to\s+|que\s+|(?=not to\s))").match(
        mask, place, stop
    )
    return match.end() if match else None


def content_end(view: View, start: int, source: Span) -> int:
    """The content's end: before "according to", and before the main clause after "While X said ..."."""
    end = view.end
    tail = re.compile(r",?\s+according to\s", re.IGNORECASE).search(view.mask, start, view.end)
    if tail and len(re.findall(r"\w+", view.mask[tail.end() : view.end])) <= 12:
        end = tail.start()
    declined = DECLINED.search(view.mask, start, end)
    end = declined.start() if declined else end
    opener = view.mask[max(view.start, 0) : source.start]
    lesser = SUBORDINATE.search(opener + " ")
    if lesser and len(opener) < 40:
        main = MAIN.search(view.mask, min(start + 15, end), end)
        end = main.start() + 1 if main and view.mask[main.start()] == "█" else main.start() if main else end
    return end
