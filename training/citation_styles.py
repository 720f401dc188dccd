"""Styles of references: those in wide use, and any other that could be."""

import random
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Style:
    """How a bibliography writes: every field is one choice, kept through a reference."""

    language: str
    name: str
    name_parting: str
    last_parting: str
    et_al_from: int
    order: str
    after: str
    date: str
    quotes: tuple[str, str]
    volume: str
    pages: str
    imprint: str
    inside: str
    editors: str
    address: str
    number: str
    end: str


#: Styles that are in wide use, as far as they are fixed; the rest of each is drawn.
USUAL: tuple[dict[str, Any], ...] = (
    # American Psychological Association
    {"name": "F,_I.", "name_parting": ", ", "last_parting": ", & ", "order": "date first", "date": "(Y).", "quotes": ("", ""), "volume": "V(I)", "pages": "P", "imprint": "L: B", "inside": "In ", "editors": "E (Eds.), C", "address": "Retrieved from U", "number": "", "end": ".", "after": " "},
    # Harvard
    {"name": "F,_I.", "name_parting": ", ", "last_parting": " and ", "order": "date first", "date": "(Y)", "quotes": ("", ""), "volume": "V(I)", "pages": "pp. P", "imprint": "L: B", "inside": "In: ", "editors": "E (eds.), C", "address": "Available at: U [A]", "number": "", "end": ".", "after": " "},
    {"name": "F,_I.", "name_parting": ", ", "last_parting": " & ", "order": "date first", "date": "Y.", "quotes": ("", ""), "volume": "V", "pages": "P", "imprint": "B, L", "number": "", "end": "."},
    # Chicago, author and date; and notes with bibliography; and Modern Language Association
    {"name": "F,_G", "name_parting": ", ", "last_parting": ", and ", "order": "date first", "date": "Y", "quotes": ("“", "”"), "volume": "V (I)", "pages": ": P", "imprint": "L: B", "inside": "In ", "editors": "C, edited by E", "number": "", "end": ".", "after": ". "},
    {"name": "F,_G", "name_parting": ", ", "last_parting": ", and ", "order": "date last", "date": "(Y)", "quotes": ("“", "”"), "volume": "V, no. I", "pages": ": P", "imprint": "L: B", "inside": "In ", "editors": "C, edited by E", "number": "", "end": ".", "after": ". "},
    {"name": "F,_G", "name_parting": ", ", "last_parting": ", and ", "order": "date at end", "date": "Y", "quotes": ("“", "”"), "volume": "V.I", "pages": "P", "imprint": "L: B", "inside": "In ", "editors": "C. Ed. E", "number": "", "end": ".", "after": ". "},
    {"name": "G_F", "name_parting": ", ", "last_parting": " and ", "order": "date at end", "date": "(Y)", "quotes": ("", ""), "volume": "V", "pages": "P", "imprint": "(L: B)", "number": "", "after": ", "},
    # Vancouver
    {"name": "F_I", "name_parting": ", ", "last_parting": ", ", "order": "date last", "date": "Y", "quotes": ("", ""), "volume": "V(I)", "pages": ": P", "imprint": "L: B", "inside": "In: ", "editors": "E, editors. C", "after": ". ", "end": "."},
    {"name": "F_I", "name_parting": ", ", "last_parting": ", ", "order": "date at end", "date": "Y", "quotes": ("", ""), "volume": "V", "pages": ": P", "after": ": ", "end": "."},
    # BibTeX plain and IEEE
    {"name": "G_F", "name_parting": ", ", "last_parting": ", and ", "order": "date at end", "date": "Y", "quotes": ("", ""), "volume": "V(I)", "pages": ": P", "imprint": "B, L", "inside": "In ", "editors": "E, editors, C", "number": "[N] ", "after": ". ", "end": "."},
    {"name": "I._F", "name_parting": ", ", "last_parting": ", and ", "order": "date at end", "date": "Y", "quotes": ("", ""), "volume": "V(I)", "pages": ": P", "imprint": "B, L", "inside": "In ", "editors": "C", "number": "[N] ", "after": ". ", "end": "."},
    {"name": "I._F", "name_parting": ", ", "last_parting": ", and ", "order": "date at end", "date": "Y", "quotes": ("“", "”"), "volume": "vol. V, no. I", "pages": "pp. P", "imprint": "L: B", "inside": "in ", "editors": "C", "number": "[N] ", "after": ", ", "end": "."},
    # journals of biology, of physics, and of geology
    {"name": "F,_I.", "name_parting": ", ", "last_parting": ", and ", "order": "date first", "date": "(Y).", "quotes": ("", ""), "volume": "V", "pages": "P", "number": "", "end": ".", "after": " "},
    {"name": "I._F", "name_parting": ", ", "last_parting": ", and ", "order": "date at end", "date": "(Y)", "quotes": ("", ""), "volume": "V", "pages": "P1", "after": ", "},
    {"name": "F,_I.", "name_parting": ", ", "last_parting": " and ", "order": "date at end", "date": "Y", "quotes": ("", ""), "volume": "v. V, no. I", "pages": "pp. P", "after": ", ", "end": "."},
    # French and German
    {"language": "fr", "name": "F_G", "name_parting": ", ", "last_parting": " et ", "order": "date at end", "date": "Y", "quotes": ("« ", " »"), "volume": "vol. V, n° I", "pages": "p. P", "imprint": "L, B", "inside": "in ", "editors": "E (dir.), C", "number": "", "after": ", ", "end": "."},
    {"language": "fr", "name": "FF_G", "name_parting": ", ", "last_parting": ", ", "order": "date at end", "date": "Y", "quotes": ("", ""), "volume": "n° I", "pages": "pp. P", "imprint": "L : B", "inside": "In : ", "number": "", "after": ". ", "end": "."},
    {"language": "de", "name": "F,_G", "name_parting": "/", "last_parting": "/", "order": "date first", "date": "(Y):", "quotes": ("", ""), "volume": "V, H. I", "pages": "S. P", "imprint": "L: B", "inside": "In: ", "editors": "E (Hrsg.): C", "number": "", "after": ": ", "end": "."},
)  # fmt: skip


