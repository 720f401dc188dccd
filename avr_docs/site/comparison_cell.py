"""One cell of the comparison: the verdict, and page by page the claims on each side with what they rest on."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from datasette.utils.asgi import NotFound

from avr_docs.compare_by import beside_others
from avr_docs.site.comparison import ALL, NONE, rests_on, sharpest, span, wording
from avr_docs.site.database import Row, row, rows
from avr_docs.site.sources import ShortForm, described, short_forms
from avr_docs.site.values import compare_path, listed
from avr_docs.verdicts import EMPTY, Counted
from avr_docs.words import SIDES

#: What a claim that is stated or observed can say of a safeguard.
POSITIONS = ("in_place", "absent", "unclear")
#: Claims of a side on a page.
PAGE = 25
#: Roots of a side that are listed; all are counted.
MOST_ROOTS = 40
#: Newest claims of a side that are followed to their roots, where these are not known beforehand.
MOST_FOLLOWED = 1000
#: Programmes whose verdicts are listed.
MOST_PROGRAMMES = 20

COMPARISONS = """
select c.*, coalesce(c.programme, '-') as key, coalesce(p.name, c.programme, 'No programme named') as programme_name
from comparisons c left join programmes p on p.id = c.programme
where c.safeguard = :safeguard and (:programme = '*' or coalesce(c.programme, '-') = :programme)
"""
COUNTED = """
select cc.comparison, cc.side, cc.position as position, count(*) as n
from comparison_claims cc where {where} group by 1, 2, 3
"""
DOCUMENTS = "select count(distinct cc.document) as n from comparison_claims cc where {where}"
CLAIMS = """
select cc.side, cc.position as position, cc.status, c.id, c.kind, c.source, c.source_role,
  c.attribution, c.certainty, c.footnotes, c.content, c.start - s.start as first, c.end - s.start as last,
  s.text, s.n, s.page, a.name as actor_name, a.key as actor, d.id as document, d.title, d.type, d.date, d.publisher,
  d.url,
  (select json_group_array(json_object('id', n.id, 'n', n.n, 'label', n.label, 'text', n.text))
   from claim_notes cn join notes n on n.id = cn.note where cn.claim = c.id) as notes
from (select * from comparison_claims cc where {where} order by cc.n limit :limit offset :offset) cc
join claims c on c.id = cc.claim join documents d on d.id = c.document
left join sentences s on s.id = c.sentence left join actors a on a.key = c.actor order by cc.n
"""
DESCRIBED = """
  w.type as work_type, w.author, w.title, w.container, w.genre, w.docket, w.court, w.issued, w.url, w.status,
  d.title as document_title, d.type, d.date, d.publisher
"""
#: What the claims of a cell rest on in the end, those first that most of them do.
ROOTS = f"""
select r.*, coalesce(r.document, w.document) as document, {DESCRIBED}
from (select * from comparison_roots where comparison = :comparison and side = :side
  order by claims desc, root limit :most) r
left join works w on w.key = r.work left join documents d on d.id = r.document order by r.claims desc, r.root
"""
ROOTS_COUNTED = "select count(*) as n from comparison_roots where comparison = :comparison and side = :side"
FOLLOWED = f"""
select r.*, coalesce(r.document, w.document) as document, {DESCRIBED}, count(*) over () as of_all from (
  select x.root, min(x.work) as work, min(x.document) as document, count(*) as claims, max(x.steps) as steps
  from (select cc.claim from comparison_claims cc where {{where}} order by cc.n limit :followed) cc
  join claim_roots x on x.claim = cc.claim group by x.root) r
