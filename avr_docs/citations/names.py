"""Authors and titles as a reader would write them: parted, and words in capitals put right."""

import re

SMALL = frozenset(
    "of the for and on in to a an at by from with or as de la le les et du des der die das und y el los del".split()
)
#: Bodies that are known by their capitals.
ACRONYMS = frozenset(
    "US USA UK UN EU IOM UNHCR ICE CBP DHS GAO NGO NGOS OECD WHO OIM AVR AVRR MPP HIV AIDS TV II III IV".split()
)
ET_AL = re.compile(r",?\s*\b(?:et\.?\s+al|and others|u\.\s?a|e\.a|et collab)\b\.?", re.IGNORECASE)
#: Between persons: "Ana Paz & Li Wei", "A. Paz, and L. Wei", "PAZ A.; WEI L."; not inside "Surgery and Trauma Unit".
BETWEEN = re.compile(r"\s*(?:;|,?\s*&(?=\s)|,?\s+(?:and|und|et|y|e|en)(?=\s+[A-ZÀ-Þ])|\s/\s)\s*")
INITIALS = r"(?:[A-ZÀ-Þ]\.?(?:[-\s]*[A-ZÀ-Þ]\.?){0,3})"
FAMILY = r"(?:(?:de|van|von|der|den|del|della|di|da|du|la|le|al|el|bin|ibn|ter|De|Van|Von|Le|La)\s+|d’|d'|al-|Al-|El-|O’|O')*[A-ZÀ-Þ][\w’'-]+(?:[\s-][A-ZÀ-Þ][\w’'-]+)?"
#: "Paz, A. M., Wei, L." and "Paz A, Wei L": family name before initials, over and over.
INVERTED = re.compile(rf"{FAMILY},?\s+{INITIALS}(?:,?\s+Jr\.?)?(?=,|;|$|\s&|\sand|\set|\sund|\sy)")
#: A name of more words than these with numbers in it is a citation: "Office of Returns, 999 F.3d 381, 388 (9th Cir. 2031)".
LONGEST = 6
#: What no person is called: a body's name keeps its "and".
BODY = re.compile(
    r"\b(?:of|for|the|on|ministry|department|office|committee|council|commission|agency|institute|centre|center|"
    r"organi[sz]ation|association|network|coalition|rights|international|university|nations|union|dep['’]t|"
    r"ministerio|ministère|bundesamt|amnesty|watch|group|service|services|court|assembly|congress|senate|house)\b",
    re.IGNORECASE,
)


def authors(text: str) -> tuple[str, ...]:
    """The persons and bodies in a list of them, in order; "et al." is left out, and what is no name but a citation."""
    return tuple(name for name in _listed(text) if len(name.split()) <= LONGEST or not re.search(r"\d{2}", name))


def _listed(text: str) -> tuple[str, ...]:
    text = ET_AL.sub("", text).strip(" ,;:()[]").lstrip(".")
    text = uncapped(re.sub(r"(?<![A-ZÀ-Þ])[\s.]+$", "", text))  # the full stop of an initial stays
    if not text or not re.search(r"[^\W\d_]", text):
        return ()
    if BODY.search(text) and not INVERTED.match(text):
        return tuple(
            part.strip(" ,") for part in re.split(r"\s*;\s*|,\s*(?:and|&)\s+(?=[A-Z])", text) if part.strip(" ,")
        )
    inverted = [match.group() for match in INVERTED.finditer(text)]
    if inverted and sum(map(len, inverted)) > 0.6 * len(text):
        return tuple(inverted)
    parts = [part for part in BETWEEN.split(text) if part and part.strip(" ,.")]
    if len(parts) == 1 and text.count(",") == 1:  # "Paz, Ana"; but "Ana Paz, Li Wei" are two
        first, _, second = text.partition(", ")
        return (first, second) if len(first.split()) > 1 and len(second.split()) > 1 else (text,)
    found: list[str] = []
    for n, part in enumerate(parts):
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        # "Paz, Ana" stays one; "Ana Paz, Li Wei" are two; "Smith, Jr." stays one
        if (
            len(pieces) == 2
            and n == 0
            and (len(pieces[0].split()) == 1 or pieces[1].rstrip(".") in ("Jr", "Sr", "III"))
        ):
            found.append(", ".join(pieces))
        else:
            found += pieces
    return tuple(found)


def unquoted(text: str) -> str:
    """A title without its quotation marks and the signs that part it from what follows."""
    text = text.strip(" ,;")
    pairs = (("“", "”"), ('"', '"'), ("‘", "’"), ("«", "»"), ("„", "“"), ("'", "'"), ("„", "”"))
    for left, right in pairs:
        end = text.rstrip(" ,.;")
        if text.startswith(left) and end.endswith(right) and len(end) > 2 and (left == right or end.count(left) == 1):
            text = end[1:-1].strip()
            break
    return re.sub(r"[\s,.;:]+$", "", text) if not text.endswith(("...", "…")) else text


def uncapped(text: str) -> str:
    """Words set in capitals as a reader would write them; a short single word may be an acronym and stays."""
    letters = [char for char in text if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    if not letters or capitals < 0.8 * len(letters) or (len(text.split()) == 1 and len(text) <= 6):
        return text
    if re.fullmatch(r"(?:\W*\b[A-Z]\b\W*)+", text):
        return text
    words = text.split()
    return " ".join(
        _word(word, begins=i == 0 or words[i - 1].endswith((":", "?", "."))) for i, word in enumerate(words)
    )


def _word(word: str, *, begins: bool) -> str:
    bare = word.strip("“”\"‘’'()[],.:;?!")
    if (re.fullmatch(r"(?:[A-Z]\.)+", bare + ".") and "." in word) or bare in ACRONYMS:
        return word
    if bare.casefold() in SMALL and not begins:
        return word.lower()
    return re.sub(r"[^\W\d_]+(?:[’'][^\W\d_]+)?", lambda match: match[0][:1].upper() + match[0][1:].lower(), word)
