"""Forms of citation that a rule knows for sure: US law by eyecite, European and international symbols by patterns."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from courts_db import courts
from eyecite import get_citations
from eyecite.models import CitationBase, FullCaseCitation, FullLawCitation

#: What each matches, and the field that it fills.
PATTERNS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (type, field, re.compile(pattern))
    for type, field, pattern in (
        # A/HRC/38/41, CAT/C/SR.12, S/RES/1325 (2000), HCR/GIP/02/01, CCPR/C/GC/36
        ("report", "number", r"\b(?:A|S|E|ST|CAT|CCPR|CRC|CEDAW|CERD|CMW|CRPD|HRI|HCR|EC|WGAD|CED)/(?:[A-Z0-9][\w.-]*/)*[A-Z0-9][\w.]*\d\w*(?:/(?:Rev|Add|Corr|PV)\.?\s?\d*)*"),
        ("legal_case", "reporter", r"\bECLI:[A-Z]{2}:[A-Z0-9]+:\d{4}:[\w.]+|\bEU:[CT]:\d{4}:\d+"),
        ("legal_case", "docket", r"\b(?:Joined )?Cases? (?:[CT]-\d+/\d\d(?:,? (?:and |to )?)?)+|\b[CT][-‑]\d{1,4}/\d\d\b"),
        ("legal_case", "docket", r"\b(?:[Aa]pp(?:lication|\.)s?\s+)?[Nn]os?\.?\s?\d{3,6}/\d\d\b(?:(?:,| and| &) \d{3,6}/\d\d)*"),
        ("legal_case", "docket", r"\b\d{1,2}:\d\d-[a-z]{2}-\d{3,6}(?:-[A-Z]{1,5})*"),
        # N.D. Cal., D.D.C., 9th Cir., S.D.N.Y.
        ("legal_case", "court", r"\b(?:[NSEWC]\.\s?)?D\.\s?(?:[A-Z][a-z]{1,4}\.?|[A-Z]\.[A-Z]?\.?)(?:\s?[A-Z][a-z]+\.)?(?=\s|,|\))|\b(?:\d{1,2}(?:st|nd|rd|th|d)|D\.C\.|Fed\.) Cir\.|\bECtHR\b|\bCJEU\b|\[GC\]"),
        ("legislation", "number", r"\b(?:Directive|Regulation|Decision|Framework Decision)(?:\s\((?:EU|EC|EEC|Euratom)\))?(?:\s[Nn]o\.?)?\s\d{1,4}/\d{2,4}(?:/(?:EC|EU|EEC|JHA))?"),
        ("legislation", "reporter", r"\b\d+ Fed\. ?Reg\. \d[\d,]*|\b\d+ F\.R\. \d[\d,]+"),
        ("legislation", "reporter", r"\b\d+ (?:U\.?S\.?C\.?|C\.?F\.?R\.?) (?:§§? ?|[Pp]t\.? ?|[Pp]arts? )?\d[\w.-]*(?:\(\w+\))*"),
        ("legislation", "reporter", r"\bOJ (?:[LC] ?\d+|\[\d{4}\] [LC]\d+)(?:/\d+)?"),
        ("report", "number", r"\b(?:COM|SWD|SEC|JOIN)\s?\(\d{4}\)\s?\d+(?: final)?"),
        ("report", "number", r"\bGAO-\d\d-\d+\w*|\bOIG-\d\d-\d+|\b[A-Z]{3}\s?\d\d/\d{3,5}/\d{4}\b"),
    )
)  # fmt: skip
#: Words without which the text holds nothing that eyecite knows; it costs milliseconds a note.
LAWLIKE = re.compile(r"\d+\s+[A-Z][\w.’' ]{0,20}\s+(?:§+\s*)?\d|§|\bv\.\s|In re\b")


class Form(NamedTuple):
    """A field known from its form; `[start, end)` in the text. `type` is the CSL type that it tells."""

    type: str
    field: str
    value: str
    start: int
    end: int


def forms(text: str) -> list[Form]:
    """What the text holds of such forms, in order."""
    found = [
        Form(type, field, match.group().rstrip(" ,"), match.start(), match.end())
        for type, field, pattern in PATTERNS
        for match in pattern.finditer(text)
    ]
    found += _american(text)
    return sorted(found, key=lambda form: (form.start, -form.end))


def _american(text: str) -> Iterator[Form]:
    if not LAWLIKE.search(text):
        return
    # eyecite knows "Ariz. Rev. Stat."; small capitals come as "ARIZ. REV. STAT."
    for each in get_citations(re.sub(r"\b[A-Z]{3,}\b(?=\.? )", lambda match: match[0].capitalize(), text)):
        start, end = each.span()  # type: ignore[no-untyped-call]
        if isinstance(each, FullLawCitation):
            yield Form("legislation", "reporter", text[start:end], start, end)
        elif isinstance(each, FullCaseCitation):
            yield Form("legal_case", "reporter", text[start:end], start, end)
            yield from _of_the_case(each, start, end)


def _of_the_case(each: CitationBase, start: int, end: int) -> Iterator[Form]:
    told = each.metadata
    if (court := getattr(told, "court", None)) and (name := _court(court)):
        yield Form("legal_case", "court", name, start, end)
    if year := getattr(told, "year", None):
        yield Form("legal_case", "issued", str(year), start, end)
    plaintiff, defendant = getattr(told, "plaintiff", None), getattr(told, "defendant", None)
    if plaintiff and defendant:
        yield Form("legal_case", "title", f"{plaintiff} v. {defendant}", start, end)


@lru_cache
def _court(id: str) -> str | None:
    """The name by which American lawyers cite the court: "9th Cir." for "ca9"."""
    return next((str(each["citation_string"]) for each in courts if each["id"] == id), None)
