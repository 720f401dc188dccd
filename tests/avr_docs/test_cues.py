"""Cues: each finds something in its hits and nothing in its misses; files are checked with messages that help."""

import re

import pytest

from avr_docs import cues
from avr_docs.cue_patterns import BadPattern, inflections, to_regex
from avr_docs.cue_search import Finder, alternatives, finder, needed, whole_words
from avr_docs.records import ClaimKind

PLAIN = {
    "reporting": cues.reporting,
    "hedges": cues.hedges,
    "unknown": cues.unknowns,
    "negations": cues.negations,
    "demands": cues.demands,
    "actions": cues.actions,
    "norms": cues.norms,
    "actors": cues.actors,
}
ALL = [(f"{name}-{n}", cue) for name, read in PLAIN.items() for n, cue in enumerate(read(), 1)]
ALL += [(f"{guard.id}-{cue.polarity}", cue) for guard in cues.safeguards() for cue in guard.cues]


@pytest.mark.parametrize(("name", "cue"), ALL, ids=[name for name, _ in ALL])
def test_a_cue_finds_its_hits_and_not_its_misses(name: str, cue: cues.Cue) -> None:
    assert cue.hits, f"{name} has no hits"
    for sentence in cue.hits:
        assert cue.regex.search(sentence), f"{name} finds nothing in: {sentence}"
    for sentence in cue.misses:
        found = cue.regex.search(sentence)
        assert found is None, f"{name} finds {found and found.group()!r} in: {sentence}"


def test_the_safeguards_are_those_of_the_coding_scheme() -> None:
    assert [guard.id for guard in cues.safeguards()] == [
        "voluntariness",
        "informed_consent",
        "legal_counsel",
        "non_refoulement",
        "case_protection",
        "vulnerable_groups",
        "safe_conditions",
        "safe_travel",
        "reception_reintegration",
        "monitoring",
        "financial_assistance",
        "transparency",
        "accountability",
        "data_protection",
    ]
    assert all(guard.name and guard.definition.endswith(".") and guard.source for guard in cues.safeguards())


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("urge", "urge urges urged urging"),
        ("deny", "deny denies denied denying"),
        ("stop", "stop stops stopped stopping"),
        ("submit", "submit submits submitted submitting"),
        ("free", "free frees freed freeing"),
        ("say", "say says said saying"),
        ("child", "child children"),
        ("press", "press presses pressed pressing"),
    ],
)
def test_words_take_their_forms(word: str, forms: str) -> None:
    assert set(inflections(word)) == set(forms.split())


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("urge+ [you] to", "we urged you to go", "urged you to"),
        ("urge+ [you] to", "we urge to go", "urge to"),
        ("access to ... (lawyer+|legal advice)", "access to an independent lawyer", "access to an independent lawyer"),
        ("access to ... lawyer+", "access to food; a lawyer", None),
        ("asylum seeker+", "the asylum-seekers left", "asylum-seekers"),
        ("voluntary return", "the “voluntary” return", "voluntary” return"),
        ("=may", "in May", None),
        ("=may", "it may", "may"),
        ("safe , dignified", "a safe, dignified return", "safe, dignified"),
        ("pay+ ... $", "it paid them $1,000", "paid them $1,000"),
        ("coerc*", "coercive", "coercive"),
        ("art", "the start", None),
        ("a ...2 b", "a c c b", "a c c b"),
        ("a ...2 b", "a c c c b", None),
    ],
)
def test_the_notation_means_what_it_says(pattern: str, text: str, found: str | None) -> None:
    match = finder((pattern,)).search(text)
    assert (match and match.group()) == found


@pytest.mark.parametrize("pattern", ["(a|b", "a|b)", "[a) b", "... a", "a ...", "", "a] b", "wh?t"])
def test_a_wrong_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(BadPattern):
        to_regex(pattern)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("patterns: [a]", "expected a list of entries"),
        ("- a", "entry 1: expected 'key: value'"),
        ("- patterns: [a]", "the key 'hits' is missing"),
        ("- {patterns: [a], hits: [a], frames: x}", "unknown key 'frames'; known are patterns, hits, misses, scope"),
        ("- {patterns: [a], hits: [a], scope: up}", "scope is 'up'; it must be one of right, left"),
        ("- {patterns: [], hits: [a], scope: left}", "patterns is empty"),
        ("- {patterns: ['(a'], hits: [a], scope: left}", "brackets do not pair: '\\(a'"),
        ("- {patterns: a, hits: [a], scope: left}", "patterns must be a list of texts"),
        ("- {patterns: [no], hits: [a], scope: left}", "patterns must be a list of texts"),
        ("- [", "is no YAML"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(cues.CueError, match=message) as caught:
        cues.parse(text, cues.NegationCue, where="cues/negations.yml")
    assert re.match(r"cues/negations\.yml", str(caught.value))


def test_kinds_are_the_schemes() -> None:
    assert set(ClaimKind.__args__) == {"stated", "observed", "demanded", "norm", "context"}  # type: ignore[attr-defined]


@pytest.mark.parametrize(("name", "cue"), ALL, ids=[name for name, _ in ALL])
def test_a_pattern_is_filed_under_words_that_it_needs(name: str, cue: cues.Cue) -> None:
    """What is only compiled when its words are met finds what all the patterns in one expression find."""
    whole = re.compile("|".join(whole_words(to_regex(pattern)) for pattern in cue.patterns), re.IGNORECASE)
    for sentence in (*cue.hits, *cue.misses):
        assert [m.group() for m in cue.regex.finditer(sentence)] == [m.group() for m in whole.finditer(sentence)], name


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("access to lawyer+", {"acc"}),
        ("(say+|tell+) [him]", {"say", "sai", "tel", "tol"}),
        ("[very] safe", {"saf"}),
        ("the (camp|hostel)", {"the"}),
        ("pay+ $", {"pay", "pai"}),
        ("$", set()),
    ],
)
def test_the_letters_that_a_pattern_needs(pattern: str, letters: set[str]) -> None:
    assert needed(pattern) == letters


def test_alternatives_are_patterns_of_their_own() -> None:
    assert alternatives("(a|b (c|d)|[e] f)") == ["a", "b (c|d)", "[e] f"]
    assert alternatives("(a|b) (c|d)") == ["(a|b) (c|d)"]


def test_of_matches_that_overlap_the_first_counts() -> None:
    found = finder(("legal advice", "advice of friends", "friends"))
    assert [m.group() for m in found.finditer("legal advice of friends")] == ["legal advice", "friends"]
    assert isinstance(found, Finder)
    assert finder(()).search("anything") is None
