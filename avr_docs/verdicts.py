"""What follows from what is stated and what is observed: the one rule of every comparison, and the counts for it."""

from collections.abc import Collection, Mapping
from typing import Literal, NamedTuple

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

#: What a claim can say of a safeguard, by the side on which it stands; a norm requires, a demand demands.
POSITIONS = ("in_place", "absent", "unclear")


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
            "stated_in_place": self.side("stated", "in_place"),
            "stated_absent": self.side("stated", "absent"),
            "observed": self.side("observed"),
            "observed_in_place": self.side("observed", "in_place"),
            "observed_absent": self.side("observed", "absent"),
            "observed_unclear": self.side("observed", "unclear"),
            "required": self.side("required"),
            "demanded": self.side("demanded"),
            "documents": self.documents,
        }


EMPTY = Counted({}, 0)
