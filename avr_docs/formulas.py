"""Cells that a spreadsheet would run as formulas, and the apostrophe that keeps it from doing so."""

from typing import Any

#: What makes a spreadsheet take a cell for a formula, also in the wide forms that East Asian versions take for them.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def guarded(value: Any) -> Any:
    """The cell, with an apostrophe in front where a spreadsheet would run it; numbers as they are."""
    return f"'{value}" if isinstance(value, str) and _runs(value) else value


def unguarded(value: str) -> str:
    """The cell as it was before `guarded`."""
    return value[1:] if value.startswith("'") and _runs(value[1:]) else value


def _runs(value: str) -> bool:
    return value.startswith(FORMULA) or value.lstrip().startswith(FORMULA)
