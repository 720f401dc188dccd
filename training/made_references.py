"""Composes invented references in thousands of styles, with each part labelled as in `training/citations/*.jsonl`.

A style is drawn at random, part by part: how names stand, what order the parts have, what parts them. Grennan and Beel
(2020, "Synthetic vs. real reference strings for citation parsing") find such references as good to learn from as real
ones. Words come from `training/citations/works.json`.
"""

import json
import random
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from training.citation_styles import Style, drawn_style

WORKS = Path(__file__).parent / "citations" / "works.json"
MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
}
ROMAN = "I II III IV V VI VII VIII IX X XI XII XIV XIX XXI XL LII".split()

Parts = list[tuple[str | None, str]]


def references(count: int, seed: int) -> Iterator[str]:
    """`count` references with inline labels, one line each."""
    with WORKS.open(encoding="utf-8") as file:
        words = json.load(file)
    drawn = random.Random(seed)
    style = drawn_style(drawn)
    for n in range(count):
        if n % 3 == 0:
            style = drawn_style(drawn)
        yield Reference(drawn, words, style).marked()


class Reference:
    """One reference as it is put together."""

    def __init__(self, r: random.Random, words: dict[str, Any], style: Style) -> None:
        self.r, self.words, self.style = r, words, style
        self.parts: Parts = []
        self.year = r.choice([r.randint(1985, 2031), r.randint(1985, 2031), r.randint(1850, 2031)])

    def marked(self) -> str:
        """The reference as text with labels."""
        kinds: list[tuple[int, str, Callable[[], None]]] = [
            (45, "article-journal", self.article),
            (14, "book", self.book),
            (13, "chapter", self.chapter),
            (5, "paper-conference", self.conference),
            (6, "report", self.report),
            (4, "thesis", self.thesis),
            (7, "article-newspaper", self.news),
            (6, "webpage", self.page),
        ]
        _, kind, compose = self.r.choices(kinds, [weight for weight, *_ in kinds])[0]
        compose()
        before = self.style.number.replace("N", str(self.r.randint(1, 180)))
        return f"{before}{self.wrapped(kind)}{self.style.end}"

    def wrapped(self, kind: str) -> str:
        """The parts as a citation of that type."""
        said = ((label, escape(text, quote=False)) for label, text in self.parts if text)
        return (
            f'<c type="{kind}">{"".join(f"<{label}>{text}</{label}>" if label else text for label, text in said)}</c>'
        )

    # the kinds of works

    def article(self) -> None:
        journal, short = self.r.choice(self.words["journals"])
        name = short if short and self.chance(0.45) else journal
        if self.chance(0.1):
            name = name.replace(".", "")
        untitled = self.chance(0.05)
        self.head(None if untitled else self.title(), quoted=True)
        self.say(self.style.inside if self.chance(0.1) else "")
        self.put("container", name)
        self.say(self.r.choice([", ", ", ", " ", ". ", ": ", "; "]))
        date_here = self.style.order == "date last" and self.chance(0.6)
        if date_here and self.chance(0.5):
            self.date()
            self.say(self.r.choice([", ", "; ", ": ", " ", ";"]))
            date_here = False
        self.volume()
        if date_here:
            self.say(self.r.choice([" ", ", "]))
            self.date()
        if self.chance(0.93):
            self.say(self.r.choice([", ", ", ", ": ", ":", " ", "; "]))
            self.pages()
        if self.style.order == "date at end" or (self.style.order == "date last" and not self.dated):
            self.say(self.r.choice([", ", ". ", " "]))
            self.date()
        self.tail(0.15)

    def book(self) -> None:
        edited = self.chance(0.12)
        self.head(self.title(book=True), edited=edited)
        if self.chance(0.15):
            self.put(
                "edition",
                self.r.choice(["2nd ed.", "3rd edn", "2. Aufl.", "2e éd.", "rev. ed.", "Third Edition", "5th ed."]),
            )
            self.say(self.r.choice([", ", ". "]))
        if self.chance(0.07):
            self.say(self.r.choice(["trans. ", "Translated by ", "trad. ", "Trans. by "]))
            self.put("translator", self.person(upright=True))
            self.say(self.r.choice([", ", ". "]))
        if self.chance(0.08):
            self.say(self.r.choice(["vol. ", "Vol. ", "Bd. ", "t. "]))
            self.put("volume", self.r.choice([str(self.r.randint(1, 9)), *ROMAN[:4]]))
            self.say(", ")
        self.imprint()
        self.late_date()
        if self.chance(0.15):
            self.say(self.r.choice([", ", ". "]))
            if self.chance(0.5):
                self.say(self.r.choice([f"{self.r.randint(90, 800)} p.", f"{self.r.randint(90, 800)} S."]))
            else:
                self.pages()
        self.tail(0.05)

    def chapter(self) -> None:
        self.head(self.title(), quoted=True)
        self.held(self.r.choice([self.r.choice(self.words["proceedings"]), self.title(book=True)]))
        if self.chance(0.12):
            self.say(", " + self.r.choice(["vol. ", "Vol. ", "Bd. "]))
            self.put("volume", str(self.r.randint(1, 30)))
        pages_first = self.chance(0.45)
        if pages_first:
            self.say(self.r.choice([", ", " (", ". "]))
            opened = self.parts[-1][1].endswith("(")
            self.pages()
            self.say(")" if opened else "")
        if self.chance(0.9):
            self.say(self.r.choice([", ", ". ", " "]))
            self.imprint()
        self.late_date()
        if not pages_first and self.chance(0.8):
            self.say(self.r.choice([", ", ". ", ": "]))
            self.pages()
        self.tail(0.05)

    def conference(self) -> None:
        self.head(self.title(), quoted=True)
        short = "".join(word[0] for word in self.title().split()[:6] if word[0].isalpha()).upper() + self.r.choice(
            ["", " ’05", " 2011", ""]
        )
        self.held(short if self.chance(0.3) and len(short) > 2 else self.r.choice(self.words["proceedings"]))
        if self.chance(0.5):
            self.say(", ")
            self.put("place", self.r.choice(self.words["places"]))
        if self.chance(0.35):
            self.say(", ")
            self.imprint()
        self.late_date()
        if self.chance(0.7):
            self.say(", ")
            self.pages()
        self.tail(0.1)

    def report(self) -> None:
        body = self.chance(0.75)
        self.head(self.r.choice(self.words["reports"]) if body else self.title(), body=body)
        if self.chance(0.4):
            number = f"{self.r.choice(self.words['series'])} {self.r.choice(['No. ', 'no. ', '', 'Nr. '])}{self.r.randint(1, 999)}"
            self.put("number", number)
            self.say(self.r.choice([". ", ", "]))
        if self.chance(0.6):
            self.imprint()
        self.late_date()
        self.tail(0.5)

    def thesis(self) -> None:
        self.head(self.title(book=True))
        kinds = ["PhD thesis", "Ph.D. dissertation", "Master's thesis", "Unpublished doctoral dissertation", "thèse de doctorat", "Diss.", "Dissertation", "MSc thesis", "tesis doctoral"]  # fmt: skip
        self.put("genre", self.r.choice(kinds))
        self.say(", ")
        self.put("publisher", self.r.choice(self.words["universities"]))
        if self.chance(0.4):
            self.say(", ")
            self.put("place", self.r.choice(self.words["places"]))
        self.late_date()
        self.tail(0.1)

    def news(self) -> None:
        paper = self.r.choice(self.words["newspapers"])
        first = self.chance(0.2)
        if first:
            self.put("container", paper)
            self.say(self.r.choice([", ", ": "]))
            self.quoted(self.r.choice(self.words["headlines"]))
            self.say(", ")
        else:
            self.head(self.r.choice(self.words["headlines"]), quoted=True, authored=self.chance(0.75))
            self.put("container", paper)
        if not self.dated:
            self.say(self.r.choice([", ", " (", " "]))
            opened = self.parts[-1][1].endswith("(")
            self.full_date()
            self.say(")" if opened else "")
        if self.chance(0.3):
            self.say(", ")
            self.pages(single=True)
        self.tail(0.4)

    def page(self) -> None:
        titles = [*self.words["headlines"], *self.words["reports"]]
        self.head(self.r.choice(titles), body=self.chance(0.7), quoted=self.chance(0.5))
        if self.chance(0.4):
            self.put("container", self.r.choice(self.words["sites"]))
            self.say(self.r.choice([", ", ". "]))
        if not self.dated and self.chance(0.5):
            self.full_date()
            self.say(self.r.choice([", ", ". "]))
        self.tail(1.0)

    # their parts

    def head(self, title: str | None, *, edited: bool = False, body: bool = False, quoted: bool = False, authored: bool = True) -> None:  # fmt: skip
        """Author, date where it comes first, and title."""
        if authored:
            label = "editor" if edited else "author"
            people = self.r.choice(self.words["organisations"]) if body else self.people()
            self.put(
                label, self.r.choice(["———", "———", "--", "_____", "Ders.", "Id."]) if self.chance(0.03) else people
            )
            if edited:
                self.say(self.r.choice([" (ed.)", " (eds.)", ", eds.", " (Hg.)", ", editor", " (dir.)"]))
        if self.style.order == "date first" and authored:
            self.say(self.r.choice([" ", " ", ", ", ". "]))
            self.date()
            self.say(self.r.choice([" ", " ", ". ", ", ", ": "]))
        elif authored:
            self.say(self.style.after)
        if title is not None:
            if quoted:
                self.quoted(title)
            else:
                self.put(
                    "title",
                    title
                    + (self.r.choice([" (abstract)", " [abstract]", " [in Russian]"]) if self.chance(0.03) else ""),
                )
            ended = title.endswith(("?", "!"))
            self.say(" " if ended else self.r.choice([". ", ". ", ", ", ", "]) if self.chance(0.95) else " ")

    def quoted(self, title: str) -> None:
        left, right = self.style.quotes
        inner = self.r.choice(["", "", ",", "."]) if right in ("”", '"') else ""
        self.put("title", f"{left}{title}{inner if not title.endswith('?') else ''}{right}")

    def held(self, container: str) -> None:
        self.say(self.style.inside)
        editors = self.people(upright=self.chance(0.5))
        pattern = self.style.editors
        for sign in _split(pattern, "EC"):
            if sign == "E":
                self.put("editor", editors)
            elif sign == "C":
                self.put("container", container)
            else:
                self.say(sign)

    def imprint(self) -> None:
        if self.chance(0.08):
            self.say(
                self.r.choice(["", "(", "Coll. "])
                + self.r.choice(self.words["series"])
                + self.r.choice(["", f" {self.r.randint(1, 99)}"])
            )
            self.say(self.r.choice([". ", ", ", "). "]) if not self.parts[-1][1].startswith("(") else "), ")
        if self.chance(0.05):
            self.say(self.r.choice(["2 vols. ", "3 vols., ", "2 Bde. "]))
        publisher, place = self.r.choice(self.words["publishers"])
        if self.chance(0.3):
            place = self.r.choice(self.words["places"])
        for sign in _split(self.style.imprint, "LB"):
            self.put("place", place) if sign == "L" else self.put("publisher", publisher) if sign == "B" else self.say(
                sign
            )

    def volume(self) -> None:
        pattern = self.style.volume
        if self.chance(0.25):
            pattern = "V"
        for sign in _split(pattern, "VIR"):
            if sign == "V":
                self.put("volume", str(self.r.randint(1, 480)))
            elif sign == "R":
                self.put("volume", self.r.choice(ROMAN))
            elif sign == "I":
                self.put(
                    "issue",
                    self.r.choice([str(self.r.randint(1, 12)), f"{self.r.randint(1, 6)}-{self.r.randint(7, 12)}"]),
                )
            else:
                self.say(sign)

    def pages(self, *, single: bool = False) -> None:
        first = self.r.choice([self.r.randint(1, 900), self.r.randint(1, 900), self.r.randint(1000, 19999)])
        last = first + self.r.randint(1, 40)
        short = str(last)[-2:] if self.chance(0.25) and last // 100 == first // 100 else str(last)
        span = f"{first}{self.r.choice(['-', '–', '–', '-', ' - ', '--'])}{short}"
        pattern = "p. P1" if single else self.style.pages
        before, _, _ = pattern.replace("P1", "P").replace("e1", "P").partition("P")
        self.say(before)
        one = {"P1": str(first), "e1": f"{self.r.choice('eEAL')}{first}"}
        letter = self.r.choice(["", "", "", "", "S", "A"])
        self.put("pages", one.get(pattern[-2:], f"{letter}{span}"))

    @property
    def dated(self) -> bool:
        return any(label == "date" for label, _ in self.parts)

    def date(self) -> None:
        pattern = self.style.date
        before = "".join(sign for sign in pattern if sign in "([")
        after = "".join(sign for sign in pattern if sign in ")],.:") if not pattern.startswith(("M D", "D M")) else ""
        self.say(before)
        self.put(
            "date",
            self.written(pattern.strip("()[],.:"))
            if self.chance(0.97)
            else self.r.choice(["n.d.", "s.d.", "in press", "forthcoming"]),
        )
        self.say(after)

    def full_date(self) -> None:
        self.put(
            "date",
            self.written(
                self.r.choice(
                    ["D M Y", "D M Y", "M D, Y", "M D, Y", "Y", "M Y", "D/N/Y", "Y-N-D", "D. M Y", "D.N.Y", "D m. Y"]
                )
            ),
        )

    def written(self, pattern: str) -> str:
        month, day = self.r.randint(1, 12), self.r.randint(1, 28)
        name = MONTHS[self.style.language][month - 1]
        if self.chance(0.2) and len(name) > 4:
            name = name[:3] + self.r.choice([".", "", "."])
        filled = (
            pattern.replace("D", f"\x01{day}\x02")
            .replace("M", "\x03")
            .replace("N", f"{month:02}")
            .replace("Y", str(self.year))
        )
        return filled.replace("\x01", "").replace("\x02", "").replace("m.", name[:3] + ".").replace("\x03", name)

    def late_date(self) -> None:
        if not self.dated:
            self.say(self.r.choice([", ", ", ", " ", ". "]))
            self.date()

    def tail(self, addressed: float) -> None:
        if self.chance(0.1):
            self.say(self.r.choice([". ", ", ", " "]) + self.r.choice(["doi:", "DOI: ", "https://doi.org/", ""]))
            self.put(
                "doi",
                f"10.{self.r.randint(1000, 59999)}/{self.r.choice(['j.', 's', 'journal.', ''])}{self.slug(2).replace('-', '.')}.{self.r.randint(1, 9999)}",
            )
        if self.chance(addressed):
            self.say(self.r.choice([". ", ", ", " "]))
            url = self.address()
            for sign in _split(self.style.address, "UA"):
                self.put("url", url) if sign == "U" else self.put(
                    "accessed", self.written(self.r.choice(["D M Y", "M D, Y", "Y-N-D"]))
                ) if sign == "A" else self.say(sign)

    def address(self) -> str:
        ending = self.r.choice(["org", "com", "int", "example", "de", "fr", "ac.uk", "gov"])
        host = f"{self.r.choice(['www.', '', 'news.'])}{self.slug(1)}.{ending}"
        scheme = self.r.choice(["https://", "http://", "https://", "" if host.startswith("www") else "https://"])
        path = "/".join(self.slug(self.r.randint(1, 5)) for _ in range(self.r.choice([1, 1, 2, 3])))
        path = path.replace("-", "- ", 1) if self.chance(0.04) else path
        return f"{scheme}{host}/{path}{self.r.choice(['', '/', '.pdf', '.html', '?id=12'])}"

    def slug(self, words: int) -> str:
        return "-".join(
            self.r.choice(self.title().lower().split()).strip(".,:?!“”«»()'\"") or "x" for _ in range(words)
        )

    def title(self, *, book: bool = False) -> str:
        language = self.style.language if self.style.language in self.words["titles"] else "en"
        if self.chance(0.15):
            language = self.r.choice(list(self.words["titles"]))
        title = str(self.r.choice(self.words["titles"][language]))
        if self.chance(0.12):  # another half: titles are then not learnt by heart
            other = str(self.r.choice(self.words["titles"][language]))
            title = f"{title.partition(':')[0].rstrip('?.')}{self.r.choice([': ', '. ', ' – '])}{other.partition(':')[2].strip() or other}"
        if book and self.chance(0.08):
            title = title.upper()
        return title

    def people(self, *, upright: bool = False) -> str:
        count = self.r.choice([1, 1, 1, 1, 2, 2, 3, 4, 6, 9])
        names = [self.person(upright=upright, first=i == 0) for i in range(count)]
        if count >= self.style.et_al_from:
            shown = names[: self.r.choice([1, 1, 3])]
            return self.style.name_parting.join(shown) + self.r.choice(
                [" et al.", ", et al.", " et al", " u.a.", " and others"]
            )
        parting = self.style.name_parting
        return parting.join(names[:-1]) + (self.style.last_parting if count > 1 else "") + names[-1]

    def person(self, *, upright: bool = False, first: bool = True) -> str:
        family = self.r.choice(self.words["family"])
        givens = [self.r.choice(self.words["given"]) for _ in range(self.r.choice([1, 1, 1, 2]))]
        if self.chance(0.15):
            givens[1:] = [self.r.choice("ABCDEFGHJKLMNPRSTW") + "."]
        initials = "".join(f"{part[0]}." for part in givens)
        pattern = self.style.name
        if upright or (not first and pattern == "F,_G" and self.chance(0.5)):
            pattern = self.r.choice(["G_F", "I._F"])
        given = " ".join(givens)
        short = (
            initials.replace(".", "")
            if "I." not in pattern
            else initials.replace(".", ". ").strip()
            if self.r.random() < 0.5
            else initials
        )
        filled = {"FF": family.upper(), "F": family, "G": given, "I.": short, "I": short}
        return "".join(
            filled.get(part, {"_": " "}.get(part, part))
            for part in _split(pattern, ("FF", "I.", "F", "G", "I", "_", ","))
        )

    def put(self, label: str, text: str) -> None:
        self.parts.append((label, text))

    def say(self, text: str) -> None:
        if text and self.parts and self.parts[-1][1].endswith((".", ",")) and text[0] in ".,":
            text = text[1:] if text[0] == self.parts[-1][1][-1] else text
        self.parts.append((None, text))

    def chance(self, share: float) -> bool:
        return self.r.random() < share


def _split(pattern: str, signs: str | tuple[str, ...]) -> Iterator[str]:
    """The pattern parted into the signs that stand for something, and what is between them.

    A sign of one letter counts only where no other letter stands beside it: "Issue I" has one.
    """
    rest = ""
    i = 0
    while i < len(pattern):
        sign = next((sign for sign in signs if pattern.startswith(sign, i)), None)
        alone = sign is not None and not (
            isinstance(signs, str) and (pattern[i - 1 : i].isalpha() or pattern[i + 1 : i + 2].isalpha())
        )
        if sign is not None and alone:
            if rest:
                yield rest
                rest = ""
            yield sign
            i += len(sign)
        else:
            rest += pattern[i]
            i += 1
    if rest:
        yield rest
