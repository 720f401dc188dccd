"""Invented sentences: words spread as in real text (few very common, most rare), phrases that name a safeguard."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, product
from random import Random

NOUNS = """programme return agency people families office interview officers staff shelter report figures decision
journey border ministry court lawyers counsel information assistance documents children agreement procedure claim
hearing order protection transfer bus flight ticket money payment registration leaflet form signature translator
language country city province camp detention centre authorities government mission visit monitoring answer letter
request question complaint record data number month week delay deadline policy guideline framework standard treaty law
judgment appeal tribunal ombudsman observer researcher journalist network coalition church clinic hospital school
employer wage permit visa passport identity consulate airport station road desert river harbour violence kidnapping
extortion threat risk safety need fear consent choice alternative pressure option destitution food water bed illness
pregnancy disability age mother father sister household relative neighbour village market job loan debt reintegration
grant workshop counselling session translation copy page note source evidence finding conclusion recommendation demand
commitment promise statement denial confirmation silence contract budget donor auditor evaluation survey sample
indicator target annex paragraph section article protocol memorandum briefing conference speech""".split()
ADJECTIVES = """voluntary assisted legal public new independent written safe humanitarian national international local
regional final first second last recent early late full partial adequate clear informed free dignified pending
administrative judicial personal confidential medical financial logistical temporary permanent private joint annual
monthly weekly quarterly internal external formal informal unaccompanied vulnerable stranded displaced deported detained
separated pregnant elderly ill poor northern southern eastern western remote crowded closed open hidden secret
anonymous anonymised preliminary binding rights-based gender-responsive time-limited cross-border so-called
""".split()
VERBS = """covers follows explains lists repeats confirms denies omits requires allows delays precedes reaches supports
limits records concerns affects replaces describes supplements excludes mentions accompanies""".split()
LINKS = "of in for on with under after before during without within against through about since".split()
DETERMINERS = "the the the the a the its their this that every no such some each".split()
SAYING = """said that|stated that|found that|reported that|confirmed that|noted that|wrote that|told the inquiry that
denied that|recorded that|observed that|demands that|recommends that|requires that|argues that|concedes that""".replace(
    "\n", "|"
).split("|")
#: Said of each safeguard of the scheme, so that a search for its words finds what is tagged with it.
PHRASES = {
    "voluntariness": ("nobody was forced to leave", "the return was a free decision", "threats preceded the signature"),
    "informed_consent": ("informed consent was obtained", "information was given in a language that was understood"),
    "legal_counsel": ("people could speak to a lawyer", "legal counsel was not available", "access to legal advice"),
    "non_refoulement": ("fear of return was looked into", "nobody was sent back to persecution", "non-refoulement"),
    "case_protection": ("pending asylum cases were closed", "an order in absentia followed", "hearings were missed"),
    "vulnerable_groups": ("best interests of the child were determined", "families were separated", "special care"),
    "safe_conditions": ("people were kidnapped while they waited", "shelter and food were provided"),
    "safe_travel": ("the journey was safe and dignified", "buses left at night through unsafe roads"),
    "reception_reintegration": ("reintegration assistance was received", "nobody met them on arrival"),
    "monitoring": ("follow-up interviews took place after return", "no monitoring of those returned"),
    "financial_assistance": ("cash assistance was paid", "travel documents and tickets were provided"),
    "transparency": ("the agreement was not published", "figures on returns are public"),
    "accountability": ("complaints were not answered", "an independent body oversees the programme"),
    "data_protection": ("personal data were passed to enforcement", "personal data stayed confidential"),
}
#: How often each safeguard is spoken of, in the order above: the first much more than the last.
SAFEGUARD_WEIGHTS = [1 / (rank + 1.5) for rank in range(len(PHRASES))]
PLACES = ["Port Almery", "Corvana", "Tesmar", "Northmark", "Lindro", "Vashti", "San Orel", "Qadur", "Ümläut", "Dârna"]
SYLLABLES = "ba ko ri ten mar lo vi sha du ner qua zel or um pi fa gri sto ne wi ça ñu bé".split()
#: Rare words, as names of places and people are in real text.
RARE = ["".join(parts) for parts in product(SYLLABLES, SYLLABLES, SYLLABLES)]
#: How many words are drawn at once.
BATCH = 50_000


def spread(random: Random, words: Sequence[str], *, steep: float = 1.0) -> Iterator[str]:
    """Words without end, the one at rank r about 1/r**steep as often as the first."""
    weights = list(accumulate(1 / (rank + 1.7) ** steep for rank in range(len(words))))
    while True:
        yield from random.choices(words, cum_weights=weights, k=BATCH)


class Sentences:
    """Makes sentences one after another, the same for the same `random`."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.nouns = spread(random, [*NOUNS, *RARE])
        self.adjectives = spread(random, [*ADJECTIVES, *RARE[::7]], steep=1.1)
        self.verbs, self.links = spread(random, VERBS), spread(random, LINKS)
        self.determiners, self.saying = spread(random, DETERMINERS, steep=0.3), spread(random, SAYING, steep=0.5)
        self.places = spread(random, PLACES)
        self.safeguards = spread(random, list(PHRASES), steep=0.8)
        self.chances = self._chances()

    def _chances(self) -> Iterator[float]:
        while True:
            yield self.random.random()

    def thing(self) -> str:
        """A noun with what stands before it: "the pending claim"."""
        if next(self.chances) < 0.45:
            return f"{next(self.determiners)} {next(self.adjectives)} {next(self.nouns)}"
        return f"{next(self.determiners)} {next(self.nouns)}"

    def title(self) -> str:
        """The title of a document or a work."""
        first, second = next(self.adjectives), next(self.nouns)
        return f"{first.capitalize()} {second} {next(self.links)} {self.thing()} in {next(self.places)}"

    def sentence(self, speaker: str, *, about: bool) -> tuple[str, str | None]:
        """A sentence, and the safeguard that it is about if it was asked to be `about` one."""
        chance = next(self.chances)
        start = (
            f"{speaker} {next(self.saying)} " if chance < 0.4 else f"In {next(self.places)} " if chance < 0.5 else ""
        )
        parts = [start + self.thing(), next(self.verbs), self.thing()]
        safeguard = None
        if about:
            safeguard = next(self.safeguards)
            parts += ["where", PHRASES[safeguard][int(next(self.chances) * len(PHRASES[safeguard]))]]
        for _ in range(int(next(self.chances) * 4)):
            parts += [next(self.links), self.thing()]
        text = " ".join(parts)
        return f"{text[0].upper()}{text[1:]}.", safeguard
