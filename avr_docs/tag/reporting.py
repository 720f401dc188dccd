"""The words and frames of attribution, as expressions: cues of cues/reporting.yml with what may stand around them."""

import re
from functools import lru_cache

from avr_docs import cues
from avr_docs.cue_search import Finder, finder, whole_words

AUXILIARY = (
    r"(?:(?:has|have|had|is|are|was|were|will|would|did|does|do|also)\s+(?:(?:\w+ly|also|been|long"
    r"|again|already|since|further|then)\s+)*)?"
)
#: Reporting words that are nouns as often; with these a "that" or a quotation must follow.
NOUNS = frozenset(
    re.findall(
        r"\S+",
        """
    admit admits admitted report reports note notes
    claim claims state states show shows find finds record records document documents
    evidence promise promises pledge pledges answer answers comment comments reply replies forecast forecasts
    estimate estimates hope hopes fear fears doubt doubts feel feels concern blame praise call calls ask asks
    request requests demand demands urge urges press appeal appeals label labels brand term terms rate rates
    estimated reported documented recorded expected found noted confirmed reflected confirm reflect indicate
    repeat repeats observe observes advise advised consider considered proposed announced promised propose
    revealed answered replied responded responds respond wrote write writes written recorded reporting
    """,
    )
)
CLAUSE_START = (
    r"(?:the|a|an|it|he|she|they|we|i|you|there|this|that|these|those|its|his|her|their|our|your|no"
    r"|many|most|some|all|any|each|every|more|few|"
    r"two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands|[a-z]{3,}s|both"
    r"|about|around|over|up to|at least|almost|nearly|approximately|only|people"
    r"|such|if|while|when|"
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
THAT = re.compile(ADJUNCT + r",?\s+(?:that|how|whether|why|que)\s+(?=\S)", re.IGNORECASE)
TOLD_THAT = re.compile(r"\s+[^,;:█]{1,90}?\s+(?:that|how|whether|why)\s+(?=\S)", re.IGNORECASE)
TOLD = re.compile(
    r"\s+(?:(?:[A-Z][\w.&’'-]*)(?:\s+[A-Z][\w.&’'-]*)*|reporters|journalists|(?:the|a|an)\s+[\w-]+"
    r"|them|him|her|me|us|it)"
    r"(?:\s+(?:in|on)\s+[A-Z]\w+\.?(?:\s+\d+)*)?,?\s+(?=\S)"
)
QUOTE_FOLLOWS = re.compile(r"[^.;:█]{0,90}?[,:]?\s*(?=█)")
BARE = re.compile(rf"{ADJUNCT},?\s+(?={CLAUSE_START}\b)")
#: After "said" hardly anything but its content follows: "said fishermen saw it".
SAID = re.compile(
    rf"{ADJUNCT},?\s+(?!(?:so|nothing|little|much|anything|something|yes|no|goodbye|about|of|to|in|on|at|during)\b)(?=[\w$])"
)
#: A clause that stands beside the attributed one, after "While X said ...": the main clause.
MAIN = re.compile(
    r"(?:,\s+|█,?\s+)(?:(?:and|but|yet)\s+)?(?=(?:it|there|this|the|those|these|we|they|he|she|many"
    r"|most|some|no|its|their|our|[A-Z]\w+)\b)"
)
SUBORDINATE = re.compile(r"\s*(?:while|although|though|even though|whereas|as)\s", re.IGNORECASE)
#: What the author's own stance leaves as content: "it appears that ...", "there are fears that ...".
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
    r"(?:\b(?:to|the|a|an|this|these|its|his|her|their|our|of|no|any|or|should|must|(?-i:may)|might|could"
    r"|can|cannot|not|be|being|for|by|what|how|let)|’s|'s)\s+$",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def verbs(*frames: str) -> Finder:
    """Finds the cues of any of the frames, with auxiliaries before them; the word itself is the group `verb`."""
    patterns = tuple(p for cue in cues.reporting() if cue.frame in frames for p in cue.patterns)
    return finder(patterns, _with_auxiliaries)


def _with_auxiliaries(body: str) -> str:
    return rf"(?<![\w’'-]){AUXILIARY}(?P<verb>{whole_words(body)})(?!-)"


@lru_cache(maxsize=1)
def hedged_cues() -> Finder:
    """Finds the cues that leave open whether it is so."""
    return finder(tuple(p for cue in cues.reporting() if cue.hedged for p in cue.patterns))