def drawn_style(r: random.Random) -> Style:
    """A style of those in wide use, or one of any parts; of a usual one, now and then something is otherwise."""
    drawn = _any_style(r)
    if r.random() < 0.35:
        return drawn
    usual = {name: value for name, value in r.choice(USUAL).items() if r.random() > 0.06}
    return replace(drawn, et_al_from=r.choice([4, 7, 99, 99]), **usual)


def _any_style(r: random.Random) -> Style:
    quotes = [("", "")] * 6 + [("“", "”")] * 3 + [('"', '"')] * 2 + [("‘", "’"), ("« ", " »"), ("„", "“"), ("'", "'")]
    return Style(
        language=r.choice(["en"] * 6 + ["de", "fr", "fr", "es"]),
        name=r.choice("F,_I. F,_I. F,_I. F,_G F,_G I._F G_F F_I F_I FF_I. FF,_G F_G F,I. FF_G G_FF I.F".split()),
        name_parting=r.choice([", "] * 6 + ["; ", "; ", " ; ", " and ", " – ", ". ", " / "]),
        last_parting=r.choice([", "] * 3 + [" & ", " and ", ", and ", ", & ", " und ", " et ", " y ", "; ", "/"]),
        et_al_from=r.choice([2, 3, 4, 7, 99, 99]),
        order=r.choice(["date first"] * 3 + ["date last"] * 3 + ["date at end", "date at end"]),
        after=r.choice([". ", ". ", ", ", ", ", ": ", " "]),
        date=r.choice(["(Y)", "(Y)", "Y", "Y", "Y,", "(Y).", "(Y):", "(M Y)", "M Y", "D M Y", "M D, Y", "[Y]", "Ya"]),
        quotes=r.choice(quotes),
        volume=r.choice(
            "V(I)|V(I)|V|V|V|V, no. I|vol. V|vol. V, no. I|V.I|V:I|V (I)|Vol. V, Issue I|Bd. V, H. I"
            "|vol. V, n° I|V, I|V/I|, t. V|núm. I|no. I|V I|V, Nr. I|vol.V, no.I|V (I), Suppl. 1|R".split("|")
        ),
        pages=r.choice(
            ["P"] * 6 + ["pp. P", "pp. P", ": P", "p. P", "S. P", "pp.P", "s. P", "pages P", "P1", "p. P1", "e1"]
        ),
        imprint=r.choice(
            ["L: B", "L: B", "L: B", "B, L", "B", "L", "L, B", "L : B", "B: L", "B (L)", "(L: B)", "(B, L)", "L — B"]
        ),
        inside=r.choice(["In ", "In ", "In: ", "in ", "in: ", "dans ", "In ", "En: ", "en ", "", "IN: ", "In:"]),
        editors=r.choice(
            [
                "E (ed.), C",
                "E (Eds.), C",
                "E (Hg.), C",
                "C, ed. E",
                "C. Ed. E",
                "C, edited by E",
                "C, eds. E",
                "C (ed. E)",
                "E, editors. C",
                "C",
                "C",
                "E, ed., C",
                "E (dir.), C",
                "C. E, Ed.",
                "E (Hrsg.): C",
                "E [eds.]. C",
            ]
        ),
        address=r.choice(
            [
                "U",
                "Available at: U",
                "Available at U (accessed A)",
                "U (accessed A)",
                "URL: U",
                "<U>",
                "<U> accessed A",
                "Retrieved A from U",
                "Retrieved from U",
                "[Online]. Available: U",
                "U [A]",
                "U, accessed A",
                "U (last visited A)",
                "available online: U",
                "En ligne : U (consulté le A)",
                "U (abgerufen am A)",
                "Disponible en: U",
                "Accessed A. U",
            ]
        ),
        number=r.choice([""] * 6 + ["[N] ", "N. ", "N ", "(N) ", "N.", "N) ", "[N]"]),
        end=r.choice([".", ".", ".", "", "", ";"]),
    )
