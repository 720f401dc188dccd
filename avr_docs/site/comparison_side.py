"""The claims of one side of a cell of the comparison, page by page, with the works and documents that they rest on."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from avr_docs.site.comparison import span
from avr_docs.site.database import Row, row, rows
from avr_docs.site.sources import ShortForm, described, short_forms
from avr_docs.site.values import compare_path, listed
from avr_docs.verdicts import Counted
from avr_docs.words import SIDES

#: What a claim that is stated or observed can say of a safeguard.
POSITIONS = ("in_place", "absent", "unclear")
#: Claims of a side on a page.
PAGE = 25
#: Roots of a side that are listed; all are counted.
MOST_ROOTS = 40
#: Newest claims of a side that are followed to their roots, where these are not known beforehand.
MOST_FOLLOWED = 1000

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


def where(
    chosen: Chosen, comparison: str | None, *, side: str = "", everybody: bool = False, among: Collection[str] = ()
) -> tuple[str, Row]:
    """The condition on rows `cc` of comparison_claims and its values.

    `comparison` is the row of the comparison, None for those of all programmes, of which `among` leaves some;
    `everybody` leaves the actor out of account.
    """
    parts = ["cc.comparison = :comparison" if comparison else "cc.safeguard = :safeguard"]
    # The plus keeps SQLite on the index by which claims come in their order: a page is full after few of them.
    parts += ["+cc.comparison in (select value from json_each(:among))"] if among else []
    parts += ["cc.actor = :actor"] if chosen.actor and not everybody else []
    parts += ["cc.side = :side" if side else f"cc.side in ({', '.join(repr(each) for each in SIDES)})"]
    parts += ["cc.position = :position"] if chosen.position.get(side) else []
    parts += ["cc.n between :newest and :oldest"] if chosen.span else []
    newest, oldest = chosen.span or (None, None)
    values = {"comparison": comparison, "safeguard": chosen.safeguard, "actor": chosen.actor, "side": side}
    values["among"] = json.dumps(list(among))
    return " and ".join(parts), {**values, "position": chosen.position.get(side), "newest": newest, "oldest": oldest}


async def placed(datasette: Any, name: str, chosen: Chosen) -> Chosen:
    """The same choice, knowing which claims are of its span."""
    if not (chosen.first or chosen.last):
        return chosen
    return replace(chosen, span=await span(datasette, name, chosen.first, chosen.last))


async def page_of(
    datasette: Any,
    name: str,
    chosen: Chosen,
    side: str,
    counted: Counted,
    *,
    stored: Row | None,
    others: Collection[str] = (),
) -> Row:
    """A page of the claims of a side, how many there are with each position, and what they rest on.

    `counted` are all of them, `stored` is the row of the comparison if it is one. With `others` they are not those of
    the chosen actor, but everybody's in these rows of the comparison.
    """
    position, page = chosen.position.get(side, ""), chosen.page.get(side, 1)
    total = counted.side(side, position) if position else counted.side(side)
    comparison = stored["id"] if stored else None
    condition, values = where(chosen, comparison, side=side, everybody=bool(others), among=others)
    bounds = {"limit": PAGE, "offset": PAGE * (page - 1)}
    found = await rows(datasette, name, CLAIMS.format(where=condition), values | bounds) if total else []
    short = await short_forms(datasette, name, (each["document"] for each in found if each["notes"] != "[]"))
    if not counted.side(side):
        roots = None
    elif stored is not None and not chosen.narrowed:
        roots = await _known_roots(datasette, name, stored, side)
    else:
        roots = await _followed_roots(datasette, name, condition, values)
    return {
        "claims": [_shown(each, short) for each in found],
        "count": counted.side(side),
        "total": total,
        "positions": {each: n for each in POSITIONS if (n := counted.side(side, each))},
        "position": position,
        "page": page,
        "pages": -(-total // PAGE),
        "roots": roots,
        "others": bool(others),
    }


async def _known_roots(datasette: Any, name: str, stored: Row, side: str) -> Row:
    """How many works or documents all claims of a side rest on, and those that most do."""
    values = {"comparison": stored["id"], "side": side, "most": MOST_ROOTS}
    counted = await row(datasette, name, ROOTS_COUNTED, values)
    found = await rows(datasette, name, ROOTS, values)
    return {"count": counted["n"] if counted else 0, "listed": _told(found), "of": None}


async def _followed_roots(datasette: Any, name: str, condition: str, values: Row) -> Row:
    """The same of the newest claims that the condition leaves, `of` at most."""
    bounds = {"followed": MOST_FOLLOWED, "most": MOST_ROOTS}
    found = await rows(datasette, name, FOLLOWED.format(where=condition), values | bounds)
    return {"count": found[0]["of_all"] if found else 0, "listed": _told(found), "of": MOST_FOLLOWED}


def _told(found: list[Row]) -> list[Row]:
    return [{**each, "told": described({**each, "text": each["url"]}) if each["work"] else None} for each in found]


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
