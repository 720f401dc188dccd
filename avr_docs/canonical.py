"""Which addresses are one and the same: the form under which a cited page is known, however it was copied.

Written here on `urllib.parse`, as the form is part of the identity of works and must not change with a library's
version. w3lib and url-normalize follow the letter of RFC 3986 and know neither mobile hosts, AMP, archives nor HUDOC;
courlan drops parameters that tell two pages apart.
"""

import re
from contextlib import suppress
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

#: https://web.archive.org/web/2019id_/http://a.org/b, also with one slash lost (http:/a.org) or no scheme at all.
WAYBACK = re.compile(r"/web/(?:\d{1,14}\*?|\*)(?:[a-z]{2}_)?/(?:(?:https?:)?/{0,2})(?P<inner>.+)", re.I)
#: AMP caches: https://www.google.com/amp/s/a.org/b and https://a-org.cdn.ampproject.org/c/s/a.org/b
GOOGLE_AMP = re.compile(r"/amp/(?:s/)?(?P<inner>[^/]+\.[^/]+/.*)")
AMP_CACHE = re.compile(r"/[a-z]/(?:s/)?(?P<inner>[^/]+\.[^/]+/.*)")
#: www.a.org, www2.a.org, m.a.org, mobile.a.org, amp.a.org and en.m.a.org are a.org; m.me and www.com are themselves.
PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
MOBILE_WIKI = re.compile(r"^([a-z-]+)\.m\.(?=wiki[a-z]+\.org$)")
#: The end of an AMP page: /2024/story/amp, /story.amp and /story.amp.html; not /camp and not /amp itself.
AMP_END = re.compile(r"(?<=[^/])(?:/amp|\.amp)+$|(?<=[^/])(?:\.amp)+(?=\.html?$)", re.I)
SESSION = re.compile(r";jsessionid=[^/?;]*", re.I)
#: Parameters that tell who sent the reader, not what is read. utm_source and utm_id; not utm alone.
TRACKING = re.compile(
    r"utm_.+|pk_.+|mtm_.+|hsa_.+|_hs(?:enc|mi)|__hs(?:fp|ssc|tc)|hsctatracking|mc_[ce]id|_ga|_gl|gclid|gclsrc|dclid"
    r"|wbraid|gbraid|fbclid|fb_(?:action_ids|action_types|source|ref)|msclkid|yclid|twclid|ttclid|li_fat_id|igsh|igshid|mkt_tok|ncid"
    r"|cmpid|icid|vero_(?:conv|id)|oly_(?:anon|enc)_id|ref_src|ref_url|wt\.mc_(?:id|ev)|at_(?:campaign|medium).*"
    r"|__twitter_impression|amp|amp_js_v|amp_gsa|usqp|outputtype|phpsessid|jsessionid|sessionid",
    re.I,
)
DOI = re.compile(r"10\.\d{4,9}/\S+")
DOI_HOSTS = frozenset({"doi.org", "dx.doi.org", "hdl.handle.net"})
#: The European Court of Human Rights puts the number of a judgment behind "#", or into the parameter "i".
HUDOC = "hudoc.echr.coe.int"
HUDOC_ITEM = re.compile(r'"itemid"\s*:\s*\[\s*"([0-9-]+)"')
#: Fragments that name a page and not a place in it: #!/cases/4, #/cases/4, #{"itemid":["001-1"]}
PAGE_FRAGMENTS = ("!", "/", "{", "%7B")
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
HOST = re.compile(r"[a-z0-9._:-]+")
#: An address as people type it, without a scheme: www.a.org/b; not letter.pdf.
BARE = re.compile(r"www\d?\.[^\W_][\w-]*\.", re.I)
#: Wrappers within wrappers: an archive's copy of an AMP page of an archive's copy.
DEEPEST = 5


