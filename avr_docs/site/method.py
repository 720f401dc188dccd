"""What the page on method tells: the figures as measured, which data and model these are, and how to cite them."""

from collections.abc import Mapping
from typing import Any

from avr_docs import scores
from avr_docs.site import own_citation
from avr_docs.site.database import Row, row, rows
from avr_docs.site.tallies import tally

TABLES = ("runs", "counts", "safeguards")
RUN = "select id, started, finished, version, model, scheme, reader_version from runs {} order by id desc limit 1"
#: Of the language model's figures those that mean something to a reader, by what they are called on the page.
MODEL_COLUMNS = {"tag": "word classes", "las": "sentence structure", "names": "names", "ORG": "names of bodies"}


async def last_run(datasette: Any, name: str) -> Row | None:
    """The run that made the data: the last that came to its end."""
    return await row(datasette, name, RUN.format("where finished is not null"))


async def find(datasette: Any, name: str, metadata: Mapping[str, Any], address: str) -> Row:
    """All that the page needs; `address` is that of the site."""
    run = await last_run(datasette, name)
    counted = await tally(datasette, name, "collection")
    cited = own_citation.item(metadata, run, address)
    return {
        "scores": scores.scores(),
        "of_model": [
            (kind, [figures.get(each) for each in MODEL_COLUMNS])
            for kind, figures in scores.of_language_model().items()
            if "las" in figures
        ],
        "model_columns": list(MODEL_COLUMNS.values()),
        "run": run,
        "counted": counted,
        "checksum": own_citation.checksum(counted),
        "safeguards": await rows(datasette, name, "select * from safeguards order by position, id"),
        "cited": own_citation.text(cited, issued=run["finished"] if run else None, documents=counted["documents"][""]),
        "bibtex": own_citation.as_bibtex(cited),
        "csl": own_citation.as_csl(cited),
    }
