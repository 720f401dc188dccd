"""Characters only: what text may hold once it is read, and lines made one paragraph."""

import re
import unicodedata
from collections.abc import Collection, Iterable

#: The longest run of one mark, or of marks without a letter, digit or blank between them, that stays whole. Taggers'
#: tokenizers are quadratic on such runs: a form's fill-in line of 8,000 underscores held spaCy for over 20 seconds.
MARKS = 64
#: The longest run without a blank that stays whole: longer than any address in print, shorter than an inlined picture.
UNBROKEN = 2000
#: The most combining marks on one letter (the figure of Unicode's stream-safe text): sorting them is quadratic too.
COMBINING = 30

_ZERO_WIDTH = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_ODD = re.compile(
    "\r\n?|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufb00-\ufb06"
    "\ufdd0-\ufdef\ufffe\uffff" + _ZERO_WIDTH + "]"
)
#: Marks that set the direction of text; right-to-left scripts are written with them, others are only disguised by them.
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_OVERRIDES = re.compile("[\u202d\u202e]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdfd\ufe70-\ufefc]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ACCENTS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
_COMBINING = re.compile(rf"([{_ACCENTS}]{{{COMBINING}}})[{_ACCENTS}]+")
_REPEATED = re.compile(rf"([\W_])\1{{{MARKS},}}")
_MARKS = re.compile(rf"(?:[^\w\s]|_){{{MARKS}}}(?=[^\w\s]|_)")
# Scripts that are written without blanks are left whole.
_UNBROKEN = re.compile(
    rf"[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff\U00020000-\U0003ffff]{{{UNBROKEN}}}(?=\S)"
)
_LINE_BREAKS = frozenset("\r\n\x0b\x0c\u2028\u2029")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


def clean(text: str, *, directions: bool | None = None) -> str:
    """`text` in NFC, without what is not for reading: the same when cleaned again.

    Control and zero-width characters are left out, soft hyphens too, but for one at a line's end, which is printed
    and becomes "-". Marks of direction stay where `directions`, by default in text that has right-to-left letters;
    overrides, which show letters in an order that is not theirs, stay nowhere. Every blank but tab and line feed
    becomes a plain one, every line end a line feed. Ligatures are spelled out, surrogates paired or replaced by
    U+FFFD. Runs of one mark are cut to `MARKS`; runs of several kinds of marks and over-long runs without a blank get
    blanks, so that nothing after them is lost.
    """
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if not text.isascii():
        text = re.sub("\u00ad(?=[^\\S\n]*(?:\n|$))", "-", text)
    text = _ODD.sub(_plain, text)
    keep = has_right_to_left(text) if directions is None else directions
    text = (_OVERRIDES if keep else _DIRECTIONS).sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _COMBINING.sub(r"\1", text))
    text = _REPEATED.sub(lambda run: run[1] * MARKS, text)
    text = _MARKS.sub(r"\g<0> ", text)
    return _UNBROKEN.sub(r"\g<0> ", text)


