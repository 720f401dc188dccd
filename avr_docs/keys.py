"""Ids that stay the same while the text stays the same, whatever is added before or after it."""

import re
from base64 import b32encode
from collections import Counter
from hashlib import blake2s
from unicodedata import normalize

#: What makes two texts one and the same: their letters and digits. Quotes, dashes and line breaks differ between the
#: PDF and the web page of one letter, and between two versions of a reader.
WORD = re.compile(r"\w+")
#: 60 bits: twelve letters and digits, short enough to type. Among a million ids, two meet once in two million builds.
LENGTH = 12


class Keys:
    """Makes the ids of one document's rows; hold one for each document and ask in the order of the text."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._seen: Counter[tuple[str, ...]] = Counter()

    def make(self, kind: str, *facts: str | int | None) -> str:
        """The id of the next row of `kind` with these facts: twelve characters of a-z and 2-7.

        Rows with the same facts are told apart by their number among themselves, so a sentence that stands
        elsewhere changes no id but, at most, those of its own repetitions.
        """
        identity = (kind, *(normalised(str(fact)) if fact is not None else "" for fact in facts))
        self._seen[identity] += 1
        text = "\x1f".join((self._document, *identity, str(self._seen[identity])))
        digest = blake2s(text.encode("utf-8", "surrogatepass"), digest_size=10).digest()
        return b32encode(digest).decode("ascii").lower()[:LENGTH]


def normalised(text: str) -> str:
    """The words of `text`, without case and compatibility forms, parted by single blanks."""
    return " ".join(WORD.findall(normalize("NFKC", text).casefold()))
