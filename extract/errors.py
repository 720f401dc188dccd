"""What can go wrong while a document is read, as a closed list of states, and the exceptions that carry them.

Every document that was tried ends in exactly one state. `OK` alone means that its text can be relied upon.
"""

from enum import StrEnum


class State(StrEnum):
    """How reading one document ended; the value is what the database and the exports hold."""

    OK = "ok"
    OK_EMPTY = "ok_empty"  # read to the end, and there is no text in it
    SUSPECT_TEXT = "suspect_text"  # there is text, but it is not what the page shows
    NEEDS_OCR = "needs_ocr"  # pages are pictures
    ENCRYPTED = "encrypted"
    CORRUPT = "corrupt"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"


#: States in which a document's text is kept and tagged.
WITH_TEXT = frozenset({State.OK, State.SUSPECT_TEXT})
#: States that a person can only mend by replacing the file or changing a limit; `build` exits 1 for them.
FAILED = frozenset(
    {
        State.ENCRYPTED,
        State.CORRUPT,
        State.UNSUPPORTED,
        State.TOO_LARGE,
        State.TIMEOUT,
        State.OUT_OF_MEMORY,
        State.CRASHED,
    }
)


class ExtractError(Exception):
    """A document could not be read. The message is for a person: what happened, and what to do."""

    state = State.CORRUPT


class Corrupt(ExtractError):
    """The bytes are broken, or cut short."""


class Encrypted(ExtractError):
    """A password is needed."""

    state = State.ENCRYPTED


class UnsupportedFormat(ExtractError):
    """No reader knows these bytes."""

    state = State.UNSUPPORTED


class TooLarge(ExtractError):
    """Over a limit on bytes, pages or characters."""

    state = State.TOO_LARGE


class NeedsOcr(ExtractError):
    """The pages are pictures without a text layer."""

    state = State.NEEDS_OCR


class Empty(ExtractError):
    """Read to the end, and there is no text."""

    state = State.OK_EMPTY