def has_right_to_left(text: str) -> bool:
    """Whether letters of Arabic, Hebrew or another right-to-left script stand in the text."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def _plain(found: re.Match[str]) -> str:
    character = found[0]
    if character[0] in _LINE_BREAKS:
        return "\n"
    if character in _LIGATURES:
        return _LIGATURES[character]
    if unicodedata.category(character) == "Zs":
        return " "
    if "\x80" <= character <= "\x9f":  # Windows quotation marks and dashes that were taken for Latin-1
        return bytes([ord(character)]).decode("cp1252", "ignore")
    return ""


#: First halves of compounds that are written with a hyphen, and are not the first syllables of other words.
_FIRST_HALVES = (
    "all broad community country court cross decision eight evidence fact family first five four full gender "
    "government half hard high human ill large left life long low mass middle money multi near new nine non old one "
    "open policy quasi quick rapid real right safe second self seven short single six small so soft state tax ten "
    "third three time trauma two well wide year"
)
#: Second halves that stand after a hyphen.
_SECOND_HALVES = (
    "affiliated aged assisted backed based being born building called centered centred controlled depth driven eyed "
    "facing financed focused free friendly funded governmental headed imposed income known language led level lived "
    "looking made making member month needed old only operated oriented owned paid person point profit quality "
    "reaching refoulement related reported risk round run scale seekers sector sensitive serving sized solving "
    "specific sponsored standing step style supported term thirds trained wide year years"
)
_COMPOUND_FIRST = frozenset(_FIRST_HALVES.split())
_COMPOUND_SECOND = frozenset(_SECOND_HALVES.split())
_SUSPENDED = frozenset({"and", "or", "to", "und", "et", "y", "as"})  # "short- and long-term"
_HYPHENS = ("-", "\u2010", "\u2011", "\u00ad")
_ADDRESS = re.compile(r"(?:https?:?/{0,2}|ftp://|www\.)\S*$", re.IGNORECASE)
_HOST_WITH_PATH = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+/\S*$", re.IGNORECASE)
_GOES_ON = re.compile(r"[/=_?&%#~+@]|\w[.-]\w|\w:\w")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def join_lines(lines: Iterable[str], *, known: Collection[str] = (), hyphenated: bool = True) -> str:
    """The lines as one paragraph, lines parted by a blank.

    A hyphen at a line's end is taken out where it parts a word, and kept where it belongs to one ("well-being",
    "COVID-19"); `known`, lower-case words of the document, settles it where one spelling of the two is among them.
    Where nothing does, it is taken out, but kept in a document that is not `hyphenated`, whose line breaks part no
    words. Addresses broken over lines are joined with every hyphen kept. Give lines as they stood, with soft hyphens.
    """
    whole: list[str] = []
    tail = ""  # the last word so far
    for line in lines:
        line = line.strip()
        if not line:
            continue
        head = line.split(None, 1)[0]
        if tail:
            glue = _glue(tail, head, known, hyphenated)
            if glue is None:
                whole[-1] = whole[-1][:-1]
                tail = tail[:-1]
            elif tail.endswith("\u00ad"):
                whole[-1] = whole[-1][:-1] + "-"
            whole.append(glue or "")
            joined = glue != " "
        else:
            joined = False
        whole.append(line)
        last = line.rsplit(None, 1)[-1]
        tail = tail + last if joined and last == line else last
    return "".join(whole)


def _glue(tail: str, head: str, known: Collection[str], hyphenated: bool) -> str | None:
    """What stands between two lines that end and begin with these words: "", a blank, or None: take the hyphen out."""
    if _is_address(tail) and _address_goes_on(tail, head):
        return ""
    if tail.endswith(_HYPHENS) and len(tail) > 1:
        return _after_hyphen(tail, head, known, hyphenated)
    if tail[-1] in "–—/" and len(tail) > 1 and tail[-2].isalnum() and head[0].isalnum():
        return ""
    if _UNSPACED.match(tail[-1]) and _UNSPACED.match(head[0]):
        return ""
    return " "


def _after_hyphen(tail: str, head: str, known: Collection[str], hyphenated: bool) -> str | None:
    first = re.split(r"[^\w'’-]", tail[:-1])[-1].lower()
    second = re.split(r"[^\w'’-]", head)[0].lower()
    if not first or not second:
        return "" if tail[-2].isalnum() and head[0].isalnum() else " "
    if tail.endswith("\u00ad"):
        return None
    if second in _SUSPENDED and head.lower() == second:
        return " "
    if not head[0].islower() or not tail[-2].isalpha():
        return ""
    if f"{first}-{second}" in known:
        return ""
    if f"{first}{second}" in known:
        return None
    if not hyphenated:
        return ""
    if "-" in first and f"{first.rpartition('-')[2]}{second.partition('-')[0]}" in known:
        return None  # "child-pro-", "tection"
    if first in _COMPOUND_FIRST or second.split("-")[0] in _COMPOUND_SECOND or "-" in first or "-" in second:
        return ""
    return None


def _is_address(word: str) -> bool:
    return _ADDRESS.search(word) is not None or _HOST_WITH_PATH.search(word) is not None


def _address_goes_on(tail: str, head: str) -> bool:
    """Whether an address that a line ends in goes on in the next line's first word."""
    if not re.match(r"[\w%/?#&=~.+:@-]", head) or tail[-1] in ",;)]}>”\"'":
        return False
    if head.startswith(("http:", "https:", "www.")):
        return tail[-1] in "/=?&" and not tail.endswith(("/ ", "//"))
    if tail[-1] in "/-_=?&%#~+:\u2010\u2011" or head[0] in "/?#&=%_":
        return True
    bare = head.rstrip(".,;:)]")
    if tail[-1] == ".":
        return bare[0].islower() and (bare != head or len(bare) <= 5 or _GOES_ON.search(bare) is not None)
    if bare[0] == "." and len(bare) > 1:
        return True
    return _GOES_ON.search(bare) is not None and not re.fullmatch(r"[\w.]+@[\w.]+|[A-Z]\.[A-Z]\S*", bare)
