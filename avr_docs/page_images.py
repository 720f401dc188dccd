"""Pictures of pages, and where on them the words of claims stand: drawn in processes of their own, kept on disk.

Nothing that a file does there reaches this process: it is ended after its time, it has a limit on memory, and no more
than a few run at once.
"""

import asyncio
import json
import os
import sys
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import platformdirs

from avr_docs.errors import AvrDocsError

#: Processes that draw at once, and requests that wait for one; more are told to come back.
AT_ONCE, WAITING = 2, 24
#: Seconds that one may take by the clock; it limits its own processor time to less.
PATIENCE = 25.0
#: Bytes of a picture, of all that are kept on disk, and pages whose sizes and boxes are kept in memory.
MOST_ANSWERED = 16_000_000
MOST_KEPT = 400_000_000
LOOKS = 500
#: Goes up when pictures are drawn otherwise, so that older ones are not shown.
DRAWN = 1
PROGRAM = "avr_docs.page_render"


class NoPicture(AvrDocsError):
    """A page cannot be shown; the message says why. `busy` is true where asking again may help."""

    def __init__(self, message: str, *, busy: bool = False) -> None:
        super().__init__(message)
        self.busy = busy


class Words(NamedTuple):
    """A stretch of a page to be found: a claim and the sentence that it stands in."""

    sentence: str
    claim: str


class Box(NamedTuple):
    """A place on a page, as parts of its width and height from the top left, in [0, 1]."""

    left: float
    top: float
    right: float
    bottom: float


class File(NamedTuple):
    """A PDF, and the checksum that it had when its text was read."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is known of a page without drawing it: the number of pages, sizes in points of this and following pages.

    `boxes` has for each of the words asked for a box a line, none where they were not found.
    """

    pages: int
    sizes: tuple[tuple[float, float], ...]
    boxes: tuple[tuple[Box, ...], ...] = ()


class Picture(NamedTuple):
    """A drawn page."""

    media_type: str
    data: bytes


class Drawer:
    """Draws pages for one site; `folder` is where pictures are kept, the user's cache if left out."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or platformdirs.user_cache_path("avr-docs") / "pages"
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0
        self._looks: OrderedDict[str, Look] = OrderedDict()

    async def look(self, file: File, page: int, *, more: int = 0, words: Sequence[Words] = ()) -> Look:
        """The page, and up to `more` that follow it.

        Raises:
            NoPicture: the file has gone, has changed, is no PDF that opens, or has no such page.
        """
        asked = {"page": page, "more": more, "words": words}
        key = json.dumps([file.sha256, asked])
        if key not in self._looks:
            said, _ = await self._ask(file, asked)
            boxes = tuple(tuple(Box(*box) for box in each) for each in said.get("boxes", ()))
            sizes = tuple((float(width), float(height)) for width, height in said["sizes"])
            self._looks[key] = Look(pages=said["pages"], sizes=sizes, boxes=boxes)
            while len(self._looks) > LOOKS:
                self._looks.popitem(last=False)
        self._looks.move_to_end(key)
        return self._looks[key]

    async def picture(self, file: File, page: int) -> Picture:
        """The page as a picture, from the disk if it was drawn before.

        Raises:
            NoPicture: as for `look`.
        """
        place = self._folder / f"{file.sha256}-{page}-{DRAWN}.webp"
        data = await asyncio.to_thread(_kept, place)
        if data is None:
            _, data = await self._ask(file, {"page": page, "picture": True})
            await asyncio.to_thread(_keep, place, data)
        return Picture("image/webp", data)

    async def _ask(self, file: File, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        if self._waiting >= WAITING:
            raise NoPicture("Many pages are being drawn just now; ask again in a moment.", busy=True)
        self._waiting += 1
        try:
            async with self._turn:
                answer = await _run({"path": str(file.path), "sha256": file.sha256, **asked})
        finally:
            self._waiting -= 1
        head, _, data = answer.partition(b"\n")
        try:
            said = json.loads(head)
        except ValueError:
            raise NoPicture("The page could not be drawn: the file breaks the program that draws it.") from None
        if "error" in said:
            raise NoPicture(str(said["message"]))
        return said, data


def etag(file: File, page: int) -> str:
    """What a browser tells apart pictures by: it changes with the file and with how pages are drawn."""
    return f'"{file.sha256[:32]}-{page}-{DRAWN}"'


async def _run(asked: dict[str, Any]) -> bytes:
    """What the program answers. It is told nothing of this process, and is ended when it takes too long."""
    package = str(Path(__file__).parents[1])
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", PROGRAM),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={
            "PYTHONPATH": package,
            **{name: os.environ[name] for name in ("SYSTEMROOT", "TMPDIR") if name in os.environ},
        },
    )
    try:
        return await asyncio.wait_for(_talk(process, json.dumps(asked).encode() + b"\n"), PATIENCE)
    except TimeoutError:
        raise NoPicture("The page took too long to draw and was given up.") from None
    finally:
        await _end(process)


async def _end(process: asyncio.subprocess.Process) -> None:
    """Ends it and reads what it still had to say: asyncio waits for ever for one whose pipe nobody empties."""
    with suppress(ProcessLookupError):
        process.kill()
    assert process.stdout is not None
    while await process.stdout.read(1 << 20):
        pass
    await process.wait()


async def _talk(process: asyncio.subprocess.Process, asked: bytes) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(asked)
        await process.stdin.drain()
    process.stdin.close()
    answer = bytearray()
    while piece := await process.stdout.read(1 << 16):
        answer += piece
        if len(answer) > MOST_ANSWERED:
            raise NoPicture("The picture of the page is too large to be shown.")
    return bytes(answer)


def _kept(place: Path) -> bytes | None:
    try:
        data = place.read_bytes()
        os.utime(place)  # what was shown last is thrown away last
    except OSError:
        return None
    return data


def _keep(place: Path, data: bytes) -> None:
    """Keeps a picture; on a disk that is full or closed nothing is kept, which costs time only."""
    part = place.with_name(f".{place.name}.{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.write_bytes(data)
        part.replace(place)
        _make_room(place.parent)


def _make_room(folder: Path) -> None:
    """Throws away what was not shown for longest, once there is more than may be kept."""
    found = [(each.stat(), each) for each in folder.glob("*.webp")]
    size = sum(stat.st_size for stat, _ in found)
    if size <= MOST_KEPT:
        return
    for stat, each in sorted(found, key=lambda pair: pair[0].st_mtime):
        each.unlink(missing_ok=True)
        size -= stat.st_size
        if size <= 0.8 * MOST_KEPT:
            return
