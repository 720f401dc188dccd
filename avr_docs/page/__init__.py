"""A tagged document as one HTML page that needs nothing else: no script, no network, everything of the text escaped.

Its style is the one thing that its content security policy lets a browser use, by the style's digest.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from avr_docs.nlp import Parsed
from avr_docs.page.view import shown
from avr_docs.records import Tagged
from avr_docs.words import WORDS, counted, day, meaning, say
from extract.document import Meta

#: Statuses in a word or two, for labels within the text; the legend says what they mean.
SHORT = {
    "in_place": "in place",
    "absent": "missing",
    "unclear": "unclear",
    "demanded": "demanded",
    "required": "required",
}


def render(tagged: Tagged, parsed: Parsed) -> str:
    """The page, as text to be written in UTF-8."""
    style = _file("page.css")
    return _template().render(
        document=tagged.document,
        meta=tagged.document.meta,
        name=_name(tagged.document.meta),
        shown=shown(tagged, parsed),
        style=style,
        policy=policy(style),
    )


def policy(style: str) -> str:
    """The content security policy that allows this style and nothing else."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _name(meta: Meta) -> str:
    """What the page is called: the document's title or subject, or its type and day."""
    described = ", ".join(filter(None, (say("type", meta.type), day(meta.date))))
    return meta.title or meta.subject or described


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(
        say=lambda code, group: say(group, code),
        meaning=lambda code, group: meaning(group, code),
        counted=counted,
        day=day,
    )
    environment.globals.update(words=WORDS, short=SHORT)
    return environment.from_string(_file("page.html"))


def _file(name: str) -> str:
    return (files("avr_docs.page") / name).read_text(encoding="utf-8")
