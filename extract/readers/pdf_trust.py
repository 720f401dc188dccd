"""Whether the text layer of a PDF is what its pages show, as far as can be told without character recognition."""

import re
import unicodedata
from collections import Counter

from extract.document import Problem
from extract.layout.page import PageGlyphs

#: The most common short words of en, es, fr, de, it, pt: a long Latin text without them is not text.
_STOP_WORDS = """
the of and to in a is for that on de la el que y en los las del le les et des un une der die und das den von zu
il di che e per o os as do da em não com
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
#: Characters on a page under which it is told to be nearly empty.
FEW = 40
#: The part of a page that a picture covers when the page is a picture.
PICTURE = 0.35


class Trust:
    """What was seen on the pages so far."""

    def __init__(self) -> None:
        self.characters = 0
        self.odd: Counter[str] = Counter()
        self.hidden: Counter[str] = Counter()
        self.hidden_pages: dict[str, list[int]] = {}
        self.pictures: list[int] = []  # pages that are pictures
        self.any_picture = False
        self.recognised: list[int] = []
        self.pages = 0
        self.undecoded = 0

    def page(self, page: PageGlyphs) -> None:
        """Counts a page."""
        self.pages += 1
        inked = 0
        for glyph in (*page.glyphs, *page.rotated):
            text = glyph.text
            if text.isspace():
                continue
            inked += 1
            if text == "\ufffd" or text.startswith("(cid:"):
                self.odd["characters without a known letter"] += 1
            elif len(text) == 1 and not text.isascii() and unicodedata.category(text) == "Co":
                self.odd["private characters"] += 1
            elif len(text) == 1 and text < " ":
                self.odd["control characters"] += 1
        self.characters += inked
        self.undecoded += page.undecoded
        for why, count in page.hidden.items():
            self.hidden[why] += count
            self.hidden_pages.setdefault(why, []).append(page.number)
        self.any_picture = self.any_picture or bool(page.pictures)
        if inked < FEW and page.picture_share() > PICTURE:
            self.pictures.append(page.number)
        if page.recognised > FEW:
            self.recognised.append(page.number)

    def problems(self) -> list[Problem]:
        """What a person should know, page by page."""
        found = []
        if len(self.pictures) < self.pages:
            found += [
                Problem(code="page_is_picture", message="This page is a picture; its text was not read.", page=number)
                for number in self.pictures
            ]
        for why, count in self.hidden.items():
            pages = self.hidden_pages[why]
            where = f"page {pages[0]}" if len(pages) == 1 else f"{len(pages)} pages"
            message = f"{count} characters on {where} cannot be seen ({why}) and were left out."
            found.append(Problem(code="hidden_text", message=message, page=pages[0]))
        if self.recognised:
            message = (
                f"The text of {len(self.recognised)} pages comes from character recognition and may have mistakes."
            )
            found.append(Problem(code="recognised_text", message=message, page=self.recognised[0]))
        return found

    def hidden_words(self) -> str:
        """The hidden text in words: "12 characters invisible, 3 tiny"."""
        return ", ".join(f"{count} characters {why}" for why, count in self.hidden.items())

    def suspect(self, text: str) -> str | None:
        """Why the text is not to be trusted, or None."""
        for what, count in self.odd.items():
            if count > 0.02 * self.characters and count > 5:
                return f"{count} of {self.characters} characters are {what}"
        if self.undecoded > 0.2 * self.characters and self.undecoded > 20:
            return f"{self.undecoded} characters are drawn with fonts whose letters are not known"
        hidden = sum(self.hidden.values())
        if hidden > 3 * self.characters:
            return f"most of the text cannot be seen: {self.hidden_words()}"
        return _unlike_language(text)


def _unlike_language(text: str) -> str | None:
    """Letter statistics: alphabets that were shifted have hardly a vowel, or none of the most common words."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    latin = [word for word in words if word.isascii() or unicodedata.name(word[0], "").startswith("LATIN")]
    if len(latin) < 60 or len(latin) < 0.7 * len(words):
        return None
    letters = "".join(latin)
    vowels = sum(unicodedata.normalize("NFD", letter)[0] in "aeiouy" for letter in letters)
    common = sum(word in STOP_WORDS for word in latin)
    if vowels < 0.2 * len(letters):
        return "its letters do not look like any language: hardly a vowel"
    if common < 0.02 * len(latin) and len(letters) / len(latin) > 1.5 and vowels < 0.3 * len(letters):
        return "its words do not look like any language read here"
    return None
