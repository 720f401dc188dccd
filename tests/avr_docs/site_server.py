"""The site as `avr-docs serve` starts it, in a process of its own, for tests that ask it over HTTP."""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from test_serve import free_port, wait_for

from avr_docs.site import serve


@contextmanager
def serving(db: Path, *, first: str = "", environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a site over `db`, once its page `first` is answered; ended on the way out."""
    port = free_port()
    command = serve.arguments(db, port=port)
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(f"{serve.address(port=port)}{first}")
            yield serve.address(port=port)
        finally:
            server.terminate()
