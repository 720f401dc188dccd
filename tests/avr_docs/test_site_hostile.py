"""A corpus that tries everything, read by a real build and looked at page by page in a real browser: nothing runs."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import hostile_corpus
import pytest
from site_browser import Browser, needs_browser
from site_server import serving
from sqlite_utils import Database

from avr_docs import build

pytestmark = needs_browser

#: Pages of one sort that are opened, and of each table: the rest of them have the same template.
OF_A_SORT, OF_A_TABLE = 2, 1
LINKS = "[...document.links].map(link => link.href)"
#: What a hostile document would have left behind, had anything of it run.
TRACES = (
    "[window.hacked, document.querySelectorAll('main script, main iframe, main img[src=x], main svg[onload]').length]"
)
HANDLERS = """[...document.querySelectorAll('*')].flatMap(element => [...element.attributes])
  .filter(attribute => attribute.name.startsWith('on')).map(attribute => attribute.name)"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    db = folder / "avr.db"
    summary = build.build(hostile_corpus.write(folder / "corpus"), db)
    assert not summary.failed
    return db


@pytest.fixture(scope="module")
def address(database: Path) -> Iterator[str]:
    with serving(database) as address:
        yield address


def sort_of(path: str) -> str:
    """What a page's address has in common with others of its template."""
    known = re.match(r"/-/avr/[a-z-]+|/avr/[a-z_-]+", path)
    return known.group() + "/…" * path.count("/", known.end()) if known else path


def is_enough(opened: Counter[str], path: str) -> bool:
    return opened[sort_of(path)] >= (OF_A_TABLE if path.startswith("/avr/") else OF_A_SORT)


def test_nothing_of_it_runs_on_any_page_that_links_lead_to(address: str) -> None:
    to_open, opened, sorts = [address, f"{address}-/avr/search?q=lawyer+OR+office"], set[str](), Counter[str]()
    with Browser() as browser:
        while to_open:
            url = to_open.pop(0)
            if url in opened or is_enough(sorts, urlsplit(url).path):
                continue
            opened.add(url)
            sorts[sort_of(urlsplit(url).path)] += 1
            browser.open(url)
            assert browser.complaints == [], url
            assert browser.run(TRACES) == [None, 0], url
            assert browser.run(HANDLERS) == [], url
            links = browser.run(LINKS)
            assert [link for link in links if not link.startswith(("http://", "https://", "mailto:"))] == [], url
            inside = [urldefrag(link).url for link in links if link.startswith(address)]
            to_open += [link for link in inside if not re.search(r"\.(csv|json|jsonl|bib|ris|txt|html|atom)\b", link)]
    assert {"/-/avr/document/…", "/-/avr/search", "/-/avr/compare", "/-/avr/demands", "/avr/claims"} <= sorts.keys()


def test_the_words_are_kept_as_they_were_written(database: Path) -> None:
    stored = " ".join(
        text for (text,) in Database(database).execute("select text from documents where text is not null")
    )
    for part in (hostile_corpus.SCRIPT, hostile_corpus.HANDLER, hostile_corpus.FORMULA, hostile_corpus.SVG):
        assert part in stored
