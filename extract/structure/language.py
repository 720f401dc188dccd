"""Which language a text is in."""

import re
from collections import Counter
from collections.abc import Iterable

# Counting a language's commonest small words tells these seven apart in a paragraph or two; a statistical model would
# add a dependency and megabytes for languages that no reader or tagger here knows. Words of two of them are left out.
_WORDS: dict[str, str] = {
    "en": "the of and to that is was for with on by this are from which have has been their they not were would",
    "es": "el los las del y que por con para una su al como más pero sus le fue ha este esta sobre también",
    "fr": "le les des et est du que dans pour qui sur une pas au avec ce sont aux cette nous vous été leur",
    "de": "der die und den das von mit ist des nicht ein eine dem für auf sich im auch werden wird sind bei durch",
    "it": "il di che della delle dei gli nel per con sono alla dal più anche degli questo essere stato nella è",
    "pt": "os as do da dos das que não uma em para com ao mais foi pelo pela são à ou sua seu também você",
    "nl": "het een van en dat niet zijn op te voor met aan er ook naar bij uit wordt door worden deze heeft",
}
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
#: How many words are looked at.
SAMPLE = 4000


def of(texts: Iterable[str]) -> str | None:
    """The ISO 639-1 code of the language that most of the small words are of; None where there are too few."""
    words: list[str] = []
    for text in texts:
        words += re.findall(r"[^\W\d_]+", text.lower())
        if len(words) > SAMPLE:
            break
    count: Counter[str] = Counter()
    for word in words[:SAMPLE]:
        count.update(language for language, known in _SETS.items() if word in known)
    ranked = count.most_common(2)
    if not ranked or ranked[0][1] < max(3, 0.08 * min(len(words), SAMPLE)):
        return None
    if len(ranked) > 1 and ranked[1][1] >= 0.8 * ranked[0][1]:
        return None
    return ranked[0][0]
