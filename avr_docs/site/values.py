"""Cells of the database as what they hold: lists, and addresses that may be followed."""

import json
import re
from urllib.parse import quote, urlencode, urlsplit


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


def language(cell: object) -> str | None:
    """The code of a language as `lang` takes it: "es", "pt-BR"; None for what is not one."""
    text = str(cell or "").strip()
    return text if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", text) else None


def document_path(document: object, sentence: object = None) -> str:
    """Where a document stands on the site, and the sentence within it."""
    path = f"/-/avr/document/{quote(str(document), safe='')}"
    return path if sentence is None else f"{path}#s{sentence}"


def work_path(key: object) -> str:
    """Where the page of a cited work stands on the site."""
    return f"/-/avr/work/{quote(str(key), safe='')}"


def compare_path(
    safeguard: object, programme: object, *, actor: object = None, first: object = None, last: object = None
) -> str:
    """Where the claims behind one cell of the comparison stand.

    `-` is for claims that name no programme, `*` for those of all of them; `actor` and the dates leave only some.
    """
    path = f"/-/avr/compare/{quote(str(safeguard), safe='')}/{quote(str(programme or '-'), safe='*')}"
    asked = {"actor": actor, "from": first, "to": last}
    query = urlencode({key: value for key, value in asked.items() if value})
    return f"{path}?{query}" if query else path


def actor_path(key: object) -> str:
    """Where the page of a person or body stands on the site."""
    return f"/-/avr/actor/{quote(str(key), safe='')}"


def programme_path(id: object) -> str:
    """Where the page of a return programme stands on the site."""
    return f"/-/avr/programme/{quote(str(id), safe='')}"


def safeguard_path(id: object) -> str:
    """Where the page of a safeguard stands on the site."""
    return f"/-/avr/safeguard/{quote(str(id), safe='')}"


def demand_path(key: object) -> str:
    """Where the page of a demand stands on the site."""
    return f"/-/avr/demand/{quote(str(key), safe='')}"


def part_path(document: object, *, part: int | str | None = None, sentence: object = None) -> str:
    """Where a part of a long document stands, by its number or by a sentence that it holds; "all" is the whole of it.

    By the sentence it is found whatever the parts are, and without a script.
    """
    path = document_path(document)
    if sentence is not None:
        return f"{path}?s={sentence}#s{sentence}"
    return path if part in (None, 1) else f"{path}?part={part}"


def page_path(document: object, page: object, claim: object = None) -> str:
    """Where a page of a document is shown as a picture, with the place of a claim on it."""
    path = f"{document_path(document)}?page={page}"
    return path if claim is None else f"{path}&claim={quote(str(claim), safe='')}"


def picture_path(document: object, page: object) -> str:
    """Where the picture of a page lies."""
    return f"/-/avr/page-image/{quote(str(document), safe='')}/{page}"


def cite_path(document: object, sentence: object = None) -> str:
    """Where it is told how to cite a document, or a sentence of it."""
    path = f"{document_path(document)}/cite"
    return path if sentence is None else f"{path}?s={sentence}"


def addressee_path(key: object) -> str:
    """Where the demands to one addressee stand on the site."""
    return f"/-/avr/demands/to/{quote(str(key), safe='')}"
