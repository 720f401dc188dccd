"""One document read and tagged: what a worker process does, and the same for files outside a corpus."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from avr_docs import corpus as corpora
from avr_docs import explain, nlp, page, tag
from avr_docs.corpus import slug
from avr_docs.engine import Outcome, work
from avr_docs.explain import Explanation
from avr_docs.limits import Limits
from avr_docs.nlp import Parsed
from avr_docs.records import Setting, Tagged
from extract import read
from extract.as_json import as_json
from extract.document import FURNITURE_KINDS, Document
from extract.errors import Corrupt, State, TooLarge

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A file to be read under the id `id`; `name` is what is recorded as its path."""

    id: str
    name: str
    path: Path
    setting: Setting = field(default_factory=Setting)
    model: str | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOutcome(Generic[Value]):
    """How reading one file ended; `value` is what was asked for, None where there is no text."""

    path: Path
    state: State
    reason: str | None
    value: Value | None


def extracted(task: Task) -> Document:
    """The task's Document. Raises an ExtractError, also where the file cannot be opened."""
    path, limits = task.path, task.limits
    try:
        size = path.stat().st_size
        if size > limits.max_bytes:  # before it is in memory
            raise TooLarge(f"The file has {size:,} bytes, over the limit of {limits.max_bytes:,}.")
        data = path.read_bytes()
    except OSError as error:
        raise Corrupt(f"The file cannot be opened: {error.strerror}.") from error
    document = read(
        data,
        id=task.id,
        path=task.name,
        max_bytes=limits.max_bytes,
        max_chars=limits.max_chars,
        max_pages=limits.max_pages,
    )
    return _doubted(document, path)


#: Names that promise a format. What is saved under them and is another one is often a server's error page.
PROMISED = {".pdf": "pdf", ".docx": "docx"}


def _doubted(document: Document, path: Path) -> Document:
    """The document, its text in doubt if the file's name promises another format; the bytes decide all the same."""
    promised = PROMISED.get(path.suffix.lower())
    if promised is None or document.source.reader == promised or document.suspect:
        return document
    doubt = f"The file is named {path.suffix}, and its bytes are not: a download may have failed. See what it says."
    return replace(document, suspect=doubt)


def tagged(task: Task) -> Tagged:
    """The task's document with its tags."""
    return tag.tag(parsed(task), task.setting)


def parsed(task: Task) -> Parsed:
    """The task's document cut into sentences that have gone through the language model."""
    return nlp.parse(extracted(task), pipeline(task.model), task.setting.actors)


@cache
def pipeline(model: str | None) -> Any:
    """The language model, loaded once in a process."""
    return nlp.load(model)


def tag_all(tasks: Iterable[Task], *, limits: Limits, model: str | None) -> Iterator[Outcome[Task]]:
    """The outcome of each task as it ends, read and tagged in worker processes."""
    return work(tagged, tasks, limits=limits, prepare=partial(pipeline, model))


def read_files(files: Iterable[Path], *, limits: Limits | None = None) -> Iterator[FileOutcome[dict[str, Any]]]:
    """Each file as the JSON object of `avr-docs extract`, in the order given."""
    return _in_order(_json, _tasks(files, Setting(), limits or Limits(), None), None)


def tag_files(
    files: Iterable[Path], *, corpus: Path | None = None, limits: Limits | None = None, model: str | None = None
) -> Iterator[FileOutcome[dict[str, Any]]]:
    """Each file as the JSON object of `avr-docs tag`; actors and programmes are those of the folder `corpus`.

    Raises:
        ModelMissing: the language model `model` is not installed.
    """
    return _tagged_in_order(_tagged_json, files, corpus, limits, model)


def page_of(
    file: Path, *, corpus: Path | None = None, limits: Limits | None = None, model: str | None = None
) -> FileOutcome[str]:
    """The file with its tags as an HTML page. Raises as `tag_files` does."""
    return next(_tagged_in_order(_page, [file], corpus, limits, model))


def explained(
    file: Path, n: int, *, corpus: Path | None = None, limits: Limits | None = None, model: str | None = None
) -> FileOutcome[Explanation]:
    """Why sentence `n` of the file is tagged as it is. Raises as `tag_files` does."""
    return next(_tagged_in_order(partial(_explained, n=n), [file], corpus, limits, model))


def _tagged_in_order(
    function: Callable[[Task], tuple[State, str | None, Value]],
    files: Iterable[Path],
    corpus: Path | None,
    limits: Limits | None,
    model: str | None,
) -> Iterator[FileOutcome[Value]]:
    nlp.require(model)
    known = corpora.read(corpus) if corpus is not None else None
    setting = Setting(actors=known.actors, programmes=known.programmes) if known else Setting()
    return _in_order(function, _tasks(files, setting, limits or Limits(), model), partial(pipeline, model))


#: Lines that are nearly the same throughout look like running heads, and nothing of those is tagged.
NO_BODY = (
    "All of its lines were taken for running heads, links and the like, so nothing in it is tagged: look at the file."
)


def state_of(document: Document) -> tuple[State, str | None]:
    """The state of a document that was read, and why it is not `ok`."""
    if document.suspect:
        return State.SUSPECT_TEXT, document.suspect
    if all(block.kind in FURNITURE_KINDS for block in document.blocks):
        return State.SUSPECT_TEXT, NO_BODY
    return State.OK, None


def _json(task: Task) -> tuple[State, str | None, dict[str, Any]]:
    document = extracted(task)
    return (*state_of(document), as_json(document))


def _tagged_json(task: Task) -> tuple[State, str | None, dict[str, Any]]:
    found = tagged(task)
    return (*state_of(found.document), tag.as_json(found))


def _page(task: Task) -> tuple[State, str | None, str]:
    sentences = parsed(task)
    found = tag.tag(sentences, task.setting)
    return (*state_of(found.document), page.render(found, sentences))


def _explained(task: Task, *, n: int) -> tuple[State, str | None, Explanation]:
    found = tagged(task)
    return (*state_of(found.document), explain.explain(found, task.setting, n))


def _in_order(
    function: Callable[[Task], tuple[State, str | None, Value]],
    found: Iterable[Task],
    prepare: Callable[[], object] | None,
) -> Iterator[FileOutcome[Value]]:
    tasks = list(found)
    if not tasks:
        return
    order = {task.id: n for n, task in enumerate(tasks)}
    waiting: dict[int, FileOutcome[Value]] = {}
    following = 0
    for outcome in work(function, tasks, limits=tasks[0].limits, prepare=prepare):
        state, reason, value = outcome.value if outcome.value else (outcome.state, outcome.reason, None)
        task = outcome.task
        waiting[order[task.id]] = FileOutcome(path=task.path, state=state, reason=reason, value=value)
        while following in waiting:
            yield waiting.pop(following)
            following += 1


def _tasks(files: Iterable[Path], setting: Setting, limits: Limits, model: str | None) -> Iterator[Task]:
    taken: set[str] = set()
    for path in files:
        stem = slug(path.stem)
        id = stem if stem not in taken else next(key for n in range(2, 10**9) if (key := f"{stem}-{n}") not in taken)
        taken.add(id)
        yield Task(id=id, name=path.name, path=path, setting=setting, model=model, limits=limits)
