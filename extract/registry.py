"""Built-in modules and those of other packages, found the same way for readers, taggers and exporters."""

from collections.abc import Iterable
from importlib import import_module
from importlib.metadata import entry_points
from types import ModuleType


def modules(group: str, builtin: Iterable[str]) -> list[ModuleType]:
    """The modules named in `builtin`, in that order, then those that other packages give as entry points of `group`."""
    found = [import_module(name) for name in builtin]
    return found + [entry.load() for entry in sorted(entry_points(group=group), key=lambda entry: entry.name)]
