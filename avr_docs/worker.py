"""What runs inside a worker process: one task after another, each within its limits, every failure named."""

import errno
import gc
import logging
import os
import pickle
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from avr_docs.limits import MAX_SCRATCH, Limits, limited
from extract.errors import ExtractError, State

#: The most characters of an exception's own message that are kept.
MAX_MESSAGE = 160


class Reply(NamedTuple):
    """What a worker answers. `value` is pickled; `worn` says that the worker should be replaced."""

    state: State
    reason: str | None
    value: bytes | None
    seconds: float
    worn: bool = False


def serve(
    connection: Connection,
    function: Callable[[Any], Any],
    prepare: Callable[[], object] | None,
    limits: Limits,
    folder: str,
) -> None:
    """Says that it is ready, then answers tasks until it is given None. `folder` is its own, for scratch files."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _be_quiet()
    try:
        if prepare is not None:
            prepare()
    except Exception as error:
        connection.send(f"{type(error).__name__}: {_plain(str(error))}")
        return
    connection.send(None)
    try:
        for task in iter(connection.recv, None):
            reply = _answer(function, task, limits, folder)
            connection.send(reply)
            if reply.worn:
                return
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent is gone


def _answer(function: Callable[[Any], Any], task: Any, limits: Limits, folder: str) -> Reply:
    start = time.monotonic()
    scratch = tempfile.mkdtemp(dir=folder)
    tempfile.tempdir = os.environ["TMPDIR"] = scratch
    try:
        with limited(limits):
            state, reason, value = _run(function, task)
    finally:
        tempfile.tempdir = None
        shutil.rmtree(scratch, ignore_errors=True)
    worn = state is State.OUT_OF_MEMORY
    return Reply(state, reason, value, time.monotonic() - start, worn)


def _run(function: Callable[[Any], Any], task: Any) -> tuple[State, str | None, bytes | None]:
    try:
        return State.OK, None, pickle.dumps(function(task), protocol=pickle.HIGHEST_PROTOCOL)
    except ExtractError as error:
        return error.state, str(error) or type(error).__name__, None
    except OSError as error:
        if error.errno == errno.EFBIG:
            return State.TOO_LARGE, f"Reading it took scratch files of over {MAX_SCRATCH:,} bytes.", None
        return State.CRASHED, _fault(error), None
    except MemoryError:
        gc.collect()
        return State.OUT_OF_MEMORY, "Reading it took more memory than the limit allows; a higher one may help.", None
    except RecursionError:
        return State.CORRUPT, "The file is nested too deeply to be read, which no ordinary document is.", None
    except (Exception, SystemExit) as error:
        return State.CRASHED, _fault(error), None


def _fault(error: BaseException) -> str:
    """A fault of ours in a person's words, with the exception's class and the place for whoever mends it."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f", {Path(frames[-1].filename).name} line {frames[-1].lineno}" if frames else ""
    message = _plain(str(error))
    return (
        f"The reader failed on this file ({type(error).__name__}{': ' if message else ''}{message}{place}). "
        "That is a fault of this program; please report it, with the file if you may."
    )


def _plain(message: str) -> str:
    """A message on one line without what steers a terminal, shortened."""
    line = "".join(character if character.isprintable() else " " for character in " ".join(message.split()))
    return line if len(line) <= MAX_MESSAGE else f"{line[:MAX_MESSAGE]} ..."


def _be_quiet() -> None:
    """Nothing that a library prints reaches the user: one bad file printed megabytes of warnings."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    sys.stdout.flush()
    sys.stderr.flush()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