left join works w on w.key = r.work left join documents d on d.id = r.document
order by r.claims desc, r.root limit :most
"""
CITES = """
select 1 from comparison_claims cc join claim_citations x on x.claim = cc.claim
where cc.comparison = :comparison limit 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The claims of a cell: of a safeguard and programme ("-" is none, "*" all), and if given of one actor or span.

    `first` and `last` are years, months or days, both within; `first` is "-" for documents without a date. `position`
    leaves of a side only claims that say that; `page` is which page of a side is shown. `span` is filled by
    `placed`.
    """

    safeguard: str
    programme: str
    actor: str = ""
    first: str = ""
    last: str = ""
    position: Mapping[str, str] = field(default_factory=dict)
    page: Mapping[str, int] = field(default_factory=dict)
    span: tuple[int, int] | None = None

    @property
    def narrowed(self) -> bool:
        """True if the claims are not all of a safeguard and programme."""
        return bool(self.actor or self.first or self.last)

    def path(self, **other: str) -> str:
        """The address of the same choice for another `programme`."""
        programme = other.get("programme", self.programme)
        return compare_path(self.safeguard, programme, actor=self.actor, first=self.first, last=self.last)


def where(chosen: Chosen, comparison: str | None, *, side: str = "", everybody: bool = False) -> tuple[str, Row]:
    """The condition on rows `cc` of comparison_claims and its values; `everybody` leaves the actor out of account."""
    parts = ["cc.comparison = :comparison" if comparison else "cc.safeguard = :safeguard"]
    parts += ["cc.actor = :actor"] if chosen.actor and not everybody else []
    parts += ["cc.side = :side" if side else f"cc.side in ({', '.join(repr(each) for each in SIDES)})"]
    parts += ["cc.position = :position"] if chosen.position.get(side) else []
    parts += ["cc.n between :newest and :oldest"] if chosen.span else []
    newest, oldest = chosen.span or (None, None)
    values = {"comparison": comparison, "safeguard": chosen.safeguard, "actor": chosen.actor, "side": side}
    return " and ".join(parts), {**values, "position": chosen.position.get(side), "newest": newest, "oldest": oldest}


async def placed(datasette: Any, name: str, chosen: Chosen) -> Chosen:
    """The same choice, knowing which claims are of its span."""
    if not (chosen.first or chosen.last):
        return chosen
    return replace(chosen, span=await span(datasette, name, chosen.first, chosen.last))


async def stored(datasette: Any, name: str, chosen: Chosen) -> str | None:
    """The id of the row of the comparison; "" for all programmes, None if there is no such row."""
    values = {"safeguard": chosen.safeguard, "programme": chosen.programme}
    found = await row(datasette, name, COMPARISONS, values)
    return None if found is None else "" if chosen.programme == ALL else str(found["id"])


async def cell(datasette: Any, name: str, chosen: Chosen) -> Row | None:
    """The verdict with a page of claims on each side; None if there is no such safeguard, programme or actor.

    Raises NotFound while there is no comparison at all, as when a build is under way: nothing is silent then.
    """
    known = await row(datasette, name, "select * from safeguards where id = :id", {"id": chosen.safeguard})
    about = await row(datasette, name, "select * from programmes where id = :id", {"id": chosen.programme})
    actor = await row(datasette, name, "select * from actors where key = :key", {"key": chosen.actor})
    if known is None or (about is None and chosen.programme not in (NONE, ALL)) or (chosen.actor and actor is None):
        return None
    chosen = await placed(datasette, name, chosen)
    values = {"safeguard": chosen.safeguard, "programme": chosen.programme}
    compared = {each["id"]: each for each in await rows(datasette, name, COMPARISONS, values)}
    if not compared and await row(datasette, name, "select 1 from comparisons limit 1") is None:
        raise NotFound("The comparison is not made: a build is under way, or was ended before. Try again later.")
    one = None if chosen.programme == ALL else next(iter(compared), None)
    cells = await _cells(datasette, name, chosen, compared, one)
    counted = sum(cells.values(), EMPTY)
    verdicts = await _verdicts(datasette, name, chosen, compared, cells, one)
    verdict, times = sharpest(verdicts.values())
    read = (await rests_on(datasette, name))["read"]
    documents_read = _documents_read(compared.get(one or ""), read)
    if verdict == "silent" and not documents_read:
        verdict = "unknown"
    shown = [side for side in SIDES if counted.side(side) or side in ("stated", "observed")]
    return {
        "safeguard": known,
        "programme": about,
        "speaker": actor,  # `actor` is in every template of Datasette's: who is signed in
        "chosen": chosen,
        "verdict": verdict,
        "times": times,
        "words_for": wording(verdict, ((verdicts[id], cells[id]) for id in verdicts)) if chosen.actor else "verdict",
        "programmes": [(compared[id], verdicts[id], cells[id]) for id in verdicts][:MOST_PROGRAMMES],
        "programmes_in_all": len(verdicts),
        "counted": counted,
        "documents": await _documents(datasette, name, chosen, compared, one),
        "cell": compared.get(one or ""),
        "read": documents_read,
        "sides": {side: await _side(datasette, name, chosen, compared.get(one or ""), side, counted) for side in shown},
        "page_size": PAGE,
        "cites": one is not None and await row(datasette, name, CITES, {"comparison": one}) is not None,
    }


def _documents_read(stored: Row | None, read: int) -> int:
    """Documents read for the programme, or in all where that is not known."""
    if stored is not None and stored["documents_read"] is not None:
        return int(stored["documents_read"])
    return read


async def _cells(datasette: Any, name: str, chosen: Chosen, compared: Row, one: str | None) -> dict[str, Counted]:
    """The counts of each programme that has any; those of all claims are stored."""
    if not chosen.narrowed:
        found = {id: Counted.of(each) for id, each in compared.items()}
    else:
        found = await _counted(datasette, name, *where(chosen, one)) if compared else {}
    return {id: each for id, each in found.items() if any(each.positions.values()) and id in compared}


async def _counted(datasette: Any, name: str, condition: str, values: Row) -> dict[str, Counted]:
    positions: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for each in await rows(datasette, name, COUNTED.format(where=condition), values):
        positions[each["comparison"]][each["side"], each["position"]] = each["n"]
    return {id: Counted(each, 0) for id, each in positions.items()}


async def _verdicts(
    datasette: Any, name: str, chosen: Chosen, compared: Row, cells: dict[str, Counted], one: str | None
) -> dict[str, str | None]:
    """The verdict of each programme in `cells`, the sharpest first; an actor's words are set beside those of others."""
    if not chosen.narrowed:
        return {id: compared[id]["verdict"] for id in _sorted(compared, cells)}
    if not chosen.actor:
        return {id: cells[id].verdict for id in _sorted(compared, cells)}
    if chosen.first or chosen.last:
        everybody = await _counted(datasette, name, *where(chosen, one, everybody=True))
    else:
        everybody = {id: Counted.of(each) for id, each in compared.items()}
    return {id: beside_others(cells[id], everybody.get(id, EMPTY)) for id in _sorted(compared, cells)}


