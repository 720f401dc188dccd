"""Cells of the database as what they hold: lists, and addresses that may be followed."""

import json
from urllib.parse import quote, urlsplit


def listed(cell: object) -> list[str]:
    """The items of a cell that holds a list, as a JSON array or parted by ";"."""
    text = str(cell or "").strip()
    if text.startswith("["):
        try:
            read = json.loads(text)
        except ValueError:
            return [text]
        return [str(item) for item in read if item not in (None, "")]
    return [part.strip() for part in text.split(";") if part.strip()]


def web_address(cell: object) -> str | None:
    """The address if it is one of the web's (http or https, with a host); None for others, such as `javascript:`."""
    text = str(cell or "").strip()
    if any(ord(character) <= 32 or ord(character) == 127 for character in text):
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and host else None


def host(cell: object) -> str | None:
    """The name of the site that an address leads to, without "www."."""
    address = web_address(cell)
    return (urlsplit(address).hostname or "").removeprefix("www.") if address else None


def document_path(document: object, sentence: object = None) -> str:
    """Where a document stands on the site, and the sentence within it."""
    path = f"/-/avr/document/{quote(str(document), safe='')}"
    return path if sentence is None else f"{path}#s{sentence}"


def work_path(key: object) -> str:
    """Where the page of a cited work stands on the site."""
    return f"/-/avr/work/{quote(str(key), safe='')}"


def compare_path(safeguard: object, programme: object) -> str:
    """Where the claims behind one cell of the comparison stand; `-` is for claims that name no programme."""
    return f"/-/avr/compare/{quote(str(safeguard), safe='')}/{quote(str(programme or '-'), safe='')}"


def demand_path(key: object) -> str:
    """Where the page of a demand stands on the site."""
    return f"/-/avr/demand/{quote(str(key), safe='')}"


def addressee_path(key: object) -> str:
    """Where the demands to one addressee stand on the site."""
    return f"/-/avr/demands/to/{quote(str(key), safe='')}"
