"""The ZIP that a DOCX is: its parts read within limits, parsed, and followed by their relationships."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from extract.errors import Corrupt, Encrypted, TooLarge
from extract.sniff import MAX_MEMBERS

#: Limits on what is inflated: sizes that an archive declares are not believed, each part is read up to here.
MAX_PART = 64_000_000
MAX_TOTAL = 160_000_000
MAX_TAGS = 3_000_000

_BROKEN = "The DOCX file is broken or was cut short ({}). Get it again from where it came, or open and save it in Word."


def local(element: Any) -> str:
    """An element's name without its namespace, of which Word has two sets; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """The value of an attribute by its name without a namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: Any, *path: str) -> Any | None:
    """The first descendant along a path of names without namespaces; None where there is none."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def value(element: Any, *path: str) -> str | None:
    """The `val` of the descendant along a path."""
    found = child(element, *path)
    return None if found is None else attribute(found, "val")


def is_on(element: Any, *path: str) -> bool:
    """Whether a switch such as bold or hidden is there and not turned off."""
    found = child(element, *path)
    return found is not None and attribute(found, "val") not in ("0", "false", "off", "none")


@dataclass(slots=True)
class Part:
    """One XML part: where it lies, its root, and the targets of its relationships by id."""

    name: str
    root: Any
    targets: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, list[str]] = field(default_factory=dict)  # relationship type, its last word, to part names


class Package:
    """The parts of one DOCX. A context manager; raises Corrupt, Encrypted or TooLarge with a reason."""

    def __init__(self, data: bytes) -> None:
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
            raise Corrupt(_BROKEN.format("the end of it is missing")) from error
        self.names = {info.filename: info for info in self.archive.infolist()}
        if len(self.names) > MAX_MEMBERS:
            raise TooLarge(f"The DOCX file has {len(self.names):,} members, over the limit of {MAX_MEMBERS:,}.")
        self.left = MAX_TOTAL

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *_: object) -> None:
        self.archive.close()

    def main(self) -> Part:
        """The document itself, wherever the package says that it lies."""
        root = self.relationships("")
        name = next(iter(root.kinds.get("officeDocument", ())), "word/document.xml")
        part = self.part(name)
        if part is None or local(part.root) != "document" or child(part.root, "body") is None:
            raise Corrupt(_BROKEN.format("it has no document part"))
        return part

    def part(self, name: str) -> Part | None:
        """The part of that name, parsed; None where there is none."""
        root = self._parse(name)
        if root is None:
            return None
        found = self.relationships(name)
        found.root = root
        return found

    def related(self, part: Part, kind: str) -> Part | None:
        """The part that another names by a relationship of this type; None where it names none."""
        return next((found for name in part.kinds.get(kind, ()) if (found := self.part(name))), None)

    def relationships(self, name: str) -> Part:
        folder, file = posixpath.split(name)
        part = Part(name, None)
        root = self._parse(posixpath.join(folder, "_rels", f"{file}.rels"))
        for one in root if root is not None else ():
            target, kind = attribute(one, "Target") or "", (attribute(one, "Type") or "").rpartition("/")[2]
            if attribute(one, "TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                part.kinds.setdefault(kind, []).append(target)
            part.targets[attribute(one, "Id") or ""] = target
        return part

    def _parse(self, name: str) -> Any | None:
        data = self._bytes(name)
        if data is None:
            return None
        if data.count(b"<") > MAX_TAGS:
            raise TooLarge(f"A part of the DOCX file has over {MAX_TAGS:,} tags: it is no ordinary document.")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise Corrupt(_BROKEN.format(f"{posixpath.basename(name)} cannot be parsed")) from error
        if root is None:
            raise Corrupt(_BROKEN.format(f"{posixpath.basename(name)} is empty"))
        document: Any = root.getroottree().docinfo
        if document.doctype:
            raise Corrupt("The DOCX file defines entities of its own, as files do that were made to harm a reader.")
        return root

    def _bytes(self, name: str) -> bytes | None:
        info = self.names.get(name)
        if info is None:
            return None
        if info.flag_bits & 1:
            raise Encrypted("The DOCX file has a password: open it and save a copy without the password.")
        try:
            with self.archive.open(info) as file:
                data = b"".join(_chunks(file, min(MAX_PART, self.left) + 1))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise Corrupt(_BROKEN.format(f"{posixpath.basename(name)} cannot be unpacked")) from error
        if len(data) > min(MAX_PART, self.left):
            raise TooLarge(
                f"A part of the DOCX file unpacks to more than {min(MAX_PART, self.left):,} bytes, the limit."
            )
        self.left -= len(data)
        return data


def _chunks(file: Any, limit: int) -> Iterator[bytes]:
    """What a member holds, up to a number of bytes, whatever size it declares."""
    while limit > 0 and (chunk := file.read(min(limit, 1 << 20))):
        limit -= len(chunk)
        yield chunk
