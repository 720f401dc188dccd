"""Names that rules find beside those that a language model finds: actors on file, a gazetteer, laws, programmes.

A model's names are PERSON, ORG, LOC and DATE; another pipeline's own labels (GPE, NORP) stay as they are.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from avr_docs.records import ListedActor

#: Labels that rules give beside the model's.
LAW, PROGRAMME = "LAW", "PROGRAMME"

CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'-]*(?:\.(?=[\w ]))?"
#: Small words inside a name; "and the" begins another one.
LINK = r"(?:(?:of|on|for|against|in|to|with|between|relating to|concerning)(?: the)?|and(?! the\b))"
HEADS = (
    r"(?:Act|Law|Convention|Treaty|Protocol|Directive|Regulation|Covenant|Charter|Constitution|Declaration|Code"
    r"|Statute|Compact|Ordinance|Decree|Agreement|Accord|Bill|Amendment)"
)
#: Matches "Refugee Act of 1980", "Dublin III Regulation", "1951 Refugee Convention"; not "the Act", "Law Forum".
NAMED_LAW = (
    rf"(?:\d{{4}} )?(?:{CAPITAL} (?:{LINK} )?){{1,7}}{HEADS}(?! [A-Z][a-z])"
    r"(?: No\. ?\d+)?(?:,? of \d{4}|,? \d{4}\b)?"
)
#: Matches "Convention relating to the Status of Refugees", "Global Compact for Safe, Orderly and Regular Migration".
LAW_ON = rf"(?:{CAPITAL} ){{0,3}}{HEADS} {LINK} {CAPITAL}(?:,? (?:{LINK} )?{CAPITAL}){{0,8}}(?: of \d{{4}})?"
#: Matches "8 U.S.C. § 1158(b)(1)", "8 C.F.R. §§ 208.30, 208.31", "8 CFR Part 235".
US_CODE = (
    r"\d+ (?:U\.? ?S\.? ?C\.?|C\.? ?F\.? ?R\.?)(?: ?§+ ?| [Pp]arts? | ?)"
    r"\d[\w().-]*(?<![.(-])(?:, \d[\w().-]*(?<![.(-]))*"
)
#: Matches "Directive 2008/115/EC", "Regulation (EU) No 604/2013", "Security Council Resolution 2254".
NUMBERED = (
    r"(?:(?:UN |U\.N\. |United Nations )?(?:Security Council|General Assembly|Human Rights Council) Resolution"
    r"|(?:Council |Commission |Framework )?(?:Directive|Regulation|Decision|Resolution|Executive Order|Proclamation"
    r"|Law|Decree|Pub\. L\.|Public Law))(?: \((?:EU|EC|EEC)\))?(?: No\.?)? ?\d[\d/.,–-]*\d(?:/(?:EC|EU|EEC|JHA))?"
)
#: Matches "A/HRC/38/41", "CAT/C/GC/4"; not "UNHCR/IOM", nor "BJC/2022/07", the number of somebody else's paper.
UN_SYMBOL = r"\b(?:A|S|E|C|EC|ST|HRI|CAT|CCPR|CED|CEDAW|CERD|CMW|CRC|CRPD)/(?:[A-Z0-9][\w.()-]*/)+[\w.()-]*\d[\w)]*"
#: Matches "Article 33(1) of the Refugee Convention", "Art. 3 ECHR", "Section 235(b) of the INA".
ARTICLE = (
    r"(?:Articles?|Arts?\.|Sections?|§+) ?\d[\w().]*(?:(?:,| and| or|,? to) \d[\w().]*)* (?:of the |of |)"
    r"(?:ICCPR|ICESCR|ECHR|TFEU|CRC|UDHR|INA|CAT\b|Refugee Convention|Constitution)"
)
LAWS = re.compile(rf"(?<![\w./])(?:{US_CODE}|{NUMBERED}|{ARTICLE}|{LAW_ON}|{NAMED_LAW}|{UN_SYMBOL})(?!\w)")

RETURN = (
    r"(?:Returns?|Returning|Returnees?|Reintegration|Repatriation|Voluntary|Homecoming|Readmission|Resettlement"
    r"|Departures?|Home)"
)
KINDS = r"(?:Programme|Program|Scheme|Initiative|Project|Facility|Package|Plan)"
#: Matches "Assisted Voluntary Return and Reintegration Programme", "Safe Passage Home scheme"; not "the Programme".
PROGRAMMES = re.compile(
    rf"(?<![\w.])(?:{CAPITAL} (?:(?:of|and|for|the|to) ){{0,2}}){{0,6}}{RETURN}"
    rf"(?: (?:(?:of|and|for|from|to) ){{0,2}}{CAPITAL}){{0,5}} (?:{KINDS}|{KINDS.lower()})(?!\w)"
)
#: What stands first in a sentence with a capital and is no part of a name.
LEADING = frozenset(
    """
    The This That These Those A An In Under By For And But Both As Since Its Their Our See Cf. Such
