"""A small corpus of text documents, and a build that reads them in this process."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import made

from avr_docs import reading
from avr_docs.engine import Outcome
from avr_docs.limits import Limits
from avr_docs.reading import Task
from avr_docs.records import Actor, Sentence, Tagged
from avr_docs.spreadsheet import BOM
from extract.document import BODY_KINDS
from extract.errors import ExtractError, State

ACTORS = "key,name,aliases,role\nreturn-office,Return Office,the Office,implementer\nlakeland,Lakeland,,government\n"
PROGRAMMES = "id,name,aliases,host,implementer,from,to\nway-home,Way Home,,lakeland,return-office,2018,\n"
DOCUMENTS = (
    "id,file,url,title,type,publisher,date,programme,sample\n"
    "l0,letters/0.txt,,First letter,letter,Lake Group,2020-01-01,way-home,yes\n"
    "l1,letters/1.txt,,,,,,way-home,\n"
    "web,,https://example.org/web,A page,news,,2021,,\n"
)
TEXT = """Lake Group
4 May 202{n}

Dear Director,

We write about the programme Way Home. The Return Office says that every return is voluntary and safe.[1]
Our visitors found that {n} people in house {n} were not offered a lawyer.[2] It is unclear whether children were heard.

The Office should publish its agreements. It should immediately admit observers to house {n}.

The law requires that nobody is returned to danger. "We offer full information," the Return Office said in May 202{n}.

Yours sincerely,
Cy Oduya

[1] Ruiz, Tickets Home {n} (2020), https://example.org/ruiz{n}.
[2] Id.
"""


def text(n: int) -> str:
    """A letter unlike those of other numbers."""
    return TEXT.format(n=n)


def write(folder: Path, *, documents: int = 8) -> Path:
    """Writes the corpus: two letters with rows, one listed by its address, the rest files alone."""
    (folder / "letters").mkdir(parents=True, exist_ok=True)
    (folder / "actors.csv").write_bytes(BOM + ACTORS.encode())
    (folder / "programmes.csv").write_text(PROGRAMMES)
    (folder / "documents.csv").write_text(DOCUMENTS)
    for n in range(documents):
        (folder / "letters" / f"{n}.txt").write_text(text(n))
    return folder


@cache
def _tagged(task: Task, content: bytes) -> Tagged:
    """The document as the readers give it, with tags by the plain rules of `made`, which no work on taggers changes."""
    document = reading.extracted(task)
    sentences: list[Sentence] = []
    for place, block in enumerate(document.blocks):
        if block.kind in BODY_KINDS:
            for found in re.finditer(r"\S[^.]*\.?", document.text[block.start : block.end]):
                first, last = block.start + found.start(), block.start + found.end()
                place_of = {"start": first, "end": last, "text": document.text[first:last]}
                sentences.append(Sentence(n=len(sentences) + 1, page=block.page, block=place, **place_of))
    claims, demands = made.claims(tuple(sentences), len(document.notes))
    actor = Actor(key="return-office", name="Return Office", role="implementer")
    return Tagged(
        document=document,
        sentences=tuple(sentences),
        claims=claims,
        demands=demands,
        citations=made.citations(document),
        actors=(actor,),
    )


def in_process(tasks: Iterable[Task], *, limits: Limits, model: str | None) -> Iterator[Outcome[Task]]:
    """As `reading.tag_all`, without worker processes."""
    for task in tasks:
        try:
            value = _tagged(task, task.path.read_bytes())
            yield Outcome(task, State.OK, None, value, 0.0)
        except ExtractError as error:
            yield Outcome(task, error.state, str(error), None, 0.0)
