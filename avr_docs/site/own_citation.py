"""How to cite the collection as a whole: its title, version and address as CSL-JSON, BibTeX and a line of text."""

from collections.abc import Mapping
from hashlib import blake2s
from typing import Any

from avr_docs import csl
from avr_docs.export import bibtex, csl_json
from avr_docs.site.tallies import Tally
from avr_docs.site.values import web_address
from avr_docs.words import counted, day

TITLE = "Documents on assisted voluntary return"


def version(run: Mapping[str, Any] | None) -> str:
    """What the data as a build left them are called: its number and day; nothing before the first has ended."""
    return f"run {run['id']}, {run['finished'][:10]}" if run and run["finished"] else ""


def checksum(counted: Tally) -> str:
    """A short check sum of all numbers of the collection: two copies with one are of the same make and size."""
    told = sorted((what, code, n) for what, codes in counted.items() for code, n in codes.items())
    return blake2s(repr(told).encode(), digest_size=6).hexdigest()


def item(metadata: Mapping[str, Any], run: Mapping[str, Any] | None, address: str) -> csl.Item:
    """The collection as an item of CSL-JSON; `address` is the site's own, unless metadata.yml names another."""
    row = {
        "key": "avr-docs-collection",
        "type": "dataset",
        "title": metadata.get("title") or TITLE,
        "publisher": metadata.get("source") or None,
        "issued": run["finished"][:10] if run and run["finished"] else None,
        "url": web_address(metadata.get("source_url")) or web_address(address),
    }
    made = csl.item(row)
    return {**made, **({"version": version(run)} if version(run) else {})}


def text(made: csl.Item, *, issued: str | None, documents: int) -> str:
    """The citation as a line to paste."""
    parts = [made["title"], counted(documents, "document"), made.get("version"), made.get("publisher")]
    told = ". ".join(str(part) for part in parts if part)
    return f"{told}. {made.get('URL', '')} (data of {day(issued)}).".replace("  ", " ") if issued else f"{told}."


def as_bibtex(made: csl.Item) -> str:
    """The citation as an entry of BibTeX."""
    return bibtex.written([made])


def as_csl(made: csl.Item) -> str:
    """The citation as CSL-JSON."""
    return csl_json.written([made])
