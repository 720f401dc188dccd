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
    "spanish": {"type": "press_release", "publisher": "Red de Organizaciones"},
}
ROWS = [line.split("|", 4) for line in CODED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("voice", "kind", "safeguards", "source", "text"), ROWS, ids=[row[4][:60] for row in ROWS])
def test_a_sentence_is_tagged_as_coded(voice: str, kind: str, safeguards: str, source: str, text: str) -> None:
    claims = tagged(text, setting=SETTING, **VOICES[voice]).claims  # type: ignore[arg-type]
    wanted = dict(pair.split("=") for pair in safeguards.split(",") if pair)
    if kind == "none":
        assert claims == ()
        return
    found = {safeguard: status for claim in claims for safeguard, status in claim.safeguards.items()}
    assert found == wanted
    assert kind in {claim.kind for claim in claims}
    assert source in {claim.source for claim in claims}
