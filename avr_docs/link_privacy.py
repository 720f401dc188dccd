"""Which addresses are kept back: those that hold a secret, and those of places that are not public.

Asking for an address tells its server, and the Internet Archive, that somebody works with it.
"""

import re
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from avr_docs.addresses import refusal

#: ?token=..., &X-Amz-Signature=..., #access_token=...; not ?tokens=3, ?design=4 and ?session=115
SECRET = re.compile(
    r"(?:^|.*[-_.])(?:(?:access|auth|id|refresh|share|session)?token|signature|sig|hmac|secret|password|passwd|pwd"
    r"|credential|api[-_]?key|authkey|auth|jwt|sessionid|phpsessid|jsessionid|otp|resourcekey)$",
    re.I,
)
#: //name:word@host, also within the address of an archived copy
USER = re.compile(r"//[^/?#\s@]*@")
#: A signed token stands by itself too: a JSON object in base64, then a dot.
JWT = re.compile(r"eyJ[\w-]{10,}\.eyJ[\w-]{4,}")
#: Names that are no part of the public internet (RFC 2606, 6761, 6762, 7686, 8375, and habit).
LOCAL = (".local", ".localhost", ".internal", ".intranet", ".lan", ".home", ".corp", ".private", ".home.arpa", ".onion")
MADE_UP = (".example", ".test", ".invalid", ".example.org", ".example.com", ".example.net")
#: Where whoever has the address of a file can read it, so that the address is the key.
SHARED = (
    ".docs.google.com",
    ".drive.google.com",
    ".mail.google.com",
    ".sharepoint.com",
    ".1drv.ms",
    ".onedrive.live.com",
    ".dropbox.com",
    ".dropboxusercontent.com",
    ".wetransfer.com",
    ".we.tl",
    ".mega.nz",
    ".box.com",
)


def secret(url: str) -> str | None:
    """What in the address is a secret, as the end of "it ..."; None where nothing looks like one."""
    plain = unquote(url)
    if USER.search(plain):
        return "holds a user name or password"
    if JWT.search(plain):
        return "holds a token"
    for item in re.split("[?&#;]", plain)[1:]:
        name = item.partition("=")[0]
        if "=" in item and SECRET.match(name):
            return f"holds a key or token ({name[:40]!r})"
    return None


def private(url: str) -> str | None:
    """Why the address is not one of the public web, as the end of "it ..."; None for one that is."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return "is no web address"
    try:
        reason = refusal(ip_address(host))
    except ValueError:
        pass
    else:
        return f"is at {reason}" if reason else None
    dotted = f".{host}"
    if "." not in host or dotted.endswith(LOCAL):
        return "names a host of a private network"
    if dotted.endswith(MADE_UP):
        return "has a made-up name, kept for examples"
    return "is a shared file, open to whoever knows its address" if dotted.endswith(SHARED) else None
