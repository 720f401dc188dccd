"""Which addresses a fetch may connect to: those of the public internet, and no others.

An address in documents.csv, or one that a server redirects to, could otherwise reach a router, a database or a cloud's
metadata service that only this machine can see.
"""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Thread
from typing import NamedTuple

from avr_docs.errors import FetchError, NotPublic

Address = IPv4Address | IPv6Address

#: Addresses at which clouds answer their own machines; most lie in blocks that are refused anyway, and not all do.
METADATA = frozenset(
    map(ip_address, ("169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254"))
)
CARRIER_NAT = ip_network("100.64.0.0/10")
#: IPv6 forms of IPv4 addresses, which Python's `is_global` judges by the outer address: NAT64, and those of old.
NAT64 = ip_network("64:ff9b::/96")
LOCAL_NAT64 = ip_network("64:ff9b:1::/48")
COMPATIBLE = ip_network("::/96")


def refusal(address: Address) -> str | None:
    """Why no connection may be made to `address`, as the end of "it is ..."; None for one of the public internet."""
    if isinstance(address, IPv6Address):
        if address in NAT64:
            return refusal(IPv4Address(int(address) & 0xFFFFFFFF))
        if _wraps(address):
            return "an IPv4 address written as IPv6"
    reasons = (
        (address in METADATA, "a cloud's metadata service"),
        (address.is_loopback, "this machine itself"),
        (address.is_link_local, "a link-local address"),
        (address.is_unspecified, "no address at all"),
        (address.is_multicast, "a multicast address"),
        (isinstance(address, IPv4Address) and address in CARRIER_NAT, "an address within a provider's network"),
        (isinstance(address, IPv6Address) and address.is_site_local, "an address of a private network"),
        (address.is_reserved, "a reserved address"),
        (address.is_private, "an address of a private network"),
        (not address.is_global, "no address of the public internet"),
    )
    return next((reason for holds, reason in reasons if holds), None)


def _wraps(address: IPv6Address) -> bool:
    """Whether the address stands for an IPv4 one: mapped, of a tunnel, or as such were written of old."""
    tunnel = address.sixtofour is not None or address.teredo is not None or address in LOCAL_NAT64
    return tunnel or address.ipv4_mapped is not None or (address in COMPATIBLE and int(address) > 1)


def resolve(host: str, port: int) -> list[Address]:
    """The addresses that the system knows for a host, or for a number in any notation; [] where it knows none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [ip_address(str(place[4][0]).partition("%")[0]) for place in found]


class Network(NamedTuple):
    """How hosts become addresses and which of these are refused; tests put in their own."""

    resolve: Callable[[str, int], Sequence[Address]] = resolve
    refuse: Callable[[Address], str | None] = refusal

    def addresses(self, host: str, port: int, *, seconds: float) -> list[Address]:
        """The addresses of a host, all of them allowed; looked up once, so that they are the ones connected to.

        Raises:
            FetchError: there are none within `seconds`.
            NotPublic: one of them is refused.
        """
        found: list[Address] = []
        # The system's resolver takes no time limit, so it is left behind where it hangs.
        asking = Thread(target=lambda: found.extend(self.resolve(host, port)), daemon=True)
        asking.start()
        asking.join(max(0.0, seconds))
        addresses = list(dict.fromkeys(found))
        if not addresses:
            raise FetchError(f"the name {host} has no address: look for a slip in it, or try again later")
        for address in addresses:
            reason = self.refuse(address)
            if reason is not None:
                raise NotPublic(f"the host {host} is at {address}, which is {reason}: that is not fetched from")
        return addresses