def canonical(url: str) -> str:
    """The address in the form in which two addresses of one page are equal; "doi:10.1000/abc" for one of doi.org.

    Evened out: scheme, www and mobile hosts, default ports, case, percent-encoding, the order of parameters, a slash
    at the end. Left out: user names, tracking parameters, fragments that name no page, AMP, and the Wayback Machine
    around an address. Nothing is looked up, so pages that redirect to each other stay two. What is no web address comes
    back trimmed; nothing is raised; the form of a form is that form. For comparing alone: ask for the page as cited.
    """
    text = url.strip()
    for _ in range(DEEPEST):
        if text[:4].lower() == "doi:":
            return _doi(text[4:].strip()) or text
        if BARE.match(text):
            text = f"https://{text}"
        try:
            parts = urlsplit(text)
            host, port = _host(parts.hostname or ""), parts.port
        except ValueError:
            return text
        if parts.scheme.lower() not in ("http", "https") or not HOST.fullmatch(host):
            return text
        inner = _inner(host, parts)
        if inner is None:
            return _form(host, port, parts)
        text = f"https://{inner}".strip()
    return text


def _host(host: str) -> str:
    """The host in lower case and ASCII, without what says only for which device the page is."""
    with suppress(UnicodeError):  # a label that is empty or too long
        host = host.encode("idna").decode("ascii")
    host = MOBILE_WIKI.sub(r"\1.", host.lower().rstrip("."))
    while (shorter := PREFIX.sub("", host)) != host:
        host = shorter
    return host


def _inner(host: str, parts: SplitResult) -> str | None:
    """The address, without its scheme, that an archive or a cache shows; None for any other."""
    if host == "web.archive.org":
        found = WAYBACK.match(parts.path)
    elif host == "google.com":
        found = GOOGLE_AMP.match(parts.path)
    elif host.endswith(".cdn.ampproject.org"):
        found = AMP_CACHE.match(parts.path)
    else:
        return None
    if found is None:
        return None
    query, fragment = parts.query and f"?{parts.query}", parts.fragment and f"#{parts.fragment}"
    return f"{found['inner']}{query}{fragment}"


def _form(host: str, port: int | None, parts: SplitResult) -> str:
    """The canonical form of what is within no other address."""
    if host in DOI_HOSTS and (doi := _doi(unquote(_without_dots(parts.path)).lstrip("/"))):
        return doi
    if host == HUDOC and (item := _judgment(parts)):
        return f"https://{HUDOC}/?i={item}"
    path = _encoded(parts.path)
    while (shorter := AMP_END.sub("", _without_dots(SESSION.sub("", path)).rstrip("/"))) != path:
        path = shorter
    items = [_encoded(item.replace("+", "%20"), query=True) for item in parts.query.split("&") if item]
    kept = [item for item in items if not TRACKING.fullmatch(unquote(item.partition("=")[0]))]
    query = "&".join(sorted(kept, key=lambda item: item.partition("=")[0]))  # stable: repeated ones keep their order
    fragment = _encoded(parts.fragment, query=True) if parts.fragment.upper().startswith(PAGE_FRAGMENTS) else ""
    place = f"[{host}]" if ":" in host else host
    return urlunsplit(("https", place if port in (None, 80, 443) else f"{place}:{port}", path, query, fragment))


def _doi(text: str) -> str | None:
    """ "doi:" and the DOI in lower case, as it makes no difference there; None where there is none."""
    found = DOI.match(text)
    return f"doi:{found.group().lower().rstrip('/.,;')}" if found else None


def _judgment(parts: SplitResult) -> str | None:
    """The number of a judgment of the European Court of Human Rights, the same in all languages."""
    found = HUDOC_ITEM.search(unquote(parts.fragment))
    if found:
        return found[1]
    items = dict(item.partition("=")[::2] for item in parts.query.split("&"))
    number = unquote(items.get("i", ""))
    return number if re.fullmatch(r"[0-9-]+", number) else None


def _without_dots(path: str) -> str:
    """The path with "." and ".." followed, which RFC 3986 (5.2.4) says no server is to see."""
    kept: list[str] = []
    for part in path.split("/"):
        if part == "..":
            del kept[max(1, len(kept) - 1) :]
        elif part != ".":
            kept.append(part)
    return "/".join(kept)


def _encoded(text: str, *, query: bool = False) -> str:
    """The text with what must be encoded encoded, in capitals, and nothing else: %7euser is ~user, %2f is %2F."""

    def even(found: re.Match[str]) -> str:
        char = chr(int(found[1], 16))
        return char if char in UNRESERVED else found[0].upper()

    plain = re.sub("%([0-9A-Fa-f]{2})", even, text)
    return quote(plain, safe="%/:@!$&'()*+,;=~" + ("?" if query else ""), errors="replace")
