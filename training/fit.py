"""Fits one part of the pipeline from its configuration and corpora.

python -m training.fit syntax|names --work DIR --out DIR [--seed N]
"""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

CONFIGURATIONS = Path(__file__).parent / "config"


def fit(name: str, work: Path, *, out: Path, seed: int = 0, overrides: dict[str, Any] | None = None) -> Path:
    """Trains `config/NAME.cfg` on the corpora in `work`; returns the folder of the best model by the development set.

    One process uses one core, so that two parts can be fitted side by side, and gives the same weights each time.
    """
    for library in ("OMP", "OPENBLAS", "BLIS"):
        os.environ[f"{library}_NUM_THREADS"] = "1"
    from spacy.cli.init_config import fill_config
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train
    from spacy.util import load_config
    from thinc.api import NumpyOps, set_current_ops

    out.mkdir(parents=True, exist_ok=True)
    fill_config(out / "filled.cfg", CONFIGURATIONS / f"{name}.cfg")
    paths = {
        "paths.train": str(work / f"{name}-train.spacy"),
        "paths.dev": str(work / f"{name}-dev.spacy"),
        "paths.vectors": str(work / "vectors"),
    }
    config = load_config(out / "filled.cfg", overrides={**paths, "system.seed": seed, **(overrides or {})})
    # numpy's matrix product is about three times as fast as the BLIS that spaCy brings.
    set_current_ops(NumpyOps(use_blis=False))
    nlp = init_nlp(config)
    train(nlp, out, stdout=sys.stdout, stderr=sys.stderr)
    return out / "model-best"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=("syntax", "names"))
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    fit(options.name, options.work, out=options.out, seed=options.seed)


if __name__ == "__main__":
    main()
