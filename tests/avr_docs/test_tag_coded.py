"""Sentences coded by hand, in the styles of letters, reports, news and authorities' own pages, are tagged as coded."""

from pathlib import Path

import pytest
from tagging import tagged

from avr_docs.records import ListedActor, Setting

CODED = Path(__file__).with_name("coded_sentences.txt")
SETTING = Setting(
    actors=(
        ListedActor(key="iom", name="International Organization for Migration", role="implementer", aliases=("IOM",)),
        ListedActor(key="home-office", name="Home Office", role="government"),
        ListedActor(key="hrw", name="Human Rights Watch", role="civil_society"),
    )
)
VOICES: dict[str, dict[str, object]] = {
    "letter": {"type": "letter"},
    "report": {"type": "report", "publisher": "Haven Relief Coalition"},
    "news": {"type": "news"},
    "authority": {"type": "press_release", "publisher": "Federal Ministry of the Interior"},
    "spanish": {"type": "press_release", "publisher": "Red de Organizaciones", "language": "es"},
}
ROWS = [line.split("|", 4) for line in CODED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


#: The share that is tagged as coded in every respect: kind, source, every safeguard and its status, and no more.
ENGLISH, SPANISH = 0.88, 1.0


def wrong(voice: str, kind: str, safeguards: str, source: str, text: str) -> str | None:
    """What is not as coded; None if all is."""
    claims = tagged(text, setting=SETTING, **VOICES[voice]).claims  # type: ignore[arg-type]
    wanted = dict(pair.split("=") for pair in safeguards.split(",") if pair)
    if kind == "none":
        return f"{text}: a claim" if claims else None
    found = {safeguard: status for claim in claims for safeguard, status in claim.safeguards.items()}
    right = found == wanted and kind in {c.kind for c in claims} and source in {c.source for c in claims}
    return (
        None if right else f"{text}: {[(c.kind, c.source) for c in claims]} {found}, coded {kind}, {source}, {wanted}"
    )


@pytest.mark.parametrize(
    ("rows", "share"),
    [
        ([row for row in ROWS if row[0] != "spanish"], ENGLISH),
        ([row for row in ROWS if row[0] == "spanish"], SPANISH),
    ],
    ids=["english", "spanish"],
)
def test_sentences_are_tagged_as_coded(rows: list[list[str]], share: float) -> None:
    misses = [miss for row in rows if (miss := wrong(*row)) is not None]
    assert len(misses) <= (1 - share) * len(rows) + 1e-9, "\n".join(misses)
