"""Addresses of one page are one, those of two pages stay two, and whatever stands in a footnote comes back."""

import random

import pytest

from avr_docs.canonical import canonical

SAME = {
    "https://a.org": [
        "http://a.org/",
        "HTTPS://WWW.A.org:443",
        "http://a.org:80/?",
        "www.a.org",
        "https://m.a.org/#top",
    ],
    "https://a.org/b?a=1&b=2": [
        "https://a.org/b/?utm_source=x&b=2&a=1",
        "http://www2.a.org/b?fbclid=9&a=1&b=2&gclid=#part",
        "https://user:word@a.org/b?a=1&b=2",
        "https://web.archive.org/web/20190101120000id_/http://www.a.org/b?a=1&b=2#f",
        "http://web.archive.org/web/2019/http:/a.org/b?a=1&b=2",
        "https://web.archive.org/web/2019/a.org/b?a=1&b=2",
        "https://web.archive.org/web/2020/https://web.archive.org/web/2019/https://a.org/b?a=1&b=2",
    ],
    "https://a.org/story": [
        "https://a.org/story/amp/",
        "https://a.org/story.amp",
        "https://amp.a.org/story?amp=1",
        "https://www.google.com/amp/s/www.a.org/story/amp/",
        "https://www-a-org.cdn.ampproject.org/c/s/www.a.org/story",
    ],
    "https://a.org/story.html": ["https://a.org/story.amp.html", "https://a.org/x/../story.html;jsessionid=AB12"],
    "https://en.wikipedia.org/wiki/Return": ["https://en.m.wikipedia.org/wiki/Return#History"],
    "https://a.org/~user/%E2%82%AC%20b": ["https://a.org/%7euser/%e2%82%ac%20b", "https://a.org/~user/€ b/"],
    "https://a.org/x?q=a%20b": ["https://a.org/x?q=a+b"],
    "https://xn--bcher-kva.example/%C3%BC": ["https://bücher.example/ü"],
    "doi:10.1000/abc": ["https://dx.doi.org/10.1000/ABC", "http://doi.org/10.1000%2Fabc.", " doi:10.1000/Abc "],
    "https://hudoc.echr.coe.int/?i=001-198465": [
        "https://hudoc.echr.coe.int/fre#{%22itemid%22:[%22001-198465%22]}",
        'http://hudoc.echr.coe.int/eng#{"itemid":["001-198465"]}',
        "https://hudoc.echr.coe.int/eng?i=001-198465",
    ],
}

DIFFERENT = [
    ("https://a.org/b?case=14", "https://a.org/b?case=15"),
    ("https://a.org/#!/cases/14", "https://a.org/#!/cases/15"),
    ("https://a.org/#/cases/14", "https://a.org/#/cases/15"),
    ("https://a.org/Report", "https://a.org/report"),
    ("https://a.org:8080/b", "https://a.org/b"),
    ("https://a.org/camp", "https://a.org/c"),
    ("https://a.org/amp", "https://a.org/"),
    ("https://m.me/x", "https://me/x"),
    ("https://news.a.org/", "https://a.org/"),
    ("https://a.org/b?utm=1", "https://a.org/b"),
    ("https://a.org/x%2Fy", "https://a.org/x/y"),
    ("https://a.org/b?q=a%26b", "https://a.org/b?q=a&b"),
    ("https://hudoc.echr.coe.int/eng?i=001-1", "https://hudoc.echr.coe.int/eng?i=001-2"),
    ("https://web.archive.org/about", "https://archive.org/about"),
]


@pytest.mark.parametrize(("form", "url"), [(form, url) for form, urls in SAME.items() for url in [form, *urls]])
def test_addresses_of_one_page_have_one_form(form: str, url: str) -> None:
    assert canonical(url) == form


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_addresses_of_two_pages_stay_two(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    "text", ["", "not an address", "mailto:x@a.org", "https://[::1/x", "http://a.org:99999/", "letter.pdf", "doi:none"]
)
def test_what_is_no_web_address_comes_back(text: str) -> None:
    assert canonical(f" {text} ") == text


def test_the_form_of_a_form_is_that_form() -> None:
    """Whatever is put together from the pieces at which rules take hold; nothing is raised."""
    pieces = [
        "http:",
        "//",
        "/",
        "a.org",
        "www.",
        "m.",
        "amp",
        ".amp",
        ".html",
        "?",
        "&",
        "=",
        "#",
        "!",
        "{",
        "%7e",
        "%2",
    ]
    pieces += [
        "..",
        ".",
        ";jsessionid=1",
        ":",
        "@",
        "[",
        "]",
        "é",
        " ",
        "+",
        "doi:",
        "10.1000/",
        "utm_a=1",
        "\ud800",
        "\n",
    ]
    pieces += ["https://web.archive.org/web/2019/", "https://hudoc.echr.coe.int/eng?i=001", "cdn.ampproject.org/c/s/"]
    chance = random.Random(5)
    for _ in range(20_000):
        form = canonical(
            "https://a.org" * chance.randint(0, 1) + "".join(chance.choices(pieces, k=chance.randint(1, 9)))
        )
        assert canonical(form) == form
