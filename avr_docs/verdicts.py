"""What follows from what is stated and what is observed: the one rule of every comparison, and the counts for it."""

from collections.abc import Collection, Mapping
from typing import Any, Literal, NamedTuple

Verdict = Literal[
    "contradicted",
    "corroborated",
    "unverified",
    "unaddressed",
    "inconsistent",
    "disputed",
    "acknowledged",
    "reported",
    "silent",
]

#: Columns of a table for what the claims of a side say; of those stated, the rest is not known.
COLUMNS = (
    ("stated", "in_place"),
    ("stated", "absent"),
    ("observed", "in_place"),
    ("observed", "absent"),
    ("observed", "unclear"),
)
#: Verdicts from the sharpest to the calmest: which is told where there are several.
SHARPEST: tuple[Verdict | None, ...] = (
    "contradicted",
    "inconsistent",
    "disputed",
    "acknowledged",
    "unaddressed",
    "unverified",
    "corroborated",
    "reported",
    None,
    "silent",
)


def verdict(stated: Collection[str], observed: Collection[str], *, mentioned: bool = True) -> Verdict | None:
    """The verdict on two columns, each given as the statuses that its claims hold.

    Of the rows of the scheme's table several can hold at once; then these come first:

    1. `inconsistent`, `disputed`: a column that holds both `in_place` and `absent` has no one position that could be
       compared with the other's. To say `contradicted` where other observers confirm would be to believe some
       observers and not others; to say `corroborated` of a body that also admits the lack, to believe one of its
       statements. `inconsistent` is before `disputed`, since it rests on the body's own words alone.
    2. `contradicted`, `corroborated`, `unverified`: these exclude each other.
    3. `unaddressed`: only where nothing is stated, so it never meets those above but `disputed`.

    Beyond the table: `acknowledged` (only the lack is stated, whatever is observed), `reported` (observed in place
    alone, nothing stated) and `silent` (no claim of any kind). None is what is left: nothing but `unclear` is stated,
    or there are only norms and demands.
    """
    if not mentioned:
        return "silent"
    if {"in_place", "absent"} <= set(stated):
        return "inconsistent"
    if {"in_place", "absent"} <= set(observed):
        return "disputed"
    if "in_place" in stated:
        return "contradicted" if "absent" in observed else "corroborated" if "in_place" in observed else "unverified"
    if "absent" in stated:
        return "acknowledged"
    if stated or not observed:
        return None
    return "unaddressed" if {"absent", "unclear"} & set(observed) else "reported"


class Counted(NamedTuple):
    """A cell: how many claims stand on each side with each position, and in how many documents."""

    positions: Mapping[tuple[str, str], int]
    documents: int

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Counted":
        """The cell of which `row` holds the `columns`."""
        found = {(side, position): row[f"{side}_{position}"] or 0 for side, position in COLUMNS}
        for side in ("stated", "observed"):  # what the columns leave out is not known
            named = sum(n for (each, _), n in found.items() if each == side)
            found[side, "unclear"] = found.get((side, "unclear"), 0) + max(0, (row[side] or 0) - named)
        found |= {("required", "required"): row["required"] or 0, ("demanded", "demanded"): row["demanded"] or 0}
        return cls({key: n for key, n in found.items() if n}, row["documents"] or 0)

    def __add__(self, other: object) -> "Counted":
        """Both together, if they share no document."""
        if not isinstance(other, Counted):
            return NotImplemented
        keys = self.positions.keys() | other.positions.keys()
        both = {key: self.positions.get(key, 0) + other.positions.get(key, 0) for key in keys}
        return Counted(both, self.documents + other.documents)

    def side(self, side: str, *positions: str) -> int:
        """The number of claims of a side with these positions, or with any."""
        return sum(
            n
            for (each, position), n in self.positions.items()
            if each == side and position in (positions or (position,))
        )

    def held(self, side: str) -> set[str]:
        """The positions that some claim of a side holds, as `verdict` takes them."""
        return {position for (each, position), n in self.positions.items() if each == side and n > 0}

    @property
    def verdict(self) -> Verdict | None:
        """The verdict on its two columns."""
        return verdict(self.held("stated"), self.held("observed"), mentioned=any(self.positions.values()))

    def columns(self) -> dict[str, int]:
        """The counts as columns of a table."""
        return {
            "stated": self.side("stated"),
            "observed": self.side("observed"),
            **{f"{side}_{position}": self.side(side, position) for side, position in COLUMNS},
            "required": self.side("required"),
            "demanded": self.side("demanded"),
            "documents": self.documents,
        }


EMPTY = Counted({}, 0)
