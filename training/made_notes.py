"""Composes invented footnotes as letters and reports have them: signals, strings of citations, addresses, comments.

Like `made_references`, each part is labelled. They teach what the notes labelled by hand hold too seldom: bodies and
titles both set in capitals, addresses before and after dates, cases with a docket and no reporter.
"""

import json
import random
from collections.abc import Iterator
from html import escape
from typing import Any

from training.citation_styles import drawn_style
from training.made_references import WORKS, Reference

SIGNALS = [
    "See",
    "See, e.g.,",
    "See also",
    "see also",
    "Cf.",
    "But see",
    "See generally",
    "Accord",
    "see, e.g.,",
    "see",
]
NOTING = [
    "noting that",
    "finding that",
    "stating that",
    "reporting that",
    "explaining that",
    "describing",
    "holding that",
]
COURTS = ["N.D. Cal.", "N.D.Cal.", "D.D.C.", "S.D.N.Y.", "9th Cir.", "W.D. Tex.", "D. Mass.", "2d Cir.", "E.D. Va.", "C.D. Cal.", "5th Cir.", "D. Md.", "Fed. Cl.", "Cal. Ct. App."]  # fmt: skip
REPORTERS = ["F.3d", "F.2d", "F. Supp. 3d", "F.4th", "U.S.", "S. Ct.", "I. & N. Dec.", "F. App’x"]
COMMENTS = [
    "The office did not answer two requests for comment.",
    "Names are changed to protect those who spoke.",
    "On file with the authors.",
    "The figures are those of the agency and could not be checked.",
    "This section draws on interviews in three towns.",
    "The term is used here as the statute uses it.",
    "There is no public record of the agreement.",
    "For the years before, no data were released.",
]


def notes(count: int, seed: int) -> Iterator[str]:
    """`count` notes with inline labels, one line each."""
    with WORKS.open(encoding="utf-8") as file:
        words = json.load(file)
    drawn = random.Random(seed)
    for _ in range(count):
        said = [_Cited(drawn, words).marked() for _ in range(drawn.choice([1, 1, 1, 1, 2, 2, 3]))]
        text = drawn.choice(["; ", "; ", ". "]).join(said) + drawn.choice([".", ".", ""])
        if drawn.random() < 0.12:
            comment = f"<prose>{escape(drawn.choice(COMMENTS), quote=False)}</prose>"
            text = f"{comment} {text}" if drawn.random() < 0.5 else f"{text.rstrip('.')}. {comment}"
        yield text


