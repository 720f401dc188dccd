"""Makes the binary samples beside this script, always the same ones: `python corpus/samples/make_samples.py [FOLDER]`.

Needs what the project's `dev` extra brings. The other samples (HTML, text, Markdown) are written by hand.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import letter  # noqa: E402
import memo  # noqa: E402
import report  # noqa: E402
import scan  # noqa: E402
import statement  # noqa: E402

MAKERS = (letter, memo, report, scan, statement)


def make(folder: Path = HERE) -> list[Path]:
    """Writes every binary sample into the folder; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for maker in MAKERS:
        maker.make(folder)
    return [folder / maker.FILE for maker in MAKERS]


if __name__ == "__main__":
    for path in make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE):
        print(f"{path.name}: {path.stat().st_size} bytes")
