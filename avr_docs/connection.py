"""The connection of a fetch: to the address that was checked, and never waiting beyond the deadline.

It fits into httpcore's network backend, which is a public place for a connection of one's own; TLS, above it, still
checks the name of the host.
"""

import time
from typing import Any

import httpcore

from avr_docs.addresses import Network
from avr_docs.errors import FetchError


def seconds_left(deadline: float, timeout: float | None) -> float:
    """How long to wait: `timeout`, and no longer than up to the deadline."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise FetchError("it took too long altogether: the server is slow, or the file is large for the connection")
    return left if timeout is None else min(timeout, left)


class Stream(httpcore.NetworkStream):
    """A connection on which nothing waits beyond the deadline: a server that drips cannot hold it open."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self.stream = stream
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, seconds_left(self.deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, seconds_left(self.deadline, timeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self.stream.start_tls(ssl_context, server_hostname, seconds_left(self.deadline, timeout))
        return Stream(secured, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)


class Backend(httpcore.NetworkBackend):
    """Connects to the addresses that were checked, and looks no name up a second time."""

    def __init__(self, network: Network, deadline: float) -> None:
        self.network = network
        self.deadline = deadline
        self.plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        failed: Exception = httpcore.ConnectError("no address")
        for address in self.network.addresses(host, port, seconds=seconds_left(self.deadline, timeout)):
            try:
                stream = self.plain.connect_tcp(str(address), port, timeout=seconds_left(self.deadline, timeout))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return Stream(stream, self.deadline)
        raise failed