class _Cited(Reference):
    """One citation of a note as it is put together."""

    def __init__(self, r: random.Random, words: dict[str, Any]) -> None:
        super().__init__(r, words, drawn_style(r))
        self.capitals = r.random() < 0.35
        self.quotes = r.choice([("“", "”"), ("“", "”"), ('"', '"'), ("‘", "’"), ("", "")])
        self.year = r.randint(1995, 2031)

    def marked(self) -> str:
        kinds = {
            "report": self.of_a_body, "article-newspaper": self.of_the_press, "webpage": self.of_a_site,
            "legal_case": self.of_a_court, "article-journal": self.of_a_journal,
        }  # fmt: skip
        kind = self.r.choices(list(kinds), [30, 25, 20, 13, 12])[0]
        if self.chance(0.35):
            self.put("signal", self.r.choice(SIGNALS))
            self.say(" ")
        kinds[kind]()
        return self.wrapped(kind)

    def of_a_body(self) -> None:
        body, title = self.r.choice(self.words["organisations"]), self.r.choice(self.words["reports"])
        if self.capitals:
            body, title = body.upper(), title.upper()
        self.put("author", body)
        self.say(self.r.choice([", ", ", ", ": ", " - "]))
        quoted = not self.capitals and self.chance(0.4)
        self.named(title, quoted)
        if self.chance(0.2):
            self.say(self.r.choice([", p. ", " at ", " "]))
            self.put("locator", str(self.r.randint(1, 120)))
        if self.chance(0.9):
            self.say(self.r.choice([" (", " (", ", "]))
            opened = self.parts[-1][1].endswith("(")
            self.put("date", self.written(self.r.choice(["M Y", "M Y", "Y", "M D, Y", "D M Y"])))
            self.say(")" if opened else "")
        self.addressed(0.6)

    def of_the_press(self) -> None:
        paper = self.r.choice(self.words["newspapers"])
        paper = paper.upper() if self.capitals else paper
        first = self.chance(0.15)
        if first:
            self.put("container", paper)
            self.say(", ")
        elif self.chance(0.75):
            self.put(
                "author",
                self.r.choice([" and ", ", ", " & "]).join(
                    self.person(upright=True) for _ in range(self.r.choice([1, 1, 2]))
                ),
            )
            self.say(", ")
        self.named(self.r.choice(self.words["headlines"]), self.quotes[0] != "")
        if not first:
            self.say(self.r.choice([", ", " "]))
            self.put("container", paper)
        self.say(self.r.choice([", ", ", ", " ("]))
        opened = self.parts[-1][1].endswith("(")
        self.full_date()
        self.say(")" if opened else "")
        self.addressed(0.6)

    def of_a_site(self) -> None:
        if self.chance(0.6):
            self.put("author", self.r.choice(self.words["organisations"]))
            self.say(", ")
        title = self.r.choice([*self.words["headlines"], *self.words["reports"], *self.words["organisations"]])
        self.named(title, self.chance(0.5))
        if self.chance(0.2):
            self.say(", ")
            self.put("container", self.r.choice(self.words["sites"]))
        if self.chance(0.2):
            self.say(self.r.choice([", ", " ("]))
            opened = self.parts[-1][1].endswith("(")
            self.full_date()
            self.say(")" if opened else "")
        self.addressed(1.0)

    def of_a_court(self) -> None:
        self.put("title", self.r.choice(self.words["cases"]))
        if self.chance(0.5):
            self.say(", ")
            self.put("reporter", f"{self.r.randint(1, 999)} {self.r.choice(REPORTERS)} {self.r.randint(1, 1500)}")
            if self.chance(0.5):
                self.say(", ")
                self.put("locator", str(self.r.randint(2, 1500)))
            self.say(" (")
            self.put("court", self.r.choice(COURTS))
            self.say(" ")
            self.put("date", str(self.year))
        else:
            docket = f"{self.r.randint(1, 9)}:{self.r.randint(10, 31)}-{self.r.choice(['cv', 'cr', 'mc'])}-{self.r.randint(100, 99999):05}{self.r.choice(['', '', '-RS', '-JD-AB'])}"
            docket = docket if self.chance(0.8) else f"{self.r.randint(10, 31)}-{self.r.randint(100, 99999)}"
            inside = self.chance(0.3)
            if not inside:
                self.say(self.r.choice([", No. ", ", Case No. ", ", "]))
                self.put("docket", docket)
            self.say(" (")
            self.put("court", self.r.choice(COURTS))
            if inside:
                self.say(self.r.choice([" ", ", No. "]))
                self.put("docket", docket)
            if self.chance(0.7):
                self.say(self.r.choice([" ", ", ", " filed "]))
                self.put("date", self.written(self.r.choice(["M D, Y", "Y"])))
        self.say(")")
        self.addressed(0.3)

    def of_a_journal(self) -> None:
        self.put(
            "author",
            self.r.choice([" & ", ", ", " and "]).join(
                self.person(upright=True) for _ in range(self.r.choice([1, 1, 2]))
            ),
        )
        self.say(", ")
        journal, short = self.r.choice(self.words["journals"])
        journal = (short or journal) if self.chance(0.5) else journal
        self.named(self.title(), self.chance(0.5))
        self.say(self.r.choice([", ", " "]))
        before = self.chance(0.6)
        if before:
            self.put("volume", str(self.r.randint(1, 180)))
            self.say(" ")
        self.put("container", journal.upper() if self.capitals else journal)
        if not before and self.chance(0.7):
            self.say(", ")
            self.volume()
        if before or self.chance(0.5):
            self.say(self.r.choice([" ", ", "]))
            self.put("pages", str(self.r.randint(1, 1500)))
        if self.chance(0.3):
            self.say(", ")
            self.put("locator", f"{self.r.randint(1, 700)}–{self.r.randint(10, 99)}")
        self.say(self.r.choice([" (", " (", ", "]))
        opened = self.parts[-1][1].endswith("(")
        self.put("date", str(self.year))
        self.say(")" if opened else "")
        self.addressed(0.15)

    def named(self, title: str, quoted: bool) -> None:
        left, right = self.quotes if quoted else ("", "")
        comma = "," if right in ("”", '"') and self.chance(0.6) else ""
        self.put("title", f"{left}{title}{comma}{right}")
        if not comma and self.chance(0.7):
            self.say(",")

    def addressed(self, share: float) -> None:
        """The address, when it was looked at, and what the source says."""
        if self.chance(share):
            self.say(
                self.r.choice([", ", ", ", " ", ", available at ", ", available at: ", " available at ", ". ", ", at "])
            )
            self.put("url", self.address())
            if self.chance(0.3):
                before, after = self.r.choice(
                    [(" (last accessed ", ")"), (" (accessed ", ")"), (" [accessed ", "]"), (", last visited ", "")]
                )
                self.say(before)
                self.put("accessed", self.written(self.r.choice(["D M Y", "M D, Y"])))
                self.say(after)
        if self.chance(0.15):
            said = self.r.choice(self.words["headlines"])
            self.say(" (")
            self.put("parenthetical", f"{self.r.choice(NOTING)} {said[0].lower()}{said[1:]}")
            self.say(")")
