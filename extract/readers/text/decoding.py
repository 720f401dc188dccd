"""Bytes to characters: which encoding a plain text is in, and what was guessed on the way."""

import re

from charset_normalizer import from_bytes

from extract.document import Problem
from extract.sniff import encoding

#: Up to this share of characters may be broken before a text is no longer taken for UTF-8 that was damaged.
BROKEN = 0.02
# A UTF-8 sequence of two to four bytes; Latin-1 and Windows texts have them by chance only.
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# What single high bytes of Western text are in Windows-1252: letters in words, quotation marks and dashes around them.
_PLAUSIBLE = re.compile("[A-Za-zÀ-ÿŒœŠšŽžŸ‘’“”„‚–—•…€™§¶ªº°·«»¿¡£©®±½¼¾²³¹´¨¸¢¥×÷\u00a0\u00ad]")


def decode(data: bytes) -> tuple[str, Problem | None]:
    """The text of `data`, and a problem where the encoding had to be guessed or bytes were broken. Never raises."""
    name = encoding(data)
    if name is not None:
        text = data.decode(name, "replace").removeprefix("\ufeff")
        return text, _broken(text) if "\ufffd" in text else None
    high = sum(byte > 127 for byte in data)
    in_sequences = sum(len(found) for found in _MULTIBYTE.findall(data))
    if in_sequences >= 4 and high - in_sequences <= max(2, BROKEN * len(data)) and in_sequences > (high - in_sequences):
        text = data.decode("utf-8", "replace").removeprefix("\ufeff")
        return text, _broken(text)
    text, name = _eight_bits(data)
    message = f"The text says nothing of its encoding; it was read as {name}. Save it as UTF-8 if letters look wrong."
    return text, Problem(code="encoding_guessed", message=message)


def _eight_bits(data: bytes) -> tuple[str, str]:
    """Windows-1252 where its letters make sense there, else what the statistics of charset-normalizer say."""
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = ""
    odd = [character for character in western if ord(character) > 127]
    # Long runs of high letters are Greek, Cyrillic or Asian text, which Western text never has.
    if odd and all(map(_PLAUSIBLE.match, odd)) and not re.search("[À-ÿ]{4}", western):
        return western, "Windows-1252"
    best = from_bytes(data).best()
    if best is not None:
        return str(best), best.encoding
    return data.decode("cp1252", "replace"), "Windows-1252"


def _broken(text: str) -> Problem:
    count = text.count("\ufffd")
    return Problem(
        code="broken_characters",
        message=f"{count} characters are broken and stand as \ufffd; get the file again, or save it as UTF-8.",
    )
