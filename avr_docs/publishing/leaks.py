"""The last look at the finished file: none of the words that are not to be shown may stand in its bytes."""

import mmap
import re
import socket
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from unicodedata import normalize

from sqlite_utils import Database

from avr_docs.publishing.shown import Shown

WORD = re.compile(r"\w+")
#: Sentences of fewer words are not looked for: others write the same.
SHORTEST = 8
#: Words that a sentence is first known by; the rest is compared where they are found.
KNOWN_BY = 6
#: Bytes that are looked at at once, and those of them that are looked at again with the next.
CHUNK, AGAIN = 8_000_000, 40_000
#: A document's words, by what holds them; furniture is in the blocks.
PASSAGES = """
select text from sentences where document = :id union select text from notes where document = :id
union select substr(d.text, b.start + 1, b.end - b.start) from blocks b join documents d on d.id = b.document
  where d.id = :id and b.kind not in ('header', 'footer', 'page_number')
union select text from demands where document = :id union select content from claims where document = :id
"""

Words = tuple[str, ...]


class Passages:
    """Passages that must not be found, each with its document, known by words within them.

    The first and the last word of a passage do not count: in the bytes of a file they may stand next to other letters.
    """

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self.by_start: dict[Words, dict[Words, str]] = {}
        for document, text in texts:
            found = tuple(words(text))
            if len(found) >= SHORTEST:
                self.by_start.setdefault(found[1 : 1 + KNOWN_BY], {})[found[1:-1]] = document

    def __len__(self) -> int:
        return sum(map(len, self.by_start.values()))

    def drop(self, text: str) -> None:
        """Takes out the passages that stand in `text`, which is shown in another place."""
        for passage, _ in list(self.found(words(text))):
            self.by_start[passage[:KNOWN_BY]].pop(passage, None)

    def found(self, text: list[str]) -> Iterator[tuple[Words, str]]:
        """The passages that stand in a text, given as its words, with their documents."""
        for place, run in enumerate(zip(*(text[n:] for n in range(KNOWN_BY)), strict=False)):
            if run in self.by_start:
                for passage, document in self.by_start[run].items():
                    if tuple(text[place : place + len(passage)]) == passage:
                        yield passage, document


def words(text: str) -> list[str]:
    """The words of a text, without case and compatibility forms."""
    return WORD.findall(normalize("NFKC", text).casefold())


def not_to_be_shown(source: Database, shown: Mapping[str, Shown]) -> Passages:
    """The passages of the documents of `source` that are held back or not shown, but for what others are shown to say.

    `shown` is of the documents that are published. What documents are called is no secret: others cite it.
    """
    titles = {tuple(words(title)) for (title,) in source.execute("select title from documents where title is not null")}

    def hidden() -> Iterator[tuple[str, str]]:
        for (id,) in source.execute("select id from documents where text is not null").fetchall():
            if id not in shown or shown[id].how != "full":
                for (text,) in source.execute(PASSAGES, {"id": id}).fetchall():
                    if text and tuple(words(text)) not in titles:
                        yield id, text

    found = Passages(hidden())
    for id, each in shown.items():
        facts = source.execute("select title, publisher, url from documents where id = ?", [id]).fetchone() or ()
        for text in (each.text, *facts):
            if text:
                found.drop(text)
    return found


def leaked(file: Path, public: Database, passages: Passages, strings: Iterable[str]) -> list[str]:
    """What was found in the file that must not be there, in words for a person; empty if all is well.

    `strings` are looked for as they are: paths of the machine, ids of documents that are held back.
    """
    found = set(_in_tables(public, passages)) if len(passages) else set()
    if len(passages) and not found:
        for chunk in _chunks(file):
            text = words(chunk.decode("utf-8", "ignore"))
            found |= {f"the bytes of the file ({_told(*each)})" for each in passages.found(text)}
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
        found |= {f"the bytes of the file ({each})" for each in strings if each and data.find(each.encode()) >= 0}
    return sorted(found)


def _in_tables(public: Database, passages: Passages) -> Iterator[str]:
    for table in public.table_names():
        if "_fts" in table:
            continue  # what is searched are the words of the tables; the bytes are looked at as well
        rows = public.execute(f"select * from [{table}]")
        columns = [column for column, *_ in rows.description]
        for row in rows:
            for column, value in zip(columns, row, strict=True):
                if isinstance(value, str) and len(value) > SHORTEST:
                    for each in passages.found(words(value)):
                        yield f"{table}.{column} of {row[0]} ({_told(*each)})"


def names_held_back(source: Database, shown: Mapping[str, Shown]) -> list[str]:
    """Ids of documents that are held back, but for those that stand in other words too."""
    gone = [id for (id,) in source.execute("select id from documents").fetchall() if id not in shown and len(id) >= 12]
    urls = [url for (url,) in source.execute("select url from documents where url is not null").fetchall()]
    known = [*shown, *urls, *(each.text for each in shown.values() if each.text)] if gone else []
    return [id for id in gone if not any(id in text for text in known)]


def of_this_machine(*paths: Path) -> list[str]:
    """What tells where and on which machine the file was made."""
    folders = {str(path.resolve().parent) for path in paths} | {str(Path.home()), str(Path.cwd())}
    host = socket.gethostname()
    return sorted(each for each in folders if len(each) > 4) + ([host] if len(host) > 8 and "-" in host else [])


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        before = b""
        while chunk := opened.read(CHUNK):
            yield before + chunk
            before = chunk[-AGAIN:]


def _told(passage: Words, document: str) -> str:
    """Whose words, and how they begin: enough to find them, and no more of what is not to be shown."""
    return f"words of {document}: “{' '.join(passage[:4])} …”"
