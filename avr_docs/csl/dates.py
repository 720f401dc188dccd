"""Dates as CSL-JSON 1.0.2 has them: of the precision that is known, and no more."""

import re
from datetime import date
from typing import Any

#: Matches "2019", "2019-07", "2019-07-02"; not "July 2019", "2019-13".
ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?)?")


def csl_date(text: str | None) -> dict[str, Any] | None:
    """`date-parts` of an ISO date or of two with "/" between; as `literal` what is neither; None for nothing."""
    written = (text or "").strip()
    if not written:
        return None
    parts = [date_parts(each) for each in written.split("/")]
    if len(parts) > 2 or None in parts:
        return {"literal": written}
    return {"date-parts": parts}


def date_parts(text: str) -> list[int] | None:
    """Year, month and day of an ISO date, as far as it has them; None for what is no date ("2019-02-30")."""
    match = ISO.fullmatch(text)
    if match is None:
        return None
    parts = [int(part) for part in match.groups() if part]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return None
    return parts


def iso(value: dict[str, Any] | None) -> str | None:
    """A CSL date as it was written; None for nothing."""
    if value is None:
        return None
    if "literal" in value:
        return str(value["literal"])
    return "/".join("-".join(f"{part:0{4 if i == 0 else 2}d}" for i, part in enumerate(d)) for d in value["date-parts"])
