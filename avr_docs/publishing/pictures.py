"""Pictures of the pages of PDFs that are shown in full: the public file has no PDF beside it to draw them from."""

import asyncio
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from avr_docs.publishing.place import PublishError
from avr_docs.schema import ONLY_PUBLISHED

#: Draws a page in a process of its own.
DRAWING = "avr_docs.page_images"
TABLE = "page_images"
FOLDER = "select corpus from runs where corpus is not null order by id desc limit 1"
PDFS = """
select id, path, sha256 from documents
where republish = 'full' and coalesce(withheld, 0) = 0 and media_type = 'application/pdf' and path is not null
order by id
"""


def draw(private: Database, source: Path, public: Database) -> list[str]:
    """Puts the pictures into `page_images`, and returns what could not be drawn, in words for a person.

    Raises:
        PublishError: the folder that the documents were read from is not there.
    """
    row = private.execute(FOLDER).fetchone()
    folder = source.parent / str(row[0]) if row else None
    if folder is None or not folder.is_dir():
        raise PublishError(f"The folder that {source} was built from is not there, so no page can be drawn.")
    table = ONLY_PUBLISHED[TABLE]
    public.table(TABLE).create(table.columns, pk=table.pk, foreign_keys=list(table.foreign_keys))
    found = private.execute(PDFS).fetchall()
    return [] if not found else asyncio.run(_draw_all(folder, found, public))


async def _draw_all(folder: Path, documents: list[tuple[str, str, str]], public: Database) -> list[str]:
    module: Any = import_module(DRAWING)
    drawer = module.Drawer()
    failed = []
    for id, path, sha256 in documents:
        file = module.File(folder / path, sha256)
        page, pages = 1, 1
        try:
            while page <= pages:
                look = await drawer.look(file, page)
                picture = await drawer.picture(file, page)
                (width, height), pages = look.sizes[0], look.pages
                values = {"width": width, "height": height, "media_type": picture.media_type, "image": picture.data}
                public.table(TABLE).insert({"document": id, "page": page, **values})
                page += 1
        except module.NoPicture as problem:
            failed.append(f"{id}, page {page}: {problem}")
    return failed