def _sorted(compared: Row, cells: dict[str, Counted]) -> list[str]:
    return sorted(cells, key=lambda id: (-sum(cells[id].positions.values()), compared[id]["programme_name"]))


async def _documents(datasette: Any, name: str, chosen: Chosen, compared: Row, one: str | None) -> int:
    if not chosen.narrowed:
        return sum(each["documents"] or 0 for each in compared.values())
    condition, values = where(chosen, one)
    found = await row(datasette, name, DOCUMENTS.format(where=condition), values) if compared else None
    return int(found["n"]) if found else 0


async def _side(datasette: Any, name: str, chosen: Chosen, stored: Row | None, side: str, counted: Counted) -> Row:
    """A page of the claims of a side, how many there are with each position, and what they rest on."""
    position, page = chosen.position.get(side, ""), chosen.page.get(side, 1)
    total = counted.side(side, position) if position else counted.side(side)
    condition, values = where(chosen, stored["id"] if stored else None, side=side)
    values |= {"limit": PAGE, "offset": PAGE * (page - 1)}
    found = await rows(datasette, name, CLAIMS.format(where=condition), values) if total else []
    short = await short_forms(datasette, name, (each["document"] for each in found if each["notes"] != "[]"))
    return {
        "claims": [_shown(each, short) for each in found],
        "count": counted.side(side),
        "total": total,
        "positions": {each: n for each in POSITIONS if (n := counted.side(side, each))},
        "position": position,
        "page": page,
        "pages": -(-total // PAGE),
        "roots": await _roots(datasette, name, chosen, stored, side) if counted.side(side) else None,
    }


async def _roots(datasette: Any, name: str, chosen: Chosen, stored: Row | None, side: str) -> Row:
    """How many works or documents the claims of a side rest on, and those that most do; `of` is None for all claims."""
    if stored is not None and not chosen.narrowed:
        values = {"comparison": stored["id"], "side": side, "most": MOST_ROOTS}
        found, of = await rows(datasette, name, ROOTS, values), None
        number = stored.get(f"{side}_roots")
        if number is None:
            counted = await row(datasette, name, ROOTS_COUNTED, values)
            number = counted["n"] if counted else 0
    else:
        condition, values = where(chosen, stored["id"] if stored else None, side=side)
        found = await rows(
            datasette, name, FOLLOWED.format(where=condition), {**values, "followed": MOST_FOLLOWED, "most": MOST_ROOTS}
        )
        number, of = found[0]["of_all"] if found else 0, MOST_FOLLOWED
    told = [{**each, "told": described({**each, "text": each["url"]}) if each["work"] else None} for each in found]
    return {"count": number, "listed": told, "of": of}


def _shown(claim: Row, short: Mapping[str, list[ShortForm]]) -> Row:
    """A claim with its sentence cut into what stands before the claim, the claim, and what stands after it.

    Each of its notes has the short forms in it, told in full.
    """
    text = claim["text"] or claim["content"] or ""
    first, last = claim["first"], claim["last"]
    if first is None or last is None or not 0 <= first < last <= len(text):
        first, last = 0, len(text)
    parts = [(text[:first], False), (text[first:last], True), (text[last:], False)]
    return {
        **claim,
        "parts": [part for part in parts if part[0]],
        "notes": [{**note, "short": short.get(note["id"], [])} for note in json.loads(claim["notes"])],
        "note_labels": listed(claim["footnotes"]),
    }