""".split()
)
#: Between two names that a model took for one: "European Union and Doctors Without Borders".
BETWEEN = frozenset({"and", "or", "&", ",", "/", "-", "–", "(", ")"})


class Entry(NamedTuple):
    """A name of the gazetteer with its label: ORG, LOC or PROGRAMME."""

    label: str
    name: str


@cache
def gazetteer() -> tuple[Entry, ...]:
    """The names and aliases of agencies, courts, countries, places and programmes that ship with the package."""
    lines = (files("avr_docs") / "gazetteer.csv").read_text(encoding="utf-8").splitlines()
    return tuple(
        Entry(row["label"], name)
        for row in csv.DictReader(lines)
        for name in (row["name"], *row["aliases"].split(";"))
        if name
    )


class NameRules:
    """Adds to a Doc's entities what the rules find; `actors` are those of the corpus."""

    def __init__(self, nlp: Language, actors: Iterable[ListedActor] = ()) -> None:
        listed = [Entry("ORG", name) for actor in actors for name in (actor.name, *actor.aliases)]
        self.matcher = PhraseMatcher(nlp.vocab)
        for label, name in {*gazetteer(), *listed}:
            for written in _spellings(name):
                self.matcher.add(label, [nlp.make_doc(written)])

    def __call__(self, doc: Doc) -> Doc:
        """The Doc, its entities completed: a rule's name wins, unless it is a part of a longer one of the model's."""
        text = doc.text  # put together anew each time that it is asked for
        written = [*_patterns(doc, text, LAWS, LAW), *_patterns(doc, text, PROGRAMMES, PROGRAMME)]
        ruled = filter_spans([*written, *self._listed(doc)])
        if not ruled:
            return doc
        kept = [span for span in ruled if not any(_is_part(span, entity) for entity in doc.ents)]
        rest = [piece for entity in doc.ents for piece in _outside(entity, kept)]
        doc.ents = [*kept, *rest]
        return doc

    def _listed(self, doc: Doc) -> Iterator[Span]:
        for label, start, end in self.matcher(doc):
            yield Span(doc, start, end, label=label)


@lru_cache(maxsize=8)
def rules(nlp: Language, actors: tuple[ListedActor, ...]) -> NameRules:
    """The rules for a pipeline and the actors of a corpus, made once."""
    return NameRules(nlp, actors)


def _spellings(name: str) -> set[str]:
    """The name with either apostrophe and, if it has several words, also in capitals as headings have it."""
    written = {name.replace("'", "’"), name.replace("’", "'")}
    return written | {each.upper() for each in written if " " in each}


def _patterns(doc: Doc, text: str, expression: re.Pattern[str], label: str) -> Iterator[Span]:
    for match in expression.finditer(text):
        start, end = match.span()
        if match[0].count(")") > match[0].count("("):  # "(see 5 U.S.C. 552)"
            end -= len(match[0]) - len(match[0].rstrip(")"))
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        while span is not None and len(span) > 1 and span[0].text in LEADING:
            span = Span(doc, span.start + 1, span.end, label=label)
        if span is not None and (len(span) > 1 or "/" in span.text) and not _of_a_person(span):
            yield span


def _of_a_person(span: Span) -> bool:
    """True for "Declaration of Ana Ruiz", a witness's; not for "Ruiz Act"."""
    return any(entity.label_ == "PERSON" and entity.end == span.end for entity in span.doc.ents)


def _is_part(span: Span, entity: Span) -> bool:
    """True for "Department of State" inside "Texas Department of State Health Services"; not for one of two names."""
    inside = entity.start <= span.start and span.end <= entity.end and len(entity) > len(span)
    if not inside or span.label_ in (LAW, PROGRAMME):
        return False
    doc = span.doc
    before = span.start == entity.start or doc[span.start - 1].text in BETWEEN
    after = span.end == entity.end or doc[span.end].text in BETWEEN
    return not (before and after)


def _outside(entity: Span, kept: list[Span]) -> Iterator[Span]:
    """What is left of a model's name beside the kept ones: all of it, a name run together with one, or nothing."""
    touching = sorted((span for span in kept if _overlap(entity, span)), key=lambda span: span.start)
    if not touching:
        yield entity
        return
    start = entity.start
    for span in touching:
        if span.start > start and span.doc[span.start - 1].text in BETWEEN:
            yield from _piece(entity, start, span.start - 1)
        start = span.end + 1 if span.end < entity.end and span.doc[span.end].text in BETWEEN else entity.end
    if start < entity.end:
        yield from _piece(entity, start, entity.end)


def _piece(entity: Span, start: int, end: int) -> Iterator[Span]:
    if start < end and entity.doc[start].text[:1].isupper():
        yield Span(entity.doc, start, end, label=entity.label)


def _overlap(first: Span, second: Span) -> bool:
    return bool(first.start < second.end and second.start < first.end)
