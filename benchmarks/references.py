"""Field F1 of parsed references: ours beside eyecite and refextract, on the gold set of AnyStyle.

    python -m benchmarks.references GOLD.xml.xz [--half first|second|all]

The gold set (res/parser/gold.xml of inukshuk/anystyle, 1,669 references) is not part of this project. Its labels are
mapped so: journal and container-title to container; volume to volume and issue, as digits, and where pages stand in it,
to pages too; pages as digits; location to place; the rest by name. A value counts where its letters and digits are
equal: case, accents and signs are left out, and the words that introduce it ("In", "ed.", "pp."). Published for like
fields: GROBID 0.89, retrained GROBID and CERMINE 0.92 (Tkaczyk et al. 2018), on other references.
"""

import argparse
import lzma
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from avr_docs.citations import labeller

FIELDS = {
    "author": "author",
    "title": "title",
    "journal": "container",
    "container-title": "container",
    "date": "date",
    "volume": "volume",
    "pages": "pages",
    "publisher": "publisher",
    "location": "place",
    "editor": "editor",
    "url": "url",
    "doi": "doi",
}
INTRODUCING = re.compile(
    r"^(?:in|dans|en|eds?|edited|by|hrsg|hg|von|editors?|pp?|s|pages|doi|https|http|dir|sous|la|direction|de)\b[\s.:,]*",
    re.IGNORECASE,
)
ENDING = re.compile(r"[\s(,]*\b(?:eds?|editors?|hrsg|hg|dirs?)\b[\s.):,]*$", re.IGNORECASE)
Values = Counter[tuple[str, str]]


def gold(path: Path) -> Iterator[tuple[str, Values]]:
    """Each reference as text, with its values by field."""
    with lzma.open(path) as file:
        tree = ElementTree.parse(file)
    for sequence in tree.iter("sequence"):
        values: Values = Counter()
        for part in sequence:
            both = re.match(r"(?P<volume>.*\d.*?)[:,]\s*(?P<pages>\d+\s*[-–]\s*\d+\D*)$", part.text or "")
            if part.tag == "volume" and both:
                add(values, "volume", both["volume"])
                add(values, "pages", both["pages"])
            elif part.tag in FIELDS:
                add(values, FIELDS[part.tag], part.text or "")
        yield " ".join((part.text or "").strip() for part in sequence), values


def add(values: Values, field: str, text: str) -> None:
    """Counts the value in the form in which values are compared."""
    even = unicodedata.normalize("NFKD", text)
    if field in ("editor", "container"):
        even = ENDING.sub("", INTRODUCING.sub("", even.strip(" (")))
    if field == "editor":
        even = INTRODUCING.sub("", even)
    if field in ("volume", "pages"):
        even = re.sub(r"\D", "", even)
    if field == "doi":
        even = re.sub(r"^.*?(?=10\.)", "", even)
    if field == "date":
        even = " ".join(re.findall(r"\w+", even))
    even = re.sub(r"\W", "", even).casefold()
    if even:
        values[field, even] += 1


def ours(text: str) -> Values:
    """What the labeller finds."""
    values: Values = Counter()
    numbers = ""
    for stretch in labeller.read(text):
        for part in stretch.parts:
            said = text[part.start : part.end]
            if part.label in ("volume", "issue"):
                numbers += f" {said}"
            elif part.label == "locator":
                add(values, "pages", said)
            else:
                add(values, part.label, said)
    add(values, "volume", numbers)
    return Counter({key: n for key, n in values.items() if key[0] in FIELDS.values()})


def with_eyecite(text: str) -> Values:
    """What eyecite finds: it knows cases, statutes and journals of US law."""
    from eyecite import get_citations
    from eyecite.models import FullJournalCitation

    values: Values = Counter()
    for each in get_citations(text):
        if isinstance(each, FullJournalCitation):
            for name, field in (("volume", "volume"), ("reporter", "container"), ("page", "pages")):
                add(values, field, each.groups.get(name) or "")
            add(values, "date", each.metadata.year or "")
    return values


def with_refextract(text: str) -> Values:
    """What refextract finds: it is made for physics."""
    from refextract import extract_references_from_string

    names = {"author": "author", "title": "title", "journal_title": "container",
             "journal_volume": "volume", "journal_page": "pages",
             "journal_year": "date", "year": "date", "publisher": "publisher",
             "url": "url", "doi": "doi"}  # fmt: skip
    values: Values = Counter()
    for reference in extract_references_from_string(text):
        for name, field in names.items():
            for said in dict.fromkeys(reference.get(name) or []):
                if name != "year" or "journal_year" not in reference:
                    add(values, field, said)
    return values


def score(read: Callable[[str], Values], references: list[tuple[str, Values]]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of each field and of all."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for text, values in references:
        given = read(text)
        for (field, _), n in (given & values).items():
            right[field] += n
        for counts, side in ((found, given), (wanted, values)):
            for (field, _), n in side.items():
                counts[field] += n
    for counts in (right, found, wanted):
        counts["all"] = counts.total()
    return {
        field: (
            right[field] / max(1, found[field]),
            right[field] / max(1, wanted[field]),
            2 * right[field] / max(1, found[field] + wanted[field]),
        )
        for field in ("all", *dict.fromkeys(FIELDS.values()))
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--half", choices=["first", "second", "all"], default="all")
    parser.add_argument("--folder", type=Path, default=labeller.FOLDER)
    given = parser.parse_args()
    labeller.FOLDER = given.folder
    references = list(gold(given.gold))
    if given.half != "all":
        references = references[given.half == "second" :: 2]
    print(f"{len(references)} references; precision, recall, F1")
    for name, read in (("avr-docs", ours), ("eyecite", with_eyecite), ("refextract", with_refextract)):
        try:
            found = score(read, references)
        except ImportError as error:
            print(f"{name}: not installed ({error.name})")
            continue
        for field, (precision, recall, f1) in found.items():
            print(f"{name:10} {field:10} {precision:.3f} {recall:.3f} {f1:.3f}")


if __name__ == "__main__":
    main()
