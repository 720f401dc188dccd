"""Which document has pictures of its pages, where they come from, and where on a page its claims stand."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from avr_docs.page_images import Box, Drawer, File, Look, NoPicture, Picture, Words, etag
from avr_docs.site.database import Row, row, rows
from avr_docs.site.document_text import places
from avr_docs.words import format_of

#: What a PDF is called; of one that could not be read only its name tells.
PDF = "PDF"
#: What the column `republish` says of a document whose pages may be shown to everybody.
FULL = frozenset({"full", "1"})
#: The reader and the drawing program must agree on a page's size, in points, for boxes of the one to fit the other.
SAME_SIZE = 1.5

drawers: "WeakKeyDictionary[Any, Drawer]" = WeakKeyDictionary()


class Pages(NamedTuple):
    """A document whose pages can be shown: from its `file`, or from a published database, which holds them itself."""

    document: Row
    file: File | None


class Marked(NamedTuple):
    """A claim on a page: its row, its boxes, and whether they are around its words or around its paragraph."""

    claim: Row
    boxes: tuple[Box, ...]
    exact: bool


DOCUMENT = "select id, title, path, sha256, media_type, republish, state, page_count from documents where id = :id"
CORPUS = "select corpus from runs where corpus is not null order by id desc limit 1"
CLAIMS = """
select c.id, c.kind, c.content, c.start, c.end, s.text as sentence, s.n as sentence_n, s.page as sentence_page,
  b.page as block_page, b.x0, b.top, b.x1, b.bottom, b.parts
from claims c left join sentences s on s.id = c.sentence left join blocks b on b.id = s.block
where c.document = :id and {where} order by c.start
"""
CLAIM = "select id, kind, content, page from claims where id = :claim and document = :id"
PUBLISHED = "select page, width, height, media_type from page_images where document = :id order by page"


async def pages_of(datasette: Any, name: str, id: str) -> Pages:
    """The document, once it is known that there is something to draw its pages from.

    Raises:
        NoPicture: it has no pages, its file is not here, or its pages may not be shown.
    """
    document = await row(datasette, name, DOCUMENT, {"id": id})
    if document is None:
        raise NoPicture(f"There is no document “{id}” in this database.")
    if format_of(document["media_type"], document["path"]) != PDF:
        raise NoPicture("Only PDFs have pages to show, and this document is none.")
    tables = await datasette.get_database(name).table_names()
    if "publication" in tables or "page_images" in tables:
        if str(document["republish"]) not in FULL:
            raise NoPicture("The terms of this document do not allow its pages to be shown here.")
        if "page_images" not in tables or not await rows(datasette, name, f"{PUBLISHED} limit 1", {"id": id}):
            raise NoPicture("The pages of this document were not published with it.")
        return Pages(document, None)
    return Pages(document, await _file(datasette, name, document))


async def _file(datasette: Any, name: str, document: Row) -> File:
    """The file within the folder that was read last; never one outside of it, whatever the database says."""
    run = await row(datasette, name, CORPUS)
    database = datasette.get_database(name).path
    if run is None or database is None or not document["path"]:
        raise NoPicture("It is not known where the file of this document lies.")
    if not document["sha256"]:
        raise NoPicture("It is not known which version of the file was read, so its pages are not shown.")
    folder = (Path(database).parent / str(run["corpus"])).resolve()
    path = (folder / str(document["path"])).resolve()
    if not path.is_relative_to(folder) or not path.is_file():
        raise NoPicture("The file of this document is not with the database, so its pages cannot be shown.")
    return File(path, str(document["sha256"]))


def drawer(datasette: Any) -> Drawer:
    """The drawer of a site."""
    return drawers.setdefault(datasette, Drawer())


async def look(
    datasette: Any, name: str, pages: Pages, page: int, *, more: int = 0, words: Sequence[Words] = ()
) -> Look:
    """As `Drawer.look`; a published database has sizes in pixels, which are in the same proportion, and no boxes."""
    if pages.file is not None:
        return await drawer(datasette).look(pages.file, page, more=more, words=words)
    found = await rows(datasette, name, PUBLISHED, {"id": pages.document["id"]})
    sizes = tuple((each["width"], each["height"]) for each in found if page <= each["page"] <= page + more)
    if page not in {each["page"] for each in found}:
        raise NoPicture(f"There is no picture of page {page}.")
    return Look(pages=max(each["page"] for each in found), sizes=sizes)


async def picture(datasette: Any, name: str, pages: Pages, page: int) -> Picture:
    """The picture of a page, from where it was published or else drawn from the file.

    Raises:
        NoPicture: there is no such page, or it cannot be drawn.
    """
    if pages.file is not None:
        return await drawer(datasette).picture(pages.file, page)
    sql = "select media_type, image from page_images where document = :id and page = :page"
    found = await row(datasette, name, sql, {"id": pages.document["id"], "page": page})
    if found is None or not str(found["media_type"]).startswith("image/"):
        raise NoPicture(f"There is no picture of page {page}.")
    return Picture(str(found["media_type"]), bytes(found["image"]))


def tag_of(pages: Pages, page: int) -> str:
    """What tells one picture from another for a browser's cache."""
    return etag(pages.file or File(Path(), f"published-{pages.document['sha256']}"), page)


async def marked(datasette: Any, name: str, pages: Pages, page: int, claim: str | None) -> tuple[Look, list[Marked]]:
    """A page, and one claim with its place on it; or else every claim that stands there.

    Raises:
        NoPicture: as for `picture`.
    """
    id = pages.document["id"]
    where = "c.id = :claim" if claim else "(s.page = :page or b.page = :page or b.parts like :named)"
    values = {"id": id, "claim": claim, "page": page, "named": f'%"page": {page},%'}
    claims = await rows(datasette, name, CLAIMS.format(where=where), values)
    words = [Words(each["sentence"] or "", each["content"] or "") for each in claims]
    seen = await look(datasette, name, pages, page, words=words)
    size = await row(datasette, name, "select width, height from pages where document = :id and number = :page", values)
    found = []
    for i, each in enumerate(claims):
        boxes = seen.boxes[i] if i < len(seen.boxes) else ()
        around = () if boxes else _paragraph(each, page, size, seen if pages.file else None)
        if boxes or (around and claim):
            found.append(Marked(each, boxes or around, bool(boxes)))
    return seen, found


def _paragraph(claim: Row, page: int, size: Row | None, seen: Look | None) -> tuple[Box, ...]:
    """The box of a claim's block on a page, if the reader measured the page as it is drawn: not cropped or turned."""
    if size is None or not size["width"] or not size["height"]:
        return ()
    width, height = size["width"], size["height"]
    if seen and (abs(seen.sizes[0][0] - width) > SAME_SIZE or abs(seen.sizes[0][1] - height) > SAME_SIZE):
        return ()
    own = (claim["block_page"], claim["x0"], claim["top"], claim["x1"], claim["bottom"])
    found = []
    for number, x0, top, x1, bottom in (own, *places(claim)):
        if number == page and x0 is not None and top is not None and x1 is not None and bottom is not None:
            found.append(Box(x0 / width, top / height, x1 / width, bottom / height))
    return tuple(found)
