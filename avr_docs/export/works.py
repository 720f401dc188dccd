"""The works that a format writes: chosen, and as items of CSL-JSON, which every format of works begins with."""

from sqlite_utils import Database

from avr_docs import work_selection
from avr_docs.csl import Item, item

#: What a person can choose works by; the names are those of `work_selection.works`.
CHOICES = ("document", "safeguard", "programme", "words")


def items(db: Database, **choices: str) -> list[Item]:
    """The chosen works in the order of their authors.

    Raises:
        StoreError: nothing can be chosen by such a value.
    """
    return [item(row) for row in work_selection.works(db, **choices)]
