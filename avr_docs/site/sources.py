"""What the short forms in notes, such as "Id." and "supra note 1", stand for, told in full."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from avr_docs.site.database import Row, rows
from avr_docs.site.values import host, listed, web_address
from avr_docs.words import day, say

SHORT = ("id", "supra")
#: As much of a note as stands for a source of which neither title nor author is known.
EXCERPT = 160
#: Of the notes between a short form and its source no more are looked for; a page names all but the last.
MOST_HOPS = 4


class Step(NamedTuple):
    """A note on the way to the source: its number in the document, and its label."""

    n: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortForm:
    """A short form; `source` is None where what it stands for was not found, `step` where that stands in no note.

    `hops` are the notes between, nearest first; `web` is the source's own address where it is one of the web's; `work`
    is its key, and `status` what became of it. `why` says why nothing was found, where that is known.
    """

    name: str
    source: str | None = None
    step: Step | None = None
    hops: tuple[Step, ...] = ()
    web: str | None = None
    host: str | None = None
    work: str | None = None
    status: str | None = None
    why: str | None = None


CITATIONS = """
select c.id, c.document, c.note, c.n, c.type, c.author, c.title, c.container, c.court, c.issued, c.url, c.refers_to,
  c.stands_for, c.resolution, w.key as work, w.status, n.n as note_n, n.label, n.text
from citations c left join notes n on n.id = c.note left join works w on w.key = c.work
where c.document in ({places}) and (c.type in ('id', 'supra') or c.id in (select stands_for from citations))
order by c.document, c.n
"""


async def short_forms(
    datasette: Any, name: str, documents: Iterable[str], *, notes: Container[str] | None = None
) -> dict[str, list[ShortForm]]:
    """The short forms in the notes of these documents, or in `notes` alone, by the key of their note."""
    ids = sorted(set(documents))
    if not ids:
        return {}
    places = ", ".join(f":id{i}" for i in range(len(ids)))
    found = await rows(datasette, name, CITATIONS.format(places=places), {f"id{i}": id for i, id in enumerate(ids)})
    by_document: dict[str, list[Row]] = defaultdict(list)
    for citation in found:
        by_document[citation["document"]].append(citation)
    forms: dict[str, list[ShortForm]] = defaultdict(list)
    for citations in by_document.values():
        for note, form in told(citations, notes=notes):
            forms[note].append(form)
    return dict(forms)


def told(citations: Sequence[Row], *, notes: Container[str] | None = None) -> list[tuple[str, ShortForm]]:
    """The short forms among the citations of one document, in order, each with the key of its note.

    With `notes`, only those that stand in one of these.
    """
    by_id = {each["id"]: each for each in citations}
    found = []
    for place, each in enumerate(citations):
        if each["type"] not in SHORT or each["note"] is None or (notes is not None and each["note"] not in notes):
            continue
        source = by_id.get(each["stands_for"])
        if source is None:
            found.append((each["note"], ShortForm(name=_name(each), why=_why(each))))
            continue
        form = ShortForm(
            name=_name(each),
            source=described(source),
            step=_step(source),
            hops=_hops(citations, place, source),
            web=web_address(source["url"]),
            host=host(source["url"]),
            work=source["work"],
            status=source["status"],
        )
        found.append((each["note"], form))
    return found


def described(source: Mapping[str, Any]) -> str:
    """Author, title, container and date of a citation; the beginning of its note where the first two are not known."""
    if not (source["author"] or source["title"]):
        text = str(source["text"] or "")
        return text if len(text) <= EXCERPT else text[:EXCERPT].rsplit(" ", 1)[0] + " …"
    parts = [*listed(source["author"]), source["title"], source["container"], source["court"], day(source["issued"])]
    return ", ".join(str(part) for part in parts if part)


def _name(citation: Row) -> str:
    """The short form; with the number only where the note says it, since `refers_to` has been followed to its end."""
    if citation["type"] == "id":
        return "Id."
    written = f"note {citation['refers_to']}"
    return f"Supra {written}" if written in str(citation["text"] or "") else "Supra"


def _why(citation: Row) -> str | None:
    """Why it is not known what a short form stands for; with the note's number only where the note says it."""
    label = citation["refers_to"]
    if label is None or f"note {label}" not in str(citation["text"] or ""):
        return say("resolution", citation["resolution"]) or None
    told = {
        "other_work": f"note {label} cites something else",
        "no_citation": f"note {label} cites nothing",
        "no_note": f"there is no note {label}",
    }
    return told.get(citation["resolution"]) or say("resolution", citation["resolution"]) or None


def _hops(citations: Sequence[Row], place: int, source: Row) -> tuple[Step, ...]:
    """The notes between a citation and its source. An Id. takes up the citation before it, a supra that of a note."""
    hops: list[Step] = []
    here = first = citations[place]
    while here["id"] != source["id"] and len(hops) < MOST_HOPS:
        if here["type"] == "supra" and source["label"] == here["refers_to"]:
            break
        found = next((i for i in range(place - 1, -1, -1) if _takes_up(here, citations[i], source)), None)
        if found is None:
            break
        place, here = found, citations[found]
        step = _step(here)
        if step and step not in (_step(source), _step(first), *hops):
            hops.append(step)
    return tuple(hops)


def _takes_up(here: Row, earlier: Row, source: Row) -> bool:
    """True if the short form `here` can mean `earlier` on its way to the source."""
    leads_on = source["id"] in (earlier["id"], earlier["stands_for"])
    return leads_on and (here["type"] == "id" or earlier["label"] == here["refers_to"])


def _step(citation: Row) -> Step | None:
    return None if citation["note_n"] is None else Step(citation["note_n"], citation["label"])
